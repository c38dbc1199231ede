"""Loading models by sentence-transformers, which is imported here only, and not before a model's weights are loaded."""

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Under their own names, so that other modules can import the types from here.
    from sentence_transformers import CrossEncoder as CrossEncoder
    from sentence_transformers import SentenceTransformer as SentenceTransformer


def load_sentence_transformer(folder: Path) -> "SentenceTransformer":
    """Return the embedding model in `folder`, never from the network; raises whatever the library does."""
    _prepare_import()
    with _no_garbage_collection():
        from sentence_transformers import SentenceTransformer
    with _quiet():
        # float32 whatever the file has: half precision is slow on a CPU, and differs from machine to machine.
        return SentenceTransformer(str(folder), local_files_only=True, model_kwargs={"dtype": "float32"})


def load_cross_encoder(folder: Path) -> "CrossEncoder":
    """Return the model in `folder` that reads a query and a passage together, never from the network."""
    _prepare_import()
    with _no_garbage_collection():
        from sentence_transformers import CrossEncoder
    with _quiet():
        model: CrossEncoder = CrossEncoder(str(folder), local_files_only=True, model_kwargs={"dtype": "float32"})
    return model


def _prepare_import() -> None:
    """Set what the libraries read once, when they are imported."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Threads that spin while they wait take the time of whatever else runs: with one other busy process embedding took
    # 2.5 times as long; on a quiet machine it makes no difference.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


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
