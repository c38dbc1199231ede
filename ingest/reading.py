"""From the pieces of a table of text to its cells, and whether the reading is good enough to be used.

The table is read twice: once by its heading row and by what values look like, then with what that showed of its own
columns. What is not sure stays in its record without a column; where much is not, there is no reading at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ingest.alignment import HEAD, Placed, align_pieces
from ingest.column_values import has_shape, is_value
from ingest.columns import Column
from ingest.profiles import Profile, begins_weakly, first_profiles, is_doubtful, learn_profiles, make_costs
from ingest.segments import Piece, opening_of

_LEAST_SURE = 0.85
"""This part of a table's cells must have a column that no other reading comes near; else it is not understood."""

_LEAST_SURE_WITHOUT_CUE = 0.97
"""The same where nothing tells which lines go on: a cell may then be cut anywhere."""

_LEAST_SURE_BY_ORDER = 0.95
"""The same where nothing but their order tells the columns apart: one slip moves all cells that come after it."""

_MOST_COST = 0.8
"""Where the best reading costs more than this for each cell, the lines are none of records with these columns."""

_MOST_INCOMPLETE = 0.08
"""So many records may lack a cell where columns are told apart by their order alone."""

_LEAST_VALUES = 0.04
"""So great a part of the pieces at least are values of a column's kind, where the column holds such values."""

_OFTEN = 6
_MOSTLY = 0.8


def read_cells(
    pieces: tuple[Piece, ...], columns: tuple[Column, ...], alone: frozenset[str], *, cue: bool
) -> tuple[Placed, ...]:
    """Return the cells that the pieces make up, in their order; none where they cannot be read as records.

    `alone` are the lines of the document outside the table; `cue` tells whether its lines show which of them go on.
    """
    columns = _take_as_text(columns, pieces)
    profiles = first_profiles(columns)
    placed, cost = align_pieces(pieces, make_costs(profiles, pieces, alone))
    if not _is_affordable(placed, cost):
        return ()
    profiles = learn_profiles(columns, pieces, placed)
    placed, cost = align_pieces(pieces, make_costs(profiles, pieces, alone))
    if not _is_affordable(placed, cost) or _may_have_slipped(placed, pieces, columns):
        return ()
    placed = tuple(_mark_doubtful(placed, pieces, profiles))
    least = _LEAST_SURE_WITHOUT_CUE if not cue else _LEAST_SURE if _has_anchor(columns) else _LEAST_SURE_BY_ORDER
    return placed if sum(cell.sure for cell in placed) >= least * len(placed) else ()


def _take_as_text(columns: tuple[Column, ...], pieces: tuple[Piece, ...]) -> tuple[Column, ...]:
    """Return the columns, those of a kind as texts of which hardly any value occurs: this ministry writes sentences."""
    found = Counter(
        kind for piece in pieces for kind in {column.kind for column in columns} if is_value(kind, piece.text)
    )
    return tuple(
        replace(column, kind="text")
        if has_shape(column.kind) and found[column.kind] < _LEAST_VALUES * len(pieces)
        else column
        for column in columns
    )


def split_records(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, ...]]:
    """Yield the cells of each record."""
    firsts = [at for at, cell in enumerate(placed) if cell.opens]
    for first, end in zip(firsts, (*firsts[1:], len(placed)), strict=True):
        yield placed[first:end]


def is_head(record: tuple[Placed, ...]) -> bool:
    """Return whether a record is none but a row of its own that heads those below it."""
    return record[0].column == HEAD


def _is_affordable(placed: tuple[Placed, ...], cost: float) -> bool:
    """Return whether there is a reading, and little speaks against it."""
    return bool(placed) and cost <= _MOST_COST * len(placed)


def _has_anchor(columns: tuple[Column, ...]) -> bool:
    """Return whether there is a column that is known by what its values look like, wherever they stand."""
    return any(has_shape(column.kind) or column.kind == "place" for column in columns)


def _may_have_slipped(placed: tuple[Placed, ...], pieces: tuple[Piece, ...], columns: tuple[Column, ...]) -> bool:
    """Return whether nothing but the order tells the columns apart, and something is amiss with it.

    Where a cell is missing, all that come after it are then a column off: records are not complete, or the same
    words open cells of one column and of another.
    """
    if _has_anchor(columns):
        return False
    records = list(split_records(placed))
    incomplete = sum(len({cell.column for cell in record}) < len(columns) and not is_head(record) for record in records)
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
    """Yield the cells, those not sure that look like another column's or like two cells in one.

    Where a record lacks a text, only the words that others of its column begin with tell which text it has. Where
    nothing but the order tells the columns apart, all cells of such a record and of its neighbours may have slipped.
    """
    wanted = frozenset(at for at, profile in enumerate(profiles) if profile.column.kind != "group")
    texts = frozenset(at for at in wanted if not has_shape(profiles[at].column.kind))
    records = list(split_records(placed))
    lacking = [frozenset() if is_head(record) else wanted - {cell.column for cell in record} for record in records]
    anchored = _has_anchor(tuple(profile.column for profile in profiles))
    for at, record in enumerate(records):
        if is_head(record):
            yield from record
            continue
        slipped = not anchored and any(lacking[max(0, at - 1) : at + 2])
        begun_weakly = [begins_weakly(profiles[cell.column], pieces[cell.first]) for cell in record]
        for cell, weak, next_weak in zip(record, begun_weakly, (*begun_weakly[1:], False), strict=True):
            profile, held = profiles[cell.column], pieces[cell.first : cell.end]
            unnamed = lacking[at] & texts and cell.column in texts and opening_of(held[0].text) not in profile.openings
            doubtful = weak or next_weak or slipped or (unnamed and not cell.resumes)
            doubtful = doubtful or is_doubtful(profile, held, complete=not lacking[at])
            yield replace(cell, sure=cell.sure and not doubtful)
