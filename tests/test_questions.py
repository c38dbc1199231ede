"""Questions with their answers: all pairs of the corpus, and the shapes that other lists have."""

from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import Question
from ingest.question_marks import split_number
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="module")
def questions() -> Document:
    return read_document(load_sources(CORPUS)[1])


def asked(document: Document, question: Question) -> str:
    return " ".join(document.slice(question.question).split())


def answered(document: Document, question: Question) -> str | None:
    return " ".join(document.slice(question.answer).split()) if question.answer else None


def find(document: Document, number: str) -> Question:
    [question] = [question for question in document.questions if question.number == number]
    return question


def test_all_37_pairs_in_order(questions: Document) -> None:
    assert [question.number for question in questions.questions] == [str(number) for number in range(1, 38)]
    for question in questions.questions:
        assert question.answer is not None, question.number
        assert asked(questions, question)[-1] in "?.", question.number
        assert questions.slice(question.span).startswith(f"Vraag ({question.number}):")
        assert "Vraag (" not in questions.slice(question.answer)
        assert "Antwoord" not in questions.slice(question.question)


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [
        ("1", "Het kabinet acht het van belang", "en zijn volledig verplicht in 2024."),
        ("3", "In 2024 zijn 12 reguliere locaties", "reguliere locaties zijn niet opgenomen."),
        ("8", "In totaal zijn in 2025", "Cijfers afgerond op tientallen"),
        ("20", "Het belangrijkste aspect", "uitstroomproblemen."),
        ("36", "De IND heeft al jaren", "waar nodig."),
        ("37", "Per 31 december 2024", "uitkomen op ca. € 643,2 miljoen."),
    ],
)
def test_an_answer_begins_and_ends_where_it_should(questions: Document, number: str, start: str, end: str) -> None:
    """Answers go over pages; source notes and the rounding belong to them; the appendix does not."""
    text = answered(questions, find(questions, number))
    assert text is not None
    assert text.startswith(start)
    assert text.endswith(end)


def test_question_28_goes_over_a_page_before_its_text(questions: Document) -> None:
    question = find(questions, "28")
    assert asked(questions, question).startswith("Hoeveel statushouders kunnen gehuisvest worden in de 64")
    assert len(questions.pages(question.span)) > 1


def test_tables_of_the_appendix_belong_to_their_questions(questions: Document) -> None:
    linked = {question.number: question.tables for question in questions.questions if question.tables}
    assert linked == {"9": ("Tabel vraag 9",), "19": ("Tabel vraag 19",), "24": ("Tabel vraag 24",)}


def test_a_budget_is_no_list_of_questions() -> None:
    assert read_document(load_sources(CORPUS)[0]).questions == ()


# --- other shapes -------------------------------------------------------------------------------------------------


def parse(text: str) -> Document:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode())))


def pairs(text: str) -> list[tuple[str, str, str | None]]:
    document = parse(text)
    return [
        (question.number, asked(document, question), answered(document, question)) for question in document.questions
    ]


def test_questions_without_a_colon_and_answers_without_a_mark() -> None:
    text = (
        "Vraag 1\nWaarom is dat zo?\nEn hoe lang nog?\n\nDaarom is dat zo.\n\nNog een jaar.\n\n"
        "Vraag 2\nWat kost het?\n\nNiets."
    )
    assert pairs(text) == [
        ("1", "Waarom is dat zo? En hoe lang nog?", "Daarom is dat zo. Nog een jaar."),
        ("2", "Wat kost het?", "Niets."),
    ]


def test_a_question_with_its_text_on_the_same_line_without_a_colon() -> None:
    """`Vraag 4 Gaan …` between `Vraag 3` and `Vraag 5` was lost: it became a part of the answer to 3."""
    text = (
        "Vraag 3\nWaarom?\n\nDaarom.\n\nVraag 4 Gaan de kaders ten koste van de\nkwaliteit?\n\n"
        "Dat zien we.\n\nVraag 5\nEcht?\n\nJa."
    )
    assert pairs(text) == [
        ("3", "Waarom?", "Daarom."),
        ("4", "Gaan de kaders ten koste van de kwaliteit?", "Dat zien we."),
        ("5", "Echt?", "Ja."),
    ]


def test_a_sentence_about_another_question_begins_none() -> None:
    text = (
        "Vraag 1\nWaarom?\n\nDaarom.\n\nVraag 7 Gaat daar ook over.\n\nVraag 2 is al beantwoord.\n\n"
        "Vraag 2\nEcht?\n\nJa."
    )
    assert [(number, answer) for number, _, answer in pairs(text)] == [
        ("1", "Daarom. Vraag 7 Gaat daar ook over. Vraag 2 is al beantwoord."),
        ("2", "Ja."),
    ]


@pytest.mark.parametrize(
    "label", ["Antwoord op vraag {n}", "Antwoord {n}", "Antwoord {n}:", "Antwoord:", "Antwoord", "Antwoord vraag ({n})"]
)
def test_answers_with_the_number_of_their_question(label: str) -> None:
    text = "".join(f"Vraag {n}\nWaarom {n}?\n\n{label.format(n=n)}\nOm reden {n}.\n\n" for n in (1, 2))
    assert pairs(text) == [("1", "Waarom 1?", "Om reden 1."), ("2", "Waarom 2?", "Om reden 2.")]


def test_questions_answered_together() -> None:
    text = (
        "Vraag 1: Waarom?\n\nAntwoord: Ja.\n\nVragen 3 t/m 5\nWat, hoe en wie?\n\n"
        "Antwoord op vragen 3 t/m 5\nZie de bijlage.\n\nVragen 6 en 7:\nWat nog?\n\nAntwoord:\nNiets."
    )
    assert pairs(text) == [
        ("1", "Waarom?", "Ja."),
        ("3 t/m 5", "Wat, hoe en wie?", "Zie de bijlage."),
        ("6 en 7", "Wat nog?", "Niets."),
    ]


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        ("9", ("9",)),
        ("3 t/m 5", ("3", "4", "5")),
        ("6 en 7", ("6", "7")),
        ("1, 2 en 4", ("1", "2", "4")),
        ("2a", ("2a",)),
    ],
)
def test_numbers_of_questions_answered_together(number: str, numbers: tuple[str, ...]) -> None:
    assert split_number(number) == numbers


def test_a_table_in_the_appendix_belongs_to_questions_answered_together() -> None:
    text = (
        "Vraag (1):\nA?\n\nAntwoord:\nB.\n\nVragen (2 t/m 4):\nC?\n\nAntwoord:\nD.\n\nBijlage: tabellen\n\n"
        "Tabel vraag 3\n\n2023 2024\nX 1 2\nY 3 4\n"
    )
    assert [question.tables for question in parse(text).questions] == [(), ("Tabel vraag 3",)]


def test_a_question_without_an_answer() -> None:
    text = "Vraag (1):\nWaarom?\n\nAntwoord:\nDaarom.\n\nVraag (2):\nEn nu?\n\nVraag (3):\nEcht?\n\nAntwoord: Ja."
    assert pairs(text) == [("1", "Waarom?", "Daarom."), ("2", "En nu?", None), ("3", "Echt?", "Ja.")]


def test_a_question_without_text() -> None:
    assert pairs("Vraag (1):\nVraag (2):\n\nAntwoord:\n\nVraag (3):") == [
        ("1", "", None),
        ("2", "", None),
        ("3", "", None),
    ]


def test_notes_at_the_foot_of_a_page_are_not_the_answer() -> None:
    """The notes stood between question and answer, and the answer began with them."""
    text = "Vraag 1\nMet wie is gesproken?\n\n1 R&D: onderzoek\n2 bbp: product\n\fMet niemand.\n\nVraag 2\nEcht?\n\nJa."
    assert pairs(text)[0][2] == "Met niemand."


def test_a_single_question_may_be_a_quotation() -> None:
    assert parse("Een brief over uw vraag.\n\nVraag 3:\nWaarom?\n\nDaarom.").questions == ()


def test_tables_inside_an_answer_are_tables_of_that_question() -> None:
    text = (
        "Vraag 1\nWat kost het?\n\nAntwoord:\nDat staat hier.\n\nTabel 1 Kosten (x € 1.000)\n2023 2024\n\n"
        "A 1 2\n\nB 3 4\n\nVraag 2\nEcht?\n\nAntwoord:\nJa."
    )
    document = parse(text)
    assert [table.name for table in document.tables] == ["Tabel 1"]
    assert document.questions[0].tables == ("Tabel 1",)
    assert document.questions[0].span.contains(document.tables[0].span)
    assert [block.kind for block in document.blocks] == ["question", "answer", "table", "question", "answer"]
