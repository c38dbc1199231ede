"""Answers as CSV as a Dutch Excel opens it: a semicolon between fields, a comma in numbers, UTF-8 with its mark.

A row for each figure, passage and cell of a table, then how to have the same again. Text that a spreadsheet would
compute has an apostrophe before it.
"""

import csv
import io
from collections.abc import Sequence

from answer.export.harmless import disarm_text
from answer.export.record import Export, Reproduction
from answer.export.reproduction import describe_reproduction
from answer.export.sheet_rows import COLUMNS, NUMBERS, SheetRow, list_answers, list_cells, list_passages, show_number

DELIMITER = ";"
"""What stands between fields: an Excel set to Dutch splits at nothing else."""


def write_csv(export: Export) -> bytes:
    """Return the answers, passages and cells of an export as CSV, with how to have them again."""
    return write_rows(
        COLUMNS, (*list_answers(export), *list_passages(export), *list_cells(export)), export.reproduction
    )


def write_rows(columns: Sequence[str], rows: Sequence[SheetRow], made: Reproduction) -> bytes:
    r"""Return the rows under these headings, in UTF-8 with a byte order mark, each ended by `\r\n` (RFC 4180).

    The rows on how to have them again have `Soort`, `Gevraagd` and `Tekst`, which must be among the headings.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_write_field(row, name) for name in columns] for row in (*rows, *_list_reproduction(made)))
    return text.getvalue().encode("utf-8-sig")


def _write_field(row: SheetRow, name: str) -> str:
    """Return what stands in a row under a heading."""
    if name in NUMBERS:
        return show_number(row.numbers[name]) if name in row.numbers else ""
    return disarm_text(row.texts.get(name, ""))


def _list_reproduction(made: Reproduction) -> tuple[SheetRow, ...]:
    """Return a row for each thing that it takes to have the same again."""
    facts = describe_reproduction(made)
    return tuple(SheetRow({"Soort": "Verantwoording", "Gevraagd": name, "Tekst": value}, {}) for name, value in facts)
