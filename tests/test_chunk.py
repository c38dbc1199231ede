"""Chunks: verbatim text, nothing too long to be read by a model, ids that stay, and all of a document in them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import (
    Chunk,
    ChunkSettings,
    Document,
    Metadata,
    Source,
    Span,
    chunk_document,
    clean_pages,
    load_sources,
    parse_document,
    read_document,
)
from ingest.chunk import describe_document, describe_row
from ingest.cut import MAX_CONTEXT_SHARE
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"
SOURCES = load_sources(CORPUS)


def count_words(text: str) -> int:
    return len(text.split())


def count_pieces(text: str) -> int:
    """Return a count like that of a model: a word is a token for each four letters, a mark one of its own."""
    return sum(1 + len(word) // 4 for word in re.findall(r"\w+|[^\w\s]", text))


@pytest.fixture(scope="module", params=SOURCES, ids=[source.id for source in SOURCES])
def document(request: pytest.FixtureRequest) -> Document:
    return read_document(request.param)


@pytest.fixture(scope="module")
def questions() -> Document:
    return read_document(SOURCES[1])


UNKNOWN = Metadata()


def test_a_question_whose_answer_stands_elsewhere_is_found_with_it() -> None:
    """Of questions that are answered together only the last stands above the answer; each shows it."""
    text = (
        "Vraag 1\nWaarom daalt de bezetting1?\n\nVraag 2\nWat kost dat?\n\nAntwoord op vragen 1 en 2\n"
        "De uitstroom stijgt. Dat kost niets.\n\nVraag 3\nEn nu?\n\nAntwoord 3\nNiets.\n"
    )
    document = parse(text)
    chunks = [chunk for chunk in chunk_document(document, count_words) if chunk.kind == "vraag"]
    assert len({chunk.id for chunk in chunks}) == len(chunks) == 3
    by_number = {document.questions[chunk.question or 0].number: chunk for chunk in chunks}
    assert by_number["1"].text == "De uitstroom stijgt. Dat kost niets."
    assert by_number["2"].text.startswith("Vraag 2")
    for number, asked in (("1", "Waarom daalt"), ("2", "Wat kost dat?")):
        assert asked in by_number[number].indexed
        assert "De uitstroom stijgt." in by_number[number].indexed
        assert "De uitstroom stijgt." in by_number[number].text


def parse(text: str, metadata: Metadata = UNKNOWN) -> Document:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", metadata)
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def check_sizes(chunks: tuple[Chunk, ...], count: Callable[[str], int], most: int) -> None:
    for chunk in chunks:
        # The parts are counted apart; together they may differ by what a line end is worth.
        assert count(chunk.indexed) <= most + MAX_CONTEXT_SHARE * most + 1, chunk.id


@pytest.mark.parametrize("count", [count_words, count_pieces])
@pytest.mark.parametrize("most", [40, 120, 300])
@pytest.mark.parametrize("with_question_text", [True, False])
def test_no_indexed_text_is_longer_than_a_model_reads(
    document: Document, count: Callable[[str], int], most: int, *, with_question_text: bool
) -> None:
    check_sizes(chunk_document(document, count, ChunkSettings(most, with_question_text)), count, most)


def test_text_is_what_stands_in_the_document(document: Document) -> None:
    chunks = chunk_document(document, count_pieces)
    assert chunks == chunk_document(document, count_pieces)
    assert [chunk.span.start for chunk in chunks] == sorted(chunk.span.start for chunk in chunks)
    for chunk in chunks:
        assert chunk.text == document.slice(chunk.span)
        assert chunk.text.strip()
        assert chunk.pages == document.pages(chunk.span)
        assert chunk.document == document.id


def test_ids_are_unique_and_made_of_content(document: Document) -> None:
    chunks = chunk_document(document, count_pieces)
    ids = [chunk.id for chunk in chunks]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(rf"{document.id}:{chunk.kind}:[0-9a-f]{{12}}(?:-\d+)?", chunk.id) for chunk in chunks)


def test_ids_stay_when_text_is_put_before_them() -> None:
    body = "2. Agenda\n\nEen alinea over de opvang.\n\nTabel 1 Instroom\n2023 2024\n\nAsiel 1 2\n\nRegulier 3 4\n"
    before = {chunk.id for chunk in chunk_document(parse(body), count_words)}
    after = {chunk.id for chunk in chunk_document(parse("1. Leeswijzer\n\nIets vooraf.\n\n" + body), count_words)}
    assert before < after


def test_ids_are_the_same_with_and_without_the_text_of_questions(questions: Document) -> None:
    """Else a gold set that was made on one could not be used on the other."""
    without = chunk_document(questions, lambda _: 1, ChunkSettings(with_question_text=False))
    assert [chunk.id for chunk in chunk_document(questions, lambda _: 1)] == [chunk.id for chunk in without]


def test_every_block_of_text_lies_in_chunks(document: Document) -> None:
    """All that is no heading, running header or footer can be found: no character of it is left out."""
    covered = bytearray(len(document.text))
    for chunk in chunk_document(document, count_pieces):
        covered[chunk.span.start : chunk.span.end] = b"\1" * (chunk.span.end - chunk.span.start)
    for block in document.blocks:
        if block.kind not in {"heading", "furniture"}:
            missed = "".join(document.text[i] for i in range(block.span.start, block.span.end) if not covered[i])
            assert not missed.strip(), document.slice(block.span)


def test_every_table_row_and_question_has_chunks(document: Document) -> None:
    chunks = chunk_document(document, count_pieces)
    rows = {(chunk.table, chunk.row) for chunk in chunks if chunk.kind == "rij"}
    assert rows == {(t, r) for t, table in enumerate(document.tables) for r in range(len(table.rows))}
    assert {chunk.table for chunk in chunks if chunk.kind == "tabel"} == set(range(len(document.tables)))
    assert {chunk.question for chunk in chunks if chunk.kind == "vraag"} == set(range(len(document.questions)))
    for chunk in chunks:
        if chunk.kind == "rij" and chunk.table is not None and chunk.row is not None:
            assert document.tables[chunk.table].rows[chunk.row].span.contains(chunk.span)


def test_a_row_is_indexed_with_its_columns_group_and_unit() -> None:
    [source] = [source for source in SOURCES if source.id.startswith("begroting")]
    document = read_document(source)
    [chunk] = [c for c in chunk_document(document, count_pieces) if c.kind == "rij" and c.text.startswith("COA 0 0")]
    assert "Tabel 4 Budgettaire gevolgen van beleid artikel 37 (bedragen x € 1.000)" in chunk.indexed
    assert "Bijdrage aan ZBO's/RWT's > COA: 2023: 0;" in chunk.indexed
    assert "2026: 4.422.334" in chunk.indexed
    assert chunk.indexed.startswith("memorie van toelichting, Asiel en Migratie, 2025.")


def test_the_text_of_a_question_can_be_left_out_everywhere(questions: Document) -> None:
    """Also before the tables of its answer, and in every part of a long answer."""
    for most in (40, 300):
        for chunk in chunk_document(questions, count_words, ChunkSettings(most, with_question_text=False)):
            indexed = " ".join(chunk.indexed.split())
            for question in questions.questions:
                asked = questions.slice(question.question).split()
                parts = [" ".join(asked[i : i + 9]) for i in range(0, max(1, len(asked) - 8))]
                said = " ".join(questions.slice(question.answer).split()) if question.answer else ""
                # An answer may repeat words of the question: those are its own.
                assert not [part for part in parts if part in indexed and part not in said], chunk.id


def test_a_table_is_found_by_the_question_that_it_belongs_to(questions: Document) -> None:
    chunks = chunk_document(questions, count_pieces)
    table = [chunk for chunk in chunks if chunk.kind == "tabel" and chunk.text.startswith("Tabel vraag 9")]
    assert "bij vraag 9: Wat is het inwilligingspercentage" in table[0].indexed
    without = chunk_document(questions, count_pieces, ChunkSettings(with_question_text=False))
    assert any("bij vraag 9\n" in chunk.indexed for chunk in without)


def test_tables_of_one_name_belong_to_the_question_they_stand_in() -> None:
    """Each answer numbers its tables from 1: all were indexed with the first question."""
    table = "Antwoord:\nDat staat hier.\n\nTabel 1 Kosten\n2023 2024\n\nA 1 2\n\nB 3 4\n\n"
    document = parse(f"Vraag 1\nWat kost opvang?\n\n{table}Vraag 2\nWat kost terugkeer?\n\n{table}")
    rows = [chunk.indexed for chunk in chunk_document(document, count_words) if chunk.kind == "rij"]
    assert ["opvang" in text for text in rows] == [True, True, False, False]
    assert ["terugkeer" in text for text in rows] == [False, False, True, True]


def test_a_long_answer_is_split_and_nothing_of_it_is_lost() -> None:
    sentences = " ".join(f"Zin {i} gaat over de opvang van vreemdelingen in gemeente {i}." for i in range(200))
    document = parse(f"Vraag 1\nWaarom?\n\nAntwoord:\n{sentences}\n\nVraag 2\nEcht?\n\nAntwoord:\nJa.\n")
    parts = [chunk for chunk in chunk_document(document, count_words, ChunkSettings(60)) if chunk.question == 0]
    assert len(parts) > 10
    assert "".join(chunk.text for chunk in parts).replace(" ", "").endswith(sentences.replace(" ", ""))
    assert all("Waarom?" in chunk.indexed for chunk in parts)


def test_a_long_question_without_an_answer_is_split() -> None:
    """It was indexed whole, and so cut off by the model."""
    asked = " ".join(f"Kunt u punt {i} toelichten?" for i in range(300))
    document = parse(
        f"Vraag 1\nWaarom?\n\nAntwoord:\nDaarom.\n\nVraag 2\n{asked}\n\nVraag 3\nEcht?\n\nAntwoord:\nJa.\n"
    )
    chunks = chunk_document(document, count_words, ChunkSettings(60))
    check_sizes(chunks, count_words, 60)
    parts = [chunk.text for chunk in chunks if chunk.question == 1]
    assert " ".join(" ".join(parts).split()).endswith(asked)


def test_a_long_heading_does_not_fill_the_chunk() -> None:
    title = "Uitwerking van de maatregelen uit het akkoord over de opvang van ontheemden " * 1
    document = parse(f"1. {title.strip()}\n\nEen alinea van vijf woorden.\n", Metadata(title="lang " * 400))
    check_sizes(chunk_document(document, count_words, ChunkSettings(20)), count_words, 20)


def test_a_document_without_text_has_no_chunks() -> None:
    assert chunk_document(parse("1"), count_words)
    assert chunk_document(parse("Tabel 1"), count_words)[0].kind == "tabel"


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        (Metadata(kind="brief", ministry="Defensie", budget_year=2020), "brief, Defensie, 2020"),
        (Metadata(title="Een titel"), "Een titel"),
        (Metadata(title="Een titel", ministry="Defensie"), "Defensie"),
        (Metadata(), "proef"),
    ],
)
def test_description_of_a_document(metadata: Metadata, words: str) -> None:
    document = parse("Tekst.")
    described = Document(
        id=document.id,
        path=document.path,
        sha256="",
        metadata=metadata,
        text="",
        page_starts=(0,),
        line_spans=(),
        blocks=(),
        tables=(),
        questions=(),
    )
    assert describe_document(described) == words


def test_description_of_a_row() -> None:
    document = parse("Tabel 1 Uitgaven (x € 1.000)\n2023 2024\n\nBaten\n\nOmzet 1 2\n\nRente 3\n\nTotaal 4 2\n")
    [table] = document.tables
    assert [describe_row(table, row) for row in table.rows] == [
        "Baten > Omzet: 2023: 1; 2024: 2",
        "Baten > Rente: onbepaald: 3",
        "Totaal: 2023: 4; 2024: 2",
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *["", "Vraag 1", "Vraag 2:", "Antwoord:", "1. Kop", "Tabel 1 Iets", "2023 2024", "A 1 2", "Een kop"],
                *[
                    "woord " * 90,
                    "woord" * 90,
                    "Een zin. " * 30,
                    "– punt " * 40,
                    "label " * 60 + "1 2",
                    "\f",
                    "x" * 3000,
                ],
            ]
        ),
        max_size=40,
    )
)
def test_no_document_makes_a_chunk_too_long(lines: list[str]) -> None:
    document = parse("Begin\n" + "\n".join(lines))
    chunks = chunk_document(document, count_pieces, ChunkSettings(50))
    check_sizes(chunks, count_pieces, 50)
    assert all(chunk.text == document.slice(Span(chunk.span.start, chunk.span.end)) for chunk in chunks)
    assert len({chunk.id for chunk in chunks}) == len(chunks)
