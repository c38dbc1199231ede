"""From the rows of a table that its format told (PDF geometry, XML, HTML, DOCX) to columns and rows with labels.

The format gives cells with their place; what it does not give is which of them are headings, labels, groups and codes.
What comes out is what the same table gives where it is printed as text.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ingest.cells import make_cell
from ingest.document import UNDETERMINED, Cell, Row, Span
from ingest.grid import Grid
from ingest.heading_words import COUNT, find_column_unit
from ingest.hierarchy import group_by_sums, is_total
from ingest.layout import Layout
from ingest.numbers import PERIOD, find_unit
from ingest.row_cells import CellRow, RowCell, collect_rows, count_columns, has_letters, is_value
from ingest.row_headings import BARE_UNIT, Headings, is_figures, is_title, read_headings
from ingest.shapes import SOURCE_NOTE, strip_continuation

_CODE = re.compile(r"^[A-Z]{0,3}\d+[a-z]?(?:[.-]\d+)*[a-z]?\.?$")
_CODE_HEADING = re.compile(
    r"^(?:art|nr|code|blz|pagina|paragraaf)\b|artikel(?:en|\(en\))?$|(?:nummers?|\bnrs?)\.?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns of a table are what: labels, groups or codes left of them, figures; and what they are called.

    `groups` and `code` are None where there is no such column; `codes` are all columns of numbers that name something.
    """

    headings: Headings
    names: tuple[str, ...]
    width: int
    label: int
    groups: int | None
    code: int | None
    figures: frozenset[int]
    codes: frozenset[int]
    unit: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns other than that of the labels and groups."""
        return tuple(name for place, name in enumerate(self.names) if place not in {self.label, self.groups})


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
    in the column of the labels, which end with their span where the format has `told` one), and the cells that span
    rows, each with the last of these.
    """

    rows: list[Row] = field(default_factory=list)
    waiting: list[_Group] = field(default_factory=list)
    wide: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    told: bool = False
    spanning: dict[int, tuple[RowCell, int]] = field(default_factory=dict)


def read_rows(layout: Layout, start: int, stop: int, unit: str) -> Grid:
    """Return the grid of the lines from `start` to before `stop`, all of which have cells.

    `unit` is what the caption says of the amounts.
    """
    rows = collect_rows(layout, start, stop)
    shape = _find_shape(rows, unit)
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
    return Grid(shape.columns, group_by_sums(tuple(state.rows)), stop, label_column, own)


def _find_shape(rows: tuple[CellRow, ...], unit: str) -> _Shape:
    """Return which columns are labels, groups, codes and figures."""
    width = count_columns(rows)
    headings = read_headings(rows)
    body = tuple(row for row in rows[headings.count :] if len(row.cells) > 1)
    codes = frozenset(column for column in range(width) if _CODE_HEADING.search(headings.names[column]))
    figures = frozenset(column for column in range(1, width) if column not in codes and is_figures(body, column))
    label, groups, code = 0, None, None
    if width > 2 and 1 not in figures and has_letters(_texts_at(body, 1)):
        if _is_code_column(body, headings.names[0]):
            label, code = 1, 0
        elif figures and _is_group_column(body):
            label, groups = 1, 0
    above_labels = headings.names[label] if width else ""
    if not unit:
        unit = headings.unit or (find_column_unit(above_labels) or "" if BARE_UNIT.match(above_labels) else "")
    names = _tell_apart(headings.names, {label, groups, code})
    return _Shape(headings, names, width, label, groups, code, figures - {label}, codes - {label}, unit)


def _tell_apart(names: tuple[str, ...], heads: set[int | None]) -> tuple[str, ...]:
    """Return the names of the columns, with their place where the table prints the same one twice, or none.

    `heads` are the columns of labels, groups and codes; those of values count on from there.
    """
    values = [place for place in range(len(names)) if place not in heads]
    counts = Counter(names[place] for place in values)
    told = list(names)
    for number, place in enumerate(values, start=2):
        if not names[place]:
            told[place] = f"kolom {number}"
        elif counts[names[place]] > 1:
            told[place] = f"{names[place]} (kolom {number})"
    return tuple(name or "kolom 1" for name in told)


def _texts_at(rows: tuple[CellRow, ...], column: int) -> list[str]:
    """Return the texts in a column."""
    return [found.text for row in rows if (found := row.at(column)) and found.columns == 1]


def _is_code_column(rows: tuple[CellRow, ...], heading: str) -> bool:
    """Return whether the first column holds codes of what the second one names: `37`, `37.2`, `A15`."""
    texts = _texts_at(rows, 0)
    codes = sum(bool(_CODE.match(text)) and not PERIOD.match(text) for text in texts)
    if not codes:
        return False
    return codes >= 0.6 * len(texts) or bool(_CODE_HEADING.search(heading) and max(map(len, texts)) <= 15)


def _is_group_column(rows: tuple[CellRow, ...]) -> bool:
    """Return whether the first column names groups: it spans rows, or is empty beside the labels of the second."""
    first = [row.at(0) for row in rows if (cell := row.at(1)) and cell.column == 1]
    return any(cell is None or cell.rows > 1 for cell in first) and any(cell is not None for cell in first)


def _span_rows(state: _State, row: CellRow, i: int, shape: _Shape) -> CellRow:
    """Return row `i` with the cells of earlier rows that span it, where they hold words: a figure counts once."""
    over = [
        cell
        for column, (cell, last) in state.spanning.items()
        if i <= last and row.at(column) is None and column not in shape.figures
    ]
    for cell in row.cells:
        if cell.rows > 1:
            state.spanning[cell.column] = (cell, i + cell.rows - 1)
    return replace(row, cells=tuple(sorted((*row.cells, *over), key=lambda cell: cell.column))) if over else row


def _add_row(state: _State, row: CellRow, shape: _Shape) -> None:
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


def _wait(state: _State, row: CellRow, shape: _Shape) -> None:
    """Keep a label without values: a group of the rows below it, unless a total or nothing follows."""
    if SOURCE_NOTE.match(row.cells[0].text):
        return
    text = " ".join(cell.text for cell in row.cells)
    state.waiting.append(_Group(text, row.span, is_title(row, shape.width)))


def _open_groups(state: _State, label: str, shape: _Shape) -> None:
    """Turn the labels that wait before the row `label` into groups; before a total they are rows without values.

    A label across the whole row closes what stood open; one in the column of the labels only what is no wider.
    """
    if shape.figures and is_total(label):
        _close_waiting(state)
        state.wide = state.narrow = ()
        return
    waiting, state.waiting = state.waiting, []
    wide = tuple(group.text.rstrip(":") for group in waiting if group.wide)
    narrow = tuple(group.text.rstrip(":") for group in waiting if not group.wide)
    if wide:
        state.wide = wide
    if waiting:
        state.narrow = narrow


def _close_waiting(state: _State) -> None:
    """Make rows without values of the labels that wait: no rows follow that they could be a group of."""
    groups = (*state.wide, *state.narrow)
    state.rows.extend(Row(group.text, groups, (), group.span) for group in state.waiting)
    state.waiting = []


def _read_cell(cell: RowCell, label: str, state: _State, shape: _Shape) -> Cell:
    """Return the cell of a value: its unit is its own, or that of the row, its group, its column or the caption."""
    if shape.figures and cell.column in shape.codes | {shape.code}:
        return make_cell(shape.names[cell.column], cell.text, cell.span, "")
    if cell.column not in shape.figures and not (cell.columns > 1 and is_value(cell.text)):
        return Cell(shape.names[cell.column], cell.text, cell.span)
    # A figure across columns belongs to all of them; which one it counts in is not told.
    spans = cell.columns > 1 and len({name for name in shape.headings.names[cell.column : cell.end] if name}) > 1
    groups = (*state.wide, *state.narrow)
    unit = find_unit(label) or find_unit(" ".join(groups[-1:])) or ("" if COUNT.search(label) else None)
    for other in (shape.headings.units[cell.column], shape.unit):
        unit = other if unit is None else unit
    return make_cell(UNDETERMINED if spans else shape.names[cell.column], cell.text, cell.span, unit or "")
