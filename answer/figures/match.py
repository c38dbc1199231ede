"""How well a cell is what a query asks for: by its row, its column, and what stands above its table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.figures.headings import CHANGES, SIDES, Heading, HeadingKind, read_heading
from answer.figures.rows import DOCUMENT, TABLE, TEXT, RowIndex, RowWords, find_organisations
from answer.figures.wants import MET, Want, Wants
from answer.figures.weigh import LIGHT, light_term
from answer.measures import Measure, find_measure, measure_cell
from index.analyze import stem, tokenize
from index.search import Searcher
from ingest.document import UNDETERMINED, Cell

CANDIDATES = 250
"""So many rows are compared cell by cell, those whose label and groups have most of the query."""

_MOST_LETTERS = 10
"""A cell with more letters is text, whatever figures are in it; a date has some."""

_MONEY = re.compile(
    r"\b(?:uitgaven|uitgegeven|geld|budget(?:ten)?|bedrag(?:en)?|subsidies?|bijdragen?|ontvangsten|verplichtingen|miljoen|miljard|euro)\b",
    re.IGNORECASE,
)
_NAMED = 0.9  # a label of which the query names so much is what it asks for
_EXACT = 0.9  # a word itself, in a label, a group or a column's heading

_HOW_MUCH = re.compile(r"hoeveel\s*", re.IGNORECASE)
_COUNTABLE = re.compile(r"\s*(?:\w+e )?(?:[\w-]+(?:en|s)|personeel|[\w-]+'s|fte)\b", re.IGNORECASE)

_UNASKED: dict[HeadingKind, float] = {
    "begroot": 0.92,
    "suppletoire": 0.88,
    "streefwaarde": 0.7,
    "ontvangsten": 0.6,
    "verplichtingen": 0.6,
}
"""What is left of a column's fit where it says a kind that the query does not; of a realisation all."""

_OTHER_KIND = 0.85
"""What is left where the query says a kind and the column does not say which one it is."""

_LITERAL = 1.08
"""A label that the query has word by word is rather meant than one with the same words in it."""

_PERCENTAGE = 0.85
"""What is left of a percentage's score where none was asked for: a figure beside it is rather meant."""

_NATURE = re.compile(r".{3,}(?:kost|uitgav|uitgaf|last|prijs|tarief|aandeel|percentage)")
_OTHER_NATURE = 0.8
"""What is left of a score where the group or caption says which kind of cost a row has, and the query does not."""

_TOTALS = frozenset({"totaal", "total", "tot"})
_LIGHT_LABEL = _TOTALS | frozenset(map(stem, ("waarvan", "omschrijving", "bedrag", "aantal", "regeling", "programma")))


@dataclass(frozen=True, slots=True)
class Match:
    """A cell, or a row whole (`cell` is None), and how well it is what is asked.

    `share` is how much of the query it accounts for, `label` how much of the row's label the query names, `column` how
    well the column fits, all 0..1; `score` is all of them together. `unmet` are the wants that nothing accounts for,
    `told` is how many that tell are met, `near` how much of them by the row and its column alone; `named` is whether
    the query has the whole label of one code, `changes` whether the figure is by how much an amount changed and the
    query does not ask that, `alone` whether the row and its column have every word that tells. A row that is named and
    has no cell to give has one match without a cell.
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


def match_cells(wants: Wants, candidates: Iterable[RowWords], searcher: Searcher) -> tuple[Match, ...]:
    """Return the cells of the candidates that may be given, best first."""
    asked = _find_measure(wants.text)
    found = [match for row in candidates for match in _match_row(wants, row, asked, searcher)]
    return tuple(sorted(found, key=lambda each: (-each.score, _key(each))))


def _find_measure(text: str) -> Measure | None:
    """Return the kind of figure that a query asks for; of what cannot be counted `hoeveel` asks any kind."""
    found = find_measure(text)
    if found is None:
        return None
    mass = _HOW_MUCH.fullmatch(text[found.start : found.end]) and not _COUNTABLE.match(text, found.end)
    return None if found.measure == "aantal" and mass else found.measure


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


def _match_row(wants: Wants, row: RowWords, asked: Measure | None, searcher: Searcher) -> Iterable[Match]:
    """Yield the cells of a row that may be what is asked."""
    headings = [read_heading(cell.column) for cell in row.row.cells]
    offered = frozenset(kind for heading in headings for kind in heading.kinds)
    dated = frozenset(year for heading in headings for year in heading.years)
    label = _label_share(wants, row, searcher)
    money = _MONEY.search(wants.text) is not None
    changes = row.changes and not wants.headings & CHANGES
    elsewhere = _is_elsewhere(wants, row)
    coded = any(way.terms == _list_words(row.row.label) for want in wants.wants for way in want.ways)
    crowd = _crowd_cost(wants, row, searcher) * (_LITERAL if _is_literal(wants.text, row.row.label) else 1.0)
    yielded = False
    percentages = ["%" in f"{cell.unit}{cell.text}" for cell in row.row.cells]
    for place, (cell, heading) in enumerate(zip(row.row.cells, headings, strict=True)):
        if not may_be_given(cell) or not _fits_measure(asked, row, cell, money=money):
            continue
        if not _fits_years(wants.years, row, heading, dated) or not _fits_kinds(wants.headings, heading, offered):
            continue
        if (
            elsewhere
            or _is_other_side(wants.headings, row, heading)
            or (heading.refers and not wants.name_words(heading.words))
        ):
            continue
        credits = [(want, _credit(wants, want, row, heading)) for want in wants.wants]
        total = sum(want.weight for want, _ in credits) or 1.0
        share = sum(want.weight * credit for want, credit in credits) / total
        column = _column_share(wants, row, heading, asked)
        if asked is None and percentages[place] and ("%" in row.row.label or not all(percentages)):
            column *= _PERCENTAGE
        score = share**2 * (0.3 + 0.7 * label) * column * crowd
        unmet = tuple(want for want, credit in credits if credit < MET)
        near = sum(want.weight for want in wants.wants if wants.credit(want, row, heading.terms, TEXT) >= MET)
        alone = _says_all(wants, row, heading)
        told = sum(credit >= MET and want.weight > LIGHT and want.kind != "jaar" for want, credit in credits)
        yielded = True
        yield Match(row, place, score, share, label, column, unmet, told, coded, near, changes, alone)
    if not yielded and label >= _NAMED and _says_all(wants, row, None):
        yield Match(row, None, 0.0, 0.0, label, 0.0, (), 0, coded, 0.0, changes, True)


def _is_other_side(asked: frozenset[HeadingKind], row: RowWords, heading: Heading) -> bool:
    """Return whether a cell is of the receipts where the spending was asked for, and the like."""
    said = row.sides | (heading.kinds & SIDES)
    return bool(asked & SIDES and said) and asked.isdisjoint(said)


def _is_elsewhere(wants: Wants, row: RowWords) -> bool:
    """Return whether a table is another organisation's: it names one, and the query names the document's own."""
    asked, known = find_organisations(wants.text), row.above.organisations
    if not asked or not known or asked & known:
        return False
    names = [want for want in wants.wants if want.kind == "naam"]
    return bool(names) and all(
        0 < wants.credit(want, row, {}) <= DOCUMENT and not wants.credit(want, row, {}, TABLE) for want in names
    )


@lru_cache(maxsize=65536)
def _list_words(text: str) -> tuple[str, ...]:
    """Return the folded words and figures of a text; each label is compared with many queries."""
    return tuple(token.text for token in tokenize(text))


def _is_literal(text: str, label: str) -> bool:
    """Return whether a query has the words of a label, two or more, as they stand there."""
    words, asked = _list_words(label), _list_words(text)
    return len(words) > 1 and any(asked[at : at + len(words)] == words for at in range(len(asked) - len(words) + 1))


def _says_all(wants: Wants, row: RowWords, heading: Heading | None) -> bool:
    """Return whether a row by itself has every word of the query that tells, as it is; one at least is no name."""
    terms, kinds = (heading.terms, heading.kinds) if heading is not None else ({}, frozenset())
    telling = [
        want for want in wants.wants if want.kind != "jaar" and want.weight > LIGHT and want.heading not in kinds
    ]
    exact = all(wants.credit(want, row, terms, TEXT) >= _EXACT for want in telling)
    return exact and any(want.kind == "woord" and not want.hard for want in telling)


def may_be_given(cell: Cell) -> bool:
    """Return whether a cell may be given as an answer: the source says which column it is in, and it is a figure."""
    if cell.column == UNDETERMINED or not any(character.isdigit() for character in cell.text):
        return False
    return cell.number is not None or sum(character.isalpha() for character in cell.text) <= _MOST_LETTERS


def light_label(word: str) -> bool:
    """Return whether a stem says little of what a row is about: `waarvan`, `totaal`, `uitgaven`."""
    return word in _LIGHT_LABEL or light_term(word)


def _fits_measure(asked: Measure | None, row: RowWords, cell: Cell, *, money: bool) -> bool:
    """Return whether a cell is of the kind that is asked for: of money where only a word for money tells."""
    if asked is None or asked in ("persoon", "reden"):
        return not money or "bedrag" in measure_cell(row.table, row.row, cell)
    return asked in measure_cell(row.table, row.row, cell)


def _fits_years(asked: frozenset[str], row: RowWords, heading: Heading, dated: frozenset[str]) -> bool:
    """Return whether a cell is of a year that is asked for.

    Where some column is of that year only such columns are; without columns for years the row or the table tells.
    """
    if not asked:
        return True
    if len(row.own_years) == 1 and row.own_years.isdisjoint(asked):
        return False
    if heading.years or asked & dated:
        return bool(heading.years & asked)
    return bool((row.label_years or row.above.years) & asked)


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


def _fits_kinds(asked: frozenset[HeadingKind], heading: Heading, offered: frozenset[HeadingKind]) -> bool:
    """Return whether a column is of the kinds asked for that the table's columns tell apart."""
    changes = asked & CHANGES & offered
    if changes:
        return bool(heading.kinds & changes)
    if heading.kinds & CHANGES:
        return False
    told = asked & offered - CHANGES - {"suppletoire"}
    return told <= heading.kinds


def _column_share(wants: Wants, row: RowWords, heading: Heading, asked: Measure | None) -> float:
    """Return how well a column's heading fits what is not said of it in the query."""
    named = wants.name_words(heading.words)
    fit = 1.0
    for word in heading.words:
        dated = asked == "datum" and word.endswith("datum")
        if not (dated or word in heading.kind_words or light_label(word)):
            fit *= 0.8 + 0.2 * named.get(word, 0.0)
    for kind in heading.kinds - wants.headings:
        fit *= _UNASKED.get(kind, 1.0)
    return fit * (
        _OTHER_KIND if wants.strict_headings - heading.kinds - CHANGES and not heading.kinds & CHANGES else 1.0
    )


def _label_share(wants: Wants, row: RowWords, searcher: Searcher) -> float:
    """Return how much of a row's label the query names, 0..1; a label that says nothing by itself is named by all."""
    if row.label and all(word in _TOTALS or light_term(word) for word in row.label) and _TOTALS & set(row.label):
        return _near_share(wants, row)
    named = wants.name_words(row.label)
    weights = {word: _weigh_label(word, row, searcher) for word in row.label}
    total = sum(weights.values())
    if not total:
        return 1.0
    return sum(weight * named.get(word, 0.0) for word, weight in weights.items()) / total


def _near_share(wants: Wants, row: RowWords) -> float:
    """Return how much of the query a total's group and caption account for, which tell what it is the total of."""
    telling = [want for want in wants.wants if want.kind != "jaar" and want.weight > LIGHT]
    weight = sum(want.weight for want in telling)
    return sum(want.weight for want in telling if wants.credit(want, row, {}, TABLE) >= MET) / weight if weight else 0.0


def _weigh_label(word: str, row: RowWords, searcher: Searcher) -> float:
    """Return how much a word of a label tells; a note in brackets tells less."""
    if word in _LIGHT_LABEL:
        return 0.15
    if light_term(word):
        return 0.3
    weight = 0.5 + 0.5 * searcher.lexical.rarity(word) / searcher.lexical.rarity("")
    return weight * (0.25 if word in row.noted else 1.0)


def _crowd_cost(wants: Wants, row: RowWords, searcher: Searcher) -> float:
    """Return what is left of a score for the words of the group and the caption that the query does not have."""
    named = wants.name_words(row.groups | row.above.caption).keys()
    unnamed = sum(_weigh_label(word, row, searcher) for word in sorted(row.groups - named) if not light_term(word))
    above = sum(_weigh_label(word, row, searcher) for word in sorted(row.above.caption - named) if not light_term(word))
    nature = any(_NATURE.fullmatch(word) for word in (row.groups | row.above.caption) - named)
    nature |= row.changes and not wants.headings & CHANGES
    return (_OTHER_NATURE if nature else 1.0) * max(0.7, 1 - 0.03 * min(unnamed, 4) - 0.015 * min(above, 4))


__all__ = ["LIGHT", "MET", "Match", "list_candidates", "match_cells", "may_be_given"]
