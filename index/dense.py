"""Nearest vectors by FAISS: exact, by inner product over unit vectors, which is their cosine."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

DENSE_FILE = "dense.faiss"


@dataclass(frozen=True)
class DenseIndex:
    """The vectors of the chunks; a position is that of the chunk."""

    engine: faiss.Index

    @property
    def size(self) -> int:
        """Return how many vectors there are."""
        return int(self.engine.ntotal)

    @property
    def dimension(self) -> int:
        """Return how long each vector is."""
        return int(self.engine.d)

    def search(self, query: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the positions of the (at most) `depth` allowed vectors nearest to `query`, nearest first.

        `allowed`, shape (chunks,), is applied inside the search: it never makes the list shorter than it need be.
        """
        depth = min(depth, int(np.count_nonzero(allowed)))
        if depth == 0:
            return np.empty(0, dtype=np.int64)
        parameters = faiss.SearchParameters()
        parameters.sel = faiss.IDSelectorBatch(np.flatnonzero(allowed).astype(np.int64))
        _, positions = self.engine.search(_row(query), depth, params=None if allowed.all() else parameters)
        found: NDArray[np.int64] = positions[0]
        return found[found >= 0]

    def scores(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of `query` with each of the vectors at `positions`, in their order."""
        if not len(positions):
            return np.empty(0, dtype=np.float32)
        vectors = self.engine.reconstruct_batch(np.ascontiguousarray(positions, dtype=np.int64))
        # einsum adds up every row in the same order; a matrix product does not, and would part equal texts.
        cosines: NDArray[np.float32] = np.einsum("ij,j->i", vectors, query.astype(np.float32))
        return cosines

    @cached_property
    def mean(self) -> NDArray[np.float32]:
        """Return the mean of all vectors, shape (dimension,): its product with a query is the query's mean cosine."""
        if not self.size:
            return np.zeros(self.dimension, dtype=np.float32)
        mean: NDArray[np.float64] = self.vectors().mean(axis=0, dtype=np.float64)
        return mean.astype(np.float32)

    @cached_property
    def moments(self) -> NDArray[np.float64]:
        """Return the mean of the products of all pairs of components, shape (dimension, dimension).

        Multiplied by a query from both sides it is the mean of the squares of the query's cosines.
        """
        vectors = self.vectors().astype(np.float64)
        products: NDArray[np.float64] = vectors.T @ vectors / max(1, self.size)
        return products

    def vectors(self) -> NDArray[np.float32]:
        """Return all vectors, shape (chunks, dimension)."""
        if not self.size:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors: NDArray[np.float32] = self.engine.reconstruct_n(0, self.size)
        return vectors

    def save(self, folder: Path) -> None:
        """Write the vectors in FAISS's own format."""
        faiss.write_index(self.engine, str(folder / DENSE_FILE))


def build_dense(vectors: NDArray[np.float32]) -> DenseIndex:
    """Return the index of unit `vectors`, shape (chunks, dimension)."""
    engine = faiss.IndexFlatIP(vectors.shape[1])
    if len(vectors):
        engine.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return DenseIndex(engine)


def load_dense(folder: Path) -> DenseIndex:
    """Return the index that `DenseIndex.save` wrote.

    Raises:
        RuntimeError: FAISS cannot read the file.
    """
    return DenseIndex(faiss.read_index(str(folder / DENSE_FILE)))


def _row(query: Sequence[float] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Return one vector as FAISS wants it: a matrix of one contiguous row."""
    return np.ascontiguousarray(query, dtype=np.float32).reshape(1, -1)
