"""What a query demands of a passage that answers it, and which of that a passage does not meet.

Near a subject the documents always have something alike: the right topic, but another year, another place, or an amount
where a number of people was asked for. So each thing that a query names is a demand of its own. Whether it is met is
judged by words alone, their readings included (`index.readings`): what the vectors find alike is just what misleads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from answer.evidence import Evidence, gather_evidence
from answer.measures import AskedMeasure, Measure, find_measure, is_measure_word
from answer.names import Name, NameKind, NameMatch, find_names
from index.analyze import GRAM_MARK, content_tokens, grams, stem
from index.hits import Hit
from index.query import parse_query
from index.readings import QueryWords
from index.search import Searcher
from index.tokens import Token, is_year
from ingest.chunk import Chunk

DemandKind = Literal["jaar", "plaats", "organisatie", "groep", "maat", "onderwerp"]
DEMAND_KINDS: tuple[DemandKind, ...] = get_args(DemandKind)

MET = 0.5
"""From this degree on a demand counts as met."""

PART_WORTH = 0.8
"""What a word is worth that only stands inside longer ones, or only as its 5-grams."""

FRAME_WEIGHT, MANNER_WEIGHT = 0.2, 0.5
"""How much a word counts that carries a question, and one that says how, beside one that says what it is about.

Users choose such words freely; a text that answers says it otherwise, or not at all.
"""

# Comparatives, participles and adjectives, by their endings: `strengere`, `afgepakt`, `onafgehandelde`.
_MANNER = re.compile(
    r"(?:af|aan|uit|op|in|om|over|door|toe|weg|terug|mee|na|bij|voor|vast|binnen|los|tegen)?ge[a-z]{3,}(?:t|d|te|de)"
    r"|[a-z]{3,}(?:ere|ste|iger|ige|lijk|lijke|isch|ische|loos|loze|baar|bare|zaam|zame|end|ende)|on[a-z]{3,}(?:de|te)"
)

TELLING = 0.35
"""A demand must weigh so much to be named as not met: lighter words say little, and a reader would shrug."""

_SHORTEST_PART = 5
"""A shorter stem is not looked for inside words."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to meet a demand: a passage has all of `terms`; `worth`, 0..1, is how surely it then means the same."""

    terms: tuple[str, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Demand:
    """What a query demands: `text` is as typed, `weight`, 0..1, how much it tells, by being rare.

    A year is met by that year (`ways` is empty); a measure (`maat`) by a figure or statement of the kind `measure`,
    together with one of `ways` where something is to be counted; all else by one of `ways`. `somewhere` tells whether
    any text in the documents has one of the ways.
    """

    kind: DemandKind
    text: str
    weight: float
    ways: tuple[Way, ...] = ()
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
    demands = dict.fromkeys(_read_words(text, words, searcher))
    asked = find_measure(text)
    if asked is not None:
        ways = _counted(words, asked) if asked.measure == "aantal" else ()
        demands[Demand("maat", text[asked.start : asked.end].strip(), 1.0, ways, asked.measure)] = None
    return tuple(demands)


def check_demands(demands: Sequence[Demand], passages: Sequence[Hit], searcher: Searcher) -> tuple[Demand, ...]:
    """Return the demands that the best of `passages` does not meet, for the reader: those that tell.

    The best one meets most of them, the first of equals. Without a passage none is met.
    """
    best = find_best(demands, passages, searcher)
    telling = [demand for demand in demands if demand.weight >= TELLING]
    return tuple(demand for demand in telling if best is None or not meets(demand, best.chunk, searcher))


def find_best(demands: Sequence[Demand], passages: Sequence[Hit], searcher: Searcher) -> Hit | None:
    """Return the passage that meets most of what is demanded, the first of equals; None where there is none."""
    return max(passages, key=lambda hit: demand_share(demands, hit.chunk, searcher), default=None)


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
    evidence = gather_evidence(chunk, searcher)
    if demand.kind == "jaar":
        return float(demand.text in evidence.years)
    if demand.measure is not None:
        return float(demand.measure in evidence.measures and _counts(demand.ways, evidence))
    degree = _name_degree if demand.kind in ("plaats", "organisatie") else _way_degree
    return max((degree(way, chunk, evidence, searcher) for way in demand.ways), default=0.0)


def _read_words(text: str, words: QueryWords, searcher: Searcher) -> Iterator[Demand]:
    """Yield a demand for each word, figure and name of a query; the parts of a hyphenated compound are part of it."""
    named = {match.start: match for match in find_names(text, words.tokens)}
    seen: set[Name] = set()
    done = 0
    for place, token in enumerate(words.tokens):
        if place < done or is_measure_word(token.text):
            continue
        match = named.get(place)
        end = match.end if match else place + 1
        while end < len(words.tokens) and words.tokens[end].start < token.end:
            end += 1
        done = end
        if match is not None and match.name in seen:
            continue  # `Rijkswaterstaat (RWS)`
        if match is not None:
            seen.add(match.name)
            yield _demand_name(text, words, match, searcher)
        elif token.kind == "number":
            yield _demand_number(text[token.start : token.end], token, searcher)
        else:
            yield _demand_word(text, words, (place, end), searcher)


def _demand_name(text: str, words: QueryWords, match: NameMatch, searcher: Searcher) -> Demand:
    """Return the demand of a place, organisation or group."""
    tokens = words.tokens[match.start : match.end]
    printed = text[tokens[0].start : max(token.end for token in tokens)]
    ways = (*(Way(key, 1.0) for key in match.name.ways), *_reading_ways(words, match.start, match.end))
    return _make_demand(match.name.kind, printed, ways, searcher)


def _demand_number(printed: str, token: Token, searcher: Searcher) -> Demand:
    """Return the demand of a figure: a year, or a number that must stand there."""
    if is_year(printed):
        return Demand("jaar", printed, 1.0)
    return _make_demand("onderwerp", printed, (Way((token.text,), 1.0),), searcher)


def _demand_word(text: str, words: QueryWords, places: tuple[int, int], searcher: Searcher) -> Demand:
    """Return the demand of a word, from its place to behind its parts."""
    token, *parts = words.tokens[slice(*places)]
    ways = [Way((stem(token.text),), 1.0)]
    if parts:
        ways.append(Way(tuple(stem(part.text) for part in parts), 1.0))
    demand = _make_demand("onderwerp", text[token.start : token.end], (*ways, *_reading_ways(words, *places)), searcher)
    return replace(demand, weight=weigh_word(token.text) * demand.weight)


def _make_demand(kind: DemandKind | NameKind, printed: str, ways: Sequence[Way], searcher: Searcher) -> Demand:
    """Return a demand of words, weighed by its rarity: that of the first way to meet it that the documents have."""
    most = searcher.lexical.rarity("")
    known = [way for way in ways if _occurs_somewhere(way, searcher)]
    rarity = max((searcher.lexical.rarity(term) for term in known[0].terms), default=most) if known else most
    return Demand(kind, printed, rarity / most, tuple(dict.fromkeys(ways)), somewhere=bool(known))


def weigh_word(word: str) -> float:
    """Return how much a folded word says of what a query is about."""
    if stem(word) in _load_frame_words():
        return FRAME_WEIGHT
    return MANNER_WEIGHT if _MANNER.fullmatch(word) else 1.0


def _reading_ways(words: QueryWords, start: int, end: int) -> Iterator[Way]:
    """Yield how else the documents may write the words `start` to `end`.

    A reading that is another word of the query says nothing new: it stands for that word already.
    """
    readings = [reading for reading in words.readings if reading.start < end and start < reading.end]
    if not readings:
        return
    others = {stem(token.text) for place, token in enumerate(words.tokens) if not start <= place < end}
    for reading in readings:
        terms = tuple(dict.fromkeys(term for term in reading.terms if not term.startswith(GRAM_MARK)))
        if terms and not others.issuperset(terms):
            yield Way(terms, reading.weight)


def _counted(words: QueryWords, asked: AskedMeasure) -> tuple[Way, ...]:
    """Return what is to be counted: the first word behind `hoeveel` or `aantal`, or before an `aantal` at the end."""
    places = [place for place, token in enumerate(words.tokens) if token.kind == "word"]
    behind = [place for place in places if words.tokens[place].start >= asked.end]
    before = [place for place in reversed(places) if words.tokens[place].end <= asked.start]
    told = (place for place in (*behind, *before) if weigh_word(words.tokens[place].text) > FRAME_WEIGHT)
    place = next(told, None)
    if place is None:
        return ()
    return (Way((stem(words.tokens[place].text),), 1.0), *_reading_ways(words, place, place + 1))


def _counts(ways: Sequence[Way], evidence: Evidence) -> bool:
    """Return whether a passage counts what is to be counted; anything where that is not told."""
    if not ways or evidence.counts_all:
        return True
    return any(all(_has_part(term, words) for term in way.terms) for words in evidence.counts for way in ways)


def _has_part(term: str, words: frozenset[str]) -> bool:
    """Return whether a term is one of some words, or stands inside one: `plekken` in `opvangplekken`."""
    return term in words or (len(term) >= _SHORTEST_PART and any(term in word for word in words))


def _way_degree(way: Way, chunk: Chunk, evidence: Evidence, searcher: Searcher) -> float:
    """Return how far a passage has the terms of a way, the mean over them, times its worth."""
    found = [_term_degree(term, chunk, evidence, searcher) for term in way.terms]
    return way.worth * sum(found) / len(found)


def _name_degree(way: Way, chunk: Chunk, evidence: Evidence, searcher: Searcher) -> float:
    """Return how far a passage has a name: not at all where one of its words is not there whole.

    `Landmacht` is no part of `Luchtmacht`, and `Artsen` none of `Artsen zonder Grenzen`.
    """
    found = min(_term_degree(term, chunk, evidence, searcher) for term in way.terms)
    return way.worth * found if found >= PART_WORTH else 0.0


def _term_degree(term: str, chunk: Chunk, evidence: Evidence, searcher: Searcher) -> float:
    """Return 1 where a passage or what stands above it has a term, or else which part of its 5-grams it has."""
    if term in evidence.around or searcher.occurs(term, chunk):
        return 1.0
    parts = grams(term)
    if not parts:
        return 0.0
    return PART_WORTH * sum(searcher.occurs(GRAM_MARK + part, chunk) for part in parts) / len(parts)


def _occurs_somewhere(way: Way, searcher: Searcher) -> bool:
    """Return whether the documents have all terms of a way, each by itself or as its 5-grams."""
    frequency = searcher.lexical.frequency
    return all(
        frequency(term) or (grams(term) and all(frequency(GRAM_MARK + part) for part in grams(term)))
        for term in way.terms
    )


@cache
def _load_frame_words() -> frozenset[str]:
    """Return the stems of the words that carry a question and not its subject."""
    lines = files(__package__).joinpath("frame_words.txt").read_text(encoding="utf-8").splitlines()
    listed = " ".join(line for line in lines if not line.startswith(("#", "[")))
    return frozenset(stem(token.text) for token in content_tokens(listed))
