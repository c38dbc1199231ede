"""Numbers and letters of lists, where a format stores only that an item has one."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

MOST_NUMBERED = 3999
"""The highest number that is written in letters; Roman numerals end there, and no list comes near."""


def write_number(number: int, form: str) -> str:
    """Return a number as a list of the given form prints it: `1`, `a`, `A`, `i` or `I`, as HTML calls them.

    After `z` come `aa` and `bb`, as word processors count.
    """
    if not 0 < number <= MOST_NUMBERED or form not in {"a", "A", "i", "I"}:
        return str(number)
    if form in {"a", "A"}:
        written = _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1)
    else:
        written, left = "", number
        for value, numeral in _ROMAN:
            written += numeral * (left // value)
            left %= value
    return written.upper() if form.isupper() else written


def read_integer(text: str, default: int) -> int:
    """Return the whole number that an attribute holds, `default` where it holds none that can be meant."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
