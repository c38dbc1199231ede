"""The compiled BM25 matrix: the scores and the ranking of rank-bm25 itself, and none of its divisions by zero."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]

from index.analyze import analyze
from index.lexical import fit_lexical, load_lexical

TEXTS = [
    "De bijdrage aan het COA daalt door een lagere bezetting van de asielopvang in 2025.",
    "De uitgaven van de IND stijgen in 2025 met 100 mln. door de doorlooptijden.",
    "Onderuitputting bij het COA: de gemiddelde bezetting van de opvang was lager.",
    "Subsidies aan Stichting Nidos voor de opvang van alleenstaande minderjarige vreemdelingen.",
    "De Dienst Terugkeer en Vertrek begeleidt vreemdelingen; opvang, opvang, opvang.",
    "Totaal 1.000 4.422.334",
    "",
]


def reference_scores(corpus: list[list[str]], query: list[str]) -> NDArray[np.float64]:
    fitted = BM25Okapi(corpus)
    # rank-bm25 gives a term in exactly half of the chunks no weight at all; a more frequent one has this.
    fitted.idf = {term: idf or fitted.epsilon * fitted.average_idf for term, idf in fitted.idf.items()}
    return np.asarray(fitted.get_scores(query))


@pytest.mark.parametrize(
    "query", ["opvang COA", "onderuitputting onderuitputting COA", "100", "uitgaven IND 2025", "mango"]
)
def test_scores_and_ranking_are_those_of_rank_bm25_on_dutch(query: str) -> None:
    corpus = [list(analyze(text)) for text in TEXTS]
    expected = reference_scores(corpus, list(analyze(query)))
    found = fit_lexical(corpus).scores(analyze(query))
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)
    assert list(np.argsort(-found, kind="stable")) == list(np.argsort(-expected.astype(np.float32), kind="stable"))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=12), min_size=12, max_size=40),
    st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz?"), max_size=8),
)
def test_scores_are_those_of_rank_bm25_on_anything(corpus: list[list[str]], query: list[str]) -> None:
    lexical = fit_lexical(corpus)
    if not any(corpus) or BM25Okapi(corpus).average_idf <= 0:
        assert (lexical.scores(query) >= 0).all()
        return
    np.testing.assert_allclose(lexical.scores(query), reference_scores(corpus, query), rtol=1e-4, atol=1e-5)


def test_a_repeated_term_counts_again() -> None:
    lexical = fit_lexical([["a", "b"], ["c"], ["d"], ["e"]])
    np.testing.assert_allclose(lexical.scores(["a", "a"]), 2 * lexical.scores(["a"]))


def test_a_term_in_exactly_half_of_the_chunks_is_found() -> None:
    """Its idf is 0, so that a search for `COA` alone found none of the four chunks of eight that had it."""
    lexical = fit_lexical([["coa", "a"], ["coa", "b"], ["c"], ["d"], ["e", "coa"], ["f", "coa"], ["g"], ["h"]])
    assert (lexical.scores(["coa"]) > 0).sum() == 4


def test_more_of_a_term_in_a_chunk_of_one_length_is_more() -> None:
    scores = fit_lexical([["coa", "x", "y"], ["coa", "coa", "y"], ["z"], ["q"], ["r"], ["s"]]).scores(["coa"])
    assert scores[1] > scores[0] > scores[2] == 0


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_nothing_to_index_gives_nothing_found(corpus: list[list[str]]) -> None:
    assert fit_lexical(corpus).scores(["coa"]).tolist() == [0.0] * len(corpus)


@pytest.mark.parametrize("corpus", [[["coa", "ind"]], [["coa", "ind"], ["coa"]], [["coa"], ["coa"], []]])
def test_a_match_counts_for_a_chunk_in_a_tiny_corpus_too(corpus: list[list[str]]) -> None:
    scores = fit_lexical(corpus).scores(["coa"])
    assert all((score > 0) == ("coa" in chunk) for score, chunk in zip(scores, corpus, strict=True))


def test_frequency_counts_chunks() -> None:
    lexical = fit_lexical([["a", "a"], ["a", "b"], []])
    assert [lexical.frequency(term) for term in "abc"] == [2, 1, 0]


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    lexical = fit_lexical([list(analyze(text)) for text in TEXTS])
    lexical.save(tmp_path)
    loaded = load_lexical(tmp_path)
    assert loaded.terms == lexical.terms
    assert loaded.scores(analyze("opvang COA")).tobytes() == lexical.scores(analyze("opvang COA")).tobytes()


def test_an_empty_index_survives_saving(tmp_path: Path) -> None:
    fit_lexical([[], []]).save(tmp_path)
    assert load_lexical(tmp_path).scores(["coa"]).tolist() == [0.0, 0.0]


def test_marks_leave_the_scores_of_words_as_they_are() -> None:
    analyzed = [analyze(text) for text in TEXTS]
    plain = fit_lexical(analyzed)
    marked = fit_lexical(analyzed, marks=[("€100000000",) if "100" in text else () for text in TEXTS])
    assert np.array_equal(plain.scores(analyze("opvang COA 100")), marked.scores(analyze("opvang COA 100")))
    assert np.flatnonzero(marked.scores(("€100000000",))).tolist() == [1]


def test_a_mark_that_every_chunk_has_still_adds_to_its_score() -> None:
    marked = fit_lexical([("opvang",), ("opvang", "coa")], marks=[("€1", "€1"), ("€1",)])
    assert (marked.scores(("€1",)) > 0).all()


def test_chunks_without_words_have_no_marks_either() -> None:
    assert fit_lexical([(), ()], marks=[("€1",), ()]).scores(("€1",)).tolist() == [0, 0]
