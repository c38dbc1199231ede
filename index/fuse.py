"""From the scores of two retrievers to one: a convex combination of scores that were brought to 0..1 first."""

import numpy as np
from numpy.typing import NDArray

DENSE_WEIGHT = 0.6
"""Best on 84 queries; the result is flat between .5 and .8."""

LEXICAL_WEIGHT = 0.4

EVIDENCE_POWER = 0.5
"""The lexical list counts by this power of how much of the query its best chunk accounts for (`LexicalIndex.evidence`).

Stretching alone makes the best of a bad list as good as a full match: everyday words for what the documents call
otherwise then drown what the dense list knows. At 0 evidence would not count; between .5 and 1 the result is flat.
"""

LABEL_WEIGHT = 0.3
"""What a row gains, beside the two retrievers' 1.0, when its label is all that the query asks for."""

DEPTH = 1000
"""Up to so many chunks all are compared; above it the union of each retriever's first ones is."""


def min_max(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return `scores` stretched to 0..1, in their order.

    Scores that are all the same cannot be stretched: they become 1 where they are positive (all matched alike) and 0
    where they are not (nothing matched).
    """
    if not len(scores):
        return np.empty(0, dtype=np.float64)
    exact = scores.astype(np.float64)
    low, high = exact.min(), exact.max()
    if high == low:
        return np.full(len(exact), 1.0 if high > 0 else 0.0)
    stretched: NDArray[np.float64] = (exact - low) / (high - low)
    return stretched


def convex_combination(*parts: tuple[float, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the fused score of each candidate: the weighted mean of `parts`, pairs of a weight and scores in 0..1.

    All scores are of the same candidates in the same order.
    """
    total = sum(weight for weight, _ in parts)
    fused: NDArray[np.float64] = np.sum([weight * scores for weight, scores in parts], axis=0) / total
    return fused


def top_positions(scores: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the positions of the (at most) `depth` highest positive scores that are allowed, in no set order."""
    positions = np.flatnonzero(allowed & (scores > 0)).astype(np.int64)
    if len(positions) <= depth:
        return positions
    # Sorted stably and not partitioned, so that which of equal scores stays does not depend on how numpy was built.
    return positions[np.argsort(-scores[positions], kind="stable")[:depth]]
