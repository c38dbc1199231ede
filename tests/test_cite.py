"""Citations: one fixed form, of what is known and nothing else, that lands on one place."""

from dataclasses import replace
from decimal import Decimal

import pytest

from answer.cite import cite, describe_place, link_publication
from answer.place_names import LONGEST_NAME, LONGEST_PATH
from ingest.chunk import Chunk
from ingest.document import Cell, Document, Metadata, Question, Row, Span, Table

BUDGET = Metadata(session="2024/25", kamerstuk="36 600 XX, nr. 2")
QUESTIONS = Metadata(session="2024/25", kamerstuk="36 740 VI, nr. 15", page_offset=0)
SPAN = Span(0, 13)
CELL = Cell("2026", "4.422.334", Span(4, 13), Decimal(4422334), "x € 1.000")
ROW = Row("COA", ("Uitgaven",), (CELL,), SPAN)
TABLE = Table("Tabel 4", "Gevolgen (x € 1.000)", "x € 1.000", ("2026",), (ROW,), SPAN, ())


def make_document(metadata: Metadata, tables: tuple[Table, ...] = (TABLE,)) -> Document:
    """Return a document of which all text stands on the twelfth page, as of a part of a file."""
    question = Question("20", SPAN, SPAN, None, ())
    return Document("stuk", "stuk.txt", "0", metadata, "COA 4.422.334", (0,) * 12, (), (), tables, (question,))


def make_chunk(pages: tuple[int, ...] = (10,), headings: tuple[str, ...] = ()) -> Chunk:
    return Chunk("stuk:paragraaf:0", "stuk", "paragraaf", SPAN, pages, headings, "COA 4.422.334", "COA 4.422.334")


def make_row(label: str, *groups: str, columns: tuple[str, ...] = ("2026",), unit: str = "") -> Row:
    cells = tuple(Cell(column, str(i), Span(i, i + 1), Decimal(i), unit) for i, column in enumerate(columns))
    return Row(label, groups, cells, SPAN)


QUESTION_CHUNK = replace(make_chunk(), kind="vraag", question=0)
ROW_CHUNK = replace(make_chunk((12,)), kind="rij", table=0, row=0)


def name_rows(*rows: Row) -> list[str]:
    """Return how each row of one table is cited."""
    document = make_document(BUDGET, (replace(TABLE, rows=rows),))
    return [cite(document, replace(ROW_CHUNK, row=i)).label.removeprefix("Tabel 4, ") for i in range(len(rows))]


def name_tables(*tables: Table, questions: tuple[Question, ...] = ()) -> list[str]:
    """Return how each table of one document is cited."""
    document = replace(make_document(BUDGET, tables), questions=questions)
    chunk = replace(ROW_CHUNK, kind="tabel", row=None)
    return [describe_place(document, replace(chunk, table=i)) for i in range(len(tables))]


def test_a_question() -> None:
    citation = cite(make_document(QUESTIONS), QUESTION_CHUNK)
    assert citation.text == "Kamerstukken II 2024/25, 36 740 VI, nr. 15, vraag 20, p. 10"
    assert (citation.document, citation.label, citation.pages) == ("stuk", "Vraag 20", (10,))
    assert (citation.source, citation.locator) == ("Kamerstukken II 2024/25, 36 740 VI, nr. 15", "vraag 20, p. 10")


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


@pytest.mark.parametrize(
    ("label", "column", "shown"),
    [
        ("COA", "2026 (x € 1.000)", "kolom 2026 (x € 1.000)"),
        ("Kostprijs (x € 1.000)", "2026", "kolom 2026"),
        ("Drempel in x € 1.000.000", "2026", "kolom 2026 (x € 1.000)"),
        ("COA", "Bedrag in x € 1.0001", "kolom Bedrag in x € 1.0001 (x € 1.000)"),
    ],
)
def test_a_unit_that_the_heading_or_the_label_prints_is_not_said_twice(label: str, column: str, shown: str) -> None:
    row = make_row(label, columns=(column,), unit="x € 1.000")
    document = make_document(BUDGET, (replace(TABLE, rows=(row,)),))
    assert cite(document, ROW_CHUNK, row.cells[0]).label == f"Tabel 4, rij {label}, {shown}"


def test_a_row_is_named_with_the_groups_that_it_takes_to_land_on_it() -> None:
    """`rij Overig` was the name of three rows, of which only the page told that they differ."""
    assert name_rows(
        make_row("Overig", "Uitgaven", "Subsidies"),
        make_row("COA", "Uitgaven", "Subsidies"),
        make_row("Overig", "Uitgaven", "Opdrachten"),
        make_row("Overig", "Ontvangsten", "Opdrachten"),
    ) == [
        "rij Subsidies > Overig",
        "rij COA",
        "rij Uitgaven > Opdrachten > Overig",
        "rij Ontvangsten > Opdrachten > Overig",
    ]


def test_rows_that_no_group_tells_apart_are_counted() -> None:
    rows = make_row("Overig", "A"), make_row("Overig", "A"), make_row("Totaal"), make_row("Totaal", "B")
    assert name_rows(*rows) == ["1e rij Overig", "2e rij Overig", "1e rij Totaal", "rij B > Totaal"]
    assert name_rows(make_row("x", "A"), make_row("x", "A"), make_row("x", "B"), make_row("x", "B"))[3] == (
        "2e rij B > x"
    )


def test_a_row_without_a_label_is_counted_among_all_rows() -> None:
    assert name_rows(make_row("COA"), make_row(""), make_row("", "A")) == ["rij COA", "2e rij", "rij A"]


def test_long_labels_are_cut_and_still_land_on_one_row() -> None:
    long = "De minister zegt de Kamer toe dat hij nog voor de zomer een brief zendt over alle moties van "
    names = name_rows(make_row(f"{long}vorig jaar"), make_row(f"{long}dit jaar"), make_row("Een regel\nen nog een"))
    assert names == [
        f"{number}e rij De minister zegt de Kamer toe dat hij nog voor de zomer een brief zendt over…"
        for number in (1, 2)
    ] + ["rij Een regel en nog een"]
    assert max(map(len, names)) <= LONGEST_NAME + len("1e rij ")


def test_columns_of_the_same_heading_are_counted_and_one_without_is_not_called_twice() -> None:
    columns = ("2025 (kolom 2)", "2026", "2025 (kolom 4)", "kolom 5", "stand (kolom 9)")
    row = make_row("COA", columns=columns)
    document = make_document(BUDGET, (replace(TABLE, columns=columns, rows=(row,)),))
    labels = [cite(document, ROW_CHUNK, cell).label.removeprefix("Tabel 4, rij COA, ") for cell in row.cells]
    assert labels == ["1e kolom 2025", "kolom 2026", "2e kolom 2025", "kolom 5", "kolom stand (kolom 9)"]


def test_a_row_without_a_value_in_one_of_two_columns_does_not_shift_their_count() -> None:
    columns = ("2025 (kolom 2)", "2025 (kolom 3)")
    row = make_row("COA", columns=columns[1:])
    document = make_document(BUDGET, (replace(TABLE, columns=columns, rows=(row,)),))
    assert cite(document, ROW_CHUNK, row.cells[0]).label == "Tabel 4, rij COA, 2e kolom 2025"


def test_values_without_a_certain_column_are_counted_in_their_row() -> None:
    row = make_row("COA", columns=("onbepaald", "2026", "onbepaald"))
    document = make_document(BUDGET, (replace(TABLE, rows=(row,)),))
    labels = [cite(document, ROW_CHUNK, cell).label.rpartition(", ")[2] for cell in row.cells]
    assert labels == ["1e kolom onbepaald", "kolom 2026", "2e kolom onbepaald"]


def test_tables_without_a_number_are_named_by_their_caption_or_counted() -> None:
    bare = replace(TABLE, name="Tabel", caption="")
    assert name_tables(
        replace(bare, caption="Meldingen in 2023 (bedragen x € 1 mln)."),
        TABLE,
        bare,
        replace(bare, caption="Tabel Vluchten"),
        replace(bare, caption="Tabel Vluchten"),
    ) == ["Tabel ‘Meldingen in 2023’", "Tabel 4", "3e tabel", "4e tabel", "5e tabel"]


def test_tables_that_each_answer_numbers_anew_are_named_with_their_question() -> None:
    first, second = Span(0, 3), Span(4, 13)
    tables = [replace(TABLE, name="Tabel 1", span=span) for span in (first, second, second)]
    questions = tuple(Question(number, span, span, None, ()) for number, span in (("1", first), ("9", second)))
    assert name_tables(*tables[:2], questions=questions) == ["Vraag 1, tabel 1", "Vraag 9, tabel 1"]
    assert name_tables(*tables, questions=questions)[1:] == ["Vraag 9, 1e tabel 1", "Vraag 9, 2e tabel 1"]
    assert name_tables(*tables[:2], questions=questions[1:]) == ["1e tabel 1", "Vraag 9, tabel 1"]
    document = replace(make_document(BUDGET, tuple(tables[:2])), questions=questions)
    assert ", nr. 2, vraag 9, tabel 1, rij COA, " in cite(document, replace(ROW_CHUNK, table=1)).text


def test_questions_that_a_document_numbers_twice_are_counted() -> None:
    question = Question("3a", SPAN, SPAN, None, ())
    document = replace(make_document(BUDGET), questions=(question, replace(question, number="4"), question))
    labels = [cite(document, replace(QUESTION_CHUNK, question=i)).label for i in range(3)]
    assert labels == ["1e vraag 3a", "Vraag 4", "2e vraag 3a"]


def test_headings_without_the_parts_in_capitals() -> None:
    document = make_document(BUDGET)
    path = ("B. TOELICHTING", "2. Beleidsagenda", "2.1 Inleiding")
    assert cite(document, make_chunk(headings=path)).label == "2. Beleidsagenda > 2.1 Inleiding"
    assert cite(document, make_chunk(headings=path[:1])).label == "B. TOELICHTING"


def test_a_long_path_of_headings_loses_the_outermost() -> None:
    path = ("3 Beleidsartikelen", "Artikel 11: Concurrerende, duurzame, veilige agro- en voedselketens", "Toelichting")
    label = cite(
        make_document(BUDGET), make_chunk(headings=(*path, "Bijdrage aan agentschappen en medeoverheden"))
    ).label
    assert label == "… > Toelichting > Bijdrage aan agentschappen en medeoverheden"
    assert len(cite(make_document(BUDGET), make_chunk(headings=("woord " * 60,))).label) <= LONGEST_PATH


def test_text_without_headings_has_its_page_only() -> None:
    assert cite(make_document(QUESTIONS), make_chunk()).text == "Kamerstukken II 2024/25, 36 740 VI, nr. 15, p. 10"


@pytest.mark.parametrize(
    ("metadata", "source"),
    [
        (Metadata(kamerstuk="36 740 VI, nr. 15"), "Kamerstukken II, 36 740 VI, nr. 15"),
        (Metadata(title="Brief over opvang", date="2025-06-19"), "Brief over opvang, 19 juni 2025"),
        (Metadata(title="Brief over\n opvang", date="voorjaar 2025"), "Brief over opvang, voorjaar 2025"),
        (Metadata(title="Brief over opvang"), "Brief over opvang"),
        (Metadata(date="2025-06-19"), "stuk.txt, 19 juni 2025"),
        (Metadata(), "stuk.txt"),
        (Metadata(session="2024/25", kamerstuk="36 410, A"), "Kamerstukken I 2024/25, 36 410, A"),
        (Metadata(session="2024/25", kamerstuk="36 600 XX, nr. AB"), "Kamerstukken I 2024/25, 36 600 XX, AB"),
        (Metadata(session="2024-2025", kamerstuk="36600-XX, nr. 2"), "Kamerstukken II 2024/25, 36 600 XX, nr. 2"),
        (Metadata(session="1999/00", kamerstuk="26 855, nr. 3"), "Kamerstukken II 1999/2000, 26 855, nr. 3"),
        (
            Metadata(session="2024/25", kamerstuk="bij de Miljoenennota"),
            "Kamerstukken II 2024/25, bij de Miljoenennota",
        ),
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


def test_the_pages_are_those_of_the_sentence_or_cell_that_is_quoted() -> None:
    """A sentence of a long answer was cited with all pages of the answer."""
    document = replace(make_document(QUESTIONS), page_starts=(0, 4, 9))
    chunk = replace(QUESTION_CHUNK, pages=(1, 2, 3))
    assert cite(document, chunk).text.endswith(", vraag 20, p. 1-3")
    assert cite(document, chunk, span=Span(4, 8)).text.endswith(", vraag 20, p. 2")
    assert cite(document, chunk, span=Span(6, 13)).text.endswith(", vraag 20, p. 2-3")
    row = replace(ROW, cells=(replace(CELL, span=Span(9, 13)),))
    tables = (replace(TABLE, rows=(row,)),)
    assert cite(replace(document, tables=tables), replace(ROW_CHUNK, pages=(1, 2, 3)), row.cells[0]).pages == (3,)


def test_a_format_without_pages_has_none_in_its_citations() -> None:
    document = replace(make_document(QUESTIONS), page_starts=())
    citation = cite(document, replace(QUESTION_CHUNK, pages=()), span=Span(4, 8))
    assert (citation.pages, citation.locator) == ((), "vraag 20")


@pytest.mark.parametrize(
    ("kamerstuk", "page"),
    [
        ("36 600 XX, nr. 2", "kst-36600-XX-2"),
        ("36 740 VI, nr. 15", "kst-36740-VI-15"),
        ("36 410, nr. 5", "kst-36410-5"),
        ("36 410 B, nr. 2", "kst-36410-B-2"),
        ("36 600 IIB, nr. 1", "kst-36600-IIB-1"),
        ("36 410, C", "kst-36410-C"),
        ("36600-XX, nr. 2", "kst-36600-XX-2"),
        ("36600 XX nr 2", "kst-36600-XX-2"),
        ("21 501-02, nr. 3174", "kst-21501-02-3174"),
        ("35 000 (R2114), nr. 3", "kst-35000-3"),
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


@pytest.mark.parametrize(
    ("session", "years"),
    [("1999/00", "19992000"), ("2009/10", "20092010"), ("2023-2024", "20232024"), ("2023–24", "20232024")],
)
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


@pytest.mark.parametrize(
    "kamerstuk", [None, "zonder nummer", "36 600 XX", "36 600 B", "36 600, nr. 3 (herdruk)", "Aanhangsel, nr. 7a"]
)
def test_no_link_without_a_whole_number(kamerstuk: str | None) -> None:
    assert link_publication(make_document(Metadata(session="2024/25", kamerstuk=kamerstuk))) is None
