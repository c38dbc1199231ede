"""Texts that do nothing but be read, whatever program opens the file."""

import re
from urllib.parse import quote

LONGEST_TEXT = 16_000
"""A text of more characters is cut, and says so: a cell of a spreadsheet holds 32.767 units of UTF-16."""

LONGEST_LINK = 2_000
"""A longer address is left out: Word and Excel open none of more than some 2.050 characters."""

_URL_SIGNS = "/:?#@!$&'()*+,;=%~-._"
_FORBIDDEN = re.compile("[^\t\n\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?%?")
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")


def clean_text(text: str) -> str:
    r"""Return a text with the characters that XML knows, its line ends as `\n`, cut where it is far too long.

    XML 1.0, section 2.2: https://www.w3.org/TR/xml/#charsets
    """
    clean = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    left_out = len(clean) - LONGEST_TEXT
    return clean if left_out <= 0 else f"{clean[:LONGEST_TEXT]} … [{left_out} tekens weggelaten]"


def clean_link(link: str | None) -> str | None:
    """Return a web address with all that cannot stand in one as `%20`; None for one that no program would open."""
    clean = quote(clean_text(link or ""), safe=_URL_SIGNS)
    return clean if clean and len(clean) <= LONGEST_LINK else None


def reads_as_formula(text: str) -> bool:
    """Return whether a spreadsheet may compute a text in place of showing it; a Dutch number, `-1.234,5`, is none.

    `=`, `+`, `-`, `@`, a tab and a line end begin a formula in one program or another, behind spaces too:
    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text.strip(" ")) is None


def disarm_text(text: str) -> str:
    """Return a text that a spreadsheet shows when it opens a file without types: `'=1+1` for `=1+1`."""
    clean = clean_text(text)
    return f"'{clean}" if reads_as_formula(clean) else clean
