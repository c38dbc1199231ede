"""What has changed in a folder of documents since it was looked at first: cheap enough to ask for on every page."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from ingest.files import METADATA_FILE, list_files, name_file

INTERVAL = 3.0
"""Seconds between two looks: a folder of thousands of files takes some hundredths to list."""

SHOWN = 5
"""So many files are named for each kind of change."""

_Stamp = tuple[int, int]


@dataclass(slots=True)
class FolderWatch:
    """The sizes and times of the files in a folder, as they were when this was made."""

    folder: Path
    _before: dict[str, _Stamp] = field(init=False)
    _changes: tuple[str, ...] = field(default=(), init=False)
    _looked: float = field(init=False)

    def __post_init__(self) -> None:
        """Look at the folder as it is now."""
        self._before = _stamp_files(self.folder)
        self._looked = time.monotonic()

    def changes(self) -> tuple[str, ...]:
        """Return what is new, changed or removed, as Dutch phrases: `nieuw: begroting.pdf`."""
        if time.monotonic() - self._looked >= INTERVAL:
            self._changes = _compare(self._before, _stamp_files(self.folder))
            self._looked = time.monotonic()
        return self._changes


def _stamp_files(folder: Path) -> dict[str, _Stamp]:
    """Return the size and time of each document in a folder and of its metadata file, by name."""
    stamps = {}
    for path in (*list_files(folder).files, folder / METADATA_FILE):
        try:
            found = path.stat()
        except OSError:
            continue  # it is being removed, or there is no metadata file
        stamps[name_file(folder, path)] = (found.st_size, found.st_mtime_ns)
    return stamps


def _compare(before: dict[str, _Stamp], now: dict[str, _Stamp]) -> tuple[str, ...]:
    """Return what differs between two looks at a folder."""
    groups = {
        "nieuw": sorted(now.keys() - before.keys()),
        "gewijzigd": sorted(name for name in now.keys() & before.keys() if now[name] != before[name]),
        "verwijderd": sorted(before.keys() - now.keys()),
    }
    return tuple(f"{what}: {_name(names)}" for what, names in groups.items() if names)


def _name(names: list[str]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" en nog {more}" if more > 0 else "")
