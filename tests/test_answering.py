"""How answers are judged: what is right, what is refused, and what is a wrong figure; and that the gold fits."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from answer.answer import Answer, Passage, Status
from answer.cite import cite
from answer.found import Computed, Found
from evaluation.answer_gold import ANSWER_KINDS, AnswerQuery, list_documents, load_answer_queries
from evaluation.answering import ANSWERS_FILE, AnswerScore, count_outcomes, judge_answers
from evaluation.gold import PARTS, GoldError
from evaluation.invented import FOLDER
from index.hits import Hit, Retrieved
from index.query import Query
from index.readings import QueryWords
from ingest.chunk import Chunk
from ingest.corpus import read_corpus
from ingest.document import Cell, Document, Metadata, Row, Span, Table

TEXT = "Tabel 1 Uitgaven\nCOA 10 20\nIND 5 8\nHet COA kreeg € 7,9 miljoen. De IND kreeg niets."


def span_of(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


def make_row(label: str, values: tuple[str, str]) -> Row:
    line = span_of(f"{label} {' '.join(values)}")
    start = line.start + len(label) + 1
    second = start + len(values[0]) + 1
    cells = (
        Cell("2025", values[0], Span(start, start + len(values[0])), Decimal(values[0]), "x € 1.000", Decimal(1000)),
        Cell("2026", values[1], Span(second, second + len(values[1])), Decimal(values[1]), "x € 1.000", Decimal(1000)),
    )
    return Row(label, (), cells, line)


TABLE = Table(
    "Tabel 1",
    "Uitgaven",
    "x € 1.000",
    ("2025", "2026"),
    (make_row("COA", ("10", "20")), make_row("IND", ("5", "8"))),
    Span(0, span_of("IND 5 8").end),
    (),
)
DOCUMENT = Document("stuk", "stuk.txt", "00", Metadata(title="Stuk"), TEXT, (0,), (), (), (TABLE,), ())
DOCUMENTS = {"stuk": DOCUMENT}


def row_chunk(number: int) -> Chunk:
    row = TABLE.rows[number]
    text = DOCUMENT.slice(row.span)
    return Chunk(f"r{number}", "stuk", "rij", row.span, (1,), (), text, text, table=0, row=number)


def text_chunk(sentence: str) -> Chunk:
    return Chunk("p", "stuk", "paragraaf", span_of(sentence), (1,), (), sentence, sentence)


def find_cell(row: int, column: int) -> Found:
    chunk, cell = row_chunk(row), TABLE.rows[row].cells[column]
    return Found(
        "cel",
        chunk.text,
        chunk.span,
        cite(DOCUMENT, chunk, cell),
        chunk,
        column=cell.column,
        value=cell.text,
        value_span=cell.span,
        unit=cell.unit,
        number=cell.number,
        scale=cell.scale,
    )


def find_sentence(text: str, value: str | None = None) -> Found:
    chunk = text_chunk(text)
    return Found("zin", text, chunk.span, cite(DOCUMENT, chunk), chunk, value=value)


def make_answer(*found: Found, status: Status = "beantwoord", **more: Any) -> Answer:  # noqa: ANN401
    answer = Answer("q", status, 0.9, found, (), (), (), Query("q", "q"), QueryWords(()))
    return replace(answer, **more)


def cell_place(row: str, column: str, value: str) -> dict[str, str]:
    return {
        "document": "stuk",
        "table": "Tabel 1",
        "row": row,
        "column": column,
        "value": value,
        "unit": "x € 1.000",
    }


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., AnswerQuery]:
    def read_one(kind: str, answers: object, **more: object) -> AnswerQuery:
        record = {"id": "a1", "kind": kind, "part": "afstemmen", "query": "hoeveel", "answers": answers, **more}
        path = tmp_path / "antwoorden.jsonl"
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        return load_answer_queries(path, DOCUMENTS)[0]

    return read_one


def score(query: AnswerQuery, answer: Answer) -> AnswerScore:
    return count_outcomes(judge_answers((query,), DOCUMENTS, lambda text, previous: answer))[0]


def test_the_very_cell_with_its_unit_is_right_and_its_neighbour_a_wrong_figure(
    read: Callable[..., AnswerQuery],
) -> None:
    query = read("tabelcijfer", [[cell_place("COA", "2026", "20")]])
    right = score(query, make_answer(find_cell(0, 1)))
    assert (right.right, right.refused, right.wrong_figures) == (1, 0, 0)
    for other in (find_cell(0, 0), find_cell(1, 1)):
        wrong = score(query, make_answer(other))
        assert (wrong.right, wrong.refused, wrong.wrong_figures) == (0, 0, 1)
    without_unit = score(query, make_answer(replace(find_cell(0, 1), unit=None)))
    assert (without_unit.right, without_unit.wrong_figures) == (0, 0)
    refused = score(query, make_answer(status="niet gevonden"))
    assert (refused.right, refused.refused, refused.wrong_figures) == (0, 1, 0)


def test_of_two_things_asked_both_must_come_in_their_order(read: Callable[..., AnswerQuery]) -> None:
    query = read("cellen", [[cell_place("COA", "2026", "20")], [cell_place("IND", "2026", "8")]])
    assert score(query, make_answer(find_cell(0, 1), find_cell(1, 1))).right == 1
    assert score(query, make_answer(find_cell(1, 1), find_cell(0, 1))).right == 0
    assert score(query, make_answer(find_cell(0, 1))).right == 0


def test_a_computed_figure_is_right_to_the_last_digit_or_wrong(read: Callable[..., AnswerQuery]) -> None:
    places = [[cell_place("COA", "2026", "20")], [cell_place("COA", "2025", "10")]]
    query = read("berekend", places, operation="procent", result="33.3")
    cells = (find_cell(0, 1), find_cell(0, 0))

    def computed(number: str) -> Answer:
        return make_answer(*cells, computed=Computed("procent", Decimal(number), "%", number, "20 / 10"))

    assert score(query, computed("33.3333333333")).right == 1
    wrong = score(query, computed("33.4"))
    assert (wrong.right, wrong.wrong_figures) == (0, 1)
    # Both cells without the result are no wrong figure; one of them alone passes for the difference.
    assert score(query, make_answer(*cells)).refused == 1
    assert score(query, make_answer(cells[0])).wrong_figures == 1


def test_a_figure_in_a_sentence_must_be_the_one_asked_for(read: Callable[..., AnswerQuery]) -> None:
    query = read(
        "tekstcijfer", [[{"document": "stuk", "quote": "Het COA kreeg € 7,9 miljoen", "value": "€ 7,9 miljoen"}]]
    )
    assert score(query, make_answer(find_sentence("Het COA kreeg € 7,9 miljoen.", "7,9 miljoen"))).right == 1
    other = score(query, make_answer(find_sentence("De IND kreeg niets.")))
    assert (other.right, other.wrong_figures) == (0, 0)
    assert score(query, make_answer(find_cell(0, 0))).wrong_figures == 1


def test_any_answer_to_what_nothing_answers_is_wrong(read: Callable[..., AnswerQuery]) -> None:
    query = read("onbeantwoordbaar", [])
    assert score(query, make_answer(status="niet gevonden")).right == 1
    given = score(query, make_answer(find_cell(0, 0), status="onzeker"))
    assert (given.right, given.wrong_figures) == (0, 1)
    sentence = score(query, make_answer(find_sentence("De IND kreeg niets.")))
    assert (sentence.right, sentence.wrong_figures) == (0, 0)


def test_each_sub_question_is_judged_by_its_first_passages(read: Callable[..., AnswerQuery]) -> None:
    place = {"document": "stuk", "quote": "De IND kreeg niets"}
    parts = [
        {"question": "Wat kreeg de IND?", "answers": [[place]]},
        {"question": "En de DT&V?", "answers": []},
    ]
    query = read("kamervraag", [], parts=parts)

    def passage(chunk: Chunk) -> Passage:
        return Passage(Hit(1, chunk, 0.9, Retrieved(1, 1.0), Retrieved(1, 1.0)), cite(DOCUMENT, chunk), (), ())

    reached = replace(make_answer(), passages=(passage(text_chunk("De IND kreeg niets.")),))
    missed = replace(make_answer(), passages=(passage(row_chunk(0)),))
    assert score(query, make_answer(parts=(reached, missed))).right == 1
    assert score(query, make_answer(parts=(missed, reached))).right == 0
    # Taken apart otherwise than it was written, it is not answered.
    outcome = score(query, make_answer(parts=(reached,)))
    assert (outcome.queries, outcome.right) == (1, 0)


@pytest.mark.parametrize(
    "place",
    [
        {"document": "ander", "quote": "De IND kreeg niets"},
        {"document": "stuk", "quote": "staat er niet"},
        {"document": "stuk", "table": "Tabel 1", "row": "COA", "column": "2026", "value": "21", "unit": "x € 1.000"},
    ],
)
def test_a_place_that_is_not_there_is_named(place: dict[str, str], read: Callable[..., AnswerQuery]) -> None:
    with pytest.raises(GoldError, match="a1"):
        read("watis", [[place]])


def test_the_gold_of_the_invented_documents_fits_them() -> None:
    documents = {document.id: document for document in read_corpus(FOLDER).documents}
    queries = load_answer_queries(FOLDER / "answers.jsonl", documents)
    assert {query.part for query in queries} == set(PARTS) and len(queries) > 200
    assert all("Verzonnen" in path.read_text(encoding="utf-8") for path in FOLDER.glob("*.html"))


def test_the_gold_fits_the_documents_and_has_what_it_promises() -> None:
    documents = {document.id: document for document in read_corpus(Path(__file__).parent.parent / "corpus").documents}
    assert list_documents(ANSWERS_FILE) <= documents.keys()
    queries = load_answer_queries(ANSWERS_FILE, documents)
    assert {query.kind for query in queries} == set(ANSWER_KINDS)
    assert {query.part for query in queries} == set(PARTS)
    reporting = [query for query in queries if query.part == "rapporteren"]
    counts = {kind: sum(query.kind == kind for query in reporting) for kind in ANSWER_KINDS}
    assert counts["tabelcijfer"] >= 120 and counts["tekstcijfer"] >= 40
    assert counts["berekend"] >= 20 and counts["kamervraag"] >= 10
    assert len({query.id for query in queries}) == len(queries)
