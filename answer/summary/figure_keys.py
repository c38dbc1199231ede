"""Every figure in a text, so that those of a sentence can be looked up among those of a passage.

A figure has keys: what it says, in one spelling that all its spellings share (`€ 7,9 miljoen` and `€7,9 mln.` are one
amount, `twee` and `2` one number, `19-06-2025` and `19 juni 2025` one day). No digit of a text is left out: one that is
nothing known is a sign that must stand in the passage as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from answer.months import ANY_MONTH, MONTHS
from answer.summary.number_words import read_number_word, read_ordinal
from index.amounts import find_amounts
from index.tokens import fold, is_year
from ingest.tables.numbers import parse_number

Key = tuple[str, str]
"""What a figure is (`bedrag`, `aantal`, `%`, `jaar`, …) and what it says."""

_BILLION, _MILLION = Decimal(10**9), Decimal(10**6)
_LONGEST_NUMBER = 20  # of more digits arithmetic would lose the last ones; they are a sign

_SHORT_MONTHS = {"jan": 1, "feb": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
                 "nov": 11, "dec": 12}  # fmt: skip
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{ANY_MONTH})|(?P<short>{'|'.join(_SHORT_MONTHS)})\.)"
    r"(?:\s+(?P<year>(?:19|20)\d\d))?(?!\w)",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"(?<![\w.,-])(?:(?P<day>\d{1,2})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)"
    r"|(?P<d>\d{1,2})(?P<sep>[-/])(?P<m>\d{1,2})(?P=sep)(?P<y>\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))(?![\w/-])"
)
_DIGITS = r"\d+(?:[.,]\d+)*"
_FIRST_DIGIT = r"(?<!\d)(?<!\d[.,])"
_SHARE = re.compile(
    rf"(?:{_FIRST_DIGIT}(?P<low>{_DIGITS})\s?(?:à|tot|-|‒|–|en)\s?)?"
    rf"(?P<high>{_FIRST_DIGIT}{_DIGITS}|(?<![^\W\d_])[^\W\d_]+)\s?(?P<unit>%|procent(?:punt(?:en)?)?(?!\w))",
    re.IGNORECASE,
)
_SCALES = {"dui": Decimal(1000), "mil": _MILLION, "mln": _MILLION, "mld": _BILLION}
_SCALE = r"(?:mld|miljard(?:en)?|mln|miljoen(?:en)?|duizend)(?!\w)\.?"
_SCALED = re.compile(rf"(?<!\w)(?P<number>{_DIGITS}|[^\W\d_]+)\s+(?P<scale>{_SCALE})", re.IGNORECASE)
_CODE = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d])\w+")
_ORDINAL_CODE = re.compile(r"(\d+)(?:e|de|ste)", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d]|[.,]\d)")
_NUMBER = re.compile(_DIGITS)
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_PART = re.compile(
    r"(?:helft|kwart|driekwart|half|halve|anderhalve?|tweederde|dubbele?|(?:verdubbel|halveer|verdrievoudig|verviervoudig)\w*"
    r"|tientallen|honderden|duizenden|miljoenen|miljarden)",
    re.IGNORECASE,
)
_TEN = re.compile(r"\bten\s+$", re.IGNORECASE)
_MONEY = re.compile(r"€|EUR|euro", re.IGNORECASE)
_PRINTED_SCALE = re.compile(r"[\d.]+(?:,(?P<decimals>\d+))?\s*(?:mld|miljard|mln|mio|miljoen)", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|[\s(])[-‒–−]\s*$")
_CLOSE_SIGN = re.compile(r"(?:^|(?<=[\s(]))[-‒–−]$")


@dataclass(frozen=True, slots=True)
class KeyedFigure:
    """A figure as printed: a passage must have one of `keys` to bear it out, and one that has it has all of `gives`."""

    text: str
    start: int
    keys: frozenset[Key]
    gives: frozenset[Key]


def list_keyed_figures(text: str) -> tuple[KeyedFigure, ...]:
    """Return the figures of a text in order; no two overlap."""
    plain = unicodedata.normalize("NFKC", text)
    found: list[KeyedFigure] = []
    left = plain
    for find in _FINDERS:
        for start, end, keys, gives in list(find(left)):
            printed = plain[start:end].strip(" -‒–−(\n")
            found.append(KeyedFigure(" ".join(printed.split()), start, frozenset(keys), frozenset((*keys, *gives))))
            left = f"{left[:start]}{_TAKEN * (end - start)}{left[end:]}"
    return tuple(sorted(found, key=lambda figure: figure.start))


def amount_keys(value: Decimal) -> tuple[Key, ...]:
    """Return the keys that an amount of money in euros gives: itself, and as Vraagbaak shows it in mln. or mld."""
    keys = [_key("bedrag", abs(value))]
    rounded = _round_plain(abs(value))
    if rounded is not None:
        keys.append(_key("afgerond", rounded))
    if value < 0:
        keys.append(_key("-bedrag", abs(value)))
    return tuple(keys)


def number_keys(kind: str, value: Decimal) -> tuple[Key, ...]:
    """Return the keys that a number of some kind gives; one below zero may also be told without its sign."""
    keys = (_key(kind, abs(value)),)
    return keys if value >= 0 else (*keys, _key(f"-{kind}", abs(value)))


_TAKEN = "\0"
_Found = tuple[int, int, tuple[Key, ...], tuple[Key, ...]]


def _find_dates(text: str) -> Iterator[_Found]:
    """Yield days, months with their year and months alone."""
    for match in _NUMERIC_DATE.finditer(text):
        if match["iso"]:
            year, month, day = match["iso"].split("-")
        elif match["sep"]:
            year, month, day = f"20{match['y']}", match["m"], match["d"]
        else:
            year, month, day = match["year"], match["month"], match["day"]
        yield _make_date(match, day, int(month), year)
    for match in _DATE.finditer(text):
        name = (match["month"] or match["short"]).casefold()
        yield _make_date(match, match["day"], _SHORT_MONTHS.get(name) or MONTHS.index(name) + 1, match["year"])


def _make_date(match: re.Match[str], day: str | None, month: int, year: str | None) -> _Found:
    """Return a date: the whole of it must be borne out, and it bears out each part of itself."""
    number = f"{month:02}"
    parts: list[Key] = [("maand", number)]
    if year:
        parts += [("jaar", year), ("maand", f"{year}-{number}")]
    if day:
        parts.append(("dag", f"{number}-{int(day):02}"))
    if day and year:
        parts.append(("dag", f"{year}-{number}-{int(day):02}"))
    whole = parts[-1]
    return match.start(), match.end(), (whole,), tuple(parts)


def _find_money(text: str) -> Iterator[_Found]:
    """Yield amounts; `3,2 miljoen` alone may be money or not."""
    for amount in find_amounts(text):
        printed = text[amount.start : amount.end]
        keys = [_key("bedrag", amount.value)]
        scaled = _PRINTED_SCALE.search(printed)
        # With three decimals an amount is not rounded, and must be the very same.
        if scaled and len(scaled["decimals"] or "") <= 2 and _round_plain(amount.value) == amount.value:
            keys.append(_key("afgerond", amount.value))
        gives = list(amount_keys(amount.value))
        if not _MONEY.search(printed):
            keys.append(_key("aantal", amount.value))
        start = amount.start + len(printed) - len(printed.lstrip(" -‒–−\n"))
        if _is_negative(text, start, printed[start - amount.start :]):
            keys = [_key("-bedrag", amount.value)]
        if _SIGN.search(text[:start]) or re.search(r"[-‒–−]", printed):
            gives.append(_key("-bedrag", amount.value))
        yield amount.start, amount.end, tuple(keys), tuple(gives)


def _find_shares(text: str) -> Iterator[_Found]:
    """Yield percentages, both of a range; percentage points are another thing."""
    for match in _SHARE.finditer(text):
        kind = "procentpunt" if "punt" in match["unit"].casefold() else "%"
        value = _read_value(match["high"])
        if value is None:
            continue
        yield (match.start("high"), match.end(), *_sign(text, match.start("high"), kind, value))
        # `stijgt in 2024 tot 3%` is no range.
        low = None if not match["low"] or is_year(match["low"]) else _read_value(match["low"])
        if low is not None:
            yield (match.start("low"), match.end("low"), *_sign(text, match.start("low"), kind, low))


def _find_scaled(text: str) -> Iterator[_Found]:
    """Yield numbers of thousands, millions and billions that are no money: `3,2 miljoen mensen`."""
    for match in _SCALED.finditer(text):
        value = Decimal(1) if match["number"].casefold() == "een" else _read_value(match["number"])
        if value is not None:
            word = match["scale"].casefold()
            scale = _BILLION if word.startswith("miljard") else _SCALES[word[:3]]
            yield (match.start(), match.end(), *_sign(text, match.start(), "aantal", value * scale))


def _find_codes(text: str) -> Iterator[_Found]:
    """Yield what is of letters and digits: `Q1`, `B8`, and `2e`, which is `tweede`."""
    for match in _CODE.finditer(text):
        ordinal = _ORDINAL_CODE.fullmatch(match[0])
        keys = (("rang", str(int(ordinal[1]))) if ordinal else ("teken", fold(match[0])),)
        yield match.start(), match.end(), keys, ()


def _find_spaced(text: str) -> Iterator[_Found]:
    """Yield digits in groups with spaces: `36 740` is one number, or two that stand side by side in the passage too."""
    for match in _SPACED.finditer(text):
        keys = (_key("aantal", Decimal(match[0].replace(" ", ""))), ("teken", match[0]))
        parts = (key for part in match[0].split() for key in _number_keys(part))
        yield match.start(), match.end(), keys, tuple(parts)


def _find_numbers(text: str) -> Iterator[_Found]:
    """Yield all that is left of digits."""
    for match in _NUMBER.finditer(text):
        keys = _number_keys(match[0])
        negative = tuple((f"-{kind}", value) for kind, value in keys)
        keys_asked = negative if _CLOSE_SIGN.search(text[: match.start()]) else keys
        gives = (*keys, *negative) if _SIGN.search(text[: match.start()]) else keys
        yield match.start(), match.end(), keys_asked, gives


def _find_words(text: str) -> Iterator[_Found]:
    """Yield numbers in words, places in an order, and parts: `helft`, `verdubbelde`."""
    for match in _WORD.finditer(text):
        number, ordinal = read_number_word(match[0]), read_ordinal(match[0])
        if number is not None:
            yield match.start(), match.end(), (_key("aantal", Decimal(number)),), ()
        elif ordinal is not None and not _TEN.search(text[: match.start()]):  # `ten tweede` counts nothing
            yield match.start(), match.end(), (("rang", str(ordinal)),), ()
        elif _PART.fullmatch(match[0]):
            yield match.start(), match.end(), (("deel", fold(match[0])[:7]),), ()


_FINDERS: tuple[Callable[[str], Iterator[_Found]], ...] = (
    _find_dates,
    _find_shares,
    _find_money,
    _find_scaled,
    _find_codes,
    _find_spaced,
    _find_numbers,
    _find_words,
)
"""The most specific first: what one has taken is not read again."""


def _number_keys(printed: str) -> tuple[Key, ...]:
    """Return the keys of digits: a year, a number, or else (`37.2`, `1.2.3`) a sign."""
    if is_year(printed):
        return (("jaar", printed),)
    value = None if re.fullmatch(r"\d+\.\d{1,2}", printed) else _read_value(printed)
    return (("teken", printed),) if value is None else (_key("aantal", value),)


def _sign(text: str, start: int, kind: str, value: Decimal) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Return the keys of a number and what it gives, with the minus that may stand before it."""
    plain, negative = _key(kind, value), _key(f"-{kind}", value)
    keys = (negative,) if _CLOSE_SIGN.search(text[:start]) else (plain,)
    return keys, ((plain, negative) if _SIGN.search(text[:start]) else (plain,))


def _is_negative(text: str, start: int, printed: str) -> bool:
    """Return whether an amount has a minus that cannot be a dash between words: close before it or behind its €."""
    return bool(_CLOSE_SIGN.search(text[:start]) or re.match(r"(?:€|EUR|euro)\s*[-‒–−]", printed, re.IGNORECASE))


def _read_value(printed: str) -> Decimal | None:
    """Return the number that digits or a word stand for."""
    if printed[:1].isdecimal():
        return parse_number(printed) if len(printed) <= _LONGEST_NUMBER else None
    number = read_number_word(printed)
    return None if number is None else Decimal(number)


def _round_plain(value: Decimal) -> Decimal | None:
    """Return an amount as Vraagbaak shows it, in two decimals of mld. or mln.; None below a million."""
    scale = _BILLION if value >= _BILLION else _MILLION
    return None if value < _MILLION else (value / scale).quantize(Decimal("0.01")) * scale


def _key(kind: str, value: Decimal) -> Key:
    """Return a key for a number in its shortest spelling."""
    return kind, f"{value.normalize():f}"
