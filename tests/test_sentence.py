"""Sentences of Dutch official prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentence import split_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Bij brief van 17 juni jl. is de Kamer geïnformeerd.",
        "Bij brief van 17 juni jl. Minister Faber was er ook.",
        "Het gaat om € 4 mln. extra en € 1,2 mld. in totaal.",
        "Zie o.a. Tabel 4 van het jaarverslag.",
        "Zie 36740-VI, nr. 15 en art. 37 van de wet.",
        "De uitgaven t.o.v. 2023 dalen, bijv. Nidos.",
        "Er zijn ca. 1.100 plekken m.b.t. Oekraïne, e.d. en meer.",
        "De kosten zijn ca. \n€ 643,2 miljoen.",
        "De kosten komen uit op ca.\n\n€ 643,2 miljoen.",
        "De IND neemt tevens een\n\nterugkeerbesluit.",
        "De Minister, M.H.M. Faber, antwoordt.",
        "1. Inleiding en doel",
        "a. Een lagere bezetting.",
        "Het zijn er 10.990 in totaal.",
        "Op 19 juni 2025 is de lijst vastgesteld.",
        "Is dat zo (ja?) of niet.",
        "De lagere bezetting\nvan de opvang\nis de oorzaak.",
        "Dit geldt d.w.z. De Haan krijgt het.",
    ],
)
def test_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De bezetting daalt. Dat scheelt geld.", ["De bezetting daalt.", "Dat scheelt geld."]),
        ("Het was in 2024. Daarna niet.", ["Het was in 2024.", "Daarna niet."]),
        ("Het is € 4 mln. Dit komt door\nde instroom.", ["Het is € 4 mln.", "Dit komt door\nde instroom."]),
        ("Zie nr. 15. De rest volgt.", ["Zie nr. 15.", "De rest volgt."]),
        ("Waarom? Daarom! Nu.", ["Waarom?", "Daarom!", "Nu."]),
        ("‘Dat is zo.’ Dat zei hij.", ["‘Dat is zo.’", "Dat zei hij."]),
        ("Kop zonder punt\n\nDe tekst.", ["Kop zonder punt", "De tekst."]),
        (
            "Het betreft:\n\neen lagere bezetting;\n\neen ander.",
            ["Het betreft:", "een lagere bezetting;", "een ander."],
        ),
        ("Het betreft:\n� een\n� twee\nvervolg", ["Het betreft:", "� een", "� twee\nvervolg"]),
        (
            "Te weten:\n- een\n– twee\n• drie\n\uf0b7 vier",
            ["Te weten:", "- een", "– twee", "• drie", "\uf0b7 vier"],
        ),
        ("Een\n1. Twee. Drie.", ["Een\n1. Twee.", "Drie."]),
        ("- 1. Twee. Drie.", ["- 1. Twee.", "Drie."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_splits(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="aB1. \n?!-•�,'\u00a0", max_size=80) | st.text(max_size=80))
def test_every_character_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))
    covered = {position for span in spans for position in range(span.start, span.end)}
    assert all(character.isspace() for position, character in enumerate(text) if position not in covered)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
