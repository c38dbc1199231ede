"""Changes to the metadata file of a corpus that leave all else in it as it was written: its order and its comments.

The file is changed as text, and the new text is read again before it counts: what it says must be what it said, but for
the one change. So a file that is written in a way that is not understood here is never spoiled, only refused.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ingest.document import Metadata
from ingest.errors import CorpusError
from ingest.files import METADATA_FILE

_HEADER = re.compile(r"\s*\[[^\[].*\]\s*(?:#.*)?")


def add_entry(text: str, name: str, metadata: Metadata) -> str:
    """Return the text of a metadata file with an entry for the file `name` at its end; without one if nothing is known.

    Raises:
        CorpusError: the file has an entry for `name`, or is no TOML.
    """
    known = {field: value for field, value in asdict(metadata).items() if value is not None}
    if not known:
        return text
    lines = [f"[{_write_string(name)}]"]
    lines += [
        f"{field} = {value if isinstance(value, int) else _write_string(value)}" for field, value in known.items()
    ]
    return append_entry(text, name, "\n".join(lines))


def append_entry(text: str, name: str, entry: str) -> str:
    """Return the text of a metadata file with `entry`, as `take_entry` gave it for the file `name`, at its end.

    Raises:
        CorpusError: the file has an entry for `name`, or one of the two is no TOML.
    """
    before = _parse(text)
    changed = "\n\n".join(part for part in (text.rstrip(), entry.strip()) if part) + "\n"
    after = _parse(changed)
    if name in before or after != {**before, name: after.get(name)}:
        raise _refuse(name)
    return changed


def take_entry(text: str, name: str) -> tuple[str, str]:
    """Return the text of a metadata file without its entry for the file `name`, and that entry as it was written.

    The comment right above an entry goes with it. The entry is empty where the file has none.

    Raises:
        CorpusError: the file is no TOML, or the entry is written in a way that cannot be taken out.
    """
    before = _parse(text)
    if name not in before:
        return text, ""
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if _HEADER.fullmatch(line)]
    starts = [_with_comment(lines, number) for number in heads]
    for start, head, end in zip(starts, heads, [*starts, len(lines)][1:], strict=True):
        if _named(lines[head]) != name:
            continue
        changed = "\n".join((*lines[:start], *lines[end:])).rstrip("\n") + "\n"
        rest = {key: value for key, value in before.items() if key != name}
        if _says(changed, rest):
            return changed.lstrip("\n"), "\n".join(lines[start:end]).strip("\n") + "\n"
    raise _refuse(name)


def _with_comment(lines: list[str], head: int) -> int:
    """Return the number of the line where the comment right above an entry's first line begins."""
    while head and lines[head - 1].lstrip().startswith("#"):
        head -= 1
    return head


def _named(line: str) -> str:
    """Return the file name in the first line of an entry; empty where it is no such line but looks like one."""
    try:
        return next(iter(tomllib.loads(line)), "")
    except tomllib.TOMLDecodeError:
        return ""


def _parse(text: str) -> Mapping[str, Any]:
    """Return what a metadata file says."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{METADATA_FILE} is geen geldig TOML-bestand ({error}). Verbeter het bestand.") from error


def _says(text: str, entries: Mapping[str, Any]) -> bool:
    """Return whether a changed text is a metadata file with just these entries."""
    try:
        return tomllib.loads(text) == entries
    except tomllib.TOMLDecodeError:
        return False


def _write_string(text: str) -> str:
    """Return a text as TOML writes it: as JSON does, but that it must not hold the one control sign that JSON may."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _refuse(name: str) -> CorpusError:
    """Return the error that the file cannot be changed here."""
    return CorpusError(
        f"Wat {METADATA_FILE} van '{name}' zegt, kan hier niet worden aangepast. Pas het bestand met de hand aan."
    )
