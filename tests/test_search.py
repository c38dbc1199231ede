"""Search: what a score means, filters, bad queries, and the words that a budget's readers type."""

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import IndexSettings, build_index
from index.encoder import Encoder
from index.hits import Results
from index.projection import Projection
from index.search import Filters, Mode, Searcher
from ingest.chunk import Chunk
from ingest.errors import QueryError

MODES: tuple[Mode, ...] = ("hybrid", "lexical", "dense")


@dataclass
class CountingEncoder:
    """An encoder that counts how often each text is encoded."""

    inner: Any
    passages: Counter[str] = field(default_factory=Counter)
    queries: Counter[str] = field(default_factory=Counter)
    name: str = "counting"
    fingerprint: str = "c0"
    dimension: int = 256
    max_tokens: int = 512

    def encode_passages(self, texts: Sequence[str], progress: Any = None) -> NDArray[np.float32]:  # noqa: ANN401
        self.passages.update(texts)
        vectors: NDArray[np.float32] = self.inner.encode_passages(texts, progress)
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        self.queries[text] += 1
        vector: NDArray[np.float32] = self.inner.encode_query(text)
        return vector

    def fit_projection(self) -> Projection:
        projection: Projection = self.inner.fit_projection()
        return projection

    def encode_passages_with_tokens(
        self,
        texts: Sequence[str],
        projection: Projection,
        progress: Any = None,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        self.passages.update(texts)
        return self.inner.encode_passages_with_tokens(texts, projection, progress)

    def encode_query_with_tokens(self, text: str) -> Any:  # noqa: ANN401
        self.queries[text] += 1
        return self.inner.encode_query_with_tokens(text)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


@pytest.fixture(scope="module")
def searcher(corpus: Any, stub_encoder: Encoder) -> Searcher:  # noqa: ANN401 - the record of conftest.py
    return build_index(corpus.documents, corpus.chunks, stub_encoder)


def texts(hits: Results) -> list[str]:
    return [hit.chunk.text for hit in hits]


@pytest.mark.parametrize("mode", MODES)
def test_the_same_text_scores_highest(searcher: Searcher, mode: Mode) -> None:
    for chunk in searcher.chunks:
        assert searcher.search(chunk.indexed, mode=mode)[0].chunk == chunk


@pytest.mark.parametrize("mode", MODES)
def test_hits_are_ordered_and_scores_lie_in_0_to_1(searcher: Searcher, mode: Mode) -> None:
    hits = searcher.search("waarom onderuitputting COA", count=50, mode=mode)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    order = [(-hit.score, hit.chunk.id) for hit in hits]
    assert order == sorted(order)
    assert all(0 <= hit.score <= 1 for hit in hits)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("COA", "COA"),
        ("coa onderuitputtingen", "onderuitputting bij het COA"),
        ("onderuitputing", "onderuitputting"),
        ("doorlooptĳd IND", "doorlooptijden"),
        ("AMV", "AMV's"),
        ("4.422.334", "4.422.334"),
        ("statushoudersopvang", "opvang van statushouders"),
        ("€ 643,2 miljoen", "643,2"),
    ],
)
def test_what_readers_type_finds_its_passage(searcher: Searcher, query: str, wanted: str) -> None:
    for mode in ("hybrid", "lexical"):
        assert wanted in searcher.search(query, mode=mode)[0].chunk.text


def test_plural_and_singular_find_the_same(searcher: Searcher) -> None:
    one, more = (texts(searcher.search(query, mode="lexical")) for query in ("uitgave COA", "uitgaven COA"))
    assert one == more


def test_a_figure_is_not_found_in_another(searcher: Searcher) -> None:
    assert searcher.search("4.422", mode="lexical").hits == ()
    assert searcher.search("422", mode="lexical").hits == ()


def test_each_retriever_tells_its_rank_and_score(searcher: Searcher) -> None:
    hits = searcher.search("statushouders", count=50)
    assert len(hits) == len(searcher.chunks)
    assert sorted(hit.dense.rank for hit in hits if hit.dense) == list(range(1, len(hits) + 1))
    lexical = [hit for hit in hits if hit.lexical is not None]
    assert sorted(hit.lexical.rank for hit in lexical if hit.lexical) == list(range(1, len(lexical) + 1))
    assert all(hit.lexical.score > 0 for hit in lexical if hit.lexical)
    assert all((hit.lexical is not None) == ("statushouders" in hit.chunk.text) for hit in hits)


def test_without_a_known_word_only_meaning_decides(searcher: Searcher) -> None:
    hits = searcher.search("xyzzy qqq", count=50).hits
    assert all(hit.lexical is None for hit in hits)
    by_words = [dict(hit.parts)[name] for hit in hits for name in ("woorden", "woorddelen", "rij")]
    assert set(by_words) == {0}
    assert searcher.search("xyzzy qqq", mode="lexical").hits == ()


def test_the_parts_of_a_score_are_the_score(searcher: Searcher) -> None:
    for hit in searcher.search("waarom onderuitputting COA").hits:
        assert sum(value for _, value in hit.parts) == pytest.approx(hit.score)
        assert all(value >= 0 for _, value in hit.parts)


def test_capitals_and_curly_quotes_find_the_same(searcher: Searcher) -> None:
    assert searcher.search("AMV’s bij Nidos").hits == searcher.search("amv's BIJ nidos").hits


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(documents=("vragen",)), {"vragen:vraag"}),
        (Filters(kinds=("rij",)), {"begroting:rij"}),
        (Filters(kinds=("Rij", "TABEL")), {"begroting:rij", "begroting:tabel"}),
        (Filters(years=(2024,)), {"vragen:vraag"}),
        (Filters(ministries=("asiel  EN migratie",)), {"begroting:paragraaf", "begroting:tabel", "begroting:rij"}),
        (Filters(years=(2024,), kinds=("rij",)), set()),
        (Filters(years=(2024, 2025), kinds=("vraag", "rij")), {"vragen:vraag", "begroting:rij"}),
    ],
)
@pytest.mark.parametrize("mode", MODES)
def test_filters_keep_all_that_pass_and_nothing_else(
    searcher: Searcher, filters: Filters, kept: set[str], mode: Mode
) -> None:
    hits = searcher.search("COA opvang IND Uitgaven", filters, count=50, mode=mode)
    assert {f"{hit.chunk.document}:{hit.chunk.kind}" for hit in hits} == kept
    if mode != "lexical":
        assert len(hits) == sum(f"{chunk.document}:{chunk.kind}" in kept for chunk in searcher.chunks)


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        (Filters(documents=("bestaat niet",)), "begroting, vragen"),
        (Filters(kinds=("plaatje",)), "paragraaf, rij, tabel, vraag"),
        (Filters(years=(1999,)), "2024, 2025"),
        (Filters(ministries=("Defensie",)), "Asiel en Migratie, Justitie en Veiligheid"),
    ],
)
def test_an_unknown_filter_names_the_known_values(searcher: Searcher, filters: Filters, named: str) -> None:
    with pytest.raises(QueryError, match=named):
        searcher.search("COA", filters)


@pytest.mark.parametrize("query", ["", "   ", "\n\t\u00a0", "???", "– …"])
@pytest.mark.parametrize("mode", MODES)
def test_a_query_without_words_is_refused(searcher: Searcher, query: str, mode: Mode) -> None:
    with pytest.raises(QueryError, match="zoekvraag"):
        searcher.search(query, mode=mode)


def test_a_count_below_one_is_refused(searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="minstens 1"):
        searcher.search("COA", count=0)


def test_a_query_of_five_thousand_words_works(searcher: Searcher) -> None:
    query = "waarom is er onderuitputting bij het COA "
    assert searcher.search(query * 715)[0].chunk == searcher.search(query)[0].chunk


def test_case_and_white_space_of_a_query_do_not_matter(searcher: Searcher) -> None:
    assert searcher.search("onderuitputting coa").hits == searcher.search("  ONDERUITPUTTING\n COA ").hits


def test_a_shallow_search_finds_what_a_full_one_puts_first(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    """Above the depth only the first ones of each retriever are compared, with their exact scores in both."""
    full = build_index(corpus.documents, corpus.chunks, stub_encoder)
    shallow = build_index(corpus.documents, corpus.chunks, stub_encoder, IndexSettings(depth=3))
    for query in ("waarom onderuitputting COA", "kosten opvang statushouders", "doorlooptijden IND"):
        exact = {hit.chunk.id: hit for hit in full.search(query, count=50)}
        hits = shallow.search(query, count=50)
        assert 3 <= len(hits) <= 6
        assert hits[0].chunk.id == next(iter(exact))
        for hit in hits:
            whole = exact[hit.chunk.id]
            assert (hit.dense and hit.dense.score) == (whole.dense and whole.dense.score)
            assert (hit.lexical and hit.lexical.score) == (whole.lexical and whole.lexical.score)


def test_a_query_is_encoded_once(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    encoder = CountingEncoder(stub_encoder)
    searcher = build_index(corpus.documents, corpus.chunks, encoder)
    searcher.search("opvang COA")
    searcher.search(" opvang  COA", Filters(years=(2025,)))
    assert not searcher.query_vector("opvang COA").flags.writeable
    searcher.search("IND", mode="lexical")
    assert encoder.queries == {"opvang coa": 1}


def test_remembered_queries_are_bounded(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    encoder = CountingEncoder(stub_encoder)
    searcher = build_index(corpus.documents, corpus.chunks, encoder)
    for number in range(300):
        searcher.query_vector(f"vraag {number}")
    searcher.query_vector("vraag 299")
    searcher.query_vector("vraag 0")
    assert (encoder.queries["vraag 299"], encoder.queries["vraag 0"]) == (1, 2)


def test_equal_texts_are_embedded_once(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    encoder = CountingEncoder(stub_encoder)
    twice = (*corpus.chunks, *(replace(chunk, id=f"{chunk.id}b") for chunk in corpus.chunks))
    seen: list[tuple[int, int]] = []
    searcher = build_index(corpus.documents, twice, encoder, progress=lambda done, total: seen.append((done, total)))
    assert set(encoder.passages.values()) == {1}
    assert seen[-1] == (len(encoder.passages), len(encoder.passages))
    first, second = searcher.search(corpus.chunks[0].indexed, count=2)
    assert first.score == second.score
    assert first.chunk.id < second.chunk.id


def test_sentences_are_those_of_running_text(searcher: Searcher) -> None:
    for chunk in searcher.chunks:
        spans, vectors = searcher.sentences(chunk), searcher.sentence_vectors(chunk)
        assert vectors.shape == (len(spans), searcher.encoder.dimension)
        assert all(chunk.span.contains(span) for span in spans)
        assert bool(spans) == (chunk.kind in {"paragraaf", "vraag"})
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_question_is_never_a_sentence_of_its_own_answer(searcher: Searcher) -> None:
    """A sentence that echoes the question is always like the query, and never answers it."""
    chunk = next(chunk for chunk in searcher.chunks if "onderuitputting" in chunk.text)
    document = searcher.documents[chunk.document]
    found = [document.slice(span) for span in searcher.sentences(chunk)]
    assert found == ["De gemiddelde bezetting was lager.", "Zie de slotwet."]
    best = np.argmax(searcher.sentence_vectors(chunk) @ searcher.query_vector("gemiddelde bezetting lager"))
    assert found[best] == "De gemiddelde bezetting was lager."


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_tiny_corpus_can_be_searched(corpus: Any, stub_encoder: Encoder, count: int) -> None:  # noqa: ANN401
    chunks: tuple[Chunk, ...] = corpus.chunks[:count]
    searcher = build_index(corpus.documents, chunks, stub_encoder)
    for mode in MODES:
        assert len(searcher.search("bezetting COA", mode=mode)) == (min(count, 1) if mode == "lexical" else count)
    if count:
        assert searcher.search("bezetting COA")[0].chunk == chunks[0]


def test_chunks_with_one_id_are_refused(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match="same id"):
        build_index(corpus.documents, (corpus.chunks[0], corpus.chunks[0]), stub_encoder)


def test_threads_share_a_searcher(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    encoder = CountingEncoder(stub_encoder)
    searcher = build_index(corpus.documents, corpus.chunks, encoder)
    expected = {query: searcher.search(query) for query in ("COA", "IND", "opvang", "bezetting")}
    wrong = SimpleNamespace(count=0)

    def search_all() -> None:
        for query, hits in expected.items():
            wrong.count += searcher.search(query) != hits

    threads = [threading.Thread(target=search_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong.count == 0
    assert set(encoder.queries.values()) == {1}
