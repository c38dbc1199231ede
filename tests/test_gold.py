import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from evaluation.gold import (
    KINDS,
    NEAR,
    PARTS,
    UNANSWERABLE,
    UNMET,
    Figure,
    Gold,
    GoldError,
    Query,
    fold_text,
    load_queries,
    locate_quote,
    resolve_queries,
)
from ingest.corpus import read_corpus
from ingest.document import Cell, Document, Metadata, Span

ROOT = Path(__file__).parent.parent
QUERIES = load_queries(ROOT / "evaluation" / "queries.jsonl")
RAW = {path.stem: fold_text(path.read_text(encoding="utf-8")) for path in (ROOT / "corpus").glob("*.txt")}
ANSWERABLE = [query for query in QUERIES if query.kind != UNANSWERABLE]

FROM_THE_TASK = [
    "waarom onderuitputting COA",
    "hoeveel krijgt het COA in 2026",
    "wat betekent AMV",
    "kosten opvang statushouders azc 2024",
    "recept voor appeltaart",
]


def make_document(text: str, name: str = "stuk") -> Document:
    return Document(name, f"{name}.txt", "00", Metadata(), text, (0,), (), (), (), ())


def make_query(*gold: Gold) -> Query:
    return Query("q1", "vraag", "hoeveel", "afstemmen", gold)


def write_lines(folder: Path, *records: object) -> Path:
    path = folder / "vragen.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    return path


def make_record(**changes: object) -> dict[str, object]:
    place = {"document": "stuk", "quote": "citaat", "grade": 2}
    record = {"id": "q1", "kind": "vraag", "query": "hoeveel", "part": "afstemmen", "gold": [place]}
    return record | changes


def make_cell(**changes: object) -> dict[str, object]:
    cell = {"value": "4", "unit": "x € 1.000", "row": "COA", "column": "2026"} | changes
    return make_record(gold=[{"document": "stuk", "quote": "citaat", "grade": 2, "cell": cell}])


def test_the_set_is_large_enough() -> None:
    kinds = Counter(query.kind for query in QUERIES)
    assert set(kinds) == set(KINDS)
    assert len(QUERIES) >= 300
    assert min(kinds.values()) >= 15


def test_enough_is_not_answered_and_half_of_that_is_near() -> None:
    unanswerable = [query for query in QUERIES if query.kind == UNANSWERABLE]
    assert len(unanswerable) >= 60
    assert 2 * sum(query.distance == NEAR for query in unanswerable) >= len(unanswerable)
    assert 3 * sum(query.unmet != "" for query in unanswerable) >= len(unanswerable)
    assert {query.unmet for query in unanswerable if query.unmet} == set(UNMET)


def test_every_kind_is_divided_evenly_over_the_parts() -> None:
    for kind in KINDS:
        parts = Counter(query.part for query in QUERIES if query.kind == kind)
        assert set(parts) == set(PARTS)
        assert abs(parts["afstemmen"] - parts["rapporteren"]) <= 1


def test_ids_and_queries_are_unique() -> None:
    assert len({query.id for query in QUERIES}) == len(QUERIES)
    assert len({query.text.casefold() for query in QUERIES}) == len(QUERIES)


@pytest.mark.parametrize("text", FROM_THE_TASK)
def test_has_the_queries_that_the_product_is_held_to(text: str) -> None:
    assert text in {query.text for query in QUERIES}


@pytest.mark.parametrize("query", ANSWERABLE, ids=lambda query: query.id)
def test_every_quote_points_at_one_place_in_the_source(query: Query) -> None:
    for gold in query.gold:
        locate_quote(gold, RAW[gold.document])


@pytest.mark.parametrize("query", ANSWERABLE, ids=lambda query: query.id)
def test_an_occurrence_is_given_only_where_the_quote_is_repeated(query: Query) -> None:
    for gold in query.gold:
        if gold.occurrence is not None:
            assert RAW[gold.document].text.count(fold_text(gold.quote).text) > 1


def test_every_quote_points_at_one_place_in_the_parsed_documents() -> None:
    documents = {document.id: document for document in read_corpus(ROOT / "corpus").documents}
    places = resolve_queries(QUERIES, documents)
    for query in QUERIES:
        for gold, place in zip(query.gold, places[query.id], strict=True):
            found = documents[gold.document].slice(place.span)
            assert fold_text(found).text == fold_text(gold.quote).text


def test_queries_that_point_at_the_same_place_are_in_the_same_part() -> None:
    placed = [
        (gold.document, locate_quote(gold, RAW[gold.document]), query) for query in ANSWERABLE for gold in query.gold
    ]
    clashes = [
        (one.id, other.id)
        for (document, span, one), (second, rival, other) in combinations(placed, 2)
        if one.part != other.part and document == second and is_same_place(span, rival)
    ]
    assert not clashes


def is_same_place(one: Span, other: Span) -> bool:
    """Return whether two places share at least half of the shorter one, as a chunk and a place have to."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)


def test_the_place_of_a_figure_is_a_cell_of_the_table() -> None:
    documents = {document.id: document for document in read_corpus(ROOT / "corpus").documents}
    places = resolve_queries(QUERIES, documents)
    figures = [
        (query, gold.cell, find_cells(documents[gold.document], place.span, gold.cell))
        for query in ANSWERABLE
        for gold, place in zip(query.gold, places[query.id], strict=True)
        if gold.cell is not None
    ]
    assert len(figures) >= 60
    assert not [(query.id, figure) for query, figure, found in figures if len(found) != 1]
    for query, figure, found in figures:
        assert (fold_text(found[0].text).text, found[0].unit) == (fold_text(figure.value).text, figure.unit), query.id


def test_a_table_row_that_answers_for_an_amount_names_its_cell() -> None:
    """Not every place in a table is a figure, but of an amount that stands in a row at least one place is."""
    documents = {document.id: document for document in read_corpus(ROOT / "corpus").documents}
    places = resolve_queries(QUERIES, documents)
    for query in (query for query in ANSWERABLE if query.kind == "bedrag"):
        in_rows = [
            any(row.span.contains(place.span) for table in documents[place.document].tables for row in table.rows)
            for place in places[query.id]
        ]
        assert any(gold.cell for gold in query.gold) or not any(in_rows), query.id


def find_cells(document: Document, place: Span, figure: Figure) -> list[Cell]:
    """Return the cells that a figure can be: of the rows at a place those with its label, in its column."""
    return [
        cell
        for table in document.tables
        for row in table.rows
        if row.label == figure.row and is_same_place(row.span, place)
        for cell in row.cells
        if cell.column == figure.column or (not figure.column and len(row.cells) == 1)
    ]


def test_fold_text_ignores_white_space_ligatures_and_broken_words() -> None:
    broken = fold_text("de bĳ\ndrage van\u00a0€ 1.000")
    assert broken.text == fold_text("de bijdrage van € 1.000").text
    assert len(broken.text) == len(broken.origins)


def test_fold_text_keeps_accents_and_case() -> None:
    assert fold_text("Oekraïne").text != fold_text("Oekraine").text
    assert fold_text("COA").text != fold_text("coa").text


def test_locate_quote_gives_the_span_before_folding() -> None:
    text = "Voor 2025 is de bĳdrage\n\naan het COA € 4 mln."
    span = locate_quote(Gold("stuk", "bijdrage aan het COA", 2), fold_text(text))
    assert text[span.start : span.end] == "bĳdrage\n\naan het COA"


def test_locate_quote_takes_the_occurrence_asked_for() -> None:
    span = locate_quote(Gold("stuk", "COA 0 0", 2, occurrence=2), fold_text("COA 0 0 1\nIND\nCOA 0 0 2"))
    assert span == Span(14, 21)


@pytest.mark.parametrize(
    ("quote", "occurrence", "message"),
    [("Nidos", None, "staat 0 keer"), ("COA", None, "staat 2 keer"), ("COA", 3, "gevraagd is nummer 3")],
)
def test_a_quote_that_points_nowhere_names_the_query(quote: str, occurrence: int | None, message: str) -> None:
    query = make_query(Gold("stuk", quote, 2, occurrence))
    with pytest.raises(GoldError, match="Vraag q1 .*«hoeveel»") as caught:
        resolve_queries([query], {"stuk": make_document("COA en COA")})
    assert message in str(caught.value)


def test_a_document_that_is_not_there_names_the_query() -> None:
    with pytest.raises(GoldError, match=r"Vraag q1 \(«hoeveel»\) wijst naar stuk"):
        resolve_queries([make_query(Gold("stuk", "COA", 2))], {})


def test_resolve_queries_carries_grade_and_fact() -> None:
    query = make_query(Gold("stuk", "COA", 1, None, "a"))
    (place,) = resolve_queries([query], {"stuk": make_document("het COA")})["q1"]
    assert (place.document, place.span, place.grade, place.fact) == ("stuk", Span(4, 7), 1, "a")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (make_record(kind="raadsel"), "«kind»"),
        (make_record(part="oefenen"), "«part»"),
        (make_record(query=" "), "«query»"),
        (make_record(extra=1), "onbekend veld extra"),
        (make_record(gold={}), "«gold» is geen lijst"),
        (make_record(gold=["citaat"]), "geen JSON-object"),
        (make_record(gold=[]), "geen enkele plek"),
        (make_record(gold=[{"document": "stuk", "quote": "x", "grade": 1}]), "geen enkele plek"),
        (make_record(gold=[{"document": "stuk", "quote": "x", "grade": 3}]), "«grade»"),
        (make_record(gold=[{"document": "stuk", "quote": "", "grade": 2}]), "«quote»"),
        (make_record(gold=[{"document": "stuk", "quote": "x", "grade": 2, "occurrence": 0}]), "«occurrence»"),
        (make_record(kind=UNANSWERABLE, distance="ver"), "heeft geen «gold»"),
        (make_record(kind=UNANSWERABLE, gold=[]), "«distance»"),
        (make_record(distance="ver"), "«distance»"),
        (make_record(kind=UNANSWERABLE, gold=[], distance="ver", unmet="jaar"), "«unmet» hoort alleen"),
        (make_record(kind=UNANSWERABLE, gold=[], distance=NEAR, unmet="kleur"), "«unmet» is niet een van"),
        (make_record(unmet="jaar"), "«unmet» hoort alleen"),
        (make_record(unmet=1), "«unmet» is geen tekst"),
        (make_cell(unit=None), "een veld van «cell»"),
        (make_cell(value=" "), "«value» of «row»"),
        (make_cell(table="Tabel 4"), "«cell» hoort een object te zijn met column, row, unit, value"),
        (["geen object"], "één JSON-object"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, record: object, message: str) -> None:
    good = make_record(id="q0")
    with pytest.raises(GoldError, match=r"^vragen\.jsonl, regel 2") as caught:
        load_queries(write_lines(tmp_path, good, record))
    assert message in str(caught.value)


def test_a_figure_and_what_is_not_met_are_read(tmp_path: Path) -> None:
    near = make_record(id="q2", kind=UNANSWERABLE, gold=[], distance=NEAR, unmet="jaar")
    first, second = load_queries(write_lines(tmp_path, make_cell(), near))
    assert first.gold[0].cell == Figure("4", "x € 1.000", "COA", "2026")
    assert (second.distance, second.unmet) == (NEAR, "jaar")


def test_a_repeated_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="vraag q1 komt al eerder voor"):
        load_queries(write_lines(tmp_path, make_record(), make_record()))


@pytest.mark.parametrize(("content", "message"), [(b"", "bevat geen vragen"), (b"\xff\xfe{", "niet te lezen")])
def test_a_file_without_queries_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "vragen.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=message):
        load_queries(path)


def test_a_broken_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vragen.jsonl"
    path.write_text('{"id": ', encoding="utf-8")
    with pytest.raises(GoldError, match="regel 1: dit is geen JSON-object"):
        load_queries(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="niet te lezen"):
        load_queries(tmp_path / "weg.jsonl")
