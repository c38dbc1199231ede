"""Which passages have a phrase word for word, none of what is excluded, and one of what is chosen between."""

import pytest

from index.literal import LiteralIndex, read_plain
from index.query import parse_query
from ingest.chunk import Chunk
from ingest.document import Document, Metadata, Question, Row, Span, Table


def make_index(*texts: str, heading: str = "") -> LiteralIndex:
    """Return the index of passages of running text, all under one heading."""
    headings = (heading,) if heading else ()
    chunks = [
        Chunk(f"stuk:{place}", "stuk", "paragraaf", Span(0, len(text)), (1,), headings, text, text)
        for place, text in enumerate(texts)
    ]
    document = Document("stuk", "stuk.txt", "0", Metadata(), "", (0,), (), (), (), ())
    return LiteralIndex({"stuk": document}, chunks)


def passes(query: str, text: str, heading: str = "") -> bool:
    """Return whether a passage passes a query; beside one that has nothing of it."""
    allowed = make_index(text, "Elders regent het.", heading=heading).allow(parse_query(query))
    return bool(allowed[0])


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ('"menselijke maat"', "De menselijke maat telt.", True),
        ('"menselijke maat"', "De MENSELIJKE\nmaat telt.", True),
        ('"menselijke maat"', "De maat is menselijke.", False),
        ('"menselijke maat"', "De menselijke maatvoering telt.", False),
        ('"menselijke maat"', "De onmenselijke maat.", False),
        ('"menselijke maat"', "De menselijke en de volle maat.", False),
        ('"menselijke maten"', "De menselijke maat telt.", False),  # a phrase has no stems
        ('"uitgave"', "De uitgaven stijgen.", False),
        ('"bijdrage Oekraïne"', "De bĳdrage Oekraine daalt.", True),
        ('"COA opvang"', "De COA-opvang is vol.", True),
        ('"COA-opvang"', "De COA opvang is vol.", True),
        ('"asielopvang"', "De asiel-opvang is vol.", True),
        ('"asiel-opvang"', "De asielopvang is vol.", True),
        ('"bed-bad-brood-regeling"', "de bed‑bad‑brood‑regeling", True),
        ('"in- en uitstroom"', "De in- en uitstroom daalt.", True),
        ('"instroom en uitstroom"', "De in- en uitstroom daalt.", False),
        ('"AMV"', "De AMV’s wachten.", True),
        ('"AMV\'s"', "De AMV’s wachten.", True),
        ('"AMV\'s"', "De AMV wacht.", False),
        ('"tov raming"', "Lager t.o.v. raming.", True),
        ('"opvang daalt"', "De opvang² daalt.", True),
        ('"1.000"', "Dat kost 1000 euro.", True),
        ('"100"', "Dat kost 1.000 euro.", False),
        ('"37.2"', "Artikel 37.2 en 37.", True),
        ('"37.2"', "Artikel 37.3 en 137.2.", False),
        ('"37"', "Artikel 37.2.", False),
        ('"36 740"', "Kamerstuk 36 740 VI", True),
        ('"€ 7,9 miljoen"', "dat is €7,9 miljoen", True),
        ('"€ 7,9 miljoen"', "dat is 7,9 miljoen", False),
        ('"5%"', "Het is 5% meer.", True),
        ('"5%"', "Het is 5 meer.", False),
        ('opvang "COA" "IND"', "Het COA en de IND.", True),
        ('opvang "COA" "IND"', "Het COA vangt op.", False),
    ],
)
def test_a_phrase_stands_word_for_word(query: str, text: str, expected: bool) -> None:
    assert passes(query, text) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("opvang -Oekraïne", "De opvang uit Oekraine.", False),
        ("opvang -Oekraïne", "De opvang van Oekraïners.", False),
        ("opvang -Oekraïne", "De opvang van allen.", True),
        ("opvang -locatie", "De opvang op locaties.", False),  # by its stem
        ("opvang -locatie", "De opvanglocatie is vol.", True),  # not within a compound
        ("opvang -locatie", "De opvang-locatie is vol.", False),
        ("opvang -SPUK", "De SPUK's lopen.", False),
        ('opvang -"locatie"', "De opvang op locaties.", True),
        ('opvang -"tijdelijke bescherming"', "De tijdelijke bescherming.", False),
        ('opvang -"tijdelijke bescherming"', "De bescherming is tijdelijke.", True),
        ("opvang -COA-locatie", "Het COA en een locatie.", True),
        ("opvang -COA-locatie", "Een COA-locatie.", False),
    ],
)
def test_what_is_excluded_is_not_there(query: str, text: str, expected: bool) -> None:
    assert passes(query, text) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("COA OF IND begroting", "Het COA.", True),
        ("COA OF IND begroting", "De IND.", True),
        ("COA OF IND begroting", "De begroting.", False),
        ("raming OF begroting", "De ramingen dalen.", True),
        ('"menselijke maat" OF maatwerk', "De maat is menselijke.", False),
        ("(opvang COA) OF IND", "Het COA regelt opvang.", True),
        ("(opvang COA) OF IND", "Het COA.", False),
    ],
)
def test_one_of_what_is_chosen_between_is_there(query: str, text: str, expected: bool) -> None:
    assert passes(query, text) == expected


def test_what_is_excluded_does_not_stand_above_the_passage_either() -> None:
    assert not passes("opvang -Oekraïne", "De opvang is vol.", heading="Opvang Oekraïne")
    assert not passes("opvang Oekraïne -kosten", "De opvang is vol.", heading="De kosten")


def test_a_phrase_above_the_passage_counts_only_where_no_text_has_it() -> None:
    query = parse_query('"opvang Oekraïne"')
    assert list(make_index("Dat kost geld.", "Veel zelfs.", heading="Opvang Oekraïne").allow(query)) == [True, True]
    assert list(make_index("De opvang Oekraïne.", "Veel.", heading="Opvang Oekraïne").allow(query)) == [True, False]


def test_a_row_is_shown_with_its_table_and_an_answer_with_its_question() -> None:
    text = "Waarom daalt het?\nDoor de instroom.\nCOA 12"
    row = Row("COA", ("Bijdragen",), (), Span(36, 42))
    table = Table("Tabel 1", "Opvang en terugkeer", "", ("2025",), (row,), Span(36, 42), ())
    question = Question("1", Span(0, 35), Span(0, 17), Span(18, 35), ())
    document = Document("stuk", "stuk.txt", "0", Metadata(), text, (0,), (), (), (table,), (question,))
    chunks = [
        Chunk("a", "stuk", "vraag", Span(18, 35), (1,), (), text[18:35], "", question=0),
        Chunk("b", "stuk", "rij", Span(36, 42), (1,), (), text[36:42], "", table=0, row=0),
    ]
    index = LiteralIndex({"stuk": document}, chunks)
    assert list(index.allow(parse_query("x -daalt"))) == [False, True]
    for word in ("bijdragen", "terugkeer", "2025", "COA"):
        assert list(index.allow(parse_query(f'x -"{word}"'))) == [True, False]
    # No phrase runs from a caption into a column.
    assert list(index.allow(parse_query('x -"terugkeer 2025"'))) == [True, True]


def test_without_operators_all_pass_and_nothing_is_read() -> None:
    index = make_index("een", "twee")
    assert list(index.allow(parse_query("drie"))) == [True, True]
    assert "_texts" not in vars(index)


def test_a_plain_text_in_two_forms() -> None:
    assert read_plain("De COA-opvang (x € 1.000)").split("\0") == [
        " de coa opvang x € 1000 ",
        " de coaopvang x € 1000 ",
    ]
    assert read_plain("") == "  "
    assert list(make_index().allow(parse_query('"x"'))) == []
