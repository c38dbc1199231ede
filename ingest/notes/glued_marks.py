"""What the mark of a note may be in text without markup: digits glued to what stands before them.

An extractor loses the raised print of a mark: `Ontwikkelingshulp2`, `zijn?2`, `20111` for mark 1 after 2011. The same
shape is a code or a unit elsewhere (`A15`, `NIS2`, `CO2`), so that each place has a cost: how unsure it is. Which of
them are marks is for the notes to tell (`ingest/notes/glued_notes.py`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.tables.numbers import split_values

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

SURE, LIKELY, UNSURE = 0, 1, 3
"""The cost of a mark: behind a word or a sentence; behind a year or a short word; in what could be a code."""

NEAR = 60
"""What stands at most so many characters before a mark tells what it is; a line may be a million long."""

_RUN = re.compile(r"\[\d{1,3}\]|\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_CLOSING = frozenset(")]?!;:.,%’”»\"'")
_FOLLOWING = frozenset(" .,;:?!)]’”»\"'/-–")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_UNIT = re.compile(r"^(?:[kcdm]?m[23]|co2|no[23x]?|n2|o[23]|h2|nh3|so2|pm\d+)$", re.IGNORECASE)
_CODE = re.compile(r"(?:^|[\s(/–-])[A-Z]\d+$")
_NUMBERED = re.compile(
    r"\b(?:nrs?|art|artt|no|p|pp|pag|blz|par|lid|hfst|bijl|vgl|cf|ed|vol|vraag)[.:]?$", re.IGNORECASE
)
"""What stands before a number of its own: `nr.5`, `vraag5`."""


@dataclass(frozen=True, slots=True)
class GluedMark:
    """What may be the mark of note `number`: where it stands in its line, and how unsure that is."""

    number: int
    start: int
    end: int
    cost: int


def count_codes(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word with digits at its end occurs: what comes back is a code rather than a marked word."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(re.findall(r"[^\W\d_]+\d+(?!\w)", text))
    return found


def find_glued_marks(text: str, codes: Counter[str]) -> Iterator[GluedMark]:
    """Yield all that may be a mark in a line, in reading order; `NIS24` may be one of note 24, or `NIS2` with one of 4.

    `codes` counts the words of the document that end in digits.
    """
    for run in _RUN.finditer(text):
        following = text[run.end() : run.end() + 2]
        if not run.start() or (following and following[0] not in _FOLLOWING):
            continue
        if following[:1] in {".", ",", ":"} and following[1:].isdigit():
            continue
        near = text[max(0, run.start() - NEAR) : run.start()]
        # `Omzet1)` closes no parenthesis: it belongs to the mark.
        end = run.end() + (following[:1] == ")" and near.count("(") <= near.count(")"))
        digits = run[0].strip("[]").translate(SUPERSCRIPTS)
        if digits != run[0]:
            cost = _cost_raised(near, run[0])
            if cost is not None and len(digits) <= 3:
                yield GluedMark(int(digits), run.start(), end, cost)
            continue
        for size in range(1, min(3, len(digits)) + 1):
            if digits[-size] == "0":
                continue
            cost = _cost_glued(near, digits, size, codes)
            # In a row of figures a year is a heading or a value: its last digit is its own.
            if cost == LIKELY and size < len(digits) and len(split_values(text[-NEAR:], 99)[1]) >= 2:
                continue
            if cost is not None:
                yield GluedMark(int(digits[-size:]), run.end() - size, end, cost)


def _cost_raised(before: str, mark: str) -> int | None:
    """Return the cost of a mark that is raised or in brackets; None where it is the power of a unit, as in `m²`."""
    word = _WORD_BEFORE.search(before)
    return None if word and mark[0] != "[" and re.match(r"^[kcdm]?m$", word[0]) else SURE


def _cost_glued(before: str, digits: str, size: int, codes: Counter[str]) -> int | None:
    """Return the cost of the last `size` digits as a mark, where the digits stand right behind `before`.

    None where they are none: a number of its own, a decimal, a unit (`CO2`), a code (`A15`), `nr.5`.
    """
    prefix, last = digits[:-size], before[-1]
    if prefix:
        if _YEAR.match(prefix) and not last.isalnum() and last not in ".,'’" and not before.endswith("€ "):
            return LIKELY
        word = _WORD_BEFORE.search(before)
        return UNSURE if word and codes[word[0] + prefix] else None
    if last.isalpha():
        return _cost_behind_word(before, digits, codes)
    if last not in _CLOSING or len(before) < 2 or before[-2] == " " or _NUMBERED.search(before):
        return None
    if last in ".,:" and before[-2].isdigit():
        return None
    return SURE if before[-2].isalpha() or before[-2] in _CLOSING else LIKELY


def _cost_behind_word(before: str, digits: str, codes: Counter[str]) -> int | None:
    """Return the cost of digits right behind a letter as a mark."""
    word = _WORD_BEFORE.search(before)
    assert word is not None  # a letter stands there
    token = word[0] + digits
    if _UNIT.match(token) or _CODE.search(before + digits) or _NUMBERED.search(word[0]):
        return None
    known = UNSURE if codes[token] > 1 else 0
    if word[0][-1].isupper():
        return UNSURE + known
    return known + (SURE if len(word[0]) > 3 else LIKELY)
