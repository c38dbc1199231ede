"""Where the words of a query stand in a passage: as they are, by their stem, in a compound, or as a reading of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.analyze import Token, content_tokens, stem, tokenize
from index.readings import QueryWords
from ingest.chunk import Chunk
from ingest.document import Span

LEAST_PART = 5
"""A word of so many letters is looked for inside longer ones too: `opvang` in `asielopvang`."""


def find_core(token: Token) -> str:
    """Return what of a word is looked for inside longer ones: its stem, or where that is short the word itself.

    Nothing where the word is short too, or a figure.
    """
    if token.kind == "number":
        return ""
    return next((core for core in (stem(token.text), token.text) if len(core) >= LEAST_PART), "")


@dataclass(frozen=True, slots=True)
class _Read:
    """A reading: the stems that it is written with, the words that it stands for, and whether a part of it will do."""

    stems: frozenset[str]
    words: frozenset[int]
    in_part: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The different words of a query, as positions from 0: by their text, by their stem, and by a part of a word."""

    size: int
    texts: Mapping[str, int]
    stems: Mapping[str, tuple[int, ...]]
    parts: tuple[tuple[str, int], ...]
    readings: tuple[_Read, ...]

    def find(self, token: Token, readings: tuple[_Read, ...]) -> frozenset[int]:
        """Return which words of the query a word of a text is: the same, of the same stem, a compound, or a reading."""
        found = {self.texts[token.text]} if token.text in self.texts else set()
        if token.kind == "word":
            root = stem(token.text)
            found.update(self.stems.get(root, ()))
            found.update(position for part, position in self.parts if part in token.text)
            found.update(position for reading in readings if root in reading.stems for position in reading.words)
        return frozenset(found)


def count_different(words: QueryWords) -> int:
    """Return how many different words a query has."""
    return _read(words).size


def find_query_words(words: QueryWords, chunk: Chunk) -> Iterator[tuple[Span, frozenset[int]]]:
    """Yield where words of the query stand in the chunk, and which; a compound comes before its parts.

    The words of a reading count where all of it stands in the chunk: of `Centraal Orgaan opvang Asielzoekers` for `COA`
    a mere `opvang` does not. Of a compound that was taken apart each part counts.
    """
    wanted = _read(words)
    tokens = tokenize(chunk.text)
    stems = {stem(token.text) for token in tokens if token.kind == "word"} if wanted.readings else set()
    readings = tuple(reading for reading in wanted.readings if reading.in_part or reading.stems <= stems)
    known: dict[tuple[str, str], frozenset[int]] = {}
    for token in tokens:
        key = (token.text, token.kind)
        if key not in known:
            known[key] = wanted.find(token, readings)
        if known[key]:
            yield Span(chunk.span.start + token.start, chunk.span.start + token.end), known[key]


@lru_cache(maxsize=16)
def _read(words: QueryWords) -> _Wanted:
    """Return the words of a query as they are looked for; kept, since each passage is compared with the same ones."""
    tokens = {token.text: token for token in words.tokens}
    texts = {text: position for position, text in enumerate(tokens)}
    stems: dict[str, list[int]] = defaultdict(list)
    parts: dict[str, int] = {}
    for position, token in enumerate(tokens.values()):
        if token.kind == "word":
            stems[stem(token.text)].append(position)
            if core := find_core(token):
                parts.setdefault(core, position)
    readings = []
    for reading in words.readings:
        roots = frozenset(stem(token.text) for token in content_tokens(reading.text) if token.kind == "word")
        meant = frozenset(texts[token.text] for token in words.tokens[reading.start : reading.end])
        if roots and reading.kind != "bedrag":  # what the words of an amount say, its figure says
            is_split = reading.kind == "samenstelling" and reading.end - reading.start == 1
            readings.append(_Read(roots, meant, is_split))
    fixed = {root: tuple(found) for root, found in stems.items()}
    return _Wanted(len(tokens), texts, fixed, tuple(parts.items()), tuple(readings))
