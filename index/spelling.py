"""Slips of spelling, mended by the words that the texts have: `begrotting` for `begroting`.

A word that the texts do not have is mostly right and simply not there, a name above all. So a slip must look like one:
letters that sound alike, two that changed places, a letter too many or too few, a key beside the right one.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.vocabulary import Vocabulary

SHORTEST_WORD = 5
"""Shorter words have too many others one letter away."""

LONGEST_WORD = 60

# Spellings of one sound. Order counts: `sch` before `ch`, `ij` and `ei` before single letters.
_SOUNDS = (
    ("sch", "sg"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("ck", "k"), ("x", "ks"),
    ("tie", "si"), ("ij", "y"), ("ei", "y"), ("au", "ou"), ("ie", "i"), ("ae", "a"),
    ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("c", "k"), ("z", "s"), ("v", "f"), ("dt", "t"),
)  # fmt: skip
# Which letters begin the same sound: a slip in the first letter is rare, and a prefix changes the meaning.
_FIRST_LETTERS = {"c": "k", "z": "s", "v": "f", "y": "i", "e": "i", "q": "k"}
_VOWELS = frozenset("aeiou")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

# What a slip costs, from what a reader takes for granted to what may well be another word. Two words that differ in one
# consonant are mostly both right (`evacuatie`, `evaluatie`), so that only keys beside each other are taken for a slip.
SAME_SOUND, _SWAP, _DROPPED, _NEAR_KEY, _VOWEL, _EXTRA = 0.3, 0.4, 0.6, 0.8, 0.9, 1.0
_NO_SLIP = 9.0
# The most that a slip may cost, by the length of the word: longer words have fewer neighbours.
_BOUNDS = ((11, 1.2), (10, _EXTRA), (9, _VOWEL), (7, _DROPPED), (SHORTEST_WORD, _SWAP))
_NAME_BOUND = _DROPPED
_SOUND_AND_MORE_LENGTH = 11  # from here on a word may also sound like the other but for one slip
_SURE_LENGTH, _SURE_FREQUENCY = 7, 8  # a shorter word is corrected to a frequent one only


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the texts that was meant, and what the slip costs, from 0.3 for one that sounds the same."""

    word: str
    cost: float


class Speller:
    """The words of a vocabulary, found by words that look or sound like them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Bind the words to correct to; those of four letters and stopwords are none."""
        self._vocabulary = vocabulary

    def correct(self, word: str, *, is_name: bool = False) -> Correction | None:
        """Return which word of the texts a folded word that they do not have was meant to be, or None.

        The cheapest slip counts, then the most frequent word. With `is_name` the word was written like a name, and is
        corrected to a name of the texts only.
        """
        if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or not word.isalpha():
            return None
        best: tuple[float, int, str] | None = None
        for candidate in self._find_near(word):
            cost = _slip_cost(word, candidate)
            if cost > self._bound(word, candidate, is_name=is_name):
                continue
            rank = (cost, -self._vocabulary.frequency(candidate), candidate)
            best = rank if best is None else min(best, rank)
        return Correction(best[2], best[0]) if best is not None else None

    def _bound(self, word: str, candidate: str, *, is_name: bool) -> float:
        """Return the most that a slip from `candidate` to `word` may cost."""
        if len(word) < _SURE_LENGTH and self._vocabulary.frequency(candidate) < _SURE_FREQUENCY:
            return 0.0
        bound = next((most for length, most in _BOUNDS if len(word) >= length), 0.0)
        if self._vocabulary.is_capitalized(candidate):
            # Whoever asks for Estland does not mean Letland.
            return min(bound, _NAME_BOUND)
        return 0.0 if is_name else bound

    def _find_near(self, word: str) -> list[str]:
        """Return the words that sound the same, or lie within one or two letters of `word`."""
        near = dict.fromkeys(self._by_sound.get(_sound(word), ()))
        most = 2 if len(word) >= _SOUND_AND_MORE_LENGTH else 1
        for letter in dict.fromkeys((_first(word), _first(word[1:]))):
            for length in range(len(word) - most, len(word) + most + 1):
                choices = self._by_shape.get((letter, length), ())
                found = process.extract_iter(word, choices, scorer=OSA.distance, processor=None, score_cutoff=most)
                near.update((choice, None) for choice, _, _ in found)
        return list(near)

    @cached_property
    def _choices(self) -> tuple[str, ...]:
        return tuple(word for word in self._vocabulary.content_words if len(word) >= SHORTEST_WORD)

    @cached_property
    def _by_shape(self) -> dict[tuple[str, int], list[str]]:
        """Return the words by their first letter's sound and their length."""
        found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._choices:
            found[_first(word), len(word)].append(word)
        return dict(found)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._choices:
            found[_sound(word)].append(word)
        return dict(found)


def _slip_cost(typed: str, meant: str) -> float:
    """Return how unlikely it is that `typed` was meant to be `meant`; more than any bound where it is another word."""
    sounds, sounded = _sound(typed), _sound(meant)
    # `Rijssen` sounds like `reizen`, but nobody makes so many slips in so short a word.
    most = 3 if len(typed) >= _SOUND_AND_MORE_LENGTH else 2
    if sounds == sounded and OSA.distance(typed, meant, score_cutoff=most) <= most:
        return SAME_SOUND
    if OSA.distance(typed, meant, score_cutoff=1) <= 1:
        return _edit_cost(typed, meant)
    if len(typed) >= _SOUND_AND_MORE_LENGTH and OSA.distance(sounds, sounded, score_cutoff=1) <= 1:
        return SAME_SOUND + _edit_cost(sounds, sounded)
    return _NO_SLIP


def _edit_cost(typed: str, meant: str) -> float:
    """Return the cost of the one letter that two words differ in, or of the two that changed places."""
    if sorted(typed) == sorted(meant):
        return _SWAP
    if _first(typed) != _first(meant):
        return _NO_SLIP
    if len(typed) < len(meant):
        return _DROPPED
    place = next((place for place, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), -1)
    if len(typed) > len(meant):
        # A finger that touched two keys: `begrotiung`.
        near = any(_are_neighbours(typed[place], other) for other in (typed[place - 1], typed[place + 1 : place + 2]))
        return _NEAR_KEY if near else _EXTRA
    if _are_neighbours(typed[place], meant[place]):
        return _NEAR_KEY
    return _VOWEL if {typed[place], meant[place]} <= _VOWELS else _NO_SLIP


def _sound(word: str) -> str:
    """Return a spelling that all words share that sound like `word`; `organisatie` and `organizatie` have one."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    letters = [letter for place, letter in enumerate(word) if not place or letter != word[place - 1]]
    if letters[-1:] == ["d"]:
        letters[-1] = "t"
    return "".join(letters)


def _first(word: str) -> str:
    """Return what a word begins with, by its sound."""
    return _FIRST_LETTERS.get(word[:1], word[:1])


def _are_neighbours(one: str, other: str) -> bool:
    """Return whether two letters lie beside each other on a keyboard, whose rows are shifted by half a key."""
    for number, row in enumerate(_KEYS):
        place = row.find(one) if one else -1
        if place >= 0:
            above = _KEYS[number - 1][place : place + 2] if number else ""
            below = _KEYS[number + 1][max(0, place - 1) : place + 1] if number + 1 < len(_KEYS) else ""
            return bool(other) and other in row[max(0, place - 1) : place] + row[place + 1 : place + 2] + above + below
    return False
