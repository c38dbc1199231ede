"""Exact search over vectors: nearest first, filters inside the search, scores that do not depend on the place."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.dense import build_dense, load_dense


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    drawn = np.random.default_rng(20250619).normal(size=(300, 32)).astype(np.float32)
    unit: NDArray[np.float32] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def everything(vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    return np.ones(len(vectors), dtype=np.bool_)


def test_a_vector_finds_itself_first_with_a_cosine_of_one(vectors: NDArray[np.float32]) -> None:
    dense = build_dense(vectors)
    for position in (0, 17, 299):
        assert dense.search(vectors[position], 5, everything(vectors))[0] == position
        assert dense.scores(vectors[position], np.array([position]))[0] == pytest.approx(1)


def test_the_order_is_that_of_the_inner_product(vectors: NDArray[np.float32]) -> None:
    expected = np.argsort(-(vectors @ vectors[3]))[:20]
    assert build_dense(vectors).search(vectors[3], 20, everything(vectors)).tolist() == expected.tolist()


def test_filters_apply_inside_the_search(vectors: NDArray[np.float32]) -> None:
    """Filtering the first results instead would leave fewer than were asked for."""
    dense = build_dense(vectors)
    allowed = np.zeros(len(vectors), dtype=np.bool_)
    allowed[np.argsort(vectors @ vectors[3])[:10]] = True
    found = dense.search(vectors[3], 10, allowed)
    assert sorted(found) == np.flatnonzero(allowed).tolist()
    assert dense.search(vectors[3], 50, allowed).tolist() == found.tolist()
    assert dense.search(vectors[3], 10, ~everything(vectors)).tolist() == []


def test_equal_vectors_have_equal_scores_wherever_they_stand(vectors: NDArray[np.float32]) -> None:
    """A matrix product adds up its last rows in another order, so that equal texts differed in the last bit."""
    same = np.repeat(vectors[:1], 37, axis=0)
    dense = build_dense(same)
    for count in range(1, 38):
        assert len(set(dense.scores(vectors[1], np.arange(count)).tolist())) == 1


def test_saved_and_loaded_is_the_same(vectors: NDArray[np.float32], tmp_path: Path) -> None:
    build_dense(vectors).save(tmp_path)
    loaded = load_dense(tmp_path)
    assert (loaded.size, loaded.dimension) == (300, 32)
    assert loaded.search(vectors[9], 1, everything(vectors)).tolist() == [9]


def test_no_vectors_give_no_results(tmp_path: Path) -> None:
    build_dense(np.empty((0, 8), dtype=np.float32)).save(tmp_path)
    empty = load_dense(tmp_path)
    assert empty.search(np.ones(8, dtype=np.float32), 5, np.empty(0, dtype=np.bool_)).tolist() == []
    assert empty.scores(np.ones(8, dtype=np.float32), np.empty(0, dtype=np.int64)).tolist() == []
