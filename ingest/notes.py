"""The notes of a document: their lines at the foot of pages, and which mark belongs to which note."""

import re
from itertools import groupby

from ingest.document import Block, Note
from ingest.layout import Layout
from ingest.shapes import trailing_values

_FOOTNOTE = re.compile(r"^(\d{1,2}) [A-ZÀ-Ý‘“«(]")
_NOTE_MARK = re.compile(r"(?:[^\W\d_][).,;:’”»]?|\b(?:19|20)\d\d)(\d{1,2})(?=[\s.,;:)]|$)")
"""The mark of a note, glued to a word or a year: `Ontwikkelingshulp2`, `begroting 20111`; `16` is none."""

LONGEST_NOTE = 8
"""Further than so many lines from the foot of a page no last note begins."""


def begins_note(text: str) -> bool:
    """Return whether a line at the foot of a page begins a note."""
    return _FOOTNOTE.match(text) is not None


def link_notes(layout: Layout, blocks: tuple[Block, ...]) -> tuple[Note, ...]:
    """Return the notes of the document in reading order, each with the place of its mark."""
    return ()


def find_note_lines(layout: Layout) -> frozenset[int]:
    """Return the lines of the notes at the foot of pages.

    They are the last lines of a page, begin with a number and a capital, and the page shows that number glued to a
    word as the mark of the note.
    """
    found: set[int] = set()
    for _, page in groupby(range(len(layout.lines)), key=lambda i: layout.lines[i].page):
        indexes = list(page)
        first = _find_first_note(layout, indexes)
        if first is not None and layout.lines[first].gap:
            found.update(range(first, indexes[-1] + 1))
    return frozenset(found)


def _find_first_note(layout: Layout, indexes: list[int]) -> int | None:
    """Return the index of the first note at the foot of the page with these lines, or None where it has no notes."""
    marks = {match[1] for i in indexes for match in _NOTE_MARK.finditer(layout.lines[i].text)}
    first = None
    for i in reversed(indexes):
        match = _FOOTNOTE.match(layout.lines[i].text)
        if match and match[1] in marks and trailing_values(layout.lines[i].text) < 2:
            first = i
        elif layout.lines[i].gap if first is not None else indexes[-1] - i > LONGEST_NOTE:
            break
    return first
