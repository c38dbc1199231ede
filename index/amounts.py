"""Amounts of money as terms: `€ 1,2 mld.`, `1.200 mln. euro` and a cell `1.200.000` in thousands are one amount.

An amount is a term by its value in euros. One that is typed rounded also meets the exact one: a passage's amount has
terms for what it is in two, three and four significant digits, and a query's amount asks for the one that has as many
digits as were typed. So `€ 4,42 mld.` finds 4.422.334.000, and `€ 4,42` does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from index.tokens import is_year
from ingest.chunk import Chunk
from ingest.document import Document

ROUNDED_DIGITS = (2, 3, 4)
"""To how many significant digits texts round amounts; with one digit too many amounts would be the same."""

MARK = "€"
"""Begins every amount's term, so that an amount is never a mere figure."""

ROUNDED_MARK = "€≈"

_FULL = 4  # an amount of so many digits is not rounded

_THOUSAND, _MILLION, _BILLION = Decimal(10**3), Decimal(10**6), Decimal(10**9)
_LONGEST_FIGURE = 20  # longer ones are no amount

_FIGURE = r"\d{1,3}(?:[.\u00a0 ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d{1,2}"
_WORDS = {
    "half": "0.5", "halve": "0.5", "anderhalf": "1.5", "anderhalve": "1.5", "een": "1", "één": "1", "twee": "2",
    "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7", "acht": "8", "negen": "9", "tien": "10",
}  # fmt: skip
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_MONEY = r"(?:€|\bEUR\b|\beuro(?:['’]?s)?\b)"
# In `10 € 20` the sign belongs to the figure behind it.
_MONEY_BEHIND = r"(?:€(?!\s?\d)|\bEUR\b|\beuro(?:['’]?s)?\b)"
_SCALE = r"(?:mld|miljard(?:en)?|mln|mio|miljoen(?:en)?|duizend)\b\.?"
_AMOUNT = re.compile(
    rf"""
    (?P<before>{_MONEY}\s*)? [-‒–−]?\s?
    (?<![\w.,]) (?P<figure>{_FIGURE}|(?:{_WORD})(?=\s+(?:{_SCALE}))) (?![.,]?\d)
    (?:,[-–=]{{1,2}})?
    (?: \s* (?P<scale>{_SCALE}) )?
    (?P<after> \s* {_MONEY_BEHIND} )?
    (?P<times> \s* \(? \s* [x×*] \s* (?:{_MONEY}\s*)?
        (?P<factor> 1(?:[.\ ]?000){{1,3}} | 1\ ?(?:mln|mld)\b\.? ) (?:\s*{_MONEY})? \)? )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# `(x € 1.000)` by itself is a unit.
_UNIT = re.compile(r"(?:[x×*]|\bin)\s*$", re.IGNORECASE)
_SCALES = {"mld": _BILLION, "mil": _MILLION, "mln": _MILLION, "mio": _MILLION, "dui": _THOUSAND}
# Behind `2 miljoen` stands what is counted; money needs no noun.
_NOUN = re.compile(
    r"\s+(?!(?:in|op|aan|voor|van|en|of|naar|tot|per|extra|meer|minder|lager|hoger|te|is|was)\b)[^\W\d_]{2}"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that stands in a text: its value in euros, without its sign, and its place."""

    value: Decimal
    start: int
    end: int


def find_amounts(text: str, *, typed: bool = False) -> Iterator[Amount]:
    """Yield the amounts of money in `text`: figures with a euro sign or word, or millions or billions of nothing else.

    `37.2` and `100` are none, `€ 100` is one. In a `typed` query `2 miljoen opvang` is one too: its words are in no
    order.
    """
    for match in _AMOUNT.finditer(text):
        figure = match["figure"]
        if len(figure) > _LONGEST_FIGURE or _UNIT.search(text, max(0, match.start() - 4), match.start()):
            continue
        if not _is_amount(text, match, typed=typed):
            continue
        value = _read_figure(figure) * _read_scale(match["scale"] or "")
        if match["factor"]:
            value *= _read_factor(match["factor"])
        if value:
            yield Amount(value, match.start(), match.end())


def passage_amounts(chunk: Chunk, document: Document) -> tuple[str, ...]:
    """Return the terms of the amounts that a passage has, each once, in order: those of its text, and of its cells.

    A row's cells count with the unit of their table or column.
    """
    values = [amount.value for amount in find_amounts(chunk.indexed)]
    if chunk.table is not None and chunk.row is not None:
        for cell in document.tables[chunk.table].rows[chunk.row].cells:
            if cell.number and _is_money(cell.unit):
                values.append(abs(cell.number) * cell.scale)
    return tuple(dict.fromkeys(term for value in values for term in _passage_terms(value)))


def query_terms(value: Decimal) -> tuple[str, ...]:
    """Return what a query that names an amount asks for: the amount itself, what rounds to it, what it rounds to."""
    digits = _count_digits(value)
    terms = [_exact_term(value)]
    if digits in ROUNDED_DIGITS:
        terms.append(_rounded_term(value, digits))
    # Whoever types an amount in full also means a text that rounds it: `€ 4,42 mld.` for 4.422.334.000.
    if digits >= _FULL:
        terms.extend(_exact_term(_round(value, fewer)) for fewer in reversed(ROUNDED_DIGITS) if fewer < digits)
    return tuple(dict.fromkeys(terms))


def _passage_terms(value: Decimal) -> Iterator[str]:
    """Yield the term of an amount and those of what it rounds to."""
    yield _exact_term(value)
    digits = _count_digits(value)
    yield from (_rounded_term(value, fewer) for fewer in ROUNDED_DIGITS if fewer < digits)


def _is_amount(text: str, match: re.Match[str], *, typed: bool) -> bool:
    """Return whether a figure is one of money: `€ 100`, `1,2 mld.`, but not `2 miljoen mensen`."""
    if match["before"] or match["after"]:
        return True
    if match["times"]:
        # `Bekostiging 2025 (x € 1.000)` is a caption; in a query only a year can be taken for one.
        return "." in match["figure"] or (typed and not is_year(match["figure"]))
    scale = (match["scale"] or "").casefold()
    if not scale or scale.startswith("duizend"):
        return False
    return typed or not _NOUN.match(text, match.end())


def _read_figure(figure: str) -> Decimal:
    """Return the number that a Dutch figure stands for: `1.200,5` is 1200.5."""
    if figure.casefold() in _WORDS:
        return Decimal(_WORDS[figure.casefold()])
    plain = re.sub(r"[\u00a0 ]", "", figure)
    if re.fullmatch(r"\d+\.\d{1,2}", plain):
        return Decimal(plain)
    return Decimal(plain.replace(".", "").replace(",", "."))


def _read_scale(scale: str) -> Decimal:
    """Return what `mld.`, `miljoen` or `duizend` multiplies by; 1 for nothing."""
    short = scale.casefold()
    if short.startswith("miljard"):
        return _BILLION
    return _SCALES.get(short[:3], Decimal(1))


def _read_factor(factor: str) -> Decimal:
    """Return what `1.000` or `1 mln` behind `x` multiplies by."""
    if factor.rstrip(".")[-1].isdigit():
        return Decimal(re.sub(r"\D", "", factor))
    return _read_scale(factor.lstrip("1 "))


def _is_money(unit: str) -> bool:
    """Return whether a column's unit is one of money."""
    return bool(re.search(r"€|EUR|euro|bedrag", unit, re.IGNORECASE))


def _count_digits(value: Decimal) -> int:
    """Return how many significant digits a value has, zeros at its end not counted: 4.400.000 has 2."""
    return len(value.normalize().as_tuple().digits)


def _round(value: Decimal, digits: int) -> Decimal:
    """Return a value in so many significant digits."""
    return value.quantize(Decimal((0, (1,), value.adjusted() - digits + 1)), rounding=ROUND_HALF_UP)


def _exact_term(value: Decimal) -> str:
    """Return the term of a value: `€1200000000`."""
    return f"{MARK}{value.normalize():f}"


def _rounded_term(value: Decimal, digits: int) -> str:
    """Return the term of all amounts that are the same in so many digits: `€≈442e7`."""
    rounded = _round(value, digits).normalize()
    return f"{ROUNDED_MARK}{digits}:{rounded:f}"
