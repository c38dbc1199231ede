"""What an index says of itself: what it was made of and with, and which files it has."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from index.analyze import ANALYZER
from index.projection import projection_method
from index.settings import IndexSettings
from ingest.document import Document, Metadata
from ingest.errors import IndexDamagedError, IndexMismatchError, IndexMissingError

MANIFEST_FILE = "manifest.json"
FORMAT = 2
"""Raise it when the files of an index change their meaning."""

REBUILD = "Maak de index opnieuw met: vraagbaak indexeer"

# The modules that decide what stands in an index; a comment changed in them costs a rebuild, a rule never goes unseen.
_ANALYSIS = ("amounts", "analyze", "references", "stem", "tokens", "word_forms")
_PARTS = (
    "build",
    "dense",
    "encoded",
    "late",
    "lexical",
    "projection",
    "sentences",
    "short_forms",
    "vocabulary",
    "word_tokens",
)
_PROGRAM = ("ingest/**/*.py", *(f"index/{name}.py" for name in (*_ANALYSIS, *_PARTS)))
"""The modules that decide what stands in an index: one made by others is not taken for it."""


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What tells whether a document is still the one that was indexed: hashes of its bytes and of its metadata."""

    sha256: str
    metadata: str


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """The model that made the vectors."""

    name: str
    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the index, in full."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that must agree before an index may be used; `documents` are by id."""

    kind: Literal["vraagbaak-index"]
    format: int
    program: str
    analyzer: str
    projection: str
    model: ModelRecord
    settings: IndexSettings
    documents: dict[str, DocumentKey]
    chunks: int
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class IndexState:
    """Whether the index in a folder can be used as it is; if not, why, as Dutch phrases for the user."""

    exists: bool
    reasons: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Return whether the index is there and agrees with what is asked."""
        return self.exists and not self.reasons


def document_key(sha256: str, metadata: Metadata) -> DocumentKey:
    """Return the key of a document or source, from the hash of its bytes and what is known about it."""
    written = json.dumps(asdict(metadata), sort_keys=True)
    return DocumentKey(sha256, hashlib.sha256(written.encode()).hexdigest())


def document_keys(documents: Iterable[Document]) -> dict[str, DocumentKey]:
    """Return the key of each document, by id."""
    return {document.id: document_key(document.sha256, document.metadata) for document in documents}


def index_state(
    folder: Path, documents: Mapping[str, DocumentKey], fingerprint: str, settings: IndexSettings
) -> IndexState:
    """Return whether the index in `folder` is of these documents, model and settings, without loading anything large.

    `documents` must be keys of the same kind as `save_index` was given: of the sources, or of the parsed documents.
    Files are checked for being there and for their size; `load_index` checks what is in them.
    """
    try:
        manifest = read_manifest(folder)
    except IndexMissingError:
        return IndexState(exists=False, reasons=(f"er is nog geen index in '{folder}'",))
    except IndexMismatchError:
        return IndexState(exists=True, reasons=("de index is van een andere versie van Vraagbaak",))
    except IndexDamagedError:
        return IndexState(exists=True, reasons=(f"{MANIFEST_FILE} is beschadigd",))
    damaged = (f"{record.name} ontbreekt of is beschadigd" for record in manifest.files if not has_size(folder, record))
    return IndexState(
        exists=True,
        reasons=(
            *compare_documents(manifest.documents, documents),
            *compare_making(manifest, fingerprint, settings),
            *damaged,
        ),
    )


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the index in `folder`.

    Raises:
        IndexMissingError: there is none.
        IndexMismatchError: it is of another format.
        IndexDamagedError: it cannot be read.
    """
    path = folder / MANIFEST_FILE
    try:
        written = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(f"In '{folder}' is geen index. Maak hem met: vraagbaak indexeer") from error
    except OSError as error:
        raise IndexDamagedError(f"{path} kan niet worden gelezen ({error.strerror}). {REBUILD}") from error
    try:
        found = json.loads(written)
        if isinstance(found, dict) and found.get("format") != FORMAT and found.get("kind") == "vraagbaak-index":
            raise IndexMismatchError(
                f"De index in '{folder}' heeft indeling {found.get('format')}, "
                f"deze versie van Vraagbaak leest {FORMAT}. {REBUILD}"
            )
        return _MANIFEST.validate_json(written)
    except (ValueError, ValidationError) as error:
        raise IndexDamagedError(f"{path} is beschadigd. {REBUILD}") from error


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write `manifest` so that a person can read it."""
    written = json.dumps(_MANIFEST.dump_python(manifest, mode="json"), ensure_ascii=False, indent=2)
    (folder / MANIFEST_FILE).write_text(written + "\n", encoding="utf-8")


def has_size(folder: Path, record: FileRecord) -> bool:
    """Return whether a file of the index is there and as long as it was."""
    path = folder / record.name
    return path.is_file() and path.stat().st_size == record.bytes


def compare_documents(indexed: Mapping[str, DocumentKey], wanted: Mapping[str, DocumentKey]) -> tuple[str, ...]:
    """Return which documents were added, changed or removed since the index was made, as Dutch phrases."""
    shared = sorted(indexed.keys() & wanted.keys())
    changed = [name for name in shared if indexed[name].sha256 != wanted[name].sha256]
    described = [name for name in shared if name not in changed and indexed[name] != wanted[name]]
    groups = {
        "nieuw": sorted(wanted.keys() - indexed.keys()),
        "gewijzigd": changed,
        "metagegevens gewijzigd": described,
        "verwijderd": sorted(indexed.keys() - wanted.keys()),
    }
    return tuple(f"{what}: {', '.join(names)}" for what, names in groups.items() if names)


def compare_making(manifest: Manifest, fingerprint: str, settings: IndexSettings | None) -> tuple[str, ...]:
    """Return what differs in how the index was made, as Dutch phrases; settings are not compared where None."""
    reasons = []
    if manifest.model.fingerprint != fingerprint:
        reasons.append(f"een ander taalmodel (de index is gemaakt met '{manifest.model.name}')")
    if settings is not None and manifest.settings != settings:
        names = [
            field.name
            for field in fields(IndexSettings)
            if getattr(manifest.settings, field.name) != getattr(settings, field.name)
        ]
        reasons.append(f"andere instellingen: {', '.join(names)}")
    versions = (manifest.analyzer, manifest.projection, manifest.program)
    if versions != (ANALYZER, projection_method(), program_fingerprint()):
        reasons.append("een andere versie van Vraagbaak")
    return tuple(reasons)


@cache
def program_fingerprint() -> str:
    """Return 64 hexadecimal digits that change when the code does that decides what stands in an index."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _PROGRAM for path in root.glob(pattern)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


_MANIFEST: TypeAdapter[Manifest] = TypeAdapter(Manifest)
