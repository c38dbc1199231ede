"""From text to tokens: folded words and figures, each with its place in the text as it was given."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

# Superscripts count as letters for Python, but are footnote marks here: `opvang²` is the word `opvang`.
_LETTER = r"[^\W\d_²³¹⁰ⁱ⁴-⁹ⁿ¼-¾]"
# What may stand inside a word without being a letter: combining accents, soft hyphens, zero-width characters.
_WORD = rf"{_LETTER}(?:{_LETTER}|[\u0300-\u036f\u00ad\u200b-\u200d])*"
_TOKEN = re.compile(
    rf"""
      (?P<dossier>(?<![\w.,])[1-4]\d[ \u00a0]\d{{3}}(?![\w]|[.,]\d))  # `36 740`, if what stands around it agrees
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<dotted>(?<!\w)(?:(?:{_LETTER}\.)+{_LETTER}(?!\w)|(?:{_LETTER}\.){{2,}}))  # `t.o.v.`, `M.H.M.`
    | (?P<coded>(?<!\w){_LETTER}{{1,3}}\d{{1,4}}(?!\w))  # `Q1`, `B8`; a longer word with a figure has a footnote mark
    | (?P<word>{_WORD}(?:['’‘´`&]{_WORD})*)  # `AMV's`, `O&U`
    """,
    re.VERBOSE,
)
_HYPHENS = frozenset("-‐‑")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMALS = re.compile(r"\d+,\d+")
_POINT_PERCENTAGE = re.compile(r"\d+\.\d+")
_PLURAL_CAPITALS = re.compile(r"[A-Z]{2,}s")
_AFTER_DOSSIER = re.compile(r"[\s-]*[IVXLC]+\b|\s*,?\s*nr\b", re.IGNORECASE)
_BEFORE_DOSSIER = re.compile(r"(?:kamerstuk(?:ken)?|dossier)(?:\s+I{1,2})?\s+$", re.IGNORECASE)
# Words that join the halves of `in- en uitstroom`.
_JOINERS = frozenset({"en", "of", "tot", "dan", "respectievelijk"})
# Particles that swap before one stem. Longest first, so that `terugstroom` is not read as `te` and `rugstroom`.
_PARTICLES = ("onder", "terug", "over", "door", "voor", "aan", "bij", "mee", "uit", "af", "in", "na", "om", "op")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word or figure, and the range of the original text that it was made of."""

    text: str
    start: int
    end: int
    kind: Literal["word", "number"]


def fold(text: str) -> str:
    """Return `text` with compatibility forms, case, accents and invisible characters folded away.

    `bĳdrage` and `BIJDRAGE` become `bijdrage`, `financiële` becomes `financiele`.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(character for character in decomposed if unicodedata.category(character) not in {"Mn", "Cf"})
    return unicodedata.normalize("NFC", kept)


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words and figures of `text` in reading order, with offsets into `text` as it was given.

    A hyphenated compound gives the whole, written as one word, and then its parts, which overlap it: `COA-opvang` gives
    `coaopvang`, `coa`, `opvang`. A compound with a figure in it gives its parts only: `2024-Q1`, `36740-VI`.
    `in- en uitstroom` gives `instroom`, `en`, `uitstroom`. A figure loses its thousands dots (`4.422.334` is
    `4422334`), keeps its decimals (`41,5`) and is never cut: `37.2` is one token.
    """
    pieces = [token for match in _TOKEN.finditer(text) for token in _make_tokens(text, match)]
    pieces = [_complete_ellipsis(text, pieces, position) for position in range(len(pieces))]
    tokens: list[Token] = []
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and text[pieces[end - 1].end : pieces[end].start] in _HYPHENS:
            end += 1
        parts = pieces[start:end]
        if len(parts) > 1 and all(part.text.isalpha() for part in parts):
            tokens.append(Token("".join(part.text for part in parts), parts[0].start, parts[-1].end, "word"))
        tokens.extend(parts)
        start = end
    return tuple(tokens)


def find_years(text: str) -> frozenset[str]:
    """Return the years that a text names; `2.026` is an amount and not one of them."""
    printed = (text[token.start : token.end] for token in tokenize(text) if token.kind == "number")
    return frozenset(word for word in printed if is_year(word))


def is_year(word: str) -> bool:
    """Return whether a figure as printed is a year that budgets are about."""
    return word.isdecimal() and len(word) == 4 and 1950 <= int(word) <= 2100


def _make_tokens(text: str, match: re.Match[str]) -> list[Token]:
    """Return the tokens of one match: one as a rule, two for `36 740` where that is no dossier."""
    start, end = match.span()
    if match.lastgroup == "dossier":
        if _is_dossier(text, start, end):
            return [Token(fold(match[0][:2] + match[0][3:]), start, end, "number")]
        return [
            Token(fold(match[0][:2]), start, start + 2, "number"),
            Token(fold(match[0][3:]), start + 3, end, "number"),
        ]
    if match.lastgroup == "number":
        return [Token(_fold_number(match[0], percentage=text[end : end + 1] == "%"), start, end, "number")]
    folded = _fold_word(match[0])
    return [Token(folded, start, end, "word")] if folded else []


def _is_dossier(text: str, start: int, end: int) -> bool:
    """Return whether `36 740` is one dossier number; in a table's line it is as likely to be two values."""
    return bool(
        _AFTER_DOSSIER.match(text, end)
        or _BEFORE_DOSSIER.search(text[max(0, start - 30) : start])
        or text.strip() == text[start:end]
    )


def _fold_number(printed: str, *, percentage: bool) -> str:
    """Return a figure in the one spelling that all its spellings share: `1.000` is `1000`, `1,50` is `1,5`.

    A decimal point is kept apart from a decimal comma, as `37.2` is an article and not an amount; but not before `%`.
    """
    number = fold(printed)
    if _GROUPED.fullmatch(number):
        number = number.replace(".", "")
    elif percentage and _POINT_PERCENTAGE.fullmatch(number):
        number = number.replace(".", ",")
    return number.rstrip("0").rstrip(",") if _DECIMALS.fullmatch(number) else number


@lru_cache(maxsize=65536)
def _fold_word(printed: str) -> str:
    """Return a word folded and without dots, `&`, apostrophes and the plural that capitals get: `AMV's` is `amv`."""
    if _PLURAL_CAPITALS.fullmatch(printed):
        printed = printed[:-1]
    folded = re.sub(r"['’‘´`]", "'", fold(printed))
    return re.sub(r"['.&\s]", "", re.sub(r"'[sn]$", "", folded))


def _complete_ellipsis(text: str, pieces: list[Token], position: int) -> Token:
    """Return the word that `in-` stands for in `in- en uitstroom`, or the token itself where it stands for none.

    Only particles are completed: where `arbeidsmigratie` must be cut to complete `kennis-` is not to be seen in it.
    """
    token = pieces[position]
    if token.text not in _PARTICLES or not _is_ellipsis(text, token):
        return token
    for later in pieces[position + 1 : position + 6]:
        if later.text in _JOINERS or _is_ellipsis(text, later):
            continue
        stem = next((later.text.removeprefix(lead) for lead in _PARTICLES if later.text.startswith(lead)), "")
        return Token(token.text + stem, token.start, token.end + 1, "word") if len(stem) >= 4 else token
    return token


def _is_ellipsis(text: str, token: Token) -> bool:
    """Return whether a hyphen follows `token` that no word follows directly: `in- en`, `in-, door-`."""
    after = text[token.end : token.end + 2]
    return after[:1] in _HYPHENS and (len(after) == 1 or after[1].isspace() or after[1] in ",/")
