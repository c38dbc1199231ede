"""From clean pages to one text with its lines: what the parsing steps read from."""

from dataclasses import dataclass

from ingest.clean import find_furniture, has_wrap_cue, measure_width
from ingest.document import Line, LineRole, Page, Span


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell of a table's row that the format told: where it stands, and the columns and rows it spans, from 0."""

    span: Span
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TextLine:
    """A filled line of the document: its text, where it stands, and how it hangs together with its neighbours.

    `gap` tells that blank lines stand before it; `opens_page` that it is the first line of a page, before which blank
    lines mean nothing; `wraps` that the text goes on in the next line, where the source tells. `role`, `level` and
    `cells` are what the format says of it.
    """

    text: str
    span: Span
    page: int
    gap: bool
    opens_page: bool
    wraps: bool
    role: LineRole = ""
    level: int = 0
    cells: tuple[TextCell, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One text for the whole document, its filled lines, and where pages and source lines start in it.

    `width` is the body's width in characters; `cue` tells whether `TextLine.wraps` can be relied on. `furniture` is
    where running headers, footers and page numbers are: behind the body, so that no sentence is cut by them.
    `page_starts` is empty where the format has no pages.
    """

    text: str
    lines: tuple[TextLine, ...]
    furniture: tuple[Span, ...]
    page_starts: tuple[int, ...]
    line_spans: tuple[Span, ...]
    width: int
    cue: bool


def lay_out(pages: tuple[Page, ...]) -> Layout:
    """Return the pages as one text: a line end between lines, one blank line where the source has blank lines."""
    furniture = find_furniture(pages)
    cue = has_wrap_cue(pages)
    text = _Text()
    lines: list[TextLine] = []
    page_starts: list[int] = []
    for page in pages:
        if page.number:
            page_starts.append(text.length)
        gap, opens_page = False, True
        for line in page.lines:
            if line.sources[0] in furniture:
                continue
            if not line.text:
                if not gap and not opens_page:
                    text.add("\n")
                gap = True
                continue
            span = text.add_line(line)
            lines.append(
                TextLine(
                    text=line.text,
                    span=span,
                    page=page.number,
                    gap=gap and not opens_page,
                    opens_page=opens_page,
                    wraps=line.wraps and cue,
                    role=line.role,
                    level=line.level,
                    cells=_place_cells(line, span.start),
                    marks=tuple((span.start + offset, mark) for offset, mark in line.marks),
                )
            )
            gap, opens_page = False, False
    apart = tuple(text.add_line(line) for page in pages for line in page.lines if line.sources[0] in furniture)
    last = max((number for page in pages for line in page.lines for number in line.sources), default=0)
    return Layout(
        text="".join(text.parts),
        lines=tuple(lines),
        furniture=apart,
        page_starts=tuple(page_starts),
        line_spans=tuple(text.spans.get(number, Span(0, 0)) for number in range(1, last + 1)),
        width=measure_width(pages),
        cue=cue,
    )


def _place_cells(line: Line, start: int) -> tuple[TextCell, ...]:
    """Return where the filled cells of a row stand in the text, the first character of which is at `start`."""
    placed = []
    for cell in line.cells:
        if not cell.text:
            continue
        placed.append(TextCell(Span(start, start + len(cell.text)), cell.column, cell.columns, cell.rows))
        start += len(cell.text) + 1
    return tuple(placed)


class _Text:
    """A text that grows, and where each source line ended up in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: dict[int, Span] = {}

    def add(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)

    def add_line(self, line: Line) -> Span:
        span = Span(self.length, self.length + len(line.text))
        self.add(line.text + "\n")
        self.spans.update(dict.fromkeys(line.sources, span))
        return span
