"""How sure the answer is: the share of the query that was found, counted by hand, and never less for more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from answer.calibration import load_calibration
from answer.choose import Chosen
from answer.confidence import (
    FEATURES,
    MOST_MARGIN,
    PART_WEIGHT,
    estimate_confidence,
    find_missing,
    measure_coverage,
    measure_features,
    measure_margin,
)
from index.build import build_index
from index.encoder import Encoder
from index.hits import Hit, Retrieved
from index.projection import Projection, fit_projection
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Document, Metadata, Span

TEXTS = ("De haven is diep.", "De sluis in de haven.", "Een dijkverzwaring bij de rivier.")


def make_searcher(encoder: Encoder) -> Searcher:
    text = "\n".join(TEXTS)
    document = Document("stuk", "stuk.txt", "0", Metadata(), text, (0,), (), (), (), ())
    starts = [text.index(part) for part in TEXTS]
    chunks = [
        Chunk(f"stuk:{i}", "stuk", "paragraaf", Span(start, start + len(part)), (1,), (), part, part)
        for i, (start, part) in enumerate(zip(starts, TEXTS, strict=True))
    ]
    return build_index([document], chunks, encoder)


@pytest.fixture(scope="module")
def searcher(stub_encoder: Encoder) -> Searcher:
    return make_searcher(stub_encoder)


def make_hits(searcher: Searcher, *positions: int, cosine: float = 0.5) -> tuple[Hit, ...]:
    return tuple(
        Hit(rank, searcher.chunks[position], 1.0, None, Retrieved(rank, cosine))
        for rank, position in enumerate(positions, start=1)
    )


def rarity(chunks_with_it: int) -> float:
    return log((len(TEXTS) + 1) / (chunks_with_it + 0.5))


def test_coverage_by_hand(searcher: Searcher) -> None:
    """`haven` is in two passages and `sluis` in one; the first and the best passage count, not all together."""
    both, haven = make_hits(searcher, 1), make_hits(searcher, 0)
    assert measure_coverage("de sluis van de haven", both, searcher) == pytest.approx(1)
    expected = rarity(2) / (rarity(2) + rarity(1))
    assert measure_coverage("de sluis van de haven", haven, searcher) == pytest.approx(expected)
    assert measure_coverage("diepe haven en sluis", make_hits(searcher, 0, 1), searcher) < 1
    first_then_best = measure_coverage("de sluis van de haven", make_hits(searcher, 0, 1), searcher)
    assert first_then_best == pytest.approx((expected + 1) / 2)


def test_a_part_of_a_word_counts_in_part(searcher: Searcher) -> None:
    """`dijken` has two 5-grams, `dijke` and `ijken`; `dijkverzwaring` has neither, and `verzwaringen` six of eight."""
    river = make_hits(searcher, 2)
    assert measure_coverage("dijken", river, searcher) == 0
    assert measure_coverage("verzwaringen", river, searcher) == pytest.approx(PART_WEIGHT * 6 / 8)


def test_only_the_first_hits_count(searcher: Searcher) -> None:
    assert measure_coverage("rivier", make_hits(searcher, *[0] * 5, 2), searcher) == 0
    assert measure_coverage("rivier", make_hits(searcher, *[0] * 4, 2), searcher) == pytest.approx(1 / 2)


@dataclass(frozen=True, slots=True)
class FlatEncoder:
    """An encoder to which all texts are alike, so that only words decide."""

    name: str = "flat"
    fingerprint: str = "f1"
    dimension: int = 2
    max_tokens: int = 512

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        return np.tile(self.encode_query(""), (len(texts), 1))

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return np.array([1, 0], dtype=np.float32)

    def fit_projection(self) -> Projection:
        return fit_projection([np.eye(2, dtype=np.float32)])

    def encode_passages_with_tokens(
        self, texts: Sequence[str], projection: Projection, progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.int8], ...]]:
        return self.encode_passages(texts, progress), (np.empty((0, 2), dtype=np.int8),) * len(texts)

    def encode_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return self.encode_query(text), np.empty((0, 2), dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


@pytest.mark.parametrize("strange", ["giraf", "recept appeltaart", "giraf 2031 appeltaart"])
@pytest.mark.parametrize("words", ["haven sluis diep", "dijkverzwaring rivier", "verzwaring dijken rivier haven"])
def test_a_word_that_is_found_is_never_less_sure(words: str, strange: str) -> None:
    searcher = make_searcher(FlatEncoder())
    queries = [f"{strange} {' '.join(words.split()[:count])}" for count in range(len(words.split()) + 1)]
    for hits in (make_hits(searcher, 0), make_hits(searcher, 1), make_hits(searcher, 2)):
        for shorter, longer in pairwise(queries):
            if measure_coverage(longer.split()[-1], hits, searcher) == 1:
                before, after = (estimate_confidence(query, hits, Chosen(), searcher) for query in (shorter, longer))
                assert after >= before


@pytest.mark.parametrize("demand", ["giraf", "2031", "Zwolle", "politie", "afghanen", "aantal"])
def test_a_demand_that_is_not_met_makes_less_sure(demand: str) -> None:
    searcher = make_searcher(FlatEncoder())
    hits = make_hits(searcher, 0)
    assert estimate_confidence(f"haven diep {demand}", hits, Chosen(), searcher) < estimate_confidence(
        "haven diep", hits, Chosen(), searcher
    )


def test_a_year_weighs_more_than_a_word() -> None:
    """A topic may be called otherwise, a year may not."""
    searcher = make_searcher(FlatEncoder())
    hits = make_hits(searcher, 0)
    assert estimate_confidence("haven 2031", hits, Chosen(), searcher) < estimate_confidence(
        "haven giraf", hits, Chosen(), searcher
    )


def test_one_word_lacking_of_many_tells_less() -> None:
    searcher = make_searcher(FlatEncoder())
    hits = make_hits(searcher, 1)
    lacking = [
        measure_features(query, hits, Chosen(), searcher)[0] for query in ("giraf", "giraf zebra", "giraf sluis")
    ]
    assert lacking[0] == lacking[1] > lacking[2] > 0


def test_the_features_stand_in_their_order(searcher: Searcher) -> None:
    hits = make_hits(searcher, 0, 1)
    values = dict(
        zip(FEATURES, measure_features("hoeveel giraffen in Zwolle 2031", hits, Chosen(), searcher), strict=True)
    )
    assert values["onderwerp"] == pytest.approx(1, abs=0.05)
    assert values["naam"] == pytest.approx(2)
    assert values["maat"] == 1
    asked = "hoeveel giraffen in Zwolle 2031"
    margin = (0.5 - searcher.mean_cosine(asked)) / searcher.cosine_spread(asked)
    assert values["betekenis"] == min(margin, MOST_MARGIN)
    assert measure_features("haven", hits, Chosen(), searcher)[:3] == (0, 0, 0)
    assert load_calibration().features == FEATURES


def test_confidence_does_not_depend_on_how_many_hits_are_asked_for(searcher: Searcher) -> None:
    few = make_hits(searcher, 0, 1, 0, 0, 0)
    more = (*few, *make_hits(searcher, 2, cosine=0.99))
    query = "rivier haven Zwolle"
    assert estimate_confidence(query, few, Chosen(), searcher) == estimate_confidence(query, more, Chosen(), searcher)


def test_standing_out_in_meaning_makes_surer(searcher: Searcher) -> None:
    mean = searcher.mean_cosine("haven")
    spread = searcher.cosine_spread("haven")
    hits = [make_hits(searcher, 0, cosine=mean + margin * spread) for margin in (0.0, 2.0, MOST_MARGIN, 9.0)]
    assert measure_margin(hits[1], searcher, "haven") == pytest.approx(2.0)
    none, some, most, beyond = (estimate_confidence("haven", each, Chosen(), searcher) for each in hits)
    assert none < some < most == pytest.approx(beyond)


def test_nothing_found_is_not_sure(searcher: Searcher) -> None:
    assert measure_coverage("haven", (), searcher) == 0
    assert measure_margin((), searcher, "haven") == 0
    assert estimate_confidence("haven", (), Chosen(), searcher) == 0
    assert measure_coverage("wat is de", make_hits(searcher, 0), searcher) == 0


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("haven sluis", ()),
        ("Rivieren", ()),
        ("verzwaring", ()),
        ("recept voor Appeltaart", ("recept", "Appeltaart")),
        ("haven 2031", ("2031",)),
        ("kade kade KADE", ("kade", "KADE")),
        ("wat is de", ()),
        ("", ()),
    ],
)
def test_the_words_that_occur_nowhere(searcher: Searcher, query: str, missing: tuple[str, ...]) -> None:
    assert find_missing(query, searcher) == missing


def test_the_index_of_the_shared_corpus_agrees(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    searcher = build_index(corpus.documents, corpus.chunks, stub_encoder)
    known, unknown = "onderuitputting COA", "recept appeltaart"
    sure = [estimate_confidence(query, searcher.search(query).hits, Chosen(), searcher) for query in (known, unknown)]
    assert sure[0] > sure[1]


def test_words_that_occur_nowhere_are_never_answered(searcher: Searcher) -> None:
    hits = make_hits(searcher, 0, cosine=1.0)
    assert estimate_confidence("recept voor appeltaart", hits, Chosen(), searcher) == 0
    assert estimate_confidence("appeltaart haven", hits, Chosen(), searcher) > 0
