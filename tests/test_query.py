"""What a typed query is understood as: phrases, exclusions, alternatives, filters; and that nothing breaks it."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.filters import NO_FILTERS, Filters
from index.query import Query, merge_filters, parse_query, write_query
from ingest.errors import QueryError


@pytest.mark.parametrize(
    "typed",
    [
        "waarom is er onderuitputting bij het COA?",
        "in- en uitstroom",
        "reisinformatie- en -autorisatiesysteem",
        "COA-opvang 2024-2025",
        "-5% minder",
        "opvang - nieuwe locaties",
        "opvang –nieuw",
        "wat kost de opvang (AMV) in 2025?",
        "COA of IND",
        "OF opvang",
        "opvang OF",
        "foo:bar",
        "https://voorbeeld.nl/?a=1",
        "begroting jaar: 2025",
        "jaarverslag:2024",
        '5" scherm',
        'opvang "',
        'opvang ""',
        "O'Brien",
        "kosten (opvang",
    ],
)
def test_what_is_no_operator_stays_as_it_is_typed(typed: str) -> None:
    query = parse_query(f"  {typed}\n")
    assert query == Query(typed, typed, terms=query.terms)
    assert not query.has_operators
    assert write_query(query) == typed


@pytest.mark.parametrize(
    ("typed", "text", "phrases"),
    [
        ('"menselijke maat" beleid', "menselijke maat beleid", ("menselijke maat",)),
        ('beleid "menselijke \n maat"', "beleid menselijke maat", ("menselijke maat",)),
        ('"begroting"', "begroting", ("begroting",)),
        (
            "„menselijke maat” “a b” «c d» ”e f“",
            "menselijke maat a b c d e f",
            ("menselijke maat", "a b", "c d", "e f"),
        ),
        ('"a b""c d"', "a b c d", ("a b", "c d")),
        ('"menselijke maat', "menselijke maat", ("menselijke maat",)),
        ('"menselijke maat -beleid', "menselijke maat", ("menselijke maat",)),
        ('"menselijke maat jaar:2025', "menselijke maat", ("menselijke maat",)),
        ('"COA"-opvang', "COA opvang", ("COA",)),
        ('"jaar:2025"', "jaar 2025", ("jaar:2025",)),
        ('"COA OF IND"', "COA of IND", ("COA OF IND",)),
        ('"-opvang"', "opvang", ("-opvang",)),
        ('(opvang "menselijke maat")', "opvang menselijke maat", ("menselijke maat",)),
    ],
)
def test_quotes_make_a_phrase(typed: str, text: str, phrases: tuple[str, ...]) -> None:
    query = parse_query(typed)
    assert (query.text, query.phrases) == (text, phrases)


@pytest.mark.parametrize(
    ("typed", "text", "excluded"),
    [
        ("opvang -Oekraïne", "opvang", ("Oekraïne",)),
        ("-Oekraïne opvang -AMV", "opvang", ("Oekraïne", "AMV")),
        ('opvang -"tijdelijke bescherming"', "opvang", ('"tijdelijke bescherming"',)),
        ("opvang -„tijdelijke bescherming”", "opvang", ('"tijdelijke bescherming"',)),
        ('opvang -"tijdelijke bescherming', "opvang", ('"tijdelijke bescherming"',)),
        ("opvang -COA-locaties", "opvang", ("COA-locaties",)),
        ("opvang -Oekraïne, kosten", "opvang kosten", ("Oekraïne",)),
        ("opvang (-Oekraïne)", "opvang", ("Oekraïne",)),
        ('opvang -""', 'opvang -""', ()),
    ],
)
def test_a_minus_before_a_word_excludes(typed: str, text: str, excluded: tuple[str, ...]) -> None:
    query = parse_query(typed)
    assert (query.text, query.excluded) == (text, excluded)


@pytest.mark.parametrize(
    ("typed", "text", "alternatives"),
    [
        ("COA OF IND begroting", "COA IND begroting", (("COA", "IND"),)),
        ("begroting COA OF IND OF DT&V", "begroting COA IND DT&V", (("COA", "IND", "DT&V"),)),
        ('"menselijke maat" OF maatwerk', "menselijke maat maatwerk", (('"menselijke maat"', "maatwerk"),)),
        ("(opvang COA) OF IND kosten", "opvang COA IND kosten", (("opvang COA", "IND"),)),
        ("(COA OF IND) (2024 OF 2025)", "COA IND 2024 2025", (("COA", "IND"), ("2024", "2025"))),
        ("(COA OF IND) OF Nidos", "COA IND Nidos", (("COA", "IND", "Nidos"),)),
        ("COA, OF IND?", "COA IND", (("COA", "IND"),)),
    ],
)
def test_of_between_two_chooses(typed: str, text: str, alternatives: tuple[tuple[str, ...], ...]) -> None:
    query = parse_query(typed)
    assert (query.text, query.alternatives) == (text, alternatives)


@pytest.mark.parametrize("typed", ["opvang OF -IND", "-IND OF opvang", "OF -IND opvang", "jaar:2024 OF jaar:2025 x"])
def test_an_of_that_cannot_choose_is_left_out(typed: str) -> None:
    query = parse_query(typed)
    assert query.alternatives == ()
    assert "OF" not in query.text


@pytest.mark.parametrize(
    ("typed", "text", "filters"),
    [
        ("jaar:2025 opvang", "opvang", Filters(years=(2025,))),
        ("opvang JAAR:2025", "opvang", Filters(years=(2025,))),
        ("opvang, jaar:2025, soort:vraag.", "opvang,", Filters(kinds=("vraag",), years=(2025,))),
        ("jaar:2024 jaar:2025 jaar:2024 opvang", "opvang", Filters(years=(2024, 2025))),
        ('ministerie:"Asiel  en Migratie" COA', "COA", Filters(ministries=("Asiel en Migratie",))),
        ("ministerie:„Asiel en Migratie” COA", "COA", Filters(ministries=("Asiel en Migratie",))),
        ("document:begroting-2025-x COA", "COA", Filters(documents=("begroting-2025-x",))),
        ("(jaar:2025 opvang)", "opvang", Filters(years=(2025,))),
    ],
)
def test_filters_are_typed_with_their_name(typed: str, text: str, filters: Filters) -> None:
    query = parse_query(typed)
    assert (query.text, query.filters) == (text, filters)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "De zoekvraag is leeg. Typ een of meer woorden, bijvoorbeeld: waarom onderuitputting COA"),
        (" \n", "De zoekvraag is leeg. Typ een of meer woorden, bijvoorbeeld: waarom onderuitputting COA"),
        ("?!", "De zoekvraag '?!' bevat geen letters of cijfers. Typ een of meer woorden."),
        ('""', "De zoekvraag '\"\"' bevat geen letters of cijfers. Typ een of meer woorden."),
        (
            "jaar:2025 soort:vraag",
            "De zoekvraag is alleen een filter. Typ er woorden bij om op te zoeken, bijvoorbeeld: opvang jaar:2025",
        ),
        (
            "-Oekraïne jaar:2025",
            "De zoekvraag zegt alleen wat er niet in mag staan (-Oekraïne). Typ er woorden bij om op te zoeken, "
            "bijvoorbeeld: opvang -Oekraïne",
        ),
        ("jaar:volgend COA", "Onbekend filter jaar 'volgend'. Schrijf een jaartal, bijvoorbeeld: jaar:2025"),
        ("jaar:2024-2025 COA", "Onbekend filter jaar '2024-2025'. Schrijf een jaartal, bijvoorbeeld: jaar:2025"),
    ],
)
def test_a_query_that_cannot_be_searched_says_what_to_add(typed: str, message: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(typed)
    assert str(raised.value) == message


def test_a_query_is_written_in_one_spelling() -> None:
    typed = (
        "  Jaar:2025 „menselijke  maat” (COA OF “de  IND”) OF (een twee) -Oekraïne ministerie:”Asiel en Migratie” x "
    )
    assert write_query(parse_query(typed)) == (
        '"menselijke maat" COA OF "de IND" OF (een twee) -Oekraïne x jaar:2025 ministerie:"Asiel en Migratie"'
    )


PIECES = st.sampled_from(
    [
        "OF",
        " OF ",
        "jaar:",
        "jaar:2025",
        "soort:rij",
        "-a",
        "é",
        "x y",
        "foo:",
        '"a b"',
        "(a b)",
        "\t",
        *"\"„”-()?,‑'5%x ",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60)))
def test_any_text_is_understood_or_refused_and_can_be_written(typed: str) -> None:
    try:
        query = parse_query(typed)
    except QueryError:
        return
    assert parse_query(write_query(query)) == query
    assert any(character.isalnum() for character in query.text)
    assert parse_query(query.text).text == query.text
    assert parse_query(typed) == query


@pytest.mark.parametrize("piece", ["opvang ", '"', "„a ", "(", "((a) ", "-a ", "a OF ", '"a b" ', "jaar:2025 ", "a"])
def test_a_long_query_takes_no_time(piece: str) -> None:
    typed = (piece * 10_000)[:10_000] + " x"
    started = time.process_time()
    write_query(parse_query(typed))
    assert time.process_time() - started < 1


def test_filters_typed_and_chosen_both_hold() -> None:
    typed = Filters(years=(2024, 2025), ministries=("asiel en  migratie",))
    given = Filters(years=(2025, 2026), kinds=("rij",), ministries=("Asiel en Migratie", "Defensie"))
    assert merge_filters(typed, given) == Filters(kinds=("rij",), years=(2025,), ministries=("asiel en migratie",))
    assert merge_filters(typed, NO_FILTERS) == replace(typed, ministries=("asiel en migratie",))
    assert merge_filters(NO_FILTERS, NO_FILTERS) == NO_FILTERS


def test_filters_that_contradict_each_other_are_named() -> None:
    with pytest.raises(QueryError) as raised:
        merge_filters(Filters(years=(2024,)), Filters(years=(2025, 2026)))
    assert str(raised.value) == (
        "De zoekvraag zegt jaar:2024, maar het gekozen filter is 2025, 2026. Haal een van de twee weg."
    )
