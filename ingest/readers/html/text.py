"""The text within lines of a web page: phrases, marks of notes, and what stands in a cell or a note on one line."""

import re
from dataclasses import dataclass

from ingest.document import MARK_OPEN
from ingest.readers.html.body import is_dropped
from ingest.readers.html.notes import BLOCKS, PageNotes
from ingest.readers.markup_tree import Element
from ingest.readers.numbering import read_integer, write_number
from ingest.readers.pieces import BOLD, BREAK, ITALIC, SUPERSCRIPT, mark, tidy, wrap

_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NO_BULLET = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_NO_BULLET_CLASS = re.compile(r"\b(?:expliciet|list-unstyled|list-none)\b")
_PRINTED_MARKER = re.compile(r"(?:[•–—‒·*-]|\(?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,5})[.)°º]\)?)\s")
_LONGEST_MARKER = 10


@dataclass(frozen=True, slots=True)
class HtmlText:
    """Reads the text of elements of a page with these notes."""

    notes: PageNotes

    def join(self, element: Element) -> str:
        """Return all text in an element on one line, its blocks with a space between them."""
        line = ""
        markers = self.write_markers(element) if element.tag in {"ul", "ol"} else {}
        for text, child in element.parts():
            line += text
            if child is None:
                continue
            if child.tag in BLOCKS and not self.skips(child):
                line += f" {markers.get(child, '')} {self.join(child)} "
            else:
                line += self.read_phrase(child)
        return line

    def read_phrase(self, element: Element) -> str:
        """Return the text of an element that stands within a line."""
        tag = element.tag
        if self.skips(element):
            return ""
        if element in self.notes.marks:
            return mark(self.notes.marks[element])
        if tag == "br":
            return BREAK
        text = self.join(element)
        if tag == "sup" and MARK_OPEN not in text:
            return wrap(text, SUPERSCRIPT)
        if tag in {"b", "strong"} or _BOLD_STYLE.search(element.get("style")):
            return wrap(text, BOLD)
        if tag in {"i", "em"}:
            return wrap(text, ITALIC)
        return f"“{text}”" if tag == "q" else text

    def read_note(self, holder: Element) -> list[tuple[str, str]]:
        """Return the notes that a block holds, each with its mark: the whole block, or lines where it holds more."""
        numbers = self.notes.holders[holder]
        text = self.join(holder)
        if len(numbers) == 1:
            return [(numbers[0], _strip_mark(text, numbers[0]))]
        found: list[tuple[str, str]] = []
        for line in text.split(BREAK):
            number = next((number for number in numbers if _opens_with(line, number)), None)
            if number is not None:
                found.append((number, _strip_mark(line, number)))
            elif found and tidy(line):
                found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
            elif tidy(line):
                found.append(("", line))
        return found

    def skips(self, element: Element) -> bool:
        """Return whether an element is no text."""
        return is_dropped(element) or element in self.notes.dropped

    def write_markers(self, parent: Element) -> dict[Element, str]:
        """Return the number or bullet that a browser prints before each item of a list.

        An item whose text begins with one has none beside it: publications print those of the source.
        """
        items = [child for child in parent.children if child.tag == "li"]
        step = -1 if "reversed" in parent.attributes else 1
        number = read_integer(parent.get("start"), len(items) if step < 0 else 1)
        hidden = _NO_BULLET.search(parent.get("style")) or _NO_BULLET_CLASS.search(parent.get("class"))
        markers: dict[Element, str] = {}
        for item in items:
            number = read_integer(item.get("value"), number)
            marker = f"{write_number(number, parent.get('type'))}." if parent.tag == "ol" else "•"
            printed = _PRINTED_MARKER.match(f"{item.opening(_LONGEST_MARKER)} ")
            bare = hidden or printed or _NO_BULLET.search(item.get("style"))
            markers[item] = "" if bare else marker
            number += step
        return markers


def _opens_with(line: str, number: str) -> bool:
    return re.match(rf"[\[(]?{re.escape(number)}(?!\w)", _plain(line)) is not None


def _strip_mark(text: str, number: str) -> str:
    """Return the text of a note without the mark with which it begins: `[2] Kamerstukken …`."""
    return re.sub(rf"^[\[(]?{re.escape(number)}(?!\w)[\])]?[.:)]? ?", "", _plain(text), count=1)


def _plain(text: str) -> str:
    return tidy(text.replace(SUPERSCRIPT[0], "").replace(SUPERSCRIPT[1], ""))
