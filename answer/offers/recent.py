"""The queries of one visit, the last one first. They live as long as the visit, and are written nowhere."""

from collections.abc import Sequence

MOST = 10
"""So many queries are remembered."""


def remember_query(recent: Sequence[str], query: str) -> tuple[str, ...]:
    """Return the recent queries with this one first; one that was asked before is moved, an empty one left out."""
    asked = " ".join(query.split())
    kept = (asked, *(other for other in recent if other != asked)) if asked else tuple(recent)
    return kept[:MOST]
