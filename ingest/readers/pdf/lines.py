"""From what stands on the pages of a document to its lines, numbered, with blank ones between blocks."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.document import Line, LineCell, Page
from ingest.hyphens import Hyphenation, count_words, join_hyphenated, read_hyphenation
from ingest.readers.pdf.entries import Entry, read_entries, wraps_into
from ingest.readers.pdf.grid import GridRow
from ingest.readers.pdf.measures import PageColumns, measure_pages
from ingest.readers.pdf.words import Row


def make_pages(pages: Sequence[PageColumns]) -> tuple[Page, ...]:
    """Return the pages of a document as lines, from what stands in their columns."""
    measures = measure_pages(pages)
    entries = _mend_starts([read_entries(page, measures) for page in pages])
    texts = [row.text for each in entries for entry in each for row in entry.rows]
    texts.extend(text for each in entries for entry in each if entry.row for text in _cell_lines(entry.row))
    known = read_hyphenation(texts, count_words(texts))
    made: list[Page] = []
    number = 0
    for i, page in enumerate(pages):
        following = next((entry for entry in entries[i + 1] if _is_body(entry)), None) if i + 1 < len(pages) else None
        lines: list[Line] = []
        for j, entry in enumerate(entries[i]):
            if entry.gap and lines:
                number += 1
                lines.append(Line("", (number,)))
            rest = entries[i][j + 1 :]
            line = _make_line(entry, _next_row(entry, rest, following), number, known)
            number += len(line.sources)
            lines.append(line)
        made.append(Page(page.number, tuple(lines)))
    return tuple(made)


def _mend_starts(entries: list[list[Entry]]) -> list[list[Entry]]:
    """Return what stands on each page, with a heading at its start as text where bold text goes on in it."""
    mended = entries[:1]
    for above, below in pairwise(entries):
        last = next((entry.rows[-1] for entry in reversed(above) if _is_body(entry)), None)
        if last is not None and last.words[-1].bold and below and below[0].role == "heading":
            first = below[0].rows[0]
            if first.size == last.size and (last.text.endswith("-") or not first.text[0].isupper()):
                below = [replace(below[0], role=""), *below[1:]]
        mended.append(below)
    return mended


def _cell_lines(row: GridRow) -> list[str]:
    """Return the lines of text in the cells of a row."""
    return [line for cell in row.cells for line in cell.lines]


def _is_body(entry: Entry) -> bool:
    """Return whether an entry is a line of the body, which a paragraph may go on in."""
    return bool(entry.rows) and entry.role == ""


def _next_row(entry: Entry, rest: Sequence[Entry], following: Entry | None) -> Row | None:
    """Return the row in which the paragraph of an entry could go on.

    That is the next line of its column, or for the last line of a page's body the first one on the `following` page.
    """
    if rest and rest[0].follows and rest[0].role == entry.role:
        return rest[0].rows[0]
    last = entry.role == "" and not any(_is_body(each) or each.row for each in rest)
    return following.rows[0] if last and following is not None else None


def _make_line(entry: Entry, below: Row | None, before: int, known: Hyphenation) -> Line:
    """Return the line of an entry, of which the first source line comes after number `before`."""
    if entry.row is not None:
        return _make_row(entry, entry.row, before, known)
    text = _join([row.text for row in entry.rows], known)
    last = entry.rows[-1]
    wraps = below is not None and wraps_into(last, below, entry.right)
    sources = tuple(range(before + 1, before + 1 + len(entry.rows)))
    return Line(text, sources, wraps=wraps, role=entry.role)


def _make_row(entry: Entry, row: GridRow, before: int, known: Hyphenation) -> Line:
    """Return the line of a row of a table, or of the caption that stands in one."""
    cells = tuple(LineCell(_join(cell.lines, known), cell.column, cell.columns, cell.rows) for cell in row.cells)
    text = " ".join(cell.text for cell in cells if cell.text)
    sources = tuple(range(before + 1, before + 1 + max(1, row.lines)))
    return Line(text, sources, role=entry.role, cells=() if entry.role == "caption" else cells)


def _join(lines: Sequence[str], known: Hyphenation) -> str:
    """Return lines of text as one, with broken words whole."""
    text = ""
    for line in lines:
        joined = join_hyphenated(text, line, known) if text else line
        text = joined if joined is not None else f"{text} {line}"
    return text
