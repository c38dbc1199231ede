"""Dutch figures: which words of a line are values of a table, and what number a printed value stands for."""

import re
from dataclasses import dataclass
from decimal import Decimal

PERIOD = re.compile(
    r"^(?:(?:19|20)\d\d(?:[-/]?[QK][1-4])?|[QK][1-4](?:[-/]?(?:19|20)\d\d)?|t[-+]\d|(?:19|20)\d\d[-/–](?:(?:19|20)\d\d|\d\d)"
    r"|[0-3]?\d[-/][01]?\d[-/](?:19|20)\d\d)$"
)
"""A column heading that names a time: `2025`, `2024-Q1`, `t+1`, `2023/24`, `31-12-2023`."""

DASHES = "-‒–−—"
_SIGN = f"[{DASHES}+]"
_DIGITS = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:[.,]\d+)?"
_NOTED = r"[*¹²³]{0,3}"
# A minus may stand on either side of the euro sign, or behind the figure (`4.977-`); `€ 500,-` has no cents.
_FIGURE = re.compile(rf"^{_SIGN}?[<>≥≤±~]?(?:€|EUR)?{_SIGN}?{_DIGITS}(?:,[-–=]{{1,2}})?{_NOTED}%?{_NOTED}[-–]?$")
_BRACKETED = re.compile(rf"^\((?:€|EUR)?{_DIGITS}%?\)$")
# What stands for a figure: nothing to report, not known yet, a range, and digits that are no number (`19.694,355,00`).
_NO_FIGURE = re.compile(
    r"^(?:p\.?m\.?|n\.?v\.?t\.?|n\.?n\.?b\.?|n\.?t\.?b\.?|n\.b\.|nihil|\d+(?:,\d+)?%?[-–]\d+(?:,\d+)?%"
    r"|(?=[\d,]*\.)(?=[\d.]*,)\d[\d.,]*\d)$",
    re.IGNORECASE,
)
# Behind a year or another heading, `(2)` numbers a column.
_IN_BRACKETS = re.compile(
    r"(?:\d|(?<!\) )[‒–−-]) \((?:€ ?)?(?!(?:19|20)\d\d\))(?=\d\d|\d[.,])[\d.,]+\)$"
    r"|(?<![\d.])(?!(?:19|20)\d\d )[\d.]+ (?!(?:19|20)\d\d )[\d.]+ \(\d\)$"
)
_GROUPED = re.compile(r"^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$")
_PLAIN = re.compile(r"^(?:\d+(?:,\d+|\.\d{1,2})?|0\.\d+)$")
_NEGATIVE = re.compile(r"^\((?=\d\d|\d[.,]\d)([\d.,]+)\)$")

_UNIT = re.compile(
    r"in (?:€|euro|EUR) ?(?:[x*×] ?)?(?:1(?:[. ]?000)+|(?:1 )?(?:mln|mld|miljoen|miljard|duizend)\b\.?)"
    r"|(?:in|[x*×]) ?(?:1 ?)?(?:mln|mld|miljoen|miljard|duizend)\b\.? (?:€|euro|EUR)"
    r"|(?:[x*×] ?)?(?:€|euro|EUR) ?(?:1(?:[. ]?000)*(?:[.,]\d+)?)?(?: ?(?:mln|mld|miljoen|miljard|duizend)\.?)?"
    r"|in (?:maanden|jaren|weken|dagen|uren|fte|procenten|%|€|euro(?:'s)?|duizenden(?: euro)?|miljoenen(?: euro)?"
    r"|miljarden(?: euro)?)"
    r"|bedrag(?:en)? [x*×] ?1(?:[. ]?000)+"
    r"|(?<!\S)[x*×] ?1(?:[. ]?000)+$"
    r"|^(?:aantal )?fte(?:'s)?$|^(?:x )?(?:miljoen|mln\.?|duizend) [a-z]+$"
    r"|%",
    re.IGNORECASE,
)
_BARE_UNIT = re.compile(
    r"\b(?:in (?:%|procenten)(?=\s|$)"
    r"|(?<=bedragen )(?:in|[x*×]) ?(?:€|EUR|duizend|miljoen|miljard|euro|1[. ]?000).*$"
    r"|[x*×] ?(?:€|EUR) ?1(?:[. ]?000)*(?: ?(?:mln|mld|miljoen|miljard)\b\.?)?$)",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_MONEY = re.compile(r"€|EUR|euro|bedrag", re.IGNORECASE)
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

    def move(self, by: int) -> "Value":
        """Return the value as it stands `by` characters further on."""
        return Value(self.start + by, self.end + by, self.text)

    @property
    def is_dash(self) -> bool:
        """Return whether this is a dash alone: an empty cell, or the sign of the number after it."""
        return len(self.text) == 1 and self.text in DASHES

    @property
    def is_figure(self) -> bool:
        """Return whether digits are printed."""
        return any(character.isdigit() for character in self.text)


def split_values(
    text: str, most: int, *, signed: bool = False, brackets: bool = False
) -> tuple[str, tuple[Value, ...]]:
    """Return the label of a table's line and the values at its end, at most `most` of them.

    A dash belongs to the number after it: `‒ 467.554` is one value. Where that leaves values missing, and dashes taken
    as empty cells give exactly `most`, they are cells: `15.342 ‒ ‒ 310 ‒` has five. With `signed` they never are. With
    `brackets` a number in brackets is a value too, and not a part of the label (`Beperken asielinstroom (37)`).
    """
    apart = find_values(text, brackets=brackets or ends_in_brackets(text))
    values = join_signs(apart)
    if len(values) < most and not signed and len(apart) == most:
        values = apart
    values = values[max(0, len(values) - most) :]
    return (text[: values[0].start].rstrip() if values else text), values


def ends_in_brackets(text: str) -> bool:
    """Return whether a row ends in a number in brackets after another value: an amount, and no part of a label."""
    return _IN_BRACKETS.search(text) is not None


def find_values(text: str, *, brackets: bool = False) -> tuple[Value, ...]:
    """Return the values at the end of a line in reading order, each dash that stands apart as a value of its own."""
    words = [(match.start(), match.end(), match[0]) for match in re.finditer(r"\S+", text)]
    values: list[Value] = []
    while words:
        start, end, word = words[-1]
        dash = len(word) == 1 and word in DASHES
        figure = _FIGURE.match(word) or (brackets and _BRACKETED.match(word))
        if not (figure or _NO_FIGURE.match(word) or (dash and (values or len(words) > 1))):
            break
        words.pop()
        if words and words[-1][2] in {"€", "EUR"} or figure and words and words[-1][2] in {"<", ">", "≥", "≤", "±"}:
            start = words.pop()[0]
        values.append(Value(start, end, text[start:end]))
    if not any(value.is_figure or value.text[-1] in DASHES for value in values) and len(values) == 1:
        return ()  # a single `n.v.t.` may as well end a sentence
    return tuple(reversed(values))


def join_signs(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the values with each dash that stands before a number without a sign joined to it: `‒ 467.554`."""
    joined: list[Value] = []
    for value in values:
        sign = joined[-1] if joined and joined[-1].is_dash else None
        if sign and re.match(r"(?:(?:€|EUR) ?)?\d", value.text):
            gap = " " * (value.start - sign.end)
            joined[-1] = Value(sign.start, value.end, f"{sign.text}{gap}{value.text}")
        else:
            joined.append(value)
    return tuple(joined)


def parse_number(text: str) -> Decimal | None:
    """Return the number that a printed value stands for, or None where it is none.

    `4.422.334` is 4422334, `62,4` is 62.4, `8.2%` is 8.2, `‒ 467.554`, `4.977-` and `(467.554)` are negative; `‒`,
    `19.694,355,00` and `1.2342` (`1.234` with the mark of a note?) are none.
    """
    bare = re.sub(r"[€\s%*¹²³]|EUR|,[-–=]{1,2}$", "", text)
    bracketed = _NEGATIVE.match(bare)
    bare = bracketed[1] if bracketed else bare
    signs = re.match(rf"^([{DASHES}+]?)(.*?)([-–]?)$", bare)
    if signs is None or (signs[1] and signs[3]) or (bracketed and (signs[1] or signs[3])):
        return None
    digits = signs[2]
    if _GROUPED.match(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif _PLAIN.match(digits):
        digits = digits.replace(",", ".")
    else:
        return None
    negative = bool(bracketed or signs[3] or (signs[1] and signs[1] != "+"))
    return -Decimal(digits) if negative else Decimal(digits)


def find_unit(text: str) -> str:
    """Return the unit that a caption or label names, as printed (`x € 1.000`, `in maanden`, `%`), or an empty text."""
    for inner in reversed(_PARENTHESES.findall(text)):
        found = _UNIT.search(inner)
        if found and found[0].strip():
            return found[0].strip()
    found = _BARE_UNIT.search(text)
    return found[0].strip() if found else ""


def unit_scale(unit: str) -> Decimal:
    """Return by how much an amount in `unit` must be multiplied to be in euros: 1000 for `x € 1.000`; else 1."""
    if not _MONEY.search(unit):
        return Decimal(1)
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
