"""What a table on a page is made of: lines with pieces in columns, and rows of cells.

All lengths are in hundredths of a point.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.values import SIGNS, is_number
from ingest.readers.pdf.words import Row, Word, join_words

UNIT_GAP = 0.5
"""Words that stand closer than this part of the font size belong to one cell."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line of a row that belong to one cell: in which column it begins, and how many it spans."""

    words: tuple[Word, ...]
    column: int
    columns: int = 1

    @property
    def text(self) -> str:
        """Return its words as one text."""
        return join_words(self.words)

    @property
    def covered(self) -> range:
        """Return the columns that it spans."""
        return range(self.column, self.column + self.columns)

    @property
    def figure(self) -> bool:
        """Return whether it is a figure, with nothing but its sign and unit beside it."""
        words = [word.text for word in self.words if not word.raised]
        return any(map(is_number, words)) and all(is_number(word) or word in SIGNS for word in words)


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a table: the row on the page, and its pieces from left to right."""

    row: Row
    pieces: tuple[Piece, ...]

    def at(self, column: int) -> Piece | None:
        """Return the piece that covers a column."""
        return next((each for each in self.pieces if column in each.covered), None)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its lines of text, the columns and rows that it spans, from 0, and the words that it was made of."""

    lines: tuple[str, ...]
    column: int
    columns: int = 1
    rows: int = 1
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table: its cells, the number of lines on the page that it was made of, whether it is of headings."""

    cells: tuple[GridCell, ...]
    lines: int
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: its rows, the edges of its columns, where it stands, and the size of its letters."""

    rows: tuple[GridRow, ...]
    edges: tuple[int, ...]
    x0: int
    top: int
    x1: int
    bottom: int
    size: int

    @property
    def heading(self) -> str:
        """Return its first line, by which it is known where a further page goes on with it."""
        return " ".join(cell.lines[0] for cell in self.rows[0].cells if cell.lines)


def place_row(row: Row, edges: Sequence[int]) -> CellLine:
    """Return the row with its words as pieces in the columns between `edges`, which are one more than the columns."""
    figures = sum(is_number(word.text) for word in row.words) > 1
    units: list[list[Word]] = []
    for word in row.words:
        before = units[-1][-1] if units else None
        if before is not None and _is_one(before, word, edges, figures=figures):
            units[-1].append(word)
        else:
            units.append([word])
    pieces: list[Piece] = []
    for i, unit in enumerate(units):
        first, last = _span(unit, edges)
        if i + 1 < len(units) and is_number(units[i + 1][0].text):
            # A label may run on to right before its figure, past where longer figures of the column begin.
            last = max(first, min(last, _span(units[i + 1], edges)[0] - 1))
        if pieces and pieces[-1].column + pieces[-1].columns > first:
            first = pieces[-1].column
            last = max(last, first + pieces[-1].columns - 1)
            unit = [*pieces.pop().words, *unit]
        pieces.append(Piece(tuple(unit), first, last - first + 1))
    return CellLine(row, tuple(pieces))


def _span(unit: Sequence[Word], edges: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last column in which words that belong together stand; a figure stands in one."""
    end = max(word.x1 for word in unit)
    if all(is_number(word.text) or word.raised for word in unit):
        middle = _column_at((unit[0].x0 + end) // 2, edges)
        return middle, middle
    slack = unit[0].size // 4
    first = _column_at(unit[0].x0 + slack, edges)
    return first, max(first, _column_at(end - slack, edges))


def _is_one(before: Word, word: Word, edges: Sequence[int], *, figures: bool) -> bool:
    """Return whether two words belong to one cell: close together, and not two figures in two columns.

    `figures` tells that there are several figures in the row.
    """
    if word.raised:
        return True
    if word.x0 - before.x1 >= UNIT_GAP * word.size:
        return False
    if figures and is_number(word.text) and before.text not in SIGNS:
        return _column_at((word.x0 + word.x1) // 2, edges) == _column_at((before.x0 + before.x1) // 2, edges)
    parted = any(before.x1 <= edge + word.size // 4 and word.x0 >= edge - word.size // 4 for edge in edges)
    return not (parted and (is_number(word.text) or is_number(before.text)))


def _column_at(x: int, edges: Sequence[int]) -> int:
    """Return the column in which a place on the page lies."""
    return max(0, min(bisect_right(edges, x) - 1, len(edges) - 2))


def make_grid_row(lines: Sequence[CellLine], width: int, *, header: bool = False) -> GridRow:
    """Return the row of some lines: for each column the texts in it from top to bottom, empty where there is none."""
    texts: dict[int, list[str]] = {}
    words: dict[int, list[Word]] = {}
    spans: dict[int, int] = {}
    for line in lines:
        for piece in line.pieces:
            column = next((c for c in texts if c <= piece.column < c + spans[c]), piece.column)
            texts.setdefault(column, []).append(piece.text)
            words.setdefault(column, []).extend(piece.words)
            spans[column] = max(spans.get(column, 1), piece.column + piece.columns - column)
    cells: list[GridCell] = []
    column = 0
    while column < width:
        span = spans.get(column, 1)
        later = min((c for c in texts if c > column), default=width)
        span = min(span, later - column, width - column)
        cells.append(GridCell(tuple(texts.get(column, ())), column, span, words=tuple(words.get(column, ()))))
        column += span
    return GridRow(tuple(cells), len(lines), header)


def band_rows(rows: Sequence[Row], edges: Sequence[int], levels: Sequence[int]) -> list[list[CellLine]]:
    """Return the rows, with their pieces in columns, between each two of the lines at `levels`; empty bands too."""
    bands: list[list[CellLine]] = [[] for _ in range(len(levels) + 1)]
    for row in rows:
        bands[sum(level < row.y - row.size // 4 for level in levels)].append(place_row(row, edges))
    return bands
