"""Earlier Kamervragen that are nearly the same as what is asked, with their answer whole.

The texts of the questions are compared, not their answers: an answer on the subject is what search finds. Two questions
are nearly the same where each says most of what the other says, by words, their stems and readings, and rare words
count more; and where nothing tells them apart: another year, another organisation, how long in place of how many. The
stored vectors are those of passages, answer and all, and tell no paraphrase from what is merely on the subject.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from answer.cite import Citation, cite
from answer.demands import FRAME_WEIGHT, weigh_word
from answer.measures import Measure, find_measure
from answer.names import Name, find_names
from index.analyze import GRAM_MARK, content_tokens, stem
from index.query import parse_query
from index.search import Searcher
from index.tokens import find_years, is_year
from ingest.document import Document, Question, Span
from ingest.questions.records import read_question

NEARLY_SAME = 0.58
"""From this similarity on two questions are nearly the same. Measured on a list of 37 questions: all of 30 paraphrases
are above it, and none of 35 queries on the same subjects that ask something else and are not told apart otherwise."""

PART_SHARE = 0.9
"""What it counts to be the same as one of the things that a question asks, beside the question as a whole."""

PART_WORTH = 0.8
"""What a word is worth that is only a part of a longer one: `locaties` in `opvanglocaties`."""

MOST_SHOWN = 3
"""More earlier questions would push the answer off the page."""

_SHORTEST_PART = 5
_CLAUSE = re.compile(r"[?.;,]|\ben\b|\bof\b")
_PART = re.compile(
    r"[?.]\s+|,?\s+en\s+(?=(?:(?:in|op|met|aan|van|voor|door) )?(?:hoe|hoeveel|wat|welke?|waarom|waardoor|wanneer|"
    r"wie|waar)\b)"
)

LEAST_WORDS = 3
"""So many words that say what is asked a query has that is the same as one part of a question, and so has that part."""


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """A question of an indexed list that is nearly the same as the one asked, and its answer, both verbatim.

    `similarity` is 0..1; `date` is that of the document, an ISO date, None where it is not known.
    """

    document: str
    number: str
    question: str
    question_span: Span
    answer: str
    answer_span: Span
    citation: Citation
    similarity: float
    date: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    """A question of the index by its words, its years, what its answer has of years, its names and what it asks.

    `words` are first those of the whole and then those of each thing that it asks, with what each tells.
    """

    document: Document
    question: Question
    chunks: tuple[int, ...]
    words: tuple[Mapping[str, float], ...]
    years: frozenset[str]
    answer_years: frozenset[str]
    names: frozenset[Name]
    measures: frozenset[Measure]


# Weakly by searcher, so that nothing outlives its index.
_remembered: WeakKeyDictionary[Searcher, tuple[_Known, ...]] = WeakKeyDictionary()


def find_earlier(
    question: str, searcher: Searcher, allowed: NDArray[np.bool_] | None = None
) -> tuple[EarlierQuestion, ...]:
    """Return the questions of indexed lists that are nearly the same, the most similar first, then the most recent.

    `allowed`, shape (chunks,), tells which chunks pass the filters. Nothing is encoded.

    Raises:
        QueryError: there is nothing to search for in the question.
    """
    text = parse_query(question).text
    asked = _read_words(text, searcher)
    in_parts = _count_telling(text) >= LEAST_WORDS
    ways = _read_ways(text, searcher)
    found = [
        (similarity, known)
        for known in _list_questions(searcher)
        if (allowed is None or allowed[list(known.chunks)].any())
        and (similarity := _compare_parts(asked, ways, known.words if in_parts else known.words[:1])) >= NEARLY_SAME
        and not _differs(text, known)
    ]
    found.sort(key=lambda pair: pair[1].document.metadata.date or "", reverse=True)
    found.sort(key=lambda pair: -pair[0])
    return tuple(_make_earlier(known, similarity, searcher) for similarity, known in found[:MOST_SHOWN])


def _list_questions(searcher: Searcher) -> tuple[_Known, ...]:
    """Return the answered questions of all documents; they are read once."""
    known = _remembered.get(searcher)
    if known is None:
        known = _remembered[searcher] = _read_questions(searcher)
    return known


def _read_questions(searcher: Searcher) -> tuple[_Known, ...]:
    """Return the answered questions of all documents by their words."""
    places: dict[tuple[str, int], list[int]] = {}
    for position, chunk in enumerate(searcher.chunks):
        if chunk.question is not None:
            places.setdefault((chunk.document, chunk.question), []).append(position)
    return tuple(
        _read_known(document, document.questions[number], tuple(chunks), searcher)
        for (name, number), chunks in places.items()
        if (document := searcher.documents[name]).questions[number].answer is not None
    )


def _read_known(document: Document, question: Question, chunks: tuple[int, ...], searcher: Searcher) -> _Known:
    """Return a question of the index by its words."""
    text = read_question(document, question)
    answer = document.slice(question.answer) if question.answer else ""
    return _Known(
        document,
        question,
        chunks,
        (_read_words(text, searcher), *(_read_words(part, searcher) for part in _list_parts(text))),
        find_years(text),
        find_years(answer),
        _read_names(text),
        _read_measures(text),
    )


def _read_words(text: str, searcher: Searcher) -> dict[str, float]:
    """Return the stems and figures of a text, and how much each tells: rare words most."""
    words: dict[str, float] = {}
    for token in content_tokens(text):
        root = stem(token.text) if token.kind == "word" else token.text
        share = weigh_word(token.text) if token.kind == "word" else 1.0
        words[root] = max(words.get(root, 0.0), searcher.lexical.rarity(root) * max(share, FRAME_WEIGHT))
    return words


def _read_ways(text: str, searcher: Searcher) -> dict[str, frozenset[str]]:
    """Return for each stem and figure of a query what the documents may write for it, itself included."""
    read = searcher.read_query(text)
    roots = [stem(token.text) if token.kind == "word" else token.text for token in read.tokens]
    ways = {root: {root} for root in roots}
    for reading in read.readings:
        terms = {term for term in reading.terms if not term.startswith(GRAM_MARK)}
        for root in roots[reading.start : reading.end]:
            ways[root] |= terms
    return {root: frozenset(terms) for root, terms in ways.items()}


def _list_parts(text: str) -> tuple[str, ...]:
    """Return the things that a question asks, where these are several: `Hoeveel … en wat is …?`."""
    parts = [part for part in _PART.split(" ".join(text.split())) if _count_telling(part) >= LEAST_WORDS]
    return tuple(parts) if len(parts) > 1 else ()


def _count_telling(text: str) -> int:
    """Return how many words of a text say what it asks: not those that any question has, nor years."""
    words = {token.text for token in content_tokens(text) if not is_year(token.text)}
    return sum(weigh_word(word) > FRAME_WEIGHT for word in words)


def _compare_parts(
    asked: Mapping[str, float], ways: Mapping[str, frozenset[str]], known: tuple[Mapping[str, float], ...]
) -> float:
    """Return how much a query says the same as a question, or somewhat less as one of the things that it asks."""
    whole, *parts = (_compare(asked, ways, words) for words in known)
    return max(whole, PART_SHARE * max(parts, default=0.0))


def _compare(asked: Mapping[str, float], ways: Mapping[str, frozenset[str]], known: Mapping[str, float]) -> float:
    """Return how much two questions say the same, 0..1: the harmonic mean of what each has of the other.

    That mean is the F1 of van Rijsbergen (1979), with words weighed.
    """
    written = frozenset(term for terms in ways.values() for term in terms)
    if written.isdisjoint(known):
        return 0.0
    met = {word for word in asked if not ways.get(word, frozenset()).isdisjoint(known)}
    here = sum(weight * (1.0 if word in met else _part(word, known)) for word, weight in asked.items())
    there = sum(weight * (1.0 if word in written else _part(word, asked)) for word, weight in known.items())
    precision, recall = here / (sum(asked.values()) or 1.0), there / (sum(known.values()) or 1.0)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _part(word: str, others: Mapping[str, float]) -> float:
    """Return what a word is worth that is a part of another, or of which another is a part."""
    near = any(
        (len(word) >= _SHORTEST_PART and word in other) or (len(other) >= _SHORTEST_PART and other in word)
        for other in others
    )
    return PART_WORTH if near else 0.0


def _differs(text: str, known: _Known) -> bool:
    """Return whether something tells two questions apart, however alike their other words are."""
    years = find_years(text)
    if years and not years & known.years and (known.years or not years & known.answer_years):
        return True
    names = _read_names(text)
    if any(name not in known.names and any(name.kind == other.kind for other in known.names) for name in names):
        return True
    measures = _read_measures(text)
    return bool(measures and known.measures) and measures.isdisjoint(known.measures)


def _read_names(text: str) -> frozenset[Name]:
    """Return the places and organisations that a question names."""
    found = find_names(text, content_tokens(text))
    return frozenset(match.name for match in found if match.name.kind != "groep")


def _read_measures(text: str) -> frozenset[Measure]:
    """Return the kinds of figure or statement that the clauses of a question ask for."""
    return frozenset(asked.measure for clause in _list_clauses(text) if (asked := find_measure(clause)) is not None)


def _list_clauses(text: str) -> Iterator[str]:
    """Yield the parts of a question that may each ask something."""
    yield text
    yield from (part.strip() for part in _CLAUSE.split(text) if part.strip())


def _make_earlier(known: _Known, similarity: float, searcher: Searcher) -> EarlierQuestion:
    """Return what is shown of an earlier question."""
    document, question = known.document, known.question
    assert question.answer is not None  # only answered questions are listed
    return EarlierQuestion(
        document=document.id,
        number=question.number,
        question=document.slice(question.question),
        question_span=question.question,
        answer=document.slice(question.answer),
        answer_span=question.answer,
        citation=cite(document, searcher.chunks[known.chunks[0]]),
        similarity=min(1.0, similarity),
        date=document.metadata.date,
    )
