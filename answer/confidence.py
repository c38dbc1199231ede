"""How sure it is that the documents answer a query: from how much of it the passages that were found account for.

Two signals, neither of which needs a second model: the share of the query's words that the best passage has, rare words
counting more and parts of words counting in part; and how far the best passage stands out in meaning from all others.
"""

import math
from collections.abc import Sequence

from index.analyze import GRAM_MARK, content_tokens, grams, stem
from index.hits import Hit
from index.search import Searcher
from ingest.chunk import Chunk

CANDIDATES = 5
"""So many of the first passages are looked at."""

INTERCEPT, COVERAGE_SLOPE, MARGIN_SLOPE = -5.15, 7.29, 29.2
"""A logistic fit, both outcomes weighing the same, on the gold set's part for tuning (65 answerable queries, 16 not).

The ratio of the slopes was held back from what fits that part best: near the topic the margin tells little, so that a
larger share of it fits these queries and not others.
"""

PART_WEIGHT = 0.8
"""What the 5-grams of a word count for where the word itself does not occur: a compound or an inflection, or chance."""


def estimate_confidence(query: str, hits: Sequence[Hit], searcher: Searcher) -> float:
    """Return the confidence, 0..1, that the documents answer `query`."""
    coverage = measure_coverage(query, hits, searcher)
    margin = measure_margin(hits, searcher, query)
    return 1 / (1 + math.exp(-(INTERCEPT + COVERAGE_SLOPE * coverage + MARGIN_SLOPE * margin)))


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
    """Return by how much the best passage's cosine with the query exceeds the mean over all chunks.

    Cosines of this kind of model lie close together (.77 to .93): standing out says more than height.
    """
    if not hits:
        return 0.0
    best = max((hit.dense.score for hit in hits if hit.dense is not None), default=0.0)
    return best - searcher.mean_cosine(query)


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
