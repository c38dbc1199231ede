"""The notes of text without markup, and their marks: where a note stands, and which digits point to it.

A note is a line below the text of a page that begins with a number; the number stands glued to a word above it. Only
where both are there, and the marks come in the order of the notes, are digits taken off a word.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace

from ingest.document import Line, Page
from ingest.notes.glued_marks import LIKELY, SUPERSCRIPTS, GluedMark, count_codes, find_glued_marks
from ingest.tables.numbers import split_values

_NOTE = re.compile(
    r"^\[?(?P<number>\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[\])]?(?: |(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹]))(?=[^\W\d_]|[‘’“”\"'«(<§&]|\d+ )"
)
_DOSSIER = re.compile(r"\b\d{2} \d{3}$")
"""The number of a dossier of parliament, which is no two figures: `Kamerstukken II 2023/24, 36 410`."""

_COLOPHON = re.compile(r"^(?:ISSN\b|(?:kst|ah|h)-|[’']s-Gravenhage \d{4}\b|.{0,40}\bvergaderjaar \d{4}[–-]\d{4},)")
_LINK = re.compile(r"^(?:https?:|www\.)")

MOST_LINES_BELOW = 4
"""So many lines may follow the notes of a page: what runs along its foot, and links that an extractor repeats there."""

MOST_LINES_ABOVE = 150
"""Notes in the midst of a page, as below a table, stand at most so many lines below their marks."""

MOST_LINES = 80
"""The notes of one page take up no more lines than this."""

NO_MARK = 12
"""What it costs to leave a note without a mark: more than the least sure of marks."""

_Position = tuple[int, int, int]
"""Where a mark stands: the index of the page, of the line in it, of the character in that."""


@dataclass(frozen=True, slots=True)
class _Notes:
    """A run of notes on consecutive lines of one page: its first line, the line after it, and the notes' numbers.

    `inner` are the numbers of further notes that may stand behind the last on its lines. `at_foot` tells that nothing
    of the body follows on the page, `apart` that a blank line stands above.
    """

    page: int
    first: int
    end: int
    numbers: tuple[int, ...]
    inner: tuple[int, ...]
    at_foot: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """A choice of marks for the notes so far: where the last stands, the cost of all, and each with its place."""

    last: _Position
    cost: int
    marks: tuple[tuple[_Position, GluedMark], ...]


@dataclass(slots=True)
class _Search:
    """The pages, what may be a mark in them by its number, and what has been found so far."""

    pages: tuple[Page, ...]
    options: dict[int, list[tuple[_Position, GluedMark]]]
    notes: set[tuple[int, int]] = field(default_factory=set)
    marks: dict[tuple[int, int], list[GluedMark]] = field(default_factory=dict)


def take_off_glued_marks(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Return the pages with the marks of their notes in `Line.marks`, and the role `note` on the lines of the notes."""
    search = _Search(pages, _find_options(pages))
    for p, page in enumerate(pages):
        i = 0
        while i < len(page.lines):
            run = _read_run(page.lines, p, i)
            marks = _match_run(search, run) if run is not None else ()
            if run is None or not marks:
                i += 1
                continue
            search.notes.update((p, j) for j in range(run.first, run.end) if page.lines[j].text)
            for (mark_page, line, _), mark in marks:
                search.marks.setdefault((mark_page, line), []).append(mark)
            i = run.end
    if not search.marks:
        return pages
    return tuple(
        replace(page, lines=tuple(_mend_line(line, (p, i), search) for i, line in enumerate(page.lines)))
        for p, page in enumerate(pages)
    )


def _find_options(pages: tuple[Page, ...]) -> dict[int, list[tuple[_Position, GluedMark]]]:
    """Return for each number where it stands glued to a word, in reading order."""
    codes: Counter[str] = count_codes(line.text for page in pages for line in page.lines)
    found: dict[int, list[tuple[_Position, GluedMark]]] = {}
    for p, page in enumerate(pages):
        for i, line in enumerate(page.lines):
            # In a row whose cells the format tells, a number is a value.
            for mark in () if line.cells else find_glued_marks(line.text, codes):
                found.setdefault(mark.number, []).append(((p, i, mark.start), mark))
    return found


def _read_run(lines: tuple[Line, ...], page: int, first: int) -> _Notes | None:
    """Return the run of notes that begins on line `first`, numbered on from there, or None where none begins."""
    number = _note_number(lines[first])
    apart = first == 0 or not lines[first - 1].text
    if number is None or not (apart or len(lines) - first <= 2 * MOST_LINES):
        return None
    numbers = [number]
    last, i = first, first + 1
    while i < min(len(lines), first + MOST_LINES):
        following = i + (not lines[i].text)
        if following >= len(lines) or _COLOPHON.match(lines[following].text):
            break
        if _note_number(lines[following]) == numbers[-1] + 1:
            numbers.append(numbers[-1] + 1)
            last = following
        elif not lines[i].text and not _LINK.match(lines[following].text):
            break
        i = following + 1
    inner = _find_inner(" ".join(line.text for line in lines[last:i]), numbers[-1])
    below = sum(bool(line.text) for line in lines[i : i + MOST_LINES])
    return _Notes(page, first, i, tuple(numbers), inner, below <= MOST_LINES_BELOW, apart)


def _find_inner(text: str, number: int) -> tuple[int, ...]:
    """Return the numbers of notes that an extractor put behind note `number` on its lines: `9 Zie … 10 Idem`."""
    found = []
    start = 0
    while match := re.compile(rf"\S {number + 1} (?=[^\W_a-z]|https?:|www\.|[‘“«(])").search(text, start):
        number, start = number + 1, match.end()
        found.append(number)
    return tuple(found)


def _note_number(line: Line) -> int | None:
    """Return the number with which a line begins a note, or None: a row of figures and a row of a table begin none."""
    match = _NOTE.match(line.text)
    if match is None or line.cells or len(split_values(_DOSSIER.sub("", line.text), 99)[1]) >= 2:
        return None
    return int(match["number"].translate(SUPERSCRIPTS))


def _match_run(search: _Search, run: _Notes) -> tuple[tuple[_Position, GluedMark], ...]:
    """Return the marks of a run of notes, or none where it is none of notes.

    The marks stand above it on its page; those of the last notes may stand on any page.
    """
    if not (run.apart or run.at_foot):
        return ()
    top = 0 if run.at_foot else max(0, run.first - MOST_LINES_ABOVE)
    at_end = run.at_foot and run.page == len(search.pages) - 1
    for first in [(run.page, top, 0), *([(0, 0, 0)] if at_end and run.page else [])]:
        for numbers in [run.numbers + run.inner, run.numbers][not run.inner :]:
            marks = _choose_marks(search, numbers, first, (run.page, run.first, 0))
            if _is_enough(run, numbers, marks):
                return marks
    return ()


def _is_enough(run: _Notes, numbers: tuple[int, ...], marks: tuple[tuple[_Position, GluedMark], ...]) -> bool:
    """Return whether the marks found show that the run is one of notes.

    At the foot of a page below a blank line most notes must have one; elsewhere all, and in the midst of a page none
    may be a code.
    """
    if run.at_foot and run.apart:
        return 2 * len(marks) > len(numbers)
    unsure = sum(mark.cost > LIKELY for _, mark in marks)
    return len(marks) == len(numbers) and (2 * unsure < len(numbers) if run.at_foot else not unsure)


def _choose_marks(
    search: _Search, numbers: tuple[int, ...], first: _Position, end: _Position
) -> tuple[tuple[_Position, GluedMark], ...]:
    """Return the marks of notes with these numbers between two places: in the order of the notes, the surest together.

    A note may stay without one.
    """
    # The ways to have read the notes so far: the further on the last mark stands, the lower the cost must be.
    ways = [_Way((-1, -1, -1), 0, ())]
    for number in numbers:
        steps = [replace(way, cost=way.cost + NO_MARK) for way in ways]
        options = search.options.get(number, [])
        low = bisect_left(options, first, key=lambda option: option[0])
        for at, mark in options[low : bisect_left(options, end, key=lambda option: option[0])]:
            fitting = [way for way in ways if way.last < at]
            if fitting and not _is_taken(search, at, mark):
                steps.append(_Way(at, fitting[-1].cost + mark.cost, (*fitting[-1].marks, (at, mark))))
        ways = []
        for step in sorted(steps, key=lambda step: (step.last, step.cost)):
            if not ways or step.cost < ways[-1].cost:
                ways.append(step)
    return ways[-1].marks


def _is_taken(search: _Search, at: _Position, mark: GluedMark) -> bool:
    """Return whether the place of a mark is a note itself, or holds another note's mark."""
    place = at[:2]
    others = search.marks.get(place, ())
    return place in search.notes or any(mark.start < other.end and other.start < mark.end for other in others)


def _mend_line(line: Line, place: tuple[int, int], search: _Search) -> Line:
    """Return a line without the marks found in it, and with its role where it is one of a note."""
    if place in search.notes:
        return replace(line, role="note")
    parts: list[str] = []
    taken: list[tuple[int, str]] = []
    start = length = 0
    for mark in sorted(search.marks.get(place, ()), key=lambda mark: mark.start):
        parts.append(line.text[start : mark.start])
        length += mark.start - start
        taken.append((length, line.text[mark.start : mark.end]))
        start = mark.end
    return replace(line, text="".join([*parts, line.text[start:]]), marks=tuple(taken)) if taken else line
