"""Word documents: styles, numbering, tables, notes, what was tracked, and files that are none or mean harm."""

import io
import re
import struct
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from docx import Document as new_docx
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Metadata, Source, clean_pages, parse_document
from ingest.document import MARK_CLOSE, MARK_OPEN, Line
from ingest.errors import DocumentError
from ingest.readers.docx.docx import read_docx_pages

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="x:mc" xmlns:wps="x:wps" xmlns:v="x:v" xmlns:m="x:m"'

STYLES = """
  <w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:pPr>
    <w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
  <w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/><w:pPr>
    <w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>
  <w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Huisstijl"/><w:basedOn w:val="Kop2"/></w:style>
  <w:style w:type="paragraph" w:styleId="Omtrek"><w:name w:val="Paragraaf"/><w:pPr>
    <w:outlineLvl w:val="2"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Bijschrift"><w:name w:val="caption"/></w:style>
  <w:style w:type="paragraph" w:styleId="Lijst"><w:name w:val="List Bullet"/><w:pPr>
    <w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:type="character" w:styleId="Sterk"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"""

NUMBERING = """
  <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
    <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
    <w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
    <w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/>
    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>"""


def pack(entries: dict[str, str]) -> bytes:
    """Return an archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def files_of(body: str, **parts: str) -> dict[str, str]:
    """Return the files of a document with this body, and parts that are named after their kind."""
    parts = {"styles": STYLES, "numbering": NUMBERING, **parts}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **{name: name for name in parts}}.items()
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {NAMES}>{content}</w:{name}>" for name, content in parts.items()},
    }


def lines_of(body: str, **parts: str) -> tuple[Line, ...]:
    (page,) = read_docx_pages(pack(files_of(body, **parts)))
    assert page.number == 0
    assert [line.sources for line in page.lines] == [(n,) for n in range(1, len(page.lines) + 1)]
    return page.lines


def shown(body: str, **parts: str) -> list[tuple[str, int, str]]:
    """Return role, level and text of each filled line, with the marks of notes in brackets."""
    return [(line.role, line.level, show(line.text)) for line in lines_of(body, **parts) if line.text]


def show(text: str) -> str:
    return text.replace(MARK_OPEN, "[").replace(MARK_CLOSE, "]")


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "", place: str = "") -> str:
    """Return a paragraph of runs, or of one plain text, in a style and a list (`number level`)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    number, _, level = place.partition(" ")
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if place else ""
    content = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{named}{listed}</w:pPr>{content}</w:p>"


def tc(content: str = "", look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


KOP = p("Kop", style="Kop1")


# --- headings and lists -----------------------------------------------------------------------------------------------


def test_headings_are_told_by_the_styles_of_paragraphs() -> None:
    direct = f"<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{run('Zonder stijl')}</w:p>"
    body = (
        p("Jaarverslag", style="Titel")
        + p("Beleid", style="Kop1")
        + p("Water", style="Kop2")
        + p("Nader", style="Omtrek")
        + p("Wegen", style="Eigen")
        + direct
        + p("Tekst.")
    )
    assert shown(body) == [
        ("text", 0, "Jaarverslag"),
        ("heading", 1, "Beleid"),
        ("heading", 2, "1.1 Water"),
        ("heading", 3, "Nader"),
        ("heading", 2, "1.2 Wegen"),
        ("heading", 2, "Zonder stijl"),
        ("text", 0, "Tekst."),
    ]


def test_bold_paragraphs_are_headings_below_those_with_a_style() -> None:
    bold = "<w:b/>"
    body = (
        p(run("Ministerie van Water", bold))
        + p("Beleid", style="Kop1")
        + p(run("Stichting ", bold), run("Nidos", '<w:rStyle w:val="Sterk"/>'))
        + p("Zij krijgt geld.")
        + p(run("Vet", bold), run(" en niet"), run(" vet", '<w:b w:val="0"/>'))
        + p(run("Dit is een zin.", bold))
        + p("Tekst.")
    )
    assert [(role, level) for role, level, _ in shown(body)] == [
        *[("text", 0), ("heading", 1), ("heading", 2), ("text", 0), ("text", 0), ("text", 0), ("text", 0)],
    ]


def test_without_any_heading_the_shape_of_lines_can_tell() -> None:
    assert [role for role, _, _ in shown(p("2.1 Doel van het beleid") + p("Tekst."))] == ["", ""]


def test_items_have_the_numbers_that_word_computes() -> None:
    body = (
        KOP
        + p("een", style="Lijst")
        + p("sub een", place="1 1")
        + p("sub twee", place="1 1")
        + p("diep", place="1 2")
        + p("twee", style="Lijst")
        + p("weer een", place="1 1")
        + p("geen item", style="Lijst", place="0 0")
        + p("een", place="3 0")
        + p("", place="3 0")
        + p("drie", place="3 0")
        + p("zeven", place="4 0")
        + p("acht", place="4 0")
        + p("bestaat niet", place="99 0")
    )
    assert shown(body)[1:] == [
        ("item", 1, "• een"),
        ("item", 2, "a) sub een"),
        ("item", 2, "b) sub twee"),
        ("item", 3, "- diep"),
        ("item", 1, "• twee"),
        ("item", 2, "a) weer een"),
        ("text", 0, "geen item"),
        ("item", 1, "1. een"),
        ("item", 1, "3. drie"),
        ("item", 1, "7. zeven"),
        ("item", 1, "8. acht"),
        ("text", 0, "bestaat niet"),
    ]


# --- text within paragraphs -------------------------------------------------------------------------------------------


def test_the_text_is_what_word_prints() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>code</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run(" pagina 3")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = KOP + p(
        run("Was"),
        f"<w:del>{run(' weg').replace('w:t', 'w:delText')}</w:del><w:ins>{run(' nieuw')}</w:ins>",
        f"<w:moveFrom>{run(' weg')}</w:moveFrom><w:moveTo>{run(' hierheen')}</w:moveTo>",
        f'<w:hyperlink r:id="x">{run(" link")}</w:hyperlink><w:smartTag>{run(" slim")}</w:smartTag>',
        f"<w:sdt><w:sdtPr><w:t>weg</w:t></w:sdtPr><w:sdtContent>{run(' veld')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple w:instr='DATE'>{run(' vandaag')}</w:fldSimple>{field}",
        run(" verborgen", "<w:vanish/>"),
        "<w:r><w:tab/><w:t>ge</w:t><w:softHyphen/><w:t>lijk</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r>",
        "<w:r><w:br w:type='page'/></w:r>",
        "<w:r><w:br/><w:t>regel twee</w:t></w:r>",
    )
    assert [text for _, _, text in shown(body)][1:] == [
        "Was nieuw hierheen link slim veld vandaag pagina 3 gelijk-3",
        "regel twee",
    ]


def test_text_in_content_controls_and_text_boxes_is_kept_once() -> None:
    box = f"<w:txbxContent>{p('In een kader')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = KOP + f"<w:sdt><w:sdtContent>{p('In een veld')}</w:sdtContent></w:sdt>" + p(run("Alinea."), drawn)
    assert [text for _, _, text in shown(body)] == ["Kop", "In een veld", "Alinea.", "In een kader"]


def test_headers_and_footers_of_pages_are_no_text() -> None:
    document = new_docx()
    document.sections[0].header.paragraphs[0].text = "Ministerie"
    document.sections[0].footer.paragraphs[0].text = "Pagina 1 van 3"
    document.add_heading("Kop", 1)
    document.add_paragraph("Tekst.")
    out = io.BytesIO()
    document.save(out)
    (page,) = read_docx_pages(out.getvalue())
    assert [line.text for line in page.lines if line.text] == ["Kop", "Tekst."]


# --- tables -----------------------------------------------------------------------------------------------------------


def test_cells_span_columns_and_rows() -> None:
    body = (
        p("Tabel 1 Uitgaven (x € 1.000)", style="Bijschrift")
        + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + tc("Artikel")
        + tc("2024", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>"
        + tc("Asiel", '<w:vMerge w:val="restart"/>')
        + tc(p("1") + p("a"))
        + tc("2")
        + "</w:tr><w:tr>"
        + tc(p("Rest"), "<w:vMerge/>").replace("Rest", "")
        + f"<w:sdt><w:sdtContent>{tc('3')}</w:sdtContent></w:sdt>"
        + tc(table(tc("x"))).replace("<w:tbl>", "<w:p/>").replace("</w:tbl>", "")
        + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + tc("weg")
        + "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
        + tc("4")
        + tc("5")
        + "</w:tr></w:tbl>"
    )
    lines = lines_of(body)
    assert [(line.role, line.text) for line in lines] == [
        ("caption", "Tabel 1 Uitgaven (x € 1.000)"),
        ("header", "Artikel 2024"),
        ("row", "Asiel 1 a 2"),
        ("row", "3"),
        ("row", "4 5"),
    ]
    assert [[(cell.text, cell.column, cell.columns, cell.rows) for cell in line.cells] for line in lines[1:]] == [
        [("Artikel", 0, 1, 1), ("2024", 1, 2, 1)],
        [("Asiel", 0, 1, 2), ("1 a", 1, 1, 1), ("2", 2, 1, 1)],
        [("3", 1, 1, 1), ("", 2, 1, 1)],
        [("4", 1, 1, 1), ("5", 2, 1, 1)],
    ]


@pytest.mark.parametrize(
    "above",
    [
        p("Tabel 4 Uitgaven (x € 1.000)"),
        p(run("Tabel 4", "<w:b/>")) + p("Uitgaven (x € 1.000)"),
        p("Tabel 4", style="Bijschrift") + p("Uitgaven (x € 1.000)"),
        p(run("Tabel 4 Uitgaven"), "<w:r><w:br/><w:t>(x € 1.000)</w:t></w:r>"),
    ],
)
def test_what_stands_above_a_table_is_its_caption(above: str) -> None:
    lines = lines_of(KOP + above + table(tc("COA") + tc("1")))[2:]
    assert [(line.role, line.text) for line in lines] == [("caption", "Tabel 4 Uitgaven (x € 1.000)"), ("row", "COA 1")]


def test_a_caption_of_no_table_is_text() -> None:
    assert shown(KOP + p("Figuur 1 Verloop", style="Bijschrift") + p("Tekst."))[1][0] == "text"


def test_a_table_that_places_things_is_read_through() -> None:
    framed = table(tc(p("In het kader") + p("punt", style="Lijst")))
    assert [role for role, _, _ in shown(KOP + framed)] == ["heading", "text", "item"]
    nested = table(tc("links") + tc(p("rechts") + table(tc("COA") + tc("1")) + p("")))
    assert [(role, text) for role, _, text in shown(KOP + nested)][1:] == [
        *[("text", "links"), ("text", "rechts"), ("row", "COA 1")],
    ]


# --- notes ------------------------------------------------------------------------------------------------------------


def note(kind: str, number: int, text: str) -> str:
    return f"<w:{kind} w:id='{number}'>{p('<w:r><w:footnoteRef/></w:r>', run(f' {text}'))}</w:{kind}>"


def mark(kind: str, number: int, more: str = "") -> str:
    return f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:{kind}Reference w:id='{number}' {more}/></w:r>"


def test_notes_are_numbered_as_they_come_and_stand_behind_their_block() -> None:
    body = (
        p(run("Eén"), mark("footnote", 7), run(" en twee"), mark("endnote", 2), run("."))
        + p(run("punt "), mark("footnote", 3), style="Lijst")
        + p("punt", style="Lijst")
        + table(
            tc(p(run("x"), mark("footnote", 9, 'w:customMarkFollows="1"').replace("</w:r>", "<w:t>*</w:t></w:r>")))
            + tc("y")
        )
        + p("Slot.")
    )
    parts = {
        "footnotes": "<w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        + "".join(note("footnote", number, f"Noot {number}.") for number in (3, 7, 9)),
        "endnotes": note("endnote", 2, "Eindnoot."),
    }
    assert shown(KOP + body, **parts)[1:] == [
        ("text", 0, "Eén[1] en twee[i]."),
        ("note", 0, "1 Noot 7."),
        ("item", 1, "• punt[2]"),
        ("item", 1, "• punt"),
        ("note", 0, "2 Noot 3."),
        ("row", 0, "x[*] y"),
        ("note", 0, "* Noot 9."),
        ("text", 0, "Slot."),
        ("note", 0, "i Eindnoot."),
    ]
    form = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
    assert shown(KOP + body, **parts, settings=form)[-1] == ("note", 0, "1 Eindnoot.")


# --- files that are no document, or mean harm -------------------------------------------------------------------------


def test_a_document_with_entities_is_refused() -> None:
    files = files_of(p("x"))
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'>]>"
    files["word/document.xml"] = laughs + files["word/document.xml"].replace(">x<", ">&a;<")
    with pytest.raises(DocumentError, match="niet te openen"):
        read_docx_pages(pack(files))


def lie(data: bytes, name: bytes, size: int) -> bytes:
    """Return the archive with another size for a file than it has, where it says so twice."""
    changed = bytearray(data)
    for signature, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        header = max(m.start() for m in re.finditer(re.escape(signature), data[: data.rfind(name)]))
        changed[header + place : header + place + 4] = struct.pack("<I", size)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leeg"),
        (b"Gewone tekst", "beschadigd"),
        (pack(files_of(p("x")))[:-80], "beschadigd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"oude soort \(\.doc\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        (pack({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "geen Word-document"),
        (pack({"a.txt": "x"}), "geen Word-document"),
        (pack({"[Content_Types].xml": "<x/>", "word/x.xml": "<x/>"}), "niet te openen"),
        (pack(files_of("<w:p><w:r>")), "niet te openen"),
        (pack(files_of(p(""))), "geen tekst"),
        (
            pack(files_of("<w:sdt><w:sdtContent>" * 150 + p("x") + "</w:sdtContent></w:sdt>" * 150)),
            "niet te openen",
        ),
        (pack({**files_of(p("x")), "word/bom.xml": " " * 60_000_000}), "te groot"),
        (pack({**files_of(p("x")), **{f"word/{n}.xml": "" for n in range(5_001)}}), "te groot"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read_docx_pages(data)
    assert "\n" not in str(caught.value) and str(caught.value).endswith(".")


def test_an_archive_that_lies_about_its_sizes_fills_no_memory() -> None:
    data = lie(pack({**files_of(p("x")), "word/bom.xml": " " * 60_000_000}), b"word/bom.xml", 100)
    tracemalloc.start()
    with pytest.raises(DocumentError, match="beschadigd"):
        read_docx_pages(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_note_that_holds_itself_and_styles_in_a_circle_have_an_end() -> None:
    own = f"<w:footnote w:id='1'>{p(run('x'), mark('footnote', 1))}</w:footnote>"
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "ba")
    )
    body = p(run("Tekst"), mark("footnote", 1), style="a")
    assert [text for _, _, text in shown(body, footnotes=own, styles=circle)] == ["Tekst[1]", "1 x"]


def test_pictures_are_not_unpacked() -> None:
    files = files_of(p("Tekst."))
    data = pack({**files, "word/media/plaatje.emf": "x" * 60_000_000})
    assert [line.text for line in read_docx_pages(data)[0].lines] == ["Tekst."]


# --- whatever the document --------------------------------------------------------------------------------------------

words = st.sampled_from(["", "woord", "Tabel 4", "Vraag 1", "Antwoord", "1", "a)", "€ 1.000", "(x € 1.000)", "Kop."])
looks = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:vertAlign w:val="superscript"/>'])
runs = st.lists(st.builds(run, words, looks), max_size=3)
styles = st.sampled_from(["", "Titel", "Kop1", "Kop2", "Bijschrift", "Lijst", "Omtrek"])
paragraphs = st.builds(lambda parts, style: p(*parts, style=style), runs, styles)
tables = st.lists(st.lists(paragraphs.map(tc), min_size=1, max_size=4).map("".join), min_size=1, max_size=4).map(
    lambda rows: table(*rows)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(paragraphs, paragraphs, tables), max_size=12))
def test_no_text_is_lost_and_every_line_lies_in_one_block(parts: list[str]) -> None:
    body = p("Begin") + "".join(parts)
    read = read_docx_pages(pack(files_of(body)))
    there = Counter(c for line in read[0].lines for c in line.text if c.isalnum() or c == "€")
    assert not Counter(c for c in re.sub(r"<[^>]*>", "", body) if c.isalnum() or c == "€") - there
    pages = clean_pages(read)
    document = parse_document(Source("proef", Path("proef.docx"), "proef.docx", "", Metadata()), pages)
    for line in pages[0].lines:
        span = document.line_spans[line.sources[0] - 1]
        assert document.slice(span) == line.text
        holding = [block for block in document.blocks if block.span.contains(span) and line.text]
        assert len(holding) == (1 if line.text else 0), line
