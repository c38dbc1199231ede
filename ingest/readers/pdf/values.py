"""The figures at the ends of a page's rows, and the columns that they stand in below each other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median_low

from ingest.readers.pdf.words import Row, Word

DASHES = frozenset("-–‒−—")
BLANKS = frozenset(
    ["n.v.t.", "nvt", "n.v.t", "n.b.", "n.t.b.", "ntb", "nnb", "n.n.b.", "p.m.", "pm", "PM", "x", "nihil"]
)
"""What stands in a column of figures where there is none."""

SIGNS = DASHES | {"+", "-/-", "–/–", "€", "EUR", "%"}
"""What stands beside a figure without being one."""

APART = 0.8
"""Columns of figures stand at least this part of the font size apart in most rows; words and figures of text do not."""

LEAST_CLOSE = 3
"""So many figures below each other make a column, however close it stands to the one before."""

MOST_SPREAD = 0.5
"""Figures that are set below each other begin, or end, within this part of the font size, all but one in five."""

_NUMBER = re.compile(r"^(?:€|EUR)?[-–‒−]?(?:€|EUR)?\d(?:[\d.,]*\d)?%?$")
_BESIDE = 0.6  # part of the font size between a sign and its number, or a number and its percent sign


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, or what stands in its place, in a row: where it begins and ends, and its words."""

    x0: int
    x1: int
    words: tuple[Word, ...]
    number: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip of a page that a column of figures takes up, and whether these are set below each other."""

    x0: int
    x1: int
    aligned: bool


@lru_cache(maxsize=10_000)
def is_number(text: str) -> bool:
    """Return whether a word is a figure: `9.452.543`, `41,5%`, `(12)`, `+5`; misprinted ones too (`19.694,355,00`)."""
    return _NUMBER.match(text.strip("()+*<>±≈")) is not None


def trailing_values(row: Row) -> tuple[Value, ...]:
    """Return the figures at the end of a row, from left to right; none where it ends in words or leads to a page.

    A sign joins the number that it stands before, and a euro or percent sign its number.
    """
    values: list[Value] = []
    words = list(row.words)
    while words:
        taken = _take_value(words)
        if taken is None:
            break
        values.append(Value(taken[0].x0, max(word.x1 for word in taken), tuple(taken), _has_number(taken)))
    leader = words and set(words[-1].text) <= {".", "…", "·", "_"} and len(words[-1].text) > 1
    return () if leader or not any(value.number for value in values) else tuple(reversed(values))


def _has_number(words: Iterable[Word]) -> bool:
    """Return whether one of the words is a figure."""
    return any(is_number(word.text) for word in words)


def _take_value(words: list[Word]) -> list[Word] | None:
    """Return the words of the last value of a row, taken off `words`; None where the row ends in another word."""
    tail: list[Word] = []
    while words and words[-1].raised:
        tail.insert(0, words.pop())  # the mark of a note behind the figure
    if words and words[-1].text == "%" and len(words) > 1 and is_number(words[-2].text):
        tail.insert(0, words.pop())
    if not words:
        words.extend(tail)
        return None
    word = words[-1]
    if is_number(word.text):
        taken = [words.pop(), *tail]
        if words and words[-1].text in {"€", "EUR"}:
            taken.insert(0, words.pop())
        if words and words[-1].text in DASHES | {"+", "-/-", "–/–"} and _is_beside(words[-1], taken[0]):
            taken.insert(0, words.pop())
        return taken
    if word.text in DASHES or word.text in BLANKS:
        return [words.pop(), *tail]
    words.extend(tail)
    return None


def _is_beside(before: Word, word: Word) -> bool:
    """Return whether two words stand as close together as a sign and its number."""
    return word.x0 - before.x1 <= _BESIDE * word.size


def find_strips(rows: Sequence[Row], least: int) -> tuple[Strip, ...]:
    """Return the columns that the figures at the ends of rows make up, from left to right.

    Figures of one column overlap, whether they are set to the right, in the middle or by their commas; those of two
    never do. A column has figures in at least `least` rows, or stands to the right of one that has; it stands apart
    from the words before it: `37` in `Artikel 37   12.000` is in none.
    """
    values = [(row, value) for row in rows for value in trailing_values(row) if value.number]
    strips: list[list[tuple[Row, Value]]] = []
    end = 0
    for row, value in sorted(values, key=lambda each: (each[1].x0, each[1].x1)):
        if strips and value.x0 < end:
            strips[-1].append((row, value))
            end = max(end, value.x1)
        else:
            strips.append([(row, value)])
            end = value.x1
    first = next((i for i, strip in enumerate(strips) if len(strip) >= least and _stands_apart(strip)), len(strips))
    made = ((strip, _make_strip([value for _, value in strip])) for strip in strips[first:])
    # Right of a column of figures others may stand close to it, as long as they are set below each other.
    return tuple(one for strip, one in made if _stands_apart(strip) or (one.aligned and len(strip) >= LEAST_CLOSE))


def _make_strip(values: Sequence[Value]) -> Strip:
    """Return the strip of the figures of a column.

    They are set below each other where their ends, their middles or their beginnings are; a column with one figure is.
    """
    ends = sorted(word.x1 for value in values for word in value.words if is_number(word.text))
    middles = sorted(value.x0 + value.x1 for value in values)
    starts = sorted(value.x0 for value in values)
    spread = min(_spread(ends), _spread(middles) // 2, _spread(starts))
    size = max(word.size for value in values for word in value.words)
    return Strip(starts[0], max(value.x1 for value in values), spread <= MOST_SPREAD * size)


def _stands_apart(strip: list[tuple[Row, Value]]) -> bool:
    """Return whether the figures of a column mostly stand further from the words before them than words do."""
    gaps = []
    for row, value in strip:
        before = [word.x1 for word in row.words if word.x0 < value.x0]
        gaps.append((value.x0 - max(before)) / row.size if before else APART)
    return median_low(gaps) >= APART or max(gaps) >= 2 * APART


def _spread(places: Sequence[int]) -> int:
    """Return within how much of each other most of the places lie: all but one in five."""
    if len(places) < 2:
        return 0
    keep = max(2, len(places) - len(places) // 5)
    return min(b - a for a, b in zip(places, places[keep - 1 :], strict=False))


def gap_between(strips: Sequence[Strip]) -> int:
    """Return the narrowest gap between neighbouring strips; a large number where there is but one."""
    return min((b.x0 - a.x1 for a, b in pairwise(strips)), default=10**6)
