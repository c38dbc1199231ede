"""From the rows of a table that its format told (PDF geometry, XML, HTML, DOCX) to columns and rows with labels.

The format gives cells with their place; what it does not give is which of them are headings, labels, groups and codes.
What comes out is what the same table gives where it is printed as text.
"""

import re
from dataclasses import dataclass, field, replace

from ingest.document import UNDETERMINED, Cell, Row, Span
from ingest.layout import Layout
from ingest.shapes import SOURCE_NOTE, strip_continuation
from ingest.tables.cells import make_cell
from ingest.tables.grid import Grid
from ingest.tables.heading_words import COUNT
from ingest.tables.hierarchy import group_by_sums, is_kind, is_part, is_total
from ingest.tables.numbers import find_unit
from ingest.tables.row_cells import CellRow, RowCell, collect_rows, is_value
from ingest.tables.row_headings import is_title
from ingest.tables.row_shape import MOST_LEADING, Shape, find_shape

_DOTTED = re.compile(r"^\d{1,3}(?:\.\d{1,3})*$")
_NUMBERED = re.compile(r"^\d{1,2}[.)]? \D")


@dataclass(frozen=True, slots=True)
class _Group:
    """A label without values, and whether it spans the whole row."""

    text: str
    span: Span
    wide: bool


@dataclass(slots=True)
class _State:
    """What has been read of a table.

    These are its rows, the labels that wait for rows, the groups that are open (those across the whole row, and those
    in the column of the labels, which end with their span where the format has `told` one), those of the last row that
    was one of the kinds of amounts of a budget (`Uitgaven`), and the cells that span rows, each with the last of these.
    """

    rows: list[Row] = field(default_factory=list)
    waiting: list[_Group] = field(default_factory=list)
    wide: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    told: bool = False
    kinds: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    spanning: dict[int, tuple[RowCell, int]] = field(default_factory=dict)


def read_rows(layout: Layout, start: int, stop: int, unit: str) -> Grid:
    """Return the grid of the lines from `start` to before `stop`, all of which have cells.

    `unit` is what the caption says of the amounts.
    """
    rows = collect_rows(layout, start, stop)
    shape = find_shape(rows, unit)
    state = _State()
    caption = layout.lines[start - 1].text if start else ""
    for i, row in enumerate(rows[shape.headings.count :]):
        again = is_title(row, shape.width) and strip_continuation(row.cells[0].text) == caption
        if again or row.texts in shape.headings.rows:
            continue  # a further page begins with the heading rows, or the caption, again
        _add_row(state, _span_rows(state, row, i, shape), shape)
    _close_waiting(state)
    label_column = shape.headings.names[shape.label] if shape.width else ""
    own = "" if unit else shape.unit
    nested = _nest_by_code(tuple(state.rows), shape)
    return Grid(shape.columns, nested or group_by_sums(tuple(state.rows)), stop, label_column, own)


def _span_rows(state: _State, row: CellRow, i: int, shape: Shape) -> CellRow:
    """Return row `i` with the cells of earlier rows that span it, where they hold words: a figure counts once."""
    over = [
        cell
        for column, (cell, last) in state.spanning.items()
        if i <= last and row.at(column) is None and not _holds_figure(cell, shape)
    ]
    for cell in row.cells:
        if cell.rows > 1:
            state.spanning[cell.column] = (cell, i + cell.rows - 1)
    return replace(row, cells=tuple(sorted((*row.cells, *over), key=lambda cell: cell.column))) if over else row


def _holds_figure(cell: RowCell, shape: Shape) -> bool:
    """Return whether a cell holds a figure: it stands in a column of these, or across columns."""
    return cell.column in shape.figures or (cell.columns > 1 and is_value(cell.text))


def _add_row(state: _State, row: CellRow, shape: Shape) -> None:
    """Add a row to those that have been read, or to the labels that wait: what spans the row, or has no values."""
    label = row.at(shape.label)
    code, above = (None if column is None else row.at(column) for column in (shape.code, shape.groups))
    values = [cell for cell in row.cells if cell not in (label, code, above)]
    if not values and (shape.figures or is_title(row, shape.width)):
        _wait(state, row, shape)
        return
    if label is None or label in (code, above):
        # A label that stands in the first column, or spans it, has no code and no group.
        label, code, above = label or code or above, None, None
        state.narrow = () if shape.groups is not None else state.narrow
    text = label.text if label else ""
    if not (text or shape.figures) and state.rows:
        text = state.rows[-1].label  # a label that stands above more records
    _open_groups(state, text, shape)
    if above is not None:
        state.narrow = (above.text.rstrip(":"),)
        state.told = above.rows > 1
    elif state.told:
        state.narrow, state.told = (), False
    cells = tuple(_read_cell(cell, text, state, shape) for cell in (*((code,) if code else ()), *values))
    state.rows.append(Row(text, (*state.wide, *state.narrow), cells, row.span))


def _wait(state: _State, row: CellRow, shape: Shape) -> None:
    """Keep a label without values: a group of the rows below it, unless a total or nothing follows."""
    if SOURCE_NOTE.match(row.cells[0].text):
        return
    text = " ".join(cell.text for cell in row.cells)
    state.waiting.append(_Group(text, row.span, is_title(row, shape.width)))


def _open_groups(state: _State, label: str, shape: Shape) -> None:
    """Turn the labels that wait before the row `label` into groups; before a total they are rows without values.

    A label across the whole row closes what stood open; one in the column of the labels only what is no wider. The
    kinds of amounts of a budget stand side by side, and a row without a number outside of a group of numbered ones.
    """
    if shape.figures and is_total(label):
        _close_waiting(state)
        state.wide = state.narrow = ()
        return
    waiting, state.waiting = state.waiting, []
    wide = tuple(group.text.rstrip(":") for group in waiting if group.wide)
    narrow = tuple(group.text.rstrip(":") for group in waiting if not group.wide)
    if waiting:
        state.wide, state.narrow = wide or state.wide, narrow
    elif shape.figures and is_kind(label) and state.kinds is not None:
        state.wide, state.narrow = state.kinds
    elif shape.figures and _ends_numbered(state, label):
        state.wide, state.narrow = (state.wide, ()) if state.narrow else ((), ())
    if is_kind(label):
        state.kinds = state.wide, state.narrow


def _ends_numbered(state: _State, label: str) -> bool:
    """Return whether a row without a number comes after the numbered rows of a group: it stands outside of it."""
    groups = (*state.wide, *state.narrow)
    inside = [row.label for row in state.rows if row.groups == groups and not is_part(row.label)]
    numbered = len(inside) > 1 and all(_NUMBERED.match(other) for other in inside)
    return bool(groups) and numbered and not (is_part(label) or _NUMBERED.match(label))


def _close_waiting(state: _State) -> None:
    """Make rows without values of the labels that wait: no rows follow that they could be a group of."""
    groups = (*state.wide, *state.narrow)
    state.rows.extend(Row(group.text, groups, (), group.span) for group in state.waiting)
    state.waiting = []


def _read_cell(cell: RowCell, label: str, state: _State, shape: Shape) -> Cell:
    """Return the cell of a value: its unit is its own, or that of the row, its group, its column or the caption."""
    if not _holds_figure(cell, shape):
        return Cell(shape.names[cell.column], cell.text, cell.span)
    # A figure across columns belongs to all of them; which one it counts in is not told.
    spans = cell.columns > 1 and len({name for name in shape.headings.names[cell.column : cell.end] if name}) > 1
    groups = (*state.wide, *state.narrow)
    unit = find_unit(label) or find_unit(" ".join(groups[-1:])) or ("" if COUNT.search(label) else None)
    for other in (shape.headings.units[cell.column], shape.unit):
        unit = other if unit is None else unit
    return make_cell(UNDETERMINED if spans else shape.names[cell.column], cell.text, cell.span, unit or "")


def _nest_by_code(rows: tuple[Row, ...], shape: Shape) -> tuple[Row, ...]:
    """Return the rows below those whose codes theirs begin with, in a table of codes and two names before its figures.

    `6.37.2` is below `6.37`. None where the codes of a table do not tell that.
    """
    leading = min(shape.figures, default=0)
    columns = {shape.names[column] for column in (*shape.codes, shape.code) if column is not None and column < leading}
    codes = [next((cell.text for cell in row.cells if cell.column in columns), "") for row in rows]
    if leading < MOST_LEADING or not all(
        _DOTTED.match(code) for row, code in zip(rows, codes, strict=True) if row.cells
    ):
        return ()
    nested: list[Row] = []
    open_rows: dict[tuple[str, ...], Row] = {}
    groups: tuple[str, ...] = ()
    for row, code in zip(rows, codes, strict=True):
        if row.groups != groups:
            open_rows, groups = {}, row.groups
        parts = tuple(code.split("."))
        above = (open_rows.get(parts[:length]) for length in range(len(parts) - 1, 0, -1))
        parent = next((found for found in above if found is not None), None)
        open_rows[parts] = replace(row, groups=(*parent.groups, parent.label)) if parent else row
        nested.append(open_rows[parts])
    return tuple(nested) if any(row.depth > 1 for row in nested) else ()
