"""A row of a table in text while it is read: its label, its groups and its values, of which the columns come later."""

from dataclasses import dataclass, field

from ingest.document import Span
from ingest.tables.figures import Style
from ingest.tables.numbers import Value


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as it is printed: its label, its groups, where it stands, and its values, placed in the document.

    `apart` are the same values with each dash apart; `open` tells that the values cannot be told from each other,
    `empty` that the dashes apart are empty cells, unless sums say otherwise.
    `texts` are the cells of columns of codes and names, by the heading of their column.
    """

    label: str
    groups: tuple[str, ...]
    span: Span
    values: tuple[Value, ...] = ()
    apart: tuple[Value, ...] = ()
    open: bool = False
    empty: bool = False
    texts: tuple[tuple[str, Value], ...] = ()

    @property
    def ends_in_dash(self) -> bool:
        """Return whether the last value is a dash, below which extractors leave out the blank line."""
        return bool(self.values) and self.values[-1].is_dash


@dataclass(frozen=True, slots=True)
class Part:
    """A label without values, over one line or several."""

    text: str
    first: int
    last: int


@dataclass(slots=True)
class Reading:
    """What has been read of a table: its rows, the labels that wait for values, the groups that are open.

    `kinds` are the groups of the last row that was one of the kinds of amounts of a budget (`Uitgaven`).
    """

    style: Style
    spread: bool
    rows: list[Draft] = field(default_factory=list)
    waiting: list[Part] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] | None = None
    broken: bool = False
