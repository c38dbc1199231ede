"""From the lines of a table of text to its records: a motion, a commitment, a study or a grant, each one row."""

from ingest.grid import Grid
from ingest.layout import Layout


def parse_records(layout: Layout, start: int, stop: int) -> Grid | None:
    """Return the grid of the lines from `start` to at most `stop`, or None where they make up no records."""
    return None
