"""Answers as an Excel workbook; the one module that knows the library that writes these.

A sheet each for what answers, the passages, the cells of their tables, and how to have the same again. Figures are
numbers with their unit in a column of its own; text is text, whatever it begins with.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from answer.export.harmless import clean_text, reads_as_formula
from answer.export.package import escape_codes, settle_package
from answer.export.record import Export, Reproduction
from answer.export.reproduction import describe_reproduction
from answer.export.sheet_rows import SheetRow, list_answers, list_cells, list_passages, show_number, used_columns

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"Tekst": 80, "Bron": 50, "Vraag": 40, "Rij": 36, "Tabel": 36, "Koppen": 36, "Titel": 36, "Berekening": 30}
_WIDTH = 16
"""In characters, for columns that are not named."""

_DIGITS = 15
"""So many digits of a number a spreadsheet keeps (IEEE 754 double); a longer one is written as text, to lose none."""

_TITLES = ("Antwoord", "Passages", "Tabelcellen")


def write_xlsx(export: Export) -> bytes:
    """Return the answers, passages and cells of an export as a workbook, a sheet each."""
    lists = (list_answers(export), list_passages(export), list_cells(export))
    return write_sheets(
        [(title, used_columns(rows), rows) for title, rows in zip(_TITLES, lists, strict=True)], export.reproduction
    )


def write_sheets(sheets: Sequence[tuple[str, Sequence[str], Sequence[SheetRow]]], made: Reproduction) -> bytes:
    """Return a workbook without macros and without formulas.

    Each sheet has its title, the headings of its columns and its rows; the last one is how to have them again.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one
    book.remove(sheet)
    for title, names, rows in sheets:
        _fill_sheet(book.create_sheet(title), names or ("Tekst",), rows)
    _fill_reproduction(book.create_sheet("Verantwoording"), describe_reproduction(made))
    written = io.BytesIO()
    book.save(written)
    return settle_package(written.getvalue())


def _fill_sheet(sheet: "Worksheet", names: Sequence[str], rows: Sequence[SheetRow]) -> None:
    """Write rows under these headings."""
    _write_header(sheet, names, [_WIDTHS.get(name, _WIDTH) for name in names])
    for line, row in enumerate(rows, start=2):
        for column, name in enumerate(names, start=1):
            cell = _open_cell(sheet, line, column)
            if name in row.numbers:
                _write_number(cell, row.numbers[name])
            else:
                _write_text(cell, row.texts.get(name, ""))


def _fill_reproduction(sheet: "Worksheet", facts: Sequence[tuple[str, str]]) -> None:
    """Write a row for each thing that it takes to have the same again."""
    _write_header(sheet, ("Gegeven", "Waarde"), (44, 90))
    for line, fact in enumerate(facts, start=2):
        for column, text in enumerate(fact, start=1):
            _write_text(_open_cell(sheet, line, column), text)


def _write_header(sheet: "Worksheet", names: Sequence[str], widths: Sequence[int]) -> None:
    """Write the headings in bold, to stay in sight above the rows, and to choose rows with."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for column, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        cell = _open_cell(sheet, 1, column)
        _write_text(cell, name)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{max(1, sheet.max_row)}"


def _open_cell(sheet: "Worksheet", line: int, column: int) -> "Cell":
    """Return a cell to write to; none is merged here."""
    return cast("Cell", sheet.cell(line, column))


def _write_text(cell: "Cell", text: str) -> None:
    """Write a text as text: the library takes what begins with `=` for a formula, and `#N/A` for an error."""
    from openpyxl.styles import Alignment

    clean = clean_text(text)
    if not clean:
        return
    cell.value = escape_codes(clean)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    # Excel would otherwise make a formula of it once somebody edits the cell.
    cell.quotePrefix = reads_as_formula(clean)


def _write_number(cell: "Cell", number: Decimal) -> None:
    """Write a figure with the decimals that it has, or as text where a spreadsheet would lose digits of it."""
    from openpyxl.styles import Alignment

    shown = show_number(number)
    if sum(sign.isdigit() for sign in shown) > _DIGITS:
        _write_text(cell, shown)
        return
    decimals = len(shown.partition(",")[2])
    cell.value = number
    cell.number_format = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    cell.alignment = Alignment(vertical="top")
