"""The same small document as XML, HTML and DOCX gives the same headings, questions, cells and notes."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as new_docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.table import Table as WordTable

from ingest import Document, Metadata, Source, clean_pages, parse_document
from ingest.document import Page
from ingest.readers.docx.docx import read_docx_pages
from ingest.readers.html.html import read_html_pages
from ingest.readers.xml.xml import read_xml_pages

FRONT = (
    "Vergaderjaar 2024–2025",
    "36 740 XII Jaarverslag en slotwet Ministerie van Infrastructuur en Waterstaat 2024",
    "Nr. 9 LIJST VAN VRAGEN EN ANTWOORDEN",
    "Vastgesteld 19 juni 2025",
)
CAPTION = "Tabel 1 Uitgaven per artikel (bedragen x € 1.000)"
ROWS = (
    ("Artikel", "2023", "2024"),
    ("Water", "", ""),
    ("Dijken", "1.200", "1.350"),
    ("Sluizen", "300", "‒ 50"),
    ("Wegen", "", ""),
    ("Onderhoud", "500", "700"),
    ("Totaal", "2.000", "2.000"),
)
QUESTIONS = (
    ("Waarom stegen de uitgaven aan dijken?", ("Door hogere prijzen.", "Zie ook tabel 1.")),
    ("Hoeveel sluizen zijn er?", ("Dat zijn er 137.",)),
    ("Klopt het totaal?", ("Ja.",)),
)
NOTE = "Kamerstukken II 2023/24, 36 560 XII, nr. 1."

XML = f"""<?xml version="1.0" encoding="utf-8"?><officiele-publicatie><kamerstuk>
  <kamerstukkop><tekstregel inhoud="vergaderjaar">{FRONT[0]}</tekstregel></kamerstukkop>
  <dossier><dossiernummer><dossiernr>36 740</dossiernr><begrotingshoofdstuk>XII</begrotingshoofdstuk></dossiernummer>
    <titel>{FRONT[1][11:]}</titel></dossier>
  <stuk><stuknr>Nr. <ondernummer>9</ondernummer></stuknr><titel>{FRONT[2][6:]}</titel>
    <datumtekst>Vastgesteld <datum>19 juni 2025</datum></datumtekst><algemeen><vrije-tekst>
    <divisie><kop><nr>1</nr><titel>Beleid</titel></kop>
      <divisie><kop><nr>1.1</nr><titel>Water</titel></kop>
        <al>Het beleid<noot id="a" type="voet"><noot.nr>1</noot.nr><noot.al>{NOTE}</noot.al></noot> heeft
          twee delen:</al>
        <lijst type="expliciet"><li><li.nr>•</li.nr><al>dijken;</al></li>
          <li><li.nr>•</li.nr><al>sluizen.</al></li></lijst>
        <table><title>{CAPTION}</title><tgroup cols="3"><thead>{{head}}</thead><tbody>{{body}}</tbody></tgroup></table>
      </divisie>
      <divisie><kop><nr>1.2</nr><titel>Wegen</titel></kop><al>Het onderhoud kostte meer.</al></divisie>
    </divisie>
    <divisie><kop><nr>2</nr><titel>Vragen en antwoorden</titel></kop>{{questions}}</divisie>
  </vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>"""

HTML = f"""<!DOCTYPE html><html lang="nl">
  <head><meta charset="utf-8"><title>Kamerstuk 36740-XII, nr. 9</title></head><body>
  <nav><a href="/">Begin</a></nav><main><p>{FRONT[0]}</p><h1 class="dossiertitel">{FRONT[1]}</h1>
  <h1 class="stuktitel">{FRONT[2]}</h1><p class="kamerstukdatum">{FRONT[3]}</p>
  <h2>1 Beleid</h2><h3>1.1 Water</h3>
  <p>Het beleid<sup><a class="nootnum" href="#ID-a">1</a></sup> heeft twee delen:</p>
  <ul><li>dijken;</li><li>sluizen.</li></ul>
  <table><caption>{CAPTION}</caption><thead>{{head}}</thead><tbody>{{body}}</tbody></table>
  <h3>1.2 Wegen</h3><p>Het onderhoud kostte meer.</p>
  <h2>2 Vragen en antwoorden</h2>{{questions}}
  <div id="noten"><div class="voet noot"><sup><span class="nootnum" id="ID-a">1</span></sup><p>{NOTE}</p></div></div>
  </main></body></html>"""


def as_xml() -> bytes:
    rows = [f"<row>{''.join(f'<entry><al>{text}</al></entry>' for text in row)}</row>" for row in ROWS]
    pairs = "".join(
        f"<vraag><nr>Vraag {number}</nr><al>{asked}</al></vraag>"
        f"<antwoord><nr>Antwoord {number}</nr>{''.join(f'<al>{text}</al>' for text in texts)}</antwoord>"
        for number, (asked, texts) in enumerate(QUESTIONS, start=1)
    )
    return XML.format(head=rows[0], body="".join(rows[1:]), questions=pairs).encode()


def as_html() -> bytes:
    rows = [f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS]
    pairs = "".join(
        f"<h2 class='stuktitel'>Vraag {number}</h2><p>{asked}</p>"
        f"<h2 class='stuktitel'>Antwoord {number}</h2>{''.join(f'<p>{text}</p>' for text in texts)}"
        for number, (asked, texts) in enumerate(QUESTIONS, start=1)
    )
    return HTML.format(head=rows[0], body="".join(rows[1:]), questions=pairs).encode()


def as_docx() -> bytes:
    document: WordDocument = new_docx()
    for line in FRONT:
        document.add_paragraph().add_run(line).bold = True
    document.add_heading("1 Beleid", 1)
    document.add_heading("1.1 Water", 2)
    paragraph = document.add_paragraph("Het beleid")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" heeft twee delen:")
    for text in ("dijken;", "sluizen."):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph(CAPTION, style="Caption")
    table: WordTable = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_heading("1.2 Wegen", 2)
    document.add_paragraph("Het onderhoud kostte meer.")
    document.add_heading("2 Vragen en antwoorden", 1)
    for number, (asked, answered) in enumerate(QUESTIONS, start=1):
        document.add_paragraph().add_run(f"Vraag {number}").bold = True
        document.add_paragraph(asked)
        document.add_paragraph().add_run(f"Antwoord {number}").bold = True
        for text in answered:
            document.add_paragraph(text)
    paragraph = document.add_paragraph(style=document.styles.add_style("Noot", WD_STYLE_TYPE.PARAGRAPH))
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(f" {NOTE}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


READERS: dict[str, tuple[Callable[[], bytes], Callable[[bytes], tuple[Page, ...]]]] = {
    ".xml": (as_xml, read_xml_pages),
    ".html": (as_html, read_html_pages),
    ".docx": (as_docx, read_docx_pages),
}


@pytest.fixture(scope="module", params=READERS)
def pages(request: pytest.FixtureRequest) -> tuple[Page, ...]:
    write, read = READERS[request.param]
    return clean_pages(read(write()))


@pytest.fixture(scope="module")
def document(pages: tuple[Page, ...]) -> Document:
    return parse_document(Source("stuk", Path("stuk.xml"), "stuk.xml", "", Metadata()), pages)


def test_headings_are_the_same(document: Document) -> None:
    found = [(len(block.headings), document.slice(block.span)) for block in document.blocks if block.kind == "heading"]
    assert found == [(1, "1 Beleid"), (2, "1.1 Water"), (2, "1.2 Wegen"), (1, "2 Vragen en antwoorden")]


def test_metadata_is_the_same(document: Document) -> None:
    metadata = document.metadata
    assert (metadata.kamerstuk, metadata.date, metadata.session) == ("36 740 XII, nr. 9", "2025-06-19", "2024/25")
    assert metadata.title == FRONT[1][11:]
    assert (metadata.kind, metadata.ministry) == ("lijst van vragen en antwoorden", "Infrastructuur en Waterstaat")


def test_questions_are_the_same(document: Document) -> None:
    found = [
        (question.number, document.slice(question.question), document.slice(question.answer or question.span))
        for question in document.questions
    ]
    assert found == [
        (str(number), asked, "\n\n".join(texts)) for number, (asked, texts) in enumerate(QUESTIONS, start=1)
    ]


def test_cells_are_the_same(document: Document) -> None:
    (table,) = document.tables
    assert (table.name, table.unit, table.columns) == ("Tabel 1", "x € 1.000", ("2023", "2024"))
    found = [(*row.groups, row.label, *(f"{cell.column}: {cell.text}" for cell in row.cells)) for row in table.rows]
    assert found == [
        ("Water", "Dijken", "2023: 1.200", "2024: 1.350"),
        ("Water", "Sluizen", "2023: 300", "2024: ‒ 50"),
        ("Wegen", "Onderhoud", "2023: 500", "2024: 700"),
        ("Totaal", "2023: 2.000", "2024: 2.000"),
    ]


def test_items_and_notes_are_the_same(document: Document) -> None:
    items = [document.slice(block.span) for block in document.blocks if block.kind == "list_item"]
    notes = [document.slice(block.span) for block in document.blocks if block.kind == "footnote"]
    assert items == ["• dijken;", "• sluizen."]
    assert notes == [f"1 {NOTE}"]
    assert "Het beleid heeft twee delen:" in document.text


def test_every_line_lies_in_one_block(document: Document, pages: tuple[Page, ...]) -> None:
    assert document.page_starts == ()
    for line in pages[0].lines:
        span = document.line_spans[line.sources[0] - 1]
        assert document.slice(span) == line.text
        assert sum(block.span.contains(span) for block in document.blocks if line.text) == bool(line.text)
