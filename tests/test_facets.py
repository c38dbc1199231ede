"""How many passages each value of a filter would leave, and the filters as they are shown."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from answer.show.contents import list_options
from answer.show.facet_list import MOST_OPTIONS, present_facets
from answer.show.markup_filters import filters_html
from index.facets import FacetCount, Facets, count_facets
from index.filters import NO_FILTERS, Filters
from index.query import parse_query
from index.search import Searcher
from ingest.chunk import CHUNK_KINDS

BUDGET = "begroting-2025-asiel-en-migratie"
QUESTIONS = "vragen-en-antwoorden-jaarverslag-2024-asiel-en-migratie"


def counted(counts: tuple[FacetCount, ...]) -> dict[str, int]:
    return {each.value: each.count for each in counts}


def test_without_a_query_all_passages_count(page_searcher: Searcher) -> None:
    facets = count_facets(None, NO_FILTERS, page_searcher)
    assert facets.total == len(page_searcher.chunks)
    assert [each.value for each in facets.kinds] == list(CHUNK_KINDS)
    assert [each.value for each in facets.years] == ["2025", "2024", "2023"]
    for counts in (facets.documents, facets.kinds, facets.years):
        assert sum(counted(counts).values()) == facets.total
    owned = sum(chunk.document == QUESTIONS for chunk in page_searcher.chunks)
    assert counted(facets.documents)[QUESTIONS] == owned


@pytest.mark.parametrize("query", [None, "opvang COA", 'opvang -Oekraïne "COA"', "kosten jaar:2024"])
@pytest.mark.parametrize("filters", [NO_FILTERS, Filters(kinds=("vraag", "rij")), Filters(years=(2025,))])
def test_a_count_is_what_choosing_the_value_leaves(
    page_searcher: Searcher, query: str | None, filters: Filters
) -> None:
    understood = parse_query(query) if query else None
    facets = count_facets(understood, filters, page_searcher)
    for kind, count in counted(facets.kinds).items():
        alone = Filters(filters.documents, (kind,), filters.years, filters.ministries)
        assert count_facets(understood, alone, page_searcher).total == count
    for year, count in counted(facets.years).items():
        alone = Filters(filters.documents, filters.kinds, (int(year),), filters.ministries)
        assert count_facets(understood, alone, page_searcher).total == count


def test_what_is_counted_passes_the_filters_of_the_search(page_searcher: Searcher) -> None:
    query, filters = parse_query("-Oekraïne opvang soort:Paragraaf"), Filters(ministries=("asiel EN migratie",))
    allowed = page_searcher.allow(query, filters)
    with_word = [page_searcher.occurs("opvang", chunk) for chunk in page_searcher.chunks]
    total = count_facets(query, filters, page_searcher).total
    assert sum(a and b for a, b in zip(allowed, with_word, strict=True)) <= total <= allowed.sum()


def test_words_count_in_other_forms_in_compounds_and_as_readings(page_searcher: Searcher) -> None:
    def total(query: str) -> int:
        return count_facets(parse_query(query), NO_FILTERS, page_searcher).total

    def holding(pattern: str) -> int:
        return sum(bool(re.search(pattern, chunk.indexed, re.IGNORECASE)) for chunk in page_searcher.chunks)

    assert holding(r"\bopvang\b") < total("opvang") <= holding("opvang|Centraal Orgaan|COA")
    assert total("asielopvangplek") >= holding("asielopvang") > 0
    assert total("onderuitputing") >= holding("onderuitputting") > 0, "a typing slip finds what was meant"
    assert total("recept voor appeltaart") == 0
    assert total("onderuitputting appeltaart") == total("onderuitputting"), "one word will do"


def test_a_typed_filter_counts_for_its_own_values_too(page_searcher: Searcher) -> None:
    """Choosing another year than the one that is typed leaves nothing, and that is what the count says."""
    years = counted(count_facets(parse_query("opvang jaar:2024"), NO_FILTERS, page_searcher).years)
    assert years["2024"] > 0 and years["2025"] == 0
    chosen = counted(count_facets(parse_query("opvang"), Filters(years=(2024,)), page_searcher).years)
    assert chosen["2024"] == years["2024"] and chosen["2025"] > 0


def test_unknown_values_leave_nothing_and_break_nothing(page_searcher: Searcher) -> None:
    facets = count_facets(parse_query("opvang"), Filters(documents=("bestaat-niet",)), page_searcher)
    assert facets.total == 0 and sum(counted(facets.kinds).values()) == 0
    assert sum(counted(facets.documents).values()) > 0


def test_filters_are_shown_with_labels_counts_and_addresses(page_searcher: Searcher) -> None:
    asked = {"vraag": ["opvang"], "soort": ["vraag"]}
    facets = count_facets(parse_query("opvang"), Filters(kinds=("vraag",)), page_searcher)
    views = {view.name: view for view in present_facets(facets, list_options(page_searcher), asked)}
    assert list(views) == ["soort", "jaar", "ministerie", "document"]
    question, paragraph = views["soort"].options[:2]
    assert (question.label, question.chosen, paragraph.chosen) == ("Vraag", True, False)
    assert parse_qs(urlsplit(question.address).query) == {"vraag": ["opvang"]}
    assert parse_qs(urlsplit(paragraph.address).query)["soort"] == ["vraag", "paragraaf"]
    html = filters_html(tuple(views.values()))
    assert "<summary>Filters (1 gekozen)</summary>" in html and "<details open>" in html
    assert html.count('aria-current="true"') == 1
    assert re.search(r'✓</span>Vraag <span class="vb-count">\(\d+\)</span>', html)
    assert '<li class="vb-none">' in html, "what leaves nothing is shown as such"
    assert "<u>" not in html and "&lt;u&gt;Kwaad" in html


def test_many_options_are_folded_but_for_what_is_chosen_and_what_leaves_most() -> None:
    counts = tuple(FacetCount(f"stuk-{number:02}", number) for number in range(37))
    facets = Facets(counts, (FacetCount("rij", 1234),), (), (FacetCount("x", 1),), 1)
    options: dict[str, dict[str, str]] = {"soort": {}, "jaar": {}, "ministerie": {}, "document": {}}
    (view,) = present_facets(facets, options, {"document": ["stuk-03"]})
    assert [option.label for option in view.options[:3]] == ["stuk-03", "stuk-36", "stuk-35"]
    assert len(view.options) == MOST_OPTIONS and len(view.folded) == 37 - MOST_OPTIONS
    html = filters_html((view,))
    assert "<summary>Toon alle 37</summary>" in html and html.count("data-go") == 37
    assert filters_html(()) == ""
