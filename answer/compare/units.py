"""In what the figures of a row are: what has another unit stands in another chart."""

import re
from dataclasses import dataclass
from decimal import Decimal

from answer.figures.rows import RowWords
from answer.measures import measure_cell
from ingest.document import Cell

_MONEY = re.compile(r"€|\bEUR\b|\beuro", re.IGNORECASE)
_PERCENT = re.compile(r"%|procent", re.IGNORECASE)
_LEAD = re.compile(r"^(?:in|aantal)\s+|'s$")

_COUNTS = re.compile(r"^(?!.*\bbedrag).*\baantal(?:len)?\b", re.IGNORECASE | re.DOTALL)

EURO, PERCENT, COUNT, UNSAID = "€", "%", "aantal", "zonder eenheid"
"""Amounts of money, shares, what is counted, and figures of which the source says no unit."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell amounts to: `number` in `unit`, which is euros for every amount of money."""

    number: Decimal
    unit: str


def read_amount(row: RowWords, cell: Cell) -> Amount | None:
    """Return what a cell amounts to, or None where it is no number."""
    if cell.number is None:
        return None
    unit = name_unit(row, cell)
    return Amount(cell.number * cell.scale if unit == EURO else cell.number, unit)


def name_unit(row: RowWords, cell: Cell) -> str:
    """Return in what a cell is: euros, percent, a unit of its own (`maanden`), or that it is not said."""
    if _MONEY.search(f"{cell.unit} {cell.text}"):
        return EURO
    if _PERCENT.search(f"{cell.unit} {cell.text}"):
        return PERCENT
    unit = _LEAD.sub("", " ".join(cell.unit.casefold().split()))
    if unit:
        return unit
    counted = measure_cell(row.table, row.row, cell) == {"aantal"} or _COUNTS.search(row.table.caption)
    return COUNT if counted else UNSAID
