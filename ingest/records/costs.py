"""What it costs to read the pieces of a table in one way or another.

The amounts are weights of evidence, measures of nothing: one is about the worth of a doubt that a reader would notice.
A cut that a shape or an opening shows costs less than half of that, a cell that its record lacks one and a half or
three, an order that the table does not have two, and a reading that nobody would think of too much to be one.
"""

import re
from functools import lru_cache

from ingest.records.column_values import (
    has_double_name,
    has_open_shape,
    has_shape,
    is_value,
    longest_value,
    opens_place,
)
from ingest.records.pieces import Piece, join_texts
from ingest.records.profiles import Profile, is_too_wide
from ingest.records.seams import opening_of

IMPOSSIBLE = 99.0

_LONGEST_THEME = 70
_HEAD = re.compile(
    r"(?:(?:Beleids)?[Aa]rtikel \d|(?:Tweede|Eerste) Kamer\b|Directoraat|DG |Minister(?:ie)? |Staatssecretaris "
    r"|(?:Lopende|Openstaande|Afgeronde|Nieuwe) |Moties|Toezeggingen)[^.:;]{0,80}$"
)
"""What heads some records in lists of motions, commitments and studies: whose they are, or how far they have come."""

_HEADING = 1.5
_HEADING_AS_TEXT = 2.5
_TEXT_MISSING = 3.0
_VALUE_MISSING = 1.5
_SUBTHEME_MISSING = 1.5
_FIRST_THEME_MISSING = 2.0
_NO_GAP_BEFORE_RECORD = 1.5
_RECORDS_ON_ONE_LINE = 4.0
_DISORDER = 2.0
_DISORDER_OF_VALUES = 0.7
_THEME_WITHIN_RECORD = 3.0
_ODD_VALUE = 4.0
_ODD_WORDS = 2.5
_DOUBLE_NAME = 0.8
_VALUE_AS_TEXT = 3.0
_VALUE_INSIDE_TEXT = 0.7
_TOO_WIDE = 2.0
_FOREIGN_OPENING = 2.0
_NEW_OPENING = 0.4
_SMALL_LETTER = 0.4
_NO_HEADING_ELSEWHERE = 0.5
_PLACE_AS_TEXT = 0.8


class TableCosts:
    """The costs of one table: those of its pieces, by what is known of its columns.

    `alone` are the lines of the document outside the table: themes are the headings of the text that explains them.
    """

    def __init__(self, profiles: tuple[Profile, ...], pieces: tuple[Piece, ...], alone: frozenset[str]) -> None:
        """Take what the costs are reckoned by."""
        self.columns = len(profiles)
        self._profiles = profiles
        self._pieces = pieces
        self._alone = alone
        self._themes = [at for at, profile in enumerate(profiles) if profile.column.kind == "group"]
        self._has_places = any(profile.column.kind == "place" for profile in profiles)
        self._is_first = not any(profile.openings or profile.foreign for profile in profiles)
        self.missing = lru_cache(None)(self._missing)
        self.follow = lru_cache(None)(self._follow)
        self.pending = lru_cache(None)(self._pending)

    def fit(self, column: int, first: int, end: int) -> float:
        """Return what it costs to take the pieces from `first` to before `end` as a cell of the column."""
        profile, pieces = self._profiles[column], self._pieces[first:end]
        text = join_texts(pieces)
        if has_shape(profile.column.kind):
            cost = _fit_value(profile, text)
        elif profile.column.kind == "group":
            cost = self._fit_theme(profile, text)
        else:
            cost = self._fit_text(profile, text)
            inner = (piece.text for piece in pieces if len(pieces) > 1 and not piece.text[0].islower())
            cost += _VALUE_INSIDE_TEXT * sum(_is_any_value(profile, part) for part in inner)
        return cost + _TOO_WIDE * is_too_wide(profile, pieces)

    def begin(self, first: int, column: int) -> float:
        """Return what it costs to begin a record with the piece `first` in the column.

        The first row of a table has its theme. Rows stand apart on the page; two of them never share a line.
        """
        if first == 0:
            return _FIRST_THEME_MISSING * (0 in self._themes and column != 0)
        if self._pieces[first].inside:
            return _RECORDS_ON_ONE_LINE
        return 0 if self._pieces[first].gap else _NO_GAP_BEFORE_RECORD

    def head(self, first: int) -> float:
        """Return what it costs to take a piece as a row of its own that heads the records below it."""
        piece = self._pieces[first]
        shared = first + 1 < len(self._pieces) and self._pieces[first + 1].inside
        return _HEADING if piece.gap and not shared and _HEAD.match(piece.text) else IMPOSSIBLE

    def _missing(self, used: int) -> float:
        """Return what the columns cost that a record lacks; a theme may go on, but not beside a new one before it."""
        cost = 0.0
        for at, profile in enumerate(self._profiles):
            if used >> at & 1:
                continue
            if profile.column.kind == "group":
                cost += _SUBTHEME_MISSING * any(used >> outer & 1 for outer in self._themes if outer < at)
            else:
                cost += _VALUE_MISSING if has_shape(profile.column.kind) else _TEXT_MISSING
        return cost

    def _follow(self, last: int, column: int) -> float:
        """Return what it costs that the column comes right after the column `last` in a record.

        Texts are told apart by the order of the heading row alone; values may come earlier than there, in all rows.
        """
        if last in self._profiles[column].after:
            return 0
        if column in self._themes:
            return _THEME_WITHIN_RECORD
        by_shape = any(has_shape(self._profiles[at].column.kind) for at in (last, column))
        return _DISORDER_OF_VALUES if by_shape and self._is_first else _DISORDER

    def _pending(self, used: int, last: int) -> float:
        """Return what a record will hardly be spared any more: columns before its last one that it lacks."""
        lacking = (at for at in range(self.columns) if not used >> at & 1 and at not in self._themes)
        return sum(min(_VALUE_MISSING, self._follow(last, at)) for at in lacking)

    def _fit_theme(self, profile: Profile, text: str) -> float:
        """Return what it costs to take a text as the name of a theme."""
        if len(text) > _LONGEST_THEME or text[-1] in ".?!:;,":
            return IMPOSSIBLE
        return _VALUE_AS_TEXT * _is_any_value(profile, text) + _NO_HEADING_ELSEWHERE * (text not in self._alone)

    def _fit_text(self, profile: Profile, text: str) -> float:
        """Return what it costs to take a text as a cell of a column of texts, or of places in parliament's papers."""
        cost = _VALUE_AS_TEXT * _is_any_value(profile, text) + _SMALL_LETTER * text[0].islower()
        cost += _HEADING_AS_TEXT * (_HEAD.match(text) is not None)
        opening = opening_of(text)
        if opening in profile.foreign:
            cost += _FOREIGN_OPENING
        elif profile.openings and opening not in profile.openings:
            cost += _NEW_OPENING
        is_place = profile.column.kind == "place"
        return cost + _PLACE_AS_TEXT * (self._has_places and opens_place(text) is not is_place)


def _fit_value(profile: Profile, text: str) -> float:
    """Return what it costs to take a text as a value of a column whose values have a shape."""
    kind = profile.column.kind
    if is_value(kind, text):
        return _DOUBLE_NAME * (kind == "person" and has_double_name(text))
    if len(text) > longest_value(kind):
        return IMPOSSIBLE
    return _ODD_WORDS if has_open_shape(kind) else _ODD_VALUE


def _is_any_value(profile: Profile, text: str) -> bool:
    """Return whether a text as a whole has the shape of a value of some column of the table."""
    return any(is_value(kind, text) for kind in profile.shapes)
