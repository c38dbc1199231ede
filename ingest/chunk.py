"""From a parsed document to chunks: one for each section, table, table row and question.

A chunk's `text` is verbatim, for quoting; its `indexed` text is what search works on: what the document is, the
headings, the caption and unit, and then the words themselves.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ingest.cut import MAX_CONTEXT_SHARE, Cutter
from ingest.document import Block, Document, Row, Span, Table
from ingest.questions.records import read_question

ChunkKind = Literal["paragraaf", "tabel", "rij", "vraag"]
CHUNK_KINDS: tuple[ChunkKind, ...] = ("vraag", "paragraaf", "tabel", "rij")


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """How long a chunk's text may get, in the model's tokens, and whether a question's own text is indexed.

    300 tokens are about 190 Dutch words; with its context a chunk stays below the 512 tokens that models of the size
    used here read. Without its question's text an answer can be searched for by that question: the evaluation does so.
    """

    max_tokens: int = 300
    with_question_text: bool = True


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage that can be found: where it stands, its verbatim text, and the text that is indexed for it.

    `id` is made of the content and so survives a new index; `pages` are those of the file, from 1. `table` and `row`
    are positions in `Document.tables` and `Table.rows`, `question` one in `Document.questions`.
    """

    id: str
    document: str
    kind: ChunkKind
    span: Span
    pages: tuple[int, ...]
    headings: tuple[str, ...]
    text: str
    indexed: str
    table: int | None = None
    row: int | None = None
    question: int | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A chunk in the making: the span, and the context and body of what is indexed."""

    kind: ChunkKind
    span: Span
    headings: tuple[str, ...]
    context: str
    body: str
    table: int | None = None
    row: int | None = None
    question: int | None = None


def chunk_document(
    document: Document, count_tokens: Callable[[str], int], settings: ChunkSettings = ChunkSettings()
) -> tuple[Chunk, ...]:
    """Return the chunks of a document in reading order, none with more tokens than a model reads at once.

    `count_tokens` counts as the model does that will embed them.
    """
    cutter = Cutter(count_tokens, settings.max_tokens)
    pieces = [
        *_section_pieces(document, cutter),
        *_table_pieces(document, cutter, settings),
        *_question_pieces(document, cutter, settings),
    ]
    pieces.sort(key=lambda piece: (piece.span.start, -piece.span.end, piece.row is not None))
    label = describe_document(document)
    seen: Counter[str] = Counter()
    return tuple(_make_chunk(document, piece, label, cutter, seen) for piece in pieces)


def describe_document(document: Document) -> str:
    """Return in a few words whose document it is: kind, ministry and year, or its title, or its id."""
    known = document.metadata
    parts = [known.kind, known.ministry, str(known.budget_year) if known.budget_year else None]
    return ", ".join(part for part in parts if part) or known.title or document.id


def describe_row(table: Table, row: Row) -> str:
    """Return a row in words: `Bijdrage aan ZBO's/RWT's > COA: 2025: 4.062.600; 2026: 4.422.334`."""
    path = " > ".join((*row.groups, row.label))
    cells = "; ".join(
        f"{cell.column}: {cell.text}" if cell.column != table.columns[0] or len(table.columns) > 1 else cell.text
        for cell in row.cells
    )
    return f"{path}: {cells}" if cells else path


def _section_pieces(document: Document, cutter: Cutter) -> Iterator[_Piece]:
    """Yield the pieces of each run of text under one path of headings."""
    for run in _runs(document.blocks):
        whole = Span(run[0].span.start, run[-1].span.end)
        for span in cutter.split(document.slice(whole), whole.start):
            headings = run[0].headings
            yield _Piece("paragraaf", span, headings, cutter.shorten_path(headings), document.slice(span))


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield runs of neighbouring blocks of text under the same headings; headings, tables and questions end a run."""
    run: list[Block] = []
    for block in blocks:
        if block.kind == "furniture":
            continue
        is_text = block.kind in {"paragraph", "list_item", "footnote"}
        if run and (not is_text or block.headings != run[0].headings):
            yield run
            run = []
        if is_text:
            run.append(block)
    if run:
        yield run


def _table_pieces(document: Document, cutter: Cutter, settings: ChunkSettings) -> Iterator[_Piece]:
    """Yield a piece for each row of a table and one for the table, or several where it is long."""
    for number, table in enumerate(document.tables):
        context = _table_context(document, table, settings)
        for position, row in enumerate(table.rows):
            for span, body in _split_row(document, table, row, cutter):
                yield _Piece("rij", span, table.headings, context, body, table=number, row=position)
        if not any(cell.number is not None for row in table.rows for cell in row.cells):
            # Of records of text the labels alone say little: the table is found by its words.
            for span in cutter.split(document.slice(table.span), table.span.start):
                yield _Piece("tabel", span, table.headings, context, document.slice(span), table=number)
            continue
        for span, body in _group_rows(document, table, cutter):
            yield _Piece("tabel", span, table.headings, context, body, table=number)


def _split_row(document: Document, table: Table, row: Row, cutter: Cutter) -> Iterator[tuple[Span, str]]:
    """Yield a row in words with its span; a record too long to be read at once in parts, each with the row's label."""
    body = describe_row(table, row)
    if not row.cells or cutter.count_tokens(body) <= cutter.max_tokens:
        yield row.span, body
        return
    label = cutter.shorten(" > ".join((*row.groups, row.label)), cutter.max_tokens // 3)
    for cell in row.cells:
        head = f"{label}: {cell.column}: "
        room = cutter.max_tokens - cutter.count_tokens(head)
        printed = document.slice(cell.span)
        if " ".join(printed.split()) == cell.text:
            yield from ((part, head + document.slice(part)) for part in cutter.split(printed, cell.span.start, room))
            continue
        # The cell's lines stand between those of the cell beside it: only its text has it whole.
        for part in cutter.split(cell.text, 0, room):
            yield cell.span, head + cell.text[part.start : part.end]


def _table_context(document: Document, table: Table, settings: ChunkSettings) -> str:
    """Return the table's name and caption, with the question that it belongs to where there is one."""
    name = f"{table.name} {table.caption}".strip()
    # In a list where each answer numbers its own tables from 1, only the place tells whose table it is.
    within = (question for question in document.questions if question.answer and question.answer.contains(table.span))
    named = (question for question in document.questions if table.name in question.tables)
    question = next(within, None) or next(named, None)
    if question is None:
        return name
    asked = f": {_unwrap(document.slice(question.question))}" if settings.with_question_text else ""
    return f"{name}, bij vraag {question.number}{asked}"


def _group_rows(document: Document, table: Table, cutter: Cutter) -> Iterator[tuple[Span, str]]:
    """Yield the parts of a table: its columns and the labels of as many rows as fit, the first with its caption."""
    head = f"Kolommen: {', '.join(table.columns)}. Rijen:"
    start = table.span.start
    labels: list[str] = []
    for position, row in enumerate(table.rows):
        labels.append(row.label if not row.groups else f"{row.groups[-1]} > {row.label}")
        last = position == len(table.rows) - 1
        following = "" if last else table.rows[position + 1].label
        body = f"{head} {'; '.join(labels)}"
        if last or cutter.count_tokens(f"{body}; {following}") > cutter.max_tokens:
            end = table.span.end if last else max(start, row.span.end)
            yield Span(start, end), body
            start = end
            labels = []


def _question_pieces(document: Document, cutter: Cutter, settings: ChunkSettings) -> Iterator[_Piece]:
    """Yield a piece for each question with its answer, or several where the answer is long.

    The text of a question whose answer stands elsewhere, because it answers others too, is that of the answer.
    """
    for number, question in enumerate(document.questions):
        context = f"Vraag {question.number}"
        asked = _unwrap(read_question(document, question)) if settings.with_question_text else ""
        answer = document.slice(question.answer) if question.answer else ""
        whole = f"{asked}\n{answer}".strip()
        adjoins = question.answer is not None and question.span.contains(question.answer)
        if cutter.count_tokens(whole) <= cutter.max_tokens:
            shown = question.span if adjoins or question.answer is None else question.answer
            yield _Piece("vraag", shown, question.headings, context, whole, question=number)
            continue
        if question.answer is None:
            for span in cutter.split(document.slice(question.span), question.span.start):
                yield _Piece("vraag", span, question.headings, context, document.slice(span), question=number)
            continue
        asked = cutter.shorten(asked, cutter.max_tokens // 3)
        room = cutter.max_tokens - cutter.count_tokens(asked)
        for span in cutter.split(answer, question.answer.start, room):
            first = span.start == question.answer.start
            shown = Span(question.span.start, span.end) if first and adjoins else span
            body = f"{asked}\n{document.slice(span)}".strip()
            yield _Piece("vraag", shown, question.headings, context, body, question=number)


def _make_chunk(document: Document, piece: _Piece, label: str, cutter: Cutter, seen: Counter[str]) -> Chunk:
    """Return the chunk of a piece; the same text under the same headings a second time gets a number after its id."""
    text = document.slice(piece.span)
    content = "\n".join((piece.kind, *piece.headings, piece.context.split(", bij vraag")[0], text))
    digest = hashlib.sha256(content.encode()).hexdigest()[:12]
    seen[digest] += 1
    suffix = f"-{seen[digest]}" if seen[digest] > 1 else ""
    context = cutter.shorten(f"{label}. {piece.context}", int(MAX_CONTEXT_SHARE * cutter.max_tokens))
    # Only a row with a label as long as a page is too long here: the rest was split to fit.
    body = cutter.shorten(_unwrap(piece.body), cutter.max_tokens)
    chunk = Chunk(
        id=f"{document.id}:{piece.kind}:{digest}{suffix}",
        document=document.id,
        kind=piece.kind,
        span=piece.span,
        pages=document.pages(piece.span),
        headings=piece.headings,
        text=text,
        indexed=f"{context}\n{body}" if body else context,
    )
    return replace(chunk, table=piece.table, row=piece.row, question=piece.question)


def _unwrap(text: str) -> str:
    """Return a text with the line ends within its paragraphs as spaces."""
    return "\n".join(" ".join(part.split()) for part in text.split("\n\n"))
