"""The numbers and bullets of a Word document, which stores only which list and level a paragraph belongs to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.readers.markup_tree import Element
from ingest.readers.numbering import read_integer, write_number

_FORMS = {"lowerletter": "a", "upperletter": "A", "lowerroman": "i", "upperroman": "I"}
_DASHES = frozenset("-–—‒")

DEEPEST = 9
"""Word has nine levels in a list."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: from which number on, in which form, and with what around it."""

    start: int
    form: str
    text: str
    legal: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted.

    `lists` gives the definition that a list follows; lists with the same one count on from each other, but for levels
    that they start anew themselves (`restarts`).
    """

    levels: Mapping[str, Mapping[int, _Level]]
    lists: Mapping[str, str]
    restarts: Mapping[str, Mapping[int, int]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def number(self, name: str, level: int) -> str | None:
        """Return the number or bullet of the next paragraph at a level (from 0) of a list, None where there is none."""
        definition = self.lists.get(name)
        levels = self.levels.get(definition or "", {})
        if definition is None or level not in levels:
            return None
        counts = self._counts.setdefault(definition, {})
        if name not in self._begun:
            self._begun.add(name)
            for deep, start in self.restarts.get(name, {}).items():
                counts[deep] = start - 1
        for deep in range(level):
            counts.setdefault(deep, levels[deep].start if deep in levels else 1)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deep in [deep for deep in counts if deep > level]:
            del counts[deep]
        return _write(levels, level, counts)


def read_numbering(root: Element | None, styles: Mapping[str, str]) -> Numbering:
    """Return the lists that the numbering of a document defines; `styles` gives the list of each style that has one."""
    levels: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}
    lists: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    for element in root.children if root is not None else ():
        if element.tag == "abstractnum":
            name = element.get("abstractnumid")
            levels[name] = {read_integer(level.get("ilvl"), 0): _read_level(level) for level in _levels(element)}
            link = element.find("numstylelink")
            if link is not None:
                linked[name] = link.get("val")
        elif element.tag == "num":
            definition = element.find("abstractnumid")
            lists[element.get("numid")] = definition.get("val") if definition is not None else ""
            restarts[element.get("numid")] = _read_restarts(element)
    # A definition may only name the style that has the list, and that the list with the levels.
    followed = {name: lists.get(styles.get(style, ""), name) for name, style in linked.items()}
    return Numbering(
        levels, {name: followed.get(definition, definition) for name, definition in lists.items()}, restarts
    )


def _levels(element: Element) -> list[Element]:
    return [child for child in element.children if child.tag == "lvl"]


def _read_level(level: Element) -> _Level:
    """Return how a level is numbered."""
    values = {child.tag: child.get("val") for child in level.children}
    form = values.get("numfmt", "decimal").lower()
    return _Level(read_integer(values.get("start", ""), 1), form, values.get("lvltext", ""), "islgl" in values)


def _read_restarts(element: Element) -> dict[int, int]:
    """Return the levels that a list starts anew, and at which number."""
    found: dict[int, int] = {}
    for override in element.children:
        start = override.find("startoverride") if override.tag == "lvloverride" else None
        if start is not None:
            found[read_integer(override.get("ilvl"), 0)] = read_integer(start.get("val"), 1)
    return found


def _write(levels: Mapping[int, _Level], level: int, counts: Mapping[int, int]) -> str:
    """Return the number of a paragraph as it is printed: `2.1` where its level's text is `%1.%2`."""
    own = levels[level]
    if own.form == "bullet":
        # Bullets are mostly characters of a symbol font, which mean nothing outside it.
        return own.text if own.text in _DASHES else "•"

    def count(match: re.Match[str]) -> str:
        deep = int(match[1]) - 1
        form = levels[deep].form if deep in levels and not own.legal else "decimal"
        number = counts.get(deep, 1)
        if form == "none":
            return ""
        return f"{number:02}" if form == "decimalzero" else write_number(number, _FORMS.get(form, "1"))

    return re.sub(r"%(\d)", count, own.text).strip()
