"""The stretches of lines that questions and answers take up: where each ends, where its text begins, what is whose."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.document import Span
from ingest.headings.loose import find_theme
from ingest.layout import Layout
from ingest.questions.marks import ONE, Mark, write_number
from ingest.shapes import APPENDIX, CAPTION, starts_anew

_NOTE = re.compile(r"^\d{1,2} [^\W\d_]")
_OWN_NUMBER = re.compile(rf"{ONE}[.):]? +")
_ASKER = re.compile(r"^Vragen van (?:het lid|de leden) [A-Z]")
"""What introduces the questions of another member in one letter, whose numbers begin at 1 again."""

LEAST_WIDTH = 40
"""A heading of an appendix is shorter than a line of the body; in a text of short lines it may have as many letters."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of a question or an answer, from `first` to before `end`, and where its text begins and closes.

    `start` and `close` are characters, without the label (`Vraag 3:`) and the notes at the foot of the page; `start` is
    None where nothing stands there but the label.
    """

    first: int
    end: int
    start: int | None
    close: int

    @property
    def span(self) -> Span | None:
        """Return the span of its text, None where it has none."""
        return None if self.start is None else Span(self.start, max(self.start, self.close))


@dataclass(frozen=True, slots=True)
class StretchReader:
    """Reads the stretches between marks; `notes` are the lines of notes."""

    layout: Layout
    notes: frozenset[int]
    marks: list[Mark]

    def read_asked(self, mark: Mark, end: int) -> tuple[tuple[str, Stretch], ...]:
        """Return the questions that `mark` begins and that end before line `end`, each with its number.

        Questions under one label are taken apart where their texts can be told, and else are one.
        """
        asked = self.read_stretch(mark.line, end, mark)
        return tuple(self._take_apart(mark, asked))

    def find_end(self, mark: Mark) -> int:
        """Return the line before which what `mark` begins has ended: the next mark, an appendix, or headings."""
        place = bisect_right(self.marks, mark.line, key=lambda other: other.line)
        after = self.marks[place] if place < len(self.marks) else None
        limit = after.line if after is not None else len(self.layout.lines)
        end = next((i for i in range(mark.line + 1, limit) if self._ends_answer(i)), limit)
        if after is not None and after.kind == "question" and end == limit:
            # A heading with nothing under it before the next question heads that one.
            end = find_theme(self.layout, end, mark.line)
        return end

    def _ends_answer(self, i: int) -> bool:
        """Return whether line `i` begins an appendix, or a table that belongs to a question: answers are over there."""
        line = self.layout.lines[i]
        if not (starts_anew(self.layout, i) or line.opens_page):
            return False
        caption = CAPTION.match(line.text)
        named = bool(caption and re.search(r"vraag|antwoord", caption["name"])) or bool(_ASKER.match(line.text))
        return named or bool(APPENDIX.match(line.text) and len(line.text) < max(self.layout.width, LEAST_WIDTH))

    def read_stretch(self, first: int, end: int, mark: Mark | None) -> Stretch:
        """Return the stretch of the lines from `first` to before `end`, whose label `mark` is, if it has one."""
        lines = self.layout.lines
        last = end - 1
        while last > first and last in self.notes:
            last -= 1
        start: int | None = lines[first].span.start
        if mark is not None and mark.text is not None:
            start = lines[first].span.start + mark.text
        elif mark is not None:
            start = lines[first + 1].span.start if last > first else None
        return Stretch(first, end, start, lines[last].span.end)

    def find_unmarked_answer(self, mark: Mark, end: int) -> int | None:
        """Return the line on which an answer without a label begins: below the first gap after the question.

        Paragraphs that end in a question mark go on asking while more comes below them. Where no gap comes after the
        last question mark, the answer begins on the next line; where there is no question mark, below the first gap.
        """
        lines, first = self.layout.lines, mark.line
        begins = first if mark.text is not None else first + 1
        starts = [i for i in range(begins + 1, end) if lines[i].gap or lines[i].opens_page]
        stops = [*starts, end]
        asked = next((i for i in range(first, end) if lines[i].text.endswith("?")), None)
        if asked is None:
            gap = starts[0] if starts else None
        else:
            stop = next(stop for stop in stops if stop > asked)
            while stop != end and lines[stops[stops.index(stop) + 1] - 1].text.endswith("?") and stop != stops[-2]:
                stop = stops[stops.index(stop) + 1]
            gap = stop if stop != end else None
        if gap is not None and (gap in self.notes or _NOTE.match(lines[gap].text)):
            # Notes at the foot of the page stand between the question and its answer, which begins on the next page.
            gap = next((i for i in range(gap + 1, end) if lines[i].opens_page), gap)
        if gap is not None or asked is None:
            return gap
        last = max(i for i in range(asked, end) if lines[i].text.endswith("?"))
        return last + 1 if last + 1 < end else None

    def _take_apart(self, mark: Mark, asked: Stretch) -> Iterator[tuple[str, Stretch]]:
        """Yield each question under one label with its number where its text can be told, else all of them as one."""
        numbers = mark.numbers
        first = mark.line if mark.text is not None else mark.line + 1
        own = [i for i in range(first, asked.end) if i not in self.notes]
        starts = self._find_numbered_parts(own, numbers) if len(numbers) > 1 else []
        numbered = bool(starts)
        if not starts and len(numbers) > 1:
            starts = self._find_paragraphs(own)
        if len(numbers) < 2 or len(starts) != len(numbers):
            yield write_number(mark.number), asked
            return
        ends = [*starts[1:], asked.end]
        for number, start, end in zip(numbers, starts, ends, strict=True):
            line = asked.first if start == first else start
            part = self.read_stretch(line, end, mark if start == first else None)
            yield number, self._without_number(part) if numbered else part

    def _find_numbered_parts(self, own: list[int], numbers: tuple[str, ...]) -> list[int]:
        """Return the lines that begin with the numbers of the label, one after the other; none where any is missing."""
        starts: list[int] = []
        for i in own:
            if len(starts) < len(numbers) and re.match(rf"{numbers[len(starts)]}[.):]? ", self.layout.lines[i].text):
                starts.append(i)
        return starts if len(starts) == len(numbers) and starts[0] == own[0] else []

    def _without_number(self, part: Stretch) -> Stretch:
        """Return the stretch with its text beginning behind the number before it."""
        match = _OWN_NUMBER.match(self.layout.text, part.start or 0)
        return replace(part, start=match.end()) if match and part.start is not None else part

    def _find_paragraphs(self, own: list[int]) -> list[int]:
        """Return the lines that begin a paragraph, each of which closes with a full stop or a question mark."""
        lines = self.layout.lines
        starts = own[:1]
        for before, i in zip(own, own[1:], strict=False):
            begins = lines[i].gap or lines[i].role or (self.layout.cue and not lines[before].wraps)
            if begins or (lines[i].opens_page and lines[before].text.endswith("?")):
                if not lines[before].text.rstrip("0123456789").endswith(("?", ".")):
                    return []
                starts.append(i)
        return starts
