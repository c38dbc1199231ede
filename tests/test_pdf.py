"""A PDF is read as it is printed: whole words in reading order, notes apart, tables by where their cells stand."""

import io
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as PdfTable

from ingest import Document, Metadata, Source, clean_pages, parse_document, read_document
from ingest.clean import find_furniture, has_wrap_cue
from ingest.document import MARK_CLOSE, MARK_OPEN, Line
from ingest.errors import DocumentError
from ingest.readers import read_pages
from ingest.readers.pdf.pdf import ERRORS, read_pdf_pages

SAMPLES = Path(os.environ.get("VRAAGBAAK_SAMPLES", "/nonexistent"))

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, spaceAfter=10)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold", fontSize=12, leading=14)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8, leading=9.5, spaceAfter=0)
PROSE = (
    "De Kamer heeft gevraagd naar de voortgang van het programma. Het kabinet heeft in het afgelopen jaar "
    "verschillende maatregelen genomen om de uitvoering te versterken, waaronder extra middelen voor de "
    "uitvoeringsorganisaties. "
)
RULED, HAIR, BARE = "GRID", "LINEBELOW", ""


def drawn(draw: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    """Return a PDF with what `draw` puts on its pages; the text of each is at the size that the canvas is set to."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def flowing(story: Sequence[Flowable]) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(list(story))
    return out.getvalue()


def write(canvas: Canvas, lines: Sequence[str], x: float = 70, y: float = 760, leading: float = 12) -> None:
    for i, line in enumerate(lines):
        canvas.drawString(x, y - i * leading, line)


def lines_of(data: bytes) -> list[Line]:
    return [line for page in read_pdf_pages(data) for line in page.lines]


def texts(data: bytes) -> list[str]:
    return [line.text for line in lines_of(data) if line.text]


def cells(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in lines_of(data) if line.cells]


def parse(data: bytes) -> Document:
    source = Source("proef", Path("proef.pdf"), "proef.pdf", "", Metadata())
    return parse_document(source, clean_pages(read_pdf_pages(data)))


def table(rows: Sequence[Sequence[str]], lines: str, widths: Sequence[float] | None = None) -> Flowable:
    """Return a table with figures to the right, and lines around all cells, below them, or none."""
    data = [[Paragraph(text, ParagraphStyle("c", parent=CELL, alignment=2 if i else 0)) for i, text in enumerate(row)]
            for row in rows]  # fmt: skip
    style = TableStyle([(lines, (0, 0), (-1, -1), 0.25, colors.grey)] if lines else [])
    return PdfTable(data, widths or [200, *([60] * (len(rows[0]) - 1))], style=style, repeatRows=1)


def test_lines_of_a_paragraph_go_on_and_blank_lines_part_paragraphs() -> None:
    read = lines_of(flowing([Paragraph(PROSE * 2, BODY), Paragraph("Kort.", BODY), Paragraph(PROSE, BODY)]))
    assert [line.sources for line in read] == [(i,) for i in range(1, len(read) + 1)]
    blank = [i for i, line in enumerate(read) if not line.text]
    assert len(blank) == 2
    assert [line.wraps for line in read[: blank[0]]] == [True] * (blank[0] - 1) + [False]
    assert " ".join(line.text for line in read[: blank[0]]) == (PROSE * 2).strip()
    assert has_wrap_cue(read_pdf_pages(flowing([Paragraph(PROSE * 2, BODY)] * 5)))


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    pages = read_pdf_pages(flowing([Paragraph(PROSE * 30, BODY)]))
    assert len(pages) == 2
    assert pages[0].lines[-1].wraps


def test_words_broken_with_a_hyphen_are_whole_and_other_hyphens_stay() -> None:
    """In print nearly all hyphens at line ends break a word; `doorbre-ken` came of those that no list knew."""
    text = [
        "Het risico van quantumcomputers is dat zij de versleuteling doorbre-",
        "ken; de vertrouwelijkheid van gegevens komt dan in gevaar, en de vertrouwelijk-",
        "heid van berichten ook. De niet-",
        "beleidsartikelen, de ICT-",
        "uitgaven en de in-",
        "en uitstroom blijven, en ook de oud-",
        "minister van Noord-",
        "Holland en het publiek-private deel daarvan; dat publiek-",
        "private deel groeit.",
    ]
    clean = clean_pages(read_pdf_pages(drawn(lambda canvas: write(canvas, text))))
    joined = " ".join(line.text for page in clean for line in page.lines)
    for whole in (
        "doorbreken", "vertrouwelijkheid van berichten", "niet-beleidsartikelen", "ICT-uitgaven", "in- en uitstroom",
        "oud-minister", "Noord-Holland", "publiek-private deel groeit",
    ):  # fmt: skip
        assert whole in joined


def test_spaces_are_where_words_stand_apart_also_without_characters_for_them() -> None:
    def draw(canvas: Canvas) -> None:
        x = 70.0
        for word in ("Woorden", "zonder", "spaties", "ertussen"):
            canvas.drawString(x, 700, word)
            x += canvas.stringWidth(word) + 2.5
        text = canvas.beginText(70, 680)
        text.setCharSpace(1.5)
        text.textOut("Gespatieerde letters zijn woorden")
        canvas.drawText(text)

    assert texts(drawn(draw)) == ["Woorden zonder spaties ertussen", "Gespatieerde letters zijn woorden"]


def test_marks_of_notes_come_off_the_words_and_point_to_the_notes_at_the_foot() -> None:
    story: list[Flowable] = [
        Paragraph(
            "In de brief van 2023<super size=6>1</super> staat dat de 120 m<super size=6>2</super> volstaat.", BODY
        ),
        Paragraph("Dat geldt ook hier.<super size=6>2</super> Daarna niet meer.", BODY),
    ]
    out = io.BytesIO()

    def notes(canvas: Canvas, _: object) -> None:
        for y, mark, parts in ((90, "1", ["Kamerstukken II 2022/23, 36 200, nr. 1. Zie ook", "de bijlage."]),
                               (66, "2", ["Brief van 3 mei."])):  # fmt: skip
            canvas.setFont("Helvetica", 5)
            canvas.drawString(70, y + 3, mark)
            canvas.setFont("Helvetica", 7)
            write(canvas, parts, 76, y, 8)

    SimpleDocTemplate(out, pagesize=A4).build(story, onFirstPage=notes)
    read = lines_of(out.getvalue())
    assert read[0].text == "In de brief van 2023\ufdd01\ufdd1 staat dat de 120 m2 volstaat."
    noted = [line for line in read if line.role == "note"]
    assert [line.text for line in noted] == [
        "1 Kamerstukken II 2022/23, 36 200, nr. 1. Zie ook",
        "de bijlage.",
        "2 Brief van 3 mei.",
    ]
    document = parse(out.getvalue())
    assert "In de brief van 2023 staat" in document.text
    assert [(note.mark, note.anchor is not None) for note in document.notes] == [("1", True), ("2", True)]
    assert sum(block.kind == "footnote" for block in document.blocks) == 2


def test_running_lines_and_page_numbers_are_furniture_in_a_document_of_two_pages() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (1, 2):
            canvas.setFont("Helvetica", 10)
            canvas.drawString(70, 800, "Ministerie van Waterbeheer")
            write(canvas, [f"Vraag {number}", f"Is dit bladzijde {number * 7}?", "Ja."], y=740)
            canvas.drawString(70, 40, f"Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel {number}")
            canvas.showPage()

    pages = clean_pages(read_pdf_pages(drawn(draw)))
    found = find_furniture(pages)
    apart = {line.text for page in pages for line in page.lines if line.sources[0] in found}
    assert apart == {
        "Ministerie van Waterbeheer",
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1",
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2",
    }


def test_what_stands_in_the_margin_is_not_mixed_into_the_sentences_beside_it() -> None:
    body = [
        f"De {name} regel van de tekst loopt door tot aan de rand van de pagina"
        for name in "abcdefghijklmnopqrstuvwxyzABCD"
    ]

    def draw(canvas: Canvas) -> None:
        write(canvas, body, 200, 760, 12)
        canvas.setFont("Helvetica", 6)
        write(canvas, ["ah-tk-20232024-1178", "ISSN 0921 - 7398", "’s-Gravenhage 2024"], 60, 428, 7)

    data = drawn(draw)
    read = [line for line in lines_of(data) if line.text]
    assert [line.text for line in read[:30]] == body
    assert [line.text for line in read[30:]] == ["ah-tk-20232024-1178", "ISSN 0921 - 7398", "’s-Gravenhage 2024"]
    pages = clean_pages(read_pdf_pages(data))
    assert find_furniture(pages) >= {number for line in read[30:] for number in line.sources}


def test_columns_of_prose_are_read_one_after_the_other_and_labels_beside_their_text() -> None:
    def columns(canvas: Canvas) -> None:
        canvas.drawString(70, 790, "Handelingen van de vergadering over de begroting, in twee kolommen afgedrukt")
        for x, name in ((70, "links"), (310, "rechts")):
            write(canvas, [f"Regel {i} van de kolom {name} is bijna even lang" for i in range(20)], x)

    read = texts(drawn(columns))
    assert read[1:21] == [f"Regel {i} van de kolom links is bijna even lang" for i in range(20)]
    assert read[21:] == [f"Regel {i} van de kolom rechts is bijna even lang" for i in range(20)]

    def labels(canvas: Canvas) -> None:
        for i, (label, value) in enumerate([("Zaak:", "Brief van de regering"), ("Besluit:", "Agenderen")] * 4):
            canvas.drawString(70, 760 - 30 * i, label)
            write(canvas, [value, "en wat daarbij hoort"], 180, 760 - 30 * i)

    assert texts(drawn(labels))[:4] == ["Zaak: Brief van de regering", "en wat daarbij hoort", "Besluit: Agenderen",
                                        "en wat daarbij hoort"]  # fmt: skip


def test_headings_are_told_by_their_letters_but_questions_are_left_to_their_shape() -> None:
    story = [
        Paragraph(
            "2.1 Beleidsprioriteiten en de middelen die daarvoor tot en met het jaar 2029 beschikbaar zijn", BOLD
        ),
        Paragraph(PROSE, BODY),
        Paragraph("<b>Vraag 1</b>", BODY),
        Paragraph(f"<b>{PROSE}</b>", BODY),
        Paragraph("<b>Stichting Nidos</b>", BODY),
        Paragraph(PROSE * 3, BODY),
    ]
    assert [(line.role, line.level, len(line.sources)) for line in lines_of(flowing(story)) if line.role] == [
        ("heading", 0, 2),
        ("heading", 0, 1),
    ]


BUDGET = [
    ["", "2023", "2024", "2025"],
    ["Verplichtingen", "1.234.567", "– 345.678", "0"],
    ["Uitgaven", "", "", ""],
    ["37.2 Toegang, toelating en opvang van vreemdelingen in Nederland", "951.214", "894.507", "n.v.t."],
    ["Bijdrage aan agentschappen", "–", "12,5", "41%"],
    ["Ontvangsten", "12.826", "13.826", "13.826"],
]


@pytest.mark.parametrize("lines", [RULED, HAIR, BARE], ids=["ruled", "hairlines", "bare"])
def test_a_table_of_figures_keeps_its_grid_with_lines_and_without(lines: str) -> None:
    caption = Paragraph("<b>Tabel 4 Budgettaire gevolgen van beleid (bedragen x € 1.000)</b>", BODY)
    data = flowing([Paragraph(PROSE, BODY), caption, table(BUDGET, lines), Paragraph(PROSE, BODY)])
    read = lines_of(data)
    assert cells(data) == BUDGET
    assert [line.role for line in read if line.cells] == ["header", "row", "row", "row", "row", "row"]
    assert len(next(line for line in read if line.text.startswith("37.2")).sources) == 2
    first = next(i for i, line in enumerate(read) if line.cells)
    assert (read[first - 1].role, read[first - 1].text[:8]) == ("caption", "Tabel 4 ")
    found = parse(data).tables[0]
    assert found.columns == ("2023", "2024", "2025")
    assert found.unit == "x € 1.000"
    assert [cell.text for cell in found.rows[0].cells] == BUDGET[1][1:]


def test_a_table_without_lines_or_caption_is_told_by_its_columns_of_figures() -> None:
    assert cells(flowing([Paragraph(PROSE, BODY), table(BUDGET, BARE), Paragraph(PROSE, BODY)])) == BUDGET


MOTIONS = [
    ["Indiener", "Vindplaats", "Stand van zaken"],
    [
        "Van den Brink (CDA) en Podt (D66)",
        "19 637, nr. 3194",
        "De motie is in behandeling. De Kamer wordt geïnformeerd.",
    ],
    ["Ceder (ChristenUnie)", "36 410 VI, nr. 84", "Afgedaan met de brief van 3 mei 2024."],
    ["Bisschop (SGP)", "19 637, nr. 3089", "Naar verwachting wordt de Kamer in het najaar geïnformeerd."],
]


@pytest.mark.parametrize("lines", [RULED, HAIR, BARE], ids=["ruled", "hairlines", "bare"])
def test_a_table_of_words_has_a_row_for_each_record(lines: str) -> None:
    data = [[Paragraph(text, CELL) for text in row] for row in MOTIONS]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    if lines:
        style.add(lines, (0, 0), (-1, -1), 0.25, colors.grey)
    story = [Paragraph("Tabel 24 Aanvaarde moties", BODY), PdfTable(data, [110, 90, 150], style=style)]
    assert cells(flowing([*story, Paragraph(PROSE, BODY)])) == MOTIONS


def test_a_heading_over_several_columns_and_a_cell_over_several_rows_span_them() -> None:
    rows = [["Artikel", "Begroting", "", "Realisatie"], ["", "2023", "2024", "2023"], ["37", "1.000", "2.000", "900"],
            ["", "100", "200", "90"], ["38", "3.000", "4.000", "2.900"]]  # fmt: skip
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    style = TableStyle([grid, ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 2), (0, 3))])
    read = [line for line in lines_of(flowing([PdfTable(rows, [90] * 4, style=style)])) if line.cells]
    assert [(cell.text, cell.column, cell.columns) for cell in read[0].cells][1] == ("Begroting", 1, 2)
    assert [(cell.text, cell.rows) for cell in read[2].cells][0] == ("37", 2)
    assert [cell.column for cell in read[3].cells] == [1, 2, 3]


def test_columns_close_together_are_told_apart_and_a_long_label_may_reach_in_among_the_figures() -> None:
    """A label that ended where longer figures of the column begin took the figure of its row along."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(70, 730, "Tabel 3 Uitgaven (x € 1.000)")
        for y, row in ((712, ("", "2023", "2024", "2025")), (700, ("Uitgaven", "110.234", "112.345", "111.200")),
                       (688, ("Bijdragen aan de rechtspersonen", "9.000", "10.000", "10.000")),
                       (676, ("Subsidies", "1.234", "2.345", "1.200"))):  # fmt: skip
            canvas.drawString(70, y, row[0])
            for j, text in enumerate(row[1:]):
                canvas.drawRightString(246 + 41 * j, y, text)

    assert cells(drawn(draw)) == [
        ["", "2023", "2024", "2025"],
        ["Uitgaven", "110.234", "112.345", "111.200"],
        ["Bijdragen aan de rechtspersonen", "9.000", "10.000", "10.000"],
        ["Subsidies", "1.234", "2.345", "1.200"],
    ]


def test_a_table_goes_on_on_the_next_page_though_one_row_is_left() -> None:
    """One row under a repeated heading is no table by itself, and was read as a sentence."""
    rows = [BUDGET[0], *([f"Artikel {i}", "1.000", "2.000", "3.000"] for i in range(1, 45))]
    data = flowing([Paragraph("Tabel 1 Uitgaven (x € 1.000)", BODY), table(rows, BARE)])
    pages = read_pdf_pages(data)
    assert len(pages) == 2
    assert all(line.cells for line in pages[1].lines)
    assert [row for row in cells(data) if row[0]] == rows[1:]


def test_two_tables_below_each_other_are_two() -> None:
    title = ParagraphStyle("title", parent=CELL, spaceBefore=20)
    story = [table(BUDGET, HAIR), Paragraph("<b>Meldingen bij de politie</b> (met die van het Meldpunt)", title),
             table(BUDGET[:3], HAIR)]  # fmt: skip
    assert [line.role for line in lines_of(flowing(story)) if line.role] == [
        "header", *["row"] * 5, "caption", "header", *["row"] * 2,
    ]  # fmt: skip


def test_running_text_is_never_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [f"{i}. Hoofdstuk over het onderwerp {'.' * 40} {i * 12}" for i in range(1, 8)], y=780)
        for i in range(1, 8):
            canvas.drawString(70, 680 - 12 * i, f"{i}. Hoofdstuk zonder puntjes")
            canvas.drawRightString(500, 680 - 12 * i, str(i * 12))
        for x, names in (
            (70, ("De Minister van Waterbeheer,", "", "J. Jansen")),
            (320, ("De Minister van Land,", "", "P. Smit")),
        ):
            write(canvas, names, x, 570)
        write(canvas, ["Ministerie van Financiën", "Postbus 20201", "2500 EE Den Haag", "T 070 342 80 00",
                       "F 070 342 79 00", "M 06 12 34 56 78"], y=500)  # fmt: skip
        for i, name in enumerate(("Bakker", "Visser", "Smit", "Meijer", "Mulder", "De Boer")):
            canvas.drawString(70 + 200 * (i % 2), 400 - 12 * (i // 2), f"Het lid {name} van de commissie")
        write(
            canvas, ["In 2023 waren er 12 zaken, in 2024", "waren dat er 14 en 15 en 16", "en nog eens 17 en 18"], y=300
        )
        for i in range(6):
            canvas.drawString(70, 250 - 12 * i, "•")
            canvas.drawString(90, 250 - 12 * i, f"Een punt van de lijst met {i} woorden erin en nog wat meer")

    assert not any(line.cells or line.role in {"row", "header"} for line in lines_of(drawn(draw)))


def test_underlined_words_and_a_rule_above_notes_make_no_table() -> None:
    story = [Paragraph(f"<u>Kop</u> met <u>onderstreepte woorden</u> {i}: {PROSE}", BODY) for i in range(6)]
    assert not cells(flowing(story))


def test_text_across_the_page_is_read_as_it_runs() -> None:
    """A table set on its side was read letter by letter, from top to bottom."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(70, 790, "Staand")
        canvas.rotate(90)
        for i, row in enumerate(BUDGET):
            canvas.drawString(100, -100 - 14 * i, row[0][:30])
            for j, text in enumerate(row[1:]):
                canvas.drawRightString(400 + 80 * j, -100 - 14 * i, text)

    data = drawn(draw)
    assert cells(data)[-1] == BUDGET[-1]
    assert texts(data)[-1] == "Staand"


def test_pages_without_text_are_empty_and_a_file_without_any_is_refused() -> None:
    image = ImageReader(io.BytesIO(_tiny_image()))

    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(image, 0, 0, 500, 700)

    def mixed(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "Voorblad")
        canvas.showPage()
        scanned(canvas)

    assert [len(page.lines) for page in read_pdf_pages(drawn(mixed))] == [1, 0]
    with pytest.raises(DocumentError, match=r"geen tekst.*OCR"):
        read_pdf_pages(drawn(scanned))


def _tiny_image() -> bytes:
    """Return a picture of one black point (PNG)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _hello(canvas: Canvas) -> None:
    canvas.drawString(70, 700, "Openbaar")


def test_a_locked_file_is_refused_and_one_that_may_be_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "geheim.pdf"
    path.write_bytes(drawn(_hello, encrypt=StandardEncryption("geheim", "eigenaar")))
    with pytest.raises(DocumentError, match=r"geheim\.pdf: De PDF is beveiligd met een wachtwoord\."):
        read_pages(path)
    assert texts(drawn(_hello, encrypt=StandardEncryption("", "eigenaar", canCopy=0))) == ["Openbaar"]


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"geen pdf " * 50, drawn(_hello)[:300], drawn(_hello)[: len(drawn(_hello)) * 9 // 10]],
    ids=["head", "text", "begin", "without end"],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="beschadigd"):
        read_pdf_pages(data)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(DocumentError, match="leeg"):
        read_pdf_pages(b"")


def make_pdf(objects: Sequence[bytes]) -> bytes:
    """Return a file of these objects, the first of which is the catalogue: for what no library would write."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_of_places = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table_of_places, len(objects) + 1, len(data),
    )  # fmt: skip


def make_stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)


def make_page(content: bytes, resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return make_pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, make_stream(content), *more])


def test_a_file_that_does_not_say_which_letters_it_shows_is_refused_unless_it_makes_sense() -> None:
    """A font with names of its own for its letters: what it shows may be anything, and a guess may be right."""
    names = b"/".join(b"g%d" % i for i in range(32, 127))
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Eigen/FirstChar 32/LastChar 126/Widths[%s]%s>>>>" % (
        b"500 " * 95,
        b"/Encoding<</Type/Encoding/Differences[32/%s]>>" % names,
    )
    with pytest.raises(DocumentError, match="welke letters"):
        read_pdf_pages(make_page(b"BT /F 10 Tf 70 700 Td (Xq bw zzk Qrt) Tj ET", font))
    assert texts(make_page(b"BT /F 10 Tf 70 700 Td (De begroting van het jaar) Tj ET", font))


def _nested_drawings() -> bytes:
    """Return a page with a drawing that draws another ten times, that draws another ten times, twelve deep."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    deeper = (form + b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + i) for i in range(12))
    forms = [*(make_stream(b"/X Do " * 10, entries) for entries in deeper), make_stream(b"0 0 m 9 9 l S", form)]
    return make_page(b"/X Do", b"/XObject<</X 5 0 R>>", forms)


FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a million objects": (lambda: make_page(b"0 0 m 9 9 l S\n" * 1_000_000), ERRORS["objects"]),
    "too much text": (
        lambda: make_page(b"BT /F 9 Tf " + b"(abcdefghij) Tj " * 20_000 + b"ET", FONT),
        ERRORS["characters"],
    ),
    "nested drawings": (_nested_drawings, "vraagt te veel tijd of geheugen"),
    "pages without end": (
        lambda: make_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000>>"]),
        "beschadigd",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_takes_nothing_along(name: str) -> None:
    make, message = HOSTILE[name]
    with pytest.raises(DocumentError, match=re.escape(message)):
        read_pdf_pages(make())


def test_too_many_pages_are_refused() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(3_001):
            canvas.showPage()

    with pytest.raises(DocumentError, match=re.escape(ERRORS["pages"])):
        read_pdf_pages(drawn(draw))


words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFXYZ0123456789.,:;()%-", min_size=1, max_size=12)
places = st.tuples(st.integers(3, 50), st.integers(4, 78), words, st.sampled_from([6, 8, 10, 14]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(places, max_size=40, unique_by=lambda place: (place[0] // 9, place[1])), min_size=1, max_size=3)
)
def test_no_word_is_lost_wherever_it_stands(pages: list[list[tuple[int, int, str, int]]]) -> None:
    """Words in odd places: nothing is lost or read twice, and each line has numbers of its own, in order."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(70, 20, "Voet")
        for page in pages:
            for x, y, text, size in page:
                canvas.setFont("Helvetica", size)
                canvas.drawString(10 * x, 10 * y, text)
            canvas.showPage()

    read = lines_of(drawn(draw))
    inked = Counter("".join(line.text for line in read if not line.cells)) + Counter(
        "".join(cell.text for line in read for cell in line.cells)
    )
    printed = Counter("Voet" + "".join(text for page in pages for _, _, text, _ in page))
    # A hyphen at a line end within a heading or a cell may go, and so may the bracket of a mark.
    for free in (" ", "-", ")", MARK_OPEN, MARK_CLOSE):
        del inked[free], printed[free]
    assert inked == printed
    assert [number for line in read for number in line.sources] == list(
        range(1, sum(len(line.sources) for line in read) + 1)
    )


def test_the_same_file_gives_the_same_lines() -> None:
    data = flowing([Paragraph(PROSE, BODY), table(BUDGET, BARE)])
    assert read_pdf_pages(data) == read_pdf_pages(data)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="VRAAGBAAK_SAMPLES is not set")
@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("ah-*.pdf")) if SAMPLES.is_dir() else [])
def test_written_questions_are_paired_with_their_answers_and_notes(name: str) -> None:
    path = SAMPLES / name
    document = read_document(Source("ah", path, name, "", Metadata()))
    assert [question.number for question in document.questions] == [str(i + 1) for i in range(len(document.questions))]
    assert document.questions
    assert all(question.answer is not None for question in document.questions)
    assert all(note.anchor is not None for note in document.notes)
    apart = [document.slice(block.span) for block in document.blocks if block.kind == "furniture"]
    assert sum("vergaderjaar" in text for text in apart) == len(document.page_starts)
    assert any(text.startswith("ISSN") for text in apart)
