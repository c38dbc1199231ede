"""Texts into vectors: the `Encoder` that the index asks for, and the one that sentence-transformers provides.

Importing this module is cheap. sentence-transformers, and torch with it, is imported when a model's weights are loaded.
"""

import gc
import logging
import math
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.model_folder import ModelFolder, find_first_module, read_dimension, read_settings, resolve_model
from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

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
        order = sorted(range(len(texts)), key=lambda position: (-len(texts[position]), position))
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
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

    def _load_model(self) -> "SentenceTransformer":
        """Return the model with its weights.

        Raises:
            ModelError: the folder cannot be loaded.
        """
        with self._model_lock:
            if self._model is None:
                try:
                    self._model = _load_sentence_transformer(self._source)
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


def _prepare(text: str) -> str:
    """Return the text without the space around it, and with `?` for lone surrogates.

    A space at the end would be a token of its own, and `opvang ` another query than `opvang`. A command line can pass
    on lone surrogates (bytes that are no UTF-8), which no tokenizer takes.
    """
    return text.strip().encode("utf-8", "replace").decode("utf-8")


def _load_sentence_transformer(source: ModelFolder) -> "SentenceTransformer":
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Read once, when torch is imported. Threads that spin while they wait take the time of whatever else runs: with one
    # other busy process embedding took 2.5 times as long; on a quiet machine it makes no difference.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    with _no_garbage_collection():
        from sentence_transformers import SentenceTransformer
    with _quiet():
        # float32 whatever the file has: half precision is slow on a CPU, and differs from machine to machine.
        return SentenceTransformer(str(source.path), local_files_only=True, model_kwargs={"dtype": "float32"})


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Do without the search for garbage: all that an import makes stays, and going over it takes 12% of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from writing progress bars and remarks to the terminal, as long as this lasts."""
    from transformers.utils import logging as transformers_logging

    library = logging.getLogger("sentence_transformers")
    before = (transformers_logging.get_verbosity(), library.level, transformers_logging.is_progress_bar_enabled())
    transformers_logging.set_verbosity(logging.ERROR)
    library.setLevel(logging.ERROR)
    if before[2]:
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        transformers_logging.set_verbosity(before[0])
        library.setLevel(before[1])
        if before[2]:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
