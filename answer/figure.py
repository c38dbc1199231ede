"""From a row that was found to the one cell that a query asks for."""

from index.analyze import Token, content_tokens, tokenize
from ingest.chunk import Chunk
from ingest.document import UNDETERMINED, Cell, Document


def choose_cell(query: str, document: Document, chunk: Chunk) -> Cell | None:
    """Return the cell of a row that `query` asks for, or None where it does not tell which.

    The column is the one whose heading's words all stand in the query (`2026`, `Q1 2024`), the most precise one where
    `2024` is a column beside `Q1 2024`; a row with one cell needs none. A cell of which the source leaves the column
    open is never chosen.
    """
    if chunk.table is None or chunk.row is None:
        return None
    row = document.tables[chunk.table].rows[chunk.row]
    known = [cell for cell in row.cells if cell.column != UNDETERMINED]
    asked = {_heading_word(token, query) for token in tokenize(query)}
    headings = [(cell, _heading_words(cell.column)) for cell in known]
    matching = [(cell, words) for cell, words in headings if words and words <= asked]
    named = [cell for cell, words in matching if not any(words < others for _, others in matching)]
    if len(named) == 1:
        return named[0]
    if named or len(row.cells) != 1 or len(known) != 1 or _asks_other_year(query, known[0]):
        return None
    return known[0]


def _heading_words(column: str) -> set[str]:
    """Return the words and figures of a column's heading."""
    return {_heading_word(token, column) for token in content_tokens(column)}


def _heading_word(token: Token, text: str) -> str:
    """Return a word folded, but a figure as printed: `2.026` is an amount and not the year `2026`."""
    return token.text if token.kind == "word" else text[token.start : token.end]


def _asks_other_year(query: str, cell: Cell) -> bool:
    """Return whether the query names a year that the only column of a row is not."""
    asked, own = _find_years(query), _find_years(cell.column)
    return bool(asked and own) and asked.isdisjoint(own)


def _find_years(text: str) -> set[str]:
    """Return the years in a text."""
    return {word for token in tokenize(text) if is_year(word := _heading_word(token, text))}


def is_year(text: str) -> bool:
    """Return whether a text is a year that budgets are about."""
    return text.isdigit() and 1950 <= int(text) <= 2100


def asks_year(query: str) -> bool:
    """Return whether the query names a year."""
    return bool(_find_years(query))


def lacks_year(query: str, document: Document, chunk: Chunk) -> bool:
    """Return whether the query names a year, and a row's table has columns for years but none for that one."""
    if chunk.table is None:
        return False
    columns = _find_years(" ".join(document.tables[chunk.table].columns))
    asked = _find_years(query)
    return bool(asked and columns) and asked.isdisjoint(columns)
