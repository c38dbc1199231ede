"""Pasted Kamervragen: where their parts begin and end in every layout that people paste, and what is searched for."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.pasted.query import Context, strip_politeness, write_query
from answer.pasted.split import MOST_CHARACTERS, MOST_QUESTIONS, Pasted, split_pasted
from index.query import parse_query
from ingest.errors import QueryError

HEADING = (
    "Vragen van het lid Van der Berg (XYZ) aan de minister van Defensie over munitievoorraden (ingezonden 3 juni 2026)"
)
INTRODUCTION = "De voorraden zijn laag. In de begroting voor 2026 is daarvoor € 45 miljoen gereserveerd."
ASKED = (
    "Hoeveel munitie is er in 2026 besteld?",
    "Waarom is de levering van tanks vertraagd?",
    "Welke landen leveren aan de krijgsmacht?",
)


def split(text: str) -> Pasted:
    """Return the parts of a text that is a Kamervraag."""
    pasted = split_pasted(text)
    assert pasted is not None
    return pasted


def texts(text: str) -> list[str]:
    """Return the sub-questions of a text, each on one line."""
    return [" ".join(question.text.split()) for question in split(text).questions]


def mark_all(marks: tuple[str, str, str]) -> str:
    """Return the three questions, each behind its mark."""
    return "\n".join(mark + asked for mark, asked in zip(marks, ASKED, strict=True))


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [
        (("1. ", "2. ", "3. "), ["1", "2", "3"]),
        (("1) ", "2) ", "3) "), ["1", "2", "3"]),
        (("1)\t", "2)\t", "3)\t"), ["1", "2", "3"]),
        (("(1) ", "(2) ", "(3) "), ["1", "2", "3"]),
        (("1\n", "2\n", "3\n"), ["1", "2", "3"]),
        (("4. ", "5. ", "6. "), ["4", "5", "6"]),
        (("Vraag 1\n", "Vraag 2\n", "Vraag 3\n"), ["1", "2", "3"]),
        (("Vraag 1: ", "Vraag 2: ", "Vraag 3: "), ["1", "2", "3"]),
        (("Vraag (1):\n", "Vraag (2):\n", "Vraag (3):\n"), ["1", "2", "3"]),
        (("**Vraag 1** ", "**Vraag 2** ", "**Vraag 3** "), ["1", "2", "3"]),
        (("a) ", "b) ", "c) "), ["a", "b", "c"]),
        (("a. ", "b. ", "c. "), ["a", "b", "c"]),
        (("- ", "- ", "- "), ["", "", ""]),
        (("• ", "• ", "• "), ["", "", ""]),
        (("", "", ""), ["", "", ""]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("top", [f"{HEADING}\n\n{INTRODUCTION}\n\n", f"{INTRODUCTION}\n", ""])
def test_every_layout(marks: tuple[str, str, str], numbers: list[str], end: str, top: str) -> None:
    pasted = split((top + mark_all(marks)).replace("\n", end))
    assert [question.text for question in pasted.questions] == list(ASKED)
    assert [question.number for question in pasted.questions] == numbers
    assert pasted.heading == (HEADING if HEADING in top else "")
    assert " ".join(pasted.introduction.split()) == (INTRODUCTION if top else "")


def test_one_paragraph() -> None:
    pasted = split(f"{HEADING}. {INTRODUCTION} {' '.join(ASKED)}")
    assert [question.text for question in pasted.questions] == list(ASKED)
    assert pasted.introduction == INTRODUCTION


def test_numbers_in_one_paragraph() -> None:
    assert texts(f"{INTRODUCTION} 1. {ASKED[0]} 2. {ASKED[1]} 3. {ASKED[2]}") == list(ASKED)


def test_a_heading_on_several_lines() -> None:
    front = "Vragen van de leden A (X) en B (Y) aan de minister van Onderwijs,\nCultuur en Wetenschap over\nboeken"
    text = f"{front}\n\n1. {ASKED[0]}"
    pasted = split(text)
    assert pasted.heading == text.split("\n\n")[0]
    assert not pasted.introduction
    # Right below the heading the introduction begins, without a blank line.
    pasted = split(
        f"Vragen van het lid A (X) aan de minister van Defensie over munitie\n{INTRODUCTION}\n1. {ASKED[0]}\n2. "
        f"{ASKED[1]}"
    )
    assert pasted.heading == "Vragen van het lid A (X) aan de minister van Defensie over munitie"
    assert pasted.introduction == INTRODUCTION


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "hoeveel krijgt het COA in 2026?",
        "waarom onderuitputting COA",
        "Wat is art. 3 van de wet? ",
        'opvang "menselijke maat" -zonder',
        "IND\nCOA",
        "1. Inleiding",
        "de begroting - een overzicht",
        "Wat betekent «Waarom nu?»?",
        "Graag: hoeveel krijgt Nidos?",
    ],
)
def test_an_ordinary_query_is_none(query: str) -> None:
    assert split_pasted(query) is None


def test_a_statement_before_one_question_is_its_introduction() -> None:
    pasted = split("In 2024 is € 166,5 miljoen minder uitgegeven. Wat is daarvan de oorzaak?")
    assert pasted.introduction == "In 2024 is € 166,5 miljoen minder uitgegeven."
    assert [question.text for question in pasted.questions] == ["Wat is daarvan de oorzaak?"]


def test_a_set_copied_with_its_answers() -> None:
    """Who answered was taken for the introduction, and its words were added to the questions."""
    answered = f"{HEADING}.\nAntwoord van Minister A (Defensie)\n(ontvangen 7 juli 2026).\n"
    first = f"Vraag 1\n{ASKED[0]}\nAntwoord 1\nJa, 12.\n"
    text = f"{answered}{first}Vraag 2, 3 en 4\n{ASKED[1]}\nAntwoord 2, 3 en 4\nNee.\nVraag 5\n{ASKED[2]}"
    pasted = split(text)
    assert [question.text for question in pasted.questions] == list(ASKED)
    assert [question.number for question in pasted.questions] == ["1", "2, 3 en 4", "5"]
    assert pasted.heading == answered.strip()
    assert not pasted.introduction


def test_a_question_that_is_quoted_is_not_asked() -> None:
    text = f"De krant vroeg: «Is er nog munitie? En wie betaalt?» Ook „Wat nu?” stond er.\n1. {ASKED[0]}\n2. {ASKED[1]}"
    pasted = split(text)
    assert len(pasted.questions) == 2
    assert "Is er nog munitie?" in pasted.introduction
    assert texts("De krant vroeg: “Is er nog munitie?” Wat vindt u van dat bericht? Wie betaalt de munitie?") == [
        "Wat vindt u van dat bericht?",
        "Wie betaalt de munitie?",
    ]
    inside = "Kent u het artikel ‘Is de opvang vol?’ van de NOS en wat doet u eraan?"
    assert texts(f"{inside} {ASKED[0]}") == [inside, ASKED[0]]


def test_notes_and_links_are_no_questions() -> None:
    text = (
        f"{INTRODUCTION}[1]\n\n1. Klopt het bericht over munitie?[2]\n2. {ASKED[1]}1\n\n"
        "[1] https://nos.nl/artikel?id=3&x=y\n[2] NRC, 3 mei 2026, «Is het op?»\n1) Trouw, 4 mei 2026, "
        "https://trouw.nl/?a"
    )
    pasted = split(text)
    assert [question.number for question in pasted.questions] == ["1", "2"]
    assert [question.query for question in pasted.questions] == ["Klopt het bericht over munitie?", ASKED[1]]
    assert not any("http" in question.text for question in pasted.questions)


def test_what_follows_belongs_to_the_question() -> None:
    """`Zo ja, …` was taken for a sub-question of its own."""
    asked = ["Is de munitie op? Zo ja, hoeveel is er nodig? Zo nee, waarom niet?", ASKED[1]]
    assert texts(" ".join(asked)) == asked
    assert texts(f"1. {asked[0]}\n2. {asked[1]}") == asked


def test_lines_that_a_pdf_broke() -> None:
    pasted = split("1. Hoeveel muni-\ntie is er in\n2026 besteld?\n\n2. Waarom is de levering\nvan tanks vertraagd?")
    assert [question.query for question in pasted.questions] == list(ASKED[:2])
    assert pasted.questions[0].text == "Hoeveel muni-\ntie is er in\n2026 besteld?"


def test_a_list_within_a_question() -> None:
    pasted = split(
        f"1. {ASKED[0]}\n2. Wat is voor de marine:\na) de sterkte in 2026?\nb) het budget in 2027?\n3. {ASKED[2]}"
    )
    assert [question.number for question in pasted.questions] == ["1", "2a", "2b", "3"]
    assert [question.text for question in pasted.questions][1:3] == ["de sterkte in 2026?", "het budget in 2027?"]
    assert "marine" in pasted.questions[2].added


def test_numbers_that_count_nothing_asked() -> None:
    text = f"Overwegende dat\n1. de voorraad laag is;\n2. de oorlog duurt;\n3. de kosten stijgen;\n\n{' '.join(ASKED)}"
    assert texts(text) == list(ASKED)


def test_thanks_are_no_part_of_a_question() -> None:
    pasted = split(f"Geachte minister,\n\n- {ASKED[0]}\n- {ASKED[1]}\n\nMet vriendelijke groet,\nJ. de Wit")
    assert [question.text for question in pasted.questions] == list(ASKED[:2])


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("Kunt u aangeven hoeveel de munitie kost?", "hoeveel de munitie kost?"),
        ("Kan de minister van Defensie toelichten waarom de munitie op is?", "waarom de munitie op is?"),
        ("Kunt u per jaar aangeven hoeveel de munitie kost?", "per jaar hoeveel de munitie kost?"),
        ("Kunt u een overzicht geven van de munitie van de landmacht?", "de munitie van de landmacht?"),
        ("Kan toegelicht worden of de munitie van de landmacht op is?", "de munitie van de landmacht op is?"),
        ("Bent u bekend met het feit dat de munitie van de landmacht op is?", "de munitie van de landmacht op is?"),
        ("Deelt u de mening dat de munitie van de landmacht op is?", "de munitie van de landmacht op is?"),
        ("Klopt het dat de munitie van de landmacht op is?", "Klopt het dat de munitie van de landmacht op is?"),
        ("Is de munitie van de landmacht op? Zo nee, waarom niet?", "Is de munitie van de landmacht op?"),
        ("Kunt u dit toelichten?", "Kunt u dit toelichten?"),
    ],
)
def test_politeness_goes(asked: str, query: str) -> None:
    found = split(f"1. {ASKED[2]}\n2. {asked}").questions[1]
    assert found.query.removesuffix(" ".join(found.added)).strip() == query


def test_what_is_referred_to_comes_in() -> None:
    first, second, third = split(
        "1. Hoeveel bonussen kregen gemeenten in 2025?\n2. Wat was daarvan het doel?\n3. Hoe lang duurt een "
        "opleiding van militairen?"
    ).questions
    assert first.added == ()
    assert "bonussen" in second.added
    assert second.query.startswith("Wat was daarvan het doel?")
    assert third.added == ()


def test_who_names_somebody_else_asks_of_somebody_else() -> None:
    questions = split(
        "1. Hoeveel krijgt de KNRM in 2026?\n2. Hoeveel krijgt Staatsbosbeheer in 2027?\n3. Wat is de bezetting?"
    ).questions
    assert [question.added for question in questions] == [(), (), ("Staatsbosbeheer",)]


def test_few_words_are_added() -> None:
    long = "De landmacht, de luchtmacht, de marine en de marechaussee kopen munitie, voertuigen, drones en schepen."
    for question in split(
        f"{long}\n1. Wat kost dat?\n2. Waarom stijgen deze uitgaven aan scholing van reservisten?"
    ).questions:
        assert 0 < len(question.added) <= 4


def test_the_year_of_the_introduction() -> None:
    pasted = split(
        f"{INTRODUCTION}\n1. Hoeveel militairen oefenen in Litouwen?\n2. Waar oefenen militairen in Litouwen in 2024 "
        f"hoeveel?\n3. Wie leidt de oefening in Litouwen?"
    )
    assert [question.added for question in pasted.questions] == [("2026",), (), ()]


def test_signs_are_no_operators() -> None:
    text = '1. Is "munitie voor -landmacht" OF jaar:2025 soort:vraag (COA OF IND) bekend?\n2. Wat is -opvang en „maat”?'
    for question in split(text).questions:
        assert not parse_query(question.query).has_operators


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(QueryError, match="te lang"):
        split_pasted("Hoeveel? " * MOST_CHARACTERS)
    with pytest.raises(QueryError, match="te veel vragen"):
        split_pasted("\n".join(f"{n}. Hoeveel kost het?" for n in range(1, MOST_QUESTIONS + 2)))


SIGNS = ("?", "«", "»", '"', "'", "“", "”", "[1]", "https://x.nl/?a=b", "-", " OF ", "jaar:", "(", ")", ".", "¹")
MARKS = ("1. ", "2) ", "3 ", "a) ", "b. ", "Vraag 1", "Vraag (2): ", "- ", "• ", "\n", "\n\n", "\r\n")
WORDS = ("Zo ja, waarom?", "Antwoord:", "COA", HEADING, INTRODUCTION)
PIECES = st.sampled_from([*ASKED, *MARKS, *SIGNS, *WORDS])


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_is_split_into_pieces_of_it(text: str) -> None:
    pasted = split_pasted(text)
    if pasted is None:
        return
    place = text.find(pasted.heading) + len(pasted.heading)
    assert text.find(pasted.introduction, place) >= place
    end = 0
    assert pasted.questions
    for question in pasted.questions:
        assert question.text == text[question.span.start : question.span.end] == question.text.strip() != ""
        assert question.span.start >= end
        end = question.span.end
        query = parse_query(question.query)
        assert not query.has_operators
        assert all(word in question.query for word in question.added)


@pytest.mark.parametrize(
    "text",
    [
        "Vragen over water.\n1. Hoeveel krijgt het fonds?\n2. Wat betekent DGW?",
        "Vragen van het lid De Vries (ABC) over water\n1) Hoeveel krijgt het fonds?\n2) Wat betekent DGW?",
        "Kamervragen over water\r\na. Hoeveel krijgt het fonds?\r\nb. Wat betekent DGW?",
        "Schriftelijke vragen over water\n- Hoeveel krijgt het fonds?\n- Wat betekent DGW?",
    ],
)
def test_the_first_question_may_stand_right_below_the_heading(text: str) -> None:
    """The mark of the first question was taken for the end of the heading, and its question for the introduction."""
    pasted = split_pasted(text)
    assert pasted is not None
    assert [question.text for question in pasted.questions] == ["Hoeveel krijgt het fonds?", "Wat betekent DGW?"]
    assert "water" in pasted.heading and pasted.introduction == ""


@pytest.mark.parametrize("repeated", ["?", "Vraag\n", "graag ", "A? "])
def test_signs_without_end_take_no_time(repeated: str) -> None:
    started = time.process_time()
    text = (repeated * MOST_CHARACTERS)[: MOST_CHARACTERS - 20]
    with suppress(QueryError):
        split_pasted(text)
    strip_politeness(text)
    write_query("Waarom is dat zo?", Context(introduction=text))
    assert time.process_time() - started < 2


def test_a_heading_of_many_lines_ends_where_a_sentence_begins() -> None:
    heading = "Vragen van het lid Bakker\nover de\n\u00a0 opvang van mensen"
    pasted = split(f"{heading}\nDe opvang is vol. Hoeveel plekken zijn er?")
    assert pasted.heading == heading
    assert pasted.introduction == "De opvang is vol."
