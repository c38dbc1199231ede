"""From text to the terms that lexical search counts: Dutch stems, and 5-grams within words.

The 5-grams find `opvang` in `asielzoekersopvang` without a dictionary; of all that was measured for Dutch only they
gained more than noise over plain words.
"""

from collections.abc import Sequence

from index.references import references
from index.stem import STEMMER, stem
from index.tokens import Token, fold, tokenize

__all__ = [
    "ANALYZER",
    "GRAM_LENGTH",
    "Token",
    "analyze",
    "analyze_tokens",
    "content_tokens",
    "fold",
    "grams",
    "is_stopword",
    "stem",
    "tokenize",
]

ANALYZER = f"stem+5gram+reference 2, {STEMMER}"
"""Names what made the terms of an index; raise the number when `analyze` gives other terms for the same text."""

GRAM_LENGTH = 5
# Stems and 5-grams are counted apart: the word `asiel` is more than an `asiel` somewhere in a longer word.
GRAM_MARK = "~"

# Words that carry a sentence and not its subject. Question words belong to them: every question has one, hardly any
# answer does, so that they only pull towards other questions. `niet`, `geen`, `meer`, `minder` stay: they change what
# is asked. Single letters are left over from `t-1`, `1e`, `a.`.
_STOPWORDS = frozenset(
    """
    aan al als bij daar dan dat de deze die dit doch door dus echter een eens en er ging haar had hadden heb hebben
    heeft het hem hen hier hij hun ik in is ja je jij jou jouw jullie kan kon konden kun kunnen kunt maar me men met mij
    mijn moet moeten na naar nog nu of om omdat ons onze ook op over reeds te tegen toch toen tot tussen u uit uw van
    vanuit voor waren was we wel werd werden wij wil willen worden wordt zal ze zelf zich zij zijn zo zou zouden zulke
    hoe hoeveel hoezo waar waaraan waarbij waardoor waarin waarmee waarom waarop waarover waartoe waaruit waarvan
    waarvoor wanneer wat welk welke wie wiens
    betekent betekenen krijgt krijgen aangeven uitleggen vertellen
    oa bijv bv ca ed dwz enz etc inz mbt nl tav tov ivm
    """.split()  # noqa: SIM905 - a list of words is easier to read and to add to as a text
)
# The Public Prosecution Service is written as a stopword in capitals.
_ABBREVIATIONS_LIKE_STOPWORDS = frozenset({"OM"})


def analyze(text: str) -> tuple[str, ...]:
    """Return the terms of `text`, repeated as often as they occur: for each word its stem and its 5-grams.

    A figure is a term of its own and has no 5-grams, so that `100` never matches `1.000`:
    `Opvang 2025` gives `opvang`, `~opvan`, `~pvang`, `2025`; and `tabel 4` gives `tabel4` too.
    """
    return tuple(term for terms in analyze_tokens(content_tokens(text)) for term in terms)


def analyze_tokens(tokens: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
    """Return the terms of each of the content tokens of a text, in their order."""
    return tuple(_analyze_token(tokens, position) for position in range(len(tokens)))


def _analyze_token(tokens: Sequence[Token], position: int) -> tuple[str, ...]:
    """Return the terms of one token: a figure, or a stem and 5-grams; and what it is the number of."""
    token = tokens[position]
    referred = references(tokens, position)
    if token.kind == "number":
        return (token.text, *referred)
    # The parts of a hyphenated compound bring their 5-grams themselves.
    if position + 1 < len(tokens) and tokens[position + 1].start < token.end:
        return (stem(token.text), *referred)
    return (stem(token.text), *referred, *(GRAM_MARK + gram for gram in grams(token.text)))


def content_tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` without its stopwords."""
    return tuple(
        token
        for token in tokenize(text)
        if not is_stopword(token.text) or text[token.start : token.end] in _ABBREVIATIONS_LIKE_STOPWORDS
    )


def is_stopword(word: str) -> bool:
    """Return whether a folded word says nothing of what a text is about."""
    return word in _STOPWORDS or (len(word) == 1 and word.isalpha())


def grams(word: str) -> tuple[str, ...]:
    """Return all runs of five characters of a folded word; none for a shorter one or one with a figure in it."""
    if not word.isalpha():
        return ()
    return tuple(word[start : start + GRAM_LENGTH] for start in range(len(word) - GRAM_LENGTH + 1))
