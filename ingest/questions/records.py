"""From the lines of questions to their records: what each refers to, its sources and dates, and its tables."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import chain

from ingest.document import Block, Document, Note, Question, Reference, Span, Table
from ingest.layout import Layout
from ingest.questions.closings import find_reference_dates, find_sources
from ingest.questions.marks import NUMBERS, split_number
from ingest.questions.question import QuestionLines
from ingest.questions.references import find_references

_BELONGS = re.compile(
    r"^(?:Tabel|Bijlage|Overzicht|Staat|Figuur)(?:len|n)? ?(?:\d+ )?(?:behorende? )?(?:bij )?(?:het )?"
    rf"(?:antwoord op )?(?:vra(?:ag|gen)|antwoord(?:en)?) ?\(?(?P<number>{NUMBERS})",
    re.IGNORECASE,
)
"""What a table of an appendix, or the heading above it, says of the question that it belongs to: `Tabel vraag 9`."""


def describe_questions(
    layout: Layout,
    questions: tuple[QuestionLines, ...],
    blocks: tuple[Block, ...],
    tables: tuple[Table, ...],
    notes: tuple[Note, ...],
) -> tuple[Question, ...]:
    """Return the records of the questions in reading order.

    A question names the tables that belong to it: those in its answer, and those of an appendix that say so. A name is
    all that it keeps of a table, so that only names that no other table has are told.
    """
    headings = {block.span.start: block.headings for block in blocks}
    context = _Context(layout.text, tables, notes, questions)
    return tuple(_describe(layout, lines, headings, context) for lines in questions)


def _describe(
    layout: Layout, lines: QuestionLines, headings: dict[int, tuple[str, ...]], context: "_Context"
) -> Question:
    """Return the record of one question; its span covers the answer too where that stands right below it."""
    first = layout.lines[lines.asked.first].span.start
    asked = lines.asked.span or Span(lines.asked.close, lines.asked.close)
    answer = lines.answer
    adjoins = bool(lines.answers) and lines.answers[0].first == lines.asked.end
    return Question(
        number=lines.number,
        span=Span(first, max(part.close for part in lines.answers) if adjoins else lines.asked.close),
        question=asked,
        answer=answer,
        headings=headings.get(first, ()),
        tables=context.find_tables(lines.number, answer),
        sources=find_sources(layout.text, answer) if answer else (),
        reference_dates=find_reference_dates(layout.text, answer) if answer else (),
        references=context.find_references(lines.number, asked, answer),
    )


class _Context:
    """What the records of questions need of the rest of the document: its tables, notes and other questions."""

    def __init__(
        self, text: str, tables: tuple[Table, ...], notes: tuple[Note, ...], questions: tuple[QuestionLines, ...]
    ) -> None:
        self.text = text
        names = Counter(table.name for table in tables)
        self.tables = [table for table in tables if names[table.name] == 1]
        self.places = [table.span.start for table in self.tables]
        self.linked = _link_tables(self.tables)
        self.notes = sorted(notes, key=lambda note: note.span)
        self.note_places = [note.span.start for note in self.notes]
        self.anchored = sorted((note.anchor, note.span) for note in notes if note.anchor is not None)
        self.anchors = [anchor for anchor, _ in self.anchored]
        self.known = {number for question in questions for number in split_number(question.number)}
        self.together: dict[Span, set[str]] = {}
        for question in questions:
            if question.answer is not None:
                self.together.setdefault(question.answer, set()).update(split_number(question.number))

    def find_tables(self, number: str, answer: Span | None) -> tuple[str, ...]:
        """Return the names of the tables in an answer, and of those of an appendix that belong to its question."""
        within = self.tables[_between(self.places, answer)] if answer is not None else []
        named = chain.from_iterable(self.linked.get(each, ()) for each in split_number(number))
        return tuple(dict.fromkeys((*(table.name for table in within), *named)))

    def find_references(self, number: str, asked: Span, answer: Span | None) -> tuple[Reference, ...]:
        """Return what a question and its answer refer to, but for the questions that share the answer.

        A note at the foot of a page may stand in the answer to another question: what its mark stands in counts.
        """
        texts = (asked,) if answer is None else (asked, answer)
        own = self.together[answer] if answer is not None else set(split_number(number))
        noted = [span for text in texts for _, span in self.anchored[_between(self.anchors, text)]]
        standing = [note for text in texts for note in self.notes[_between(self.note_places, text)]]
        elsewhere = [note.span for note in standing if note.anchor is not None and note.span not in noted]
        found = {
            reference
            for text in (*texts, *noted)
            for reference in find_references(self.text, text)
            if not any(note.contains(reference.span) for note in elsewhere)
            and (reference.kind == "kamerstuk" or reference.target in self.known - own)
        }
        return tuple(sorted(found, key=lambda reference: (reference.span, reference.target)))


def _between(places: list[int], span: Span) -> slice:
    """Return which of `places`, in order, lie in `span` or right behind it, as the mark of a note may."""
    return slice(bisect_left(places, span.start), bisect_right(places, span.end))


def read_question(document: Document, question: Question) -> str:
    """Return the text of a question without the notes that the end of a page puts into it."""
    notes = [
        block.span for block in document.blocks if block.kind == "footnote" and question.question.contains(block.span)
    ]
    starts = [question.question.start, *(note.end for note in notes)]
    ends = [*(note.start for note in notes), question.question.end]
    return "".join(document.text[start:end] for start, end in zip(starts, ends, strict=True))


def _link_tables(tables: list[Table]) -> dict[str, list[str]]:
    """Return the names of the tables that belong to each question by what they, or the heading above them, say."""
    linked: dict[str, list[str]] = {}
    for table in tables:
        titles = (table.name, f"{table.name} {table.caption}", table.caption, *table.headings[-1:])
        match = next((match for title in titles if (match := _BELONGS.match(title))), None)
        for number in split_number(match["number"]) if match else ():
            linked.setdefault(number, []).append(table.name)
    return linked
