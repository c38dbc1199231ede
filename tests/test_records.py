"""Tables of text as records: those of the budget, those of other ministries, and what may never come of them."""

import random
import re
import textwrap
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import UNDETERMINED, Row, Table
from ingest.readers.text import read_text_pages
from ingest.records.column_values import is_value
from ingest.records.columns import ColumnKind, split_titles
from ingest.records.seams import opening_of

CORPUS = Path(__file__).parents[1] / "corpus"
MOTION_COLUMNS = ("Indiener(s)", "Kamerstuknr", "Omschrijving/ onderwerp", "Voortgangsinformatie parlement")
STUDY_COLUMNS = ("Type onderzoek", "Afronding", "Status", "Toelichting onderzoek", "Begrotingsartikel(en)")
ENTRIES = (
    "Naam", "Korte duiding", "Juridische grondslag", "Maatschappelijke effecten", "Ontvangende partijen", "Artikel",
)  # fmt: skip
YEARS = ("2023", "2024", "2025", "2026", "2027", "2028")

# Running text: its lines show how wide the body is, and that a line which goes on ends in a space.
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


def parse_body(body: str, *, cue: bool = True, after: str = "\n 8. Slot\n\nEinde.\n") -> tuple[Document, Table]:
    """Return the document and the one table in it; without the cue, the closing spaces of all lines are lost."""
    text = 6 * PROSE + body + after + 3 * f" Bladzijde\n{PROSE}"
    text = text if cue else re.sub(r" +\n", "\n", text)
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    document = parse_document(source, clean_pages(read_text_pages(text.encode())))
    [table] = document.tables
    return document, table


def record_of(row: Row) -> dict[str, str]:
    """Return the texts of a row by their columns, its label as that of `label`."""
    return {"label": row.label, **{cell.column: cell.text for cell in row.cells}}


def records_of(table: Table) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.text for cell in row.cells)) for row in table.rows]


# --- the budget's own tables ---------------------------------------------------------------------------------------


def test_planned_studies_are_records(budget: Document) -> None:
    table = table_of(budget, "Tabel 3")
    assert (table.label_column, table.columns) == ("Thema", STUDY_COLUMNS)
    aim = "Syntheseonderzoek naar het thema"
    assert records_of(table) == [
        (
            "Toegang, toelating en opvang vreemdelingen",
            *("Periodieke rapportage", "2025", "Te starten"),
            f"{aim} Toegang, toelating en opvang vreemdelingen en de bijbehorende subthema's.",
            "37.2",
        ),
        (
            "Terugkeerbeleid",
            *("Periodieke rapportage", "2026", "Te starten"),
            f"{aim} Terugkeerbeleid en de bijbehorende subthema's.",
            "37.3",
        ),
    ]


def test_bills_are_records(budget: Document) -> None:
    table = table_of(budget, "Tabel 20")
    assert (table.label_column, table.columns) == ("Titel", ("Huidige fase",))
    phases = [
        *4 * ["10.Interne voorbereiding"],
        "20.Consultatie en toetsing",
        "50.Tweede Kamer (voorbereiding)",
        *3 * ["60.Tweede Kamer (plenaire) behandeling"],
        *3 * ["70.Eerste Kamer (voorbereiding)"],
        "90.Bekrachtiging, bekendmaking en inwerkingtreding",
    ]
    assert [record_of(row)["Huidige fase"] for row in table.rows] == phases
    labels = [row.label for row in table.rows]
    assert labels[0] == "Wijziging Wet toelating en uitzetting BES i.v.m. de evaluatie van 2018"
    assert labels[6] == "Novelle bij Wet terugkeer en vreemdelingenbewaring"
    assert labels[8].endswith("kennismigranten 2021 (Richtlijn (EU) 2021/1883; Europese blauwe kaart)")
    assert labels[12] == "Uitvoeringswet EU-verordeningen grenzen en veiligheid"


def test_each_motion_is_one_record(budget: Document) -> None:
    table = table_of(budget, "Tabel 24")
    assert (table.label_column, *table.columns) == MOTION_COLUMNS
    assert len(table.rows) == 37
    for row in table.rows:
        assert re.fullmatch(r"(?:[^()]+ \([^()]+\)(?:, )?)+", row.label)
        assert [cell.column for cell in row.cells] == list(MOTION_COLUMNS[1:])
        assert re.fullmatch(r"\d\d ?\d{3}(?: VI)?, (?:nr\. \d+|I)", row.cells[0].text)
    agenda = "Parlementaire Agenda punt [26-09-2023] - Plenair debat - Wet gemeentelijke taak mogelijk maken"
    records = records_of(table)
    assert records[0] == (
        "Bisschop, R. (SGP)",
        "36 333, nr. 67",
        f"{agenda} asielopvangvoorzieningen (Spreidingswet)",
        "De Kamer wordt naar verwachting in september 2024 geïnformeerd",
    )
    assert ("Eerdmans, J. (JA21)", "29 240, nr. 144", "Veiligheid op school") in {record[:3] for record in records}
    assert (
        "Dijk, J.J. van (SP), Berge, N. van den (Groen links)",
        "32 824, nr. 308",
        "wetgevingsoverleg over Integratie en maatschappelijke samenhang",
        "In afwachting van inzet nieuw kabinet",
    ) in records
    assert (
        "Wilders, G. (PVV), Eerdmans, J. (JA21)",
        "36 410, nr. 55",
        "Nota over de toestand van ’s Rijks Financiën",
        "Over gerapporteerd in de JBZ-Raad verslag van oktober 2023. Uitvoering van de motie volgt voor het Kerstreces "
        "2024",
    ) in records


def test_each_commitment_is_one_record(budget: Document) -> None:
    table = table_of(budget, "Tabel 25")
    assert (table.label_column, table.columns) == ("Omschrijving", ("Vindplaats", "Voortgangsinformatie parlement"))
    assert len(table.rows) == 45
    for row in table.rows:
        place, progress = row.cells
        assert (place.column, progress.column) == table.columns
        assert place.text.startswith(("Parlementaire Agenda punt [", "Uitgaande brief ", "Toezegging Controlevrij"))
        assert re.match(r"\d\d-\d\d-2024 \D", progress.text)
    assert records_of(table)[12] == (
        "SJenV zegt toe te (laten) onderzoeken in hoeverre het mogelijk is de kwantitatieve inzet van lichtere "
        "toezichtmaatregelen te meten.",
        "Uitgaande brief [08-07-2021] - TK Beleidsreactie ACVZ-advies Samen werken aan terugkeer",
        "26-07-2024 De Kamer wordt naar verwachting in november 2024 geïnformeerd",
    )


def test_a_cell_that_a_page_cuts_is_whole(budget: Document) -> None:
    """Its rest stands at the top of the next page, after the other cells of its row and the heading row."""
    row = next(row for row in table_of(budget, "Tabel 25").rows if "CristenUnie" in row.label)
    assert row.label.endswith("met name gericht op diegenen die hier geboren en/ of als minderjaren opgegroeid zijn en "
                              "kwetsbare senioren")  # fmt: skip
    assert [cell.text[:26] for cell in row.cells] == ["Parlementaire Agenda punt ", "16-07-2024 De Kamer wordt "]
    study = next(row for row in table_of(budget, "Tabel 27").rows if record_of(row)["Type onderzoek"] == "Monitor")
    [aim] = [cell for cell in study.cells if cell.column == "Toelichting onderzoek"]
    assert aim.text.startswith("Relatie vertrek en draagvlak") and aim.text.endswith("terugkeerbeleid te vergroten?")
    assert budget.slice(aim.span).endswith("bij\naan draagvlak voor migratie in")


def test_each_study_is_one_record_under_its_theme(budget: Document) -> None:
    table = table_of(budget, "Tabel 27")
    assert (table.label_column, table.columns) == ("Thema", ("Subthema", *STUDY_COLUMNS))
    themes = Counter((row.label, record_of(row)["Subthema"]) for row in table.rows)
    assert themes == {
        ("Toegang, toelating en opvang vreemdelingen", "Behandelen asielverzoeken"): 4,
        ("Toegang, toelating en opvang vreemdelingen", "Asielopvang"): 4,
        ("Toegang, toelating en opvang vreemdelingen", "Reguliere migratie"): 5,
        ("Toegang, toelating en opvang vreemdelingen", "Grensbeheer"): 2,
        ("Toegang, toelating en opvang vreemdelingen", "Overkoepelend"): 2,
        ("Terugkeerbeleid", "Begeleiding en ondersteuning"): 2,
        ("Terugkeerbeleid", "(Toezichts-)maatregelen"): 4,
        ("Terugkeerbeleid", "Samenwerking keten en internationaal"): 2,
        ("Terugkeerbeleid", "Overkoepelend"): 4,
    }
    ends = [(record_of(row).get("Afronding"), record_of(row).get("Status")) for row in table.rows]
    assert ends == [
        ("2023, 2025", "Lopend"), ("2025", "Te starten"), ("2025/2026", "Te starten"), ("N.t.b.", "N.t.b."),
        ("2026/2027", "Te starten"), ("2025, N.t.b.", "Te starten"), ("N.t.b.", "N.t.b."), ("2025", "Te starten"),
        ("Doorlopend", "Doorlopend"), ("2024", "Lopend"), ("2025/2026", "Te starten"), ("2025", "Lopend"),
        ("2024, 2025, 2028", "Lopend"), ("2027", "Te starten"), ("2027", "Te starten"), ("2025", "Lopend"),
        ("2025", "Te starten"), ("2024/2025", "Lopend"), ("2024/2025", "Lopend"), (None, None), (None, None),
        ("2025/2026", "Te starten"), ("2026", "Te starten"), (None, None), ("2025/2026", "Te starten"),
        ("2025", "Te starten"), ("2026", "Te starten"), ("2024", "Lopend"), ("2026", "Te starten"),
    ]  # fmt: skip
    assert [record_of(row)["Begrotingsartikel(en)"] for row in table.rows] == 17 * ["37.2"] + 12 * ["37.3"]


def test_a_value_that_may_belong_to_two_columns_has_none(budget: Document) -> None:
    """`N.t.b.` stands once where the other records have both a year and a state: the source leaves open which it is."""
    rows = [row for row in table_of(budget, "Tabel 27").rows if UNDETERMINED in record_of(row)]
    assert [record_of(row)[UNDETERMINED] for row in rows] == 3 * ["N.t.b."]
    assert all(row.cells[2].column == UNDETERMINED for row in rows)
    others = (table_of(budget, f"Tabel {number}") for number in (3, 20, 24, 25, 28, 29, 31))
    assert not [cell for table in others for row in table.rows for cell in row.cells if cell.column == UNDETERMINED]


def test_a_theme_printed_twice_in_a_row_is_theme_and_sub_theme(budget: Document) -> None:
    assert [(row.label, *(cell.text for cell in row.cells[:4])) for row in table_of(budget, "Tabel 28").rows] == [
        ("Oekraïne", "Oekraïne", "Ex durante, ex post", "2026", "Lopend"),
        ("Oekraïne", "Oekraïne", "Ex durante", "2025", "Lopend"),
    ]


def test_each_grant_is_one_record_with_its_entries_and_amounts(budget: Document) -> None:
    table = table_of(budget, "Tabel 29")
    assert (table.label_column, table.columns) == ("SiSa nr.", (*ENTRIES, *YEARS))
    amounts = [(row.label, *(cell.text for cell in row.cells[-6:])) for row in table.rows]
    assert amounts == [
        ("A15", "1,5", "0,0", "0,0", "0,0", "0,0", "0,0"),
        ("A16", "2.062", "3.385", "3.558", "0,0", "0,0", "0,0"),
        ("A18", "62,4", "0,0", "0,0", "0,0", "0,0", "0,0"),
        ("A24", "1,5", "1,5", "0,0", "0,0", "0,0", "0,0"),
        ("A29", "0,0", "52,2", "55,1", "0,0", "0,0", "0,0"),
    ]
    assert {(cell.unit, cell.scale) for row in table.rows for cell in row.cells[-6:]} == {
        ("x € 1 mln.", Decimal(10**6))
    }
    first = record_of(table.rows[0])
    assert first["Naam"].endswith("[...] veroorzaakt door asielzoekers in 2022 en 2023")
    assert "Maatschappelijke effecten" not in first and first["Ontvangende partijen"] == "Gemeenten"
    assert record_of(table.rows[3])["Maatschappelijke effecten"].endswith("buiten de COA-opvanglocaties.")
    assert {record_of(row)["Artikel"] for row in table.rows} == {"37.2 Toegang, toelating en opvang vreemdelingen"}


@pytest.mark.parametrize("number", [3, 20, 24, 25, 27, 28, 29])
def test_no_word_of_a_table_is_lost(budget: Document, number: int) -> None:
    table = table_of(budget, f"Tabel {number}")
    words = Counter(budget.slice(table.span).split())
    words.subtract(f"{table.name} {table.caption}".split())
    for row in table.rows:
        words.subtract(row.label.split())
        for cell in row.cells:
            words.subtract(cell.text.split())
    titles = {"Onderdeel", "Toelichting", *table.label_column.split(), *" ".join(table.columns).split()}
    assert {word for word, count in words.items() if count > 0} <= titles


@pytest.mark.parametrize("number", [3, 20, 24, 25, 27, 28, 29, 31])
def test_a_record_has_each_column_once_and_stands_where_it_says(budget: Document, number: int) -> None:
    table = table_of(budget, f"Tabel {number}")
    for row in table.rows:
        columns = [cell.column for cell in row.cells if cell.column != UNDETERMINED]
        assert columns == [column for column in table.columns if column in columns]
        assert table.span.contains(row.span)
        for cell in row.cells:
            printed = " ".join(budget.slice(cell.span).split())
            assert cell.text == printed or (cell.text.startswith(printed) and " ".join(cell.text.split()) == cell.text)


def test_tables_of_text_end_where_the_next_thing_begins(budget: Document) -> None:
    ends = {
        "Tabel 3": "37.3",
        "Tabel 20": "en inwerkingtreding",
        "Tabel 24": "vroegst 2027)",
        "Tabel 25": "van de pilot medio 2025 worden geïnformeerd",
        "Tabel 27": "37.3",
        "Tabel 28": "37",
        "Tabel 29": "Artikel 37.2 Toegang, toelating en opvang vreemdelingen",
        "Tabel 31": "Woo Wet Open Overheid",
    }
    lines = {name: budget.slice(table_of(budget, name).span).rsplit("\n", 1)[-1] for name in ends}
    assert lines == ends


# --- as other ministries print them --------------------------------------------------------------------------------

MOTIONS = """Tabel 5 Moties
Kamerstuknr. Omschrijving Indiener Stand van zaken

36 200 XIII, nr. 45
Verzoekt de regering een plan te maken voor 
de uitrol van warmtenetten in kleine 
gemeenten Van der Lee (GroenLinks)
In behandeling. De Kamer is bij brief van 3 mei 
2023 geïnformeerd over de voortgang.

36 200 XIII, nr. 51 Verzoekt de regering te onderzoeken of de 
subsidie kan worden verhoogd
Erkens (VVD), Bontenbal (CDA)

Afgedaan met de Kamerbrief van 12 juni 2023.

32 813, nr. 1120

Verzoekt de regering met de netbeheerders in 
overleg te treden
Kröger (GL) Afgerond

29 023, nr. 401
Verzoekt de regering jaarlijks te rapporteren

Grinwis (ChristenUnie)

In behandeling. De Kamer wordt voor het 
zomerreces geïnformeerd.
"""
MOTION_RECORDS = [
    (
        "36 200 XIII, nr. 45",
        "Verzoekt de regering een plan te maken voor de uitrol van warmtenetten in kleine gemeenten",
        "Van der Lee (GroenLinks)",
        "In behandeling. De Kamer is bij brief van 3 mei 2023 geïnformeerd over de voortgang.",
    ),
    (
        "36 200 XIII, nr. 51",
        "Verzoekt de regering te onderzoeken of de subsidie kan worden verhoogd",
        "Erkens (VVD), Bontenbal (CDA)",
        "Afgedaan met de Kamerbrief van 12 juni 2023.",
    ),
    (
        "32 813, nr. 1120",
        "Verzoekt de regering met de netbeheerders in overleg te treden",
        "Kröger (GL)",
        "Afgerond",
    ),
    (
        "29 023, nr. 401",
        "Verzoekt de regering jaarlijks te rapporteren",
        "Grinwis (ChristenUnie)",
        "In behandeling. De Kamer wordt voor het zomerreces geïnformeerd.",
    ),
]
COMMITMENTS = """Tabel 6 Toezeggingen
Omschrijving van de toezegging Vindplaats Stand van Zaken

De Minister zegt toe de Kamer voor de zomer 
te informeren over de uitkomsten van het 
overleg met de VNG.

Commissiedebat Wonen d.d. 12 maart 2024
De Kamer is geïnformeerd op 14 juni 2024.

De Minister zegt toe een brief te sturen over 
de huurtoeslag.

Plenair debat Huurrecht d.d. 3 april 2024 De Kamer wordt in het najaar 
geïnformeerd.

De Staatssecretaris zegt toe te bezien of de 
regeling kan worden verlengd Commissiedebat Wonen d.d. 12 maart 2024 
(Kamerstukken II 2023/24, 32 847, nr. 1150)

Afgerond. De regeling is verlengd tot 2027.
"""
COMMITMENT_RECORDS = [
    (
        "De Minister zegt toe de Kamer voor de zomer te informeren over de uitkomsten van het overleg met de VNG.",
        "Commissiedebat Wonen d.d. 12 maart 2024",
        "De Kamer is geïnformeerd op 14 juni 2024.",
    ),
    (
        "De Minister zegt toe een brief te sturen over de huurtoeslag.",
        "Plenair debat Huurrecht d.d. 3 april 2024",
        "De Kamer wordt in het najaar geïnformeerd.",
    ),
    (
        "De Staatssecretaris zegt toe te bezien of de regeling kan worden verlengd",
        "Commissiedebat Wonen d.d. 12 maart 2024 (Kamerstukken II 2023/24, 32 847, nr. 1150)",
        "Afgerond. De regeling is verlengd tot 2027.",
    ),
]


@pytest.mark.parametrize("cue", [True, False], ids=["cue", "no cue"])
@pytest.mark.parametrize(("body", "records"), [(MOTIONS, MOTION_RECORDS), (COMMITMENTS, COMMITMENT_RECORDS)])
def test_other_columns_in_another_order(
    body: str,
    records: list[tuple[str, ...]],
    cue: bool,  # noqa: FBT001
) -> None:
    _, table = parse_body(body, cue=cue)
    assert (" ".join((table.label_column, *table.columns)), records_of(table)) == (body.split("\n")[1], records)


def test_studies_without_a_state_and_prose_behind_them() -> None:
    body = (
        "Tabel 7 Planning Strategische Evaluatie Agenda\nThema Type onderzoek Afronding Toelichting onderzoek "
        "Begrotings\nartikel(en)\n\nLeven lang \nontwikkelen\n\nPeriodieke rapportage 2027 Syntheseonderzoek naar "
        "leven lang \nontwikkelen.\n\n4, 11\n\nEx-post evaluatie 2025 Evaluatie van de SLIM-regeling.\n\n4\n\n"
        "Digitale Overheid Ex ante evaluatie\n\n2026 Onderzoek naar de Wet digitale \noverheid.\n\n6\n\n"
        "Monitor Jaarlijks Monitor digitale vaardigheden.\n\n6\n\n"
        "Voor het meest recente overzicht van de realisatie van rapportages, zie \n"
        "de site Rijksfinanciën.\n"
    )
    document, table = parse_body(body)
    assert document.slice(table.span).endswith("vaardigheden.\n\n6")
    assert records_of(table) == [
        ("Leven lang ontwikkelen", "Periodieke rapportage", "2027",
         "Syntheseonderzoek naar leven lang ontwikkelen.", "4, 11"),
        ("Leven lang ontwikkelen", "Ex-post evaluatie", "2025", "Evaluatie van de SLIM-regeling.", "4"),
        ("Digitale Overheid", "Ex ante evaluatie", "2026", "Onderzoek naar de Wet digitale overheid.", "6"),
        ("Digitale Overheid", "Monitor", "Jaarlijks", "Monitor digitale vaardigheden.", "6"),
    ]  # fmt: skip


def test_the_phase_of_a_bill_is_no_chapter_and_a_source_no_cell() -> None:
    document, table = parse_body(
        "Tabel 8 Wetgevingsprogramma\nTitel Huidige fase\n\nWet kwaliteit 20. Consultatie en toetsing\n\n"
        "Wijziging van de Penitentiaire beginselenwet in verband met de \nveiligheid\n\n30. Raad van State\n\n"
        "Wet seksuele misdrijven 30. Raad van State\n\nBron: Ministerie van Justitie en Veiligheid\n"
    )
    assert records_of(table) == [
        ("Wet kwaliteit", "20. Consultatie en toetsing"),
        ("Wijziging van de Penitentiaire beginselenwet in verband met de veiligheid", "30. Raad van State"),
        ("Wet seksuele misdrijven", "30. Raad van State"),
    ]
    assert document.slice(table.span).endswith("Bron: Ministerie van Justitie en Veiligheid")


def test_a_row_of_its_own_heads_the_records_below_it() -> None:
    _, table = parse_body(
        "Tabel 9 Moties\nIndiener(s) Kamerstuknr Omschrijving/ onderwerp Voortgangsinformatie parlement\n\n"
        "Tweede Kamer\n\n36 333, nr. 67\nBisschop, R. \n(SGP)\n\nVerhoging van de \nleeftijdsgrens\n\n"
        "De Kamer wordt in 2025 geïnformeerd\n\n36 333, nr. 68 Podt, A. (D66)\n\nOnderzoek naar \n"
        "de wachttijden De Kamer wordt in 2026 geïnformeerd\n\nEerste Kamer\n\n36 100, K\nDittrich, B. \n(D66)\n\n"
        "Toegang tot het recht De Kamer is op 3 mei geïnformeerd\n"
    )
    assert [(row.groups, row.label, row.cells[1].text) for row in table.rows] == [
        (("Tweede Kamer",), "Bisschop, R. (SGP)", "Verhoging van de leeftijdsgrens"),
        (("Tweede Kamer",), "Podt, A. (D66)", "Onderzoek naar de wachttijden"),
        (("Eerste Kamer",), "Dittrich, B. (D66)", "Toegang tot het recht"),
    ]


def test_grants_whose_entries_follow_without_blank_lines() -> None:
    _, table = parse_body(
        "Tabel 10 Specifieke uitkeringen (bedragen x € 1 mln.)\nSiSa nr. Onderdeel Toelichting 2024 2025 2026\n\n"
        "G2 Naam Gebundelde uitkering Participatiewet\n6.500,1 6.600,2 6.700,3\nKorte duiding Bekostiging van de \n"
        "bijstand in 2024\nJuridische grondslag Wet\nMaatschappelijke effecten Bestaanszekerheid\n"
        "Ontvangende partijen Gemeenten\nArtikel 2. Bijstand\n\nV Naam Regeling kansrijke wijk 12,5 12,5 0,0\n"
        "Korte duiding Aanpak van schulden\nJuridische grondslag Regeling\nMaatschappelijke effecten\n"
        "Ontvangende partijen Gemeenten\nArtikel 2. Bijstand\n"
    )
    first, second = (record_of(row) for row in table.rows)
    assert (first["label"], first["Korte duiding"], first["2026"]) == (
        "G2",
        "Bekostiging van de bijstand in 2024",
        "6.700,3",
    )
    assert (second["label"], second["Naam"], second["2024"]) == ("V", "Regeling kansrijke wijk", "12,5")
    assert "Maatschappelijke effecten" not in second


def test_the_names_of_entries_are_learned_but_not_from_a_text_that_is_always_the_same() -> None:
    grants = "".join(
        f"{code} Naam Regeling {name}\n1,0 2,0\nKorte duiding Over {name}\nJuridische grondslag Regeling\n"
        f"Ontvangende partijen\nGemeenten\nVerdeelsleutel {name.capitalize()}\n\n"
        for code, name in (("B1", "wonen"), ("B2", "zorg"), ("B3", "werk"))
    )
    _, table = parse_body(
        f"Tabel 10 Specifieke uitkeringen (bedragen x € 1 mln.)\nSiSa nr. Onderdeel Toelichting 2024 2025\n\n{grants}"
    )
    names = ("Naam", "Korte duiding", "Juridische grondslag", "Ontvangende partijen", "Verdeelsleutel")
    assert table.columns == (*names, "2024", "2025")
    assert records_of(table)[1] == (
        "B2",
        "Regeling zorg",
        "Over zorg",
        "Regeling",
        "Gemeenten",
        "Zorg",
        "1,0",
        "2,0",
    )


def test_a_list_of_abbreviations_over_lines_and_pages() -> None:
    _, table = parse_body(
        "Tabel 11 Lijst van afkortingen\nAfkorting Betekenis\n\nAO/IC Administratieve Organisatie en Interne \n"
        "Controle\n\nfte Fulltime-equivalent\n\nmld. miljard\n Afkorting Betekenis\n\nDTenV\n\nDienst Terugkeer en "
        "Vertrek\n\n"
    )
    assert table.columns == ("Betekenis",)
    assert records_of(table) == [
        ("AO/IC", "Administratieve Organisatie en Interne Controle"),
        ("fte", "Fulltime-equivalent"),
        ("mld.", "miljard"),
        ("DTenV", "Dienst Terugkeer en Vertrek"),
    ]


# --- what an extractor may make of a table, at random ---------------------------------------------------------------

SUBJECTS = ("warmtenetten", "de wachtlijsten", "huurtoeslag", "de luchtkwaliteit", "regionale treinen", "stikstof")
WISHES = (
    "Verzoekt de regering om met de gemeenten in overleg te treden over {}",
    "Verzoekt de regering in kaart te brengen welke gevolgen het besluit heeft voor {}",
    "Verzoekt de regering jaarlijks te rapporteren over {} en de Kamer daarbij te betrekken",
)
ANSWERS = (
    "De Kamer wordt naar verwachting voor het zomerreces van 2025 geïnformeerd over {}",
    "De Kamer is bij brief van 3 mei 2024 geïnformeerd over {}. De motie is daarmee afgedaan",
    "In behandeling. Het onderzoek naar {} loopt nog en wordt in de loop van het jaar afgerond",
)
MEMBERS = ("Bisschop, R. (SGP)", "Podt, A. (D66)", "Dijk, D. van (SGP), Piri, K. (GL/PvdA)", "Nispen, M. van (SP)")
WIDTHS = {"Kamerstuknr": 20, "Indiener(s)": 18, "Omschrijving": 38, "Stand van zaken": 44}


def invent_motions(chance: random.Random, count: int) -> list[dict[str, str]]:
    return [
        {
            "Kamerstuknr": f"36 {chance.randint(100, 999)}, nr. {chance.randint(2, 300)}",
            "Indiener(s)": chance.choice(MEMBERS),
            "Omschrijving": chance.choice(WISHES).format(chance.choice(SUBJECTS)),
            "Stand van zaken": chance.choice(ANSWERS).format(chance.choice(SUBJECTS)),
        }
        for _ in range(count)
    ]


def extract(columns: tuple[str, ...], records: list[dict[str, str]], chance: random.Random) -> str:
    """Return the records as an extractor writes them: cell after cell, broken at the width of their columns.

    At times the first line of a cell stands on one line with the last of the cell before it; at times a blank line
    stands between two cells; and a page may end between two records and repeat the heading row.
    """
    lines = ["Tabel 5 Moties", " ".join(columns), ""]
    for at, record in enumerate(records):
        for column in columns:
            broken = textwrap.wrap(record[column], WIDTHS[column], break_on_hyphens=False)
            cell = [f"{line} " for line in broken[:-1]] + broken[-1:]
            if column != columns[0] and chance.random() < 0.4 and not lines[-1].endswith(" "):
                lines[-1] += f" {cell.pop(0)}"
            elif column != columns[0] and chance.random() < 0.5:
                lines.append("")
            lines += cell
        lines += ["", f" {' '.join(columns)}", ""] if at % 6 == 5 else [""]
    return "\n".join(lines)


@pytest.mark.parametrize("cue", [True, False], ids=["cue", "no cue"])
@pytest.mark.parametrize("seed", range(6))
def test_whatever_lines_cells_share_none_lands_in_the_wrong_column(seed: int, cue: bool) -> None:  # noqa: FBT001
    chance = random.Random(seed)
    columns = tuple(chance.sample(sorted(WIDTHS), len(WIDTHS)))
    records = invent_motions(chance, 20)
    _, table = parse_body(extract(columns, records, chance), cue=cue)
    wanted = Counter((column, text) for record in records for column, text in record.items())
    found = Counter((cell.column, cell.text) for row in table.rows for cell in row.cells)
    found.update((columns[0], row.label) for row in table.rows if row.label)
    sure = Counter({name: count for name, count in found.items() if name[0] != UNDETERMINED})
    assert not sure - wanted
    if cue:
        assert len(table.rows) == len(records)
        assert sure.total() >= 0.95 * wanted.total()


def test_without_the_cue_a_table_is_right_or_stays_as_it_is(budget: Document) -> None:
    """A text that lost its closing spaces, as an editor may strip them, gives the same records or none."""
    text = load_sources(CORPUS)[0].path.read_text()
    lines = (
        f" {line.strip()}" if line.startswith(" ") and line.strip() else line.rstrip() for line in text.split("\n")
    )
    source = Source("kaal", Path("kaal.txt"), "kaal.txt", "", Metadata())
    bare = parse_document(source, clean_pages(read_text_pages("\n".join(lines).encode())))
    same: set[int] = set()
    for number in (3, 20, 24, 25, 27, 28, 29, 31):
        records = [tuple(text.replace("GL/ PvdA", "GL/PvdA") for text in record) for record in
                   records_of(table_of(bare, f"Tabel {number}"))]  # fmt: skip
        assert records in ([], records_of(table_of(budget, f"Tabel {number}")))
        same.update({number} if records else ())
    assert same >= {3, 20, 24, 28, 29, 31}


def test_a_heading_row_broken_inside_its_words() -> None:
    """Without the cue, a title that the page broke without a hyphen is not mended by cleaning."""
    _, table = parse_body(
        "Tabel 7 Studies\nType onderzoek Afronding Toelichting onderzoek\nBegro\ntingsar\ntikel(en)\n\nMonitor 2025 "
        "Monitor wonen\n\n3\n\nEx post 2026 Evaluatie van de huurwet\n\n4\n",
        cue=False,
    )
    assert table.columns == ("Afronding", "Toelichting onderzoek", "Begrotingsartikel(en)")
    assert records_of(table) == [
        ("Monitor", "2025", "Monitor wonen", "3"),
        ("Ex post", "2026", "Evaluatie van de huurwet", "4"),
    ]


# --- what is no table of records ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Tabel 1 Wetgeving\nTitel Huidige fase\n\nEen zin zonder fase.\n\nNog een zin.\n\nEn een derde, zonder meer.\n",
        "Tabel 1 Ontwikkeling\n\nEerste punt\n\nTweede punt van de lijst\n\nDerde punt\n",
        "Tabel 1 Leningen\nNaam Looptijd Bedrag\n\nLening A 2020-2030 5.000\n\nLening B 2021-2031 6.000\n",
        "Tabel 1 Onderwerpen\nOnderwerp Toelichting Actie\n\nWonen\n\nZorg\n\nDe zorg is duur.\n\nWerk\n\nOnderwijs\n\n"
        "Scholen\n\nLeraren zijn er te weinig.\n\nCultuur\n",
    ],
)
def test_what_makes_up_no_records_stays_as_it_is(body: str) -> None:
    document, table = parse_body(body)
    assert not [row for row in table.rows if any(cell.number is None for cell in row.cells)]
    assert body.split()[:3] == document.slice(table.span).split()[:3]


# --- titles, values, openings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("Indiener(s) Kamerstuknr Omschrijving/ onderwerp Voortgangsinformatie parlement", MOTION_COLUMNS),
        ("Thema Subthema Type onderzoek Afronding", ("Thema", "Subthema", "Type onderzoek", "Afronding")),
        ("Vindplaats Toezegging Status", ("Vindplaats", "Toezegging", "Status")),
        ("Nr. Aanbeveling Stand van zaken/ Planning", ("Nr.", "Aanbeveling", "Stand van zaken/ Planning")),
        ("Projectnaam Doel Looptijd", ("Projectnaam", "Doel", "Looptijd")),
    ],
)
def test_titles_run_together_on_one_line(line: str, titles: tuple[str, ...]) -> None:
    assert tuple(column.title for column in split_titles(line)[0]) == titles


@pytest.mark.parametrize(
    ("kind", "values", "others"),
    [
        (
            "paper",
            ("36 333, nr. 67", "36 333, I", "19637, nr. 2798", "TK 2023-2024, 19 637, nr. 3194", "36 410 VI, nr. 84",
             "Kamerstukken II 2022/23, 36 200 XIII, nr. 45"),
            ("36 pagina's", "2024", "nr. 12"),
        ),
        (
            "person",
            ("Bisschop, R. (SGP)", "Staaij, C.G. van der (SGP), Bisschop, R. (SGP)", "Van der Lee (GroenLinks)",
             "Piri, K. (GL/ PvdA)", "Kröger c.s. (GL)"),
            ("Dienst Terugkeer en Vertrek", "de Kamer (2024)"),
        ),
        (
            "period",
            ("2025", "2023, 2025", "2025/2026", "2025, N.t.b.", "Q3 2025", "eind 2026", "Doorlopend", "2024 t/m 2026"),
            ("De Kamer", "12 maart", "Ex post"),
        ),
        ("status", ("Te starten", "Lopend", "N.t.b.", "Afgerond"), ("De studie loopt nog", "Ex ante")),
        (
            "study",
            ("Ex durante, ex post", "Periodieke rapportage", "Ex-ante evaluatie", "Monitor", "Fenomeen-onderzoek"),
            ("Evaluatie van de wet", "Lopend"),
        ),
        ("article", ("37.2", "37", "4, 11", "Artikel 3", "11 t/m 13"), ("37.2 Toegang", "Lopend")),
        (
            "phase",
            ("10.Interne voorbereiding", "90.Bekrachtiging, bekendmaking en inwerkingtreding"),
            ("7. Bijlagen", "2018 10.Interne voorbereiding"),
        ),
    ],
)  # fmt: skip
def test_values_are_told_by_their_shape(kind: ColumnKind, values: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert [value for value in values if not is_value(kind, value)] == []
    assert [other for other in others if is_value(kind, other)] == []


def test_openings_of_cells() -> None:
    openings = ("De Kamer", "##-##-####", "Uitgaande brief", "", "", "")
    texts = ("De Kamer wordt", "11-07-2024 De Kamer", "Uitgaande brief [05-04-2024]", "en migratie", "Lopend", "37.2")
    assert tuple(opening_of(text) for text in texts) == openings
