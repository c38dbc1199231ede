"""What a search gives: hits, with what each way of looking made of them, and what was understood of the query."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.query import Query
from index.readings import QueryWords
from ingest.chunk import Chunk


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The place that one retriever gives a chunk among the chunks that were compared: its rank from 1, its score."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found: its rank from 1 and its score, 0..1, and what each retriever made of it.

    `lexical` is None where no term of the query occurs in the chunk; either is None in a search without it. `late` is
    the second stage's, None for what was not among its candidates. `parts` are the signals by name with what each adds
    to the score. `also` are the chunks that say the same in another place; they have no hit of their own.
    """

    rank: int
    chunk: Chunk
    score: float
    lexical: Retrieved | None
    dense: Retrieved | None
    late: Retrieved | None = None
    parts: tuple[tuple[str, float], ...] = ()
    also: tuple[Chunk, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of a search, best first, with what was understood of the query; itself a sequence of its hits."""

    query: Query
    words: QueryWords
    hits: tuple[Hit, ...]

    def __iter__(self) -> Iterator[Hit]:
        """Return an iterator over the hits."""
        return iter(self.hits)

    def __len__(self) -> int:
        """Return how many hits there are."""
        return len(self.hits)

    def __getitem__(self, place: int) -> Hit:
        """Return the hit at a place, from 0."""
        return self.hits[place]
