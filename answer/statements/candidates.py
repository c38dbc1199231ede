"""The sentences that may answer: those of the passages found, each with what of the query it and its context have."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answer.demands import weigh_word
from answer.measures import is_measure_word
from answer.query_words import find_query_words
from answer.statements.cues import refers_back
from index.analyze import stem
from index.readings import QueryWords
from index.search import Searcher
from index.tokens import find_years, is_year
from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.sentence import BULLETS, split_sentences

LEAST_WEIGHT = 0.05
"""No word counts for nothing: of two sentences the one that has more of the query is the better one."""

_FIRST_WORDS = 7
"""A sentence says what it is about before its verb has come: within so many words."""

_REACH = 3
"""A sentence goes on from so many before it; what stands further back is mostly about something else."""

_COMPARES = re.compile(
    r"\b(?:dan (?:in )?|ten opzichte van |t\.o\.v\. |vergeleken met |in vergelijking met |tegenover )"
    r"(?:het jaar |de stand |\w+ )?\d{4}\b",
    re.IGNORECASE,
)

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
    with the query's, None where it has no vector. `years` are those that it is about, those of the sentences before it,
    and those that the whole passage is about. `in_table` tells that it is figures or lines of a table and no
    sentence.
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
    years: tuple[frozenset[str], frozenset[str], frozenset[str]]
    in_table: bool


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
    texts = [document.slice(span) for span in spans]
    found = [_find_words(chunk, span, text, words) for span, text in zip(spans, texts, strict=True)]
    own = [_join_words(places) for places in found]
    ends = [span.start + _end_of_first(text) for span, text in zip(spans, texts, strict=True)]
    around = find_around(document, chunk, words)
    years = _find_years(document, chunk)
    whole = frozenset[int]().union(*own)
    return tuple(
        Candidate(
            chunk,
            span,
            number,
            texts[number],
            own[number],
            _join_words((place, which) for place, which in found[number] if place.end <= ends[number]),
            frozenset() if lean is None else own[lean],
            frozenset[int]().union(*(own[before] for before in _list_before(document, spans, texts, number))),
            around,
            whole,
            None if lean is None else spans[lean],
            _lean_cosine(cosines, number, lean),
            (_own_years(texts[number]), _own_years(_reach_back(document, spans, texts, number)), years),
            any(table.span.overlaps(span) for table in document.tables),
        )
        for number, (span, lean) in enumerate(zip(spans, _find_leans(texts), strict=True))
    )


def _lean_cosine(cosines: Sequence[float | None], number: int, leans: int | None) -> float | None:
    """Return how near a sentence is to the query in meaning; one that leans on another means what the two mean."""
    own = cosines[number]
    other = None if leans is None else cosines[leans]
    return own if own is None or other is None else max(own, (own + other) / 2)


def _list_before(document: Document, spans: Sequence[Span], texts: Sequence[str], number: int) -> Iterator[int]:
    """Yield the numbers of the sentences before one in its paragraph or item, the nearest first, at most three."""
    for before in range(number - 1, max(-1, number - 1 - _REACH), -1):
        if is_item(texts[before + 1]) or "\n\n" in document.text[spans[before].end : spans[before + 1].start]:
            return
        yield before


def _reach_back(document: Document, spans: Sequence[Span], texts: Sequence[str], number: int) -> str:
    """Return the text before a sentence in its paragraph or item."""
    return " ".join(texts[before] for before in _list_before(document, spans, texts, number))


def _own_years(text: str) -> frozenset[str]:
    """Return the years that a text is about: not one that it only compares with, `meer dan in 2023`."""
    return find_years(_COMPARES.sub(" ", text))


def _find_years(document: Document, chunk: Chunk) -> frozenset[str]:
    """Return the years that all of a passage is about: of its headings, the question, or the document's."""
    above = list(chunk.headings)
    if chunk.question is not None:
        above.append(document.slice(document.questions[chunk.question].question))
    year = document.metadata.budget_year
    return find_years(" ".join(above)) or frozenset({str(year)} if year else ())


def _end_of_first(text: str) -> int:
    """Return where the first words of a sentence end."""
    words = list(re.finditer(r"\S+", text))[:_FIRST_WORDS]
    return words[-1].end() if words else 0


def make_whole(chunk: Chunk, cosine: float | None, words: QueryWords, searcher: Searcher) -> Candidate:
    """Return a passage that is one statement, such as a row of a table, with the cosine of its meaning."""
    document = searcher.documents[chunk.document]
    own = _join_words(_find_words(chunk, chunk.span, chunk.text, words))
    none: frozenset[int] = frozenset()
    row = document.tables[chunk.table].rows[chunk.row] if chunk.table is not None and chunk.row is not None else None
    figures = row is not None and any(cell.number is not None for cell in row.cells)
    years = (_own_years(chunk.text), frozenset[str](), _find_years(document, chunk))
    around = find_around(document, chunk, words)
    return Candidate(chunk, chunk.span, 0, chunk.text, own, own, none, none, around, own, None, cosine, years, figures)


def _find_words(chunk: Chunk, span: Span, text: str, words: QueryWords) -> tuple[tuple[Span, frozenset[int]], ...]:
    """Return where words of the query stand in a sentence; of a reading in several words all must stand in it."""
    return tuple(find_query_words(words, replace(chunk, text=text, span=span)))


def _join_words(found: Iterable[tuple[Span, frozenset[int]]]) -> frozenset[int]:
    """Return which words of the query stand at some places."""
    return frozenset(word for _, which in found for word in which)


def find_around(document: Document, chunk: Chunk, words: QueryWords) -> frozenset[int]:
    """Return which words of the query stand in the headings above a passage, or in the question that it answers."""
    above = list(chunk.headings)
    if chunk.question is not None:
        above.append(document.slice(document.questions[chunk.question].question))
    text = "\n".join(above)
    return _join_words(find_query_words(words, replace(chunk, text=text, span=Span(0, len(text)))))


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
            weights.append(max(LEAST_WEIGHT, weigh_word(word) ** 0.5 * searcher.lexical.rarity(stem(word)) / most))
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
    listed = False
    for number, text in enumerate(texts):
        if is_item(text):
            listed = True
            yield opened
            continue
        leans = number > 0 and (refers_back(text) or len(text.split()) <= _SHORT)
        yield number - 1 if leans else None
        # A sentence between two items belongs to the first one and introduces nothing.
        before_items = not listed and number + 1 < len(texts) and is_item(texts[number + 1])
        if text.rstrip().endswith(":") or before_items:
            opened, listed = number, False
