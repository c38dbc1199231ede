"""Everyday words: what the file must be, and where its words are found in a query."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyze import content_tokens, is_stopword, stem, tokenize
from index.everyday import (
    IN_COMPOUND,
    SIBLING,
    STRONG,
    WEAK,
    Everyday,
    EverydayMatch,
    everyday_fingerprint,
    load_everyday,
)
from index.everyday_file import parse_entries
from ingest.errors import VraagbaakError

CORPUS = Path(__file__).parent.parent / "corpus"
# Words that stand everywhere in budgets and mean all sorts of things: never a key of their own, not even a weak one.
COMMON = """
    aantal artikel bedrag bedragen begroting beleid besluit bron dag deel doel dienst euro financieel gebied geld
    gemeente groep huis informatie inkomen jaar jaren kabinet kamer kind kinderen kost kosten kwaliteit land landen
    leven man mensen middel middelen miljard miljoen minder minister ministerie moment nederland nieuw onderdeel
    onderzoek organisatie overheid periode persoon personen plaats plan plannen prijs proces programma punt recht regel
    regels regering rijk school staat stap stuk systeem taak tabel tijd toekomst totaal uitgave uitgaven vraag vragen
    vrouw water week werk werken wet zaak zaken zorg
""".split()  # noqa: SIM905 - a list of words is easier to add to as a text
# A strong word may be one word in so many of the texts' content words; more is what the texts themselves use.
RAREST = 400


def make_everyday(*lines: str) -> Everyday:
    return Everyday(parse_entries("[kop]\n" + "\n".join(lines)))


def find(everyday: Everyday, query: str) -> list[tuple[str, tuple[str, ...], float]]:
    """Return the words found, their terms and their weights."""
    tokens = tokenize(query)
    return [
        (query[tokens[match.start].start : tokens[match.end - 1].end], match.terms, match.weight)
        for match in everyday.find(tokens)
    ]


def single_words() -> list[tuple[str, float]]:
    """Return the stems of the everyday words that are one word, and their weights."""
    words = ((word, content_tokens(word.text)) for entry in load_everyday().entries for word in entry.words)
    return [(stem(tokens[0].text), word.weight) for word, tokens in words if len(tokens) == 1]


RESERVE = make_everyday('"begrotingsreserve; ~risicoreserve" = "spaarpot; geld opzij gezet; ~buffer"')


def test_the_file_holds_enough() -> None:
    entries = load_everyday().entries
    assert len(entries) >= 450
    assert sum(bool(entry.words) for entry in entries) >= 450
    assert all(len(entry.terms) > 1 for entry in entries if not entry.words)


def test_every_wording_is_written_plainly() -> None:
    for entry in load_everyday().entries:
        for wording in (*entry.terms, *entry.words):
            assert wording.text == " ".join(wording.text.split())
            assert not set(wording.text) & set('|#"')
            assert wording.weight in {WEAK, STRONG}


def test_no_line_stands_twice() -> None:
    lines = Counter(tuple(term.text for term in entry.terms) for entry in load_everyday().entries if entry.words)
    assert [line for line, count in lines.items() if count > 1] == []
    firsts = Counter(entry.terms[0].text for entry in load_everyday().entries if entry.words)
    assert [first for first, count in firsts.items() if count > 1] == []


def test_no_word_is_a_stopword() -> None:
    for entry in load_everyday().entries:
        for wording in entry.words:
            assert any(not is_stopword(token.text) for token in tokenize(wording.text)), wording.text


def test_no_common_word_is_a_key_of_its_own() -> None:
    common = {stem(word) for word in COMMON}
    assert sorted(word for word, _ in single_words() if word in common) == []


def test_no_word_that_texts_themselves_use_much_is_strong() -> None:
    counts = Counter(
        stem(token.text)
        for path in sorted(CORPUS.glob("*.txt"))
        for token in content_tokens(path.read_text(encoding="utf-8"))
        if token.kind == "word"
    )
    most = sum(counts.values()) / RAREST
    assert sorted(word for word, weight in single_words() if weight == STRONG and counts[word] > most) == []


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("spaarpot van het ministerie", "begrotingsreserve"),
        ("welk budget is niet opgemaakt", "onderuitputting"),
        ("jongeren die op straat staan", "dakloosheid"),
        ("dure adviseurs bij ministeries", "externe inhuur"),
        ("wordt de bijstand verhoogd", "Participatiewet"),
        ("files op de snelweg", "doorstroming"),
        ("boeren uitkopen", "beëindigingsregeling"),
        ("straaljagers", "F-35"),
        ("hackers", "cybersecurity"),
        ("juf ziek", "lerarentekort"),
        ("wachten op rijexamen", "CBR"),
        ("dijken ophogen", "waterveiligheid"),
        ("pro-deo advocaat", "rechtsbijstand"),
        ("pro deo advocaat", "rechtsbijstand"),
        ("huursubsidie", "huurtoeslag"),
        ("HUURSUBSIDIES", "huurtoeslag"),
        ("oekrainers", "ontheemden"),
    ],
)
def test_everyday_words_find_the_term(query: str, term: str) -> None:
    assert term in {each for _, terms, _ in find(load_everyday(), query) for each in terms}


@pytest.mark.parametrize("query", ["geld", "mensen in Nederland", "wat kost het", "hoeveel", "", "2025", "tabel 4"])
def test_plain_words_find_nothing_sure(query: str) -> None:
    assert all(weight < STRONG for _, _, weight in find(load_everyday(), query))


def test_inflection_and_capitals_do_not_matter() -> None:
    assert find(RESERVE, "Spaarpotten") == [
        ("Spaarpotten", ("begrotingsreserve",), STRONG),
        ("Spaarpotten", ("risicoreserve",), WEAK),
    ]


def test_a_weak_word_is_weak_for_every_term() -> None:
    assert find(RESERVE, "buffer") == [("buffer", ("begrotingsreserve", "risicoreserve"), WEAK)]


def test_stopwords_may_stand_in_a_phrase_and_other_words_not() -> None:
    assert [words for words, _, weight in find(RESERVE, "is er geld voor opzij gezet?") if weight == STRONG] == [
        "geld voor opzij gezet"
    ]
    assert find(RESERVE, "geld netjes opzij gezet") == []


def test_the_order_of_a_phrase_matters_beside_a_negation_only() -> None:
    assert {words for words, *_ in find(RESERVE, "opzij gezet geld")} == {"opzij gezet geld"}
    everyday = make_everyday('"amv" = "kind zonder ouders"')
    assert find(everyday, "ouders zonder kind") == []
    assert [terms for _, terms, _ in find(everyday, "kinderen zonder hun ouders")] == [("amv",)]


def test_positions_are_those_of_the_tokens_that_were_given() -> None:
    query = "is er geld voor opzij gezet"
    assert [(match.start, match.end) for match in RESERVE.find(tokenize(query))] == [(2, 6), (2, 6)]
    assert [(match.start, match.end) for match in RESERVE.find(content_tokens(query))] == [(0, 3), (0, 3)]


def test_the_longest_phrase_counts_alone() -> None:
    everyday = make_everyday('"weg" = "~straat"', '"dakloosheid" = "op straat staan"', '"halte" = "~staan stil"')
    assert find(everyday, "op straat staan stil") == [("straat staan", ("dakloosheid",), STRONG)]
    assert find(everyday, "de straat") == [("straat", ("weg",), WEAK)]


def test_a_phrase_with_a_hyphen_is_found_however_it_is_written() -> None:
    everyday = make_everyday('"btw" = "btw-verhoging"')
    for query in ("btw-verhoging", "btw verhoging", "btwverhoging", "de btw-verhogingen"):
        assert [terms for _, terms, _ in find(everyday, query)] == [("btw",)], query


def test_parts_of_a_hyphenated_compound_are_words() -> None:
    assert ("spaarpot", ("begrotingsreserve",), STRONG) in find(RESERVE, "COA-spaarpot")


def test_a_last_part_counts_less_and_a_first_part_not() -> None:
    assert find(RESERVE, "asielspaarpotten") == [
        ("asielspaarpotten", ("begrotingsreserve",), STRONG * IN_COMPOUND),
        ("asielspaarpotten", ("risicoreserve",), WEAK * IN_COMPOUND),
    ]
    assert find(RESERVE, "spaarpotregeling") == []
    assert find(RESERVE, "inkomensbuffer") == []  # a weak word is no more than a guess within a longer one


def test_terms_that_are_nearly_the_same_find_each_other_and_not_themselves() -> None:
    everyday = make_everyday('"lasten; uitgaven; ~kosten" = ""')
    assert find(everyday, "uitgaven") == [("uitgaven", ("lasten",), SIBLING), ("uitgaven", ("kosten",), WEAK)]
    assert find(everyday, "kosten") == [("kosten", ("lasten", "uitgaven"), WEAK)]


def test_terms_on_a_line_with_everyday_words_are_not_the_same() -> None:
    assert find(make_everyday('"basisbeurs; aanvullende beurs" = "stufi"'), "basisbeurs") == []


def test_a_word_on_two_lines_means_both() -> None:
    everyday = make_everyday('"dwangsom" = "~boete"', '"bestuurlijke boete" = "~boete"')
    assert find(everyday, "boete") == [("boete", ("dwangsom", "bestuurlijke boete"), WEAK)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[a]\n"x" = "spaarpot"\n"y" = "~spaarpotten"', "bij 'x' en 'y'"),
        ('[a]\n"x" = "hoeveel geld"', "zonder stopwoorden"),
        ('[a]\n"x" = "van de"', "zonder stopwoorden"),
        ('[a]\n"x" = "potje;; buffer"', "puntkomma"),
        ('[a]\n"x" = 3', "geen tekst"),
        ('"x" = "potje"', "onder een kop"),
        ('[a]\n"x" = "potje', "geldige TOML"),
        ('[a]\n"x" = "potje"\n"x" = "buffer"', "geldige TOML"),
    ],
)
def test_a_bad_line_is_named_in_one_line(text: str, message: str) -> None:
    with pytest.raises(VraagbaakError, match=message) as raised:
        Everyday(parse_entries(text))
    assert "\n" not in str(raised.value)


@given(st.lists(st.sampled_from(["spaarpot", "geld", "opzij", "gezet", "de", "op", "straat", "COA-spaarpot", "3"])))
def test_matches_are_in_order_within_the_query_and_the_same_each_time(words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    matches = load_everyday().find(tokens)
    assert matches == Everyday(load_everyday().entries).find(tokens) if len(words) < 3 else True
    assert matches == load_everyday().find(tokens)
    assert all(0 <= match.start < match.end <= len(tokens) and 0 < match.weight <= STRONG for match in matches)
    assert [match.start for match in matches] == sorted(match.start for match in matches)


def test_matches_are_records() -> None:
    (match,) = make_everyday('"huurtoeslag" = "huursubsidie"').find(tokenize("huursubsidie"))
    assert match == EverydayMatch(0, 1, ("huurtoeslag",), STRONG)


def test_the_fingerprint_is_of_the_file() -> None:
    assert len(everyday_fingerprint()) == 64
    assert int(everyday_fingerprint(), 16)
    assert files("index").joinpath("everyday.toml").is_file()
