"""Which chunks have a query's phrases word for word, none of its excluded words, and one of each of its alternatives.

What a user demands must stand in the text that is quoted, or a literal hit could not be pointed at. What a user
excludes may stand in nothing that is shown with a passage: not in its text, nor in the heading above it, the question
that it answers, or the caption, group and columns that a row is shown with.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.query import Query, read_literal
from index.stem import stem
from ingest.chunk import Chunk
from ingest.document import Document

_BATCH = 2000
"""So many texts are made plain at a time: one pass over a long text costs less than many over short ones."""

_LEAST_NAME = 5
"""Shorter words have other words that begin with them by chance."""

_BETWEEN, _WITHIN = "\0", "\x1f"  # between the texts of a batch, and between parts that no phrase runs across
_REPLACED = {
    **dict.fromkeys("²³¹⁰⁴⁵⁶⁷⁸⁹", " "),  # marks of notes, which folding would make figures
    **dict.fromkeys("’‘´`'", " '"),  # `AMV's` has `AMV` in it, and `AMV` has no `AMV's`
    **dict.fromkeys("‐‑", "-"),
    **{sign: f" {sign} " for sign in ("€", "%", _WITHIN)},
    **dict.fromkeys("_\n", " "),
}
_INVISIBLE = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
# Each begins with the sign itself, which is rare: to look back from every character takes several times as long.
_DOTTED = re.compile(r"\.(?<=\b[^\W\d_]\.)(?![^\W\d_]{2})")  # `t.o.v.`
_THOUSANDS = re.compile(r"\.(?<=\d\.)(?=\d{3}(?!\d))")
_STOPS = re.compile(r"[.,](?:(?!\d)|(?<!\d[.,]))")
_HYPHENS = re.compile(r"-(?:(?!\w)|(?<!\w-))")
_SIGNS = re.compile(rf"[^\w€%'&.,{_BETWEEN}{_WITHIN} -]+")
_SPACES = re.compile(" {2,}")


class LiteralIndex:
    """The texts of chunks with all spellings of a word as one. What a query does not ask for is not worked out."""

    def __init__(self, documents: Mapping[str, Document], chunks: Sequence[Chunk]) -> None:
        """Bind the chunks and their documents."""
        self._documents = documents
        self._chunks = chunks
        # One question is looked up several times over: by the search, for what was asked earlier, for the counts beside
        # the filters. Set as a whole, so that threads never see half of it.
        self._last: tuple[object, NDArray[np.bool_]] | None = None

    def allow(self, query: Query) -> NDArray[np.bool_]:
        """Return for each chunk whether it has what `query` says that must stand in it and not what may not.

        A phrase must stand in a chunk's text, its words in a row: case, accents, hyphens and line ends do not matter,
        stems do. One that stands in no chunk's text may stand in the headings and captions above. An alternative counts
        by its stem. So does an excluded word, but not within compounds: who asks for `asielopvang -opvang` would find
        nothing, and a compound can be excluded by itself. Whose people it names goes with a country: `-Oekraïne` is
        without `Oekraïners` too.
        """
        demands = (query.phrases, query.alternatives, query.excluded)
        kept = self._last
        if kept is None or kept[0] != demands:
            kept = self._last = (demands, self._work_out(query))
        return kept[1].copy()

    def _work_out(self, query: Query) -> NDArray[np.bool_]:
        """Return what `allow` does."""
        allowed = np.ones(len(self._chunks), dtype=np.bool_)
        for phrase in query.phrases:
            allowed &= self._require([f'"{phrase}"'])
        for options in query.alternatives:
            allowed &= self._require(options)
        for text in query.excluded:
            for wanted in (text, *_name_people(text)):
                allowed &= ~(self._find(wanted, self._texts) | self._find(wanted, self._contexts))
        return allowed

    def _require(self, options: Sequence[str]) -> NDArray[np.bool_]:
        """Return which chunks have one of the options in their text; where none has, which have it above it."""
        found = self._find_any(options, self._texts)
        return found if found.any() else self._find_any(options, self._contexts)

    def _find_any(self, options: Sequence[str], texts: Sequence[str]) -> NDArray[np.bool_]:
        """Return which of `texts` have at least one of the options."""
        found = np.zeros(len(texts), dtype=np.bool_)
        for option in options:
            found |= self._find(option, texts)
        return found

    def _find(self, wanted: str, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Return which of `texts` have what is wanted: a literal text in quotes, or all of some words by their stem."""
        phrase = read_literal(wanted)
        if phrase is not None:
            return _contains(texts, _spellings(phrase))
        found = np.ones(len(texts), dtype=np.bool_)
        for word in wanted.split():
            plain = read_plain(word).split()
            # A word with a hyphen in it has no stem of its own.
            forms = self._forms(plain[0]) if len(plain) == 1 else _spellings(word)
            if plain:
                found &= _contains(texts, forms)
        return found

    def _forms(self, word: str) -> tuple[str, ...]:
        """Return the words of the chunks that have the stem of `word`, as they are looked for."""
        return tuple(f" {form} " for form in self._by_stem.get(stem(word), ()))

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return _read_all(chunk.text for chunk in self._chunks)

    @cached_property
    def _contexts(self) -> tuple[str, ...]:
        """Return what is shown above each chunk; rows of one table have the most of it in common."""
        contexts = [_join_context(self._documents[chunk.document], chunk) for chunk in self._chunks]
        different = tuple(dict.fromkeys(contexts))
        plain = dict(zip(different, _read_all(different), strict=True))
        return tuple(plain[context] for context in contexts)

    @cached_property
    def _by_stem(self) -> dict[str, tuple[str, ...]]:
        words: set[str] = set()
        for text in (*self._texts, *dict.fromkeys(self._contexts)):
            words.update(text.split())
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            found[stem(word)].append(word)
        return {root: tuple(forms) for root, forms in found.items()}


def read_plain(text: str) -> str:
    """Return the words and figures of `text` folded, with one space between and around them.

    Where a hyphen stands within a word, all follows once more with such words as one:
    `De COA-opvang (x € 1.000)` gives ` de coa opvang x € 1000 ` and ` de coaopvang x € 1000 `.
    """
    return _read_all([text])[0]


def _name_people(text: str) -> tuple[str, ...]:
    """Return the words, in quotes, for those who are of what an excluded word names; nothing for phrases."""
    if read_literal(text) is not None or len(text) < _LEAST_NAME or not text.isalpha():
        return ()
    return tuple(f'"{text}{ending}"' for ending in ("r", "rs", "er", "ers", "se"))


def _spellings(phrase: str) -> tuple[str, ...]:
    """Return what of a phrase may stand in a plain text: its words apart, and those with a hyphen as one."""
    spellings = (part.strip() for part in read_plain(phrase).split(_BETWEEN))
    return tuple(f" {spelling} " for spelling in spellings if spelling)


def _contains(texts: Sequence[str], wanted: Sequence[str]) -> NDArray[np.bool_]:
    """Return which of `texts` contain one of some strings."""
    return np.fromiter((any(string in text for string in wanted) for text in texts), dtype=np.bool_, count=len(texts))


def _read_all(texts: Iterable[str]) -> tuple[str, ...]:
    """Return `texts` made plain."""
    plain: list[str] = []
    for batch in _batches(texts):
        read = _fold_signs(_BETWEEN.join(text.replace(_BETWEEN, " ") for text in batch))
        apart = _SPACES.sub(" ", read.replace("-", " ")).split(_BETWEEN)
        for text, words in zip(read.split(_BETWEEN), apart, strict=True):
            joined = f"{_BETWEEN} {_SPACES.sub(' ', text.replace('-', '')).strip()} " if "-" in text else ""
            plain.append(f" {words.strip()} {joined}")
    return tuple(plain)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield `texts` some at a time."""
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _fold_signs(text: str) -> str:
    """Return `text` folded, with a space for each sign that says nothing; a hyphen within a word stays."""
    for sign, replacement in _REPLACED.items():
        text = text.replace(sign, replacement)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = _THOUSANDS.sub("", _DOTTED.sub("", _INVISIBLE.sub("", text)))
    return _SIGNS.sub(" ", _HYPHENS.sub(" ", _STOPS.sub(" ", text)))


def _join_context(document: Document, chunk: Chunk) -> str:
    """Return what a reader is shown above a chunk: its heading, its question, and what tells what a row is of."""
    parts = list(chunk.headings[-1:])
    if chunk.question is not None:
        parts.append(document.slice(document.questions[chunk.question].question))
    if chunk.table is not None:
        table = document.tables[chunk.table]
        parts.extend((f"{table.name} {table.caption}", *table.columns))
        if chunk.row is not None:
            parts.extend(table.rows[chunk.row].groups)
    return _WITHIN.join(parts)
