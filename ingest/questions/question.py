"""From lines to questions and answers: where each begins, its number, and what is the one and what the other.

An answer may stand far from its question (all questions first, then all answers), and may answer several. Questions
that are printed apart are records of their own, with the same answer. Questions printed under one label (`Vraag 3, 4 en
5`) are taken apart only where the source shows which text is whose: by the numbers before them, or by as many
paragraphs as numbers; else they stay one record with the number as printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ingest.document import Span
from ingest.layout import Layout
from ingest.questions.marks import LEAST_QUESTIONS, NUMBERS, Mark, find_labels, split_number
from ingest.questions.numbers import find_head, find_numbered, number_answers
from ingest.questions.stretches import Stretch, StretchReader

_TOGETHER = re.compile(rf"^(?:De )?(?:[Aa]ntwoorden op (?:de )?)?[Vv]ragen (?P<number>{NUMBERS})\b")

MOST_LABELLED = 0.5
"""Where labels begin the answers to more than this share of the questions, no answer begins without one."""

MOST_REPEATED = 20
"""A document may hold the questions of as many members, each counted from 1."""


@dataclass(frozen=True, slots=True)
class QuestionLines:
    """A question by its lines, and those of its answer, which may be elsewhere and may answer others too.

    `answers` has more than one stretch, next to each other, where questions under one label are answered one by one.
    """

    number: str
    asked: Stretch
    answers: tuple[Stretch, ...]

    @property
    def answer(self) -> Span | None:
        """Return the span of the text of its answer, None where it has none."""
        spans = [span for stretch in self.answers if (span := stretch.span) is not None]
        return Span(spans[0].start, spans[-1].end) if spans else None


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """The lines of a question or of an answer, from `first` to before `end`; no two parts share a line."""

    kind: Literal["question", "answer"]
    first: int
    end: int


def list_parts(questions: tuple[QuestionLines, ...]) -> tuple[QuestionPart, ...]:
    """Return the parts that the questions are made of, each once: an answer may be that of several questions."""
    parts = {QuestionPart("question", question.asked.first, question.asked.end) for question in questions}
    parts |= {QuestionPart("answer", part.first, part.end) for question in questions for part in question.answers}
    return tuple(sorted(parts, key=lambda part: part.first))


def find_questions(layout: Layout, notes: frozenset[int] = frozenset()) -> tuple[QuestionLines, ...]:
    """Return the questions of the document in reading order; none where it is no list of questions.

    `notes` are the lines of notes at the foot of pages.
    """
    pairs = _pair_marks(layout, _find_marks(layout))
    asked = [mark for mark in pairs.kept if mark.kind == "question"]
    if len(asked) < LEAST_QUESTIONS and not pairs.answers:
        return ()
    told = frozenset(i for i, line in enumerate(layout.lines) if line.role == "note")
    reader = StretchReader(layout, notes | told, pairs.kept)
    labelled = {mark.number for mark in pairs.answers}
    unmarked = len(labelled) <= MOST_LABELLED * len({mark.number for mark in asked})
    found = [
        question
        for mark in asked
        for question in _read_question(reader, mark, pairs.answers.get(mark, ()), unmarked=unmarked)
    ]
    return tuple(_drop_repeated(layout, found))


def _read_question(
    reader: StretchReader, mark: Mark, answers: tuple[Mark, ...], *, unmarked: bool
) -> Iterator[QuestionLines]:
    """Yield the questions that `mark` begins, with their answer; `unmarked` tells that it may have no label."""
    end = reader.find_end(mark)
    below = reader.find_unmarked_answer(mark, end) if unmarked and not answers else None
    for number, asked in reader.read_asked(mark, end if below is None else below):
        own = tuple(answer for answer in answers if number in answer.numbers) or answers
        stretches = tuple(reader.read_stretch(answer.line, reader.find_end(answer), answer) for answer in own)
        yield QuestionLines(number, asked, stretches if below is None else (reader.read_stretch(below, end, None),))


def _find_marks(layout: Layout) -> tuple[Mark, ...]:
    """Return the marks of questions and answers: by their labels, or by numbers alone where questions have none."""
    labels = find_labels(layout)
    questions = tuple(mark for mark in labels if mark.kind == "question")
    answers = tuple(mark for mark in labels if mark.kind == "answer")
    if len(questions) < LEAST_QUESTIONS:
        return find_numbered(layout, answers) or labels
    head = find_head(layout, questions[-1].line, answers)
    numbered = () if head is None else number_answers(layout, head, frozenset(n for q in questions for n in q.numbers))
    return labels if head is None or not numbered else (*questions, Mark("end", head), *numbered)


@dataclass(slots=True)
class _Pairs:
    """Which answers the questions so far have: `waiting` are those without one, by their numbers, the last one last."""

    kept: list[Mark] = field(default_factory=list)
    answers: dict[Mark, tuple[Mark, ...]] = field(default_factory=dict)
    waiting: dict[str, list[Mark]] = field(default_factory=dict)
    answered: tuple[Mark, ...] = ()

    def ask(self, question: Mark) -> None:
        """Add a question, which waits for an answer to any of its numbers."""
        for number in _numbers_of(question):
            self.waiting.setdefault(number, []).append(question)
        self.kept.append(question)

    def answer(self, answer: Mark, numbers: tuple[str, ...]) -> None:
        """Add an answer to the questions with these numbers, else to the one right before it.

        One to no question is left out: it is a line in an answer that only looks like a label.
        """
        last = self.kept[-1] if self.kept else None
        # A second answer counts only for questions under one label, whose answers follow each other.
        again = [mark for mark in self.answered if len(mark.numbers) > 1 and self.answers[mark][-1] == last]
        wanted: dict[Mark, None] = {}
        for number in numbers:
            waiting = self.waiting.get(number, [])
            exact = [mark for mark in (*again, *waiting[-1:]) if number in mark.numbers]
            wanted.update(dict.fromkeys(exact[-1:] or waiting))
        if not wanted or not (answer.numbers or last in wanted):
            alone = last is not None and last.kind == "question" and last not in self.answers and answer.sure
            wanted = {last: None} if last is not None and alone else {}
        for question in wanted:
            self.answers[question] = (*self.answers.get(question, ()), answer)
            for number in _numbers_of(question):
                self._take_off(question, number)
        if wanted:
            self.answered = tuple(wanted)
            self.kept.append(answer)

    def _take_off(self, question: Mark, number: str) -> None:
        """Take a question off those that wait for an answer to `number`; it is the last of them but for odd cases."""
        waiting = self.waiting[number]
        if waiting and waiting[-1] == question:
            waiting.pop()
        elif question in waiting:
            waiting.remove(question)


def _numbers_of(question: Mark) -> tuple[str, ...]:
    """Return the numbers by which a question may be answered: `Antwoord 2` answers 2a and 2b too."""
    part = re.fullmatch(r"(\d+)[a-z]", question.number)
    return (*question.numbers, part[1]) if part else question.numbers


def _pair_marks(layout: Layout, marks: tuple[Mark, ...]) -> _Pairs:
    """Return the questions and answers among the marks, paired."""
    pairs = _Pairs()
    for mark in marks:
        if mark.kind == "question":
            pairs.ask(mark)
        elif mark.kind == "answer":
            pairs.answer(mark, mark.numbers or _read_together(layout, mark))
        else:
            pairs.kept.append(mark)
    return pairs


def _read_together(layout: Layout, answer: Mark) -> tuple[str, ...]:
    """Return the numbers that an answer without a number names in its first words: `De vragen 3 en 4 hangen samen`."""
    lines = layout.lines[answer.line : answer.line + 2]
    text = lines[0].text[answer.text :] if answer.text is not None else lines[-1].text
    match = _TOGETHER.match(text)
    return split_number(match["number"]) if match else ()


def _drop_repeated(layout: Layout, questions: list[QuestionLines]) -> Iterator[QuestionLines]:
    """Yield the questions without those that the document prints once more right above their answer.

    Behind the last of them there, a title may stand between it and what comes next.
    """

    def text_of(question: QuestionLines) -> str:
        span = question.asked.span
        return "".join(layout.text[span.start : span.end].split()).lower() if span else ""

    answered: dict[str, list[str]] = {}
    for question in questions:
        if question.answers:
            answered.setdefault(question.number, []).append(text_of(question))
    for question in questions:
        again = answered.get(question.number, [])[:MOST_REPEATED]
        if question.answers or not any(text and text_of(question).startswith(text) for text in again):
            yield question
