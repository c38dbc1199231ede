"""What a table shows of its own columns: how their cells begin, how wide they are, in which order they come.

A reading of the table by its heading row and the shapes of values alone gives these; a second one has their help.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from statistics import median

from ingest.alignment import HEAD, Costs, Placed
from ingest.column_values import has_double_name, has_open_shape, has_shape, is_value, longest_value, opens_place
from ingest.columns import Column, ColumnKind
from ingest.segments import Piece, line_widths, opening_of

_WIDER = 1.1
"""Letters differ in width: a line has at most so many times the characters of one that found no room in its column."""

_LEAST_BREAKS = 2
_LEAST_OPENINGS = 3
_LONGEST_THEME = 70
_HEAD = re.compile(
    r"(?:(?:Beleids)?[Aa]rtikel \d|(?:Tweede|Eerste) Kamer\b|Directoraat|DG |Minister(?:ie)? |Staatssecretaris "
    r"|(?:Lopende|Openstaande|Afgeronde|Nieuwe) |Moties|Toezeggingen)[^.:;]{0,80}$"
)
"""What heads some records in lists of motions, commitments and studies: whose they are, or how far they have come."""

_IMPOSSIBLE = 99.0
_WEAK = 1.2
"""From this cost on, a cell begins inside a line for no better reason than a capital on a line that is too long."""

_ON_ONE_LINE = 4.0
_VALUE_INSIDE = 0.7
"""A text may hold a year or a kind of study; each that could be a cell of its own makes it less likely one cell."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a column: `openings` are how its cells begin, `foreign` how those of other columns do.

    `width` is how many characters a line of it can have, None where that is not known; `after` are the columns that
    it is wont to come right after in a record; `shapes` are the kinds of all columns whose values have a shape.
    """

    column: Column
    after: frozenset[int]
    shapes: frozenset[ColumnKind]
    openings: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    width: float | None = None


def first_profiles(columns: tuple[Column, ...]) -> tuple[Profile, ...]:
    """Return what the heading row alone tells of the columns."""
    shapes = _shapes_of(columns)
    return tuple(Profile(column, frozenset(range(at)), shapes) for at, column in enumerate(columns))


def _shapes_of(columns: tuple[Column, ...]) -> frozenset[ColumnKind]:
    return frozenset(column.kind for column in columns if has_shape(column.kind))


def learn_profiles(
    columns: tuple[Column, ...], pieces: tuple[Piece, ...], placed: tuple[Placed, ...]
) -> tuple[Profile, ...]:
    """Return what a first reading of the table tells of its columns, by the cells that it is sure of."""
    openings: list[Counter[str]] = [Counter() for _ in columns]
    breaks: list[list[int]] = [[] for _ in columns]
    steps: Counter[tuple[int, int]] = Counter()
    for before, cell in zip((None, *placed), placed, strict=False):
        if cell.column == HEAD:
            continue
        if before is not None and not cell.opens:
            steps[before.column, cell.column] += 1
        if not cell.sure:
            continue
        if not cell.resumes:
            openings[cell.column][opening_of(_text(pieces, cell.first, cell.end))] += 1
        lines = line_widths(pieces[cell.first : cell.end])
        breaks[cell.column].extend(length + 1 + word for length, word in lines if word)
    own = [_own_openings(openings, at) for at in range(len(columns))]
    return tuple(
        Profile(
            column,
            shapes=_shapes_of(columns),
            after=frozenset(last for last in range(len(columns)) if _is_usual(steps, last, at)),
            openings=own[at],
            foreign=frozenset().union(*own[:at], *own[at + 1 :]),
            width=_WIDER * median(breaks[at]) if len(breaks[at]) >= _LEAST_BREAKS else None,
        )
        for at, column in enumerate(columns)
    )


def make_costs(profiles: tuple[Profile, ...], pieces: tuple[Piece, ...], alone: frozenset[str]) -> Costs:
    """Return what a reading of the pieces costs; `alone` are lines of the document outside the table.

    The themes under which studies stand are the headings of the text that explains them.
    """
    shapes = profiles[0].shapes
    places = any(profile.column.kind == "place" for profile in profiles)
    learned = any(profile.openings or profile.width for profile in profiles)
    groups = [at for at, profile in enumerate(profiles) if profile.column.kind == "group"]

    @cache
    def fit(at: int, first: int, end: int) -> float:
        text = _text(pieces, first, end)
        cost = _fit(profiles[at], text, alone, places=places)
        if end - first > 1 and not has_shape(profiles[at].column.kind):
            held = (piece.text for piece in pieces[first:end] if not piece.text[0].islower())
            cost += _VALUE_INSIDE * sum(any(is_value(shape, text) for shape in shapes) for text in held)
        width = profiles[at].width
        if width is not None and any(length > width for length, _ in line_widths(pieces[first:end])):
            cost += 2
        return cost

    @cache
    def missing(used: int) -> float:
        cost = 0.0
        for at, profile in enumerate(profiles):
            if used >> at & 1:
                continue
            if profile.column.kind == "group":
                cost += 1.5 * any(used >> outer & 1 for outer in groups if outer < at)
            else:
                cost += 1.5 if has_shape(profile.column.kind) else 3
        return cost

    @cache
    def follow(last: int, at: int) -> float:
        if last in profiles[at].after:
            return 0
        if at in groups:
            return 3
        # Texts are told apart by the order of the heading alone; values may come earlier than it, in all rows alike.
        by_shape = has_shape(profiles[last].column.kind) or has_shape(profiles[at].column.kind)
        return 0.7 if by_shape and not learned else 2

    @cache
    def pending(used: int, last: int) -> float:
        lacking = (at for at in range(len(profiles)) if not used >> at & 1 and at not in groups)
        return sum(min(1.5, follow(last, at)) for at in lacking)

    def begin(first: int, at: int) -> float:
        if first == 0:
            return 2.0 * (0 in groups and at != 0)
        # The rows of a table stand apart on the page; two of them never share a line.
        return 0 if pieces[first].gap else _ON_ONE_LINE if pieces[first].inside else 1.5

    def head(first: int) -> float:
        alone = pieces[first].gap and not (first + 1 < len(pieces) and pieces[first + 1].inside)
        return 1.5 if alone and _HEAD.match(pieces[first].text) else _IMPOSSIBLE

    return Costs(len(profiles), fit, missing, follow, begin, head, pending)


def begins_weakly(profile: Profile, piece: Piece) -> bool:
    """Return whether no more than a capital, on a line that is too long for one cell, tells that a cell begins."""
    if has_shape(profile.column.kind) or not piece.inside:
        return False
    return piece.seam.cut >= _WEAK and opening_of(piece.text) not in profile.openings


def is_doubtful(profile: Profile, pieces: tuple[Piece, ...], *, complete: bool) -> bool:
    """Return whether a cell looks as if it were another column's, or two cells in one, for all the order tells.

    That is where it begins like another column's cells or is wider than its column, and where something in it looks
    like the beginning of another cell. `complete` tells that its record lacks no column.
    """
    if has_shape(profile.column.kind):
        return False
    if opening_of(pieces[0].text) in profile.foreign:
        return True
    if any(_looks_like_a_cell(profile, piece, complete=complete) for piece in pieces[1:]):
        return True
    return profile.width is not None and any(length > profile.width for length, _ in line_widths(pieces))


def _looks_like_a_cell(profile: Profile, piece: Piece, *, complete: bool) -> bool:
    """Return whether a piece inside a cell may be the beginning of another one."""
    if piece.seam.join >= 1 and (piece.inside or not complete):
        return True
    if not piece.inside and opening_of(piece.text) in profile.foreign | profile.openings:
        return True
    if piece.inside and complete:
        return False
    return not piece.text[0].islower() and any(is_value(kind, piece.text) for kind in profile.shapes)


def _fit(profile: Profile, text: str, alone: frozenset[str], *, places: bool) -> float:
    """Return what it costs to take `text` as a cell of the column."""
    kind = profile.column.kind
    if has_shape(kind):
        if is_value(kind, text):
            return 0.8 * (kind == "person" and has_double_name(text))
        return (2.5 if has_open_shape(kind) else 4.0) if len(text) <= longest_value(kind) else _IMPOSSIBLE
    cost = 3.0 * any(is_value(shape, text) for shape in profile.shapes)
    if kind == "group":
        is_name = len(text) <= _LONGEST_THEME and text[-1] not in ".?!:;,"
        return cost + (0.5 * (text not in alone) if is_name else _IMPOSSIBLE)
    opening = opening_of(text)
    if opening in profile.foreign:
        cost += 2
    elif profile.openings and opening not in profile.openings:
        cost += 0.4
    if text[0].islower():
        cost += 0.4
    return cost + 0.8 * (places and opens_place(text) is not (kind == "place"))


def _own_openings(openings: list[Counter[str]], at: int) -> frozenset[str]:
    """Return the words with which cells of column `at` begin again and again, and of hardly any other column."""
    found = []
    for opening, count in openings[at].items():
        elsewhere = sum(counts[opening] for counts in openings) - count
        if opening and count >= _LEAST_OPENINGS and elsewhere * 3 <= count:
            found.append(opening)
    return frozenset(found)


def _is_usual(steps: Counter[tuple[int, int]], last: int, at: int) -> bool:
    """Return whether column `at` comes after `last` in the order of the heading, or does so again and again."""
    backward, forward = steps[last, at], steps[at, last]
    return backward >= 3 and 4 * backward > forward if last > at else 4 * backward >= forward or forward < 3


def _text(pieces: tuple[Piece, ...], first: int, end: int) -> str:
    """Return the text of the pieces, with a space between them."""
    return " ".join(piece.text for piece in pieces[first:end])
