"""From clean pages to a document: one text, and its blocks, tables and questions as spans of it.

Every filled line becomes part of exactly one block; the walk over the lines below is what guarantees it.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from ingest.abbreviations import find_abbreviations
from ingest.consistency import find_inconsistencies
from ingest.document import Block, BlockKind, Document, LineRole, Page, Question, Span, Table
from ingest.headings import Outline, close_heading, open_heading, read_heading
from ingest.layout import Layout, lay_out
from ingest.metadata import complete_metadata
from ingest.notes import begins_note, find_note_lines, link_notes
from ingest.questions import QuestionLines, find_questions, span_of, split_number
from ingest.shapes import LIST_ITEM, starts_anew
from ingest.source import Source
from ingest.tables import parse_table

_ROLE_KINDS: dict[LineRole, BlockKind] = {"item": "list_item", "note": "footnote"}


@dataclass(slots=True)
class _Found:
    """What the walk has found so far."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)


def parse_document(source: Source, pages: tuple[Page, ...]) -> Document:
    """Return the document that `pages`, clean ones, make up."""
    layout = lay_out(pages)
    questions = {question.first: question for question in find_questions(layout)}
    footnotes = find_note_lines(layout)
    firsts = [*sorted(questions), len(layout.lines)]
    found = _Found()
    i = 0
    while i < len(layout.lines):
        if i in questions:
            i = _add_question(layout, found, questions[i])
            continue
        limit = firsts[bisect_right(firsts, i)]
        i = _add_next(layout, found, i, footnotes, limit, in_front=bool(questions) and i < firsts[0])
    found.blocks.extend(Block("furniture", span, ()) for span in layout.furniture)
    blocks, tables = tuple(found.blocks), tuple(found.tables)
    return Document(
        id=source.id,
        path=source.name,
        sha256=source.sha256,
        metadata=complete_metadata(source.metadata, layout),
        text=layout.text,
        page_starts=layout.page_starts,
        line_spans=layout.line_spans,
        blocks=blocks,
        tables=tables,
        questions=_link_tables(found.questions, found.tables),
        notes=link_notes(layout, blocks),
        abbreviations=find_abbreviations(layout, blocks, tables),
        findings=find_inconsistencies(layout.text, blocks),
    )


def _add_next(layout: Layout, found: _Found, i: int, footnotes: frozenset[int], limit: int, *, in_front: bool) -> int:
    """Add the block that begins on line `i` and return the index of the line after it, `limit` at most.

    In front of the first question stand names and addresses, which look like headings and are none.
    """
    region = parse_table(layout, i, limit, found.outline.titles)
    if region is not None:
        found.tables.append(region.table)
        found.blocks.append(Block("table", region.table.span, found.outline.titles))
        found.outline = close_heading(found.outline)
        return region.end
    heading = None if in_front or i in footnotes else read_heading(layout, i, found.outline)
    if heading is not None:
        found.outline = open_heading(found.outline, heading)
        _add_block(layout, found, "heading", i, heading.end)
        return heading.end
    kind: BlockKind = "paragraph"
    if layout.lines[i].role:
        kind = _ROLE_KINDS.get(layout.lines[i].role, "paragraph")
    elif i in footnotes:
        kind = "footnote"
    elif LIST_ITEM.match(layout.lines[i].text):
        kind = "list_item"
    end = min(_end_of_paragraph(layout, i, footnotes), limit)
    _add_block(layout, found, kind, i, end)
    found.outline = close_heading(found.outline)
    return end


def _add_block(layout: Layout, found: _Found, kind: BlockKind, first: int, end: int) -> None:
    """Add the block of the lines from `first` to before `end`."""
    span = Span(layout.lines[first].span.start, layout.lines[end - 1].span.end)
    found.blocks.append(Block(kind, span, found.outline.titles))


def _add_question(layout: Layout, found: _Found, lines: QuestionLines) -> int:
    """Add a question with its answer, and the tables inside the answer; return the index of the line after it."""
    end_of_question = lines.end if lines.answer is None else lines.answer
    _add_block(layout, found, "question", lines.first, end_of_question)
    names: list[str] = []
    i = end_of_question
    begun = i
    while i < lines.end:
        region = parse_table(layout, i, lines.end, found.outline.titles)
        if region is None:
            i += 1
            continue
        if begun < i:
            _add_block(layout, found, "answer", begun, i)
        found.tables.append(region.table)
        found.blocks.append(Block("table", region.table.span, found.outline.titles))
        names.append(region.table.name)
        i = begun = region.end
    if begun < lines.end:
        _add_block(layout, found, "answer", begun, lines.end)
    answer = None if lines.answer_start is None else span_of(layout, lines.answer_start, lines.end)
    found.questions.append(
        Question(
            number=lines.number,
            span=span_of(layout, layout.lines[lines.first].span.start, lines.end),
            question=span_of(layout, lines.question_start, end_of_question),
            answer=answer,
            headings=found.outline.titles,
            tables=tuple(names),
        )
    )
    return lines.end


def _end_of_paragraph(layout: Layout, first: int, footnotes: frozenset[int]) -> int:
    """Return the index of the line after the paragraph, list item or footnote that begins on line `first`."""
    i = first + 1
    while i < len(layout.lines):
        line, before = layout.lines[i], layout.lines[i - 1]
        if starts_anew(layout, i) or line.role or (i in footnotes and begins_note(line.text)):
            break
        if LIST_ITEM.match(line.text) and not before.wraps and not _numbers_within(layout, i):
            break
        i += 1
    return i


def _numbers_within(layout: Layout, i: int) -> bool:
    """Return whether line `i` begins with a number that belongs to running text: no cue tells, and no item precedes."""
    return not layout.cue and not re.match(r"^[•–*-]", layout.lines[i].text) and not layout.lines[i].gap


def _link_tables(questions: list[Question], tables: list[Table]) -> tuple[Question, ...]:
    """Return the questions with the tables that an appendix names after them: `Tabel vraag 9`."""
    names = {table.name.lower(): table.name for table in tables}
    linked = []
    for question in questions:
        keys = (f"tabel vraag {number}" for number in split_number(question.number))
        found = dict.fromkeys((*question.tables, *(names[key] for key in keys if key in names)))
        linked.append(replace(question, tables=tuple(found)))
    return tuple(linked)
