"""The pieces that a typed query falls into: words, phrases, exclusions, filters, `OF`, and groups in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

OR = "OF"
"""Stands between what may take each other's place; in small letters it is a word like others."""

HINT = '"letterlijk", -zonder, COA OF IND, jaar:2025, soort:vraag'
"""What can be typed beside words, for those who are asked for a query."""

FIELDS = ("jaar", "soort", "document", "ministerie")
"""The filters that can be typed."""

# Keyboards, word processors and other languages write quotes differently, and the wrong way round.
_QUOTES = '"„”“‟«»＂'
_QUOTE = re.compile(f"[{_QUOTES}]")
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(?=\S)", re.IGNORECASE)
_GROUP = re.compile(r"\(([^()]*)\)(?=$|[\s,.;:?!)])")
_ARMED = re.compile(rf"(?<![^\s(])(?:-+(?=\w)|(?:{'|'.join(FIELDS)}):(?=\S))+", re.IGNORECASE)
_ARMED_OR = re.compile(rf"(?<![^\s(]){OR}(?!\S)")
_RUN = re.compile(rf"[^\s{_QUOTES}]+")
_SPACES = re.compile(r"\s*")
# `reis- en -systeem`: the second half of two compounds, and nothing that is to be left out.
_HALF_COMPOUND = re.compile(r"\w-\s+(?:en|of)\s+$", re.IGNORECASE)
_HYPHENS = re.compile(r"[-‐‑]*")
_AFTER_VALUE = ",;.?!)"

PieceKind = Literal["woord", "letterlijk", "zonder", "zonder letterlijk", "filter", "of", "groep"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a typed query: its kind, its text without operators, a filter's field, the pieces in a group.

    The text of a group is the whole, with its brackets.
    """

    kind: PieceKind
    text: str
    field: str = ""
    inner: tuple["Piece", ...] = ()


def split_query(typed: str) -> tuple[Piece, ...]:
    """Return the pieces of a typed query, in their order.

    A minus excludes only where it begins a word, so `in- en -uitstroom`, `COA-opvang` and `-5%` are words. A quote that
    is not closed reaches to the next operator or the end. One within a word or around nothing is left out, as is a
    bracket without its partner.
    """
    return tuple(_Scanner(typed).scan())


def disarm(text: str) -> str:
    """Return the words of a phrase so that they are no operators without its quotes: `-a OF b` becomes `a of b`."""
    words = _ARMED.sub(lambda match: re.sub("[-:]", " ", match[0]), text).split()
    return _ARMED_OR.sub(OR.lower(), " ".join(words))


def is_blank(text: str) -> bool:
    """Return whether a text has nothing to search for: no letter and no figure."""
    return not any(character.isalnum() for character in text)


class _Scanner:
    """Reads a typed query from left to right, once."""

    def __init__(self, typed: str) -> None:
        """Bind what was typed."""
        self._typed = typed
        self._at = 0

    def scan(self) -> Iterator[Piece]:
        """Yield the pieces."""
        while self._skip(_SPACES) < len(self._typed):
            if group := _GROUP.match(self._typed, self._at):
                self._at = group.end()
                yield Piece("groep", group[0], inner=split_query(group[1]))
            elif self._excludes(self._at):
                yield from self._read_exclusion()
            elif name := _FIELD.match(self._typed, self._at):
                self._at = name.end()
                text, quoted = self._read_text()
                yield Piece("filter", text if quoted else text.rstrip(_AFTER_VALUE), field=name[1].lower())
            elif self._typed[self._at] == "(":
                self._at += 1
            else:
                yield from self._read_plain()

    def _read_exclusion(self) -> Iterator[Piece]:
        """Yield the exclusion that begins here, unless it is of nothing."""
        self._at += 1
        text, quoted = self._read_text()
        text = text if quoted else text.rstrip(_AFTER_VALUE)
        if not is_blank(text):
            yield Piece("zonder letterlijk" if quoted else "zonder", text)

    def _read_plain(self) -> Iterator[Piece]:
        """Yield the phrase, word or `OF` that begins here, unless it is nothing but signs."""
        text, quoted = self._read_text()
        if quoted and not is_blank(text):
            yield Piece("letterlijk", text)
        elif text and not quoted:
            yield Piece("of" if text == OR else "woord", text)

    def _read_text(self) -> tuple[str, bool]:
        """Return what stands here up to the next space or quote, or within quotes, and whether it is quoted."""
        if self._at >= len(self._typed) or self._typed[self._at] not in _QUOTES:
            run = _RUN.match(self._typed, self._at)
            self._at = run.end() if run else self._at
            return (run[0] if run else ""), False
        self._at += 1
        if not self._opens(self._at - 1):
            self._skip(_HYPHENS)
            return "", False
        closing = _QUOTE.search(self._typed, self._at)
        end = closing.start() if closing else self._end_of_words()
        text = " ".join(self._typed[self._at : end].split())
        self._at = end + 1 if closing else end
        if closing:  # behind a closing quote a minus is a hyphen: `"COA"-opvang`
            self._skip(_HYPHENS)
        return text, True

    def _end_of_words(self) -> int:
        """Return where the words from here on end: at the next operator, or with the query."""
        end = self._at
        for run in _RUN.finditer(self._typed, self._at):
            if run[0] == OR or self._excludes(run.start()) or _FIELD.match(run[0]):
                break
            end = run.end()
        return end

    def _opens(self, place: int) -> bool:
        """Return whether the quote at a place may open: not within or behind a word, as in `5" scherm`."""
        before, after = self._typed[place - 1 : place], self._typed[place + 1 : place + 2]
        closed = _QUOTE.search(self._typed, place + 1) is not None
        return not before.isalnum() and (closed or bool(after.strip()))

    def _excludes(self, place: int) -> bool:
        """Return whether a minus that excludes stands at a place: before a letter or quote, behind no other sign."""
        before, after = self._typed[max(0, place - 1) : place], self._typed[place + 1 : place + 2]
        if self._typed[place : place + 1] != "-" or not after or not (not before.strip() or before == "("):
            return False
        halved = _HALF_COMPOUND.search(self._typed[max(0, place - 8) : place])
        return (after.isalpha() or after in _QUOTES) and halved is None

    def _skip(self, pattern: re.Pattern[str]) -> int:
        """Go on behind what a pattern matches here, which may be nothing; return where that is."""
        match = pattern.match(self._typed, self._at)
        self._at = match.end() if match else self._at
        return self._at
