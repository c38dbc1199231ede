"""From a row that was found to the one cell that a query asks for."""

from index.analyze import Token, content_tokens, tokenize
from index.tokens import find_years
from ingest.chunk import Chunk
from ingest.document import UNDETERMINED, Cell, Document


def choose_cell(query: str, document: Document, chunk: Chunk) -> Cell | None:
    """Return the cell of a row that `query` asks for, or None where it does not tell which.

    The column is the one whose heading's words all stand in the query (`2026`, `Q1 2024`), the most precise one where
    `2024` is a column beside `Q1 2024`; a row with one cell needs none. A cell of which the source leaves the column
    open is never chosen, nor one of a table that is about other years than the query.
    """
    if chunk.table is None or chunk.row is None or lacks_year(query, document, chunk):
        return None
    row = document.tables[chunk.table].rows[chunk.row]
    known = [cell for cell in row.cells if cell.column != UNDETERMINED]
    asked = {_heading_word(token, query) for token in tokenize(query)}
    headings = [(cell, _heading_words(cell.column)) for cell in known]
    matching = [(cell, words) for cell, words in headings if words and words <= asked]
    named = [cell for cell, words in matching if not any(words < others for _, others in matching)]
    if len(named) == 1:
        return named[0]
    return known[0] if not named and len(row.cells) == len(known) == 1 else None


def _heading_words(column: str) -> set[str]:
    """Return the words and figures of a column's heading."""
    return {_heading_word(token, column) for token in content_tokens(column)}


def _heading_word(token: Token, text: str) -> str:
    """Return a word folded, but a figure as printed: `2.026` is an amount and not the year `2026`."""
    return token.text if token.kind == "word" else text[token.start : token.end]


def asks_year(query: str) -> bool:
    """Return whether the query names a year."""
    return bool(find_years(query))


def lacks_year(query: str, document: Document, chunk: Chunk) -> bool:
    """Return whether the query names a year, and a row or table is about others.

    Its years are those of the columns; without any, those of the row's label and the caption; without any, the one
    that the document is about.
    """
    if chunk.table is None:
        return False
    table = document.tables[chunk.table]
    label = "" if chunk.row is None else table.rows[chunk.row].label
    budget_year = document.metadata.budget_year
    own = (
        find_years(" ".join(table.columns))
        or find_years(f"{label} {table.caption}")
        or frozenset({str(budget_year)} if budget_year else ())
    )
    asked = find_years(query)
    return bool(asked and own) and asked.isdisjoint(own)
