"""How the labels of rows spell what a query says: longer words, other endings, slips, words put together or apart."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from answer.demands import MANNER_WEIGHT, weigh_word
from answer.figures.rows import RowIndex
from answer.figures.weigh import light_term
from index.analyze import stem

SHORTEST_PART = 5
"""Shorter terms are not looked for inside words."""

_ENDINGS = frozenset({"er", "ter", "der", "ster", "ing", "ding", "ting", "e", "en", "rij", "ij", "schap"})
_LEAST_HALF = 4  # no half of a compound is shorter
_LONG, _SLIPS, _ALIKE = 8, 2, 0.88  # a word of so many letters, so many too many or missing, and how alike

LONGER, INITIALS, BOTH_HALVES, FIRST_HALF = 0.85, 0.9, 0.85, 0.7
"""How surely a label means the same: a longer word, words with these initials, both parts of a compound, the first."""


def find_longer(term: str, index: RowIndex) -> tuple[str, ...]:
    """Return the terms around rows that have a term within them."""
    if len(term) < SHORTEST_PART or not term.isalpha():
        return ()
    if term not in index.longer:
        index.longer[term] = tuple(
            other
            for other in index.vocabulary
            if other != term and (term in other or _is_slip(term, other) or _is_derived(term, other))
        )
    return index.longer[term]


def list_spellings(word: str, index: RowIndex) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield how labels write a folded word, as stems, and how surely: as words of which it has the initials or halves.

    `lerarentekort` is `Tekort aan leraren`, and an `asielzaak` is one of `Asiel`.
    """
    yield from (((root,), LONGER) for root in _find_spelled(word, index))
    if index.spelled.get(word) is None:
        yield from ((words, INITIALS) for words in index.initials.get(word, ()))
    for cut in range(_LEAST_HALF, len(word) - _LEAST_HALF + 1):
        first, last = word[:cut], word[cut:]
        for head in (first, f"{first}s", f"{first}en", first.removesuffix("s"), first.removesuffix("en")):
            if len(head) < _LEAST_HALF or head not in index.spelled:
                continue
            if last in index.spelled:
                yield (index.spelled[head], index.spelled[last]), BOTH_HALVES
            elif weigh_word(last) < MANNER_WEIGHT or light_term(stem(last)):
                yield (index.spelled[head],), FIRST_HALF


def _find_spelled(word: str, index: RowIndex) -> tuple[str, ...]:
    """Return the stems of the words in labels that begin with a word or its singular: `Afschrijvingskosten`.

    The stem of `afschrijvingen` is `afschrijf`, and stands in no longer word.
    """
    key = f"={word}"
    if key not in index.longer:
        bare = word.removesuffix("en") if len(word) > _LONG else word.removesuffix("s")
        found = (root for spelled, root in index.spelled.items() if spelled != word and spelled.startswith(bare))
        index.longer[key] = tuple(dict.fromkeys(found)) if len(bare) > SHORTEST_PART else ()
    return index.longer[key]


def _is_derived(term: str, other: str) -> bool:
    """Return whether a word is made of one around a row by an ending: a `thuiszitter` is who `thuiszit`."""
    return len(other) > SHORTEST_PART and term.startswith(other) and term[len(other) :] in _ENDINGS


def _is_slip(term: str, other: str) -> bool:
    """Return whether a long word differs so little from one around a row that either must be a slip of the other.

    A query's slips are mended; those of a document are not: `Vluchtingenwerk`.
    """
    if len(term) < _LONG or abs(len(term) - len(other)) > _SLIPS or term[:3] != other[:3] or term[-3:] != other[-3:]:
        return False
    return SequenceMatcher(None, term, other, autojunk=False).ratio() >= _ALIKE
