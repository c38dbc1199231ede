"""The columns of the values in rows that have fewer of them than the table has columns: an extractor drops empty cells.

A value's column follows from what kind of values the columns hold, or from sums: `Rentebaten 3.497` is of 2023 where
`Totaal baten` adds up in that way only. Where neither tells, the column stays open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from math import comb, prod

from ingest.tables.draft import Draft
from ingest.tables.hierarchy import Amounts, adds_up, find_parents, is_kind, is_total, tells_enough
from ingest.tables.numbers import Value, parse_number

MOST_WAYS = 7000
"""With more ways to place the values below one total, the sum is not tried: time, and chance, grow with them."""

LEAST_PARTS = 3
"""With fewer parts a sum that leaves columns out may be chance."""

MOST_PARTS = 12
"""So many rows at most are tried as the parts of one row, where some have too few values."""

MOST_TRIES = 30_000
"""So many ways are tried for a whole table at most."""

MOST_ROUNDS = 4
"""What one sum tells can help another above it; tables are not deeper than this."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A value and the number of its column, None where that is open; `sure` tells whether its sign is known."""

    value: Value
    column: int | None
    sure: bool = True


Row = tuple[Placed, ...]
_Way = tuple[Row, Amounts]


def place_values(drafts: Sequence[Draft], count: int) -> list[Row]:
    """Return the values of each row with their columns, of which the table has `count`."""
    kinds = _find_kinds(drafts, count)
    rows = _place_by_sums(drafts, [_place_by_kind(draft, count, kinds) for draft in drafts], count)
    if not any(draft.empty and not is_placed(row) for draft, row in zip(drafts, rows, strict=True)):
        return rows
    full = [
        _in_order(draft.apart) if draft.empty and not is_placed(row) else row
        for draft, row in zip(drafts, rows, strict=True)
    ]
    return _place_by_sums(drafts, full, count)


def place_in(draft: Draft, columns: range) -> Row | None:
    """Return the values of a row that fills just these columns, or None where their number differs."""
    for values in (draft.values, draft.apart):
        if len(values) == len(columns) and not draft.open:
            return tuple(Placed(value, column) for value, column in zip(values, columns, strict=True))
    return None if draft.values else ()


def _in_order(values: Sequence[Value]) -> Row:
    """Return the values of a full row, one in each column."""
    return tuple(Placed(value, column) for column, value in enumerate(values))


def is_placed(row: Row) -> bool:
    """Return whether the columns of all values of a row are known."""
    return all(placed.column is not None for placed in row)


def _find_kinds(drafts: Sequence[Draft], count: int) -> tuple[str, ...]:
    """Return for each column whether it holds percentages (`%`), numbers (`n`) or both (empty), by the full rows."""
    seen: list[set[str]] = [set() for _ in range(count)]
    for draft in drafts:
        if len(draft.values) == count and not draft.open:
            for column, value in zip(seen, draft.values, strict=True):
                column.update({_kind(value)} if value.is_figure else ())
    return tuple(column.pop() if len(column) == 1 else "" for column in seen)


def _kind(value: Value) -> str:
    """Return whether a value is a percentage."""
    return "%" if value.text.endswith("%") else "n"


def _place_by_kind(draft: Draft, count: int, kinds: tuple[str, ...]) -> Row:
    """Return the values in order where the row is full; otherwise each in the only column of its kind."""
    if len(draft.values) == count and not draft.open:
        return _in_order(draft.values)
    sure = len(draft.values) == len(draft.apart)
    placed = []
    for value in draft.values:
        fitting = [column for column, kind in enumerate(kinds) if kind == _kind(value)]
        told = len(fitting) == 1 and "" not in kinds and value.is_figure and not draft.open
        placed.append(
            Placed(value, fitting[0] if told else None, sure=not draft.open and (sure or value.text[0].isdigit()))
        )
    columns = [value.column for value in placed if value.column is not None]
    if len(set(columns)) < len(columns):
        return tuple(Placed(value.value, None, value.sure) for value in placed)
    return tuple(placed)


# --- by sums ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sums:
    """What adding up works on: the rows as read, where their values stand so far, and how many ways are left to try.

    `ways` are those in which the values of each row that is not placed can stand, found when they are asked for.
    """

    drafts: Sequence[Draft]
    count: int
    rows: list[Row]
    ways: dict[int, list[_Way] | None]
    tries: int = MOST_TRIES

    def find_ways(self, row: int) -> list[_Way]:
        """Return the ways in which the values of a row can stand."""
        ways = self.ways[row]
        if ways is None:
            self.ways[row] = ways = _find_ways(self.drafts[row], self.count)
        return ways


def _place_by_sums(drafts: Sequence[Draft], rows: list[Row], count: int) -> list[Row]:
    """Return the rows with the values placed that only one way of adding up leaves room for."""
    pending = {i for i, row in enumerate(rows) if not is_placed(row) and _has_ways(drafts[i], count)}
    sums = _Sums(drafts, count, rows, dict.fromkeys(sorted(pending)))
    rounds = 0
    while sums.ways and sums.tries > 0 and rounds < MOST_ROUNDS and _try_sums(sums):
        rounds += 1
    return sums.rows


def _try_sums(sums: _Sums) -> bool:
    """Place what the sums of all rows tell; return whether that was any."""
    drafts = sums.drafts
    amounts = [None if i in sums.ways else _sum_up(row, sums.count) for i, row in enumerate(sums.rows)]
    parents = find_parents([draft.label for draft in drafts], [draft.groups for draft in drafts], amounts)
    found = False
    for i, wanted in enumerate(amounts):
        if wanted is None or not tells_enough(wanted):
            continue
        solutions = [
            solution
            for parts in _parts_of(i, drafts, parents)
            if not sums.ways.keys().isdisjoint(parts) and all(amounts[j] or j in sums.ways for j in parts)
            for solution in _solve(sums, i, wanted, parts, amounts)
        ]
        for j, row in _agree(solutions).items():
            sums.rows[j], amounts[j] = row, _sum_up(row, sums.count)
            del sums.ways[j]
            found = True
    return found


def _sum_up(row: Row, count: int) -> Amounts | None:
    """Return the numbers of a row by column, zero where it has none; None where those of a figure are not known."""
    amounts = [Decimal(0)] * count
    for placed in row:
        number = parse_number(placed.value.text)
        if placed.value.is_figure and (placed.column is None or number is None):
            return None
        if placed.column is not None:
            amounts[placed.column] = number or Decimal(0)
    return tuple(amounts)


def _parts_of(i: int, drafts: Sequence[Draft], parents: Sequence[int | None]) -> Iterator[list[int]]:
    """Yield the rows that row `i` may be the sum of: those above a total, or the first ones below another row."""
    if is_total(drafts[i].label):
        last = max((j for j in range(i) if is_total(drafts[j].label)), default=-1)
        end = next((j for j in range(i + 1, len(drafts)) if is_total(drafts[j].label)), len(drafts))
        # A total stands below its parts, or above them where nothing is left to add up there.
        section = range(last + 1, i) if last + 1 < i else range(i + 1, end)
        yield [j for j in section if parents[j] is None]
        return
    parts: list[int] = []
    for j in range(i + 1, len(drafts)):
        label = drafts[j].label
        if drafts[j].groups != drafts[i].groups or is_total(label) or is_kind(label) or len(parts) >= MOST_PARTS:
            return
        if parents[j] is None:
            parts.append(j)
            yield list(parts)


def _has_ways(draft: Draft, count: int) -> bool:
    """Return whether a row has figures that can be added up, in not too many ways."""
    if draft.open or not any(value.is_figure for value in draft.values):
        return False
    known = all(parse_number(value.text) is not None for value in draft.values if value.is_figure)
    return known and _count_ways(draft, count) <= MOST_WAYS


def _count_ways(draft: Draft, count: int) -> int:
    """Return how many ways there are at most to put the values of a row in columns."""
    return sum(comb(count, len(values)) for values in {draft.values, draft.apart})


def _find_ways(draft: Draft, count: int) -> list[_Way]:
    """Return the ways to put the values of a row in columns, in their order, with its amounts."""
    ways: list[_Way] = []
    for values in dict.fromkeys((draft.values, draft.apart)):
        numbers = [parse_number(value.text) or Decimal(0) for value in values]
        for columns in combinations(range(count), len(values)):
            amounts = [Decimal(0)] * count
            for column, number in zip(columns, numbers, strict=True):
                amounts[column] = number
            row = tuple(Placed(value, column) for value, column in zip(values, columns, strict=True))
            ways.append((row, tuple(amounts)))
    return ways


def _solve(
    sums: _Sums, row: int, wanted: Amounts, parts: Sequence[int], amounts: Sequence[Amounts | None]
) -> Iterator[dict[int, Row]]:
    """Yield the ways to place the values of the rows among `parts` that make these add up to those of `row`."""
    pending = [j for j in parts if j in sums.ways]
    number = prod(_count_ways(sums.drafts[j], sums.count) for j in pending)
    if number > min(MOST_WAYS, sums.tries):
        return
    sums.tries -= number
    known = [found for j in parts if (found := amounts[j]) is not None]
    base = tuple(sum(column, Decimal(0)) for column in zip(*known, strict=True)) or (Decimal(0),) * sums.count
    split = not is_total(sums.drafts[row].label) or len(parts) < LEAST_PARTS
    for chosen in product(*(sums.find_ways(j) for j in pending)):
        columns = zip(base, *(way[1] for way in chosen), strict=True)
        if _adds_up(wanted, tuple(sum(column, Decimal(0)) for column in columns), len(parts), split=split):
            yield {j: way[0] for j, way in zip(pending, chosen, strict=True)}


def _adds_up(wanted: Amounts, total: Amounts, parts: int, *, split: bool) -> bool:
    """Return whether the parts add up in all columns; in at least two where the others need not be `split` at all.

    `Uitgesplitst per instrument` gives the parts of expenses, and none of the receipts of the total above it.
    """
    pairs = [(a, b) for a, b in zip(wanted, total, strict=True) if b or split]
    return len(pairs) >= min(2, len(wanted)) and adds_up(tuple(a for a, _ in pairs), tuple(b for _, b in pairs), parts)


def _agree(ways: Sequence[dict[int, Row]]) -> dict[int, Row]:
    """Return the rows that stand in all ways, and in all of them alike."""
    if not ways:
        return {}
    return {j: row for j, row in ways[0].items() if all(way.get(j) == row for way in ways[1:])}
