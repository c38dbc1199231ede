"""Two figures compared, exactly: their difference, the share of one in the other, the change in percent."""

import re
from decimal import ROUND_HALF_UP, Decimal

from answer.found import Computed, Operation
from ingest.document import Cell
from ingest.tables.numbers import plain_amount

_PERCENT = re.compile(r"%|procent", re.IGNORECASE)
_MONEY = re.compile(r"€|EUR|euro", re.IGNORECASE)
_TENTH = Decimal("0.1")


def compute(operation: Operation, first: Cell, second: Cell, *, falls: bool = False) -> Computed | None:
    """Return what `operation` makes of two cells, or None where they cannot be compared.

    A difference is `first` less `second`, the other way round where `falls`; a change in percent is that difference
    as a percentage of `second`; a share is `first` as a percentage of `second`. Percentages are rounded half up to a
    tenth.
    """
    pair = bring_together(first, second)
    if pair is None:
        return None
    new, base = pair
    shown = (_show_cell(first, second), _show_cell(second, first))
    if operation == "verschil":
        number = base - new if falls else new - base
        formula = " ‒ ".join(reversed(shown) if falls else shown)
        return _make_difference(number, first, formula)
    if base <= 0 or new < 0 or (operation == "aandeel" and (new > base or _PERCENT.search(first.unit))):
        return None
    if operation == "aandeel":
        return _make_percentage(operation, 100 * new / base, f"{shown[0]} / {shown[1]} × 100%")
    change = 100 * ((base - new) if falls else (new - base)) / base
    larger, smaller = (shown[1], shown[0]) if falls else shown
    return _make_percentage(operation, change, f"({larger} ‒ {smaller}) / {shown[1]} × 100%")


def bring_together(first: Cell, second: Cell) -> tuple[Decimal, Decimal] | None:
    """Return the numbers of two cells in the unit of the first, or None where their units differ in kind."""
    if first.number is None or second.number is None:
        return None
    if _is_percentage(first) and _is_percentage(second):
        return first.number, second.number
    money = [_MONEY.search(cell.unit) is not None for cell in (first, second)]
    if all(money):
        return first.number, second.number * second.scale / first.scale
    same = " ".join(first.unit.casefold().split()) == " ".join(second.unit.casefold().split())
    return (first.number, second.number) if same and first.scale == second.scale else None


def write_number(number: Decimal) -> str:
    """Return a number as Dutch papers print it: `1.234,5`, `‒ 252`."""
    whole, _, decimals = f"{abs(number):,f}".partition(".")
    sign = "‒ " if number < 0 else ""
    return f"{sign}{whole.replace(',', '.')}" + (f",{decimals}" if decimals else "")


def _make_difference(number: Decimal, cell: Cell, formula: str) -> Computed:
    """Return a difference in the unit of a cell; two percentages differ by percentage points."""
    written = write_number(_trim(number))
    if _is_percentage(cell):
        return Computed("verschil", number, "procentpunt", f"{written} procentpunt", formula)
    text = f"{written} ({cell.unit})" if cell.unit else written
    return Computed("verschil", number, cell.unit, text, formula, plain_amount(number, cell.unit))


def _make_percentage(operation: Operation, number: Decimal, formula: str) -> Computed:
    """Return a percentage, rounded half up to a tenth."""
    rounded = number.quantize(_TENTH, rounding=ROUND_HALF_UP)
    return Computed(operation, rounded, "%", f"{write_number(rounded)}%", formula)


def _is_percentage(cell: Cell) -> bool:
    """Return whether a cell is a percentage."""
    return _PERCENT.search(f"{cell.unit} {cell.text}") is not None


def _show_cell(cell: Cell, other: Cell) -> str:
    """Return a cell's value as printed, in brackets where it is negative, with its unit where the other has another."""
    shown = f"({cell.text})" if cell.number is not None and cell.number < 0 else cell.text
    return shown if cell.unit == other.unit else f"{shown} ({cell.unit})"


def _trim(number: Decimal) -> Decimal:
    """Return a number without the decimals that only its computation brought."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
