"""What tells one index from another, in one hash: to see whether two results can be compared or had again."""

import hashlib
import json
from dataclasses import asdict

from index.search import Searcher


def hash_index(searcher: Searcher) -> str:
    """Return 64 hexadecimal digits that change when the model, the settings or what is indexed changes."""
    digest = hashlib.sha256(searcher.encoder.fingerprint.encode())
    digest.update(json.dumps(asdict(searcher.settings), sort_keys=True).encode())
    for chunk in searcher.chunks:
        digest.update(f"\0{chunk.id}\0{chunk.indexed}".encode())
    return digest.hexdigest()
