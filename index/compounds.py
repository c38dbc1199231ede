"""Dutch compounds by the corpus's own words: taken apart (`asielopvang` is `asiel` and `opvang`) and put together.

Taking too much apart is the known failure of such splitting, so that parts must be words of the texts, as few as will
do, and no prefixes or suffixes.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from index.analyze import is_stopword
from index.spelling import Correction, Speller
from index.stem import stem
from index.vocabulary import Vocabulary

SHORTEST_PART = 4
"""Shorter words stand by chance in too many others; abbreviations may be shorter."""

SURE_PART, SURE_LENGTH, MOST_IN_PART = 5, 6, 0.6
"""A part is corrected beside one of so many letters, where it has so many itself and the slip costs little."""

MOST_PARTS = 3
_SHORTEST_PREFIX = 3
_SHORTEST_ROOT = 6  # of a part that lacks its `-en`
LONGEST_WORD = 45
"""Longer words are no words, and would take long to take apart."""

# What stands between the parts, the most frequent first; with `e` and `n` the part may have lost its own ending.
_LINKERS = ("", "s", "en", "e", "n")
# Words that are mostly a prefix or suffix inside others: `belangrijk` is no `rijk`, `onderuitputting` no `onder`.
_NO_FIRST_PART = frozenset(
    """
    achter alle binnen boven buiten daar door eerst elke even heen hier hoog inter klein laag langs meer mede mee midden
    minder neder neer neven niet onder over recht samen super tegen terug tussen veel voor voort waar weder weer zelf
    beter goed groot half heel hoofd onaf open vast volledig vrij
    """.split()  # noqa: SIM905 - a list of words is easier to read and to add to as a text
)
_NO_LAST_PART = frozenset(
    """
    aard achtig baar baarheid daad dommen eren ering etje gang gangen gericht gerichte gevend gevende heden heid
    ieder inden issen iteit jaars lijk lijkheid lijks loos loosheid loze maal maken matig matige matigheid nemen
    neming netje rijk rijke schap schappen stellen stelling tallen tijds treffend treffende treffendheid vaardig
    vaste vinden vol volle waardig waardige waardigheid waarts weken wijs wijze zaam zaamheid zetten
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class _Split:
    """Some parts of a word, and how frequent they are together: the sum of the logarithms."""

    parts: tuple[str, ...]
    frequency: float


class Compounds:
    """The compounds that the words of a vocabulary make."""

    def __init__(self, vocabulary: Vocabulary, abbreviations: Collection[str] = ()) -> None:
        """Bind the words that may be parts; folded `abbreviations` of three letters may too."""
        self._vocabulary = vocabulary
        self._short = frozenset(short for short in abbreviations if len(short) == SHORTEST_PART - 1)

    def is_known(self, word: str) -> bool:
        """Return whether the texts have `word` in any form, or words that it is made of, prefixes among them."""
        if word in self._vocabulary or self._vocabulary.with_stem(stem(word)):
            return True
        cuts = range(_SHORTEST_PREFIX, min(len(word), LONGEST_WORD) - SHORTEST_PART + 1)
        return bool(self.split(word)) or any(
            word[:cut] in self._vocabulary and self._is_head(word[cut:]) for cut in cuts
        )

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a folded word without what links them; none where it does not fall apart.

        The fewest parts that are words of the texts, and among these the most frequent: `opvangplekken` gives `opvang`
        and `plekken`, `asielzoekersopvang` gives `asielzoekers` and `opvang`.
        """
        if not 2 * SHORTEST_PART - 1 <= len(word) <= LONGEST_WORD or not word.isalpha():
            return ()
        found = self._split_rest(word, MOST_PARTS, first=True)
        return found.parts if found is not None and len(found.parts) > 1 else ()

    def join(self, modifier: str, head: str) -> str:
        """Return the compound of two folded words as the texts have it, or nothing, in whatever form they have it.

        `asielzoeker` and `opvang` give `asielzoekersopvang`.
        """
        if not (_may_join(modifier) and _may_join(head)):
            return ""
        forms = dict.fromkeys((modifier, *self._vocabulary.with_stem(stem(modifier))))
        heads = dict.fromkeys((head, *self._vocabulary.with_stem(stem(head))))
        for compound in (form + linker + last for form in forms for last in heads for linker in _LINKERS):
            if compound in self._vocabulary:
                return compound
        for form in forms:
            for linker in _LINKERS:
                written = self._vocabulary.with_stem(stem(form + linker + head))
                if written and written[0].startswith(form + linker):
                    return written[0]
        return ""

    def modifiers(self, word: str) -> tuple[str, ...]:
        """Return `word`, and where it is a compound itself its first part, which often stands for it in others.

        So `asiel` does for `asielzoekers` in `asielopvang`.
        """
        return (word, *self._split_first(word))

    def correct_part(self, word: str, speller: Speller) -> Correction | None:
        """Return the two parts of a compound of which one is misspelt and one is a word of the texts, or None."""
        found: list[Correction] = []
        for place in range(SURE_LENGTH, min(len(word), LONGEST_WORD) - SURE_PART + 1):
            start, end = word[:place], word[place:]
            correction = speller.correct(start) if self._is_head(end) else None
            # A letter too many at the cut is the other part's own: `toezichthouders` is not `toezicht` and `ouders`.
            if correction and correction.cost <= MOST_IN_PART and not start.startswith(correction.word):
                found.append(Correction(f"{correction.word} {end}", correction.cost))
        for place in range(SURE_PART, min(len(word), LONGEST_WORD) - SURE_LENGTH + 1):
            first, end = self._read_modifier(word[:place], first=True), word[place:]
            correction = speller.correct(end) if first else None
            if correction and correction.cost <= MOST_IN_PART and not end.endswith(correction.word):
                found.append(Correction(f"{first} {correction.word}", correction.cost))
        return min(found, key=lambda each: (each.cost, -max(map(len, each.word.split())), each.word), default=None)

    def _split_first(self, word: str) -> tuple[str, ...]:
        """Return the first word within `word` that the texts have too, or nothing; what follows need not be one."""
        for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first = word[:end]
            if self._frequency(first) > self._vocabulary.frequency(word) / 2 and self._is_part(first, first=True):
                return (first,)
        return ()

    def _split_rest(self, rest: str, most: int, *, first: bool) -> _Split | None:
        """Return how `rest` falls apart best in at most `most` parts, or None."""
        if not first and self._is_head(rest):
            return _Split((rest,), math.log(max(1, self._stem_frequency(rest))))
        best: _Split | None = None
        for end in range(SHORTEST_PART - 1, len(rest) - SHORTEST_PART + 1) if most > 1 else ():
            part = self._read_modifier(rest[:end], first=first)
            following = self._split_rest(rest[end:], most - 1, first=False) if part else None
            if following is None:
                continue
            split = _Split((part, *following.parts), math.log(self._frequency(part)) + following.frequency)
            if best is None or (-len(split.parts), split.frequency) > (-len(best.parts), best.frequency):
                best = split
        return best

    def _read_modifier(self, letters: str, *, first: bool) -> str:
        """Return the word that `letters` are, with or without a linker behind it, or nothing: the most frequent one.

        `beleids` is `beleid`, though `beleids- en uitvoeringskosten` makes a word of it; `kinder` is `kinderen`.
        """
        words = [letters.removesuffix(linker) for linker in _LINKERS if letters.endswith(linker)]
        if len(letters) >= _SHORTEST_ROOT:
            words.append(letters + "en")
        words = [word for word in words if self._is_part(word, first=first)]
        return max(words, key=self._frequency, default="")

    def _is_part(self, word: str, *, first: bool) -> bool:
        """Return whether `word` may be a part that is not the last one."""
        if first and word in _NO_FIRST_PART:
            return False
        if word in self._short:
            return word in self._vocabulary
        # A short word that occurs once is as likely to be a piece of a broken one.
        enough = 2 if len(word) <= SHORTEST_PART else 1
        return len(word) >= SHORTEST_PART and not is_stopword(word) and self._frequency(word) >= enough

    def _is_head(self, word: str) -> bool:
        """Return whether `word` may be the last part: in this form or another one that the texts have."""
        if len(word) < SHORTEST_PART or word in _NO_LAST_PART or is_stopword(word):
            return False
        return self._stem_frequency(word) >= (2 if len(word) <= SHORTEST_PART else 1)

    def _frequency(self, word: str) -> int:
        return self._vocabulary.frequency(word)

    def _stem_frequency(self, word: str) -> int:
        """Return in how many chunks the most frequent form of `word` occurs."""
        forms = self._vocabulary.with_stem(_stem_of(word))
        return self._frequency(forms[0]) if forms else 0


@lru_cache(maxsize=65536)
def _stem_of(word: str) -> str:
    """Return the stem of what may be a word; pieces of words must not push words out of the stemmer's own memory."""
    return stem.__wrapped__(word)


def _may_join(word: str) -> bool:
    """Return whether a word may be a part of a compound that is put together; an abbreviation may."""
    return len(word) >= SHORTEST_PART - 1 and word.isalpha() and not is_stopword(word)
