"""Rows found by their labels: the row that a query is about, before rows that mention it."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from index.analyze import analyze, content_tokens
from index.labels import EMPTY_YEAR, OTHER_YEAR, LabelIndex
from index.lexical import fit_lexical
from index.readings import QueryWords, Reading
from index.tokens import find_years
from ingest.chunk import Chunk
from ingest.document import Cell, Document, Metadata, Row, Span, Table

ROWS = (
    ("COA", ("Bijdrage aan ZBO's",)),
    ("Instroom in de opvang", ("Opvang COA",)),
    ("Afdracht van het COA aan gemeenten", ()),
    ("IND", ("Agentschappen",)),
)
SPAN = Span(0, 1)


def asked(query: str) -> tuple[QueryWords, str]:
    return QueryWords(content_tokens(query)), query


def make_index(
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ROWS, columns: tuple[str, ...] = ("2025", "2026")
) -> Any:  # noqa: ANN401
    """Return the label index of one table's rows and a paragraph after them."""
    cells = tuple(Cell(column, "1", SPAN, Decimal(1)) for column in columns)
    table_rows = tuple(Row(label, groups, cells, SPAN) for label, groups in rows)
    table = Table("Tabel 4", "Uitgaven", "", columns, table_rows, SPAN, ())
    document = Document("stuk", "stuk.txt", "0", Metadata(), "x", (0,), (), (), (table,), ())
    texts = [" ".join((*groups, label)) for label, groups in rows]
    chunks = [
        Chunk(f"stuk:rij:{i}", "stuk", "rij", SPAN, (1,), (), "x", text, table=0, row=i) for i, text in enumerate(texts)
    ]
    text = "Het COA en de IND werken samen."
    chunks.append(Chunk("stuk:paragraaf:0", "stuk", "paragraaf", SPAN, (1,), (), "x", text))
    return LabelIndex({"stuk": document}, chunks, fit_lexical([analyze(chunk.indexed) for chunk in chunks]))


def test_the_row_whose_label_is_asked_for_wins() -> None:
    scores = make_index().scores(*asked("hoeveel krijgt het COA in 2026"))
    assert scores[0] == max(scores)
    assert scores[0] > 2 * max(scores[1:])
    assert scores[2] > 0
    assert scores[3] == 0


def test_a_label_that_is_the_query_scores_one() -> None:
    assert make_index().scores(*asked("COA"))[0] == pytest.approx(1)


def test_text_that_is_no_row_scores_nothing() -> None:
    assert make_index().scores(*asked("COA IND samen"))[-1] == 0


def test_the_group_of_a_row_accounts_for_words_too() -> None:
    index = make_index()
    assert index.scores(*asked("bijdrage COA"))[0] > index.scores(*asked("dijken COA"))[0]


def test_another_year_lowers_the_score() -> None:
    index = make_index()
    assert index.scores(*asked("COA 2031"))[0] == pytest.approx(OTHER_YEAR * index.scores(*asked("COA 2026"))[0])
    assert index.scores(*asked("COA 2026"))[0] == index.scores(*asked("COA"))[0]
    # `36` and `1.000` are no years.
    assert index.scores(*asked("COA artikel 37"))[0] == index.scores(*asked("COA artikel"))[0]


@pytest.mark.parametrize(
    "query", ["COA", "de", "", "2026", "coa coa coa opvang gemeenten", "Uitgaven COA instroom 2031"]
)
def test_scores_lie_between_zero_and_one(query: str) -> None:
    scores = make_index().scores(*asked(query))
    assert scores.shape == (len(ROWS) + 1,)
    assert np.all((scores >= 0) & (scores <= 1))


def test_inflection_and_case_do_not_matter() -> None:
    index = make_index((("Uitgaven", ()), ("Ontvangsten", ())))
    assert index.scores(*asked("uitgave"))[0] == index.scores(*asked("UITGAVEN"))[0] > 0


def test_a_row_without_words_in_its_label_is_never_found() -> None:
    assert make_index((("2025", ()), ("‒", ()))).scores(*asked("uitgaven 2025")).tolist() == [0, 0, 0]


def test_an_amount_of_four_figures_is_no_year() -> None:
    """`1.100 plekken` was taken for the year 1100, which no table has, so that every row lost."""
    assert find_years("1.100 plekken in 2025, 2.026 in 2026, 9999") == {"2025", "2026"}


def test_a_row_with_nought_for_the_year_comes_after_one_with_an_amount() -> None:
    empty = Row("COA", ("Oud",), (Cell("2025", "0", SPAN, Decimal(0)), Cell("2026", "7", SPAN, Decimal(7))), SPAN)
    table = Table("Tabel 4", "Uitgaven", "", ("2025", "2026"), (empty,), SPAN, ())
    document = Document("stuk", "stuk.txt", "0", Metadata(), "x", (0,), (), (), (table,), ())
    chunk = Chunk("stuk:rij:0", "stuk", "rij", SPAN, (1,), (), "x", "Oud COA", table=0, row=0)
    alone = LabelIndex({"stuk": document}, [chunk], fit_lexical([analyze("Oud COA"), analyze("anders")]))
    assert alone.scores(*asked("COA 2025"))[0] == pytest.approx(EMPTY_YEAR * alone.scores(*asked("COA 2026"))[0])


def test_what_was_typed_comes_before_what_it_may_mean() -> None:
    rows = (("COA", ()), ("Centraal Orgaan opvang asielzoekers (COA)", ()))
    reading = Reading(0, 1, "Centraal Orgaan opvang asielzoekers", ("coa",), 0.8, "afkorting")
    scores = make_index(rows).scores(QueryWords(content_tokens("COA"), (reading,)), "COA")
    assert scores[0] > scores[1] > 0.5
