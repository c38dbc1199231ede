"""The path of headings above known places, and lines that look like headings and are none."""

from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"
PART = "B. ARTIKELSGEWIJZE TOELICHTING BIJ DE BEGROTINGSARTIKELEN"
ARTICLE = (PART, "3. Beleidsartikelen", "3.1 Artikel 37. Asiel en Migratie")
INSTRUMENTS = (*ARTICLE, "E. Toelichting op de financiële instrumenten")
MIGRATION = (*INSTRUMENTS, "37.2 Toegang, toelating en opvang vreemdelingen")
AGENCY = (PART, "5. Begroting agentschappen", "5.1 Immigratie- en Naturalisatiedienst (IND)")
AGENDA = (PART, "7. Bijlagen", "Bijlage 5: Uitwerking Strategische Evaluatie Agenda")


@pytest.fixture(scope="module")
def budget() -> Document:
    return read_document(load_sources(CORPUS)[0])


@pytest.fixture(scope="module")
def questions() -> Document:
    return read_document(load_sources(CORPUS)[1])


def paths_of(document: Document, words: str) -> list[tuple[str, ...]]:
    """Return the path of headings above each block with these words, line ends read as spaces."""
    return [
        block.headings
        for block in document.blocks
        if block.kind not in {"heading", "table"} and words in " ".join(document.slice(block.span).split())
    ]


def titles(document: Document) -> list[str]:
    return [block.headings[-1] for block in document.blocks if block.kind == "heading"]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (
            "Naturalisatiedienst (IND) voor het jaar 2025 vastgesteld",
            ("A. ARTIKELSGEWIJZE TOELICHTING BIJ HET BEGROTINGSWETSVOORSTEL", "Wetsartikel 2"),
        ),
        ("Nederland is een van de dichtst", (PART, "2. Beleidsagenda", "2.1 Beleidsprioriteiten", "Inleiding")),
        (
            "Prioriteit blijft het beschermen van de openbare orde",
            (PART, "2. Beleidsagenda", "2.1 Beleidsprioriteiten", "Reguliere migratie, grenzen en nationaliteit"),
        ),
        ("De verslaglegging hiervan is opgenomen", (PART, "2. Beleidsagenda", "2.4 Openbaarheidsparagraaf")),
        (
            "Stichting Nidos is op grond van het Burgerlijk Wetboek",
            (*MIGRATION, "Bijdragen aan ZBO’s en RWT’s", "Stichting Nidos"),
        ),
        (
            "De verwachte uitgaven voor het COA zijn vanaf 2024",
            (*MIGRATION, "Bijdragen aan ZBO’s en RWT’s", "Centraal Orgaan opvang Asielzoekers"),
        ),
        (
            "opdrachten onder deze post zijn Knooppunt",
            (*MIGRATION, "Opdrachten", "Nationaal Programma Oekraïense Vluchtelingen"),
        ),
        (
            "Als professionele terugkeerorganisatie",
            (*INSTRUMENTS, "37.3 Terugkeer", "Opdrachten", "Vertrek Vreemdelingen"),
        ),
        (
            "Op artikel 92 staan nog onverdeelde middelen",
            (PART, "4. Niet-beleidsartikelen", "4.2 Artikel 92. Nog onverdeeld", "Uitgaven"),
        ),
        (
            "De opbrengsten derden bestaan",
            (*AGENCY, "Toelichting meerjarige begroting van baten en lasten", "Baten", "Omzet derden"),
        ),
        ("De kostprijs geeft weer", (*AGENCY, "Doelmatigheid", "Kostprijs per productgroep")),
        ("Succesvol terugkeerbeleid is afhankelijk", (*AGENDA, "Terugkeer", "Samenwerking keten en internationaal")),
    ],
)
def test_path_of_a_place(budget: Document, words: str, path: tuple[str, ...]) -> None:
    assert paths_of(budget, words) == [path]


def test_the_same_heading_at_two_places_has_two_paths(budget: Document) -> None:
    """`Beperken asielinstroom` says € 1,3 mld. in 2.3 and € 1,2 mld. in Bijlage 2: both must be citable."""
    [first] = paths_of(budget, "sterke daling laat zien naar € 1,3 mld.")
    [second] = paths_of(budget, "sterke daling laat zien naar € 1,2 mld.")
    mutations = (PART, "2. Beleidsagenda", "2.3 Belangrijkste beleidsmatige mutaties", "Toelichting")
    assert first == (*mutations, "2. Beperken asielinstroom")
    assert second == (
        *(PART, "7. Bijlagen", "Bijlage 2: Verdiepingshoofdstuk", "37. Asiel en Migratie"),
        "Beperken asielinstroom",
    )


def test_the_mutations_are_headings_all_six(budget: Document) -> None:
    """The first was taken for a footnote, as `16` holds its number; the last for a list item, as a space closes it."""
    found = [
        title for title in titles(budget) if title[:2] in {"1.", "2.", "3.", "4.", "5.", "6."} and title[2:3] == " "
    ]
    assert [title for title in found if "37" not in title][2:8] == [
        "1. Verduurzaming Rijksvastgoed",
        "2. Beperken asielinstroom",
        "3. Taalonderwijs Oekraïense ontheemden.",
        "4. Loon- en prijsbijstelling",
        "5. Bonussen spreidingswet",
        "6. Opvang ontheemden",
    ]


@pytest.mark.parametrize(
    "start", ["37.2 zijn verder", "37.2 realiseert", "2023. Prioriteit", "2) Asielopvang", "4 maart 2027"]
)
def test_lines_that_start_like_a_heading_and_are_none(budget: Document, start: str) -> None:
    assert any(line.startswith(start) for line in budget.text.splitlines())
    assert not any(title.startswith(start) for title in titles(budget))


def test_both_sections_2_4_are_headings(budget: Document) -> None:
    assert [title for title in titles(budget) if title.startswith("2.4")] == [
        "2.4 Openbaarheidsparagraaf",
        "2.4 Strategische Evaluatie Agenda",
    ]


def test_names_and_addresses_before_the_questions_are_no_headings(questions: Document) -> None:
    assert titles(questions) == ["Bijlage: tabellen bij de antwoorden"]


def test_notes_at_the_foot_of_a_page_are_footnotes(budget: Document) -> None:
    notes = [budget.slice(block.span) for block in budget.blocks if block.kind == "footnote"]
    assert notes == ["1 Kamerstukken II, 2010-2011, 32 500-VI, nr. 2", "2 Kamerstukken II, 2015-2016, 34 300, nr. 58"]


# --- small documents ----------------------------------------------------------------------------------------------

LINE = "Dit is een regel van een alinea die de breedte van de bladzijde vult, zoals \n"
LAST = "de regels van een begroting dat doen en die hier met een punt eindigt.\n\n"


def parse(text: str) -> Document:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def test_a_run_in_heading_stands_below_the_one_on_a_line_of_its_own() -> None:
    document = parse(
        "3. Artikelen\n\nSubsidies\n\n"
        f"REAN-regeling\n{LINE}{LAST}Overige subsidies\n{LINE}{LAST}Opdrachten\n\n{LINE}{LAST}"
    )
    assert [block.headings for block in document.blocks if block.kind == "paragraph"] == [
        ("3. Artikelen", "Subsidies", "REAN-regeling"),
        ("3. Artikelen", "Subsidies", "Overige subsidies"),
        ("3. Artikelen", "Opdrachten"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Een korte zin die eindigt met een punt.",
        "een regel zonder hoofdletter",
        "De stand per 1 januari 2024 12.345 13.456",
        "Bron: Centraal Bureau voor de Statistiek",
        "– een streepje van een lijst",
        "€ 643,2 miljoen",
    ],
)
def test_a_short_line_that_is_no_heading(line: str) -> None:
    document = parse(f"1. Inleiding\n\n{LINE}{LAST}{line}\n\n{LINE}{LAST}")
    assert titles(document) == ["1. Inleiding"]


def test_a_line_within_a_sentence_that_opens_a_page_is_no_heading() -> None:
    """The second half of a sentence, at the top of a page, is short and has a capital."""
    document = parse(f"1. Inleiding\n\n{LINE}{LINE}\fMigratie is dat.\n\n{LINE}{LAST}")
    assert titles(document) == ["1. Inleiding"]


def test_an_appendix_ends_the_chapter_before_it() -> None:
    document = parse(f"2. Agenda\n\n2.1 Deel\n\n{LINE}{LAST}Bijlage 1: Afkortingen\n\n{LINE}{LAST}")
    assert [block.headings for block in document.blocks if block.kind == "paragraph"] == [
        ("2. Agenda", "2.1 Deel"),
        ("Bijlage 1: Afkortingen",),
    ]


def test_a_paragraph_that_mentions_an_appendix_is_none() -> None:
    document = parse(
        f"2. Agenda\n\n{LINE}{LAST}Bijlage 2 bevat een overzicht van alle subsidies die zijn verleend.\n\n{LINE}{LAST}"
    )
    assert titles(document) == ["2. Agenda"]
