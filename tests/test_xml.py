"""Publications in XML: headings, lists, tables and notes of the schema of official publications, and hostile files."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, Metadata, Source, clean_pages, parse_document
from ingest.document import MARK_CLOSE, MARK_OPEN, Line
from ingest.errors import DocumentError
from ingest.readers import read_pages
from ingest.readers.lines import LONGEST_TITLE
from ingest.readers.xml.xml import read_xml_pages

SAMPLES = os.environ.get("VRAAGBAAK_SAMPLES")

FRONT = """<?xml version="1.0" encoding="utf-8"?>
<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <metadata><meta name="OVERHEIDop.externMetadataRecord" content="https://voorbeeld.nl/metadata.xml">Geheim</meta></metadata>
  <kamerstuk>
    <kamerstukkop>
      <tekstregel inhoud="vergaderjaar">Vergaderjaar 2023–2024</tekstregel>
      <tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel>
      <tekstregel inhoud="kamernummer">2</tekstregel>
      <tekstregel inhoud="documenttype">Kamerstukken</tekstregel>
    </kamerstukkop>
    <dossier>
      <dossiernummer>
        <dossiernr>36 560</dossiernr>
        <begrotingshoofdstuk>XII</begrotingshoofdstuk>
      </dossiernummer>
      <titel>Jaarverslag en slotwet Ministerie van Infrastructuur en Waterstaat 2023</titel>
    </dossier>
    <stuk>
      <stuknr>Nr. <ondernummer kamer="2">3</ondernummer></stuknr>
      <titel>MEMORIE VAN TOELICHTING</titel>
      <datumtekst>Ontvangen <datum isodatum="2024-05-15">15 mei 2024</datum></datumtekst>
      <algemeen><vrije-tekst>{}</vrije-tekst></algemeen>
    </stuk>
  </kamerstuk>
</officiele-publicatie>
"""


def lines_of(body: str) -> tuple[Line, ...]:
    """Return the filled lines of a publication with this text."""
    (page,) = read_xml_pages(f"<officiele-publicatie><vrije-tekst>{body}</vrije-tekst></officiele-publicatie>".encode())
    assert page.number == 0
    assert [line.sources for line in page.lines] == [(n,) for n in range(1, len(page.lines) + 1)]
    return page.lines


def shown(body: str) -> list[tuple[str, int, str]]:
    """Return role, level and text of each filled line, with the marks of notes in brackets."""
    return [(line.role, line.level, show(line.text)) for line in lines_of(body) if line.text]


def show(text: str) -> str:
    return text.replace(MARK_OPEN, "[").replace(MARK_CLOSE, "]")


def parse(body: str) -> Document:
    pages = clean_pages(read_xml_pages(FRONT.format(body).encode()))
    return parse_document(Source("kst", Path("kst.xml"), "kst.xml", "", Metadata()), pages)


def table(*rows: str, title: str = "", columns: int = 3) -> str:
    specs = "".join(f'<colspec colnum="{n}" colname="c{n}"/>' for n in range(1, columns + 1))
    body = "".join(f"<row>{row}</row>" for row in rows)
    return f"<table><title>{title}</title><tgroup cols='{columns}'>{specs}<tbody>{body}</tbody></tgroup></table>"


def entries(*texts: str) -> str:
    return "".join(f"<entry><al>{text}</al></entry>" for text in texts)


# --- what a publication says of itself --------------------------------------------------------------------------------


def test_the_front_reads_as_it_is_printed() -> None:
    (page,) = read_xml_pages(FRONT.format("<al>Tekst.</al>").encode())
    assert [line.text for line in page.lines if line.text] == [
        "Vergaderjaar 2023–2024",
        "Tweede Kamer der Staten-Generaal 2",
        "Kamerstukken",
        "36 560 XII Jaarverslag en slotwet Ministerie van Infrastructuur en Waterstaat 2023",
        "Nr. 3 MEMORIE VAN TOELICHTING",
        "Ontvangen 15 mei 2024",
        "Tekst.",
    ]


def test_metadata_is_read_from_the_front() -> None:
    metadata = parse("<al>Tekst.</al>").metadata
    assert metadata.kamerstuk == "36 560 XII, nr. 3"
    assert metadata.title == "Jaarverslag en slotwet Ministerie van Infrastructuur en Waterstaat 2023"
    assert (metadata.kind, metadata.date, metadata.session) == ("memorie van toelichting", "2024-05-15", "2023/24")
    assert (metadata.ministry, metadata.budget_year) == ("Infrastructuur en Waterstaat", 2023)


# --- headings ---------------------------------------------------------------------------------------------------------


def test_headings_have_the_depth_of_their_divisions() -> None:
    body = """<divisie><kop><nr status="officieel">A</nr><titel>ALGEMEEN </titel></kop>
      <divisie><kop><nr>1</nr><titel>Leeswijzer</titel></kop><al>Tekst.</al></divisie>
      <divisie><divisie><kop><label>Artikel</label><nr>2</nr><titel>Water</titel></kop></divisie></divisie></divisie>
      <divisie><kop><nr>B</nr><titel>OVERIG</titel></kop></divisie>"""
    assert shown(body) == [
        ("heading", 1, "A ALGEMEEN"),
        ("heading", 2, "1 Leeswijzer"),
        ("text", 0, "Tekst."),
        ("heading", 2, "Artikel 2 Water"),
        ("heading", 1, "B OVERIG"),
    ]


def test_a_numbered_division_beside_the_one_it_is_part_of_stands_below_it() -> None:
    """Some publications close `2.` before `2.1` begins."""
    titles = ["2. Beleid", "2.1 Doel", "2.1.1 Nader", "2.2 Geld", "3. Slot"]
    body = "".join(f"<divisie><kop><titel>{title}</titel></kop></divisie>" for title in titles)
    assert [level for _, level, _ in shown(body)] == [1, 2, 3, 2, 1]


def test_headings_between_the_text_rank_by_how_they_look() -> None:
    body = """<divisie><kop><titel>Artikel 11</titel></kop>
      <tussenkop kopopmaak="vet">Toelichting uitgaven</tussenkop>
      <tussenkop kopopmaak="cur">Subsidies</tussenkop><al>Tekst.</al>
      <tussenkop kopopmaak="cur">Wat mag het kosten?</tussenkop><al>Tekst.</al>
      <tussenkop kopopmaak="vet">Toelichting ontvangsten</tussenkop>
      <tussenkop kopopmaak="rom">De begrotingsstaten worden bij wet vastgesteld:</tussenkop>
      <divisie><kop><titel>Onderdeel</titel></kop></divisie></divisie>"""
    assert shown(body) == [
        ("heading", 1, "Artikel 11"),
        ("heading", 2, "Toelichting uitgaven"),
        ("heading", 3, "Subsidies"),
        ("text", 0, "Tekst."),
        ("heading", 3, "Wat mag het kosten?"),
        ("text", 0, "Tekst."),
        ("heading", 2, "Toelichting ontvangsten"),
        ("text", 0, "De begrotingsstaten worden bij wet vastgesteld:"),
        ("heading", 2, "Onderdeel"),
    ]


def test_a_paragraph_in_bold_heads_the_text_below_it() -> None:
    bold = "<al><nadruk type='vet'>{}</nadruk></al>"
    body = (
        "<divisie><kop><titel>Artikel 11</titel></kop>"
        + bold.format("Stichting Nidos")
        + "<al><nadruk type='vet'>De</nadruk> stichting krijgt geld.</al>"
        + bold.format("Dit is een hele zin.")
        + bold.format("woord " * (LONGEST_TITLE + 1))
        + "<al>Tekst.</al>"
        + bold.format("C.J. Schouten")
        + "</divisie>"
    )
    roles = [(role, level) for role, level, _ in shown(body)]
    assert roles == [("heading", 1), ("heading", 2), *[("text", 0)] * 5]


# --- lists and lines --------------------------------------------------------------------------------------------------


def test_items_have_their_number_or_bullet_and_their_level() -> None:
    body = """<al>Hieronder:</al><lijst type="expliciet"><li><li.nr>1.</li.nr><al>een;</al>
        <lijst type="ndash"><li><al>genest</al></li></lijst></li>
      <li><li.nr>2.</li.nr><al>twee;</al><al>vervolg.</al></li></lijst>
      <lijst type="a" nr-sluiting=")"><li><al>drie</al></li><li><al>vier</al></li></lijst>
      <lijst><li><li.nr>7</li.nr></li></lijst><al>Slot.</al>"""
    assert shown(body) == [
        ("text", 0, "Hieronder:"),
        ("item", 1, "1. een;"),
        ("item", 2, "– genest"),
        ("item", 1, "2. twee;"),
        ("", 0, "vervolg."),
        ("item", 1, "a) drie"),
        ("item", 1, "b) vier"),
        ("item", 1, "7"),
        ("text", 0, "Slot."),
    ]
    blank = [line.sources[0] for line in lines_of(body) if not line.text]
    assert blank == [2, 10]  # before the list and behind it, none in it


def test_terms_stand_on_one_line_with_their_meaning() -> None:
    body = """<definitielijst><definitie-item><term>COA</term><definitie><al>Centraal Orgaan</al></definitie>
      </definitie-item></definitielijst><lid><lidnr>2</lidnr><al>Dit lid geldt.</al></lid>"""
    assert [text for _, _, text in shown(body)] == ["COA Centraal Orgaan", "2 Dit lid geldt."]


def test_names_below_a_letter_are_lines_of_one_paragraph() -> None:
    body = """<tekst-sluiting><ondertekening><functie>De Minister van Financiën,</functie>
      <naam><voornaam>S.</voornaam><achternaam>Kaag</achternaam></naam></ondertekening>
      <ondertekening><functie>De Minister</functie> voor Rechtsbescherming,
      <naam><voornaam>F.</voornaam><achternaam>Weerwind</achternaam></naam></ondertekening></tekst-sluiting>"""
    assert shown(body) == [
        ("text", 0, "De Minister van Financiën,"),
        ("", 0, "S. Kaag"),
        ("text", 0, "De Minister voor Rechtsbescherming, F. Weerwind"),
    ]


def test_elements_that_are_not_known_keep_their_text() -> None:
    body = """<onbekend>Los <nadruk type="cur">schuin</nadruk> woord</onbekend>
      <doos><deel>Eén</deel><deel>Twee</deel> staart<al>Alinea</al></doos>
      <al>In een <vreemd>vreemd</vreemd> woord: 2<sup>e</sup> UZI<?xpp afbm?>-pas<!-- weg --> en CO<inf>2</inf>.</al>"""
    assert [text for _, _, text in shown(body)] == [
        "Los schuin woord",
        "Eén Twee staart",
        "Alinea",
        "In een vreemd woord: 2e UZI-pas en CO2.",
    ]


# --- tables -----------------------------------------------------------------------------------------------------------


def test_cells_stand_in_the_columns_that_they_name_and_span() -> None:
    body = table(
        '<entry colname="c1" morerows="1"><al>Asiel</al></entry><entry namest="c2" nameend="c3"><al>2024</al></entry>',
        '<entry colname="c2"><al>1</al><al>2</al></entry><entry colname="c3"/>',
        '<entry colname="c3"><al>9</al></entry>',
        "<entry/><entry/><entry/>",
        title="Uitgaven (x € 1.000)",
    )
    lines = lines_of(body)
    assert [(line.role, line.text) for line in lines] == [
        ("caption", "Uitgaven (x € 1.000)"),
        ("row", "Asiel 2024"),
        ("row", "1 2"),
        ("row", "9"),
    ]
    placed = [[(cell.text, cell.column, cell.columns, cell.rows) for cell in line.cells] for line in lines[1:]]
    assert placed == [
        [("Asiel", 0, 1, 2), ("2024", 1, 2, 1)],
        [("1 2", 1, 1, 1), ("", 2, 1, 1)],
        [("9", 2, 1, 1)],
    ]


def test_rows_of_the_head_are_told_and_the_foot_comes_last() -> None:
    body = f"""<table><tgroup cols="2"><thead><row>{entries("Artikel", "2024")}</row></thead>
      <tfoot><row>{entries("Totaal", "1")}</row></tfoot>
      <tbody><row>{entries("COA", "1")}</row></tbody></tgroup></table>"""
    assert [(role, text) for role, _, text in shown(body)] == [
        ("header", "Artikel 2024"),
        ("row", "COA 1"),
        ("row", "Totaal 1"),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "<al>Tabel 4 Uitgaven (x € 1.000)</al>",
        "<al><nadruk type='vet'>Tabel 4</nadruk></al><al>Uitgaven (x € 1.000)</al>",
        "<al>Tabel 4 Uitgaven</al><al>(x € 1.000)</al>",
        "<al>Tabel 4 Uitgaven<br/>(x € 1.000)</al>",
        "<tussenkop>Tabel 4 Uitgaven (x € 1.000)</tussenkop>",
    ],
)
def test_what_stands_above_a_table_is_its_caption(above: str) -> None:
    lines = lines_of(f"<al>Zie tabel 4.</al>{above}{table(entries('a', 'b', 'c'))}")
    assert [(line.role, line.text) for line in lines] == [
        ("text", "Zie tabel 4."),
        ("", ""),
        ("caption", "Tabel 4 Uitgaven (x € 1.000)"),
        ("row", "a b c"),
    ]


def test_a_sentence_about_a_table_is_not_its_caption() -> None:
    body = f"<al>Tabel 4 laat zien dat het meer kost.</al>{table(entries('a', 'b', 'c'))}"
    assert [role for role, _, _ in shown(body)] == ["text", "row"]


def test_a_frame_around_text_is_no_table() -> None:
    framed = """<table><tgroup cols="1"><tbody><row><entry><al>In het kader.</al>
      <lijst type="ndash"><li><al>punt</al></li></lijst></entry></row></tbody></tgroup></table>"""
    assert shown(framed) == [("text", 0, "In het kader."), ("item", 1, "– punt")]
    inner = table(entries("a", "b", "c"), title="Binnen")
    nested = f"""<table><tgroup cols="2"><tbody>
      <row><entry><al>Links</al>{inner}</entry>{entries("Rechts")}</row></tbody></tgroup></table>"""
    assert [(role, text) for role, _, text in shown(nested)] == [
        ("text", "Links"),
        ("caption", "Binnen"),
        ("row", "a b c"),
        ("text", "Rechts"),
    ]


def test_tables_right_below_each_other_stay_apart() -> None:
    body = table(entries("a", "2023", "2024"), entries("b", "1", "2")) + table(
        entries("c", "x", "y"), entries("d", "3", "4")
    )
    assert [[row.label for row in found.rows] for found in parse(body).tables] == [["b"], ["d"]]


# --- notes ------------------------------------------------------------------------------------------------------------

NOTE = "<noot id='{0}' type='voet'><noot.nr>{0}</noot.nr><noot.al>Noot {0}</noot.al><noot.al>en meer.</noot.al></noot>"


def test_notes_come_behind_the_block_that_their_mark_stands_in() -> None:
    first, second, third = (NOTE.format(number) for number in (1, 2, 3))
    body = f"""<al>Dat was zo. {first} En <nootref refid="2"/> nog.</al>
      <lijst><li><li.nr>–</li.nr><al>een{second}</al></li><li><li.nr>–</li.nr><al>twee</al></li></lijst>
      {table(entries("a" + third, "b", "c"), entries("d", "e", "f"))}<al>Slot.</al>"""
    assert shown(body) == [
        ("text", 0, "Dat was zo.[1] En[2] nog."),
        ("note", 0, "1 Noot 1 en meer."),
        ("item", 1, "– een[2]"),
        ("item", 1, "– twee"),
        ("note", 0, "2 Noot 2 en meer."),
        ("row", 0, "a[3] b c"),
        ("row", 0, "d e f"),
        ("note", 0, "3 Noot 3 en meer."),
        ("text", 0, "Slot."),
    ]


def test_raised_numbers_are_marks_where_a_note_begins_with_them() -> None:
    body = (
        table(entries("Waarde<sup>1</sup>", "2", "3"), "<entry><al><sup>1</sup>Exclusief btw.</al></entry>")
        + "<al>Grond: 40 m<sup>2</sup> in de 2<sup>e</sup> fase.<sup>2</sup></al><al><sup>2</sup> Kamerstukken II.</al>"
        + "<al>De 10<sup>6</sup> euro.</al>"
    )
    assert [(role, text) for role, _, text in shown(body)] == [
        ("row", "Waarde[1] 2 3"),
        ("note", "1 Exclusief btw."),
        ("text", "Grond: 40 m2 in de 2e fase.[2]"),
        ("note", "2 Kamerstukken II."),
        ("text", "De 106 euro."),
    ]


# --- questions --------------------------------------------------------------------------------------------------------

QUESTIONS = """<officiele-publicatie><kamervragen>
  <kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2023–2024</tekstregel>
    <tekstregel>Aanhangsel van de Handelingen</tekstregel></kamervraagkop>
  <kamervraagnummer>1178</kamervraagnummer>
  <kamervraagomschrijving type="vraag">Vragen van het lid <naam><achternaam>Jansen</achternaam></naam> aan de Minister
    over <kamervraagonderwerp>het water</kamervraagonderwerp> (ingezonden <datum>16 januari 2024</datum>).
  </kamervraagomschrijving>
  <kamervraagomschrijving type="antwoord">Antwoord van Minister <naam><achternaam>De Vries</achternaam></naam>
    (ontvangen <datum>7 maart 2024</datum>).</kamervraagomschrijving>
  <vraag><nr>Vraag 1</nr><al>Kent u het bericht?<noot id="n1" type="voet"><noot.nr>1</noot.nr>
    <noot.al>Trouw, 12 december 2023.</noot.al></noot></al></vraag>
  <antwoord><nr>Antwoord 1</nr><al>Ja.</al><al>Het is mij bekend.</al></antwoord>
  <vraag><nr>2</nr><al>Klopt het?</al></vraag>
  <antwoord><nr>2</nr><al>Nee.</al></antwoord>
  <vraag><al>Vraag 3</al><al>Waarom?</al></vraag>
  <antwoord><al>Daarom.</al></antwoord>
</kamervragen></officiele-publicatie>"""


def test_answered_questions_are_paired() -> None:
    pages = clean_pages(read_xml_pages(QUESTIONS.encode()))
    document = parse_document(Source("ah", Path("ah.xml"), "ah.xml", "", Metadata()), pages)
    found = [
        (question.number, document.slice(question.question), document.slice(question.answer or question.span))
        for question in document.questions
    ]
    assert found == [
        ("1", "Kent u het bericht?", "Ja.\n\nHet is mij bekend."),
        ("2", "Klopt het?", "Nee."),
        ("3", "Waarom?", "Daarom."),
    ]


def test_the_description_of_questions_is_one_paragraph() -> None:
    (page,) = read_xml_pages(QUESTIONS.encode())
    texts = [line.text for line in page.lines if line.text]
    assert texts[2:5] == [
        "1178",
        "Vragen van het lid Jansen aan de Minister over het water (ingezonden 16 januari 2024).",
        "Antwoord van Minister De Vries (ontvangen 7 maart 2024).",
    ]
    assert texts.index("1 Trouw, 12 december 2023.") > texts.index("Het is mij bekend.")  # it cuts no answer in two


# --- hostile and damaged files ----------------------------------------------------------------------------------------

LAUGHS = (
    "<!DOCTYPE al [<!ENTITY l0 'lol'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
BLOWUP = f"<!DOCTYPE al [<!ENTITY a '{'x' * 100_000}'>]>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leeg"),
        (b" \n ", "leeg"),
        (b"<al>\n<b></al>", "beschadigd op regel 2"),
        (b"<officiele-publicatie><al>Tekst", "beschadigd op regel 1"),
        (b"\x00\x01\x02" * 50, "beschadigd"),
        (b"<?xml version='1.0' encoding='klingon'?><al>x</al>", "beschadigd"),
        (b"<officiele-publicatie><metadata>Alleen dit</metadata></officiele-publicatie>", "geen tekst"),
        (f"{LAUGHS}<al>&l9;</al>".encode(), "eigen entiteit"),
        (f"{LAUGHS}<al x='&l9;'>y</al>".encode(), "eigen entiteit"),
        (f"{BLOWUP}<al>{'&a;' * 50_000}</al>".encode(), "eigen entiteit"),
        (f"{BLOWUP}<r>{'<al x=`&a;`/>' * 50_000}</r>".replace("`", '"').encode(), "eigen entiteit"),
        (b"<!DOCTYPE al [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><al>x &f;</al>", "eigen entiteit"),
        (b"<al>" * 1_000_000 + b"x" + b"</al>" * 1_000_000, "genest"),
        (b"<al>" * 220 + b"x" + b"</al>" * 220, "genest"),
        (b"<r>" + b"<a/>" * 2_000_001 + b"</r>", "tags"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read_xml_pages(data)
    message = str(caught.value)
    assert "\n" not in message and message.count(". ") == 1 and message.endswith(".")


def test_nothing_is_fetched_for_a_document_type() -> None:
    data = b"<!DOCTYPE al SYSTEM 'http://voorbeeld.nl/op.dtd'><al>caf&eacute;&nbsp;&euro; 3</al>"
    (page,) = read_xml_pages(data)
    assert page.lines[0].text == "café\u00a0€ 3"


def test_spans_reach_no_further_than_their_table() -> None:
    body = """<table><tgroup cols="900000000"><colspec colname="a" colnum="1"/><colspec colname="b" colnum="900000000"/>
      <tbody><row><entry namest="a" nameend="b" morerows="999999999"><al>x</al></entry><entry><al>y</al></entry></row>
      <row><entry><al>z</al></entry><entry><al>q</al></entry></row></tbody></tgroup></table>"""
    cells = [cell for line in lines_of(body) for cell in line.cells]
    assert all(cell.column + cell.columns <= 4 and cell.rows <= 2 for cell in cells)


def test_encodings_that_are_declared_are_read() -> None:
    text = "<?xml version='1.0' encoding='{}'?><al>Café € 3</al>"
    for encoding in ("utf-8", "utf-16", "windows-1252"):
        (page,) = read_xml_pages(text.format(encoding).encode(encoding))
        assert page.lines[0].text == "Café € 3"


def test_xhtml_under_another_name_is_read_as_a_page() -> None:
    data = b"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Kop</h1><p>Tekst.</p></body></html>"
    (page,) = read_xml_pages(data)
    assert [(line.role, line.text) for line in page.lines if line.text] == [("heading", "Kop"), ("text", "Tekst.")]


# --- whatever the markup ----------------------------------------------------------------------------------------------

tags = st.sampled_from(
    [
        *[
            "al",
            "divisie",
            "kop",
            "titel",
            "nr",
            "tussenkop",
            "lijst",
            "li",
            "li.nr",
            "table",
            "tgroup",
            "tbody",
            "row",
        ],
        *[
            "entry",
            "noot",
            "noot.nr",
            "noot.al",
            "nadruk",
            "sup",
            "vraag",
            "antwoord",
            "lid",
            "lidnr",
            "onbekend",
            "br",
        ],
        *["ondertekening", "naam", "kamerstukkop", "tekstregel", "term", "definitielijst", "definitie-item", "title"],
    ]
)
words = st.sampled_from(
    ["", " ", "woord", "Tabel 4", "Vraag 1", "1", "a)", "2024", "Antwoord", "€ 1.000", "(x € 1.000)", "."]
)
trees = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>" if tag != "br" else "<br/>",
        tags,
        st.lists(inner, max_size=5),
    ),
    max_leaves=40,
)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character == "€")


@settings(max_examples=300, deadline=None)
@given(st.lists(trees, max_size=8))
def test_no_text_is_lost_and_every_line_lies_in_one_block(parts: list[str]) -> None:
    body = "".join(parts)
    data = f"<officiele-publicatie><al>Begin</al>{body}</officiele-publicatie>".encode()
    read = read_xml_pages(data)
    there = Counter(letters("".join(line.text for line in read[0].lines)))
    assert not Counter(letters(re.sub(r"<[^>]*>", "", body))) - there
    pages = clean_pages(read)
    document = parse_document(Source("proef", Path("proef.xml"), "proef.xml", "", Metadata()), pages)
    for line in pages[0].lines:
        span = document.line_spans[line.sources[0] - 1]
        assert document.slice(span) == line.text
        holding = [block for block in document.blocks if block.span.contains(span) and line.text]
        assert len(holding) == (1 if line.text else 0), line


@pytest.mark.skipif(SAMPLES is None, reason="de map met voorbeelden is er niet (VRAAGBAAK_SAMPLES)")
def test_every_publication_among_the_samples_is_read() -> None:
    paths = sorted(Path(SAMPLES or "").glob("*.xml"))
    assert paths
    for path in paths:
        pages = clean_pages(read_pages(path))
        document = parse_document(Source(path.stem, path, path.name, "", Metadata()), pages)
        assert document.metadata.kamerstuk and document.metadata.date and document.metadata.title
        assert any(block.kind == "heading" for block in document.blocks)
        assert all(table.rows for table in document.tables)
