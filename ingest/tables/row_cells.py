"""The rows of a table whose cells the format told: what each cell says, and which columns of it are one."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.document import Span
from ingest.layout import Layout
from ingest.tables.numbers import PERIOD, parse_number

_CURRENCY = re.compile(r"^(?:€|EUR)$")
_NO_FIGURE = re.compile(r"^(?:[‒–−-]+|n\.?v\.?t\.?|n\.?n\.?b\.?|n\.?t\.?b\.?|p\.?m\.?|nihil|onbekend)$", re.IGNORECASE)
_FIGURE = re.compile(r"^[‒–−-]? ?(?:€ ?|EUR ?)?\d[\d.,]*%?$")
_IN_WORDS = re.compile(r"\d (?:mln|mld|miljoen|miljard|duizend)\b\.?(?: euro)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowCell:
    """A filled cell: its text, where it stands, and the columns and rows that it spans."""

    text: str
    span: Span
    column: int
    columns: int = 1
    rows: int = 1

    @property
    def end(self) -> int:
        """Return the column after the last one that the cell spans."""
        return self.column + self.columns


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row: its cells from left to right, where it stands, and whether the format says that it is one of headings."""

    cells: tuple[RowCell, ...]
    span: Span
    header: bool

    @property
    def texts(self) -> tuple[tuple[int, str], ...]:
        """Return what stands in which column, to compare rows by."""
        return tuple((cell.column, cell.text) for cell in self.cells)

    def at(self, column: int) -> RowCell | None:
        """Return the cell that covers `column`, or None where that is empty."""
        return next((cell for cell in self.cells if cell.column <= column < cell.end), None)


def collect_rows(layout: Layout, start: int, stop: int) -> tuple[CellRow, ...]:
    """Return the rows on the lines from `start` to before `stop`, in columns that are counted from 0 without gaps.

    A euro sign in a column of its own joins the amount to the right of it; a column in which nothing stands at all
    goes, and so does one with nothing but a heading where the column beside it has only figures.
    """
    rows = []
    for line in layout.lines[start:stop]:
        cells = [
            RowCell(layout.text[cell.span.start : cell.span.end], cell.span, cell.column, cell.columns, cell.rows)
            for cell in line.cells
        ]
        rows.append(CellRow(_join_currency(layout, cells), line.span, line.role == "header"))
    return _close_gaps(_join_shifted(_widen_currency(tuple(rows))))


def count_columns(rows: tuple[CellRow, ...]) -> int:
    """Return how many columns the rows have."""
    return max((cell.end for row in rows for cell in row.cells), default=0)


def is_value(text: str) -> bool:
    """Return whether a cell holds a figure, readable or not, or a sign that there is none (`‒`, `n.v.t.`)."""
    figure = _FIGURE.match(text) or parse_number(text) is not None
    return bool(figure or _NO_FIGURE.match(text) or _IN_WORDS.search(text))


def has_letters(texts: Iterable[str]) -> bool:
    """Return whether most of the texts are words: no figures, no codes."""
    worded = [bool(re.search(r"[^\W\d_]{2}", text)) and not is_value(text) for text in texts]
    return bool(worded) and 2 * sum(worded) > len(worded)


def _join_currency(layout: Layout, cells: list[RowCell]) -> tuple[RowCell, ...]:
    """Return the cells with each lone euro sign put before the amount in the next column."""
    joined: list[RowCell] = []
    for cell in cells:
        sign = joined[-1] if joined else None
        if sign and _CURRENCY.match(sign.text) and sign.end == cell.column and _FIGURE.match(cell.text):
            span = Span(sign.span.start, cell.span.end)
            text = layout.text[span.start : span.end]
            joined[-1] = RowCell(text, span, sign.column, cell.end - sign.column, cell.rows)
        else:
            joined.append(cell)
    return tuple(joined)


def _widen_currency(rows: tuple[CellRow, ...]) -> tuple[CellRow, ...]:
    """Return the rows with the columns that a euro sign stands in made one with those of the amounts."""
    pairs = {
        cell.column
        for row in rows
        for cell in row.cells
        if cell.columns > 1 and re.match(r"(?:€|EUR) \S", cell.text) and _FIGURE.match(cell.text)
    }
    for column in sorted(pairs, reverse=True):
        if all(sum(cell.column <= column + 1 and cell.end > column for cell in row.cells) < 2 for row in rows):
            rows = _merge_columns(rows, column)
    return rows


def _merge_columns(rows: tuple[CellRow, ...], column: int) -> tuple[CellRow, ...]:
    """Return the rows with `column` and the one to the right of it made one."""
    return tuple(replace(row, cells=tuple(_merge_column(cell, column) for cell in row.cells)) for row in rows)


def _merge_column(cell: RowCell, column: int) -> RowCell:
    """Return the cell as it stands after `column` and the next one have become one column."""
    first = cell.column - (cell.column > column)
    last = cell.end - 1 - (cell.end - 1 > column)
    return replace(cell, column=first, columns=last - first + 1)


def _join_shifted(rows: tuple[CellRow, ...]) -> tuple[CellRow, ...]:
    """Return the rows with a column that has only a heading made one with a neighbour that has only figures.

    Geometry can put a heading that is set to the left and the amounts below it, set to the right, in two columns.
    """
    standing: dict[int, list[tuple[int, RowCell]]] = {}
    for i, row in enumerate(rows):
        for cell in row.cells:
            standing.setdefault(cell.column, []).append((i, cell))
    wide = [cell for cells in standing.values() for _, cell in cells if cell.columns > 1]
    spanned = {column for cell in wide for column in standing if cell.column <= column < cell.end}
    for column in sorted(standing, reverse=True):
        pair = standing[column], standing.get(column + 1, [])
        heading, body = sorted(pair, key=len)
        if len(heading) != 1 or not body or column in spanned or column + 1 in spanned:
            continue
        at, first = heading[0]
        heads = PERIOD.match(first.text) or not is_value(first.text)
        if heads and all(i > at and is_value(cell.text) for i, cell in body):
            rows = _merge_columns(rows, column)
            spanned.add(column)
    return rows


def _close_gaps(rows: tuple[CellRow, ...]) -> tuple[CellRow, ...]:
    """Return the rows without the columns in which no cell begins."""
    used = sorted({cell.column for row in rows for cell in row.cells})
    place = {column: i for i, column in enumerate(used)}
    return tuple(
        replace(
            row,
            cells=tuple(
                replace(
                    cell,
                    column=place[cell.column],
                    columns=bisect_left(used, cell.end) - place[cell.column],
                )
                for cell in row.cells
            ),
        )
        for row in rows
    )
