"""How a page of a PDF looks, and where in the picture its words stand.

The page is read and drawn by the process that reads whole files (`process.py`), which a hostile file cannot leave.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.errors import DocumentError
from ingest.readers.pdf.grid import Grid
from ingest.readers.pdf.measures import Column
from ingest.readers.pdf.pdf import read_columns, run_process
from ingest.readers.pdf.rules import read_rules
from ingest.readers.pdf.words import Layer, Row, Word, read_rows

MOST_WIDTH = 2_000
"""Pixels: at this width the smallest print can be read."""

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a picture, in pixels from its left upper corner."""

    left: float
    top: float
    right: float
    bottom: float

    def join(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a page and where it stands in the picture."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PagePicture:
    """How a page looks: a PNG, its size in pixels, the words of its text in order, and how many pages the file has.

    What runs up the margin or across the page is no part of its text and not among the words.
    """

    png: bytes
    width: int
    height: int
    words: tuple[PlacedWord, ...]
    pages: int


def draw_pdf_page(data: bytes, number: int, width: int) -> PagePicture:
    """Return how page `number`, from 1, of a PDF looks, at most `width` pixels wide; a very long page is narrower.

    Raises:
        DocumentError: the file cannot be read, does not have the page, or the page cannot be drawn within the limits.
    """
    found: dict[str, Any] | None = None
    for message in run_process(data, number, max(1, min(width, MOST_WIDTH))):
        found = message
    if found is None or "picture" not in found:
        raise DocumentError(f"De PDF heeft geen bladzijde {number}.")
    drawn = found["picture"]
    a, b, c, d, e, f = drawn["turned"]
    placed = tuple(PlacedWord(word.text, _place(word, (a, b, c, d, e, f))) for word in _read_words(found))
    return PagePicture(
        base64.b64decode(drawn["png"]), int(drawn["width"]), int(drawn["height"]), placed, int(drawn["pages"])
    )


def _read_words(message: dict[str, Any]) -> Iterator[Word]:
    """Yield the words of a page's text, each once, in the order in which the reader makes its lines."""
    if not message["layers"]:
        return
    styles = [(size, bool(bold)) for size, bold in message["styles"]]
    rows = read_rows(Layer(**message["layers"][0]), styles)
    columns = read_columns(rows, read_rules(message["lines"], rows)) if rows else []
    seen: set[tuple[str, int, int]] = set()
    # What the columns leave out, as they do with what is no text, comes last.
    for word in (*_walk_columns(columns), *(word for row in rows for word in row.words)):
        key = (word.text, word.x0, word.y)
        if key not in seen:
            seen.add(key)
            yield word


def _walk_columns(columns: Sequence[Column]) -> Iterator[Word]:
    """Yield the words of columns; those of a table cell by cell."""
    for column in columns:
        for item in column.items:
            if isinstance(item, Row):
                yield from item.words
            elif isinstance(item, Grid):
                yield from (word for row in item.rows for cell in row.cells for word in cell.words)


def _place(word: Word, matrix: _Matrix) -> Box:
    """Return where a word stands in the picture: the letters from their tops to the tails below the line."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (word.x0, word.x1) for y in (word.y - word.size * 3 // 4, word.y + word.size // 4)]
    across = [a * x + c * y + e for x, y in corners]
    down = [b * x + d * y + f for x, y in corners]
    return Box(min(across), min(down), max(across), max(down))
