"""Which words of a passage the query has literally, and which of its sentences answer it."""

import re
from dataclasses import dataclass

import numpy as np

from index.analyze import Token, content_tokens, stem, tokenize
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.sentence import split_sentences

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


@dataclass(frozen=True, slots=True)
class Highlights:
    """The spans in `Document.text` to mark: the sentences that answer, best first, and the query's words."""

    sentences: tuple[Span, ...]
    words: tuple[Span, ...]


def asks_amount(query: str) -> bool:
    """Return whether a query asks for a figure: `hoeveel …`, `kosten …`, `budget …`."""
    return _ASKS_AMOUNT.search(query) is not None


def find_highlights(query: str, chunk: Chunk, searcher: Searcher) -> Highlights:
    """Return what to mark of `chunk` for `query`."""
    document = searcher.documents[chunk.document]
    wanted = content_tokens(query)
    return Highlights(_rank_sentences(query, wanted, chunk, document, searcher), _find_words(wanted, chunk))


def matches(wanted: Token, token: Token) -> bool:
    """Return whether a word of a text is one that the query asks for: the same stem, or a compound that holds it."""
    if wanted.text == token.text:
        return True
    if "number" in (wanted.kind, token.kind):
        return False
    stems = stem(wanted.text), stem(token.text)
    return stems[0] == stems[1] or (len(stems[0]) >= _LEAST_PART and stems[0] in token.text)


def _find_words(wanted: tuple[Token, ...], chunk: Chunk) -> tuple[Span, ...]:
    """Return where the query's words stand in the chunk, without overlaps."""
    spans: list[Span] = []
    for token in tokenize(chunk.text):
        span = Span(chunk.span.start + token.start, chunk.span.start + token.end)
        if (not spans or span.start >= spans[-1].end) and any(matches(word, token) for word in wanted):
            spans.append(span)
    return tuple(spans)


def _rank_sentences(
    query: str, wanted: tuple[Token, ...], chunk: Chunk, document: Document, searcher: Searcher
) -> tuple[Span, ...]:
    """Return the best sentences of a chunk, best first: by meaning, by the query's words, and by what it asks for.

    A row of a table is one statement and answers as a whole. Text inside a table has no vectors; words decide there.
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
        scores = np.zeros(len(spans))
    texts = [document.slice(span) for span in spans]
    literal = np.array([_share_of_words(wanted, text) for text in texts])
    cues = np.array([_has_cue(query, text) for text in texts])
    total = (1 - _LEXICAL_WEIGHT) * scores + _LEXICAL_WEIGHT * literal + _CUE_BONUS * cues
    order = sorted(range(len(spans)), key=lambda i: (-float(total[i]), i))
    return tuple(spans[i] for i in order[:SENTENCES])


def _share_of_words(wanted: tuple[Token, ...], text: str) -> float:
    """Return which part of the query's words a sentence has, 0..1."""
    tokens = tokenize(text)
    found = sum(any(matches(word, token) for token in tokens) for word in wanted)
    return found / len(wanted) if wanted else 0.0


def _has_cue(query: str, text: str) -> float:
    """Return 1 where a sentence has the form of what is asked for: a reason, an amount; else 0."""
    why = _ASKS_WHY.search(query) and _EXPLAINS.search(text)
    amount = asks_amount(query) and _NAMES_AMOUNT.search(text)
    return 1.0 if why or amount else 0.0
