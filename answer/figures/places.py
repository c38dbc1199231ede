"""Where a figure stands: a row of a table in a document, and a cell in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.chunk import Chunk
from ingest.document import Cell, Document, Row, Table


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row: its document's id, its table's and its own position, and the passage that it is."""

    document: str
    table: int
    row: int
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell: its document's id, the positions of its table, row and itself, and the passage that its row is.

    `asked` tells which of several things asked it answers (`2026`, `Nidos`), empty where one was asked.
    """

    document: str
    table: int
    row: int
    cell: int
    chunk: Chunk
    asked: str = ""

    @property
    def key(self) -> tuple[str, int, int, int]:
        """Return what tells this cell from all others."""
        return (self.document, self.table, self.row, self.cell)


def read_cell(place: CellPlace, documents: Mapping[str, Document]) -> tuple[Table, Row, Cell]:
    """Return the table, the row and the cell at a place."""
    table = documents[place.document].tables[place.table]
    row = table.rows[place.row]
    return table, row, row.cells[place.cell]
