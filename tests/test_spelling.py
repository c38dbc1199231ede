"""Slips of spelling: mended where they look like one, and no other word or name made of a right one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import Correction, Speller
from index.vocabulary import count_words

WORDS = """
begroting subsidie ministerie overheid beleid gemeente evaluatie verloop verwacht onderuitputting asielzoekers
bijdrage procedure organisatie verplichting mogelijkheid gesprek reactie kosten opvang migratie stijging
vergunning zaken leiding kwaliteit verblijf verminderen uitgave aanvragen aantallen hervestiging voorschotten reizen
"""
NAMES = "Nederland Oekraïne Afghanistan Letland Limburg Groningen Ierland Irak Slovenië Almere Dittrich"
# In ten chunks, so that short words are frequent enough to be meant.
SPELLER = Speller(count_words([f"de {WORDS} van {NAMES}"] * 10))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("begrotting", "begroting"),
        ("begroiting", "begroting"),
        ("begortig", None),
        ("begorting", "begroting"),
        ("subsidi", "subsidie"),
        ("subsedie", None),
        ("supsidie", None),
        ("subsiddie", "subsidie"),
        ("ministerei", "ministerie"),
        ("ministrie", "ministerie"),
        ("onderuitputing", "onderuitputting"),
        ("onderuitputtting", "onderuitputting"),
        ("asielzoekrs", "asielzoekers"),
        ("azielzoekers", "asielzoekers"),
        ("beidrage", "bijdrage"),
        ("bydrage", "bijdrage"),
        ("prosedure", "procedure"),
        ("capasiteit", None),
        ("organizatie", "organisatie"),
        ("organisasie", "organisatie"),
        ("mogelijkheit", "mogelijkheid"),
        ("mogelykheid", "mogelijkheid"),
        ("kwalitijt", "kwaliteit"),
        ("opvnag", "opvang"),
        ("gemeennte", "gemeente"),
        ("afganistan", "afghanistan"),
        ("oekraiene", "oekraine"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str | None) -> None:
    found = SPELLER.correct(typed)
    assert (found.word if found else None) == meant


@pytest.mark.parametrize(
    "word",
    """
    vlissingen zwitserland oostenrijk estland finland tilburg hilversum iran slowakije noorwegen
    duitsland rusland utrecht leiden breda assen emmen zwolle almelo delft venlo bonaire rutte kaag timmermans
    evacuatie verkoop verdacht redactie gewricht gevangenis salaris ziekenhuis verhinderen verbieden
    emigratie immigratie onbeleid vergunningen daling rijssen
    """.split(),  # noqa: SIM905
)
def test_a_right_word_that_the_texts_do_not_have_stays(word: str) -> None:
    assert SPELLER.correct(word) is None


def test_what_is_written_like_a_name_becomes_no_word() -> None:
    assert SPELLER.correct("voorschoten") == Correction("voorschotten", 0.3)
    assert SPELLER.correct("voorschoten", is_name=True) is None
    assert SPELLER.correct("afganistan", is_name=True) == Correction("afghanistan", 0.6)


def test_the_cheaper_slip_counts_before_the_more_frequent_word() -> None:
    speller = Speller(count_words(["verplichtingen"] * 9 + ["verplichtinggen"]))
    assert speller.correct("verplichtnigen") == Correction("verplichtingen", 0.4)


def test_of_equal_slips_the_more_frequent_word_counts() -> None:
    speller = Speller(count_words(["kamerbrief"] * 3 + ["kamerbries"]))
    assert speller.correct("kamerbrie") == Correction("kamerbrief", 0.6)


@pytest.mark.parametrize("word", ["", "kost", "2025", "36740", "b8", "1,2", "a" * 500])
def test_figures_and_short_or_endless_words_are_never_corrected(word: str) -> None:
    assert SPELLER.correct(word) is None


@given(st.sampled_from([word for word in WORDS.split() if len(word) >= 9]), st.data())
def test_two_letters_that_changed_places_are_always_mended(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 2))
    typed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    found = SPELLER.correct(typed)
    assert found is not None
    assert found.word == word


@given(st.text(max_size=70))
def test_any_word_can_be_asked_for(word: str) -> None:
    assert SPELLER.correct(word) == SPELLER.correct(word)
