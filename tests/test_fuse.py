"""Fusion: scores in 0..1, order kept, nothing divided by zero."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.fuse import SIGNALS, load_fusion, min_max, read_fusion, top_positions, write_fusion
from index.signals import combine

scores = st.lists(st.floats(-10, 10, width=32), min_size=1, max_size=30)


def array(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


@given(scores)
def test_min_max_keeps_the_order_and_fills_0_to_1(values: list[float]) -> None:
    given_scores = array(*values)
    stretched = min_max(given_scores)
    assert ((stretched >= 0) & (stretched <= 1)).all()
    if len(set(given_scores.tolist())) > 1:
        assert (stretched.min(), stretched.max()) == (0, 1)
        assert (np.diff(stretched[np.argsort(given_scores)]) >= 0).all()


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0.0, 0.0), [0, 0]), ((0.8, 0.8), [1, 1]), ((0.8,), [1]), ((-0.1, -0.1), [0, 0]), ((), [])],
)
def test_equal_scores_are_all_or_nothing(values: tuple[float, ...], expected: list[float]) -> None:
    assert min_max(array(*values)).tolist() == expected


def test_weights_decide_between_the_signals() -> None:
    signals = {"betekenis": min_max(array(0.9, 0.8)), "woorden": min_max(array(0, 12))}
    assert combine(signals, {"betekenis": 0.6, "woorden": 0.4}).tolist() == pytest.approx([0.6, 0.4])
    assert combine(signals, {"betekenis": 0.3, "woorden": 0.7}).tolist() == pytest.approx([0.3, 0.7])


def test_a_signal_without_a_weight_does_not_count() -> None:
    signals = {"betekenis": min_max(array(0.9, 0.8)), "woorden": min_max(array(0, 12))}
    assert combine(signals, {"betekenis": 1.0}).tolist() == [1, 0]


@given(scores, st.data())
def test_more_in_one_signal_is_never_less_in_all(values: list[float], data: st.DataObject) -> None:
    dense = array(*values)
    lexical = array(*data.draw(st.lists(st.floats(0, 20, width=32), min_size=len(values), max_size=len(values))))
    fused = combine({"betekenis": min_max(dense), "woorden": min_max(lexical)}, {"betekenis": 0.6, "woorden": 0.4})
    assert ((fused >= 0) & (fused <= 1 + 1e-12)).all()
    for one in range(len(dense)):
        better = (dense >= dense[one]) & (lexical >= lexical[one])
        assert (fused[better] >= fused[one] - 1e-12).all()


def test_the_weights_that_come_along_are_a_convex_combination() -> None:
    fusion = load_fusion()
    assert [name for name, _ in fusion.weights] == list(SIGNALS)
    assert all(weight >= 0 for _, weight in fusion.weights)
    assert sum(weight for _, weight in fusion.weights) == pytest.approx(1)


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "fusion.json"
    write_fusion(load_fusion(), path)
    assert read_fusion(path) == load_fusion()


def test_top_positions_are_the_highest_that_are_allowed() -> None:
    lexical = array(0, 5, 3, 0, 9, 1)
    allowed = np.array([True, True, True, True, False, True])
    assert sorted(top_positions(lexical, 2, allowed)) == [1, 2]
    assert sorted(top_positions(lexical, 10, allowed)) == [1, 2, 5]
