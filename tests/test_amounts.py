"""Amounts as terms: one amount in all its spellings, rounded ones where they were typed rounded, never another one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.amounts import find_amounts, passage_amounts, query_terms
from ingest.chunk import Chunk
from ingest.document import Cell, Document, Metadata, Row, Span, Table

DOCUMENT = Document("d", "d.txt", "", Metadata(), "", (), (), (), (), ())
SPAN = Span(0, 0)
PASSAGE = Chunk("d:1", "d", "paragraaf", SPAN, (), (), "", "")


def values(text: str) -> list[Decimal]:
    return [amount.value for amount in find_amounts(text)]


def asked(text: str) -> set[str]:
    """Return the terms of what a query asks for."""
    return {term for amount in find_amounts(text, typed=True) for term in query_terms(amount.value)}


def written(text: str) -> set[str]:
    """Return the terms that a passage has."""
    return set(passage_amounts(replace(PASSAGE, indexed=text), DOCUMENT))


def cell_terms(printed: str, unit: str, scale: int) -> set[str]:
    """Return the terms of a row with one cell."""
    cell = Cell("2026", printed, SPAN, Decimal(printed.replace(".", "")), unit, Decimal(scale))
    row = Row("COA", (), (cell,), SPAN)
    table = Table("Tabel 4", "", unit, ("2026",), (row,), SPAN, ())
    chunk = replace(PASSAGE, kind="rij", table=0, row=0, indexed=f"Tabel 4 ({unit})\nCOA: 2026: {printed}")
    return set(passage_amounts(chunk, replace(DOCUMENT, tables=(table,))))


@pytest.mark.parametrize(
    "text",
    [
        "€ 1,2 mld.",
        "€1,2mld",
        "1,2 miljard euro",
        "1,2 miljard euro's",
        "EUR 1,2 miljard",
        "1.200 mln.",
        "€ 1.200 miljoen",
        "1.200.000 (x € 1.000)",
        "1200000 duizend euro",
        "€ 1.200.000.000,-",
        "‒ € 1,2 mld.",
    ],
)
def test_one_amount_in_all_its_spellings(text: str) -> None:
    assert values(text) == [Decimal(1_200_000_000)]
    assert asked(text) & written("€ 1,2 mld.")


@pytest.mark.parametrize(
    "text",
    [
        "37.2",
        "100",
        "artikel 37 (bedragen x € 1.000)",
        "Bekostiging 2025 (x € 1.000)",
        "(in € 1.000)",
        "2 miljoen mensen",
        "een miljoen mensen",
        "een euro te weinig",
        "20 duizend vluchtelingen",
        "€ 0",
        "41,5%",
        "€ 99999999999999999999999",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert values(text) == []


def test_a_query_needs_no_euro_sign() -> None:
    assert asked("2 miljoen opvang") & written("€ 2 miljoen")
    assert asked("4.422.334 x 1.000") & written("€ 4.422.334.000")
    assert asked("begroting 2025 (x € 1.000)") == set()


@pytest.mark.parametrize(
    ("text", "value"),
    [("anderhalf miljard euro", 1_500_000_000), ("een half miljoen euro", 500_000), ("één mld.", 10**9)],
)
def test_an_amount_in_words(text: str, value: int) -> None:
    assert values(text) == [Decimal(value)]


def test_several_amounts_in_one_text() -> None:
    assert values("van € 10 naar € 20 mln. en 30 mln.") == [Decimal(10), Decimal(20_000_000), Decimal(30_000_000)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("€ 4,42 mld.", True),
        ("€ 4,4 miljard", True),
        ("€ 4,422 mld.", True),
        ("€ 4.422.334.000", True),
        ("4.422.334 (x € 1.000)", True),
        ("€ 4,42", False),
        ("€ 4,42 mln.", False),
        ("€ 4,43 mld.", False),
        ("€ 4,40 mld.", True),
        ("€ 4 mld.", False),
        ("€ 442 mln.", False),
        ("€ 4.422.335.000", False),
    ],
)
def test_a_cell_is_found_by_its_amount_as_precise_as_typed(query: str, found: bool) -> None:
    assert bool(asked(query) & cell_terms("4.422.334", "x € 1.000", 1000)) is found


def test_an_amount_typed_in_full_finds_a_text_that_rounds_it() -> None:
    assert asked("€ 4.422.334.000") & written("ruim € 4,42 mld.")
    assert not asked("€ 4,42 mld.") & written("€ 4,4 mld.")


def test_a_cell_that_is_no_money_is_no_amount() -> None:
    assert cell_terms("4.422", "in maanden", 1) == set()
    assert cell_terms("4.422", "", 1) == set()


@pytest.mark.parametrize(("one", "other"), [("€ 100", "€ 1.000"), ("€ 37,2", "€ 37,3"), ("€ 1,2 mln.", "€ 1,2 mld.")])
def test_other_amounts_share_no_term(one: str, other: str) -> None:
    assert not asked(one) & written(other)


@given(st.integers(1, 10**13))
def test_an_amount_always_finds_itself(value: int) -> None:
    printed = f"€ {value:,}".replace(",", ".")
    assert asked(printed) & written(printed)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_amounts_in_full_meet_only_themselves_or_a_rounded_one(one: int, other: int) -> None:
    share = asked(f"€ {one}") & written(f"€ {other}")
    assert not share or abs(one - other) <= 0.05 * max(one, other)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(0 <= amount.start < amount.end <= len(text) for amount in find_amounts(text, typed=True))
