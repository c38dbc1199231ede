"""Where the corpus and the index are when the user does not say: beside the program, and in the user's cache."""

import hashlib
from pathlib import Path

import platformdirs

APPLICATION = "vraagbaak"


def default_corpus() -> Path:
    """Return the folder `corpus` where the user is, or else the one that comes with the program."""
    here = Path.cwd() / "corpus"
    return here if here.is_dir() else Path(__file__).resolve().parent.parent / "corpus"


def default_index(corpus: Path, model: str | None = None) -> Path:
    """Return the folder for the index of `corpus` by `model` in the user's cache: one for each pair."""
    digest = hashlib.sha256(f"{corpus.resolve()}\0{model or ''}".encode()).hexdigest()[:12]
    cache = platformdirs.user_cache_path(APPLICATION, appauthor=False)
    return cache / "indexen" / f"{corpus.resolve().name}-{digest}"
