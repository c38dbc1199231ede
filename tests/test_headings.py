"""The path of headings above known places, and lines that look like headings and are none."""

import re
from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import Line, Page
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
        (
            "De benodigde capaciteit voor het primaire proces",
            (*AGENCY, "Toelichting meerjarige begroting van baten en lasten", "Lasten", "Personele kosten"),
        ),
        ("De investeringen hebben betrekking op", (*AGENCY, "Toelichting op het kasstroomoverzicht")),
        ("De geraamde ontvangsten bestaan", (*INSTRUMENTS, "Ontvangsten")),
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
TABLE = "Tabel 1 Budgettaire gevolgen (bedragen x € 1.000)\n2024 2025\n\nVerplichtingen 10 20\n\nUitgaven 10 20\n\n"


def parse(text: str) -> Document:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def parse_hinted(*lines: str) -> Document:
    """Return the document of lines as a PDF gives them: `# ` before those that the print shows to be headings."""
    made = []
    for number, text in enumerate(lines, start=1):
        hinted = text.startswith("# ")
        made.append(Line(text.removeprefix("# "), (number,), role="heading" if hinted else ""))
    source = Source("proef", Path("proef.pdf"), "proef.pdf", "", Metadata())
    return parse_document(source, clean_pages((Page(1, tuple(made)),)))


def write(outline: str, *, cue: bool = True) -> str:
    """Return a document with these headings: each on a line of its own above text, or run in where `>` comes after it.

    Nothing stands under a heading after which `+` comes, a table under one after which `#` comes.
    """
    parts = []
    for i, title in enumerate(line.strip() for line in outline.strip().splitlines()):
        body = f"Alinea {chr(97 + i % 26)}{chr(97 + i // 26)} {LINE}{LAST}"
        if title.endswith(" >"):
            parts.append(f"{title[:-2]}\n{body}")
        elif title.endswith((" +", " #")):
            parts.append(f"{title[:-2]}\n\n{TABLE if title[-1] == '#' else ''}")
        else:
            parts.append(f"{title}\n\n{body}")
    text = "".join(parts)
    return text if cue else "\n".join(line.rstrip() for line in text.split("\n"))


def tree(document: Document) -> list[str]:
    """Return the headings, each indented by its depth."""
    return [
        "  " * (len(block.headings) - 1) + block.headings[-1] for block in document.blocks if block.kind == "heading"
    ]


def marks_taken_off(outline: str) -> list[str]:
    """Return the titles of an outline as `tree` gives them: its own indentation is the depth that is wanted."""
    lines = [line for line in outline.splitlines() if line.strip()]
    edge = len(lines[0]) - len(lines[0].lstrip())
    return [re.sub(r" [>+#]$", "", line[edge:].rstrip()) for line in lines]


ANNUAL_REPORT = """
    A. ALGEMEEN +
      1. Aanbieding van het jaarverslag en verzoek tot dechargeverlening
        Dechargeverlening door de Staten-Generaal
      2. Leeswijzer
        Opbouw van het jaarverslag >
        Ondergrenzen in de toelichting >
    B. BELEIDSVERSLAG +
      3. Beleidsprioriteiten +
        3.1 Beleidsprioriteiten +
          Inleiding >
          Een veiliger samenleving
            Ondermijning >
            Cybercrime >
          Wat hebben we bereikt?
      4. Beleidsartikelen +
        4.1 Artikel 31. Politie +
          A. Algemene doelstelling
          B. Rol en verantwoordelijkheid
          C. Beleidsconclusies
          D. Budgettaire gevolgen van beleid #
          E. Toelichting op de instrumenten +
            Verplichtingen
            Uitgaven +
              31.2 Bekostiging politie +
                Bijdragen aan ZBO's/RWT's +
                  Politie >
                Subsidies
              31.3 Kwaliteit, arbeidsomstandigheden en ICT politie +
                Opdrachten
            Ontvangsten
        4.2 Artikel 32. Rechtspleging +
          A. Algemene doelstelling
          B. Rol en verantwoordelijkheid
      5. Niet-beleidsartikelen +
        5.1 Artikel 91. Apparaat kerndepartement
      6. Bedrijfsvoeringsparagraaf +
        Paragraaf 1: Uitzonderingsrapportage
          Rechtmatigheid
        Paragraaf 2: Rijksbrede onderwerpen
    C. JAARREKENING +
      7. Verantwoordingsstaat van het ministerie
    D. BIJLAGEN +
      Bijlage 1: Toezichtrelaties
      Bijlage 2: Afgerond evaluatie- en overig onderzoek +
        1. Inleiding
        2. Onderzoeken
      Bijlage 3: Inhuur externen
"""

ARTICLES_WITHOUT_SECTIONS = """
    B. BELEIDSVERSLAG +
      3 Beleidsprioriteiten
      4 Beleidsartikelen +
        Artikel 37 Migratie +
          A. Algemene doelstelling
          E. Toelichting op de financiële instrumenten +
            37.1 Nummer vervallen
            37.2 Toegang, toelating en opvang vreemdelingen +
              Bijdragen aan agentschappen +
                IND >
            Ontvangsten
        Artikel 38 Integratie +
          A. Algemene doelstelling
      5 Niet-beleidsartikelen +
        Artikel 91 Apparaat
"""

SUPPLEMENTARY_BUDGET = """
    A. ARTIKELSGEWIJZE TOELICHTING BIJ HET WETSVOORSTEL +
      Wetsartikelen 1 tot en met 3 >
    B. BEGROTINGSTOELICHTING +
      1. Leeswijzer
      2. Beleid +
        2.1 Overzicht belangrijkste uitgaven- en ontvangstenmutaties #
          Toelichting +
            1. Loon- en prijsbijstelling tranche 2025 >
            2. Kasschuif >
      3. Beleidsartikelen +
        3.1 Beleidsartikel 37 Asiel en Migratie +
          Budgettaire gevolgen van beleid #
          Toelichting +
            Verplichtingen
            Uitgaven +
              37.2 Toegang, toelating en opvang vreemdelingen +
                Bijdragen aan ZBO's/RWT's +
                  COA >
              37.3 Terugkeer +
                Opdrachten
            Ontvangsten
      4. Niet-beleidsartikelen +
        4.1 Artikel 91 Apparaat kerndepartement +
          Budgettaire gevolgen #
          Toelichting
"""

ARTICLES_ALONE = """
    3. Beleidsartikelen +
      Beleidsartikel 37 +
        Budgettaire gevolgen van beleid #
        Toelichting
      Beleidsartikel 38 +
        Budgettaire gevolgen van beleid #
        Toelichting
    4. Niet-beleidsartikelen +
      Niet-beleidsartikel 91 +
        Toelichting
"""

BILL = """
    I. ALGEMEEN +
      1. Inleiding
      2. Hoofdlijnen van het voorstel +
        2.1 Aanleiding
        2.2 Doel
    II. ARTIKELSGEWIJS +
      Artikel I, onderdeel A
      Artikel II
"""

SAME_PARTS = """
    2. Agenda +
      Asiel
        Planning
        Inhoud
      Regulier
        Planning
        Inhoud
"""

AGENCY_PARAGRAPH = """
    5.1 Immigratie- en Naturalisatiedienst #
      Toelichting op de staat van baten en lasten +
        Baten
          Omzet moederdepartement >
          Omzet derden >
        Lasten +
          Personele kosten >
          Materiële kosten >
      Toelichting op het kasstroomoverzicht
      Doelmatigheid #
        Doorlooptijd >
"""

LETTER = """
    1. Inleiding
    2. Stand van zaken +
      2.1 Opvang
      2.2 Uitstroom
        Waarom is een nieuwe aanpak nodig?
    3. Tot slot
"""


@pytest.mark.parametrize("cue", [True, False])
@pytest.mark.parametrize(
    "outline",
    [
        ANNUAL_REPORT,
        ARTICLES_WITHOUT_SECTIONS,
        SUPPLEMENTARY_BUDGET,
        ARTICLES_ALONE,
        BILL,
        SAME_PARTS,
        AGENCY_PARAGRAPH,
        LETTER,
    ],
    ids=["jaarverslag", "artikelen", "suppletoir", "losse artikelen", "wetsvoorstel", "delen", "agentschap", "brief"],
)
def test_headings_of_other_documents_make_one_tree(outline: str, cue: bool) -> None:
    assert tree(parse(write(outline, cue=cue))) == marks_taken_off(outline)


def test_a_title_that_runs_over_two_lines_is_one_heading() -> None:
    document = parse(
        f"4. Beleidsartikelen\n\n4.3 Artikel 33. Veiligheid en criminaliteitsbestrijding en de zorg voor een \n"
        f"goede uitvoering daarvan\n\n{LINE}{LAST}De inzet van medewerkers en de kosten van opvang en \nbegeleiding\n\n"
        f"{LINE}{LAST}"
    )
    assert titles(document) == [
        "4. Beleidsartikelen",
        "4.3 Artikel 33. Veiligheid en criminaliteitsbestrijding en de zorg voor een goede uitvoering daarvan",
        "De inzet van medewerkers en de kosten van opvang en begeleiding",
    ]


def test_a_paragraph_of_two_lines_is_no_title() -> None:
    document = parse(
        f"1. Inleiding\n\n{LINE}{LAST}De begroting van dit jaar is hoger dan die van \nvorig jaar\n\n{LINE}{LAST}"
    )
    assert titles(document) == ["1. Inleiding"]


def test_a_table_of_contents_has_no_headings() -> None:
    contents = (
        "Inhoudsopgave\n\nA. ALGEMEEN 3\n1. Leeswijzer 3\nB. BELEIDSVERSLAG 5\n2. Prioriteiten 5\n2.1 Opvang 6\n\f"
    )
    body = write("A. ALGEMEEN +\n1. Leeswijzer\nB. BELEIDSVERSLAG +\n2. Prioriteiten +\n2.1 Opvang")
    assert tree(parse(contents + body)) == [
        "Inhoudsopgave",
        *["A. ALGEMEEN", "  1. Leeswijzer", "B. BELEIDSVERSLAG", "  2. Prioriteiten", "    2.1 Opvang"],
    ]


def test_a_heading_that_a_page_repeats_is_printed_once_in_the_tree() -> None:
    text = f"2. Agenda\n\n2.1 Prioriteiten\n\n{LINE}{LAST}\f2.1 Prioriteiten (vervolg)\n\nTweede {LINE}{LAST}"
    document = parse(f"{text}Asiel\n\n{LINE}{LAST}")
    assert tree(document) == ["2. Agenda", "  2.1 Prioriteiten", "    Asiel"]
    assert paths_of(document, "Tweede Dit is") == [("2. Agenda", "2.1 Prioriteiten")]


def test_a_name_below_a_letter_is_no_heading() -> None:
    document = parse(
        f"A. ALGEMEEN\n\n{LINE}{LAST}De Minister van Asiel en Migratie,\n\nM.H.M. Faber - van de Klashorst\f"
        f"B. BELEIDSVERSLAG\n\n{LINE}{LAST}De voorzitter van de commissie,\n\nVijlbrief\n\n{LINE}{LAST}"
    )
    assert titles(document) == ["A. ALGEMEEN", "B. BELEIDSVERSLAG"]


def test_addresses_above_the_salutation_are_no_headings() -> None:
    address = "Ministerie van Asiel en Migratie\n\nAan de Voorzitter van de Tweede Kamer\n\nDen Haag\n\n"
    text = f"{address}Geachte voorzitter,\n\n{write('Aanleiding')}{write('Aanpak')}"
    assert tree(parse(text)) == ["Aanleiding", "Aanpak"]


def test_items_of_a_list_with_blank_lines_between_are_no_headings() -> None:
    document = parse(f"2. Agenda\n\n{LINE}{LAST}1. Asiel\n\n2. Regulier\n\n3. Terugkeer\n\n{LINE}{LAST}")
    assert titles(document) == ["2. Agenda"]


def test_themes_between_questions_stand_side_by_side() -> None:
    text = "".join(
        f"{theme}\n\nVraag ({i}):\nWat kost de opvang?\n\nAntwoord:\n{LINE}{LAST}"
        for i, theme in enumerate(("Algemeen", "Beleidsartikel 37", "Financiën en bekostiging"), start=1)
    )
    document = parse(text)
    assert tree(document) == ["Algemeen", "Beleidsartikel 37", "Financiën en bekostiging"]
    assert [question.headings for question in document.questions] == [
        *[("Algemeen",), ("Beleidsartikel 37",), ("Financiën en bekostiging",)]
    ]


def test_an_answer_of_one_word_is_no_theme() -> None:
    text = "".join(f"Vraag ({i}):\nKost dat geld?\n\nAntwoord:\n\nNee\n\n" for i in range(1, 4))
    assert titles(parse(text)) == []


def test_points_of_an_agenda_stand_under_what_they_are_listed_by() -> None:
    document = parse_hinted(
        *["# Brievenlijst", "", "1. Agendapunt: Brievenlijst", "Noot: vastgesteld", ""],
        *["# Wet- en regelgeving", "", "2. Agendapunt: Wijziging van de Kieswet", "Besluit: Aanmelden", ""],
        *["3. Agendapunt: Wijziging van de Vreemdelingenwet", "Besluit: Aanmelden", ""],
        *["# Rondvraag", "", "4. Agendapunt: Werkbezoek", "Besluit: Geen."],
    )
    assert tree(document) == [
        *["Brievenlijst", "  1. Agendapunt: Brievenlijst", "Wet- en regelgeving"],
        *["  2. Agendapunt: Wijziging van de Kieswet", "  3. Agendapunt: Wijziging van de Vreemdelingenwet"],
        *["Rondvraag", "  4. Agendapunt: Werkbezoek"],
    ]


def test_what_the_print_shows_to_be_headings_are_all_that_have_no_number() -> None:
    prose = "Dit is een alinea van de begroting die met een punt eindigt."
    document = parse_hinted(
        *["# 2. Agenda", "", "# Inleiding", prose, "", "Geen kop", "", prose, "", "# Wat kost het:", prose, ""],
        *["# Een lange kop die over twee regels van de", "# bladzijde loopt", "", prose, "", "# Vraag 1", "", prose],
    )
    assert tree(document) == [
        *["2. Agenda", "  Inleiding", "  Wat kost het:", "  Een lange kop die over twee regels van de bladzijde loopt"]
    ]


def test_depths_that_the_format_tells_are_kept_and_a_jump_nests_one_deeper() -> None:
    lines = [("1 Deel", 1), ("Kop", 3), ("Kop twee", 3), ("Lid", 2), ("2 Deel", 1)]
    made = tuple(Line(text, (i,), role="heading", level=level) for i, (text, level) in enumerate(lines, start=1))
    source = Source("proef", Path("proef.xml"), "proef.xml", "", Metadata())
    document = parse_document(source, clean_pages((Page(0, made),)))
    assert tree(document) == ["1 Deel", "  Kop", "  Kop twee", "  Lid", "2 Deel"]


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


def test_a_table_of_contents_whose_heading_is_missing_has_no_headings() -> None:
    contents = "1. Leeswijzer 3\n2. Prioriteiten 5\n2.1 Opvang 6\n3. Artikelen 9\n\f"
    body = write("1. Leeswijzer\n2. Prioriteiten +\n2.1 Opvang\n3. Artikelen")
    assert tree(parse(contents + body)) == ["1. Leeswijzer", "2. Prioriteiten", "  2.1 Opvang", "3. Artikelen"]


def test_labels_of_a_picture_are_no_headings() -> None:
    labels = "Instroom\n\nDoorstroom\n\nUitstroom\n\nTerugkeer\n\nNaturalisatie\n\n"
    document = parse(f"2. Agenda\n\n{LINE}{LAST}Figuur 1 De keten\n\n{labels}{LINE}{LAST}")
    assert titles(document) == ["2. Agenda"]


def test_a_chapter_without_text_is_a_heading() -> None:
    """A picture is all that stands in it, of which the text has nothing."""
    document = parse(f"1. Leeswijzer\n\n{LINE}{LAST}2. Agenda\n\n3. Artikelen\n\n{LINE}{LAST}")
    assert titles(document) == ["1. Leeswijzer", "2. Agenda", "3. Artikelen"]
