"""Compounds: taken apart by the corpus's own words, not further than they go, and put together as it has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.compounds import Compounds
from index.spelling import Speller
from index.vocabulary import count_words

TEXT = """
asiel asielzoeker asielzoekers opvang opvanglocaties capaciteit plek plekken beleid terugkeer terugkeerbeleid
opvangcapaciteit asielopvang vreemdelingen vreemdelingenbeleid begroting reserve artikel belang rijk uitputting
gemeente onder aanvraag subsidie onderwijs kinderen regeling kosten locatie regel spreiding wet spreidingswet
doel matig COA IND medewerkers stand punt maat grens
"""
VOCABULARY = count_words([TEXT] * 10)
COMPOUNDS = Compounds(VOCABULARY, {"coa", "ind", "sp"})


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("asielopvang", ("asiel", "opvang")),
        ("asielzoekersopvang", ("asielzoekers", "opvang")),
        ("opvangplekken", ("opvang", "plekken")),
        ("opvangplek", ("opvang", "plek")),
        ("begrotingsreserve", ("begroting", "reserve")),
        ("begrotingsartikelen", ("begroting", "artikelen")),
        ("kinderopvang", ("kinderen", "opvang")),
        ("gemeentebeleid", ("gemeente", "beleid")),
        ("onderwijssubsidieregeling", ("onderwijs", "subsidie", "regeling")),
        ("indmedewerkers", ("ind", "medewerkers")),
        ("coaopvang", ("coa", "opvang")),
    ],
)
def test_a_compound_falls_apart(word: str, parts: tuple[str, ...]) -> None:
    assert COMPOUNDS.split(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        "belangrijk",
        "onderuitputting",
        "doelmatig",
        "doelmatigheid",
        "opvang",
        "gevangenis",
        "vlissingen",
        "asielxyz",
        "spopvang",
        "opvang2025",
        "",
    ],
)
def test_what_is_no_compound_of_the_texts_stays_whole(word: str) -> None:
    assert COMPOUNDS.split(word) == ()


@pytest.mark.parametrize(
    ("modifier", "head", "compound"),
    [
        ("terugkeer", "beleid", "terugkeerbeleid"),
        ("opvang", "capaciteit", "opvangcapaciteit"),
        ("opvang", "capaciteiten", "opvangcapaciteit"),
        ("vreemdeling", "beleid", "vreemdelingenbeleid"),
        ("spreidings", "wet", "spreidingswet"),
        ("spreiding", "wet", "spreidingswet"),
        ("opvang", "locatie", "opvanglocaties"),
        ("capaciteit", "opvang", ""),
        ("gevangenis", "beleid", ""),
        ("de", "opvang", ""),
    ],
)
def test_two_words_are_joined_as_the_texts_have_them(modifier: str, head: str, compound: str) -> None:
    assert COMPOUNDS.join(modifier, head) == compound


def test_the_first_part_of_a_modifier_may_stand_for_it() -> None:
    assert COMPOUNDS.modifiers("asielzoekers")[0] == "asielzoekers"
    assert COMPOUNDS.modifiers("gevangenis") == ("gevangenis",)


def test_a_word_is_known_by_its_form_its_stem_or_its_parts() -> None:
    assert all(map(COMPOUNDS.is_known, ["opvang", "locaties", "asielreserve", "onderopvang"]))
    assert not any(map(COMPOUNDS.is_known, ["vlissingen", "opvnag", "asielopvnag"]))


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("begrotingscapasiteit", "begroting capaciteit"),
        ("asielzoekerscapaciteti", "asielzoekers capaciteit"),
        ("vreemdellingencapaciteit", "vreemdelingen capaciteit"),
    ],
)
def test_a_slip_in_one_part_is_mended(word: str, written: str) -> None:
    found = COMPOUNDS.correct_part(word, Speller(VOCABULARY))
    assert found is not None
    assert found.word == written


@pytest.mark.parametrize("word", ["toezichthouders", "schoolboeken", "vlissingen", "zwitserland"])
def test_a_word_that_is_not_there_gets_no_part_of_others(word: str) -> None:
    assert COMPOUNDS.correct_part(word, Speller(VOCABULARY)) is None


@given(st.text(max_size=60))
def test_any_word_can_be_taken_apart(word: str) -> None:
    assert len(COMPOUNDS.split(word)) != 1
    assert isinstance(COMPOUNDS.is_known(word), bool)
