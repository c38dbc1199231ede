"""A page of a PDF as a picture: the boxes on it stand where the words were drawn, whatever else the page has."""

import base64
import hashlib
import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

from answer.context.align import NO_WORD, align_words
from answer.context.boxes import find_boxes, page_span
from answer.context.picture import Look, has_pictures, present_picture, read_look
from answer.permalink import Place
from ingest import Document, Metadata, Source, read_document
from ingest.document import Cell, Span
from ingest.errors import DocumentError
from ingest.readers.pdf.picture import MOST_WIDTH, Box, draw_pdf_page

SAMPLES = Path(os.environ.get("VRAAGBAAK_SAMPLES", "/nonexistent"))
PLAIN = "Het kabinet heeft in het afgelopen jaar verschillende maatregelen genomen."
ACROSS, DOWN = A4
WIDTH = 1_190  # twice the points of A4, so that what is drawn at (x, y) stands at (2x, 2(842 - y))


def draw(put: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """Return a PDF with what `put` draws."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.setFont("Helvetica", 10)
    put(canvas)
    canvas.save()
    return out.getvalue()


def read(data: bytes, folder: Path, name: str = "stuk.pdf") -> Document:
    """Return the document of a PDF that is put in a folder."""
    path = folder / name
    path.write_bytes(data)
    return read_document(Source("stuk", path, name, hashlib.sha256(data).hexdigest(), Metadata()))


def find(document: Document, words: str, number: int = 1) -> Span:
    """Return where words stand in the text, the `number`th time."""
    start = -1
    for _ in range(number):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))


def middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def near(box: Box, x: float, y: float) -> bool:
    """Return whether a place, in points from the left lower corner of an A4 page, is in a box of one line."""
    scale = WIDTH / ACROSS
    inside = box.left <= x * scale <= box.right and box.top <= (DOWN - y) * scale <= box.bottom
    return inside and box.bottom - box.top < 20 * scale


def table_pdf() -> bytes:
    out = io.BytesIO()
    rows = [
        ["Uitgaven (x € 1.000)", "2024", "2025", "2026"],
        ["Opvang van vreemdelingen", "1.250", "4.400", "1.250"],
        ["Toezicht", "310", "1.250", "90"],
        ["Terugkeer", "77", "310", "1.250"],
    ]
    table = PdfTable(rows, colWidths=[180, 70, 70, 70], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    SimpleDocTemplate(out, pagesize=A4).build([table])
    return out.getvalue()


def cells(document: Document) -> dict[tuple[str, str], Cell]:
    return {(row.label, cell.column): cell for table in document.tables for row in table.rows for cell in row.cells}


def test_the_picture_is_a_png_of_the_size_that_was_asked_for() -> None:
    data = draw(lambda canvas: canvas.drawString(70, 700, PLAIN))
    picture = draw_pdf_page(data, 1, WIDTH)
    assert picture.png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture.png[16:24])
    assert (width, height) == (picture.width, picture.height)
    assert abs(width - WIDTH) <= 1 and abs(height / width - DOWN / ACROSS) < 0.01
    packed = struct.unpack(">I", picture.png[33:37])[0]
    pixels = zlib.decompress(picture.png[41 : 41 + packed])
    assert len(pixels) == height * (3 * width + 1)
    inked = {number for number in range(height) if pixels[number * (3 * width + 1) + 1 :][: 3 * width].strip(b"\xff")}
    assert inked and all(2 * (DOWN - 712) < number < 2 * (DOWN - 690) for number in inked)


def test_a_figure_that_occurs_four_times_is_boxed_in_its_own_cell(tmp_path: Path) -> None:
    document = read(table_pdf(), tmp_path)
    picture = draw_pdf_page(table_pdf(), 1, WIDTH)
    found = cells(document)
    same = [key for key, cell in found.items() if cell.text == "1.250"]
    assert len(same) == 4
    boxes = {key: find_boxes(document, found[key].span, 1, picture) for key in found}
    assert all(len(each) == 1 for each in boxes.values())
    # Cells of one row stand at one height, those of one column below each other, and no two in one place.
    for row in {row for row, _ in found}:
        assert len({round(middle(boxes[key][0])[1]) for key in found if key[0] == row}) == 1
    rows = [middle(boxes[row, "2025"][0])[1] for row in ("Opvang van vreemdelingen", "Toezicht", "Terugkeer")]
    columns = [middle(boxes["Toezicht", column][0])[0] for column in ("2024", "2025", "2026")]
    assert rows == sorted(set(rows)) and columns == sorted(set(columns))
    assert len({middle(box) for each in boxes.values() for box in each}) == len(found)


def test_a_sentence_that_stands_twice_is_boxed_where_it_was_meant(tmp_path: Path) -> None:
    def put(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "Het tekort is klein. De reserve is groot.")
        canvas.drawString(70, 600, "Dat komt door de prijzen. De reserve is groot.")

    data = draw(put)
    document = read(data, tmp_path)
    picture = draw_pdf_page(data, 1, WIDTH)
    for number, y in ((1, 703), (2, 603)):
        (box,) = find_boxes(document, find(document, "De reserve is groot.", number), 1, picture)
        assert near(box, *((box.left + box.right) / 2 / 2, y))
        assert box.left > 2 * 70 + 20


def test_the_lines_of_a_paragraph_have_one_box_and_what_stands_apart_another(tmp_path: Path) -> None:
    lines = [PLAIN, PLAIN.replace("Het", "Dit"), "Dat is alles."]

    def put(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(70, 700 - 12 * number, line)
        canvas.drawString(70, 500, "Elders staat iets anders.")

    data = draw(put)
    document = read(data, tmp_path)
    picture = draw_pdf_page(data, 1, WIDTH)
    start, end = document.text.index("Het kabinet"), document.text.index("alles.") + len("alles.")
    (box,) = find_boxes(document, Span(start, end), 1, picture)
    assert box.top < 2 * (DOWN - 707) and 2 * (DOWN - 676) < box.bottom < 2 * (DOWN - 660)
    boxes = find_boxes(document, Span(start, len(document.text)), 1, picture)
    assert len(boxes) == 2 and boxes[0] == box and near(boxes[1], 100, 503)


def test_a_passage_over_two_pages_has_boxes_on_both(tmp_path: Path) -> None:
    def put(canvas: Canvas) -> None:
        canvas.drawString(70, 60, "Deze zin begint op de eerste bladzijde en")
        canvas.showPage()
        canvas.setFont("Helvetica", 10)
        canvas.drawString(70, 780, "eindigt pas op de tweede bladzijde.")

    data = draw(put)
    document = read(data, tmp_path)
    span = Span(document.text.index("Deze zin"), document.text.index("tweede bladzijde.") + len("tweede bladzijde."))
    assert document.pages(span) == (1, 2)
    (first,) = find_boxes(document, span, 1, draw_pdf_page(data, 1, WIDTH))
    (second,) = find_boxes(document, span, 2, draw_pdf_page(data, 2, WIDTH))
    assert near(first, 100, 63) and near(second, 100, 783)
    assert find_boxes(document, Span(0, 4), 2, draw_pdf_page(data, 2, WIDTH)) == ()


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_turned_is_boxed_as_it_is_seen(angle: int, tmp_path: Path) -> None:
    def put(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        canvas.drawString(100, 500, "Links boven staat dit woord.")

    data = draw(put)
    document = read(data, tmp_path)
    picture = draw_pdf_page(data, 1, WIDTH)
    (box,) = find_boxes(document, find(document, "Links"), 1, picture)
    across, down = (ACROSS, DOWN) if angle == 180 else (DOWN, ACROSS)  # reportlab turns the sheet as well
    x, y = 112 / across, 1 - 503 / down  # of the page as it is drawn, from its left upper corner
    seen = {90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[angle]
    assert picture.width < picture.height
    assert box.left <= seen[0] * picture.width <= box.right
    assert box.top <= seen[1] * picture.height <= box.bottom


def test_text_that_runs_up_a_page_is_boxed_along_its_lines(tmp_path: Path) -> None:
    def put(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "Deze bladzijde staat op haar kant en heeft een regel.")

    data = draw(put)
    document = read(data, tmp_path)
    (box,) = find_boxes(document, find(document, "bladzijde staat op"), 1, draw_pdf_page(data, 1, WIDTH))
    assert box.bottom - box.top > 3 * (box.right - box.left)
    assert box.left <= 2 * 297 <= box.right


def test_a_page_that_is_cut_off_is_boxed_within_what_is_left(tmp_path: Path) -> None:
    def put(canvas: Canvas) -> None:
        canvas.setCropBox((50, 400, 350, 800))
        canvas.drawString(100, 700, "Binnen de rand staat dit.")
        canvas.drawString(100, 100, "Onder de rand ziet niemand dit.")

    data = draw(put)
    document = read(data, tmp_path)
    picture = draw_pdf_page(data, 1, 600)
    assert abs(picture.height / picture.width - 400 / 300) < 0.01
    (box,) = find_boxes(document, find(document, "Binnen de rand"), 1, picture)
    assert box.left <= 2 * (130 - 50) <= box.right and box.top <= 2 * (800 - 703) <= box.bottom
    assert "niemand" not in document.text


def test_a_huge_page_and_a_huge_wish_stay_within_bounds() -> None:
    data = draw(lambda canvas: canvas.drawString(70, 70, PLAIN), size=(14_400, 14_400))
    picture = draw_pdf_page(data, 1, 10**6)
    assert picture.width <= MOST_WIDTH and picture.width * picture.height <= 8_100_000
    long = draw(lambda canvas: canvas.drawString(7, 7, PLAIN), size=(100, 14_000))
    picture = draw_pdf_page(long, 1, MOST_WIDTH)
    assert picture.width * picture.height <= 8_100_000


def test_a_page_that_is_not_there_and_a_file_that_is_none_are_told() -> None:
    data = draw(lambda canvas: canvas.drawString(70, 700, PLAIN))
    with pytest.raises(DocumentError, match="geen bladzijde 2"):
        draw_pdf_page(data, 2, 600)
    with pytest.raises(DocumentError, match="beschadigd"):
        draw_pdf_page(b"%PDF-1.4 niets", 1, 600)


def test_a_broken_word_a_ligature_and_a_mark_of_a_note_are_found() -> None:
    words = ["De", "begro-", "tingsartikelen", "zijn", "ﬁnancieel", "rond.1", "12", "-"]
    text = "De begrotingsartikelen\nzijn financieel rond. 12 –"
    found = align_words(words, text)
    for number, shown in enumerate(("De", "begro", "tingsartikelen", "zijn", "financieel", "rond")):
        start = text.index(shown)
        assert set(found[start : start + len(shown)]) == {number}
    assert found[text.index("12")] == 6 and found[-1] == 7
    assert all(found[place] == NO_WORD for place, character in enumerate(text) if character.isspace())


def test_what_stands_elsewhere_in_the_text_is_found_too() -> None:
    shown = "Noot over de bron . Het eerste deel van de tekst . Het tweede deel van de tekst ."
    words = shown.split(" ")
    text = "Het eerste deel van de tekst. Het tweede deel van de tekst. Noot over de bron."
    found = align_words(words, text)
    assert found[text.index("Noot")] == 0 and found[text.index("tweede")] == words.index("tweede")


@given(st.lists(st.sampled_from(["de", "12", "1.250", "opvang", "het", "-", "(x", "€", "1)"]), max_size=60))
def test_text_that_is_what_the_page_shows_is_all_found(words: list[str]) -> None:
    text = " ".join(words)
    expected = [number for number, word in enumerate(words) for _ in word]
    assert [
        place for place, character in zip(align_words(words, text), text, strict=True) if character != " "
    ] == expected


def place_of(document: Document, words: str) -> Place:
    return Place(document, find(document, words), None, ())


def test_what_is_shown_says_which_page_it_is_and_leads_to_those_beside_it(tmp_path: Path) -> None:
    def put(canvas: Canvas) -> None:
        for number in range(3):
            canvas.setFont("Helvetica", 10)
            canvas.drawString(70, 500, f"Dit is de {('eerste', 'tweede', 'derde')[number]} bladzijde <script>&amp;.")
            canvas.showPage()

    document = read(draw(put), tmp_path)
    view = present_picture(
        place_of(document, "tweede bladzijde"), tmp_path, Look(), "stuk.paragraaf1-0", {"vraag": ["a b"]}
    )
    assert view.error == "" and view.name == "Bladzijde 2 van 3 van het bestand"
    assert base64.b64decode(view.image.partition(",")[2]).startswith(b"\x89PNG")
    assert view.alt == "Bladzijde 2 van 3 van het bestand, met een kader om: tweede bladzijde"
    assert "bladzijde=1" in view.previous and "bladzijde=3" in view.following and "vraag=a+b" in view.following
    assert "beeld=groot" in view.sized and view.back == ""
    assert all(0 <= side <= 100 for box in view.boxes for side in (box.left, box.top, box.right, box.bottom))
    other = present_picture(place_of(document, "tweede bladzijde"), tmp_path, Look(3, large=True), "p", {})
    assert other.boxes == () and other.following == "" and "bladzijde" not in other.back and other.width > view.width


def test_a_file_that_changed_or_is_gone_is_told_in_one_line(tmp_path: Path) -> None:
    document = read(draw(lambda canvas: canvas.drawString(70, 700, PLAIN)), tmp_path)
    place = place_of(document, "kabinet")
    (tmp_path / "stuk.pdf").write_bytes(draw(lambda canvas: canvas.drawString(70, 700, "Iets anders.")))
    changed = present_picture(place, tmp_path, Look(), "p", {})
    assert "veranderd" in changed.error and changed.image == "" and changed.sized == ""
    (tmp_path / "stuk.pdf").unlink()
    assert "niet meer in de map" in present_picture(place, tmp_path, Look(), "p", {}).error


def test_a_file_that_cannot_be_drawn_is_told_in_one_line(tmp_path: Path) -> None:
    data = b"%PDF-1.4 beschadigd"
    (tmp_path / "stuk.pdf").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    document = Document("stuk", "stuk.pdf", digest, Metadata(), "Tekst.", (0,), (), (), (), ())
    view = present_picture(Place(document, Span(0, 6), None, ()), tmp_path, Look(), "p", {})
    assert "beschadigd" in view.error and view.image == ""


def test_nothing_outside_the_folder_is_looked_at(tmp_path: Path) -> None:
    inside = tmp_path / "map"
    inside.mkdir()
    document = read(draw(lambda canvas: canvas.drawString(70, 700, PLAIN)), tmp_path)
    outside = Document("x", "../stuk.pdf", document.sha256, Metadata(), document.text, (0,), (), (), (), ())
    assert "niet meer in de map" in present_picture(place_of(outside, "kabinet"), inside, Look(), "p", {}).error


def test_only_a_pdf_has_pictures_and_an_address_cannot_ask_for_nonsense() -> None:
    def make(path: str, starts: tuple[int, ...]) -> Document:
        return Document("x", path, "", Metadata(), "Tekst.", starts, (), (), (), ())

    assert has_pictures(make("a.PDF", (0,))) and not has_pictures(make("a.txt", (0,)))
    assert not has_pictures(make("a.docx", ()))
    assert read_look("12", "groot") == Look(12, large=True)
    assert {read_look(page, "<b>") for page in ("", "-1", "1e9", "٣", "9" * 99)} == {Look()}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="geen voorbeelden: zet VRAAGBAAK_SAMPLES op een map met documenten")
def test_nearly_all_text_of_real_pages_is_found_on_them() -> None:
    for path in sorted(SAMPLES.glob("*.pdf")):
        data = path.read_bytes()
        document = read_document(Source("x", path, path.name, "", Metadata()))
        for page in range(1, len(document.page_starts)):  # running lines stand at the end of the last page's text
            picture = draw_pdf_page(data, page, 800)
            text = document.slice(page_span(document, page))
            found = align_words([word.text for word in picture.words], text)
            missed = sum(word == NO_WORD and not char.isspace() for word, char in zip(found, text, strict=True))
            assert missed <= 0.005 * len(text), (path.name, page)
