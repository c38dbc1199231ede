"""The hierarchy of a budget table, which only its sums tell: a row is the parent of rows after it that add up to it."""

import re
from dataclasses import replace
from decimal import Decimal

from ingest.document import Row

_TOTAL = re.compile(r"^(?:\d+ )?(?:sub|eind)?(?:totaal|totale|stand|saldo)\b", re.IGNORECASE)


def is_total(label: str) -> bool:
    """Return whether a row's label says that it is a total or a balance: it ends the group it stands below."""
    return _TOTAL.match(label) is not None


def group_by_sums(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with the labels of the rows that they add up to put in front of their groups' end.

    `951.214 + 4.502.164 + … = 9.452.543` makes `Bijdrage aan agentschappen` a part of `37.2 Toegang, toelating en
    opvang vreemdelingen`. Sums must hold exactly, in every column.
    """
    amounts = [_amounts(row) for row in rows]
    ends = list(range(1, len(rows) + 1))
    parents: list[int | None] = [None] * len(rows)
    for i in range(len(rows) - 1, -1, -1):
        children = _find_children(i, rows, amounts, ends)
        if children:
            ends[i] = ends[children[-1]]
            for child in children:
                parents[child] = i
    return tuple(
        replace(row, groups=(*row.groups, *_ancestors(i, rows, parents))) if parents[i] is not None else row
        for i, row in enumerate(rows)
    )


def _amounts(row: Row) -> tuple[Decimal, ...] | None:
    """Return the row's numbers, or None where it cannot take part in a sum."""
    numbers = tuple(cell.number for cell in row.cells)
    if not numbers or any(number is None for number in numbers):
        return None
    return tuple(number for number in numbers if number is not None)


def _find_children(
    i: int, rows: tuple[Row, ...], amounts: list[tuple[Decimal, ...] | None], ends: list[int]
) -> list[int]:
    """Return the rows after row `i` that add up to it, subtrees counted once; none where there are no such rows.

    At least two columns must be filled (or the only one): a sum over one figure could be chance. A total is no child:
    it stands below what it adds up, and would make a parent of any row that equals it.
    """
    wanted = amounts[i]
    if wanted is None or sum(number != 0 for number in wanted) < min(2, len(wanted)):
        return []
    total = [Decimal(0)] * len(wanted)
    children: list[int] = []
    j = i + 1
    while j < len(amounts):
        addend = amounts[j]
        if addend is None or len(addend) != len(wanted) or is_total(rows[j].label):
            return []
        children.append(j)
        total = [a + b for a, b in zip(total, addend, strict=True)]
        if tuple(total) == wanted:
            return children
        j = ends[j]
    return []


def _ancestors(i: int, rows: tuple[Row, ...], parents: list[int | None]) -> tuple[str, ...]:
    """Return the labels of the rows above row `i`, outermost first."""
    labels: list[str] = []
    parent = parents[i]
    while parent is not None:
        labels.append(rows[parent].label)
        parent = parents[parent]
    return tuple(reversed(labels))
