"""The ledger of all that is indexed: what was found in each document, and how many passages it was cut into."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.identity import hash_index
from index.search import Searcher
from ingest.ledger import LedgerEntry, ledger_entry


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the ledger says of each document, and how many passages of it are indexed, by id; and the index's hash."""

    entries: Mapping[str, LedgerEntry]
    passages: Mapping[str, int]
    hash: str


# Weakly by searcher, so that nothing outlives its index.
_remembered: WeakKeyDictionary[Searcher, Ledger] = WeakKeyDictionary()


def read_ledger(searcher: Searcher) -> Ledger:
    """Return the ledger of what is indexed, in the order of the documents; it is made once."""
    known = _remembered.get(searcher)
    if known is None:
        entries = {name: ledger_entry(document) for name, document in searcher.documents.items()}
        passages = Counter(chunk.document for chunk in searcher.chunks)
        known = _remembered[searcher] = Ledger(entries, passages, hash_index(searcher))
    return known
