"""How sure it is that the documents answer a query: a probability from what the passages found do not account for."""

import math
from collections.abc import Sequence

from answer.calibration import load_calibration
from answer.choose import Chosen
from answer.demands import TELLING, find_best, find_demands, meet_degree, meets
from index.analyze import GRAM_MARK, content_tokens, grams, stem
from index.hits import Hit
from index.search import Searcher
from ingest.chunk import Chunk

CANDIDATES = 5
"""So many of the first passages are judged, however many are asked for: confidence must not depend on that."""

FEATURES = ("onderwerp", "naam", "maat", "betekenis", "cel", "rest", "jaar", "cijfer")
"""What the probability is made of; each survived leaving it out on the queries that are for tuning.

- `onderwerp`: how rare the rarest word of the query is that the best passage lacks, as far as it lacks it, 0..1. One
  such word tells more than the share of all words, as near misses have every other word; but of many words one is soon
  lacking by chance, so that it is divided by the square root of one more than how many are there.
- `naam`: the weights of the years, places and organisations that the best passage lacks, added up, and of groups of
  people that the documents never name. Unlike a topic they have no other words, so that lacking them weighs more.
- `maat`: 1 where the first passage, which gives the answer, has no figure or statement of the kind asked for.
- `betekenis`: by how many standard deviations the best cosine stands out above the mean over all chunks, which makes
  one scale of what models give. It helps against far-off queries only.
- `cel`: 1 where every word of the query points at a cell, which is given.
- `rest`: which part of the query the sentence that is given does not account for, 0..1.
- `jaar`: 1 where that sentence is about other years than the query.
- `cijfer`: 1 where a figure is asked for and that sentence has none that is surely the one.
"""

MOST_MARGIN = 6.0
"""Standing out further says no more: the surest queries for tuning reach it."""

LEAST_SPREAD = 0.001
"""Below this the cosines are as good as all the same, and none stands out."""

PART_WEIGHT = 0.8
"""What the 5-grams of a word count for where the word itself does not occur: a compound or an inflection, or chance."""


def estimate_confidence(query: str, hits: Sequence[Hit], chosen: Chosen, searcher: Searcher) -> float:
    """Return the probability, 0..1, that the documents answer `query`; 0 where nothing was found or known of it.

    It is calibrated for the share of answerable queries that `Calibration.prior` tells.
    """
    if not hits or _is_foreign(query, searcher):
        return 0.0
    return load_calibration().estimate(measure_features(query, hits, chosen, searcher))


def _is_foreign(query: str, searcher: Searcher) -> bool:
    """Return whether the documents have none of the words of `query`, nor any reading of them.

    Vectors always find something near; of words that occur nowhere it is no answer.
    """
    named = [demand for demand in find_demands(query, searcher) if demand.kind not in ("maat", "jaar")]
    return bool(named) and not any(demand.somewhere for demand in named)


def measure_features(query: str, hits: Sequence[Hit], chosen: Chosen, searcher: Searcher) -> tuple[float, ...]:
    """Return the values of `FEATURES`, in their order, for a query, the hits that it gave, and what was chosen of them.

    There must be at least one hit.
    """
    first = hits[:CANDIDATES]
    demands = find_demands(query, searcher)
    best = find_best(demands, first, searcher)
    assert best is not None
    topics = [demand for demand in demands if demand.kind in ("onderwerp", "groep")]
    names = [
        demand
        for demand in demands
        if demand.kind in ("jaar", "plaats", "organisatie") or (demand.kind == "groep" and not demand.somewhere)
    ]
    measures = [demand for demand in demands if demand.kind == "maat"]
    lacking = max((demand.weight * (1 - meet_degree(demand, best.chunk, searcher)) for demand in topics), default=0.0)
    present = sum(demand.weight >= TELLING and meets(demand, best.chunk, searcher) for demand in topics)
    return (
        lacking / math.sqrt(1 + present),
        sum(demand.weight for demand in names if not meets(demand, best.chunk, searcher)),
        float(any(not meets(demand, first[0].chunk, searcher) for demand in measures)),
        min(MOST_MARGIN, max(0.0, measure_margin(first, searcher, query))),
        float(chosen.certain),
        chosen.lacking,
        float(not chosen.fits_year),
        float(chosen.lacks_figure),
    )


def measure_coverage(query: str, hits: Sequence[Hit], searcher: Searcher) -> float:
    """Return the share of the query's words, weighed by rarity, that the passages account for, 0..1.

    It is the mean of what the first passage accounts for, which is the one that answers, and what the best of the first
    ones does: a rare word of the query in another passage is not enough to be sure.
    """
    words = {token.text for token in content_tokens(query)}
    if not words or not hits:
        return 0.0
    weights = {word: searcher.lexical.rarity(stem(word)) for word in sorted(words)}
    total = sum(weights.values())
    shares = [
        sum(weight * _presence(word, hit.chunk, searcher) for word, weight in weights.items()) / total
        for hit in hits[:CANDIDATES]
    ]
    return (shares[0] + max(shares)) / 2


def measure_margin(hits: Sequence[Hit], searcher: Searcher, query: str) -> float:
    """Return by how many standard deviations the best passage's cosine exceeds the mean over all chunks.

    Cosines of this kind of model lie close together (.77 to .93): standing out says more than height.
    """
    best = max((hit.dense.score for hit in hits if hit.dense is not None), default=None)
    spread = searcher.cosine_spread(query)
    return 0.0 if best is None or spread < LEAST_SPREAD else (best - searcher.mean_cosine(query)) / spread


def find_missing(query: str, searcher: Searcher) -> tuple[str, ...]:
    """Return the query's words, as typed, that occur nowhere in the documents, not even as part of a word."""
    missing: dict[str, None] = {}
    for token in content_tokens(query):
        if not _occurs_somewhere(token.text, searcher):
            missing.setdefault(query[token.start : token.end])
    return tuple(missing)


def _presence(word: str, chunk: Chunk, searcher: Searcher) -> float:
    """Return 1 where a chunk has the word, or else which part of its 5-grams it has, discounted."""
    if searcher.occurs(stem(word), chunk):
        return 1.0
    parts = grams(word)
    if not parts:
        return 0.0
    return PART_WEIGHT * sum(searcher.occurs(GRAM_MARK + part, chunk) for part in parts) / len(parts)


def _occurs_somewhere(word: str, searcher: Searcher) -> bool:
    """Return whether some chunk has the word, or has all its 5-grams, as a compound that holds it does."""
    if searcher.lexical.frequency(stem(word)):
        return True
    parts = grams(word)
    return bool(parts) and all(searcher.lexical.frequency(GRAM_MARK + part) for part in parts)
