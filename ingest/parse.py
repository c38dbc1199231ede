"""From clean pages to a document: one text, and its blocks, tables and questions as spans of it.

Every filled line becomes part of exactly one block; the walk over the lines below is what guarantees it.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from ingest.abbreviations import find_abbreviations
from ingest.consistency import find_inconsistencies
from ingest.document import Block, BlockKind, Document, Page, Span, Table
from ingest.headings.front import find_contents, find_front
from ingest.headings.heading import Outline, close_heading, open_heading, read_heading, start_outline
from ingest.headings.numbered import Heading
from ingest.headings.outline import place_headings
from ingest.layout import Layout, lay_out
from ingest.metadata import complete_metadata
from ingest.notes.note import find_note_lines, link_notes
from ingest.paragraphs import end_of_block, kind_of_line
from ingest.questions.question import QuestionPart, find_questions, list_parts
from ingest.questions.records import describe_questions
from ingest.source import Source
from ingest.tables.table import parse_table


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands before the text: lines up to `end`, those of tables of contents; and where questions begin."""

    end: int
    contents: frozenset[int]
    questions: frozenset[int]
    first_question: int


@dataclass(slots=True)
class _Found:
    """What the walk has found so far; the paths of headings are filled in when all are known."""

    outline: Outline
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)


def parse_document(source: Source, pages: tuple[Page, ...]) -> Document:
    """Return the document that `pages`, clean ones, make up."""
    layout = lay_out(pages)
    footnotes = find_note_lines(layout)
    questions = find_questions(layout, footnotes)
    parts = {part.first: part for part in list_parts(questions)}
    firsts = [*sorted(parts), len(layout.lines)]
    front = _Front(find_front(layout), find_contents(layout), frozenset(parts), firsts[0])
    found = _Found(start_outline(layout))
    i = 0
    while i < len(layout.lines):
        if i in parts:
            i = _add_question_part(layout, found, parts[i], footnotes)
            continue
        limit = firsts[bisect_right(firsts, i)]
        i = _add_next(layout, found, i, limit, front)
    blocks, tables = _fill_in_paths(found)
    blocks += tuple(Block("furniture", span, ()) for span in layout.furniture)
    notes = link_notes(layout, blocks)
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
        questions=describe_questions(layout, questions, blocks, tables, notes),
        notes=notes,
        abbreviations=find_abbreviations(layout, blocks, tables),
        findings=find_inconsistencies(layout.text, blocks),
    )


def _add_next(layout: Layout, found: _Found, i: int, limit: int, front: _Front) -> int:
    """Add the block that begins on line `i` and return the index of the line after it, `limit` at most."""
    region = parse_table(layout, i, limit, ())
    if region is not None:
        found.tables.append(region.table)
        found.blocks.append(Block("table", region.table.span, ()))
        found.outline = close_heading(found.outline)
        return region.end
    heading = _read_heading(layout, found, i, front)
    if heading is not None and heading.end <= limit:
        found.outline = open_heading(found.outline, heading)
        found.headings.append(heading)
        _add_block(layout, found, "heading", i, heading.end)
        return heading.end
    end = min(end_of_block(layout, i), limit)
    _add_block(layout, found, "list_item" if i in front.contents else kind_of_line(layout, i), i, end)
    found.outline = close_heading(found.outline)
    return end


def _read_heading(layout: Layout, found: _Found, i: int, front: _Front) -> Heading | None:
    """Return the heading that begins on line `i`, or None.

    In front of the first question stand names and addresses: only what stands right above it can head it there.
    """
    if i in front.contents:
        return None
    heading = read_heading(layout, i, found.outline, loose=i >= front.end)
    if heading is None or not front.questions:
        return heading
    heads_question = heading.end in front.questions
    if heading.kind == "loose" and i < front.first_question and not heads_question:
        return None
    # The themes of a list stand side by side, also those that are called by an article.
    return replace(heading, kind="loose") if heading.kind == "article" and heads_question else heading


def _add_block(layout: Layout, found: _Found, kind: BlockKind, first: int, end: int) -> None:
    """Add the block of the lines from `first` to before `end`."""
    span = Span(layout.lines[first].span.start, layout.lines[end - 1].span.end)
    found.blocks.append(Block(kind, span, ()))


def _fill_in_paths(found: _Found) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """Return the blocks and tables with the paths of headings above them.

    A heading that a page only repeats is no heading but furniture.
    """
    places = iter(place_headings(found.headings))
    blocks: list[Block] = []
    paths: dict[int, tuple[str, ...]] = {}
    path: tuple[str, ...] = ()
    for block in found.blocks:
        if block.kind == "heading":
            place = next(places)
            path = place.path
            if place.repeated:
                blocks.append(Block("furniture", block.span, ()))
                continue
        paths[block.span.start] = path
        blocks.append(replace(block, headings=path))
    return tuple(blocks), tuple(replace(table, headings=paths[table.span.start]) for table in found.tables)


def _add_question_part(layout: Layout, found: _Found, part: QuestionPart, footnotes: frozenset[int]) -> int:
    """Add a question or an answer, with its tables and notes as blocks of their own; return the line after it."""
    i = begun = part.first
    while i < part.end:
        # The first line is the label, or the first words; only the format can tell a table in a question.
        region = None
        if i > part.first or layout.lines[i].cells:
            region = parse_table(layout, i, part.end, ()) if _may_be_table(layout, part, i) else None
        is_note = i in footnotes or layout.lines[i].role == "note"
        if region is None and not is_note:
            i += 1
            continue
        if begun < i:
            _add_block(layout, found, part.kind, begun, i)
        if region is not None:
            found.tables.append(region.table)
            found.blocks.append(Block("table", region.table.span, ()))
            i = begun = region.end
        else:
            end = min(end_of_block(layout, i), part.end)
            _add_block(layout, found, "footnote", i, end)
            i = begun = end
    if begun < part.end:
        _add_block(layout, found, part.kind, begun, part.end)
    found.outline = close_heading(found.outline)
    return part.end


def _may_be_table(layout: Layout, part: QuestionPart, i: int) -> bool:
    """Return whether a table can begin on line `i`: in a question only one that the format tells."""
    return part.kind == "answer" or bool(layout.lines[i].cells)
