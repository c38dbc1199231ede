"""Whether letters are the initials of words: `IND` of `Immigratie- en Naturalisatiedienst`, `MPP` of one long word.

After Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text",
which matches the letters from right to left against the words before them. Dutch needs more, and a letter anywhere in a
word would prove too much: a letter is that of a word, or of a part inside a compound, and every word but the small ones
has to give one.
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

SMALL_WORDS = frozenset(
    ["aan", "al", "and", "as", "bij", "de", "den", "der", "des", "die", "door", "een", "en", "for", "het", "in", "met"]
    + ["naar", "of", "om", "on", "onder", "op", "over", "te", "ten", "ter", "the", "to", "tot", "uit", "van", "via"]
    + ["voor", "zonder", "’t", "betreffende", "inzake"]
)
"""Words that need not give a letter: `Dienst Uitvoering Onderwijs`, `Raad voor de rechtspraak`."""

_LAST = "nederland"
"""Names of organisations end in it that leave it out of their short form: `Rijksdienst voor Ondernemend Nederland`."""

SKIPPED = 1.0
"""What a word without a letter costs; one may do without (`Regeling Medische Zorg Oekraïne`: RMO)."""

INSIDE, BESIDE = 0.5, 0.75
"""What a letter inside a word costs: where the document shows that a word begins there, and where it does not."""

LEAST_PART = 3
"""A part of a compound has as many letters: the `wet` of `Vreemdelingenwet`."""

_NEVER = 99.0


def fold_letters(word: str) -> str:
    """Return a word in small letters without accents: `Coördinatie` as `coordinatie`."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def match_initials(short: str, words: list[str], known: Collection[str], *, whole: bool) -> int | None:
    """Return at which of `words` the words begin that `short` stands for; they go on to the last one.

    The fewest words that fit are taken, or `whole`: all of them. `known` are the document's own words, folded, which
    tell where a part of a compound begins. None where the letters are not those of the words.
    """
    letters = fold_letters(short)
    folded = [fold_letters(word) for word in words]
    most = len(letters) / 2
    for start in [0] if whole else range(len(words) - 1, -1, -1):
        if not words or words[start] in SMALL_WORDS:
            continue  # a name may begin with one, but then with a capital: `Te Beschermen Belangen`
        if folded[start][:1] == letters[0] and _Matcher(letters, folded[start:], known).cost() <= most:
            return start
    return None


@dataclass(slots=True)
class _Matcher:
    """The letters to find and the words to find them in, and what finding the rest costs from each place."""

    letters: str
    words: list[str]
    known: Collection[str]
    costs: dict[tuple[int, int, int], float] = field(default_factory=dict)

    def cost(self) -> float:
        """Return what it costs at least to find all letters, the first of them at the head of the first word."""
        return self._within(1, 0, 0)

    def _before(self, letter: int, word: int) -> float:
        """Return the cost of the letters from `letter` on in the words from `word` on."""
        if letter == len(self.letters):
            # The name of a law may end in its year, which its short form leaves out: `Vreemdelingenwet 2000 (Vw)`.
            rest = [each for each in self.words[word:] if each not in SMALL_WORDS and not each.isdigit()]
            return 0.0 if not rest else SKIPPED if rest == [_LAST] else _NEVER
        if word == len(self.words):
            return _NEVER
        key = (letter, word, -1)
        if key not in self.costs:
            text = self.words[word]
            found = self._before(letter, word + 1) + (0.0 if text in SMALL_WORDS else SKIPPED)
            if text[0] == self.letters[letter]:
                found = min(found, self._within(letter + 1, word, 0))
            if text in {"en", "and"}:
                for sign in ("en", "&"):
                    if self.letters.startswith(sign, letter):
                        found = min(found, self._before(letter + len(sign), word + 1))
            self.costs[key] = found
        return self.costs[key]

    def _within(self, letter: int, word: int, last: int) -> float:
        """Return the cost of the letters from `letter` on, where the one before was at place `last` of this word."""
        if letter == len(self.letters):
            return self._before(letter, word + 1)
        key = (letter, word, last)
        if key not in self.costs:
            text = self.words[word]
            found = self._before(letter, word + 1)
            for place in range(last + 1, len(text)):
                if text[place] == self.letters[letter] and (price := self._price(text, place, last)) < _NEVER:
                    found = min(found, price + self._within(letter + 1, word, place))
            self.costs[key] = found
        return self.costs[key]

    def _price(self, text: str, place: int, last: int) -> float:
        """Return what the letter at `place` of a word costs, after one at `last`."""
        if place == 1 and text not in SMALL_WORDS:
            return INSIDE  # `SPecifieke UitKering`
        if place - last < LEAST_PART - 1 or len(text) - place < LEAST_PART:
            return _NEVER
        part = text[place:]
        if any(part[:end] in self.known for end in range(len(part), LEAST_PART, -1)) or part in self.known:
            return INSIDE
        return BESIDE if len(self.letters) > 2 else _NEVER
