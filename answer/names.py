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
_INFLECTED = frozenset({"land", "werelddeel", "Koninkrijk", "provincie"})
"""Headings of names that are inflected: what comes from there, who lives there. Groups are inflected as well."""

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
class _Listed:
    """A way to write a name as the lists have it, and whether it is a common word too."""

    name: Name
    common: bool


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
    exact, inflected = _load_names()
    for end in range(min(len(tokens), place + _LONGEST), place, -1):
        words = [token.text for token in _outer(tokens[place:end])]
        listed = exact.get(tuple(words)) or inflected.get(tuple(map(stem, words)))
        if listed is not None and (not listed.common or _is_marked_name(text, tokens, place)):
            return NameMatch(place, end, listed.name)
    return None


def _is_marked_name(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Return whether a word has a capital that neither its place in the query nor the user's habit explains."""
    start = tokens[place].start
    return bool(text[:start].strip()) and text[start].isupper() and not text.isupper()


@cache
def _load_names() -> tuple[dict[_Key, _Listed], dict[_Key, _Listed]]:
    """Return the names by the words of each way to write them, and those that are inflected by the stems of these.

    The first line of equals counts.
    """
    exact: dict[_Key, _Listed] = {}
    inflected: dict[_Key, _Listed] = {}
    for kind, file in _FILES.items():
        for heading, line in _read_lines(file):
            first, _, others = line.partition(":")
            printed = [way.strip() for way in (first, *others.split(";")) if way.strip()]
            forms = [form for way in printed for form in _list_forms(way, kind)]
            ways = tuple(dict.fromkeys(tuple(map(stem, _words(form))) for form in forms))
            name = Name(kind, printed[0].removeprefix(_COMMON_MARK), ways)
            for form in forms:
                listed = _Listed(name, form.startswith(_COMMON_MARK))
                exact.setdefault(_words(form), listed)
                if kind == "groep" or heading in _INFLECTED:
                    inflected.setdefault(tuple(map(stem, _words(form))), listed)
    return exact, inflected


def _read_lines(file: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a list, each with its heading, without remarks and blank ones."""
    heading = ""
    for line in files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            yield heading, line.strip()


def _list_forms(way: str, kind: NameKind) -> tuple[str, ...]:
    """Return a way to write a name, and for what may be an adjective its other form.

    Snowball takes the `-s` off `Turks` but not off `Turkse`.
    """
    return (way, f"{way}e") if kind == "plaats" and way.endswith("s") else (way,)


def _words(form: str) -> _Key:
    """Return the folded content words of a name, a hyphenated one as a whole."""
    return tuple(token.text for token in _outer(content_tokens(form)))


def _outer(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without the parts of a hyphenated compound, which follow the whole."""
    kept: list[Token] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept
