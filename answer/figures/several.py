"""A query that asks for several figures, taken apart: `COA en Nidos in 2025`, `2025 t/m 2027`, `IND, COA en DT&V`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from answer.figures.terms import list_joined

_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(rf"\b(?P<first>{_YEAR})\s*(?:t/m|tot en met)\s*(?P<last>{_YEAR})\b", re.IGNORECASE)
_YEARS = re.compile(rf"\b{_YEAR}(?:\s*(?:,|\ben\b|\bof\b)(?:\s*(?:in|voor))?\s*{_YEAR})+\b", re.IGNORECASE)
_LONGEST_RANGE = 10
_MOST_WORDS = 5
"""No thing in a list is described by more words, where no comma tells."""

_JOINS = frozenset({"en", "versus", "vs", "&"})
_SMALL = frozenset(
    "de het een van voor in aan op bij per over naar uit met tot en of dan als is was zijn waren door om te".split()  # noqa: SIM905 - a list of words is easier to read as a text
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a query asks: the query for it alone, and what tells it from the others (`2026`)."""

    text: str
    asked: str


def split_years(text: str) -> tuple[Part, ...]:
    """Return a query for each of the years that `text` lists, or that lie in its range; the text itself without."""
    span = _RANGE.search(text)
    if span is not None:
        first, last = int(span["first"]), int(span["last"])
        if first < last <= first + _LONGEST_RANGE:
            return _replace_years(text, span, [str(year) for year in range(first, last + 1)])
    listed = _YEARS.search(text)
    years = list(dict.fromkeys(re.findall(_YEAR, listed[0]))) if listed else []
    if listed is not None and len(years) > 1:
        return _replace_years(text, listed, years)
    return (Part(text, ""),)


def split_subjects(
    text: str, joins: frozenset[str] = _JOINS, fixed: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[tuple[Part, ...]]:
    """Yield the ways to read `text` as a list of things, the shortest things first.

    Which words belong to each, only what the documents have can tell. Words that are `fixed` together (`baten en
    lasten`) are not taken apart.
    """
    words = text.split()
    for place, word in enumerate(words):
        if word.casefold() in joins and 0 < place < len(words) - 1 and not _is_fixed(words, place, fixed):
            yield from _split_at(words, place)


def joined_words(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words before and behind each `en`, small words left out."""
    words = [word.strip("?.,:;()") for word in text.split() if word.casefold() in _JOINS or not _is_filler(word)]
    return tuple(
        (words[place - 1], words[place + 1])
        for place, word in enumerate(words)
        if word.casefold() in _JOINS and 0 < place < len(words) - 1
    )


def _is_filler(word: str) -> bool:
    """Return whether a word says nothing of the thing that it stands before."""
    return word.casefold() in _SMALL


def _replace_years(text: str, found: re.Match[str], years: list[str]) -> tuple[Part, ...]:
    """Return the query for each year."""
    return tuple(Part(f"{text[: found.start()]}{year}{text[found.end() :]}", year) for year in years)


def _split_at(words: list[str], place: int) -> Iterator[tuple[Part, ...]]:
    """Yield the readings of a list whose last thing follows the word at `place`."""
    segments = _segments(words[:place])
    sizes = product(range(1, _MOST_WORDS + 1), repeat=2)
    for before, behind in sorted(sizes, key=lambda size: (sum(size), size)):
        first, *middle = segments
        if before > len(first) or behind > len(words) - place - 1:
            continue
        things = [first[-before:], *middle, words[place + 1 : place + 1 + behind]]
        if any(_is_small(thing) for thing in things):
            continue
        lead, rest = first[:-before], words[place + 1 + behind :]
        yield tuple(
            Part(" ".join((*lead, *thing, *rest)), " ".join(drop_small(thing)).strip("?.,:;() ")) for thing in things
        )


def _is_fixed(words: list[str], place: int, fixed: frozenset[tuple[str, str]]) -> bool:
    """Return whether the words around a joining one belong together."""
    around = list_joined(f"{words[place - 1]} en {' '.join(words[place + 1 : place + 3])}")
    return bool(around) and around[0] in fixed


def _segments(words: list[str]) -> list[list[str]]:
    """Return the words before the last thing, cut behind each comma."""
    segments: list[list[str]] = [[]]
    for word in words:
        segments[-1].append(word.removesuffix(","))
        if word.endswith(","):
            segments.append([])
    return [segment for segment in segments if segment] or [[]]


def _is_small(thing: list[str]) -> bool:
    """Return whether a thing begins or ends so that it is none by itself: with small words only, or cut behind one."""
    return not thing or not drop_small(thing) or thing[-1].casefold() in _SMALL


def drop_small(thing: list[str]) -> list[str]:
    """Return a thing without the small words that it begins or ends with."""
    while thing and thing[0].casefold() in _SMALL:
        thing = thing[1:]
    while thing and thing[-1].casefold() in _SMALL:
        thing = thing[:-1]
    return thing
