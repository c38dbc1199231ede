"""From several signals to one score: a convex combination with weights that were learned on the gold set."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FUSION_FILE = Path(__file__).parent / "fusion.json"

SIGNALS = ("betekenis", "zinnen", "woordbetekenis", "woorden", "woorddelen", "rij", "soort")
"""What is known of a chunk beside a query, each 0..1: the meaning of the whole (`betekenis`), of its best sentence, and
of its single words in their context (the second stage); the query's words, parts of words, and the label of a row; and
whether its kind suits the query."""

SECOND_STAGE = "woordbetekenis"
"""The signal that is worked out for the first candidates only."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """The weight of each signal by its name; together they are 1, and one without a weight does not count.

    `training` is the hash of the queries and places that the weights were learned on.
    """

    weights: tuple[tuple[str, float], ...]
    training: str

    def weight(self, signal: str) -> float:
        """Return the weight of a signal."""
        return dict(self.weights).get(signal, 0.0)


@cache
def load_fusion() -> Fusion:
    """Return the weights that come with the program; `vraagbaak leer` writes them anew."""
    return read_fusion(FUSION_FILE)


def read_fusion(path: Path) -> Fusion:
    """Return the weights in a file that `write_fusion` wrote."""
    written = json.loads(path.read_text(encoding="utf-8"))
    weights = tuple((name, float(written["weights"].get(name, 0.0))) for name in SIGNALS)
    return Fusion(weights, str(written["training"]))


def write_fusion(fusion: Fusion, path: Path = FUSION_FILE) -> None:
    """Write the weights where `load_fusion` reads them."""
    record = {"weights": dict(fusion.weights), "training": fusion.training}
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    load_fusion.cache_clear()


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


def top_positions(scores: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the positions of the (at most) `depth` highest positive scores that are allowed, in no set order."""
    positions = np.flatnonzero(allowed & (scores > 0)).astype(np.int64)
    if len(positions) <= depth:
        return positions
    # Sorted stably and not partitioned, so that which of equal scores stays does not depend on how numpy was built.
    return positions[np.argsort(-scores[positions], kind="stable")[:depth]]
