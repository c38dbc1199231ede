"""The folder of documents beside the index of it: what is not in the index yet, and what is no longer in the folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index.manifest import DocumentKey, document_key, read_manifest
from ingest.errors import CorpusError, IndexFolderError
from ingest.files import METADATA_FILE, list_files
from ingest.source import Source, load_sources

Change = Literal["nieuw", "gewijzigd", "andere gegevens", "verwijderd"]
"""How a document differs from what was indexed: `andere gegevens` are those of the metadata file."""

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that is not in the index as it is in the folder: its id and file name, and what differs."""

    id: str
    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class FolderView:
    """What is in the folder: its sources by id, what waits for a new index, and why it cannot be read, if so."""

    sources: Mapping[str, Source]
    waiting: tuple[Waiting, ...]
    error: str = ""


def look_in_folder(corpus: Path, index: Path) -> FolderView:
    """Return what is in the folder of documents, beside what the index in the folder `index` was made of."""
    try:
        indexed: Mapping[str, DocumentKey] = read_manifest(index).documents
    except IndexFolderError:
        indexed = {}
    try:
        sources = {source.id: source for source in _load_sources(corpus, _stamp_folder(corpus))}
    except CorpusError as error:
        return FolderView({}, (), str(error))
    found = [
        Waiting(source.id, source.name, change)
        for source in sources.values()
        if (change := _compare(source, indexed.get(source.id))) is not None
    ]
    gone = [Waiting(name, name, "verwijderd") for name in sorted(indexed.keys() - sources.keys())]
    return FolderView(sources, (*found, *gone))


def _compare(source: Source, indexed: DocumentKey | None) -> Change | None:
    """Return how a source differs from what was indexed of it; None where it does not."""
    key = document_key(source.sha256, source.metadata)
    if indexed is None:
        return "nieuw"
    if indexed.sha256 != key.sha256:
        return "gewijzigd"
    return "andere gegevens" if indexed != key else None


def _stamp_folder(corpus: Path) -> _Stamp:
    """Return what changes when a file of the folder does, without reading any."""
    stamps = []
    for path in (*list_files(corpus).files, corpus / METADATA_FILE):
        try:
            found = path.stat()
        except OSError:  # it is gone since
            continue
        stamps.append((str(path), found.st_mtime_ns, found.st_size))
    return tuple(stamps)


@lru_cache(maxsize=4)
def _load_sources(corpus: Path, stamp: _Stamp) -> tuple[Source, ...]:
    """Return the files of the folder with their hashes, which are made once for each state of the folder."""
    return load_sources(corpus)
