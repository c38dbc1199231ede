"""The pieces that a typed query falls into: words, phrases, exclusions, filters, `OF`, and groups in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

OR = "OF"
"""Stands between what may take each other's place; in small letters it is a word like others."""

FIELDS = ("jaar", "soort", "document", "ministerie")
"""The filters that can be typed."""

# Keyboards, word processors and other languages write quotes differently, and the wrong way round.
_QUOTES = "\"„”“‟«»＂"
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(?=\S)", re.IGNORECASE)
_GROUP = re.compile(r"\(([^()]*)\)(?=$|[\s,.;:?!)])")
_RUN = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
_AFTER_VALUE = ",;.?!)"

PieceKind = Literal["woord", "letterlijk", "zonder", "zonder letterlijk", "filter", "of", "groep"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a typed query: its kind, its text without operators, a filter's field, the pieces in a group.

    A group's `text` is the whole, brackets included.
    """

    kind: PieceKind
    text: str
    field: str = ""
    inner: tuple["Piece", ...] = ()


def split_query(typed: str) -> tuple[Piece, ...]:
    """Return the pieces of a typed query, in their order.

    A minus excludes only where it begins a word, so `in- en uitstroom`, `COA-opvang` and `-5%` are words. A quote that
    is not closed reaches to the next operator or the end; one within a word or around nothing is left out, as is a
    bracket without its partner.
    """
    return tuple(_Scanner(typed).scan())


def is_blank(text: str) -> bool:
    """Return whether a text has nothing to search for: no letter and no figure."""
    return not any(character.isalnum() for character in text)


class _Scanner:
    """Reads a typed query from left to right, once."""

    def __init__(self, typed: str) -> None:
        """Bind what was typed."""
        self._typed = typed
        self._position = 0

    def scan(self) -> Iterator[Piece]:
        """Yield the pieces."""
        while self._skip_spaces():
            group = _GROUP.match(self._typed, self._position)
            if group:
                self._position = group.end()
                yield Piece("groep", group[0], inner=split_query(group[1]))
            elif self._here() == "(":
                self._position += 1
            elif self._excludes():
                self._position += 1
                text, quoted = self._read_text()
                yield from _known(Piece("zonder letterlijk" if quoted else "zonder", text))
            elif field := _FIELD.match(self._typed, self._position):
                self._position = field.end()
                text, quoted = self._read_text()
                yield Piece("filter", text if quoted else text.rstrip(_AFTER_VALUE), field=field[1].lower())
            else:
                yield from self._scan_plain()

    def _scan_plain(self) -> Iterator[Piece]:
        """Yield a phrase, a word, or `OF`."""
        text, quoted = self._read_text()
        if quoted:
            yield from _known(Piece("letterlijk", text))
            return
        # Behind a closing quote a minus is a hyphen: `"COA"-opvang`.
        text = re.sub(r"^-+(?=\w)", "", text) if not self._follows_space(len(text)) else text
        if text:
            yield Piece("of" if text == OR else "woord", text)
"""
"""
