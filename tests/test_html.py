"""Web pages: publications as HTML, what a word processor exports, and pages written by hand."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Metadata, Source, clean_pages, parse_document
from ingest.document import MARK_CLOSE, MARK_OPEN, Line
from ingest.errors import DocumentError
from ingest.readers.html.html import read_html_pages

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def lines_of(body: str) -> tuple[Line, ...]:
    """Return the lines of a page with this body."""
    (page,) = read_html_pages(
        f"<!DOCTYPE html><html><head><title>Stuk</title></head><body>{body}</body></html>".encode()
    )
    assert page.number == 0
    assert [line.sources for line in page.lines] == [(n,) for n in range(1, len(page.lines) + 1)]
    return page.lines


def shown(body: str) -> list[tuple[str, int, str]]:
    """Return role, level and text of each filled line, with the marks of notes in brackets."""
    return [(line.role, line.level, show(line.text)) for line in lines_of(body) if line.text]


def show(text: str) -> str:
    return text.replace(MARK_OPEN, "[").replace(MARK_CLOSE, "]")


def placed(body: str) -> list[list[tuple[str, int, int, int]]]:
    """Return the cells of each row: text, column, and the columns and rows that they span."""
    rows = [line.cells for line in lines_of(body) if line.cells]
    return [[(show(cell.text), cell.column, cell.columns, cell.rows) for cell in row] for row in rows]


# --- what of a page is the document -----------------------------------------------------------------------------------


def test_only_what_is_shown_of_the_main_content_is_read() -> None:
    body = """<header><nav><a href="/">Begin</a></nav><form><label>Zoek</label><input value="zoek"></form></header>
      <main><header><p>Ministerie</p></header><!-- weg --><script>alert(1)</script><style>p {}</style>
      <template><p>sjabloon</p></template><noscript>zet aan</noscript><select><option>keuze</option></select>
      <p>De t&eacute;kst.</p><p hidden>verborgen</p><p style="display: none">verborgen</p><button>Delen</button>
      <p>Dat was <del>oud</del><ins>nieuw</ins>.</p><img src="x.png" alt="grafiek">
      <footer><p>Bron: CBS</p></footer></main>
      <footer>Over deze site</footer>"""
    assert [text for _, _, text in shown(body)] == ["Ministerie", "De tékst.", "Dat was nieuw.", "Bron: CBS"]


def test_an_article_that_is_one_of_many_is_not_the_document() -> None:
    body = f"<article><p>Zie ook</p></article><div><p>{'Het hele stuk. ' * 9}</p></div>"
    assert len(shown(body)) == 2
    assert [text for _, _, text in shown(f"<p>Menu</p><div id='broodtekst'><p>{'Het stuk. ' * 9}</p></div>")] == [
        ("Het stuk. " * 9).strip()
    ]


def test_the_title_of_the_page_is_text_before_its_headings() -> None:
    page = """<html><head><title>Kamerstuk 36740-VI, nr. 15 | Officiële bekendmakingen</title></head><body>
      <h1 class="dossiertitel"><span>36 740 VI</span> Jaarverslag Ministerie van Justitie en Veiligheid 2024</h1>
      <h1 class="stuktitel"><span>Nr. 15</span> LIJST VAN VRAGEN EN ANTWOORDEN</h1>
      <p class="kamerstukdatum">Vastgesteld 19 juni 2025</p><h2>1. Inleiding</h2><p>Tekst.</p></body></html>"""
    pages = clean_pages(read_html_pages(page.encode()))
    assert [(line.role, line.level, line.text) for line in pages[0].lines if line.text] == [
        ("text", 0, "36 740 VI Jaarverslag Ministerie van Justitie en Veiligheid 2024"),
        ("text", 0, "Nr. 15 LIJST VAN VRAGEN EN ANTWOORDEN"),
        ("text", 0, "Vastgesteld 19 juni 2025"),
        ("heading", 1, "1. Inleiding"),
        ("text", 0, "Tekst."),
    ]
    metadata = parse_document(Source("a", Path("a.html"), "a.html", "", Metadata()), pages).metadata
    assert (metadata.kamerstuk, metadata.date, metadata.session) == ("36 740 VI, nr. 15", "2025-06-19", "2024/25")
    assert metadata.kind == "lijst van vragen en antwoorden"


@pytest.mark.parametrize(
    ("title", "levels"),
    [("Begroting 2025 van Water | Ministerie", [0, 1, 2]), ("", [0, 1, 2]), ("Welkom", [1, 2, 3])],
)
def test_the_one_highest_heading_is_the_title_where_the_page_is_called_so(title: str, levels: list[int]) -> None:
    body = "<h1>Begroting 2025 van Water</h1><h2>1. Inleiding</h2><h3>1.1 Doel</h3>"
    (page,) = read_html_pages(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())
    assert [line.level for line in page.lines if line.text] == levels


# --- headings, paragraphs, lists --------------------------------------------------------------------------------------


def test_depths_that_a_page_skips_leave_no_gap() -> None:
    body = "<h2>A</h2><h4>A1</h4><h3>A2</h3><h2>B</h2><h2>3. C</h2><h2>3.1 C1</h2><h3>C1a</h3><h2>3.2 C2</h2>"
    assert [level for _, level, _ in shown(body)] == [1, 2, 2, 1, 1, 2, 3, 2]


def test_bold_lines_are_headings_below_those_that_the_page_has() -> None:
    body = """<p><b>Ministerie van Water</b></p><h2>Artikel 11</h2>
      <p><strong>Stichting Nidos</strong><br>Zij krijgt geld.</p>
      <p><span style="font-weight: 700">Overige subsidies</span></p><p>Tekst.</p>
      <p><b>Nota bene:</b></p><p>Tekst.</p><p><b>Een titel over<br>twee regels</b></p><p>Tekst.</p>"""
    assert shown(body) == [
        ("text", 0, "Ministerie van Water"),
        ("heading", 1, "Artikel 11"),
        ("heading", 2, "Stichting Nidos"),
        ("text", 0, "Zij krijgt geld."),
        ("heading", 2, "Overige subsidies"),
        ("text", 0, "Tekst."),
        ("text", 0, "Nota bene:"),
        ("text", 0, "Tekst."),
        ("heading", 2, "Een titel over twee regels"),
        ("text", 0, "Tekst."),
    ]


def test_without_any_heading_the_shape_of_lines_can_tell() -> None:
    assert [role for role, _, _ in shown("<p>2.1 Doel van het beleid</p><p>Tekst.</p><ul><li>punt</li></ul>")] == [
        "",
        "",
        "item",
    ]


def test_breaks_part_lines_and_two_of_them_paragraphs() -> None:
    lines = lines_of("<h1>Kop</h1><p>Den Haag<br/>5 juni 2024</p><div>Los<br><br>en los</div><pre>een\ntwee</pre>")
    assert [line.text for line in lines] == [
        *["Kop", "", "Den Haag", "5 juni 2024", "", "Los", "", "en los", "", "een", "twee"],
    ]


def test_items_have_the_number_or_bullet_that_a_browser_prints() -> None:
    body = """<ul><li>een</li><li><p>twee</p><p>meer</p>
      <ol type="a" start="3"><li>drie<li value="9">negen</ol></li></ul>
      <ol reversed><li>x</li><li>y</li></ol><p>Tussen.</p>
      <ul class="expliciet"><li><p><span class="ol">1° </span>zelf</p></li></ul><ul><li>– streep</li></ul>
      <dl><dt>COA</dt><dd>Centraal Orgaan</dd></dl>"""
    assert shown(body) == [
        ("item", 1, "• een"),
        ("item", 1, "• twee"),
        ("", 0, "meer"),
        ("item", 2, "c. drie"),
        ("item", 2, "i. negen"),
        ("item", 1, "2. x"),
        ("item", 1, "1. y"),
        ("", 0, "Tussen."),
        ("item", 1, "1° zelf"),
        ("item", 1, "– streep"),
        ("item", 1, "COA Centraal Orgaan"),
    ]


def test_items_that_a_word_processor_exports_as_paragraphs_are_items() -> None:
    body = """<h1>Kop</h1>
      <p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level2 lfo1'><![if !supportLists]>
      <span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Punt<o:p></o:p></p>"""
    (page,) = clean_pages(read_html_pages(body.encode()))
    assert [(line.role, line.level, line.text) for line in page.lines if line.text][1] == ("item", 2, "• Punt")


def test_questions_are_known_by_their_headings() -> None:
    body = """<h1>Aanhangsel</h1><div class="vraag"><h2 class="stuktitel no-toc"><a id="d1"></a>Vraag 1
      </h2><p>Waarom?</p></div><h2 class="stuktitel">Antwoord 1</h2><p>Daarom.</p>
      <h2>Vragen en antwoorden</h2><p>Ja.</p>"""
    assert [role for role, _, _ in shown(body)] == [
        *["heading", "question", "text", "answer", "text", "heading", "text"],
    ]


# --- tables -----------------------------------------------------------------------------------------------------------


def test_cells_span_columns_and_rows_within_their_part_of_the_table() -> None:
    body = """<table><caption>Tabel 4 Uitgaven (x € 1.000)</caption>
      <tfoot><tr><td>Totaal</td><td>8</td><td>9</td></tr></tfoot>
      <thead><tr><th rowspan=2>Artikel</th><th colspan="2">Begroting</th></tr>
        <tr><td>2024</td><td>2025</td></tr></thead>
      <tbody><tr><td rowspan="0">Asiel</td><td>1</td><td>2</td></tr><tr><td>3</td><td rowspan="99">4<br>5</td></tr>
      <tr><td></td></tr></tbody></table>"""
    assert [(role, text) for role, _, text in shown(body)] == [
        ("caption", "Tabel 4 Uitgaven (x € 1.000)"),
        ("header", "Artikel Begroting"),
        ("header", "2024 2025"),
        ("row", "Asiel 1 2"),
        ("row", "3 4 5"),
        ("row", "Totaal 8 9"),
    ]
    assert placed(body) == [
        [("Artikel", 0, 1, 2), ("Begroting", 1, 2, 1)],
        [("2024", 1, 1, 1), ("2025", 2, 1, 1)],
        [("Asiel", 0, 1, 2), ("1", 1, 1, 1), ("2", 2, 1, 1)],
        [("3", 1, 1, 1), ("4 5", 2, 1, 1)],
        [("Totaal", 0, 1, 1), ("8", 1, 1, 1), ("9", 2, 1, 1)],
    ]


def test_rows_of_heading_cells_are_headings_where_the_table_has_no_head() -> None:
    body = "<table><tr><th>a<th>b</tr><tr><th>Asiel<td>1</tr><tr><th>c<th>d</tr></table>"
    assert [role for role, _, _ in shown(body)] == ["header", "row", "row"]


def test_a_table_that_places_things_is_read_through() -> None:
    assert shown("<h1>A</h1><table role='presentation'><tr><td><p>links</p><td>rechts</table>") == [
        *[("heading", 1, "A"), ("text", 0, "links"), ("text", 0, "rechts")],
    ]
    nested = "<h1>A</h1><table><tr><td>menu</td><td><h2>Kop</h2><table><tr><td>COA<td>1</table></td></tr></table>"
    assert [role for role, _, _ in shown(nested)] == ["heading", "text", "heading", "row"]
    assert [role for role, _, _ in shown("<h1>A</h1><table><tr><td>een</td></tr><tr><td>twee</td></tr></table>")] == [
        *["heading", "text", "text"],
    ]


@pytest.mark.parametrize(
    "above",
    [
        "<p>Tabel 4 Uitgaven (x € 1.000)</p>",
        "<p><b>Tabel 4</b></p><p><i>Uitgaven</i> (x € 1.000)</p>",
        "<h4>Tabel 4 Uitgaven</h4><p>(x € 1.000)</p>",
        "<p class=MsoCaption>Tabel 4 Uitgaven (x € 1.000)</p>",
        "<figure><figcaption>Tabel 4 Uitgaven (x € 1.000)</figcaption></figure>",
    ],
)
def test_what_stands_above_a_table_is_its_caption(above: str) -> None:
    body = f"<h2>Kop</h2><p>Zie de tabel.</p>{above}<table><tr><td>COA</td><td>1</td></tr></table>"
    lines = lines_of(body)[3:]
    assert [(line.role, line.text) for line in lines] == [
        ("", ""),
        ("caption", "Tabel 4 Uitgaven (x € 1.000)"),
        ("row", "COA 1"),
    ]


# --- notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (  # as the publications have them
            '<sup><a class="nootnum" href="#ID-1">1</a></sup>',
            """<div id="noten"><hr><div class="voet noot" id="supernote-note-ID-1"><h5 class="note-close">
            <a class="note-close" href="#close-ID-1">X</a> Noot</h5>
            <sup><span class="nootnum"><a id="ID-1" name="ID-1"></a>1</span></sup>
            <p>Kamerstukken II.</p><p>En meer.</p></div></div>""",
        ),
        (  # as Word exports them
            '<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>',
            """<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>
            <a href="#_ftnref1" name="_ftn1">[1]</a> Kamerstukken II.</p><p class=MsoFootnoteText>En meer.</p></div>""",
        ),
        (  # as converters write them
            '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
            """<section class="footnotes"><ol><li id="fn1"><p>Kamerstukken II.</p><p>En meer.
            <a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>""",
        ),
        (  # by hand
            "<sup>1</sup>",
            "<p><sup>1</sup> Kamerstukken II. En meer.</p>",
        ),
    ],
)
def test_marks_point_to_notes(mark: str, note: str) -> None:
    body = f"<h1>Kop</h1><p>Het <a href='#kop2'>2</a> was {mark} zo.</p><h2 id='kop2'>Verder</h2><p>Slot.</p>{note}"
    assert shown(body) == [
        ("heading", 1, "Kop"),
        ("text", 0, "Het 2 was[1] zo."),
        ("heading", 2, "Verder"),
        ("text", 0, "Slot."),
        ("note", 0, "1 Kamerstukken II. En meer."),
    ]


def test_notes_that_share_a_paragraph_are_taken_apart() -> None:
    body = """<h1>K</h1><p>Een<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup>.</p>
      <p><a name="n1">1</a> Eerste<br>regel<br><a name="n2">2</a> Tweede</p>"""
    assert shown(body)[1:] == [("text", 0, "Een[1][2]."), ("note", 0, "1 Eerste regel"), ("note", 0, "2 Tweede")]


# --- encodings and damaged files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "\ufeff<p>Café € 3".encode(),
        "<p>Café € 3".encode(),
        "<p>Café € 3".encode("cp1252"),
        "<meta charset='windows-1252'><p>Café € 3".encode("cp1252"),
        "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>Café € 3".encode("cp1252"),
        "<?xml version='1.0' encoding='iso-8859-15'?><html><p>Café € 3</p></html>".encode("iso-8859-15"),
        "<meta charset='bestaat-niet'><p>Café € 3".encode(),
        "<p>Café € 3".encode("utf-16"),
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert [line.text for line in read_html_pages(data)[0].lines] == ["Café € 3"]


def test_xhtml_is_read_as_the_xml_that_it_is() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://voorbeeld.nl/x.dtd">
      <html xmlns="http://www.w3.org/1999/xhtml"><body><h1><a id="a"/>Kop</h1><p>Na&nbsp;de kop.</p></body></html>"""
    (page,) = read_html_pages(data)
    assert [(line.role, line.text) for line in page.lines] == [
        ("heading", "Kop"),
        ("", ""),
        ("text", "Na\u00a0de kop."),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"  ", "leeg"),
        (b"<html><body><script>x = 1</script><p> </p></body></html>", "geen tekst"),
        (b"\x00\x01\x02\xff" * 50, "geen leesbare tekst"),
        (b"<div>" * 1_000_000 + b"x", "genest"),
        (b"<p>" + b"<b>" * 400 + b"x</p><p>en dit zou ontbreken</p>", "genest"),
        (b"<p>x" * 2_000_001, "tags"),
        (b"<p>x" * 200_001, "alinea's"),
        (b"<table><tr>" + b"<td>x" * 1001, "kolommen"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read_html_pages(data)
    assert "\n" not in str(caught.value) and str(caught.value).count(". ") == 1


def test_spans_reach_no_further_than_their_table() -> None:
    body = "<table><tr><td colspan=100000000 rowspan=1000000000>a<td>b<tr><td>c<td>d<td>e</table>"
    assert all(column + columns <= 6 and rows <= 2 for row in placed(body) for _, column, columns, rows in row)


def test_nested_lists_take_no_time() -> None:
    """The number of an item was sought in all that stands in it, once more for each list around it."""
    assert shown("<ul><li>" * 90 + "x")[0] == ("item", 90, "• x")


# --- whatever the markup ----------------------------------------------------------------------------------------------

tags = st.sampled_from(
    [
        *[
            "p",
            "div",
            "h1",
            "h2",
            "h5",
            "ul",
            "ol",
            "li",
            "table",
            "tr",
            "td",
            "th",
            "thead",
            "caption",
            "b",
            "i",
            "sup",
        ],
        *["a", "dl", "dt", "dd", "pre", "section", "onbekend", "br", "figure", "figcaption", "q"],
    ]
)
attributes = st.sampled_from(["", " id='n1'", " href='#n1'", " class='noot'", " colspan='2'", " rowspan='3'"])
words = st.sampled_from(["", " ", "woord", "Tabel 4", "Vraag 1", "1", "a)", "2024", "€ 1.000", "(x € 1.000)", "[1]"])
trees = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, attribute, parts: f"<{tag}{attribute}>{''.join(parts)}</{tag}>",
        tags,
        attributes,
        st.lists(inner, max_size=5),
    ),
    max_leaves=40,
)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha() or character == "€")


@settings(max_examples=300, deadline=None)
@given(st.lists(trees, max_size=8))
def test_no_text_is_lost_and_every_line_lies_in_one_block(parts: list[str]) -> None:
    body = "".join(parts)
    read = read_html_pages(f"<p>Begin</p>{body}".encode())
    there = Counter(letters("".join(line.text for line in read[0].lines)))
    assert not Counter(letters(re.sub(r"<[^>]*>", "", body))) - there
    pages = clean_pages(read)
    document = parse_document(Source("proef", Path("proef.html"), "proef.html", "", Metadata()), pages)
    for line in pages[0].lines:
        span = document.line_spans[line.sources[0] - 1]
        assert document.slice(span) == line.text
        holding = [block for block in document.blocks if block.span.contains(span) and line.text]
        assert len(holding) == (1 if line.text else 0), line
