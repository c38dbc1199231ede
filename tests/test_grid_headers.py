"""The heading rows of tables of figures in text: which words are the name of which column."""

from pathlib import Path

import pytest

from ingest import Metadata, Source, clean_pages, parse_document
from ingest.document import Table
from ingest.readers.text import read_text_pages
from ingest.tables.heading_words import find_column_unit, is_numbering, split_headings, strip_numbering

LINE = "Dit is een regel van een alinea die de breedte van de bladzijde vult, zoals \n"
LAST = "de regels van een begroting dat doen en die hier met een punt eindigt.\n\n"


def read_table(body: str, *, cue: bool = True) -> Table:
    """Return the table that `body` makes up, in a document in which lines that go on close with a space, or do not."""
    text = f"1. Inleiding\n\n{LINE * 6}{LAST}Tabel 1 Reeks (bedragen x € 1.000)\n{body}\n\n{LINE * 3}{LAST}"
    text = text if cue else text.replace(" \n", "\n")
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    [table] = parse_document(source, clean_pages(read_text_pages(text.encode()))).tables
    return table


def print_rows(count: int) -> str:
    """Return three rows of `count` values, all different, in words that are no heading."""
    return "\n\n".join(
        f"{label} {' '.join(f'{first + i}.100' for i in range(count))}"
        for label, first in (("Noord", 1), ("Zuid", 21), ("Oost", 41))
    )


def columns_of(header: str, count: int, *, cue: bool = True) -> tuple[str, ...]:
    """Return the columns of a table with that header, after a check that each holds its own values."""
    table = read_table(f"{header}\n\n{print_rows(count)}", cue=cue)
    for row, first in zip(table.rows, (1, 21, 41), strict=bool(table.rows)):
        figures = [cell for cell in row.cells if cell.number is not None]
        assert [cell.text for cell in figures] == [f"{first + i}.100" for i in range(count)]
        assert tuple(cell.column for cell in figures) == table.columns[-count:]
    return table.columns


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Productgroep bedrag %", ["Productgroep", "bedrag", "%"]),
        ("kostencategorie Aandeel", ["kostencategorie", "Aandeel"]),
        ("Omschrijving Vastgestelde begroting Verschil", ["Omschrijving", "Vastgestelde begroting", "Verschil"]),
        ("Stand begroting Mutaties Stand 1e suppletoire", ["Stand begroting", "Mutaties", "Stand 1e suppletoire"]),
        ("Mutatie 2025 Mutatie 2026", ["Mutatie 2025", "Mutatie 2026"]),
        ("Aandeel (in %) Bedrag (x € 1.000)", ["Aandeel (in %)", "Bedrag (x € 1.000)"]),
        ("31 december 2023 31 december 2022", ["31 december 2023", "31 december 2022"]),
        ("(1) Begroting (2) Realisatie", ["(1) Begroting", "(2) Realisatie"]),
        ("Begroting (1) Verschil (2) = (1)", ["Begroting (1)", "Verschil (2) = (1)"]),
        ("ArtikelnaamOmschrijving", ["Artikelnaam", "Omschrijving"]),
    ],
)
def test_where_one_heading_ends_and_the_next_begins(text: str, headings: list[str]) -> None:
    assert split_headings(text) == headings


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("(1) (2) (3)=(2)-(1)", 3),
        ("(1) (2) (3) = (2) - (1) (4)", 4),
        ("1 2 3=2-1", 3),
        ("(2) (3)", 0),
        ("(1)", 0),
        ("1", 0),
    ],
)
def test_a_row_that_numbers_columns(text: str, count: int) -> None:
    assert is_numbering(text) == count


def test_a_heading_without_the_number_of_its_column() -> None:
    assert strip_numbering("Verschil (3) = (2) - (1)") == "Verschil"
    assert strip_numbering("(1)") == "(1)"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("%", "%"), ("Aandeel (in %)", "in %"), ("bedrag (x € 1 mln.)", "x € 1 mln."), ("Aantal", ""), ("2025", None)],
)
def test_the_unit_that_a_heading_names(heading: str, unit: str | None) -> None:
    assert find_column_unit(heading) == unit


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("2023 2024", ("2023", "2024")),
        ("2023/24 2024/25", ("2023/24", "2024/25")),
        ("2024-Q1 2024-Q2", ("2024-Q1", "2024-Q2")),
        ("31-12-2023 31-12-2022", ("31-12-2023", "31-12-2022")),
        ("31 december 2023 31 december 2022", ("31 december 2023", "31 december 2022")),
        ("Balans 2023 Balans 2022", ("Balans 2023", "Balans 2022")),
        ("Omschrijving Begroting 2025 Realisatie 2024", ("Begroting 2025", "Realisatie 2024")),
        ("2024 2025 Structureel", ("2024", "2025", "Structureel")),
        ("2024 2025 Verschil 2024", ("2024", "2025", "Verschil 2024")),
        ("Indicator 2022 2023 Streefwaarde 2024", ("2022", "2023", "Streefwaarde 2024")),
        ("Schooljaar 2023/24 2024/25", ("2023/24", "2024/25")),
        ("jan feb mrt", ("jan", "feb", "mrt")),
        ("Land Asiel Regulier Overig", ("Asiel", "Regulier", "Overig")),
        (
            "Omschrijving Vastgestelde begroting Realisatie Verschil",
            ("Vastgestelde begroting", "Realisatie", "Verschil"),
        ),
        ("Begroting Realisatie\n\n2023 2024", ("Begroting 2023", "Realisatie 2024")),
        ("Realisatie\n\n2023 2024", ("2023", "2024")),  # the heading may stand over one of them only
    ],
)
def test_columns_of_one_heading_row_or_two(header: str, columns: tuple[str, ...]) -> None:
    assert columns_of(header, len(columns)) == columns


REALISED = ("Realisatie 2021", "Realisatie 2022", "Realisatie 2023", "Vastgestelde begroting 2023", "Verschil 2023")


@pytest.mark.parametrize(
    "header",
    [
        "Realisatie Vastgestelde begroting Verschil\n\n2021 2022 2023 2023 2023",
        "Realisatie Vastgestelde \nbegroting\n\nVerschil\n\n2021 2022 2023 2023 2023",
        "Realisatie\n\nVastgestelde \nbegroting\n\nVerschil\n\n2021 2022 2023 2023 2023",
    ],
)
def test_headings_over_years_that_repeat(header: str) -> None:
    """Three columns are 2023, so that the first of three headings stands over the first three columns."""
    assert columns_of(header, 5) == REALISED


def test_headings_over_headings_that_repeat() -> None:
    header = "Baten Lasten\n\n2022 2023 Verschil 2022 2023 Verschil"
    names = [f"{side} {name}" for side in ("Baten", "Lasten") for name in ("2022", "2023", "Verschil")]
    assert columns_of(header, 6) == tuple(names)


def test_the_statement_of_a_ministry() -> None:
    kinds = "Verplichtingen Uitgaven Ontvangsten"
    above = "Art. Omschrijving (1) (2) (3) = (2) - (1)\n\nVastgestelde begroting Realisatie Verschil"
    header = f"{above}\n\n{kinds} {kinds} {kinds}"
    table = read_table(
        f"{header}\n\nTotaal 1 2 3 4 5 6 7 8 9\n\n31 Politie 1 2 3 4 5 6 7 8 9\n\n32 Recht 0 0 0 0 0 0 0 0 0"
    )
    assert table.columns[:4] == (
        "Art.",
        "Vastgestelde begroting Verplichtingen",
        "Vastgestelde begroting Uitgaven",
        "Vastgestelde begroting Ontvangsten",
    )
    assert table.columns[-1] == "Verschil Ontvangsten"
    assert table.label_column == "Omschrijving"
    assert [(row.label, row.cells[-1].text) for row in table.rows] == [
        ("Totaal", "9"),
        ("Politie", "9"),
        ("Recht", "0"),
    ]


def test_years_that_repeat_without_headings_are_told_apart_by_their_place() -> None:
    assert columns_of("2022 2023 2023", 3) == ("2022", "2023 (kolom 3)", "2023 (kolom 4)")


def test_headings_that_can_be_spread_in_more_ways_name_no_column() -> None:
    """`Realisatie`, `Raming` and `Verschil` may each stand over one of the first two years or over both."""
    columns = columns_of("Realisatie Raming Verschil\n\n2021 2022 2023 2023", 4)
    assert columns == ("2021", "2022", "2023 (kolom 4)", "2023 (kolom 5)")


NUMBERED = "(1) (2) (3)=(2)-(1)\n\nVastgestelde \nbegroting\n\nRealisatie Verschil realisatie \nen begroting"
SUPPLEMENTARY = (
    "Vastgestelde \nbegroting 2024 \n(incl. NvW) (1)\n\nMutaties 1e \nsuppletoire \nbegroting (2)\n\n"
    "Stand 1e \nsuppletoire \nbegroting (3) \n= (1) + (2)\n\nMutatie \n2025\n\nMutatie \n2026"
)


@pytest.mark.parametrize("cue", [True, False])
@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (NUMBERED, ("Vastgestelde begroting", "Realisatie", "Verschil realisatie en begroting")),
        (f"{NUMBERED}\n\nBaten", ("Vastgestelde begroting", "Realisatie", "Verschil realisatie en begroting")),
        (
            SUPPLEMENTARY,
            (
                "Vastgestelde begroting 2024 (incl. NvW)",
                "Mutaties 1e suppletoire begroting",
                "Stand 1e suppletoire begroting",
                "Mutatie 2025",
                "Mutatie 2026",
            ),
        ),
        (
            "Omschrijving Uitstaande \ngaranties \n2023\n\nGeraamd te \nverlenen \n2024\n\n"
            "Uitstaande \ngaranties \n2024",
            ("Uitstaande garanties 2023", "Geraamd te verlenen 2024", "Uitstaande garanties 2024"),
        ),
    ],
)
def test_headings_over_several_lines(header: str, columns: tuple[str, ...], *, cue: bool) -> None:
    assert columns_of(header, len(columns), cue=cue) == columns


def test_headings_that_do_not_come_out_at_the_columns_are_not_guessed_at() -> None:
    """`Eigen Personeel Totaal` over two columns may be `Eigen Personeel` and `Totaal`, or `Personeel` and `Totaal`."""
    assert not read_table(f"Eigen Personeel Totaal\n\n{print_rows(2)}").rows
    assert not read_table(f"Eigen Personeel Externe Inhuur Totaal\n\n{print_rows(3)}").rows


def test_a_row_with_more_values_tells_that_the_others_have_empty_cells() -> None:
    """`Verplichtingen` was taken for the heading of the labels, and each amount for that of the next column."""
    body = "Verplichtingen Uitgaven Ontvangsten\n\nTotaal 9,9 9,5 0,4\n\nSubsidies 3,9 6,6\n\nOpdrachten 6,0 2,9"
    assert not read_table(body).rows


def test_rows_that_are_years() -> None:
    table = read_table("Jaar Aantal Ingewilligd\n\n2019 1.234 800\n\n2020 2.345 1.200\n\n2021 3.456 1.500")
    assert (table.label_column, table.columns) == ("Jaar", ("Aantal", "Ingewilligd"))
    assert [row.label for row in table.rows] == ["2019", "2020", "2021"]


def test_a_heading_that_is_broken_within_a_word() -> None:
    table = read_table(f"Begrotings\nartikel\n\n2023 2024\n\n{print_rows(2)}")
    assert table.label_column == "Begrotingsartikel"
