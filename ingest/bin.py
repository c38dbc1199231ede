"""The bin: what was removed from a folder of documents, each in a slot of its own, with all that puts it back.

`.prullenbak/20261123-084500-3f0c9a/` holds the file and `verwijderd.json`. The folder is hidden, so that nothing in it
counts as a document, and lies on the same disk, so that a file moves there and back in one step.
"""

import json
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

BIN_FOLDER = ".prullenbak"
_RECORD = "verwijderd.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """A document in the bin: its slot, the name it had below the corpus folder, its title, and when it was removed.

    `moment` is in seconds since 1970; `entry` is what the metadata file said of it, as it was written there.
    """

    slot: str
    name: str
    title: str
    moment: float
    entry: str
    path: Path


def find_removed(corpus: Path) -> tuple[Removed, ...]:
    """Return what lies in the bin, the last removed first; what is damaged or half there is left out."""
    folder = corpus / BIN_FOLDER
    try:
        slots = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return ()
    found = [removed for slot in slots if (removed := _read_slot(slot)) is not None]
    return tuple(sorted(found, key=lambda removed: (-removed.moment, removed.slot)))


def open_slot(corpus: Path, name: str, title: str, entry: str) -> Removed:
    """Return the place in the bin for a file, which is still to be moved to its `path`.

    Raises:
        OSError: it cannot be written.
    """
    moment = time.time()
    slot = f"{time.strftime('%Y%m%d-%H%M%S', time.localtime(moment))}-{secrets.token_hex(4)}"
    folder = corpus / BIN_FOLDER / slot
    folder.mkdir(parents=True)
    record = {"name": name, "title": title, "moment": moment, "entry": entry}
    (folder / _RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return Removed(slot, name, title, moment, entry, folder / PurePosixPath(name).name)


def drop_slot(corpus: Path, slot: str) -> None:
    """Take away a slot whose file is back where it was; the bin itself goes with the last one."""
    shutil.rmtree(corpus / BIN_FOLDER / slot, ignore_errors=True)
    if not any((corpus / BIN_FOLDER).iterdir()):
        os.rmdir(corpus / BIN_FOLDER)


def _read_slot(folder: Path) -> Removed | None:
    """Return what a slot holds; None where it is not whole, or names a place outside the folder of documents."""
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(record, Mapping):
        return None
    name, title, moment, entry = (record.get(field) for field in ("name", "title", "moment", "entry"))
    if not (isinstance(name, str) and isinstance(title, str) and isinstance(entry, str)):
        return None
    place = PurePosixPath(name)
    inside = bool(place.parts) and not place.is_absolute() and ".." not in place.parts
    if not inside or not isinstance(moment, int | float) or not (folder / place.name).is_file():
        return None
    return Removed(folder.name, name, title, float(moment), entry, folder / place.name)
