"""Cleaning: characters, broken words and page furniture put right, and nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import clean_pages
from ingest.clean import clean_characters, find_furniture, has_wrap_cue
from ingest.document import Line, Page
from ingest.readers.text import read_text_pages

# A closing space tells lines that go on only where some lines have one and some have none: these give that cue.
PROSE = """\
Met de vaststelling van dit wetsartikel worden de uitgaven, de verplichtingen \n\
en de ontvangsten van het ministerie vastgesteld voor het jaar dat begint.\n\
\n\
De begrotingsartikelen zijn in een bijlage van deze memorie toegelicht, zoals \n\
dat elk jaar gebeurt bij de internationale samenwerking en het toezicht.\n\
\n\
"""


def clean(text: str) -> list[str]:
    """Return the lines of a document after cleaning, without those of `PROSE` before them."""
    pages = clean_pages(read_text_pages((PROSE + text).encode()))
    return [line.text for page in pages for line in page.lines][len(PROSE.splitlines()) :]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("bĳdrage", "bijdrage"),
        ("BEGROTINGSWĲZIGING", "BEGROTINGSWIJZIGING"),
        ("ﬁnanciën, ﬂexibel, eﬀect, oﬃcieel, baﬄing", "financiën, flexibel, effect, officieel, baffling"),
        ("€\u00a01.000", "€ 1.000"),
        ("2.\u00a0 \u202fBeleidsagenda", "2. Beleidsagenda"),
        ("2.1      Beleidsprioriteiten", "2.1 Beleidsprioriteiten"),
        ("\ufeffkop\u200b\u00adje", "kop\u00adje"),
        ("\ufffd sturing", "• sturing"),
        ("\uf0b7 Subsidieregeling", "• Subsidieregeling"),
        ("\u25aa punt", "• punt"),
        ("o Gemeenten", "• Gemeenten"),
        ("oprecht", "oprecht"),
        ("o ja", "o ja"),
        ("«Nog onverdeeld» en ‘Open op orde’", "«Nog onverdeeld» en ‘Open op orde’"),
        ("‒ 467.554", "‒ 467.554"),
    ],
)
def test_characters_of_a_line(raw: str, cleaned: str) -> None:
    assert clean_characters(raw) == cleaned


@given(st.text(max_size=80))
def test_cleaning_characters_twice_changes_nothing_more(text: str) -> None:
    once = clean_characters(text)
    assert clean_characters(once) == once


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            "De in de begrotingsstaat van dit ministerie opgenomen begro",
            "tingsartikelen zijn daar",
            "begrotingsartikelen",
        ),
        ("De uitgaven van het ministerie zijn voor de apparaats", "kosten van het toezicht", "apparaatskosten"),
        (
            "informatie over de uitgaven. In hoofdstuk 4 staan de niet-",
            "beleidsartikelen, waar",
            "niet-beleidsartikelen",
        ),
        ("van de organisatie, de telefonie en het materieel (ICT-", "uitgaven en de huur).", "ICT-uitgaven"),
        ("dat het ministerie van plan is te doen op het gebied van inter-", "nationale hulp.", "internationale"),
    ],
)
def test_a_word_broken_at_a_line_end_is_whole_again(first: str, second: str, joined: str) -> None:
    lines = clean(f"{first}\n{second}\n")
    assert len(lines) == 1
    assert joined in lines[0]


def test_a_word_broken_inside_a_list_item_is_whole_though_a_blank_line_stands_between() -> None:
    """List items of the budget have an empty line after their first one, also where a word is broken there."""
    lines = clean("– Humane aspecten: op een maatschappelijke wijze, in overeen\n\nstemming met verplichtingen;\n")
    assert lines == ["– Humane aspecten: op een maatschappelijke wijze, in overeenstemming met verplichtingen;"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Het aantal AMV’s in de opvang is afhankelijk van de in- ", "en uitstroom van AMV’s."],
        ["Het aantal AMV’s in de opvang is afhankelijk van de in-", "en uitstroom van AMV’s."],
        ["meer sturing in de gewenste vormen van migratie zoals kennis-", "of arbeidsmigratie."],
        ["Migratie", "verplichtingen 0 0 0"],
        ["De regering beslist over de inwilliging van een aanvraag.", "daarna volgt het besluit."],
        ["Naast de subsidies staan er op dit artikel ook opdrachten", "Stichting Nidos"],
        ["– Wat is de relatie tussen terugkeer en draagvlak van beleid", "", "Planning"],
    ],
)
def test_lines_that_are_no_broken_word_stay_apart(lines: list[str]) -> None:
    """`in- en uitstroom` is an ellipsis, and a cell above another is no half of a word."""
    assert clean("\n".join(lines) + "\n") == [line.strip() for line in lines]


def test_a_table_header_is_not_joined_with_the_cell_below_it() -> None:
    """A header row ended in `parlement` and the next line began with `name gericht`: `parlementname` came of it."""
    header = "Indiener(s) Kamerstuknr Omschrijving/ onderwerp Voortgangsinformatie van het parlement"
    assert clean(f"{header}\nname gericht op het parlement en de name van de voorganger \n")[0] == header


def test_a_lost_ij_is_mended_only_where_the_document_knows_the_word() -> None:
    """`z?n` stood for `zijn`; a question mark within a word that nobody knows is left alone."""
    assert clean("Cijfers z?n afgerond op tientallen, a?b niet.\n") == [
        "Cijfers zijn afgerond op tientallen, a?b niet."
    ]


def test_soft_hyphens_at_a_line_end_go_and_the_word_is_whole() -> None:
    assert clean("Het ministerie werkt aan de internatio\u00ad\nnale samenwerking.\n") == [
        "Het ministerie werkt aan de internationale samenwerking."
    ]


def test_without_the_cue_of_closing_spaces_no_words_are_joined() -> None:
    """Where no line ends in a space, or every line does, a missing one tells nothing."""
    text = "De in de begrotingsstaat van dit ministerie opgenomen begro\ntingsartikelen zijn daar toegelicht.\n"
    lines = [line.text for page in clean_pages(read_text_pages(text.encode())) for line in page.lines]
    assert lines == text.splitlines()


def test_cue_of_closing_spaces() -> None:
    def pages(*wraps: bool) -> tuple[Page, ...]:
        return (Page(1, tuple(Line("tekst", (i + 1,), wraps=wrap) for i, wrap in enumerate(wraps))),)

    assert has_wrap_cue(pages(True, True, False))
    assert not has_wrap_cue(pages(True, True, True))
    assert not has_wrap_cue(pages(False, False, False))
    assert not has_wrap_cue(())


def test_joined_lines_carry_the_numbers_of_their_sources() -> None:
    pages = clean_pages(
        read_text_pages((PROSE + "De in de begroting van het ministerie opgenomen begro\ntings\n").encode())
    )
    first = len(PROSE.splitlines()) + 1
    assert pages[0].lines[-1].sources == (first, first + 1)


def furniture(text: str) -> set[str]:
    pages = read_text_pages(text.encode())
    lines = {number: line.text for page in pages for line in page.lines for number in line.sources}
    return {lines[number] for number in find_furniture(pages)}


def test_running_headers_and_page_numbers_are_furniture_but_repeated_text_in_the_body_is_not() -> None:
    page = "Antwoorden op vragen over 2020\n\nEerste {n}\nTweede {n}\nZie vraag 1.\nDerde {n}\nLaatste\nBlad {n}\n{n}/4"
    found = furniture("\n\f".join(page.format(n=n) for n in range(1, 5)))
    assert {"Antwoorden op vragen over 2020", "Blad 1", "Blad 4", "4/4"} <= found
    assert "Zie vraag 1." not in found
    assert "Tweede 2" not in found


def test_a_question_at_the_top_of_each_page_is_no_running_header() -> None:
    """`Vraag 1`, `Vraag 2`, … are the same but for their digits, and so were taken away as page headers."""
    assert not furniture(
        "\n\f".join(f"Vraag {n}\nWaarom {n}{n}?\n\nAntwoord:\nOm reden {'x' * n}." for n in range(1, 6))
    )


def test_a_form_feed_within_a_line_ends_it() -> None:
    """`einde\fBegin` became one word."""
    assert [line.text for page in read_text_pages(b"Het einde\fBegin van twee") for line in page.lines] == [
        "Het einde",
        "Begin van twee",
    ]


def test_a_form_feed_at_the_end_of_the_file_begins_no_page() -> None:
    assert len(read_text_pages(b"Een\n\fTwee\n\f")) == 2
    assert len(read_text_pages(b"Een\n\fTwee\f\n\n")) == 2


def test_footer_of_a_parliamentary_paper_is_furniture_wherever_it_stands() -> None:
    """`34Tweede Kamer, …, 36 600 XX, nr. 2` stood in the middle of a sentence, once in the whole document."""
    text = "Een zin die\n34Tweede Kamer, vergaderjaar 2024–2025, 36 600 XX, nr. 2\nverder gaat.\n"
    assert find_furniture(read_text_pages(text.encode())) == {2}
