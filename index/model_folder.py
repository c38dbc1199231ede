"""Which folder a model is in, and what its settings say; found without loading it, nor torch.

A model is given by the user: nothing for the offline default, a folder, or a name on the Hugging Face Hub. All three
come down to a folder on this machine, so that loading itself never needs the network.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.fingerprint import IGNORED_FOLDERS, IGNORED_SUFFIXES, fingerprint_folder
from index.offline_model import MANIFEST, OFFLINE_MODEL_NAME, ensure_offline_model
from ingest.errors import ModelError

DEFAULT_ORGANISATION = "sentence-transformers"  # that of a name without a slash, as the library itself does

# Models named e5 that follow an instruction have other prompts, which depend on the task.
E5 = re.compile(r"(?:^|[-_])e5(?:[-_]|$)(?!.*(?:instruct|mistral))", re.IGNORECASE)

PASSAGE_PROMPTS = ("document", "passage", "corpus")

NOT_DOWNLOADED = [f"*{suffix}" for suffix in sorted(IGNORED_SUFFIXES)] + [
    f"{name}/*" for name in sorted(IGNORED_FOLDERS)
]


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on this machine: its name for the user, where it is, what is put before a text, its fingerprint.

    An empty prompt means that the text is encoded as it is.
    """

    name: str
    path: Path
    query_prompt: str
    passage_prompt: str
    fingerprint: str


def model_fingerprint(model: str | None) -> str:
    """Return 64 hexadecimal digits that change when the vectors of `model` would.

    They cover the model's settings and tokenizer whole, its weights by size and by sample (see `fingerprint_folder`),
    and the two prompts. The name is not covered, nor are the versions of the libraries. Takes milliseconds: nothing is
    loaded or downloaded, though the offline default is written to the cache if it is not there yet. Of a name
    on the hub it is the version that was downloaded before.

    Raises:
        ModelError: there is no such folder, or the model was never downloaded.
    """
    return resolve_model(model, download=False).fingerprint


def resolve_model(model: str | None, *, download: bool = True) -> ModelFolder:
    """Return the folder of `model`: None is the offline default, otherwise a folder, or a name on the hub.

    A model from the hub is downloaded once; after that the copy on this machine serves, without asking whether there
    is a newer one, so that an index does not outdate by itself.

    Raises:
        ModelError: there is no such folder, or the model is not here and cannot be (or may not be) downloaded.
    """
    if model is None:
        name, path = OFFLINE_MODEL_NAME, ensure_offline_model()
    elif (path := Path(model).expanduser()).is_dir():
        name, path = model, path.resolve()
    elif model.startswith((".", "~", "/")) or "\\" in model or model.count("/") > 1:
        raise ModelError(f"De map van het taalmodel bestaat niet: {model}. Controleer het pad.")
    else:
        name, path = model, _find_on_hub(model, download)
    if not (path / "modules.json").is_file() and not (path / "config.json").is_file():
        raise ModelError(
            f"In {path} staat geen taalmodel: modules.json en config.json ontbreken. "
            "Geef de map waarin het model zelf staat, of laat het model weg voor het meegeleverde."
        )
    query_prompt, passage_prompt = read_prompts(path, name)
    content = fingerprint_folder(path, without=frozenset({MANIFEST}))
    fingerprint = _fingerprint_with_prompts(content, query_prompt, passage_prompt)
    return ModelFolder(name, path, query_prompt, passage_prompt, fingerprint)


def read_prompts(folder: Path, name: str) -> tuple[str, str]:
    """Return what goes before a query and before a passage.

    The model's own settings decide where they name prompts; without them the e5 family gets the words it was trained
    with, which its older folders do not mention, and any other model nothing.
    """
    settings = read_settings(folder, "config_sentence_transformers.json")
    prompts = {key: text for key, text in (settings.get("prompts") or {}).items() if isinstance(text, str)}
    default = prompts.get(settings.get("default_prompt_name") or "", "")
    query = prompts.get("query", default)
    passage = next((prompts[key] for key in PASSAGE_PROMPTS if prompts.get(key)), default)
    if not query and not passage and _is_e5(folder, name):
        return "query: ", "passage: "
    return query, passage


def _is_e5(folder: Path, name: str) -> bool:
    """Return whether the model, or the one that it was trained from, has a name of the e5 family."""
    origin = str(read_settings(folder, "config.json").get("_name_or_path", ""))
    return any(E5.search(Path(candidate).name) for candidate in (name, origin))


def read_dimension(folder: Path) -> int | None:
    """Return the length of the vectors where the settings tell it, which they do for the usual layout; else None."""
    modules = read_settings(folder, "modules.json")
    kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules] if isinstance(modules, list) else []
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return None
    pooling = read_settings(folder, f"{modules[1]['path']}/config.json")
    # Since version 6 of the library the mode is one setting; before that every mode had its own.
    older = [key for key, wanted in pooling.items() if key.startswith("pooling_mode_") and wanted is True]
    one_mode = isinstance(pooling["pooling_mode"], str) if "pooling_mode" in pooling else len(older) == 1
    size = pooling.get("embedding_dimension", pooling.get("word_embedding_dimension"))
    return size if one_mode and isinstance(size, int) else None


def find_first_module(folder: Path) -> Path:
    """Return the folder of the model's first module, where its tokenizer is: mostly the model's folder itself."""
    modules = read_settings(folder, "modules.json")
    return folder / modules[0].get("path", "") if isinstance(modules, list) and modules else folder


def read_settings(folder: Path, name: str) -> Any:  # noqa: ANN401 - JSON of somebody else's
    """Return the JSON in the file `name`, or an empty mapping if there is none.

    Raises:
        ModelError: the file is not JSON.
    """
    try:
        return json.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(
            f"Het taalmodel is beschadigd: {folder / name} is niet te lezen. Haal het opnieuw op."
        ) from error


def _fingerprint_with_prompts(content: str, query_prompt: str, passage_prompt: str) -> str:
    return hashlib.sha256(json.dumps([content, query_prompt, passage_prompt]).encode()).hexdigest()


def _find_on_hub(model: str, download: bool) -> Path:
    """Return the folder in the hub's own cache, downloading into it if that is needed and asked."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    repository = model if "/" in model else f"{DEFAULT_ORGANISATION}/{model}"
    try:
        return Path(snapshot_download(repository, local_files_only=True, ignore_patterns=NOT_DOWNLOADED))
    except HFValidationError as error:
        raise ModelError(f"{model!r} is geen map en geen naam van een taalmodel. Controleer de naam.") from error
    except (LocalEntryNotFoundError, OSError, ValueError) as error:
        if not download:
            raise ModelError(
                f"Het taalmodel {repository} is nog niet opgehaald. Maak de index opnieuw, met een verbinding, "
                "of laat het model weg voor het meegeleverde."
            ) from error
    try:
        return Path(snapshot_download(repository, ignore_patterns=NOT_DOWNLOADED))
    except Exception as error:  # The hub's client raises those of its HTTP library as well.
        raise ModelError(
            f"Het taalmodel {repository} kan niet worden opgehaald ({type(error).__name__}). Controleer de naam en de "
            "verbinding, geef de map van een model dat al op deze computer staat, of laat het model weg voor "
            "het meegeleverde, dat geen verbinding nodig heeft."
        ) from error
