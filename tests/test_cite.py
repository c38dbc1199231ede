"""Citations: one fixed form, of what is known and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from answer.cite import cite, link_publication
from ingest.chunk import Chunk
from ingest.document import Cell, Document, Metadata, Question, Row, Span, Table

BUDGET = Metadata(session="2024/25", kamerstuk="36 600 XX, nr. 2")
QUESTIONS = Metadata(session="2024/25", kamerstuk="36 740 VI, nr. 15", page_offset=0)
SPAN = Span(0, 13)
CELL = Cell("2026", "4.422.334", Span(4, 13), Decimal(4422334), "x € 1.000")
ROW = Row("COA", ("Uitgaven",), (CELL,), SPAN)
TABLE = Table("Tabel 4", "Gevolgen (x € 1.000)", "x € 1.000", ("2026",), (ROW,), SPAN, ())


def make_document(metadata: Metadata) -> Document:
    question = Question("20", SPAN, SPAN, None, ())
    return Document("stuk", "stuk.txt", "0", metadata, "COA 4.422.334", (0,), (), (), (TABLE,), (question,))


def make_chunk(pages: tuple[int, ...] = (10,), headings: tuple[str, ...] = ()) -> Chunk:
    return Chunk("stuk:paragraaf:0", "stuk", "paragraaf", SPAN, pages, headings, "COA 4.422.334", "COA 4.422.334")


QUESTION_CHUNK = replace(make_chunk(), kind="vraag", question=0)
ROW_CHUNK = replace(make_chunk((12,)), kind="rij", table=0, row=0)


def test_a_question() -> None:
    citation = cite(make_document(QUESTIONS), QUESTION_CHUNK)
    assert citation.text == "Kamerstukken II 2024/25, 36 740 VI, nr. 15, vraag 20, p. 10"
    assert (citation.document, citation.label, citation.pages) == ("stuk", "Vraag 20", (10,))


def test_a_cell() -> None:
    text = "Kamerstukken II 2024/25, 36 600 XX, nr. 2, tabel 4, rij COA, kolom 2026 (x € 1.000), p. 12 van het bestand"
    assert cite(make_document(BUDGET), ROW_CHUNK, CELL).text == text


def test_a_row_and_a_table() -> None:
    document = make_document(BUDGET)
    assert cite(document, ROW_CHUNK).label == "Tabel 4, rij COA"
    assert cite(document, replace(ROW_CHUNK, kind="tabel", row=None)).label == "Tabel 4"


@pytest.mark.parametrize(("unit", "text"), [("", "41"), ("%", "41,5%")])
def test_a_unit_that_is_not_there_or_printed_with_the_value_is_not_added(unit: str, text: str) -> None:
    cell = replace(CELL, unit=unit, text=text)
    assert cite(make_document(BUDGET), ROW_CHUNK, cell).label == "Tabel 4, rij COA, kolom 2026"


def test_headings_without_the_parts_in_capitals() -> None:
    document = make_document(BUDGET)
    path = ("B. TOELICHTING", "2. Beleidsagenda", "2.1 Inleiding")
    assert cite(document, make_chunk(headings=path)).label == "2. Beleidsagenda > 2.1 Inleiding"
    assert cite(document, make_chunk(headings=path[:1])).label == "B. TOELICHTING"


def test_text_without_headings_has_its_page_only() -> None:
    assert cite(make_document(QUESTIONS), make_chunk()).text == "Kamerstukken II 2024/25, 36 740 VI, nr. 15, p. 10"


@pytest.mark.parametrize(
    ("metadata", "source"),
    [
        (Metadata(kamerstuk="36 740 VI, nr. 15"), "Kamerstukken II, 36 740 VI, nr. 15"),
        (Metadata(title="Brief over opvang", date="2025-06-19"), "Brief over opvang, 2025-06-19"),
        (Metadata(title="Brief over opvang"), "Brief over opvang"),
        (Metadata(date="2025-06-19"), "stuk.txt, 2025-06-19"),
        (Metadata(), "stuk.txt"),
    ],
)
def test_what_is_not_known_is_left_out(metadata: Metadata, source: str) -> None:
    assert cite(make_document(metadata), QUESTION_CHUNK).text == f"{source}, vraag 20, p. 10 van het bestand"


def test_pages_are_the_publications_where_the_offset_is_known() -> None:
    citation = cite(make_document(replace(QUESTIONS, page_offset=7)), QUESTION_CHUNK)
    assert citation.pages == (17,)
    assert citation.text.endswith(", p. 17")


def test_a_range_of_pages() -> None:
    citation = cite(make_document(QUESTIONS), replace(QUESTION_CHUNK, pages=(16, 17, 18)))
    assert citation.pages == (16, 17, 18)
    assert citation.text.endswith(", p. 16-18")


@pytest.mark.parametrize(
    ("kamerstuk", "page"),
    [
        ("36 600 XX, nr. 2", "kst-36600-XX-2"),
        ("36 740 VI, nr. 15", "kst-36740-VI-15"),
        ("36 410, nr. 5", "kst-36410-5"),
        ("36 410 B, nr. 2", "kst-36410-B-2"),
    ],
)
def test_a_link_is_made_of_the_kamerstuk_number(kamerstuk: str, page: str) -> None:
    link = link_publication(make_document(Metadata(kamerstuk=kamerstuk)))
    assert link == f"https://zoek.officielebekendmakingen.nl/{page}.html"


def test_answered_questions_of_a_member_are_cited_by_the_appendix_to_the_proceedings() -> None:
    """They were cited as a Kamerstuk, which has a dossier and a number that they do not have."""
    document = make_document(Metadata(session="2023/24", kamerstuk="Aanhangsel, nr. 1178", page_offset=0))
    citation = cite(document, QUESTION_CHUNK)
    assert citation.text == "Aanhangsel Handelingen II 2023/24, nr. 1178, vraag 20, p. 10"
    assert citation.url == "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1178.html"


@pytest.mark.parametrize(("session", "years"), [("1999/00", "19992000"), ("2009/10", "20092010")])
def test_a_link_to_the_appendix_names_both_years(session: str, years: str) -> None:
    link = link_publication(make_document(Metadata(session=session, kamerstuk="Aanhangsel, nr. 7")))
    assert link == f"https://zoek.officielebekendmakingen.nl/ah-tk-{years}-7.html"


def test_no_link_to_an_appendix_of_a_session_that_is_not_known() -> None:
    assert link_publication(make_document(Metadata(kamerstuk="Aanhangsel, nr. 7"))) is None


def test_a_link_that_is_given_counts() -> None:
    url = "https://example.org/stuk.html"
    assert cite(make_document(replace(BUDGET, url=url)), ROW_CHUNK).url == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://example.org", "ftp://example.org"]
)
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    assert link_publication(make_document(Metadata(url=url))) is None
    official = "https://zoek.officielebekendmakingen.nl/kst-36600-XX-2.html"
    assert link_publication(make_document(replace(BUDGET, url=url))) == official


@pytest.mark.parametrize("kamerstuk", [None, "zonder nummer", "36 600 XX"])
def test_no_link_without_a_whole_number(kamerstuk: str | None) -> None:
    assert link_publication(make_document(Metadata(kamerstuk=kamerstuk))) is None
