"""The marks of notes: taken off the words that they are glued to, and kept beside the line.

Where the format tells marks, the reader has put them between `MARK_OPEN` and `MARK_CLOSE`. Text does not tell them:
there they are inferred from the notes at the foot of the page (`ingest/notes/glued_notes.py`).
"""

import re
from dataclasses import replace

from ingest.document import MARK_CLOSE, MARK_OPEN, Line, LineCell, Page
from ingest.notes.glued_notes import take_off_glued_marks

_TOLD = re.compile(f"{MARK_OPEN}([^{MARK_OPEN}{MARK_CLOSE}]*){MARK_CLOSE}")
_STRAY = re.compile(f"[{MARK_OPEN}{MARK_CLOSE}]")


def take_off_marks(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    r"""Return the pages with the marks of notes taken off the words and into `Line.marks`.

    `jaar\ufdd02\ufdd1 en` becomes `jaar en` with the mark `2` at offset 4. Where nothing tells the notes, the
    lines of those that were inferred get the role `note`, as other formats give it.
    """
    lines = [line for page in pages for line in page.lines]
    if any(line.role == "note" or MARK_OPEN in line.text or MARK_CLOSE in line.text for line in lines):
        return tuple(replace(page, lines=tuple(_take_off_told(line) for line in page.lines)) for page in pages)
    return take_off_glued_marks(pages)


def put_back_marks(line: Line) -> str:
    """Return the text of a line as it was printed, with its marks: the reverse of taking them off."""
    parts: list[str] = []
    start = 0
    for offset, mark in line.marks:
        parts += [line.text[start:offset], mark]
        start = offset
    return "".join([*parts, line.text[start:]])


def _take_off_told(line: Line) -> Line:
    """Return the line without the marks in it, which stand where they were taken off."""
    if not _STRAY.search(line.text):
        return line
    if not line.cells:
        text, marks = _split_marks(line.text)
        return replace(line, text=text, marks=line.marks + marks)
    cells: list[LineCell] = []
    found: list[tuple[int, str]] = []
    length = 0
    for cell in line.cells:
        text, marks = _split_marks(cell.text)
        # The text of a row is that of its filled cells with a space between them.
        start = length + 1 if length and text else length
        found += [(start + offset, mark) for offset, mark in marks]
        length = start + len(text)
        cells.append(replace(cell, text=text))
    text = " ".join(cell.text for cell in cells if cell.text)
    return replace(line, text=text, cells=tuple(cells), marks=line.marks + tuple(found))


def _split_marks(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the text without marks, and each mark with the offset in that text at which it stood.

    A text that is all mark stays as it is, but for the characters around it: a line is never lost.
    """
    parts: list[str] = []
    marks: list[tuple[int, str]] = []
    start = length = 0
    for match in _TOLD.finditer(text):
        before = _STRAY.sub("", text[start : match.start()])
        parts.append(before)
        length += len(before)
        if mark := match[1].strip():
            marks.append((length, mark))
        start = match.end()
    bare = "".join([*parts, _STRAY.sub("", text[start:])])
    return (bare, tuple(marks)) if bare.strip() else (_STRAY.sub("", text).strip(), ())
