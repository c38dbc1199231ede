"""From a query to an answer, on a small budget and a list of questions made for it, read as any corpus is."""

from dataclasses import replace
from pathlib import Path

import pytest

from answer import Answer, answer_question
from answer.answer import _leading_row
from index import Filters, Searcher, build_index
from index.encoder import Encoder
from ingest import Chunk, chunk_document, read_corpus
from ingest.document import UNDETERMINED, Document
from ingest.errors import QueryError

WATER = Path(__file__).parent / "water"


def make_searcher(documents: tuple[Document, ...], encoder: Encoder) -> Searcher:
    chunks = [chunk for document in documents for chunk in chunk_document(document, encoder.count_tokens)]
    return build_index(documents, chunks, encoder)


@pytest.fixture(scope="module")
def searcher(stub_encoder: Encoder) -> Searcher:
    return make_searcher(read_corpus(WATER).documents, stub_encoder)


def check_verbatim(answer: Answer, searcher: Searcher) -> None:
    """Check that all that is quoted stands in a document, where it is said to stand."""
    assert answer.answer is not None
    document = searcher.documents[answer.answer.citation.document]
    assert document.slice(answer.answer.span) == answer.answer.text
    for passage in answer.passages:
        chunk = passage.hit.chunk
        assert searcher.documents[chunk.document].slice(chunk.span) == chunk.text
        assert all(chunk.span.contains(span) for span in (*passage.sentences, *passage.words))


def test_a_cell(searcher: Searcher) -> None:
    answer = answer_question("hoeveel krijgt het Waterfonds in 2025", searcher)
    found = answer.answer
    assert found is not None
    assert (answer.status, found.kind, found.column) == ("beantwoord", "cel", "2025")
    assert (found.value, found.unit, found.plain) == ("5.000", "x € 1.000", "€ 5,00 mln.")
    assert found.text == "Waterfonds 4.000 5.000 6.000"
    cited = "Kamerstukken II, 36 999, nr. 2, tabel 1, rij Waterfonds, kolom 2025 (x € 1.000), p. 1 van het bestand"
    assert found.citation.text == cited
    check_verbatim(answer, searcher)


def test_a_row_where_the_query_names_no_column(searcher: Searcher) -> None:
    answer = answer_question("Waterfonds", searcher)
    assert answer.answer is not None
    assert (answer.answer.kind, answer.answer.value, answer.answer.column) == ("rij", None, None)
    assert answer.answer.citation.label == "Tabel 1, rij Waterfonds"
    check_verbatim(answer, searcher)


def test_an_abbreviation(searcher: Searcher) -> None:
    answer = answer_question("wat betekent DGW", searcher)
    assert answer.answer is not None
    assert (answer.answer.kind, answer.answer.text) == ("afkorting", "Directoraat-Generaal Waterbeheer")
    assert answer.answer.citation.label == "Tabel 2, rij DGW"
    check_verbatim(answer, searcher)


def test_a_sentence(searcher: Searcher) -> None:
    answer = answer_question("waarom onderuitputting Deltabureau", searcher)
    assert answer.answer is not None
    assert answer.answer.kind == "zin"
    assert answer.answer.text == "De onderuitputting komt doordat de werving van personeel tegenviel."
    assert answer.answer.citation.text == "Kamerstukken II, 36 998, nr. 5, vraag 1, p. 1 van het bestand"
    assert answer.passages[0].sentences[0] == answer.answer.span
    check_verbatim(answer, searcher)


def test_a_refusal_shows_the_nearest_passages_and_the_words_that_are_missing(searcher: Searcher) -> None:
    answer = answer_question("recept voor appeltaart", searcher)
    assert (answer.status, answer.answer) == ("niet gevonden", None)
    assert answer.missing == ("recept", "appeltaart")
    assert len(answer.passages) == 10


def test_between_the_two_it_is_uncertain(searcher: Searcher) -> None:
    answer = answer_question("recept appeltaart Deltabureau", searcher)
    assert answer.status == "onzeker"
    assert answer.answer is not None
    assert answer.missing == ("recept", "appeltaart")


def test_filters_that_leave_nothing_give_a_refusal(searcher: Searcher) -> None:
    answer = answer_question("Waterfonds", searcher, Filters(documents=("begroting",), years=(2024,)))
    assert (answer.status, answer.answer, answer.passages) == ("niet gevonden", None, ())


def test_filters_and_count(searcher: Searcher) -> None:
    answer = answer_question("Waterfonds", searcher, Filters(kinds=("vraag",)), count=1)
    assert [passage.hit.chunk.kind for passage in answer.passages] == ["vraag"]


@pytest.mark.parametrize("query", ["hoeveel krijgt het Waterfonds in 2025", "waarom later begonnen", "appeltaart"])
def test_the_same_query_gives_the_same_answer(searcher: Searcher, stub_encoder: Encoder, query: str) -> None:
    first = answer_question(query, searcher)
    assert answer_question(query, searcher) == first
    assert answer_question(query, make_searcher(read_corpus(WATER).documents, stub_encoder)) == first


def open_columns(document: Document) -> Document:
    """Return a document of which the source leaves the column of every cell open."""
    tables = tuple(
        replace(
            table,
            rows=tuple(
                replace(row, cells=tuple(replace(cell, column=UNDETERMINED) for cell in row.cells))
                for row in table.rows
            ),
        )
        for table in document.tables
    )
    return replace(document, tables=tables)


@pytest.mark.parametrize("query", ["Waterfonds in 2025", "wat betekent DGW", "DGW onbepaald", "Deltabureau"])
def test_a_cell_of_which_the_column_is_not_known_is_never_the_answer(stub_encoder: Encoder, query: str) -> None:
    documents = tuple(map(open_columns, read_corpus(WATER).documents))
    answer = answer_question(query, make_searcher(documents, stub_encoder))
    assert answer.answer is not None
    assert answer.answer.kind in ("rij", "zin")
    assert (answer.answer.value, answer.answer.plain, answer.answer.column) == (None, None, None)


@pytest.mark.parametrize("query", ["", "  ", "???"])
def test_a_query_with_nothing_in_it(searcher: Searcher, query: str) -> None:
    with pytest.raises(QueryError):
        answer_question(query, searcher)


def test_a_query_of_5000_words(searcher: Searcher) -> None:
    words = " ".join(f"woord{i} haven{i % 7}" for i in range(2500))
    answer = answer_question(f"{words} Waterfonds", searcher)
    assert len(answer.missing) > 2000
    assert any(passage.words for passage in answer.passages)


def test_a_row_by_its_label_where_its_table_comes_first(searcher: Searcher) -> None:
    """`betekenis DTenV` found the list of abbreviations before its row, and its first lines were the answer."""
    answer = answer_question("betekenis DGW gebruikte afkortingen betekenis", searcher, Filters(kinds=("tabel", "rij")))
    first, *rest = answer.passages
    rows = [passage for passage in rest if passage.citation.label == "Tabel 2, rij DGW"]
    table = replace(first, hit=replace(first.hit, chunk=table_chunk(searcher, "Tabel 2")))
    for query, label in (("betekenis DGW", "Tabel 2, rij DGW"), ("betekenis XYZ", None)):
        leading = _leading_row(query, (table, *rows), searcher)
        assert (leading.citation.label if leading else None) == label


def table_chunk(searcher: Searcher, name: str) -> Chunk:
    """Return the chunk that is the whole table of this name."""
    tables = searcher.documents["begroting"].tables
    return next(chunk for chunk in searcher.chunks if chunk.kind == "tabel" and tables[chunk.table or 0].name == name)


def test_the_answer_does_not_depend_on_how_many_passages_are_asked_for(searcher: Searcher) -> None:
    one, many = (answer_question("hoeveel krijgt het DGW in 2026", searcher, count=count) for count in (1, 8))
    assert (one.answer, one.status, one.confidence) == (many.answer, many.status, many.confidence)
    assert one.passages == many.passages[:1]


def test_a_row_without_the_year_that_is_asked_for_is_no_sure_answer(searcher: Searcher) -> None:
    answer = answer_question("hoeveel krijgt het DGW in 2040", searcher)
    assert answer.status != "beantwoord"
    assert "2040" in answer.missing
