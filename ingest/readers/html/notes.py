"""The notes of a web page: which links are their marks, which elements hold them, and what in these is no text."""

import re
from dataclasses import dataclass

from ingest.readers.html.body import HEADINGS
from ingest.readers.markup_tree import Element

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", *HEADINGS),
        *("header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "search", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)

_MARK = re.compile(r"\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|\*{1,3}|[†‡]")
_NOTE_NAME = re.compile(r"noot|note|\bfn|ftn|voet|\bref", re.IGNORECASE)
_CLOSER = re.compile(r"note-close|footnote-back|reversefootnote|noot-sluiten", re.IGNORECASE)
_BACK = re.compile(r"[^\w]{0,3}|\W?\d{1,3}\W?|terug|\W?[a-z]\W?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageNotes:
    """The notes of a page.

    `marks` gives the mark that a link is, `holders` the marks of the notes that a block holds, mostly one; `dropped`
    are links back to the text and the like.
    """

    marks: dict[Element, str]
    holders: dict[Element, tuple[str, ...]]
    dropped: frozenset[Element]


def find_notes(body: Element) -> PageNotes:
    """Return the notes of a page: what short, raised or bracketed links further down the page point to."""
    elements = list(body.descendants())
    place = {element: i for i, element in enumerate(elements)}
    parents = {child: element for element in elements for child in element.children}
    anchors: dict[str, Element] = {}
    for element in elements:
        for name in (element.get("id"), element.get("name")):
            if name:
                anchors.setdefault(name, element)
    marks: dict[Element, str] = {}
    held: dict[Element, dict[str, None]] = {}
    for link in (element for element in elements if element.tag == "a" and element.get("href").startswith("#")):
        target = anchors.get(link.get("href")[1:])
        printed = link.words().strip("[]()")
        ahead = target is None or place[target] > place[link]
        if not (ahead and _MARK.fullmatch(printed) and _is_set_as_mark(link, parents)):
            continue
        marks[link] = printed
        holder = _find_holder(target, parents) if target is not None else None
        if holder is not None and place[holder] > place[link]:
            held.setdefault(holder, {})[printed] = None
    dropped = {element for element in elements if _CLOSER.search(element.get("class"))}
    for holder in held:
        dropped.update(_find_links_back(holder, anchors, place))
    return PageNotes(marks, {holder: tuple(numbers) for holder, numbers in held.items()}, frozenset(dropped))


def _is_set_as_mark(link: Element, parents: dict[Element, Element]) -> bool:
    """Return whether a link is raised, stands in brackets, or has the name of a note: a table of contents does not."""
    parent = parents.get(link)
    raised = any(child.tag == "sup" for child in link.descendants()) or (parent is not None and parent.tag == "sup")
    named = _NOTE_NAME.search(f"{link.get('class')} {link.get('role')} {link.get('id')} {link.get('href')[1:]}")
    return raised or named is not None or link.words().startswith("[")


def _find_holder(target: Element, parents: dict[Element, Element]) -> Element | None:
    """Return the block that a note is: the one around what its mark points to, with all its paragraphs.

    None for a cell of a table, which holds the number and not the text.
    """
    holder: Element | None = target
    while holder is not None and holder.tag not in BLOCKS:
        holder = parents.get(holder)
    if holder is None or holder.tag in {"td", "th", "tr", "body", "table", "ol", "ul"}:
        return None
    above = parents.get(holder)
    if above is None or holder.tag != "p" or above.tag not in {"li", "div", "aside", "dd"}:
        return holder
    named = _NOTE_NAME.search(f"{above.get('id')} {above.get('role')}") is not None
    return above if named or above.tag == "li" else holder


def _find_links_back(holder: Element, anchors: dict[str, Element], place: dict[Element, int]) -> list[Element]:
    """Return the links in a note that lead back to its mark, which say nothing themselves."""
    return [
        link
        for link in holder.descendants()
        if link.tag == "a"
        and (target := anchors.get(link.get("href").removeprefix("#"))) is not None
        and place[target] < place[holder]
        and _BACK.fullmatch(link.words())
    ]
