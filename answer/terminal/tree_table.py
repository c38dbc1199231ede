"""A parsed table as text: its rows under their groups, each value behind the heading of its column."""

import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from answer.terminal.pages import describe_pages
from ingest.document import UNDETERMINED, Cell, Document, Row, Table
from ingest.ledger import table_state

WIDEST_CELLS = 120
"""Rows whose cells take more characters than this are records of text: each of their cells gets a line of its own."""

WIDEST_LABEL = 64
"""A longer label stands on a line of its own above its cells."""

WRAPPED_WIDTH = 116
"""Text in cells is wrapped to lines of this many characters."""

SHOWN_LINES = 3
"""Of a table that was not understood so many lines of its text are shown from its beginning and from its end."""

SHORT_CELL = 20
"""A cell of at most so many characters, with its heading, need not have a line of its own."""

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a table is shown: the unit of each column, and how wide each is, with the width of the labels before them.

    A heading that stands above several columns is counted through. `widths` is empty for a table of text.
    """

    units: dict[str, str]
    widths: dict[tuple[str, int], int]
    label_width: int


def describe_table(document: Document, table: Table) -> Iterator[str]:
    """Yield the lines of a table: what its caption says, its columns, verdict and findings, and its rows.

    Each row stands under its groups, and a cell as `2025=4.062.600`. A unit that is not the table's stands behind the
    column's heading or the row's label where all share it, else behind the cell: `Aantal fte [geen eenheid]`.
    """
    shape = _measure_table(table)
    yield f"{table.name} {table.caption}".rstrip() + describe_pages(document.pages(table.span))
    yield from _describe_columns(document, table, shape)
    if not table.rows:
        yield from _quote_text(document, table)
    open_path: tuple[str, ...] = ()
    page = next(iter(document.pages(table.span)), 0)
    for row in table.rows:
        turned = next(iter(document.pages(row.span)), 0)
        if turned > page:
            page = turned
            yield f"{_INDENT}-- blz. {page} --"
        yield from _open_groups(row.groups, open_path)
        open_path = (*row.groups, row.label)
        yield from _describe_row(row, shape)


def _describe_columns(document: Document, table: Table, shape: _Shape) -> Iterator[str]:
    """Yield what is known of a table besides its rows."""
    if table.unit:
        yield f"{_INDENT}eenheid: {table.unit}"
    if table.label_column:
        yield f"{_INDENT}labelkolom: {table.label_column}"
    if table.columns:
        units = {column: unit for column, unit in shape.units.items() if unit != table.unit}
        shown = (column + (_in_brackets(units[column]) if column in units else "") for column in table.columns)
        yield f"{_INDENT}kolommen: {' | '.join(shown)}"
    yield f"{_INDENT}oordeel: {table_state(table)}"
    for finding in table.findings:
        yield f"{_INDENT}let op: {finding.text}{describe_pages(document.pages(finding.span))}"


def _quote_text(document: Document, table: Table) -> Iterator[str]:
    """Yield the first and last lines of a table that was not understood."""
    lines = [line for line in document.slice(table.span).split("\n") if line]
    if len(lines) > 2 * SHOWN_LINES + 1:
        between = f"… [{len(lines)} regels]"
        lines = [*lines[:SHOWN_LINES], between, *lines[-SHOWN_LINES:]]
    for line in lines:
        yield f"{_INDENT}| {line}"


def _open_groups(groups: tuple[str, ...], before: tuple[str, ...]) -> Iterator[str]:
    """Yield a line for each group that opens here; one whose own row stands right above is open already."""
    for depth, group in enumerate(groups):
        if groups[: depth + 1] != before[: depth + 1]:
            yield f"{_INDENT}{'  ' * depth}{_one_line(group)}:"


def _describe_row(row: Row, shape: _Shape) -> Iterator[str]:
    """Yield a row: its label with its cells behind it, or below it where the label or the cells are long."""
    label = _INDENT + _label(row, shape)
    if not shape.widths:
        indent = _INDENT + "  " * row.depth
        yield from _wrap(label.strip(), indent, f"{indent}        ")
        yield from _list_cells(row, shape, f"{indent}  ")
        return
    cells = _align_cells(row, shape)
    width = len(_INDENT) + shape.label_width
    if not cells:
        yield label
    elif len(label) <= width:
        yield f"{label:<{width}}  {cells}"
    else:
        yield label
        yield f"{'':<{width}}  {cells}"


def _list_cells(row: Row, shape: _Shape, indent: str) -> Iterator[str]:
    """Yield the cells of a record, each on lines of its own; short ones, which are figures mostly, share a line."""
    shown = [_show_cell(row, cell, shape) for cell in row.cells]
    for short, run in groupby(shown, key=lambda text: len(text) <= SHORT_CELL):
        for text in ["  ".join(run)] if short else run:
            yield from _wrap(text, indent, indent if short else f"{indent}    ")


def _wrap(text: str, first: str, further: str) -> list[str]:
    """Return a text on lines of a fair length, with what stands before the first and before the further ones."""
    return textwrap.wrap(
        text,
        WRAPPED_WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _measure_table(table: Table) -> _Shape:
    """Return how a table is shown; a table whose rows of cells would be too wide is one of text."""
    units: defaultdict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        for cell in row.cells:
            units[cell.column].update([cell.unit] if cell.number is not None else [])  # words have no unit
    plain = {column: min(found) if len(found) == 1 else table.unit for column, found in units.items()}
    shape = _Shape(plain, {}, 0)
    widths = {key: 0 for key in _number_columns(table.columns)}
    for row in table.rows:
        for key, cell in _place_cells(row).items():
            widths[key] = max(widths.get(key, 0), len(_show_cell(row, cell, shape)))
    # A cell that belongs to no column for sure stands behind all that do.
    widths = dict(sorted(widths.items(), key=lambda item: item[0][0] == UNDETERMINED))
    label_width = max((len(_label(row, shape)) for row in table.rows), default=0)
    aligned = _Shape(plain, widths, min(WIDEST_LABEL, label_width))
    wide = any(len(_align_cells(row, aligned)) > WIDEST_CELLS for row in table.rows)
    return shape if wide else aligned


def _number_columns(columns: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return the headings of columns, each with how many of the same stand before it."""
    seen: Counter[str] = Counter()
    numbered = []
    for column in columns:
        numbered.append((column, seen[column]))
        seen[column] += 1
    return numbered


def _place_cells(row: Row) -> dict[tuple[str, int], Cell]:
    """Return the cells of a row by the column they stand in."""
    keys = _number_columns(tuple(cell.column for cell in row.cells))
    return dict(zip(keys, row.cells, strict=True))


def _align_cells(row: Row, shape: _Shape) -> str:
    """Return the cells of a row, each in its place."""
    placed = _place_cells(row)
    shown = (
        f"{_show_cell(row, placed[key], shape) if key in placed else '':<{width}}"
        for key, width in shape.widths.items()
    )
    return "  ".join(shown).rstrip()


def _row_unit(row: Row, shape: _Shape) -> str | None:
    """Return the unit of those cells of a row whose unit is not that of their column; None where they differ."""
    units = {cell.unit for cell in row.cells if not _is_told(cell, shape)}
    return units.pop() if len(units) == 1 else None


def _is_told(cell: Cell, shape: _Shape) -> bool:
    """Return whether the heading of a cell's column tells its unit; words have none."""
    return cell.number is None or cell.unit == shape.units[cell.column]


def _show_cell(row: Row, cell: Cell, shape: _Shape) -> str:
    """Return a cell as `2025=4.062.600`, with its unit where neither column nor row tells it."""
    told = _is_told(cell, shape) or _row_unit(row, shape) is not None
    return f"{cell.column}={_one_line(cell.text)}" + ("" if told else _in_brackets(cell.unit))


def _in_brackets(unit: str) -> str:
    """Return a unit as it stands behind what it is of."""
    return f" [{unit or 'geen eenheid'}]"


def _label(row: Row, shape: _Shape) -> str:
    """Return the label of a row, or that it has none, with its unit, indented by the groups it stands under."""
    unit = _row_unit(row, shape)
    told = unit is None or (unit and unit in row.label)
    return "  " * row.depth + (_one_line(row.label) or "(zonder label)") + ("" if told else _in_brackets(unit or ""))


def _one_line(text: str) -> str:
    """Return a text with its line ends as spaces."""
    return " ".join(text.split())
