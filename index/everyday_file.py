"""The file of everyday words: its lines as entries, and its fingerprint.

The words stand in `everyday.toml`, which says how to add a line. Its entries are not taken from another list: the
makers of Vraagbaak wrote them, from what people type for the terms of the whole Rijksbegroting, and their licence is
that of the project (EUPL-1.2).
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.errors import VraagbaakError

STRONG, WEAK = 1.0, 0.4
"""Weights of everyday words that nearly always mean the term, and of those that often do."""

EVERYDAY_FILE = "everyday.toml"
WEAK_MARK = "~"


@dataclass(frozen=True, slots=True)
class Wording:
    """A term or everyday word as the file has it, and its weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file: the terms as documents write them, and the everyday words for them.

    Without everyday words the line says that its terms are nearly the same.
    """

    terms: tuple[Wording, ...]
    words: tuple[Wording, ...]


@lru_cache(maxsize=1)
def everyday_fingerprint() -> str:
    """Return 64 hexadecimal digits that change when the words that come with Vraagbaak do."""
    return hashlib.sha256(read_everyday_file().encode()).hexdigest()


def read_everyday_file() -> str:
    """Return the text of the file that comes with Vraagbaak, with the same ends of lines on every system."""
    return files("index").joinpath(EVERYDAY_FILE).read_text(encoding="utf-8")


def parse_entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of a file of everyday words, in its order.

    `[wonen]` and below it `"huurtoeslag; ~huurbijdrage" = "hulp bij huur; ~huursubsidie"` give one entry of two terms
    and two wordings.

    Raises:
        VraagbaakError: It is not TOML, or a place between semicolons is empty.
    """
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VraagbaakError(
            f"{EVERYDAY_FILE} is geen geldige TOML: {error}. Herstel de regel die hier is genoemd."
        ) from error
    entries: list[Entry] = []
    for section, lines in sections.items():
        if not isinstance(lines, dict):
            raise VraagbaakError(
                f"{EVERYDAY_FILE}: '{section}' staat niet onder een kop. Zet er een regel als [wonen] boven."
            )
        for terms, words in lines.items():
            if not isinstance(words, str):
                raise VraagbaakError(
                    f"{EVERYDAY_FILE}: wat bij '{terms}' staat is geen tekst. Zet het tussen aanhalingstekens."
                )
            entries.append(Entry(_parse_wordings(terms, terms), _parse_wordings(words, terms) if words else ()))
    return tuple(entries)


def _parse_wordings(text: str, line: str) -> tuple[Wording, ...]:
    """Return what stands between semicolons; `~` before it makes it weak."""
    wordings = []
    for part in text.split(";"):
        weak = part.strip().startswith(WEAK_MARK)
        wording = Wording(part.strip().removeprefix(WEAK_MARK).strip(), WEAK if weak else STRONG)
        if not wording.text:
            raise VraagbaakError(f"{EVERYDAY_FILE}: bij '{line}' staat niets tussen twee puntkomma's. Haal er een weg.")
        wordings.append(wording)
    return tuple(wordings)
