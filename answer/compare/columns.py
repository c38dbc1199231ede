"""What the heading of a column says of its figures: of which year they are, and what kind of figure.

A figure whose year or kind is not sure is no point of a chart: it would be compared with what it does not compare to.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from answer.figures.headings import read_heading
from answer.figures.rows import RowWords
from answer.months import ANY_MONTH
from index.tokens import find_years
from ingest.document import UNDETERMINED, Cell, Document

_PERIOD = re.compile(
    rf"\b[QK][1-4]\b|kwartaal|halfjaar|half jaar|tertaal|\b(?:{ANY_MONTH})\b"
    r"|\b(?:jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b"
    r"|\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d\d|\b(?:19|20)\d\d\s?[-/–‒]\s?(?:(?:19|20)?\d\d|[QK]\d)\b"
    r"|\bt/m\b|\btot en met\b|\bcumulatief\b|\bweek\b",
    re.IGNORECASE,
)
"""A part of a year, a day in it, or several years."""

_RELATIVE = re.compile(r"(?<![\w'’])t(?:\s?(?P<sign>[-+–‒−])\s?(?P<by>\d))?(?![\w/.])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNIT = re.compile(
    r"\([^()]*(?:€|euro|EUR|%|fte|bedragen|aantal|mln|mld|1[. ]?000)[^()]*\)|[x*]\s?€\s?[\d.]*|€|%", re.IGNORECASE
)
_EMPTY_WORDS = re.compile(r"\b(?:jaar|bedrag|bedragen|totaal|waarde)\b", re.IGNORECASE)
_EDGES = " ,;:.()-–‒/*¹²³"
_DIFFERENCE = re.compile(r"verschil|afwijking|delta", re.IGNORECASE)
_CHANGE = re.compile(r"mutatie|wijziging|bijstelling|toename|afname|groei", re.IGNORECASE)
_STAND = re.compile(r"\b(?:stand|vastgestelde begroting|ontwerpbegroting|oorspronkelijke begroting)\b", re.IGNORECASE)
_DATED_KINDS = frozenset({"realisatie", "begroot", "suppletoire"})
"""Kinds that a column of the document's own year says without naming it: `Vastgestelde begroting`, `Realisatie`."""

_DOCUMENT_KINDS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"jaarverslag", "Jaarverslag"),
        (r"slotwet", "Slotwet"),
        (r"(?:eerste|1e)[ -]suppletoire|voorjaarsnota", "Eerste suppletoire begroting"),
        (r"(?:tweede|2e)[ -]suppletoire|najaarsnota", "Tweede suppletoire begroting"),
        (r"suppletoire|wijziging van de begroting", "Suppletoire begroting"),
        (r"begroting|memorie van toelichting", "Begroting"),
    )
)
"""The first that a document's kind, title or name has."""

UNTOLD = "Zonder soort"
NO_YEAR = "de kolom noemt geen jaar"
PART_OF_YEAR = "de kolom is geen heel kalenderjaar"
LEFT_OPEN = "de bron laat de kolom open"


@dataclass(frozen=True, slots=True)
class Column:
    """Of which year the figures of a column are, and what kind.

    `year` is None where that is not sure; `reason` then says why, in Dutch. `kind` is as the column says it
    (`Realisatie`), or where it says nothing (`told` is false) what the document is (`Begroting`). `change` is whether
    the figures are by how much an amount changed, and `skipped` whether they are no figures of the row at all: a
    difference between other columns, a number of an article. `assumed` is whether the year is not the column's own but
    that of the table or the document.
    """

    year: int | None
    kind: str
    told: bool = True
    change: bool = False
    skipped: bool = False
    reason: str = ""
    assumed: bool = False


def read_column(row: RowWords, cell: Cell) -> Column:
    """Return of which year and kind a cell of a row is."""
    heading = cell.column
    known = row.document.metadata
    if heading == UNDETERMINED:
        return Column(None, "", reason=LEFT_OPEN)
    said = say_kind(heading, relative=known.budget_year is not None)
    if _DIFFERENCE.search(heading) or (not find_years(heading) and read_heading(heading).refers):
        return Column(None, said, skipped=True)
    change = _CHANGE.search(said) is not None
    if not said and row.changes:
        change = _CHANGE.search(row.row.label) is not None or not _STAND.search(row.row.label)
    kind = said or ("Mutatie" if change else say_document_kind(row.document))
    year, reason = _find_year(row, heading)
    assumed = year is not None and not find_years(heading) and not _RELATIVE.search(heading)
    return Column(year, kind, told=bool(said), change=change, reason=reason, assumed=assumed)


@lru_cache(maxsize=8192)
def say_kind(heading: str, *, relative: bool) -> str:
    """Return what a heading says besides its year and unit: `Realisatie` for `Realisatie 2024 (x € 1.000)`.

    `relative` is whether a `t` in it stands for a year.
    """
    left = _YEAR.sub(" ", _UNIT.sub(" ", heading))
    if relative:
        left = _RELATIVE.sub(" ", left)
    bare = " ".join(left.split()).strip(_EDGES)
    if not any(character.isalpha() for character in _EMPTY_WORDS.sub("", bare)):
        return ""
    return bare[:1].upper() + bare[1:]


def say_document_kind(document: Document) -> str:
    """Return what kind of figure a document has where its columns do not say it, by the kind of document."""
    known = document.metadata
    kind = (known.kind or "").casefold()
    about = f"{kind} {known.title or ''} {document.id}".casefold()
    if "vragen" in kind:
        return UNTOLD
    return next((name for pattern, name in _DOCUMENT_KINDS if pattern.search(about)), kind.capitalize() or UNTOLD)


def _find_year(row: RowWords, heading: str) -> tuple[int | None, str]:
    """Return the year of a column, or None and why it has none."""
    if _PERIOD.search(heading):
        return None, PART_OF_YEAR
    years = find_years(heading)
    if years:
        return (int(next(iter(years))), "") if len(years) == 1 else (None, PART_OF_YEAR)
    budget_year = row.document.metadata.budget_year
    relative = _RELATIVE.search(heading)
    if relative and budget_year is not None:
        by = int(relative["by"] or 0)
        return budget_year + (by if relative["sign"] == "+" else -by), ""
    return _find_table_year(row, heading)


def _find_table_year(row: RowWords, heading: str) -> tuple[int | None, str]:
    """Return the year that a table is about where the column names none.

    What says more than a kind that every year has (`Norm`, `Basiswaarde`) may be of any year. A year in the row's label
    says what it is compared with as often as what it is of: it only speaks against another.
    """
    dated = bool(read_heading(heading).kinds & _DATED_KINDS)
    if not dated and say_kind(heading, relative=False):
        return None, NO_YEAR
    found = find_years(row.table.caption) or (row.above.years if dated else frozenset())
    if len(found) != 1 or row.label_years - found:
        return None, NO_YEAR
    return int(next(iter(found))), ""
