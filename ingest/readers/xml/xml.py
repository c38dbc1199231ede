"""Publications of officielebekendmakingen.nl as XML: from bytes to one page of lines.

The elements are those of the schema `op-xsd-2012-2` and its predecessors, by which papers of parliament, answered
questions of its members and official gazettes are published; those of its successor (`Kop`, `Al`, `Lijst`) are much the
same. What is not known is read by how it is used: an element with text is a paragraph, one with elements a container.
Nothing with text is left out but the metadata.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.document import Page
from ingest.readers.flow import Flow
from ingest.readers.html.html import read_html_root
from ingest.readers.lines import make_page
from ingest.readers.markup_tree import Element, parse_xml
from ingest.readers.numbering import read_integer, write_number
from ingest.readers.pieces import BREAK, STYLED_DEPTH, tidy
from ingest.readers.xml.cals import TITLES, find_loose_text, is_layout, list_entries, list_rows, read_group
from ingest.readers.xml.text import DROPPED, NOTES, PHRASES, TextReader, number_notes, part_words

_PARAGRAPHS = frozenset({"al", "noot.al", "considerans.al", "context.al", "wat", "tekstregel"})
_HEADINGS = frozenset({"tussenkop", "tuskop"})
_LISTS = frozenset({"lijst", "definitielijst", "specificatielijst", "considerans.lijst", "begrippenlijst"})
_BLOCKS = _PARAGRAPHS | _HEADINGS | _LISTS | {"kop", "divisie", "table", "entrytbl", "plaatje", "al-groep"}
_ITEMS = frozenset({"li", "considerans.li", "definitie-item", "specificatie-item", "begrip"})
_ITEM_NUMBERS = frozenset({"li.nr", "linummer", "considerans.li.nr"})
_LEADS = frozenset({"nr", "nummer", "lidnr", "lidnummer", "stuknr", "dossiernummer", "term"}) | _ITEM_NUMBERS
"""What is printed on one line with the text after it: the number of a paper before its title, a term before its
meaning."""

_LINES = frozenset({"kamerstukkop", "kamervraagkop", "ondertekening", "ondertek"})
"""What is printed as lines right below each other."""

_RUNS = frozenset({"naam", "datumtekst"})
"""What is printed as one run of words, though each of them is an element of its own."""

_RANKS = {"vet": 0, "halfvet": 0, "vetcur": 1, "cur": 2, "rom": 3, "ondlijn": 4}
"""How deep headings between the text stand by how they are printed: bold ones stand above those in italics."""

_MARKERS = {"ndash": "–", "streep": "–", "bullet": "•"}

LONGEST_HEADING = 150
"""Characters; a longer heading between the text is a paragraph that was set as one."""

LONGEST_ASKING_HEADING = 10
"""Words: `Wat mag het kosten?` heads the text below it, a longer question is one."""


def read_xml_pages(data: bytes) -> tuple[Page, ...]:
    """Return the one page of a publication in XML.

    Raises:
        DocumentError: the file is empty, damaged, too large or too deeply nested, or has no text.
    """
    root = parse_xml(data)
    if root.tag == "html":
        return read_html_root(root)
    flow = Flow()
    _Reader(flow, TextReader(number_notes(root), flow)).read_block(root)
    return (make_page(flow.close()),)


@dataclass(slots=True)
class _Reader:
    """The walk over a publication: what was found, its text within lines, and how many headings are open."""

    flow: Flow
    text: TextReader
    depth: int = 0
    readers: dict[str, Callable[[Element], None]] = field(init=False)

    def __post_init__(self) -> None:
        self.readers = {
            "kop": self._read_title,
            "table": self._read_table,
            "entrytbl": self._read_entry_table,
            "vraag": self._read_question,
            "antwoord": self._read_question,
            **dict.fromkeys(_HEADINGS, self._read_heading),
            **dict.fromkeys(_LISTS, self._read_list),
            **dict.fromkeys(_LEADS, self._read_lead),
            **dict.fromkeys(_LINES, self._read_lines),
            **dict.fromkeys(_RUNS, self._read_run),
            **dict.fromkeys(NOTES, self._read_note),
            **dict.fromkeys(DROPPED, self._drop),
        }

    def read_block(self, element: Element) -> None:
        """Read an element that is a block of its own."""
        self.readers.get(element.tag, self._read_children)(element)

    def _read_children(self, element: Element, skipped: Element | None = None) -> None:
        """Read what is in an element: the blocks in it, and its text between them as paragraphs.

        Its headings stand one deeper than those around it where it has one.
        """
        opens = element.find("kop") is not None
        self.depth += opens
        mixed = element.has_text or element.tag in _PARAGRAPHS
        inline = ""
        before: Element | None = None
        for text, child in element.parts():
            inline += text
            if child is None or child is skipped:
                continue
            if _is_block(child, mixed=mixed):
                self.flow.add_paragraph(inline)
                inline = ""
                self.read_block(child)
            else:
                inline += part_words(before, text, child) + self.text.read_phrase(child)
            before = child
        self.flow.add_paragraph(inline)
        if any(child.tag in _LEADS for child in element.children):
            self.flow.end_lead()
        self.depth -= opens

    def _read_title(self, element: Element) -> None:
        self.flow.add_heading(self.text.join(element), self.depth)

    def _read_heading(self, element: Element) -> None:
        """Read a heading between the text; a whole sentence that is set as one stays a paragraph."""
        text = self.text.join(element)
        title = tidy(text)
        asking = title.endswith("?") and len(title.split()) <= LONGEST_ASKING_HEADING
        if len(title) <= LONGEST_HEADING and (asking or not title.endswith((".", ",", ";", ":", "!", "?"))):
            self.flow.add_heading(text, STYLED_DEPTH + _RANKS.get(element.get("kopopmaak"), 0))
        else:
            self.flow.add_paragraph(text)

    def _read_list(self, element: Element) -> None:
        """Read the items of a list, each with its number or bullet as printed, or as the kind of list tells it."""
        level = self.flow.item_level + 1
        number = read_integer(element.get("start"), 1) - 1
        for text, child in element.parts():
            self.flow.add_paragraph(text)
            if child is None:
                continue
            if child.tag not in _ITEMS:
                self.read_block(child)
                continue
            number += 1
            printed = child.find(*_ITEM_NUMBERS)
            self.flow.open_item(self._write_marker(element, printed, number), level)
            self._read_children(child, skipped=printed)
            self.flow.close_item()

    def _write_marker(self, element: Element, printed: Element | None, number: int) -> str:
        """Return the number or bullet of an item; a number without its closing mark gets the one of its list."""
        kind, closing = element.get("type"), element.get("nr-sluiting")
        if printed is None:
            counted = kind in {"1", "a", "A", "i", "I"}
            return f"{write_number(number, kind)}{closing or '.'}" if counted else _MARKERS.get(kind, "")
        marker = tidy(self.text.join(printed))
        return f"{marker}{closing}" if marker.isalnum() else marker

    def _read_table(self, table: Element) -> None:
        """Read a table: its title and rows, or the text in it where it only places that."""
        title = " ".join(self.text.join(child) for child in table.children if child.tag in TITLES)
        self.flow.add_paragraph("".join(table.texts))
        layout = is_layout(table)
        if layout or table.find("tgroup") is None:
            self.flow.add_paragraph(title)
        for child in table.children:
            if child.tag == "tgroup":
                self._read_group(child, "" if layout else title, layout=layout)
                title = ""
            elif child.tag not in TITLES:
                self.read_block(child)

    def _read_group(self, group: Element, title: str, *, layout: bool) -> None:
        """Read the rows of a table, or of a part of it with columns of its own."""
        self.flow.add_paragraph(find_loose_text(group))
        if not layout:
            self.flow.add_table(title, read_group(group, self.text.join))
            return
        for entry in (entry for row in list_rows(group) for entry in list_entries(row)):
            self.read_block(entry)

    def _read_entry_table(self, element: Element) -> None:
        self.flow.add_table("", read_group(element, self.text.join))

    def _read_question(self, element: Element) -> None:
        """Read a question or an answer: its label, and its text below it."""
        number = element.find("nr", "nummer")
        if number is not None:
            self.flow.add_label(self.text.join(number), "question" if element.tag == "vraag" else "answer")
        else:
            self.flow.begins = "question" if element.tag == "vraag" else "answer"
        self._read_children(element, skipped=number)
        self.flow.begins = None

    def _read_lead(self, element: Element) -> None:
        self.flow.lead = f"{self.flow.lead} {self.text.join(element)}".strip()

    def _read_lines(self, element: Element) -> None:
        """Read lines that stand right below each other; the number of a chamber stands behind its name."""
        if element.has_text:
            self._read_children(element)
            return
        lines = ""
        for child in element.children:
            number = child.get("inhoud") == "kamernummer"
            lines += f"{' ' if number else BREAK}{self.text.join(child)}"
        self.flow.add_paragraph(lines)

    def _read_run(self, element: Element) -> None:
        self.flow.add_paragraph(self.text.join(element))

    def _read_note(self, element: Element) -> None:
        self.text.read_note(element)

    def _drop(self, element: Element) -> None:
        """Leave out what is not printed."""


def _is_block(element: Element, *, mixed: bool) -> bool:
    """Return whether an element is a block of its own where it stands, `mixed` with text or between other elements."""
    if element.tag in _BLOCKS:
        return True
    if element.tag in PHRASES:
        return element.tag in NOTES and not mixed
    return not mixed or any(child.tag in _BLOCKS for child in element.descendants())
