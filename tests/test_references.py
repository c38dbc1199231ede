"""References: papers of parliament in all the ways they are printed, and other questions."""

import pytest

from ingest.document import Span
from ingest.questions.references import find_references


def find(text: str) -> list[tuple[str, str]]:
    """Return the targets of the references in a text, each with its text as printed."""
    return [
        (reference.target, text[reference.span.start : reference.span.end])
        for reference in find_references(text, Span(0, len(text)))
    ]


def targets(text: str) -> list[str]:
    return [target for target, _ in find(text)]


@pytest.mark.parametrize(
    ("printed", "target"),
    [
        ("Kamerstukken II 2024/25, 36 740 VI, nr. 15", "36 740 VI, nr. 15"),
        ("Kamerstukken II 2023-2024, 36 410 VIII, nr. 106", "36 410 VIII, nr. 106"),
        ("Kamerstukken II, 2005–2006, 29 950, nr. 40", "29 950, nr. 40"),
        ("Kamerstukken II, vergaderjaar 2023–2024, 36 410, nr. 5", "36 410, nr. 5"),
        ("Kamerstuk 36740-VI, nr. 1", "36 740 VI, nr. 1"),
        ("Kamerstuk 36740 VI nr. 1", "36 740 VI, nr. 1"),
        ("Kamerstuk 36 740 (VI), nr. 1", "36 740 VI, nr. 1"),
        ("kamerstuk 35 830 nr. 1", "35 830, nr. 1"),
        ("Kamerstuk 36 600 B, nr. 3", "36 600 B, nr. 3"),
        ("Kamerstuk 36 600 IXB, nr. 3", "36 600 IXB, nr. 3"),
        ("Kamerstuk 31 568 (R1856), nr. 3", "31 568, nr. 3"),
        ("Kamerstuk 21 501-32, nr. 1703", "21 501-32, nr. 1703"),
        ("Kamerstuk 21501-32-1740", "21 501-32, nr. 1740"),
        ("Kamerstuk 36600-VII-7", "36 600 VII, nr. 7"),
        ("Kamerstuk 29628-118", "29 628, nr. 118"),
        ("Kamerstuk 36.410, nr. 5", "36 410, nr. 5"),
        ("Kamerstuknummer 29 435, nr. 256", "29 435, nr. 256"),
        ("Kamerstuk 36 740 VI", "36 740 VI"),
        ("TK 2023–2024, 19 637, nr. 3194", "19 637, nr. 3194"),
        ("Kamerstukken I 2023/24, 36 410 XV, C", "36 410 XV, nr. C"),
        ("36740-VI, nr. 1", "36 740 VI, nr. 1"),
        ("36 333, nr. 67", "36 333, nr. 67"),
        ("36 333 nr. 67", "36 333, nr. 67"),
        ("Aanhangsel Handelingen II 2023/24, nr. 1178", "Aanhangsel Handelingen II 2023/24, nr. 1178"),
        ("Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 594", "Aanhangsel Handelingen II 2023/24, nr. 594"),
        (
            "Aanhangsel van de Handelingen, vergaderjaar 2023–2024, 1028",
            "Aanhangsel Handelingen II 2023/24, nr. 1028",
        ),
        ("Handelingen II 2023/24, nr. 45, item 7", "Handelingen II 2023/24, nr. 45, item 7"),
    ],
)
def test_a_paper_of_parliament(printed: str, target: str) -> None:
    assert find(printed) == [(target, printed)]
    assert find(f"Zie de brief ({printed}).") == [(target, printed)]
    wrapped = printed.replace(" ", "\n")
    assert find(wrapped) == [(target, wrapped)]


def test_several_numbers_of_a_dossier_are_a_reference_each() -> None:
    assert find("Kamerstuk 35 925 VI, nrs. 2 en 3") == [
        ("35 925 VI, nr. 2", "Kamerstuk 35 925 VI, nrs. 2"),
        ("35 925 VI, nr. 3", "3"),
    ]
    assert targets("moties 30420, nrs 100, 101 en 105") == ["30 420, nr. 100", "30 420, nr. 101", "30 420, nr. 105"]
    assert find("36 410, nr. 5 t/m 6") == [
        ("36 410, nr. 5", "36 410, nr. 5 t/m 6"),
        ("36 410, nr. 6", "36 410, nr. 5 t/m 6"),
    ]


def test_the_number_of_a_dossier_is_none_of_the_one_before() -> None:
    assert targets("Kamerstukken II 2023/24, 36 410, nr. 67 en 36 411, nr. 7") == ["36 410, nr. 67", "36 411, nr. 7"]
    assert targets("1 Kamerstuk 36 410 VIII, nr. 106\n2 Kamerstuk 36 410 VIII, nr. 82") == [
        "36 410 VIII, nr. 106",
        "36 410 VIII, nr. 82",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 zijn 36 410 mensen geholpen.",
        "€ 36 410, nr. 1 van de lijst",
        "2513 AA Den Haag, tel. 070 342 43 44",
        "De bedragen van 12 000 en 36 000 euro.",
        "artikel 37, eerste lid",
        "Zie Handelingen II.",
        "Kamerbrief van 17 juni 2025, nr. 3",
    ],
)
def test_what_is_no_paper(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zie het antwoord op vraag 5.", [("5", "vraag 5")]),
        ("zie vraag 5, onderdeel b", [("5", "vraag 5")]),
        ("Zie de antwoorden op vragen 3 en 4", [("3", "vragen 3"), ("4", "4")]),
        ("in de vragen 3, 4, en 6", [("3", "vragen 3"), ("4", "4"), ("6", "6")]),
        ("vraag 12 t/m 14", [(str(n), "vraag 12 t/m 14") for n in (12, 13, 14)]),
        ("vragen 12 tot\nen met 13", [(str(n), "vragen 12 tot\nen met 13") for n in (12, 13)]),
        ("het antwoord bij vraag (2a)", [("2a", "vraag (2a")]),
        ("In antwoord 3 ben ik daarop ingegaan", [("3", "antwoord 3")]),
        ("de beantwoording van\nvraag\n4", [("4", "vraag\n4")]),
    ],
)
def test_other_questions(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "De vraag 20 miljoen vrij te maken",
        "de vraag 2.000 plekken te openen",
        "een vraag naar 3 zaken",
        "het antwoord op 5 vragen",
        "zie de beantwoording slotwet, vraag 5",
        "zie nr. 15, vraag 5 daarvan",
        "het antwoord op vraag 5 van de schriftelijke vragen van het lid Jansen",
        "vraag 7 uit de lijst van vragen bij de begroting",
        "vraag 100%",
    ],
)
def test_what_is_no_other_question_of_the_document(text: str) -> None:
    assert find(text) == []


def test_only_what_lies_in_the_span_is_found() -> None:
    text = "Vraag 1. Zie vraag 2. Zie vraag 3."
    start, end = text.index("Zie"), text.rindex("Zie")
    [reference] = find_references(text, Span(start, end))
    assert (reference.kind, reference.target) == ("vraag", "2")
