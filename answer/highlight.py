"""Which words of a passage the query has literally, and which of its sentences answer it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analyze import Token, content_tokens, stem, tokenize
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.sentence import BULLETS, split_sentences

SENTENCES = 2
"""Two are marked: the answering one is nearly always among the best two, and too often not the best one."""

_LEAST_PART = 5
"""A word of so many letters is looked for inside longer ones too: `opvang` in `asielopvang`."""

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


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The different words of a query, as positions from 0: by their text, by their stem, and by a part of a word."""

    size: int
    texts: Mapping[str, int]
    stems: Mapping[str, tuple[int, ...]]
    parts: tuple[tuple[str, int], ...]

    def find(self, token: Token) -> frozenset[int]:
        """Return which words of the query a word of a text is: the same, of the same stem, or a compound with it."""
        found = {self.texts[token.text]} if token.text in self.texts else set()
        if token.kind == "word":
            found.update(self.stems.get(stem(token.text), ()))
            found.update(position for part, position in self.parts if part in token.text)
        return frozenset(found)


def asks_amount(query: str) -> bool:
    """Return whether a query asks for a figure: `hoeveel …`, `kosten …`, `budget …`."""
    return _ASKS_AMOUNT.search(query) is not None


def find_highlights(query: str, chunk: Chunk, searcher: Searcher) -> Highlights:
    """Return what to mark of `chunk` for `query`."""
    document = searcher.documents[chunk.document]
    wanted = _read_query(query)
    words = tuple(_find_words(wanted, chunk))
    spans = tuple(span for span, _ in words)
    return Highlights(_rank_sentences(query, wanted.size, words, chunk, document, searcher), _drop_overlaps(spans))


@lru_cache(maxsize=16)
def _read_query(query: str) -> _Wanted:
    """Return the words of a query that carry meaning; kept, since each passage is compared with the same ones."""
    tokens = {token.text: token for token in content_tokens(query)}
    stems: dict[str, list[int]] = defaultdict(list)
    parts: dict[str, int] = {}
    for position, token in enumerate(tokens.values()):
        if token.kind == "word":
            root = stem(token.text)
            stems[root].append(position)
            if len(root) >= _LEAST_PART:
                parts.setdefault(root, position)
    texts = {text: position for position, text in enumerate(tokens)}
    return _Wanted(len(tokens), texts, {root: tuple(found) for root, found in stems.items()}, tuple(parts.items()))


def _find_words(wanted: _Wanted, chunk: Chunk) -> Iterator[tuple[Span, frozenset[int]]]:
    """Yield where words of the query stand in the chunk, and which; a compound comes before its parts."""
    known: dict[tuple[str, str], frozenset[int]] = {}
    for token in tokenize(chunk.text):
        key = (token.text, token.kind)
        if key not in known:
            known[key] = wanted.find(token)
        if known[key]:
            yield Span(chunk.span.start + token.start, chunk.span.start + token.end), known[key]


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
