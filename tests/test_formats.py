"""The same content as text, PDF, XML, HTML and DOCX gives the same tree of headings, questions and cells."""

import io
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from docx import Document as new_docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from ingest import Document, Metadata, Source, clean_pages, load_sources, parse_document, read_document
from ingest.document import UNDETERMINED, Table
from ingest.readers import READERS

CORPUS = Path(__file__).parents[1] / "corpus"
WATER = Path(__file__).parent / "water"
WIDTH = 78
LINES_A_PAGE = 45


@dataclass(frozen=True)
class Part:
    """A piece of a document before it has a format: a heading with its depth, a paragraph, a list item, a table.

    `tight` tells that no blank line comes after it, as after a heading that is run in.
    """

    kind: str
    text: str = ""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    tight: bool = False


def parts_of(document: Document, takes: Callable[[Table], bool]) -> list[Part]:
    """Return what a document is made of, as read from one format and to be written in another."""
    tables = {table.span: table for table in document.tables}
    parts: list[Part] = []
    for block in document.blocks:
        text = document.slice(block.span)
        if block.kind == "heading":
            below = block.span.end + 1
            tight = below not in document.page_starts and document.text[below : below + 1] != "\n"
            parts.append(Part("heading", unwrap(text), len(block.headings), tight=tight))
        elif block.kind == "table":
            table = tables[block.span]
            # Without anything in the place of a table its headings would stand above nothing.
            parts.extend(table_parts(table) if takes(table) else [Part("paragraph", "Hier staat een andere tabel.")])
        elif block.kind == "question":
            label, _, rest = text.partition("\n")
            parts.extend(Part("paragraph", unwrap(part)) for part in (label, rest) if part)
        elif block.kind == "answer":
            label, _, rest = text.partition("\n") if text.startswith("Antwoord") else ("", "", text)
            # A paragraph that a page break cuts in two goes on with a small letter.
            paragraphs = re.split(r"\n\n(?![a-z])", rest)
            parts.extend(Part("paragraph", unwrap(part)) for part in (label, *paragraphs) if part)
        elif block.kind in {"paragraph", "list_item"}:
            parts.append(Part("item" if block.kind == "list_item" else "paragraph", unwrap(text)))
    return parts


def table_parts(table: Table) -> list[Part]:
    """Return a table with a row for each group that is no row itself."""
    named = not all(re.fullmatch(r"kolom \d+", column) for column in table.columns)
    rows = [(table.label_column, *(column if named else "" for column in table.columns))]
    path: tuple[str, ...] = ()
    for row in table.rows:
        for depth, group in enumerate(row.groups):
            if path[: depth + 1] != row.groups[: depth + 1]:
                rows.append((group, *("" for _ in table.columns)))
        path = (*row.groups, row.label)
        cells = {cell.column: cell.text for cell in row.cells}
        rows.append((row.label, *(cells.get(column, "") for column in table.columns)))
    return [Part("table", f"{table.name} {table.caption}".strip(), rows=tuple(rows))]


def is_understood(table: Table) -> bool:
    """Return whether every cell of a table has a column, so that it can be written in another format."""
    return bool(table.rows) and not any(cell.column == UNDETERMINED for row in table.rows for cell in row.cells)


def is_of_figures(table: Table) -> bool:
    """Return whether a table can be written with a row on each line: its cells are figures and not text."""
    cells = [cell for row in table.rows for cell in row.cells]
    return is_understood(table) and all(len(cell.text) < 20 for cell in cells) and len(table.columns) < 9


def as_dash(text: str) -> str:
    return text.replace("‒", "–")


def unwrap(text: str) -> str:
    return " ".join(text.split())


def as_text(parts: list[Part]) -> bytes:
    """Return the parts as an extractor writes them: a closing space where a line goes on, one before a new page."""
    lines: list[str] = []
    for part in parts:
        if part.kind == "table":
            rows = (" ".join(cell for cell in row if cell) for row in part.rows if any(row))
            block = [part.text, *(line for row in rows for line in ("", row))]
        else:
            wrapped = textwrap.wrap(part.text, WIDTH, break_on_hyphens=False, break_long_words=False)
            block = [f"{line} " for line in wrapped[:-1]] + wrapped[-1:]
        # A page ends between parts here; where one is cut by it is tested with the readers.
        if lines and len(lines) % LINES_A_PAGE + len(block) > LINES_A_PAGE:
            block[0] = f" {block[0]}"
        lines += block if part.tight else [*block, ""]
    return "\n".join(lines).encode()


def as_xml(parts: list[Part]) -> bytes:
    """Return the parts as an official publication, headings as nested divisions and tables as CALS."""
    out = ["<?xml version='1.0' encoding='utf-8'?><officiele-publicatie><kamerstuk><vrije-tekst>"]
    depth = 0
    for position, part in enumerate(parts):
        text = escape(part.text)
        if part.kind == "heading":
            out.append("</divisie>" * max(0, depth - part.depth + 1))
            out.append("<divisie>" * max(1, part.depth - depth) + f"<kop><titel>{text}</titel></kop>")
            depth = part.depth
        elif part.kind == "table":
            rows = ["".join(f"<entry><al>{escape(cell)}</al></entry>" for cell in row) for row in part.rows]
            body = "".join(f"<row>{row}</row>" for row in rows[1:])
            out.append(f"<table><title>{text}</title><tgroup cols='{len(part.rows[0])}'>")
            out.append(f"<thead><row>{rows[0]}</row></thead><tbody>{body}</tbody></tgroup></table>")
        elif part.kind == "item":
            first = position == 0 or parts[position - 1].kind != "item"
            last = position + 1 == len(parts) or parts[position + 1].kind != "item"
            mark, _, rest = text.partition(" ")
            out.append("<lijst>" * first + f"<li><li.nr>{mark}</li.nr><al>{rest}</al></li>" + "</lijst>" * last)
        else:
            out.append(f"<al>{text}</al>")
    return ("".join(out) + "</divisie>" * depth + "</vrije-tekst></kamerstuk></officiele-publicatie>").encode()


def as_html(parts: list[Part]) -> bytes:
    """Return the parts as a web page."""
    out = ["<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>Stuk</title></head><body><main>"]
    for part in parts:
        text = escape(part.text)
        if part.kind == "heading":
            out.append(f"<h{part.depth}>{text}</h{part.depth}>")
        elif part.kind == "table":
            head = "".join(f"<th>{escape(cell)}</th>" for cell in part.rows[0])
            body = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part.rows[1:])
            out.append(f"<table><caption>{text}</caption><thead><tr>{head}</tr></thead>")
            out.append("<tbody>" + "".join(f"<tr>{row}</tr>" for row in body) + "</tbody></table>")
        else:
            out.append(f"<p>{text}</p>")
    return "".join([*out, "</main></body></html>"]).encode()


def as_docx(parts: list[Part]) -> bytes:
    """Return the parts as a Word document with its own styles."""
    document = new_docx()
    for part in parts:
        if part.kind == "heading":
            document.add_heading(part.text, part.depth)
        elif part.kind == "table":
            document.add_paragraph(part.text, style="Caption")
            table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
            for cells, row in zip(part.rows, table.rows, strict=True):
                for text, cell in zip(cells, row.cells, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(part.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(parts: list[Part]) -> bytes:
    """Return the parts as a PDF with running headers, page numbers and hairlines in its tables.

    The fonts that every PDF reader has lack the figure dash, which stands for minus: it becomes the dash they have.
    """
    parts = [replace(part, rows=tuple(tuple(as_dash(text) for text in row) for row in part.rows)) for part in parts]
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=9, leading=12, spaceAfter=8)
    heading = ParagraphStyle("heading", parent=body, fontName="Helvetica-Bold", fontSize=11, leading=14, keepWithNext=1)
    tight = ParagraphStyle("tight", parent=heading, spaceAfter=0)
    cell = ParagraphStyle("cell", parent=body, fontSize=6, leading=8, spaceAfter=0)
    number = ParagraphStyle("number", parent=cell, alignment=2)
    story: list[Flowable] = []
    for part in parts:
        if part.kind == "table":
            story.append(
                Paragraph(escape(part.text), ParagraphStyle("caption", parent=body, fontName="Helvetica-Bold"))
            )
            data = [[Paragraph(escape(text), number if i else cell) for i, text in enumerate(row)] for row in part.rows]
            amounts = len(part.rows[0]) - 1
            width = max(48.0, 160 / amounts)
            widths = [480 - amounts * width, *(width for _ in range(amounts))]
            story += [PdfTable(data, widths, repeatRows=1, style=[("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.grey)])]
            story.append(Spacer(0, 12))
        else:
            style = (tight if part.tight else heading) if part.kind == "heading" else body
            story.append(Paragraph(escape(part.text), style))
    out = io.BytesIO()

    def furnish(canvas: object, template: object) -> None:
        canvas.setFont("Helvetica", 7)  # type: ignore[attr-defined]
        page = canvas.getPageNumber()  # type: ignore[attr-defined]
        canvas.drawString(56, 30, f"Tweede Kamer, vergaderjaar 2024–2025, 36 600, nr. 2 {page}")  # type: ignore[attr-defined]

    template = SimpleDocTemplate(out, pagesize=A4, leftMargin=56, rightMargin=56, topMargin=56, bottomMargin=56)
    template.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return out.getvalue()


WRITERS: dict[str, Callable[[list[Part]], bytes]] = {
    ".txt": as_text,
    ".pdf": as_pdf,
    ".xml": as_xml,
    ".html": as_html,
    ".docx": as_docx,
}


def parse(data: bytes, suffix: str) -> Document:
    source = Source("proef", Path(f"proef{suffix}"), f"proef{suffix}", "", Metadata())
    return parse_document(source, clean_pages(READERS[suffix](data)))


def tree(document: Document) -> list[tuple[int, str]]:
    """Return the headings with their depth."""
    return [
        (len(block.headings), unwrap(document.slice(block.span)))
        for block in document.blocks
        if block.kind == "heading"
    ]


def questions(document: Document) -> list[tuple[str, str, str]]:
    return [
        (found.number, unwrap(document.slice(found.question)), unwrap(document.slice(found.answer or found.question)))
        for found in document.questions
    ]


def cells(document: Document, takes: Callable[[Table], bool]) -> list[tuple[str, ...]]:
    """Return a line for each row: where it stands, and what stands in it."""
    return [
        (
            f"{table.name} {table.caption}".strip(),
            " > ".join((*row.groups, row.label)),
            *(f"{cell.column}={as_dash(cell.text)} {cell.number} {cell.unit}" for cell in row.cells),
        )
        for table in document.tables
        if takes(table)
        for row in table.rows
    ]


SOURCES = {source.id: source for folder in (WATER, CORPUS) for source in load_sources(folder)}


@pytest.fixture(scope="module", params=sorted(SOURCES))
def original(request: pytest.FixtureRequest) -> Document:
    return read_document(SOURCES[request.param])


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_content_gives_the_same_headings_questions_and_cells(original: Document, suffix: str) -> None:
    takes = is_of_figures if suffix in {".txt", ".pdf"} else is_understood
    parts = parts_of(original, takes)
    again = parse(WRITERS[suffix](parts), suffix)
    expected = [(part.depth, part.text) for part in parts if part.kind == "heading"]
    assert tree(again) == expected
    assert questions(again) == questions(original)
    assert cells(again, takes) == cells(original, takes)
