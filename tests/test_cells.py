"""Cells drawn at random from the tables of the corpus, each as a reader of the source sees it.

`checked_cells.jsonl` holds what the source says, checked by hand (`draw_cells.py` draws the cells); it is not made
from what the parser gives. A cell is found by the line of the source on which its text begins.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from ingest import Document, load_sources, read_document
from ingest.document import UNDETERMINED, Cell, Row

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
LEAST_CELLS = 300
MOST_UNDETERMINED = 0.02


@dataclass(frozen=True, slots=True)
class Checked:
    """What the source says of one cell; `line` is where its text begins, from 1."""

    document: str
    table: str
    line: int
    row: str
    groups: tuple[str, ...]
    column: str
    text: str
    number: Decimal | None
    unit: str

    def __str__(self) -> str:
        return f"{self.document}, {self.table}, regel {self.line}"


@dataclass(frozen=True, slots=True)
class Result:
    """What the parser gives for a checked cell: the row and cell it was found in, or else those on its line."""

    checked: Checked
    found: tuple[tuple[Row, Cell], ...]
    near: tuple[tuple[Row, Cell], ...]

    @property
    def is_equal(self) -> bool:
        return bool(self.found)

    @property
    def is_undetermined(self) -> bool:
        return any(cell.column == UNDETERMINED for _, cell in self.found)


def load_checked() -> tuple[Checked, ...]:
    lines = (HERE / "checked_cells.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_read_checked(line) for line in lines)


def _read_checked(line: str) -> Checked:
    fields = json.loads(line)
    number = fields.pop("number")
    groups = tuple(fields.pop("groups"))
    return Checked(**fields, groups=groups, number=None if number is None else Decimal(number))


CHECKED = load_checked()


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {document.id: document for document in map(read_document, load_sources(CORPUS))}


@pytest.fixture(scope="module")
def results(documents: dict[str, Document]) -> tuple[Result, ...]:
    return tuple(look_up(checked, documents[checked.document]) for checked in CHECKED)


def look_up(checked: Checked, document: Document) -> Result:
    """Find the cell where the source has it: in its column, or without one where the rest is equal."""
    near = tuple(_cells_on_line(checked, document))
    found = tuple((row, cell) for row, cell in near if row.label == checked.row and _is_equal(checked, cell))
    return Result(checked, found, near)


def _cells_on_line(checked: Checked, document: Document) -> Iterator[tuple[Row, Cell]]:
    """Yield the cells of the table of which the text begins on the line; lines that were joined count as one."""
    line = document.line_spans[checked.line - 1]
    for table in document.tables:
        if table.name == checked.table:
            for row in table.rows:
                yield from ((row, cell) for cell in row.cells if line.start <= cell.span.start < line.end)


def _is_equal(checked: Checked, cell: Cell) -> bool:
    same = (cell.text, cell.number, cell.unit) == (checked.text, checked.number, checked.unit)
    return same and cell.column in {checked.column, UNDETERMINED}


def name_groups(groups: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups without the colon that some print behind them (`Nieuwe mutaties:`)."""
    return tuple(group.removesuffix(":") for group in groups)


def describe(row: str, column: str, cell: Cell | Checked) -> str:
    return f"{row} | {column} | {cell.text} | {cell.number} | {cell.unit}"


def explain(result: Result) -> str:
    """Return the checked cell and what the parser gives instead, most alike first."""
    checked = result.checked
    alike = sorted(
        result.near,
        key=lambda each: (each[1].column != checked.column) + (each[1].text != checked.text),
    )
    got = [f"      gekregen: {describe(row.label, cell.column, cell)}" for row, cell in alike[:3]]
    expected = f"      verwacht: {describe(checked.row, checked.column, checked)}"
    return "\n".join([f"  {checked}", expected, *(got or ["      gekregen: op deze regel begint geen cel"])])


def test_the_checked_cells_are_of_all_tables(documents: dict[str, Document]) -> None:
    tables = {(document.id, table.name) for document in documents.values() for table in document.tables if table.rows}
    assert len(set(CHECKED)) == len(CHECKED) >= LEAST_CELLS
    assert tables == {(checked.document, checked.table) for checked in CHECKED}


def test_every_checked_cell_is_as_printed_or_undetermined(results: tuple[Result, ...]) -> None:
    wrong = [result for result in results if not result.is_equal]
    if wrong:
        pytest.fail(
            f"{len(wrong)} van {len(results)} cellen wijken af:\n" + "\n".join(map(explain, wrong)), pytrace=False
        )


def test_few_cells_are_undetermined(results: tuple[Result, ...]) -> None:
    undetermined = [str(result.checked) for result in results if result.is_undetermined]
    assert len(undetermined) <= MOST_UNDETERMINED * len(results), "\n".join(undetermined)


def test_every_checked_cell_stands_under_its_groups(results: tuple[Result, ...]) -> None:
    wrong = [
        f"  {checked}: {checked.row}\n      verwacht: {checked.groups}\n      gekregen: {row.groups}"
        for checked, row in ((result.checked, row) for result in results for row, _ in result.found)
        if name_groups(row.groups) != name_groups(checked.groups)
    ]
    if wrong:
        pytest.fail(f"{len(wrong)} cellen staan onder andere groepen:\n" + "\n".join(wrong), pytrace=False)


def test_an_undetermined_cell_is_not_put_in_a_column(results: tuple[Result, ...]) -> None:
    """What the source leaves open is not guessed."""
    left_open = [result for result in results if result.checked.column == UNDETERMINED]
    assert left_open and all(result.is_undetermined for result in left_open)
