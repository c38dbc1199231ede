"""The marks of notes come off the words, and each points to its note; codes and figures stay whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import MARK_CLOSE, MARK_OPEN, Line, LineCell, Page
from ingest.notes.marks import put_back_marks, take_off_marks
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"
SOURCE = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())

BODY = """\
De begroting van het ministerie vermeldt de uitgaven voor de opvang en voor de \n\
terugkeer, zoals de Kamer die in het voorjaar met de minister heeft besproken.\n\
\n\
"""


def told(text: str, role: str = "") -> Line:
    """Return a line whose marks are written as a reader gives them, `{2}` for mark 2."""
    told_text = text.replace("{", MARK_OPEN).replace("}", MARK_CLOSE)
    return replace(Line(told_text, (1,)), role="note") if role else Line(told_text, (1,))


def take_off(line: Line) -> Line:
    [page] = take_off_marks((Page(1, (line,)),))
    return page.lines[0]


def parse(text: str) -> Document:
    return parse_document(SOURCE, clean_pages(read_text_pages(text.encode())))


def parse_lines(*pages: tuple[tuple[str, str], ...]) -> Document:
    """Return the document of pages of lines as a reader gives them: a role and a text with marks as in `told`."""
    made: list[Page] = []
    number = 0
    for page in pages:
        lines = []
        for role, text in page:
            number += 1
            lines.append(replace(told(text, role), sources=(number,)))
        made.append(Page(len(made) + 1, tuple(lines)))
    return parse_document(SOURCE, clean_pages(tuple(made)))


def linked(document: Document) -> list[tuple[str, str | None, str]]:
    """Return each note: its mark, the word before the place of its mark, and its text."""
    found = []
    for note in document.notes:
        word = document.text[: note.anchor].split()[-1] if note.anchor is not None else None
        found.append((note.mark, word, " ".join(document.slice(note.span).split())))
    return found


# --- marks that the format tells ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bare", "marks"),
    [
        ("jaar{2} en verder", "jaar en verder", ((4, "2"),)),
        ("in 2011{1}.", "in 2011.", ((7, "1"),)),
        ("een{1} en twee{2}", "een en twee", ((3, "1"), (11, "2"))),
        ("zijn?{2}{3} Daarom", "zijn? Daarom", ((5, "2"), (5, "3"))),
        ("{*} vooraf", " vooraf", ((0, "*"),)),
        ("niets", "niets", ()),
    ],
)
def test_marks_between_signs_come_off(text: str, bare: str, marks: tuple[tuple[int, str], ...]) -> None:
    line = take_off(told(text))
    assert (line.text, line.marks) == (bare, marks)


def test_marks_come_off_the_cells_of_a_row_and_its_text_stays_that_of_its_cells() -> None:
    cells = tuple(
        LineCell(text.replace("{", MARK_OPEN).replace("}", MARK_CLOSE), i)
        for i, text in enumerate(("Leges{1}", "", "12.345{2}"))
    )
    line = take_off(Line(" ".join(cell.text for cell in cells if cell.text), (1,), role="row", cells=cells))
    assert line.text == "Leges 12.345"
    assert [cell.text for cell in line.cells] == ["Leges", "", "12.345"]
    assert line.marks == ((5, "1"), (12, "2"))


def test_a_line_that_is_nothing_but_a_mark_is_not_lost() -> None:
    assert take_off(told("{1}")).text == "1"


words = st.text(st.characters(codec="utf-8", exclude_characters=MARK_OPEN + MARK_CLOSE + " ", categories=["L", "P"]))
pieces = st.lists(
    st.tuples(words.filter(bool), st.sampled_from(["", "1", "2", "13", "*", "a"])), min_size=1, max_size=8
)


@given(st.lists(pieces, min_size=1, max_size=4))
def test_marks_put_back_give_the_text_as_printed(rows: list[list[tuple[str, str]]]) -> None:
    def write(opening: str, closing: str, row: list[tuple[str, str]]) -> str:
        return " ".join(f"{word}{opening}{mark}{closing}" if mark else word for word, mark in row)

    cells = tuple(LineCell(write(MARK_OPEN, MARK_CLOSE, row), i) for i, row in enumerate(rows))
    printed = " ".join(write("", "", row) for row in rows)
    line = take_off(Line(" ".join(cell.text for cell in cells), (1,), role="row", cells=cells))
    assert put_back_marks(line) == printed
    assert line.text == " ".join(word for row in rows for word, _ in row)
    assert line.text == " ".join(cell.text for cell in line.cells)
    assert [mark for _, mark in line.marks] == [mark for row in rows for _, mark in row if mark]


# --- marks that only the notes tell -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "notes", "expected"),
    [
        ("Zie de hulp aan Ontwikkelingshulp2.", "2 Kamerstukken II, 34 300", [("2", "Ontwikkelingshulp")]),
        ("Is dat quantumproof zijn?2 Ja.", "2 Forbes, 25 januari", [("2", "zijn?")]),
        ("Dat volgt uit de wetgeving3. Verder niet.", "3 Zie de wet", [("3", "wetgeving")]),
        ("Dat staat in de begroting 20111. Verder.", "1 Kamerstukken II", [("1", "2011")]),
        ("Op 7 november 20231 heb ik u bericht.", "1 Kamerbrief", [("1", "2023")]),
        ("De GOAB3-middelen nemen toe.", "3 GOAB: Gemeentelijk beleid", [("3", "GOAB")]),
        ("In R&D1 als % bbp2' van 0,72.", "1 R&D: Research\n2 bbp: product", [("1", "R&D"), ("2", "bbp")]),
        ("De NIS2 geldt.\nZo geeft NIS24 aan dat.", "4 Richtlijn (NIS2)", [("4", "NIS2")]),
        ("Een marge van 5%1 is klein.", "1 Afgerond", [("1", "5%")]),
        ("Dat zei hij (in de Kamer).4 Daarna niet.", "4 Handelingen II", [("4", "Kamer).")]),
        ("Het beleid¹ is nieuw.", "¹ Zie de brief", [("1", "beleid")]),
        ("Het beleid[1] is nieuw.", "[1] Zie de brief", [("1", "beleid")]),
        ("De leges1) dalen.", "1) Inclusief de bijdrage", [("1", "leges")]),
    ],
)
def test_a_mark_glued_to_a_word_comes_off(body: str, notes: str, expected: list[tuple[str, str]]) -> None:
    document = parse(f"{BODY}{body}\n\n{notes}\n")
    assert [(mark, word) for mark, word, _ in linked(document)] == expected
    assert [document.slice(block.span) for block in document.blocks if block.kind == "footnote"] == notes.split("\n")


@pytest.mark.parametrize(
    "body",
    [
        "De uitkering A1 en B9 lopen af.",
        "De uitstoot van CO2 en van m2 daalt.",
        "In artikel 37.2 en artikel 151 staat dat.",
        "Het ging om € 9,12 en om 20111 euro en 41,2%.",
        "De straaljager F-35 en Q2 en COVID-12.",
        "Zie nr.2 en vraag2 en blz.12 van de brief.",
        "Het jaar 2011 en de jaren 2012-2015.",
    ],
)
def test_codes_units_and_figures_stay_whole(body: str) -> None:
    notes = "".join(f"{number} Zie de brief van de minister\n" for number in (1, 2))
    document = parse(f"{BODY}{body}\n\n{notes}")
    assert body in document.text
    assert document.notes == ()


def test_without_a_note_a_number_behind_a_word_stays() -> None:
    document = parse(f"{BODY}De hulp aan Ontwikkelingshulp2 loopt door.\n")
    assert "Ontwikkelingshulp2" in document.text


def test_what_looks_like_a_note_and_has_no_mark_is_none() -> None:
    document = parse(f"{BODY}De hulp loopt door.\n\n1 Verduurzaming van het vastgoed\n")
    assert document.notes == ()


def test_of_two_places_the_one_in_the_order_of_the_notes_is_the_mark() -> None:
    """`Groep2` stands before mark 1 and is a name; the mark of note 2 comes after it."""
    body = "De Groep2 en de opvang1 en de terugkeer2 worden besproken."
    document = parse(f"{BODY}{body}\n\n1 Eerste noot\n2 Tweede noot\n")
    assert linked(document) == [("1", "opvang", "1 Eerste noot"), ("2", "terugkeer", "2 Tweede noot")]
    assert "De Groep2 en" in document.text


def test_notes_below_a_table_in_the_midst_of_a_page() -> None:
    table = "Tabel 1 Leges (x € 1.000)\n2023 2024\n\nLeges1 12 13\n\nOverig 14 15\n\n1 Inclusief de bijdrage\n\n"
    document = parse(f"{BODY}{table}{BODY * 6}")
    assert linked(document) == [("1", "Leges", "1 Inclusief de bijdrage")]


def test_a_note_over_several_lines_is_one_block() -> None:
    notes = "1 De eerste noot loopt over twee\nregels van de bladzijde.\n2 De tweede noot.\n"
    document = parse(f"{BODY}De opvang1 en de terugkeer2.\n\n{notes}")
    blocks = [document.slice(block.span) for block in document.blocks if block.kind == "footnote"]
    assert blocks == ["1 De eerste noot loopt over twee\nregels van de bladzijde.", "2 De tweede noot."]


def test_notes_that_stand_behind_each_other_on_one_line_are_two() -> None:
    document = parse(f"{BODY}De opvang1 en de terugkeer2.\n\n1 Eerste noot | site 2 Tweede noot\n")
    assert linked(document) == [("1", "opvang", "1 Eerste noot | site"), ("2", "terugkeer", "2 Tweede noot")]


def test_a_sentence_goes_on_behind_the_notes_of_a_page() -> None:
    document = parse(f"{BODY}De opvang1 van deze \n\n1 Eerste noot\n\fAsielzoekers wordt beter.\n\n{BODY}")
    assert [block.kind for block in document.blocks if "Asielzoekers" in document.slice(block.span)] == ["paragraph"]


# --- which note belongs to which mark -----------------------------------------------------------------------------


def test_numbers_begin_again_on_each_page() -> None:
    pages = "\f".join(f"{BODY}Het {word}1 is nieuw.\n\n1 Over {word}\n" for word in ("beleid", "stelsel"))
    assert linked(parse(pages)) == [("1", "beleid", "1 Over beleid"), ("1", "stelsel", "1 Over stelsel")]


def test_notes_at_the_end_of_the_document() -> None:
    pages = f"{BODY}Het beleid1 is nieuw.\n\f{BODY}Het stelsel2 ook.\n\f{BODY}\n1 Over beleid\n2 Over stelsel\n"
    assert linked(parse(pages)) == [("1", "beleid", "1 Over beleid"), ("2", "stelsel", "2 Over stelsel")]


def test_notes_that_the_format_tells_are_paired_in_order_where_there_are_no_pages() -> None:
    lines = [
        ("", "Het beleid{1} is nieuw."),
        ("note", "1 Over beleid"),
        ("", "Het stelsel{1}."),
        ("note", "1 Over stelsel"),
    ]
    pages = (Page(0, tuple(replace(told(text, role), sources=(i + 1,)) for i, (role, text) in enumerate(lines))),)
    document = parse_document(SOURCE, clean_pages(pages))
    assert linked(document) == [("1", "beleid", "1 Over beleid"), ("1", "stelsel", "1 Over stelsel")]


def test_a_second_mark_of_a_note_points_to_it_too() -> None:
    document = parse_lines((("", "Het beleid{1} en nog eens het stelsel{1}."), ("", ""), ("note", "1 Zie de brief")))
    assert linked(document) == [("1", "beleid", "1 Zie de brief"), ("1", "stelsel", "1 Zie de brief")]


def test_a_note_that_goes_on_on_the_next_page_has_the_same_mark() -> None:
    document = parse_lines(
        (("", "Het beleid{1} is nieuw."), ("", ""), ("note", "1 Deze noot gaat verder op de")),
        (("", "Meer tekst."), ("", ""), ("note", "volgende bladzijde."), ("note", "2 Een andere noot.")),
    )
    assert linked(document) == [
        ("1", "beleid", "1 Deze noot gaat verder op de"),
        ("1", "beleid", "volgende bladzijde."),
        ("2", None, "2 Een andere noot."),
    ]


def test_a_note_without_a_mark_is_kept() -> None:
    document = parse_lines((("", "Niets."), ("", ""), ("note", "1 Een noot.")))
    assert linked(document) == [("1", None, "1 Een noot.")]


# --- real and random documents ------------------------------------------------------------------------------------


def test_the_notes_of_the_budget_are_linked() -> None:
    budget = read_document(load_sources(CORPUS)[0])
    assert linked(budget) == [
        ("1", "2011", "1 Kamerstukken II, 2010-2011, 32 500-VI, nr. 2"),
        ("2", "Ontwikkelingshulp", "2 Kamerstukken II, 2015-2016, 34 300, nr. 58"),
    ]
    assert "de begroting 2011. De asielreserve" in budget.text
    assert "lingshulp2" not in budget.text


lines = st.lists(
    st.one_of(
        st.sampled_from(["", "1 Zie de brief", "2 Kamerstukken II", "3 Idem", "12 Zie", "[1] Zie", "¹ Zie", "\f"]),
        st.lists(
            st.sampled_from(
                [
                    "opvang1",
                    "zijn?2",
                    "20111",
                    "NIS24",
                    "NIS2",
                    "(A15)",
                    "CO2",
                    "37.2",
                    "wet3.",
                    "de",
                    "x[1]",
                    "y¹",
                    "z2)",
                ]
            ),
            max_size=6,
        ).map(" ".join),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines)
def test_marks_taken_off_any_text_put_back_give_that_text(drawn: list[str]) -> None:
    pages = read_text_pages("\n".join(["Begin", *drawn]).encode())
    for before, after in zip(pages, take_off_marks(pages), strict=True):
        assert [put_back_marks(line) for line in after.lines] == [line.text for line in before.lines]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines)
def test_every_mark_of_any_text_points_to_a_note(drawn: list[str]) -> None:
    pages = clean_pages(read_text_pages("\n".join(["Begin", *drawn]).encode()))
    document = parse_document(SOURCE, pages)
    marks = sum(len(line.marks) for page in pages for line in page.lines)
    assert len({note.anchor for note in document.notes if note.anchor is not None}) <= marks
    for note in document.notes:
        assert note.anchor is None or 0 <= note.anchor <= len(document.text)
        assert note.span.start < note.span.end
