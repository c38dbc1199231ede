"""From compared candidates to hits: one score from the signals, a fixed order, and what says the same as one hit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.hits import Hit, Retrieved
from index.signals import combine
from ingest.chunk import Chunk


class SecondStage(NamedTuple):
    """The candidates of the second stage, as places among all candidates, and their scores in the same order."""

    places: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Compared:
    """Candidates by their positions among the chunks, their signals, and the scores of each retriever that was asked.

    All arrays are of the same candidates in the same order.
    """

    positions: NDArray[np.int64]
    signals: Mapping[str, NDArray[np.float64]]
    lexical: NDArray[np.float32] | None = None
    dense: NDArray[np.float32] | None = None
    late: SecondStage | None = None


class Ranked(NamedTuple):
    """The chunks of an index, the place of each one's id among all ids, and the first chunk that says the same."""

    chunks: Sequence[Chunk]
    id_order: NDArray[np.int64]
    leaders: Sequence[int]


def rank_candidates(compared: Compared, weights: Mapping[str, float], ranked: Ranked, count: int) -> tuple[Hit, ...]:
    """Return the (at most) `count` best candidates as hits, by score and then by chunk id.

    Of chunks that say the same the best one is the hit, and the others are named with it.
    """
    ids = ranked.id_order[compared.positions]
    scores = combine(compared.signals, weights)
    order = np.lexsort((ids, -scores))
    places = _Places(compared, ids)
    folded: dict[int, list[int]] = {}
    for place in order:
        leader = ranked.leaders[compared.positions[place]]
        if leader in folded or len(folded) < count:
            folded.setdefault(leader, []).append(int(place))
    return tuple(
        Hit(
            rank=rank,
            chunk=ranked.chunks[compared.positions[best]],
            score=float(scores[best]),
            lexical=places.lexical(best),
            dense=places.dense(best),
            late=places.late(best),
            parts=tuple(
                (name, float(weights.get(name, 0.0) * values[best])) for name, values in compared.signals.items()
            ),
            also=tuple(ranked.chunks[compared.positions[place]] for place in others),
        )
        for rank, (best, *others) in enumerate(folded.values(), start=1)
    )


class _Places:
    """What each retriever made of each candidate: its score there, and its rank among the candidates."""

    def __init__(self, compared: Compared, ids: NDArray[np.int64]) -> None:
        """Rank the candidates of each retriever that was asked."""
        self._compared = compared
        self._lexical = None if compared.lexical is None else _ranks(compared.lexical, ids)
        self._dense = None if compared.dense is None else _ranks(compared.dense, ids)
        self._late: dict[int, Retrieved] = {}
        if compared.late is not None:
            late = compared.late
            ranks = _ranks(late.scores, ids[late.places])
            for place, rank, score in zip(late.places, ranks, late.scores, strict=True):
                self._late[int(place)] = Retrieved(int(rank), float(score))

    def lexical(self, place: int) -> Retrieved | None:
        """Return what the lexical index made of a candidate; None where it has no term of the query."""
        scores = self._compared.lexical
        if scores is None or self._lexical is None or not scores[place]:
            return None
        return Retrieved(int(self._lexical[place]), float(scores[place]))

    def dense(self, place: int) -> Retrieved | None:
        """Return what the dense index made of a candidate."""
        scores = self._compared.dense
        if scores is None or self._dense is None:
            return None
        return Retrieved(int(self._dense[place]), float(scores[place]))

    def late(self, place: int) -> Retrieved | None:
        """Return what the second stage made of a candidate; None where it was not among the first ones."""
        return self._late.get(place)


def _ranks(scores: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rank, from 1, of each score; equal scores are in the order of their ids."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.lexsort((ids, -scores))] = np.arange(1, len(scores) + 1)
    return ranks
