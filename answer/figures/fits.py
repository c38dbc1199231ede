"""Which cells may be what a query asks for: figures of its years, of the kind of column and of figure that it names."""

import re

from answer.figures.headings import CHANGES, SIDES, Heading, HeadingKind
from answer.figures.rows import DOCUMENT, TABLE, RowWords, find_organisations
from answer.figures.shares import light_label, list_words
from answer.figures.terms import label_words
from answer.figures.wants import Wants, find_divisors
from answer.measures import Measure, find_measure, measure_cell
from index.analyze import fold, stem
from ingest.document import UNDETERMINED, Cell

_MOST_LETTERS = 10
"""A cell with more letters is text, whatever figures are in it; a date has some."""

_MONEY = re.compile(
    r"\b(?:uitgaven|uitgegeven|geld|budget(?:ten)?|bedrag(?:en)?|subsidies?|bijdragen?|ontvangsten|verplichtingen|miljoen|miljard|euro)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\w*(?:prijs|prijzen|tarief|tarieven)\b|\bgemiddeld", re.IGNORECASE)
_COST_OF_ONE = re.compile(
    r"\b(?:kost|krijg|ontvang|kreeg)\w*\s+(?:gemiddeld\s+)?(?:een|één|elke?|iedere?)\s+\w", re.IGNORECASE
)
_PEOPLE = re.compile(r"\bfte\b", re.IGNORECASE)
_AGENCY = re.compile(r"agentschap(?!pen)", re.IGNORECASE)
# A share under such a heading is one of a whole that the query would name: `personeel COA 2025` asks for none.
_SHARE_HEADING = re.compile(r"\W*(?:aandeel|percentage)?\W*", re.IGNORECASE)
_LASTS = re.compile(r"\b\w*(?:duur|(?:doorloop|wacht|behandel|beslis|afhandel)tijd(?:en)?)\b", re.IGNORECASE)
_IN_TIME = re.compile(
    r"\bbinnen\b.*\btermijn|\b(?:wettelijke )?termijn\b|\btijdig|\bop tijd\b|%|procent", re.IGNORECASE
)
_SHARED = re.compile(r"\b\w*aandeel\b|\btoe ?(?:gerekend|te rekenen)", re.IGNORECASE)
_MINISTRY = re.compile(r"\b(?:kern)?(?:ministerie|departement)\b", re.IGNORECASE)
_HOW_MUCH = re.compile(r"hoeveel\s*", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:hoeveel|aantal(?:len)?)\s+(\w+)", re.IGNORECASE)
_COUNTABLE = re.compile(r"\s*(?:\w+e )?(?:[\w-]+(?:en|s)|personeel|[\w-]+'s|fte)\b", re.IGNORECASE)


def find_asked_measure(text: str) -> Measure | None:
    """Return the kind of figure that a query asks for; of what cannot be counted `hoeveel` asks any kind."""
    found = find_measure(text)
    if (found is None or found.measure == "duur") and _LASTS.search(text) and not _IN_TIME.search(text):
        return "duur"  # of what took how long a share says nothing
    if found is None:
        return "percentage" if "%" in text else None
    mass = _HOW_MUCH.fullmatch(text[found.start : found.end]) and not _COUNTABLE.match(text, found.end)
    return None if found.measure == "aantal" and mass else found.measure


def is_other_whole(wants: Wants, row: RowWords) -> bool:
    """Return whether a row is a part or another's, and the query names no more than the ministry: that asks a total."""
    if not wants.asks_only(row.above.ministry):
        return False
    return bool(row.above.others) or not all(light_label(word) for word in row.label)


def divides_otherwise(wants: Wants, row: RowWords, cell: Cell) -> bool:
    """Return whether a figure is for one of something and a total was asked for, or the other way round.

    What a row's own label says is asked by naming it: `begeleidingskosten AMV` are those `per AMV`.
    """
    around = " ".join(row.row.groups[-1:])
    said = " ".join((row.row.label, around, cell.column, cell.unit))
    if _asks_each(wants.text):
        return not (find_divisors(said) or _PRICE.search(said))
    divisors = [] if _PRICE.search(around) else [stem(word) for word in find_divisors(around)]
    return bool(divisors) and not (_PRICE.search(wants.text) or set(divisors) & wants.name_words(divisors).keys())


def _asks_each(text: str) -> bool:
    """Return whether a query asks for a figure for one of something: `kosten per plek`, `wat kost een plek`."""
    return bool(find_divisors(text)) or _COST_OF_ONE.search(text) is not None


def may_be_given(cell: Cell) -> bool:
    """Return whether a cell may be given as an answer: the source says which column it is in, and it is a figure."""
    if cell.column == UNDETERMINED or not any(character.isdigit() for character in cell.text):
        return False
    return cell.number is not None or sum(character.isalpha() for character in cell.text) <= _MOST_LETTERS


def names_money(text: str) -> bool:
    """Return whether a query has a word that means money: `uitgaven`, `subsidie`."""
    return _MONEY.search(text) is not None


def fits_measure(asked: Measure | None, wants: Wants, row: RowWords, cell: Cell, *, money: bool) -> bool:
    """Return whether a cell is of the kind that is asked for: of money where only a word for money tells."""
    if asked != "percentage" and _SHARE_HEADING.fullmatch(cell.column) and "%" not in wants.text:
        return False
    if asked is None or asked in ("persoon", "reden"):
        return not money or ("bedrag" in measure_cell(row.table, row.row, cell) and not _PEOPLE.search(cell.unit))
    if asked == "bedrag" and _PEOPLE.search(cell.unit):
        return False
    found = measure_cell(row.table, row.row, cell)
    if asked == "aantal" and len(found) > 1:
        return not (_names_twice(wants.text) if cell.unit else _counts_other(wants, row))
    return asked in found


def _names_twice(text: str) -> bool:
    """Return whether what is counted is also part of a name: the people of an inspection are not its `inspecties`."""
    counted = _COUNTED.search(text)
    return counted is not None and [stem(word) for word in list_words(text)].count(stem(fold(counted.group(1)))) > 1


def _counts_other(wants: Wants, row: RowWords) -> bool:
    """Return whether a row is first of all about something else: `Tevredenheid studenten` is no number of students."""
    return len(row.label) > 1 and not light_label(row.label[0]) and not wants.name_words(row.label[:1])


def is_part(wants: Wants, row: RowWords) -> bool:
    """Return whether a table has only a share of each amount, of which the query says nothing: `ODA-aandeel`."""
    if not _SHARED.search(row.table.caption) or _SHARED.search(wants.text):
        return False
    above = {word for word in label_words(row.table.caption) if not light_label(word)}
    return not wants.name_words(sorted(above - frozenset(row.label) - row.above.ministry))


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
    agency = _AGENCY.search(" ".join((row.table.caption, *row.table.headings[-1:]))) is not None
    above = (row.above.caption | row.above.heading) - row.above.ministry
    unnamed = agency and not wants.name_words(sorted(word for word in above if not light_label(word)))
    if (unnamed or (row.above.others and not asked & row.above.others)) and (
        _MINISTRY.search(wants.text) or _names_ministry(wants, row)
    ):
        return True
    if not asked or not known or asked & known:
        return False
    names = [want for want in wants.wants if want.kind == "naam"]
    return bool(names) and all(
        0 < wants.credit(want, row, {}) <= DOCUMENT and not wants.credit(want, row, {}, TABLE) for want in names
    )


def _names_ministry(wants: Wants, row: RowWords) -> bool:
    """Return whether a query names the document's ministry by its short name."""
    ministry = row.above.ministry
    return any(
        want.kind == "naam" and any(way.terms and ministry.issuperset(way.terms) for way in want.ways)
        for want in wants.wants
    )
