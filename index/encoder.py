"""Texts into vectors: the `Encoder` that the index asks for, and the one that sentence-transformers provides.

Importing this module is cheap. sentence-transformers, and torch with it, is imported when a model's weights are loaded.
"""

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoded import EncodedText, read_outputs
from index.engine import load_sentence_transformer
from index.model_folder import ModelFolder, find_first_module, read_dimension, read_settings, resolve_model
from index.projection import Projection, fit_projection, read_calibration
from ingest.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from index.engine import SentenceTransformer

BATCH_SIZE = 8  # On a CPU larger batches are no faster, and they need more memory.

UNLIMITED = 1_000_000
"""`max_tokens` of a model that has no limit."""


class Encoder(Protocol):
    """What the index needs of an embedding model; a test can pass a pure function of the text."""

    @property
    def name(self) -> str:
        """The name for the user: what was asked for, or the default's."""

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change when the vectors would."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """The longest passage that is encoded whole, as `count_tokens` counts."""

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return a unit vector for every text, shape (texts, dimension), in the order of the texts.

        `progress` is called now and then with the number of texts that were done since the last call.
        """

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a query, shape (dimension,)."""

    def fit_projection(self) -> Projection:
        """Return the projection that makes this model's token vectors small: a function of the model alone."""

    def encode_passages_with_tokens(
        self, texts: Sequence[str], projection: Projection, progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.int8], ...]]:
        """Return what `encode_passages` does, and for every text the codes of its content words, (tokens, kept).

        Codes and no vectors: those of all passages together would take some hundred kilobytes a passage.
        """

    def encode_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return what `encode_query` does, and the unit vectors of the tokens of its content words, (tokens, size).

        Of a query of stopwords only all words count.
        """

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of `text`, without special tokens and prompt."""


def load_encoder(model: str | None = None) -> "SentenceTransformerEncoder":
    """Return the encoder for `model`: None is the offline default, otherwise a folder, or a name on the hub.

    This finds the model, which for a name that was never used before means downloading it, but does not load its
    weights: that takes seconds, and happens with the first text that is encoded. Call `load` to do it earlier,
    for instance in a thread, while an index is being read. Counting tokens needs no weights, only the tokenizer.

    Raises:
        ModelError: there is no such model, or it cannot be had.
    """
    return SentenceTransformerEncoder(resolve_model(model))


class SentenceTransformerEncoder:
    """An `Encoder` for a folder that sentence-transformers can read; made by `load_encoder`.

    Threads may share it: the weights are loaded once, and one batch is encoded at a time, since a tokenizer may
    not be used by two threads while its settings change.
    """

    def __init__(self, source: ModelFolder) -> None:
        """Make an encoder that has nothing loaded yet."""
        self._source = source
        self._dimension = read_dimension(source.path)
        self._model: SentenceTransformer | None = None
        self._model_lock = threading.RLock()
        self._tokenizer: Tokenizer | None = None
        self._tokenizer_lock = threading.Lock()
        self._projection: Projection | None = None

    @property
    def name(self) -> str:
        """The name for the user: what was asked for, or the default's."""
        return self._source.name

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change when the vectors would; the same as `model_fingerprint` gives."""
        return self._source.fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector; for an unusual layout the weights are loaded to find it."""
        if self._dimension is None:
            self._dimension = self._load_model().get_embedding_dimension()
        if self._dimension is None:
            self._dimension = len(self.encode_query(""))
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """The longest passage that is encoded whole, as `count_tokens` counts."""
        settings = read_settings(find_first_module(self._source.path), "sentence_bert_config.json")
        limit = settings.get("max_seq_length") or self._load_model().max_seq_length
        if limit is None or not math.isfinite(limit):
            return UNLIMITED
        special = self._load_tokenizer().num_special_tokens_to_add(is_pair=False)
        return int(limit) - special - self.count_tokens(self._source.passage_prompt)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return a unit vector for every text, shape (texts, dimension), in the order of the texts.

        Texts of about the same length are encoded together, the longest first, so that little padding is computed and
        memory shows its peak at once. A text longer than `max_tokens` is cut off there.
        `progress` is called after every batch with the number of texts in it.

        Raises:
            ModelError: the weights cannot be loaded.
        """
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for batch in _make_batches(texts):
            with self._model_lock:
                vectors[batch] = self._load_model().encode_document(
                    [_prepare(texts[position]) for position in batch],
                    prompt=self._source.passage_prompt,
                    batch_size=BATCH_SIZE,
                    show_progress_bar=False,
                    normalize_embeddings=True,
                )
            if progress is not None:
                progress(len(batch))
        return vectors

    def encode_passages_with_tokens(
        self, texts: Sequence[str], projection: Projection, progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.int8], ...]]:
        """Return what `encode_passages` does, and for every text the codes of its content words, (tokens, kept).

        One forward pass gives both. Stopwords are left out as in queries: without them the ranking is the same
        and the codes take a fifth less.

        Raises:
            ModelError: the weights cannot be loaded.
        """
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        codes = [np.empty((0, projection.kept), dtype=np.int8)] * len(texts)
        for batch in _make_batches(texts):
            for position, encoded in zip(batch, self._encode_batch([texts[place] for place in batch]), strict=True):
                vectors[position] = encoded.vector
                codes[position] = projection.encode(encoded.content_tokens())
            if progress is not None:
                progress(len(batch))
        return vectors, tuple(codes)

    def fit_projection(self) -> Projection:
        """Return the projection that makes this model's token vectors small: a function of the model alone.

        It is worked out once, which takes some seconds.

        Raises:
            ModelError: the weights cannot be loaded.
        """
        with self._model_lock:
            if self._projection is None:
                texts = read_calibration()
                batches = ([texts[position] for position in batch] for batch in _make_batches(texts))
                encoded = [one for batch in batches for one in self._encode_batch(batch)]
                self._projection = fit_projection([one.content_tokens() for one in encoded])
            return self._projection

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a query, shape (dimension,).

        Raises:
            ModelError: the weights cannot be loaded.
        """
        with self._model_lock:
            vector = self._load_model().encode_query(
                _prepare(text),
                prompt=self._source.query_prompt,
                show_progress_bar=False,
                normalize_embeddings=True,
            )
        return np.asarray(vector, dtype=np.float32)

    def encode_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return what `encode_query` does, and the unit vectors of the tokens of its content words, (tokens, size).

        Raises:
            ModelError: the weights cannot be loaded.
        """
        (encoded,) = self._encode_batch([text], query=True)
        return encoded.vector, encoded.content_tokens()

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of `text`, without special tokens and prompt. Takes some tens of microseconds."""
        tokenizer = self._tokenizer or self._load_tokenizer()
        return len(tokenizer.encode(_prepare(text), add_special_tokens=False))

    def load(self) -> None:
        """Load the weights, if they are not loaded yet; never from the network.

        Raises:
            ModelError: the folder cannot be loaded.
        """
        self._load_model()

    def _encode_batch(self, texts: Sequence[str], *, query: bool = False) -> list[EncodedText]:
        """Return the vectors of a few texts and of their tokens, from one forward pass."""
        prepared = [_prepare(text) for text in texts]
        prompt = self._source.query_prompt if query else self._source.passage_prompt
        with self._model_lock:
            model = self._load_model()
            outputs: Any = (model.encode_query if query else model.encode_document)(
                prepared, prompt=prompt, batch_size=BATCH_SIZE, output_value=None, show_progress_bar=False
            )
        return read_outputs(prepared, outputs, prompt, self._load_tokenizer())

    def _load_model(self) -> "SentenceTransformer":
        """Return the model with its weights.

        Raises:
            ModelError: the folder cannot be loaded.
        """
        with self._model_lock:
            if self._model is None:
                try:
                    self._model = load_sentence_transformer(self._source.path)
                except Exception as error:  # The library raises whatever goes wrong underneath, of a dozen kinds.
                    raise ModelError(
                        f"Het taalmodel {self.name} kan niet worden geladen uit {self._source.path} "
                        f"({type(error).__name__}: {str(error).strip().partition(chr(10))[0]}). Verwijder die map en "
                        "haal het model opnieuw op, of laat het model weg voor het meegeleverde."
                    ) from error
            return self._model

    def _load_tokenizer(self) -> "Tokenizer":
        """Return a tokenizer that neither cuts off nor pads, as the model's own is set to do again and again."""
        from tokenizers import Tokenizer

        with self._tokenizer_lock:
            if self._tokenizer is None:
                file = find_first_module(self._source.path) / "tokenizer.json"
                if file.is_file():
                    tokenizer = Tokenizer.from_file(str(file))
                else:
                    own = self._load_model().tokenizer
                    tokenizer = Tokenizer.from_str(getattr(own, "backend_tokenizer", own).to_str())
                tokenizer.no_truncation()
                tokenizer.no_padding()
                self._tokenizer = tokenizer
            return self._tokenizer


def _make_batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield the positions of texts of about the same length, the longest first."""
    order = sorted(range(len(texts)), key=lambda position: (-len(texts[position]), position))
    for start in range(0, len(order), BATCH_SIZE):
        yield order[start : start + BATCH_SIZE]


def _prepare(text: str) -> str:
    """Return the text without the space around it, and with `?` for lone surrogates.

    A space at the end would be a token of its own, and `opvang ` another query than `opvang`. A command line can pass
    on lone surrogates (bytes that are no UTF-8), which no tokenizer takes.
    """
    return text.strip().encode("utf-8", "replace").decode("utf-8")
