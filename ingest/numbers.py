"""Dutch figures: which words of a line are values of a table, and what number a printed value stands for."""

import re
from dataclasses import dataclass
from decimal import Decimal

_DASHES = "‒–−-"
_VALUE = re.compile(rf"^[{_DASHES}]?(?:€|EUR)?(?:\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:[.,]\d+)?%?$")
_GROUPED = re.compile(r"^\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_PLAIN = re.compile(r"^\d+(?:[.,]\d+)?$")
_UNIT = re.compile(
    r"(?:[x*×] ?)?(?:€|EUR|euro) ?(?:1(?:[. ]?000)*(?:[.,]\d+)?)?(?: ?(?:mln|mld|miljoen|miljard|duizend)\.?)?"
    r"|in (?:maanden|jaren|weken|dagen|uren|fte|procenten|%|€|euro(?:'s)?|duizenden(?: euro)?|miljoenen(?: euro)?"
    r"|miljarden(?: euro)?)"
    r"|%",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_SCALES = (
    (re.compile(r"mld|miljard", re.IGNORECASE), Decimal(10**9)),
    (re.compile(r"mln|miljoen", re.IGNORECASE), Decimal(10**6)),
    (re.compile(r"1[. ]?000[. ]?000"), Decimal(10**6)),
    (re.compile(r"1[. ]?000|duizend", re.IGNORECASE), Decimal(10**3)),
)


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value of a line: where it stands in the line, and its text (`‒ 467.554`, `41,5%`, `‒`)."""

    start: int
    end: int
    text: str


def split_values(text: str, most: int, *, signed: bool = False) -> tuple[str, tuple[Value, ...]]:
    """Return the label of a table's line and the values at its end, at most `most` of them.

    A dash belongs to the number after it: `‒ 467.554` is one value. Where that leaves values missing, and dashes taken
    as empty cells give exactly `most`, they are cells: `15.342 ‒ ‒ 310 ‒` has five. With `signed` they never are.
    """
    values = _trailing_values(text, signs=True)
    if len(values) < most and not signed:
        single = _trailing_values(text, signs=False)
        if len(single) == most:
            values = single
    values = values[len(values) - most :] if len(values) > most else values
    label = text[: values[0].start].rstrip() if values else text
    return label, tuple(values)


def parse_number(text: str) -> Decimal | None:
    """Return the number that a printed value stands for, or None where it is none.

    `4.422.334` is 4422334, `62,4` is 62.4, `8.2%` is 8.2, `‒ 467.554` is -467554; `‒` and `19.694,355,00` are none.
    """
    bare = re.sub(r"[€\s%]|EUR", "", text)
    negative = bare[:1] in _DASHES if bare else False
    digits = bare.lstrip(_DASHES)
    if _GROUPED.match(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif _PLAIN.match(digits):
        digits = digits.replace(",", ".")
    else:
        return None
    return -Decimal(digits) if negative else Decimal(digits)


def find_unit(text: str) -> str:
    """Return the unit that a caption or label names, as printed (`x € 1.000`, `in maanden`, `%`), or an empty text."""
    for inner in reversed(_PARENTHESES.findall(text)):
        found = _UNIT.search(inner)
        if found and found[0].strip():
            return found[0].strip()
    found = re.search(r"\b(in (?:%|procenten))(?=\s|$)", text)
    return found[1] if found else ""


def unit_scale(unit: str) -> Decimal:
    """Return by how much an amount in `unit` must be multiplied to be in euros: 1000 for `x € 1.000`."""
    return next((scale for pattern, scale in _SCALES if pattern.search(unit)), Decimal(1))


def plain_amount(number: Decimal, unit: str) -> str | None:
    """Return an amount in words that need no unit (`€ 4,42 mld.`), or None where `unit` is not one of money."""
    if not re.search(r"€|EUR|euro", unit, re.IGNORECASE):
        return None
    euros = number * unit_scale(unit)
    sign, size = ("‒ " if euros < 0 else ""), abs(euros)
    for scale, word in ((Decimal(10**9), " mld."), (Decimal(10**6), " mln.")):
        if size >= scale:
            rounded = f"{(size / scale).quantize(Decimal('0.01')):f}".replace(".", ",")
            return f"{sign}€ {rounded}{word}"
    whole = f"{size.quantize(Decimal('1')):,f}".replace(",", ".")
    return f"{sign}€ {whole}"


def _trailing_values(text: str, *, signs: bool) -> list[Value]:
    """Return the values at the end of a line, in reading order; with `signs` a dash joins the number after it."""
    words = [(match.start(), match.end(), match[0]) for match in re.finditer(r"\S+", text)]
    values: list[Value] = []
    while words:
        start, end, word = words[-1]
        if _VALUE.match(word):
            words.pop()
            if words and words[-1][2] == "€":
                start = words.pop()[0]
            if signs and words and len(words[-1][2]) == 1 and words[-1][2] in _DASHES:
                start = words.pop()[0]
            values.append(Value(start, end, text[start:end]))
        elif len(word) == 1 and word in "‒–−" and (values or len(words) > 1):
            words.pop()
            values.append(Value(start, end, word))
        else:
            break
    return values[::-1]
