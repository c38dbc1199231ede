"""Whether the kind of a chunk suits a query: a table as a whole where a table is asked for, a sentence where not."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.chunk import Chunk
from ingest.document import Document

_ASKS_TABLE = re.compile(r"\b(?:tabel|tabellen|tabeloverzicht|overzichtstabel)\b", re.IGNORECASE)
_ASKS_MEANING = re.compile(
    r"\b(?:beteken\w*|afkorting\w*|begrip\w*|staa[nt]\b.*\bvoor|wat (?:is|zijn)|definitie\w*)\b", re.IGNORECASE
)
_ASKS_WHY = re.compile(r"\b(?:waarom|waardoor|hoezo|hoe komt|reden(?:en)?|oorzaak|oorzaken)\b", re.IGNORECASE)
_EXPLAINS = re.compile(r"afkorting|betekenis|begrip|omschrijving van begrippen", re.IGNORECASE)


class KindIndex:
    """Which chunks are tables as a whole, and which are rows of figures or lines of a list of terms."""

    def __init__(self, documents: Mapping[str, Document], chunks: Sequence[Chunk]) -> None:
        """Look at the kind of each chunk, and at what its table is about."""
        self._figures = np.array([_has_figures(documents, chunk) for chunk in chunks], dtype=np.bool_)
        self._tables = np.array([chunk.kind == "tabel" for chunk in chunks], dtype=np.bool_)
        self._meanings = np.array([_explains_words(documents, chunk) for chunk in chunks], dtype=np.bool_)

    def scores(self, text: str) -> NDArray[np.float64]:
        """Return for each chunk whether its kind suits a query, 1 or 0.

        A table as a whole has words of all its rows and no sentence: it is like many queries and answers few. So it
        suits only where a table is asked for, and then nothing else does; a line of a list of abbreviations only where
        a meaning is asked for; a row of figures not where a reason is.
        """
        if _ASKS_TABLE.search(text):
            return self._tables.astype(np.float64)
        unsuited = self._tables if _ASKS_MEANING.search(text) else self._tables | self._meanings
        if _ASKS_WHY.search(text):
            unsuited = unsuited | self._figures
        return (~unsuited).astype(np.float64)


def _has_figures(documents: Mapping[str, Document], chunk: Chunk) -> bool:
    """Return whether a chunk is a row with a figure in it."""
    if chunk.table is None or chunk.row is None:
        return False
    row = documents[chunk.document].tables[chunk.table].rows[chunk.row]
    return any(cell.number is not None for cell in row.cells)


def _explains_words(documents: Mapping[str, Document], chunk: Chunk) -> bool:
    """Return whether a chunk is of a list that says what abbreviations or terms mean."""
    if chunk.table is None:
        return False
    table = documents[chunk.document].tables[chunk.table]
    return _EXPLAINS.search(" ".join((table.caption, *table.columns, *table.headings[-1:]))) is not None
