"""Which cells may be what a query asks for: figures of its years, of the kind of column and of figure that it names."""

import re

from answer.figures.headings import CHANGES, SIDES, Heading, HeadingKind
from answer.figures.rows import DOCUMENT, TABLE, RowWords, find_organisations
from answer.figures.wants import Wants
from answer.measures import Measure, find_measure, measure_cell
from ingest.document import UNDETERMINED, Cell

_MOST_LETTERS = 10
"""A cell with more letters is text, whatever figures are in it; a date has some."""

_MONEY = re.compile(
    r"\b(?:uitgaven|uitgegeven|geld|budget(?:ten)?|bedrag(?:en)?|subsidies?|bijdragen?|ontvangsten|verplichtingen|miljoen|miljard|euro)\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"hoeveel\s*", re.IGNORECASE)
_COUNTABLE = re.compile(r"\s*(?:\w+e )?(?:[\w-]+(?:en|s)|personeel|[\w-]+'s|fte)\b", re.IGNORECASE)


def find_asked_measure(text: str) -> Measure | None:
    """Return the kind of figure that a query asks for; of what cannot be counted `hoeveel` asks any kind."""
    found = find_measure(text)
    if found is None:
        return "percentage" if "%" in text else None
    mass = _HOW_MUCH.fullmatch(text[found.start : found.end]) and not _COUNTABLE.match(text, found.end)
    return None if found.measure == "aantal" and mass else found.measure


def may_be_given(cell: Cell) -> bool:
    """Return whether a cell may be given as an answer: the source says which column it is in, and it is a figure."""
    if cell.column == UNDETERMINED or not any(character.isdigit() for character in cell.text):
        return False
    return cell.number is not None or sum(character.isalpha() for character in cell.text) <= _MOST_LETTERS


def names_money(text: str) -> bool:
    """Return whether a query has a word that means money: `uitgaven`, `subsidie`."""
    return _MONEY.search(text) is not None


def fits_measure(asked: Measure | None, row: RowWords, cell: Cell, *, money: bool) -> bool:
    """Return whether a cell is of the kind that is asked for: of money where only a word for money tells."""
    if asked is None or asked in ("persoon", "reden"):
        return not money or "bedrag" in measure_cell(row.table, row.row, cell)
    return asked in measure_cell(row.table, row.row, cell)


def fits_years(asked: frozenset[str], row: RowWords, heading: Heading, dated: frozenset[str]) -> bool:
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


def fits_kinds(asked: frozenset[HeadingKind], heading: Heading, offered: frozenset[HeadingKind]) -> bool:
    """Return whether a column is of the kinds asked for that the table's columns tell apart."""
    changes = asked & CHANGES & offered
    if changes:
        return bool(heading.kinds & changes)
    if heading.kinds & CHANGES:
        return False
    told = asked & offered - CHANGES - {"suppletoire"}
    return told <= heading.kinds


def is_other_side(asked: frozenset[HeadingKind], row: RowWords, heading: Heading) -> bool:
    """Return whether a cell is of the receipts where the spending was asked for, and the like."""
    said = row.sides | (heading.kinds & SIDES)
    return bool(asked & SIDES and said) and asked.isdisjoint(said)


def is_elsewhere(wants: Wants, row: RowWords) -> bool:
    """Return whether a table is another organisation's: it names one, and the query names the document's own."""
    asked, known = find_organisations(wants.text), row.above.organisations
    if not asked or not known or asked & known:
        return False
    names = [want for want in wants.wants if want.kind == "naam"]
    return bool(names) and all(
        0 < wants.credit(want, row, {}) <= DOCUMENT and not wants.credit(want, row, {}, TABLE) for want in names
    )
