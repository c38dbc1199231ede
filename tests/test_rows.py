"""Tables whose cells the format told: headings, labels, groups, codes and units; no figure counts twice."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Metadata, Source, clean_pages, parse_document
from ingest.document import UNDETERMINED, Line, LineCell, Page
from ingest.layout import Layout, lay_out
from ingest.readers.text import read_text_pages
from ingest.tables.grid import Grid
from ingest.tables.rows import read_rows

Spec = str | tuple[str, int] | tuple[str, int, int] | None
"""A cell: its text, perhaps with the columns and rows that it spans; None where one from above stands."""


def lay_rows(rows: list[list[Spec]], headers: int = 0) -> Layout:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells, column = [], 0
        for spec in row:
            text, columns, spanned = (*spec, 1, 1)[:3] if isinstance(spec, tuple) else (spec, 1, 1)
            if text is not None:
                cells.append(LineCell(str(text), column, int(columns), int(spanned)))
            column += int(columns)
        text = " ".join(cell.text for cell in cells if cell.text)
        lines.append(Line(text, (number,), role="header" if number <= headers else "row", cells=tuple(cells)))
    return lay_out(clean_pages((Page(0, tuple(lines)),)))


def read(rows: list[list[Spec]], unit: str = "", headers: int = 0) -> Grid:
    layout = lay_rows(rows, headers)
    grid = read_rows(layout, 0, len(layout.lines), unit)
    for row in grid.rows:
        for cell in row.cells:
            assert layout.text[cell.span.start : cell.span.end] == cell.text
    return grid


def rows_of(grid: Grid) -> list[tuple[str, str]]:
    """Return each row as its path of groups and label, and its cells."""
    return [
        (" > ".join((*row.groups, row.label)), " ".join(f"{cell.column}={cell.text}" for cell in row.cells))
        for row in grid.rows
    ]


def units_of(grid: Grid) -> list[list[str]]:
    return [[cell.unit for cell in row.cells] for row in grid.rows]


# --- headings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [0, 1])
def test_headings_told_or_not(headers: int) -> None:
    grid = read([["", "2024", "2025"], ["Asiel", "1", "2"], ["Regulier", "3", "4"]], headers=headers)
    assert grid.columns == ("2024", "2025")
    assert rows_of(grid) == [("Asiel", "2024=1 2025=2"), ("Regulier", "2024=3 2025=4")]


@pytest.mark.parametrize("headers", [0, 1, 2])
def test_a_heading_over_columns_is_put_before_those_below_it(headers: int) -> None:
    rows: list[list[Spec]] = [
        [("Omschrijving", 1, 2), ("Begroting", 2), ("Realisatie", 2)],
        [None, "2024", "2025", "2024", "2025"],
        ["Asiel", "1", "2", "3", "4"],
        ["Regulier", "5", "6", "7", "8"],
    ]
    grid = read(rows, headers=headers)
    assert grid.columns == ("Begroting 2024", "Begroting 2025", "Realisatie 2024", "Realisatie 2025")
    assert grid.label_column == "Omschrijving"


def test_a_title_over_the_whole_table_names_no_column_but_tells_the_unit() -> None:
    grid = read([[("Uitgaven en ontvangsten (x € 1.000)", 3)], ["", "2024", "2025"], ["Asiel", "1", "2"]])
    assert (grid.columns, grid.unit, units_of(grid)) == (("2024", "2025"), "x € 1.000", [["x € 1.000", "x € 1.000"]])


def test_a_unit_above_columns_is_no_name() -> None:
    rows: list[list[Spec]] = [["", ("in € mln.", 2)], ["", "2024", "2025"], ["Asiel", "1,5", "2,5"]]
    grid = read(rows)
    assert (grid.columns, units_of(grid)) == (("2024", "2025"), [["in € mln.", "in € mln."]])


def test_a_row_that_numbers_the_columns_is_no_name() -> None:
    rows: list[list[Spec]] = [
        ["", "Vastgestelde begroting", "Realisatie", "Verschil"],
        ["", "(1)", "(2)", "(3)=(2)-(1)"],
        ["Uitgaven", "10", "12", "2"],
    ]
    assert read(rows, headers=2).columns == ("Vastgestelde begroting", "Realisatie", "Verschil")


def test_the_heading_row_of_a_further_page_is_dropped() -> None:
    grid = read([["", "2024", "2025"], ["A", "1", "2"], ["", "2024", "2025"], ["B", "3", "4"]])
    assert [row.label for row in grid.rows] == ["A", "B"]


def test_the_heading_of_a_year_without_amounts_keeps_its_column() -> None:
    """A heading without figures below it was joined with the column beside it, and took its amounts."""
    grid = read([["", "Artikel", "2025", "2026"], ["Stand 2024", "", "12", "13"], ["Stand 2025", "", "12", "13"]])
    assert grid.columns == ("Artikel", "2025", "2026")
    assert rows_of(grid)[0] == ("Stand 2024", "2025=12 2026=13")


def test_without_headings_columns_are_called_by_their_place() -> None:
    grid = read([["2025", "€ 6.564,00", "1"], ["2026", "€ 6.565,00", "2"]])
    assert grid.columns == ("kolom 2", "kolom 3")
    assert [cell.unit for cell in grid.rows[0].cells] == ["€", ""]


def test_the_same_heading_twice_is_told_apart() -> None:
    assert read([["", "2024", "2024"], ["A", "1", "2"]]).columns == ("2024 (kolom 2)", "2024 (kolom 3)")


# --- columns ------------------------------------------------------------------------------------------------------


def test_codes_before_the_labels_are_cells() -> None:
    rows: list[list[Spec]] = [
        ["Art.", "Omschrijving", "2024", "2025"],
        ["37", "Migratie", "100", "120"],
        ["37.1", "Opvang", "60", "70"],
        ["37.2", "IND", "40", "50"],
        [("Totaal", 2), "100", "120"],
    ]
    grid = read(rows, "x € 1.000")
    assert (grid.label_column, grid.columns) == ("Omschrijving", ("Art.", "2024", "2025"))
    assert rows_of(grid) == [
        ("Migratie", "Art.=37 2024=100 2025=120"),
        ("Migratie > Opvang", "Art.=37.1 2024=60 2025=70"),
        ("Migratie > IND", "Art.=37.2 2024=40 2025=50"),
        ("Totaal", "2024=100 2025=120"),
    ]
    assert [(cell.number, cell.unit) for cell in grid.rows[0].cells] == [
        (None, ""),
        (Decimal(100), "x € 1.000"),
        (Decimal(120), "x € 1.000"),
    ]


def test_codes_of_a_conversion_table_nest_its_rows() -> None:
    rows: list[list[Spec]] = [
        ["Begrotingsnummers", "Artikelnaam", "Omschrijving", "2024", "2025"],
        ["6.37", "Migratie", "Uitgaven", "100", ""],
        ["20.37", "Asiel", "Uitgaven", "", "120"],
        ["6.37.2", "Migratie", "Opvang", "100", ""],
        ["20.37.2", "Asiel", "Opvang", "", "120"],
        ["6.37.2.1", "Migratie", "COA", "100", ""],
    ]
    grid = read(rows)
    assert (grid.label_column, grid.columns[:2]) == ("Omschrijving", ("Begrotingsnummers", "Artikelnaam"))
    assert [(*row.groups, row.label) for row in grid.rows][2:] == [
        ("Uitgaven", "Opvang"),
        ("Uitgaven", "Opvang"),
        ("Uitgaven", "Opvang", "COA"),
    ]


def test_a_euro_sign_in_a_column_of_its_own_joins_its_amount() -> None:
    grid = read([["2025", "€", "6.564.785,00"], ["2026", "€", "6.564.786,00"], ["Totaal", "€", "19.694,355,00"]])
    assert rows_of(grid) == [
        ("2025", "kolom 2=€ 6.564.785,00"),
        ("2026", "kolom 2=€ 6.564.786,00"),
        ("Totaal", "kolom 2=€ 19.694,355,00"),
    ]
    assert [row.cells[0].number for row in grid.rows] == [Decimal("6564785.00"), Decimal("6564786.00"), None]


def test_a_column_without_anything_is_left_out() -> None:
    assert read([["", "", "2024"], ["A", "", "1"], ["B", "", "2"]]).columns == ("2024",)


def test_units_of_columns_and_rows() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "bedrag", "%"],
        ["Asiel", "384.180", "41,5"],
        ["Aantal fte", "1.000", ""],
        ["Omzet (x € 1 mln.)", "3,5", ""],
    ]
    assert units_of(read(rows, "x € 1.000")) == [["x € 1.000", "%"], [""], ["x € 1 mln."]]


def test_a_figure_across_columns_is_in_none_of_them() -> None:
    grid = read([["", "2024", "2025"], ["A", "1", "2"], ["B", ("7", 2)]])
    assert [(cell.column, cell.text) for cell in grid.rows[1].cells] == [(UNDETERMINED, "7")]


# --- groups -------------------------------------------------------------------------------------------------------


def test_labels_without_values_open_groups_until_the_next_or_a_total() -> None:
    rows: list[list[Spec]] = [
        ["", "2024"],
        ["Baten:", ""],
        ["Omzet", "10"],
        ["Rente", "5"],
        ["Bijzondere baten", ""],
        ["Totaal baten", "15"],
        ["Lasten", ""],
        ["Personeel", "9"],
    ]
    assert [row[0] for row in rows_of(read(rows))] == [
        "Baten > Omzet",
        "Baten > Rente",
        "Baten > Bijzondere baten",
        "Totaal baten",
        "Lasten > Personeel",
    ]


def test_a_group_across_the_table_stands_above_one_in_the_column_of_labels() -> None:
    rows: list[list[Spec]] = [
        ["", "2024", "2025"],
        [("Asiel", 3)],
        ["Doorlooptijd", "", ""],
        ["Algemeen", "1", "2"],
        ["Versneld", "3", "4"],
        ["Instroom", "", ""],
        ["Eerste", "5", "6"],
        [("Regulier", 3)],
        ["Instroom", "7", "8"],
    ]
    assert [row[0] for row in rows_of(read(rows))] == [
        "Asiel > Doorlooptijd > Algemeen",
        "Asiel > Doorlooptijd > Versneld",
        "Asiel > Instroom > Eerste",
        "Regulier > Instroom",
    ]


@pytest.mark.parametrize("below", [None, ""])
def test_a_label_that_spans_rows_is_their_group(below: str | None) -> None:
    first: Spec = ("Asiel", 1, 2) if below is None else "Asiel"
    rows: list[list[Spec]] = [
        ["Soort", "Onderwerp", "2024"],
        [first, "Instroom", "100"],
        [below, "Uitstroom", "60"],
        ["Regulier", "Instroom", "40"],
        ["", "Uitstroom", "41"],
        [("Totaal", 2), "241"],
    ]
    assert rows_of(read(rows)) == [
        ("Asiel > Instroom", "2024=100"),
        ("Asiel > Uitstroom", "2024=60"),
        ("Regulier > Instroom", "2024=40"),
        ("Regulier > Uitstroom", "2024=41"),
        ("Totaal", "2024=241"),
    ]


def test_amounts_of_money_tell_the_hierarchy() -> None:
    rows: list[list[Spec]] = [
        ["", "2024", "2025"],
        ["Uitgaven", "4.502", "4.890"],
        ["COA", "4.062", "4.422"],
        ["Nidos", "440", "468"],
    ]
    assert [row[0] for row in rows_of(read(rows, "x € 1.000"))] == ["Uitgaven", "Uitgaven > COA", "Uitgaven > Nidos"]


# --- tables of text -----------------------------------------------------------------------------------------------


def test_records_of_text_have_their_first_column_as_label() -> None:
    rows: list[list[Spec]] = [
        ["Thema", "Onderzoek", "Afronding", "Begrotingsartikel(en)"],
        [("Opvang", 1, 2), "Evaluatie", "2025", "37.2"],
        [None, "Monitor", "2026", "37.2"],
        ["Terugkeer", "Doorlichting", "n.t.b.", "37.3"],
    ]
    grid = read(rows)
    assert rows_of(grid) == [
        ("Opvang", "Onderzoek=Evaluatie Afronding=2025 Begrotingsartikel(en)=37.2"),
        ("Opvang", "Onderzoek=Monitor Afronding=2026 Begrotingsartikel(en)=37.2"),
        ("Terugkeer", "Onderzoek=Doorlichting Afronding=n.t.b. Begrotingsartikel(en)=37.3"),
    ]
    assert all(cell.number is None for row in grid.rows for cell in row.cells)


def test_the_first_record_of_a_list_without_headings_is_no_heading() -> None:
    grid = read([["AenM", "Ministerie van Asiel en Migratie"], ["COA", "Centraal Orgaan opvang asielzoekers"]])
    assert grid.columns == ("kolom 2",)
    assert [row.label for row in grid.rows] == ["AenM", "COA"]


def test_a_table_of_one_column_has_labels_only() -> None:
    assert [(row.label, row.cells) for row in read([["Naam"], ["a"]]).rows] == [("Naam", ()), ("a", ())]


# --- the same as text ---------------------------------------------------------------------------------------------

FIGURES = [
    ["", "2023", "2024", "2025"],
    ["Baten", "", "", ""],
    ["Omzet", "796.433", "850.388", "926.372"],
    ["waarvan derden", "75.367", "70.000", "60.000"],
    ["Overig", "3.726", "‒ 12", "0"],
    ["Totaal baten", "800.159", "850.376", "926.372"],
    ["Aantal fte", "6.039", "5.656", "6.250"],
    ["Doelmatigheid (%)", "", "", ""],
    ["Tijdig", "78%", "90%", "90%"],
]


def test_the_same_table_as_text_gives_the_same_rows() -> None:
    lines = "\n\n".join(" ".join(cell for cell in row if cell) for row in FIGURES)
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    text = f"Tabel 1 Baten (bedragen x € 1.000)\n{lines}\n"
    [table] = parse_document(source, clean_pages(read_text_pages(text.encode()))).tables
    grid = read([list(row) for row in FIGURES], "x € 1.000")
    assert grid.columns == table.columns
    assert [(row.label, row.groups) for row in grid.rows] == [(row.label, row.groups) for row in table.rows]
    assert [[(c.column, c.text, c.number, c.unit, c.scale) for c in row.cells] for row in grid.rows] == [
        [(c.column, c.text, c.number, c.unit, c.scale) for c in row.cells] for row in table.rows
    ]


WORDS = st.sampled_from(["", "Asiel", "Totaal", "37.2", "2024", "€", "1.234", "‒ 5", "12%", "x € 1.000", "n.v.t."])


@given(
    st.lists(
        st.lists(st.tuples(WORDS, st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=5),
        min_size=1,
        max_size=7,
    ),
    st.integers(0, 2),
)
def test_no_figure_counts_twice(rows: list[list[tuple[str, int, int]]], headers: int) -> None:
    filled: list[list[Spec]] = [list(row) for row in rows if any(cell[0] for cell in row)]
    if not filled:
        return
    grid = read(filled, "x € 1.000", min(headers, len(filled)))
    spans = [cell.span for row in grid.rows for cell in row.cells if cell.number is not None]
    assert len(spans) == len(set(spans))
