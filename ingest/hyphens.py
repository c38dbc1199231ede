"""Words broken with a printed hyphen: which hyphens go when the halves are joined, and which are part of the word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SOFT_HYPHEN = "\u00ad"

_ELLIPSIS_WORDS = {"en", "of", "tot", "dan", "als", "respectievelijk"}
"""Words before which a hyphen at a line end is an ellipsis: `in- en uitstroom`, `vracht- en verzendkosten`."""

_PREFIXES = {"niet", "non", "ex", "oud", "vice"}
"""What Dutch always writes with a hyphen before a noun: `niet-beleidsartikelen`, `oud-minister`."""

_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"([^\W\d_]+)-([^\W\d_]+)")
_LAST = re.compile(r"[-\u00ad](?P<token>(?P<word>[^\W\d_]+)\w*)")
"""What stands before a hyphen at a line end, in the line written backwards: a search forwards is slow on long lines."""

_FIRST = re.compile(r"^[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """What a document tells of its words: how often each occurs, which are written with a hyphen, and its line ends.

    `breaks` is whether it breaks words at line ends: a hyphen there then is one that goes, unless something tells else.
    """

    words: Counter[str]
    compounds: frozenset[tuple[str, str]]
    breaks: bool


def read_hyphenation(lines: Sequence[str], words: Counter[str]) -> Hyphenation:
    """Return what the lines of a document tell of its hyphens, with `words` those that occur whole, in small letters.

    A document breaks words where at least one broken word also occurs whole, and no more occur with a hyphen.
    """
    compounds = frozenset((a.lower(), b.lower()) for line in lines for a, b in _COMPOUND.findall(line))
    broken = [halves for a, b in pairwise(lines) if (halves := _halves(a, b)) is not None]
    whole = sum(words[last + first] > 0 and (last, first) not in compounds for last, first in broken)
    hyphenated = sum(halves in compounds for halves in broken)
    return Hyphenation(words, compounds, whole > 0 and whole >= hyphenated)


def _halves(before: str, after: str) -> tuple[str, str] | None:
    """Return the halves of a word that a hyphen at a line end parts, in small letters; None where there is none."""
    last, first = _LAST.match(before[::-1]), _FIRST.match(after)
    if last is None or first is None or not first[0][0].islower() or first[0] in _ELLIPSIS_WORDS:
        return None
    return last["word"][::-1].lower(), first[0]


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Return how often each word occurs inside a line, where it cannot be a half of a broken one."""
    counts: Counter[str] = Counter()
    for line in lines:
        words = [word.lower() for word in _WORD.findall(line)]
        counts.update(words[1:-1])
    return counts


def join_hyphenated(before: str, after: str, known: Hyphenation) -> str | None:
    """Return two lines joined at the hyphen that ends the first; None where it is an ellipsis, and a space follows it.

    `begro-` / `ting` becomes `begroting`; `niet-` / `beleidsartikelen`, `ICT-` / `uitgaven` and `Noord-` / `Holland`
    keep their hyphen. Of others the document tells: a word that occurs whole is made whole, and so is any word in a
    document that breaks words, unless it occurs with a hyphen.
    """
    last, first = _LAST.match(before[::-1]), _FIRST.match(after)
    if last is None or first is None or first[0].lower() in _ELLIPSIS_WORDS:
        return None
    if before.endswith(SOFT_HYPHEN):
        return before[:-1] + after
    if _is_address(before) or not _is_broken(last["token"][::-1], last["word"][::-1], first[0], known):
        return before + after
    return before[:-1] + after


def _is_address(before: str) -> bool:
    """Return whether a line ends in an address on the web, or a part of one: its hyphens are its own."""
    token = before.rsplit(maxsplit=1)[-1]
    return "://" in token or token.startswith("www.") or token.count("/") > 1 or token.count("-") > 2


def _is_broken(token: str, last: str, first: str, known: Hyphenation) -> bool:
    """Return whether the hyphen between two halves is there for the line end alone. `token` is all before it."""
    if not first[0].islower() or any(map(str.isdigit, token)) or any(map(str.isupper, last[1:])) or len(last) == 1:
        return False  # a name, a code or an abbreviation: `Noord-Holland`, `4G-netwerk`, `ICT-uitgaven`, `e-mail`
    halves = (last.lower(), first.lower())
    if known.words[halves[0] + halves[1]]:
        return halves not in known.compounds and (known.breaks or not known.words[halves[1]])
    if halves in known.compounds or halves[0] in _PREFIXES:
        return False
    return known.breaks
