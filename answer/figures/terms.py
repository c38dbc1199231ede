"""Texts as terms that can be compared: stems, figures, and what something is the number of, spelled in one way."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.analyze import Token, content_tokens, is_stopword, stem, tokenize
from index.references import references

_ORDINALS = {"eerste": "1", "1e": "1", "tweede": "2", "2e": "2", "derde": "3", "3e": "3", "vierde": "4", "4e": "4"}
_WORDS = {"1": "eerste", "2": "tweede", "3": "derde", "4": "vierde"}
_ORDINAL = r"(?P<{name}>eerste|tweede|derde|vierde|[1-4]e)"
_QUARTER = re.compile(
    rf"\b(?:{_ORDINAL.format(name='before')}\s+kwartaal|kwartaal\s+(?P<behind>[1-4])|[QK](?P<short>[1-4]))\b",
    re.IGNORECASE,
)
_SUPPLETOIRE = re.compile(
    rf"\b{_ORDINAL.format(name='order')}\s+suppletoire(?:\s*(?:wet|begroting(?:swet)?))?", re.IGNORECASE
)
_NUMBER_WORDS = {"2": "twee", "3": "drie", "4": "vier", "5": "vijf", "6": "zes", "7": "zeven", "8": "acht"}


def write_alike(text: str) -> str:
    """Return a text in which quarters and suppletory budgets are one word: `Q4`, `eerstesuppletoire`.

    `vierde kwartaal` and `Q4` are the same, as are `1e suppletoire begroting` and `eerste suppletoire`; in pieces
    their words would mean little and be found everywhere.
    """
    text = _QUARTER.sub(
        lambda found: f"Q{found['short'] or found['behind'] or _ORDINALS[found['before'].casefold()]}", text
    )
    return _SUPPLETOIRE.sub(lambda found: f"{_WORDS[_ORDINALS[found['order'].casefold()]]}suppletoire", text)


@lru_cache(maxsize=65536)
def list_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a text in their order: `1 Inzet` gives `#1`, `1`, `inzet`; `Artikel 14` gives `artikel14`.

    A figure that a text begins with numbers what the text names, and has a mark of its own.
    """
    tokens = content_tokens(write_alike(text))
    found: list[str] = []
    for place, token in enumerate(tokens):
        if place == 0 and token.kind == "number" and text.strip()[:1].isdigit():
            found.append(f"#{token.text}")
        found += term_of(tokens, place)
    return tuple(found)


def term_of(tokens: Sequence[Token], place: int) -> tuple[str, ...]:
    """Return the terms of one token: its stem or figure, and what it is the number of; a small number as a word too."""
    token = tokens[place]
    if token.kind == "number":
        words = (_NUMBER_WORDS[token.text],) if token.text in _NUMBER_WORDS else ()
        return (token.text, *words, *references(tokens, place))
    return (stem(token.text), *references(tokens, place))


def label_words(text: str) -> tuple[str, ...]:
    """Return the different stems of the words of a label, a hyphenated compound by its parts only."""
    tokens = content_tokens(write_alike(text))
    kept = [
        stem(token.text)
        for place, token in enumerate(tokens)
        if token.kind == "word" and not (place + 1 < len(tokens) and tokens[place + 1].start < token.end)
    ]
    return tuple(dict.fromkeys(kept))


def spell_terms(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of some texts as they are spelled, folded, each with its stem."""
    tokens = (token for text in sorted(texts) for token in content_tokens(text))
    return {token.text: stem(token.text) for token in tokens if token.kind == "word"}


def list_initials(texts: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return for the initials of three words or more in a row what these words are, as stems.

    `mvv` are those of `Machtiging tot voorlopig verblijf`.
    """
    found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for text in sorted(texts):
        words = [token.text for token in content_tokens(text) if token.kind == "word"]
        for size in range(3, 7):
            for start in range(len(words) - size + 1):
                chosen = words[start : start + size]
                found["".join(word[0] for word in chosen)][tuple(map(stem, chosen))] = None
    return {initials: tuple(ways) for initials, ways in found.items()}


def list_joined(text: str) -> tuple[tuple[str, str], ...]:
    """Return the stems of the words before and behind each `en` of a text; articles and prepositions do not count.

    `Saldo van baten en lasten` gives `baat` and `last`.
    """
    words = [token for token in tokenize(text) if token.text == "en" or not is_stopword(token.text)]
    return tuple(
        (stem(words[place - 1].text), stem(words[place + 1].text))
        for place, word in enumerate(words)
        if word.text == "en" and 0 < place < len(words) - 1
    )
