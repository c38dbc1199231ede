"""Tables of web pages: their rows and cells, and which of them only place what is in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.readers.flow import TableRow
from ingest.readers.html.body import HEADINGS
from ingest.readers.markup_tree import Element
from ingest.readers.numbering import read_integer
from ingest.readers.table_spans import ToldCell, ToldRow, find_loose, place_cells

_CELLS = frozenset({"td", "th"})
_GROUPS = ("thead", "tbody", "tfoot")
_PARTS = {
    "table": frozenset({"caption", "colgroup", "col", "tr", *_GROUPS}),
    **dict.fromkeys(_GROUPS, frozenset({"tr"})),
    "tr": _CELLS,
}


@dataclass(frozen=True, slots=True)
class _GroupedRow:
    """A row, the part of the table that it stands in, and how many rows of that come after it."""

    row: Element
    group: str
    left: int


def is_layout(table: Element) -> bool:
    """Return whether a table only places what is in it: it says so, or has one column, a table or a heading in it."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if any(child.tag == "table" or child.tag in HEADINGS for child in table.descendants() if child is not table):
        return True
    rows = [list_cells(row) for row in list_rows(table)]
    titled = any(child.tag == "caption" and child.words() for child in table.children)
    named = any(cell.tag == "th" for cells in rows for cell in cells)
    return all(len(cells) <= 1 for cells in rows) and not (titled or named)


def read_table(table: Element, read_text: Callable[[Element], str]) -> tuple[TableRow, ...]:
    """Return the rows of a table, those of its foot last; `read_text` gives the text of a cell.

    Rows of headings are those of its head; where it has none, the first ones with nothing but cells of headings.
    """
    rows = list(_grouped_rows(table))
    headed = any(row.group == "thead" for row in rows)
    told = []
    for grouped in rows:
        cells = list_cells(grouped.row)
        header = grouped.group == "thead" if headed else bool(cells) and all(cell.tag == "th" for cell in cells)
        told.append(ToldRow(tuple(_read_cell(cell, grouped.left, read_text) for cell in cells), header=header))
    return place_cells(told)


def find_loose_text(table: Element) -> str:
    """Return the text in a table that stands in none of its cells; a browser shows it above the table."""
    return " ".join(find_loose(table, _PARTS))


def list_rows(table: Element) -> list[Element]:
    """Return the rows of a table, without those of a table in it."""
    return [grouped.row for grouped in _grouped_rows(table)]


def list_cells(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [cell for cell in row.children if cell.tag in _CELLS]


def _grouped_rows(table: Element) -> Iterator[_GroupedRow]:
    """Yield the rows in the order in which they are shown: those of the head first, those of the foot last."""
    for tag in _GROUPS:
        groups = [group.children for group in table.children if group.tag == tag]
        # A parser of HTML leaves rows where they are that stand in no part of the table.
        for children in [*groups, *([table.children] if tag == "tbody" else [])]:
            rows = [row for row in children if row.tag == "tr"]
            yield from (_GroupedRow(row, tag, len(rows) - i) for i, row in enumerate(rows))


def _read_cell(cell: Element, left: int, read_text: Callable[[Element], str]) -> ToldCell:
    """Return a cell with its spans; one of 0 rows goes on to the end of its part of the table, as any may at most."""
    rows = read_integer(cell.get("rowspan"), 1)
    return ToldCell(
        text=read_text(cell),
        columns=read_integer(cell.get("colspan"), 1),
        rows=min(rows, left) if rows else left,
    )
