"""Numbers in Dutch words: `twee`, `tweeëntwintig`, `driehonderd`, `tienduizend`, and what has a place in an order."""

import re
from functools import cache

from index.tokens import fold

_UNITS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
          "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")  # fmt: skip
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_HUNDREDS = re.compile(r"(?P<times>[a-z]*?)honderd(?:en)?(?P<rest>[a-z]*)")
_THOUSANDS = re.compile(r"(?P<times>[a-z]*?)duizend(?:en)?(?P<rest>[a-z]*)")
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "achtste": 8}


def read_number_word(word: str) -> int | None:
    """Return the number that a Dutch word stands for, None where it is no number.

    `een` is mostly an article and no number, `één` is 1.
    """
    if word.casefold() in ("één", "eén"):
        return 1
    folded = fold(word)
    return None if folded == "een" else _read_thousands(folded)


def read_ordinal(word: str) -> int | None:
    """Return the place that a word gives in an order: 2 for `tweede`, None where it gives none."""
    folded = fold(word)
    if folded in _ORDINALS:
        return _ORDINALS[folded]
    bare = re.fullmatch(r"([a-z]+?)(?:ste|de)", folded)
    return _read_thousands(bare[1]) if bare and bare[1] != "een" else None


def _read_thousands(word: str) -> int | None:
    """Return the number that a folded word stands for, up to 999.999."""
    match = _THOUSANDS.fullmatch(word)
    if match is None:
        return _read_hundreds(word)
    times = _read_hundreds(match["times"]) if match["times"] else 1
    rest = _read_hundreds(match["rest"]) if match["rest"] else 0
    return None if not times or rest is None else times * 1000 + rest


def _read_hundreds(word: str) -> int | None:
    """Return the number that a folded word stands for, up to 9.999: `twaalfhonderd` is 1200."""
    match = _HUNDREDS.fullmatch(word)
    if match is None:
        return _list_words().get(word)
    times = _list_words().get(match["times"]) if match["times"] else 1
    rest = _list_words().get(match["rest"].removeprefix("en")) if match["rest"] else 0
    return None if not times or rest is None else times * 100 + rest


@cache
def _list_words() -> dict[str, int]:
    """Return the words for 0 to 99 with their numbers."""
    words = {word: number for number, word in enumerate(_UNITS)}
    for tens, word in enumerate(_TENS, start=2):
        words[word] = tens * 10
        # `tweeëntwintig` is folded to `tweeentwintig`.
        words.update({f"{_UNITS[unit]}en{word}": tens * 10 + unit for unit in range(1, 10)})
    return words
