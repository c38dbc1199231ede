"""From a query to ranked hits: both retrievers, filters inside them, one score."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analyze import analyze
from index.dense import DenseIndex
from index.encoder import Encoder
from index.filters import NO_FILTERS, Filters, allow_chunks
from index.fuse import EVIDENCE_POWER, convex_combination, min_max, top_positions
from index.labels import LabelIndex
from index.lexical import LexicalIndex
from index.sentences import SentenceIndex
from index.settings import IndexSettings
from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.errors import QueryError

__all__ = ["Filters", "Hit", "Indexes", "Mode", "Retrieved", "Searcher"]

Mode = Literal["hybrid", "lexical", "dense"]

# A query is encoded once for search, answer and highlights, and again when a page is drawn anew.
_REMEMBERED_QUERIES = 256


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The place that one retriever gives a chunk among the chunks that were compared: its rank from 1, its score."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found: its rank from 1 and its score, 0..1, and what each retriever made of it.

    `lexical` is None where no term of the query occurs in the chunk; either is None in a search without it.
    """

    rank: int
    chunk: Chunk
    score: float
    lexical: Retrieved | None
    dense: Retrieved | None


class Indexes(NamedTuple):
    """What a search looks in; the chunks stand in the same order in each."""

    lexical: LexicalIndex
    dense: DenseIndex
    sentences: SentenceIndex


class Searcher:
    """The chunks of some documents, and how to find them. Safe to use from several threads."""

    def __init__(
        self,
        documents: Sequence[Document],
        chunks: Sequence[Chunk],
        settings: IndexSettings,
        encoder: Encoder,
        indexes: Indexes,
    ) -> None:
        """Bind what was built or loaded.

        Raises:
            ValueError: the parts do not belong together.
        """
        self.documents: Mapping[str, Document] = {document.id: document for document in documents}
        self.chunks = tuple(chunks)
        self.settings = settings
        self.encoder = encoder
        self.lexical, self.dense, self._sentences = indexes
        self.labels = LabelIndex(self.documents, self.chunks, self.lexical)
        self._positions = {chunk.id: position for position, chunk in enumerate(self.chunks)}
        self._check_parts()
        self._query_vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._query_lock = threading.Lock()

    def search(
        self, query: str, filters: Filters = NO_FILTERS, count: int = 10, mode: Mode = "hybrid"
    ) -> tuple[Hit, ...]:
        """Return the (at most) `count` best chunks that pass `filters`, ordered by score and then by chunk id.

        `lexical` finds only chunks that share a term with the query; `dense` and `hybrid` rank every chunk.

        Raises:
            QueryError: the query has no letter or figure in it, a filter has an unknown value, or `count` is below 1.
        """
        text = _clean_query(query)
        if count < 1:
            raise QueryError(f"Het aantal resultaten moet minstens 1 zijn, niet {count}.")
        allowed = allow_chunks(filters, self.documents, self.chunks)
        terms = analyze(text) if mode != "dense" else ()
        lexical = self.lexical.scores(terms)
        if mode == "lexical":
            positions = np.flatnonzero(allowed).astype(np.int64)
            scores = min_max(lexical[positions])
            matched = lexical[positions] > 0
            return self._rank(positions[matched], scores[matched], count, lexical=lexical[positions[matched]])
        vector = self.query_vector(query)
        positions = self._find_candidates(vector, lexical, allowed)
        dense = self.dense.scores(vector, positions)
        if mode == "dense":
            return self._rank(positions, min_max(dense), count, dense=dense)
        evidence = self.lexical.evidence(terms, lexical) ** EVIDENCE_POWER
        fused = convex_combination(
            (self.settings.dense_weight, min_max(dense)),
            (self.settings.lexical_weight, evidence * min_max(lexical[positions])),
            (self.settings.label_weight, self.labels.scores(text)[positions]),
        )
        return self._rank(positions, fused, count, lexical=lexical[positions], dense=dense)

    def query_vector(self, query: str) -> NDArray[np.float32]:
        """Return the unit vector of `query`, shape (dimension,), read-only; the last few hundred are remembered.

        Raises:
            QueryError: the query has no letter or figure in it.
        """
        text = _clean_query(query)
        # One at a time: a tokenizer is not safe to share, and two at a time are no faster on the same cores.
        with self._query_lock:
            vector = self._query_vectors.get(text)
            if vector is None:
                vector = np.array(self.encoder.encode_query(text), dtype=np.float32)
                vector.flags.writeable = False
                self._query_vectors[text] = vector
                if len(self._query_vectors) > _REMEMBERED_QUERIES:
                    self._query_vectors.popitem(last=False)
            self._query_vectors.move_to_end(text)
            return vector

    def sentences(self, chunk: Chunk) -> tuple[Span, ...]:
        """Return the sentences of `chunk` that can be highlighted, as spans in `Document.text`; none for tables."""
        return self._sentences.spans[self._positions[chunk.id]]

    def sentence_vectors(self, chunk: Chunk) -> NDArray[np.float32]:
        """Return the unit vectors of `sentences(chunk)`, shape (sentences, dimension)."""
        return self._sentences.vectors_of(self._positions[chunk.id])

    def occurs(self, term: str, chunk: Chunk) -> bool:
        """Return whether `chunk` has a term of `analyze`: a stem, a figure, or a marked 5-gram."""
        return self.lexical.occurs(term, self._positions[chunk.id])

    def mean_cosine(self, query: str) -> float:
        """Return the mean cosine of `query` with all chunks, which tells high from near."""
        return float(np.dot(self.dense.mean, self.query_vector(query)))

    def with_encoder(self, encoder: Encoder) -> "Searcher":
        """Return a searcher over the same index that encodes queries by `encoder`, which must give the same vectors."""
        return Searcher(tuple(self.documents.values()), self.chunks, self.settings, encoder, self.indexes)

    @property
    def indexes(self) -> Indexes:
        """Return what this searcher looks in, for saving it."""
        return Indexes(self.lexical, self.dense, self._sentences)

    @cached_property
    def _id_order(self) -> NDArray[np.int64]:
        """Return for each chunk the place of its id among all ids, which settles equal scores."""
        places = np.empty(len(self.chunks), dtype=np.int64)
        places[sorted(range(len(self.chunks)), key=lambda position: self.chunks[position].id)] = np.arange(len(places))
        return places

    def _find_candidates(
        self, vector: NDArray[np.float32], lexical: NDArray[np.float32], allowed: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Return the positions that are compared: the first ones of each retriever, which may be all there are."""
        depth = self.settings.depth
        return np.union1d(self.dense.search(vector, depth, allowed), top_positions(lexical, depth, allowed))

    def _rank(
        self,
        positions: NDArray[np.int64],
        scores: NDArray[np.float64],
        count: int,
        lexical: NDArray[np.float32] | None = None,
        dense: NDArray[np.float32] | None = None,
    ) -> tuple[Hit, ...]:
        """Return the best of `positions` as hits; all lists are of the same candidates in the same order."""
        ids = self._id_order[positions]
        lexical_ranks = None if lexical is None else _ranks(lexical, ids)
        dense_ranks = None if dense is None else _ranks(dense, ids)
        return tuple(
            Hit(
                rank=rank,
                chunk=self.chunks[positions[place]],
                score=float(scores[place]),
                lexical=_retrieved(lexical, lexical_ranks, place) if lexical is not None and lexical[place] else None,
                dense=_retrieved(dense, dense_ranks, place),
            )
            for rank, place in enumerate(np.lexsort((ids, -scores))[:count], start=1)
        )

    def _check_parts(self) -> None:
        """Raise ValueError where the parts cannot have been made together."""
        sizes = {len(self.chunks), self.lexical.matrix.shape[1], self.dense.size, len(self._sentences.spans)}
        if len(sizes) > 1:
            raise ValueError(f"the parts of the index have different numbers of chunks: {sorted(sizes)}")
        if len(self._positions) < len(self.chunks):
            raise ValueError("two chunks have the same id")
        if {self.dense.dimension, self._sentences.vectors.shape[1]} != {self.encoder.dimension}:
            raise ValueError(f"the vectors are not of the encoder's dimension {self.encoder.dimension}")
        unknown = {chunk.document for chunk in self.chunks} - set(self.documents)
        if unknown:
            raise ValueError(f"chunks of documents that are not there: {sorted(unknown)}")


def _clean_query(query: str) -> str:
    """Return `query` on one line, or raise QueryError where there is nothing in it to search for."""
    text = " ".join(query.split())
    if not text:
        raise QueryError("De zoekvraag is leeg. Typ een of meer woorden, bijvoorbeeld: waarom onderuitputting COA")
    if not any(character.isalnum() for character in text):
        raise QueryError(f"De zoekvraag '{text[:40]}' bevat geen letters of cijfers. Typ een of meer woorden.")
    return text


def _ranks(scores: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rank, from 1, of each score; equal scores are in the order of their ids."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.lexsort((ids, -scores))] = np.arange(1, len(scores) + 1)
    return ranks


def _retrieved(
    scores: NDArray[np.float32] | None, ranks: NDArray[np.int64] | None, place: np.int64
) -> Retrieved | None:
    """Return what one retriever made of a candidate, or None for a retriever that was not asked."""
    if scores is None or ranks is None:
        return None
    return Retrieved(rank=int(ranks[place]), score=float(scores[place]))
