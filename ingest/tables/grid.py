"""From the lines under a table's caption to its columns and rows, where the lines are rows of figures.

Extractors write such a table row by row: a label, then one value for each column. `header` reads what the columns are
called, `drafts` (or `coded`) the rows, `place` the columns of the values, `hierarchy` what is a part of what. A table
whose lines do not follow that is not guessed at: there is no grid then, and its text stays verbatim.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import UNDETERMINED, Cell, Row, Span
from ingest.headings.blocks import is_unit_line, read_unit
from ingest.layout import Layout
from ingest.shapes import SOURCE_NOTE
from ingest.tables.cells import make_cell
from ingest.tables.coded import place_families, read_coded
from ingest.tables.codes import split_codes
from ingest.tables.draft import Draft
from ingest.tables.drafts import read_drafts
from ingest.tables.figures import find_style
from ingest.tables.header import Header, read_header
from ingest.tables.heading_words import COUNT, find_column_unit
from ingest.tables.hierarchy import group_by_sums
from ingest.tables.numbers import find_unit
from ingest.tables.place import Placed, is_placed, place_values

_TWO_SIDED = re.compile(r"\S \d[\d.,]*(?: [‒–-]? ?\d[\d.,]*)+ \D|\D \d{1,3}(?:\.\d{3})+ (?:\d+ )?[^\W\d]")


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of a table, the index of the first line after it, and the heading above the rows' labels.

    `unit` is what its own lines say of the amounts, where the caption does not.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    end: int
    label_column: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows as read, their values with their columns, the columns left of these, and the first line after.

    `nested` tells that the groups of the rows are known, of which sums would tell nothing more.
    """

    drafts: tuple[Draft, ...]
    placed: list[tuple[Placed, ...]]
    columns: tuple[str, ...]
    label_column: str
    end: int
    nested: bool = False


def parse_grid(layout: Layout, first: int, start: int, stop: int, unit: str) -> Grid | None:
    """Return the grid of the lines from `start` to at most `stop`, or None where they are no rows of figures.

    `unit` is what the caption says of the amounts, which begins on line `first`.
    """
    header = read_header(layout, start, stop)
    if header is None:
        return None
    # A further page may begin with the caption and the heading rows again.
    above = [layout.lines[i].text for i in range(first, start)]
    body = _read_body(layout, replace(header, texts=header.texts.union(above)), stop, " ".join(above))
    if body is None or not _is_understood(body):
        return None
    end, below = _read_notes(layout, body.end, stop)
    own = header.unit or below
    unit = unit or own or _find_printed_unit(body.drafts)
    pairs = zip(body.drafts, body.placed, strict=True)
    rows = tuple(_make_row(draft, placed, header.columns, unit) for draft, placed in pairs)
    rows = rows if body.nested else group_by_sums(rows)
    return Grid((*body.columns, *header.columns), rows, end, body.label_column, own)


def _read_body(layout: Layout, header: Header, stop: int, caption: str) -> _Body | None:
    """Return the rows below the heading rows, or None where it is not told where one ends and the next begins.

    Codes tell rows with several columns of words apart, and how these are nested; nothing else does.
    """
    count = len(header.columns)
    style = find_style(layout, header.end, stop, count)
    if len(header.before) > 2:
        read = read_coded(layout, header, stop, style)
        if read is None:
            return None
        by_sums, by_codes = place_values(read[0], count), place_families(read[0], count, caption)
        placed = [row if told is None else told for row, told in zip(by_sums, by_codes, strict=True)]
        return _Body(read[0], placed, header.before[:-1], header.before[-1], read[1], nested=True)
    read = read_drafts(layout, header, stop, style)
    if read is None:
        return None
    drafts, columns, label_column = split_codes(layout.text, read[0], header.before)
    return _Body(drafts, place_values(drafts, count), columns, label_column, read[1])


def _is_understood(body: _Body) -> bool:
    """Return whether most rows have a label of their own, and values in columns that are known.

    On a balance sheet two labels stand beside each other, each with its values.
    """
    filled = [row for row in body.placed if row]
    double = sum(bool(_TWO_SIDED.search(draft.label)) for draft in body.drafts)
    return bool(filled) and 2 * sum(map(is_placed, filled)) >= len(filled) and 2 * double < len(body.drafts)


def _make_row(draft: Draft, placed: Sequence[Placed], columns: tuple[str, ...], unit: str) -> Row:
    """Return the row with its cells: the unit is their own, or that of the row, its group, the column or the table."""
    own: str | None = find_unit(draft.label) or find_unit(" ".join(draft.groups[-1:])) or None
    if own is None and COUNT.search(draft.label):
        own = ""
    cells = [Cell(column, value.text, Span(value.start, value.end)) for column, value in draft.texts]
    for entry in placed:
        value, span = entry.value, Span(entry.value.start, entry.value.end)
        column = UNDETERMINED if entry.column is None else columns[entry.column]
        told = own if own is not None else find_column_unit(column)
        cell = make_cell(column, value.text, span, unit if told is None else told)
        cells.append(cell if entry.sure else replace(cell, number=None))
    return Row(draft.label, draft.groups, tuple(cells), draft.span)


def _find_printed_unit(drafts: Sequence[Draft]) -> str:
    """Return `€` where most values print it themselves, so that a value without it is in euros too."""
    values = [value for draft in drafts for value in draft.values]
    return "€" if 2 * sum("€" in value.text for value in values) > len(values) else ""


def _read_notes(layout: Layout, i: int, stop: int) -> tuple[int, str]:
    """Return the line after the notes that close a table (`Bron: …`, `Bedragen x € 1.000`), and the unit they tell."""
    unit = ""
    while i < stop and (SOURCE_NOTE.match(layout.lines[i].text) or is_unit_line(layout.lines[i].text)):
        if is_unit_line(layout.lines[i].text):
            unit = read_unit(layout.lines[i].text)
        i += 1
        while i < stop and (layout.lines[i - 1].wraps or not (layout.lines[i].gap or layout.lines[i].opens_page)):
            i += 1
    return i, unit
