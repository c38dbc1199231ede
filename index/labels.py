"""How well a row's label is what a query asks for: `hoeveel krijgt het COA in 2026` asks for the row `COA`.

Word statistics cannot tell a row that is about the COA from one that mentions it: the label is too short to count. Here
a row scores by how much of its label the query names, times how much of the query the row and its place account for.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analyze import content_tokens, stem
from index.lexical import LexicalIndex
from index.tokens import find_years
from ingest.chunk import Chunk
from ingest.document import Document, Row, Table

OTHER_YEAR = 0.3
"""What is left of a row's score when the query names a year that the row has no column for."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A row by its words: the stems of its label and of its place (groups, caption), and the years of its columns."""

    position: int
    label: frozenset[str]
    place: frozenset[str]
    years: frozenset[str]


class LabelIndex:
    """The rows among the chunks, found by the words of their labels."""

    def __init__(self, documents: Mapping[str, Document], chunks: Sequence[Chunk], lexical: LexicalIndex) -> None:
        """Collect the labels of all rows; the rarity of a word comes from the lexical index."""
        self._size = len(chunks)
        self._lexical = lexical
        self._by_word: dict[str, list[_Labelled]] = defaultdict(list)
        for position, chunk in enumerate(chunks):
            if chunk.table is None or chunk.row is None:
                continue
            table = documents[chunk.document].tables[chunk.table]
            row = _describe(position, table, table.rows[chunk.row])
            for word in row.label:
                self._by_word[word].append(row)

    def scores(self, query: str) -> NDArray[np.float64]:
        """Return for every chunk how well its label is what `query` asks for, 0..1; 0 for what is not a row."""
        scores = np.zeros(self._size, dtype=np.float64)
        words = _stems(query)
        years = find_years(query)
        asked = sum(self._lexical.rarity(word) for word in sorted(words))
        for row in {row.position: row for word in sorted(words) for row in self._by_word.get(word, ())}.values():
            named = self._weight(row.label & words) / self._weight(row.label)
            accounted = self._weight((row.label | row.place) & words) / asked
            fitting = 1.0 if not years or years & row.years else OTHER_YEAR
            scores[row.position] = named * accounted * fitting
        return scores

    def _weight(self, words: frozenset[str] | set[str]) -> float:
        """Return how much some words tell together."""
        return sum(self._lexical.rarity(word) for word in sorted(words))


def _describe(position: int, table: Table, row: Row) -> _Labelled:
    """Return a row by its words."""
    place = " ".join((*row.groups, table.caption, *table.headings[-1:]))
    return _Labelled(
        position=position,
        label=_stems(row.label),
        place=_stems(place),
        years=find_years(" ".join(table.columns)),
    )


def _stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, figures left out."""
    return frozenset(stem(token.text) for token in content_tokens(text) if token.kind == "word")
