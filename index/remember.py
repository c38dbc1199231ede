"""An encoder that embeds a text once: an index that is made anew, and the two of the evaluation, differ in little."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder


class RememberingEncoder:
    """An `Encoder` that passes on to another one and remembers the vectors of passages as long as it lives."""

    def __init__(self, encoder: Encoder, known: Mapping[str, NDArray[np.float32]] | None = None) -> None:
        """Remember what `encoder` gives, and what it has given before: `known`, vectors by text."""
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = dict(known or {})

    @property
    def behind(self) -> Encoder:
        """The encoder behind it."""
        return self._encoder

    def knows(self, text: str) -> bool:
        """Return whether the vector of a passage is remembered."""
        return text in self._vectors

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
        fresh = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if progress is not None and len(texts) > len(fresh):
            progress(len(texts) - len(fresh))
        if fresh:
            self._vectors.update(zip(fresh, self._encoder.encode_passages(fresh, progress), strict=True))
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([self._vectors[text] for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a query."""
        return self._encoder.encode_query(text)

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of `text`."""
        return self._encoder.count_tokens(text)
