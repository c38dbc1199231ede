"""Whether it is sure which cell a query asks for, where else the same stands, and where another figure does."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from answer.figures.match import Match
from ingest.document import Cell

LEAST_SCORE = 0.42
LEAST_LABEL, LEAST_OF_WHOLE, LEAST_OF_CHANGE, WHOLE = 0.5, 0.4, 0.75, 0.95
"""So much of a label must be named; less where nearly the whole query is accounted for, and more
of what changes an amount: `Beperken asielinstroom` is no figure for `asielinstroom`."""
WORDLESS = 0.9
"""A row whose label is a year or a code is meant where so much of the query is accounted for."""

MOST_UNMET, MOST_UNMET_SHARE = 0.55, 0.25
"""No word of the query that tells more may be left over, nor so much of it together."""

RIVAL = 0.93
"""A cell with another figure whose score is this share of the best one's makes it unsure which is asked."""

ALIKE = 0.75
"""From this share on a place that states the same figure is one more place for it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The cell that is asked for (None: it is not sure), the others that state it, and those that state it otherwise.

    `row` is a match in the row that is surely meant where its column is not told.
    """

    best: Match | None = None
    same: tuple[Match, ...] = ()
    differing: tuple[Match, ...] = ()
    row: Match | None = None


def choose_match(matches: Sequence[Match]) -> Choice:
    """Return which of the cells, best first, is the one asked for, as far as that is sure."""
    sure = [match for match in matches if is_sure(match)]
    if not sure:
        return Choice()
    best = _prefer(sure)
    rivals = [match for match in sure if match is not best and match.score >= RIVAL * best.score]
    rivals = [match for match in rivals if not state_same(cell_of(match), cell_of(best))]
    rivals.sort(key=lambda match: match.row is not best.row)
    differing: list[Match] = []
    for rival in rivals:
        if rival.row is best.row:
            return Choice(row=best)
        if not means_same(rival, best):
            return Choice()
        if cell_of(rival).number:
            differing.append(rival)
    same = [
        match
        for match in sure
        if match is not best
        and match.row is not best.row
        and match.score >= ALIKE * best.score
        and means_same(match, best)
        and state_same(cell_of(match), cell_of(best))
    ]
    return Choice(best, tuple(same), tuple(differing))


def is_sure(match: Match) -> bool:
    """Return whether nothing that tells is left over of the query, and enough of the label is named."""
    if any(want.hard or want.weight > MOST_UNMET for want in match.unmet):
        return False
    if not match.row.label and match.share < WORDLESS:
        return False
    least = LEAST_LABEL if match.share < WHOLE else LEAST_OF_WHOLE
    least = LEAST_OF_CHANGE if match.row.changes else least
    return match.score >= LEAST_SCORE and match.label >= least and 1 - match.share <= MOST_UNMET_SHARE


def cell_of(match: Match) -> Cell:
    """Return the cell of a match."""
    assert match.cell is not None
    return match.row.row.cells[match.cell]


def means_same(one: Match, other: Match) -> bool:
    """Return whether two rows mean the same thing: their labels have the same words, or one has all of the other's."""
    mine, others = set(one.row.label), set(other.row.label)
    return mine <= others or others <= mine


def state_same(one: Cell, other: Cell) -> bool:
    """Return whether two cells state the same figure, in whatever unit; one of them may be rounded further."""
    if one.number is None or other.number is None:
        return one.text == other.text
    # The same figure in another scale is a slip in the unit of one of them, which the document's reader sees.
    if one.number == other.number:
        return True
    if not (one.unit and other.unit) or one.scale == other.scale:
        return False
    coarse, fine = (one, other) if one.scale > other.scale else (other, one)
    if coarse.number is None or fine.number is None:
        return False
    step = Decimal((0, (1,), int(coarse.number.as_tuple().exponent)))
    return (fine.number * fine.scale / coarse.scale).quantize(step, rounding=ROUND_HALF_UP) == coarse.number


def _prefer(sure: Sequence[Match]) -> Match:
    """Return the best cell; of those that state the same figure about as well one with a unit, and none that is nought
    where the same row elsewhere is not."""
    best = sure[0]
    near = [match for match in sure if match.score >= RIVAL * best.score and means_same(match, best)]
    if cell_of(best).number == 0:
        near = [match for match in near if cell_of(match).number] or near
        best = near[0]
    same = [match for match in near if state_same(cell_of(match), cell_of(best))]
    # The first of equals, since they stand in the order of their scores.
    return max(same, key=lambda match: (bool(cell_of(match).unit), match.row.row.depth))
