"""Late interaction: what a score means, what rounding costs, what is written and read, what is remembered."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.build import build_index
from index.encoder import Encoder
from index.late import CODES_FILE, LATE_FILES, MATRIX_FILE, STARTS_FILE, LateIndex, build_late, load_late
from index.projection import (
    CALIBRATION_FILE,
    KEPT_DIMENSIONS,
    Projection,
    fit_projection,
    projection_method,
    read_calibration,
)
from index.remember import Known, RememberingEncoder
from index.store import load_vectors, save_index
from index.word_tokens import find_content_tokens
from ingest.document import Span

TEXTS = (
    "De bijdrage aan het COA daalt door de uitstroom.",
    "De IND beslist op aanvragen.",
    "...",
    "Voor minderjarige vreemdelingen is er opvang door Nidos.",
    "De opvang wordt duurder en de bijdrage stijgt.",
)


@pytest.fixture(scope="module")
def late(stub_encoder: Encoder) -> LateIndex:
    projection = stub_encoder.fit_projection()
    return build_late(stub_encoder.encode_passages_with_tokens(TEXTS, projection)[1], projection)


def ask(query: str, late: LateIndex, encoder: Encoder, positions: Sequence[int] | None = None) -> NDArray[np.float32]:
    """Return the scores of a query, for all chunks unless told which."""
    wanted = np.array(range(late.size) if positions is None else positions, dtype=np.int64)
    return late.scores(encoder.encode_query_with_tokens(query)[1], wanted)


def draw_units(count: int, dimension: int, seed: int = 0) -> NDArray[np.float32]:
    """Return unit vectors that differ less in each dimension than in the one before, as a model's do."""
    drawn = np.random.default_rng(seed).normal(size=(count, dimension)) * 0.99 ** np.arange(dimension)
    drawn[:, 0] += 3.0
    units: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return units


def score_exactly(query: NDArray[np.float32], passages: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
    return np.array([(query @ tokens.T).max(axis=1).mean() for tokens in passages], dtype=np.float64)


# --- what a score means ---


def test_a_text_scores_highest_with_itself(late: LateIndex, stub_encoder: Encoder) -> None:
    for position in (0, 1, 3, 4):
        scores = ask(TEXTS[position], late, stub_encoder)
        assert scores.argmax() == position
        assert scores[position] == pytest.approx(1, abs=0.01)


def test_more_words_that_match_score_more(late: LateIndex, stub_encoder: Encoder) -> None:
    rising = [ask(query, late, stub_encoder, [0])[0] for query in ("fiets regen", "bijdrage regen", "bijdrage COA")]
    assert rising == sorted(rising)
    assert rising[0] + 0.2 < rising[1] < rising[2] - 0.2


def test_a_score_is_a_mean_over_the_words_of_the_query(late: LateIndex, stub_encoder: Encoder) -> None:
    both = ask("bijdrage opvang", late, stub_encoder)
    apart = (ask("bijdrage", late, stub_encoder) + ask("opvang", late, stub_encoder)) / 2
    np.testing.assert_allclose(both, apart, atol=1e-6)


def test_stopwords_in_a_query_do_not_matter(late: LateIndex, stub_encoder: Encoder) -> None:
    np.testing.assert_array_equal(
        ask("waarom daalt de bijdrage", late, stub_encoder), ask("daalt bijdrage", late, stub_encoder)
    )


def test_no_tokens_score_nothing(late: LateIndex, stub_encoder: Encoder) -> None:
    scores = ask("opvang", late, stub_encoder)
    assert scores[2] == 0
    assert (scores[[0, 1, 3, 4]] > 0).all()
    assert not late.scores(np.empty((0, 0), dtype=np.float32), np.arange(5)).any()
    assert not ask("opvang", late, stub_encoder, [2, 2]).any()
    assert ask("opvang", late, stub_encoder, []).shape == (0,)


@given(st.permutations(range(len(TEXTS))), st.integers(1, len(TEXTS)))
def test_neither_order_nor_company_changes_a_score(order: list[int], count: int) -> None:
    """A product of matrices adds up rows differently by their place; of whole numbers it cannot."""
    projection = fit_projection([draw_units(500, 384)])
    passages = [draw_units(3 + 7 * seed, 384, seed) for seed in range(len(TEXTS))]
    codes = [projection.encode(tokens) for tokens in passages]
    query = draw_units(6, 384, 99)
    straight = build_late(codes, projection).scores(query, np.arange(len(TEXTS)))
    turned = build_late([codes[position] for position in order], projection)
    picked = order[:count]
    np.testing.assert_array_equal(turned.scores(query, np.arange(count)), straight[picked])
    np.testing.assert_array_equal(build_late(codes, projection).scores(query, np.array(picked)), straight[picked])


# --- what is kept of a vector ---


def test_a_score_is_close_to_the_exact_one() -> None:
    projection = fit_projection([draw_units(3000, 100)])
    passages = [draw_units(40, 100, seed) for seed in range(1, 60)]
    late = build_late([projection.encode(tokens) for tokens in passages], projection)
    query = draw_units(8, 100, 99)
    exact = score_exactly(query, passages)
    np.testing.assert_allclose(late.scores(query, np.arange(59)), exact, atol=0.005)
    assert late.scores(query, np.arange(59)).argmax() == exact.argmax()


def test_few_dimensions_keep_most_of_what_differs() -> None:
    projection = fit_projection([draw_units(3000, 384)])
    assert (projection.dimension, projection.kept) == (384, KEPT_DIMENSIONS)
    passages = [draw_units(40, 384, seed) for seed in range(1, 60)]
    late = build_late([projection.encode(tokens) for tokens in passages], projection)
    query = np.concatenate([passages[7][:4], passages[30][:4]])
    scores = late.scores(query, np.arange(59))
    assert np.corrcoef(scores, score_exactly(query, passages))[0, 1] > 0.9
    assert set(np.argsort(-scores)[:2]) == {7, 30}


def test_no_more_than_a_rounding_is_lost_of_a_component() -> None:
    projection = fit_projection([draw_units(3000, 100)])
    tokens = draw_units(3000, 100)
    restored = projection.encode(tokens) * projection.steps
    assert np.abs(restored - projection.project(tokens)).max() <= projection.steps.max() / 2 + 1e-6


def test_a_small_model_is_not_projected() -> None:
    projection = fit_projection([draw_units(50, 64)])
    np.testing.assert_array_equal(projection.matrix, np.eye(64))


def test_a_projection_does_not_depend_on_the_order_of_the_tokens() -> None:
    tokens = draw_units(2000, 384)
    first, second = fit_projection([tokens]), fit_projection([tokens[1000:], tokens[:1000]])
    np.testing.assert_allclose(first.matrix, second.matrix, atol=2e-4)
    np.testing.assert_allclose(first.steps, second.steps, atol=1e-4)


def test_the_calibration_is_varied_dutch() -> None:
    lines = CALIBRATION_FILE.read_text(encoding="utf-8").splitlines()
    assert all(sum(line in text for text in read_calibration()) == 2 for line in lines)
    assert 150 <= len(lines) <= 300
    assert len(set(lines)) == len(lines)
    assert all(line == line.strip() and line.endswith((".", "?", "!")) for line in lines)
    assert projection_method().startswith("svd 128 int8")


# --- which tokens count ---


def cut(text: str, length: int = 3) -> tuple[Span, ...]:
    """Return the spans of made-up tokens: the words of a text, cut in pieces, and an empty one for a special token."""
    words = [(text.index(word), word) for word in text.split()]
    pieces = [
        (start + shift, word[shift : shift + length]) for start, word in words for shift in range(0, len(word), length)
    ]
    return (Span(0, 0), *(Span(start, start + len(piece)) for start, piece in pieces))


def kept(text: str, mask: NDArray[np.bool_]) -> list[str]:
    return [text[span.start : span.end] for span, counts in zip(cut(text), mask, strict=True) if counts]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("waarom daalt het COA", ["daa", "lt", "COA"]),
        ("OM en zo", ["OM"]),
        ("Opvang , 2025 (!)", ["Opv", "ang", "202", "5"]),
        (", .", []),
        ("in-huis", ["in-", "hui", "s"]),
        ("hoe is het", ["hoe", "is", "het"]),
    ],
)
def test_tokens_of_content_words_count(text: str, pieces: list[str]) -> None:
    assert kept(text, find_content_tokens(text, cut(text))) == pieces


# --- written, read, remembered ---


def test_what_is_loaded_is_what_was_saved(late: LateIndex, stub_encoder: Encoder, tmp_path: Path) -> None:
    late.save(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(LATE_FILES)
    loaded = load_late(tmp_path)
    assert loaded.size == late.size == len(TEXTS)
    np.testing.assert_array_equal(ask("opvang COA", loaded, stub_encoder), ask("opvang COA", late, stub_encoder))
    np.testing.assert_array_equal(loaded.codes_of(3), late.codes_of(3))


def test_an_empty_index_can_be_saved(stub_encoder: Encoder, tmp_path: Path) -> None:
    build_late((), stub_encoder.fit_projection()).save(tmp_path)
    assert load_late(tmp_path).size == 0


@pytest.mark.parametrize(
    ("name", "array"),
    [
        (STARTS_FILE, np.array([0, 3], dtype=np.int64)),
        (STARTS_FILE, np.array([0, 9, 3, 32], dtype=np.int64)),
        (STARTS_FILE, np.array([], dtype=np.int64)),
        (STARTS_FILE, np.array([[0]], dtype=np.int64)),
        (CODES_FILE, np.zeros((32, 63), dtype=np.int8)),
        (CODES_FILE, np.zeros((32, 64), dtype=np.float32)),
        (MATRIX_FILE, np.zeros((64, 63), dtype=np.float32)),
        (CODES_FILE, np.array([{}], dtype=object)),
    ],
)
def test_files_that_do_not_belong_together_are_refused(
    late: LateIndex, tmp_path: Path, name: str, array: NDArray[Any]
) -> None:
    late.save(tmp_path)
    np.save(tmp_path / name, array, allow_pickle=True)
    with pytest.raises(ValueError, match=r"late_|allow_pickle"):
        load_late(tmp_path)


def test_a_file_cut_short_is_refused(late: LateIndex, tmp_path: Path) -> None:
    late.save(tmp_path)
    whole = (tmp_path / CODES_FILE).read_bytes()
    (tmp_path / CODES_FILE).write_bytes(whole[:-1])
    with pytest.raises(ValueError):
        load_late(tmp_path)


class Refusing:
    """An encoder that may not be asked for passages or for a projection."""

    def __init__(self, inner: Encoder) -> None:
        self.name, self.fingerprint = inner.name, inner.fingerprint
        self.dimension, self.max_tokens = inner.dimension, inner.max_tokens
        self.encode_query, self.encode_query_with_tokens = inner.encode_query, inner.encode_query_with_tokens
        self.count_tokens = inner.count_tokens

    def fit_projection(self) -> Projection:
        raise AssertionError("the projection is known")

    def encode_passages(self, texts: Sequence[str], progress: object = None) -> NDArray[np.float32]:
        raise AssertionError(f"known: {texts}")

    def encode_passages_with_tokens(
        self, texts: Sequence[str], projection: Projection, progress: object = None
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.int8], ...]]:
        raise AssertionError(f"known: {texts}")


def test_what_is_remembered_gives_the_same_bytes(
    corpus: Any,  # noqa: ANN401 - the record of conftest.py
    stub_encoder: Encoder,
    tmp_path: Path,
) -> None:
    save_index(build_index(corpus.documents, corpus.chunks, stub_encoder), tmp_path / "one")
    known = load_vectors(tmp_path / "one", stub_encoder.fingerprint)
    remembering = RememberingEncoder(Refusing(stub_encoder), known)
    assert all(remembering.knows(chunk.indexed) for chunk in corpus.chunks)
    save_index(build_index(corpus.documents, corpus.chunks, remembering), tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_codes_of_another_projection_are_not_remembered(stub_encoder: Encoder, tmp_path: Path) -> None:
    coarse = Projection(np.eye(64, dtype=np.float32), np.full(64, 0.5, dtype=np.float32))
    first = RememberingEncoder(stub_encoder)
    _, own = first.encode_passages_with_tokens(TEXTS, first.fit_projection())
    _, other = first.encode_passages_with_tokens(TEXTS, coarse)
    assert first.knows(TEXTS[0])
    assert np.abs(other[0]).max() <= 2 < np.abs(own[0]).max()
    np.testing.assert_array_equal(first.encode_passages_with_tokens(TEXTS, first.fit_projection())[1][0], own[0])


def test_codes_without_their_vectors_are_made_again(stub_encoder: Encoder) -> None:
    remembering = RememberingEncoder(stub_encoder, Known({TEXTS[0]: np.zeros(256, dtype=np.float32)}))
    assert not remembering.knows(TEXTS[0])
    done: list[int] = []
    vectors, codes = remembering.encode_passages_with_tokens(TEXTS, remembering.fit_projection(), done.append)
    assert len(codes) == len(vectors) == sum(done) == len(TEXTS)
    np.testing.assert_array_equal(vectors[0], stub_encoder.encode_passages(TEXTS[:1])[0])


def test_an_index_has_the_tokens_of_every_chunk(
    corpus: Any,  # noqa: ANN401
    stub_encoder: Encoder,
) -> None:
    searcher = build_index(corpus.documents, corpus.chunks, stub_encoder)
    assert searcher.indexes.late.size == len(corpus.chunks)
    whole = [len(searcher.indexes.late.codes_of(position)) for position in range(len(corpus.chunks))]
    assert min(whole) > 0
