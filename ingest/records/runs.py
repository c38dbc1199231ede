"""From the lines of a table of text to runs: lines of which each goes on in the next.

A cell's lines are broken where the next word finds no room in its column. So the length of a line, and of the word that
was put on the next one, tells how wide the column is, and a line that is longer holds more than one cell.
"""

from collections import Counter
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from ingest.layout import Layout
from ingest.records.heading_row import BodyLine

_WIDER = 1.15
"""Letters differ in width: a line may have so many times the characters of another one in its column."""


class RunLine(NamedTuple):
    """A line of a run: where it begins in the run's text and in the document, and what stands before it.

    `mended` tells that cleaning put it together of two lines of the page, so that its length tells nothing.
    """

    offset: int
    start: int
    gap: bool
    opens_page: bool
    mended: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of which each goes on in the next: their text, with a space between them, and what is known of each."""

    text: str
    lines: tuple[RunLine, ...]


class Stretch(NamedTuple):
    """A line within a run, as offsets of its text; its length, and how many characters its column has room for at most.

    `length` is 0 where it tells nothing; `room` is endless there, and where no line follows.
    """

    begin: int
    end: int
    length: int
    room: float


def find_runs(layout: Layout, lines: tuple[BodyLine, ...]) -> tuple[Run, ...]:
    """Return the runs of the lines: over all line ends that go on; without that cue, up to each gap."""
    pieces = Counter(span.start for span in layout.line_spans if span.start < span.end)
    runs: list[Run] = []
    text = ""
    parts: list[RunLine] = []
    for at, (i, opens) in enumerate(lines):
        line = layout.lines[i]
        goes_on = layout.lines[lines[at - 1].at].wraps if layout.cue else not (line.gap or opens)
        if parts and not goes_on:
            runs.append(Run(text, tuple(parts)))
            text, parts = "", []
        offset = len(text) + 1 if parts else 0
        parts.append(RunLine(offset, line.span.start, line.gap or opens, opens, pieces[line.span.start] > 1))
        text = f"{text} {line.text}" if offset else line.text
    return (*runs, Run(text, tuple(parts))) if parts else tuple(runs)


def place_in(run: Run, offset: int) -> int:
    """Return where in the document a character of the run's text stands."""
    line = next(line for line in reversed(run.lines) if line.offset <= offset)
    return line.start + offset - line.offset


def measure_lines(run: Run, begin: int = 0, end: int | None = None) -> list[Stretch]:
    """Return the lines of a run, or what lies of them between two offsets of its text."""
    end = len(run.text) if end is None else end
    stops = [*(line.offset - 1 for line in run.lines[1:]), len(run.text)]
    stretches = []
    for line, stop in zip(run.lines, stops, strict=True):
        if line.offset >= end or stop <= begin:
            continue
        first, last = max(line.offset, begin), min(stop, end)
        length = 0 if line.mended else last - first
        word = run.text[stop + 1 : end].split(" ", 1)[0]
        stretches.append(Stretch(first, last, length, length + 1 + len(word) if length and word else inf))
    return stretches


def find_crowded(run: Run, widest: float) -> list[Stretch]:
    """Return the lines of a run that are too long for the column of the lines before them and of those after.

    `widest` is the room that the widest column of the table has, for a line that has no others around it.
    """
    stretches = measure_lines(run)
    crowded = []
    for at, stretch in enumerate(stretches):
        sides = (stretches[:at], stretches[at + 1 :])
        rooms = [min(other.room for other in side) for side in sides if side]
        room = max((room for room in rooms if room < inf), default=widest)
        if stretch.length > _WIDER * room:
            crowded.append(stretch)
    return crowded


def widest_room(runs: tuple[Run, ...]) -> float:
    """Return how many characters the widest column has room for; endless where no line is broken."""
    rooms = sorted(stretch.room for run in runs for stretch in measure_lines(run) if stretch.room < inf)
    return rooms[len(rooms) * 9 // 10] if rooms else inf
