"""What narrows a search, as chips: each takes away one filter or operator, and all of them leave plain words."""

import re
import time
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.show.asked import place_address, read_asked, search_address, toggle_filter
from answer.show.chips import MOST_CHIPS, ChipsView, present_chips
from answer.show.markup_filters import chips_html
from index.filters import NO_FILTERS, Filters
from index.query import Query, Term, drop_operators, parse_query
from ingest.errors import QueryError

OPTIONS = {
    "soort": {"vraag": "Vraag", "rij": "Rij"},
    "jaar": {"2025": "2025"},
    "ministerie": {"Asiel en Migratie": "Asiel en Migratie"},
    "document": {"begroting": "begroting, 2025"},
}

PIECES = st.sampled_from(
    [
        "OF",
        " OF ",
        "jaar:2025 ",
        "soort:rij ",
        " -a",
        "-é ",
        "x y",
        '"a b"',
        "(a b)",
        "(a OF -b)",
        " ",
        *"\"„”-(),'5%x ",
    ]
)


def list_operators(query: Query) -> list[Term | Filters]:
    return [operator for operator, _ in drop_operators(query)]


def follow(address: str) -> dict[str, list[str]]:
    """Return what the address of a chip asks."""
    return read_asked(parse_qs(urlsplit(address).query))


def chips_of(query: str, **filters: list[str]) -> ChipsView:
    return present_chips({"vraag": [query], **filters}, OPTIONS)


def test_each_filter_and_operator_is_a_chip() -> None:
    view = chips_of('opvang "menselijke maat" COA OF "de IND" -Oekraïne jaar:2025', soort=["vraag"], document=["weg"])
    assert [chip.label for chip in view.chips] == [
        "letterlijk «menselijke maat»",
        "COA of «de IND»",
        "zonder Oekraïne",
        "jaar:2025",
        "soort Vraag",
        "document weg",
    ]
    assert [chip.act for chip in view.chips][2:5] == [
        "Verwijder uit de vraag: zonder Oekraïne",
        "Verwijder uit de vraag: jaar:2025",
        "Verwijder filter soort Vraag",
    ]
    assert all(chip.act.endswith(chip.label) for chip in view.chips), "who speaks to the page says what is seen"


def test_a_chip_takes_away_itself_alone() -> None:
    asked = {"vraag": ['"menselijke maat" -Oekraïne jaar:2025'], "vorige": ["wat is opvang"], "jaar": ["2025", "2024"]}
    chips = present_chips(asked, OPTIONS).chips
    left = {chip.label: follow(chip.address) for chip in chips}
    assert left["letterlijk «menselijke maat»"] == {**asked, "vraag": ["menselijke maat -Oekraïne jaar:2025"]}
    assert left["zonder Oekraïne"] == {**asked, "vraag": ['"menselijke maat" jaar:2025']}
    assert left["jaar:2025"] == {**asked, "vraag": ['"menselijke maat" -Oekraïne']}
    assert left["jaar 2024"] == {**asked, "jaar": ["2025"]}


def test_all_is_wiped_at_once() -> None:
    view = chips_of('"menselijke maat" -Oekraïne COA OF IND', soort=["rij"], vorige=["wat is opvang"])
    assert follow(view.clear) == {"vraag": ["menselijke maat COA IND"], "vorige": ["wat is opvang"]}


@given(st.lists(PIECES, max_size=14).map("".join))
def test_without_an_operator_the_others_and_the_words_stay(typed: str) -> None:
    try:
        query = parse_query(typed)
    except QueryError:
        return
    operators = list_operators(query)
    assert bool(operators) == query.has_operators
    for place, (operator, rest) in enumerate(drop_operators(query)):
        left = parse_query(rest)
        # A bracket that opened in a phrase is a sign like others without it.
        assert re.findall(r"\w+", left.text) == re.findall(r"\w+", query.text), operator
        assert list_operators(left) == operators[:place] + operators[place + 1 :]


@given(st.lists(PIECES, max_size=14).map("".join))
def test_taking_all_chips_away_leaves_plain_words(typed: str) -> None:
    asked: dict[str, list[str]] = {"vraag": [typed], "soort": ["rij", "vraag"]}
    try:
        text = parse_query(typed).text
    except QueryError:
        return
    clear = present_chips(asked, OPTIONS).clear
    while chips := present_chips(asked, OPTIONS).chips:
        asked = follow(chips[0].address)
    assert set(asked) == set(follow(clear)) == {"vraag"}
    for left in (asked["vraag"][0], follow(clear)["vraag"][0]):
        assert re.findall(r"\w+", left) == re.findall(r"\w+", text)
    assert not parse_query(text).has_operators and parse_query(text).filters == NO_FILTERS


@pytest.mark.parametrize("typed", ["jaar:2025", "jaar:tweeduizend opvang", "-Oekraïne", "???", ""])
def test_a_query_that_cannot_be_understood_keeps_the_chips_of_its_filters(typed: str) -> None:
    assert [chip.label for chip in chips_of(typed, soort=["vraag"]).chips] == ["soort Vraag"]


def test_the_operators_of_a_pasted_kamervraag_are_none() -> None:
    asked = {"vraag": ['1. Kent u het bericht "Opvang vol"?'], "jaar": ["2025"]}
    view = present_chips(asked, OPTIONS, operators=False)
    assert [chip.label for chip in view.chips] == ["jaar 2025"]
    assert follow(view.clear) == {"vraag": asked["vraag"]}


def test_a_query_of_thousands_of_operators_has_few_chips_and_takes_no_time() -> None:
    query = '"a b" -c ' * 1100 + "x"
    started = time.process_time()
    view = chips_of(query)
    assert len(view.chips) == MOST_CHIPS
    assert time.process_time() - started < 2
    assert "-c" not in follow(view.clear)["vraag"][0]


def test_chips_are_links_with_names_and_escaped() -> None:
    html = chips_html(chips_of('"<script>kwaad" -x', document=['"><img src=x>']))
    assert "<script" not in html and "<img" not in html
    assert html.count("data-go") == 4 and "Wis alles" in html
    assert '<span class="vb-hidden">Verwijder uit de vraag: </span>zonder x<span class="vb-cross" aria-hidden' in html
    for address in re.findall(r'href="([^"]*)"', html):
        assert unescape(address).startswith("./")
    assert chips_html(chips_of("opvang")) == ""
    assert "Wis alles" not in chips_html(chips_of("opvang -x")), "one chip takes all away itself"


def test_a_filter_is_chosen_and_dropped_by_the_same_link() -> None:
    asked = {"vraag": ["opvang"], "jaar": ["2025"], "plaats": ["x.vraag-1"]}
    more = follow(toggle_filter(asked, "jaar", "2024"))
    assert more == {"vraag": ["opvang"], "jaar": ["2025", "2024"]}
    assert follow(toggle_filter(more, "jaar", "2025")) == {"vraag": ["opvang"], "jaar": ["2024"]}
    assert search_address({}) == "./"


def test_the_address_of_a_place_keeps_what_was_asked() -> None:
    permalink = "?plaats=mijn%20stuk%26a.vraag412-9b1d00000000"
    assert parse_qs(urlsplit(place_address(permalink)).query) == {"plaats": ["mijn stuk&a.vraag412-9b1d00000000"]}
    opened = place_address(permalink, {"vraag": ["a&b=c"], "soort": ["rij", "tabel"]})
    assert opened.startswith("./?plaats=")
    assert parse_qs(urlsplit(opened).query)["soort"] == ["rij", "tabel"]
    assert parse_qs(urlsplit(opened).query)["vraag"] == ["a&b=c"]
    assert place_address("") == ""
