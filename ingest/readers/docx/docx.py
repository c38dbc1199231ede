"""Word documents: from bytes to one page of lines; the one module that knows the library that opens them.

Headings are told by the styles of paragraphs: by their names, or the level that they have in the outline. Headers and
footers of pages are no part of the text and are not read.
"""

import io
from dataclasses import dataclass

from ingest.document import Page
from ingest.errors import DocumentError
from ingest.readers.docx.numbering import Numbering, read_numbering
from ingest.readers.docx.package import clean_package
from ingest.readers.docx.styles import ParagraphStyle, Styles, read_outline, read_place, read_styles
from ingest.readers.docx.tables import WRAPPERS, is_layout, list_cells, list_rows, read_table
from ingest.readers.docx.text import DocxText
from ingest.readers.flow import Flow
from ingest.readers.lines import make_page
from ingest.readers.markup_tree import Element, parse_xml

_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings")
_UNREADABLE = "Het Word-document is niet te openen. Open het in Word en sla het opnieuw op als Word-document (.docx)."


def read_docx_pages(data: bytes) -> tuple[Page, ...]:
    """Return the one page of lines of a Word document.

    Raises:
        DocumentError: the file is empty, locked, damaged, of an older kind, too large, or has no text.
    """
    parts = _open_parts(clean_package(data))
    styles = read_styles(parts.get("styles"))
    flow = Flow()
    text = DocxText(
        flow,
        styles.looks,
        {kind: _list_notes(parts.get(f"{kind}s"), kind) for kind in ("footnote", "endnote")},
        {
            kind: _find_form(parts, f"{kind}pr", default)
            for kind, default in (("footnote", ""), ("endnote", "lowerroman"))
        },
    )
    reader = _Reader(flow, text, styles, read_numbering(parts.get("numbering"), styles.numbers))
    reader.read_blocks(parts["document"])
    for number, note in text.endnotes:
        flow.place_note(number, note)
    return (make_page(flow.close(), told=False),)


def _open_parts(package: bytes) -> dict[str, Element]:
    """Return the parts of a document that hold its text or say something of it, by their names."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import OpcError
    from docx.package import Package

    try:
        main = Package.open(io.BytesIO(package)).main_document_part
        parts = {"document": main.blob}
        for name in _PARTS:
            related = [rel for rel in main.rels.values() if rel.reltype == getattr(RELATIONSHIP_TYPE, name.upper())]
            if related and not related[0].is_external:
                parts[name] = related[0].target_part.blob
        return {name: parse_xml(blob) for name, blob in parts.items() if blob.strip()}
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError, DocumentError) as error:
        raise DocumentError(_UNREADABLE) from error


def _list_notes(root: Element | None, kind: str) -> dict[str, Element]:
    """Return the notes of a kind by their id, without the lines that part them from the text."""
    notes = root.children if root is not None else ()
    return {note.get("id"): note for note in notes if note.tag == kind and note.get("type") in {"", "normal"}}


def _find_form(parts: dict[str, Element], tag: str, default: str) -> str:
    """Return how notes are numbered: as the document says, or its last section."""
    form = default
    for name in ("settings", "document"):
        for element in parts[name].descendants() if name in parts else ():
            number = element.find("numfmt") if element.tag == tag else None
            form = number.get("val").lower() if number is not None else form
    return form


@dataclass(slots=True)
class _Reader:
    """The walk over a document: what was found, the text of its paragraphs, its styles and its lists."""

    flow: Flow
    text: DocxText
    styles: Styles
    numbering: Numbering

    def read_blocks(self, element: Element) -> None:
        """Read the paragraphs and tables in an element, whatever stands around them."""
        for child in element.children:
            if child.tag == "p":
                self._read_paragraph(child)
            elif child.tag == "tbl":
                self._read_table(child)
            elif child.tag in WRAPPERS or child.tag == "body":
                self.read_blocks(child)
            elif child.tag == "alternatecontent" and child.children:
                self.read_blocks(child.children[0])

    def _read_paragraph(self, paragraph: Element) -> None:
        """Read a paragraph, and the text boxes that hang from it."""
        style = self._find_style(paragraph)
        text = self.text.join(paragraph, style.look)
        marker, level = self._write_number(paragraph, style)
        outline = read_outline(paragraph.find("ppr"))
        depth = style.level if outline is None else outline
        if depth:
            self.flow.add_heading(f"{marker or ''} {text}" if text.strip() else "", depth)
        elif style.caption:
            self.flow.add_caption(text)
        elif marker is not None and text.strip():
            self.flow.open_item(marker, level)
            self.flow.add_paragraph(text)
            self.flow.close_item()
        else:
            self.flow.add_paragraph(text)
        for box in self.text.take_boxes():
            self.read_blocks(box)

    def _find_style(self, paragraph: Element) -> ParagraphStyle:
        """Return the style of a paragraph."""
        properties = paragraph.find("ppr")
        named = properties.find("pstyle") if properties is not None else None
        return self.styles.get(named.get("val") if named is not None else "")

    def _write_number(self, paragraph: Element, style: ParagraphStyle) -> tuple[str | None, int]:
        """Return the number or bullet of a paragraph in a list and its level, from 1; None for one in no list."""
        number, deep = read_place(paragraph.find("ppr"))
        number = style.number if number is None else number
        deep = style.deep if deep is None else deep
        marker = self.numbering.number(number, deep or 0) if number else None
        return marker, (deep or 0) + 1

    def _read_table(self, table: Element) -> None:
        """Read a table: its rows, or what is in it where it only places that."""
        if is_layout(table):
            for cell in (cell for row in list_rows(table) for cell in list_cells(row)):
                self.read_blocks(cell)
            return
        rows = read_table(table, self._read_cell)
        boxes = self.text.take_boxes()
        self.flow.add_table("", rows)
        for box in boxes:
            self.read_blocks(box)

    def _read_cell(self, cell: Element) -> str:
        """Return the text in a cell on one line."""
        parts: list[str] = []
        for element in cell.children:
            if element.tag == "p":
                style = self._find_style(element)
                text = self.text.join(element, style.look)
                parts += [self._write_number(element, style)[0] or "" if text.strip() else "", text]
            elif element.tag in WRAPPERS:
                parts.append(self._read_cell(element))
        return " ".join(part for part in parts if part.strip())
