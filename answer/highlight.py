"""Which words of a passage the query has literally, and which of its sentences answer it."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.query_words import find_query_words
from answer.question_kind import recognize_kind
from answer.statements import rank_sentences
from index.query import parse_query
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Span

SENTENCES = 2
"""Two are marked: the answering one is nearly always among the best two, and too often not the best one."""


@dataclass(frozen=True, slots=True)
class Highlights:
    """The spans in `Document.text` to mark: the sentences that answer, best first, and the query's words."""

    sentences: tuple[Span, ...]
    words: tuple[Span, ...]


def find_highlights(query: str, chunk: Chunk, searcher: Searcher, words: QueryWords | None = None) -> Highlights:
    """Return what to mark of `chunk` for `query`; `words` are its words with their readings, where they are known."""
    text = parse_query(query).text
    known = searcher.read_query(text) if words is None else words
    sentences = rank_sentences(text, recognize_kind(text), chunk, known, searcher)[:SENTENCES]
    return Highlights(sentences, find_words(known, chunk))


def find_words(words: QueryWords, chunk: Chunk) -> tuple[Span, ...]:
    """Return where a passage has the words of a query or a reading of them, as spans in `Document.text`."""
    return _drop_overlaps([span for span, _ in find_query_words(words, chunk)])


def _drop_overlaps(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans without those that begin within one before them."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
