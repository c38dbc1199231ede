"""Whether it is sure which cell a query asks for, where else the same stands, and where another figure does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from answer.figures.arithmetic import bring_together
from answer.figures.match import Match
from answer.figures.rows import RowWords
from answer.figures.shares import light_label
from index.analyze import fold, stem
from ingest.document import Cell

_ARTICLE = re.compile(r"artikel\d.*")
_REST = stem("overige")
_SIDES = frozenset(map(stem, ("uitgaven", "ontvangsten", "verplichtingen")))

LEAST_SCORE = 0.42
LEAST_OF_ONE, LEAST_SCORE_OF_ONE = 0.25, 0.36
"""A row that alone has all words of the query needs less: `nachtleven` of `Cultuur en veiligheid nachtleven`."""

LEAST_LABEL, LEAST_OF_WHOLE, LEAST_OF_CHANGE, WHOLE = 0.5, 0.4, 0.9, 0.95
"""So much of a label must be named; less where nearly the whole query is accounted for, and more
of what changes an amount: `Beperken asielinstroom` is no figure for `asielinstroom`."""
WORDLESS = 0.9
"""A row whose label is a year or a code is meant where so much of the query is accounted for."""

LEAST_TOLD = 3
"""So many words that tell must be met where the code of a row is not named."""

MOST_UNMET, MOST_UNMET_SHARE = 0.55, 0.25
"""No word of the query that tells more may be left over, nor so much of it together."""

MOST_UNMET_WORDS = 0.5
"""An article's number must not make up for words: `juridisch verplicht artikel 14` asks no `Verplichtingen`."""

WHOLE_LABEL = 0.9
"""Another row that has as much of the query makes a row unsure of which the query names less than this."""

RIVAL = 0.93
"""A cell with another figure whose score is this share of the best one's makes it unsure which is asked."""

NAMESAKE = 0.8
"""A row of the same name is a rival already from this share of the best one's score on."""

SIBLING, EVEN = 0.5, 0.005
"""Of such a row the query must name so much of the label, beside what it names of the best one's, and no less of the
query than this must be met."""

AS_GOOD = 0.98
"""Of cells that differ and are as good as each other the most recent document's comes first."""

NEARER = 0.5
"""It is sure after all where the best row itself has so much more of the query, which the other has only above it."""

FARTHER = 0.02
"""So much less of the query makes it clear which of two rows with the same label is meant."""

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

    @property
    def places(self) -> tuple[Match, ...]:
        """Return the cells that state the figure, the chosen one first; none where it is not sure."""
        return () if self.best is None else (self.best, *self.same)


def choose_match(matches: Sequence[Match]) -> Choice:
    """Return which of the cells, best first, is the one asked for, as far as that is sure."""
    given = [match for match in matches if match.cell is not None]
    sure = [match for match in given if is_sure(match)]
    if not sure:
        return Choice()
    best = _prefer(sure)
    if any(match.cell is None and match.label > best.label for match in matches):
        return Choice()  # the row that is named has no such cell: `asielinstroom` in a year that it lacks
    if best.label < _least_label(best) and not _is_only(best, given):
        return Choice()
    if best.label < WHOLE_LABEL and _has_sibling(best, given):
        return Choice()
    rivals = [
        match
        for match in sure
        if match is not best and (match.score >= RIVAL * best.score or _is_namesake(match, best))
    ]
    rivals = [match for match in rivals if not state_same(cell_of(match), cell_of(best))]
    rivals = [match for match in rivals if not _is_blank_elsewhere(match, best)]
    rivals = [match for match in rivals if not _is_farther(match, best)]
    rivals = [match for match in rivals if match.row is best.row or match.near > best.near - NEARER]
    if any(rival.row is best.row for rival in rivals) or _repeats(best, sure):
        return Choice(row=best)
    if not all(states_otherwise(rival, best) for rival in rivals):
        return Choice()
    if any(_is_as_good(rival, best) and _date(rival) > _date(best) for rival in rivals):
        newest = max((rival for rival in rivals if _is_as_good(rival, best)), key=_date)
        rivals = [match for match in (best, *rivals) if not state_same(cell_of(match), cell_of(newest))]
        best = newest
    differing = [rival for rival in rivals if cell_of(rival).number]
    same = [
        match
        for match in sure
        if match.row is not best.row
        and match.score >= ALIKE * best.score
        and means_same(match, best)
        and state_same(cell_of(match), cell_of(best))
    ]
    return Choice(best, tuple(same), tuple(differing))


def _is_as_good(rival: Match, best: Match) -> bool:
    """Return whether a cell with another figure is as good an answer as the best one, and is no mere nought."""
    return rival.score >= AS_GOOD * best.score and bool(cell_of(rival).number)


def _date(match: Match) -> str:
    """Return the date of a match's document, as it sorts."""
    return match.row.document.metadata.date or ""


def _is_only(best: Match, matches: Sequence[Match]) -> bool:
    """Return whether no other row has the words that single out a row of which the query names little."""
    near = [match for match in matches if match.row is not best.row and match.near > best.near - NEARER]
    return all(state_same(cell_of(match), cell_of(best)) for match in near)


def _has_sibling(best: Match, matches: Sequence[Match]) -> bool:
    """Return whether another row of the document has as much of the query: of two inspections none is `inspectie`."""
    return any(
        match.row is not best.row
        and match.row.document is best.row.document
        and min(match.near - best.near, match.share - best.share) > -EVEN
        and _REST not in match.row.label
        and best.row.row.label not in match.row.row.groups
        and match.label > SIBLING * best.label
        and not means_same(match, best)
        and not state_same(cell_of(match), cell_of(best))
        for match in matches
    )


def _least_label(match: Match) -> float:
    """Return how much of a row's label must be named."""
    if match.changes:
        return LEAST_OF_CHANGE
    return LEAST_LABEL if match.share < WHOLE else LEAST_OF_WHOLE


def _is_namesake(rival: Match, best: Match) -> bool:
    """Return whether a row has the same name in another table of the document, and no heading tells the two apart.

    Of a ministry of education `uitgaven onderwijs` are not those below `Artikel 1. Primair onderwijs`.
    """
    apart = rival.row.table is not best.row.table and rival.row.document is best.row.document
    alike = rival.near >= best.near and rival.score >= NAMESAKE * best.score
    return apart and alike and not best.placed and means_same(rival, best, numbered=False)


def _is_farther(rival: Match, best: Match) -> bool:
    """Return whether a row of the same name in another table of the document accounts for less of the query.

    Of `ontvangsten cultuur` those below the heading `Artikel 14. Cultuur` are meant, not all of the ministry's.
    """
    mine, others = rival.row, best.row
    apart = mine.table is not others.table and mine.document is others.document
    return apart and best.placed and means_same(rival, best, numbered=False) and rival.share < best.share - FARTHER


def _is_blank_elsewhere(rival: Match, best: Match) -> bool:
    """Return whether a row has nought in one table for what another table has a figure: it is booked there."""
    if cell_of(rival).number != 0 or not cell_of(best).number:
        return False
    return rival.row.table is not best.row.table and means_same(rival, best)


def _repeats(best: Match, sure: Sequence[Match]) -> bool:
    """Return whether the row has the same figure under several headings that the query tells apart no better."""
    return any(match.row is best.row and match is not best and match.score >= RIVAL * best.score for match in sure)


def is_sure(match: Match) -> bool:
    """Return whether nothing that tells is left over of the query, and enough of the label is named."""
    if any(want.hard or want.weight > MOST_UNMET for want in match.unmet):
        return False
    if not match.row.label and not _tells_wordless(match):
        return False
    if match.changes and cell_of(match).number == 0:
        return False
    if _leaves_words(match):
        return False
    least = _least_label(match)
    if match.alone and not match.changes:
        least = min(least, LEAST_OF_ONE)
    score = LEAST_SCORE if match.label >= LEAST_LABEL else LEAST_SCORE_OF_ONE
    return match.score >= score and match.label >= least and 1 - match.share <= MOST_UNMET_SHARE


def _leaves_words(match: Match) -> bool:
    """Return whether most of a query's words are left over, whatever year or article is met."""
    left = sum(want.weight for want in match.unmet if want.kind in ("woord", "naam"))
    return left > MOST_UNMET_WORDS * match.worded


def _tells_wordless(match: Match) -> bool:
    """Return whether a row whose label is a year or a code is surely meant: it is named, or nearly all else is met."""
    return match.share >= WORDLESS and (match.named or match.told >= LEAST_TOLD)


def cell_of(match: Match) -> Cell:
    """Return the cell of a match."""
    assert match.cell is not None
    return match.row.row.cells[match.cell]


def means_same(one: Match, other: Match, *, numbered: bool = True) -> bool:
    """Return whether two rows mean the same: their labels do; with `numbered` they are of no different articles."""
    mine, others = one.row, other.row
    if _core(mine) != _core(others) or mine.document.metadata.ministry != others.document.metadata.ministry:
        return False
    return not (numbered and are_articles_apart(mine, others))


def are_articles_apart(one: RowWords, other: RowWords) -> bool:
    """Return whether two rows are of different articles of the budget."""
    articles = [{term for term in row.above.terms if _ARTICLE.fullmatch(term)} for row in (one, other)]
    return all(articles) and articles[0].isdisjoint(articles[1])


def states_otherwise(one: Match, other: Match) -> bool:
    """Return whether two cells of different tables are about the same, in the same kind of unit, so that they differ.

    Within a table each row is about something else, whatever its label.
    """
    mine, others = one.row, other.row
    if mine.table is others.table or not means_same(one, other):
        return False
    if mine.groups and others.groups and not (mine.groups <= others.groups or others.groups <= mine.groups):
        return False
    kinds = [{word for word in row.above.caption if word in _SIDES} for row in (mine, others)]
    units = [cell_of(match).unit for match in (one, other)]
    return kinds[0] == kinds[1] and (not all(units) or bring_together(cell_of(one), cell_of(other)) is not None)


def _core(row: RowWords) -> frozenset[str] | str:
    """Return the words of a label that tell, or the label itself where none does."""
    telling = frozenset(word for word in row.label if word not in row.noted and not light_label(word))
    return telling or fold(row.row.label)


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
    """Return the best cell; of those that state the same figure about as well, one with a unit and the fuller path.

    A row that is nought gives way to one that means the same and is not.
    """
    best = sure[0]
    near = [match for match in sure if match.score >= RIVAL * best.score and means_same(match, best)]
    if cell_of(best).number == 0:
        near = [match for match in near if cell_of(match).number] or near
        best = near[0]
    same = [match for match in near if state_same(cell_of(match), cell_of(best))]
    # The first of equals, since they stand in the order of their scores.
    return max(same, key=lambda match: (bool(cell_of(match).unit), match.row.row.depth))
