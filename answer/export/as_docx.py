"""Answers as a Word document; the one module that knows the library that writes these.

Headings, tables with a marked header row, and a numbered list of sources to which the numbers in the text lead.
"""

import io
import re
from typing import TYPE_CHECKING, cast

from answer.export.blocks import Block, compose_blocks, has_figures
from answer.export.harmless import clean_text
from answer.export.package import LANGUAGE, settle_package
from answer.export.record import Export
from answer.show.grid import RowView, TableView

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_INDENT = 0.4
"""In centimetres: so far a row stands in from the group that it is under."""

_QUOTE_INDENT = 0.75
"""In centimetres: so far a quotation stands in."""

_WIDE = 6
"""A table with more columns than this is set in small type, else its figures are broken."""


def write_docx(export: Export) -> bytes:
    """Return a Word document without macros, in Dutch."""
    from docx import Document as new_document

    document = new_document()
    _prepare(document)
    for block in compose_blocks(export):
        _write_block(document, block)
    written = io.BytesIO()
    document.save(written)
    return settle_package(written.getvalue())


def _prepare(document: "Document") -> None:
    """Set the language and the looks of quotations, and leave out the template's picture of an empty page."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    # A page of italics is hard to read.
    quotation = document.styles.get_by_id("Quote", WD_STYLE_TYPE.PARAGRAPH)
    quotation.font.italic = False
    quotation.paragraph_format.left_indent = Cm(_QUOTE_INDENT)
    package = document.part.package
    assert package is not None  # a new document is in one
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]


def _write_block(document: "Document", block: Block) -> None:
    """Add one block."""
    if block.kind == "heading":
        document.add_heading(block.text, block.level)
    elif block.kind == "table" and block.table is not None:
        _write_table(document, block.text, block.table)
    elif block.kind == "quote":
        # The source's own paragraphs; the last has the number of where it stands.
        parts = [part for part in re.split(r"\n\s*\n", block.text) if part.strip()] or [""]
        for place, part in enumerate(parts):
            paragraph = document.add_paragraph(style="Quote")
            _write_label(paragraph, block.label if place == 0 else "")
            paragraph.add_run(part)
            if place == len(parts) - 1:
                _write_numbers(paragraph, block)
    elif block.kind == "source":
        _write_source(document.add_paragraph(), block)
    else:
        paragraph = document.add_paragraph()
        _write_label(paragraph, block.label)
        _write_text(paragraph, block)
        _write_numbers(paragraph, block)


def _write_text(paragraph: "Paragraph", block: Block) -> None:
    """Add the text of a block: what answers in bold, and what has an address as a link to it."""
    if block.link:
        _write_link(paragraph, block.text, address=block.link)
    else:
        paragraph.add_run(block.text).bold = block.kind == "value"


def _write_label(paragraph: "Paragraph", label: str) -> None:
    """Add what stands before a text."""
    if label:
        paragraph.add_run(f"{label}: ").bold = True


def _write_numbers(paragraph: "Paragraph", block: Block) -> None:
    """Add the numbers of the sources behind a block, each leading to its source."""
    for number in block.sources:
        paragraph.add_run(" ")
        _write_link(paragraph, f"[{number}]", anchor=_name_source(number))


def _write_source(paragraph: "Paragraph", block: Block) -> None:
    """Add a source with its number, to which the numbers in the text lead."""
    from docx.oxml.ns import qn

    identity = {qn("w:id"): str(block.level)}
    _append(paragraph._p, "w:bookmarkStart", {**identity, qn("w:name"): _name_source(block.level)})
    paragraph.add_run(f"[{block.level}] ").bold = True
    _append(paragraph._p, "w:bookmarkEnd", identity)
    paragraph.add_run(block.text)
    if block.link:
        paragraph.add_run(" ")
        _write_link(paragraph, block.link, address=block.link)


def _write_link(paragraph: "Paragraph", text: str, *, address: str = "", anchor: str = "") -> None:
    """Add a link: to a web address, or to a place in the document."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    if address:
        target = {qn("r:id"): paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}
    else:
        target = {qn("w:anchor"): anchor}
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x01, 0x68, 0x9B)
    _append(paragraph._p, "w:hyperlink", target).append(run._r)


def _write_table(document: "Document", caption: str, view: TableView) -> None:
    """Add a table under its caption; its first row is marked as its header, and repeated on each page."""
    if caption:
        document.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(view.rows), cols=1 + len(view.columns), style="Table Grid")
    small = len(view.columns) > _WIDE
    _mark_header(table)
    grid = [list(row.cells) for row in table.rows]
    for place, (cell, heading) in enumerate(zip(grid[0], (view.label_column, *view.columns), strict=True)):
        _write_cell(cell, heading, bold=True, right=place > 0 and has_figures(view, place - 1), small=small)
    for cells, row in zip(grid[1:], view.rows, strict=True):
        _write_row(cells, row, small=small)
    document.add_paragraph()


def _mark_header(table: "Table") -> None:
    """Mark the first row as the header of a table."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    _append(properties, "w:cantSplit")
    _append(properties, "w:tblHeader")


def _write_row(cells: "list[_Cell]", row: RowView, *, small: bool) -> None:
    """Write a row, the heading of a group and the cells that answer in bold."""
    from docx.shared import Cm

    _write_cell(cells[0], row.label, bold=not row.cells, small=small)
    cells[0].paragraphs[0].paragraph_format.left_indent = Cm(_INDENT * row.depth)
    for cell, shown in zip(cells[1:], row.cells, strict=False):
        _write_cell(cell, shown.text, bold=shown.marked, right=shown.numeric, small=small)


def _write_cell(cell: "_Cell", text: str, *, bold: bool = False, right: bool = False, small: bool = False) -> None:
    """Write the text of a cell on one line, figures on the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    run = cell.paragraphs[0].add_run(" ".join(clean_text(text).split()))
    run.bold = bold
    if small:
        run.font.size = Pt(7)
    if right:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _append(parent: "BaseOxmlElement", tag: str, attributes: dict[str, str] | None = None) -> "BaseOxmlElement":
    """Return a new element at the end of another, for what the library has no call for."""
    from docx.oxml.parser import OxmlElement

    child = cast("BaseOxmlElement", OxmlElement(tag, attributes or {}))
    parent.append(child)
    return child


def _name_source(number: int) -> str:
    """Return what the place of a source is called within the document."""
    return f"bron{number}"
