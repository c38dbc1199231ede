"""Nothing is lost on the way from a file to a parsed document, and every span says what stands there.

Held for both documents of the corpus, and for documents made at random.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document, Metadata, Source, Span, clean_pages, load_sources, parse_document, read_document
from ingest.clean import clean_characters
from ingest.document import Page
from ingest.notes.marks import put_back_marks
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"
SOURCES = load_sources(CORPUS)


@pytest.fixture(scope="module", params=SOURCES, ids=[source.id for source in SOURCES])
def source(request: pytest.FixtureRequest) -> Source:
    assert isinstance(request.param, Source)
    return request.param


@pytest.fixture(scope="module")
def document(source: Source) -> Document:
    return read_document(source)


def source_lines(data: bytes) -> list[str]:
    return data.decode().split("\n")


def letters(text: str) -> str:
    """Return what must survive cleaning: all that is no space, hyphen, bullet or control character."""
    folded = unicodedata.normalize("NFKC", clean_characters(text))
    return "".join(character for character in folded if character.isalnum() or character in "€%()[]«»“”‘’'\",.:;/+=?")


def structure_spans(document: Document) -> Iterator[tuple[str, Span]]:
    yield from (("block", block.span) for block in document.blocks)
    for table in document.tables:
        yield "table", table.span
        for row in table.rows:
            yield "row", row.span
            yield from (("cell", cell.span) for cell in row.cells)
    for question in document.questions:
        yield "question", question.span
        yield "asked", question.question
        if question.answer is not None:
            yield "answer", question.answer


def check_document(document: Document, pages: tuple[Page, ...]) -> None:
    """Check all that holds for any parsed document."""
    check_blocks(document)
    for line in (line for page in pages for line in page.lines):
        for number in line.sources:
            span = document.line_spans[number - 1]
            assert document.slice(span) == line.text
            holding = [block for block in document.blocks if block.span.contains(span) and line.text]
            assert len(holding) == (1 if line.text else 0), f"line {number}: {line.text!r}"
    check_structure(document)


def check_blocks(document: Document) -> None:
    ends = 0
    for block in document.blocks:
        assert ends <= block.span.start < block.span.end <= len(document.text)
        assert not document.text[ends : block.span.start].strip()
        ends = block.span.end
    assert not document.text[ends:].strip()


def check_structure(document: Document) -> None:
    for kind, span in structure_spans(document):
        assert 0 <= span.start <= span.end <= len(document.text), kind
    tables = [block.span for block in document.blocks if block.kind == "table"]
    assert tables == [table.span for table in document.tables]
    for table in document.tables:
        assert document.slice(table.span).startswith(table.name)
        starts = [row.span.start for row in table.rows]
        assert starts == sorted(starts)
        for row in table.rows:
            assert table.span.contains(row.span)
            for cell in row.cells:
                # Line ends are spaces in a cell's text; of a cell that a page cuts in two, the span is the first part.
                assert cell.text.startswith(" ".join(document.slice(cell.span).split()))
                assert table.span.contains(cell.span)
                # A theme that stands beside several records is printed with the first of them.
                assert row.span.contains(cell.span) or cell.span.end <= row.span.start
                assert cell.column in (*table.columns, "onbepaald")
    for question in document.questions:
        assert question.span.contains(question.question)
        # An answer that stands elsewhere, because it answers others too, is no part of the question's own span.
        if question.answer is not None and question.span.overlaps(question.answer):
            assert question.span.contains(question.answer)
        assert question.answer is None or question.question.end <= question.answer.start
    assert list(document.page_starts) == sorted(document.page_starts)


def test_every_filled_source_line_lies_in_exactly_one_block(source: Source, document: Document) -> None:
    lines = source_lines(source.path.read_bytes())
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        span = document.line_spans[number - 1]
        assert span.start < span.end, f"line {number} is lost: {line!r}"
        holding = [block for block in document.blocks if block.span.contains(span)]
        touching = [block for block in document.blocks if block.span.overlaps(span)]
        assert len(holding) == len(touching) == 1, f"line {number}: {line!r}"


def test_every_source_line_stands_where_its_span_says(source: Source, document: Document) -> None:
    data = source.path.read_bytes()
    pages = clean_pages(read_text_pages(data))
    cleaned = {number: line for page in pages for line in page.lines for number in line.sources}
    for number, line in enumerate(source_lines(data), start=1):
        if not line.strip():
            continue
        assert document.slice(document.line_spans[number - 1]) == cleaned[number].text
        placed = letters(put_back_marks(cleaned[number]))
        # `z?n` is mended, and a broken word shares its line with the line of its other half.
        wanted = letters(re.sub(r"\bz\?n\b", "zijn", line))
        assert wanted in placed, f"line {number}: {line!r}"


def test_every_word_of_the_source_is_in_the_text_as_often(source: Source, document: Document) -> None:
    lines = [clean_characters(line) for line in source_lines(source.path.read_bytes())]
    wanted = Counter(letters(re.sub(r"\bz\?n\b", "zijn", " ".join(lines))))
    # The marks of notes are taken off the words and kept beside them.
    marks = "".join(note.mark for note in document.notes if note.anchor is not None)
    assert Counter(letters(document.text + marks)) == wanted


def test_structure_is_what_its_spans_say(source: Source, document: Document) -> None:
    check_document(document, clean_pages(read_text_pages(source.path.read_bytes())))


def test_pages_of_both_documents_are_found(document: Document) -> None:
    """The budget has 52 marked page starts; the list of questions 19 filled pages."""
    assert len(document.page_starts) == (52 if document.id.startswith("begroting") else 19)
    for number, start in enumerate(document.page_starts, start=1):
        assert number in document.pages(Span(start, start + 1))


def test_pages_of_a_span_that_crosses_a_page(document: Document) -> None:
    second, third = document.page_starts[1:3]
    assert document.pages(Span(0, 1)) == (1,)
    assert document.pages(Span(second - 1, second + 1)) == (1, 2)
    assert document.pages(Span(second - 1, third + 1)) == (1, 2, 3)
    assert document.pages(Span(second, second)) == (2,)


# --- documents made at random -------------------------------------------------------------------------------------

words = st.sampled_from(
    [
        *["de", "het", "opvang", "Asiel", "begro", "tingsartikelen", "in-", "niet-", "uitstroom", "COA", "bĳdrage"],
        *[
            "37.2",
            "2.",
            "2025",
            "4.422.334",
            "‒",
            "‒ 10",
            "41,5%",
            "€",
            "(x",
            "€ 1.000)",
            "Vraag",
            "Antwoord:",
            "20111",
        ],
        *[
            "\u00a0",
            "\u200b",
            "\ufffd",
            "\uf0b7",
            "•",
            "–",
            "z?n",
            "ﬁnancieel",
            "«nee»",
            "’s",
            "a.",
            "ﷺ",
            "𝔘",
            "e\u0301",
        ],
    ]
)
prose = st.lists(words, min_size=1, max_size=14).map(" ".join)
shapes = st.one_of(
    st.sampled_from(
        [
            *["", "", " ", "\t", "\f", "  ", "\u2028", "\x85", "Bijlage", "Bijlage 2: Tabellen", "Bijlagen"],
            *["Vraag (1):", "Vraag 2", "Vragen 3 t/m 5", "Vraag 7: Waarom?", "Vraag 0", "Vraag 999", "Antwoord:"],
            *[
                "Antwoord op vragen 1 en 2",
                "Antwoord 3, 4 en 5",
                "Vragen 1, 2 en 3",
                "Antwoorden",
                "1",
                "2.",
                "1. Waarom?",
            ],
            *["2 Hoe dan?", "2 en 3", "Antwoord van minister De Vries (X)", "Vraag", "Lijst van vragen en antwoorden"],
            *["Bron: CBS. Peildatum 1 mei 2025", "Vragen van het lid De Vries (X) over iets (ingezonden 1 mei 2024)."],
            *["Antwoord", "Antwoord op vraag 2", "Antwoord: Ja.", "Tabel 1", "Tabel 2 Uitgaven (x € 1.000)"],
            *["Tabel vraag 9", "2023 2024 2025", "bedrag %", "Productgroep bedrag %", "Totaal 1 2 3", "1/2", "2/2"],
            *["B. ARTIKELSGEWIJZE TOELICHTING", "1. Leeswijzer", "2.1 Prioriteiten", "37.2 zijn verder", "1 Zie nr. 2"],
            *["Bron: CBS", "COA 1 2 3", "Leges ‒ 60.000", "5", "‒", "36 740 VI Jaarverslag", "Nr. 15 LIJST", "Betreft"],
            *["Tabel 4 laat zien dat", "Nieuwe mutaties:", "a) een", "- twee", "Figuur 1", "Gebruikte afkortingen"],
            *["Tabel 3 Gebruikte afkortingen", "COA Centraal Orgaan", "Betreft: iets", "Vastgesteld 31 februari 2024"],
        ]
    ),
    prose,
    prose.map(lambda line: line + " "),
    prose.map(lambda line: " " + line),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30),
)


def parse_bytes(data: bytes) -> tuple[Document, tuple[Page, ...]]:
    pages = clean_pages(read_text_pages(data))
    return parse_document(Source("proef", Path("proef.txt"), "proef.txt", "", Metadata()), pages), pages


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(shapes, max_size=60))
def test_nothing_is_lost_of_any_document(lines: list[str]) -> None:
    text = "Begin van het document\n" + "\n".join(lines)
    document, pages = parse_bytes(text.encode())
    check_document(document, pages)
    cleaned = "".join(letters(line.text) for page in pages for line in page.lines)
    assert Counter(letters(document.text)) == Counter(cleaned)


@settings(max_examples=200, deadline=None)
@given(st.lists(prose, min_size=1, max_size=40))
def test_lines_keep_their_words_through_cleaning(lines: list[str]) -> None:
    """Joining broken words and mending letters moves no letter to another place."""
    read = read_text_pages("\n".join(["Begin", *lines]).encode())
    before = "".join(letters(line.text) for page in read for line in page.lines)
    after = "".join(letters(line.text) for page in clean_pages(read) for line in page.lines)
    assert after == before


def test_lines_run_together_are_taken_apart() -> None:
    """A letter came as one line of 17,000 characters, and so was one paragraph in which no question could be found."""
    body = "  ".join(f"Dit is regel {i} van een lange brief over de verantwoording van het jaar." for i in range(40))
    text = f"Brief    1/2    {body}    Vraag 1  Waarom is dat?    Daarom niet.     Vraag 2   Echt?    2/2    Ja.\n"
    document, pages = parse_bytes(text.encode())
    check_document(document, pages)
    assert [question.number for question in document.questions] == ["1", "2"]
    assert document.questions[0].answer is not None
    assert document.slice(document.questions[0].answer) == "Daarom niet."
    assert len(document.page_starts) == 2
