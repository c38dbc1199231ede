"""Tables of a Word document: their rows and cells, with those that go on over columns and rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.readers.docx.text import switch
from ingest.readers.flow import TableRow
from ingest.readers.markup_tree import Element
from ingest.readers.numbering import read_integer
from ingest.readers.table_spans import MOST_COLUMNS, ToldCell, ToldRow, place_cells

WRAPPERS = frozenset({"sdt", "sdtcontent", "customxml", "ins", "moveto", "smarttag"})
"""What stands around blocks, rows and cells without being one: form fields, and insertions that were tracked."""


@dataclass(slots=True)
class _Cell:
    """A cell while the rows below it are read, into which it may go on."""

    element: Element
    column: int
    columns: int
    rows: int = 1


def is_layout(table: Element) -> bool:
    """Return whether a table only places what is in it: it has one column, or a table in it."""
    nested = any(child.tag == "tbl" for child in table.descendants() if child is not table)
    return nested or all(len(list_cells(row)) <= 1 for row in list_rows(table))


def list_rows(table: Element) -> list[Element]:
    """Return the rows of a table without those that were deleted."""
    return [row for row in _unwrap(table, "tr") if not _is_deleted(row)]


def list_cells(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return list(_unwrap(row, "tc"))


def read_table(table: Element, read_text: Callable[[Element], str]) -> tuple[TableRow, ...]:
    """Return the rows of a table; `read_text` gives the text of a cell, and is asked for each cell once."""
    rows: list[tuple[list[_Cell], bool]] = []
    open_cells: dict[int, _Cell] = {}
    for row in list_rows(table):
        cells: list[_Cell] = []
        column = _read_before(row)
        for element in list_cells(row):
            columns = _read_width(element)
            above = open_cells.get(column)
            if _goes_on(element) and above is not None:
                above.rows += 1
            else:
                cell = _Cell(element, column, columns)
                cells.append(cell)
                open_cells[column] = cell
            column += columns
        rows.append((cells, switch(row.find("trpr"), "tblheader") is True))
    told = [
        ToldRow(
            tuple(ToldCell(read_text(cell.element), cell.columns, cell.rows, cell.column) for cell in cells), header
        )
        for cells, header in rows
    ]
    return place_cells(told)


def _unwrap(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children with a tag, also those within what stands around rows and cells."""
    for child in element.children:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _unwrap(child, tag)


def _is_deleted(row: Element) -> bool:
    properties = row.find("trpr")
    return properties is not None and properties.find("del") is not None


def _read_before(row: Element) -> int:
    """Return how many columns a row leaves free before its first cell."""
    properties = row.find("trpr")
    before = properties.find("gridbefore") if properties is not None else None
    return min(read_integer(before.get("val"), 0), MOST_COLUMNS) if before is not None else 0


def _read_width(cell: Element) -> int:
    """Return how many columns a cell spans."""
    properties = cell.find("tcpr")
    span = properties.find("gridspan") if properties is not None else None
    columns = read_integer(span.get("val"), 1) if span is not None else 1
    return columns if 0 < columns <= MOST_COLUMNS else 1


def _goes_on(cell: Element) -> bool:
    """Return whether a cell is the rest of the one above it."""
    properties = cell.find("tcpr")
    merge = properties.find("vmerge") if properties is not None else None
    return merge is not None and merge.get("val") != "restart"
