"""What a table shows of its own columns: how their cells begin, how wide they are, in which order they come.

A reading of the table by its heading row and the shapes of values alone gives these; a second one has their help.
"""

from collections import Counter
from dataclasses import dataclass
from math import inf
from statistics import median

from ingest.records.alignment import HEAD, Placed
from ingest.records.column_values import has_shape
from ingest.records.columns import Column, ColumnKind
from ingest.records.pieces import Piece, join_lines
from ingest.records.seams import opening_of

_WIDER = 1.1
"""Letters differ in width: a line has at most so many times the characters of one that found no room in its column."""

_LEAST_BREAKS = 2
_LEAST_OPENINGS = 3
_LEAST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a column: `openings` are how its cells begin, `foreign` how those of other columns do.

    `width` is how many characters a line of it can have, endless where that is not known; `after` are the columns that
    it is wont to come right after in a record; `shapes` are the kinds of all columns whose values have a shape.
    """

    column: Column
    after: frozenset[int]
    shapes: frozenset[ColumnKind]
    openings: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    width: float = inf


def first_profiles(columns: tuple[Column, ...]) -> tuple[Profile, ...]:
    """Return what the heading row alone tells of the columns."""
    shapes = _shapes_of(columns)
    return tuple(Profile(column, frozenset(range(at)), shapes) for at, column in enumerate(columns))


def learn_profiles(
    columns: tuple[Column, ...], pieces: tuple[Piece, ...], placed: tuple[Placed, ...]
) -> tuple[Profile, ...]:
    """Return what a first reading of the table tells of its columns, by the cells that it is sure of."""
    openings: list[Counter[str]] = [Counter() for _ in columns]
    rooms: list[list[float]] = [[] for _ in columns]
    for cell in placed:
        if cell.sure and cell.column != HEAD:
            if not cell.resumes:
                openings[cell.column][opening_of(pieces[cell.first].text)] += 1
            rooms[cell.column].extend(room for _, room in join_lines(pieces[cell.first : cell.end]) if room < inf)
    own = [_own_openings(openings, at) for at in range(len(columns))]
    steps = Counter(
        (before.column, cell.column) for before, cell in zip(placed, placed[1:], strict=False) if not cell.opens
    )
    return tuple(
        Profile(
            column,
            after=frozenset(last for last in range(len(columns)) if _is_usual(steps, last, at)),
            shapes=_shapes_of(columns),
            openings=own[at],
            foreign=frozenset().union(*own[:at], *own[at + 1 :]),
            width=_WIDER * median(rooms[at]) if len(rooms[at]) >= _LEAST_BREAKS else inf,
        )
        for at, column in enumerate(columns)
    )


def is_too_wide(profile: Profile, pieces: tuple[Piece, ...]) -> bool:
    """Return whether a line of the cell has more characters than the column has room for."""
    return profile.width < inf and any(length > profile.width for length, _ in join_lines(pieces))


def _shapes_of(columns: tuple[Column, ...]) -> frozenset[ColumnKind]:
    return frozenset(column.kind for column in columns if has_shape(column.kind))


def _own_openings(openings: list[Counter[str]], at: int) -> frozenset[str]:
    """Return the words with which cells of column `at` begin again and again, and of hardly any other column."""
    found = []
    for opening, count in openings[at].items():
        elsewhere = sum(counts[opening] for counts in openings) - count
        if opening and count >= _LEAST_OPENINGS and elsewhere * 3 <= count:
            found.append(opening)
    return frozenset(found)


def _is_usual(steps: Counter[tuple[int, int]], last: int, at: int) -> bool:
    """Return whether column `at` comes after `last`: as in the heading row, or, if need be, in the table's rows."""
    there, back = steps[last, at], steps[at, last]
    if last > at:
        return there >= _LEAST_STEPS and 4 * there > back
    return back < _LEAST_STEPS or 4 * there >= back
