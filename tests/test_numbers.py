"""Dutch figures: which words of a line are values, what number they stand for, and in which unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tables.numbers import find_unit, parse_number, plain_amount, split_values, unit_scale


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.422.334", "4422334"),
        ("62,4", "62.4"),
        ("2.062", "2062"),
        ("8.2%", "8.2"),
        ("41,5%", "41.5"),
        ("1.234,56", "1234.56"),
        ("‒ 467.554", "-467554"),
        ("-467.554", "-467554"),
        ("− 12,5", "-12.5"),
        ("€ 6.564.785,00", "6564785"),
        ("0", "0"),
        ("20111", "20111"),
        ("4.977-", "-4977"),
        ("(467.554)", "-467554"),
        ("(62,4)", "-62.4"),
        ("+12,5%", "12.5"),
        ("-€ 12", "-12"),
        ("€ ‒ 12", "-12"),
        ("€ 500,-", "500"),
        ("2.300*", "2300"),
        ("0.123", "0.123"),
        ("1 234 567", "1234567"),
    ],
)
def test_number_of_a_printed_value(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("‒", "–", "", "19.694,355,00", "n.v.t.", "1.23.4", "37.2.1", "€", "%", "12a"),
        "1.2342",  # 1.234 with the mark of a note?
        "(3)",  # the number of a column
        "-5-",
        "(-5,0)",
        ">95%",
        "80-85%",
    ],
)
def test_what_is_no_number_is_not_guessed_at(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_dutch_thousands_are_read_back(number: int) -> None:
    printed = f"{abs(number):,}".replace(",", ".")
    assert parse_number(f"‒ {printed}" if number < 0 else printed) == number


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or value.is_finite()


@given(st.text(max_size=60), st.integers(min_value=0, max_value=9))
def test_values_stand_where_they_say(text: str, most: int) -> None:
    label, values = split_values(text, most)
    assert text.startswith(label)
    assert len(values) <= most
    for value in values:
        assert text[value.start : value.end] == value.text
    assert [value.start for value in values] == sorted(value.start for value in values)


@pytest.mark.parametrize(
    ("line", "most", "label", "values"),
    [
        ("COA 0 4.062.600 4.422.334", 3, "COA", ["0", "4.062.600", "4.422.334"]),
        ("Leges 10 ‒ 60.000", 2, "Leges", ["10", "‒ 60.000"]),
        ("– /– totaal investeringen ‒ 10.970 0", 2, "– /– totaal investeringen", ["‒ 10.970", "0"]),
        ("37.2 Toegang, toelating 0 9.452", 2, "37.2 Toegang, toelating", ["0", "9.452"]),
        ("Mutatie NvW en Amend. 2024 0 0", 2, "Mutatie NvW en Amend. 2024", ["0", "0"]),
        ("productie (pxq) 713.262", 2, "productie (pxq)", ["713.262"]),
        ("Omzet (x € 1 mln.)", 3, "Omzet (x € 1 mln.)", []),
        ("2025 € 6.564.785,00", 1, "2025", ["€ 6.564.785,00"]),
        ("Noord p.m. n.v.t. 5", 3, "Noord", ["p.m.", "n.v.t.", "5"]),
        ("Noord n.b. - nvt", 3, "Noord", ["n.b.", "-", "nvt"]),
        ("Dat gaat buiten p.m.", 2, "Dat gaat buiten p.m.", []),
        ("Noord 1.200 (900)", 2, "Noord", ["1.200", "(900)"]),
        ("beperken (37) 0 5", 3, "beperken (37)", ["0", "5"]),
        ("Noord > 95% <5", 2, "Noord", ["> 95%", "<5"]),
        ("Noord 80-85% 90%", 2, "Noord", ["80-85%", "90%"]),
        ("Noord 12-", 1, "Noord", ["12-"]),
        ("Totaal 19.694,355,00", 1, "Totaal", ["19.694,355,00"]),
        ("artikel 37.2.1", 1, "artikel 37.2.1", []),
    ],
)
def test_label_and_values_of_a_line(line: str, most: int, label: str, values: list[str]) -> None:
    found_label, found = split_values(line, most)
    assert (found_label, [value.text for value in found]) == (label, values)


def test_lone_dashes_are_empty_cells_where_that_gives_all_columns() -> None:
    """A dash before a number is its sign, unless that leaves columns without a value."""
    assert [value.text for value in split_values("15.342 ‒ ‒ 310 ‒", 5)[1]] == ["15.342", "‒", "‒", "310", "‒"]
    assert [value.text for value in split_values("beperken ‒ 467.554 ‒ 935.109", 2)[1]] == ["‒ 467.554", "‒ 935.109"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Budgettaire gevolgen van beleid artikel 37 (bedragen x € 1.000)", "x € 1.000"),
        ("Overzicht (SPUKS) (bedragen x € 1 mln.)", "x € 1 mln."),
        ("Kosten AMV's (bedragen * € 1)", "* € 1"),
        ("Prestatie-indicator (in maanden)", "in maanden"),
        ("Standhouden van beslissingen in %", "in %"),
        ("Uitgaven (bedragen in miljoenen euro)", "in miljoenen euro"),
        ("Uitgaven, bedragen x € 1.000", "x € 1.000"),
        ("Uitgaven x € 1 mln.", "x € 1 mln."),
        ("Uitgaven (bedragen x 1.000)", "bedragen x 1.000"),
        ("Totaaloverzicht apparaatsuitgaven/kosten", ""),
        ("Centraal Orgaan opvang asielzoekers (COA)", ""),
        ("Aantal leerlingen (x 1.000)", "x 1.000"),
        ("Personeel (fte)", "fte"),
        ("Productie (miljoen kg)", "miljoen kg"),
        ("Besluiten (x 1)", ""),
        ("Overig (aantal besluiten x 1.000 of meer)", ""),
    ],
)
def test_unit_of_a_caption_or_label(text: str, unit: str) -> None:
    assert find_unit(text) == unit


@pytest.mark.parametrize(
    ("number", "unit", "plain"),
    [
        ("4422334", "x € 1.000", "€ 4,42 mld."),
        ("12826", "x € 1.000", "€ 12,83 mln."),
        ("588", "x € 1.000", "€ 588.000"),
        ("-467554", "x € 1.000", "‒ € 467,55 mln."),
        ("62.4", "x € 1 mln.", "€ 62,40 mln."),
        ("9059", "* € 1", "€ 9.059"),
        ("41.5", "%", None),
        ("10.6", "in maanden", None),
        ("50670", "", None),
    ],
)
def test_amount_in_plain_form(number: str, unit: str, plain: str | None) -> None:
    assert plain_amount(Decimal(number), unit) == plain


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("x € 1.000", 1000),
        ("x € 1000", 1000),
        ("x € 1 mln.", 10**6),
        ("x € 1.000.000", 10**6),
        ("x € 1 mld.", 10**9),
        ("in duizenden euro", 1000),
        ("bedragen x 1.000", 1000),
        ("* € 1", 1),
        ("in duizenden", 1),  # of what is not told
        ("in maanden", 1),
        ("", 1),
    ],
)
def test_scale_of_a_unit(unit: str, scale: int) -> None:
    assert unit_scale(unit) == scale
