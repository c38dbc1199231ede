"""What a document says of itself: written questions, letters, papers of parliament, decision lists, in all formats."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest import Metadata, Source, clean_pages, parse_document
from ingest.dates import find_date
from ingest.document import Line, LineRole, Page
from ingest.readers.text import read_text_pages

ASKED = """\
Tweede Kamer der Staten-Generaal
2
Vergaderjaar 2023–2024 Aanhangsel van de Handelingen

Vragen gesteld door de leden der Kamer, met de daarop door de
regering gegeven antwoorden

1178

Vragen van het lid Jansen (X) aan de Staatssecretaris van Binnenlandse
Zaken en Koninkrijksrelaties en de Minister van Justitie en Veiligheid over
de opvang in 2022 (ingezonden
16 januari 2024).
{answered}
Vraag 1
Bent u bekend met het jaarverslag 2021?

Antwoord 1
Ja. Zie Aanhangsel Handelingen, vergaderjaar 2021–2022, nr. 12.
"""
ANSWERED = """\
Antwoord van Staatssecretaris De Vries (Binnenlandse Zaken en
Koninkrijksrelaties), mede namens de Minister van Justitie en Veiligheid
(ontvangen
7 maart 2024). Zie ook Aanhangsel Handelingen, vergaderjaar 2022–2023, 1028
"""


def read(text: str) -> Metadata:
    source = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())
    return parse_document(source, clean_pages(read_text_pages(text.encode()))).metadata


def read_lines(*lines: tuple[str, LineRole]) -> Metadata:
    """Return what the lines of a format without pages say, with a blank line between them."""
    made = [
        Line(text, (0,), role=role, level=int(role == "heading")) for line in lines for text, role in (line, ("", ""))
    ]
    numbered = tuple(replace(line, sources=(n,)) for n, line in enumerate(made, start=1))
    source = Source("proef", Path("proef.xml"), "proef.xml", "", Metadata())
    return parse_document(source, clean_pages((Page(0, numbered),))).metadata


def test_answered_written_questions() -> None:
    known = read(ASKED.format(answered=ANSWERED))
    assert known.title == (
        "Vragen van het lid Jansen (X) aan de Staatssecretaris van Binnenlandse Zaken en Koninkrijksrelaties en de "
        "Minister van Justitie en Veiligheid over de opvang in 2022"
    )
    assert (known.kind, known.ministry) == ("schriftelijke vragen", "Binnenlandse Zaken en Koninkrijksrelaties")
    assert (known.date, known.session, known.kamerstuk) == ("2024-03-07", "2023/24", "Aanhangsel, nr. 1178")
    assert known.budget_year is None


def test_written_questions_without_an_answer_are_dated_by_when_they_were_sent() -> None:
    known = read(ASKED.format(answered=""))
    assert (known.date, known.session, known.ministry) == ("2024-01-16", "2023/24", None)


def test_written_questions_in_the_letter_that_answers_them() -> None:
    text = (
        "Ministerie van Financiën\n\nDatum\n5 maart 2024\nBetreft\nBeantwoording Kamervragen\n\nGeachte voorzitter,\n\n"
        "Hierbij zend ik u de antwoorden.\n\nVragen van de leden Jansen en De Vries (X) aan de minister van Financiën "
        "over de btw (ingezonden 12 februari 2024).\n\nVraag 1\nBent u bekend?\n\nAntwoord 1\nJa.\n"
    )
    known = read(text)
    assert (known.kind, known.date, known.session) == ("schriftelijke vragen", "2024-03-05", "2023/24")
    assert known.ministry == "Financiën"
    assert known.kamerstuk is None


def test_written_questions_of_a_format_without_pages() -> None:
    front = [line for line in ASKED.format(answered=ANSWERED).split("\n\nVraag 1")[0].split("\n\n") if line]
    lines: list[tuple[str, LineRole]] = [(" ".join(line.split("\n")), "text") for line in front[1:]]
    known = read_lines(
        ("Vergaderjaar 2023–2024", "text"), ("Aanhangsel van de Handelingen", "text"), *lines, ("Vraag 1", "question"),
        ("Bent u bekend?", "text"), ("Antwoord 1", "answer"), ("Ja.", "text"),
    )  # fmt: skip
    assert (known.date, known.session, known.kamerstuk) == ("2024-03-07", "2023/24", "Aanhangsel, nr. 1178")
    assert known.ministry == "Binnenlandse Zaken en Koninkrijksrelaties"


def test_a_paper_of_a_format_without_pages() -> None:
    known = read_lines(
        ("Vergaderjaar 2019–2020", "text"), ("35 470 XIV", "text"),
        ("Jaarverslag Ministerie van Landbouw 2019", "text"), ("Nr. 4", "text"),
        ("MEMORIE VAN TOELICHTING", "text"), ("Ontvangen 20 mei 2020", "text"),
        ("A. Toelichting", "heading"), ("Zie 36 740 VI, nr. 1, en de slotwet 2018.", "text"),
        ("Vastgesteld 1 juni 2021", "text"),
    )  # fmt: skip
    assert known.title == "Jaarverslag Ministerie van Landbouw 2019"
    assert (known.kind, known.ministry, known.budget_year) == ("memorie van toelichting", "Landbouw", 2019)
    assert (known.date, known.session, known.kamerstuk) == ("2020-05-20", "2019/20", "35 470 XIV, nr. 4")


def test_a_text_that_opens_with_its_title() -> None:
    known = read_lines(
        ("Beantwoording vragen over 2024", "heading"), ("Geachte voorzitter,", "text"), ("Hierbij.", "text")
    )
    assert (known.title, known.kind) == ("Beantwoording vragen over 2024", "brief")


@pytest.mark.parametrize("between", [" ", "\n"])
def test_the_title_stands_beside_or_below_the_dossier_number(between: str) -> None:
    text = f"30 550 XI{between}Jaarverslag ministerie\nvan Financiën 2005\n\nnr. 6\nLIJST VAN VRAGEN EN ANTWOORDEN\n"
    known = read(text)
    assert known.title == "Jaarverslag ministerie van Financiën 2005"
    assert (known.kamerstuk, known.kind) == ("30 550 XI, nr. 6", "lijst van vragen en antwoorden")


def test_a_number_alone_on_its_line_may_be_none_of_a_dossier() -> None:
    known = read("19 005 R\nBijlagen\n\nGeachte voorzitter,\n\nHierbij een brief.\n")
    assert (known.kamerstuk, known.title, known.kind) == (None, None, "brief")


def test_the_session_of_other_papers_is_not_its_own() -> None:
    assert read("Een tekst.\n\nZie Aanhangsel Handelingen, vergaderjaar 2021–2022, nr. 12.\n").session is None
    footer = "Tweede Kamer, vergaderjaar 2023–2024, 36 410, nr. 5 1"
    assert read(f"Een tekst.\n\nZie vergaderjaar 2021–2022.\n\n{footer}\n").session == "2023/24"


def test_the_minister_who_answers() -> None:
    text = "De commissie heeft een aantal vragen voorgelegd aan de Minister voor Klimaat en Energie over de brief.\n"
    assert read(text).ministry == "Klimaat en Energie"


@pytest.mark.parametrize("label", ["Betreft: ", "Betreft ", "Onderwerp: ", "Onderwerp ", "Onderwerp\n", "betreft\n"])
def test_the_subject_of_a_letter(label: str) -> None:
    text = f"Den Haag, 3 april 2024\n\n{label}Reactie op de motie\nover opvang\n\nGeachte heer Jansen,\n\nHierbij.\n"
    known = read(text)
    assert (known.title, known.kind, known.date) == ("Reactie op de motie over opvang", "brief", "2024-04-03")


def test_a_list_of_decisions() -> None:
    text = (
        "Den Haag, 3 april 2009\n\nVoortouwcommissie: vaste commissie voor Financiën\n\nVolgcommissie(s): BZK\n\n"
        "Document: Besluitenlijst van de procedurevergadering van\ndonderdag 2 april 2009\n\n1. Agendapunt: Iets\n"
    )
    known = read(text)
    assert known.title == (
        "Besluitenlijst van de procedurevergadering van donderdag 2 april 2009, vaste commissie voor Financiën"
    )
    assert (known.kind, known.date, known.session) == ("besluitenlijst", "2009-04-03", "2008/09")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("op 7 maart 2024.", "2024-03-07"),
        ("op 7\nMaart\n2024", "2024-03-07"),
        ("31 februari 2024 of 1 mei 2024", "2024-05-01"),
        ("31 februari 2024", None),
        ("maart 2024", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    found = find_date(text)
    assert (found.isoformat() if found else None) == date
