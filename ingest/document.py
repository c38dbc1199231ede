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
class Line:
    """One line of text, and the numbers (from 1) of the source lines that it was made of.

    Reading gives one source line to each; cleaning puts a broken word together and so joins lines.
    `wraps` tells that the source line ended in a space, which some extractors leave where a paragraph goes on.
    """

    text: str
    sources: tuple[int, ...]
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number in the file, from 1, and its lines."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document; what the source does not tell stays None.

    `session` is the parliamentary year (`2024/25`), `kamerstuk` the dossier and number (`36 740 VI, nr. 15`), `date` is
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
    empty. `number` is in that unit, None where the text is not a number.
    """

    column: str
    text: str
    span: Span
    number: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its own label, the labels of the groups it stands under (outermost first), its cells."""

    label: str
    groups: tuple[str, ...]
    cells: tuple[Cell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` is `Tabel 4`, `caption` the words after it, `unit` what the caption says of the amounts.

    `rows` is empty where the grid was not understood; the table is then shown as the verbatim text of its span.
    """

    name: str
    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer. `span` covers both; `answer` is None where the source has none.

    `tables` names the tables elsewhere in the document that belong to the answer (`Tabel vraag 9`).
    """

    number: str
    span: Span
    question: Span
    answer: Span | None
    headings: tuple[str, ...]
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: one text, where its pages start in it, and its structure as spans of that text.

    `line_spans[i]` is where source line i + 1 ended up in `text`; an empty span for a blank line.
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

    def slice(self, span: Span) -> str:
        """Return the text of `span`, verbatim."""
        return self.text[span.start : span.end]

    def pages(self, span: Span) -> tuple[int, ...]:
        """Return the pages of the file, from 1, on which `span` lies."""
        first = max(1, bisect_right(self.page_starts, span.start))
        last = bisect_left(self.page_starts, span.end)
        return tuple(range(first, max(first, last) + 1))
