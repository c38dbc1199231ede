"""The figures in a sentence, of what kind each is, and what the words of a sentence tell about an answer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.statements.cues import counts_part, has_form, refers_back, tells_unknown
from answer.statements.figures import list_figures, wanted_measures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Dat kost € 643,2 miljoen.", [("bedrag", "€ 643,2 miljoen")]),
        ("Dat kost € 6 mln.", [("bedrag", "€ 6 mln.")]),
        ("In 2024 zijn 1.230 mensen vertrokken.", [("datum", "2024"), ("aantal", "1.230")]),
        ("Op 30 april 2025 10.990 mensen.", [("datum", "30 april 2025"), ("aantal", "10.990")]),
        ("Het gaat om aanvragen (48.020) en 85% daarvan.", [("aantal", "48.020"), ("percentage", "85%")]),
        ("Dat duurt 5 tot 6 maanden.", [("duur", "5 tot 6 maanden")]),
        ("Jongeren tussen 18 en 21 jaar.", [("duur", "21 jaar")]),
        ("Er zijn twaalf locaties.", [("aantal", "twaalf")]),
        ("Er is een locatie en deze twee blijven.", []),
        ("Dit betekent dat (1) wordt ingezet op artikel 37 en 36 740 VI.", []),
        ("Kamerstuk 36 740 gaat over 41.300 leerlingen.", [("aantal", "41.300")]),
        ("In het eerste kwartaal van 2026.", [("datum", "eerste kwartaal van 2026")]),
        ("Eind december 2026 is het zover.", [("datum", "Eind december 2026")]),
    ],
)
def test_the_figures_of_a_sentence(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(each.measure, each.text) for each in list_figures(text, 0)] == figures


def test_an_amount_is_read_and_said_plainly() -> None:
    figure = list_figures("Dat kost ca. € 643,2 miljoen.", 100)[0]
    assert figure.number is not None
    assert (figure.number * figure.scale, figure.unit, figure.plain) == (Decimal(643_200_000), "€", "€ 643,2 mln.")
    assert figure.span.start == 100 + len("Dat kost ca. ")
    assert list_figures("€ 16 mln.", 0)[0].plain == "€ 16 mln."
    assert list_figures("€ 431.568.000", 0)[0].plain == "€ 431,57 mln."


def test_the_same_amount_otherwise_printed_is_the_same() -> None:
    one, other = list_figures("€ 6,8 mln. of 6,8 miljoen euro", 0)
    assert one.value == other.value


@given(st.text(alphabet="€ 0123456789.,%()-‒aembilnojr\n", max_size=60), st.integers(0, 9))
def test_figures_are_verbatim_and_do_not_overlap(text: str, start: int) -> None:
    figures = list_figures(text, start)
    assert all(text[each.span.start - start : each.span.end - start] == each.text for each in figures)
    assert all(one.span.end <= other.span.start for one, other in zip(figures, figures[1:], strict=False))


def test_money_is_wanted_only_where_the_query_says_so() -> None:
    assert wanted_measures("hoeveel", "hoeveel budget is er") == ("bedrag",)
    assert wanted_measures("hoeveel", "hoeveel is het") == ("bedrag", "aantal", "percentage")
    assert wanted_measures("waarom", "waarom is het budget lager") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Het is niet te kwantificeren in hoeverre dit aan vertraging ligt.",
        "Er zijn geen cijfers beschikbaar over het vertrek.",
        "De IND beschikt niet over cijfers over het aantal aanvragen.",
        "Het aantal kan niet aan de systemen van de Rechtspraak worden ontleend.",
        "Het precieze aantal is op voorhand moeilijk te preciseren.",
        "Hoeveel sneller dat gaat is niet aan te geven.",
        "Nu is er geen inzicht in hoe vaak dat gebeurt.",
        "Het is lastig om een uitspraak te doen over het aantal.",
        "Dit wordt niet centraal geregistreerd.",
        "Hierover zijn geen\nlandelijke gegevens.",
    ],
)
def test_the_source_says_that_it_does_not_know(text: str) -> None:
    assert tells_unknown(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 zijn 20 vergunningen ingetrokken.",
        "De bezetting is niet gedaald.",
        "Er is geen vrije ruimte op artikel 37.",
        "De cijfers staan in de bijlage.",
    ],
)
def test_a_sentence_that_knows(text: str) -> None:
    assert not tells_unknown(text)


def test_what_refers_back() -> None:
    assert refers_back("Dit wordt veroorzaakt door de instroom.")
    assert refers_back("Er is voor dit moment\ngekozen omdat het lang geleden is.")
    assert refers_back("Mede hierdoor daalt het.")
    assert not refers_back("De bijdrage daalt door de instroom.")
    assert counts_part("Daarvan zijn 12 gesloten.")


def test_the_form_of_an_answer() -> None:
    assert has_form("waarom", "", "Het daalt doordat er minder zijn.") == 1.0
    assert 0 < has_form("waarom", "", "De raming door het CBS.") < 1
    assert has_form("waarom", "", "Het budget daalt.") == 0.0
    assert has_form("is het zo", "", "De procedure kent geen bezwaarfase.") == 1.0
    assert has_form("wat is", "waarvoor is het bedoeld", "De reserve is bedoeld om schokken op te vangen.") == 1.0
    assert has_form("wat is", "waarvoor is het bedoeld", "De reserve is een potje.") == 0.0
    assert has_form("overig", "", "Het budget daalt.") == 0.0
