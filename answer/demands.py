"""What a query demands of a passage that answers it, and which of that a passage does not meet.

Near a subject the documents always have something alike: the right topic, but another year, another place, or an amount
where a number of people was asked for. So each thing that a query names is a demand of its own. How a demand is met is
judged by words alone, their readings included (`index.readings`): what the vectors find alike is just what misleads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from answer.measures import Asked, Measure, asks_count, find_measure, has_count, is_measure_word, list_measures, measure_cell
from answer.names import NameKind, find_names
from index.analyze import GRAM_MARK, content_tokens, grams, stem
from index.hits import Hit
from index.query import parse_query
from index.readings import QueryWords
from index.search import Searcher
from index.tokens import Token, find_years, is_year
from ingest.chunk import Chunk
from ingest.document import Document
from ingest.questions.records import read_question
from ingest.sentence import split_sentences

DemandKind = Literal["jaar", "plaats", "organisatie", "groep", "maat", "onderwerp"]
DEMAND_KINDS: tuple[DemandKind, ...] = get_args(DemandKind)

MET = 0.5
"""From this degree on a demand counts as met."""

PART_WORTH = 0.8
"""What a word is worth that only stands inside longer ones, or only as its 5-grams."""

FRAME_WEIGHT = 0.2
"""How much a word counts that carries a question and not its subject, beside one that does."""

MANNER_WEIGHT = 0.5
"""The same for words that say how and not what: comparatives, participles, adjectives (`strengere`, `afgepakt`).

Users choose them freely; a text that answers says it otherwise, or not at all.
"""

_MANNER = re.compile(
    r"(?:af|aan|uit|op|in|om|over|door|toe|weg|terug|mee|na|bij|voor|vast|binnen|los|tegen)?ge[a-z]{3,}(?:t|d|te|de)"
    r"|[a-z]{3,}(?:ere|ste|iger|ige|lijk|lijke|isch|ische|loos|loze|baar|bare|zaam|zame|end|ende)|on[a-z]{3,}(?:de|te)"
)

_LEAST_KNOWN = 0.35
"""A word must be at least so rare, as a share of the rarest, to be named as not met: all others are in every text."""

_SHORTEST_PART = 4
"""A shorter stem is not looked for inside words."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to meet a demand: a passage has all of `terms`; `worth`, 0..1, is how surely it then means the same."""

    terms: tuple[str, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Demand:
    """What a query demands: `text` is as typed, `weight`, 0..1, how much it tells by being rare.

    A year is met by one of `years`; a measure (`maat`) by a figure of the kind `measure`; all else in one of `ways`.
    `somewhere` is whether any text in the documents has it.
    """

    kind: DemandKind
    text: str
    weight: float
    ways: tuple[Way, ...] = ()
    years: frozenset[str] = frozenset()
    measure: Measure | None = None
    somewhere: bool = True


def find_demands(query: str, searcher: Searcher) -> tuple[Demand, ...]:
    """Return what `query` demands, in the order in which it was typed; the measure comes last.

    Operators and filters are left out: the search has seen to them.

    Raises:
        QueryError: there is nothing to search for in the query.
    """
    text = parse_query(query).text
    words = searcher.read_query(text)
    tokens = words.tokens
    named = {place: match for match in find_names(text, tokens) for place in range(match.start, match.end)}
    demands: list[Demand] = []
    seen: set[object] = set()
    for place, token in enumerate(tokens):
        if is_measure_word(token.text) or (place and token.start < max(before.end for before in tokens[:place])):
            continue
        if token.kind == "number":
            demand = _demand_number(text, token, searcher)
        elif place in named:
            match = named[place]
            if match.start != place:
                continue
            printed = text[tokens[match.start].start : max(each.end for each in tokens[match.start : match.end])]
            ways = (*(Way(key, 1.0) for key in match.name.ways), *_reading_ways(words, match.start, match.end))
            demand = _make_demand(match.name.kind, printed, ways, searcher)
        else:
            parts = [part for part in tokens[place + 1 :] if part.end <= token.end]
            own = Way((stem(token.text),), 1.0)
            split = (Way(tuple(stem(part.text) for part in parts), 1.0),) if parts else ()
            ways = (own, *split, *_reading_ways(words, place, place + 1 + len(parts)))
            demand = _make_demand("onderwerp", text[token.start : token.end], ways, searcher)
            share = _share_of(token.text)
            demand = replace(demand, weight=share * demand.weight, somewhere=demand.somewhere or share < MANNER_WEIGHT)
        key = (demand.kind, demand.ways, demand.years)
        if key not in seen:
            seen.add(key)
            demands.append(demand)
    measure = find_measure(text)
    if measure is not None:
        counted = _counted(words, measure) if measure.measure == "aantal" else ()
        demands.append(Demand("maat", text[measure.start : measure.end].strip(), 1.0, counted, measure=measure.measure))
    return tuple(demands)


def check_demands(demands: Sequence[Demand], passages: Sequence[Hit], searcher: Searcher) -> tuple[Demand, ...]:
    """Return the demands that the best of `passages` does not meet: the one that meets most, the first of equals.

    Words that carry a question are not among them, nor those that nearly every text has. All are unmet where there is
    no passage.
    """
    if not passages:
        return tuple(demands)
    best = max(passages, key=lambda hit: demand_share(demands, hit.chunk, searcher))
    return tuple(
        demand for demand in demands if demand.weight >= _LEAST_KNOWN and not meets(demand, best.chunk, searcher)
    )


def meets(demand: Demand, chunk: Chunk, searcher: Searcher) -> bool:
    """Return whether a passage meets a demand: by its text, its headings, its place in a table, or its document."""
    return meet_degree(demand, chunk, searcher) >= MET


def demand_share(demands: Sequence[Demand], chunk: Chunk, searcher: Searcher) -> float:
    """Return how much of what is demanded a passage meets, 0..1, rare demands counting more; 1 without demands."""
    total = sum(demand.weight for demand in demands)
    if not total:
        return 1.0
    return sum(demand.weight * meet_degree(demand, chunk, searcher) for demand in demands) / total


def meet_degree(demand: Demand, chunk: Chunk, searcher: Searcher) -> float:
    """Return how far a passage meets a demand, 0..1: 1 for the word itself, less for parts of words and readings."""
    document = searcher.documents[chunk.document]
    if demand.kind == "jaar":
        return float(not demand.years.isdisjoint(_years_of(document, chunk)))
    if demand.measure is not None:
        if demand.measure not in list_measures(document, chunk):
            return 0.0
        return float(not demand.ways or _has_figures(document, chunk) or _is_counted(demand.ways, document, chunk))
    around = _stems_around(document, chunk)
    return max((_way_degree(way, chunk, around, searcher) for way in demand.ways), default=0.0)


def _counted(words: QueryWords, asked: Asked) -> tuple[Way, ...]:
    """Return what is to be counted: the first words behind `hoeveel` or `aantal`, or before an `aantal` at the end."""
    tokens = words.tokens
    behind = [place for place, token in enumerate(tokens) if token.start >= asked.end and token.kind == "word"]
    before = [place for place, token in enumerate(tokens) if token.end <= asked.start and token.kind == "word"]
    chosen = [place for place in (*behind, *reversed(before)) if stem(tokens[place].text) not in _load_frame_words()]
    return tuple(
        way
        for place in chosen[:1]
        for way in (Way((stem(tokens[place].text),), 1.0), *_reading_ways(words, place, place + 1))
    )


def _has_figures(document: Document, chunk: Chunk) -> bool:
    """Return whether a passage is of a table with figures, of which unit and label say what they count."""
    if chunk.table is None:
        return False
    rows = document.tables[chunk.table].rows
    chosen = rows if chunk.row is None else rows[chunk.row : chunk.row + 1]
    return any("aantal" in measure_cell(document.tables[chunk.table], row, cell) for row in chosen for cell in row.cells if cell.number is not None)


def _is_counted(ways: Sequence[Way], document: Document, chunk: Chunk) -> bool:
    """Return whether a sentence of running text has a count together with what is counted.

    An answer need not repeat what it counts where its question asks how many there are.
    """
    if chunk.question is not None:
        asked = read_question(document, document.questions[chunk.question])
        if asks_count(" ".join(asked.split())):
            return True
    for span in split_sentences(document.slice(chunk.span)):
        sentence = chunk.text[span.start : span.end]
        if has_count(sentence) and any(_is_in(way, sentence) for way in ways):
            return True
    return False


def _is_in(way: Way, sentence: str) -> bool:
    """Return whether a sentence has all terms of a way, be it as parts of longer words."""
    words = [token.text for token in content_tokens(sentence)]
    stems = {stem(word) for word in words}
    return all(term in stems or any(len(term) > _SHORTEST_PART and term in word for word in words) for term in way.terms)


def _share_of(word: str) -> float:
    """Return how much a word says of what a query is about, beside one that names it."""
    if stem(word) in _load_frame_words():
        return FRAME_WEIGHT
    return MANNER_WEIGHT if _MANNER.fullmatch(word) else 1.0


def _demand_number(text: str, token: Token, searcher: Searcher) -> Demand:
    """Return the demand of a figure: a year, or a number that must stand there."""
    printed = text[token.start : token.end]
    if is_year(printed):
        return Demand("jaar", printed, 1.0, years=frozenset({printed}))
    ways = (Way((token.text,), 1.0),)
    return _make_demand("onderwerp", printed, ways, searcher)


def _make_demand(kind: DemandKind | NameKind, printed: str, ways: Sequence[Way], searcher: Searcher) -> Demand:
    """Return a demand of words, weighed by its rarity: that of the first way to meet it that the documents have."""
    most = searcher.lexical.rarity("")
    known = [way for way in ways if _occurs_somewhere(way, searcher)]
    rarity = max((searcher.lexical.rarity(term) for term in known[0].terms), default=most) if known else most
    return Demand(kind, printed, rarity / most, tuple(dict.fromkeys(ways)), somewhere=bool(known))


def _reading_ways(words: QueryWords, start: int, end: int) -> Iterator[Way]:
    """Yield how else the documents may write the words `start` to `end`.

    A reading that is another word of the query says nothing new: it stands for that word already.
    """
    others = {stem(token.text) for place, token in enumerate(words.tokens) if not start <= place < end}
    for reading in words.readings:
        if reading.start < end and start < reading.end:
            terms = tuple(dict.fromkeys(term for term in reading.terms if not term.startswith(GRAM_MARK)))
            if terms and not others.issuperset(terms):
                yield Way(terms, reading.weight)


def _way_degree(way: Way, chunk: Chunk, around: frozenset[str], searcher: Searcher) -> float:
    """Return how far a passage has the terms of a way, the mean over them, times its worth."""
    found = [_term_degree(term, chunk, around, searcher) for term in way.terms]
    return way.worth * sum(found) / len(found)


def _term_degree(term: str, chunk: Chunk, around: frozenset[str], searcher: Searcher) -> float:
    """Return 1 where a passage or what stands above it has a term, or else which part of its 5-grams it has."""
    if term in around or searcher.occurs(term, chunk):
        return 1.0
    parts = grams(term)
    if not parts:
        return 0.0
    return PART_WORTH * sum(searcher.occurs(GRAM_MARK + part, chunk) for part in parts) / len(parts)


def _occurs_somewhere(way: Way, searcher: Searcher) -> bool:
    """Return whether the documents have all terms of a way, each by itself or as its 5-grams."""
    return all(
        searcher.lexical.frequency(term)
        or (grams(term) and all(searcher.lexical.frequency(GRAM_MARK + part) for part in grams(term)))
        for term in way.terms
    )


def _years_of(document: Document, chunk: Chunk) -> frozenset[str]:
    """Return the years that a passage is about.

    Those of a table are its columns'; without any, those of the row's label and the caption; without any, and for a
    passage of text beside those that it names, those of its headings and the one that the document is about.
    """
    known = document.metadata
    own = frozenset(str(year) for year in (known.budget_year,) if year)
    if chunk.table is None:
        return find_years(f"{' '.join(chunk.headings)} {chunk.indexed}") | own | find_years((known.date or "")[:4])
    table = document.tables[chunk.table]
    label = "" if chunk.row is None else table.rows[chunk.row].label
    printed = find_years(" ".join(table.columns)) | find_years(f"{label} {table.caption}")
    return printed or own


def _stems_around(document: Document, chunk: Chunk) -> frozenset[str]:
    """Return the stems of what stands above a passage and is not, or not whole, in its indexed text."""
    table = None if chunk.table is None else document.tables[chunk.table]
    place = (*chunk.headings, document.metadata.ministry or "")
    return _stems(" ".join(place if table is None else (*place, table.caption, table.label_column, *table.columns)))


@cache
def _stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(stem(token.text) for token in content_tokens(text))


@cache
def _load_frame_words() -> frozenset[str]:
    """Return the stems of the words that carry a question and not its subject."""
    lines = files(__package__).joinpath("frame_words.txt").read_text(encoding="utf-8").splitlines()
    listed = " ".join(line for line in lines if not line.startswith(("#", "[")))
    return frozenset(stem(token.text) for token in content_tokens(listed))
