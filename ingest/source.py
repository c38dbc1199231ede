"""From a corpus folder to sources: which files there are, and what the metadata file says of each."""

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ingest.document import Metadata
from ingest.errors import CorpusError
from ingest.files import METADATA_FILE, Problem, list_files, name_file, show_name
from ingest.readers import MAX_BYTES, READERS

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
    paths = [path for path in list_files(corpus).files if path.suffix.lower() in READERS]
    stems = Counter(name_file(corpus, path.with_suffix("")) for path in paths)
    sources = []
    for path in paths:
        name, stem = name_file(corpus, path), name_file(corpus, path.with_suffix(""))
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


def find_unread(corpus: Path) -> tuple[Problem, ...]:
    """Return what in `corpus` no reader exists for or cannot be opened, so that nothing is silently skipped."""
    listing = list_files(corpus)
    unknown = [
        Problem(name_file(corpus, path), f"overgeslagen, want {_describe_kind(path)}.")
        for path in listing.files
        if path.suffix.lower() not in READERS
    ]
    return tuple(sorted([*unknown, *listing.problems], key=str))


def _describe_kind(path: Path) -> str:
    """Return that files of the kind of this one are not read, and which are."""
    suffix = f"met '{show_name(path.suffix)}'" if path.suffix else "zonder achtervoegsel"
    return f"bestanden {suffix} worden niet gelezen (wel {', '.join(READERS)})"


def _hash_file(path: Path) -> str:
    """Return the hash of the bytes of a file; empty where it cannot be read, which is told when it is."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return ""  # it is refused by its size, which takes no minutes
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


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
