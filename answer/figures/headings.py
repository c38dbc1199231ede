"""What the heading of a column says: which year or quarter, and what kind of figure stands in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from answer.figures.terms import label_words, list_terms, write_alike
from index.analyze import stem
from index.tokens import find_years

HeadingKind = Literal[
    "realisatie",
    "begroot",
    "verschil",
    "mutatie",
    "streefwaarde",
    "suppletoire",
    "uitgaven",
    "ontvangsten",
    "verplichtingen",
]
"""Kinds of figure that stand beside each other for the same row and year."""

_KINDS: tuple[tuple[HeadingKind, str], ...] = (
    (
        "realisatie",
        r"(?:ge)?realis(?:atie|aties|atiecijfers|eerde?|eert|eren)|(?:daad)?werkelijke?|uitgegeven|besteed|uitgegeven",
    ),
    ("verschil", r"verschil(?:len)?|afwijking(?:en)?"),
    ("mutatie", r"\w*mutaties?|wijziging(?:en)?|bijstelling(?:en)?"),
    ("suppletoire", r"\w*suppletoire"),
    (
        "begroot",
        r"begroot|begrote|begroting|geraamde?|raming(?:en)?|vastgestelde?|oorspronkelijke?|verwachte?|prognose",
    ),
    ("streefwaarde", r"streefwaarden?|streefcijfers?"),
    ("uitgaven", r"uitgaven"),
    ("ontvangsten", r"ontvangsten|inkomsten|opbrengsten"),
    ("verplichtingen", r"verplichtingen"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)

CHANGES: frozenset[HeadingKind] = frozenset({"verschil", "mutatie"})
"""What stands under such a heading is no amount for a year but by how much it changed: given only where it is asked."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its years, the kinds of figure that it says, its words, and its terms with what they count.

    `kind_words` are those of its words that say the kind.

    What stands under one that `refers` is no figure but a number or time by which something is known: `Kamerstuknr.`.
    """

    years: frozenset[str]
    kinds: frozenset[HeadingKind]
    words: tuple[str, ...]
    refers: bool
    kind_words: frozenset[str]
    terms: Mapping[str, float]


_REFERS = re.compile(
    r".*artikel\w*|.*nummers?|.*nr|.*jaar|.*datum|.*evaluatie|planning|afronding|vindplaats|bijlage|.*pagina"
)


SIDES: frozenset[HeadingKind] = frozenset({"uitgaven", "ontvangsten", "verplichtingen"})
"""What a table or row has is one of these, where it says which."""


def find_sides(text: str) -> frozenset[HeadingKind]:
    """Return which of spending, receipts and commitments a text names."""
    return frozenset(kind for word in re.findall(r"\w+", text.casefold()) if (kind := kind_of_word(word)) in SIDES)


def kind_of_word(word: str) -> HeadingKind | None:
    """Return which kind of column a folded word asks for, or None."""
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(word)), None)


@lru_cache(maxsize=8192)
def read_heading(column: str) -> Heading:
    """Return what the heading of a column says."""
    folded = re.findall(r"\w+", write_alike(column).casefold())
    told = {stem(word): kind for word in folded if (kind := kind_of_word(word)) is not None}
    refers = any(_REFERS.fullmatch(word) for word in folded)
    kinds = frozenset(told.values())
    return Heading(
        find_years(column), kinds, label_words(column), refers, frozenset(told), dict.fromkeys(list_terms(column), 1.0)
    )
