"""The weights of the search, learned on the part of the gold set that is for tuning.

A query's candidates compete: the weights make it likely that one that answers comes first, by a softmax over all of
them (ListNet's top-one loss, Cao et al. 2007). Weights are not below 0, so that more of a signal is never less, and are
held small, so that a few queries do not decide.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evaluation.bench import TUNING, Bench
from evaluation.gold import Query
from evaluation.judge import FULL, Topic
from index.fuse import SIGNALS, Fusion
from index.search import Searcher
from ingest.errors import VraagbaakError

TEMPERATURE = 8.0
"""How sharply the softmax sees differences of scores, which lie in 0..1."""

RESTRAINT = 0.02
"""How much large weights cost; between .005 and .1 the result is flat."""

COMPARED = 50
"""So many candidates of a query are compared, the best by equal weights: the rest never comes first."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query's candidates: their signals, shape (candidates, signals), and which of them answer it."""

    signals: NDArray[np.float64]
    answers: NDArray[np.bool_]


def collect_examples(
    searcher: Searcher, topics: Sequence[Topic], progress: Callable[[int], None] | None = None
) -> tuple[Example, ...]:
    """Return an example for each topic that has an answer among its candidates; `topics` are for tuning."""
    examples = []
    for done, topic in enumerate(topics, start=1):
        positions, signals = searcher.measure_signals(topic.query)
        values = np.stack([signals[name] for name in SIGNALS], axis=1)
        chosen = np.argsort(-values.mean(axis=1), kind="stable")[:COMPARED]
        good = {chunk for target in topic.targets for chunk, grade in target.chunks.items() if grade >= FULL}
        answers = np.array([searcher.chunks[position].id in good for position in positions[chosen]])
        if answers.any():
            examples.append(Example(values[chosen], answers))
        if progress is not None:
            progress(done)
    return tuple(examples)


def learn_weights(examples: Sequence[Example], signals: Sequence[str] = SIGNALS) -> dict[str, float]:
    """Return the weights of `signals`, together 1, that put answers first in `examples`; of others there are none.

    Raises:
        ValueError: there is nothing to learn from.
    """
    if not examples:
        raise ValueError("there are no examples to learn from")
    columns = [SIGNALS.index(name) for name in signals]

    def cost(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros(len(columns))
        for example in examples:
            lost, slope = _lose(example.signals[:, columns], example.answers, weights)
            total += lost
            gradient += slope
        restraint = RESTRAINT * TEMPERATURE
        return total / len(examples) + restraint * float(weights @ weights), (
            gradient / len(examples) + 2 * restraint * weights
        )

    start = np.full(len(columns), 1 / len(columns))
    found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(columns))
    # Rounded, so that the last digits of another machine's sums are not another index.
    weights = np.round(found.x / found.x.sum(), 3)
    weights[int(np.argmax(weights))] += 1 - weights.sum()
    return {name: round(float(weight), 3) for name, weight in zip(signals, weights, strict=True)}


def learn_fusion(bench: Bench, progress: Callable[[int], None] | None = None) -> Fusion:
    """Return the weights that were learned on the tuning part of the gold set.

    Raises:
        VraagbaakError: the documents that the gold set is about are not there.
    """
    topics = bench.tuning_topics()
    if not topics:
        raise VraagbaakError(
            "Er is niets om van te leren: de korte vragen horen bij andere documenten. Wijs met --corpus de map aan "
            "waar die in staan."
        )
    examples = collect_examples(bench.collections[0].searcher, topics, progress)
    tuning = [query for query in bench.queries if query.part == TUNING]
    return make_fusion(learn_weights(examples), hash_queries(tuning))


def make_fusion(weights: Mapping[str, float], training: str) -> Fusion:
    """Return the weights as the search takes them; `training` is the hash of what they were learned on."""
    return Fusion(tuple((name, weights.get(name, 0.0)) for name in SIGNALS), training)


def hash_queries(queries: Sequence[Query]) -> str:
    """Return 64 hexadecimal digits that change when a query or what answers it does."""
    written = json.dumps([asdict(query) for query in queries], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _lose(
    signals: NDArray[np.float64], answers: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Return minus the logarithm of the chance that an answer comes first, and its slope."""
    scores = TEMPERATURE * (signals @ weights)
    powers = np.exp(scores - scores.max())
    chances = powers / powers.sum()
    right = powers * answers / (powers * answers).sum()
    return -float(np.log(chances[answers].sum())), TEMPERATURE * (chances - right) @ signals
