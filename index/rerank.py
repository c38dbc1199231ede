"""A cross-encoder as a last stage, for who has one: a model that reads a query and a passage together.

None comes with the program: on two cores it takes longer for a handful of passages than the whole search.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.engine import load_cross_encoder
from index.fuse import min_max
from index.hits import Hit
from index.model_folder import ModelFolder, resolve_model
from ingest.errors import ModelError

if TYPE_CHECKING:
    from index.engine import CrossEncoder

BATCH_SIZE = 8  # as for the encoder: larger batches are no faster on a CPU

RERANKED = 20
"""So many of the first hits are reranked: a cross-encoder takes a forward pass for each."""

RERANKING = "herschikking"
"""The name of the signal that a reranker gives."""

_WITHOUT = "Controleer de naam of de map, of zoek zonder."


class Reranker(Protocol):
    """What scores passages beside a query; a test can pass a pure function of the texts."""

    @property
    def name(self) -> str:
        """The name for the user."""

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each text answers `query`, shape (texts,); more is better, the scale is the model's own."""


def load_reranker(name: str) -> "CrossEncoderReranker":
    """Return the cross-encoder `name`: a folder, or a name on the hub, which is downloaded if it was never used before.

    Its weights are loaded with the first query.

    Raises:
        ModelError: there is no such model, or it cannot be had.
    """
    try:
        return CrossEncoderReranker(resolve_model(name))
    except ModelError as error:
        cause = str(error).partition(". ")[0]
        raise ModelError(f"Herschikken met '{name}' kan niet: {cause}. {_WITHOUT}") from error


def rerank_hits(query: str, hits: Sequence[Hit], reranker: Reranker) -> tuple[Hit, ...]:
    """Return `hits` with the first ones in the order of what `reranker` makes of them; the others stay behind them.

    The score of a reranked hit lies in .5..1 by its place among them, that of another is half of what it was.
    """
    first, rest = hits[:RERANKED], hits[RERANKED:]
    stretched = min_max(reranker.scores(query, [hit.chunk.indexed for hit in first]))
    order = sorted(range(len(first)), key=lambda place: (-stretched[place], first[place].chunk.id))
    ranked = [
        replace(first[place], score=score, parts=((RERANKING, score),))
        for place in order
        for score in [0.5 + 0.5 * float(stretched[place])]
    ]
    halved = [
        replace(hit, score=hit.score / 2, parts=tuple((name, value / 2) for name, value in hit.parts)) for hit in rest
    ]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate((*ranked, *halved), start=1))


class CrossEncoderReranker:
    """A `Reranker` for a folder that sentence-transformers can read; made by `load_reranker`. Threads may share it."""

    def __init__(self, source: ModelFolder) -> None:
        """Make a reranker that has nothing loaded yet."""
        self._source = source
        self._model: CrossEncoder | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The name for the user: what was asked for."""
        return self._source.name

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each text answers `query`, shape (texts,); more is better, the scale is the model's own.

        Raises:
            ModelError: the model cannot be loaded, or is not one that gives a single score.
        """
        if not texts:
            return np.empty(0, dtype=np.float32)
        with self._lock:
            scores = self._load_model().predict(
                [(query, text) for text in texts], batch_size=BATCH_SIZE, show_progress_bar=False
            )
        return np.asarray(scores, dtype=np.float32)

    def _load_model(self) -> "CrossEncoder":
        """Return the model with its weights.

        Raises:
            ModelError: the folder cannot be loaded, or the model does not give a single score.
        """
        if self._model is None:
            try:
                model = load_cross_encoder(self._source.path)
            except Exception as error:  # The library raises whatever goes wrong underneath, of a dozen kinds.
                raise ModelError(
                    f"Het model '{self.name}' kan niet worden geladen uit {self._source.path} "
                    f"({type(error).__name__}: {str(error).strip().partition(chr(10))[0]}). {_WITHOUT}"
                ) from error
            if model.num_labels != 1:
                raise ModelError(
                    f"Het model '{self.name}' geeft {model.num_labels} scores per passage in plaats van één, "
                    f"en kan dus niet herschikken. {_WITHOUT}"
                )
            self._model = model
        return self._model
