"""From the text of one thing asked to the cell that it asks for, among the rows that may be looked at."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from answer.figures.choose import Choice, cell_of, choose_match
from answer.figures.fits import is_part
from answer.figures.headings import read_heading
from answer.figures.match import Match, list_candidates, match_cells
from answer.figures.rows import RowWords, index_rows
from answer.figures.wants import find_wants
from index.analyze import content_tokens
from index.hits import Hit
from index.search import Searcher
from ingest.document import Table


class Solver:
    """Finds the cell for each of the texts that a query is taken apart into; each text is looked up once."""

    def __init__(self, hits: Sequence[Hit], searcher: Searcher, allowed: NDArray[np.bool_]) -> None:
        """Bind the searcher, the hits of the whole query, and which chunks may be looked at."""
        self.searcher = searcher
        self._index = index_rows(searcher)
        self._allowed = allowed
        chunks = [chunk for hit in hits for chunk in (hit.chunk, *hit.also)]
        self._hits = tuple(self._index.by_chunk[chunk.id] for chunk in chunks if chunk.id in self._index.by_chunk)
        self._known: dict[tuple[str, int | None], Choice] = {}

    def solve(self, text: str, within: Table | None = None) -> Choice:
        """Return the cell that a text asks for, as far as that is sure; `within` one table, where one is given."""
        text = " ".join(text.split())
        key = (text, None if within is None else id(within))
        if key not in self._known:
            self._known[key] = self._choose(text, within) if content_tokens(text) else Choice()
        return self._known[key]

    @property
    def joined(self) -> frozenset[tuple[str, str]]:
        """Return the words that labels join by `en`, as stems."""
        return self._index.joined

    def align(self, texts: Sequence[str], choices: Sequence[Choice]) -> tuple[Choice, ...]:
        """Return the choices for several texts within one table, where one has cells for all; else as they are.

        Things that are asked together are mostly of one table, and only there surely of one kind.
        """
        tables = [match.row.table for choice in choices for match in choice.places]
        if any(all(any(match.row.table is table for match in choice.places) for choice in choices) for table in tables):
            return tuple(choices)
        for table in {id(table): table for table in tables}.values():
            found = tuple(self.solve(text, table) for text in texts)
            if all(choice.best is not None for choice in found):
                return found
        return tuple(choices)

    def names(self, text: str, match: Match) -> bool:
        """Return whether the row and the column of a match say by themselves what a text says."""
        heading = read_heading(cell_of(match).column) if match.cell is not None else None
        return find_wants(text, self.searcher, self._index).is_named_by(match.row, heading)

    def _choose(self, text: str, within: Table | None) -> Choice:
        """Return the choice among the cells of the rows that may be meant."""
        wants = find_wants(text, self.searcher, self._index)
        positions = list_candidates(wants, self._index, self._hits)
        rows = [row for position in positions if self._is_allowed(row := self._index.rows[position])]
        rows = [row for row in rows if (not is_part(wants, row) if within is None else row.table is within)]
        return choose_match(match_cells(wants, rows, self.searcher))

    def _is_allowed(self, row: RowWords) -> bool:
        """Return whether a row passes the filters and operators of the query."""
        return any(self._allowed[chunk] for chunk in row.chunks)
