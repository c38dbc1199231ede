"""The hierarchy of a table that its labels and sums tell: `waarvan` rows, items with a dash, rows that are sums.

A budget prints no depth. `Bijdrage aan agentschappen` is a part of `37.2 Toegang, toelating en opvang vreemdelingen`
because 951.214 + 4.502.164 + … = 9.452.543, in every year.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.document import UNDETERMINED, Row
from ingest.tables.numbers import find_unit

Amounts = tuple[Decimal, ...]

MOST_PARTS = 60
"""So many rows at most are tried as the parts of one row; the longest group of instruments in a budget has half."""

LEAST_DIGITS = 4
"""With fewer digits in all its columns together, a row may be the sum of others by chance."""

LEAST_SHARE = 50
"""A rounding is so many times smaller than the amount that it is a rounding of."""

_TOTAL = re.compile(r"^(?:\d+\.? )?(?:sub|eind)?-?(?:totaal|totale|totalen|stand|saldo)\b", re.IGNORECASE)
_PART = re.compile(r"^(?:[-–‒•] ?)?(?:waarvan\b|waaronder\b|w\.? ?v\.)", re.IGNORECASE)
_ITEM = re.compile(r"^[-–‒•] (?![/\d])")
_KIND = re.compile(r"^(?:verplichtingen|uitgaven|ontvangsten|baten|lasten)(?: \(.*\))?:?$", re.IGNORECASE)
_CODED = re.compile(r"^\d{1,3}\.\d{1,2} (?=\D)")
_INSTRUMENT = re.compile(
    r"^(?:bijdragen?|subsidies?|opdrachten|leningen|garanties|inkomensoverdracht(?:en)?|bekostiging|storting(?:en)?"
    r"|onttrekking(?:en)?|vermogensverschaffing|\(?schade\)?vergoeding(?:en)?|personele (?:kosten|uitgaven)"
    r"|materiële (?:kosten|uitgaven)|apparaats?(?:kosten|uitgaven))\b",
    re.IGNORECASE,
)
"""The instruments by which the Rijksbegrotingsvoorschriften divide expenses, and the costs of an agency."""

_MONEY = re.compile(r"€|EUR|euro|bedrag", re.IGNORECASE)


def is_total(label: str) -> bool:
    """Return whether a row's label says that it is a total or a balance: it ends the group it stands below.

    A ratio is none, whatever it is a ratio of: `Saldo van baten en lasten (% van de baten)`.
    """
    return _TOTAL.match(label) is not None and "%" not in find_unit(label)


def is_part(label: str) -> bool:
    """Return whether a row is a part of the row above it that is no addend beside it: `waarvan inhuur externen`."""
    return _PART.match(label) is not None


def is_kind(label: str) -> bool:
    """Return whether a row is one of the kinds of amounts of which each table of a budget has a set.

    They stand side by side: where all that is committed is spent, equal amounts do not make `Uitgaven` a part of
    `Verplichtingen`.
    """
    return _KIND.match(label) is not None


def group_by_sums(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with the labels of the rows that they are parts of added to their groups, outermost first.

    Labels tell `waarvan` rows and items with a dash. Sums tell the others, of amounts of money only: all columns must
    add up, a rounding apart.
    """
    columns = tuple(dict.fromkeys(cell.column for row in rows for cell in row.cells))
    amounts = [_sum_up(row, columns) for row in rows]
    parents = find_parents([row.label for row in rows], [row.groups for row in rows], amounts)
    return tuple(
        replace(row, groups=(*row.groups, *_ancestors(i, rows, parents))) if parents[i] is not None else row
        for i, row in enumerate(rows)
    )


def find_parents(
    labels: Sequence[str], groups: Sequence[tuple[str, ...]], amounts: Sequence[Amounts | None]
) -> list[int | None]:
    """Return for each row the row above it that it is a part of, or None; both stand in the same groups.

    A row with None for its amounts takes part in no sum.
    """
    # Where rows open with a plus (`+ beroep op leenfaciliteit`), a dash is a minus and no mark of an item.
    items = frozenset(label for label in labels if _ITEM.match(label))
    items = frozenset() if any(label.startswith("+") for label in labels) else items
    parents: list[int | None] = []
    for i in range(len(labels)):
        parents.append(_find_owner(i, labels, groups, items, parents))
    beside = [i for i in range(len(labels)) if parents[i] is None]
    ends = list(range(1, len(beside) + 1))
    only: list[int] = []
    for k in range(len(beside) - 1, -1, -1):
        children = _find_children(k, beside, labels, groups, amounts, ends)
        if children:
            ends[k] = ends[children[-1]]
            for child in children:
                parents[beside[child]] = beside[k]
        if len(children) == 1:
            only.append(beside[children[0]])
    _part_equals(only, labels, parents)
    _hang_below_codes(labels, groups, parents)
    return parents


def _part_equals(only: Sequence[int], labels: Sequence[str], parents: list[int | None]) -> None:
    """Take the rows that merely equal the row above out from under it, where nothing else tells that they are parts.

    That is told by the row above, which has parts in the model of a budget's table (`Opdrachten`), or by a sum that
    counts the two rows once.
    """
    for child in reversed(only):
        above = parents[child]
        if above is None or is_kind(labels[above]) or _CODED.match(labels[above]) or _INSTRUMENT.match(labels[above]):
            continue
        if not _is_counted_once(above, only, parents):
            parents[child] = None


def _is_counted_once(row: int, only: Sequence[int], parents: Sequence[int | None]) -> bool:
    """Return whether a row, or the one that it equals, is an addend of a sum of several."""
    above: int | None = row
    while above is not None and above in only:
        above = parents[above]
    return above is not None and parents[above] is not None


def _hang_below_codes(labels: Sequence[str], groups: Sequence[tuple[str, ...]], parents: list[int | None]) -> None:
    """Give the rows that no sum has placed a parent by the codes of a budget's table: `Uitgaven`, `5.2 Wegen`, items.

    The model of that table has the parts of an article with a code below each kind of amounts, and the instruments
    without one below these.
    """
    kind: int | None = None
    code: int | None = None
    for i, label in enumerate(labels):
        above = code if code is not None else kind
        if is_kind(label):
            kind, code = i, None
        elif above is not None and (groups[i] != groups[above] or is_total(label)):
            kind, code = None, None
        elif kind is not None and _CODED.match(label):
            parents[i] = kind if parents[i] is None else parents[i]
            code = i
        elif code is not None and parents[i] is None:
            parents[i] = code


def adds_up(wanted: Amounts, total: Amounts, parts: int) -> bool:
    """Return whether `parts` amounts that make up `total` are those of a row with `wanted`, a rounding apart.

    Each printed amount is rounded by itself, so that a sum of several can be one or two off; not of most columns, and
    not in one that is small itself.
    """
    most = 1 if parts < 6 else 2
    filled = inexact = 0
    for printed, added in zip(wanted, total, strict=True):
        difference = abs(printed - added)
        if difference > most:
            return False
        filled += bool(printed or added)
        if difference:
            inexact += 1
            if difference > most * _last_digit(printed, added) or abs(printed) < LEAST_SHARE * difference:
                return False
    return not inexact or (parts > 1 and 2 * inexact <= filled)


def _last_digit(*numbers: Decimal) -> Decimal:
    """Return what the last printed digit of the numbers is worth: 1, or 0.1 for `62,4`."""
    exponents = [exponent for number in numbers if isinstance(exponent := number.as_tuple().exponent, int)]
    return Decimal(1).scaleb(min([0, *exponents]))


def _sum_up(row: Row, columns: tuple[str, ...]) -> Amounts | None:
    """Return the row's amounts of money by column, zero where it has none; None where it can take part in no sum."""
    amounts = dict.fromkeys(columns, Decimal(0))
    if not row.cells:
        return tuple(amounts.values())
    money = [cell for cell in row.cells if _MONEY.search(cell.unit)]
    if not money or len({cell.column for cell in money}) < len(money):
        return None
    for cell in money:
        if cell.column == UNDETERMINED or (cell.number is None and any(c.isdigit() for c in cell.text)):
            return None
        amounts[cell.column] = cell.number or Decimal(0)
    return tuple(amounts.values())


def _find_owner(
    i: int,
    labels: Sequence[str],
    groups: Sequence[tuple[str, ...]],
    items: frozenset[str],
    parents: Sequence[int | None],
) -> int | None:
    """Return the row that its own label makes row `i` a part of, or None; `parents` are those of the rows above."""
    part = is_part(labels[i])
    j = i - 1
    if not (part or labels[i] in items) or j < 0 or groups[j] != groups[i]:
        return None
    # A row below another part has the same owner; an item below a part has that of the item above both.
    while is_part(labels[j]) or (not part and labels[j] in items):
        above = parents[j]
        if above is None or is_part(labels[j]) == part:
            return above
        j = above
    return j if part or not is_total(labels[j]) else None


def _find_children(
    k: int,
    beside: list[int],
    labels: Sequence[str],
    groups: Sequence[tuple[str, ...]],
    amounts: Sequence[Amounts | None],
    ends: list[int],
) -> list[int]:
    """Return the rows after row `k` that add up to it, subtrees counted once; none where there are no such rows.

    Rows are counted here as they stand in `beside`. A total is no part: it stands below what it adds up, and would
    make a parent of any row that equals it.
    """
    row = beside[k]
    wanted = amounts[row]
    if wanted is None or not tells_enough(wanted):
        return []
    total = (Decimal(0),) * len(wanted)
    filled = sum(bool(number) for number in wanted)
    children: list[int] = []
    j = k + 1
    while j < len(beside) and len(children) < MOST_PARTS:
        addend, label = amounts[beside[j]], labels[beside[j]]
        if addend is None or groups[beside[j]] != groups[row] or is_total(label) or is_kind(label):
            return []
        children.append(j)
        total = tuple(a + b for a, b in zip(total, addend, strict=True))
        # One amount that equals another is no sum: only a row of several that does is the one part of the row above.
        if adds_up(wanted, total, len(children)) and (len(children) > 1 or filled > 1):
            return children
        j = ends[j]
    return []


def tells_enough(wanted: Amounts) -> bool:
    """Return whether a sum that comes out at these amounts is no chance: two columns, or the only one, and digits."""
    filled = {number for number in wanted if number}
    digits = sum(len(number.as_tuple().digits) for number in filled)
    return sum(bool(number) for number in wanted) >= min(2, len(wanted)) and digits >= LEAST_DIGITS


def _ancestors(i: int, rows: tuple[Row, ...], parents: list[int | None]) -> tuple[str, ...]:
    """Return the labels of the rows above row `i`, outermost first."""
    labels: list[str] = []
    parent = parents[i]
    while parent is not None:
        labels.append(rows[parent].label)
        parent = parents[parent]
    return tuple(reversed(labels))
