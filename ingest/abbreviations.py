"""From a document's text and tables to its abbreviations: what each short form stands for in this document."""

from ingest.document import Abbreviation, Block, Table
from ingest.layout import Layout


def find_abbreviations(
    layout: Layout, blocks: tuple[Block, ...], tables: tuple[Table, ...]
) -> tuple[Abbreviation, ...]:
    """Return the abbreviations of a document, sorted by short form: from its own list, else from its running text."""
    return ()
