"""Tables of text as records: those of the budget, those of other ministries, and what may never come of them."""

import random
import re
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.abbreviation_rows import read_abbreviations
from ingest.column_values import is_value
from ingest.columns import ColumnKind, split_titles
from ingest.document import UNDETERMINED, Row, Table
from ingest.layout import Layout, lay_out
from ingest.readers.text import read_text_pages
from ingest.seams import opening_of

CORPUS = Path(__file__).parents[1] / "corpus"
STUDIES = ("Type onderzoek", "Afronding", "Status", "Toelichting onderzoek", "Begrotingsartikel(en)")
TEXT_TABLES = (3, 20, 24, 25, 27, 28, 29)

# A paragraph of running text whose lines show how wide the body is, and that lines which go on end in a space.
PROSE = (
    "Dit is een alinea met tekst die over enkele regels doorloopt en daarmee \n"
    "aan de lezer laat zien hoe breed de bladspiegel van het document is, met \n"
    "nog een derde regel die aan het einde van de zin ophoudt.\n\n"
)


@pytest.fixture(scope="module")
def budget() -> Document:
    return read_document(load_sources(CORPUS)[0])


def table_of(document: Document, name: str) -> Table:
    [table] = [table for table in document.tables if table.name == name]
    return table


def parse_text(text: str) -> Document:
    source = Source("proef", Path("proef.txt"), "0" * 64, Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def parse_body(body: str, *, cue: bool = True, after: str = "\n 8. Slot\n\nEinde.\n") -> tuple[Document, Table]:
    """Return the document and the one table in it; without the cue, all closing spaces are lost."""
    text = 6 * PROSE + body + after
    document = parse_text(text if cue else re.sub(r" \n", "\n", text))
    [table] = document.tables
    return document, table


def record_of(row: Row) -> dict[str, str]:
    """Return the cells of a row by their columns, its label as `label`."""
    cells = {cell.column: cell.text for cell in row.cells}
    assert len(cells) == len(row.cells), "a record has each column at most once"
    return {"label": row.label, **cells}


def records_of(table: Table) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.text for cell in row.cells)) for row in table.rows]


# --- the budget's own tables ---------------------------------------------------------------------------------------


def test_planned_studies_are_records_with_their_theme(budget: Document) -> None:
    table = table_of(budget, "Tabel 3")
    assert (table.label_column, table.columns) == ("Thema", STUDIES)
    assert records_of(table) == [
        (
            "Toegang, toelating en opvang vreemdelingen", "Periodieke rapportage", "2025", "Te starten",
            "Syntheseonderzoek naar het thema Toegang, toelating en opvang vreemdelingen en de bijbehorende "
            "subthema's.",
            "37.2",
        ),
        (
            "Terugkeerbeleid", "Periodieke rapportage", "2026", "Te starten",
            "Syntheseonderzoek naar het thema Terugkeerbeleid en de bijbehorende subthema's.", "37.3",
        ),
    ]  # fmt: skip
    assert budget.slice(table.span).endswith("37.3")


def test_bills_are_records_with_their_phase(budget: Document) -> None:
    table = table_of(budget, "Tabel 20")
    assert (table.label_column, table.columns) == ("Titel", ("Huidige fase",))
    assert [(row.label[-40:], record_of(row)["Huidige fase"]) for row in table.rows] == [
        (" BES i.v.m. de evaluatie van 2018", "10.Interne voorbereiding")
        if False
        else ("en uitzetting BES i.v.m. de evaluatie van 2018"[-40:], "10.Interne voorbereiding"),
        ("ijzondere en strafrechtelijke persoonsgegevens"[-40:], "10.Interne voorbereiding"),
        ("gevens uit 1F-dossiers door de IND aan het OM."[-40:], "10.Interne voorbereiding"),
        ("n ter implementatie van de herziene Opvangrichtlijn"[-40:], "10.Interne voorbereiding"),
        ("van die wet niet in behandeling zijn genomen"[-40:], "20.Consultatie en toetsing"),
        ("van de verblijfsvergunning asiel voor bepaalde tijd"[-40:], "50.Tweede Kamer (voorbereiding)"),
        ("Novelle bij Wet terugkeer en vreemdelingenbewaring"[-40:], "60.Tweede Kamer (plenaire) behandeling"),
        ("gebruik van biometrie bij automatische grenscontrole"[-40:], "60.Tweede Kamer (plenaire) behandeling"),
        ("(Richtlijn (EU) 2021/1883; Europese blauwe kaart)"[-40:], "60.Tweede Kamer (plenaire) behandeling"),
        ("Wet terugkeer en vreemdelingenbewaring"[-40:], "70.Eerste Kamer (voorbereiding)"),
        ("aanvragen op grond van de Vreemdelingenwet 2000"[-40:], "70.Eerste Kamer (voorbereiding)"),
        ("van de beslistermijnen in asiel- en nareiszaken"[-40:], "70.Eerste Kamer (voorbereiding)"),
        ("Uitvoeringswet EU-verordeningen grenzen en veiligheid"[-40:], "90.Bekrachtiging, bekendmaking en inwerkingtreding"),
    ]
