"""The part of a web page that is its document: without menus, forms and scripts, and what its title is."""

import re
from itertools import takewhile

from ingest.readers.flow import find_label
from ingest.readers.markup_tree import Element

HEADINGS = {f"h{level}": level for level in range(1, 10)}
"""HTML has six; some pages go on counting, and no browser minds."""

_DROPPED = frozenset(
    {
        *("head", "script", "style", "template", "noscript", "nav", "iframe", "object", "embed", "svg", "canvas"),
        *("video", "audio", "map", "input", "select", "textarea", "button", "option", "datalist", "label", "del"),
    }
)
"""What is no text of the document: what drives the page, what leads through it, its forms, and what was deleted."""

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CONTENT_IDS = ("content", "broodtekst", "main-content", "main", "main-column", "inhoud")
_TITLE_CLASS = re.compile(r"\b(?:dossiertitel|stuktitel|kamervraagomschrijving|mso-?title)", re.IGNORECASE)
_PAPER = re.compile(r"^(?:\d{2} ?\d{3}(?:[ -][IVXA-Z]+)?(?: |$)|Nr\. ?\d)")

LEAST_CONTENT = 0.5
"""What calls itself the content has at least this part of the page's text; else it is one item of several."""

LEAST_LIKENESS = 0.6
"""So much of the longer one the page's title and a heading share where they are the same: sites add their own name."""


def find_body(root: Element) -> Element:
    """Return the element that holds the document: what says that it is the main content, else the whole page."""
    body = next((element for element in root.descendants() if element.tag == "body"), root)
    elements = [element for element in body.descendants() if not is_dropped(element)]
    mains = [element for element in elements if element.tag == "main" or element.get("role") == "main"]
    articles = [element for element in elements if element.tag == "article"]
    named = [element for name in _CONTENT_IDS for element in elements if element.get("id") == name]
    length = len(body.words())
    candidates = [*mains[:1], *(articles if len(articles) == 1 else []), *named]
    return next((element for element in candidates if len(element.words()) >= LEAST_CONTENT * length), body)


def is_dropped(element: Element) -> bool:
    """Return whether an element is no text of the document, or is not shown."""
    hidden = "hidden" in element.attributes or _HIDDEN.search(element.get("style")) is not None
    return element.tag in _DROPPED or hidden


def is_furniture(element: Element, body: Element) -> bool:
    """Return whether an element is the header or the footer of the page, and not that of an article in it."""
    return element.tag in {"header", "footer"} and body.tag == "body"


def find_titles(root: Element, body: Element) -> frozenset[Element]:
    """Return the headings that are the title of the document and head no part of it.

    Publications have two, the dossier and the paper; elsewhere it is the one highest heading, above others, that comes
    first, where the page's own title says the same or there is none.
    """
    headings = [element for element in body.descendants() if element.tag in HEADINGS and element.words()]
    titles = set(takewhile(_is_paper, headings))
    rest = [heading for heading in headings if heading not in titles]
    if len(rest) > 1 and not titles:
        highest = min(HEADINGS[heading.tag] for heading in rest)
        top = [heading for heading in rest if HEADINGS[heading.tag] == highest]
        title = next((element.words() for element in root.descendants() if element.tag == "title"), "")
        if len(top) == 1 and top[0] is rest[0] and _are_alike(title, top[0].words()):
            titles.add(top[0])
    return frozenset(titles)


def _is_paper(heading: Element) -> bool:
    """Return whether a heading names the dossier or the paper that is published."""
    words = heading.words()
    if find_label(words):
        return False
    return _TITLE_CLASS.search(heading.get("class")) is not None or _PAPER.match(words) is not None


def _are_alike(title: str, heading: str) -> bool:
    """Return whether the page's title is the heading, but for what a site adds to it; so where there is no title."""
    first, second = sorted((title.lower(), heading.lower()), key=len)
    return not title or (first in second and len(first) >= LEAST_LIKENESS * len(second))
