"""From the lines under a table's caption to its columns and rows, where the lines are rows of figures.

Extractors write such a table row by row: a label, then one value for each column. `header` reads what the columns are
called, `drafts` (or `coded`) the rows, `place` the columns of the values, `hierarchy` what is a part of what. A table
whose lines do not follow that is not guessed at: there is no grid then, and its text stays verbatim.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.cells import make_cell
from ingest.coded import place_families, read_coded
from ingest.document import UNDETERMINED, Cell, Row, Span
from ingest.drafts import Draft, read_drafts
from ingest.figures import find_style
from ingest.header import Header, is_unit_line, read_header, read_unit
from ingest.heading_words import COUNT, find_column_unit, is_code_heading
from ingest.hierarchy import group_by_sums
from ingest.layout import Layout
from ingest.numbers import PERIOD as PERIOD
from ingest.numbers import Value, find_unit
from ingest.place import Placed, is_placed, place_values
from ingest.shapes import SOURCE_NOTE

_CODE = re.compile(r"^(?P<code>[A-Z]{0,3}\d+[a-z]?(?:[.-]\d+)*[a-z]?\.?) (?=\S)")
_CODES = r"\d{1,3}(?:\.\d{1,2})?"
_CODE_AFTER = re.compile(
    rf"^(?P<label>.*?(?:[^\d\s,]|\b(?:19|20)\d\d)) (?P<code>{_CODES}(?:(?:, ?|/| en ){_CODES})*|[Dd]iv(?:ers(?:en)?|\.)?)$"
)
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


def parse_grid(layout: Layout, first: int, start: int, stop: int, unit: str) -> Grid | None:
    """Return the grid of the lines from `start` to at most `stop`, or None where they are no rows of figures.

    `unit` is what the caption says of the amounts, which begins on line `first`.
    """
    header = read_header(layout, start, stop)
    if header is None:
        return None
    # A further page may begin with the caption and the heading rows again.
    header = replace(header, texts=header.texts | {layout.lines[i].text for i in range(first, start)})
    # Codes tell rows of several columns of words apart; nothing else does.
    coded = len(header.before) > 2
    style = find_style(layout, header.end, stop, len(header.columns))
    read = (read_coded if coded else read_drafts)(layout, header, stop, style)
    if read is None:
        return None
    drafts, end = read
    columns, label_column = (header.before[:-1], header.before[-1]) if coded else ((), "")
    if not coded:
        drafts, columns, label_column = _split_codes(layout.text, drafts, header)
    placed = place_values(drafts, len(header.columns))
    if coded:
        caption = " ".join(layout.lines[i].text for i in range(first, start))
        told = place_families(drafts, len(header.columns), caption)
        placed = [row if found is None else found for row, found in zip(placed, told, strict=True)]
    if 2 * sum(bool(_TWO_SIDED.search(draft.label)) for draft in drafts) >= len(drafts):
        return None  # a balance sheet: what stands left is no label
    filled = [row for row in placed if row]
    if not filled or 2 * sum(is_placed(row) for row in filled) < len(filled):
        return None
    end, below = _read_notes(layout, end, stop)
    own = header.unit or below
    unit = unit or own or _find_printed_unit(drafts)
    rows = tuple(_make_row(draft, row, header.columns, unit) for draft, row in zip(drafts, placed, strict=True))
    return Grid((*columns, *header.columns), rows if coded else group_by_sums(rows), end, label_column, own)


def _split_codes(
    text: str, drafts: Sequence[Draft], header: Header
) -> tuple[tuple[Draft, ...], tuple[str, ...], str]:
    """Return the rows with the codes that stand in a column of their own off the labels, that column, and the labels'.

    It stands before the labels (`Art.` and `Omschrijving`: `31 Politie`), or between them and the values where it is the
    only heading: `Artikel` above `Beperken asielinstroom 37`. In the model of budgets it heads the first label itself:
    `Art. Verplichtingen`.
    """
    before = header.before
    if not before or not is_code_heading(before[0]):
        return tuple(_strip_heading(draft) for draft in drafts), (), " ".join(before)
    if len(before) == 2:
        return tuple(_split_code(draft, before[0], text) for draft in drafts), before[:1], before[1]
    after = sum(bool(draft.values and _CODE_AFTER.match(draft.label)) for draft in drafts)
    opening = sum(bool(_CODE.match(draft.label)) for draft in drafts)
    if not after and opening:
        return tuple(drafts), (), before[0]
    return tuple(_split_code_after(draft, before[0], text) for draft in drafts), before, ""


def _strip_heading(draft: Draft) -> Draft:
    """Return the row without the heading of the column of codes that is printed before the first label."""
    return replace(draft, label=re.sub(r"^Art\. (?=[A-Z])", "", draft.label))


def _split_code(draft: Draft, column: str, text: str) -> Draft:
    """Return the row with the code that its label opens with as a cell."""
    found = _CODE.match(draft.label)
    start = draft.span.start
    if found is None or not text.startswith(found["code"], start):
        return draft
    code = Value(start, start + len(found["code"]), found["code"])
    return replace(draft, label=draft.label[found.end() :], texts=((column, code),))


def _split_code_after(draft: Draft, column: str, text: str) -> Draft:
    """Return the row with the code between its label and its values as a cell."""
    found = _CODE_AFTER.match(draft.label)
    if found is None or not draft.values:
        return draft
    end = len(text[draft.span.start : draft.values[0].start].rstrip()) + draft.span.start
    start = end - len(found["code"])
    if text[start:end] != found["code"]:
        return draft
    return replace(draft, label=found["label"], texts=((column, Value(start, end, found["code"])),))


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
    """Return the line after the notes that may close a table (`Bron: …`, `Bedragen x € 1.000`), and the unit they tell."""
    unit = ""
    while i < stop and (SOURCE_NOTE.match(layout.lines[i].text) or is_unit_line(layout.lines[i].text)):
        if is_unit_line(layout.lines[i].text):
            unit = read_unit(layout.lines[i].text)
        i += 1
        while i < stop and (layout.lines[i - 1].wraps or not (layout.lines[i].gap or layout.lines[i].opens_page)):
            i += 1
    return i, unit
