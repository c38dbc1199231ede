"""The sentences that may answer: those of the passages found, each with what of the query it and its context have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.demands import weigh_word
from answer.measures import is_measure_word
from answer.query_words import find_query_words
from answer.statements.cues import refers_back
from index.analyze import stem
from index.readings import QueryWords
from index.search import Searcher
from index.tokens import is_year
from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.sentence import BULLETS, split_sentences

LEAST_WEIGHT = 0.05
"""No word counts for nothing: of two sentences the one that has more of the query is the better one."""

_FIRST_WORDS = 7

_REACH = 3

_SHORT = 6
"""A sentence or item of so many words says little without the one before it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage: the words of the query, by position, that stand in it and in what it goes with.

    `own` are those in the sentence, `first` those of them among its first words, where it says what it is about.
    `near` are those of the sentences that it leans on: the one it refers back to, or the one that introduces its list.
    `above` are those of the sentences before it in its paragraph, which it may go on from.
    `around` are those of the question that it answers and of the headings above, `passage` those of the whole passage.
    `number` is its place among the sentences, `before` the span of what it leans on. `cosine` is that of its meaning
    with the query's, None where it has no vector.
    """

    chunk: Chunk
    span: Span
    number: int
    text: str
    own: frozenset[int]
    first: frozenset[int]
    near: frozenset[int]
    above: frozenset[int]
    around: frozenset[int]
    passage: frozenset[int]
    before: Span | None
    cosine: float | None


def list_candidates(query: str, chunk: Chunk, words: QueryWords, searcher: Searcher) -> tuple[Candidate, ...]:
    """Return the sentences of a passage that may answer, in reading order; of a row of a table none.

    Text inside a table whose grid is not known has no vectors; words decide there.
    """
    if chunk.row is not None:
        return ()
    document = searcher.documents[chunk.document]
    spans = searcher.sentences(chunk)
    cosines: list[float | None]
    if spans:
        cosines = [float(value) for value in searcher.sentence_vectors(chunk) @ searcher.query_vector(query)]
    else:
        moved = chunk.span.start
        spans = tuple(Span(moved + span.start, moved + span.end) for span in split_sentences(chunk.text))
        cosines = [None] * len(spans)
    places = tuple(find_query_words(words, chunk))
    own = [frozenset(word for place, which in places if span.contains(place) for word in which) for span in spans]
    texts = [document.slice(span) for span in spans]
    places_end = [span.start + _end_of_first(text) for span, text in zip(spans, texts, strict=True)]
    around = find_around(document, chunk, words)
    whole = frozenset(word for found in own for word in found)
    leans = tuple(_find_leans(texts))
    return tuple(
        Candidate(
            chunk,
            span,
            number,
            texts[number],
            own[number],
            frozenset(word for place, which in places if _begins(places_end[number], span, place) for word in which),
            frozenset() if leans[number] is None else own[leans[number]],
            _find_above(document, spans, own, texts, number),
            around,
            whole,
            None if leans[number] is None else spans[leans[number]],
            cosines[number],
        )
        for number, span in enumerate(spans)
    )


def _find_above(
    document: Document, spans: Sequence[Span], own: Sequence[frozenset[int]], texts: Sequence[str], number: int
) -> frozenset[int]:
    """Return which words of the query stand in the sentences before one in its paragraph or item, at most three."""
    found: frozenset[int] = frozenset()
    for before in range(number - 1, max(-1, number - 1 - _REACH), -1):
        if is_item(texts[before + 1]) or "\n\n" in document.text[spans[before].end : spans[before + 1].start]:
            break
        found |= own[before]
    return found


def _end_of_first(text: str) -> int:
    """Return where the first words of a sentence end."""
    words = list(re.finditer(r"\S+", text))[:_FIRST_WORDS]
    return words[-1].end() if words else 0


def _begins(end: int, span: Span, place: Span) -> bool:
    """Return whether a word stands among the first ones of a sentence, which end at `end`."""
    return span.start <= place.start and place.end <= end


def find_around(document: Document, chunk: Chunk, words: QueryWords) -> frozenset[int]:
    """Return which words of the query stand in the headings above a passage, or in the question that it answers."""
    above = list(chunk.headings)
    if chunk.question is not None:
        above.append(document.slice(document.questions[chunk.question].question))
    text = "\n".join(above)
    found = find_query_words(words, replace(chunk, text=text, span=Span(0, len(text))))
    return frozenset(word for _, which in found for word in which)


def weigh_positions(words: QueryWords, searcher: Searcher) -> tuple[float, ...]:
    """Return for each different word of a query how much it tells, 0..1: rare ones most, years and measures nothing.

    Whether the year is right is judged apart, and what is measured by the kind of figure.
    """
    most = searcher.lexical.rarity("") or 1.0
    weights = []
    for word in {token.text: token for token in words.tokens}:
        if is_year(word) or is_measure_word(word):
            weights.append(0.0)
        else:
            weights.append(max(LEAST_WEIGHT, weigh_word(word) * searcher.lexical.rarity(stem(word)) / most))
    return tuple(weights)


def share_of(found: frozenset[int], weights: Sequence[float]) -> float:
    """Return which part of a query's words, by weight, some positions are; 0 where no word tells anything."""
    total = sum(weights)
    return sum(weights[position] for position in found) / total if total else 0.0


def is_item(text: str) -> bool:
    """Return whether a sentence is an item of a list: it begins with a bullet."""
    return text.lstrip()[:1] in BULLETS


def _find_leans(texts: Sequence[str]) -> Iterator[int | None]:
    """Yield for each sentence the number of the one that it leans on, or None."""
    opened: int | None = None
    for number, text in enumerate(texts):
        if is_item(text):
            yield opened
            continue
        leans = number > 0 and (refers_back(text) or len(text.split()) <= _SHORT)
        yield number - 1 if leans else None
        opened = number if text.rstrip().endswith((":", ";")) or number + 1 < len(texts) and is_item(texts[number + 1]) else None
