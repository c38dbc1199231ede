"""What closes an answer: the source of its figures, the date that they are of, and how they were rounded."""

import re

from ingest.document import Span

_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:\s+{_MONTH}|[-/.]\d{{1,2}}[-/.])"
    rf"|(?:(?:begin|medio|eind|ultimo)\s+)?(?:{_MONTH})?)\s*(?:20|19)\d\d"
)
_SHORT_DAY = rf"\d{{1,2}}\s+{_MONTH}(?:\s+jl\.?)?"
_FIGURES = r"(?:cijfers|aantallen|bedragen|getallen|percentages|waarden)"
_REST = r"(?:[^.\n]|\.(?=\d)|\n(?![^\S\n]*\n))*"
"""The rest of a sentence: it may go over the end of a line, not over a blank one; the dot of `1.000` ends nothing."""

_SOURCE = re.compile(r"(?:^|(?<=[.;)]\s))Bron(?:nen)?\s?:", re.MULTILINE)
_OVER = re.compile(
    rf"\n[^\S\n]*\n|(?<=[.;,)])\s+(?=Bron(?:nen)?\s?:|Peildat)|\s+(?=(?:(?:De|Alle)\s+)?(?i:{_FIGURES})(?:\s+\w+)?\s+afgerond\b)"
    r"|\n(?=Peildat|Bron(?:nen)?\s?:)|(?<=\.)\n(?=[^\W\d_a-zà-ÿ])"
)
"""Where a line with a source is over: at a blank line, at the next remark of its kind, or where new text begins."""

_DATE = re.compile(rf"\b(?i:peildat(?:um|a)|stand)\b(?:\s*:|\s+(?:is|was|van|per|op))?\s+(?:{_DAY}|{_SHORT_DAY})")
_ROUNDED = re.compile(
    rf"(?:^|(?<=[.;:)]\s))(?:(?:De|Deze|Alle|Genoemde)\s+)?(?i:{_FIGURES})(?:\s+\w+){{0,3}}?\s+afgerond\s+(?:op|naar)\b{_REST}\.?",
    re.MULTILINE,
)
_DATED = re.compile(rf"(?:^|(?<=[.;:)]\s))Peildat(?:um|a)\b{_REST}\.?", re.MULTILINE)


def find_sources(text: str, span: Span) -> tuple[Span, ...]:
    """Return where in `span` of a document's text the sources of figures are named: `Bron: IND, DTenV.`."""
    found = []
    for match in _SOURCE.finditer(text, span.start, span.end):
        over = _OVER.search(text, match.end(), span.end)
        found.append(_trim(text, match.start(), over.start() if over else span.end))
    return tuple(found)


def find_reference_dates(text: str, span: Span) -> tuple[Span, ...]:
    """Return where in `span` stands what date figures are of (`Peildatum 2 juni 2025`) and how they were rounded."""
    found: list[Span] = []
    for pattern in (_DATED, _ROUNDED, _DATE):
        for match in pattern.finditer(text, span.start, span.end):
            place = _trim(text, match.start(), match.end())
            if not any(place.overlaps(other) for other in found):
                found.append(place)
    return tuple(sorted(found))


def _trim(text: str, start: int, end: int) -> Span:
    """Return the range without the white space at its ends."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
