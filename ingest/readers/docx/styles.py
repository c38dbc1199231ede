"""The styles of a Word document: which are headings and of which depth, which are captions, bold, or in a list."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.readers.docx.text import CharacterLook, switch
from ingest.readers.markup_tree import Element
from ingest.readers.numbering import read_integer

BODY_LEVEL = 9
"""The outline level, from 0, at which a paragraph is text."""

_HEADING_NAME = re.compile(r"\b(?:heading|kop|overskrift|titre|überschrift)[ _-]?([1-9])\b", re.IGNORECASE)
_CAPTION_NAME = re.compile(r"^(?:caption|bijschrift)|\btabel ?(?:titel|kop)\b", re.IGNORECASE)
_TITLE_NAME = re.compile(r"^(?:title|titel|subtitle|ondertitel)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|inhopg)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style says of its paragraphs.

    `level` is the depth of headings, from 1, 0 for text. `number` is the list that they are in, empty for none, and
    `deep` their level in it, from 0; both None where the style leaves that open.
    """

    level: int = 0
    caption: bool = False
    look: CharacterLook = CharacterLook()
    number: str | None = None
    deep: int | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their id; `default` is that of paragraphs that name none."""

    paragraphs: Mapping[str, ParagraphStyle]
    looks: Mapping[str, CharacterLook]
    default: str

    def get(self, name: str) -> ParagraphStyle:
        """Return the style with an id; one that is not known is like no style at all."""
        return self.paragraphs.get(name or self.default, ParagraphStyle())

    @property
    def numbers(self) -> dict[str, str]:
        """Return the list of each style that is in one."""
        return {name: style.number for name, style in self.paragraphs.items() if style.number}


def read_styles(root: Element | None) -> Styles:
    """Return the styles that a document defines, each with what it takes over from those that it is based on."""
    elements = {element.get("styleid"): element for element in _styles(root)}
    default = next(
        (
            name
            for name, element in elements.items()
            if element.get("default") in {"1", "true"} and _is_paragraph(element)
        ),
        "",
    )
    paragraphs = {name: _read_style(_chain(elements, name)) for name in elements if _is_paragraph(elements[name])}
    looks = {name: _read_look(_chain(elements, name)) for name in elements if not _is_paragraph(elements[name])}
    return Styles(paragraphs, looks, default)


def read_place(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the list, and the level in it, that the properties of a paragraph or style tell; None for what they leave.

    A list without a name takes a paragraph out of the list of its style.
    """
    place = properties.find("numpr") if properties is not None else None
    if place is None:
        return None, None
    name, deep = place.find("numid"), place.find("ilvl")
    number = None if name is None else "" if name.get("val") == "0" else name.get("val")
    return number, None if deep is None else read_integer(deep.get("val"), 0)


def read_outline(properties: Element | None) -> int | None:
    """Return the depth of a heading that the outline level tells, from 1; 0 for text, None where it tells nothing."""
    level = properties.find("outlinelvl") if properties is not None else None
    if level is None:
        return None
    depth = read_integer(level.get("val"), BODY_LEVEL)
    return depth + 1 if depth < BODY_LEVEL else 0


def _styles(root: Element | None) -> list[Element]:
    return [element for element in (root.children if root is not None else ()) if element.tag == "style"]


def _is_paragraph(element: Element) -> bool:
    return element.get("type") in {"paragraph", ""}


def _chain(elements: Mapping[str, Element], name: str) -> list[Element]:
    """Return a style and those that it is based on, one after another; one that is based on itself ends there."""
    chain: list[Element] = []
    while name in elements and elements[name] not in chain:
        chain.append(elements[name])
        based = elements[name].find("basedon")
        name = based.get("val") if based is not None else ""
    return chain


def _read_style(chain: list[Element]) -> ParagraphStyle:
    """Return what a style says, the nearest of its chain first."""
    names = [_name(element) for element in chain]
    places = [read_place(element.find("ppr")) for element in chain]
    return ParagraphStyle(
        level=next((level for level in _levels(chain) if level is not None), 0),
        caption=any(_CAPTION_NAME.search(name) for name in names),
        look=_read_look(chain),
        number=next((number for number, _ in places if number is not None), None),
        deep=next((deep for _, deep in places if deep is not None), None),
    )


def _levels(chain: list[Element]) -> Iterator[int | None]:
    """Yield the depth that each style of a chain tells: by its name first, which says more than its outline level."""
    for element in chain:
        name = _name(element)
        if _TITLE_NAME.match(name) or _CONTENTS_NAME.match(name):
            yield 0
        named = _HEADING_NAME.search(name)
        yield int(named[1]) if named else read_outline(element.find("ppr"))


def _name(element: Element) -> str:
    name = element.find("name")
    return name.get("val") if name is not None else element.get("styleid")


def _read_look(chain: list[Element]) -> CharacterLook:
    """Return how the characters of a style look, the nearest of its chain first."""
    properties = [element.find("rpr") for element in chain]
    bold, italic = ([switch(each, name) for each in properties] for name in ("b", "i"))
    return CharacterLook(
        next((value for value in bold if value is not None), None),
        next((value for value in italic if value is not None), None),
    )
