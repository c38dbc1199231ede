"""From chunks to ranked hits: an index of words and one of meaning, saved in a folder, and the search in both."""

from index.build import build_index
from index.encoder import Encoder, load_encoder
from index.filters import Filters
from index.hits import Hit, Results
from index.open import OpenedIndex, open_index
from index.search import Searcher
from index.settings import IndexSettings
from index.store import load_index, save_index

__all__ = [
    "Encoder",
    "Filters",
    "Hit",
    "IndexSettings",
    "OpenedIndex",
    "Results",
    "Searcher",
    "build_index",
    "load_encoder",
    "load_index",
    "open_index",
    "save_index",
]
