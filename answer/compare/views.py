"""The records of what the screen Vergelijken shows, made by `answer.compare.present` and written by others as HTML."""

from dataclasses import dataclass
from decimal import Decimal

from answer.compare.address import Compared
from answer.show.present_source import Source

MOST_SERIES = 8
"""So many series are told apart in one chart; the table has all of them."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line to choose: its label, where it stands, its documents and years, and whether it is shown.

    `only` is the address that shows it alone, `toggled` the one that adds it to what is shown, or takes it away; empty
    where no more can be added.
    """

    label: str
    path: str
    about: str
    shown: bool
    only: str
    toggled: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a year: as printed with its unit, in plain euros where it is money, and its places in documents."""

    printed: str
    unit: str
    plain: str
    number: Decimal
    places: tuple[tuple[str, str], ...]

    @property
    def citations(self) -> str:
        """Return the citations of all places on one line."""
        return "; ".join(citation for citation, _ in self.places)


@dataclass(frozen=True, slots=True)
class YearView:
    """What a series has for a year: nothing, a value, or several that differ; and the change since the year before."""

    year: int
    values: tuple[ValueView, ...]
    difference: str = ""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series: its name, of which document and kind it is, its years in order, and the rows that it is taken from."""

    name: str
    line: str
    document: str
    kind: str
    years: tuple[YearView, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A chart with its table: what it shows in which unit, its years and series, and what must be said with it."""

    title: str
    unit: str
    years: tuple[int, ...]
    series: tuple[SeriesView, ...]
    notes: tuple[str, ...]

    @property
    def has_chart(self) -> bool:
        """Return whether there are years to compare."""
        return sum(any(series.years[place].values for series in self.series) for place in range(len(self.years))) > 1


@dataclass(frozen=True, slots=True)
class LooseView:
    """A cell that stands in no chart: its row and column, what is printed, why, and where it stands."""

    line: str
    column: str
    text: str
    reason: str
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the screen shows for an address: `found` are lines for the words, else `nearest`, else `examples`.

    `shown` are the lines that are compared. `documents` are the label, the address and the mark of each document that
    it can be kept to. `missing` tells that a line of the address is in no document.
    """

    compared: Compared
    found: tuple[LineView, ...] = ()
    nearest: tuple[LineView, ...] = ()
    examples: tuple[LineView, ...] = ()
    shown: tuple[LineView, ...] = ()
    groups: tuple[GroupView, ...] = ()
    loose: tuple[LooseView, ...] = ()
    documents: tuple[tuple[str, str, bool], ...] = ()
    missing: bool = False
