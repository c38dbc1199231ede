"""What a short form stands for, where a document says so."""

from collections.abc import Iterator, Sequence

from answer.statements.statement import Statement
from index.analyze import content_tokens
from index.hits import Hit
from index.search import Searcher
from index.tokens import fold
from ingest.chunk import Chunk
from ingest.document import Abbreviation, Document, Span

LONGEST_QUERY = 4
"""A query with more words than so many, a short form among them, asks for something else about it."""


def find_short_forms(query: str, hits: Sequence[Hit], searcher: Searcher) -> tuple[Statement, ...]:
    """Return the places that say what the short form in a query stands for, those of the documents found first."""
    asked = {_bare(token.text) for token in content_tokens(query)}
    if len(asked) > LONGEST_QUERY:
        return ()
    order = dict.fromkeys([hit.chunk.document for hit in hits] + sorted(searcher.documents))
    return tuple(
        statement
        for name in order
        for short in searcher.documents[name].abbreviations
        if _bare(short.short) in asked
        for statement in _make_statement(short, searcher.documents[name], searcher)
    )


def _bare(short: str) -> str:
    """Return a short form as it is compared: `DT&V` and `dtv` are one."""
    return "".join(character for character in fold(short) if character.isalnum())


def _make_statement(short: Abbreviation, document: Document, searcher: Searcher) -> Iterator[Statement]:
    """Yield the cell that gives the meaning, or the sentence in which it stands; nothing where no passage has it."""
    chunks = [chunk for chunk in searcher.chunks if chunk.document == document.id and chunk.span.contains(short.span)]
    chunk = min(chunks, key=lambda each: each.span.end - each.span.start, default=None)
    if chunk is None:
        return
    span = _find_cell(short, chunk, document) or _find_sentence(short.span, chunk, searcher)
    if span is not None:
        yield Statement("afkorting", chunk, span, span, 0.0)


def _find_cell(short: Abbreviation, chunk: Chunk, document: Document) -> Span | None:
    """Return the span of the cell that gives the meaning, None where that is not in a table."""
    if chunk.table is None or chunk.row is None:
        return None
    cells = document.tables[chunk.table].rows[chunk.row].cells
    return next((cell.span for cell in cells if cell.text == short.meaning), short.span)


def _find_sentence(span: Span, chunk: Chunk, searcher: Searcher) -> Span | None:
    """Return the sentence that gives the meaning."""
    return next((each for each in searcher.sentences(chunk) if each.overlaps(span)), None)
