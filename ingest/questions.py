"""From lines to questions and answers: where each begins, its number, and what is the one and what the other.

An answer may stand far from its question (all questions first, then all answers), and may answer several. Questions
that are printed apart are records of their own, with the same answer. Questions printed under one label (`Vraag 3, 4 en
5`) are taken apart only where the source shows which text is whose: by the numbers before them, or by as many
paragraphs as numbers; else they stay one record with the number as printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.document import Span
from ingest.layout import Layout
from ingest.question_marks import LEAST_QUESTIONS, NUMBERS, Mark, find_labels, split_number
from ingest.question_numbers import find_head, find_numbered, number_answers
from ingest.question_stretches import Stretch, StretchReader

_TOGETHER = re.compile(rf"^(?:De )?(?:[Aa]ntwoorden op (?:de )?)?[Vv]ragen (?P<number>{NUMBERS})\b")

MOST_LABELLED = 0.5
"""Where labels begin the answers to more than this share of the questions, no answer begins without one."""


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
    marks, pairs = _pair_marks(layout, _find_marks(layout))
    asked = [mark for mark in marks if mark.kind == "question"]
    if not asked or (len(asked) < LEAST_QUESTIONS and not pairs.get(asked[0])):
        return ()
    told = frozenset(i for i, line in enumerate(layout.lines) if line.role == "note")
    reader = StretchReader(layout, notes | told, marks)
    labelled = {mark.number for mark in pairs}
    unmarked = len(labelled) <= MOST_LABELLED * len({mark.number for mark in asked})
    found = [
        question for mark in asked for question in _read_question(reader, mark, pairs.get(mark, ()), unmarked=unmarked)
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


def _pair_marks(layout: Layout, marks: tuple[Mark, ...]) -> tuple[list[Mark], dict[Mark, tuple[Mark, ...]]]:
    """Return the marks without answers to nothing, and the answers of each question that has any."""
    kept: list[Mark] = []
    pairs: dict[Mark, tuple[Mark, ...]] = {}
    for mark in marks:
        if mark.kind == "answer":
            wanted = _find_asked(layout, mark, kept, pairs)
            if not wanted:
                continue  # a line in an answer that only looks like a label
            for question in wanted:
                pairs[question] = (*pairs.get(question, ()), mark)
        kept.append(mark)
    return kept, pairs


def _find_asked(
    layout: Layout, answer: Mark, kept: list[Mark], pairs: dict[Mark, tuple[Mark, ...]]
) -> tuple[Mark, ...]:
    """Return the questions before an answer that it answers: by its numbers, else the one right before it."""
    last = kept[-1] if kept else None
    unanswered = [mark for mark in kept if mark.kind == "question" and mark not in pairs]
    numbers = answer.numbers or _read_together(layout, answer)
    wanted = []
    for number in numbers:
        # A second answer counts only for questions under one label, whose answers follow each other.
        further = [mark for mark, answers in pairs.items() if len(mark.numbers) > 1 and answers[-1] == last]
        candidates = [*further, *unanswered]
        exact = [mark for mark in candidates if number in mark.numbers]
        parts = [mark for mark in candidates if mark.number[:-1] == number and mark.number[-1].isalpha()]
        wanted.extend(exact[-1:] or parts)
    if wanted and (answer.numbers or last in wanted):
        return tuple(dict.fromkeys(wanted))
    return (last,) if last is not None and last in unanswered and answer.sure else ()


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

    answered = [(question.number, text_of(question)) for question in questions if question.answers]
    for question in questions:
        again = [text for number, text in answered if number == question.number]
        if question.answers or not any(text and text_of(question).startswith(text) for text in again):
            yield question
