"""The line that says how a query was understood, and the same for programs."""

import pytest

from answer.understood import describe_query, query_to_json
from index.analyze import content_tokens
from index.query import Query, parse_query
from index.readings import QueryWords, Reading


def understand(typed: str, *readings: Reading) -> tuple[Query, QueryWords]:
    """Return a query and its words, which have these readings."""
    query = parse_query(typed)
    return query, QueryWords(content_tokens(query.text), readings)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("waarom onderuitputting COA", ""),
        ('"menselijke maat" beleid', "menselijke maat beleid · letterlijk «menselijke maat»"),
        ('opvang -Oekraïne -"a b"', "opvang · zonder Oekraïne · zonder «a b»"),
        ('kosten COA OF "de IND"', "kosten COA de IND · COA of «de IND»"),
        ("opvang jaar:2024 jaar:2025 soort:rij", "opvang · jaar 2024 of 2025 · soort rij"),
        (
            'opvang document:stuk ministerie:"Asiel en Migratie"',
            "opvang · document stuk · ministerie Asiel en Migratie",
        ),
    ],
)
def test_what_was_typed(typed: str, line: str) -> None:
    assert describe_query(*understand(typed)) == line


def test_what_words_may_stand_for() -> None:
    readings = (
        Reading(0, 1, "bezetting", (), 0.8, "spelling"),
        Reading(1, 2, "Centraal Orgaan opvang Asielzoekers", (), 0.4 + 0.2, "afkorting"),
        Reading(2, 3, "asiel opvang", (), 0.9, "samenstelling"),
        Reading(3, 4, "begrotingsreserve", (), 1.0, "omschrijving"),
        Reading(3, 4, "voorziening", (), 0.9, "omschrijving"),
        Reading(3, 4, "saldo", (), 0.8, "omschrijving"),
    )
    query, words = understand("bezeting COA asielopvang spaarpot", *readings)
    assert describe_query(query, words) == (
        "bezeting COA asielopvang spaarpot · spelling: bezetting · COA = Centraal Orgaan opvang Asielzoekers"
        " · spaarpot = begrotingsreserve · spaarpot = voorziening"
    )


def test_a_weak_guess_is_not_named() -> None:
    assert describe_query(*understand("pot geld", Reading(0, 1, "budget", (), 0.3, "omschrijving"))) == ""


def test_as_plain_data() -> None:
    reading = Reading(0, 1, "Centraal Orgaan", (), 0.8, "afkorting")
    assert query_to_json(*understand('COA "de maat" -x a OF b jaar:2025', reading)) == {
        "text": "COA de maat a b",
        "phrases": ["de maat"],
        "excluded": ["x"],
        "alternatives": [["a", "b"]],
        "filters": {"document": [], "soort": [], "jaar": [2025], "ministerie": []},
        "readings": [{"words": "COA", "text": "Centraal Orgaan", "kind": "afkorting"}],
    }
