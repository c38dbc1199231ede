"""What a query is read as besides its own words, and the queries that need no reading at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyze import analyze, content_tokens
from index.readings import QueryReader, Reading, ReadingKind, write_amount
from index.short_forms import ShortForms
from index.tokens import Token
from index.vocabulary import count_words
from ingest.document import Abbreviation, Span

TEXTS = (
    "de begroting van het ministerie van Asiel en Migratie, de uitgaven en de ontvangsten",
    "de opvang van asielzoekers, asielopvang, de capaciteit, opvangcapaciteit en opvangkosten",
    "het COA, de IND en de AMV's in een azc; de asielzoeker, de vreemdeling",
    "het vreemdelingenbeleid en het terugkeerbeleid, terugkeer en beleid, alleenstaande minderjarige vreemdelingen",
    "de begrotingsreserve en de onderuitputting; een ind van niets is geen IND",
    "Centraal Orgaan opvang asielzoekers, Immigratie- en Naturalisatiedienst, kosten en migratie van de Nederlander",
    "de reserve asiel, de opvang, kosten, de opvang in een gemeente, asiel en opvang",
)
ABBREVIATIONS = (
    Abbreviation("COA", "Centraal Orgaan opvang asielzoekers", Span(0, 0)),
    Abbreviation("COA", "Centraal Orgaan Opvang Asielzoekers", Span(0, 0)),
    Abbreviation("IND", "Immigratie- en Naturalisatiedienst", Span(0, 0)),
    Abbreviation("AMV", "Alleenstaande Minderjarige Vreemdelingen", Span(0, 0)),
    Abbreviation("DTenV", "Dienst Terugkeer en Vertrek", Span(0, 0)),
    Abbreviation("azc", "asielzoekerscentrum", Span(0, 0)),
    Abbreviation("BES", "Bonaire, Sint Eustatius en Saba", Span(0, 0)),
    Abbreviation("AP", "Autoriteit Persoonsgegevens", Span(0, 0)),
    Abbreviation("AP", "Actieplan Asiel", Span(0, 0)),
)
VOCABULARY = count_words(TEXTS * 10)


@dataclass(frozen=True)
class Match:
    """An everyday word that was found."""

    start: int
    end: int
    terms: tuple[str, ...]
    weight: float


class Everyday:
    """Knows one everyday word, and one whose terms the texts do not have."""

    def find(self, tokens: Sequence[Token]) -> tuple[Match, ...]:
        known = {"spaarpot": ("begrotingsreserve", "reserve"), "boete": ("dwangsom",)}
        return tuple(
            Match(place, place + 1, known[token.text], 0.8) for place, token in enumerate(tokens) if token.text in known
        )


READER = QueryReader(VOCABULARY, ABBREVIATIONS, Everyday())


def read(query: str, kind: ReadingKind) -> list[str]:
    """Return how a query's readings of a kind are written."""
    return [reading.text for reading in READER.read(query).readings if reading.kind == kind]


@pytest.mark.parametrize(
    "query",
    [
        "uitgaven asiel 2025",
        "wat kost de opvang van een vreemdeling",
        "begrotingsreserve",
        "onderuitputting begroting",
        "kosten nieuwe gevangenis Vlissingen",
        "instroom uit Zwitserland",
        "salaris van de minister",
        "artikel 37.2",
        "tabel 4",
        "100",
        "bes van de struik",
        "",
        "???",
    ],
)
def test_a_query_that_needs_none_has_no_reading(query: str) -> None:
    assert READER.read(query).readings == ()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("begrotting asiel", "begroting"),
        ("de onderuitputing", "onderuitputting"),
        ("azielzoekers", "asielzoekers"),
        ("ministrie", "ministerie"),
        ("allenstaande minderjarigen", "alleenstaande"),
        ("Begrotting", "begroting"),
        ("BEGROTTING ASIEL", "begroting"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(query: str, text: str) -> None:
    assert read(query, "spelling") == [text]


def test_what_is_mended_is_read_on() -> None:
    assert read("alenstaande minderjarige vreemdelingen", "afkorting") == ["AMV"]
    assert read("opvang capaciteid", "samenstelling") == ["opvangcapaciteit"]
    assert read("azielopvang", "samenstelling") == ["asiel opvang"]


def test_a_slip_in_a_word_that_everyday_language_explains_is_none() -> None:
    assert read("spaarpot", "spelling") == []


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("vreemdelingenopvang", ["vreemdelingen opvang"]),
        ("asielopvang", ["asiel opvang"]),
        ("terugkeer beleid", ["terugkeerbeleid"]),
        ("opvang capaciteit", ["opvangcapaciteit"]),
        ("capaciteit van de opvang", ["opvangcapaciteit"]),
        ("kosten opvang", ["opvangkosten"]),
        ("opvang van asielzoekers", ["asielopvang"]),
        ("opvang en capaciteit", []),
        ("opvang, capaciteit", []),
        ("gevangenisopvang", []),
    ],
)
def test_compounds_are_taken_apart_and_put_together(query: str, texts: list[str]) -> None:
    assert read(query, "samenstelling") == texts


def test_the_parts_of_a_compound_that_the_texts_have_count_less() -> None:
    (known,) = READER.read("asielopvang").readings
    (unknown,) = READER.read("vreemdelingenopvang").readings
    assert known.weight < unknown.weight


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("COA", ["Centraal Orgaan Opvang Asielzoekers"]),
        ("wat doet het coa", ["Centraal Orgaan Opvang Asielzoekers"]),
        ("COA-opvang", ["Centraal Orgaan Opvang Asielzoekers"]),
        ("amv's", ["Alleenstaande Minderjarige Vreemdelingen"]),
        ("amvs", ["Alleenstaande Minderjarige Vreemdelingen"]),
        ("AZC", ["asielzoekerscentrum"]),
        ("azc's", ["asielzoekerscentrum"]),
        ("BES", ["Bonaire, Sint Eustatius en Saba"]),
        ("bes", []),
        ("Centraal Orgaan opvang asielzoekers", ["COA"]),
        ("centraal orgaan voor de opvang van asielzoekers", ["COA"]),
        ("alleenstaande minderjarige vreemdeling", ["AMV"]),
        ("immigratie- en naturalisatiedienst", ["IND"]),
        ("asielzoekerscentra", ["azc"]),
        ("orgaan opvang", []),
        ("DTenV", ["Dienst Terugkeer en Vertrek"]),
        ("DT&V", ["DTenV", "Dienst Terugkeer en Vertrek"]),
        ("AP", ["Actieplan Asiel", "Autoriteit Persoonsgegevens"]),
    ],
)
def test_abbreviations_are_read_both_ways(query: str, texts: list[str]) -> None:
    assert read(query, "afkorting") == texts


def test_a_word_of_the_texts_is_an_abbreviation_in_capitals_only() -> None:
    reader = QueryReader(count_words(["een ind van niets"]), ABBREVIATIONS)
    assert [reading.text for reading in reader.read("IND").readings] == ["Immigratie- en Naturalisatiedienst"]
    assert reader.read("ind").readings == ()


def test_a_short_form_counts_as_often_as_the_words_that_it_stands_for() -> None:
    (found,) = (found for found in READER.read("Centraal Orgaan opvang asielzoekers").readings if found.text == "COA")
    assert (found.start, found.end, found.terms) == (0, 4, ("coa",) * 4)


def test_a_passage_with_the_whole_meaning_has_the_short_form_too() -> None:
    forms = ShortForms(ABBREVIATIONS, VOCABULARY)
    assert forms.terms_of("het Centraal Orgaan opvang asielzoekers vangt op") == ("coa",)
    assert forms.terms_of("Alleenstaande minderjarige vreemdeling en zijn azc") == ("amv",)
    assert forms.terms_of("het Centraal Orgaan opvang asielzoekers (COA)") == ()
    assert forms.terms_of("de opvang van asielzoekers") == ()
    assert READER.read("COA").readings[0].terms == ("coa",)


def test_everyday_words_are_read_as_the_terms_that_the_texts_have() -> None:
    found = READER.read("de spaarpot van asiel").readings
    assert Reading(0, 1, "begrotingsreserve", analyze("begrotingsreserve"), 0.8, "omschrijving") in found
    assert read("spaarpot", "omschrijving") == ["begrotingsreserve", "reserve"]
    assert read("boete", "omschrijving") == []


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("bijdrage van € 4,42 mld.", ["€ 4.420.000.000"]),
        ("4.422.334 (x € 1.000) aan subsidie", ["€ 4.422.334.000"]),
        ("€ 12,50", ["€ 12,50"]),
        ("4.422.334", []),
        ("2025", []),
    ],
)
def test_amounts_are_read_as_euros(query: str, texts: list[str]) -> None:
    assert read(query, "bedrag") == texts


def test_an_amount_covers_all_that_it_is_written_with() -> None:
    found = READER.read("bijdrage € 4,42 mld. COA")
    (amount,) = (reading for reading in found.readings if reading.kind == "bedrag")
    assert [token.text for token in found.tokens[amount.start : amount.end]] == ["4,42", "mld"]


def test_an_amount_is_written_as_readers_do() -> None:
    (found,) = READER.read("1.200 mln.").readings
    assert found.text == "€ 1.200.000.000"
    assert write_amount(Decimal("12.5")) == "€ 12,50"


@pytest.mark.parametrize("query", ["COA-opvang asielopvang", "begrotting van de opvang", "spaarpot € 1,2 mld."])
def test_readings_stand_in_order_and_once(query: str) -> None:
    found = READER.read(query).readings
    assert [(each.start, each.end) for each in found] == sorted((each.start, each.end) for each in found)
    assert len({(each.start, each.end, each.text) for each in found}) == len(found)


WORDS = ("COA", "opvang", "van", "asielzoekers", "€", "1,2", "mld.", "begrotting", "tabel", "4", "36 740 VI", "-", "X")


@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_text_is_read_and_always_alike(text: str) -> None:
    found = READER.read(text)
    assert found == READER.read(text)
    assert found.tokens == content_tokens(text)
    for reading in found.readings:
        assert 0 <= reading.start < reading.end <= len(found.tokens)
        assert 0 < reading.weight <= 1
        assert reading.terms
        assert reading.text
