"""The probability that the documents answer a query, fitted on the part of the gold set that is for tuning.

A logistic regression with an L2 penalty over standardised features, by Newton's method. Its thresholds come from
predictions by cross-validation: on queries that a model was fitted on it looks better than it is.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import answer
from answer.calibration import Calibration, Coefficient
from answer.choose import LOOKED_AT, choose_answers
from answer.confidence import FEATURES, measure_features
from evaluation.answer_gold import load_answer_queries
from evaluation.bench import TUNING
from evaluation.gold import NEAR, UNANSWERABLE, GoldError, Kind, Query, read_records
from evaluation.learn import hash_queries
from evaluation.measure import measure_separation
from index.search import Searcher
from ingest.document import Document

RESTRAINT = 3.0
"""How much large coefficients cost: half of it times the sum of their squares. Between 1 and 10 the result is flat."""

FOLDS, ROUNDS = 10, 5
"""Each query is predicted by a model that did not see it, once in every round; the mean over the rounds counts."""

FALSE_REFUSALS = 0.02
"""At most this share of the answerable queries may be refused."""

RESERVED = 0.05
"""At most this share of the answerable queries may be answered with reserve or refused."""

STEPS = 50
"""Newton's method is there after ten; more is to be safe."""

_PROGRAM = (
    *(f"{name}.py" for name in ("calibration", "choose", "confidence", "demands", "evidence", "measures", "names")),
    "question_kind.py",
    "figures/*.py",
    "statements/*.py",
)
_LISTS = ("places.txt", "organisations.txt", "groups.txt", "frame_words.txt")


CALIBRATION_QUERIES = Path(__file__).parent / "calibration.jsonl"
"""Queries with no more than whether the documents answer them, written when the rules for demands had been made.

Rules that were made with queries in sight fit those better than others: with those alone the confidence is too high.
"""


@dataclass(frozen=True, slots=True)
class Observed:
    """A query's features, whether the documents answer it, and whether it is a near miss where they do not."""

    id: str
    values: tuple[float, ...]
    answerable: bool
    near: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration with how well it tells queries apart that it was not fitted on.

    `auroc` is over all, `auroc_near` over the answerable ones and the near misses; None without either kind. `refused`
    is the share of the unanswerable queries that the threshold refuses, `false_refusals` that of the answerable ones.
    """

    calibration: Calibration
    auroc: float | None
    auroc_near: float | None
    refused: float
    false_refusals: float


def load_calibration_queries(path: Path = CALIBRATION_QUERIES) -> tuple[Query, ...]:
    """Return the queries of a calibration file, one JSON object a line: `query` and `answerable`; all are for tuning.

    Raises:
        GoldError: the file cannot be read, or a line is not well-formed.
    """
    queries = []
    for number, (place, record) in enumerate(read_records(path), start=1):
        text, answerable = record.get("query"), record.get("answerable")
        if not isinstance(text, str) or not isinstance(answerable, bool):
            raise GoldError(f"{place}: geef «query» als tekst en «answerable» als true of false.")
        kind: Kind = "vraag" if answerable else UNANSWERABLE
        queries.append(Query(f"k{number:03}", kind, text, TUNING, (), distance="" if answerable else NEAR))
    return tuple(queries)


def list_answer_queries(path: Path, documents: Mapping[str, Document]) -> tuple[Query, ...]:
    """Return the queries of a gold file of answers that stand by themselves; those without an answer are near."""
    return tuple(
        Query(
            found.id,
            "vraag" if found.answers else UNANSWERABLE,
            found.text,
            found.part,
            (),
            "" if found.answers else NEAR,
        )
        for found in load_answer_queries(path, documents)
        if not found.previous and not found.parts
    )


def collect_features(
    queries: Sequence[Query], searcher: Searcher, progress: Callable[[int], None] | None = None
) -> tuple[Observed, ...]:
    """Return the features of the queries that are for tuning, in their order; others are left out."""
    observed = []
    for done, query in enumerate(tune_only(queries), start=1):
        results = searcher.search(query.text, count=LOOKED_AT)
        values = measure_features(query.text, results.hits, choose_answers(results, searcher), searcher)
        answerable = query.kind != UNANSWERABLE
        observed.append(Observed(query.id, values, answerable, not answerable and query.distance == NEAR))
        if progress is not None:
            progress(done)
    return tuple(observed)


def tune_only(queries: Sequence[Query]) -> tuple[Query, ...]:
    """Return the queries that are for tuning."""
    return tuple(query for query in queries if query.part == TUNING)


def fit_confidence(rows: Sequence[Observed], training: str = "", features: Sequence[str] = FEATURES) -> Fitted:
    """Return the model fitted on `rows`, with thresholds and figures from cross-validation.

    `training` is the hash of the queries, to be kept with it. The same rows give the same model.

    Raises:
        ValueError: all rows are answerable, or none is.
    """
    answerable = np.array([row.answerable for row in rows], dtype=np.bool_)
    if answerable.all() or not answerable.any():
        raise ValueError("there is nothing to tell apart: all queries are answerable, or none is")
    values = np.array([row.values for row in rows], dtype=np.float64)
    unseen = predict_unseen(values, answerable)
    positives, negatives = unseen[answerable], unseen[~answerable]
    near = unseen[[row.near for row in rows]]
    refused = find_threshold(positives)
    coefficients, intercept = _fit(values, answerable)
    calibration = Calibration(
        intercept=intercept,
        coefficients=tuple(
            Coefficient(name, *(round(float(value), 6) for value in column))
            for name, column in zip(features, coefficients.T, strict=True)
        ),
        prior=round(float(answerable.mean()), 6),
        refused=refused,
        sure=find_threshold(positives, RESERVED),
        training=training,
        program=hash_program(),
    )
    return Fitted(
        calibration,
        measure_separation(positives.tolist(), negatives.tolist()),
        measure_separation(positives.tolist(), near.tolist()),
        float((negatives < refused).mean()),
        float((positives < refused).mean()),
    )


def calibrate_confidence(
    queries: Sequence[Query], searcher: Searcher, progress: Callable[[int], None] | None = None
) -> Fitted:
    """Return the model fitted on the queries that are for tuning, asked of `searcher`."""
    return fit_confidence(collect_features(queries, searcher, progress), hash_queries(tune_only(queries)))


def leave_out_features(rows: Sequence[Observed]) -> tuple[tuple[str, float | None, float | None], ...]:
    """Return for each feature the AUROC without it, over all and near: what it is worth is what is lost."""
    answerable = np.array([row.answerable for row in rows], dtype=np.bool_)
    values = np.array([row.values for row in rows], dtype=np.float64)
    near = np.array([row.near for row in rows], dtype=np.bool_)
    found = []
    for column, name in enumerate(FEATURES):
        unseen = predict_unseen(np.delete(values, column, axis=1), answerable)
        positives = unseen[answerable].tolist()
        found.append(
            (
                name,
                measure_separation(positives, unseen[~answerable].tolist()),
                measure_separation(positives, unseen[near].tolist()),
            )
        )
    return tuple(found)


def find_threshold(positives: NDArray[np.float64], share: float = FALSE_REFUSALS) -> float:
    """Return the highest threshold below which at most `share` of the answerable queries lie, to six decimals."""
    allowed = int(share * len(positives))
    # Cut off and not rounded: rounded up it would refuse the query that it is taken from.
    return float(np.floor(np.sort(positives)[allowed] * 1e6) / 1e6)


def predict_unseen(values: NDArray[np.float64], answerable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return for each row the probability by models that were fitted without it, shape (rows,)."""
    total = np.zeros(len(values))
    for seed in range(ROUNDS):
        folds = _deal(answerable, seed)
        for fold in range(FOLDS):
            left_out = folds == fold
            if left_out.any():
                (weight, mean, spread), intercept = _fit(values[~left_out], answerable[~left_out])
                total[left_out] += intercept + ((values[left_out] - mean) / spread) @ weight
    return _chance(total / ROUNDS)


def hash_program() -> str:
    """Return 64 hexadecimal digits that change when what works out the features does."""
    folder = Path(answer.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for pattern in (*_PROGRAM, *_LISTS) for path in folder.glob(pattern)):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _deal(answerable: NDArray[np.bool_], seed: int) -> NDArray[np.int64]:
    """Return a fold for each row, both outcomes spread evenly over the folds."""
    random = np.random.default_rng(seed)
    folds = np.empty(len(answerable), dtype=np.int64)
    for outcome in (False, True):
        places = random.permutation(np.flatnonzero(answerable == outcome))
        folds[places] = np.arange(len(places)) % FOLDS
    return folds


def _fit(values: NDArray[np.float64], answerable: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Return weight, mean and spread of each feature, shape (3, features), and the intercept."""
    mean, spread = values.mean(axis=0), values.std(axis=0)
    # What never varies tells nothing; its weight stays 0.
    spread = np.where(spread < 1e-9, 1.0, spread)
    design = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    penalty = np.diag([0.0, *[RESTRAINT] * values.shape[1]])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = _chance(design @ weights)
        slope = design.T @ (chance - answerable) + penalty @ weights
        # A hair on the diagonal keeps the matrix whole where the intercept alone could grow for ever.
        curve = (design.T * (chance * (1 - chance))) @ design + penalty + 1e-9 * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return np.stack([weights[1:], mean, spread]), round(float(weights[0]), 6)


def _chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of log odds."""
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return chance
