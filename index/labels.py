"""How well a row's label is what a query asks for: `hoeveel krijgt het COA in 2026` asks for the row `COA`.

Word statistics cannot tell a row that is about the COA from one that mentions it: the label is too short to count. Here
a row scores by how much of its label the query names, times how much of the query the row and its place account for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analyze import analyze_tokens, content_tokens, stem
from index.lexical import LexicalIndex
from index.readings import QueryWords
from index.tokens import find_years
from ingest.chunk import Chunk
from ingest.document import Document, Row, Table

OTHER_YEAR = 0.3
"""What is left of a row's score when the query names a year that the row has no column for."""


EMPTY_YEAR = 0.8
"""What is left of a row's score when it has nothing, or nought, for the year: another row may have the amount."""

MEANT_SHARE = 0.8
"""What a word of a label counts for that a reading stands for, beside one that was typed."""

ACCOUNTED_POWER = 2.0
"""A row counts by this power of how much of the query it accounts for: with one word of many it is seldom meant."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A row by its words: the stems of its label and of its place (groups, caption), and the years of its columns.

    `filled` are the years for which it has an amount that is not nought.
    """

    position: int
    label: frozenset[str]
    place: frozenset[str]
    years: frozenset[str]
    filled: frozenset[str]


_NAME_WORDS = 2  # `tabel` and `14`


class _Named(NamedTuple):
    """A chunk that a query names, and which share of the query that is."""

    position: int
    share: float


class LabelIndex:
    """The rows among the chunks, found by the words of their labels."""

    def __init__(self, documents: Mapping[str, Document], chunks: Sequence[Chunk], lexical: LexicalIndex) -> None:
        """Collect the labels of all rows; the rarity of a word comes from the lexical index."""
        self._size = len(chunks)
        self._lexical = lexical
        self._by_word: dict[str, list[_Labelled]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for position, chunk in enumerate(chunks):
            for name in _list_names(documents[chunk.document], chunk):
                self._by_name[name].append(position)
            if chunk.table is None or chunk.row is None:
                continue
            table = documents[chunk.document].tables[chunk.table]
            row = _describe(position, table, table.rows[chunk.row])
            for word in row.label:
                self._by_word[word].append(row)

    def scores(self, words: QueryWords, text: str) -> NDArray[np.float64]:
        """Return for every chunk how well its label is what a query asks for, 0..1; 0 for what is not a row.

        A word counts as named where the label has it or one of its readings; `text` is the query's, for its years.
        """
        scores = np.zeros(self._size, dtype=np.float64)
        ways = _list_ways(words)
        years = find_years(text)
        asked = self._weight(ways.keys())
        met = {word for found in ways.values() for way in found for word in way}
        for row in {row.position: row for word in sorted(met) for row in self._by_word.get(word, ())}.values():
            typed = row.label & ways.keys()
            meant = {word for found in ways.values() for way in found if way <= row.label for word in way} - typed
            place = row.label | row.place
            accounted = self._weight({own for own, found in ways.items() if any(way <= place for way in found)})
            fitting = _fit_years(years, row)
            share = (self._weight(typed) + MEANT_SHARE * self._weight(meant)) / self._weight(row.label)
            scores[row.position] = share * (accounted / asked) ** ACCOUNTED_POWER * fitting
        for named in self._find_named(words):
            # `tabel 14` is that table, and `tabel 14 COA` something in it.
            scores[named.position] = named.share
        return scores

    def rows_with(self, root: str) -> tuple[int, ...]:
        """Return the positions of the chunks that are rows with a word of this stem in their label, in order."""
        return tuple(sorted({row.position for row in self._by_word.get(root, ())}))

    def _find_named(self, words: QueryWords) -> Iterator["_Named"]:
        """Yield the tables and questions that a query names by their number, and how much of it that name is."""
        for terms in analyze_tokens(words.tokens):
            for term in terms:
                for position in self._by_name.get(term, ()):
                    yield _Named(position, min(1.0, _NAME_WORDS / len(words.tokens)))

    def _weight(self, words: Iterable[str]) -> float:
        """Return how much some words tell together."""
        return sum(self._lexical.rarity(word) for word in sorted(words))


def _list_names(document: Document, chunk: Chunk) -> Iterator[str]:
    """Yield the terms by which a table as a whole, or a question, is referred to: `tabel14`, `vraag20`."""
    name = ""
    if chunk.kind == "tabel" and chunk.table is not None:
        name = document.tables[chunk.table].name
    elif chunk.question is not None:
        name = f"vraag {document.questions[chunk.question].number}"
    for terms in analyze_tokens(content_tokens(name)):
        yield from (term for term in terms if not term.isalpha() and not term.isdecimal() and term[0].isalpha())


def _fit_years(years: frozenset[str], row: _Labelled) -> float:
    """Return how well a row fits the years of a query, 0..1; a query without years fits every row."""
    if not years or years & row.filled:
        return 1.0
    return EMPTY_YEAR if years & row.years else OTHER_YEAR


def _list_ways(words: QueryWords) -> dict[str, list[frozenset[str]]]:
    """Return for each word of a query, by its stem, the ways to write it: the stems that must all be there.

    Those are its own and those of its readings: the meaning of a short form counts whole, not by a word of it.
    """
    stems = [stem(token.text) if token.kind == "word" else "" for token in words.tokens]
    ways = {own: [frozenset({own})] for own in stems if own}
    for reading in words.readings:
        way = _stems(reading.text)
        for own in stems[reading.start : reading.end]:
            if own and way:
                ways[own].append(way)
    return ways


def _describe(position: int, table: Table, row: Row) -> _Labelled:
    """Return a row by its words."""
    place = " ".join((*row.groups, table.caption, *table.headings[-1:]))
    return _Labelled(
        position=position,
        label=_stems(row.label),
        place=_stems(place),
        years=find_years(" ".join(table.columns)),
        filled=find_years(" ".join(cell.column for cell in row.cells if cell.number)),
    )


def _stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, figures left out."""
    return frozenset(stem(token.text) for token in content_tokens(text) if token.kind == "word")
