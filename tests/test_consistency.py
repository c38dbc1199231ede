"""The same passage at two places with another amount is flagged at both; what only looks alike is left alone."""

import time
from pathlib import Path

import pytest

from ingest import Document, load_sources, read_document
from ingest.consistency import find_inconsistencies
from ingest.document import Block, BlockKind, Finding, Span

CORPUS = Path(__file__).parents[1] / "corpus"

Spec = tuple[tuple[str, ...], str]
"""A passage: the headings that it stands under, and its text."""

POLICY = ("2. Beleidsagenda", "Toelichting", "2. Beperken instroom")
APPENDIX = ("Bijlage 2: Verdieping", "Beperken instroom")
PASSAGE = (
    "De begroting wordt in samenhang met het maatregelenpakket in 2027 verlaagd met € 467,6 mln. De aanvullende "
    "middelen zijn niet meerjarig toegekend waardoor het budget vanaf 2027 een daling laat zien naar {} vanaf 2029."
)


def find(*passages: Spec, kind: BlockKind = "paragraph") -> list[tuple[str, str]]:
    """Return what each finding stands at, and what it says."""
    text, blocks = "", []
    for headings, passage in passages:
        blocks.append(Block(kind, Span(len(text), len(text) + len(passage)), headings))
        text += passage + "\n\n"
    return [
        (text[found.span.start : found.span.end], found.text) for found in find_inconsistencies(text, tuple(blocks))
    ]


@pytest.mark.parametrize("kind", ["paragraph", "list_item", "answer"])
def test_another_amount_in_the_same_passage_is_told_at_both_places(kind: BlockKind) -> None:
    assert find((POLICY, PASSAGE.format("€ 1,3 mld.")), (APPENDIX, PASSAGE.format("€ 1,2 mld.")), kind=kind) == [
        (
            "€ 1,3 mld.",
            "hier staat € 1,3 mld., in dezelfde tekst onder Bijlage 2: Verdieping > Beperken instroom staat € 1,2 mld.",
        ),
        (
            "€ 1,2 mld.",
            "hier staat € 1,2 mld., in dezelfde tekst onder 2. Beleidsagenda > Toelichting > 2. Beperken instroom "
            "staat € 1,3 mld.",
        ),
    ]


def test_line_ends_and_small_words_make_no_difference() -> None:
    again = PASSAGE.format("€ 1,2\nmld.").replace(" een daling", " nog een daling").replace(" wordt in ", "\nwordt in ")
    assert len(find((POLICY, PASSAGE.format("€ 1,3 mld.")), (APPENDIX, again))) == 2


def test_under_other_headings_the_passage_must_be_long_or_share_an_amount() -> None:
    assert len(find((POLICY, PASSAGE.format("€ 1,3 mld.")), (("Iets anders",), PASSAGE.format("€ 1,2 mld.")))) == 2
    short = "Voor de opvang is in 2025 in totaal {} beschikbaar gesteld aan de gemeenten."
    assert find((POLICY, short.format("€ 10 mln.")), (("Iets anders",), short.format("€ 12 mln."))) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("€ 1,3 mld.", "€ 1.300 mln."),
        ("€ 1,3 mld.", "€ 1,27 mld."),
        ("€ 1,3 mld.", "€ 1,3 miljard"),
        ("€ 1,3 mld.", "1,3 miljard euro"),
    ],
)
def test_an_amount_written_otherwise_or_rounded_is_the_same(first: str, second: str) -> None:
    assert find((POLICY, PASSAGE.format(first)), (APPENDIX, PASSAGE.format(second))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vanaf 2029", "vanaf 2030"),
        ("De aanvullende middelen", "De middelen van het COA"),
        ("een daling", "een stijging"),
        ("€ 467,6 mln.", "€ 512,9 mln."),
    ],
)
def test_a_sentence_about_something_else_is_left_alone(old: str, new: str) -> None:
    """Another year, organisation or direction; or no amount that agrees: the same model text, filled in otherwise."""
    again = PASSAGE.format("€ 1,2 mld.").replace(old, new)
    assert find((POLICY, PASSAGE.format("€ 1,3 mld.")), (APPENDIX, again)) == []


def test_other_articles_have_other_amounts() -> None:
    first, second = (("Artikel 11 Landbouw", "Opdrachten"), ("Artikel 12 Natuur", "Opdrachten"))
    assert find((first, PASSAGE.format("€ 1,3 mld.")), (second, PASSAGE.format("€ 1,2 mld."))) == []


def test_a_model_text_that_is_filled_in_for_many_things_is_left_alone() -> None:
    passages = [((f"Regeling {i}", "Toelichting"), PASSAGE.format(f"€ {i},5 mln.")) for i in range(1, 9)]
    assert find(*passages) == []


def test_tables_and_headings_are_not_compared() -> None:
    assert find((POLICY, PASSAGE.format("€ 1,3 mld.")), (APPENDIX, PASSAGE.format("€ 1,2 mld.")), kind="table") == []


# --- the documents of the corpus ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [read_document(source) for source in load_sources(CORPUS)]


def test_what_the_budget_states_twice(documents: list[Document]) -> None:
    budget = documents[0]
    found: tuple[Finding, ...] = find_inconsistencies(budget.text, budget.blocks)
    assert [budget.slice(finding.span) for finding in found] == ["€ 1,3 mld.", "€ 1,2 mld."]
    assert "Bijlage 2" in found[0].text
    assert "Beperken asielinstroom" in found[0].text
    assert "2.3 Belangrijkste beleidsmatige mutaties" in found[1].text


def test_the_questions_do_not_contradict_themselves(documents: list[Document]) -> None:
    assert find_inconsistencies(documents[1].text, documents[1].blocks) == ()


def test_comparing_takes_little_time_and_grows_with_the_text_only() -> None:
    passages = [
        ((f"Kop {i}",), f"Regel {i} van {i % 7} " + PASSAGE.format(f"€ {i % 9},{i % 10} mln.")) for i in range(500)
    ]
    start = time.perf_counter()
    find(*passages)
    assert time.perf_counter() - start < 2
