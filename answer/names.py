"""Names of places, organisations and groups of people that a query may ask for, whatever the documents are about.

The lists (`places.txt`, `organisations.txt`, `groups.txt`) are general ones; each says how to add a line. They are not
taken from another list: the makers of Vraagbaak wrote them, and their licence is that of the project (EUPL-1.2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from index.analyze import content_tokens, stem
from index.tokens import Token

NameKind = Literal["plaats", "organisatie", "groep"]

_FILES: dict[NameKind, str] = {"plaats": "places.txt", "organisatie": "organisations.txt", "groep": "groups.txt"}
_COMMON_MARK = "~"
_LONGEST = 6
"""No name that is listed has more content words."""

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """What a line of a list names: its kind, and each way to write it as the stems of its words."""

    kind: NameKind
    text: str
    ways: tuple[_Key, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name in a query: the content tokens `start` to `end`, half-open, and what it may name."""

    start: int
    end: int
    name: Name


def find_names(text: str, tokens: Sequence[Token]) -> tuple[NameMatch, ...]:
    """Return the names among the content tokens of `text`, in reading order; of names that overlap the longest."""
    found: list[NameMatch] = []
    place = 0
    while place < len(tokens):
        match = _match_at(text, tokens, place)
        if match is not None:
            found.append(match)
        place = place + 1 if match is None else match.end
    return tuple(found)


def _match_at(text: str, tokens: Sequence[Token], place: int) -> NameMatch | None:
    """Return the longest name that begins at a token."""
    names = _load_names()
    for end in range(min(len(tokens), place + _LONGEST), place, -1):
        taken = _outer(tokens[place:end])
        key = tuple(stem(token.text) for token in taken)
        name, common = names.get(key, (None, False))
        if name is not None and (not common or _is_marked_name(text, tokens, place)):
            return NameMatch(place, end, name)
    return None


def _is_marked_name(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Return whether a word has a capital that neither its place in the query nor the user's habit explains."""
    return place > 0 and text[tokens[place].start].isupper() and not text.isupper()


@cache
def _load_names() -> dict[_Key, tuple[Name, bool]]:
    """Return the names by each way to write them, and whether that is a common word too; the first of equals counts."""
    found: dict[_Key, tuple[Name, bool]] = {}
    for kind, file in _FILES.items():
        for line in _read_lines(file):
            first, _, others = line.partition(":")
            printed = [way.strip() for way in (first, *others.split(";")) if way.strip()]
            ways = [(_make_key(way), way.startswith(_COMMON_MARK)) for way in printed]
            name = Name(kind, printed[0].removeprefix(_COMMON_MARK), tuple(dict.fromkeys(key for key, _ in ways)))
            for key, common in ways:
                found.setdefault(key, (name, common))
    return found


def _read_lines(file: str) -> Iterator[str]:
    """Yield the lines of a list without remarks, headings and blank ones."""
    for line in files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "[")):
            yield line.strip()


def _make_key(way: str) -> _Key:
    """Return the stems of a name's content words, a hyphenated one as a whole."""
    return tuple(stem(token.text) for token in _outer(content_tokens(way)))


def _outer(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without the parts of a hyphenated compound, which follow the whole."""
    kept: list[Token] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept
