"""What the model is given of a query: the same for what can be typed in several ways."""

import pytest

from index.analyze import content_tokens
from index.readings import QueryWords, Reading
from index.rewrite import rewrite_query


def rewrite(text: str, *readings: Reading) -> str:
    return rewrite_query(text, QueryWords(content_tokens(text), readings))


@pytest.mark.parametrize(
    ("typed", "written"),
    [("Waarom COA?", "waarom coa?"), ("regio’s „nu”", 'regio\'s "nu"'), ("", ""), ("de het een", "de het een")],
)
def test_capitals_and_curly_quotes_go(typed: str, written: str) -> None:
    assert rewrite(typed) == written


def test_amounts_have_one_form() -> None:
    amount = Reading(1, 3, "€ 1.200.000.000", (), 0.9, "bedrag")
    written = {rewrite("daling € 1.200 mln.", amount), rewrite("daling € 1,2 mld.", amount)}
    assert len(written) == 1
    assert "€ 1,20 mld." in written.pop()


def test_a_compound_takes_the_place_of_its_parts() -> None:
    joined = Reading(1, 3, "asielopvang", (), 0.6, "samenstelling")
    assert rewrite("kosten opvang van asielzoekers nu", joined) == "kosten asielopvang nu"
    assert rewrite("kosten opvang van asielzoekers nu", Reading(1, 3, "x", (), 0.5, "samenstelling")).endswith(
        "kers nu"
    )


def test_a_name_is_its_short_form_and_two_words_stay() -> None:
    name = Reading(1, 4, "DTenV", (), 0.9, "afkorting")
    assert rewrite("taak Dienst Terugkeer en Vertrek", name) == "taak dtenv"
    assert rewrite("specifieke uitkering", Reading(0, 2, "SPUK", (), 0.9, "afkorting")) == "specifieke uitkering"
    meaning = Reading(0, 1, "Centraal Orgaan opvang asielzoekers", (), 0.9, "afkorting")
    assert rewrite("COA 2026", meaning) == "coa 2026"


def test_overlapping_readings_change_a_word_once() -> None:
    readings = (Reading(0, 2, "ab", (), 0.9, "samenstelling"), Reading(1, 3, "bc", (), 0.9, "samenstelling"))
    assert rewrite("aa bb cc", *readings) == "ab cc"
