"""From a query to the cells that it asks for, or what it asks to be computed of two of them.

Nothing where it is not sure: a wrong figure given as an answer does more harm than none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answer.figures.arithmetic import bring_together, compute
from answer.figures.choose import Choice, are_articles_apart, cell_of, means_same
from answer.figures.headings import kind_of_word, read_heading
from answer.figures.match import Match
from answer.figures.operations import Sides, computes, read_sides, says_change
from answer.figures.places import CellPlace, RowPlace
from answer.figures.several import Part, joined_words, split_subjects, split_years
from answer.figures.solve import Solver
from answer.found import Computed
from answer.measures import find_measure
from answer.question_kind import asks_amount
from index.hits import Hit
from index.query import parse_query
from index.search import Searcher
from index.tokens import find_years
from ingest.document import Document

_TELLING, _WHOLE_LABEL = 2, 0.95
"""Where no word asks for a figure, so many that tell must be met, and so much of the label named."""

_MOST_READINGS = 40
"""So many ways to take a list apart are tried."""

_NO_FIGURE = re.compile(
    r"\b(?:waarom|waardoor|reden(?:en)?|oorzaken|oorzaak|verklaring|toelichting|hoezo|hoe komt|waarvoor|waartoe|wie"
    r"|betekent|betekenis|afkorting|staat\b.*\bvoor\b\W*$)\b|\bwaar staat\b"
    r"|^\W*(?:is|zijn|was|waren|klopt|kan|kunnen|moet|moeten|mag|mogen)\b"
    r"|^\W*hoe (?!hoog|groot|veel|lang|vaak|snel|oud|duur|ontwikkel)\w",
    re.IGNORECASE,
)
"""What asks for a reason, a person, a meaning or a manner, or whether something is so, is answered in words."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![-\s]?[QK][1-4]\b)")
_ORDINAL = r"(?:eerste|tweede|derde|vierde|[1-4]e)"
_QUARTERS = re.compile(
    rf"\b{_ORDINAL}(?=(?:\s*,\s*{_ORDINAL})*(?:\s+en|\s*,)\s+(?:het\s+)?{_ORDINAL}\s+kwartaal)", re.IGNORECASE
)
_QUANTITY = re.compile(
    r"\b(?:tota(?:al|le)|omzet|\w*stroom|bezetting|saldo|winst|fte|\w*tarief|\w*kosten|\w*prijs|\w*lasten|\w*duur|\w*waarde|norm"
    r"|kwartaal|Q[1-4]|bekostiging|bedragen|budget|dekking|areaal|percentage)\b",
    re.IGNORECASE,
)
"""Words that a query for a figure may have where it names neither a year nor how much."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a query asks for of the tables: nothing at all where it is not sure.

    `cells` has one for each thing asked, in that order, and `same` for each of these the other places that state the
    same figure for the same. `differing` are cells elsewhere that state another figure for it, the most recent document
    first. `computed` is what was asked to be computed of the two cells. `row` is a row that is surely meant, where the
    query does not tell its column. `unmet` are the query's words that nothing around the cells accounts for.
    """

    cells: tuple[CellPlace, ...] = ()
    same: tuple[tuple[CellPlace, ...], ...] = ()
    differing: tuple[CellPlace, ...] = ()
    computed: Computed | None = None
    row: RowPlace | None = None
    unmet: tuple[str, ...] = ()


NOTHING = Figures()


def find_figures(query: str, hits: Sequence[Hit], searcher: Searcher, allowed: NDArray[np.bool_]) -> Figures:
    """Return the cells that `query` asks for, as far as it is sure which these are.

    `hits` are those of the search for it; rows are looked for beyond them as well, among the chunks that are `allowed`,
    a mask over `searcher.chunks`.

    Raises:
        QueryError: there is nothing to search for in the query.
    """
    text = _write_once(parse_query(query).text)
    if _NO_FIGURE.search(text):
        return NOTHING
    solver = Solver(hits, searcher, allowed)
    if computes(text):
        found = _find_printed(text, solver) or _find_computed(text, solver)
        if found is not None:
            return found
        if _must_compute(text):
            return NOTHING
    parts = _find_parts(text, solver)
    if not _asks_figure(text) and ("?" in text or not all(_is_told(choice) for _, choice in parts)):
        return NOTHING
    return _make_figures(parts, searcher) if parts else NOTHING


def _write_once(text: str) -> str:
    """Return a query in which each of several quarters is named whole, and a year that it repeats only once.

    `eerste en vierde kwartaal` is `eerste kwartaal en vierde kwartaal`; `asiel 2025 en regulier 2025` asks for two
    things in one year.
    """
    text = _QUARTERS.sub(r"\g<0> kwartaal", " ".join(text.split()))
    years = _YEAR.findall(text)
    return _YEAR.sub("", text, count=len(years) - 1) if len(years) > 1 and len(set(years)) == 1 else text


def _asks_figure(text: str) -> bool:
    """Return whether a query says that it asks for a figure: `VWN` does not."""
    named = any(kind_of_word(word) for word in re.findall(r"\w+", text.casefold()))
    told = asks_amount(text) or find_years(text) or find_measure(text) or _QUANTITY.search(text) or named
    return bool(told) or computes(text)


def _is_told(choice: Choice) -> bool:
    """Return whether a cell is meant even though the query does not say that it asks for one: it names all of it."""
    return choice.best is not None and choice.best.told >= _TELLING and choice.best.label >= _WHOLE_LABEL


def _must_compute(text: str) -> bool:
    """Return whether one of the two figures by itself would mislead: a difference or share of two was asked for."""
    return any(sides.operation != "verschil" or " dan " in f" {text} " for sides in read_sides(text))


def _find_parts(text: str, solver: Solver) -> tuple[tuple[Part, Choice], ...]:
    """Return each thing that a text asks for with its choice; nothing where one of several is not sure."""
    found: list[tuple[Part, Choice]] = []
    for year in split_years(text):
        for part, choice in _find_subjects(year.text, solver):
            asked = " ".join(filter(None, (part.asked, year.asked)))
            found.append((Part(part.text, asked), choice))
            if choice.best is None and (choice.row is None or year.asked or part.asked):
                return ()
    return tuple(found)


def _find_subjects(text: str, solver: Solver) -> tuple[tuple[Part, Choice], ...]:
    """Return the things that a text for one year asks for: several where it lists them, else one."""
    whole = solver.solve(text)
    one = _has_joined(whole.best or whole.row, text, solver)
    for number, parts in enumerate(split_subjects(text, fixed=solver.joined)):
        if number >= _MOST_READINGS:
            break
        choices = _solve_parts(parts, solver)
        labels = [choice.best.label for choice in choices if choice.best is not None]
        if choices and (not one or min(labels) >= _WHOLE_LABEL):
            return tuple(zip(parts, choices, strict=True))
    return ((Part(text, ""), whole),)


def _solve_parts(parts: Sequence[Part], solver: Solver) -> tuple[Choice, ...]:
    """Return the choices for the things of a list, of one table where that is possible.

    Nothing where one is not sure, or two are the same.
    """
    found: list[Choice] = []
    for part in parts:
        choice = solver.solve(part.text)
        if choice.best is None or not solver.names(part.asked, choice.best):
            return ()
        found.append(choice)
    choices = solver.align([part.text for part in parts], found)
    return choices if len({_key(choice.best) for choice in choices if choice.best is not None}) == len(parts) else ()


def _has_joined(match: Match | None, text: str, solver: Solver) -> bool:
    """Return whether a row by itself says the words around each `en` of a text: it is then one thing that is asked."""
    joined = joined_words(text)
    if not joined:
        return True
    return match is not None and all(solver.names(word, match) for pair in joined for word in pair)


def _find_printed(text: str, solver: Solver) -> Figures | None:
    """Return the cell that prints a difference or share that is asked for, or None where none does."""
    choice = solver.solve(text)
    if choice.best is None:
        return None
    cell = cell_of(choice.best)
    kinds = read_heading(cell.column).kinds
    asks_share = any(sides.operation == "aandeel" for sides in read_sides(text))
    prints = (
        "verschil" in kinds
        or says_change(choice.best.row.row.label)
        or (asks_share and "%" in f"{cell.text}{cell.unit}")
    )
    return _make_figures(((Part(text, ""), choice),), solver.searcher) if prints else None


def _find_computed(text: str, solver: Solver) -> Figures | None:
    """Return what is computed of two cells, by the first reading of the query for which both are sure."""
    for number, sides in enumerate(read_sides(text)):
        if number >= _MOST_READINGS:
            break
        found = _compute_sides(sides, solver)
        if found is not None:
            return found
    return None


def _compute_sides(sides: Sides, solver: Solver) -> Figures | None:
    """Return what is computed of the two sides, or None where one is not sure or they cannot be compared."""
    first, second = solver.solve(sides.first.text), solver.solve(sides.second.text)
    if sides.operation == "aandeel" and second.best is not None:
        # What a part is of its whole stands in the table of that whole, as a rule.
        near = [solver.solve(sides.first.text, match.row.table) for match in (second.best, *second.same)]
        first = next((choice for choice in near if choice.best is not None), first)
    choices = solver.align([sides.first.text, sides.second.text], [first, second]) if first.best and second.best else ()
    pair = _pair(*choices) if choices else None
    if pair is None or (sides.operation != "aandeel" and not _compares_alike(*pair, sides)):
        return None
    if sides.operation == "aandeel" and are_articles_apart(pair[0].row, pair[1].row):
        return None
    computed = compute(sides.operation, cell_of(pair[0]), cell_of(pair[1]), falls=sides.falls)
    if computed is None:
        return None
    by_part = dict(zip((sides.first, sides.second), pair, strict=True))
    cells = tuple(_place(by_part[part], solver.searcher, part.asked) for part in sides.asked)
    same = tuple(
        tuple(_place(match, solver.searcher) for match in _others(choices[part is sides.second], by_part[part]))
        for part in sides.asked
    )
    return Figures(cells, same, computed=computed)


def _pair(first: Choice, second: Choice) -> tuple[Match, Match] | None:
    """Return the two cells of the choices that stand in the same table, or else the best ones of the same document."""
    if first.best is None or second.best is None:
        return None
    pairs = [
        (one, other)
        for one in first.places
        for other in second.places
        if _key(one) != _key(other) and bring_together(cell_of(one), cell_of(other)) is not None
    ]
    return max(
        pairs, key=lambda pair: (pair[0].row.table is pair[1].row.table, bool(cell_of(pair[0]).unit)), default=None
    )


def _compares_alike(first: Match, second: Match, sides: Sides) -> bool:
    """Return whether two cells are of the same thing where only the period or the kind of figure differs."""
    periods = find_years(sides.first.asked) or re.match(r"[QK]\d", sides.first.asked)
    together = first.row.table is second.row.table or first.row.document is not second.row.document
    return means_same(first, second) or (together and not periods)


def _make_figures(parts: Sequence[tuple[Part, Choice]], searcher: Searcher) -> Figures:
    """Return the cells that were chosen for the things asked, with the other places of each."""
    chosen = [(part, choice, choice.best) for part, choice in parts if choice.best is not None]
    if not chosen:
        row = next((choice.row.row for _, choice in parts if choice.row is not None), None)
        if row is None:
            return NOTHING
        chunk = searcher.chunks[row.chunks[0]]
        return Figures(row=RowPlace(row.document.id, row.table_position, row.row_position, chunk))
    differing = dict.fromkeys(_place(match, searcher) for _, choice, _ in chosen for match in choice.differing)
    return Figures(
        cells=tuple(_place(best, searcher, part.asked) for part, _, best in chosen),
        same=tuple(tuple(_place(match, searcher) for match in choice.same) for _, choice, _ in chosen),
        differing=tuple(sorted(differing, key=lambda place: _recency(place, searcher.documents))),
        unmet=tuple(dict.fromkeys(want.text for _, _, best in chosen for want in best.unmet)),
    )


def _recency(place: CellPlace, documents: Mapping[str, Document]) -> tuple[int, tuple[str, int, int, int]]:
    """Return what orders places by the date of their documents, the most recent first, and then by place."""
    digits = re.sub(r"\D", "", documents[place.document].metadata.date or "")
    return (-int(digits or 0), place.key)


def _others(choice: Choice, chosen: Match) -> list[Match]:
    """Return the matches of a choice without the one that was chosen."""
    return [match for match in choice.places if _key(match) != _key(chosen)]


def _key(match: Match) -> tuple[str, int, int, int | None]:
    """Return what tells the cell of a match from all others."""
    return (match.row.document.id, match.row.table_position, match.row.row_position, match.cell)


def _place(match: Match | None, searcher: Searcher, asked: str = "") -> CellPlace:
    """Return where the cell of a match stands, with the part of its row that has it."""
    assert match is not None and match.cell is not None
    row, span = match.row, cell_of(match).span
    chunks = [searcher.chunks[position] for position in row.chunks]
    chunk = next((chunk for chunk in chunks if chunk.span.contains(span)), chunks[0])
    place = CellPlace(row.document.id, row.table_position, row.row_position, match.cell, chunk)
    return replace(place, asked=asked)
