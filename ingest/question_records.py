"""From the lines of questions to their records: what each refers to, its sources and dates, and its tables."""

import re
from collections import Counter
from itertools import chain

from ingest.closings import find_reference_dates, find_sources
from ingest.document import Block, Document, Note, Question, Reference, Span, Table
from ingest.layout import Layout
from ingest.question_marks import NUMBERS, split_number
from ingest.questions import QuestionLines
from ingest.references import find_references

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
    """Return the records of the questions in reading order, with the tables that an appendix names after them."""
    headings = {block.span.start: block.headings for block in blocks}
    footnotes = tuple(block.span for block in blocks if block.kind == "footnote")
    known = {number for question in questions for number in split_number(question.number)}
    together: dict[Span, set[str]] = {}
    for question in questions:
        if question.answer is not None:
            together.setdefault(question.answer, set()).update(split_number(question.number))
    linked = _link_tables(tables)
    records = []
    for lines in questions:
        first = layout.lines[lines.asked.first].span.start
        asked = lines.asked.span or Span(lines.asked.close, lines.asked.close)
        answer = lines.answer
        texts = tuple(span for span in (asked, answer) if span is not None)
        numbers = split_number(lines.number)
        own = together[answer] if answer is not None else set(numbers)
        within = (table.name for table in tables if answer is not None and answer.contains(table.span))
        named = chain.from_iterable(linked.get(number, ()) for number in numbers)
        adjoins = bool(lines.answers) and lines.answers[0].first == lines.asked.end
        end = max(stretch.close for stretch in lines.answers) if adjoins else lines.asked.close
        records.append(
            Question(
                number=lines.number,
                span=Span(first, end),
                question=asked,
                answer=answer,
                headings=headings.get(first, ()),
                tables=tuple(dict.fromkeys((*within, *named))),
                sources=find_sources(layout.text, answer) if answer else (),
                reference_dates=find_reference_dates(layout.text, answer) if answer else (),
                references=tuple(
                    reference
                    for reference in _find_all(layout.text, texts, footnotes, notes)
                    if reference.kind == "kamerstuk" or (reference.target in known and reference.target not in own)
                ),
            )
        )
    return tuple(records)


def read_question(document: Document, question: Question) -> str:
    """Return the text of a question without the notes that the end of a page puts into it."""
    notes = [
        block.span for block in document.blocks if block.kind == "footnote" and question.question.contains(block.span)
    ]
    starts = [question.question.start, *(note.end for note in notes)]
    ends = [*(note.start for note in notes), question.question.end]
    return "".join(document.text[start:end] for start, end in zip(starts, ends, strict=True))


def _find_all(
    text: str, texts: tuple[Span, ...], footnotes: tuple[Span, ...], notes: tuple[Note, ...]
) -> tuple[Reference, ...]:
    """Return the references in `texts` and in the notes whose marks stand there.

    A note at the foot of a page may stand inside an answer and belong to another; where no mark tells, its place does.
    """
    elsewhere = {
        note.span for note in notes if note.anchor is not None and not any(_holds(span, note.anchor) for span in texts)
    }
    inside = [span for span in footnotes if any(whole.contains(span) for whole in texts)]
    found = {
        reference
        for whole in texts
        for reference in find_references(text, whole)
        if not any(other.contains(reference.span) for other in elsewhere)
    }
    for note in notes:
        if note.anchor is not None and note.span not in elsewhere and note.span not in inside:
            found.update(find_references(text, note.span))
    return tuple(sorted(found, key=lambda reference: (reference.span, reference.target)))


def _holds(span: Span, place: int) -> bool:
    """Return whether the character at `place` lies in `span` or right behind it, as the mark of a note may."""
    return span.start <= place <= span.end


def _link_tables(tables: tuple[Table, ...]) -> dict[str, list[str]]:
    """Return the names of the tables that belong to each question by what they, or the heading above them, say.

    Only names that no other table has: a name is all that a question keeps of a table elsewhere.
    """
    names = Counter(table.name for table in tables)
    linked: dict[str, list[str]] = {}
    for table in tables:
        if names[table.name] > 1:
            continue
        titles = (table.name, f"{table.name} {table.caption}", table.caption, *table.headings[-1:])
        match = next((match for title in titles if (match := _BELONGS.match(title))), None)
        for number in split_number(match["number"]) if match else ():
            linked.setdefault(number, []).append(table.name)
    return linked
