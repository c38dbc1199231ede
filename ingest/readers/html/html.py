"""Web pages: publications as HTML, what a word processor exports, and pages written by hand, to one page of lines.

What a browser would show of the main content is read, and nothing else. The text that stands for an image (`alt`) is
not: nobody sees it printed, so that it cannot be cited. The caption of a figure is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.document import Page
from ingest.readers.flow import Flow
from ingest.readers.html.body import HEADINGS, find_body, find_titles, is_furniture
from ingest.readers.html.notes import BLOCKS, find_notes
from ingest.readers.html.tables import find_loose_text, is_layout, list_cells, list_rows, read_table
from ingest.readers.html.text import HtmlText
from ingest.readers.lines import make_page
from ingest.readers.markup_tree import Element, parse_html
from ingest.readers.pieces import BREAK, STYLED_DEPTH

_LISTS = ("ul", "ol", "menu", "dir")
_WORD_LIST = re.compile(r"mso-list:[^;]*level(\d)")
_STYLED_HEADING = re.compile(r"tussenkop(?:.*tussenkop)?(?:[_-](?P<style>vet|cur))?", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"\b(?:mso-?caption|caption|bijschrift|tabeltitel|table-title)\b", re.IGNORECASE)


def read_html_pages(data: bytes) -> tuple[Page, ...]:
    """Return the one page of lines of a web page.

    Raises:
        DocumentError: the file is empty, is no page, is too large or too deeply nested, or has no text.
    """
    return read_html_root(parse_html(data))


def read_html_root(root: Element) -> tuple[Page, ...]:
    """Return the one page of lines of a web page that was parsed."""
    body = find_body(root)
    reader = _Reader(Flow(), HtmlText(find_notes(body)), body, find_titles(root, body), _find_holding(body))
    reader.read_children(body)
    return (make_page(reader.flow.close(), told=False),)


def _find_holding(body: Element) -> frozenset[Element]:
    """Return the elements that have a block somewhere in them."""
    holding: set[Element] = set()
    for element in reversed(list(body.descendants())):  # children before what they are in
        if any(child.tag in BLOCKS or child in holding for child in element.children):
            holding.add(element)
    return frozenset(holding)


@dataclass(slots=True)
class _Reader:
    """The walk over a page: what was found, its text within lines, its titles, and the elements with blocks in them."""

    flow: Flow
    text: HtmlText
    body: Element
    titles: frozenset[Element]
    holding: frozenset[Element]
    readers: dict[str, Callable[[Element], None]] = field(init=False)

    def __post_init__(self) -> None:
        self.readers = {
            "table": self._read_table,
            "pre": self._read_preformatted,
            "dl": self._read_definitions,
            "p": self._read_paragraph,
            "caption": self._read_paragraph,
            **dict.fromkeys(HEADINGS, self._read_heading),
            **dict.fromkeys(_LISTS, self._read_list),
        }

    def read_block(self, element: Element) -> None:
        """Read an element that is a block of its own."""
        if self.text.skips(element) or is_furniture(element, self.body):
            return
        if element in self.text.notes.holders:
            for number, text in self.text.read_note(element):
                self.flow.place_note(number, text)
            return
        self.readers.get(element.tag, self.read_children)(element)

    def read_children(self, element: Element) -> None:
        """Read what is in an element: the blocks in it, and the text between them as paragraphs."""
        inline = ""
        for text, child in element.parts():
            inline += text
            if child is None:
                continue
            if child.tag in BLOCKS or child in self.holding:
                self.flow.add_paragraph(inline)
                inline = ""
                self.read_block(child)
            else:
                inline += self.text.read_phrase(child)
        self.flow.add_paragraph(inline)

    def _read_paragraph(self, element: Element) -> None:
        """Read a paragraph; word processors export items of lists and captions as such, with a style that tells."""
        style = _WORD_LIST.search(element.get("style"))
        if style is not None and not self.flow.item_level:
            self.flow.open_item("", int(style[1]))
            self.read_children(element)
            self.flow.close_item()
        elif _CAPTION_CLASS.search(element.get("class")):
            self.flow.add_caption(self.text.join(element))
        else:
            self.read_children(element)

    def _read_heading(self, element: Element) -> None:
        """Read a heading; the title of the document is text in front of it."""
        text = self.text.join(element)
        styled = _STYLED_HEADING.search(" ".join(part.get("class") for part in element.descendants()))
        if element in self.titles:
            self.flow.add_paragraph(text.replace(BREAK, " "))
        elif styled:
            self.flow.add_heading(text, STYLED_DEPTH + (2 if styled["style"] == "cur" else 0))
        else:
            self.flow.add_heading(text, HEADINGS[element.tag])

    def _read_list(self, element: Element) -> None:
        """Read the items of a list, each with its bullet or number as a browser prints it."""
        level = self.flow.item_level + 1
        markers = self.text.write_markers(element)
        for text, child in element.parts():
            self.flow.add_paragraph(text)
            if child is None or self.text.skips(child):
                continue
            if child.tag != "li" or child in self.text.notes.holders:
                self.read_block(child)
                continue
            self.flow.open_item(markers[child], level)
            self.read_children(child)
            self.flow.close_item()

    def _read_definitions(self, element: Element) -> None:
        """Read a list of terms, each on one line with its meaning; they may stand in groups."""
        level = self.flow.item_level + 1
        for text, child in element.parts():
            self.flow.add_paragraph(text)
            if child is None:
                continue
            if child.tag == "dt":
                self.flow.end_lead()
                self.flow.lead = self.text.join(child)
            elif child.tag == "dd":
                self.flow.open_item("", level)
                self.read_children(child)
                self.flow.close_item()
            elif child.tag == "div" and child.find("dt", "dd") is not None:
                self._read_definitions(child)
            else:
                self.read_block(child)
        self.flow.end_lead()

    def _read_table(self, table: Element) -> None:
        """Read a table: its caption and rows, or what is in it where it only places that."""
        self.flow.add_paragraph(find_loose_text(table))
        captions = [child for child in table.children if child.tag == "caption"]
        if is_layout(table):
            for element in [*captions, *(cell for row in list_rows(table) for cell in list_cells(row))]:
                self.read_children(element)
            return
        caption = " ".join(self.text.join(child) for child in captions)
        self.flow.add_table(caption, read_table(table, self.text.join))

    def _read_preformatted(self, element: Element) -> None:
        """Read text whose line ends are as they are shown."""
        self.flow.add_paragraph(self.text.join(element).replace("\n", BREAK))
