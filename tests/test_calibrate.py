"""The fit of the confidence: what it learns from made-up features, its thresholds, and that it is repeatable."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from answer.calibration import Calibration, Coefficient, load_calibration, read_calibration, write_calibration
from answer.choose import choose_answers
from answer.confidence import FEATURES, estimate_confidence
from evaluation.calibrate import (
    FALSE_REFUSALS,
    Observed,
    calibrate_confidence,
    collect_features,
    find_threshold,
    fit_confidence,
    hash_program,
    leave_out_features,
    predict_unseen,
)
from evaluation.gold import Part, Query
from index.build import build_index
from index.encoder import Encoder
from ingest.errors import VraagbaakError


def make_rows(count: int = 200, noise: float = 0.3) -> tuple[Observed, ...]:
    """Return rows of which the first feature tells the outcome, but for noise, and the second nothing."""
    random = np.random.default_rng(0)
    rows = []
    for number in range(count):
        answerable = number % 4 != 0
        telling = float(answerable) + noise * float(random.standard_normal())
        rows.append(Observed(f"q{number}", (telling, float(random.random())), answerable, near=number % 8 == 0))
    return tuple(rows)


def test_what_tells_gets_the_weight() -> None:
    fitted = fit_confidence(make_rows(), "training", ("telling", "other"))
    telling, other = fitted.calibration.coefficients
    assert telling.weight > 5 * abs(other.weight)
    assert fitted.calibration.features == ("telling", "other")
    assert (fitted.calibration.prior, fitted.calibration.training) == (0.75, "training")
    assert fitted.auroc is not None and fitted.auroc > 0.95
    assert fitted.auroc_near is not None and fitted.auroc_near > 0.95


def test_the_thresholds_allow_what_they_say() -> None:
    fitted = fit_confidence(make_rows(noise=0.6), features=("telling", "other"))
    assert fitted.false_refusals <= FALSE_REFUSALS
    assert 0 < fitted.refused < 1
    assert fitted.calibration.refused <= fitted.calibration.sure


def test_the_predictions_are_probabilities_of_the_training_share() -> None:
    rows = make_rows(noise=0.8)
    chances = predict_unseen(np.array([row.values for row in rows]), np.array([row.answerable for row in rows]))
    assert chances.mean() == pytest.approx(0.75, abs=0.02)


def test_a_query_is_not_predicted_from_itself() -> None:
    """Features without meaning must look worthless: on the rows that it was fitted on a model always does better."""
    random = np.random.default_rng(1)
    rows = tuple(
        Observed(str(number), tuple(map(float, random.standard_normal(8))), number % 2 == 0) for number in range(60)
    )
    fitted = fit_confidence(rows, features=tuple("abcdefgh"))
    assert fitted.auroc is not None and fitted.auroc < 0.65
    assert fitted.auroc_near is None


def test_the_same_rows_give_the_same_model() -> None:
    assert fit_confidence(make_rows(), features=("a", "b")) == fit_confidence(make_rows(), features=("a", "b"))


def test_a_feature_that_never_varies_does_nothing() -> None:
    rows = tuple(replace(row, values=(row.values[0], 0.3)) for row in make_rows())
    fitted = fit_confidence(rows, features=("a", "b"))
    assert fitted.calibration.coefficients[1].weight == 0
    assert fitted.calibration.estimate((1, 0.3)) == fitted.calibration.estimate((1, 99))


def test_rows_of_one_kind_teach_nothing() -> None:
    rows = tuple(replace(row, answerable=True) for row in make_rows())
    with pytest.raises(ValueError, match="tell apart"):
        fit_confidence(rows)


def test_leaving_out_what_tells_costs_most() -> None:
    rows = tuple(replace(row, values=(*row.values, *[0.0] * (len(FEATURES) - 3), row.values[1])) for row in make_rows())
    found = {name: (everywhere, near) for name, everywhere, near in leave_out_features(rows)}
    assert tuple(found) == FEATURES
    assert all(figure is not None and figure < 0.7 for figure in found[FEATURES[0]])
    assert all(figure is not None and figure > 0.9 for name in FEATURES[1:] for figure in found[name])


def test_the_threshold_by_hand() -> None:
    values = np.arange(100) / 100
    assert find_threshold(values, 0.02) == 0.02
    assert (values < find_threshold(values, 0.02)).sum() == 2
    assert find_threshold(np.array([0.3, 0.2]), 0.02) == 0.2


def test_the_estimate_by_hand() -> None:
    model = Calibration(1.0, (Coefficient("a", 2.0, 0.5, 0.25),), 0.8, 0.1, 0.5, "", "")
    assert model.estimate((0.5,)) == pytest.approx(1 / (1 + np.exp(-1)))
    assert model.estimate((0.25,)) == pytest.approx(1 / (1 + np.exp(1)))
    assert (model.estimate((-1e6,)), model.estimate((1e6,))) == (0, 1)
    with pytest.raises(ValueError, match="zip"):
        model.estimate(())


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    model = fit_confidence(make_rows(), "training", ("a", "b")).calibration
    write_calibration(model, tmp_path / "model.json")
    assert read_calibration(tmp_path / "model.json") == model
    (tmp_path / "model.json").write_text("{}", encoding="utf-8")
    with pytest.raises(VraagbaakError, match="vraagbaak leer"):
        read_calibration(tmp_path / "model.json")
    with pytest.raises(VraagbaakError, match="vraagbaak leer"):
        read_calibration(tmp_path / "nowhere.json")


def test_the_model_that_comes_with_the_program() -> None:
    model = load_calibration()
    assert model.features == FEATURES
    assert 0 < model.refused <= model.sure < 1
    assert len(model.training) == len(model.program) == len(hash_program()) == 64
    # More of what is not met is never surer, and standing out in meaning never less.
    assert [each.weight < 0 for each in model.coefficients] == [True, True, True, False, False, True, True, True]


def test_only_queries_for_tuning_are_looked_at(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    searcher = build_index(corpus.documents, corpus.chunks, stub_encoder)

    def make(number: int, text: str, part: Part, *, known: bool) -> Query:
        kind, distance = ("vraag", "") if known else ("onbeantwoordbaar", "dichtbij")
        return Query(f"q{number}", kind, text, part, (), distance)  # type: ignore[arg-type]

    tuning = [make(0, "onderuitputting COA", "afstemmen", known=True), make(1, "Zwolle 2031", "afstemmen", known=False)]
    other = [make(2, "kosten statushouders", "rapporteren", known=True)]
    done: list[int] = []
    observed = collect_features([*tuning, *other], searcher, done.append)
    assert [(row.id, row.answerable, row.near) for row in observed] == [("q0", True, False), ("q1", False, True)]
    assert done == [1, 2]
    more = [replace(query, id=f"{query.id}-{number}") for query in tuning for number in range(10)]
    fitted = calibrate_confidence([*more, *other], searcher)
    assert fitted.calibration.training == calibrate_confidence(more, searcher).calibration.training
    results = searcher.search("onderuitputting COA", count=50)
    assert estimate_confidence(results.query.text, results.hits, choose_answers(results, searcher), searcher) > 0.5
