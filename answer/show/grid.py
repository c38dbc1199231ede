"""Tables as they are shown: rows of cells under their columns, groups as rows of their own, what matters marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.chunk import Chunk
from ingest.document import UNDETERMINED, Document, Finding, Row, Span, Table

NEIGHBOURS = 2
"""So many rows are shown before and after the row that answers: enough to see where it stands."""

_DASHES = "‒–—−-"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its text as printed, empty where the source has none; numbers stand right.

    `negative` is told apart since a printed minus has many forms, of which programs that read aloud skip some.
    """

    text: str
    numeric: bool = False
    marked: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: how deep it stands under its groups, and its cells, one a column; the heading of a group has none.

    `marked` is the row that was found, `matched` one that has a word of the query.
    """

    label: str
    depth: int
    cells: tuple[CellView, ...]
    marked: bool = False
    matched: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """A table or part of one: its caption with the unit, its columns, its rows, and how many rows are not shown.

    `label_column` stands above the labels of the rows. `loose` says that the last column holds values of which the
    source leaves the column open. `notes` is what the source itself gets wrong in the rows that are shown, in Dutch.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    omitted: int = 0
    loose: bool = False
    label_column: str = ""
    notes: tuple[str, ...] = ()


def table_of(chunk: Chunk, document: Document) -> Table | None:
    """Return the table that a chunk is of, where its rows were understood."""
    table = document.tables[chunk.table] if chunk.table is not None else None
    return table if table is not None and table.rows else None


def view_around(
    table: Table, positions: Iterable[int], marked: Sequence[Span] = (), neighbours: int = NEIGHBOURS
) -> TableView:
    """Return the rows at `positions` with their neighbours; of them the cells that stand at `marked` are marked."""
    found = sorted(set(positions))
    near = {row for position in found for row in range(position - neighbours, position + neighbours + 1)}
    return view_chosen(table, sorted(near.intersection(range(len(table.rows)))), found, marked)


def view_rows(table: Table, span: Span, words: Sequence[Span]) -> TableView:
    """Return the rows of a table that lie in `span`; those with a word in `words` are matched."""
    inside = [number for number, row in enumerate(table.rows) if span.overlaps(row.span)]
    return view_chosen(table, inside or range(len(table.rows)), words=words)


def view_chosen(
    table: Table,
    shown: Sequence[int],
    found: Sequence[int] = (),
    marked: Sequence[Span] = (),
    words: Sequence[Span] = (),
) -> TableView:
    """Return the rows at the places `shown` as they are shown; those at `found` are the ones that were found."""
    chosen = [table.rows[number] for number in shown]
    loose = any(cell.column not in table.columns for row in chosen for cell in row.cells)
    columns = (*table.columns, UNDETERMINED) if loose else table.columns
    rows: list[RowView] = []
    open_path: tuple[str, ...] = ()
    for number, row in zip(shown, chosen, strict=True):
        rows.extend(_group_rows(row, open_path))
        open_path = (*row.groups, row.label)
        cells = tuple(_view_cell(row, column, table.columns, marked) for column in columns)
        matched = any(word.overlaps(row.span) for word in words)
        rows.append(RowView(row.label, len(row.groups), cells, marked=number in found, matched=matched))
    omitted = len(table.rows) - len(chosen)
    notes = tuple(_close_sentence(each.text) for each in table.findings if any(_touches(each, row) for row in chosen))
    return TableView(_caption(table), columns, tuple(rows), omitted, loose, table.label_column, notes)


def _close_sentence(text: str) -> str:
    """Return a sentence with the full stop that closes it."""
    return text if text.endswith(".") else f"{text}."


def _touches(finding: Finding, row: Row) -> bool:
    """Return whether a finding is about a row."""
    return finding.span.overlaps(row.span)


def _group_rows(row: Row, open_path: tuple[str, ...]) -> Iterator[RowView]:
    """Yield the headings of the groups of a row that were not open yet, outermost first."""
    for depth, group in enumerate(row.groups):
        if open_path[: depth + 1] != row.groups[: depth + 1]:
            yield RowView(group, depth, ())


def _view_cell(row: Row, column: str, columns: tuple[str, ...], marked: Sequence[Span]) -> CellView:
    """Return what stands in a row under `column`; the extra column takes all that stand under none."""
    loose = column == UNDETERMINED
    cells = [cell for cell in row.cells if cell.column == column or (loose and cell.column not in columns)]
    text = " · ".join(cell.text for cell in cells)
    numeric = bool(cells) and all(cell.number is not None or set(cell.text) <= set(_DASHES) for cell in cells)
    negative = any(cell.number is not None and cell.number < 0 for cell in cells)
    return CellView(text, numeric, marked=any(cell.span in marked for cell in cells), negative=negative)


def _caption(table: Table) -> str:
    """Return the name, caption and unit of a table, the unit once."""
    caption = re.sub(r"\s+", " ", f"{table.name} {table.caption}").strip()
    return caption if not table.unit or table.unit in caption else f"{caption} ({table.unit})"
