"""Which rows of a table are the sums of which others: a natural composition that holds in every column is proof.

A total stands below what it adds up, or above it; a parent above its parts; a balance after two totals; a closing stand
after an opening one and its mutations. What a table means by its total is not printed, but there are few ways to mean
it, and amounts that add up in every column do so by no other cause.
"""

from dataclasses import dataclass, field, replace
from itertools import islice

from ingest.sums.compositions import Node, is_deduction, list_above, list_below, read_formula, since_total
from ingest.sums.evidence import EVIDENCE_OF_ERROR, Sum, add_up, agreeing, holds_by_itself, measure, nearly_holds
from ingest.sums.figures import Entry, Figure, Sheet
from ingest.sums.labels import (
    find_formula,
    is_balance,
    is_closing,
    is_commitments,
    is_opening,
    is_outgoing,
    is_result,
    is_standalone,
    is_sum,
    is_taken_off,
    is_total_alone,
)
from ingest.sums.parts import MOST_PARTS, Parents, add_attached, find_attached, search_parents, weigh_attached

_CLOSE = 0.25
"""Up to this part of what is printed a sum may be off and still be what a total means, where it could mean others."""

_MOST_TRIED = 100_000
"""Addends after which only the most natural compositions are tried: a table of thousands of totals must end too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What trying the sums of a table gave: those that hold, those that do not, and the totals that stay open."""

    proven: tuple[Sum, ...] = ()
    wrong: tuple[Sum, ...] = ()
    open: tuple[Entry, ...] = ()


@dataclass(slots=True)
class _Walk:
    """The walk down the rows that are no parts of others: what is not yet counted, and what has been found.

    `pending` are totals without a composition, with the rows since the total before each; `tried` counts the addends of
    all compositions that were tried.
    """

    sheet: Sheet
    top: list[Entry]
    stack: list[Node] = field(default_factory=list)
    proven: list[Sum] = field(default_factory=list)
    wrong: list[Sum] = field(default_factory=list)
    pending: list[tuple[Entry, frozenset[int]]] = field(default_factory=list)
    tried: int = 0


def prove_rows(sheet: Sheet) -> Outcome:
    """Return what the sums over rows give, in the first reading of the table that leaves nothing open.

    Where none does, it is the one that explains most: by the sums it finds, then by what it leaves.
    """
    outcomes: list[Outcome] = []
    tried: list[tuple[Parents, bool]] = []
    for groups, dashes, search in _list_readings(sheet):
        attached = find_attached(sheet, groups=groups, dashes=dashes)
        if (attached, search) in tried:
            continue
        tried.append((dict(attached), search))
        outcome = _try_reading(sheet, attached, search=search)
        if outcome.proven and not (outcome.wrong or outcome.open):
            return outcome
        outcomes.append(outcome)
    return min(outcomes, key=lambda one: (-len(one.proven) - len(one.wrong), len(one.wrong) + len(one.open)))


def _list_readings(sheet: Sheet) -> list[tuple[bool, bool, bool]]:
    """Return the ways to read a table: whether groups, dashes and sums make rows the parts of another, plainest first.

    Dashes may mark items that all count, and groups found by sums may be a chance; not where what they say adds up.
    """
    attached = add_attached(sheet, find_attached(sheet, groups=True, dashes=True))
    dashed = all(one.comparison.holds for told, one in attached if told == "dash")
    grouped = all(holds_by_itself(one) for told, one in attached if told == "group")
    with_groups = [
        (True, dashes, search) for search in (False, True) for dashes in ((True,) if dashed else (True, False))
    ]
    return with_groups if grouped else [*with_groups, (False, False, True), (False, False, False)]


def _try_reading(sheet: Sheet, parents: Parents, *, search: bool) -> Outcome:
    """Return what the sums give in one reading, in which some rows are parts of others."""
    sums, doubtful = weigh_attached(add_attached(sheet, parents))
    if search:
        sums.extend(search_parents(sheet, parents))
    walk = _Walk(sheet, [entry for i, entry in enumerate(sheet.entries) if i not in parents])
    walk.proven.extend(one for one in sums if one.comparison.holds)
    walk.wrong.extend(one for one in sums if not one.comparison.holds)
    _walk_down(walk, search=search)
    # A total that others count, with none of its own rows left over, was an addend with a total's name.
    used = {entry.index for one in walk.proven for entry, _ in one.addends}
    waiting = [entry for entry, segment in walk.pending if not (entry.index in used and segment <= used)]
    return Outcome(tuple(walk.proven), tuple(walk.wrong), (*doubtful, *waiting, *_find_uncovered(walk)))


def _walk_down(walk: _Walk, *, search: bool) -> None:
    """Find for each total, balance and closing stand which rows it adds up; with `search` also where no label tells."""
    covered: set[int] = set()
    for place, entry in enumerate(walk.top):
        if entry.index in covered:
            continue
        told = is_result(entry.label) or _follows_deduction(walk, entry)
        if not told and not (search and len(walk.stack) > 1):
            walk.stack.append(Node(entry, total=False))
            continue
        found, is_open = _find_composition(walk, entry, place, told=told)
        if found is None:
            if is_open and (walk.stack or is_total_alone(entry.label)):
                walk.pending.append((entry, frozenset(node.entry.index for node in since_total(walk.stack))))
            walk.stack.append(Node(entry, total=is_result(entry.label)))
            continue
        (walk.proven if found.comparison.holds else walk.wrong).append(found)
        parts = {part.index for part, _ in found.addends}
        covered |= parts
        walk.stack = [node for node in walk.stack if node.entry.index not in parts]
        walk.stack.append(Node(_fill(found), total=True))


def _find_composition(walk: _Walk, entry: Entry, place: int, *, told: bool) -> tuple[Sum | None, bool]:
    """Return the first natural composition of a row that holds, or else the one that it is held against, if any.

    And whether, where there is none, something stays open: with `told` the label says that the row is a sum, and there
    are figures to compare it with.
    """
    sheet = walk.sheet
    # Without a label that tells, only what stands right above is looked at.
    nodes = walk.stack if told else walk.stack[-MOST_PARTS - 1 :]
    above = list(islice(list_above(entry, nodes, sheet.entries), None if walk.tried < _MOST_TRIED else 2))
    walk.tried += sum(len(addends) for addends in above)
    sums = [add_up(sheet, entry, addends) for addends in above if told or len(addends) <= MOST_PARTS]
    if told and is_sum(entry.label):
        # Only a total is printed above its parts as well; a balance or a stand follows from what stands above it.
        below = list_below(walk.top[place + 1 :], first=not walk.stack)
        sums.extend(add_up(sheet, entry, addends, below=True) for addends in below)
    for one in sums:
        if one.comparison.holds and (told or holds_by_itself(one)):
            return one, False
    least, evidence = (1, 0) if told else (2, EVIDENCE_OF_ERROR)
    near = [one for one in sums if nearly_holds(one, least=least, evidence=evidence)]
    if near:
        return max(near, key=lambda one: len(agreeing(one))), False
    if not told:
        return None, False
    return _find_intended(walk, entry, sums), any(one.comparison.off or one.comparison.blocked for one in sums)


def _find_intended(walk: _Walk, entry: Entry, sums: list[Sum]) -> Sum | None:
    """Return the composition that a total can only mean although it does not hold; None where that is not clear.

    A difference in all of several columns mostly says that the table was read wrongly, not that it was printed wrongly.
    """
    meant = [one for one in sums if not one.below and _is_plain(walk, entry, one)]
    if not meant and not walk.stack:
        meant = [one for one in sums if one.below and one.comparison.off and measure(one) <= _CLOSE][:1]
    if not meant:
        return None
    first, *rest = sorted(meant, key=measure)
    others = [one for one in rest if one.comparison.off != first.comparison.off]
    if others and not (measure(first) <= _CLOSE and 2 * measure(first) < measure(others[0])):
        return None
    off = {difference.printed for difference in first.comparison.off}
    return first if len(off) == 1 or agreeing(first) or _is_bare(walk, first) else None


def _is_plain(walk: _Walk, entry: Entry, one: Sum) -> bool:
    """Return whether a composition of rows above is one that its label leaves no doubt of."""
    addends = one.addends
    if not one.comparison.off or one.comparison.blocked:
        return False
    if find_formula(entry.label):
        return read_formula(entry, walk.sheet.entries) == list(addends)
    open_totals = {pending.index for pending, _ in walk.pending}
    if len(addends) < 2 or any(part.index in open_totals or _is_flow(part.label) for part, _ in addends):
        return False
    if is_sum(entry.label):
        return all(sign == 1 for _, sign in addends)
    if is_closing(entry.label) and is_opening(addends[0][0].label):
        return addends[0][1] == 1 and all(sign == 1 or is_taken_off(part.label) for part, sign in addends)
    (first, plus), (second, minus) = addends[0], addends[-1]
    opposed = not is_outgoing(first.label) and is_outgoing(second.label)
    return is_balance(entry.label) and len(addends) == 2 and (plus, minus) == (1, -1) and opposed


def _is_bare(walk: _Walk, one: Sum) -> bool:
    """Return whether a sum is all that its table holds: rows with the same columns, and the total below them."""
    columns = set(one.total.figures)
    alike = all(set(part.figures) == columns and not part.groups for part, _ in one.addends)
    return alike and not one.below and len(one.addends) + 1 == len(walk.sheet.entries)


def _is_flow(label: str) -> bool:
    """Return whether a label names a total that is an addend itself: `+/+ totaal ontvangsten uit operaties`."""
    return "totaal" in label.lower() and not is_result(label)


def _follows_deduction(walk: _Walk, entry: Entry) -> bool:
    """Return whether a row must be the outcome of a total and what is taken off it below: `Leges`, then `Bijdrage`."""
    rest = since_total(walk.stack)
    if not rest or len(rest) == len(walk.stack) or is_deduction(entry):
        return False
    return all(is_deduction(node.entry) for node in rest)


def _fill(one: Sum) -> Entry:
    """Return the total of a sum as an addend of later ones: where it prints nothing, its parts stand for it."""
    figures: dict[int, Figure] = {}
    for part, sign in one.addends:
        for column, figure in part.figures.items():
            before = figures[column].number if column in figures else 0
            figures[column] = replace(figure, number=before + sign * figure.number)
    kinds = {figure.kind for figure in one.total.figures.values()} | {"%"}
    kept = {column: figure for column, figure in figures.items() if figure.kind in kinds}
    return replace(one.total, figures={**kept, **one.total.figures})


def _find_uncovered(walk: _Walk) -> list[Entry]:
    """Return the rows that no sum explains in a table that has only totals above their parts.

    There nothing else tells where the parts end: a part that no longer adds up would stay unseen.
    """
    if not walk.proven or any(not one.below and is_result(one.total.label) for one in walk.proven):
        return []
    used = {entry.index for one in (*walk.proven, *walk.wrong) for entry, _ in (*one.addends, (one.total, 1))}
    kinds = {figure.kind for one in walk.proven for figure in one.total.figures.values()}
    return [
        entry
        for entry in walk.top
        if entry.index not in used
        and not (is_standalone(entry.label) or is_commitments(entry.label))
        and any(figure.number and figure.kind in kinds for figure in entry.figures.values())
    ]
