"""The figures of a table as whole numbers that can be added, and what printing them rounded allows a sum to be off."""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import UNDETERMINED, Cell, Row
from ingest.sums.labels import is_no_quantity, is_no_sum
from ingest.tables.numbers import unit_scale

_MONEY = re.compile(r"€|EUR|euro", re.IGNORECASE)
_UNREADABLE = re.compile(r"^[‒–−-]? ?(?:€ ?|EUR ?)?(?=[\d.,]*(?:,|\.\d{3}))\d[\d.,]*\d%?$")
_DATE = re.compile(r"^\d{1,2}\.\d{1,2}\.\d{4}$")
_COUNT = re.compile(r"\b(?:aantal|fte)\b", re.IGNORECASE)
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a table: in steps of `10 ** -scale` of its sheet, with what it counts and how it was printed.

    `decimals` are those printed; `rounded` tells that what was printed is rounded from something finer: amounts in
    thousands or millions of euros, percentages and fractions, but no euros and cents, and no counts.
    """

    number: int
    kind: str
    decimals: int
    rounded: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with figures: its place in the table, its label and groups, its figures by column.

    `loose` are figures of which the source leaves the column open; `unreadable` the columns with a text that looks like
    a figure and is none.
    """

    index: int
    label: str
    groups: tuple[str, ...]
    figures: dict[int, Figure]
    loose: tuple[Figure, ...]
    unreadable: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows with figures of a table, the headings of its columns, and in how many decimals its numbers are held.

    `summable` are the columns whose figures are quantities that can be added up by their heading. `cells` are where
    the figures stand, by row and column.
    """

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    scale: int
    summable: frozenset[int]
    cells: dict[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a sum is not what is printed: the column, and the printed and the added amount, as the sheet holds them."""

    column: int
    printed: int
    added: int
    decimals: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing a row with the sum of others gives, by column: equal, off by rounding, off, or not comparable."""

    equal: tuple[int, ...] = ()
    rounded: tuple[Difference, ...] = ()
    off: tuple[Difference, ...] = ()
    blocked: tuple[int, ...] = ()

    @property
    def holds(self) -> bool:
        """Return whether the sum is what is printed wherever the two can be compared."""
        return bool(self.equal or self.rounded) and not (self.off or self.blocked)


Addends = list[tuple[Entry, int]]
"""Rows to be added, each with the sign it counts with: 1 or -1."""


def read_sheet(columns: tuple[str, ...], rows: tuple[Row, ...]) -> Sheet:
    """Return the figures of a table. The same heading above several columns stands for each of them in turn."""
    places: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        places.setdefault(column, []).append(place)
    numbers = [cell.number for row in rows for cell in row.cells if cell.number is not None]
    scale = min(_MOST_DECIMALS, max((count_decimals(number) for number in numbers), default=0))
    placed = [_place_cells(row, places) for row in rows]
    entries = (_read_entry(index, row, placed[index], scale) for index, row in enumerate(rows))
    return Sheet(
        columns=columns,
        entries=tuple(entry for entry in entries if entry.figures or entry.loose or entry.unreadable),
        scale=scale,
        summable=frozenset(i for i, name in enumerate(columns) if not (is_no_quantity(name) or is_no_sum(name))),
        cells={(index, place): cell for index, found in enumerate(placed) for place, cell in found.items()},
    )


def _place_cells(row: Row, places: dict[str, list[int]]) -> dict[int, Cell]:
    """Return the cells of a row by column."""
    seen: Counter[str] = Counter()
    placed: dict[int, Cell] = {}
    for cell in row.cells:
        standing = places.get(cell.column, [])
        if seen[cell.column] < len(standing):
            placed[standing[seen[cell.column]]] = cell
        seen[cell.column] += 1
    return placed


def _read_entry(index: int, row: Row, placed: dict[int, Cell], scale: int) -> Entry:
    """Return the figures of a row."""
    return Entry(
        index=index,
        label=row.label,
        groups=row.groups,
        figures={
            place: _read_figure(cell, cell.number, scale) for place, cell in placed.items() if cell.number is not None
        },
        loose=tuple(
            _read_figure(cell, cell.number, scale)
            for cell in row.cells
            if cell.number is not None and cell.column == UNDETERMINED
        ),
        unreadable=frozenset(place for place, cell in placed.items() if is_unreadable(cell)),
    )


def turn_sheet(sheet: Sheet) -> Sheet:
    """Return the sheet with its columns as rows, so that columns can be added as rows are."""
    entries = []
    for place, name in enumerate(sheet.columns):
        if place not in sheet.summable:
            continue
        figures = {entry.index: entry.figures[place] for entry in sheet.entries if place in entry.figures}
        unreadable = frozenset(entry.index for entry in sheet.entries if place in entry.unreadable)
        entries.append(Entry(place, name, (), figures, (), unreadable))
    labels = {entry.index: entry.label for entry in sheet.entries}
    columns = tuple(labels.get(index, "") for index in range(max(labels, default=-1) + 1))
    summable = frozenset(index for index, label in labels.items() if not is_no_sum(label))
    cells = {(place, index): cell for (index, place), cell in sheet.cells.items()}
    return Sheet(columns, tuple(entries), sheet.scale, summable, cells)


def is_unreadable(cell: Cell) -> bool:
    """Return whether a cell looks like a figure and is none: `19.694,355,00`; codes (`37.2.1`) and dates are texts."""
    return cell.number is None and bool(_UNREADABLE.match(cell.text)) and not _DATE.match(cell.text)


def count_decimals(number: Decimal) -> int:
    """Return how many decimals a number was printed with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _read_figure(cell: Cell, number: Decimal, scale: int) -> Figure:
    """Return the figure of a cell."""
    decimals = count_decimals(number)
    money = bool(_MONEY.search(cell.unit))
    size = unit_scale(cell.unit)
    kind = "%" if cell.unit == "%" else f"€ {size}" if money else cell.unit.lower()
    rounded = cell.unit == "%" or (size > 1 if money else decimals > 0)
    return Figure(int(number.scaleb(scale)), kind, decimals, rounded)


def compare(sheet: Sheet, total: Entry, addends: Addends) -> Comparison:
    """Return how the row `total` compares with the sum of `addends`, column by column.

    A cell that is empty counts as nothing. A column is left out where no addend has a figure of the same kind.
    """
    equal: list[int] = []
    rounded: list[Difference] = []
    off: list[Difference] = []
    blocked = {column for entry in (total, *(entry for entry, _ in addends)) for column in entry.unreadable}
    for column, printed in total.figures.items():
        parts = [
            (figure, sign)
            for entry, sign in addends
            if (figure := entry.figures.get(column)) and _are_alike(figure, printed, entry.label)
        ]
        # A share of a whole is never taken off the others.
        if column in blocked or not parts or (printed.kind == "%" and any(sign < 0 for _, sign in parts)):
            continue
        added = sum(figure.number * sign for figure, sign in parts)
        decimals = max(printed.decimals, *(figure.decimals for figure, _ in parts))
        difference = Difference(column, printed.number, added, decimals)
        if added == printed.number:
            equal.append(column)
        elif _is_rounding(sheet, printed, [figure for figure, _ in parts], difference):
            rounded.append(difference)
        elif column in sheet.summable and _adds_up(printed, difference, sheet):
            off.append(difference)
    loose = [figure for entry, _ in addends for figure in entry.loose]
    if off and (loose or total.loose):
        return _place_loose(sheet, total, loose, equal, rounded, off)
    stopped = blocked & set(total.figures) | total.unreadable
    return Comparison(tuple(equal), tuple(rounded), tuple(off), tuple(sorted(stopped)))


def _are_alike(figure: Figure, total: Figure, label: str) -> bool:
    """Return whether two figures count the same, so that they can be added.

    A figure without a unit may be any amount, unless its label says that it counts people among amounts of money.
    """
    if _MONEY.search(total.kind) and _COUNT.search(label):
        return False
    return figure.kind == total.kind or not (figure.kind and total.kind)


def _is_rounding(sheet: Sheet, total: Figure, parts: list[Figure], difference: Difference) -> bool:
    """Return whether the difference is no more than rounding explains, where the figures are printed rounded.

    Each of n parts, and the total, is at most half a step off: n parts can be off by less than (n + 1) / 2 steps. Many
    parts come nowhere near that: the errors are independent, and beyond the root of n + 1 steps lies less than one sum
    in a thousand. What is printed as zero counts for nothing.
    """
    if not total.rounded:
        return False
    step: int = 10 ** (sheet.scale - min(sheet.scale, difference.decimals))
    count = sum(part.number != 0 for part in parts)
    size = abs(difference.printed - difference.added)
    return 2 * size < (count + 1) * step and size * size <= (count + 1) * step * step


def _adds_up(total: Figure, difference: Difference, sheet: Sheet) -> bool:
    """Return whether the column is one that adds up: percentages only where they are shares of a hundred."""
    if total.kind != "%":
        return True
    hundred = 100 * 10**sheet.scale
    return any(abs(amount - hundred) <= hundred // 20 for amount in (difference.added, difference.printed)) and (
        abs(difference.added - difference.printed) <= hundred // 2
    )


def _place_loose(
    sheet: Sheet, total: Entry, loose: list[Figure], equal: list[int], rounded: list[Difference], off: list[Difference]
) -> Comparison:
    """Return the comparison where figures without a column are among the addends: they may be what is missing.

    They are where all of them together fill the gap of the one column that is off. Else nothing can be said of what
    is off.
    """
    if len(off) == 1 and not total.loose:
        gap = off[0]
        added = gap.added + sum(figure.number for figure in loose)
        filled = Difference(gap.column, gap.printed, added, gap.decimals)
        if added == gap.printed:
            return Comparison((*equal, gap.column), tuple(rounded))
        if _is_rounding(sheet, total.figures[gap.column], loose, filled):
            return Comparison(tuple(equal), (*rounded, filled))
    return Comparison(tuple(equal), tuple(rounded), (), tuple(difference.column for difference in off))
