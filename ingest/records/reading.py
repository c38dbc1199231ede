"""From the pieces of a table of text to its cells, and whether the reading is good enough to be used.

The table is read twice: once by its heading row and by what values look like, then with what that showed of its own
columns. What is not sure stays in its record without a column; where much is not, there is no reading at all.
"""

from collections import Counter
from dataclasses import replace

from ingest.records.alignment import Placed, align_pieces
from ingest.records.column_values import has_shape, is_value
from ingest.records.columns import Column
from ingest.records.costs import TableCosts
from ingest.records.doubts import has_anchor, mark_doubtful, may_have_slipped
from ingest.records.pieces import Piece
from ingest.records.profiles import first_profiles, learn_profiles

_LEAST_SURE = 0.85
"""This part of a table's cells must have a column that no other reading comes near; else it is not understood."""

_LEAST_SURE_BY_ORDER = 0.95
"""The same where nothing but their order tells the columns apart: one slip moves all cells that come after it."""

_LEAST_SURE_WITHOUT_CUE = 0.99
"""The same where nothing tells which lines go on: a cell may then be cut anywhere."""

_MOST_COST = 0.8
"""Where the best reading costs more than this for each cell, the lines are none of records with these columns."""

_LEAST_VALUES = 0.04
"""So great a part of the pieces at least are values of a column's kind, where the column holds such values."""


def read_cells(
    pieces: tuple[Piece, ...], columns: tuple[Column, ...], alone: frozenset[str], *, cue: bool
) -> tuple[Placed, ...]:
    """Return the cells that the pieces make up, in their order; none where they cannot be read as records.

    `alone` are the lines of the document outside the table; `cue` tells whether its lines show which of them go on.
    """
    columns = _take_as_text(columns, pieces)
    profiles = first_profiles(columns)
    placed, cost = align_pieces(pieces, TableCosts(profiles, pieces, alone))
    if cost > _MOST_COST * len(placed):
        return ()
    profiles = learn_profiles(columns, pieces, placed)
    placed, cost = align_pieces(pieces, TableCosts(profiles, pieces, alone))
    if cost > _MOST_COST * len(placed) or may_have_slipped(placed, pieces, profiles):
        return ()
    placed = tuple(mark_doubtful(placed, pieces, profiles))
    least = _LEAST_SURE if has_anchor(profiles) else _LEAST_SURE_BY_ORDER
    least = least if cue else max(least, _LEAST_SURE_WITHOUT_CUE)
    return placed if sum(cell.sure for cell in placed) >= least * len(placed) else ()


def _take_as_text(columns: tuple[Column, ...], pieces: tuple[Piece, ...]) -> tuple[Column, ...]:
    """Return the columns, those of a kind as texts of which hardly any value occurs: this ministry writes sentences."""
    shaped = {column.kind for column in columns if has_shape(column.kind)}
    found = Counter(kind for piece in pieces for kind in shaped if is_value(kind, piece.text))
    return tuple(
        replace(column, kind="text")
        if column.kind in shaped and found[column.kind] < _LEAST_VALUES * len(pieces)
        else column
        for column in columns
    )
