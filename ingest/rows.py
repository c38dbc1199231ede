"""From the rows of a table that its format told (PDF geometry, XML, HTML, DOCX) to columns and rows with labels."""

from ingest.grid import Grid
from ingest.layout import Layout


def read_rows(layout: Layout, start: int, stop: int, unit: str) -> Grid:
    """Return the grid of the lines from `start` to before `stop`, all of which have cells."""
    return Grid((), (), stop)
