"""Which cell of a row a query asks for, and when it does not tell."""

from decimal import Decimal

import pytest

from answer.figure import asks_year, choose_cell
from index.tokens import is_year
from ingest.chunk import Chunk
from ingest.document import UNDETERMINED, Cell, Document, Metadata, Row, Span, Table

SPAN = Span(0, 1)


def choose(query: str, *columns: str) -> str | None:
    """Return the column of the cell that is chosen from a row with these columns."""
    cells = tuple(Cell(column, "1", SPAN, Decimal(1), "%") for column in columns)
    row = Row("COA", (), cells, SPAN)
    known = tuple(column for column in columns if column != UNDETERMINED)
    table = Table("Tabel 4", "", "%", known, (row,), SPAN, ())
    document = Document("stuk", "stuk.txt", "0", Metadata(), "1", (0,), (), (), (table,), ())
    chunk = Chunk("stuk:rij:0", "stuk", "rij", SPAN, (1,), (), "1", "1", table=0, row=0)
    cell = choose_cell(query, document, chunk)
    return None if cell is None else cell.column


YEARS = ("2024", "2025", "2026")


@pytest.mark.parametrize(
    ("query", "columns", "chosen"),
    [
        ("hoeveel krijgt het COA in 2026", YEARS, "2026"),
        ("COA 2025", YEARS, "2025"),
        ("het COA", YEARS, None),
        ("COA in 2024 en 2025", YEARS, None),
        ("COA in 2031", YEARS, None),
        ("2.026 plekken bij het COA", YEARS, None),
        ("welk aandeel heeft het COA", ("Bedrag", "Aandeel"), "Aandeel"),
        ("AANDEEL van het COA", ("Bedrag", "Aandeel in %"), "Aandeel in %"),
        ("bezetting Q1 2024", ("Q1 2024", "Q2 2024"), "Q1 2024"),
        ("bezetting 2024-Q1", ("Q1 2024", "Q2 2024"), "Q1 2024"),
        ("bezetting in Q2 2024", ("2024-Q1", "2024-Q2"), "2024-Q2"),
        ("bezetting Q1", ("Q1 2024", "Q1 2025"), None),
        ("begroting 2025", ("Begroting 2025", "Realisatie 2025"), "Begroting 2025"),
    ],
)
def test_the_column_that_is_named(query: str, columns: tuple[str, ...], chosen: str | None) -> None:
    assert choose(query, *columns) == chosen


def test_the_most_precise_column_where_one_holds_the_other() -> None:
    """`2024-Q1` names the columns `2024` and `Q1 2024`, and asks for the quarter."""
    assert choose("bezetting 2024-Q1", "2024", "Q1 2024", "Q2 2024") == "Q1 2024"
    assert choose("bezetting 2024", "2024", "Q1 2024", "Q2 2024") == "2024"


def test_a_cell_whose_column_is_not_known_is_never_chosen() -> None:
    assert choose("COA", UNDETERMINED) is None
    assert choose("COA onbepaald", UNDETERMINED) is None
    assert choose("COA onbepaald", "2024", UNDETERMINED) is None
    assert choose("COA 2024", "2024", UNDETERMINED) == "2024"


def test_a_row_with_one_cell_needs_no_column() -> None:
    assert choose("wat betekent COA", "Betekenis") == "Betekenis"
    assert choose("hoeveel krijgt het COA", "2025") == "2025"


@pytest.mark.parametrize("column", ["2025", "Q1 2025", "Stand 2025"])
def test_one_cell_is_not_the_answer_for_another_year(column: str) -> None:
    assert choose("hoeveel krijgt het COA in 2026", column) is None
    assert choose("hoeveel krijgt het COA in 2025", column) == column


def test_a_chunk_that_is_no_row_has_no_cell() -> None:
    document = Document("stuk", "stuk.txt", "0", Metadata(), "1", (0,), (), (), (), ())
    chunk = Chunk("stuk:paragraaf:0", "stuk", "paragraaf", SPAN, (1,), (), "1", "1")
    assert choose_cell("COA 2026", document, chunk) is None


def test_years() -> None:
    assert is_year("2026")
    assert not any(map(is_year, ("37", "4422334", "2026,5", "Q1")))
    assert asks_year("COA in 2026")
    assert not asks_year("artikel 37, 2.026 plekken per jaar, 1.000")


@pytest.mark.parametrize(("year", "chosen"), [(None, "bedrag"), (2025, "bedrag"), (2027, None)])
def test_a_table_without_years_is_about_the_year_of_its_document(year: int | None, chosen: str | None) -> None:
    """`bijdrage IND 2027` got the only amount of a table that is about 2025."""
    cell = Cell("bedrag", "1", SPAN, Decimal(1), "x € 1.000")
    table = Table("Tabel 8", "Bekostiging IND", "x € 1.000", ("bedrag",), (Row("IND", (), (cell,), SPAN),), SPAN, ())
    document = Document("stuk", "stuk.txt", "0", Metadata(budget_year=2025), "1", (0,), (), (), (table,), ())
    chunk = Chunk("stuk:rij:0", "stuk", "rij", SPAN, (1,), (), "1", "1", table=0, row=0)
    query = "bijdrage IND" if year is None else f"bijdrage IND {year}"
    found = choose_cell(query, document, chunk)
    assert (found and found.column) == chosen
