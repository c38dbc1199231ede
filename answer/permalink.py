"""Addresses of places in documents that outlast an index: made of what stands there, not of where it was found.

`?plaats=begroting-2025.cel-3f0c9a5b1d2e` names a cell, `?plaats=begroting-2025.vraag412-9b1d…` a passage of a question
with 412 characters besides white space. The hash is of the words (a cell's with its table, row and column), and a
number follows where a document has the same more than once. Nothing of the index, its settings, the other documents
or the metadata goes into it, so that neither a new index nor other chunks change an address; what is no longer in the
document is not found.
"""

import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import get_args
from urllib.parse import parse_qs, quote

from index.search import Searcher
from ingest.chunk import Chunk, ChunkKind
from ingest.document import Cell, Document, Row, Span, Table

PARAMETER = "plaats"
"""What the place is called in an address."""

_DIGITS = 12
"""So many hexadecimal digits of the hash: of ten thousand places in a document two alike are one chance in 10^6."""

_CELL = "cel"
_TOKEN = re.compile(r"\w+|[^\w\s]")
_CLOSING = frozenset(["", *".!?:;•–-)”’"])
_SQUEEZED_DOCUMENTS = 16
_PLACE = re.compile(
    rf"(?P<document>.+)\.(?P<kind>{'|'.join((_CELL, *get_args(ChunkKind)))})(?P<length>\d{{0,9}})"
    rf"-(?P<digest>[0-9a-f]{{{_DIGITS}}})(?:-(?P<number>[1-9]\d{{0,5}}))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a permalink leads to: `span` in `document`, the cell that it is (None for text), and the chunks there.

    The first of `chunks` is the one to show: of the kind that was linked to where there is one, and the shortest that
    holds all of the span. There is none where the place is in no chunk, a heading for instance.
    """

    document: Document
    span: Span
    cell: Cell | None
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without its white space, and where each word and mark begins: in it, and in the whole text.

    `likely` are the starts after which a line, a sentence or an item begins.
    """

    text: str
    starts: Sequence[int]
    places: Sequence[int]
    likely: Sequence[int]

    def place(self, position: int) -> int:
        """Return where in the whole text the character at `position` of the squeezed one stands."""
        token = bisect_right(self.starts, position) - 1
        return self.places[token] + position - self.starts[token]

    def count_before(self, words: str, position: int) -> int:
        """Return at how many words before `position` the squeezed text reads `words`."""
        count, found = 0, self.text.find(words)
        while 0 <= found < position:
            at = bisect_left(self.starts, found)
            count += at < len(self.starts) and self.starts[at] == found
            found = self.text.find(words, found + 1)
        return count


def make_permalink(document: Document, chunk: Chunk, cell: Cell | None = None, span: Span | None = None) -> str:
    """Return the address of a chunk within Vraagbaak, of a cell of the row that it is, or of what stands at `span`.

    `?plaats=<document>.<kind>-<hash>`, relative to the page. White space at the ends of a span does not count, and one
    that begins within a word is of the whole word.
    """
    if cell is not None and chunk.table is not None and chunk.row is not None:
        place = _name_cell(document, chunk.table, chunk.row, cell)
    else:
        place = _name_text(document, chunk.kind, span or chunk.span)
    return f"?{PARAMETER}={quote(document.id, safe='')}.{place}"


def resolve_permalink(address: str, searcher: Searcher) -> Place | None:
    """Return the place that an address leads to in the documents of `searcher`, or None where it is not in them.

    `address` is what `make_permalink` gave, a whole address that ends with it, or the bare value of `plaats`.
    """
    _, mark, query = address.rpartition("?")
    values = parse_qs(query).get(PARAMETER) if mark else None
    match = _PLACE.fullmatch(values[0] if values else address)
    document = searcher.documents.get(match["document"]) if match else None
    if match is None or document is None:
        return None
    number = int(match["number"] or 1)
    if match["kind"] == _CELL:
        return _find_cell(document, match["digest"], number, searcher)
    span = _find_text(document.text, match["kind"], int(match["length"] or 0), match["digest"], number)
    if span is None:
        return None
    holding = [chunk for chunk in searcher.chunks if chunk.document == document.id and chunk.span.overlaps(span)]
    return Place(document, span, None, _order_chunks(holding, span, match["kind"]))


def _name_cell(document: Document, table: int, row: int, cell: Cell) -> str:
    """Return what names a cell: its hash, and its number among the cells that say the same of the same."""
    own = document.tables[table].rows[row]
    content = _describe_cell(document.tables[table], own, cell)
    before = [(other.column, other.span) for other in own.cells].index((cell.column, cell.span))
    text = _join(cell.text)
    number = 1 + sum(
        _join(other.text) == text and _describe_cell(document.tables[i], document.tables[i].rows[j], other) == content
        for i, j, k, other in _cells(document)
        if (i, j, k) < (table, row, before)
    )
    return f"{_CELL}-{_hash(_CELL, content)}{_show_number(number)}"


def _find_cell(document: Document, digest: str, number: int, searcher: Searcher) -> Place | None:
    """Return the cell with this hash, the `number`th of them."""
    for i, j, _, cell in _cells(document):
        content = _describe_cell(document.tables[i], document.tables[i].rows[j], cell)
        number -= _hash(_CELL, content) == digest
        if number == 0:
            rows = [
                chunk for chunk in searcher.chunks if (chunk.document, chunk.table, chunk.row) == (document.id, i, j)
            ]
            return Place(document, cell.span, cell, _order_chunks(rows, cell.span, "rij"))
    return None


def _cells(document: Document) -> Iterator[tuple[int, int, int, Cell]]:
    """Yield the cells of all tables in order, each after its table, row and place in the row."""
    for i, table in enumerate(document.tables):
        for j, row in enumerate(table.rows):
            for k, cell in enumerate(row.cells):
                yield i, j, k, cell


def _describe_cell(table: Table, row: Row, cell: Cell) -> str:
    """Return all that a cell says: its table, the groups and label of its row, its column and its text."""
    return "\0".join(map(_join, (table.name, table.caption, *row.groups, row.label, cell.column, cell.text)))


def _name_text(document: Document, kind: ChunkKind, span: Span) -> str:
    """Return what names a text: its kind, length and hash, and its number among the places that read the same."""
    squeezed = _squeeze(document.text)
    token = bisect_right(squeezed.places, span.start) - 1
    first = bisect_left(squeezed.places, span.start)
    # A span that begins in white space begins with the word after it, one that begins in a word with that word.
    within = token >= 0 and span.start < squeezed.places[token] + _length(squeezed, token)
    start = token if within else first
    words = _join(document.text[squeezed.places[start] : span.end]) if start < len(squeezed.places) else ""
    number = 1 + squeezed.count_before(words, squeezed.starts[start]) if words else 1
    return f"{kind}{len(words)}-{_hash(kind, words)}{_show_number(number)}"


def _find_text(text: str, kind: str, length: int, digest: str, number: int) -> Span | None:
    """Return where a text of so many characters besides white space has this hash, the `number`th place."""
    squeezed = _squeeze(text)
    opened, wanted = _open_hash(kind), bytes.fromhex(digest)
    # Nearly all places are at a likely start: a hash of each word of a long document takes half a second.
    for start in chain(squeezed.likely, squeezed.starts) if length else ():
        words = squeezed.text[start : start + length]
        hashed = opened.copy()
        hashed.update(words.encode())
        if len(words) == length and hashed.digest().startswith(wanted):
            same = (other for other in squeezed.starts if squeezed.text.startswith(words, other))
            found = next(islice(same, number - 1, None), None)
            return Span(squeezed.place(found), squeezed.place(found + length - 1) + 1) if found is not None else None
    return None


def _order_chunks(chunks: list[Chunk], span: Span, kind: str) -> tuple[Chunk, ...]:
    """Return the chunks at a span, first those of this kind that hold all of it, the shortest first."""
    return tuple(
        sorted(
            chunks,
            key=lambda chunk: (
                chunk.kind != kind,
                not chunk.span.contains(span),
                chunk.span.end - chunk.span.start,
                chunk.span.start,
                chunk.id,
            ),
        )
    )


@lru_cache(maxsize=_SQUEEZED_DOCUMENTS)
def _squeeze(text: str) -> _Squeezed:
    """Return a text without its white space."""
    starts, places, likely, position = array("L"), array("L"), array("L"), 0
    before = ""
    for token in _TOKEN.finditer(text):
        if before in _CLOSING or text[token.start() - 1] == "\n":
            likely.append(position)
        starts.append(position)
        places.append(token.start())
        position += token.end() - token.start()
        before = token[0]
    return _Squeezed(_join(text), starts, places, likely)


def _length(squeezed: _Squeezed, token: int) -> int:
    """Return how long a word or mark is."""
    following = squeezed.starts[token + 1] if token + 1 < len(squeezed.starts) else len(squeezed.text)
    return following - squeezed.starts[token]


def _join(text: str) -> str:
    """Return a text without its white space: where its lines end says nothing about what it says."""
    return "".join(text.split())


def _hash(kind: str, content: str) -> str:
    """Return the hash of what stands at a place of this kind."""
    hashed = _open_hash(kind)
    hashed.update(content.encode())
    return hashed.hexdigest()[:_DIGITS]


def _open_hash(kind: str) -> "hashlib._Hash":
    """Return a hash that has read what kind of place it is of."""
    return hashlib.sha256(f"{kind}\0".encode())


def _show_number(number: int) -> str:
    """Return the number of a place among those that say the same, as it stands in an address."""
    return f"-{number}" if number > 1 else ""
