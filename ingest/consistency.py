"""Where a document does not agree with itself: the same words with other amounts."""

from ingest.document import Block, Finding


def find_inconsistencies(text: str, blocks: tuple[Block, ...]) -> tuple[Finding, ...]:
    """Return what two places of a document state differently: the same passage with another amount."""
    return ()
