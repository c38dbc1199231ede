"""From a folder to its files: those that count as documents, and what is none though it may seem one."""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

METADATA_FILE = "metadata.toml"

_HIDDEN = (".", "~$")
"""What names begin with of files that are not for the reader: also the ones that Word keeps beside an open document."""

_CONTROLS = {"Cc", "Cs", "Zl", "Zp"}
"""Characters of these categories break a line, steer a terminal or cannot be written at all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not read: its path below the corpus folder, and why, with what to do about it, on one line in Dutch."""

    name: str
    reason: str

    def __str__(self) -> str:
        """Return the line for the user."""
        return f"{self.name}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds: the files that count as documents, sorted, and what cannot be one."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def list_files(corpus: Path) -> Listing:
    """Return the files below a folder, but for hidden ones, the metadata file and a readme.

    Links to folders are named and not followed: one may lead back to a folder above it, and so to no end.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    folders = [corpus]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                found = [
                    (folder / entry.name, entry.is_dir(follow_symlinks=False))
                    for entry in entries
                    if not entry.name.startswith(_HIDDEN)
                ]
        except OSError as error:
            reason = f"niet te openen ({error.strerror}). Controleer de rechten op de map."
            problems.append(Problem(name_file(corpus, folder), reason))
            continue
        for path, is_folder in found:
            if is_folder:
                folders.append(path)
            elif not _is_document(path):
                continue
            elif reason := _why_no_file(path):
                problems.append(Problem(name_file(corpus, path), reason))
            else:
                files.append(path)
    return Listing(tuple(sorted(files)), tuple(problems))


def name_file(corpus: Path, path: Path) -> str:
    """Return the path of a file below the folder, as it can be shown."""
    return show_name(path.relative_to(corpus).as_posix())


def show_name(name: str) -> str:
    r"""Return a name with what cannot be shown on one line written out: `brief\n.txt`, `caf\udce9.txt`.

    The name of a file may hold line ends, the codes that steer a terminal, and bytes that are no text at all.
    """
    return "".join(
        character.encode("unicode_escape").decode() if unicodedata.category(character) in _CONTROLS else character
        for character in name
    )


def _is_document(path: Path) -> bool:
    """Return whether a file counts as a document by its name."""
    return path.name != METADATA_FILE and path.stem.lower() != "readme"


def _why_no_file(path: Path) -> str:
    """Return why an entry of a folder is no file that can be opened; empty where it is one."""
    try:
        if path.is_dir():
            return "overgeslagen, want dit is een koppeling naar een map. Wijs die map zelf aan met --corpus MAP."
        if path.is_file():
            return ""
        if path.is_symlink():
            return "overgeslagen, want deze koppeling wijst naar niets. Zet het document zelf in de map."
    except OSError as error:
        return f"niet te openen ({error.strerror}). Controleer de rechten op het bestand."
    return "overgeslagen, want dit is geen gewoon bestand. Haal het uit de map."
