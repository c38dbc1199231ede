"""What kind of thing a query asks for: real phrasing, whole questions and mere keywords."""

import pytest

from answer.question_kind import QUESTION_KINDS, QuestionKind, asks_amount, asks_figure, names_money, recognize_kind

CASES: tuple[tuple[str, QuestionKind], ...] = (
    ("wat kost een opvangplek", "hoeveel"),
    ("hoeveel krijgt het COA in 2026?", "hoeveel"),
    ("Hoeveel minder krijgt het COA in 2028 dan in 2026?", "hoeveel"),
    ("nidos 2027 bijdrage", "hoeveel"),
    ("welk bedrag is overgeheveld?", "hoeveel"),
    ("wat zijn de totale uitgaven in 2027", "hoeveel"),
    ("Wat krijgen medeoverheden in 2026?", "hoeveel"),
    ("Hoe hoog is de subsidie?", "hoeveel"),
    ("hoeveel mensen werken er bij de dienst", "aantal"),
    ("aantal fte ind 2026", "aantal"),
    ("hoe vaak wordt bewaring opgelegd?", "aantal"),
    ("wat is de gemiddelde bezetting in 2025", "aantal"),
    ("welk deel van de scholen doet mee?", "percentage"),
    ("inwilligingspercentage polen 2024", "percentage"),
    ("met hoeveel procent daalt de bijdrage", "percentage"),
    ("per wanneer eindigt de derogatie", "wanneer"),
    ("Kunt u toelichten wanneer de schatting uitkomt?", "wanneer"),
    ("in welk jaar is de wet ingevoerd", "wanneer"),
    ("Hoe lang duurt een procedure?", "hoe lang"),
    ("doorlooptijd naturalisatie 2024", "hoe lang"),
    ("hoeveel maanden duurt de opvang", "hoe lang"),
    ("Wie voert het programma uit?", "wie"),
    ("welke minister gaat over huisvesting", "wie"),
    ("wat is een specifieke uitkering?", "wat is"),
    ("definitie kasschuif", "wat is"),
    ("waarvoor is de reserve bedoeld", "wat is"),
    ("wat betekent juridisch uitzetbaar", "wat is"),
    ("waar staat HTL voor", "afkorting"),
    ("wat betekent ots", "afkorting"),
    ("SPUK", "afkorting"),
    ("waarom daalt het budget", "waarom"),
    ("wat is de reden dat het budget daalt", "waarom"),
    ("hoe komt het dat er minder is uitgegeven", "waarom"),
    ("oorzaak daling instroom", "waarom"),
    ("Waar komt de stijging door?", "waarom"),
    ("klopt het dat de bezetting is gedaald", "is het zo"),
    ("zijn er nog onverdeelde middelen?", "is het zo"),
    ("is het aantal bewoners gedaald?", "is het zo"),
    ("Begeleidt Nidos ook minderjarigen uit Oekraïne?", "is het zo"),
    ("noem de maatregelen", "welke"),
    ("uit welke groepen bestaat de caseload", "welke"),
    ("wat zijn de vijf subthema's van de agenda", "welke"),
    ("budgetflexibiliteit artikel 37", "overig"),
    ("hoe wordt de bijdrage aan Nidos berekend?", "overig"),
)


@pytest.mark.parametrize(("query", "kind"), CASES)
def test_the_kind_of_a_query(query: str, kind: QuestionKind) -> None:
    assert recognize_kind(query) == kind


def test_each_kind_is_recognized_and_line_breaks_do_not_matter() -> None:
    assert {kind for _, kind in CASES} == set(QUESTION_KINDS)
    assert recognize_kind("  wat is\nde  reden dat het daalt") == "waarom"


def test_a_number_in_a_question_whether_it_is_so_is_no_number_asked_for() -> None:
    """`is het aantal … gedaald` was taken for `hoeveel`."""
    assert not asks_figure(recognize_kind("is het aantal aanvragen in 2024 gestegen"))
    assert asks_figure(recognize_kind("hoeveel aanvragen waren er"))


def test_what_says_that_money_is_meant() -> None:
    assert all(map(names_money, ("hoeveel geld", "opvangkosten 2024", "de begroting van 2025", "€ 3 mln.")))
    assert not any(map(names_money, ("hoeveel is het", "aantal plekken", "hoe lang duurt het")))


def test_what_asks_for_a_figure() -> None:
    assert all(map(asks_amount, ("Hoeveel opvang", "budget COA", "aantallen amv", "hoe hoog is de subsidie", "€ 3")))
    assert not any(map(asks_amount, ("waarom onderuitputting", "wat betekent AMV", "hoe gaat het")))
