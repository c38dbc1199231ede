"""From a caption to a table: where it ends, and its grid, or its verbatim text where the grid is not understood."""

import re
from dataclasses import dataclass

from ingest.clean import FULL_LINE
from ingest.document import Cell, Row, Span, Table
from ingest.grid import Grid, parse_grid
from ingest.heading_words import is_numbering
from ingest.layout import Layout
from ingest.numbers import find_unit
from ingest.records import parse_records
from ingest.rows import read_rows
from ingest.shapes import (
    CAPTION,
    is_loose_heading,
    is_major_heading,
    is_prose,
    starts_anew,
    strip_continuation,
    trailing_values,
)
from ingest.sums import check_sums

UNNUMBERED = "Tabel"
"""The name of a table that has none; its headings tell where it stands."""

LEAST_PROSE_LINES = 3
"""So many wide lines on end are a paragraph after the table; cells of text are narrower, or shorter."""

LEAST_PROSE_SHARE = 0.6
"""A paragraph ends a table only where prose makes up this part of what follows: a cell may be long, its row goes on."""

_ABBREVIATION = re.compile(r"^(?P<short>[^\W\d_][\w&'’/-]{0,11}) (?P<long>\S.*)$")


@dataclass(frozen=True, slots=True)
class TableRegion:
    """A table and the lines it takes up: from the caption at `first` to before `end`."""

    table: Table
    first: int
    end: int


def parse_table(layout: Layout, first: int, limit: int, headings: tuple[str, ...]) -> TableRegion | None:
    """Return the table whose caption begins on line `first`, or None where no caption begins there.

    It ends before line `limit` at the latest, as the answer does in which it stands.
    """
    line = layout.lines[first]
    match = CAPTION.match(line.text)
    begins = starts_anew(layout, first) or _heads_figures(layout, first, limit)
    captioned = line.role == "caption" or (match and begins and _is_caption(match["caption"] or ""))
    if not (captioned or line.cells):
        return None
    body = first if line.cells else min(_end_of_caption(layout, first), limit)
    caption = " ".join(
        [
            (match["caption"] or "") if match else "" if line.cells else line.text,
            *(layout.lines[i].text for i in range(first + 1, body)),
        ]
    ).strip()
    unit = find_unit(caption)
    grid, end = _read_body(layout, first, body, limit, caption, unit)
    verdict, findings = check_sums(grid.columns, grid.rows)
    table = Table(
        name=match["name"] if match else UNNUMBERED,
        caption=caption,
        unit=unit or grid.unit,
        columns=grid.columns,
        rows=grid.rows,
        span=Span(line.span.start, layout.lines[end - 1].span.end),
        headings=headings,
        label_column=grid.label_column,
        verdict=verdict,
        findings=findings,
    )
    return TableRegion(table, first, end)


def _read_body(layout: Layout, first: int, body: int, limit: int, caption: str, unit: str) -> tuple[Grid, int]:
    """Return the grid of the table whose caption begins on line `first` and body on line `body`, and where it ends.

    Rows that the format tells are taken as they are. Of text, a list of abbreviations, rows of figures and records of
    text are tried; a grid without rows means that none of these fits, and the table stays the text of its region.
    """
    rows_end = next((i for i in range(body, limit) if _ends_rows(layout, i, body)), limit)
    if rows_end > body:
        return read_rows(layout, body, rows_end, unit), rows_end
    stop = _end_of_region(layout, first, body, limit)
    if re.search(r"afkorting", caption, re.IGNORECASE):
        return Grid(("Betekenis",), _read_abbreviations(layout, body, stop), stop), stop
    grid = parse_grid(layout, first, body, stop, unit)
    if grid is not None and not _is_left_over(layout, grid.end, stop, len(grid.columns)):
        return grid, max(grid.end, body)
    records = parse_records(layout, body, stop, unit)
    if records is not None:
        return records, max(records.end, body)
    return Grid((), (), stop), max(stop, body)


def _ends_rows(layout: Layout, i: int, body: int) -> bool:
    """Return whether line `i` is no further row of the table whose rows begin on line `body`.

    A format without pages has blank lines between two tables, and none between the rows of one.
    """
    line = layout.lines[i]
    return not line.cells or (i > body and line.gap and not layout.page_starts)


def _is_caption(rest: str) -> bool:
    """Return whether what follows `Tabel 4` is a caption and not a sentence: `Tabel 4 laat zien dat …`."""
    return not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "(«‘“'"


def _heads_figures(layout: Layout, first: int, limit: int) -> bool:
    """Return whether rows of figures stand right below line `first`: a caption may follow a text without a gap."""
    after_text = first > 0 and not layout.lines[first - 1].wraps and layout.lines[first - 1].text.endswith((".", ":"))
    below = layout.lines[first + 1 : min(first + 3, limit)]
    return after_text and any(trailing_values(line.text) >= 2 for line in below)


def _end_of_caption(layout: Layout, first: int) -> int:
    """Return the index of the first line after the caption, which may wrap; a line in parentheses belongs to it."""
    i = first + 1
    while i < len(layout.lines) and not layout.lines[i].cells and not layout.lines[first].role:
        line = layout.lines[i]
        # Without the cue of the closing space only a full line can be one that was broken for its length.
        broken = not layout.cue and len(layout.lines[i - 1].text) >= FULL_LINE * layout.width and line.text[0].islower()
        opens = line.text[0].islower() or line.text[0] == "("
        closes = line.text.endswith(")") and (line.text[0] == "(" or find_unit(line.text) != "")
        if is_numbering(line.text) or not (layout.lines[i - 1].wraps or (not line.gap and (broken or (opens and closes)))):
            break
        i += 1
    return i


def _end_of_region(layout: Layout, first: int, body: int, limit: int) -> int:
    """Return the index of the line before which the table must have ended.

    That is the next caption or major heading, or a paragraph of prose, with the headings right before it. The same
    caption at the top of a further page does not end the table: it goes on there.
    """
    hard = next((i for i in range(body, limit) if _is_hard_end(layout, i) and not _goes_on(layout, first, i)), limit)
    headers = {layout.lines[i].text for i in range(body, min(body + 2, hard))}
    last_header = max((i for i in range(body + 2, hard) if layout.lines[i].text in headers), default=body)
    i = last_header
    while i < hard:
        run = _prose_run(layout, i, hard)
        if run and not _is_row(layout, i, body, hard) and _prose_share(layout, i, hard) >= LEAST_PROSE_SHARE:
            return _before_headings(layout, i, body)
        i += max(run, 1)
    return _before_headings(layout, hard, body) if hard < limit else hard


def _goes_on(layout: Layout, first: int, i: int) -> bool:
    """Return whether the table of the caption on line `first` goes on at line `i`, where a page repeats the caption."""
    line = layout.lines[i]
    return line.opens_page and strip_continuation(line.text) == layout.lines[first].text


def _is_hard_end(layout: Layout, i: int) -> bool:
    """Return whether line `i` ends any table: a caption, a chapter, an appendix, a page that opens with an article."""
    line = layout.lines[i]
    match = CAPTION.match(line.text)
    if match and starts_anew(layout, i) and _is_caption(match["caption"] or ""):
        return True
    if line.opens_page and re.match(r"^Artikel \d+[a-z]?$", line.text):
        return True
    return is_major_heading(layout, i) and not re.match(r"^\d+(?:\.\d+)+ ", line.text)


def _prose_run(layout: Layout, i: int, stop: int) -> int:
    """Return the number of lines of the paragraph of prose that begins at line `i`; 0 where none begins there."""
    under_heading = i > 0 and is_loose_heading(layout, i - 1)
    if not (starts_anew(layout, i) or under_heading):
        return 0
    j = i
    while j < stop and is_prose(layout, j) and (j == i or layout.lines[j - 1].wraps or not layout.lines[j].gap):
        j += 1
    ended = j < stop and j > i and not layout.lines[j].gap and layout.lines[j].text.endswith((".", ":", "?"))
    run = j - i + ended
    closed = layout.lines[i + run - 1].text.endswith((".", ":", "?")) if run else False
    return run if run >= LEAST_PROSE_LINES and closed else 0


def _is_row(layout: Layout, i: int, body: int, stop: int) -> bool:
    """Return whether the paragraph at line `i` is a row of the table after all.

    It is when it begins like rows before it (`Korte duiding …`), or when rows of figures still come after it.
    """
    opening = layout.lines[i].text.split()[:2]
    if any(layout.lines[j].text.split()[:2] == opening for j in range(body, i)):
        return True
    return any(trailing_values(layout.lines[j].text) >= 2 for j in range(i, stop))


def _prose_share(layout: Layout, i: int, stop: int) -> float:
    """Return the part of the characters from line `i` to `stop` that stand in wide lines."""
    lengths = [(len(layout.lines[j].text), is_prose(layout, j)) for j in range(i, stop)]
    return sum(length for length, wide in lengths if wide) / max(1, sum(length for length, _ in lengths))


def _before_headings(layout: Layout, i: int, body: int) -> int:
    """Return the index of the first of the headings that stand right before line `i`: they belong to what follows."""
    while i - 1 > body and is_loose_heading(layout, i - 1) and (layout.lines[i].gap or layout.lines[i].opens_page):
        if any(layout.lines[j].text == layout.lines[i - 1].text for j in range(body, i - 1)):
            break  # a line that the table has before is one of its cells
        i -= 1
    return i


def _is_left_over(layout: Layout, end: int, stop: int, columns: int) -> bool:
    """Return whether rows of figures stand between the end of the grid and that of the region: it is not the whole."""
    return any(trailing_values(layout.lines[i].text) >= min(2, columns) for i in range(end, stop))


def _read_abbreviations(layout: Layout, body: int, stop: int) -> tuple[Row, ...]:
    """Return a row for each abbreviation: the short form as its label, what it stands for as its one cell."""
    rows: list[Row] = []
    for i in range(body, stop):
        line = layout.lines[i]
        match = _ABBREVIATION.match(line.text)
        heading = match is not None and match["short"].lower().startswith("afkorting")
        if match is None or heading or any(row.label == match["short"] for row in rows):
            continue  # a heading row, the rest of a long line, or the row that a new page repeats
        start = line.span.start
        cell = Cell("Betekenis", match["long"], Span(start + match.start("long"), start + match.end("long")))
        rows.append(Row(match["short"], (), (cell,), line.span))
    return tuple(rows)
