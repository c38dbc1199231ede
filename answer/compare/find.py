"""From what was typed to the lines of the budget that it may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.compare.address import Compared
from answer.compare.lines import Line, LineIndex, index_lines
from answer.figures.match import list_candidates
from answer.figures.rows import RowIndex, RowWords, index_rows
from answer.figures.shares import share_around, share_of_label
from answer.figures.wants import MET, Wants, find_wants
from answer.figures.weigh import LIGHT
from index.analyze import fold
from index.query import parse_query
from index.search import Searcher

MOST_LINES = 12
"""So many lines are offered for what was typed."""

MOST_NEAREST = 6
_LEAST_LABEL = 0.25
_LEAST_OF_BEST = 0.25
"""A line that scores less than this share of the best one is not offered."""

_AS_GOOD = 0.85
"""From this share of the best score on two lines fit about as well: only what stands around them tells them apart."""

_GRAM = 3


@dataclass(frozen=True, slots=True)
class FoundLines:
    """The lines that have all words that tell, best first, and where there are none those that come nearest."""

    lines: tuple[Line, ...]
    nearest: tuple[Line, ...] = ()


def find_lines(words: str, searcher: Searcher) -> FoundLines:
    """Return the lines that some words may mean, best first; years in them do not count.

    Raises:
        QueryError: there is nothing to look for in them.
    """
    text = parse_query(words).text
    rows, lines = index_rows(searcher), index_lines(searcher)
    wants = find_wants(text, searcher, rows)
    scored: dict[str, tuple[float, bool, Line]] = {}
    for position in list_candidates(wants, rows, ()):
        line = lines.by_row.get(position)
        if line is None:
            continue
        score, whole = _score_row(wants, rows, position, searcher)
        best = scored.get(line.first.id)
        if score and (best is None or (whole, score) > (best[1], best[0])):
            scored[line.first.id] = (score, whole, line)
    most = max((score for score, _, _ in scored.values()), default=0.0)
    ranked = sorted(scored.values(), key=lambda each: _rank(each[2], each[0], most))
    found = [each for each in ranked if each[1]]
    kept = tuple(line for score, _, line in found if score >= _LEAST_OF_BEST * most)[:MOST_LINES]
    if kept:
        return FoundLines(kept)
    near = [line for _, _, line in ranked] or _find_alike(text, lines)
    return FoundLines((), tuple(near[:MOST_NEAREST]))


def choose_lines(compared: Compared, searcher: Searcher) -> tuple[Line, ...]:
    """Return the lines that an address compares: those it names, or else the one that fits its words best.

    Raises:
        QueryError: there is nothing to look for in the words.
    """
    known = index_lines(searcher).by_id
    chosen = tuple(dict.fromkeys(known[name] for name in compared.lines if name in known))
    return chosen or (find_lines(compared.words, searcher).lines[:1] if compared.words else ())


def list_examples(searcher: Searcher, most: int = 6) -> tuple[Line, ...]:
    """Return lines to try: those with most years and documents, each label once."""
    lines = index_lines(searcher).lines
    ranked = sorted(
        (line for line in lines if line.first.telling and any(line.first.units - {"zonder eenheid"})),
        key=lambda line: (-len(line.documents), -len(line.years), len(line.label), line.label, line.first.id),
    )
    labels: dict[str, Line] = {}
    for line in ranked:
        labels.setdefault(fold(line.label), line)
    return tuple(labels.values())[:most]


def _rank(line: Line, score: float, most: float) -> tuple[bool, int, int, float, str]:
    """Return what orders lines: of those that fit about as well as the best, the one with most to compare first."""
    good = score >= _AS_GOOD * most
    return (not good, -len(line.documents) if good else 0, -len(line.years) if good else 0, -score, line.first.id)


def _score_row(wants: Wants, rows: RowIndex, position: int, searcher: Searcher) -> tuple[float, bool]:
    """Return how well a row is what was typed, 0..1, and whether it has every word that tells."""
    row = rows.rows[position]
    asked = [want for want in wants.wants if want.kind != "jaar"]
    telling = [want for want in asked if want.weight > LIGHT] or asked
    credits = [wants.credit(want, row, {}) for want in asked]
    total = sum(want.weight for want in asked)
    label = share_of_label(wants, row, searcher)
    if not total or not label >= _LEAST_LABEL or not _names_row(wants, row):
        return 0.0, False
    share = sum(want.weight * credit for want, credit in zip(asked, credits, strict=True)) / total
    whole = all(wants.credit(want, row, {}) >= MET for want in telling)
    return share**2 * (0.3 + 0.7 * label) * share_around(wants, row, searcher), whole


def _names_row(wants: Wants, row: RowWords) -> bool:
    """Return whether the words name something of the row's own label; what stands above its table is said of all."""
    return bool(wants.name_words(row.label))


def _find_alike(text: str, lines: LineIndex) -> Sequence[Line]:
    """Return the lines whose labels are spelled most like a text, the likest first."""
    asked = _list_grams(text)
    scored = [(_share(asked, _list_grams(line.label)), line) for line in lines.lines]
    near = sorted((each for each in scored if each[0] > 0), key=lambda each: (-each[0], each[1].first.id))
    return [line for _, line in near]


def _list_grams(text: str) -> frozenset[str]:
    """Return the runs of three characters of a folded text."""
    folded = " ".join(fold(text).split())
    return frozenset(folded[start : start + _GRAM] for start in range(len(folded) - _GRAM + 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets have in common, 0..1."""
    return len(one & other) / len(one | other) if one and other else 0.0
