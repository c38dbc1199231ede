"""Questions with their answers: all pairs of the corpus, and the shapes that other lists have."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import Line, LineCell, LineRole, Page, Question
from ingest.questions.marks import split_number
from ingest.questions.records import read_question
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


def test_questions_under_one_label_stay_together_where_their_texts_cannot_be_told() -> None:
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
        ("3 tot en met 5", ("3", "4", "5")),
        ("3-5", ("3", "4", "5")),
        ("1, 2, en 4 t/m 6", ("1", "2", "4", "5", "6")),
        ("7 & 8", ("7", "8")),
        ("7/8", ("7", "8")),
        ("5 t/m 3", ("5 t/m 3",)),
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


@pytest.mark.parametrize("answer", ["Antwoord 1\nJa.", "Antwoord:\nJa.", "Antwoord: Ja."])
def test_a_single_question_with_a_label_on_its_answer_is_one(answer: str) -> None:
    assert pairs(f"Vragen van het lid Jansen.\n\nVraag 1\nBent u bekend?\n\n{answer}") == [
        ("1", "Bent u bekend?", "Ja.")
    ]


def test_the_only_question_of_a_member_has_no_number() -> None:
    assert pairs("Vragen.\n\nVraag\nBent u bekend?\n\nAntwoord\nJa.") == [("1", "Bent u bekend?", "Ja.")]


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


# --- answers that stand elsewhere, or answer several --------------------------------------------------------------


def spans_apart(document: Document) -> bool:
    """Return whether no question's span covers text of another one."""
    asked = [question.question for question in document.questions]
    return all(
        sum(question.span.overlaps(other) for other in asked if other.start < other.end) <= 1
        for question in document.questions
    )


def test_all_questions_first_and_then_all_answers() -> None:
    text = "Vraag 1\nA?\n\nVraag 2\nB?\n\nVraag 3\nC?\n\nAntwoord 1\nJa.\n\nAntwoord 2, 3\nNee."
    assert pairs(text) == [("1", "A?", "Ja."), ("2", "B?", "Nee."), ("3", "C?", "Nee.")]
    assert spans_apart(parse(text))


@pytest.mark.parametrize(
    "label",
    [
        "Antwoord op vragen 3 t/m 5", "Antwoord 3, 4 en 5", "Antwoord 3, 4, en 5",
        "Antwoord op de vragen 3 tot en met 5", "Antwoorden 3-5", "Antwoord vragen (3 t/m 5):",
        "Antwoord bij vragen 3, 4 & 5:",
    ],
)  # fmt: skip
def test_questions_printed_apart_share_their_answer(label: str) -> None:
    text = f"Vraag 2\nA?\n\nAntwoord 2\nJa.\n\nVraag 3\nB?\n\nVraag 4\nC?\n\nVraag 5\nD?\n\n{label}\nZie daar."
    assert pairs(text) == [
        ("2", "A?", "Ja."),
        ("3", "B?", "Zie daar."),
        ("4", "C?", "Zie daar."),
        ("5", "D?", "Zie daar."),
    ]
    document = parse(text)
    assert spans_apart(document)
    assert [document.slice(question.span)[:7] for question in document.questions] == [f"Vraag {n}" for n in range(2, 6)]
    [_, third, _, fifth] = document.questions
    assert third.answer == fifth.answer
    assert not third.span.overlaps(third.answer or third.span)
    assert fifth.span.contains(fifth.answer or fifth.question)
    kinds = ["question", "answer", "question", "question", "question", "answer"]
    assert [block.kind for block in document.blocks] == kinds


def test_an_answer_without_a_number_says_itself_what_it_answers() -> None:
    text = "Vraag 6\nA?\n\nVraag 7\nB?\n\nAntwoord\nDe vragen 6 en 7 hangen samen."
    assert [answer for _, _, answer in pairs(text)] == ["De vragen 6 en 7 hangen samen."] * 2


def test_an_answer_without_a_number_is_that_of_the_question_above_it() -> None:
    text = "Vraag 6\nA?\n\nVraag 7\nB?\n\nAntwoord\nJa."
    assert pairs(text) == [("6", "A?", None), ("7", "B?", "Ja.")]


def test_parts_of_a_question_are_answered_by_its_number() -> None:
    text = "Vraag 2a\nA?\n\nVraag 2b\nB?\n\nAntwoord 2\nJa.\n\nVraag 3\nC?\n\nAntwoord 3\nNee."
    assert pairs(text) == [("2a", "A?", "Ja."), ("2b", "B?", "Ja."), ("3", "C?", "Nee.")]


def test_a_slip_in_the_number_of_an_answer_right_below_its_question() -> None:
    text = "Vraag 1\nA?\n\nAntwoord 1\nJa.\n\nVraag 2\nB?\n\nAntwoord 12\nNee."
    assert pairs(text) == [("1", "A?", "Ja."), ("2", "B?", "Nee.")]


def test_questions_under_one_label_are_taken_apart_by_their_numbers() -> None:
    text = "Vragen 3, 4 en 5\n3. Wat?\n4. Hoe?\n5. Wie?\n\nAntwoord 3\nDit.\n\nAntwoord 4 en 5\nZo.\n\nVraag 6\nA?"
    assert pairs(text) == [("3", "Wat?", "Dit."), ("4", "Hoe?", "Zo."), ("5", "Wie?", "Zo."), ("6", "A?", None)]


def test_questions_under_one_label_are_taken_apart_by_as_many_paragraphs() -> None:
    """The appendix to the proceedings prints `Vraag 3, 4 en 5` above three paragraphs and one answer."""
    text = "Vraag 1, 2 en 3\nWat is\ndit?\n\nHoe? Graag\neen toelichting.\n\nWie?\n\nAntwoord 1, 2 en 3\nZo."
    asked_apart = [("1", "Wat is dit?", "Zo."), ("2", "Hoe? Graag een toelichting.", "Zo."), ("3", "Wie?", "Zo.")]
    assert pairs(text + "\n\nVraag 4\nA?\n\nAntwoord 4\nB.")[:3] == asked_apart
    fewer = text.replace("Hoe? Graag\neen toelichting.\n\n", "")
    assert pairs(fewer)[0] == ("1, 2 en 3", "Wat is dit? Wie?", "Zo.")


def test_questions_that_are_printed_again_above_their_answers_are_one() -> None:
    text = (
        "De vragen\n\nVraag 1\nA?\n\nVraag 2\nB?\n\nBeantwoording\n\n"
        "Vraag 1\nA?\n\nAntwoord 1\nJa.\n\nVraag 2\nB?\n\nAntwoord 2\nNee."
    )
    assert pairs(text) == [("1", "A?", "Ja."), ("2", "B?", "Nee.")]


def test_questions_of_two_members_in_one_letter() -> None:
    text = (
        "Vragen van het lid Jansen\n\nVraag 1\nA?\n\nAntwoord 1\nJa.\n\nVraag 2\nB?\n\nAntwoord 2\nNee.\n\n"
        "Vragen van het lid De Vries\n\nVraag 1\nC?\n\nAntwoord 1\nSoms."
    )
    assert pairs(text) == [("1", "A?", "Ja."), ("2", "B?", "Nee."), ("1", "C?", "Soms.")]


def test_who_asked_is_part_of_the_label() -> None:
    text = (
        "Vraag 1 (van het lid Jansen)\nA?\n\nAntwoord 1\nJa.\n\n"
        "Vraag 2 van het lid De Vries (X):\nB?\n\nAntwoord 2\nNee."
    )
    assert pairs(text) == [("1", "A?", "Ja."), ("2", "B?", "Nee.")]


def test_label_and_text_on_one_line_of_question_and_answer() -> None:
    text = "Vraag 1 Waarom is dat zo?\nAntwoord 1 Daarom is dat zo.\n\nVraag 2. Echt?\nAntwoord 2. Ja."
    assert pairs(text) == [("1", "Waarom is dat zo?", "Daarom is dat zo."), ("2", "Echt?", "Ja.")]


def test_where_answers_have_labels_a_question_without_one_has_no_answer() -> None:
    text = "Vraag 1\nA?\n\nAntwoord 1\nJa.\n\nVraag 2\nB?\n\nGraag per gemeente.\n\nVraag 3\nC?\n\nAntwoord 3\nNee."
    assert pairs(text)[1] == ("2", "B? Graag per gemeente.", None)


def test_paragraphs_that_go_on_asking_are_no_answer() -> None:
    text = "Vraag 1\nA?\n\nZo ja, waarom?\n\nDaarom.\n\nVraag 2\nB?\nZo nee, hoe?\nNiet.\n\nVraag 3\nC?"
    assert pairs(text) == [("1", "A? Zo ja, waarom?", "Daarom."), ("2", "B? Zo nee, hoe?", "Niet."), ("3", "C?", None)]


# --- numbers without a label --------------------------------------------------------------------------------------

FRONT = (
    "36 613 XVII Wijziging van de begrotingsstaat\n\nNr. 3 VERSLAG HOUDENDE EEN LIJST VAN VRAGEN EN ANTWOORDEN\n\n"
    "De commissie heeft vragen voorgelegd aan de Minister. Deze heeft ze beantwoord.\n\n"
)


@pytest.mark.parametrize(
    ("number", "label"),
    [("{n}\n\n", "\n"), ("{n}\n", "\n"), ("{n}. ", "\n"), ("{n} ", "\n"), ("{n}\n", "\nAntwoord:\n")],
)
def test_numbers_without_a_label(number: str, label: str) -> None:
    """Lists of the Tweede Kamer print a number and the question, and the answer in the next paragraph."""
    asked_and_answered = [
        ("1", "Waarom is dat zo?", "Daarom. Er zijn: 1. een 2. twee"),
        ("2", "Wat kost dat? Graag een toelichting.", "Dat kost 3 miljoen. Of 4."),
        ("3", "Kunt u dat toelichten.", "Nee."),
        ("4", "Wanneer?", "Zie vraag 2."),
    ]
    printed = [
        ("Waarom is\ndat zo?", "Daarom. Er zijn:\n1. een\n2. twee"),
        ("Wat kost dat? Graag een toelichting.", "Dat kost 3 miljoen.\n\nOf 4."),
        ("Kunt u dat toelichten.", "Nee."),
        ("Wanneer?", "Zie vraag 2."),
    ]
    text = FRONT + "".join(
        f"{number.format(n=n)}{question}\n{label}{answer}\n\n" for n, (question, answer) in enumerate(printed, start=1)
    )
    assert pairs(text) == asked_and_answered
    [*_, last] = parse(text).questions
    assert [reference.target for reference in last.references] == ["2"]


def test_numbered_questions_then_numbered_answers() -> None:
    """The appendix to the proceedings printed them so until 2010, without a blank line."""
    text = (
        "Vragen van het lid Jansen (X) aan de minister van Justitie over cellen. (Ingezonden 5 maart 2008)\n"
        "1\nBent u op de hoogte?\n2\nIs het waar?\n3\nZo ja, waarom? Graag een toelichting.\n4\nGraag per maand.\n"
        "\nAntwoord\nAntwoord van minister De Vries (Justitie). (Ontvangen 2 april 2008)\n"
        "1\nJa.\n2 en 3\nNee, er zijn 3 cellen.\n4\nZie het antwoord op vraag 2.\n"
    )
    assert pairs(text) == [
        ("1", "Bent u op de hoogte?", "Ja."),
        ("2", "Is het waar?", "Nee, er zijn 3 cellen."),
        ("3", "Zo ja, waarom? Graag een toelichting.", "Nee, er zijn 3 cellen."),
        ("4", "Graag per maand.", "Zie het antwoord op vraag 2."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # sentences of a letter
        "Geachte voorzitter,\n\nU stelt vragen. Vraag 3 is beantwoord.\n\nVraag 3 is beantwoord in mijn brief.\n\n"
        "Antwoord 4 is gegeven.\n\nAntwoord 5 Ja en nee.\n",
        # questions of a study
        "MEMORIE VAN TOELICHTING\n\nDe onderzoeksvragen:\n\n1. Wat gebeurt er?\n2. Hoe?\n3. Wat kan beter?\n\nDus.",
        # chapters in which questions are quoted
        "De regering dankt voor de vragen en geeft antwoord.\n\n1. Inleiding\n\nDe leden vragen: klopt dit?\n\n"
        "2. Hoofdlijnen\n\nDe leden vragen: waarom?\n\n3. Uitvoering\n\nTekst.",
        # questions of parliamentary parties without numbers
        "Vragen en opmerkingen van de leden van de X-fractie\n\nKan de minister dat toelichten? Graag een antwoord.\n\n"
        "Vragen van de leden van de Y-fractie\n\nZij vragen: klopt dit?\n",
    ],
)
def test_what_is_no_list_of_questions(text: str) -> None:
    assert parse(text).questions == ()


# --- what the format tells ----------------------------------------------------------------------------------------


def parse_lines(*lines: Line) -> Document:
    """Return the document of lines of a format without pages, with a blank line between them, but not between rows."""
    spaced: list[Line] = []
    for line in lines:
        if spaced and not (line.cells and spaced[-1].cells):
            spaced.append(Line("", (0,)))
        spaced.append(line)
    numbered = tuple(replace(line, sources=(n,)) for n, line in enumerate(spaced, start=1))
    source = Source("proef", Path("proef.xml"), "proef.xml", "", Metadata())
    return parse_document(source, clean_pages((Page(0, numbered),)))


def line(text: str, role: LineRole = "text", level: int = 0) -> Line:
    return Line(text, (0,), role=role, level=level)


def table_row(*cells: str) -> Line:
    placed = tuple(LineCell(cell, column) for column, cell in enumerate(cells))
    return Line(" ".join(cell for cell in cells if cell), (0,), role="row", cells=placed)


def read_pairs(document: Document) -> list[tuple[str, str, str | None]]:
    return [
        (question.number, asked(document, question), answered(document, question)) for question in document.questions
    ]


def test_roles_tell_questions_and_answers() -> None:
    document = parse_lines(
        line("Vraag 1", "question"), line("Bent u bekend?"), line("Antwoord 1", "answer"), line("Ja."), line("Echt."),
        line("Vraag 2, 3", "question"), line("Wat?"), line("Hoe?"), line("Antwoord 2, 3", "answer"), line("Zo."),
    )  # fmt: skip
    assert read_pairs(document) == [("1", "Bent u bekend?", "Ja. Echt."), ("2", "Wat?", "Zo."), ("3", "Hoe?", "Zo.")]


def test_roles_with_number_and_text_on_one_line() -> None:
    document = parse_lines(
        line("1 Bent u bekend met 100 gevallen?", "question"), line("100 gevallen, ja.", "answer"),
        line("2 en 3 Wat nu?", "question"), line("2 en 3 Niets.", "answer"),
    )  # fmt: skip
    expected = [("1", "Bent u bekend met 100 gevallen?", "100 gevallen, ja."), ("2 en 3", "Wat nu?", "Niets.")]
    assert read_pairs(document) == expected


def test_questions_that_the_format_tells_without_a_number_are_counted() -> None:
    document = parse_lines(
        line("Waarom?", "question"), line("Daarom.", "answer"), line("Echt?", "question"), line("Ja.", "answer")
    )
    assert read_pairs(document) == [("1", "Waarom?", "Daarom."), ("2", "Echt?", "Ja.")]


def test_a_heading_above_the_next_question_is_no_part_of_the_answer() -> None:
    document = parse_lines(
        line("Onderwerp A", "heading", 1), line("Vraag 1", "question"), line("Waarom?"), line("Antwoord", "answer"),
        line("Daarom."), line("Tussenkop", "heading", 2), line("En ook daarom."), line("Onderwerp B", "heading", 1),
        line("Vraag 2", "question"), line("Echt?"), line("Antwoord", "answer"), line("Ja."),
    )  # fmt: skip
    assert read_pairs(document) == [("1", "Waarom?", "Daarom. Tussenkop En ook daarom."), ("2", "Echt?", "Ja.")]
    assert [question.headings for question in document.questions] == [("Onderwerp A",), ("Onderwerp B",)]


def test_rows_and_notes_in_an_answer_are_blocks_of_their_own() -> None:
    document = parse_lines(
        line("Vraag 1", "question"), line("Wat kost het?"), line("Antwoord 1", "answer"), line("Dit:"),
        table_row("", "2023", "2024"), table_row("Opvang", "1", "2"), table_row("Totaal", "1", "2"), line("Meer niet."),
        line("1 Kamerstuk 36 410, nr. 5", "note"), line("Vraag 2", "question"), line("Echt?"),
        line("Antwoord 2", "answer"), line("Ja."),
    )  # fmt: skip
    kinds = ["question", "answer", "table", "answer", "footnote", "question", "answer"]
    assert [block.kind for block in document.blocks] == kinds
    answer = answered(document, document.questions[0])
    assert answer is not None
    assert answer.endswith("Meer niet.")


def test_a_note_between_the_lines_of_a_question_is_not_asked() -> None:
    text = (
        "Vraag 1\nWat doet het COA1\n\n1 Centraal Orgaan\n\fdaaraan?\n\nAntwoord 1\nVeel.\n\n"
        "Vraag 2\nB?\n\nAntwoord 2\nC."
    )
    document = parse(text)
    [first, _] = document.questions
    assert "question footnote question answer" in " ".join(block.kind for block in document.blocks)
    assert "Centraal" not in read_question(document, first)


# --- what stands in an answer -------------------------------------------------------------------------------------

CLOSED = "Vraag 1\nA?\n\nAntwoord 1\n{answer}\n\nVraag 2\nB?\n\nAntwoord 2\nJa.\n\nVraag 3\nC?\n\nAntwoord 3\nNee.\n"


def close(answer: str) -> tuple[Document, Question]:
    document = parse(CLOSED.format(answer=answer))
    return document, document.questions[0]


@pytest.mark.parametrize(
    ("closing", "sources", "dates"),
    [
        ("Bron: IND, COA. Cijfers afgerond op tientallen.", ["Bron: IND, COA."], ["Cijfers afgerond op tientallen."]),
        (
            "Bron: Rvdr. Peildatum 2 juni 2025. Aantallen zijn afgerond op\nhonderdtallen",
            ["Bron: Rvdr."], ["Peildatum 2 juni 2025.", "Aantallen zijn afgerond op honderdtallen"],
        ),
        ("Bronnen: CBS (2024) en DUO,\nbewerkt\nPeildatum: 1 mei 2025", ["Bronnen: CBS (2024) en DUO, bewerkt"],
         ["Peildatum: 1 mei 2025"]),
        ("Op peildatum 31-05-2025 zijn er 10.\nBron: CBS.\nDaarna meer.", ["Bron: CBS."], ["peildatum 31-05-2025"]),
        ("De bedragen zijn afgerond op € 1.000 en meer. Bron: jaarverslag", ["Bron: jaarverslag"],
         ["De bedragen zijn afgerond op € 1.000 en meer."]),
        ("Er zijn 10 plekken (stand per 1 april 2025).", [], ["stand per 1 april 2025"]),
        ("De bron van de cijfers is niet bekend. Een peildatum ontbreekt.", [], []),
    ],
)  # fmt: skip
def test_sources_and_reference_dates(closing: str, sources: list[str], dates: list[str]) -> None:
    document, question = close(f"Zoveel.\n\n{closing}")
    assert [" ".join(document.slice(span).split()) for span in question.sources] == sources
    assert [" ".join(document.slice(span).split()) for span in question.reference_dates] == dates
    assert question.answer is not None
    assert all(question.answer.contains(span) for span in (*question.sources, *question.reference_dates))


def test_references_to_other_questions_of_the_document_only() -> None:
    _, question = close("Zie het antwoord op vraag 2, de vragen 1 en 3, vraag 9 en Kamerstuk 36 410, nr. 5.")
    assert [reference.target for reference in question.references] == ["2", "3", "36 410, nr. 5"]


def test_questions_answered_together_do_not_refer_to_each_other() -> None:
    text = (
        "Vraag 1\nA?\n\nVraag 2\nB?\n\nAntwoord 1 en 2\nVraag 1 en vraag 2 hangen samen met vraag 3.\n\n"
        "Vraag 3\nC?\n\nAntwoord 3\nD."
    )
    targets = [[reference.target for reference in question.references] for question in parse(text).questions]
    assert targets == [["3"], ["3"], []]


@pytest.mark.parametrize("title", ["Tabel vraag 2", "Tabel bij antwoord 2", "Tabel bij vraag 2", "Tabel antwoord 2"])
def test_tables_of_an_appendix_by_what_they_say(title: str) -> None:
    text = (
        "Vraag 1\nA?\n\nAntwoord:\nB.\n\nVraag 2\nC?\n\nAntwoord:\nD.\n\nBijlage: tabellen\n\n"
        f"{title}\n\n2023 2024\nX 1 2\nY 3 4\n"
    )
    assert [question.tables for question in parse(text).questions] == [(), (title,)]


def test_tables_under_the_heading_of_an_appendix_to_a_question() -> None:
    document = parse_lines(
        line("Vraag 1", "question"), line("A?"), line("Antwoord 1", "answer"), line("B."),
        line("Vraag 2", "question"), line("C?"), line("Antwoord 2", "answer"), line("D."),
        line("Bijlage bij vraag 2", "heading", 1), line("Tabel 7 Kosten", "caption"),
        table_row("", "2023", "2024"), table_row("Opvang", "1", "2"),
    )  # fmt: skip
    assert [question.tables for question in document.questions] == [(), ("Tabel 7",)]


# --- real documents, where they are at hand -----------------------------------------------------------------------

SAMPLES = os.environ.get("VRAAGBAAK_SAMPLES", "")
"""A folder with answered written questions (`ah-*.pdf`) and letters with answers (`ar-*.txt`)."""


@pytest.mark.skipif(not SAMPLES, reason="VRAAGBAAK_SAMPLES names no folder")
@pytest.mark.parametrize("path", sorted(Path(SAMPLES or ".").glob("a[hr]-*.*")), ids=lambda path: path.stem)
def test_samples_have_all_their_questions_paired(path: Path) -> None:
    document = read_document(Source("proef", path, path.name, "", Metadata()))
    numbers = [int(number) for question in document.questions for number in split_number(question.number)]
    assert numbers == list(range(1, max(numbers) + 1))
    assert spans_apart(document)
    for question in document.questions:
        answer = answered(document, question)
        assert answer, question.number
        assert asked(document, question)[-1] in "?.", question.number
        assert not re.search(r"^(?:Vraag|Antwoord)(?:en)? \d", answer), question.number
        assert not re.search(r"Tweede Kamer, vergaderjaar .* Aanhangsel \d|ISSN", answer), question.number
