"""Other queries for one that was refused: each keeps most of what was asked, and is well-formed."""

from collections.abc import Sequence
from typing import Any

import pytest

from answer.demands import Demand, check_demands, find_demands
from answer.suggest import suggest_queries
from index.build import build_index
from index.encoder import Encoder
from index.search import Searcher


@pytest.fixture(scope="module")
def searcher(corpus: Any, stub_encoder: Encoder) -> Searcher:  # noqa: ANN401 - the record of conftest.py
    return build_index(corpus.documents, corpus.chunks, stub_encoder)


def suggest(query: str, searcher: Searcher, lacking: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the suggestions for a query of which the words `lacking` are not met, beside what really is not."""
    results = searcher.search(query, count=5)
    unmet = check_demands(find_demands(results.query.text, searcher), results.hits, searcher)
    unmet += tuple(Demand("plaats", word, 1.0) for word in lacking if all(word != each.text for each in unmet))
    return suggest_queries(results.query, results.words, unmet, results.hits, searcher)


def test_a_year_that_is_lacking_becomes_the_nearest_one_that_is_there(searcher: Searcher) -> None:
    assert suggest("bijdrage COA 2036", searcher)[0] == "bijdrage COA 2025"


@pytest.mark.parametrize(
    ("query", "word", "left"),
    [
        ("opvang vreemdelingen in Zwitserland", "Zwitserland", "opvang vreemdelingen"),
        (
            "Hoeveel opvang door Nidos is er in de gemeente Emmen?",
            "Emmen",
            "Hoeveel opvang door Nidos is er in de gemeente?",
        ),
        ("bijdrage COA en Emmen 2025", "Emmen", "bijdrage COA 2025"),
    ],
)
def test_what_is_lacking_is_left_out_with_the_word_that_leads_it_in(
    query: str, word: str, left: str, searcher: Searcher
) -> None:
    assert left in suggest(query, searcher, [word])


def test_a_query_without_most_of_its_words_is_no_suggestion(searcher: Searcher) -> None:
    assert suggest("appeltaart Emmen COA", searcher, ["appeltaart", "Emmen"]) == ("Emmen COA", "appeltaart COA")


def test_operators_may_be_what_stands_in_the_way(searcher: Searcher) -> None:
    assert "bijdrage COA" in suggest('"bijdrage COA" -asielzoekers', searcher)


def test_a_query_is_never_suggested_for_itself(searcher: Searcher) -> None:
    query = "bijdrage aan het COA"
    assert query not in suggest(query, searcher)
