"""Late interaction: how well a passage covers the words of a query one by one, by the model's own token vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.projection import LARGEST_CODE, Projection

CODES_FILE = "late_codes.npy"
STARTS_FILE = "late_starts.npy"
MATRIX_FILE = "late_matrix.npy"
STEPS_FILE = "late_steps.npy"

LATE_FILES = (CODES_FILE, STARTS_FILE, MATRIX_FILE, STEPS_FILE)
"""The files of a `LateIndex`."""

# A float32 holds every whole number up to 2^24. A query's numbers are scaled so that no sum of products exceeds it:
# then a product of matrices is exact, and equal whatever the order in which a machine adds up.
_LARGEST_SUM = 2**24 - LARGEST_CODE * 1024

# So many products in one go, or fewer, are left to one thread by the BLAS that numpy comes with. Its other threads go
# on waiting busily, which made this 6 ms in place of 0.2 after a forward pass, and the next pass 1.7 times as long.
_LARGEST_BLOCK = 2**18


@dataclass(frozen=True)
class LateIndex:
    """The codes of the chunks' tokens, shape (tokens, kept), by the `projection` that made them.

    The tokens of the chunk at a position are those from `starts[position]` up to `starts[position + 1]`.
    """

    codes: NDArray[np.int8]
    starts: NDArray[np.int64]
    projection: Projection

    @property
    def size(self) -> int:
        """Return how many chunks there are."""
        return len(self.starts) - 1

    def codes_of(self, position: int) -> NDArray[np.int8]:
        """Return the codes of the tokens of the chunk at `position`, shape (its tokens, kept)."""
        return self.codes[self.starts[position] : self.starts[position + 1]]

    def scores(self, query_tokens: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return for each position the mean, over the query's tokens, of the highest cosine with a token of the chunk.

        0 where either has no tokens. `query_tokens` are unit vectors, shape (tokens, token dimension). This is the
        max-sim of ColBERT (Khattab and Zaharia, 2020), as a mean, so that long and short queries compare.
        """
        scores = np.zeros(len(positions), dtype=np.float32)
        counts = self.starts[positions + 1] - self.starts[positions]
        filled = counts > 0
        if not len(query_tokens) or not filled.any():
            return scores
        firsts = np.cumsum(counts[filled]) - counts[filled]
        rows = np.repeat(self.starts[positions[filled]] - firsts, counts[filled]) + np.arange(counts.sum())
        whole, units = _round_query(self.projection.project(query_tokens) * self.projection.steps)
        products = _multiply(self.codes[rows], whole)
        best = np.maximum.reduceat(products, firsts, axis=0).astype(np.float64)
        scores[filled] = (best * units).mean(axis=1)
        return scores

    def save(self, folder: Path) -> None:
        """Write the codes, where those of each chunk begin, and the projection."""
        arrays = (self.codes, self.starts, self.projection.matrix, self.projection.steps)
        for name, array in zip(LATE_FILES, arrays, strict=True):
            np.save(folder / name, np.asarray(array), allow_pickle=False)


def build_late(codes: Sequence[NDArray[np.int8]], projection: Projection) -> LateIndex:
    """Return the index of chunks of which `codes` are the tokens, in the order of the chunks."""
    starts = np.fromiter(accumulate(map(len, codes), initial=0), dtype=np.int64, count=len(codes) + 1)
    together = np.concatenate([*codes, np.empty((0, projection.kept), dtype=np.int8)])
    return LateIndex(together, starts, projection)


def load_late(folder: Path) -> LateIndex:
    """Return what `LateIndex.save` wrote.

    Raises:
        ValueError: the files do not belong together or are not what they should be.
        OSError: a file cannot be read.
    """
    codes, starts, matrix, steps = (np.load(folder / name, allow_pickle=False) for name in LATE_FILES)
    kinds = [(codes, np.int8, 2), (starts, np.int64, 1), (matrix, np.float32, 2), (steps, np.float32, 1)]
    for name, (array, kind, axes) in zip(LATE_FILES, kinds, strict=True):
        if array.dtype != kind or array.ndim != axes:
            raise ValueError(f"{name} holds {array.ndim} axes of {array.dtype}, not {axes} of {np.dtype(kind)}")
    if not codes.shape[1] == matrix.shape[1] == len(steps):
        raise ValueError(f"{CODES_FILE}, {MATRIX_FILE} and {STEPS_FILE} are of different dimensions")
    if not len(starts) or starts[0] != 0 or starts[-1] != len(codes) or (np.diff(starts) < 0).any():
        raise ValueError(f"{STARTS_FILE} does not divide the {len(codes)} tokens of {CODES_FILE}")
    return LateIndex(codes, starts, Projection(matrix, steps))


def _round_query(tokens: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return whole numbers in the proportions of each token's vector, as floats, and what one of them is worth."""
    sums = np.abs(tokens).sum(axis=1, dtype=np.float64)
    units = np.where(sums > 0, sums, 1.0) * LARGEST_CODE / _LARGEST_SUM
    return np.rint(tokens / units[:, None]).astype(np.float32), units


def _multiply(codes: NDArray[np.int8], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the product of each token with each of the query's, shape (tokens, the query's): whole numbers, exact."""
    products = np.empty((len(codes), len(query)), dtype=np.float32)
    turned = np.ascontiguousarray(query.T)
    height = max(1, _LARGEST_BLOCK // max(1, query.size))
    for start in range(0, len(codes), height):
        products[start : start + height] = codes[start : start + height].astype(np.float32) @ turned
    return products
