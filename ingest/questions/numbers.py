"""Questions and answers that have a number and no label: `13`, `13.` or `13 en 14`, alone on a line or before the text.

Numbers stand before much else: headings, lists, notes. They count in a document that says on its first lines that it
answers questions, or that has labels of answers, and there only as a run that counts up and of which most are asked.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace

from ingest.layout import Layout
from ingest.questions.marks import LEAST_QUESTIONS, NUMBERS, Mark
from ingest.shapes import starts_anew

_NUMBERED = re.compile(
    rf"^(?P<number>{NUMBERS})(?P<close>[.)]?)(?:$| (?:Vra(?:ag|gen):? )?(?P<text>[^\W\d_a-zà-ÿ].*|[‘“«\"'(].*)$)"
)
_ANSWERS_HEAD = re.compile(
    r"^(?:Antwoord(?:en)?|Beantwoording)(?: van (?:de )?(?:heer |mevrouw )?(?:[Mm]inister|[Ss]taatssecretaris)\b.*)?:?$"
)
_ASKS = re.compile(r"\bvra(?:ag|gen)\b|\bKamervragen\b", re.IGNORECASE)
_ANSWERS = re.compile(r"\b(?:be)?antwoord(?:en|ing|t)?\b", re.IGNORECASE)
_ASKED = re.compile(r"\?[\d)»”’]*(?: |$)")

FRONT = 80
"""Within so many lines a document says that it answers questions: title, addressee and a letter come before them."""

LONGEST_QUESTION = 40
"""Within so many lines of its number a question has a question mark."""

LEAST_RUN = 3
"""So many numbers that count up are questions without a single label of an answer; two may be chance."""

MOST_ASTRAY = 1 / 3
"""More questions than this share outside the run that counts up, and the numbers count something else."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line that begins with a number: the mark it would be, how the number is written, whether it is asked there."""

    mark: Mark
    form: str
    asked: bool

    @property
    def first(self) -> int:
        """Return the first number of the line."""
        return int(re.sub(r"\D", "", self.mark.numbers[0]))

    @property
    def last(self) -> int:
        """Return the last number of the line: 4 of `3 en 4`."""
        return int(re.sub(r"\D", "", self.mark.numbers[-1]))


def find_numbered(layout: Layout, answers: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of questions with a number and no label, and of their answers; `answers` are those with a label.

    The answers follow each question, labelled or not, or all together with the same numbers below a line `Antwoord`.
    """
    lines = _find_numbers(layout, 0)
    asked = [line for line in lines if line.asked]
    if len(asked) < LEAST_QUESTIONS:
        return ()
    head = find_head(layout, asked[0].mark.line, answers)
    if head is not None:
        questions = _read_run([line for line in lines if line.mark.line < head], open_end=True)
        numbered = number_answers(layout, head, frozenset(number for mark in questions for number in mark.numbers))
        if len(questions) >= LEAST_QUESTIONS and numbered:
            return (*questions, Mark("end", head), *numbered)
    if len(answers) < LEAST_QUESTIONS and not _says_so(layout, asked[0].mark.line):
        return ()
    questions = _read_run(lines)
    astray = len(asked) - len(questions)
    if len(questions) < (LEAST_QUESTIONS if answers else LEAST_RUN) or astray > MOST_ASTRAY * len(questions):
        return ()
    return tuple(sorted([*questions, *answers], key=lambda mark: mark.line))


def find_head(layout: Layout, first: int, answers: tuple[Mark, ...]) -> int | None:
    """Return the line below the question on line `first` that heads a list of all answers; None where there is none.

    It is the only one of its kind, and no answer has a label of its own.
    """
    heads = [i for i in range(first + 1, len(layout.lines)) if _ANSWERS_HEAD.match(layout.lines[i].text)]
    together = set(heads)
    apart = [i for i in heads if i - 1 not in together]  # `Antwoord`, and right below it `Antwoord van minister …`
    own = len(apart) != 1 or any(mark.number or mark.line < apart[0] for mark in answers)
    return None if own else apart[0]


def number_answers(layout: Layout, head: int, numbers: frozenset[str]) -> tuple[Mark, ...]:
    """Return the marks of the answers below line `head` that have a number, out of `numbers`, and no label."""
    lines = [line for line in _find_numbers(layout, head + 1) if set(line.mark.numbers) <= numbers]
    if not lines:
        return ()
    marks: list[Mark] = []
    last = 0
    for line in lines:
        if line.form == lines[0].form and line.first > last:
            marks.append(replace(line.mark, kind="answer"))
            last = line.last
    return tuple(marks)


def _says_so(layout: Layout, end: int) -> bool:
    """Return whether the first lines, before line `end`, say that the document answers questions."""
    front = " ".join(line.text for line in layout.lines[: min(end, FRONT)])
    return bool(_ASKS.search(front) and _ANSWERS.search(front))


def _find_numbers(layout: Layout, first: int) -> list[_Numbered]:
    """Return the lines from `first` on that begin with a number where a block can begin."""
    found = []
    for i in range(first, len(layout.lines)):
        line = layout.lines[i]
        match = _NUMBERED.match(line.text)
        if match is None or line.cells or line.role in {"note", "caption", "header", "row"}:
            continue
        if _can_begin(layout, i, alone=match["text"] is None):
            text = match.start("text") if match["text"] else None
            form = "alone" if text is None else match["close"]
            found.append(_Numbered(Mark("question", i, match["number"], text), form, _is_asked(layout, i, text)))
    return found


def _can_begin(layout: Layout, i: int, *, alone: bool) -> bool:
    """Return whether a question can begin on line `i`: below a gap, or where the line before has come to an end.

    A number alone on the last line of a page is the page's.
    """
    if alone and (i + 1 == len(layout.lines) or layout.lines[i + 1].opens_page):
        return False
    if starts_anew(layout, i) or alone or layout.lines[i].role:
        return True
    before = layout.lines[i - 1]
    return not before.wraps and before.text.endswith((".", "?", "!", ":", ";"))


def _is_asked(layout: Layout, first: int, text: int | None) -> bool:
    """Return whether a question mark closes a sentence of the paragraph behind the number on line `first`."""
    end = min(first + LONGEST_QUESTION, len(layout.lines))
    begins = first if text is not None else first + 1
    for i in range(begins, end):
        line = layout.lines[i]
        if i > begins and (line.gap or _NUMBERED.match(line.text)):
            return False
        if _ASKED.search(line.text):
            return True
    return False


def _read_run(lines: list[_Numbered], *, open_end: bool = False) -> list[Mark]:
    """Return the marks of the most questions of one form whose numbers count up, out of `lines`.

    A stray number drops out instead of ending the run. One that is missing from it is there after all where a line
    between its neighbours has it: a question may end in a full stop (`Graag een toelichting.`). The same goes for what
    comes after the last one where nothing but questions does (`open_end`).
    """
    forms = Counter(line.form for line in lines if line.asked).most_common(1)
    alike = [line for line in lines if forms and line.form == forms[0][0]]
    run = _longest_rise([line for line in alike if line.asked])
    following = dict(zip(run, run[1:], strict=False))
    filled: list[_Numbered] = []
    until: _Numbered | None = None
    for line in alike:
        if line in following or line in run[-1:]:
            filled.append(line)
            until = following.get(line)
        elif filled and line.first == filled[-1].last + 1 and (open_end if until is None else line.first < until.first):
            filled.append(line)
    return [line.mark for line in filled]


def _longest_rise(lines: list[_Numbered]) -> list[_Numbered]:
    """Return the most of the lines, in their order, whose numbers rise."""
    tails: list[int] = []  # the lowest number on which a run of each length ends, and its line
    ends: list[_Numbered] = []
    before: dict[_Numbered, _Numbered | None] = {}
    for line in lines:
        place = bisect_left(tails, line.first)
        tails[place : place + 1] = [line.first]
        ends[place : place + 1] = [line]
        before[line] = ends[place - 1] if place else None
    run: list[_Numbered] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]
