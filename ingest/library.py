"""The folder of documents as a library: a document is added or removed whole, by one at a time, and never lost.

What is removed or replaced goes to the bin, with what the metadata file said of it, and can be put back.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath

from ingest.bin import Removed, drop_slot, find_removed, open_slot
from ingest.document import Metadata
from ingest.errors import CorpusError, DocumentError
from ingest.files import METADATA_FILE, list_files, name_file
from ingest.lock import hold_lock
from ingest.metadata_file import add_entry, append_entry, take_entry
from ingest.source import Source, load_sources
from ingest.upload import Upload

PATIENCE = 10.0
"""Seconds to wait for who else is changing the folder; a change itself takes some hundredths."""

_LOCK = ".slot"  # hidden files are no documents


@dataclass(frozen=True, slots=True)
class Clash:
    """What a new document meets: the file with the same content, and the one of the same name; empty where none.

    `name` is what the new one will be called. A number is added where only the suffix would tell it from another, since
    a document is known by its name without it, and what points to the other one must still find it.
    """

    same_content: str
    same_name: str
    name: str


def why_fixed(corpus: Path) -> str:
    """Return why the documents of a folder cannot be changed, with the next step; empty where they can."""
    if not corpus.is_dir():
        return f"De map met documenten '{corpus}' bestaat niet. Maak hem aan of wijs een andere aan met --corpus MAP."
    if os.access(corpus, os.W_OK | os.X_OK):
        return ""
    return (
        f"In de map met documenten '{corpus}' mag Vraagbaak niet schrijven. "
        "Geef schrijfrechten op de map, of voeg documenten daar zelf toe."
    )


def find_clash(corpus: Path, sources: Iterable[Source], upload: Upload) -> Clash:
    """Return what a new document meets in the folder, of which `sources` are the files that can be read."""
    same = next((source.name for source in sources if source.sha256 == upload.sha256), "")
    there = {name.casefold(): name for name in _list_names(corpus)}
    taken = there.get(upload.name.casefold(), "")
    return Clash(same, taken, taken or _free_name(upload.name, set(there)))


def add_document(corpus: Path, upload: Upload, given: Metadata, *, replacing: bool = False) -> str:
    """Return the name under which a file now stands among the documents; `given` is what it does not say of itself.

    With `replacing` the one of the same name goes to the bin, with what the metadata file says of it.

    Raises:
        DocumentError: the document is there already, or another of its name is and it is not to be replaced.
        CorpusError: the folder or its metadata file cannot be used or changed.
    """
    with _changing(corpus):
        clash = find_clash(corpus, load_sources(corpus), upload)
        if clash.same_content:
            raise DocumentError(f"{upload.name}: staat er al, als '{clash.same_content}'. Er is niets toegevoegd.")
        if clash.same_name and not replacing:
            raise DocumentError(f"{upload.name}: er staat al een ander document met deze naam. Kies of u dat vervangt.")
        before = _read_metadata(corpus)
        without, _ = take_entry(before, clash.name)
        described = add_entry(without, clash.name, _only_new(given, upload.read))
        with _written_beside(corpus / clash.name, upload.content) as put_in_place:
            if clash.same_name:
                _move_to_bin(corpus, clash.same_name, "")
            put_in_place()
        if described != without:
            _write_whole(corpus / METADATA_FILE, described.encode())
        return clash.name


def remove_document(corpus: Path, name: str, title: str = "") -> Removed:
    """Return what was removed: the file `name` below the folder is in the bin; `title` is kept with it.

    Raises:
        DocumentError: there is no such document any more.
        CorpusError: the folder or its metadata file cannot be used or changed.
    """
    with _changing(corpus):
        return _move_to_bin(corpus, name, title)


def restore_document(corpus: Path, slot: str) -> Removed:
    """Return what was put back: the document of this slot stands where it stood, with its entry in the metadata file.

    One that has come to stand there goes to the bin in its turn.

    Raises:
        DocumentError: it is no longer in the bin.
        CorpusError: the folder or its metadata file cannot be used or changed.
    """
    with _changing(corpus):
        removed = next((each for each in find_removed(corpus) if each.slot == slot), None)
        if removed is None:
            raise DocumentError("Dit document ligt niet meer in de prullenbak. Misschien is het al teruggezet.")
        target = corpus / removed.name
        if target.exists():
            _move_to_bin(corpus, removed.name, removed.title)
        before, _ = take_entry(_read_metadata(corpus), removed.name)
        described = append_entry(before, removed.name, removed.entry) if removed.entry else before
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(removed.path, target)
        if removed.entry:
            _write_whole(corpus / METADATA_FILE, described.encode())
        drop_slot(corpus, slot)
        return removed


@contextmanager
def _changing(corpus: Path) -> Iterator[None]:
    """Hold the folder as long as it is changed, so that no one else changes it meanwhile, in any process."""
    reason = why_fixed(corpus)
    if reason:
        raise CorpusError(reason)
    try:
        with hold_lock(corpus / _LOCK, patience=PATIENCE):
            yield
    except TimeoutError as error:
        raise CorpusError("Iemand anders wijzigt de documenten nu. Probeer het zo opnieuw.") from error
    except OSError as error:
        raise CorpusError(
            f"De map met documenten '{corpus}' kan niet worden gewijzigd ({error.strerror}). "
            "Controleer de rechten en de ruimte op de schijf, en probeer het opnieuw."
        ) from error


def _move_to_bin(corpus: Path, name: str, title: str) -> Removed:
    """Return a document that was moved to the bin, after its entry was taken from the metadata file.

    Only what is listed can be named: a name may come from an address.
    """
    if name not in _list_names(corpus):
        raise DocumentError(f"'{name}' staat niet meer tussen de documenten. Misschien is het al verwijderd.")
    before = _read_metadata(corpus)
    without, entry = take_entry(before, name)
    metadata = corpus / METADATA_FILE
    removed = open_slot(corpus, name, title, entry)
    try:
        with (
            _written_beside(metadata, without.encode()) as take_out,
            _written_beside(metadata, before.encode()) as put_back,
        ):
            # An entry without its file is an error to who reads the folder, a file without its entry is none.
            if entry:
                take_out()
            try:
                os.replace(corpus / name, removed.path)
            except OSError:
                if entry:
                    put_back()
                raise
    except OSError:
        drop_slot(corpus, removed.slot)
        raise
    return removed


def _list_names(corpus: Path) -> list[str]:
    """Return the names of the files that count as documents, below the folder."""
    return [name_file(corpus, path) for path in list_files(corpus).files]


def _free_name(name: str, there: set[str]) -> str:
    """Return a name whose part before the suffix no file in the folder has; `there` are folded."""
    stems = {str(PurePosixPath(other).with_suffix("")) for other in there}
    path = PurePosixPath(name)
    number, stem = 1, path.stem
    while stem.casefold() in stems:
        number += 1
        stem = f"{path.stem}-{number}"
    return f"{stem}{path.suffix}"


def _only_new(given: Metadata, read: Metadata) -> Metadata:
    """Return what was given and the document does not say itself."""
    said = {field.name: None for field in fields(Metadata) if getattr(read, field.name) is not None}
    return replace(given, **said)


def _read_metadata(corpus: Path) -> str:
    """Return the text of the metadata file; empty where there is none."""
    path = corpus / METADATA_FILE
    try:
        return path.read_bytes().decode() if path.exists() else ""  # with its own line ends
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is geen geldig TOML-bestand. Verbeter het bestand of haal het weg.") from error


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is never there by half."""
    with _written_beside(path, content) as put_in_place:
        put_in_place()


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Callable[[], None]]:
    """Write a file in full under a name that does not count as a document; what is given puts it in its place."""
    target = path.resolve()
    beside = target.with_name(f".{secrets.token_hex(8)}.deel")

    def put_in_place() -> None:
        if target.exists():
            shutil.copymode(target, beside)
        os.replace(beside, target)

    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield put_in_place
    finally:
        beside.unlink(missing_ok=True)
