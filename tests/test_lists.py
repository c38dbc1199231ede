"""The items of lists: each one block with the lines it runs over, and the text after the list no part of the last."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import Line, Page
from ingest.readers.text import read_text_pages

CORPUS = Path(__file__).parents[1] / "corpus"
SOURCE = Source("proef", Path("proef.txt"), "proef.txt", "", Metadata())

LINE = "Dit is een regel van een alinea die de breedte van de bladzijde vult, zoals \n"
LAST = "de regels van een begroting dat doen en die hier met een punt eindigt.\n\n"
PROSE = f"1. Inleiding\n\n{LINE}{LAST}{LINE}{LINE}{LAST}"


def parse(text: str) -> Document:
    return parse_document(SOURCE, clean_pages(read_text_pages(text.encode())))


def without_cue(text: str) -> str:
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def items(document: Document) -> list[str]:
    """Return the items of lists, line ends read as spaces."""
    return [" ".join(document.slice(block.span).split()) for block in document.blocks if block.kind == "list_item"]


@pytest.mark.parametrize("cue", [True, False])
@pytest.mark.parametrize(
    "marks", ["– – –", "• • •", "* * *", "a. b. c.", "1) 2) 3)", "1. 2. 3.", "(1) (2) (3)", "i. ii. iii."]
)
def test_each_item_is_a_block_with_the_lines_it_runs_over(marks: str, cue: bool) -> None:
    first, second, third = marks.split()
    text = (
        f"{PROSE}Het gaat om de volgende maatregelen van het kabinet:\n"
        f"{first} het beperken van de instroom van asielzoekers in de opvang, met de \nmaatregelen van dit jaar;\n"
        f"{second} het versnellen van de uitstroom;\n"
        f"{third} het verbeteren van de terugkeer van vreemdelingen naar het land van \nherkomst.\n\n{LINE}{LAST}"
    )
    assert items(parse(text if cue else without_cue(text))) == [
        f"{first} het beperken van de instroom van asielzoekers in de opvang, met de maatregelen van dit jaar;",
        f"{second} het versnellen van de uitstroom;",
        f"{third} het verbeteren van de terugkeer van vreemdelingen naar het land van herkomst.",
    ]


@pytest.mark.parametrize("cue", [True, False])
def test_a_blank_line_below_the_first_line_of_an_item_does_not_end_it(cue: bool) -> None:
    text = (
        f"{PROSE}Daarbij gaat het om:\n– Hoe effectief is de samenwerking binnen beleid t.a.v. \n\n"
        f"specifieke groepen?\n– Kwaliteit.\n\n{LINE}{LAST}"
    )
    first, second = items(parse(text if cue else without_cue(text)))[:2]
    assert second == "– Kwaliteit."
    assert first == "– Hoe effectief is de samenwerking binnen beleid t.a.v. specifieke groepen?" or not cue


def test_an_item_goes_on_on_the_next_page() -> None:
    text = (
        f"{PROSE}Daarbij gaat het om:\n– het steeds lastiger wordt om voldoende opvanglocaties te \n"
        f"\fvinden in de regio.\n– Kwaliteit.\n\n{LINE}{LAST}"
    )
    assert items(parse(text))[0] == "– het steeds lastiger wordt om voldoende opvanglocaties te vinden in de regio."


@pytest.mark.parametrize("cue", [True, False])
def test_the_text_after_a_list_is_no_part_of_its_last_item(cue: bool) -> None:
    text = (
        f"{PROSE}Daarbij gaat het om:\n– de instroom;\n– de uitstroom.\n"
        f"Daarnaast vult deze regel de breedte van de bladzijde, \nzoals regels doen.\n\n{LINE}{LAST}"
    )
    assert items(parse(text if cue else without_cue(text))) == ["– de instroom;", "– de uitstroom."]


def test_a_number_or_dash_at_the_start_of_a_wrapped_line_begins_no_item() -> None:
    text = (
        f"{PROSE}Dat staat in de bijlage bij de begroting van dit jaar op de bladzijden 1 en \n"
        "2. De andere staan elders, zoals in de nota die in juni en september \n– zo is afgesproken – verschijnt.\n\n"
    )
    assert items(parse(text)) == []
    assert items(parse(without_cue(text))) == []


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_text_below_it() -> None:
    text = f"{PROSE}Daarbij gaat het om:\n•\nde instroom;\n•\nde uitstroom.\n\n{LINE}{LAST}"
    assert items(parse(text)) == ["• de instroom;", "• de uitstroom."]


def test_items_that_the_format_tells_are_blocks() -> None:
    lines = [Line("– de instroom;", (1,), role="item", level=1), Line("de uitstroom.", (2,), role="item", level=2)]
    document = parse_document(SOURCE, clean_pages((Page(0, tuple(lines)),)))
    assert items(document) == ["– de instroom;", "de uitstroom."]


def test_the_lists_of_the_budget() -> None:
    found = items(read_document(load_sources(CORPUS)[0]))
    assert len(found) == 74
    assert all(item[0] in "–1234567890" for item in found)
    assert "– Hoe effectief is de samenwerking binnen beleid t.a.v. specifieke groepen?" in found
    assert "– Processen: snelheid, zorgvuldigheid en doelmatigheid (per organisatie en ketenbreed)." in found
    assert not any("Hieronder wordt per sub-thema" in item for item in found)


item_words = st.lists(
    st.sampled_from(["opvang", "uitstroom", "van", "de", "regio", "in 2025", "t/m"]), min_size=1, max_size=30
)


@given(st.lists(item_words, min_size=1, max_size=6), st.sampled_from(["–", "•", "*"]))
def test_any_list_has_as_many_items_as_marks(texts: list[list[str]], mark: str) -> None:
    def wrap(words: list[str]) -> str:
        """Return the words over lines, each but the last with the space that tells that it goes on."""
        rows = [" ".join(words[i : i + 8]) for i in range(0, len(words), 8)]
        return " \n".join(rows)

    wanted = [f"{mark} {' '.join(words)};" for words in texts]
    written = "".join(f"{mark} {wrap(words)};\n" for words in texts)
    assert items(parse(f"{PROSE}Daarbij gaat het om:\n{written}\n{LINE}{LAST}")) == wanted
