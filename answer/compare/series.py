"""The figures of lines as series: one for each document and kind of figure, in one unit.

The same figure stated twice is one value with two places. Figures that differ for the same year and kind stay two
values: which of them is right, a mean would only hide.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from answer.compare.lines import Figure, Line
from answer.figures.choose import state_same
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Value:
    """A figure for a year, and the places that state it, the first of them the one to show."""

    number: Decimal
    places: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one line in one document, of one kind: the values of each year, more than one where they differ.

    `kind` is as the columns say it, or what the document is where they do not (`told`).
    """

    line: Line
    document: Document
    kind: str
    told: bool
    values: dict[int, tuple[Value, ...]]

    @property
    def differs(self) -> tuple[int, ...]:
        """Return the years for which the document states different figures."""
        return tuple(year for year, values in self.values.items() if len(values) > 1)


@dataclass(frozen=True, slots=True)
class Group:
    """Series that can stand in one chart: in the same unit, and all of them amounts, or all of them changes."""

    unit: str
    change: bool
    series: tuple[Series, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that any of the series has a figure for, in order."""
        return tuple(sorted({year for series in self.series for year in series.values}))


def group_figures(lines: Sequence[Line], documents: Sequence[str] = ()) -> tuple[Group, ...]:
    """Return the figures of lines by unit, amounts before changes; only those of `documents` where any are named."""
    found: dict[tuple[bool, str], dict[tuple[int, str, str, bool], list[Figure]]] = defaultdict(dict)
    for number, line in enumerate(lines):
        for figure in _list_figures(line, documents):
            if figure.amount is None or figure.column.year is None:
                continue
            column = figure.column
            group = found[column.change, figure.amount.unit]
            group.setdefault((number, figure.row.document.id, column.kind, column.told), []).append(figure)
    groups = (
        Group(unit, change, tuple(_make_series(lines[key[0]], figures) for key, figures in series.items()))
        for (change, unit), series in found.items()
    )
    # The first of equals is what the line has first.
    return tuple(sorted(groups, key=lambda group: group.change))


def list_loose(lines: Sequence[Line], documents: Sequence[str] = ()) -> tuple[tuple[Line, Figure], ...]:
    """Return the cells that stand in no chart: of no sure year, or text where a number would be."""
    return tuple(
        (line, figure)
        for line in lines
        for figure in _list_figures(line, documents)
        if not figure.is_point and _says_something(figure)
    )


def _list_figures(line: Line, documents: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures of a line in the documents that it is kept to."""
    for row in line.rows:
        if not documents or row.row.document.id in documents:
            yield from row.figures


def _says_something(figure: Figure) -> bool:
    """Return whether a cell that is no point is worth a note: a figure without a year, or `p.m.` in one."""
    text = figure.cell.text.strip()
    if figure.column.year is None:
        return figure.amount is not None
    return any(character.isalnum() for character in text)


def _make_series(line: Line, figures: Sequence[Figure]) -> Series:
    """Return the figures of one document and kind by their years."""
    by_year: dict[int, list[list[Figure]]] = defaultdict(list)
    for figure in figures:
        assert figure.column.year is not None
        alike = by_year[figure.column.year]
        same = next((places for places in alike if _state_same(places[0], figure)), None)
        if same is None:
            alike.append([figure])
        else:
            same.append(figure)
    values = {
        year: tuple(Value(_number(places[0]), tuple(places)) for places in alike)
        for year, alike in sorted(by_year.items())
    }
    first = figures[0]
    return Series(line, first.row.document, first.column.kind, first.column.told, values)


def _state_same(one: Figure, other: Figure) -> bool:
    """Return whether two figures are the same amount, or one the other rounded."""
    if _number(one) == _number(other):
        return True
    rounded = one.cell.scale != other.cell.scale and one.cell.number != other.cell.number
    return rounded and state_same(one.cell, other.cell)


def _number(figure: Figure) -> Decimal:
    """Return the number of a figure that has one."""
    assert figure.amount is not None
    return figure.amount.number
