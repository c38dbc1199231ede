"""BM25 over the terms of the chunks: rank-bm25 gives the scores, a sparse matrix of them answers the queries."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]
from scipy import sparse

SCORES_FILE = "bm25.npz"
VOCABULARY_FILE = "vocabulary.txt"


@dataclass(frozen=True)
class LexicalIndex:
    """What each term adds to the score of each chunk: `matrix` is (terms, chunks), float32; `terms` names its rows."""

    terms: tuple[str, ...]
    matrix: sparse.csr_array

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {term: row for row, term in enumerate(self.terms)}

    def scores(self, query_terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every chunk, shape (chunks,); a term that is repeated in the query counts again."""
        # Summed in double precision, as rank-bm25 does, so that the two rank alike.
        total = np.zeros(self.matrix.shape[1], dtype=np.float64)
        data, indices, indptr = self.matrix.data, self.matrix.indices, self.matrix.indptr
        for term, count in Counter(query_terms).items():
            row = self._rows.get(term)
            if row is not None:
                postings = slice(indptr[row], indptr[row + 1])
                total[indices[postings]] += count * data[postings].astype(np.float64)
        return total.astype(np.float32)

    def evidence(self, query_terms: Sequence[str], scores: NDArray[np.float32]) -> float:
        """Return how much of the query the best of `scores` accounts for, 0..1.

        That is its score over what a chunk would have that is the best one for every term; a term that occurs nowhere
        counts there like the rarest one that does.
        """
        if not len(scores) or not self.terms:
            return 0.0
        highest = self._highest
        rarest = float(highest.max())
        possible = sum(
            count * (float(highest[self._rows[term]]) if term in self._rows else rarest)
            for term, count in sorted(Counter(query_terms).items())
        )
        return float(scores.max()) / possible if possible else 0.0

    @cached_property
    def _highest(self) -> NDArray[np.float32]:
        """Return the highest score that each term adds to any chunk, shape (terms,)."""
        highest: NDArray[np.float32] = np.maximum.reduceat(self.matrix.data, self.matrix.indptr[:-1])
        return highest

    def frequency(self, term: str) -> int:
        """Return in how many chunks `term` occurs; 0 where the corpus does not have it."""
        row = self._rows.get(term)
        return 0 if row is None else int(self.matrix.indptr[row + 1] - self.matrix.indptr[row])

    def rarity(self, term: str) -> float:
        """Return how much `term` tells: the logarithm of how few chunks have it, most for one that none has."""
        return math.log((self.matrix.shape[1] + 1) / (self.frequency(term) + 0.5))

    def positions(self, term: str) -> NDArray[np.integer[Any]]:
        """Return the positions of the chunks that have `term`, in order, shape (frequency,)."""
        row = self._rows.get(term)
        start, end = (0, 0) if row is None else (self.matrix.indptr[row], self.matrix.indptr[row + 1])
        found: NDArray[np.integer[Any]] = self.matrix.indices[start:end]
        return found

    def occurs(self, term: str, position: int) -> bool:
        """Return whether the chunk at `position` has `term`."""
        postings = self.positions(term)
        place = int(np.searchsorted(postings, position))
        return place < len(postings) and int(postings[place]) == position

    def save(self, folder: Path) -> None:
        """Write the matrix as numpy arrays and the terms one a line, in the order of its rows."""
        sparse.save_npz(folder / SCORES_FILE, self.matrix)
        (folder / VOCABULARY_FILE).write_text("".join(f"{term}\n" for term in self.terms), encoding="utf-8")


def fit_lexical(
    analyzed: Sequence[Sequence[str]], k1: float = 1.5, b: float = 0.75, marks: Sequence[Sequence[str]] = ()
) -> LexicalIndex:
    """Return the index of chunks given as their terms; a chunk without terms scores 0 on every query.

    The scores are those of `BM25Okapi`, with its floor for terms that most chunks have (a quarter of the mean idf);
    a term of the query that is in a chunk always adds to its score. `marks` are further terms of each chunk, such as
    its amounts, that make it no longer: they leave the scores of its words as they are. No mark may be a term too.
    """
    if not any(analyzed):  # rank-bm25 divides by the number of chunks and of terms
        return LexicalIndex((), sparse.csr_array(np.zeros((0, len(analyzed)), dtype=np.float32)))
    terms = tuple(sorted({term for chunk in (*analyzed, *marks) for term in chunk}))
    fitted = BM25Okapi(analyzed, k1=k1, b=b)
    idf = _positive_idf(fitted) | _mark_idf(marks)
    row_of = {term: row for row, term in enumerate(terms)}
    rows: list[int] = []
    columns: list[int] = []
    scores: list[float] = []
    marked = [dict.fromkeys(chunk, 1) for chunk in marks] or [{} for _ in analyzed]
    for column, (frequencies, length) in enumerate(zip(fitted.doc_freqs, fitted.doc_len, strict=True)):
        norm = k1 * (1 - b + b * length / fitted.avgdl)
        for term, frequency in (frequencies | marked[column]).items():
            rows.append(row_of[term])
            columns.append(column)
            scores.append(idf[term] * frequency * (k1 + 1) / (frequency + norm))
    shape = (len(terms), len(analyzed))
    matrix = sparse.csr_array((np.array(scores, dtype=np.float32), (rows, columns)), shape=shape)
    matrix.sort_indices()
    return LexicalIndex(terms, matrix)


def load_lexical(folder: Path) -> LexicalIndex:
    """Return the index that `LexicalIndex.save` wrote.

    Raises:
        ValueError: the files do not belong together.
        OSError: a file cannot be read.
    """
    matrix = sparse.csr_array(sparse.load_npz(folder / SCORES_FILE))
    terms = tuple((folder / VOCABULARY_FILE).read_text(encoding="utf-8").splitlines())
    if matrix.shape[0] != len(terms):
        raise ValueError(f"{SCORES_FILE} has {matrix.shape[0]} terms, {VOCABULARY_FILE} has {len(terms)}")
    return LexicalIndex(terms, matrix)


def _positive_idf(fitted: BM25Okapi) -> dict[str, float]:
    """Return the weight of every term: rank-bm25's, except where a match would not count for a chunk.

    A term in exactly half of the chunks weighs 0 there, and gets the floor here that a more frequent one has. With a
    chunk or two that floor itself is not above 0; Lucene's idf, which always is, is used then.
    """
    if fitted.average_idf > 0:
        floor = fitted.epsilon * fitted.average_idf
        return {term: idf or floor for term, idf in fitted.idf.items()}
    holders = Counter(term for frequencies in fitted.doc_freqs for term in frequencies)
    size = fitted.corpus_size
    return {term: math.log1p((size - count + 0.5) / (count + 0.5)) for term, count in holders.items()}


def _mark_idf(marks: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the weight of every mark, by Lucene's idf, which is always above 0."""
    holders = Counter(term for chunk in marks for term in dict.fromkeys(chunk))
    return {term: math.log1p((len(marks) - count + 0.5) / (count + 0.5)) for term, count in holders.items()}
