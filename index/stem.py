"""Dutch stems: Snowball's `dutch`, and what it must not be left alone with in budget documents."""

import threading
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found] # a compiled module without annotations

from index.word_forms import read_endings, read_words

STEMMER = f"PyStemmer {Stemmer.version()} dutch"
"""Which stemmer the stems are from; the name `dutch` meant another one before Snowball 3."""

_WORDS = read_words()
_ENDINGS = read_endings()
_SHORTEST = min(map(len, _ENDINGS))
_LONGEST = max(map(len, _ENDINGS))
# Abbreviations must stay what they are; words this short have no ending worth taking off.
_UNTOUCHED_LENGTH = 3

_stemmer = Stemmer.Stemmer("dutch", 0)
_stemmer_lock = threading.Lock()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a folded word: `uitgaven` and `uitgave` give one, `minister` stays `minister`.

    Words of up to three letters and words with a figure in them are their own stem.
    """
    if len(word) <= _UNTOUCHED_LENGTH or not word.isalpha():
        return word
    if word in _WORDS:
        return _WORDS[word]
    # A stemmer object must not be used by two threads at a time.
    with _stemmer_lock:
        return str(_stemmer.stemWord(_respell(word))) or word


def _respell(word: str) -> str:
    """Return `word` with its ending as Snowball can take it; the longest ending that is listed counts."""
    for length in range(min(len(word), _LONGEST), _SHORTEST - 1, -1):
        ending = word[-length:]
        if ending in _ENDINGS:
            return word[:-length] + _ENDINGS[ending]
    return word
