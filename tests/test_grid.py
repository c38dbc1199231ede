"""Tables of figures in text, in small: labels, groups, values and the columns of values that an extractor left out."""

import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, Metadata, Source, clean_pages, parse_document
from ingest.document import UNDETERMINED, Row, Table
from ingest.readers.text import read_text_pages

LINE = "Dit is een regel van een alinea die de breedte van de bladzijde vult, zoals \n"
LAST = "de regels van een begroting dat doen en die hier met een punt eindigt.\n\n"


def parse(text: str) -> Document:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def read_table(body: str, caption: str = "Reeks (bedragen x € 1.000)") -> Table:
    """Return the table that `body` makes up, between paragraphs of a document whose lines close with a space."""
    [table] = parse(f"1. Inleiding\n\n{LINE * 6}{LAST}Tabel 1 {caption}\n{body}\n\n{LINE * 3}{LAST}").tables
    return table


def rows_of(table: Table) -> list[tuple[str, str]]:
    """Return each row as its path of groups and label, and its cells."""
    return [(" > ".join((*row.groups, row.label)), " ".join(cell.text for cell in row.cells)) for row in table.rows]


def paths_of(table: Table) -> list[str]:
    return [" > ".join((*row.groups, row.label)) for row in table.rows]


def find(table: Table, label: str) -> Row:
    [row] = [row for row in table.rows if row.label == label]
    return row


def columns_of(row: Row) -> list[tuple[str, str]]:
    return [(cell.column, cell.text) for cell in row.cells]


# --- labels -------------------------------------------------------------------------------------------------------

BROKEN_LABELS = [
    ("Gemiddelde bezetting in \nde opvang 5 6", "Gemiddelde bezetting in de opvang"),
    ("Gemiddelde bezetting \nvan de opvang\n\n5 6", "Gemiddelde bezetting van de opvang"),
    ("Gemiddelde bezetting in 5 6\n\nde opvang", "Gemiddelde bezetting in de opvang"),
    ("Bezetting 5 6\n\nvan de opvang", "Bezetting van de opvang"),
    ("Bezetting (gemiddeld, 5 6\n\nNoord en Zuid)", "Bezetting (gemiddeld, Noord en Zuid)"),
    ("7\nBezetting van \nde opvang\n\n5 6", "7 Bezetting van de opvang"),
    ("Uitgaven van Artikel \n12 5 6", "Uitgaven van Artikel 12"),
    ("37.2 Toegang en \nopvang\n\n5 6", "37.2 Toegang en opvang"),
]


@pytest.mark.parametrize(("broken", "label"), BROKEN_LABELS)
def test_a_broken_label_is_whole(broken: str, label: str) -> None:
    table = read_table(f"2023 2024\n\nEerste 1 2\n\n{broken}\n\nLaatste 3 4\n\nTotaal 9 12")
    assert rows_of(table) == [("Eerste", "1 2"), (label, "5 6"), ("Laatste", "3 4"), ("Totaal", "9 12")]


@pytest.mark.parametrize(("broken", "label"), BROKEN_LABELS[:-1])
def test_a_broken_label_is_whole_without_blank_lines_and_closing_spaces(broken: str, label: str) -> None:
    """Other extractors leave no space where a line goes on, and no blank line between rows."""
    body = f"2023 2024\nEerste 1 2\n{broken}\nLaatste 3 4\nTotaal 9 12".replace("\n\n", "\n").replace(" \n", "\n")
    [table] = parse(f"1. Inleiding\n\n{LAST}Tabel 1 Reeks\n{body}\n\n{LAST}").tables
    assert rows_of(table) == [("Eerste", "1 2"), (label, "5 6"), ("Laatste", "3 4"), ("Totaal", "9 12")]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Stand ontwerpbegroting 2024 1.100 2.000", "Stand ontwerpbegroting 2024"),
        ("Stand 1 januari 2024 1.100 2.000", "Stand 1 januari 2024"),
        ("Bijdrage artikel 12 1.100 2.000", "Bijdrage artikel 12"),
        ("loonbijstelling 2024-2029 1.100 2.000", "loonbijstelling 2024-2029"),
        ("beperken instroom (37) 1.100 2.000", "beperken instroom (37)"),
        ("1 Verduurzaming 1.100 2.000", "1 Verduurzaming"),
        ("DJI - Dienst vervoer 1.100 2.000", "DJI - Dienst vervoer"),
        ("-/- Legesopbrengsten 1.100 2.000", "-/- Legesopbrengsten"),
    ],
)
def test_a_number_or_dash_in_a_label_is_no_value(line: str, label: str) -> None:
    table = read_table(f"2023 2024\n\nEerste 1.000 2.000\n\n{line}\n\nLaatste 3.000 4.000")
    assert rows_of(table)[1] == (label, "1.100 2.000")


def test_a_group_that_ends_in_a_year_has_no_value() -> None:
    table = read_table("2023 2024\n\nMutaties voorjaarsnota 2024\n\nLoon 1.000 5\n\nPrijs 2.000 6")
    assert paths_of(table) == ["Mutaties voorjaarsnota 2024 > Loon", "Mutaties voorjaarsnota 2024 > Prijs"]


# --- groups -------------------------------------------------------------------------------------------------------


def test_a_total_ends_the_group_above_it() -> None:
    table = read_table("2023\n\nBaten\n\nOmzet 1.000\n\nRente 20\n\nTotaal baten 1.020\n\nLasten\n\nLoon 1.020")
    assert paths_of(table) == ["Baten > Omzet", "Baten > Rente", "Totaal baten", "Lasten > Loon"]


def test_a_label_without_values_before_a_total_is_an_empty_row() -> None:
    table = read_table("2023 2024\n\nBaten\n\nOmzet 1.000 1\n\nBijzondere baten\n\nTotaal baten 1.000 1")
    assert rows_of(table) == [
        ("Baten > Omzet", "1.000 1"),
        ("Baten > Bijzondere baten", ""),
        ("Totaal baten", "1.000 1"),
    ]


def test_a_group_of_numbered_rows_ends_at_the_first_without_a_number() -> None:
    """`Overige mutaties` stands beside the group, as in the table of receipts, where the group has values itself."""
    table = read_table("2023\n\nStand 100\n\nMutaties\n\n1 Loon 10\n\n2 Prijs 20\n\nOverige mutaties 5\n\nStand 135")
    assert paths_of(table) == ["Stand", "Mutaties > 1 Loon", "Mutaties > 2 Prijs", "Overige mutaties", "Stand"]


def test_receipts_are_no_part_of_a_group_of_expenses() -> None:
    body = "2023 2024\n\nUitgaven 800 1\n\nSubsidies\n\nSport 500 1\n\nKunst 300 0\n\nOntvangsten 70 80"
    assert paths_of(read_table(body)) == ["Uitgaven", "Subsidies > Sport", "Subsidies > Kunst", "Ontvangsten"]


def test_an_indicator_with_another_unit_ends_no_group() -> None:
    """`Saldo` and `Totale omzet` name a total in a table of euros, and an indicator in one of indicators."""
    table = read_table(
        "2023 2024\n\nGeneriek\n\nIND totaal:\n\nKostprijs (x € 1) 100 110\n\nTotale omzet (x € 1.000) 5.000 5.100\n\n"
        "Saldo van baten en lasten (% van de baten) 8.2% 0\n\nAsiel\n\nDoorlooptijd in % 78 90",
        "Indicatoren",
    )
    assert paths_of(table)[1:] == [
        "Generiek > IND totaal > Totale omzet (x € 1.000)",
        "Generiek > IND totaal > Saldo van baten en lasten (% van de baten)",
        "Asiel > Doorlooptijd in %",
    ]
    units = [(row.cells[0].unit, row.cells[0].scale, row.cells[0].number) for row in table.rows]
    assert [unit for unit, _, _ in units] == ["x € 1", "x € 1.000", "%", "in %"]
    assert [str(scale) for _, scale, _ in units] == ["1", "1000", "1", "1"]
    assert [str(number) for _, _, number in units] == ["100", "5000", "8.2", "78"]


# --- the hierarchy that labels and sums tell ----------------------------------------------------------------------

ANNUAL = """2022 2023

Art. Verplichtingen 1.400 1.500

waarvan garantieverplichtingen 100 100

w.v. overige verplichtingen 1.300 1.400

Uitgaven 1.400 1.500

5.1 Waterkering 900 1.000

Opdrachten 900 1.000

Dijken 700 800

Overig 200 200

5.2 Wegen 500 500

Subsidies (regelingen) 500 500

Ontvangsten 40 50"""


def test_the_model_of_a_budget_is_nested_by_sums_codes_and_words() -> None:
    assert paths_of(read_table(ANNUAL)) == [
        "Verplichtingen",
        "Verplichtingen > waarvan garantieverplichtingen",
        "Verplichtingen > w.v. overige verplichtingen",
        "Uitgaven",
        "Uitgaven > 5.1 Waterkering",
        "Uitgaven > 5.1 Waterkering > Opdrachten",
        "Uitgaven > 5.1 Waterkering > Opdrachten > Dijken",
        "Uitgaven > 5.1 Waterkering > Opdrachten > Overig",
        "Uitgaven > 5.2 Wegen",
        "Uitgaven > 5.2 Wegen > Subsidies (regelingen)",
        "Ontvangsten",
    ]


def test_equal_expenses_are_no_part_of_the_commitments() -> None:
    table = read_table("2023 2024\n\nVerplichtingen 7.500 8.500\n\nUitgaven 7.500 8.500\n\nOntvangsten 10 20")
    assert paths_of(table) == ["Verplichtingen", "Uitgaven", "Ontvangsten"]


def test_rows_that_happen_to_be_equal_stay_beside_each_other() -> None:
    table = read_table("2023 2024\n\nNoord 1.000 2.000\n\nZuid 1.000 2.000\n\nTotaal 2.000 4.000")
    assert paths_of(table) == ["Noord", "Zuid", "Totaal"]


def test_items_with_a_dash_and_parts_of_them() -> None:
    table = read_table(
        "2023 2024\n\nPersoneel 700 800\n\n- eigen personeel 600 650\n\nwaarvan loon 500 500\n\n- inhuur 100 150\n\n"
        "Materieel 300 400\n\n- ICT 300 400"
    )
    assert paths_of(table) == [
        "Personeel",
        "Personeel > - eigen personeel",
        "Personeel > - eigen personeel > waarvan loon",
        "Personeel > - inhuur",
        "Materieel",
        "Materieel > - ICT",
    ]


def test_a_dash_is_a_minus_where_other_rows_have_a_plus() -> None:
    table = read_table("2023 2024\n\nStand 700 800\n\n- aflossing 100 100\n\n+ beroep 50 0\n\nSaldo 650 700")
    assert paths_of(table) == ["Stand", "- aflossing", "+ beroep", "Saldo"]


def test_a_rounding_in_one_year_does_not_hide_a_sum() -> None:
    table = read_table("2023 2024 2025\n\nKosten 620.247 743.034 816.222\n\nLoon 500.359 585.731 628.919\n\n"
                       "Huur 119.889 157.303 187.303\n\nRente 5 6 7")  # fmt: skip
    assert paths_of(table) == ["Kosten", "Kosten > Loon", "Kosten > Huur", "Rente"]


# --- values -------------------------------------------------------------------------------------------------------


def test_what_stands_for_a_figure_is_a_cell_without_a_number() -> None:
    table = read_table(
        "2023 2024\n\nNoord p.m. 1.300\n\nZuid n.v.t. nvt\n\nOost - n.b.\n\nWest ‒ ‒\n\nMidden 1.2342 2.300*"
    )
    assert [row.label for row in table.rows] == ["Noord", "Zuid", "Oost", "West", "Midden"]
    assert [[cell.number for cell in row.cells] for row in table.rows] == [
        [None, 1300],
        [None, None],
        [None, None],
        [None, None],
        [None, 2300],  # `1.2342` may be 1.234 with the mark of a note
    ]


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("Noord 1.200 (900)", [1200, -900]),
        ("Noord (37) 1.200 (900)", [1200, -900]),
        ("Noord 1.200 ‒ 900", [1200, -900]),
        ("Noord 1.200 900-", [1200, -900]),
        ("Noord 1.200 -900", [1200, -900]),
        ("Noord 1.200 +900", [1200, 900]),
    ],
)
def test_negative_amounts_in_every_form(row: str, numbers: list[int]) -> None:
    table = read_table(f"2023 2024\n\nEerste 1.000 (50)\n\n{row}\n\nTotaal 2.200 (950)")
    assert [cell.number for cell in table.rows[1].cells] == numbers


def test_thousands_with_a_space_are_put_together_where_there_is_one_way() -> None:
    table = read_table(
        "2023 2024\n\nNoord 1 200 1 300\n\nZuid 2 200 2 300\n\nOost 12 345 678 900\n\nTotaal 3 400 3 600"
    )
    assert columns_of(table.rows[0]) == [("2023", "1 200"), ("2024", "1 300")]
    assert [(cell.column, cell.number) for cell in table.rows[2].cells] == [(UNDETERMINED, None)]
    assert [cell.number for cell in table.rows[3].cells] == [3400, 3600]


def test_euro_signs_and_a_total_on_a_line_of_its_own() -> None:
    table = read_table("2025 € 6.564,00\n2026 € 500,-\n2027 € -\nTotaal €\n\n19.694,355,00", "Voorschotten")
    assert table.columns == ("kolom 2",)
    assert [(row.label, row.cells[0].number, row.cells[0].unit) for row in table.rows] == [
        ("2025", 6564, "€"),
        ("2026", 500, "€"),
        ("2027", None, "€"),
        ("Totaal", None, "€"),
    ]
    assert table.rows[-1].cells[0].text == "€ 19.694,355,00"


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        ("Zuid ‒ 310 ‒", ["‒", "310", "‒"]),  # the row has an empty cell, and so three of them
        ("Zuid ‒ 10 20 30", ["‒ 10", "20", "30"]),
        ("Zuid ‒ ‒ 310", ["‒", "‒", "310"]),
    ],
)
def test_a_dash_is_a_sign_or_an_empty_cell(row: str, texts: list[str]) -> None:
    table = read_table(f"2023 2024 2025\n\nNoord 1 2 3\n\n{row}\n\nWest 1 2 3")
    assert [cell.text for cell in table.rows[1].cells] == texts
    assert all(cell.column != UNDETERMINED for cell in table.rows[1].cells)


def test_a_dash_that_may_be_both_leaves_column_and_number_open() -> None:
    """Rows have negative amounts, dashes for empty cells, and cells left out: `‒ 310` may be any of these."""
    table = read_table("2023 2024 2025\n\nNoord ‒ 1 2 3\n\nZuid 5 ‒ 310\n\nWest 1 3\n\nOost 4 4 ‒\n\nMidden 5 5 5")
    assert [(cell.column, cell.number) for cell in table.rows[1].cells] == [(UNDETERMINED, 5), (UNDETERMINED, None)]


# --- columns of values that were left out -------------------------------------------------------------------------


def test_a_total_that_adds_up_in_one_way_only_places_a_value() -> None:
    table = read_table(
        "2023 2024 2025\n\nBaten\n\nOmzet 796.433 850.388 926.372\n\nwaarvan leges 75.367 70.000 60.000\n\n"
        "Rente 3.497\n\nVrijval 229\n\nTotaal baten 800.160 850.388 926.372"
    )
    assert columns_of(find(table, "Rente")) == [("2023", "3.497")]
    assert columns_of(find(table, "Vrijval")) == [("2023", "229")]


def test_a_row_that_its_parts_add_up_to_places_a_value() -> None:
    table = read_table(
        "2023 2024 2025\n\nSubsidies 5.300 6.400 7.000\n\nSport 5.300 6.000 7.000\n\nKunst 400\n\nAnders 1 1 1"
    )
    assert columns_of(find(table, "Kunst")) == [("2024", "400")]
    assert find(table, "Kunst").groups == ("Subsidies",)


@pytest.mark.parametrize(
    "total",
    ["Totaal 1.100 1.100 1.100", "Totaal 1.000 1.000 1.000", "Totaal 1.000 1.100 1.200", "Laatste 1.000 1.100 1.000"],
)
def test_a_value_whose_column_no_sum_tells_stays_open(total: str) -> None:
    table = read_table(f"2023 2024 2025\n\nNoord 1.000 1.000 1.000\n\nZuid 100\n\n{total}")
    assert columns_of(find(table, "Zuid")) == [(UNDETERMINED, "100")]


def test_a_total_above_its_parts_and_a_column_that_these_leave_out() -> None:
    """The parts give commitments and expenses, not the receipts; small amounts would add up in other columns too."""
    table = read_table(
        "Verplichtingen Uitgaven Ontvangsten\n\nTotaal Art. 7 ‒ 9,9 ‒ 9,5 0,4\n\nUitgesplitst per instrument:\n\n"
        "Subsidies 23,9 6,6\n\nOpdrachten 7 ‒ 9,3\n\nGaranties ‒ 40,8 ‒ 6,8",
        "Slotverschillen (bedragen x € 1 mln.)",
    )
    assert table.columns == ("Verplichtingen", "Uitgaven", "Ontvangsten")
    for label in ("Subsidies", "Opdrachten", "Garanties"):
        row = find(table, label)
        assert [cell.column for cell in row.cells] == ["Verplichtingen", "Uitgaven"]
        assert row.groups == ("Uitgesplitst per instrument",)
    assert [cell.number for cell in find(table, "Garanties").cells] == [Decimal("-40.8"), Decimal("-6.8")]
    assert {cell.scale for row in table.rows for cell in row.cells} == {Decimal(10**6)}


def test_a_zero_fits_everywhere_and_stays_open() -> None:
    table = read_table("2023 2024\n\nNoord 1.000 1.000\n\nZuid 0\n\nTotaal 1.000 1.000")
    assert columns_of(find(table, "Zuid")) == [(UNDETERMINED, "0")]


def test_a_table_with_more_values_than_columns_stays_verbatim() -> None:
    assert not read_table("2023 2024\n\nNoord 1.200 1.300 1.400\n\nZuid 2.200 2.300 2.400").rows


def test_values_above_their_labels_stay_verbatim() -> None:
    assert not read_table("2023 2024\n\n1.200 1.300\n\nNoord\n\n2.200 2.300\n\nZuid").rows


def test_a_balance_sheet_with_two_sides_stays_verbatim() -> None:
    assert not read_table("Activa Bedrag Passiva Bedrag\n\nKas 1.500 Schuld 2.000\n\nTotaal 2.500 Totaal 2.500").rows
    sides = "Activa 31-12-2023 31-12-2022 Passiva 31-12-2023 31-12-2022"
    assert not read_table(f"{sides}\n\n1 Kas 500 450 2 Schuld 300 350\n\n3 Bank 100 200 4 Lening 300 300").rows


# --- codes --------------------------------------------------------------------------------------------------------


def test_a_column_of_codes_before_the_labels() -> None:
    table = read_table(
        "Art. Omschrijving 2023 2024\n\nBeleidsartikelen\n\n31 Politie 5 6\n\n32.1 Rechtspraak 7 8\n\nTotaal 12 14"
    )
    assert (table.columns, table.label_column) == (("Art.", "2023", "2024"), "Omschrijving")
    assert [(row.label, columns_of(row)[0]) for row in table.rows] == [
        ("Politie", ("Art.", "31")),
        ("Rechtspraak", ("Art.", "32.1")),
        ("Totaal", ("2023", "12")),
    ]
    assert table.rows[0].cells[0].number is None  # a code is no amount


def test_a_column_of_codes_between_labels_and_values() -> None:
    table = read_table(
        "Art. 2025 2026\n\nStand 9 8\n\n1) Loon Div. 1 1\n\n2) Schuif 31, 32 ‒ 50 50\n\n3) Reeks 31.2 0 4"
    )
    assert [columns_of(row)[0] for row in table.rows] == [
        ("2025", "9"),
        ("Art.", "Div."),
        ("Art.", "31, 32"),
        ("Art.", "31.2"),
    ]
    assert [row.label for row in table.rows] == ["Stand", "1) Loon", "2) Schuif", "3) Reeks"]


def test_a_column_of_codes_that_is_empty_stays_a_column() -> None:
    table = read_table("Artikel 2025 2026\n\nStand 9 8\n\nMutaties 0 0\n\nStand 9 8")
    assert (table.columns, table.label_column) == (("Artikel", "2025", "2026"), "")


CONVERSION = """Begrotings
nummers

ArtikelnaamOmschrijving 2023 2024 2025

6 Oud Uitgaven 700 800

20 Nieuw Uitgaven 900

Beleidsartikelen

6.37 Wegen Uitgaven 700 800

20.37
Wegen en 
water

Uitgaven 900

6.37.1 Wegen Opdrachten 300 ‒

20.37.1 Wegen en 
water Opdrachten 500

6.37.2 Wegen Subsidies 400 800

20.37.2
Wegen en 
water

Subsidies
400

6.37.3 Wegen Leningen ‒ ‒
20.37.3
Wegen en 
water

Leningen

Ontvangsten

6.37 Wegen Ontvangsten 5 6

20.37 Wegen en 
water Ontvangsten 7"""


def test_a_conversion_table_is_read_by_its_codes() -> None:
    table = read_table(CONVERSION, "Van hoofdstuk VI (Oud) naar hoofdstuk XX (Nieuw)")
    assert table.columns == ("Begrotingsnummers", "Artikelnaam", "2023", "2024", "2025")
    assert table.label_column == "Omschrijving"
    rows = [(" > ".join((*row.groups, row.label)), [cell.text for cell in row.cells]) for row in table.rows]
    # Two rows are too few to tell that `Oud` is a name in a column of its own.
    assert rows[0] == ("Oud Uitgaven", ["6", "700", "800"])
    assert rows[2:9] == [
        ("Beleidsartikelen > Uitgaven", ["6.37", "Wegen", "700", "800"]),
        ("Beleidsartikelen > Uitgaven", ["20.37", "Wegen en water", "900"]),
        ("Beleidsartikelen > Uitgaven > Opdrachten", ["6.37.1", "Wegen", "300", "‒"]),
        ("Beleidsartikelen > Uitgaven > Opdrachten", ["20.37.1", "Wegen en water", "500"]),
        ("Beleidsartikelen > Uitgaven > Subsidies", ["6.37.2", "Wegen", "400", "800"]),
        ("Beleidsartikelen > Uitgaven > Subsidies", ["20.37.2", "Wegen en water", "400"]),
        ("Beleidsartikelen > Uitgaven > Leningen", ["6.37.3", "Wegen", "‒", "‒"]),
    ]
    assert rows[-3:] == [
        ("Beleidsartikelen > Uitgaven > Leningen", ["20.37.3", "Wegen en water"]),
        ("Ontvangsten > Ontvangsten", ["6.37", "Wegen", "5", "6"]),
        ("Ontvangsten > Ontvangsten", ["20.37", "Wegen en water", "7"]),
    ]
    for row in table.rows[2:]:
        years = [cell.column for cell in row.cells[2:]]
        assert years in (["2023", "2024"], []) if row.cells[0].text[0] == "6" else years in (["2025"], [])


def test_which_chapter_has_the_first_years_is_not_guessed() -> None:
    """Without a caption that says which chapter passes into which, either may have the first years."""
    assert not read_table(CONVERSION, "Conversietabel").rows


# --- units --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Bedragen x € 1.000\n\n2023 2024\n\nNoord 1 2\n\nZuid 3 4",
        "(bedragen x € 1.000) 2023 2024\n\nNoord 1 2\n\nZuid 3 4",
        "2023 2024\n\nNoord 1 2\n\nZuid 3 4\n\nBedragen x € 1.000",
        "2023 2024\n\nNoord 1 2\n\nZuid 3 4\n\nBedragen x € 1.000\n\nBron: de administratie",
    ],
)
def test_a_unit_on_a_line_of_its_own(body: str) -> None:
    table = read_table(body, "Uitgaven per regio")
    assert (table.unit, table.columns) == ("x € 1.000", ("2023", "2024"))
    assert {(cell.unit, cell.scale) for row in table.rows for cell in row.cells} == {("x € 1.000", Decimal(1000))}
    assert rows_of(table) == [("Noord", "1 2"), ("Zuid", "3 4")]


def test_a_unit_of_a_column() -> None:
    table = read_table("Categorie Aantal Aandeel (in %) Bedrag\n\nMannen 1.200 60 7\n\nVrouwen 800 40 5")
    assert [(cell.unit, cell.scale) for cell in table.rows[0].cells] == [
        ("", Decimal(1)),
        ("in %", Decimal(1)),
        ("x € 1.000", Decimal(1000)),
    ]


# --- nothing is ever wrong ----------------------------------------------------------------------------------------

NAMES = ("Opvang", "Beheer", "Inzet", "Wegen", "Dijken", "Onderwijs", "Toezicht", "Zorg")
MORE = ("van taken", "voor gemeenten", "bij instellingen", "en de uitvoering", "2024-2029", "(37)", "")


def print_table(random: random.Random) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """Return a table as an extractor may write it, and what stands in it: each label with its values by column."""
    years = [str(2023 + i) for i in range(random.randint(1, 7))]
    spread, rows, lines = random.random() < 0.5, [], [" ".join(years)]
    for name in random.sample(NAMES, random.randint(3, len(NAMES))):
        label = f"{name} {random.choice(MORE)}".strip()
        values = {year: print_amount(random) for year in years}
        if random.random() < 0.15:
            values = {year: text for year, text in values.items() if random.random() < 0.5 and text != "‒"}
        figures = " ".join(values.values())
        first, _, rest = label.partition(" ")
        if random.random() < 0.1:
            lines.append(random.choice(("Groep", "Overige onderdelen")))
        if rest.islower() and random.random() < 0.4:
            lines.append(f"{first} \n{rest}\n\n{figures}" if spread and figures else f"{first} \n{rest} {figures}")
        else:
            lines.append(f"{label} {figures}")
        rows.append((label, values))
    totals = (sum(read_amount(values.get(year, "")) for _, values in rows) for year in years)
    total = {year: print_number(amount) for year, amount in zip(years, totals, strict=True)}
    lines.append(f"Totaal {' '.join(total.values())}")
    return ("\n\n" if spread else "\n").join(line.rstrip() for line in lines), [*rows, ("Totaal", total)]


def print_amount(random: random.Random) -> str:
    if random.random() < 0.05:
        return "‒"
    return print_number(
        random.choice((0, *(random.randint(1, 10**size) for size in (3, 5, 7)))) * random.choice((1, 1, 1, -1))
    )


def print_number(amount: int) -> str:
    return f"{'‒ ' * (amount < 0)}{abs(amount):,}".replace(",", ".")


def read_amount(text: str) -> int:
    return int(text.replace(".", "").replace("‒ ", "-")) if text not in {"", "‒"} else 0


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_a_value_stands_in_its_own_row_and_column_or_its_column_is_open(seed: int) -> None:
    """Over any table: cells left out, dashes, negative amounts, broken labels, with blank lines or without."""
    body, printed = print_table(random.Random(seed))
    table = read_table(body)
    for row in table.rows:
        known = {cell.column: cell.text for cell in row.cells if cell.column != UNDETERMINED}
        whole = [values for label, values in printed if label == row.label]
        assert any(known.items() <= values.items() for values in whole) or not row.cells, (body, row)
