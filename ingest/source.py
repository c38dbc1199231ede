"""From a corpus folder to sources: which files there are, and what the metadata file says of each."""

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ingest.document import Metadata
from ingest.errors import CorpusError
from ingest.readers import READERS

METADATA_FILE = "metadata.toml"

_FIELD_TYPES: dict[str, type] = {
    field.name: int if field.name in {"budget_year", "page_offset"} else str for field in fields(Metadata)
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpus: its id, where it is, the hash of its bytes, and what the metadata file says of it.

    `name` is its path below the corpus folder: what the user knows it by, and the same on every machine.
    """

    id: str
    path: Path
    name: str
    sha256: str
    metadata: Metadata


def load_sources(corpus: Path) -> tuple[Source, ...]:
    """Return the files in `corpus` that a reader exists for, sorted by path.

    A file's id is its path below the folder without the suffix; with it where two files share the rest.

    Raises:
        CorpusError: the folder is not there, or its metadata file cannot be used.
    """
    if not corpus.is_dir():
        raise CorpusError(
            f"De map met documenten '{corpus}' bestaat niet. Maak hem aan of wijs een andere aan met --corpus MAP."
        )
    described = _load_metadata(corpus / METADATA_FILE)
    paths = [path for path in _corpus_files(corpus) if path.suffix.lower() in READERS]
    stems = Counter(_stem(corpus, path) for path in paths)
    sources = []
    for path in paths:
        name, stem = path.relative_to(corpus).as_posix(), _stem(corpus, path)
        sources.append(
            Source(
                id=stem if stems[stem] == 1 else name,
                path=path,
                name=name,
                sha256=_hash_file(path),
                metadata=described.pop(name, Metadata()),
            )
        )
    if described:
        raise CorpusError(
            f"{corpus / METADATA_FILE}: er is geen document '{min(described)}' in de map. "
            "Verbeter de bestandsnaam of haal dat deel weg."
        )
    return tuple(sources)


def find_unread(corpus: Path) -> tuple[Path, ...]:
    """Return the files in `corpus` for which no reader exists, so that they can be named and not silently skipped."""
    return tuple(path for path in _corpus_files(corpus) if path.suffix.lower() not in READERS)


def _stem(corpus: Path, path: Path) -> str:
    """Return the path of a file below the folder, without its suffix."""
    return path.relative_to(corpus).with_suffix("").as_posix()


def _hash_file(path: Path) -> str:
    """Return the hash of the bytes of a file; empty where it cannot be read, which is told when it is."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _corpus_files(corpus: Path) -> list[Path]:
    """Return the files that count as documents: not hidden ones, the metadata file, or a readme beside them."""
    return sorted(
        path
        for path in corpus.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(corpus).parts)
        and path.name != METADATA_FILE
        and path.stem.lower() != "readme"
    )


def _load_metadata(path: Path) -> dict[str, Metadata]:
    """Return what the metadata file says, by file name; nothing where there is no such file."""
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CorpusError(
            f"{path} is geen geldig TOML-bestand ({error}). Verbeter het bestand of haal het weg."
        ) from error
    return {name: _check_entry(path, name, entry) for name, entry in entries.items()}


def _check_entry(path: Path, name: str, entry: Any) -> Metadata:  # noqa: ANN401 - whatever the TOML file holds
    """Return one entry of the metadata file as a record, or raise an error that names what is wrong in it."""
    if not isinstance(entry, dict):
        raise CorpusError(f"{path}: '{name}' hoort een deel te zijn: [\"bestandsnaam\"] met velden eronder.")
    for key, value in entry.items():
        if key not in _FIELD_TYPES:
            known = ", ".join(_FIELD_TYPES)
            raise CorpusError(f"{path}: onbekend veld '{key}' bij '{name}'. Bekend zijn: {known}.")
        expected = _FIELD_TYPES[key]
        if not isinstance(value, expected) or isinstance(value, bool):
            kind = "een geheel getal" if expected is int else "tekst tussen aanhalingstekens"
            raise CorpusError(f"{path}: veld '{key}' bij '{name}' hoort {kind} te zijn.")
    return Metadata(**entry)
