"""A row and the rows that it may be the sum of, and how much the printed digits say for it."""

from dataclasses import dataclass

from ingest.sums.figures import Addends, Comparison, Entry, Sheet, compare

EVIDENCE = 5
"""Digits that must agree before a row counts as a sum that no label says it is: by chance one in a hundred thousand."""

_EVIDENCE_OF_ONE = 8
"""Digits that must agree where a row equals one other: rows that are alike stand in many tables."""

EVIDENCE_OF_KIND = 2
"""Digits that must agree where the row is one that has its parts below it in any budget: `Uitgaven`."""

EVIDENCE_OF_ERROR = 6
"""Digits that must agree elsewhere before a difference in one column is held against such a row."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A row and the rows it adds up; `below` tells that these stand below it."""

    total: Entry
    addends: tuple[tuple[Entry, int], ...]
    comparison: Comparison
    below: bool = False


def add_up(sheet: Sheet, total: Entry, addends: Addends, *, below: bool = False) -> Sum:
    """Return a sum with what comparing it gives."""
    return Sum(total, tuple(addends), compare(sheet, total, addends), below)


def agreeing(one: Sum) -> set[int]:
    """Return the printed amounts other than zero that a sum gives; the same amount in more columns counts once."""
    columns = (*one.comparison.equal, *(difference.column for difference in one.comparison.rounded))
    return {one.total.figures[column].number for column in columns} - {0}


def holds_by_itself(one: Sum, evidence: int = EVIDENCE) -> bool:
    """Return whether a sum holds and is no chance, although no label says that it is one.

    A single part is one only where it is the same in three columns that differ among themselves.
    """
    if not one.comparison.holds or _count_evidence(one) < evidence:
        return False
    if _count_parts(one) > 1:
        return True
    return len(agreeing(one)) > 2 and not one.comparison.rounded and _count_evidence(one) >= _EVIDENCE_OF_ONE


def nearly_holds(one: Sum, *, least: int, evidence: int) -> bool:
    """Return whether a sum of more parts is what is printed in most columns, at least `least`, and is off elsewhere."""
    off = len({difference.printed for difference in one.comparison.off})
    if one.comparison.blocked or not off or len(agreeing(one)) < max(least, off + 1):
        return False
    return _count_parts(one) > 1 and _count_evidence(one) >= evidence


def measure(one: Sum) -> float:
    """Return how far a sum is off, as a part of what is printed."""
    size = sum(abs(off.printed) for off in one.comparison.off)
    return sum(abs(off.printed - off.added) for off in one.comparison.off) / size if size else 1.0


def _count_evidence(one: Sum) -> int:
    """Return how many printed digits a sum explains, zeros at the end aside: round amounts often add up by chance.

    It is one less for each amount of which rounding leaves the last digit open.
    """
    digits = sum(len(str(abs(number)).rstrip("0")) for number in agreeing(one))
    return digits - len(one.comparison.rounded)


def _count_parts(one: Sum) -> int:
    """Return of how many parts a sum is made that count for something."""
    return sum(any(figure.number for figure in part.figures.values()) for part, _ in one.addends)
