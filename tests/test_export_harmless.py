"""That a text does nothing but be read, whatever it is: for any text that a document or a user may hold."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from answer.export.as_csv import DELIMITER
from answer.export.as_markdown import escape_line, escape_start
from answer.export.as_xlsx import _write_number, _write_text
from answer.export.harmless import LONGEST_LINK, LONGEST_TEXT, clean_link, clean_text, disarm_text, reads_as_formula
from answer.export.package import escape_codes, settle_package
from answer.export.sheet_rows import show_number

TEXTS = st.text(st.characters() | st.sampled_from("=+-@\t\r\n '\";|*_[]()<>#`\\&!~1.,:x0aD_"), max_size=40)


@pytest.mark.parametrize(
    ("text", "disarmed"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6 12345678", "'+31 6 12345678"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("- een opsomming", "'- een opsomming"),
        ("-467.554", "-467.554"),
        ("-12,5%", "-12,5%"),
        ("‒ 467.554", "‒ 467.554"),
        ("gewone tekst = gewoon", "gewone tekst = gewoon"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_compute_is_disarmed(text: str, disarmed: str) -> None:
    assert disarm_text(text) == disarmed


@given(TEXTS)
def test_no_text_in_a_csv_begins_a_formula(text: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n").writerow(["voor", disarm_text(text), "na"])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=DELIMITER)
    assert row[0] == "voor" and row[2] == "na"
    assert not reads_as_formula(row[1])
    assert row[1].removeprefix("'") == clean_text(text).removeprefix("'")


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_every_text_in_a_workbook_is_read_back_as_the_text_it_is(texts: list[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line, text in enumerate(texts, start=1):
        _write_text(sheet.cell(line, 1), text)  # type: ignore[arg-type]
    out = io.BytesIO()
    book.save(out)
    read = openpyxl.load_workbook(io.BytesIO(settle_package(out.getvalue()))).worksheets[0]
    for line, text in enumerate(texts, start=1):
        cell = read.cell(line, 1)
        if clean_text(text):
            # Excel reads the escape of a code back; this reader leaves it as it is written.
            assert (cell.data_type, cell.value) == ("s", escape_codes(clean_text(text)))
            assert cell.quotePrefix == reads_as_formula(clean_text(text))
        else:
            assert cell.value is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_no_digit_of_a_figure_is_lost(number: Decimal) -> None:
    assert Decimal(show_number(number).replace(",", ".")) == number
    book = openpyxl.Workbook()
    _write_number(book.worksheets[0].cell(1, 1), number)  # type: ignore[arg-type]
    out = io.BytesIO()
    book.save(out)
    value = openpyxl.load_workbook(io.BytesIO(out.getvalue())).worksheets[0].cell(1, 1).value
    assert Decimal(str(value).replace(",", ".")) == number


@given(TEXTS)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    shown = " ".join(clean_text(text).split())
    for written in (
        escape_start(text),
        f"> {escape_start(text)}",
        f"## {escape_line(text)}",
        f"**Bron:** {escape_line(text)}",
    ):
        tokens = parser.parse(f"Ervoor\n\n{written}\n\nErna\n")
        allowed = {"paragraph", "inline", "blockquote", "heading"}
        assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= allowed
        children = [child for token in tokens for child in token.children or ()]
        assert {child.type for child in children} <= {"text", "text_special", "strong_open", "strong_close"}
        read = "".join(child.content for child in children)
        assert read.removeprefix("Ervoor").removesuffix("Erna").removeprefix("Bron:").strip(" ") == shown.strip(" ")


def test_a_text_far_too_long_is_cut_and_says_so() -> None:
    cut = clean_text("a" * (LONGEST_TEXT + 5))
    assert cut.endswith("… [5 tekens weggelaten]")
    assert clean_text("a" * LONGEST_TEXT) == "a" * LONGEST_TEXT


def test_characters_that_xml_does_not_know_are_dropped() -> None:
    assert clean_text("a\x00b\x1bc\ud800d\ufffee\r\nf\rg") == "abcde\nf\ng"


def test_what_excel_would_read_as_the_code_of_a_character_is_escaped() -> None:
    assert escape_codes("a _x000D_ b _x005F_ _x00_") == "a _x005F_x000D_ b _x005F_x005F_ _x00_"


def test_a_link_holds_nothing_that_would_end_it() -> None:
    assert clean_link('https://a.nl/b c>"\x00\ud800') == "https://a.nl/b%20c%3E%22"
    assert clean_link("https://a.nl/?q=1&r=%20#x") == "https://a.nl/?q=1&r=%20#x"
    assert clean_link(None) is None
    assert clean_link("https://a.nl/" + "a" * LONGEST_LINK) is None
