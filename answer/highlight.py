"""Which words of a passage the query has literally, and which of its sentences answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer.query_words import count_different, find_query_words
from index.query import parse_query
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.sentence import BULLETS, split_sentences

SENTENCES = 2
"""Two are marked: the answering one is nearly always among the best two, and too often not the best one."""

_LEXICAL_WEIGHT = 0.5
_CUE_BONUS = 0.3
_ASKS_WHY = re.compile(
    r"\b(?:waarom|waardoor|reden(?:en)?|oorzaak|oorzaken|verklaring|hoezo|hoe komt)\b", re.IGNORECASE
)
_EXPLAINS = re.compile(
    r"\b(?:doordat|omdat|vanwege|wegens|als gevolg van|ten gevolge van|veroorzaakt|ten grondslag|door (?:een|de|het)"
    r"|komt (?:dit )?(?:o\.a\. |mede )?door|hierdoor|te wijten|toe te schrijven|zodat|aangezien)\b",
    re.IGNORECASE,
)
_ASKS_AMOUNT = re.compile(
    r"\b(?:hoeveel|bedrag(?:en)?|budget(?:ten)?|kosten|kostte|kost|uitgaven|percentage|aantal(?:len)?"
    r"|hoe (?:hoog|groot)|begroot|geraamd|raming|bijdrage|subsidie|omzet|prijs)\b|€",
    re.IGNORECASE,
)
_NAMES_AMOUNT = re.compile(r"€|\b\d[\d.,]*\d\b|\d%|\b(?:miljoen|miljard|euro)\b")

_LONGEST_CAPTION = 8
"""A line of at most so many words, without the stop of a sentence or the bullet of a list, is a caption."""

_STOPPED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Highlights:
    """The spans in `Document.text` to mark: the sentences that answer, best first, and the query's words."""

    sentences: tuple[Span, ...]
    words: tuple[Span, ...]


def asks_amount(query: str) -> bool:
    """Return whether a query asks for a figure: `hoeveel …`, `kosten …`, `budget …`."""
    return _ASKS_AMOUNT.search(query) is not None


def find_highlights(query: str, chunk: Chunk, searcher: Searcher, words: QueryWords | None = None) -> Highlights:
    """Return what to mark of `chunk` for `query`; `words` are its words with their readings, where they are known."""
    document = searcher.documents[chunk.document]
    text = parse_query(query).text
    known = searcher.read_query(text) if words is None else words
    places = tuple(find_query_words(known, chunk))
    spans = tuple(span for span, _ in places)
    sentences = _rank_sentences(text, count_different(known), places, chunk, document, searcher)
    return Highlights(sentences, _drop_overlaps(spans))


def _drop_overlaps(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans without those that begin within one before them."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _rank_sentences(
    query: str,
    size: int,
    words: Sequence[tuple[Span, frozenset[int]]],
    chunk: Chunk,
    document: Document,
    searcher: Searcher,
) -> tuple[Span, ...]:
    """Return the best sentences of a chunk, best first: by meaning, by the query's words, and by what it asks for.

    A row of a table is one statement and answers as a whole. Text inside a table has no vectors; words decide there.
    Where there is a real sentence, captions come last: they say what is told and do not tell it.
    """
    if chunk.row is not None:
        return (chunk.span,)
    spans = searcher.sentences(chunk)
    if spans:
        meaning = searcher.sentence_vectors(chunk) @ searcher.query_vector(query)
        spread = float(meaning.max() - meaning.min()) or 1.0
        scores = (meaning - meaning.min()) / spread
    else:
        start = chunk.span.start
        spans = tuple(Span(start + span.start, start + span.end) for span in split_sentences(chunk.text))
        scores = np.zeros(len(spans), dtype=np.float32)
    texts = [document.slice(span) for span in spans]
    literal = _share_of_words(size, words, spans)
    cues = np.array([_has_cue(query, text) for text in texts])
    total = (1 - _LEXICAL_WEIGHT) * scores + _LEXICAL_WEIGHT * literal + _CUE_BONUS * cues
    told = any(_STOPPED.search(text) for text in texts)
    order = sorted(range(len(spans)), key=lambda i: (told and _is_caption(texts[i]), -float(total[i]), i))
    return tuple(spans[i] for i in order[:SENTENCES])


def _share_of_words(
    size: int, words: Sequence[tuple[Span, frozenset[int]]], spans: Sequence[Span]
) -> NDArray[np.float64]:
    """Return for each sentence which part of the query's words it has, 0..1."""
    found: list[set[int]] = [set() for _ in spans]
    for place, which in words:
        for sentence, span in zip(found, spans, strict=True):
            if span.contains(place):
                sentence.update(which)
    return np.array([len(sentence) / size if size else 0.0 for sentence in found])


def _is_caption(text: str) -> bool:
    """Return whether a line only names what stands below it: `Ontwikkeling bezetting COA`."""
    short = len(text.split()) <= _LONGEST_CAPTION
    return short and text[0] not in BULLETS and not _STOPPED.search(text) and not _NAMES_AMOUNT.search(text)


def _has_cue(query: str, text: str) -> float:
    """Return 1 where a sentence has the form of what is asked for: a reason, an amount; else 0."""
    why = _ASKS_WHY.search(query) and _EXPLAINS.search(text)
    amount = asks_amount(query) and _NAMES_AMOUNT.search(text)
    return 1.0 if why or amount else 0.0
