"""From a row that was found to the one cell that a query asks for."""

from index.analyze import content_tokens, tokenize
from ingest.chunk import Chunk
from ingest.document import UNDETERMINED, Cell, Document


def choose_cell(query: str, document: Document, chunk: Chunk) -> Cell | None:
    """Return the cell of a row that `query` asks for, or None where it does not tell which.

    The column is the one whose heading's words all stand in the query (`2026`, `Q1 2024`); a row with one cell needs
    none. A cell of which the source leaves the column open is never chosen.
    """
    if chunk.table is None or chunk.row is None:
        return None
    row = document.tables[chunk.table].rows[chunk.row]
    known = [cell for cell in row.cells if cell.column != UNDETERMINED]
    asked = {token.text for token in tokenize(query)}
    named = [cell for cell in known if _is_named(cell.column, asked)]
    if len(named) == 1:
        return named[0]
    if named or len(row.cells) != 1 or len(known) != 1 or _asks_other_year(query, known[0]):
        return None
    return known[0]


def _is_named(column: str, asked: set[str]) -> bool:
    """Return whether every word of a column's heading stands in the query."""
    words = {token.text for token in content_tokens(column)}
    return bool(words) and words <= asked


def _asks_other_year(query: str, cell: Cell) -> bool:
    """Return whether the query names a year that the only column of a row is not."""
    years = {token.text for token in tokenize(query) if token.kind == "number" and is_year(token.text)}
    return bool(years) and is_year(cell.column) and cell.column not in years


def is_year(text: str) -> bool:
    """Return whether a text is a year that budgets are about."""
    return text.isdigit() and 1950 <= int(text) <= 2100


def asks_year(query: str) -> bool:
    """Return whether the query names a year."""
    return any(token.kind == "number" and is_year(token.text) for token in tokenize(query))
