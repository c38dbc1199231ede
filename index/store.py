"""An index as a folder: written whole or not at all, checked before it is used, readable for a person."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.analyze import ANALYZER
from index.dense import DENSE_FILE, load_dense
from index.encoder import Encoder
from index.late import LATE_FILES, load_late
from index.lexical import SCORES_FILE, VOCABULARY_FILE, load_lexical
from index.manifest import (
    FORMAT,
    MANIFEST_FILE,
    REBUILD,
    DocumentKey,
    FileRecord,
    IndexState,
    Manifest,
    ModelRecord,
    compare_making,
    document_key,
    document_keys,
    has_size,
    index_state,
    program_fingerprint,
    read_manifest,
    write_manifest,
)
from index.projection import projection_method
from index.remember import Known
from index.search import Indexes, Searcher
from index.sentences import SPANS_FILE, VECTORS_FILE, load_sentences, sentence_text
from index.settings import IndexSettings
from index.vocabulary import WORDS_FILE, load_vocabulary
from ingest.chunk import Chunk
from ingest.document import Document
from ingest.errors import IndexDamagedError, IndexFolderError, IndexMismatchError

__all__ = [
    "DocumentKey",
    "IndexState",
    "check_folder",
    "document_key",
    "index_state",
    "load_index",
    "load_vectors",
    "save_index",
]

DOCUMENTS_FILE = "documents.jsonl"
CHUNKS_FILE = "chunks.jsonl"

FILES = (
    *(DOCUMENTS_FILE, CHUNKS_FILE, SCORES_FILE, VOCABULARY_FILE, DENSE_FILE, SPANS_FILE, VECTORS_FILE, WORDS_FILE),
    *LATE_FILES,
)
"""The files of an index, besides its manifest."""

_ELSEWHERE = "Wijs een andere map aan met --index MAP."
_DOCUMENT = TypeAdapter(Document)
_CHUNK = TypeAdapter(Chunk)
_Record = TypeVar("_Record")


def save_index(searcher: Searcher, folder: Path, documents: Mapping[str, DocumentKey] | None = None) -> None:
    """Write the index of `searcher` to `folder`, in place of an index that is there.

    It is written beside the folder and then takes its place, so that a reader never sees half of it and an interruption
    leaves the old one. `documents` is what a later `index_state` compares with; by default the parsed documents' keys.

    Raises:
        IndexFolderError: the folder holds something else than an index, or cannot be written.
    """
    folder = folder.resolve()
    check_folder(folder)
    fresh = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}.nieuw")
    try:
        fresh.mkdir(parents=True)
        _write_files(searcher, fresh, document_keys(searcher.documents.values()) if documents is None else documents)
        _take_place(fresh, folder)
    except OSError as error:
        raise IndexFolderError(
            f"De index kan niet worden geschreven in '{folder}' ({error.strerror}). {_ELSEWHERE}"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_folder(folder: Path) -> None:
    """Raise IndexFolderError where `folder` is not one that an index may be written to; worth asking before building.

    It may not be there yet, be empty, or hold an index, be it a damaged one. Anything else is someone's own.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise IndexFolderError(f"'{folder}' is een bestand en geen map. {_ELSEWHERE}")
    present = {path.name for path in folder.iterdir()} if folder.exists() else set()
    foreign = sorted(present - {*FILES, MANIFEST_FILE})
    # One file with a name of ours may be someone's own; a damaged index still has more of them.
    if foreign or (len(present) == 1 and not _is_manifest(folder)):
        raise IndexFolderError(
            f"De map '{folder}' bevat bestanden die niet van een index zijn, zoals '{min(foreign or present)}'. "
            f"Er is niets gewijzigd. {_ELSEWHERE}"
        )
    nearest = next(parent for parent in (folder.parent, *folder.parent.parents) if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise IndexFolderError(f"In '{nearest}' kan niet worden geschreven. {_ELSEWHERE}")


def load_index(folder: Path, encoder: Encoder, settings: IndexSettings | None = None) -> Searcher:
    """Return the searcher that was saved in `folder`; `encoder` must be the one that made it.

    Every file is compared with its hash in the manifest first. With `settings`, those of the index must be equal.

    Raises:
        IndexMissingError: there is no index in the folder.
        IndexMismatchError: another model, other settings or another version made it.
        IndexDamagedError: a file is missing or not what was written.
    """
    manifest = read_manifest(folder)
    try:
        return _load(folder, manifest, encoder, settings)
    except IndexDamagedError:
        replacement = read_manifest(folder)
        # Another process may have put a new index in place while this one read: then that one counts.
        if replacement == manifest:
            raise
        return _load(folder, replacement, encoder, settings)


def load_vectors(folder: Path, fingerprint: str) -> Known:
    """Return what the index in `folder` knows of its texts, so that the next index need not embed them again.

    That is nothing where there is no index, where another model made it, or where it cannot be read: this only saves
    time, and what is wrong with an index is said when it is used.
    """
    try:
        manifest = read_manifest(folder)
        if manifest.model.fingerprint != fingerprint or not all(has_size(folder, file) for file in manifest.files):
            return Known()
        documents = {document.id: document for document in _read_records(folder / DOCUMENTS_FILE, _DOCUMENT)}
        chunks = _read_records(folder / CHUNKS_FILE, _CHUNK)
        dense, sentences, late = load_dense(folder), load_sentences(folder), load_late(folder)
        vectors: dict[str, NDArray[np.float32]] = {}
        for position, chunk in enumerate(chunks):
            texts = (sentence_text(documents[chunk.document], span) for span in sentences.spans[position])
            vectors.update(zip(texts, sentences.vectors_of(position), strict=True))
        # Last, since those of the chunks are kept in full precision.
        vectors.update(zip((chunk.indexed for chunk in chunks), dense.vectors(), strict=True))
        if late.size != len(chunks) or manifest.projection != projection_method():
            return Known(vectors)
        codes = {chunk.indexed: late.codes_of(position) for position, chunk in enumerate(chunks)}
    except (IndexFolderError, ValueError, KeyError, RuntimeError, OSError):
        return Known()
    return Known(vectors, codes, late.projection)


def _load(folder: Path, manifest: Manifest, encoder: Encoder, settings: IndexSettings | None) -> Searcher:
    """Return the searcher of `folder`, of which `manifest` tells what it must hold."""
    different = compare_making(manifest, encoder.fingerprint, settings)
    if different:
        raise IndexMismatchError(f"De index in '{folder}' past niet: {'; '.join(different)}. {REBUILD}")
    if {record.name for record in manifest.files} != set(FILES):
        raise IndexDamagedError(f"{folder / MANIFEST_FILE} noemt andere bestanden dan een index heeft. {REBUILD}")
    for record in manifest.files:
        if not has_size(folder, record) or _hash_file(folder / record.name) != record.sha256:
            raise IndexDamagedError(f"{folder / record.name} ontbreekt of is beschadigd. {REBUILD}")
    try:
        return Searcher(
            documents=_read_records(folder / DOCUMENTS_FILE, _DOCUMENT),
            chunks=_read_records(folder / CHUNKS_FILE, _CHUNK),
            settings=manifest.settings,
            encoder=encoder,
            indexes=Indexes(
                lexical=load_lexical(folder),
                vocabulary=load_vocabulary(folder),
                dense=load_dense(folder),
                sentences=load_sentences(folder),
                late=load_late(folder),
            ),
        )
    except (ValueError, KeyError, RuntimeError, OSError) as error:
        raise IndexDamagedError(f"De index in '{folder}' is niet te lezen ({error}). {REBUILD}") from error


def _write_files(searcher: Searcher, folder: Path, documents: Mapping[str, DocumentKey]) -> None:
    """Write all files of the index, the manifest last."""
    _write_records(folder / DOCUMENTS_FILE, searcher.documents.values(), _DOCUMENT)
    _write_records(folder / CHUNKS_FILE, searcher.chunks, _CHUNK)
    indexes = searcher.indexes
    indexes.lexical.save(folder)
    indexes.vocabulary.save(folder)
    indexes.dense.save(folder)
    indexes.sentences.save(folder, searcher.chunks)
    indexes.late.save(folder)
    encoder = searcher.encoder
    write_manifest(
        Manifest(
            kind="vraagbaak-index",
            format=FORMAT,
            program=program_fingerprint(),
            analyzer=ANALYZER,
            projection=projection_method(),
            model=ModelRecord(encoder.name, encoder.fingerprint, encoder.dimension),
            settings=searcher.settings,
            documents=dict(sorted(documents.items())),
            chunks=len(searcher.chunks),
            files=tuple(
                FileRecord(name, (folder / name).stat().st_size, _hash_file(folder / name)) for name in sorted(FILES)
            ),
        ),
        folder,
    )


def _take_place(fresh: Path, folder: Path) -> None:
    """Put the `fresh` folder where `folder` is or should be; the old one is back when that fails."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = fresh.with_suffix(".oud")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _is_manifest(folder: Path) -> bool:
    """Return whether what stands in `folder` has a manifest of ours, in any state but gibberish."""
    path = folder / MANIFEST_FILE
    return path.is_file() and b'"vraagbaak-index"' in path.read_bytes()


def _write_records(path: Path, records: Iterable[_Record], adapter: TypeAdapter[_Record]) -> None:
    """Write records as JSON, one a line."""
    with path.open("wb") as file:
        file.writelines(adapter.dump_json(record) + b"\n" for record in records)


def _read_records(path: Path, adapter: TypeAdapter[_Record]) -> list[_Record]:
    """Return the records of a file that `_write_records` wrote, checked field by field."""
    with path.open("rb") as file:
        return [adapter.validate_json(line) for line in file]


def _hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
