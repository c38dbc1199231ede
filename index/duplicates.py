"""Which chunks say the same: a row that is printed in two tables, a passage that stands in two places word for word."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.analyze import content_tokens, stem
from ingest.chunk import Chunk
from ingest.document import Document, Row

LEAST_NUMBER = 1000
"""Rows meet in a figure of at least this size: small ones and years are the same in many rows by chance."""

LEAST_SHARED = 2
"""Rows that say the same share at least so many figures."""

LEAST_WORDS = 12
"""A passage of fewer words may be the same twice and mean something else in each place."""


def group_duplicates(documents: Mapping[str, Document], chunks: Sequence[Chunk]) -> tuple[int, ...]:
    """Return for each chunk the position of the first one that says the same: its own where there is none.

    Rows do when they are of one document, have a word of their labels in common, at least two figures in the same
    columns, and none that differ there. Running text does when it is the same word for word.
    """
    leaders = list(range(len(chunks)))
    texts: dict[tuple[str, ...], int] = {}
    rows: dict[tuple[str, str, float], list[int]] = defaultdict(list)
    for position, chunk in enumerate(chunks):
        if chunk.row is None:
            words = tuple(token.text for token in content_tokens(chunk.text))
            if chunk.kind == "paragraaf" and len(words) >= LEAST_WORDS:
                leaders[position] = texts.setdefault((chunk.document, *words), position)
            continue
        row = _row(documents, chunk)
        keys = [(chunk.document, column, value) for column, value in _figures(row).items() if value >= LEAST_NUMBER]
        met = sorted({other for key in keys for other in rows[key]})
        same = next((other for other in met if _says_same(row, _row(documents, chunks[other]))), None)
        leaders[position] = position if same is None else leaders[same]
        for key in keys:
            rows[key].append(position)
    return tuple(leaders)


def _row(documents: Mapping[str, Document], chunk: Chunk) -> Row:
    """Return the row that a chunk is of."""
    assert chunk.table is not None and chunk.row is not None
    return documents[chunk.document].tables[chunk.table].rows[chunk.row]


def _figures(row: Row) -> dict[str, float]:
    """Return the figures of a row that are not nought, by column, in euros where they are amounts."""
    return {cell.column: float(cell.number * cell.scale) for cell in row.cells if cell.number}


def _says_same(row: Row, other: Row) -> bool:
    """Return whether two rows say the same of the same thing."""
    own, theirs = _figures(row), _figures(other)
    shared = own.keys() & theirs.keys()
    if len(shared) < LEAST_SHARED or any(own[column] != theirs[column] for column in shared):
        return False
    return not _stems(row.label).isdisjoint(_stems(other.label))


def _stems(label: str) -> set[str]:
    """Return the stems of a label's words."""
    return {stem(token.text) for token in content_tokens(label) if token.kind == "word"}
