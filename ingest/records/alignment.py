"""From the pieces of a table of text to its records: which pieces make up a cell, of which column, in which record.

One reading of the whole table is looked for, the one that costs least. It costs to cut and to join where the seams
speak against it, to put a text in a column whose values look otherwise, to leave a column of a record empty, and to
leave the order in which the columns of this table come. Every record has each column at most once; the one exception
is a cell that the end of a page cuts in two. Where another reading is nearly as good, a cell is not sure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, Protocol

from ingest.records.pieces import Piece

SURE = 0.75
"""By so much every other reading must cost more before a cell is taken to be where the best one puts it."""

_BEAM = 5.0
"""A reading that costs so much more than another one up to the same piece is given up."""

HEAD = -2
"""In place of a column: a row of its own above the records that it heads, as `Eerste Kamer`."""

_END_OF_RECORD = -1
_NOT_RESUMED = 5.0
_CUT_OFF = 0.5
"""What it costs to take a cell as cut off by the page: its rest must then come, and does, where it is one."""


class Costs(Protocol):
    """What a reading costs. A set of columns is given as a number with a bit for each."""

    columns: int

    def fit(self, column: int, first: int, end: int) -> float:
        """Return what it costs to take the pieces from `first` to before `end` as a cell of the column."""

    def begin(self, first: int, column: int) -> float:
        """Return what it costs to begin a record with the piece `first` in the column."""

    def head(self, first: int) -> float:
        """Return what it costs to take a piece as a row of its own that heads the records below it."""

    def follow(self, last: int, column: int) -> float:
        """Return what it costs that the column comes right after the column `last` in a record."""

    def missing(self, used: int) -> float:
        """Return what it costs that a record has no other columns than these."""

    def pending(self, used: int, last: int) -> float:
        """Return how much of that a record with these columns so far will hardly be spared any more."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell: its column, or `HEAD`, its first piece and the one after its last.

    `opens` tells that a record begins with it, `resumes` that it goes on with the cell that a page cut off, `sure` that
    no other reading of these pieces comes near.
    """

    column: int
    first: int
    end: int
    opens: bool
    resumes: bool
    sure: bool


class _State(NamedTuple):
    """What a record has so far: its columns, those that the page cut off, and the last one."""

    used: int
    cut: int
    last: int


class _Arc(NamedTuple):
    """A step: pieces `first` to `end` as a cell of `column`, or the end of a record; None between records."""

    first: int
    end: int
    before: _State | None
    after: _State | None
    column: int
    cost: float

    @property
    def cell(self) -> tuple[int, int, int, bool]:
        """Return by what a cell differs from others: its pieces, its column, and whether a record begins with it."""
        return self.first, self.end, self.column, self.before is None


class _Search:
    """The readings of the pieces: the steps that were tried, and what it costs to get to each state."""

    def __init__(self, pieces: tuple[Piece, ...], costs: Costs) -> None:
        self.pieces = pieces
        self.costs = costs
        self.count = len(pieces)
        self.arcs: list[list[_Arc]] = [[] for _ in range(self.count + 1)]
        self.best: list[dict[_State | None, float]] = [{} for _ in range(self.count + 1)]
        self.least = [inf] * (self.count + 1)

    def run(self) -> None:
        """Try all readings that stay within the beam."""
        self.best[0][None] = self.least[0] = 0.0
        for at in range(self.count):
            self._close_records(at)
            cells = self._cells_from(at)
            if None in self.best[at]:
                self._add(_Arc(at, at + 1, None, None, HEAD, self.costs.head(at)), self.best[at][None])
            for state, cost in list(self.best[at].items()):
                if cost + self._pending(state) <= self.least[at] + _BEAM:
                    self._go_on(at, state, cost, cells)
        self._close_records(self.count)

    def _go_on(self, at: int, state: _State | None, cost: float, cells: list[tuple[int, int, float]]) -> None:
        """Add what a reading in `state` can do with the cells that begin with piece `at`."""
        used, cut, last = state or _State(0, 0, -1)
        for end, column, price in cells:
            if cost + price > min(self.least[at], self.least[end]) + _BEAM:
                continue
            bit = 1 << column
            if used & bit:
                if cut & bit and self._after_page(at):
                    self._add(_Arc(at, end, state, _State(used, cut & ~bit, last), column, price), cost)
                continue
            price += self.costs.follow(last, column) if last >= 0 else self.costs.begin(at, column)
            self._add(_Arc(at, end, state, _State(used | bit, cut, column), column, price), cost)
            if self.pieces[end - 1].cut_off and end < self.count:
                price += _CUT_OFF - self.pieces[end].seam.cut
                self._add(_Arc(at, end, state, _State(used | bit, cut | bit, column), column, price), cost)

    def _add(self, arc: _Arc, cost: float) -> None:
        total = cost + arc.cost
        expected = total + self._pending(arc.after)
        if expected > self.least[arc.end] + _BEAM:
            return
        self.arcs[arc.first].append(arc)
        if total < self.best[arc.end].get(arc.after, inf):
            self.best[arc.end][arc.after] = total
            self.least[arc.end] = min(self.least[arc.end], expected)

    def _pending(self, state: _State | None) -> float:
        return 0 if state is None else self.costs.pending(state.used, state.last)

    def _close_records(self, at: int) -> None:
        """Add the steps that end a record before piece `at`; a cell that a page cut off must have gone on by then."""
        for state, cost in list(self.best[at].items()):
            if state is None or (state.cut and at < self.count):
                continue
            missing = self.costs.missing(state.used) + _NOT_RESUMED * bool(state.cut)
            self.arcs[at].append(_Arc(at, at, state, None, _END_OF_RECORD, missing))
            if cost + missing < self.best[at].get(None, inf):
                self.best[at][None] = cost + missing

    def _cells_from(self, first: int) -> list[tuple[int, int, float]]:
        """Return the cells that may begin with piece `first`: the piece after the last, the column, the cost."""
        cells = []
        cost = self.pieces[first].seam.cut
        for end in range(first + 1, self.count + 1):
            for column in range(self.costs.columns):
                fit = self.costs.fit(column, first, end)
                if fit < _BEAM:
                    cells.append((end, column, cost + fit))
            if end < self.count:
                cost += self.pieces[end].seam.join
            if cost > self.pieces[first].seam.cut + _BEAM:
                break
        return cells

    def _after_page(self, at: int) -> bool:
        """Return whether a page begins with piece `at` or right before it: there the rest of a cell may stand."""
        return any(piece.opens_page for piece in self.pieces[max(0, at - 2) : at + 1])


def split_records(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, ...]]:
    """Yield the cells of each record."""
    firsts = [at for at, cell in enumerate(placed) if cell.opens]
    for first, end in zip(firsts, (*firsts[1:], len(placed)), strict=True):
        yield placed[first:end]


def is_head(record: tuple[Placed, ...]) -> bool:
    """Return whether a record is none but a row of its own that heads those below it."""
    return record[0].column == HEAD


def align_pieces(pieces: tuple[Piece, ...], costs: Costs) -> tuple[tuple[Placed, ...], float]:
    """Return the cells of the best reading in their order, and what it costs: without end where there is none."""
    search = _Search(pieces, costs)
    search.run()
    total = search.best[search.count].get(None)
    if total is None:
        return (), inf
    rest = _cost_to_end(search)
    rivals = _find_rivals(search, rest)
    placed = []
    at: int = 0
    state: _State | None = None
    while at < search.count or state is not None:
        arc = min(
            (arc for arc in search.arcs[at] if arc.before == state),
            key=lambda arc: arc.cost + rest[arc.end].get(arc.after, inf),
        )
        if arc.column != _END_OF_RECORD:
            rival = min((cost for cell, cost in rivals[at].items() if cell != arc.cell), default=inf)
            resumes = state is not None and bool(state.used >> arc.column & 1)
            placed.append(Placed(arc.column, at, arc.end, state is None, resumes, sure=rival - total >= SURE))
        at, state = arc.end, arc.after
    return tuple(placed), total


def _cost_to_end(search: _Search) -> list[dict[_State | None, float]]:
    """Return what it costs to get from each state to the end."""
    rest: list[dict[_State | None, float]] = [{} for _ in range(search.count + 1)]
    rest[search.count][None] = 0.0
    for at in range(search.count, -1, -1):
        # The steps that end a record come last here: what comes after them is then known.
        for arc in reversed(search.arcs[at]):
            cost = arc.cost + rest[arc.end].get(arc.after, inf)
            if cost < rest[at].get(arc.before, inf):
                rest[at][arc.before] = cost
    return rest


def _find_rivals(
    search: _Search, rest: list[dict[_State | None, float]]
) -> list[dict[tuple[int, int, int, bool], float]]:
    """Return for each piece what the best reading costs with each cell that it may be in."""
    rivals: list[dict[tuple[int, int, int, bool], float]] = [{} for _ in range(search.count)]
    for arc in (arc for arcs in search.arcs for arc in arcs if arc.column != _END_OF_RECORD):
        cost = search.best[arc.first][arc.before] + arc.cost + rest[arc.end].get(arc.after, inf)
        if cost == inf:
            continue
        for piece in range(arc.first, arc.end):
            if cost < rivals[piece].get(arc.cell, inf):
                rivals[piece][arc.cell] = cost
    return rivals
