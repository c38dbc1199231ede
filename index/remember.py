"""An encoder that embeds a text once: an index that is made anew, and the two of the evaluation, differ in little."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.projection import Projection


@dataclass(frozen=True, slots=True)
class Known:
    """What an encoder gave before, by text: vectors, and codes of tokens by `projection`."""

    vectors: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    codes: Mapping[str, NDArray[np.int8]] = field(default_factory=dict)
    projection: Projection | None = None


class RememberingEncoder:
    """An `Encoder` that passes on to another one and remembers what it gave of passages as long as it lives."""

    def __init__(self, encoder: Encoder, known: Known | None = None) -> None:
        """Remember what `encoder` gives, and what it has given before."""
        known = known or Known()
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = dict(known.vectors)
        self._codes: dict[str, NDArray[np.int8]] = dict(known.codes)
        self._projection = known.projection

    @property
    def behind(self) -> Encoder:
        """The encoder behind it."""
        return self._encoder

    def knows(self, text: str) -> bool:
        """Return whether all is remembered that an index needs of a passage."""
        return text in self._vectors and text in self._codes

    @property
    def name(self) -> str:
        """The name of the encoder behind it."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the encoder behind it: the vectors are the same."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._encoder.dimension

    @property
    def max_tokens(self) -> int:
        """The longest passage that is encoded whole."""
        return self._encoder.max_tokens

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return a unit vector for every text, shape (texts, dimension); only texts that are new are encoded."""
        fresh = _report_known(texts, [text for text in texts if text not in self._vectors], progress)
        if fresh:
            self._vectors.update(zip(fresh, self._encoder.encode_passages(fresh, progress), strict=True))
        return self._stack(texts)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a query."""
        return self._encoder.encode_query(text)

    def fit_projection(self) -> Projection:
        """Return the projection that was given before, which is a function of the model alone, or else a fresh one."""
        if self._projection is None:
            self._projection = self._encoder.fit_projection()
        return self._projection

    def encode_passages_with_tokens(
        self, texts: Sequence[str], projection: Projection, progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.int8], ...]]:
        """Return the unit vectors of texts and the codes of their tokens; only texts that are new are encoded.

        Another `projection` than that of `fit_projection` gives other codes, so that nothing is remembered by it.
        """
        if projection is not self.fit_projection():
            return self._encoder.encode_passages_with_tokens(texts, projection, progress)
        fresh = _report_known(texts, [text for text in texts if not self.knows(text)], progress)
        if fresh:
            vectors, codes = self._encoder.encode_passages_with_tokens(fresh, projection, progress)
            self._vectors.update(zip(fresh, vectors, strict=True))
            self._codes.update(zip(fresh, codes, strict=True))
        return self._stack(texts), tuple(self._codes[text] for text in texts)

    def encode_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the unit vector of a query and those of the tokens of its content words."""
        return self._encoder.encode_query_with_tokens(text)

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of `text`."""
        return self._encoder.count_tokens(text)

    def _stack(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the remembered vectors of texts, shape (texts, dimension)."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([self._vectors[text] for text in texts])


def _report_known(texts: Sequence[str], missing: Sequence[str], progress: Callable[[int], None] | None) -> list[str]:
    """Return the different ones of the `missing` texts, after telling `progress` of the others."""
    fresh = list(dict.fromkeys(missing))
    if progress is not None and len(texts) > len(fresh):
        progress(len(texts) - len(fresh))
    return fresh
