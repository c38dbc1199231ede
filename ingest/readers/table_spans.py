"""The cells of a table as a format tells them, put in columns: spans reckoned with, and kept within the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import LineCell
from ingest.errors import DocumentError
from ingest.readers.flow import TableRow
from ingest.readers.markup_tree import Element
from ingest.readers.pieces import tidy

MOST_COLUMNS = 1000
"""A table with more columns is refused; printed ones have some twenty, and spreadsheets that were pasted hundreds."""


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A cell as the format tells it: its text, the columns and rows it spans, and its column where that is told."""

    text: str
    columns: int = 1
    rows: int = 1
    column: int | None = None


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row as the format tells it; the cells that reach into it from rows above are not among its cells."""

    cells: tuple[ToldCell, ...]
    header: bool = False


@dataclass(slots=True)
class _Placed:
    """A cell in its place: it covers `columns` columns from `column` on, and the rows from `first` to before `end`."""

    text: str
    column: int
    columns: int
    first: int
    end: int


def place_cells(rows: Sequence[ToldRow], width: int = 0) -> tuple[TableRow, ...]:
    """Return the rows with each cell in its column, without the rows in which nothing stands.

    A span reaches no further than the table does: its last row, and the columns that the cells make up together, or
    `width` where the format tells it. Some pages write `colspan="100"` for the whole width.

    Raises:
        DocumentError: the table has more columns than any table has.
    """
    width = max([width, *(_count_columns(row) for row in rows)], default=0)
    if width > MOST_COLUMNS:
        raise DocumentError(f"Een tabel heeft meer dan {MOST_COLUMNS} kolommen. Sla het document zonder die tabel op.")
    placed: list[list[_Placed]] = []
    taken = [0] * width  # the row from which each column is free again
    for number, row in enumerate(rows):
        placed.append(_place_row(row, number, len(rows), taken))
    kept = [number for number, cells in enumerate(placed) if any(cell.text for cell in cells)]
    before = _count_before(kept, len(rows))
    return tuple(
        TableRow(
            tuple(
                LineCell(cell.text, cell.column, cell.columns, max(1, before[cell.end] - before[cell.first]))
                for cell in placed[number]
            ),
            header=rows[number].header and all(rows[above].header for above in kept if above < number),
        )
        for number in kept
    )


def find_loose(element: Element, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield the texts in a table that stand in none of its cells, where no text should be.

    `known` tells for each part of a table what can be in it; what is in a part that is not among these is left alone.
    """
    if element.tag not in known:
        return
    for text, child in element.parts():
        if text.strip():
            yield text
        if child is not None and child.tag in known[element.tag]:
            yield from find_loose(child, known)
        elif child is not None:
            yield child.words()


def _count_columns(row: ToldRow) -> int:
    """Return how many columns the cells of a row take up; a span wider than any table counts as one."""
    count = 0
    for cell in row.cells:
        start = count if cell.column is None else max(cell.column, 0)
        count = start + (cell.columns if 0 < cell.columns <= MOST_COLUMNS else 1)
    return count


def _place_row(row: ToldRow, number: int, rows: int, taken: list[int]) -> list[_Placed]:
    """Return the cells of a row in the columns that are free, or that they name, and mark those as taken."""
    placed = []
    column = 0
    for cell in row.cells:
        if cell.column is not None and 0 <= cell.column < len(taken):
            column = cell.column
        while column < len(taken) and taken[column] > number:
            column += 1
        if column == len(taken):
            taken.append(0)
        columns = max(1, min(cell.columns, len(taken) - column))
        end = number + max(1, min(cell.rows, rows - number))
        taken[column : column + columns] = [end] * columns
        placed.append(_Placed(tidy(cell.text), column, columns, number, end))
        column += columns
    return placed


def _count_before(kept: list[int], rows: int) -> list[int]:
    """Return for each row, and for the end, how many of the kept rows come before it."""
    counts = [0] * (rows + 1)
    for number in kept:
        counts[number + 1] = 1
    for number in range(rows):
        counts[number + 1] += counts[number]
    return counts
