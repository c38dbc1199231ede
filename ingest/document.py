"""The words that all ingest steps share: spans, lines, pages, and what a parsed document is made of.

Everything that can be cited carries a `Span` in `Document.text`. Spans are made once, while parsing, and carried
forward from there: no later step searches for text that an earlier one already had in its hands.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

UNDETERMINED = "onbepaald"
"""The column of a cell of which the source leaves open where it belongs."""

BlockKind = Literal["heading", "paragraph", "list_item", "footnote", "furniture", "table", "question", "answer"]
LineRole = Literal["", "heading", "text", "item", "note", "caption", "header", "row", "question", "answer", "furniture"]
"""What a line is, where its format tells; empty where only its shape and place can tell.

`header` and `row` are rows of a table, `question` and `answer` the first line of one.
"""

MARK_OPEN, MARK_CLOSE = "\ufdd0", "\ufdd1"
"""Between these a reader puts the mark of a note where its format tells one: `jaar\ufdd02\ufdd1`. Unicode keeps both
free for use inside a program; cleaning takes them off the text and into `Line.marks`."""

Verdict = Literal["klopt", "klopt niet", "niet te controleren"]
"""What adding up says of a table: its totals hold, a printed total differs from its rows, or there is none to check."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in `Document.text`."""

    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        """Return whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class LineCell:
    """A cell of a table's row, where the format has tables: its text, and the columns and rows it spans, from 0."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, and the numbers (from 1) of the source lines that it was made of.

    Reading gives one source line to each; cleaning puts a broken word together and so joins lines.
    `wraps` tells that the paragraph goes on in the next line: some extractors leave a space there.
    `role` is what the format says the line is, `level` the depth of a heading or list item, from 1 (0: not told).
    A row of a table has `cells`; its text is then those of its cells that are not empty, with a space between them.
    `marks` are the marks of notes that were taken off the words: where in the text each stood, and the mark itself.
    """

    text: str
    sources: tuple[int, ...]
    wraps: bool = False
    role: LineRole = ""
    level: int = 0
    cells: tuple[LineCell, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number in the file, from 1, and its lines; number 0 is the text of a format without pages."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document; what the source does not tell stays None.

    `session` is the parliamentary year (`2024/25`), `kamerstuk` the dossier and number (`36 740 VI, nr. 15`;
    `Aanhangsel, nr. 1178` for written questions), `date` is
    an ISO date. `page_offset` is what must be added to a page of the file to get the publication's own page number;
    None where that is not known, so that a citation names a page of the file.
    """

    title: str | None = None
    kind: str | None = None
    ministry: str | None = None
    budget_year: int | None = None
    date: str | None = None
    session: str | None = None
    kamerstuk: str | None = None
    url: str | None = None
    page_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belong together. Every non-blank source line lies in exactly one block."""

    kind: BlockKind
    span: Span
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: its column heading, its printed text, and the number and unit that it stands for.

    `column` is `UNDETERMINED` where the source leaves it open. `unit` is as printed (`x € 1.000`, `%`, `in maanden`) or
    empty. `number` is in that unit, None where the text is not a number; times `scale` it is in euros, or as it is.
    """

    column: str
    text: str
    span: Span
    number: Decimal | None = None
    unit: str = ""
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its own label, the labels of the groups it stands under (outermost first), its cells."""

    label: str
    groups: tuple[str, ...]
    cells: tuple[Cell, ...]
    span: Span

    @property
    def depth(self) -> int:
        """Return under how many groups the row stands."""
        return len(self.groups)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the source that does not agree with itself, in Dutch, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` is `Tabel 4`, `caption` the words after it, `unit` what the caption says of the amounts.

    `label_column` is the heading above the rows' labels, `columns` those of their cells. `rows` is empty where the grid
    was not understood; the table is then shown as the verbatim text of its span. `verdict` is what adding up says,
    `findings` which printed values do not agree with the others.
    """

    name: str
    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span
    headings: tuple[str, ...]
    label_column: str = ""
    verdict: Verdict = "niet te controleren"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text refers to: a paper of parliament (`36 740 VI, nr. 1`) or another question (`vraag 5`).

    `target` is written the same way wherever it is printed, so that references can be compared; `span` is as printed.
    """

    kind: Literal["kamerstuk", "vraag"]
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its mark (`2`), where in the text the mark stood, and the note itself, at the foot or the end.

    `anchor` is None where no mark points to the note.
    """

    mark: str
    anchor: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What a short form stands for in this document, and where it says so."""

    short: str
    meaning: str
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer. `span` covers both; `answer` is None where the source has none.

    `tables` names the tables elsewhere in the document that belong to the answer (`Tabel vraag 9`). `sources` and
    `reference_dates` are the lines that close an answer (`Bron: …`, `Peildatum …`). Questions that share an answer
    each have a record of their own, with the same answer.
    """

    number: str
    span: Span
    question: Span
    answer: Span | None
    headings: tuple[str, ...]
    tables: tuple[str, ...] = ()
    sources: tuple[Span, ...] = ()
    reference_dates: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: one text, where its pages start in it, and its structure as spans of that text.

    `line_spans[i]` is where source line i + 1 ended up in `text`; an empty span for a blank line. `page_starts` is
    empty where the format has no pages.
    """

    id: str
    path: str
    sha256: str
    metadata: Metadata
    text: str
    page_starts: tuple[int, ...]
    line_spans: tuple[Span, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    questions: tuple[Question, ...]
    notes: tuple[Note, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    findings: tuple[Finding, ...] = ()

    def slice(self, span: Span) -> str:
        """Return the text of `span`, verbatim."""
        return self.text[span.start : span.end]

    def pages(self, span: Span) -> tuple[int, ...]:
        """Return the pages of the file, from 1, on which `span` lies; none where the format has no pages."""
        if not self.page_starts:
            return ()
        first = max(1, bisect_right(self.page_starts, span.start))
        last = bisect_left(self.page_starts, span.end)
        return tuple(range(first, max(first, last) + 1))
