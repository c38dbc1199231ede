"""Which cells of a reading look wrong for all that it is the best one.

A reading puts each text somewhere. What then looks like another column's cell, or like two cells in one, is better left
without a column than put in the wrong one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ingest.records.alignment import Placed, is_head, split_records
from ingest.records.column_values import has_shape, is_value
from ingest.records.pieces import Piece, join_texts
from ingest.records.profiles import Profile, is_too_wide
from ingest.records.seams import WEAK, opening_of

_MOST_INCOMPLETE = 0.08
"""So many records may lack a cell where columns are told apart by their order alone."""

_OFTEN = 6
_MOSTLY = 0.8
_LIKE_A_CELL = 1.0
"""From this cost of joining it on, a piece looks like the beginning of a cell."""


def has_anchor(profiles: tuple[Profile, ...]) -> bool:
    """Return whether there is a column that is known by what its values look like, wherever they stand."""
    return any(has_shape(profile.column.kind) or profile.column.kind == "place" for profile in profiles)


def may_have_slipped(placed: tuple[Placed, ...], pieces: tuple[Piece, ...], profiles: tuple[Profile, ...]) -> bool:
    """Return whether nothing but the order tells the columns apart, and something is amiss with it.

    Where a cell is missing, all that come after it are then a column off: records are not complete, or the same
    words open cells of one column and of another.
    """
    if has_anchor(profiles):
        return False
    records = [record for record in split_records(placed) if not is_head(record)]
    incomplete = sum(len({cell.column for cell in record}) < len(profiles) for record in records)
    if incomplete > _MOST_INCOMPLETE * len(records):
        return True
    columns_of: dict[str, Counter[int]] = defaultdict(Counter)
    for cell in placed:
        columns_of[opening_of(pieces[cell.first].text)][cell.column] += 1
    return any(
        opening and columns.total() >= _OFTEN and max(columns.values()) < _MOSTLY * columns.total()
        for opening, columns in columns_of.items()
    )


def mark_doubtful(
    placed: tuple[Placed, ...], pieces: tuple[Piece, ...], profiles: tuple[Profile, ...]
) -> Iterator[Placed]:
    """Yield the cells, those not sure that look like another column's or like two cells in one.

    Where nothing but the order tells the columns apart, all cells of a record that lacks one, and of the records next
    to it, may be a column off.
    """
    wanted = frozenset(at for at, profile in enumerate(profiles) if profile.column.kind != "group")
    anchored = has_anchor(profiles)
    records = list(split_records(placed))
    lacking = [wanted - {cell.column for cell in record} if not is_head(record) else frozenset() for record in records]
    for at, record in enumerate(records):
        if is_head(record):
            yield from record
        elif not anchored and any(lacking[max(0, at - 1) : at + 2]):
            yield from (replace(cell, sure=False) for cell in record)
        else:
            yield from _mark_record(record, lacking[at], pieces, profiles)


def _mark_record(
    record: tuple[Placed, ...], lacking: frozenset[int], pieces: tuple[Piece, ...], profiles: tuple[Profile, ...]
) -> Iterator[Placed]:
    """Yield the cells of a record, those not sure that look wrong; `lacking` are the columns that it has no cell of.

    Where it lacks a text, only the words that others of its column begin with tell which text it has.
    """
    lacks_text = any(not has_shape(profiles[at].column.kind) for at in lacking)
    weak = [_begins_weakly(profiles[cell.column], pieces[cell.first]) for cell in record]
    for cell, here, after in zip(record, weak, (*weak[1:], False), strict=True):
        profile, held = profiles[cell.column], pieces[cell.first : cell.end]
        is_text = not has_shape(profile.column.kind) and profile.column.kind != "group"
        unnamed = lacks_text and is_text and not cell.resumes and opening_of(held[0].text) not in profile.openings
        doubtful = here or after or unnamed or _is_doubtful(profile, held, complete=not lacking)
        yield replace(cell, sure=cell.sure and not doubtful)


def _begins_weakly(profile: Profile, piece: Piece) -> bool:
    """Return whether no more than a capital, on a line that is too long for one cell, tells that a cell begins."""
    if has_shape(profile.column.kind) or not piece.inside:
        return False
    return piece.seam.cut >= WEAK.cut and opening_of(piece.text) not in profile.openings


def _is_doubtful(profile: Profile, pieces: tuple[Piece, ...], *, complete: bool) -> bool:
    """Return whether a cell looks as if it were another column's, or two cells in one, for all the order tells.

    That is where it begins like another column's cells or is wider than its column, and where something in it looks
    like the beginning of another cell. `complete` tells that its record lacks no column.
    """
    if has_shape(profile.column.kind):
        return len(pieces) > 1 and not is_value(profile.column.kind, join_texts(pieces))
    if opening_of(pieces[0].text) in profile.foreign or is_too_wide(profile, pieces):
        return True
    return any(_looks_like_a_cell(profile, piece, complete=complete) for piece in pieces[1:])


def _looks_like_a_cell(profile: Profile, piece: Piece, *, complete: bool) -> bool:
    """Return whether a piece inside a cell may be the beginning of another one."""
    if piece.seam.join >= _LIKE_A_CELL and (piece.inside or not complete):
        return True
    if not piece.inside and opening_of(piece.text) in profile.foreign | profile.openings:
        return True
    if piece.inside and complete:
        return False
    return not piece.text[0].islower() and any(is_value(kind, piece.text) for kind in profile.shapes)
