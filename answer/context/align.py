"""Which words of a page are which characters of a document's text, though neither is quite like the other.

The text of a document is cleaned: a word that was broken is whole again, a ligature is its letters, running lines
and the marks of notes stand elsewhere. What a page shows in order is found in the text in the same order, so that a
word or a figure that stands there more than once is the right one of them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

NO_WORD = -1
"""Stands for the characters of a text that are no word of the page."""

_PASSES = 3
"""What stands elsewhere, as a note does, is looked for in what is left; after so many times nothing more is found."""

_LEAST = 2
"""So many parts in a row must be the same for what stands elsewhere to be taken for the same."""

_MOST_LETTERS = 2_000
"""A longer stretch of letters that differs is no broken word."""

_PART = re.compile(r"[^\W\d_]+|\d+|\S")
_HYPHENS = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of letters or of digits, or another mark: as it is compared, and where each of its characters is from."""

    text: str
    places: tuple[int, ...]


def align_words(words: Sequence[str], text: str) -> tuple[int, ...]:
    """Return for each character of `text` the position in `words` of the word that it is of, or `NO_WORD`.

    `words` are in reading order. White space is of no word.
    """
    found = [NO_WORD] * len(text)
    shown = [part for number, word in enumerate(words) for part in _split(word, number)]
    said = _split(text)
    for number in range(_PASSES):
        matched = _match(shown, said, found, least=1 if number == 0 else _LEAST)
        if not any(matched):
            break
        shown = [part for part, done in zip(shown, matched[0], strict=True) if not done]
        said = [part for part, done in zip(said, matched[1], strict=True) if not done]
    return tuple(found)


def _match(
    shown: Sequence[_Part], said: Sequence[_Part], found: list[int], least: int
) -> tuple[list[bool], list[bool]]:
    """Put in `found` what is the same in the same order; return which parts that were, none where there is nothing."""
    done = [False] * len(shown), [False] * len(said)
    matcher = SequenceMatcher(None, [part.text for part in shown], [part.text for part in said], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if (kind == "equal" and i2 - i1 >= least) or (kind == "replace" and _is_broken(shown[i1:i2], said[j1:j2])):
            _note(shown[i1:i2], said[j1:j2], found)
            done[0][i1:i2] = [True] * (i2 - i1)
            done[1][j1:j2] = [True] * (j2 - j1)
    return done if any(done[0]) else ([], [])


def _is_broken(shown: Sequence[_Part], said: Sequence[_Part]) -> bool:
    """Return whether two stretches are the same letters, but for the hyphens where a word was broken."""
    first, second = _letters(shown), _letters(said)
    return first == second and 0 < len(first) <= _MOST_LETTERS


def _letters(parts: Sequence[_Part]) -> str:
    """Return the letters and marks of some parts without hyphens."""
    return "".join(part.text for part in parts).replace("-", "")


def _note(shown: Sequence[_Part], said: Sequence[_Part], found: list[int]) -> None:
    """Put in `found` of which words the characters of a stretch are, which is the same but for hyphens."""
    words = [place for part in shown for text, place in _pairs(part) if text != "-" or len(shown) == len(said)]
    places = [place for part in said for text, place in _pairs(part) if text != "-" or len(shown) == len(said)]
    for word, place in zip(words, places, strict=False):
        found[place] = word


def _pairs(part: _Part) -> list[tuple[str, int]]:
    """Return the characters of a part, each with where it is from."""
    return list(zip(part.text, part.places, strict=True))


def _split(text: str, word: int | None = None) -> list[_Part]:
    """Return the parts of a text; their characters are from `word`, or where that is None from their own place."""
    folded: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).translate(_HYPHENS).casefold()
        folded.extend((each, place if word is None else word) for each in plain)
    joined = "".join(character for character, _ in folded)
    return [
        _Part(match[0], tuple(place for _, place in folded[match.start() : match.end()]))
        for match in _PART.finditer(joined)
    ]


def list_runs(words: Sequence[int]) -> list[int]:
    """Return the words of some characters in their order, each once where it is repeated; without `NO_WORD`."""
    return [word for word, _ in groupby(words) if word != NO_WORD]
