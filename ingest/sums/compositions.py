"""What a total, a balance or a closing stand may be made of, by its label and its place: the most natural first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.sums.figures import Addends, Entry
from ingest.sums.labels import (
    find_formula,
    find_key,
    is_balance,
    is_closing,
    is_opening,
    is_outgoing,
    is_result,
    is_standalone,
    is_taken_off,
)

_MOST_TOTALS = 20
"""Totals above, at or after which a run of rows may begin."""

_MOST_STOPS = 10
"""Ends of groups at which a total above its parts is tried."""

_MOST_PAIRS = 3
"""Pairs of totals of which a balance may be the difference, the nearest first."""


@dataclass(frozen=True, slots=True)
class Node:
    """A row that is not yet counted in a total: as an addend, and whether it is a total itself."""

    entry: Entry
    total: bool


def list_above(entry: Entry, nodes: list[Node], entries: tuple[Entry, ...]) -> Iterator[Addends]:
    """Return the rows above that `entry` may add up, where `nodes` are those not yet counted in a total.

    A formula in the label names them. Else they are a run of rows that ends right above: since the last total, from a
    total, an opening stand or the first row of a group on, or from the top; or all totals. Rows that are taken off by
    their label count with a minus; a balance takes one total, or the costs, from the other.
    """
    seen: set[tuple[tuple[int, int], ...]] = set()
    for addends in _list_all(entry, nodes, entries):
        key = tuple((part.index, sign) for part, sign in addends)
        if key and key not in seen:
            seen.add(key)
            yield addends


def _list_all(entry: Entry, nodes: list[Node], entries: tuple[Entry, ...]) -> Iterator[Addends]:
    """Return the compositions in order; the same may come twice."""
    yield read_formula(entry, entries)
    totals = [node for node in nodes if node.total]
    runs = [nodes[start:] for start in _list_starts(nodes)] + ([totals] if len(totals) > 1 else [])
    for run in runs:
        if len(run) == 1 < len(nodes) and run[0].total:
            continue  # a total repeats the one above it only where there is nothing else
        yield [(node.entry, 1) for node in run]
        if any(is_taken_off(node.entry.label) for node in run):
            yield [(node.entry, -1 if _is_negated(node.entry) else 1) for node in run]
    if is_balance(entry.label) or is_closing(entry.label):
        yield from _list_balances(runs, totals, nodes)


def list_below(rest: list[Entry], *, first: bool) -> list[Addends]:
    """Return the rows below that a total may add up, of those that come after it: to the end of a group, or to the end.

    The first total of a table may also stand above others that it adds up.
    """
    end = next((i for i, entry in enumerate(rest) if is_result(entry.label) or is_standalone(entry.label)), len(rest))
    stops = [i for i in range(1, end) if rest[i].groups != rest[i - 1].groups][:_MOST_STOPS]
    totals = [entry for entry in rest if is_result(entry.label)] if first else []
    runs = (*(rest[:stop] for stop in (*stops, end)), totals)
    return [[(entry, 1) for entry in run] for run in runs if len(run) > 1 or (run and first)]


def read_formula(entry: Entry, entries: tuple[Entry, ...]) -> Addends:
    """Return the rows that the formula in a label names; none where there is no formula or not all of its rows."""
    terms = find_formula(entry.label)
    known = {find_key(other.label): other for other in entries if other.index != entry.index} if terms else {}
    addends = [(known[key], sign) for key, sign in terms if key in known]
    return addends if len(addends) == len(terms) else []


def since_total(nodes: list[Node]) -> list[Node]:
    """Return the rows since the last total."""
    last = next((i for i in range(len(nodes) - 1, -1, -1) if nodes[i].total), -1)
    return nodes[last + 1 :]


def is_deduction(entry: Entry) -> bool:
    """Return whether a row is taken off, by its signs or by its label."""
    numbers = [figure.number for figure in entry.figures.values() if figure.number]
    return is_taken_off(entry.label) or (bool(numbers) and all(number < 0 for number in numbers))


def _list_balances(runs: list[list[Node]], totals: list[Node], nodes: list[Node]) -> list[Addends]:
    """Return the rows of which a balance may be the difference: two totals, income and costs, and what follows."""
    found: list[Addends] = []
    for first, second in list(pairwise(totals))[: -_MOST_PAIRS - 1 : -1]:
        rest = nodes[nodes.index(second) + 1 :]
        for sign in (1, -1):
            pair = [(first.entry, sign), (second.entry, -sign)]
            found.append(pair)
            if rest:
                found.extend([*pair, *((node.entry, other) for node in rest)] for other in (1, -1))
    for run in runs:
        costs = [is_outgoing(node.entry.label) for node in run]
        if any(costs) and not all(costs):
            found.append([(node.entry, -1 if cost else 1) for node, cost in zip(run, costs, strict=True)])
        if len(run) > 1:
            found.append([(node.entry, -1 if i else 1) for i, node in enumerate(run)])
        if len(run) == 2:
            found.append([(run[0].entry, -1), (run[1].entry, 1)])
    return found


def _list_starts(nodes: list[Node]) -> list[int]:
    """Return where a run of rows that ends here may begin, the nearest first.

    After or at a total, after the stand that opens a period, at the first row of the groups that are open, or at the
    top of the table.
    """
    starts = [len(nodes) - len(since_total(nodes))]
    starts.extend(i + 1 for i in range(len(nodes) - 1, -1, -1) if is_opening(nodes[i].entry.label))
    groups = nodes[-1].entry.groups if nodes else ()
    for depth in range(len(groups), 0, -1):
        start = len(nodes)
        while start and nodes[start - 1].entry.groups[:depth] == groups[:depth]:
            start -= 1
        starts.append(start)
    for i in [i for i in range(len(nodes) - 1, -1, -1) if nodes[i].total][:_MOST_TOTALS]:
        starts.extend((i, i + 1))
    return [start for start in dict.fromkeys((*starts, 0)) if start < len(nodes)]


def _is_negated(entry: Entry) -> bool:
    """Return whether a row is taken off by its label while its amounts are printed without a sign."""
    return is_taken_off(entry.label) and all(figure.number >= 0 for figure in entry.figures.values())
