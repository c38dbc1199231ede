"""Abbreviations: of a document's own list and of its running text, and what only looks like one."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import Line, LineCell, LineRole, Page
from ingest.initials import match_initials
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"


def parse(text: str) -> Document:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def find(text: str) -> dict[str, str]:
    document = parse(text)
    shorts = [abbreviation.short for abbreviation in document.abbreviations]
    assert shorts == sorted(shorts, key=lambda short: (short.casefold(), short))
    for abbreviation in document.abbreviations:
        told = " ".join(document.slice(abbreviation.span).split())
        assert abbreviation.short in told
        assert abbreviation.meaning in told
    return {abbreviation.short: abbreviation.meaning for abbreviation in document.abbreviations}


def test_the_list_of_the_budget_wins_over_its_text() -> None:
    document = read_document(load_sources(CORPUS)[0])
    found = {abbreviation.short: abbreviation.meaning for abbreviation in document.abbreviations}
    [own] = [table for table in document.tables if table.name == "Tabel 31"]
    assert {row.label: row.cells[0].text for row in own.rows}.items() <= found.items()
    assert found["HLA"] == "Hoofdlijnen akkoord"  # the text: Hoofdlijnenakkoord
    assert found["TK"] == "Tweede Kamer der Staten-Generaal"
    told = set(found) - {row.label for row in own.rows}
    assert told == {"BAA", "CW", "DVenO", "EGKW", "EIBM", "HGIS", "LOCOV", "LVV", "ngo", "PR"}
    assert found["DVenO"] == "Dienst Vervoer en Ondersteuning"
    assert found["CW"] == "Comptabiliteitswet 2016"


def test_the_list_of_questions() -> None:
    document = read_document(load_sources(CORPUS)[1])
    found = {abbreviation.short: abbreviation.meaning for abbreviation in document.abbreviations}
    assert found == {
        "AAS": "Amsterdam Airport Schiphol",
        "azc": "asielzoekerscentrum",
        "COA": "Centraal Orgaan opvang Asielzoekers",
        "EES": "Entry/Exit System",
        "IND": "Immigratie- en Naturalisatiedienst",
        "LVV": "Landelijke Vreemdelingen Voorziening",
        "PBL": "procesbeschikbaarheidslocatie",
        "RTB": "Richtlijn Tijdelijke Bescherming",
        "RVO": "Rijksdienst voor Ondernemend Nederland",
        "SPUK": "specifieke uitkering",
        "VRIS": "Vreemdelingen in de Strafrechtketen",
    }


@pytest.mark.parametrize(
    ("text", "short", "meaning"),
    [
        ("Het Centraal Orgaan opvang asielzoekers (COA) zegt dat.", "COA", "Centraal Orgaan opvang asielzoekers"),
        ("Bij de Dienst Justitiële Inrichtingen (hierna: DJI) werkt", "DJI", "Dienst Justitiële Inrichtingen"),
        ("De Strategische Evaluatie Agenda (SEA) is", "SEA", "Strategische Evaluatie Agenda"),
        ("de alleenstaande minderjarige vreemdelingen (AMV’s) die", "AMV", "alleenstaande minderjarige vreemdelingen"),
        ("de Provinciale Regie Tafels (PRTs) en", "PRT", "Provinciale Regie Tafels"),
        ("het Ministerie van Justitie en Veiligheid (JenV) wil", "JenV", "Ministerie van Justitie en Veiligheid"),
        ("de minister van Justitie en Veiligheid (JenV) wil", "JenV", "Justitie en Veiligheid"),
        ("de Dienst Terugkeer en Vertrek (DT&V) doet", "DT&V", "Dienst Terugkeer en Vertrek"),
        ("de Immigratie- en\nNaturalisatiedienst (IND) doet", "IND", "Immigratie- en Naturalisatiedienst"),
        ("de meerjarenproductieprognose (MPP) van", "MPP", "meerjarenproductieprognose"),
        ("op grond van de Vreemdelingenwet 2000 (Vw) en elke wet", "Vw", "Vreemdelingenwet 2000"),
        ("de Wet langdurige zorg (Wlz) en", "Wlz", "Wet langdurige zorg"),
        ("de Wet open overheid (Woo, sinds 2022) en", "Woo", "Wet open overheid"),
        ("de Algemene wet bestuursrecht (Awb) en", "Awb", "Algemene wet bestuursrecht"),
        ("een ‘Gesloten Gezinsvoorziening’ (GGV) in", "GGV", "Gesloten Gezinsvoorziening"),
        ("de Regeling medische zorg Oekraïne (RMO) is", "RMO", "Regeling medische zorg Oekraïne"),
        ("de Commissie van Toezicht betreffende de Inlichtingendiensten (CTID) is", "CTID",
         "Commissie van Toezicht betreffende de Inlichtingendiensten"),
        ("de Te Beschermen Belangen (TBB) zijn", "TBB", "Te Beschermen Belangen"),
        ("Dit doet het COA (Centraal Orgaan opvang asielzoekers) ook", "COA", "Centraal Orgaan opvang asielzoekers"),
        ("Ook EZK (Ministerie van Economische Zaken en Klimaat) doet", "EZK",
         "Ministerie van Economische Zaken en Klimaat"),
        ("de CIO’s (Chief Information Officers) van", "CIO", "Chief Information Officers"),
        ("de SPUK-regeling (specifieke uitkering) voor", "SPUK", "specifieke uitkering"),
        ("Het R&D-budget.\n\n1 R&D: Research and Development\n", "R&D", "Research and Development"),
        ("De SiSa is.\n\n1 SiSa staat voor: single information, single audit. Zij is van 2006.\n", "SiSa",
         "single information, single audit"),
    ],
)  # fmt: skip
def test_running_text(text: str, short: str, meaning: str) -> None:
    assert find(f"Een begin.\n\n{text} en zo voort.\n") == {short: meaning}


@pytest.mark.parametrize(
    "text",
    [
        "de leden Sneller (D66) en Van der Plas (BBB)",
        "op vragen van het lid Stoffer (SGP)",
        "een motie van Paternotte c.s. (PVV)",
        "het bedrag (2024) is hoger",
        "in de brief (nr. 3) staat",
        "het aantal (zie Tabel 4) daalt",
        "het Ministerie van Justitie en Veiligheid (VI)",
        "het Ministerie van Onderwijs, Cultuur en Wetenschap (VIII)",
        "asielopvangvoorzieningen (Spreidingswet)",
        "de Richtlijn (EU) 2021/1883",
        "de kostprijzen (P) en de aantallen (Q)",
        "hoeveel locaties het COA (voor zover bekend) opent",
        "op Schiphol (EES op AAS) niet tijdig",
        "in Bonaire (de BES-eilanden)",
        "energie-efficiëntie en hernieuwbare energie glastuinbouw (EHG)",
        "de opvang (het COA) kost veel",
        "in Amsterdam (NL) en elders",
        "Dat zei hij. (IND) doet dat niet",
    ],
)
def test_what_is_no_abbreviation(text: str) -> None:
    assert find(f"Een begin.\n\nDit gaat over {text} en zo voort.\n") == {}


def test_the_first_definition_counts() -> None:
    text = "Het Centraal Orgaan opvang asielzoekers (COA) is er.\n\nEen Commissie van Oude Adviseurs (COA) ook.\n"
    assert find(text) == {"COA": "Centraal Orgaan opvang asielzoekers"}


def test_a_party_that_is_written_out_is_one() -> None:
    assert find("De fractie van de Partij van de Arbeid (PvdA) wil dat.\n") == {"PvdA": "Partij van de Arbeid"}


def test_a_list_without_a_table() -> None:
    text = (
        "1. Inleiding\n\nDit is de inleiding van een verslag, met enige tekst.\n\n2. Lijst van afkortingen\n\n"
        "COA Centraal Orgaan opvang asielzoekers\nDJI: Dienst Justitiële Inrichtingen\n"
        "DAC Development Assistance\nCommittee\nazc = asielzoekerscentrum\nWoo Wet open overheid\n\n"
        "3. Slot\n\nHet slot van het verslag, ook met enige tekst.\n"
    )
    assert find(text) == {
        "azc": "asielzoekerscentrum",
        "COA": "Centraal Orgaan opvang asielzoekers",
        "DAC": "Development Assistance Committee",
        "DJI": "Dienst Justitiële Inrichtingen",
        "Woo": "Wet open overheid",
    }


def test_a_list_whose_cells_the_format_tells() -> None:
    def line(text: str, role: LineRole, cells: tuple[str, ...] = ()) -> Line:
        placed = tuple(LineCell(cell, column) for column, cell in enumerate(cells))
        return Line(" ".join(cells) or text, (0,), role=role, level=int(role == "heading"), cells=placed)

    lines = [
        line("Bijlage 3: Gebruikte afkortingen", "heading"), line("", ""),
        line("", "header", ("Afkorting", "Betekenis")),
        line("", "row", ("COA", "Centraal Orgaan opvang asielzoekers")), line("", "row", ("Stb.", "Staatsblad")),
    ]  # fmt: skip
    numbered = tuple(replace(each, sources=(n,)) for n, each in enumerate(lines, start=1))
    source = Source("proef", Path("proef.xml"), "proef.xml", "", Metadata())
    document = parse_document(source, clean_pages((Page(0, numbered),)))
    found = {abbreviation.short: abbreviation.meaning for abbreviation in document.abbreviations}
    assert found == {"COA": "Centraal Orgaan opvang asielzoekers", "Stb.": "Staatsblad"}


def test_letters_inside_a_word_count_where_a_part_of_it_begins() -> None:
    assert match_initials("CW", ["Comptabiliteitswet"], {"wet"}, whole=True) == 0
    assert match_initials("CW", ["Comptabiliteitswet"], set(), whole=True) is None
    assert match_initials("PBL", ["procesbeschikbaarheidslocatie"], set(), whole=True) == 0
    assert match_initials("COA", ["Coalitie"], set(), whole=True) is None


def test_the_fewest_words_that_fit_are_the_long_form() -> None:
    words = ["De", "Dienst", "van", "de", "Dienst", "Justitiële", "Inrichtingen"]
    assert match_initials("DJI", words, set(), whole=False) == 4
    assert match_initials("XYZ", words, set(), whole=False) is None
    assert match_initials("DJI", [], set(), whole=True) is None
