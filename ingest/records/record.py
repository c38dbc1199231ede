"""From the lines of a table of text to its records: a motion, a commitment, a study or a grant, each one row.

The heading row tells the columns (heading_row.py); the lines are cut into the smallest parts of cells (pieces.py);
these are put together to cells and records (reading.py) by what the columns' values look like and by what the table
itself shows of its columns. A cell that can be read in two ways has no column. A table that cannot be read so stays the
text that it is.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from ingest.document import UNDETERMINED, Cell, Row, Span
from ingest.layout import Layout
from ingest.records.alignment import Placed, is_head, split_records
from ingest.records.columns import Column
from ingest.records.entries import parse_entries
from ingest.records.heading_row import Heading, find_body, read_heading_row
from ingest.records.pieces import Piece, cut_pieces, join_texts
from ingest.records.reading import read_cells
from ingest.tables.grid import Grid
from ingest.tables.region import Region


class _Place(NamedTuple):
    """Where a cell stands in its row: in a column, or so many cells behind it where its own column is not sure."""

    column: int
    behind: int


def parse_records(layout: Layout, start: int, region: Region, unit: str) -> Grid | None:
    """Return the grid of the lines from `start` on in the region, or None where they make up no records.

    `unit` is what the caption says of amounts, where the records have them. What looks like headings at the end is
    taken as cells where the last record lacks some.
    """
    heading = read_heading_row(layout, start, region.stop)
    if heading is None:
        return None
    if heading.years:
        return parse_entries(layout, heading, find_body(layout, heading, region.stop), unit)
    grid = _read_grid(layout, heading, start, region.stop)
    if region.last > region.stop and (grid is None or _lacks_cells(grid)):
        longer = _read_grid(layout, heading, start, region.last)
        if longer is not None and not _lacks_cells(longer):
            return longer
    return grid


def _lacks_cells(grid: Grid) -> bool:
    """Return whether the last record of a grid has no cell in some column."""
    return not grid.rows[-1].label or len(grid.rows[-1].cells) < len(grid.columns)


def _read_grid(layout: Layout, heading: Heading, start: int, stop: int) -> Grid | None:
    """Return the grid of the records between the heading row, which begins on line `start`, and line `stop`."""
    body = find_body(layout, heading, stop)
    pieces = cut_pieces(layout, body.lines, heading.columns)
    alone = frozenset(line.text for line in (*layout.lines[:start], *layout.lines[stop:]))
    placed = read_cells(pieces, heading.columns, alone, cue=layout.cue)
    if not placed:
        return None
    label, *others = (column.title for column in heading.columns)
    rows = tuple(_read_rows(layout, heading.columns, pieces, placed))
    return Grid(tuple(others), rows, body.end, label)


def _read_rows(
    layout: Layout, columns: tuple[Column, ...], pieces: tuple[Piece, ...], placed: tuple[Placed, ...]
) -> Iterator[Row]:
    """Yield a row for each record; a theme is filled down into the records that stand under it.

    A row of its own above some records is the group that they stand under.
    """
    themes: dict[int, Cell] = {}
    groups: tuple[str, ...] = ()
    for record in split_records(placed):
        if is_head(record):
            groups = (pieces[record[0].first].text,)
            continue
        own = list(_read_cells(layout, columns, pieces, record))
        for column, _, cell in own:
            if columns[column].kind == "group":
                # Where it is not sure which theme begins here, those before it may have ended.
                sure = cell.column != UNDETERMINED
                themes = {at: theme for at, theme in themes.items() if sure and at < column}
                themes.update({column: cell} if sure else {})
        if any(_may_hide_theme(pieces[part.first : part.end]) for part in record if not part.sure):
            themes = {}
        cells = {_Place(at, 0): theme for at, theme in themes.items()}
        cells.update({place: cell for _, place, cell in own})
        label = cells.pop(_Place(0, 0), None)
        yield Row(
            label=label.text if label else "",
            groups=groups,
            cells=tuple(cell for _, cell in sorted(cells.items(), key=itemgetter(0))),
            span=Span(
                min(pieces[part.first].span.start for part in record),
                max(pieces[part.end - 1].span.end for part in record),
            ),
        )


def _read_cells(
    layout: Layout, columns: tuple[Column, ...], pieces: tuple[Piece, ...], record: tuple[Placed, ...]
) -> Iterator[tuple[int, _Place, Cell]]:
    """Yield the cells of a record, each with the column it was read in and its place in the row."""
    place = _Place(-1, 0)
    for column, parts in _parts_of(record).items():
        sure = all(part.sure for part in parts)
        place = _Place(column, 0) if sure else _Place(place.column, place.behind + 1)
        yield column, place, _make_cell(layout, columns[column].title if sure else UNDETERMINED, pieces, parts)


def _may_hide_theme(pieces: tuple[Piece, ...]) -> bool:
    """Return whether a cell that is not sure is made up of several: the name of another theme may be among them."""
    return any(not piece.inside for piece in pieces[1:])


def _parts_of(record: tuple[Placed, ...]) -> dict[int, tuple[Placed, ...]]:
    """Return for each column of a record its cell: one part, or more where a page cut it."""
    parts: dict[int, tuple[Placed, ...]] = {}
    for cell in record:
        parts[cell.column] = (*parts.get(cell.column, ()), cell)
    return parts


def _make_cell(layout: Layout, column: str, pieces: tuple[Piece, ...], parts: tuple[Placed, ...]) -> Cell:
    """Return the cell that the parts make up; its span is the first part where others stand between them."""
    held = [piece for part in parts for piece in pieces[part.first : part.end]]
    text = join_texts(tuple(held))
    span = Span(held[0].span.start, held[-1].span.end)
    if layout.text[span.start : span.end].split() != text.split():
        span = _first_run(layout, held)
    return Cell(column, text, span)


def _first_run(layout: Layout, pieces: list[Piece]) -> Span:
    """Return where the first of the pieces stand, up to the first of other cells or of a page's heading row."""
    end = pieces[0].span.end
    for piece in pieces[1:]:
        if layout.text[end : piece.span.start].strip():
            break
        end = piece.span.end
    return Span(pieces[0].span.start, end)
