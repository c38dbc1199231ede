"""How well a cell is what a query asks for: by its row, its column, and what stands above its table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answer.figures.fits import (
    divides_otherwise,
    find_asked_measure,
    fits_kinds,
    fits_measure,
    fits_years,
    is_elsewhere,
    is_other_side,
    is_other_whole,
    may_be_given,
    names_money,
)
from answer.figures.headings import CHANGES, Heading, read_heading
from answer.figures.rows import TEXT, RowIndex, RowWords
from answer.figures.shares import (
    EXACT,
    is_total,
    light_label,
    list_words,
    share_around,
    share_of_column,
    share_of_label,
)
from answer.figures.wants import MET, Want, Wants
from answer.figures.weigh import LIGHT
from answer.measures import Measure
from index.search import Searcher

CANDIDATES = 250
"""So many rows are compared cell by cell, those whose label and groups have most of the query."""

_UNNAMED = 0.3  # what a row scores of which the query names nothing of the label, beside one named whole
_NAMED = 0.9  # a label of which the query names so much is what it asks for

_PERCENTAGE = 0.85
"""What is left of a percentage's score where none was asked for: a figure beside it is rather meant."""


@dataclass(frozen=True, slots=True)
class Match:
    """A cell, or a row whole (`cell` is None), and how well it is what is asked.

    `share` is how much of the query it accounts for, `label` how much of the row's label the query names, `column` how
    well the column fits, all 0..1; `score` is all of them together. `unmet` are the wants that nothing accounts for,
    `told` is how many that tell are met, `near` how much of them by the row and its column alone; `named` is whether
    the query has the whole label of one code, `changes` whether the figure is by how much an amount changed and the
    query does not ask that, `alone` whether the row and its column have every word that tells, `placed` whether the
    query has the whole heading above the table, `worded` what the query's words weigh together. A row that is named and
    lacks a cell for the year has one match without a cell.
    """

    row: RowWords
    cell: int | None
    score: float
    share: float
    label: float
    column: float
    unmet: tuple[Want, ...]
    told: int
    named: bool
    near: float
    changes: bool
    alone: bool
    placed: bool
    worded: float


def match_cells(wants: Wants, candidates: Iterable[RowWords], searcher: Searcher) -> tuple[Match, ...]:
    """Return the cells of the candidates that may be given, best first."""
    asked = find_asked_measure(wants.text)
    found = [match for row in candidates for match in _match_row(wants, row, asked, searcher)]
    return tuple(sorted(found, key=lambda each: (-each.score, _key(each))))


def list_candidates(wants: Wants, index: RowIndex, hit_rows: Sequence[int]) -> tuple[int, ...]:
    """Return the positions of the rows to compare: those of the hits, and those whose own words the query has."""
    gained: dict[int, float] = {}
    for want in wants.wants:
        terms = {want.text} if want.kind == "jaar" else {term for way in want.ways for term in way.terms}
        met = {longer for term in terms for longer in (term, *wants.within.get(term, ()))}
        rows = {row for term in met for row in index.by_term.get(term, ())}
        for row in rows:
            gained[row] = gained.get(row, 0.0) + want.weight / (1 + len(index.rows[row].label) / 8)
    for row in hit_rows:
        gained.setdefault(row, 0.0)
    return tuple(sorted(gained, key=lambda row: (-gained[row], row))[:CANDIDATES])


def _key(match: Match) -> tuple[str, int, int, int]:
    """Return what orders cells of the same score: their place."""
    row = match.row
    return (row.document.id, row.table_position, row.row_position, -1 if match.cell is None else match.cell)


def _match_row(wants: Wants, row: RowWords, asked: Measure | None, searcher: Searcher) -> Iterator[Match]:
    """Yield the cells of a row that may be what is asked, or the row alone where it lacks a cell for the year."""
    headings = [read_heading(cell.column) for cell in row.row.cells]
    dated = frozenset(year for heading in headings for year in heading.years)
    label = share_of_label(wants, row, searcher)
    if label < _NAMED and not is_total(row) and wants.asks_only(row.above.caption):
        return  # what the caption says is said of all rows
    around = share_around(wants, row, searcher)
    fitting = tuple(_list_fitting(wants, row, asked, headings))
    for place in fitting:
        if fits_years(wants.years, row, headings[place], dated):
            yield _match_cell(wants, row, place, asked, (label, around))
    late = fitting and not any(fits_years(wants.years, row, headings[place], dated) for place in fitting)
    if late and label >= _NAMED and _says_all(wants, row, None):
        yield Match(row, None, 0.0, 0.0, label, 0.0, (), 0, False, 0.0, False, True, False, 0.0)


def _list_fitting(wants: Wants, row: RowWords, asked: Measure | None, headings: Sequence[Heading]) -> Iterator[int]:
    """Yield the positions of the cells that may be given, of the kind that is asked for, whatever their year."""
    if is_elsewhere(wants, row) or is_other_whole(wants, row):
        return
    offered = frozenset(kind for heading in headings for kind in heading.kinds)
    money = names_money(wants.text)
    for place, (cell, heading) in enumerate(zip(row.row.cells, headings, strict=True)):
        fits = may_be_given(cell) and fits_measure(asked, wants, row, cell, money=money)
        if not fits or not fits_kinds(wants.headings, heading, offered) or is_other_side(wants.headings, row, heading):
            continue
        if divides_otherwise(wants, row, cell):
            continue
        if not heading.refers or wants.name_words(heading.words):
            yield place


def _match_cell(wants: Wants, row: RowWords, place: int, asked: Measure | None, shares: tuple[float, float]) -> Match:
    """Return how well a cell is what is asked; `shares` are that of the row's label and of what stands around it."""
    label, around = shares
    cells = row.row.cells
    heading = read_heading(cells[place].column)
    credits = [(want, _credit(wants, want, row, heading)) for want in wants.wants]
    total = sum(want.weight for want, _ in credits) or 1.0
    share = sum(want.weight * credit for want, credit in credits) / total
    percentages = ["%" in f"{cell.unit}{cell.text}" for cell in cells]
    column = share_of_column(wants, heading, asked)
    if asked is None and percentages[place] and ("%" in row.row.label or not all(percentages)):
        column *= _PERCENTAGE
    words = list_words(row.row.label)
    return Match(
        row=row,
        cell=place,
        score=share**2 * (_UNNAMED + (1 - _UNNAMED) * label) * column * around,
        share=share,
        label=label,
        column=column,
        unmet=tuple(want for want, credit in credits if credit < MET),
        told=sum(credit >= MET and want.weight > LIGHT and want.kind in ("woord", "naam") for want, credit in credits),
        named=any(way.terms == words for want in wants.wants for way in want.ways),
        near=sum(want.weight for want in wants.wants if wants.credit(want, row, heading.terms, TEXT) >= MET),
        changes=row.changes and not wants.headings & CHANGES,
        alone=_says_all(wants, row, heading),
        placed=_names_heading(wants, row),
        worded=sum(want.weight for want in wants.wants if want.kind in ("woord", "naam")),
    )


def _names_heading(wants: Wants, row: RowWords) -> bool:
    """Return whether the query has all words that tell of the heading right above a row's table."""
    telling = [word for word in row.above.heading if not light_label(word)]
    named = wants.name_words(telling)
    return bool(telling) and all(named.get(word, 0.0) >= EXACT for word in telling)


def _says_all(wants: Wants, row: RowWords, heading: Heading | None) -> bool:
    """Return whether a row by itself has every word of the query that tells, as it is; one at least is no name."""
    terms, kinds = (heading.terms, heading.kinds) if heading is not None else ({}, frozenset())
    telling = [
        want for want in wants.wants if want.kind != "jaar" and want.weight > LIGHT and want.heading not in kinds
    ]
    exact = all(wants.credit(want, row, terms, TEXT) >= EXACT for want in telling)
    return exact and any(want.kind == "woord" and not want.hard for want in telling)


def _credit(wants: Wants, want: Want, row: RowWords, heading: Heading) -> float:
    """Return how well a row and its column meet a want."""
    if want.kind == "jaar":
        return _credit_year(want, row, heading)
    if want.heading is not None and want.heading in heading.kinds and not want.hard:
        return 1.0
    if "verschil" in heading.kinds and want.heading in ("begroot", "realisatie"):
        return 1.0  # the difference is between these two
    return wants.credit(want, row, heading.terms)


def _credit_year(want: Want, row: RowWords, heading: Heading) -> float:
    """Return 1 where a year is the column's, the row's, or said above the table."""
    known = heading.years | row.label_years | row.above.years
    return float(want.text in known or row.above.terms.get(want.text, 0.0) > 0)
