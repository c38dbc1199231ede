"""Dutch stems: Snowball's `dutch`, and what it must not be left alone with in budget documents."""

import threading
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found] # a compiled module without annotations

STEMMER = f"PyStemmer {Stemmer.version()} dutch"
"""Which stemmer the stems are from; the name `dutch` meant another one before Snowball 3."""

# Words that are their own stem. Snowball makes `minister` into `mini`, `gezin` into `zin`, `overheid` into `over`.
_OWN_STEMS = frozenset({"minister", "gezin", "overheid", "open", "reden", "amv", "volgens", "haven"})

# Endings that are respelled before stemming, in compounds too (`apparaatsuitgaven`), because Snowball gives the two
# forms two stems. Mostly plurals whose vowel is short in the singular, adjectives with `-e`,
# and plurals written without their apostrophe.
_RESPELLED = {
    "uitgaven": "uitgave",
    "verslagen": "verslag",
    "toeslagen": "toeslag",
    "verdragen": "verdrag",
    "bijdragen": "bijdrage",
    "bijlagen": "bijlage",
    "bedragen": "bedrag",
    "maatregelen": "maatregel",
    "antwoorden": "antwoord",
    "adviezen": "advies",
    "processen": "proces",
    "plaatsen": "plaats",
    "indicatoren": "indicator",
    "factoren": "factor",
    "monitoren": "monitor",
    "systemen": "systeem",
    "grenzen": "grens",
    "redenen": "reden",
    "kinderen": "kind",
    "gezinnen": "gezin",
    "ministers": "minister",
    "overheden": "overheid",
    "werkdagen": "werkdag",
    "kamerleden": "kamerlid",
    "gezinsleden": "gezinslid",
    "familieleden": "familielid",
    "ontheemden": "ontheemd",
    "ontheemde": "ontheemd",
    "begrote": "begroot",
    "europese": "europees",
    "concrete": "concreet",
    "kansarme": "kansarm",
    "digitale": "digitaal",
    "sociale": "sociaal",
    "nationale": "nationaal",
    "financiele": "financieel",
    "structurele": "structureel",
    "incidentele": "incidenteel",
    "operationele": "operationeel",
    "individuele": "individueel",
    "personele": "personeel",
    "materiele": "materieel",
    "actuele": "actueel",
    "eventuele": "eventueel",
    "specifieke": "specifiek",
    "periodieke": "periodiek",
    "jaarlijkse": "jaarlijks",
    "binnenlandse": "binnenlands",
    "beschikbare": "beschikbaar",
    "openbare": "openbaar",
    "externe": "extern",
    "interne": "intern",
    "risicos": "risico",
    "themas": "thema",
    "regios": "regio",
}
# Short words that are an ending of others (`leden` of `geleden`), so for the whole word only; and plurals of
# abbreviations, of which Snowball makes another word (`amvs` to `amf`).
_RESPELLED_WHOLE = {
    "leden": "lid",
    "dagen": "dag",
    "steden": "stad",
    "hoge": "hoog",
    "grote": "groot",
    "amvs": "amv",
    "azcs": "azc",
    "coas": "coa",
}
_SHORTEST = min(map(len, _RESPELLED))
_LONGEST = max(map(len, _RESPELLED))
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
    word = _respell(word)
    if word in _OWN_STEMS:
        return word
    # A stemmer object must not be used by two threads at a time.
    with _stemmer_lock:
        return str(_stemmer.stemWord(word)) or word


def _respell(word: str) -> str:
    """Return `word` with its ending as Snowball can take it; the longest ending that is listed counts."""
    if word in _RESPELLED_WHOLE:
        return _RESPELLED_WHOLE[word]
    for length in range(min(len(word), _LONGEST), _SHORTEST - 1, -1):
        ending = word[-length:]
        if ending in _RESPELLED:
            return word[:-length] + _RESPELLED[ending]
    return word
