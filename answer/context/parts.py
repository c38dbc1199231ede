"""A document in parts, each shown on its own, and which of them stand around a place: never a book at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Block, Document, Span

PART_OF_DOCUMENT = 40_000
"""So many characters are shown around a place, some 15 pages; a document that is not much longer is shown whole."""

ROWS = 60
"""A part has so many rows of a table; a longer table is several parts."""

_LONGEST = 4_000
"""A block of more characters is cut between lines; some files are one block."""

PartKind = Literal["heading", "text", "note", "question", "answer", "table"]
_KINDS: dict[str, PartKind] = {
    "heading": "heading",
    "paragraph": "text",
    "list_item": "text",
    "footnote": "note",
    "question": "question",
    "answer": "answer",
    "table": "table",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: what it is, where it stands, and the headings above it, its own included.

    `table` and `question` are positions in the document's; of a table `rows` are those of the part, from the first to
    after the last, the same where its rows were not understood. `begins` tells that it is the first part of its block.
    """

    kind: PartKind
    span: Span
    headings: tuple[str, ...]
    table: int | None = None
    question: int | None = None
    rows: tuple[int, int] = (0, 0)
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The parts around a place, and the ones just before and after them, None where the document begins or ends."""

    parts: tuple[Part, ...]
    before: Part | None
    after: Part | None


def split_document(document: Document) -> tuple[Part, ...]:
    """Return the parts of a document in order; running headers and page numbers are left out."""
    tables = {table.span.start: number for number, table in enumerate(document.tables)}
    questions = {question.span.start: number for number, question in enumerate(document.questions)}
    parts: list[Part] = []
    for block in sorted(document.blocks, key=lambda block: block.span):
        if block.kind == "table" and block.span.start in tables:
            parts.extend(_split_table(document, block, tables[block.span.start]))
        elif block.kind in _KINDS:
            number = questions.get(block.span.start) if block.kind == "question" else None
            parts.extend(_split_text(document, block, number))
    return tuple(parts)


def _split_table(document: Document, block: Block, number: int) -> list[Part]:
    """Return the parts of a table: so many rows each."""
    table = document.tables[number]
    starts = range(0, max(1, len(table.rows)), ROWS)
    parts = []
    for first in starts:
        last = min(first + ROWS, len(table.rows))
        start = table.rows[first].span.start if first else block.span.start
        end = block.span.end if last == len(table.rows) else table.rows[last].span.start
        rows = (first, last)
        parts.append(Part("table", Span(start, max(start, end)), block.headings, number, rows=rows, begins=not first))
    return parts


def _split_text(document: Document, block: Block, question: int | None) -> list[Part]:
    """Return the parts of a block of text: one, or where it is long several, cut between lines."""
    parts = []
    start = block.span.start
    while start < block.span.end:
        end = min(start + _LONGEST, block.span.end)
        if end < block.span.end:
            for mark in ("\n\n", "\n", " "):
                cut = document.text.rfind(mark, start + 1, end)
                if cut > start:
                    end = cut + len(mark)
                    break
        parts.append(
            Part(
                _KINDS[block.kind],
                Span(start, end),
                block.headings,
                question=question,
                begins=start == block.span.start,
            )
        )
        start = end
    return parts


def choose_parts(parts: Sequence[Part], place: Span, most: int = PART_OF_DOCUMENT) -> Excerpt:
    """Return the parts around `place`: all of them where they are few, else from a heading shortly before it on."""
    if not parts:
        return Excerpt((), None, None)
    if parts[-1].span.end - parts[0].span.start <= most * 3 // 2:
        return Excerpt(tuple(parts), None, None)
    middle = next((number for number, part in enumerate(parts) if part.span.end > place.start), len(parts) - 1)
    first = last = middle
    # A third of what is shown stands before the place: reading goes on from there.
    while first and parts[middle].span.start - parts[first - 1].span.start <= most // 3:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].span.end - parts[first].span.start <= most:
        last += 1
    heading = next((number for number in range(first, middle) if parts[number].kind == "heading"), first)
    first = heading if first else 0
    return Excerpt(
        tuple(parts[first : last + 1]),
        parts[first - 1] if first else None,
        parts[last + 1] if last + 1 < len(parts) else None,
    )
