"""Tables: their captions, columns, groups, values and units; sums as the domain's own proof; traps in small."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.clean import clean_characters
from ingest.document import UNDETERMINED, Row, Table
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"
YEARS_7 = ("2023", "2024", "2025", "2026", "2027", "2028", "2029")
YEARS_6 = YEARS_7[:6]
NAMES = tuple(f"Tabel {number}" for number in range(1, 32) if number not in {21, 26})


@pytest.fixture(scope="module")
def budget() -> Document:
    return read_document(load_sources(CORPUS)[0])


@pytest.fixture(scope="module")
def questions() -> Document:
    return read_document(load_sources(CORPUS)[1])


def find(document: Document, name: str) -> Table:
    [table] = [table for table in document.tables if table.name == name]
    return table


def rows_of(table: Table) -> list[tuple[str, str]]:
    """Return each row as its path of groups and label, and its cells."""
    return [(" > ".join((*row.groups, row.label)), " ".join(cell.text for cell in row.cells)) for row in table.rows]


def units_of(row: Row) -> set[str]:
    return {cell.unit for cell in row.cells}


def amounts(row: Row) -> list[Decimal]:
    return [cell.number for cell in row.cells if cell.number is not None]


def add_up(rows: list[Row]) -> list[Decimal]:
    return [sum(column, Decimal(0)) for column in zip(*(amounts(row) for row in rows), strict=True)]


# --- the tables that must be right --------------------------------------------------------------------------------

MIGRATION = "Uitgaven > 37.2 Toegang, toelating en opvang vreemdelingen"
RETURN = "Uitgaven > 37.3 Terugkeer en bewaring vreemdelingen"
OEK = "Nationaal Programma Oekraïense Vluchtelingen"
TABLE_4 = [
    ("Verplichtingen", "0 0 9.490.898 9.769.219 2.854.239 1.218.804 1.218.804"),
    ("Uitgaven", "0 0 9.480.898 9.769.219 2.854.239 1.218.804 1.218.804"),
    (MIGRATION, "0 0 9.452.543 9.740.097 2.832.388 1.204.218 1.204.218"),
    (f"{MIGRATION} > Bijdrage aan agentschappen", "0 0 951.214 894.507 537.886 402.279 402.279"),
    (f"{MIGRATION} > Bijdrage aan agentschappen > IND", "0 0 866.372 809.634 453.013 317.406 317.406"),
    (
        f"{MIGRATION} > Bijdrage aan agentschappen > DJI - Vreemdelingsbewaring en uitzetcentra",
        "0 0 84.842 84.873 84.873 84.873 84.873",
    ),
    (f"{MIGRATION} > Bijdrage aan ZBO's/RWT's", "0 0 4.502.164 4.890.105 1.016.100 691.390 691.390"),
    (f"{MIGRATION} > Bijdrage aan ZBO's/RWT's > COA", "0 0 4.062.600 4.422.334 906.455 616.857 616.857"),
    (f"{MIGRATION} > Bijdrage aan ZBO's/RWT's > NIDOS - opvang", "0 0 439.564 467.771 109.645 74.533 74.533"),
    (f"{MIGRATION} > Bijdrage aan medeoverheden", "0 0 3.602.515 3.716.988 1.152.348 0 0"),
    (f"{MIGRATION} > Bijdrage aan medeoverheden > {OEK}", "0 0 3.602.515 3.716.988 1.152.348 0 0"),
    (f"{MIGRATION} > Subsidies (regelingen)", "0 0 49.191 49.191 33.145 17.801 17.801"),
    (f"{MIGRATION} > Subsidies (regelingen) > Vluchtingenwerk Nederland", "0 0 13.052 13.052 13.050 13.049 13.049"),
    (f"{MIGRATION} > Subsidies (regelingen) > {OEK}", "0 0 31.385 31.385 15.342 0 0"),
    (
        f"{MIGRATION} > Subsidies (regelingen) > Internationale Organisatie voor Migratie (IOM)",
        "0 0 2.776 2.776 2.776 2.775 2.775",
    ),
    (f"{MIGRATION} > Subsidies (regelingen) > Overige Subsidies", "0 0 1.978 1.978 1.977 1.977 1.977"),
    (f"{MIGRATION} > Opdrachten", "0 0 347.459 189.306 92.909 92.748 92.748"),
    (f"{MIGRATION} > Opdrachten > Programma Keteninformatisering", "0 0 9.178 10.093 9.978 9.978 9.978"),
    (f"{MIGRATION} > Opdrachten > Versterking vreemdelingenketen", "0 0 125.429 87.284 82.621 82.770 82.770"),
    (f"{MIGRATION} > Opdrachten > {OEK}", "0 0 212.852 91.929 310 0 0"),
    (RETURN, "0 0 28.355 29.122 21.851 14.586 14.586"),
    (f"{RETURN} > Bijdrage aan agentschappen", "0 0 9.024 7.556 5.669 3.784 3.784"),
    (
        f"{RETURN} > Bijdrage aan agentschappen > DJI - Dienst vervoer en ondersteuning",
        "0 0 9.024 7.556 5.669 3.784 3.784",
    ),
    (f"{RETURN} > Subsidies (regelingen)", "0 0 10.103 10.667 8.005 5.342 5.342"),
    (f"{RETURN} > Subsidies (regelingen) > REAN-regeling", "0 0 6.557 6.965 5.227 3.488 3.488"),
    (f"{RETURN} > Subsidies (regelingen) > Overige Subsidies", "0 0 3.546 3.702 2.778 1.854 1.854"),
    (f"{RETURN} > Opdrachten", "0 0 9.228 10.899 8.177 5.460 5.460"),
    (f"{RETURN} > Opdrachten > Vreemdelingen vertrek", "0 0 9.228 10.899 8.177 5.460 5.460"),
    ("Ontvangsten", "0 0 12.826 13.826 13.826 13.826 13.826"),
]
TABLE_6 = [
    ("Asiel > Asielinstroom", "50.670 69.820 76.400 78.780 24.730 24.730"),
    ("Asiel > Overige instroom", "8.690 5.000 5.000 5.000 2.500 2.500"),
    ("Opvang COA > Instroom in de opvang", "55.980 77.500 84.360 86.790 25.000 25.000"),
    ("Opvang COA > Uitstroom uit de opvang", "43.690 51.590 51.310 52.040 42.210 25.000"),
    ("Opvang COA > Gemiddelde bezetting in de opvang", "55.690 81.600 114.650 149.400 132.190 132.190"),
    (
        "Toegang en toelating IND) > Instroom Machtiging tot voorlopig verblijf nareis",
        "22.500 21.830 24.390 27.780 30.280 25.370",
    ),
    ("Toegang en toelating IND) > Instroom Verblijfsvergunning regulier", "65.880 68.460 71.000 72.000 73.000 74.000"),
    ("Toegang en toelating IND) > Instroom Toelating en Verblijf", "76.070 86.400 78.320 80.330 82.080 81.610"),
    ("Toegang en toelating IND) > Instroom Visa", "1.770 1.800 2.000 2.000 2.000 2.000"),
    ("Toegang en toelating IND) > Instroom Naturalisatie verzoeken", "43.930 37.000 37.000 50.000 50.000 50.000"),
    ("Streefwaarden Terugkeer (%) > Zelfstandig", "44% 30% 30% 30% 30% 30%"),
    ("Streefwaarden Terugkeer (%) > Gedwongen", "23% 20% 20% 20% 20% 20%"),
    ("Streefwaarden Terugkeer (%) > Zelfstandig zonder toezicht", "33% 50% 50% 50% 50% 50%"),
]
TABLE_8 = [
    ("Asiel", "384.180 41,5%"),
    ("Regulier", "301.048 32,5%"),
    ("Naturalisatie", "20.043 2,2%"),
    ("Ketenondersteuning", "7.991 0,9%"),
    ("productie (pxq)", "713.262"),
    ("Lumpsum", "169.717 18,3%"),
    ("Specifiek (G&V, KV, WOO)", "4.551 0,5%"),
    ("Werkzaamheden OEK", "8.842 1,0%"),
    ("Dwangsommen", "30.000 3,2%"),
    ("Totale bekostiging", "926.372 100,0%"),
    ("Leges", "‒ 60.000"),
    ("Bijdrage AenM", "866.372"),
]
TABLE_9 = [
    ("Asiel", "78% 90% 90% 90% 90% 90%"),
    ("Regulier", "83% 95% 95% 95% 95% 95%"),
    ("Naturalisatie", "94% 95% 95% 95% 95% 95%"),
]
TABLE_11 = [
    ("Gemiddelde opvangduur vergunninghouders na vergunningverlening", "5,9 5,9 5,9 5,9 5,9 5,9"),
    ("Gemiddelde verblijfsduur opvang op basis van uitstroom", "10,6 10,6 10,6 10,6 10,6 10,6"),
]
TABLE_12 = [
    ("Instroom AMV’s", "6.488 7.140 6.770"),
    ("Aantal pupillen onder Nidos begeleiding", "8.501 14.150 12.950"),
]
TABLE_13 = [
    ("Begeleidingskosten per AMV", "9.059 9.496 9.496"),
    ("Verzorgingskosten per AMV", "26.971 33.546 33.546"),
    ("Instroomteam (organiseren initiële begeleiding en opvang)", "7.260 7.623 7.623"),
]
BODIES = "Apparaatskosten ZBO's en RWT's"
TABLE_14 = [
    ("Apparaatskosten IND", "0 0 816.222 759.484 402.863 267.256 267.256"),
    (f"{BODIES} > Centraal Orgaan opvang asielzoekers (COA)", "0 0 1.015.650 1.105.584 226.614 154.214 154.214"),
    (f"{BODIES} > Stichting Nidos", "0 0 109.891 116.943 27.411 18.633 18.633"),
]
TABLE_1 = [
    ("Stand eerste suppletoire begroting 2024", "9.465.785 6.707.388 2.115.560 2.115.531 2.115.531"),
    ("Belangrijkste suppletoire mutaties > 1 Verduurzaming Rijksvastgoed", "37 16.205 0 0 0 0"),
    ("Belangrijkste suppletoire mutaties > 2 Beperken asielinstroom", "37 0 0 ‒ 467.554 ‒ 935.109 ‒ 935.109"),
    ("Belangrijkste suppletoire mutaties > 3 Taalonderwijs Oekraïnse ontheemden", "37 ‒ 10.000 0 0 0 0"),
    ("Belangrijkste suppletoire mutaties > 4 Loon -en prijsbijstelling", "37 20.320 20.393 38.095 38.094 38.094"),
    ("Belangrijkste suppletoire mutaties > 5 Bonussen spreidingswet", "37 ‒ 12.000 0 0 0 0"),
    ("Belangrijkste suppletoire mutaties > 6 Opvang ontheemden", "37 0 3.041.000 1.168.000 0 0"),
    ("Overige mutaties miljoenennota/ ontwerpbegroting", "588 438 138 288 288"),
    ("Stand ontwerpbegroting 2025", "9.480.898 9.769.219 2.854.239 1.218.804 1.218.804"),
]
TABLE_15 = [
    ("Baten > Omzet", "796.433 850.388 926.372 869.634 513.013 377.406 377.406"),
    ("Baten > Omzet > waarvan omzet moederdepartement", "721.066 783.888 866.372 809.634 453.013 317.406 317.406"),
    ("Baten > Omzet > waarvan omzet overige departementen", "‒"),
    ("Baten > Omzet > waarvan omzet derden", "75.367 70.000 60.000 60.000 60.000 60.000 60.000"),
    ("Baten > Rentebaten", "3.497"),
    ("Baten > Vrijval voorzieningen", "229"),
    ("Baten > Bijzondere baten", ""),
    ("Totaal baten", "800.160 850.388 926.372 869.634 513.013 377.406 377.406"),
    ("Lasten > Apparaatskosten", "620.247 743.034 816.222 759.484 402.863 267.256 267.256"),
    ("Lasten > Apparaatskosten > Personele kosten", "500.359 585.731 628.919 602.181 245.560 109.953 109.953"),
    (
        "Lasten > Apparaatskosten > Personele kosten > waarvan eigen personeel",
        "402.380 502.386 573.118 541.963 221.004 98.958 98.958",
    ),
    (
        "Lasten > Apparaatskosten > Personele kosten > waarvan inhuur externen",
        "93.587 73.267 50.801 55.218 19.556 5.995 5.995",
    ),
    (
        "Lasten > Apparaatskosten > Personele kosten > waarvan overige personele kosten",
        "4.391 10.078 5.000 5.000 5.000 5.000 5.000",
    ),
    ("Lasten > Apparaatskosten > Materiële kosten", "119.889 157.303 187.303 157.303 157.303 157.303 157.303"),
    ("Lasten > Apparaatskosten > Materiële kosten > waarvan apparaat ICT", "826 1.000 1.000 1.000 1.000 1.000 1.000"),
    (
        "Lasten > Apparaatskosten > Materiële kosten > waarvan bijdrage aan SSO's",
        "72.115 70.000 70.000 70.000 70.000 70.000 70.000",
    ),
    (
        "Lasten > Apparaatskosten > Materiële kosten > waarvan overige materiële kosten",
        "46.948 86.303 116.303 86.303 86.303 86.303 86.303",
    ),
    ("Lasten > Materiële programmakosten", "85.965 104.150 104.150 104.150 104.150 104.150 104.150"),
    ("Lasten > Afschrijvingskosten", "3.634 3.204 6.000 6.000 6.000 6.000 6.000"),
    ("Lasten > Afschrijvingskosten > - Materieel", "1.163 2.000 2.000 2.000 2.000 2.000 2.000"),
    ("Lasten > Afschrijvingskosten > - Materieel > waarvan apparaat ICT", "1.000 1.800 1.800 1.800 1.800 1.800 1.800"),
    ("Lasten > Afschrijvingskosten > - Materieel > waarvan overige materiele kosten", "163 200 200 200 200 200 200"),
    ("Lasten > Afschrijvingskosten > - Immaterieel", "2.471 4.000 4.000 4.000 4.000 4.000 4.000"),
    ("Lasten > Rentelasten", "0 0 0 0 0 0 0"),
    ("Lasten > Overige lasten", "29.677 0 0 0 0 0 0"),
    ("Lasten > Overige lasten > waarvan dotaties voorzieningen", "29.664 0 0 0 0 0 0"),
    ("Lasten > Overige lasten > waarvan bijzondere lasten", "13 0 0 0 0 0 0"),
    ("Totaal lasten", "739.524 850.388 926.372 869.634 513.013 377.406 377.406"),
    ("Saldo van baten en lasten gewone bedrijfsuitvoering", "60.636 0 0 0 0 0 0"),
    ("Agentschapsdeel Vpb-lasten", "0 0 0 0 0 0 0"),
    ("Saldo van baten en lasten", "60.636 0 0 0 0 0 0"),
]
TABLE_16 = [
    ("Omzet Asiel (pxq)", "291.923 351.796 469.076 440.346 259.768 191.103 191.103"),
    ("Omzet Regulier (pxq)", "262.534 325.596 423.369 397.439 234.457 172.482 172.482"),
    ("Omzet Naturalisatie (pxq)", "26.366 29.856 33.926 31.848 18.788 13.822 13.822"),
    ("Omzet Specifiek incidenteel", "211.136 146.641 0 0 0 0 0"),
    ("-/- Legesopbrengsten", "‒ 70.893 ‒ 70.000 ‒ 60.000 ‒ 60.000 ‒ 60.000 ‒ 60.000 ‒ 60.000"),
    ("Omzet moederdepartement", "721.066 783.888 866.372 809.634 453.013 317.406 317.406"),
]
TABLE_18 = [
    ("1 Rekening courant RHB 1 januari", "73.374 98.295 92.549 90.889 92.019 94.019 96.019"),
    ("+/+ totaal ontvangsten operationele kasstroom", "800.160 850.388 926.372 869.634 648.605 648.593 648.593"),
    (
        "– /– totaal uitgaven operationele kasstroom",
        "‒ 796.526 ‒ 847.184 ‒ 920.372 ‒ 863.634 ‒ 642.605 ‒ 642.593 ‒ 642.593",
    ),
    ("2 Totaal operationele kasstroom", "3.634 3.204 6.000 6.000 6.000 6.000 6.000"),
    ("– /– totaal investeringen", "‒ 10.970 ‒ 3.950 ‒ 3.660 ‒ 870 0 0 0"),
    ("+/+ totaal boekwaarde desinvesteringen", "0 0 0 0 0 0 0"),
    ("3 Totaal investeringsstroom", "‒ 10.970 ‒ 3.950 ‒ 3.660 ‒ 870 0 0 0"),
    ("– /– eenmalige uitkering aan moederdepartement", "0 0 0 0 0 0 0"),
    ("+/+ eenmalige storting door moederdepartement", "26.287 0 0 0 0 0 0"),
    ("– /– aflossingen op leningen", "‒ 5.000 ‒ 5.000 ‒ 4.000 ‒ 4.000 ‒ 4.000 ‒ 4.000 ‒ 4.000"),
    ("+/+ beroep op leenfaciliteit", "10.970 0 0 0 0 0 0"),
    ("4 Totaal financieringskasstroom", "32.257 ‒ 5.000 ‒ 4.000 ‒ 4.000 ‒ 4.000 ‒ 4.000 ‒ 4.000"),
    (
        "5 Rekening courant RHB 31 december + stand depositorekeningen (=1+2+3+4)",
        "98.295 92.549 90.889 92.019 94.019 96.019 98.019",
    ),
]
TABLE_19 = [
    (
        "Omschrijving generiek deel > IND totaal > FTE-totaal (excl. externe inhuur)",
        "5.067 5.656 6.250 5.910 2.410 1.079 1.079",
    ),
    ("Omschrijving generiek deel > IND totaal > Saldo van baten en lasten (% van de baten)", "8.2% 0 0 0 0 0 0"),
    ("Asiel > Doorlooptijd (wettelijke termijn) in %", "78 90 90 90 90 90 90"),
    ("Asiel > Standhouden van beslissingen in %", "85 85 85 85 85 85 85"),
    ("Asiel > Gemiddelde kostprijs (x € 1)", "4.418 4.418 4.418 4.418 4.418 4.418 4.418"),
    ("Asiel > Omzet (x € 1 mln.)", "398 351.796 469.076 440.346 259.768 191.103 191.103"),
    ("Regulier > Doorlooptijd (wettelijke termijn) in %", "83 95 95 95 95 95 95"),
    ("Regulier > Standhouden van beslissingen in %", "79 80 80 80 80 80 80"),
    ("Regulier > Gemiddelde kostprijs (x € 1)", "912 912 912 912 912 912 912"),
    ("Regulier > Omzet (x € 1 mln.)", "358 325.596 423.369 397.439 234.457 172.482 172.482"),
    ("Naturalisatie > Doorlooptijd (wettelijke termijn) in %", "94 95 95 95 95 95 95"),
    ("Naturalisatie > Gemiddelde kostprijs (x € 1)", "663 663 663 663 663 663 663"),
    ("Naturalisatie > Omzet (x € 1 mln.)", "36 29.856 33.926 31.848 18.788 13.822 13.822"),
]
TABLE_17 = [
    ("Eigen personeel kosten", "402.380 502.386 573.118 541.963 221.004 98.958 98.958"),
    ("Aantal fte", "6.039 5.656 6.250 5.910 2.410 1.079 1.079"),
    ("Externe inhuur kosten", "93.587 73.267 50.801 55.218 19.556 5.995 5.995"),
    ("Overige personeelskosten", "4.391 10.078 5.000 5.000 5.000 5.000 5.000"),
    ("Totale kosten", "500.359 585.731 628.919 602.181 245.560 109.953 109.953"),
]
TABLE_22 = [
    ("Stand ontwerpbegroting 2024", "4.475.423 4.496.091 2.090.457 2.090.428 0"),
    ("Mutatie NvW en Amend. 2024", "0 0 0 0 0"),
    ("Mutaties 1e suppletoire begroting 2024 en ISB", "4.990.362 2.211.297 25.103 25.103 2.115.531"),
    ("Nieuwe mutaties > beperken asielinstroom (37)", "0 0 ‒ 467.554 ‒ 935.109 ‒ 935.109"),
    ("Nieuwe mutaties > loonbijstelling 2024-2029", "20.320 20.393 38.095 38.094 38.094"),
    ("Nieuwe mutaties > taalonderwijs oekraïnse ontheemden (naar ocw)", "‒ 10.000 0 0 0 0"),
    ("Nieuwe mutaties > verduurzaming rijksvastgoed (van bzk)", "16.205 0 0 0 0"),
    ("Nieuwe mutaties > Bonussen spreidingswet", "‒ 12.000 0 0 0 0"),
    ("Nieuwe mutaties > Opvang ontheemden", "0 3.041.000 1.168.000 0 0"),
    ("Nieuwe mutaties > diversen", "588 438 138 288 288"),
    ("Stand ontwerpbegroting 2025", "9.480.898 9.769.219 2.854.239 1.218.804 1.218.804"),
]


@pytest.mark.parametrize(
    ("name", "caption", "unit", "columns", "rows"),
    [
        ("Tabel 4", "Budgettaire gevolgen van beleid artikel 37 (bedragen x € 1.000)", "x € 1.000", YEARS_7, TABLE_4),
        ("Tabel 6", "Kengetallen aantallen in de vreemdelingenketen", "", YEARS_6, TABLE_6),
        ("Tabel 8", "Bekostiging IND (bedragen x € 1.000)", "x € 1.000", ("bedrag", "%"), TABLE_8),
        (
            "Tabel 9",
            "Kengetallen IND doorlooptijden: percentage vreemdelingenzaken "
            "waarop binnen de wettelijke termijn is besloten",
            "",
            YEARS_6,
            TABLE_9,
        ),
        (
            "Tabel 11",
            "Prestatie-indicator Centraal Orgaan opvang Asielzoekers (in maanden)",
            "in maanden",
            YEARS_6,
            TABLE_11,
        ),
        ("Tabel 12", "Kengetal instroom en bezetting AMV’s", "", YEARS_7[:3], TABLE_12),
        ("Tabel 13", "Kosten AMV's (bedragen * € 1)", "* € 1", YEARS_7[:3], TABLE_13),
        ("Tabel 14", "Totaaloverzicht apparaatsuitgaven/kosten", "", YEARS_7, TABLE_14),
        ("Tabel 16", "Omzet moederdepartement (Bedragen x € 1.000)", "x € 1.000", YEARS_7, TABLE_16),
        ("Tabel 18", "Kasstroomoverzicht (Bedragen x € 1.000)", "x € 1.000", YEARS_7, TABLE_18),
        ("Tabel 19", "Doelmatigheidsindicatoren", "", YEARS_7, TABLE_19),
        ("Tabel 17", "Personele kosten (Bedragen x € 1.000)", "x € 1.000", YEARS_7, TABLE_17),
        ("Tabel 22", "Uitgaven beleidsartikel 37 (bedragen x € 1000)", "x € 1000", YEARS_7[2:], TABLE_22),
    ],
)
def test_table_of_the_budget(
    budget: Document, name: str, caption: str, unit: str, columns: tuple[str, ...], rows: list[tuple[str, str]]
) -> None:
    table = find(budget, name)
    assert (table.caption, table.unit, table.columns) == (caption, unit, columns)
    assert rows_of(table) == rows
    for row in table.rows:
        assert tuple(cell.column for cell in row.cells) == columns[: len(row.cells)]


def test_table_with_a_column_of_articles_before_the_years(budget: Document) -> None:
    table = find(budget, "Tabel 1")
    assert rows_of(table) == TABLE_1
    assert (table.columns, table.label_column) == (("Artikel", *YEARS_7[2:]), "")
    for row in table.rows:
        assert tuple(cell.column for cell in row.cells) == table.columns[-len(row.cells) :]


def test_table_whose_rows_leave_out_values(budget: Document) -> None:
    """The sums of `Totaal baten` tell that `Rentebaten 3.497` and `Vrijval voorzieningen 229` are of 2023."""
    table = find(budget, "Tabel 15")
    assert rows_of(table) == TABLE_15
    for row in table.rows:
        columns = tuple(cell.column for cell in row.cells)
        assert columns == YEARS_7[: len(columns)] or row.label == "waarvan omzet overige departementen"


def test_table_that_passes_from_one_chapter_to_another(budget: Document) -> None:
    """Chapter VI has the years that are over, chapter XX those to come; each row begins with its code."""
    table = find(budget, "Tabel 30")
    assert (table.label_column, table.columns) == ("Omschrijving", ("Begrotingsnummers", "Artikelnaam", *YEARS_7))
    codes = [row.cells[0].text for row in table.rows]
    assert len(codes) == 70
    assert [code.partition(".")[2] for code in codes[::2]] == [code.partition(".")[2] for code in codes[1::2]]
    for row in table.rows:
        code, name, *values = row.cells
        old = code.text.split(".")[0] == "6"
        assert name.text in ({"Migratie", "JenV"} if old else {"Asiel en Migratie", "AenM"})
        assert tuple(cell.column for cell in values) in ((YEARS_7[:2],) if old else (YEARS_7[2:], ()))
    rows = {(row.cells[0].text, row.label): row for row in table.rows}
    path = ("Beleidsartikelen (uitsplitsing)", "uitgaven", "Toegang, toelating en opvang vreemdelingen")
    assert rows["20.37.2.2.20", "COA"].groups == (*path, "Bijdrage aan ZBO’s/RWT’s")
    assert [cell.text for cell in rows["20.37.2.2.20", "COA"].cells[2:4]] == ["4.062.600", "4.422.334"]
    assert [cell.text for cell in rows["6.37.2.5.24", "Naturalisatie en inburgering"].cells[2:]] == ["‒", "15.000"]
    assert rows["20.37.2.3.29", "Overig"].cells[2:] == ()


def test_table_of_question_24(questions: Document) -> None:
    table = find(questions, "Tabel vraag 24")
    assert rows_of(table)[:2] == [("2025", "€ 6.564.785,00"), ("2026", "€ 6.564.785,00")]
    [total] = table.rows[3].cells
    assert (table.rows[3].label, total.text, total.number, total.unit) == ("Totaal", "€ 19.694,355,00", None, "€")


FIGURES = [f"Tabel {number}" for number in (1, 2, *range(4, 20), 22, 23, 30)]


@pytest.mark.parametrize("name", FIGURES)
def test_a_row_is_its_label_and_its_cells_and_nothing_else(budget: Document, name: str) -> None:
    for row in find(budget, name).rows:
        printed = " ".join(budget.slice(row.span).split()).removeprefix("Art. ")
        texts = [" ".join(cell.text.split()) for cell in row.cells]
        before = texts[:2] if name == "Tabel 30" else []
        wanted = " ".join((*before, row.label, *texts[len(before) :]))
        assert printed == wanted or sorted(printed.split()) == sorted(wanted.split())


def test_few_columns_stay_open(budget: Document, questions: Document) -> None:
    tables = [find(budget, name) for name in FIGURES] + [find(questions, "Tabel vraag 9")]
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    assert len(cells) == 1467
    assert [cell.text for cell in cells if cell.column == UNDETERMINED] == ["‒"]


def test_table_of_question_9(questions: Document) -> None:
    table = find(questions, "Tabel vraag 9")
    assert (table.caption, table.columns) == ("", ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"))
    rows = dict(rows_of(table))
    assert len(table.rows) == len(rows) == 28
    assert list(rows)[0] == "EU-27"
    assert rows["EU-27"] == "53% 53% 50% 50%"
    assert rows["Nederland"] == "83% 81% 65% 65%"
    assert rows["Portugal"] == "0% 0% 0% 5%"
    assert rows["Zweden"] == "31% 35% 37% 35%"
    assert all(units_of(row) == {"%"} for row in table.rows)
    assert questions.slice(table.span).endswith("geraadpleegd op 30 mei 2025")


@pytest.mark.parametrize(
    ("name", "label", "unit"),
    [
        ("Tabel 4", "COA", "x € 1.000"),
        ("Tabel 6", "Asielinstroom", ""),
        ("Tabel 6", "Zelfstandig", "%"),
        ("Tabel 9", "Regulier", "%"),
        ("Tabel 11", "Gemiddelde verblijfsduur opvang op basis van uitstroom", "in maanden"),
        ("Tabel 13", "Verzorgingskosten per AMV", "* € 1"),
        ("Tabel 17", "Aantal fte", ""),
        ("Tabel 17", "Totale kosten", "x € 1.000"),
        ("Tabel 22", "beperken asielinstroom (37)", "x € 1000"),
    ],
)
def test_unit_of_a_row(budget: Document, name: str, label: str, unit: str) -> None:
    [row] = [row for row in find(budget, name).rows if row.label == label]
    assert units_of(row) == {unit}


def test_unit_of_a_percentage_beside_amounts(budget: Document) -> None:
    row = find(budget, "Tabel 8").rows[0]
    assert [(cell.column, cell.unit, cell.number) for cell in row.cells] == [
        ("bedrag", "x € 1.000", Decimal(384180)),
        ("%", "%", Decimal("41.5")),
    ]


def test_negative_amounts(budget: Document) -> None:
    [row] = [row for row in find(budget, "Tabel 22").rows if row.label.startswith("beperken")]
    assert amounts(row) == [0, 0, -467554, -935109, -935109]


# --- sums ---------------------------------------------------------------------------------------------------------


def test_children_of_table_4_add_up_to_their_parents(budget: Document) -> None:
    rows = find(budget, "Tabel 4").rows
    parents = {(*row.groups, row.label): row for row in rows}
    groups = {row.groups for row in rows if row.groups}
    assert len(groups) == 11
    for path in groups:
        assert add_up([row for row in rows if row.groups == path]) == amounts(parents[path]), path


def test_rows_of_table_7_add_up_to_its_total(budget: Document) -> None:
    *parts, total = find(budget, "Tabel 7").rows
    difference = add_up(parts)[0] - amounts(total)[0]
    assert abs(difference) <= 1  # the printed amounts are rounded


def test_rows_of_table_17_add_up_to_its_total(budget: Document) -> None:
    *parts, total = find(budget, "Tabel 17").rows
    sums = add_up([row for row in parts if row.label != "Aantal fte"])
    assert all(abs(a - b) <= 1 for a, b in zip(sums, amounts(total), strict=True))


def test_rows_of_table_22_add_up_to_its_total(budget: Document) -> None:
    *parts, total = find(budget, "Tabel 22").rows
    assert add_up(parts) == amounts(total)


def test_the_same_amount_of_table_4_stands_in_table_22(budget: Document) -> None:
    [expenses] = [row for row in find(budget, "Tabel 4").rows if row.label == "Uitgaven"]
    assert amounts(expenses)[2:] == amounts(find(budget, "Tabel 22").rows[-1])


# --- all tables ---------------------------------------------------------------------------------------------------


def test_all_tables_are_found_in_order(budget: Document, questions: Document) -> None:
    assert tuple(table.name for table in budget.tables) == NAMES
    assert [table.name for table in questions.tables] == ["Tabel vraag 9", "Tabel vraag 19", "Tabel vraag 24"]


@pytest.mark.parametrize(
    ("name", "last", "count"),
    [
        ("Tabel 1", "Stand ontwerpbegroting 2025 9.480.898 9.769.219 2.854.239 1.218.804 1.218.804", 12),
        ("Tabel 2", "Stand ontwerpbegroting 2025 12.826 13.826 13.826 13.826 13.826", 6),
        ("Tabel 3", "37.3", 11),
        ("Tabel 5", "nog niet ingevuld / vrij te besteden 0%", 6),
        ("Tabel 7", "Totaal 1.833.252", 9),
        ("Tabel 10", "Totaal 100%", 7),
        ("Tabel 15", "Saldo van baten en lasten 60.636 0 0 0 0 0 0", 37),
        ("Tabel 16", "Omzet moederdepartement 721.066 783.888 866.372 809.634 453.013 317.406 317.406", 8),
        ("Tabel 18", "98.295 92.549 90.889 92.019 94.019 96.019 98.019", 26),
        ("Tabel 19", "Omzet (x € 1 mln.) 36 29.856 33.926 31.848 18.788 13.822 13.822", 20),
        ("Tabel 20", "en inwerkingtreding", 32),
        ("Tabel 23", "Stand ontwerpbegroting 2025 12.826 13.826 13.826 13.826 13.826", 6),
        ("Tabel 24", "vroegst 2027)", None),
        ("Tabel 25", "van de pilot medio 2025 worden geïnformeerd", None),
        ("Tabel 27", "37.3", None),
        ("Tabel 28", "37", None),
        ("Tabel 29", "Artikel 37.2 Toegang, toelating en opvang vreemdelingen", None),
        ("Tabel 30", "Ontvangsten 12.826 13.826 13.826 13.826 13.826", None),
        ("Tabel 31", "Woo Wet Open Overheid", None),
    ],
)
def test_last_line_of_a_table(budget: Document, name: str, last: str, count: int | None) -> None:
    text = budget.slice(find(budget, name).span)
    lines = [line for line in text.splitlines() if line]
    assert lines[0].startswith(f"{name} ")
    assert lines[-1] == last
    if count is not None:
        assert len(lines) == count


def test_what_follows_a_table_is_not_in_it(budget: Document) -> None:
    """The first words after each table that goes over pages, or has prose right below it."""
    after = {
        "Tabel 3": "Voor het meest recente overzicht",
        "Tabel 5": "Ten aanzien van de budgetflexibiliteit",
        "Tabel 6": "Begrotingsreserve Asiel en ODA-toerekening",
        "Tabel 9": "In de agentschapsparagraaf",
        "Tabel 24": "Toezeggingen",
        "Tabel 27": "Toegang, toelating en opvang van vreemdelingen",
        "Tabel 29": "Bijlage 7. Conversietabel",
    }
    for name, words in after.items():
        assert budget.text[find(budget, name).span.end :].lstrip().startswith(words), name


def test_no_row_of_figures_is_left_in_a_paragraph(budget: Document) -> None:
    rows = re.compile(r"(?: [‒–]? ?\d{1,3}(?:\.\d{3})*(?:,\d+)?%?){3,}$")
    for block in budget.blocks:
        if block.kind not in {"table", "heading"}:
            for line in budget.slice(block.span).splitlines():
                assert not rows.search(line), line
                assert not re.match(r"^Tabel (?:vraag )?\d+\b", line), line


@pytest.mark.parametrize("name", ["Tabel 24", "Tabel 25", "Tabel 27", "Tabel 29", "Tabel 30", "Tabel 31"])
def test_a_table_over_pages_is_one_table(budget: Document, name: str) -> None:
    table = find(budget, name)
    pages = budget.pages(table.span)
    assert len(pages) > 1
    assert len([block for block in budget.blocks if block.span.overlaps(table.span)]) == 1


def test_abbreviations_are_rows(budget: Document) -> None:
    rows = dict(rows_of(find(budget, "Tabel 31")))
    assert len(rows) == 35
    assert rows["AMV"] == "Alleenstaande Minderjarige Vreemdelingen"
    assert rows["COA"] == "Centraal Orgaan opvang asielzoekers"
    assert rows["Woo"] == "Wet Open Overheid"


def test_a_value_whose_column_stays_open_says_so(budget: Document) -> None:
    """One dash for seven years: it adds nothing to a sum, so that nothing tells which year it is of."""
    [row] = [row for row in find(budget, "Tabel 15").rows if row.label == "waarvan omzet overige departementen"]
    assert [(cell.column, cell.text, cell.number) for cell in row.cells] == [(UNDETERMINED, "‒", None)]


def test_the_same_label_is_told_apart_by_its_group(budget: Document) -> None:
    rows = [row for row in find(budget, "Tabel 19").rows if row.label.startswith("Doorlooptijd")]
    assert [("/".join(row.groups), row.cells[1].text) for row in rows] == [
        ("Asiel", "90"),
        ("Regulier", "95"),
        ("Naturalisatie", "95"),
    ]


# --- traps, in small ----------------------------------------------------------------------------------------------

LINE = "Dit is een regel van een alinea die de breedte van de bladzijde vult, zoals \n"
LAST = "de regels van een begroting dat doen en die hier met een punt eindigt.\n\n"


def parse(text: str) -> Document:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def parse_table(body: str, below: str = "") -> tuple[Document, Table]:
    document = parse(f"1. Inleiding\n\n{LINE}{LINE}{LAST}{body}\n\n{below}")
    [table] = document.tables
    return document, table


def test_label_over_two_lines_with_its_values_below() -> None:
    _, table = parse_table(
        "Tabel 1 Opvang\n2023 2024\n\nGemiddelde bezetting in \nde opvang\n\n55.690 81.600\n\nUitstroom 1 2"
    )
    assert rows_of(table) == [("Gemiddelde bezetting in de opvang", "55.690 81.600"), ("Uitstroom", "1 2")]


def test_values_before_the_rest_of_the_label() -> None:
    _, table = parse_table(
        "Tabel 1 Instroom\n2023 2024\n\nInstroom Visa 1 2\n\nInstroom Asiel 3 4\n\nInstroom 43.930 37.000\n\n"
        "Naturalisatie verzoeken\n\nStreefwaarden (%)\n\nZelfstandig 44% 30%"
    )
    assert rows_of(table)[2:] == [
        ("Instroom Naturalisatie verzoeken", "43.930 37.000"),
        ("Streefwaarden (%) > Zelfstandig", "44% 30%"),
    ]


def test_a_dash_is_a_sign_before_a_number_and_else_an_empty_cell() -> None:
    _, table = parse_table(
        "Tabel 1 Kas (x € 1.000)\n2023 2024 2025\n\nIn 1 2 3\n\nUit ‒ 10 ‒ 20 0\n\nNiets ‒ 5 ‒\n\nSaldo 1 2 3"
    )
    assert [[cell.text for cell in row.cells] for row in table.rows[1:3]] == [["‒ 10", "‒ 20", "0"], ["‒", "5", "‒"]]
    assert [cell.number for cell in table.rows[2].cells] == [None, 5, None]


def test_a_value_is_placed_by_its_type_where_a_column_is_missing() -> None:
    _, table = parse_table(
        "Tabel 1 Geld (x € 1.000)\nGroep bedrag %\n\nAsiel 384.180 41,5%\n\nproductie 713\n\n"
        "helft 50,0%\n\nTotaal 926 100,0%"
    )
    assert [[(cell.column, cell.text) for cell in row.cells] for row in table.rows[1:3]] == [
        [("bedrag", "713")],
        [("%", "50,0%")],
    ]


def test_header_without_years_and_a_caption_over_two_lines() -> None:
    """The second line of the caption was read as the heading row, with a column `1.000)`."""
    _, table = parse_table(
        "Tabel 1 Kosten van opvang\nvoor asielzoekers (x € 1.000)\n\nbedrag\n\nCOA 1.718\n\nNidos 44\n\nTotaal 1.762"
    )
    assert (table.caption, table.unit) == ("Kosten van opvang voor asielzoekers (x € 1.000)", "x € 1.000")
    assert (table.columns, rows_of(table)) == (("bedrag",), [("COA", "1.718"), ("Nidos", "44"), ("Totaal", "1.762")])


def test_columns_that_each_end_in_a_year() -> None:
    _, table = parse_table("Tabel 1 Uitgaven\nBegroting 2025 Realisatie 2024\n\nA 1,5 2,5\n\nB 1 2")
    assert table.columns == ("Begroting 2025", "Realisatie 2024")


def test_a_source_note_belongs_to_the_table_and_the_prose_after_it_does_not() -> None:
    note = "Bron: INDIS en de maandrapportage van het \nCOA, geraadpleegd in mei"
    document, table = parse_table(
        f"Tabel 1 Instroom\n2023 2024\n\nAsiel 1 2\n\nRegulier 3 4\n\n{note}", LINE + LINE + LAST
    )
    assert document.slice(table.span).endswith("geraadpleegd in mei")
    assert [row.label for row in table.rows] == ["Asiel", "Regulier"]
    assert document.blocks[-1].kind == "paragraph"


@pytest.mark.parametrize(
    "below",
    [
        LINE + LINE + LAST,
        "In de paragraaf van de dienst vindt u verdere informatie.\n\n" + LINE + LAST,
        "Toelichting\n\nBaten\n" + LINE + LAST + LINE + LAST,
        "Dienst Justitiële Inrichtingen (DJI)\n" + LINE + LINE + LAST,
    ],
)
def test_prose_and_headings_after_the_table_are_not_in_it(below: str) -> None:
    document, table = parse_table("Tabel 1 Instroom\n2023 2024\n\nAsiel 1 2\n\nRegulier 3 4", below)
    assert document.slice(table.span).endswith("Regulier 3 4")


@pytest.mark.parametrize(
    "between",
    [
        "Tabel 1 Uitgaven (x € 1.000)\n2023 2024\n\n",
        "2023 2024\n\n",
        "Tabel 1 Uitgaven (x € 1.000) (vervolg)\n2023 2024\n\n",
    ],
)
def test_a_table_that_goes_on_at_the_next_page_is_one(between: str) -> None:
    """A caption that was repeated at the top of the next page made two tables of one name."""
    _, table = parse_table(
        f"Tabel 1 Uitgaven (x € 1.000)\n2023 2024\n\nA 1 2\n\nB 3 4\n\f{between}C 5 6\n\nTotaal 9 12", LINE + LAST
    )
    assert [row.label for row in table.rows] == ["A", "B", "C", "Totaal"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LAST}Tabel 4 laat zien dat de uitgaven dalen.\n",
        f"{LINE}Tabel 4 Uitgaven is daarvan het overzicht.\n",
        f"{LAST}Tabellen zijn er niet.\n",
        f"{LAST}Staat van Migratie 2024\n",
    ],
)
def test_a_sentence_that_begins_like_a_caption_is_none(text: str) -> None:
    assert not parse(f"1. Inleiding\n\n{LINE}{LINE}{text}").tables


def test_a_table_of_text_without_a_heading_row_stays_verbatim_and_whole() -> None:
    body = (
        "Tabel 1 Wetgeving\nWijziging Wet COA 10.Interne voorbereiding\n\n"
        "Wet terugkeer en \nbewaring\n\n70.Eerste Kamer"
    )
    document, table = parse_table(body, LINE + LINE + LAST)
    assert (table.rows, table.columns) == ((), ())
    assert document.slice(table.span).split() == clean_characters(body.replace("\n", " ")).split()


def test_a_caption_without_a_table_is_kept() -> None:
    document, table = parse_table("Tabel 1 Ontwikkeling van de bezetting", LINE + LINE + LAST)
    assert document.slice(table.span) == "Tabel 1 Ontwikkeling van de bezetting"


def test_an_article_number_after_the_label_has_its_own_column() -> None:
    _, table = parse_table(
        "Tabel 1 Mutaties (x € 1.000)\nArtikel 2025 2026\n\nStand 9 8\n\n1 Verduurzaming 37 16 0\n\n"
        "2 Opvang 37.2 ‒ 10 0"
    )
    assert table.columns == ("Artikel", "2025", "2026")
    assert [[(cell.column, cell.text) for cell in row.cells] for row in table.rows[1:]] == [
        [("Artikel", "37"), ("2025", "16"), ("2026", "0")],
        [("Artikel", "37.2"), ("2025", "‒ 10"), ("2026", "0")],
    ]
    assert [row.label for row in table.rows] == ["Stand", "1 Verduurzaming", "2 Opvang"]


def test_a_number_on_a_line_of_its_own_opens_the_label() -> None:
    _, table = parse_table(
        "Tabel 1 Kas (x € 1.000)\n2023 2024\n\n1 Stand 1 januari 1 2\n\n"
        "2\nStand 31 december + \nrekeningen (=1+2)\n\n98 92"
    )
    assert rows_of(table) == [("1 Stand 1 januari", "1 2"), ("2 Stand 31 december + rekeningen (=1+2)", "98 92")]


def test_sums_make_parents_only_where_they_hold_in_every_column() -> None:
    _, table = parse_table(
        "Tabel 1 Uitgaven (x € 1.000)\n2023 2024\n\nTotaal generaal 30 40\n\nA 10 20\n\nB 20 20\n\nC 5 6\n\nD 4 6"
    )
    assert [row.groups for row in table.rows] == [(), ("Totaal generaal",), ("Totaal generaal",), (), ()]


def test_a_table_ends_before_the_next_question() -> None:
    """Each answer numbers its tables from 1: the first one ran on into the next answer, and so was none."""
    answer = "Antwoord:\nDat staat hier.\n\nTabel 1 Kosten\n2023 2024\n\nA 1 {n}\n\nB 3 4\n\n"
    document = parse("".join(f"Vraag {n}\nWat kost het in jaar {n}?\n\n{answer.format(n=n)}" for n in (1, 2, 3)))
    assert [rows_of(table)[0] for table in document.tables] == [("A", "1 1"), ("A", "1 2"), ("A", "1 3")]
    for question, table in zip(document.questions, document.tables, strict=True):
        assert question.span.contains(table.span)
