"""The Dutch analyzer: what must be one term, what must stay two, and where a token stands in the text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyze import analyze, content_tokens, fold, grams, is_stopword, stem, tokenize
from index.word_forms import read_endings, read_words


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    "forms",
    [
        ("uitgave", "uitgaven"),
        ("apparaatsuitgave", "apparaatsuitgaven"),
        ("jaarverslag", "jaarverslagen"),
        ("minister", "ministers"),
        ("ministerie", "ministeries"),
        ("begroting", "begrotingen", "begroot", "begrote"),
        ("raming", "ramingen", "geraamd"),
        ("subsidie", "subsidies"),
        ("bijdrage", "bijdragen"),
        ("maatregel", "maatregelen"),
        ("huis", "huizen"),
        ("vreemdeling", "vreemdelingen"),
        ("statushouder", "statushouders"),
        ("financieel", "financiele"),
        ("ontheemd", "ontheemde", "ontheemden"),
        ("onderuitputting", "onderuitputtingen"),
        ("gezin", "gezinnen"),
        ("lid", "leden"),
    ],
)
def test_forms_of_one_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("minister", "mini"), ("minister", "ministerie"), ("gezin", "zin"), ("overheid", "over"), ("geleden", "lid")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "forms",
    [line.split() for line in """
    provincie provincies provincien
    gemeente gemeenten gemeentes
    gebied gebieden
    wijziging wijzigingen gewijzigd
    accijns accijnzen
    fonds fondsen
    schuld schulden
    inkomen inkomens
    huishouden huishoudens
    oorlog oorlogen
    wapen wapens
    luchthaven luchthavens
    schip schepen
    vaarweg vaarwegen
    snelweg snelwegen
    asielzoekerscentrum asielzoekerscentra
    museum musea
    podium podia
    criterium criteria
    forum fora forums
    politicus politici
    academicus academici
    programma programmas
    schema schemas
    camera cameras
    agenda agendas
    auto autos
    collega collegas
    niveau niveaus
    expert experts
    windmolen windmolens
    zonnepaneel zonnepanelen
    probleem problemen
    materiaal materialen
    bibliotheek bibliotheken
    sector sectoren
    reactor reactoren
    directeur directeuren directeurs
    periode perioden periodes
    methode methoden methodes
    toelage toelagen toelages
    bijlage bijlagen bijlages
    strategie strategieen
    categorie categorieen
    theorie theorieen
    verlies verliezen
    succes successen
    crisis crises crisissen
    nadeel nadelen
    dagblad dagbladen
    volk volken volkeren
    formeel formele
    officieel officiele
    commercieel commerciele
    cultureel culturele
    industrieel industriele
    speciaal speciale
    provinciaal provinciale
    politiek politieke
    publiek publieke
    uniek unieke
    duurzaam duurzame
    kwetsbaar kwetsbare kwetsbaarheid
    betaalbaar betaalbare
    hernieuwbaar hernieuwbare
    dakloos dakloze daklozen
    buitenlands buitenlandse
    amerikaans amerikaanse
    laag lage
    nieuw nieuwe
    klein kleine
    oud oude
    modern moderne
    zwaar zware
    verhoging verhoogd verhoogde verhogen
    verlaging verlaagd verlaagde verlagen
    verlenging verlengd verlengde verlengen
    bezuiniging bezuinigd bezuinigen
    beveiliging beveiligd beveiligen
    verdeling verdeeld verdelen
    beoordeling beoordeeld beoordelen
    behandeling behandeld behandelen
    betaling betaald betalen
    uitbetaling uitbetaald uitbetalen
    besteding besteed bestede
    verplaatsing verplaatst
    toekenning toegekend
    afwijzing afgewezen
    stijging gestegen
    realisatie realiseren gerealiseerd
    digitalisering digitaliseren gedigitaliseerd
    publicatie publiceren gepubliceerd
    evaluatie evalueren geevalueerd
    subsidie subsidies gesubsidieerd subsidiering
    huisje huizen
    plaats plaatsje plaatsen
    """.strip().splitlines()],
    ids=lambda forms: forms[0],
)  # fmt: skip
def test_forms_over_the_whole_budget_share_a_stem(forms: list[str]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [line.split() for line in """
    gemeente mening
    gemeente gemeen
    gebied bieden
    gevolg volgen
    gezondheid zon
    geweld wel
    geldig geld
    eenheid een
    gemiddeld middel
    negatief negeren
    wijziging wijs
    gewoon woning
    goed goederen
    data datum
    media medium
    gerecht recht
    evaluatie evacuatie
    minister ministerie
    stad staten
    lid leiden
    schuld schul
    besteden bestand
    geslacht slachten
    gebouw bouwen
    productie product
    """.strip().splitlines()],
)  # fmt: skip
def test_words_that_mean_something_else_keep_their_own_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_no_line_of_the_word_forms_is_overruled_by_another() -> None:
    words, endings = read_words(), read_endings()
    assert all(words[lemma] == lemma for lemma in words.values())
    assert not [target for target in endings.values() if target in endings]
    assert all(form != target for form, target in endings.items())


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("tabel 4", "tabel4"),
        ("Tabel 4 Budgettaire gevolgen", "tabel4"),
        ("tabel4", "tabel4"),
        ("vraag nr. 20", "vraag20"),
        ("de vragen 20, 21 en 22", "vraag22"),
        ("artikel 37.2", "artikel37.2"),
        ("art. 37", "artikel37"),
        ("beleidsartikel 37", "artikel37"),
        ("36 740 VI", "36740vi"),
        ("36740-VI", "36740vi"),
        ("36 740 VI, nr. 15", "36740vi-15"),
        ("36740-VI-15", "36740vi-15"),
        ("Kamerstuk 36 600 XX nr. 2", "36600xx-2"),
        ("Kamerstukken II 36 333, nr. 67", "36333-67"),
    ],
)
def test_a_reference_is_a_term_of_its_own(text: str, term: str) -> None:
    assert term in analyze(text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("tabel 4 2025 2026", "tabel2025"),
        ("4 tabellen", "tabel4"),
        ("tabel met 4 rijen", "tabel4"),
        ("vraag 2 en antwoord op 5 punten", "vraag5"),
        ("artikel 37.2", "artikel37"),
        ("tabel 14", "tabel4"),
        ("36 740 VI, nr. 15", "36740vi-5"),
        ("hoofdstuk 1,5", "hoofdstuk1,5"),
    ],
)
def test_what_is_no_reference_makes_no_term(text: str, term: str) -> None:
    assert term not in analyze(text)


@pytest.mark.parametrize("abbreviation", ["COA", "IND", "AMV", "HGIS", "DTenV", "IOM", "AZC", "OM", "EU"])
def test_abbreviations_survive(abbreviation: str) -> None:
    assert abbreviation.lower() in analyze(f"Wat doet {abbreviation} hier?")


@pytest.mark.parametrize("written", ["AMV", "AMV's", "AMV’s", "AMVs", "amv's", "amvs"])
def test_a_plural_or_possessive_is_the_abbreviation(written: str) -> None:
    assert analyze(written) == ("amv",)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("bĳdrage", "bijdrage"),
        ("BIJDRAGE", "bijdrage"),
        ("ﬁnanciële", "financiele"),
        ("Oekrai\u0308ne", "Oekraïne"),
        ("Oekraïne", "Oekraine"),
        ("asielzoekers\u00adopvang", "asielzoekersopvang"),
        ("opvang²", "opvang"),
        ("regio's", "regio"),
        ("asielzoekers‑opvang", "asielzoekers-opvang"),
    ],
)
def test_spellings_of_one_word_give_the_same_terms(written: str, plain: str) -> None:
    assert analyze(written) == analyze(plain)


def test_offsets_point_into_the_original_where_folding_changes_the_length() -> None:
    text = "De ﬁnanciële bĳdrage aan Oekrai\u0308ne"
    assert [text[token.start : token.end] for token in tokenize(text)] == text.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.422.334", ["4422334"]),
        ("41,5%", ["41,5"]),
        ("8.2%", ["8,2"]),
        ("37.2", ["37.2"]),
        ("€ 1.000,-", ["1000"]),
        ("€ 1,50", ["1,5"]),
        ("1,50 en 10,00", ["1,5", "en", "10"]),
        ("2024-Q1", ["2024", "q1"]),
        ("2024/25", ["2024", "25"]),
        ("36 740 VI, nr. 15", ["36740", "vi", "nr", "15"]),
        ("36740-VI", ["36740", "vi"]),
        ("36 800-VI-2", ["36800", "vi", "2"]),
        ("36 740", ["36740"]),
        ("COA 12 100 9", ["coa", "12", "100", "9"]),
        ("€100mln", ["100", "mln"]),
        ("Ontwikkelingshulp2", ["ontwikkelingshulp", "2"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("one", "other"), [("100", "1.000"), ("37.2", "37.3"), ("2025", "2024"), ("41,5", "415")])
def test_a_figure_never_matches_another(one: str, other: str) -> None:
    assert not set(analyze(one)) & set(analyze(other))


def test_compounds_give_the_whole_and_the_parts() -> None:
    assert words("COA-opvang") == ["coaopvang", "coa", "opvang"]
    assert set(analyze("asielzoekers-opvang")) >= {stem("asielzoekersopvang"), "opvang", stem("asielzoekers")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in- en uitstroom", ["instroom", "en", "uitstroom"]),
        ("in-, door- en uitstroom", ["instroom", "doorstroom", "en", "uitstroom"]),
        ("kennis- en arbeidsmigratie", ["kennis", "en", "arbeidsmigratie"]),
        ("in- en export", ["in", "en", "export"]),
    ],
)
def test_an_ellipsis_is_completed_only_where_that_is_certain(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_is_found_in_a_compound() -> None:
    assert {"~opvan", "~pvang"} <= set(analyze("opvang")) & set(analyze("asielzoekersopvang"))
    assert len(set(analyze("onderuitputing")) & set(analyze("onderuitputting"))) >= 6


def test_question_words_are_no_terms() -> None:
    assert analyze("Hoeveel krijgt het COA in 2026?") == ("coa", "2026")
    assert analyze("Waarom, wat en welke?") == ()
    assert [token.text for token in content_tokens("Wat betekent AMV")] == ["amv"]


def test_what_changes_the_question_is_a_term() -> None:
    assert not any(map(is_stopword, ["niet", "geen", "meer", "minder"]))


def test_abbreviations_with_dots_are_one_token() -> None:
    assert words("t.o.v. M.H.M. Faber") == ["tov", "mhm", "faber"]


def test_grams() -> None:
    assert grams("opvang") == ("opvan", "pvang")
    assert grams("coa") == ()
    assert grams("12345") == ()


@given(st.text(max_size=200))
def test_tokens_stand_in_order_within_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(token.text and token.text == fold(token.text) for token in tokens)
    order = [(token.start, -token.end) for token in tokens]
    assert order == sorted(order)


PARTS = ("opvang", "COA", "AMV's", "1.000", "41,5%", "bĳdrage", "co-financiering", "2024-Q1", ",", ".")


@given(st.lists(st.sampled_from(PARTS)))
def test_words_apart_give_the_terms_of_each(parts: list[str]) -> None:
    assert analyze("\n".join(parts)) == tuple(itertools.chain.from_iterable(map(analyze, parts)))
