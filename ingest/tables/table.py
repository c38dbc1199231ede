"""From a caption to a table: where it ends, and its grid, or its verbatim text where the grid is not understood."""

import re
from dataclasses import dataclass

from ingest.clean import FULL_LINE
from ingest.document import Span, Table
from ingest.layout import Layout
from ingest.records.abbreviations import MEANING, end_of_list, read_abbreviations
from ingest.records.record import parse_records
from ingest.shapes import CAPTION, starts_anew, trailing_values
from ingest.sums.verdict import check_sums
from ingest.tables.grid import Grid, parse_grid
from ingest.tables.heading_words import is_numbering
from ingest.tables.numbers import find_unit
from ingest.tables.region import find_region, is_caption
from ingest.tables.rows import read_rows

UNNUMBERED = "Tabel"
"""The name of a table that has none; its headings tell where it stands."""


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
    captioned = line.role == "caption" or (match and begins and is_caption(match["caption"] or ""))
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

    Rows that the format tells are taken as they are. Of text, a list of abbreviations, rows of figures and records
    of text are tried; a grid without rows means that none of these fits, and the table stays the text of its region.
    """
    rows_end = next((i for i in range(body, limit) if _ends_rows(layout, i, body)), limit)
    if rows_end > body:
        return read_rows(layout, body, rows_end, unit), rows_end
    region = find_region(layout, first, body, limit)
    stop = region.stop
    if re.search(r"afkorting", caption, re.IGNORECASE):
        stop = end_of_list(layout, region)
        return Grid((MEANING,), read_abbreviations(layout, body, stop), stop), stop
    grid = parse_grid(layout, first, body, stop, unit)
    if grid is not None and not _is_left_over(layout, grid.end, stop, len(grid.columns)):
        return grid, max(grid.end, body)
    records = parse_records(layout, body, region, unit)
    if records is not None:
        return records, max(records.end, body)
    return Grid((), (), stop), max(stop, body)


def _ends_rows(layout: Layout, i: int, body: int) -> bool:
    """Return whether line `i` is no further row of the table whose rows begin on line `body`.

    A format without pages has blank lines between two tables, and none between the rows of one.
    """
    line = layout.lines[i]
    return not line.cells or (i > body and line.gap and not layout.page_starts)


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
        if is_numbering(line.text) or not (
            layout.lines[i - 1].wraps or (not line.gap and (broken or (opens and closes)))
        ):
            break
        i += 1
    return i


def _is_left_over(layout: Layout, end: int, stop: int, columns: int) -> bool:
    """Return whether rows of figures stand between the end of the grid and that of the region: it is not the whole."""
    return any(trailing_values(layout.lines[i].text) >= min(2, columns) for i in range(end, stop))
