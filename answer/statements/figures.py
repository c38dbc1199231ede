"""The figures in a sentence: amounts of money, shares, dates, lengths of time, and numbers that count something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from answer.measures import Measure
from answer.months import ANY_MONTH
from answer.question_kind import QuestionKind, names_money
from index.amounts import find_amounts
from ingest.document import Span
from ingest.tables.numbers import parse_number, plain_amount

_MONTH = (
    rf"(?:{ANY_MONTH}"
    r"|jan\.|feb\.|mrt\.|apr\.|aug\.|sept\.|okt\.|nov\.|dec\.)"
)
_YEAR = r"(?:19|20)\d\d"
_WORD = (
    "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|twintig"
    "|dertig|veertig|vijftig|anderhalf|anderhalve)"
)
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_TIMES = "(?:uur|uren|werkdagen|dag|dagen|week|weken|maand|maanden|jaar|jaren|kwartalen)"
_PART_OF_YEAR = (
    "(?:(?:eerste|tweede|derde|vierde|laatste) (?:kwartaal|helft)(?: van)?|Q[1-4]|voorjaar|najaar|zomer|eind|einde"
    "|begin|medio)"
)
_DATE = re.compile(
    rf"\b\d{{1,2}} {_MONTH}(?: {_YEAR})?|\b\d{{1,2}}[-/]\d{{1,2}}[-/]{_YEAR}\b|\b{_MONTH} {_YEAR}\b"
    rf"|\b{_PART_OF_YEAR}(?: van)?(?: {_MONTH})?(?: {_YEAR})?\b|\b{_YEAR}(?:\s?[-–/]\s?{_YEAR})?\b",
    re.IGNORECASE,
)
_TO = r"\s?(?:tot|à|-|–)\s?"
_SHARE = re.compile(
    rf"(?<!\d){_NUMBER}{_TO}{_NUMBER}\s?%|(?<!\d){_NUMBER}\s?(?:%|procent(?:punten|punt)?\b)|\b(?:de )?helft\b"
    r"|\been (?:derde|kwart|vijfde)\b"
)
_LENGTH = re.compile(rf"\b(?:{_NUMBER}|{_WORD})(?:{_TO}(?:{_NUMBER}|{_WORD}))? (?:\w+ )?{_TIMES}\b", re.IGNORECASE)
# Behind these a number is a name, and `deze twee` counts what was told before.
_NO_COUNT_BEHIND = "".join(
    rf"(?<!\b{word} )"
    for word in (
        *("artikel", "artikelen", r"nr\.", "tabel", "vraag", "lid", "bijlage", "hoofdstuk", "niveau", "fase"),
        *("deze", "beide"),
    )
)
_COUNT = re.compile(
    rf"(?<![\w.,/(-]){_NO_COUNT_BEHIND}(?<!\b\d\d (?=\d{{3}}\b))(?!\d\d \d{{3}}\b)\(?"
    rf"(?P<count>{_NUMBER}|{_WORD}|(?:tien|honderd|duizend)tallen|honderden|duizenden)"
    r"(?:\s?(?P<scale>miljoen|miljard|mln\.|mld\.|duizend)(?!\w))?(?![\w%/]|-\w|\.\d|,\d)",
    re.IGNORECASE,
)
_NOT_COUNTING = re.compile(
    rf"\s?(?:e|de|ste)\b|\s?(?:%|procent)|\s(?:{_MONTH}|{_TIMES}|keer zo|van de)\b"
    rf"|\s?(?:en|tot|à|of|-|–|/)\s?(?:{_NUMBER}|{_WORD}) ?(?:%|procent|{_TIMES}\b)",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(r"\([\dIVX]\)")
_VAGUE = re.compile(r"een|één", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"(?:miljoen|miljard|duizend|euro)\.$", re.IGNORECASE)
_SCALES = {"mil": Decimal(10**6), "mln": Decimal(10**6), "mld": Decimal(10**9), "dui": Decimal(10**3)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: of what kind it is, its text as printed and where it stands in the document.

    `number` times `scale` is what it amounts to, in euros where `measure` is `bedrag`; None where the text is a date or
    in words. `unit` is `€` or as printed (`%`, `maanden`), `plain` an amount of money as it is read: `€ 643,2 mln.`.
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


def list_figures(text: str, start: int) -> tuple[Figure, ...]:
    """Return the figures in the text of a sentence that begins at `start` in its document, in order.

    No two overlap: what is an amount of money is not a count as well.
    """
    found: list[Figure] = []
    for find in (_find_money, _find_shares, _find_lengths, _find_dates, _find_counts):
        for figure in find(text, start):
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
        printed = text[amount.start : amount.end].rstrip()
        # The stop behind a word in full is that of the sentence; behind `mln` it is its own.
        printed = printed.removesuffix(".") if _WRITTEN_OUT.search(printed) else printed
        bare = printed.lstrip(" -‒–−—\n")
        first = amount.start + len(printed) - len(bare)
        span = Span(start + first, start + first + len(bare))
        yield Figure("bedrag", bare, span, amount.value, unit="€", plain=_shorten(plain_amount(amount.value, "€")))


def _shorten(plain: str | None) -> str | None:
    """Return an amount without the zeros that say nothing: `€ 643,20 mln.` is `€ 643,2 mln.`."""
    return None if plain is None else re.sub(r"(,\d*?)0+(?= ml[nd]\.)", _drop_comma, plain)


def _drop_comma(decimals: re.Match[str]) -> str:
    """Return the decimals that are left, without a comma where none is."""
    return "" if decimals[1] == "," else decimals[1]


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
    """Yield the numbers that count something; `een`, ordinals and the numbers of a list count nothing."""
    for match in _COUNT.finditer(text):
        if _VAGUE.fullmatch(match["count"]) or _NOT_COUNTING.match(text, match.end()):
            continue
        if _ENUMERATES.match(text, match.start()):
            continue
        first = match.start("count")
        scale = _SCALES.get((match["scale"] or "")[:3].casefold(), Decimal(1))
        number = parse_number(match["count"]) if match["count"][0].isdigit() else None
        yield Figure("aantal", text[first : match.end()], Span(start + first, start + match.end()), number, scale)


def _move(match: re.Match[str], start: int) -> Span:
    """Return where a match stands in the document."""
    return Span(start + match.start(), start + match.end())
