"""From rankings to figures: nDCG@10, RR@10 and Success per query by ir_measures, means with bootstrap intervals.

RR@10, Success@1 and Success@5 count a hit only when it answers by itself (grade 2): the row, not the table around it,
and not a passage that merely supports the answer. nDCG@10 uses the grades. Its ideal ranking is one chunk for each
target (see `judge`), so that returning one good chunk of a target is enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2, sqrt

import numpy as np
from ir_measures import RR, Success, iter_calc, nDCG
from ir_measures.measures import Measure
from numpy.typing import NDArray

from evaluation.judge import FULL, Target, Topic

DEPTH = 10
"""How many hits are looked at: what a reader of a result page sees."""

SEED = 20250619
RESAMPLES = 10_000

_Z = 1.959964
"""How many standard deviations around a mean hold 95% of a normal distribution."""

GRADED_MEASURES = {"nDCG@10": nDCG @ DEPTH}
STRICT_MEASURES = {
    "RR@10": RR(rel=FULL) @ DEPTH,
    "Success@1": Success(rel=FULL) @ 1,
    "Success@5": Success(rel=FULL) @ 5,
}
METRICS = (*GRADED_MEASURES, *STRICT_MEASURES)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over queries with its 95% bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one system returned for a topic: chunk ids, best first."""

    topic: Topic
    chunks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """A query's judgements by name and its ranking in the same names, as ir_measures wants them."""

    qrels: Mapping[str, int]
    run: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one ranking by metric, and the rank of the first of ten hits that answers; None if none does."""

    topic: Topic
    metrics: Mapping[str, float]
    rank: int | None


def score_rankings(rankings: Sequence[Ranking]) -> tuple[Score, ...]:
    """Return the figures of each ranking in the given order; one without a hit counts as 0, it is not left out."""
    graded, strict = [], []
    for ranking in rankings:
        targets = ranking.topic.targets
        graded.append(credit_ranking(targets, ranking.chunks))
        strict.append(credit_ranking(keep_answers(targets), ranking.chunks))
    values = [
        {**by_grade, **by_answer}
        for by_grade, by_answer in zip(
            _run_measures(GRADED_MEASURES, graded), _run_measures(STRICT_MEASURES, strict), strict=True
        )
    ]
    return tuple(
        Score(ranking.topic, figures, find_first_answer(ranking.topic.targets, ranking.chunks))
        for ranking, figures in zip(rankings, values, strict=True)
    )


def keep_answers(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Return the targets that answer by themselves, with only the chunks that do."""
    return tuple(
        Target(target.grade, {chunk: grade for chunk, grade in target.chunks.items() if grade >= FULL})
        for target in targets
        if target.grade >= FULL
    )


def credit_ranking(targets: Sequence[Target], chunks: Sequence[str]) -> Credit:
    """Return judgements and a run for one query in which every target is credited once.

    Each target goes to the one of the first ten hits that serves it best, by grade discounted for rank. The run has a
    name for each hit: `t0` for the one that brings target 0 at its full grade, `t0-` for one that brings it at a lower
    grade (the target itself then stays unfound), and a name without judgement for a hit that brings nothing new.
    """
    qrels = {f"t{number}": target.grade for number, target in enumerate(targets)}
    run = [f"hit{place}" for place in range(min(len(chunks), DEPTH))]
    free = dict(enumerate(chunks[:DEPTH]))
    for number, target in sorted(enumerate(targets), key=lambda item: (-item[1].grade, item[0])):
        served = [
            (target.chunks[chunk] / log2(place + 2), target.chunks[chunk], -place)
            for place, chunk in free.items()
            if chunk in target.chunks
        ]
        if not served:
            continue
        _, grade, negative_place = max(served)
        name = f"t{number}" if grade == target.grade else f"t{number}-"
        run[-negative_place] = name
        qrels[name] = grade
        del free[-negative_place]
    return Credit(qrels, tuple(run))


def _run_measures(measures: Mapping[str, Measure], credits: Sequence[Credit]) -> list[dict[str, float]]:
    """Return the figures that ir_measures gives for each credited ranking, 0 where it gives none."""
    qrels = {str(number): dict(credit.qrels) for number, credit in enumerate(credits)}
    runs = {
        str(number): {name: float(DEPTH - place) for place, name in enumerate(credit.run)}
        for number, credit in enumerate(credits)
    }
    names = {measure: name for name, measure in measures.items()}
    values = [dict.fromkeys(measures, 0.0) for _ in credits]
    for metric in iter_calc(list(measures.values()), qrels, runs):
        values[int(metric.query_id)][names[metric.measure]] = metric.value
    return values


def find_first_answer(targets: Sequence[Target], chunks: Sequence[str]) -> int | None:
    """Return the rank, from 1, of the first hit that answers by itself; None when none of the first ten does."""
    answers = {chunk for target in targets for chunk, grade in target.chunks.items() if grade >= FULL}
    return next((rank for rank, chunk in enumerate(chunks[:DEPTH], start=1) if chunk in answers), None)


def estimate_interval(values: Sequence[float], seed: int = SEED, resamples: int = RESAMPLES) -> Interval:
    """Return the mean of `values` with its 95% percentile bootstrap interval; the same values give the same interval.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("there are no values to estimate an interval for")
    sample: NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(sample), size=(resamples, len(sample)))
    means = sample[draws].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    mean = float(sample.mean())
    # Rounding in the resampled means may put a bound of equal values a hair on the wrong side.
    return Interval(mean, min(float(low), mean), max(float(high), mean))


def estimate_share(count: int, total: int) -> Interval:
    """Return the share `count` of `total` with its 95% interval by Wilson (1927).

    Unlike resampling it does not say that 3 of 3 is sure to be all: `1,00 [0,44–1,00]`.

    Raises:
        ValueError: the total is 0.
    """
    if not total:
        raise ValueError("there is nothing to estimate a share of")
    share = count / total
    middle = share + _Z**2 / (2 * total)
    reach = _Z * sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    low, high = ((middle + side * reach) / (1 + _Z**2 / total) for side in (-1, 1))
    return Interval(share, min(max(0.0, low), share), max(min(1.0, high), share))


def measure_separation(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return the AUROC: how often a positive scores above a negative, ties half; None when either set is empty."""
    if not positives or not negatives:
        return None
    difference = np.subtract.outer(np.asarray(positives, dtype=np.float64), np.asarray(negatives, dtype=np.float64))
    return float(np.mean((difference > 0) + 0.5 * (difference == 0)))
