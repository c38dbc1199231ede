"""Which columns of a table are the sums or differences of others: `Totaal`, `Verschil`, `Stand 31 december`."""

import re
from itertools import combinations

from ingest.sums.figures import Addends, Comparison, Entry, Sheet, compare
from ingest.sums.labels import find_formula, find_key, is_balance, is_closing, is_opening, is_sum, is_taken_off

_TOTAL_ALONE = re.compile(r"^(?:eind)?totaal$", re.IGNORECASE)
_MOST_PAIRS = 30


def prove_columns(turned: Sheet) -> tuple[tuple[tuple[Entry, Comparison], ...], bool]:
    """Return the columns of a turned sheet that follow from others with what comparing gives, and whether one is open.

    A heading tells that a column is a sum, a difference or a closing stand. It is held against the source where the
    composition holds in most rows; where it holds in none, what the column means is not known: for a column called
    `Totaal` that leaves the table open.
    """
    found: list[tuple[Entry, Comparison]] = []
    is_open = False
    for place, entry in enumerate(turned.entries):
        compositions = _list_compositions(turned.entries, place)
        comparisons = [compare(turned, entry, addends) for addends in compositions]
        holding = next((one for one in comparisons if one.holds and _agreeing(entry, one)), None)
        best = holding or max(comparisons, key=lambda one: len(_agreeing(entry, one)), default=None)
        if best is None:
            continue
        agreeing = len(_agreeing(entry, best))
        if holding is not None or (agreeing and agreeing >= len(best.off) > 0 and not best.blocked):
            found.append((entry, best))
        elif _TOTAL_ALONE.match(entry.label) and any(one.off or one.blocked for one in comparisons):
            is_open = True
    return tuple(found), is_open


def _agreeing(entry: Entry, one: Comparison) -> set[int]:
    """Return the printed amounts other than zero that a composition gives."""
    rows = (*one.equal, *(difference.column for difference in one.rounded))
    return {entry.figures[row].number for row in rows} - {0}


def _list_compositions(entries: tuple[Entry, ...], place: int) -> list[Addends]:
    """Return what the column at `place` may be made of by its heading, the most natural first."""
    entry = entries[place]
    before, after = entries[:place], entries[place + 1 :]
    terms = find_formula(entry.label)
    if terms:
        known = {find_key(other.label): other for other in (*before, *after)}
        named = [(known[key], sign) for key, sign in terms if key in known]
        return [named] if len(named) == len(terms) else []
    if is_sum(entry.label):
        last = max((i + 1 for i, other in enumerate(before) if is_sum(other.label)), default=0)
        totals = tuple(other for other in before if is_sum(other.label))
        runs = (before[last:], before, totals, after, (*before, *after))
        return [[(other, 1) for other in run] for run in runs if len(run) > 1]
    if is_balance(entry.label):
        pairs = sorted(combinations(range(place), 2), key=lambda pair: (place - pair[1], pair[1] - pair[0]))
        return [
            [(before[first], sign), (before[second], -sign)]
            for first, second in pairs[:_MOST_PAIRS]
            for sign in (-1, 1)
        ]
    opening = next((i for i in range(place - 1, -1, -1) if is_opening(before[i].label)), None)
    if is_closing(entry.label) and opening is not None and place - opening > 1:
        run = before[opening:]
        return [
            [(other, 1) for other in run],
            [(other, -1 if is_taken_off(other.label) else 1) for other in run],
        ]
    return []
