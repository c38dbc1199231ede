"""What each passage says, in the form that a model is shown and that its sentences are held against."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from answer.answer import Passage
from answer.names import find_names
from answer.summary.figure_keys import Key, amount_keys, list_keyed_figures, number_keys
from index.analyze import content_tokens, stem, tokenize
from index.search import Searcher
from index.tokens import find_years
from ingest.chunk import Chunk, describe_row
from ingest.document import Cell, Document, Row, Table
from ingest.sentence import BULLETS, split_sentences

MOST_PASSAGES = 5
"""So many of the first passages are summarised: the ones that a page shows at once."""

_LONGEST_SHOWN = 6000
"""Characters of a passage that a model is shown; only a large table has more."""

_QUOTES = {**dict.fromkeys("“”„‟«»″〝〞", '"'), **dict.fromkeys("‘’‚‛‹›′´`", "'")}
_SAME_MARK = str.maketrans({**_QUOTES, **dict.fromkeys("‐‑‒–—―−", "-")})
_MONEY_UNIT = re.compile(r"€|EUR|euro|bedrag", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of a table: what it gives to figures, and the years and words that a sentence about it has to name.

    `row` is the label of its row as shown, `words` are the stems of it, empty where the passage has that row alone.
    """

    keys: frozenset[Key]
    years: frozenset[str]
    row: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class PassageSource:
    """A passage with its number, the text that a model is shown of it, and all that a sentence may take from it.

    `parts` are its texts in one spelling (`spell`), each apart: no quotation runs from a heading into a text.
    `sentences` are the whole sentences of them; `tokens` its folded words and their stems; `names` the listed
    organisations and places that it names, under whatever name. `figures` are those of its texts, `cells` has those of
    its table.
    """

    number: int
    shown: str
    parts: tuple[str, ...]
    sentences: frozenset[str]
    tokens: frozenset[str]
    names: frozenset[str]
    figures: frozenset[Key]
    cells: tuple[SourceCell, ...]


def read_sources(passages: Iterable[Passage], searcher: Searcher) -> tuple[PassageSource, ...]:
    """Return the first passages as sources, under the numbers that they have in the list of passages."""
    first = tuple(passages)[:MOST_PASSAGES]
    return tuple(
        read_source(each.hit.rank, each.hit.chunk, searcher.documents[each.hit.chunk.document]) for each in first
    )


def read_source(number: int, chunk: Chunk, document: Document) -> PassageSource:
    """Return one passage as a source: its text, or the rows of its table with their columns and unit."""
    table = document.tables[chunk.table] if chunk.table is not None else None
    rows = _list_rows(table, chunk)
    above = [*chunk.headings]
    if table is not None:
        # A table's values are read by column: as running text a row is figures without a meaning.
        columns = [table.label_column, *table.columns]
        above += [f"{table.name} {table.caption}".strip(), table.unit, " | ".join(filter(None, columns))]
    described = [describe_row(table, row) for row in rows] if table is not None else []
    body = described or [chunk.text]
    shown = "\n".join(filter(None, (*above, *body)))[:_LONGEST_SHOWN]
    read = [*above, *(" > ".join((*row.groups, row.label)) for row in rows)] if rows else [*above, chunk.text]
    texts = [*above, chunk.text, *described]
    return PassageSource(
        number,
        shown,
        tuple(filter(None, map(spell, texts))),
        frozenset(sentence for text in texts for sentence in _list_sentences(text)),
        list_tokens("\n".join(texts)),
        list_names("\n".join(texts)),
        _list_keys(read),
        tuple(_read_cell(cell, row, alone=len(rows) == 1) for row in rows for cell in row.cells),
    )


def spell(text: str) -> str:
    """Return a text on one line in one spelling of its spaces, quotation marks and dashes: `„ja”` is `"ja"`."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME_MARK).replace("''", '"').split())


def list_tokens(text: str) -> frozenset[str]:
    """Return the folded words of a text and their stems."""
    words = {token.text for token in tokenize(text)}
    return frozenset(words | set(map(stem, words)))


def list_names(text: str) -> frozenset[str]:
    """Return the organisations and places that a text names, each under its first name."""
    matches = find_names(text, content_tokens(text))
    return frozenset(match.name.text for match in matches if match.name.kind != "groep")


def strip_sentence(text: str) -> str:
    """Return a sentence in one spelling, without the bullet before it and the stop behind it."""
    return spell(text).lstrip(f"{BULLETS} ").rstrip(" .;:")


def _list_keys(texts: Iterable[str]) -> frozenset[Key]:
    """Return what the figures of some texts give."""
    return frozenset(key for text in texts for figure in list_keyed_figures(text) for key in figure.gives)


def _list_rows(table: Table | None, chunk: Chunk) -> tuple[Row, ...]:
    """Return the rows of a table that a passage is: one, or those within it; a table of texts is read as a text."""
    if table is None:
        return ()
    if chunk.row is not None:
        return (table.rows[chunk.row],)
    rows = tuple(row for row in table.rows if chunk.span.contains(row.span))
    return rows if any(cell.number is not None for row in rows for cell in row.cells) else ()


def _list_sentences(text: str) -> list[str]:
    """Return the sentences of a text in the spelling in which they are compared."""
    return [strip_sentence(text[span.start : span.end]) for span in split_sentences(text)]


def _read_cell(cell: Cell, row: Row, *, alone: bool) -> SourceCell:
    """Return what a cell gives to figures: as printed, and in its unit."""
    keys = {key for figure in list_keyed_figures(cell.text) for key in figure.gives}
    if cell.number is not None:
        keys.update(number_keys("aantal", cell.number))
        if _MONEY_UNIT.search(cell.unit):
            keys.update(amount_keys(cell.number * cell.scale))
        elif "%" in cell.unit or "procent" in cell.unit.casefold():
            keys.update(number_keys("%", cell.number))
        elif cell.scale != Decimal(1):
            keys.update(number_keys("aantal", cell.number * cell.scale))
    label = " > ".join(filter(None, (*row.groups[-1:], row.label)))
    # What a text in a cell says is not said of a year or a row by its place alone.
    bound = cell.number is not None
    words = frozenset(stem(token.text) for token in content_tokens(label)) if bound and not alone else frozenset()
    return SourceCell(frozenset(keys), find_years(cell.column) if bound else frozenset(), label, words)
