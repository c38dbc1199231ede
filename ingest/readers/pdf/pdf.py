"""PDF: from bytes to pages of lines, read from where the letters and the drawn lines of each page stand.

The file is opened by a process of its own (`ingest/readers/pdf/process.py`), which a hostile file cannot leave.
"""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.document import Page
from ingest.errors import DocumentError
from ingest.readers.pdf.figures import read_figures
from ingest.readers.pdf.grid import Grid
from ingest.readers.pdf.lines import make_pages
from ingest.readers.pdf.measures import Column, PageColumns
from ingest.readers.pdf.order import order_rows
from ingest.readers.pdf.rules import Rules, read_rules
from ingest.readers.pdf.tables import read_tables
from ingest.readers.pdf.told import read_told
from ingest.readers.pdf.words import MOST_LINES, Layer, Row, Word, make_row, read_rows

MOST_UNKNOWN = 0.3
"""Where a font does not say which characters it shows they are a guess; of more than this part it must make sense."""

PAGES_AHEAD = 1 << 20
"""Bytes that may wait to be read: some pages, which the process reads while this one makes lines of those before."""

LEAST_COMMON = 0.03
"""Of the words of any Dutch text more than this part are among the most common ones; it is some 20%."""

_COMMON = frozenset(["de", "het", "een", "van", "en", "in", "op", "is", "dat", "te", "voor", "niet", "met"])

ERRORS = {
    "password": "De PDF is beveiligd met een wachtwoord. Sla hem op zonder beveiliging.",
    "damaged": "De PDF is beschadigd. Download het document opnieuw.",
    "pages": "De PDF heeft meer dan 3.000 pagina's. Deel het document op.",
    "objects": "Een pagina van de PDF bevat te veel onderdelen om te lezen. Sla het document op als tekst (UTF-8).",
    "characters": "De PDF bevat meer tekst dan er op zijn pagina's past. Sla het document op als tekst (UTF-8).",
}
"""What the process says of a file that it refuses, and what the user reads."""

_NO_TEXT = "De PDF bevat geen tekst, alleen afbeeldingen. Maak hem eerst doorzoekbaar met tekstherkenning (OCR)."
_NO_LETTERS = "De PDF zegt niet welke letters hij toont. Maak hem doorzoekbaar met tekstherkenning (OCR)."
_BROKEN_OFF = "De PDF is beschadigd of vraagt te veel tijd of geheugen. Sla hem opnieuw op als PDF."
_PROCESS = Path(__file__).with_name("process.py")


def read_pdf_pages(data: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF with text; those without text are empty.

    Raises:
        DocumentError: it has no text at all, is locked or damaged, or is larger than any paper of parliament.
    """
    if not data.strip():
        raise DocumentError("Het bestand is leeg. Haal het uit de map of zet het document er opnieuw in.")
    pages: list[PageColumns] = []
    before: Grid | None = None
    letters = unknown = 0
    for message in run_process(data):
        letters += sum(len(layer["text"]) for layer in message["layers"])
        unknown += message["unknown"]
        pages.append(_read_page(len(pages) + 1, message, before))
        tables = [item for column in pages[-1].columns for item in column.items if isinstance(item, Grid)]
        before = tables[-1] if tables else None
    if not any(page.columns for page in pages):
        raise DocumentError(_NO_TEXT)
    if unknown > MOST_UNKNOWN * letters and not _reads_as_dutch(pages):
        raise DocumentError(_NO_LETTERS)
    return make_pages(pages)


def _reads_as_dutch(pages: list[PageColumns]) -> bool:
    """Return whether the words on the pages make sense: common ones are among them."""
    words = [
        word.text.lower() for page in pages for column in page.columns for row in column.rows for word in row.words
    ]
    return sum(word in _COMMON for word in words) > LEAST_COMMON * len(words)


def run_process(data: bytes, *arguments: int) -> Iterator[dict[str, Any]]:
    """Yield what the process says of each page of the file, in order, or of what its `arguments` ask for.

    Raises:
        DocumentError: it refuses the file, or breaks off.
    """
    # It gets the packages from where they are found here, and imports nothing else: `-S` and `-P` save time.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-P", "-S", str(_PROCESS), *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdin is not None  # both are pipes
        assert process.stdout is not None
        if hasattr(fcntl, "F_SETPIPE_SZ"):  # Linux; where it is not allowed reading only takes longer
            with suppress(OSError):
                fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, PAGES_AHEAD)
        try:
            with suppress(BrokenPipeError), process.stdin:
                process.stdin.write(data)  # it reads all of its input before it writes
            for line in process.stdout:
                message = _read_message(line)
                if "error" in message:
                    raise DocumentError(ERRORS.get(message["error"], ERRORS["damaged"]))
                if "end" in message:
                    return
                if "layers" in message:
                    yield message
        finally:
            process.kill()
    raise DocumentError(_BROKEN_OFF)


def _read_message(line: bytes) -> dict[str, Any]:
    """Return one line of what the process says; half a line is what it said when it broke off."""
    try:
        message: dict[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(_BROKEN_OFF) from error
    return message


def _read_page(number: int, message: dict[str, Any], before: Grid | None) -> PageColumns:
    """Return the columns of a page: its text in reading order, with its tables, and what stands beside it.

    `before` is the last table of the page before, which may go on.
    """
    styles = [(size, bool(bold)) for size, bold in message["styles"]]
    layers = [read_rows(Layer(**layer), styles) for layer in message["layers"]]
    _, start, _, end = message["box"]
    columns = read_columns(layers[0], read_rules(message["lines"], layers[0]), before) if layers and layers[0] else []
    # What runs in another direction, up the margin or across the page, is no part of its text.
    turned = [Column(rows, aside=True) for rows in layers[1:] if rows]
    return PageColumns(number, (*columns, *turned), min(start, end), max(start, end))


def read_columns(rows: tuple[Row, ...], rules: Rules, before: Grid | None = None) -> list[Column]:
    """Return the columns of the text that runs to the right, in reading order, tables in their place among the rows."""
    if len(rows) > MOST_LINES:
        return [Column(rows)]  # no page of text: a drawing, or made to be hard to read
    tables = read_tables(rows, rules)
    stand_ins = {
        Word("", grid.x0, grid.x1, grid.bottom, min(grid.size, grid.bottom - grid.top), False): grid
        for grid in tables.grids
    }
    flows = order_rows([*tables.rows, *(make_row([word]) for word in stand_ins)])
    columns = []
    for flow in flows:
        if flow.aside:
            columns.append(Column(flow.rows, aside=True))
            continue
        items = [_restore(item, stand_ins) for item in read_figures(flow.rows, rules.level)]
        columns.append(Column(tuple(read_told(items, rules.level, before))))
    return [column for column in columns if column.items]


def _restore(item: Row | Grid, stand_ins: dict[Word, Grid]) -> Row | Grid:
    """Return the table that a row stands in for, or what it is."""
    return stand_ins.get(item.words[0], item) if isinstance(item, Row) else item
