"""From the pieces of a table of text to its cells, and whether the reading is good enough to be used.

The table is read twice: once by its heading row and by what values look like, then with what that showed of its own
columns. What is not sure stays in its record without a column; where much is not, there is no reading at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ingest.alignment import Placed, align_pieces
from ingest.column_values import has_shape
from ingest.columns import Column
from ingest.profiles import Profile, first_profiles, is_doubtful, learn_profiles, make_costs
from ingest.segments import Piece, opening_of

_LEAST_SURE = 0.85
"""This part of a table's cells must have a column that no other reading comes near; else it is not understood."""

_LEAST_SURE_WITHOUT_CUE = 0.97
"""The same where nothing tells which lines go on: a cell may then be cut anywhere."""

_MOST_COST = 0.8
"""Where the best reading costs more than this for each cell, the lines are none of records with these columns."""

_MOST_INCOMPLETE = 0.08
"""Where columns are told apart by their order alone, a missing cell moves all that come after it: few may be missing."""

_OFTEN = 6
_MOSTLY = 0.8


def read_cells(
    pieces: tuple[Piece, ...], columns: tuple[Column, ...], alone: frozenset[str], *, cue: bool
) -> tuple[Placed, ...]:
    """Return the cells that the pieces make up, in their order; none where they cannot be read as records.

    `alone` are the lines of the document outside the table; `cue` tells whether its lines show which of them go on.
    """
    profiles = first_profiles(columns)
    placed, cost = align_pieces(pieces, make_costs(profiles, pieces, alone))
    if not _is_affordable(placed, cost):
        return ()
    profiles = learn_profiles(columns, pieces, placed)
    placed, cost = align_pieces(pieces, make_costs(profiles, pieces, alone))
    if not _is_affordable(placed, cost) or _may_have_slipped(placed, pieces, columns):
        return ()
    placed = tuple(_mark_doubtful(placed, pieces, profiles))
    least = _LEAST_SURE if cue else _LEAST_SURE_WITHOUT_CUE
    return placed if sum(cell.sure for cell in placed) >= least * len(placed) else ()


def split_records(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, ...]]:
    """Yield the cells of each record."""
    firsts = [at for at, cell in enumerate(placed) if cell.opens]
    for first, end in zip(firsts, (*firsts[1:], len(placed)), strict=True):
        yield placed[first:end]


def _is_affordable(placed: tuple[Placed, ...], cost: float) -> bool:
    """Return whether there is a reading, and little speaks against it."""
    return bool(placed) and cost <= _MOST_COST * len(placed)


def _may_have_slipped(placed: tuple[Placed, ...], pieces: tuple[Piece, ...], columns: tuple[Column, ...]) -> bool:
    """Return whether nothing but the order tells the columns apart, and something is amiss with it.

    Where a cell is missing, all that come after it are then a column off: records are not complete, or the same
    words open cells of one column and of another.
    """
    if any(has_shape(column.kind) or column.kind == "place" for column in columns):
        return False
    records = list(split_records(placed))
    incomplete = sum(len({cell.column for cell in record}) < len(columns) for record in records)
    if incomplete > _MOST_INCOMPLETE * len(records):
        return True
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for cell in placed:
        counts[opening_of(pieces[cell.first].text)][cell.column] += 1
    return any(
        opening and count.total() >= _OFTEN and max(count.values()) < _MOSTLY * count.total()
        for opening, count in counts.items()
    )


def _mark_doubtful(
    placed: tuple[Placed, ...], pieces: tuple[Piece, ...], profiles: tuple[Profile, ...]
) -> Iterator[Placed]:
    """Yield the cells, those not sure that look like another column's or like two cells in one."""
    shapes = frozenset(profile.column.kind for profile in profiles if has_shape(profile.column.kind))
    wanted = {at for at, profile in enumerate(profiles) if profile.column.kind != "group"}
    for record in split_records(placed):
        complete = wanted <= {cell.column for cell in record}
        for cell in record:
            held = pieces[cell.first : cell.end]
            doubtful = not cell.resumes and is_doubtful(profiles[cell.column], held, shapes, complete=complete)
            yield replace(cell, sure=cell.sure and not doubtful)
