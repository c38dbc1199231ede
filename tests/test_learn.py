"""Learning: weights go to the signals that tell answers apart, and an ablation says what each part adds."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.ablate import ablate
from evaluation.bench import Bench, Collection
from evaluation.calibrate import load_calibration_queries
from evaluation.gold import UNANSWERABLE, GoldError, load_queries
from evaluation.judge import Target, Topic
from evaluation.learn import Example, collect_examples, hash_queries, learn_fusion, learn_weights, make_fusion
from index.build import build_index
from index.encoder import Encoder
from index.fuse import SIGNALS, load_fusion
from index.search import Searcher
from index.settings import DEFAULT_SETTINGS
from ingest.errors import VraagbaakError

ROOT = Path(__file__).parent.parent


def make_example(deciding: int, seed: int) -> Example:
    """Return twenty candidates of which the one with the most of one signal answers."""
    signals = np.random.default_rng(seed).random((20, len(SIGNALS)))
    answers = np.zeros(20, dtype=np.bool_)
    answers[int(signals[:, deciding].argmax())] = True
    return Example(signals, answers)


@pytest.fixture(scope="module")
def searcher(corpus: Any, stub_encoder: Encoder) -> Searcher:  # noqa: ANN401 - the record of conftest.py
    return build_index(corpus.documents, corpus.chunks, stub_encoder)


def make_topic(searcher: Searcher, query: str, answer: str, part: str = "afstemmen") -> Topic:
    found = next(chunk for chunk in searcher.chunks if answer in chunk.text)
    return Topic("korte vragen", query, "vraag", part, query, (Target(2, {found.id: 2}),))


@pytest.mark.parametrize("deciding", range(len(SIGNALS)))
def test_the_signal_that_decides_gets_the_most_weight(deciding: int) -> None:
    weights = learn_weights([make_example(deciding, seed) for seed in range(30)])
    assert max(weights, key=lambda name: weights[name]) == SIGNALS[deciding]


@given(st.lists(st.tuples(st.integers(0, len(SIGNALS) - 1), st.integers(0, 999)), min_size=1, max_size=8))
def test_weights_are_a_convex_combination_and_the_same_every_time(made: list[tuple[int, int]]) -> None:
    examples = [make_example(deciding, seed) for deciding, seed in made]
    weights = learn_weights(examples)
    assert weights == learn_weights(examples)
    assert sum(weights.values()) == pytest.approx(1)
    assert min(weights.values()) >= 0


def test_a_signal_that_is_left_out_has_no_weight() -> None:
    kept = [name for name in SIGNALS if name != "rij"]
    weights = learn_weights([make_example(0, seed) for seed in range(5)], kept)
    assert set(weights) == set(kept)
    assert make_fusion(weights, "").weight("rij") == 0


def test_nothing_to_learn_from_is_an_error() -> None:
    with pytest.raises(ValueError, match="no examples"):
        learn_weights([])


def test_examples_have_the_signals_of_a_search(searcher: Searcher) -> None:
    topic = make_topic(searcher, "waarom onderuitputting COA", "onderuitputting")
    (example,) = collect_examples(searcher, [topic])
    assert example.signals.shape == (len(searcher.chunks), len(SIGNALS))
    assert ((example.signals >= 0) & (example.signals <= 1)).all()
    assert example.answers.sum() == 1


def test_without_the_gold_s_documents_there_is_nothing_to_learn(searcher: Searcher) -> None:
    with pytest.raises(VraagbaakError, match="niets om van te leren"):
        learn_fusion(Bench(DEFAULT_SETTINGS, (Collection("kamervragen", searcher, ()),), (), ()))


def test_an_ablation_leaves_out_each_part_once(searcher: Searcher) -> None:
    topics = tuple(
        make_topic(searcher, query, answer, part)
        for part in ("afstemmen", "rapporteren")
        for query, answer in (("onderuitputting COA", "onderuitputting"), ("doorlooptijden IND", "doorlooptijden"))
    )
    bench = Bench(DEFAULT_SETTINGS, (Collection("korte vragen", searcher, topics),), (), ())
    whole, *parts = ablate(bench)
    assert [label for label, _ in whole.figures] == ["korte vragen, afstemmen", "korte vragen, rapporteren"]
    names = [part.left_out for part in parts]
    assert len(names) == len(set(names)) > len(SIGNALS)
    assert all(-1 <= found.low <= found.mean <= found.high <= 1 for part in parts for _, found in part.figures)


def test_the_weights_that_come_along_were_learned_on_the_gold_that_comes_along() -> None:
    queries = load_queries(ROOT / "evaluation" / "queries.jsonl")
    assert load_fusion().training == hash_queries([query for query in queries if query.part == "afstemmen"])


def test_calibration_queries_say_whether_they_are_answered() -> None:
    queries = load_calibration_queries()
    assert {query.part for query in queries} == {"afstemmen"}
    unanswerable = sum(query.kind == UNANSWERABLE for query in queries)
    assert 0 < unanswerable < len(queries)
    known = {query.text.casefold() for query in load_queries(ROOT / "evaluation" / "queries.jsonl")}
    assert not [query.text for query in queries if query.text.casefold() in known]


@pytest.mark.parametrize("line", ['{"query": "COA"}', '{"query": 3, "answerable": true}', '{"answerable": false}'])
def test_a_bad_calibration_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "ijken.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=r"ijken\.jsonl, regel 1"):
        load_calibration_queries(path)
