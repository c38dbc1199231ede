"""The figures in a sentence: amounts of money, shares, dates, lengths of time, and numbers that count something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from answer.measures import Measure
from answer.question_kind import QuestionKind, names_money
from index.amounts import find_amounts
from ingest.document import Span
from ingest.tables.numbers import parse_number, plain_amount

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan\.|feb\.|mrt\.|apr\.|aug\.|sept\.|okt\.|nov\.|dec\.)"
)
_YEAR = r"(?:19|20)\d\d"
_WORD = (
    r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|twintig|dertig"
    r"|veertig|vijftig|anderhalf|anderhalve)"
)
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_SPAN_OF_TIME = r"(?:uur|uren|werkdagen|dag|dagen|week|weken|maand|maanden|jaar|jaren|kwartalen)"
_PART_OF_YEAR = (
    r"(?:(?:eerste|tweede|derde|vierde|laatste) (?:kwartaal|helft)(?: van)?|Q[1-4]|(?:het )?(?:voorjaar|najaar|zomer)"
    r"|(?:de )?(?:zomer|winter|herfst)(?: van)?|eind|einde|begin|medio|per|rond|vanaf|sinds|in|uiterlijk|tot en met|voor|tot|t/m)"
)
_DATE = re.compile(
    rf"\b\d{{1,2}} {_MONTH}(?: {_YEAR})?|\b\d{{1,2}}[-/]\d{{1,2}}[-/]{_YEAR}\b|\b{_MONTH} {_YEAR}\b"
    rf"|\b(?:(?:eerste|tweede|derde|vierde|laatste) (?:kwartaal|helft)(?: van)?|Q[1-4]|voorjaar|najaar|zomer|eind|einde|begin|medio)"
    rf"(?: van)?(?: {_MONTH})?(?: {_YEAR})?\b|\b{_YEAR}(?:\s?[-–/]\s?{_YEAR})?\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"{_NUMBER}\s?(?:tot|à|-|–)\s?{_NUMBER}\s?%|{_NUMBER}\s?(?:%|procent(?:punten|punt)?\b)|\b(?:de )?helft\b|\been (?:derde|kwart|vijfde)\b"
)
_LENGTH = re.compile(
    rf"\b(?:{_NUMBER}|{_WORD})(?:\s?(?:tot|à|-|–)\s?(?:{_NUMBER}|{_WORD}))? (?:\w+ )?{_SPAN_OF_TIME}\b", re.IGNORECASE
)
_COUNT = re.compile(
    r"(?<![\w.,/(-])(?<!deze )(?<!beide )(?<!artikel )(?<!artikelen )(?<!nr\. )(?<!tabel )(?<!vraag )(?<!lid )(?<!bijlage )(?<!hoofdstuk )(?<!niveau )"
    rf"(?<!\b\d\d (?=\d{{3}}\b))(?!\d\d \d{{3}}\b)\(?(?P<count>{_NUMBER}|{_WORD}|(?:tien|honderd|duizend)tallen|honderden|duizenden)(?:\s?(?P<scale>miljoen|miljard|mln\.|mld\.|duizend)(?!\w))?"
    r"(?![\w%/]|-\w|\.\d|,\d)",
    re.IGNORECASE,
)
_NOT_COUNTING = re.compile(
    rf"\s?(?:e|de|ste)\b|\s?(?:%|procent)|\s(?:{_MONTH}|{_SPAN_OF_TIME}|keer zo|van de)\b"
    rf"|\s?(?:en|tot|à|of|-|–|/)\s?(?:{_NUMBER}|{_WORD}) ?(?:%|procent|{_SPAN_OF_TIME}\b)", re.IGNORECASE
)
_SHORT_SCALE = re.compile(r"(?:mln|mld|mio)\.?\s*$", re.IGNORECASE)
_VAGUE = re.compile(r"een|één", re.IGNORECASE)
_ENUMERATES = re.compile(r"\([\dIVX]\)")
_SCALES = {"mil": Decimal(10**6), "mln": Decimal(10**6), "mld": Decimal(10**9), "dui": Decimal(10**3)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: of what kind it is, its text as printed and where it stands in the document.

    `number` times `scale` is what it amounts to, in euros where `measure` is `bedrag`; None where the text is a date or
    in words. `unit` is as printed (`€`, `%`, `maanden`), `plain` an amount of money as it is read: `€ 643,2 mln.`.
    """

    measure: Measure
    text: str
    span: Span
    number: Decimal | None = None
    scale: Decimal = Decimal(1)
    unit: str = ""
    plain: str | None = None

    @property
    def value(self) -> str:
        """Return what the figure amounts to, so that figures can be compared: `€ 6,8 mln.` is `EUR 6,8 miljoen`."""
        if self.number is None:
            return " ".join(self.text.casefold().split())
        return f"{(self.number * self.scale).normalize():f}"


def find_figures(text: str, start: int) -> tuple[Figure, ...]:
    """Return the figures in the text of a sentence that begins at `start` in its document, in order.

    No two overlap: what is an amount of money is not a count as well.
    """
    found: list[Figure] = []
    for figure in (*_find_money(text, start), *_find_shares(text, start), *_find_lengths(text, start), *_find_dates(text, start), *_find_counts(text, start)):
        if not any(figure.span.overlaps(other.span) for other in found):
            found.append(figure)
    return tuple(sorted(found, key=lambda figure: figure.span))


def wanted_measures(kind: QuestionKind, query: str) -> tuple[Measure, ...]:
    """Return the kinds of figure that answer a kind of question, those that answer best first; none for other kinds.

    `hoeveel` may ask for a number as well where the query does not say that money is meant.
    """
    if kind == "hoeveel":
        return ("bedrag",) if names_money(query) else ("bedrag", "aantal", "percentage")
    if kind == "aantal":
        return ("aantal",)
    if kind == "percentage":
        return ("percentage",)
    if kind == "hoe lang":
        return ("duur",)
    return ("datum",) if kind == "wanneer" else ()


def _find_money(text: str, start: int) -> Iterator[Figure]:
    """Yield the amounts of money."""
    for amount in find_amounts(text):
        printed = text[amount.start : amount.end]
        first = amount.start + len(printed) - len(printed.lstrip(" -‒–−—\n"))
        # A word in full has no stop of its own: `€ 643,2 miljoen.` ends a sentence.
        printed = printed.rstrip().removesuffix(".") if printed.rstrip()[-2:-1] in "nd" and not _SHORT_SCALE.search(printed) else printed.rstrip()
        span = Span(start + first, start + amount.start + len(printed))
        shown = plain_amount(amount.value, "€")
        yield Figure("bedrag", text[first : span.end - start], span, amount.value, unit="€", plain=_shorten(shown))


def _shorten(plain: str | None) -> str | None:
    """Return an amount without the zeros that say nothing: `€ 643,20 mln.` is `€ 643,2 mln.`."""
    return None if plain is None else re.sub(r",(\d*?)0+ ", lambda match: f",{match[1]} " if match[1] else " ", plain)


def _find_shares(text: str, start: int) -> Iterator[Figure]:
    """Yield the percentages."""
    for match in _SHARE.finditer(text):
        number = parse_number(re.sub(r"\s?(?:%|procent\w*)$", "", match[0]))
        yield Figure("percentage", match[0], _move(match, start), number, unit="%")


def _find_lengths(text: str, start: int) -> Iterator[Figure]:
    """Yield the lengths of time."""
    for match in _LENGTH.finditer(text):
        first, *_, unit = match[0].split()
        if not _VAGUE.fullmatch(first) or unit.casefold() in ("jaar", "uur"):
            yield Figure("duur", match[0], _move(match, start), parse_number(first), unit=unit)


def _find_dates(text: str, start: int) -> Iterator[Figure]:
    """Yield the dates, parts of years and years."""
    for match in _DATE.finditer(text):
        if any(character.isdigit() for character in match[0]):
            yield Figure("datum", match[0], _move(match, start))


def _find_counts(text: str, start: int) -> Iterator[Figure]:
    """Yield the numbers that count something; `een` and ordinals count nothing."""
    for match in _COUNT.finditer(text):
        if _VAGUE.fullmatch(match["count"]) or _NOT_COUNTING.match(text, match.end()):
            continue
        first = match.start("count")
        if _ENUMERATES.match(text, match.start()):
            continue
        scale = _SCALES.get((match["scale"] or "")[:3].casefold(), Decimal(1))
        number = parse_number(match["count"]) if match["count"][0].isdigit() else None
        yield Figure("aantal", text[first : match.end()], Span(start + first, start + match.end()), number, scale)


def _move(match: re.Match[str], start: int) -> Span:
    """Return where a match stands in the document."""
    return Span(start + match.start(), start + match.end())
