"""Answers as files, read back by other readers than wrote them; of documents and queries that try to be code."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from openpyxl.worksheet.worksheet import Worksheet

from answer import Answer, Computed, Found, Passage, cite
from answer.export import EXPORT_FORMS, export_answer, export_answers, find_form
from answer.export.as_csv import DELIMITER
from answer.export.gather import MOST_ANSWERS
from answer.export.sheet_rows import COLUMNS
from index.encoder import Encoder
from index.filters import Filters
from index.hits import Hit
from index.identity import hash_index
from index.open import open_index
from index.query import parse_query
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.errors import QueryError

HOSTILE = """<html><body><h1>1. =Inleiding # | `kop`</h1>
<p>De zwendelaar schrijft &lt;script&gt;window.kwaad = 1&lt;/script&gt; en &lt;img src=x onerror=alert(1)&gt; in
**vet** _schuin_ | met [klik](javascript:alert(1)) en _x000D_ in https://kwaad.example/ &amp;amp; ![x](y).</p>
<p># Geen kop en =HYPERLINK("http://kwaad.example/";"klik")</p>
<p>=1+1 begint een formule.</p>
<h2>1.1 Uitgaven</h2>
<table><caption>Tabel 1 Uitgaven aan zwendel (bedragen x € 1.000)</caption>
<tr><th>Post | =post</th><th>2025</th><th>2026</th></tr>
<tr><td>=SOM(A1:A9)|zwendel</td><td>1.234</td><td>-4.567</td></tr>
<tr><td>@kwaad [x](javascript:alert(1))</td><td>‒ 467.554</td><td>12,5</td></tr>
<tr><td>Gewone post</td><td>10</td><td>20</td></tr>
</table></body></html>
"""
METADATA = """["kwaad.html"]
title = "=Titel <b>vet</b> [klik](javascript:alert(1))"
kind = "begroting"
ministry = "@Zwendel"
budget_year = 2025
date = "2024-09-17"
url = "https://kwaad.example/a>b c(1)[2]\\u0000"
"""
QUERY = '=HYPERLINK("x") hoeveel <script>alert(1)</script> | zwendel\x00\x1b in 2026'


@dataclass(frozen=True, slots=True)
class Case:
    searcher: Searcher
    answer: Answer

    def export(self, form: str, chosen: Sequence[str] | None = None) -> bytes:
        return export_answer(self.answer, self.searcher, form, chosen)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, stub_encoder: Encoder) -> Case:
    """An answer with a computed difference, two cells, a figure that differs, and all passages of the document."""
    folder = tmp_path_factory.mktemp("export")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "kwaad.html").write_text(HOSTILE, encoding="utf-8")
    (folder / "corpus" / "metadata.toml").write_text(METADATA, encoding="utf-8")
    searcher = open_index(folder / "corpus", folder / "index", stub_encoder).searcher
    first, second = find_cell(searcher, 0, 0), find_cell(searcher, 0, 1)
    computed = Computed(
        "verschil", Decimal(-5801), "x € 1.000", "‒ 5.801 (x € 1.000)", "-4.567 ‒ 1.234", "‒ € 5,80 mln."
    )
    answer = make_answer(searcher, (first, second))
    return Case(
        searcher, replace(answer, computed=computed, differing=(find_cell(searcher, 1, 0),), asked="zwendel 2026")
    )


def find_cell(searcher: Searcher, row: int, column: int) -> Found:
    chunk = next(chunk for chunk in searcher.chunks if chunk.row == row)
    document = searcher.documents[chunk.document]
    assert chunk.table is not None
    cell = document.tables[chunk.table].rows[row].cells[column]
    return Found(
        "cel",
        chunk.text,
        chunk.span,
        cite(document, chunk, cell),
        chunk,
        asked=cell.column,
        column=cell.column,
        value=cell.text,
        value_span=cell.span,
        unit=cell.unit,
        plain="€ 1,23 mln.",
        number=cell.number,
        scale=cell.scale,
    )


def make_answer(searcher: Searcher, found: tuple[Found, ...], query: str = QUERY) -> Answer:
    passages = tuple(make_passage(searcher, rank, chunk) for rank, chunk in enumerate(searcher.chunks, start=1))
    understood, words = parse_query("zwendel"), QueryWords(())
    return Answer(query, "beantwoord" if found else "niet gevonden", 0.9, found, passages, (), (), understood, words)


def make_passage(searcher: Searcher, rank: int, chunk: Chunk) -> Passage:
    return Passage(Hit(rank, chunk, 1 / rank, None, None), cite(searcher.documents[chunk.document], chunk), (), ())


def read_sheets(data: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: sheet for sheet in book.worksheets}


def read_rows(sheet: Worksheet) -> list[dict[str, object]]:
    lines = list(sheet.iter_rows(values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=DELIMITER))


def read_word(data: bytes) -> str:
    """Return all text of a Word document, tables and links too."""
    root = docx.Document(io.BytesIO(data)).element
    return "\n".join("".join(text.text or "" for text in part.iter(qn("w:t"))) for part in root.iter(qn("w:p")))


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("form", EXPORT_FORMS)
def test_the_same_answer_gives_the_same_bytes(case: Case, form: str) -> None:
    assert case.export(form) == case.export(form)


@pytest.mark.parametrize("form", EXPORT_FORMS)
def test_every_form_has_the_query_the_figures_and_how_to_have_them_again(case: Case, form: str) -> None:
    data = case.export(form)
    text = {
        "docx": lambda: read_word(data),
        "xlsx": lambda: "\n".join(
            str(cell.value) for sheet in read_sheets(data).values() for line in sheet.iter_rows() for cell in line
        ),
        "md": lambda: render_text(data.decode()),
        "csv": lambda: data.decode("utf-8-sig").replace('""', '"'),
        "json": lambda: data.decode().replace('\\"', '"'),
    }[form]()
    citation = case.answer.answers[0].citation.text
    wanted = [
        "hoeveel <script>alert(1)</script> | zwendel",
        "zwendel 2026",
        "1.234",
        "-4.567",
        "-4.567 ‒ 1.234",
        "x € 1.000",
        "€ 1,23 mln.",
        "‒ 467.554",
        citation,
        "window.kwaad = 1</script>",
        "[klik](javascript:alert(1))",
        case.searcher.encoder.fingerprint,
        hash_index(case.searcher),
        case.searcher.documents["kwaad"].sha256,
        *(passage.hit.chunk.id for passage in case.answer.passages),
    ]
    assert [each for each in wanted if squeeze(each) not in squeeze(text)] == []


@pytest.mark.parametrize("form", EXPORT_FORMS)
def test_an_answer_without_anything_can_be_exported(case: Case, form: str) -> None:
    nothing = replace(make_answer(case.searcher, (), "iets"), passages=())
    assert export_answer(nothing, case.searcher, form)
    assert export_answers((), case.searcher, form)


@pytest.mark.parametrize("form", EXPORT_FORMS)
def test_only_the_chosen_passages_are_given(case: Case, form: str) -> None:
    chosen = case.answer.passages[-1].hit.chunk
    rows = json.loads(case.export("json", [chosen.id]))["answers"][0]
    assert [hit["id"] for hit in rows["hits"]] == [chosen.id]
    assert rows["answer"]["value"] == "1.234"
    assert len(case.export(form, [chosen.id])) < len(case.export(form))
    with pytest.raises(QueryError, match="hoort niet bij dit antwoord"):
        case.export(form, ["kwaad:rij:000000000000"])


def test_several_answers_go_in_one_file_with_their_sub_questions(case: Case) -> None:
    part = replace(case.answer, query="Deelvraag?")
    pasted = replace(
        case.answer, query="Kamervraag", answers=(), computed=None, differing=(), passages=(), parts=(part,)
    )
    answers = (case.answer, pasted)
    text = export_answers(answers, case.searcher, "md").decode()
    assert "# Dossier uit Vraagbaak" in text
    assert [line for line in text.splitlines() if re.match(r"## \d", line)][1:] == [
        "## 2. Kamervraag",
        "## 2.1. Deelvraag?",
    ]
    assert "1 van 1 deelvraag beantwoord" in text
    assert {row["Nummer"] for row in read_csv(export_answers(answers, case.searcher, "csv"))} == {"1", "2.1", ""}
    assert len(json.loads(export_answers(answers, case.searcher, "json"))["answers"]) == 2
    with pytest.raises(QueryError, match="te veel voor één bestand"):
        export_answers((replace(case.answer, passages=()),) * (MOST_ANSWERS + 1), case.searcher, "md")


def test_a_file_name_tells_the_form() -> None:
    assert find_form("map/Antwoord.DOCX").name == "docx"
    with pytest.raises(QueryError, match=r"Gebruik \.docx, \.xlsx, \.md, \.csv, \.json"):
        find_form("antwoord.exe")


def test_a_form_that_is_not_known_is_an_error(case: Case) -> None:
    with pytest.raises(QueryError, match="Kies uit: docx, xlsx, md, csv, json"):
        case.export("exe")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_an_office_file_is_whole_and_says_nothing_of_when_it_was_made(case: Case, form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(case.export(form))) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = set(package.namelist())
        assert {
            "_rels/.rels",
            "docProps/core.xml",
            {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[form],
        } <= names
        assert not [name for name in names if "vba" in name.lower() or "macro" in name.lower() or "external" in name]
        assert b"nl-NL" in package.read("docProps/core.xml")
        assert b"dcterms" not in package.read("docProps/core.xml")


def test_a_word_document_has_headings_tables_and_sources(case: Case) -> None:
    document = docx.Document(io.BytesIO(case.export("docx")))
    headings = [
        part.text for part in document.paragraphs if part.style and (part.style.name or "").startswith("Heading")
    ]
    assert headings[0] == "Antwoord uit Vraagbaak"
    assert {"Antwoord", "Andere cijfers", "Passages", "Bronnen", "Zo is dit gemaakt"} <= set(headings)
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Post | =post", "2025", "2026"]
    assert [cell.text for cell in table.rows[1].cells] == ["=SOM(A1:A9)|zwendel", "1.234", "-4.567"]
    assert all(each.rows[0]._tr.trPr is not None for each in document.tables)
    assert all(each.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for each in document.tables)  # type: ignore[union-attr]
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"nl-NL"}


def test_a_number_in_a_word_document_leads_to_its_source(case: Case) -> None:
    root = docx.Document(io.BytesIO(case.export("docx"))).element
    anchors = {link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))} - {None}
    marks = [mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))]
    assert anchors == set(marks)
    assert len(marks) == len(set(marks))


def test_a_word_document_links_to_web_pages_only(case: Case) -> None:
    document = docx.Document(io.BytesIO(case.export("docx")))
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert links == {"https://kwaad.example/a%3Eb%20c(1)%5B2%5D"}


def test_a_workbook_has_numbers_with_their_unit_beside_them(case: Case) -> None:
    sheets = read_sheets(case.export("xlsx"))
    assert list(sheets) == ["Antwoord", "Passages", "Tabelcellen", "Verantwoording"]
    computed, first, second, differing = read_rows(sheets["Antwoord"])
    names = ("Soort", "Waarde zoals gedrukt", "Getal", "Eenheid", "In euro")
    assert [first[name] for name in names] == ["Antwoord", "1.234", 1234, "x € 1.000", 1234000]
    assert [second[name] for name in names] == ["Antwoord", "-4.567", -4567, "x € 1.000", -4567000]
    assert [computed[name] for name in names] == ["Berekend", None, -5801, "x € 1.000", -5801000]
    assert computed["Berekening"] == "-4.567 ‒ 1.234"
    assert (differing["Soort"], differing["Getal"]) == ("Ander cijfer", -467554)
    assert (first["Rij"], first["Kolom"]) == ("=SOM(A1:A9)|zwendel", "2025")
    cells = {(row["Rij"], row["Kolom"]): row["Getal"] for row in read_rows(sheets["Tabelcellen"])}
    assert cells[("@kwaad [x](javascript:alert(1))", "2026")] == 12.5
    assert len(cells) == 6


def test_a_workbook_holds_no_formula(case: Case) -> None:
    sheets = read_sheets(case.export("xlsx"))
    cells = [cell for sheet in sheets.values() for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {str(cell.value)[0] for cell in cells if cell.quotePrefix} >= {"=", "@"}
    assert all(sheet.freeze_panes == "A2" for sheet in sheets.values())
    with zipfile.ZipFile(io.BytesIO(case.export("xlsx"))) as package:
        assert not [
            name for name in package.namelist() if name.startswith("xl/worksheets") and b"<f>" in package.read(name)
        ]
        # What looks like the code of a character is written as text.
        assert b"_x005F_x000D_" in package.read("xl/worksheets/sheet2.xml")


def test_a_csv_opens_as_a_dutch_spreadsheet_wants_it(case: Case) -> None:
    data = case.export("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == ";".join(COLUMNS)
    rows = read_csv(data)
    numbers = {(row["Rij"], row["Kolom"]): (row["Getal"], row["Eenheid"]) for row in rows if row["Soort"] == "Cel"}
    assert numbers[("'@kwaad [x](javascript:alert(1))", "2026")] == ("12,5", "x € 1.000")
    assert numbers[("'=SOM(A1:A9)|zwendel", "2026")] == ("-4567", "x € 1.000")
    printed = [row["Waarde zoals gedrukt"] for row in rows if row["Soort"] == "Antwoord"]
    assert printed == ["1.234", "-4.567"]
    fields = [value for row in rows for value in row.values()]
    dangerous = [
        each for each in fields if each[:1] in {"=", "+", "@", "\t", "\r"} or re.match(r"-(?![\d.]+(,\d+)?$)", each)
    ]
    # The formula shows what was computed of figures as printed; as text it has an apostrophe before it.
    assert dangerous == []
    assert "'-4.567 ‒ 1.234" in fields


def render_text(text: str) -> str:
    """Return what a reader of Markdown shows, without its footnotes' marks."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return "\n".join(
        "".join(child.content if child.type != "softbreak" else "\n" for child in token.children or ())
        for token in parser.parse(text)
        if token.type == "inline"
    )


def test_markdown_shows_every_text_as_text(case: Case) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(case.export("md").decode())
    inline = [child for token in tokens for child in token.children or ()]
    assert {
        token.type for token in tokens if "html" in token.type or token.type in {"hr", "code_block", "fence"}
    } == set()
    assert {child.type for child in inline} <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "link_open",
        "link_close",
        "softbreak",
        "hardbreak",
    }
    links = {child.attrGet("href") for child in inline if child.type == "link_open"}
    assert links == {"https://kwaad.example/a%3Eb%20c(1)%5B2%5D"}
    headings = [after.content for token, after in zip(tokens, tokens[1:], strict=False) if token.type == "heading_open"]
    assert "Geen kop" not in "".join(headings)


def test_a_table_in_markdown_keeps_its_columns(case: Case) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(case.export("md").decode())
    starts = [place for place, token in enumerate(tokens) if token.type == "tr_open"]
    widths = {sum(each.type in {"th_open", "td_open"} for each in tokens[place : place + 12]) for place in starts}
    assert len(starts) > 4
    assert widths == {3}


def test_a_passage_stands_in_markdown_word_for_word(case: Case) -> None:
    shown = squeeze(render_text(case.export("md").decode()))
    for passage in case.answer.passages:
        if passage.hit.chunk.table is None:
            for part in passage.hit.chunk.text.split("\n\n"):
                assert squeeze(part) in shown


def test_json_has_the_answer_as_the_command_line_gives_it(case: Case) -> None:
    data = json.loads(export_answer(case.answer, case.searcher, "json", filters=Filters(years=(2025,))))
    (answer,) = data["answers"]
    assert answer["query"] == QUERY
    assert answer["computed"]["formula"] == "-4.567 ‒ 1.234"
    assert [each["value"] for each in answer["differing"]] == ["‒ 467.554"]
    assert data["documents"]["kwaad"]["date"] == "17 september 2024"
    made = data["reproduction"]
    assert made["index"] == hash_index(case.searcher)
    assert made["filters"]["jaar"] == [2025]
    assert made["settings"]["chunks"]["max_tokens"] == 300
    assert (made["model"], made["fingerprint"]) == (case.searcher.encoder.name, case.searcher.encoder.fingerprint)


def test_a_model_in_a_folder_does_not_tell_whose_machine_it_was(case: Case) -> None:
    encoder = replace(case.searcher.encoder, name=str(Path.home() / "modellen" / "e5"))  # type: ignore[type-var]
    searcher = case.searcher.with_options(case.searcher.options)
    searcher.encoder = encoder
    assert json.loads(export_answer(case.answer, searcher, "json"))["reproduction"]["model"] == "e5"
