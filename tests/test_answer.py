"""From a query to an answer, on a small budget and a list of questions made for it, read as any corpus is."""

from dataclasses import replace
from pathlib import Path

import pytest

from answer import Answer, answer_question
from index import Filters, Searcher, build_index
from index.encoder import Encoder
from ingest import chunk_document, read_corpus
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
    answer = answer_question("hoeveel krijgt het Waterfonds", searcher)
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


def test_a_sentence_without_the_figure_that_is_asked_for_is_uncertain(searcher: Searcher) -> None:
    answer = answer_question("hoeveel onderuitputting is er bij het Deltabureau", searcher)
    assert answer.status == "onzeker"
    assert answer.answer is not None
    assert answer.answer.value is None


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


@pytest.mark.parametrize("query", ["Waterfonds in 2025", "DGW onbepaald", "Deltabureau"])
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


def test_two_things_asked_are_two_answers(searcher: Searcher) -> None:
    answer = answer_question("Waterfonds 2025 en 2026", searcher)
    assert [(found.asked, found.value) for found in answer.answers] == [("2025", "5.000"), ("2026", "6.000")]
    assert answer.answer == answer.answers[0]


def test_a_difference_is_computed_of_both_cells(searcher: Searcher) -> None:
    answer = answer_question("hoeveel krijgt het Waterfonds meer in 2026 dan in 2025", searcher)
    assert answer.computed is not None
    assert (answer.computed.text, answer.computed.formula) == ("1.000 (x € 1.000)", "6.000 ‒ 5.000")
    assert [found.value for found in answer.answers] == ["6.000", "5.000"]


def test_a_follow_up_goes_on_from_what_was_asked(searcher: Searcher) -> None:
    first = answer_question("hoeveel krijgt het Waterfonds in 2025", searcher)
    second = answer_question("en in 2026?", searcher, previous=first.asked)
    assert (second.query, second.asked) == ("en in 2026?", "hoeveel krijgt het Waterfonds in 2026")
    assert second.answer is not None and second.answer.value == "6.000"
    assert (
        answer_question("hoeveel krijgt het Waterfonds in 2026", searcher, previous=first.asked).answer == second.answer
    )


def test_each_question_of_a_pasted_kamervraag_has_its_answer(searcher: Searcher) -> None:
    pasted = (
        "Vragen van het lid Waterman aan de minister over het water.\n\n"
        "1. Hoeveel krijgt het Waterfonds in 2025?\n2. Wat betekent DGW?\n3. Hoe maakt u appeltaart?"
    )
    answer = answer_question(pasted, searcher)
    assert [part.query for part in answer.parts] == [
        "Hoeveel krijgt het Waterfonds in 2025?",
        "Wat betekent DGW?",
        "Hoe maakt u appeltaart?",
    ]
    assert [part.answers[0].kind for part in answer.parts[:2]] == ["cel", "afkorting"]
    assert (answer.answers, answer.passages) == ((), ())
    assert answer.heading.startswith("Vragen van het lid Waterman")


def test_an_earlier_question_comes_with_its_answer_whole(searcher: Searcher) -> None:
    document = next(document for document in searcher.documents.values() if document.questions)
    question = document.questions[0]
    answer = answer_question(" ".join(document.slice(question.question).split()), searcher)
    assert question.answer is not None
    assert answer.earlier[0].answer == document.slice(question.answer)
    assert answer.earlier[0].similarity == pytest.approx(1)


def test_a_refusal_suggests_a_query_that_works(searcher: Searcher) -> None:
    answer = answer_question("hoeveel krijgt het Waterfonds in 2040", searcher)
    assert answer.status == "niet gevonden"
    assert answer.suggestion is not None
    assert answer_question(answer.suggestion, searcher).status == "beantwoord"
    assert answer_question("recept voor appeltaart", searcher).suggestion is None


def test_the_answer_does_not_depend_on_how_many_passages_are_asked_for(searcher: Searcher) -> None:
    one, many = (answer_question("hoeveel krijgt het DGW in 2026", searcher, count=count) for count in (1, 8))
    assert (one.answer, one.status, one.confidence) == (many.answer, many.status, many.confidence)
    assert one.passages == many.passages[:1]


def test_a_row_without_the_year_that_is_asked_for_is_no_sure_answer(searcher: Searcher) -> None:
    answer = answer_question("hoeveel krijgt het DGW in 2040", searcher)
    assert answer.status != "beantwoord"
    assert "2040" in answer.missing
