"""Answers as CSV as a Dutch Excel opens it: a semicolon between fields, a comma in numbers, UTF-8 with its mark.

A row for each figure, passage and cell of a table, then how to have the same again. Text that a spreadsheet would
compute has an apostrophe before it.
"""

import csv
import io

from answer.export.harmless import disarm_text
from answer.export.record import Export
from answer.export.reproduction import describe_reproduction
from answer.export.sheet_rows import COLUMNS, NUMBERS, SheetRow, list_answers, list_cells, list_passages, show_number

DELIMITER = ";"
"""What stands between fields: an Excel set to Dutch splits at nothing else."""


def write_csv(export: Export) -> bytes:
    r"""Return the rows under their headings, in UTF-8 with a byte order mark, each ended by `\r\n` (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = (*list_answers(export), *list_passages(export), *list_cells(export), *_list_reproduction(export))
    writer.writerows([_write_field(row, name) for name in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _write_field(row: SheetRow, name: str) -> str:
    """Return what stands in a row under a heading."""
    if name in NUMBERS:
        return show_number(row.numbers[name]) if name in row.numbers else ""
    return disarm_text(row.texts.get(name, ""))


def _list_reproduction(export: Export) -> tuple[SheetRow, ...]:
    """Return a row for each thing that it takes to have the same again."""
    facts = describe_reproduction(export.reproduction)
    return tuple(SheetRow({"Soort": "Verantwoording", "Gevraagd": name, "Tekst": value}, {}) for name, value in facts)
