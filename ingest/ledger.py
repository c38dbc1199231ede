"""The ledger: what was found in each document, counted, and what of it a person should look at.

It is made of the parsed document alone, so that it holds for every format and says nothing that search does not know.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from ingest.document import UNDETERMINED, Document, Finding, Question, Span, Table

TableState = Literal["klopt", "klopt niet", "niet te controleren", "als tekst"]
"""What is known of a table: the verdict of adding up, or that it was not understood and stays as verbatim text."""

TABLE_STATES: tuple[TableState, ...] = ("klopt", "klopt niet", "niet te controleren", "als tekst")

# What an extractor leaves of a letter that it cannot read: the sign for it, the letter's number in its font, or a
# character that means something in that font only.
_UNREADABLE = re.compile(r"(?:\ufffd|[\ue000-\uf8ff]|\(cid:\d+\))+")
_AROUND = 30
"""So many characters before and after an unreadable one tell which it is."""

_OPENING = 80
"""So many characters of a question tell which it is."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a document: what it is, in Dutch, and on which pages of the file it stands."""

    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """What the ledger says of a table; `undetermined` counts its cells whose column the source leaves open."""

    name: str
    caption: str
    pages: tuple[int, ...]
    state: TableState
    rows: int
    cells: int
    undetermined: int
    findings: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What the ledger says of a document. Pages are those of the file, from 1; none where the format has none.

    `source` is how the document is known to its readers, `date` an ISO date. `lines` counts the filled lines of the
    source; `lost_lines` are the numbers of those that lie in no block. `loose_notes` counts the notes that no mark
    points to. `findings` are where the document contradicts itself outside its tables, `empty_pages` the pages without
    any text, `unreadable` a remark for each page where letters are lost.
    """

    id: str
    file: str
    sha256: str
    title: str | None
    kind: str | None
    ministry: str | None
    kamerstuk: str | None
    date: str | None
    pages: int
    characters: int
    lines: int
    lost_lines: tuple[int, ...]
    sections: int
    tables: tuple[TableEntry, ...]
    questions: int
    unanswered: tuple[Remark, ...]
    notes: int
    loose_notes: int
    abbreviations: int
    findings: tuple[Remark, ...]
    empty_pages: tuple[int, ...]
    unreadable: tuple[Remark, ...]

    @property
    def table_states(self) -> dict[TableState, int]:
        """Return how many tables there are of each state."""
        counts = Counter(table.state for table in self.tables)
        return {state: counts[state] for state in TABLE_STATES}

    @property
    def cells(self) -> int:
        """Return the number of cells of all tables."""
        return sum(table.cells for table in self.tables)

    @property
    def undetermined(self) -> int:
        """Return the number of cells whose column the source leaves open."""
        return sum(table.undetermined for table in self.tables)


def ledger_entry(document: Document) -> LedgerEntry:
    """Return what the ledger says of a document."""
    known = document.metadata
    return LedgerEntry(
        id=document.id,
        file=document.path,
        sha256=document.sha256,
        title=known.title,
        kind=known.kind,
        ministry=known.ministry,
        kamerstuk=known.kamerstuk,
        date=known.date,
        pages=len(document.page_starts),
        characters=len(document.text),
        lines=sum(span.start < span.end for span in document.line_spans),
        lost_lines=_find_lost_lines(document),
        sections=sum(block.kind == "heading" for block in document.blocks),
        tables=tuple(_describe_table(document, table) for table in document.tables),
        questions=len(document.questions),
        unanswered=tuple(_describe_question(document, each) for each in document.questions if each.answer is None),
        notes=len(document.notes),
        loose_notes=sum(note.anchor is None for note in document.notes),
        abbreviations=len(document.abbreviations),
        findings=tuple(_describe_finding(document, finding) for finding in document.findings),
        empty_pages=_find_empty_pages(document),
        unreadable=_find_unreadable(document),
    )


def table_state(table: Table) -> TableState:
    """Return what is known of a table."""
    return table.verdict if table.rows else "als tekst"


def _describe_table(document: Document, table: Table) -> TableEntry:
    """Return what the ledger says of a table."""
    cells = [cell for row in table.rows for cell in row.cells]
    return TableEntry(
        name=table.name,
        caption=table.caption,
        pages=document.pages(table.span),
        state=table_state(table),
        rows=len(table.rows),
        cells=len(cells),
        undetermined=sum(cell.column == UNDETERMINED for cell in cells),
        findings=tuple(_describe_finding(document, finding) for finding in table.findings),
    )


def _describe_finding(document: Document, finding: Finding) -> Remark:
    """Return a finding with its pages."""
    return Remark(finding.text, document.pages(finding.span))


def _describe_question(document: Document, question: Question) -> Remark:
    """Return the number of a question and how it begins."""
    words = " ".join(document.slice(question.question).split())
    opening = words if len(words) <= _OPENING else f"{words[:_OPENING].rsplit(' ', 1)[0]} …"
    return Remark(f"vraag {question.number}: {opening}", document.pages(question.span))


def _find_lost_lines(document: Document) -> tuple[int, ...]:
    """Return the numbers, from 1, of the filled source lines that lie in no block."""
    blocks = sorted(block.span for block in document.blocks)
    starts = [span.start for span in blocks]
    lost = []
    for number, span in enumerate(document.line_spans, start=1):
        i = bisect_right(starts, span.start) - 1
        if span.start < span.end and not (i >= 0 and blocks[i].contains(span)):
            lost.append(number)
    return tuple(lost)


def _find_empty_pages(document: Document) -> tuple[int, ...]:
    """Return the pages without any text of their own; running headers and page numbers are none."""
    apart = {block.span.start for block in document.blocks if block.kind == "furniture"}
    filled = {
        bisect_right(document.page_starts, span.start)
        for span in document.line_spans
        if span.start < span.end and span.start not in apart
    }
    return tuple(page for page in range(1, len(document.page_starts) + 1) if page not in filled)


def _find_unreadable(document: Document) -> tuple[Remark, ...]:
    """Return for each page with lost letters how many places there are, and the words around the first."""
    places: dict[tuple[int, ...], list[Span]] = {}
    for match in _UNREADABLE.finditer(document.text):
        span = Span(*match.span())
        places.setdefault(document.pages(span)[:1], []).append(span)
    return tuple(Remark(_describe_places(document, spans), pages) for pages, spans in places.items())


def _describe_places(document: Document, spans: list[Span]) -> str:
    """Return how many letters are lost, and the words around the first: `2 onleesbare tekens, eerst in «Zo � is»`."""
    around = Span(max(0, spans[0].start - _AROUND), spans[0].end + _AROUND)
    words = " ".join(document.slice(around).split())
    return (
        f"onleesbaar teken in «{words}»" if len(spans) == 1 else f"{len(spans)} onleesbare tekens, eerst in «{words}»"
    )
