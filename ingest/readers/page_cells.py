"""From the rows of a table on a page, and where its columns are, to its cells: wrapped labels and headings whole.

Where no line is drawn between them, three things tell the rows of a table apart from the lines of one row: a figure
can stand in a column of a row once; a label is broken only where its next word does not fit; and between rows there
may be more space than within them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.page_values import SIGNS, is_number
from ingest.readers.page_words import Row, Word, join_words

UNIT_GAP = 0.5
"""Words that stand closer than this part of the font size belong to one cell."""

CLEAR_SPACE = 1.3
"""So many times the table's leading between two lines part two rows."""

MOST_REPEATING = 0.2
"""Where so few of the stretches between drawn lines hold more rows than one, the others hold one."""

_PERIODS = frozenset(str(year) for year in range(1900, 2100))
_PART = ("waarvan", "w.v.", "wv.", "wv ")  # labels that begin with a small letter and are rows of their own


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
        return next((each for each in self.pieces if each.column <= column < each.column + each.columns), None)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its lines of text, and the columns and rows that it spans, from 0."""

    lines: tuple[str, ...]
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table: its cells, the number of lines on the page that it was made of, whether it is of headings."""

    cells: tuple[GridCell, ...]
    lines: int
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: its rows, where it stands, and the size of its letters."""

    rows: tuple[GridRow, ...]
    x0: int
    top: int
    x1: int
    bottom: int
    size: int


@dataclass(frozen=True, slots=True)
class _Table:
    """What telling rows apart needs to know of a table: its leading, where its labels end, its columns of figures.

    `steps` tells that there is more space between rows than within them.
    """

    leading: float
    label_end: int
    figures: frozenset[int]
    steps: bool


def place_row(row: Row, edges: Sequence[int]) -> CellLine:
    """Return the row with its words as pieces in the columns between `edges`, which are one more than the columns."""
    units: list[list[Word]] = []
    for word in row.words:
        before = units[-1][-1] if units else None
        if before is not None and _is_one(before, word, edges):
            units[-1].append(word)
        else:
            units.append([word])
    pieces: list[Piece] = []
    for unit in units:
        slack = unit[0].size // 4
        first = _column_at(unit[0].x0 + slack, edges)
        last = max(first, _column_at(max(word.x1 for word in unit) - slack, edges))
        if pieces and pieces[-1].column + pieces[-1].columns > first:
            first = pieces[-1].column
            last = max(last, first + pieces[-1].columns - 1)
            unit = [*pieces.pop().words, *unit]
        pieces.append(Piece(tuple(unit), first, last - first + 1))
    return CellLine(row, tuple(pieces))


def _is_one(before: Word, word: Word, edges: Sequence[int]) -> bool:
    """Return whether two words belong to one cell: close together, and not two figures in two columns."""
    if word.raised:
        return True
    if word.x0 - before.x1 >= UNIT_GAP * word.size:
        return False
    parted = any(before.x1 <= edge + word.size // 4 and word.x0 >= edge - word.size // 4 for edge in edges)
    return not (parted and (is_number(word.text) or is_number(before.text)))


def _column_at(x: int, edges: Sequence[int]) -> int:
    """Return the column in which a place on the page lies."""
    return max(0, min(sum(edge <= x for edge in edges) - 1, len(edges) - 2))


def split_rows(bands: Sequence[Sequence[CellLine]], figures: frozenset[int]) -> list[list[CellLine]]:
    """Return the lines of each row. `bands` are the lines between drawn lines, `figures` the columns of figures."""
    lines = [line for band in bands for line in band]
    table = _Table(_find_leading(lines), _find_label_end(lines), figures, _has_steps(lines))
    # Where drawn lines part (nearly) all rows, what stands between two of them is one row.
    repeating = [repeats_figure(band, figures) for band in bands]
    ruled = len(bands) > 1 and sum(repeating) <= MOST_REPEATING * len(bands)
    rows: list[list[CellLine]] = []
    for band, repeats in zip(bands, repeating, strict=True):
        group: list[CellLine] = []
        for line in band:
            if group and not ((ruled and not repeats) or _joins(group, line, table)):
                rows.append(group)
                group = []
            group.append(line)
        if group:
            rows.append(group)
    return rows


def repeats_figure(band: Sequence[CellLine], figures: frozenset[int]) -> bool:
    """Return whether a column has figures on two lines of a band, so that it holds more rows than one."""
    columns = [piece.column for line in band for piece in line.pieces if piece.figure and piece.column in figures]
    return len(columns) > len(set(columns))


def _find_leading(lines: Sequence[CellLine]) -> float:
    """Return the usual distance between lines that belong together: the smallest common one."""
    steps = sorted(b.row.y - a.row.y for a, b in pairwise(lines) if b.row.y - a.row.y >= 0.9 * b.row.size)
    return float(steps[len(steps) // 10]) if steps else 1e9


def _has_steps(lines: Sequence[CellLine]) -> bool:
    """Return whether there is more space between rows than within them."""
    steps = sorted(b.row.y - a.row.y for a, b in pairwise(lines) if b.row.y - a.row.y >= 0.9 * b.row.size)
    return len(steps) > 3 and steps[len(steps) * 3 // 4] > 1.1 * steps[len(steps) // 10]


def _find_label_end(lines: Sequence[CellLine]) -> int:
    """Return where the column of the labels ends: where its longest labels do."""
    labels = [piece for line in lines if (piece := line.at(0)) is not None and piece.columns == 1]
    return max((word.x1 for piece in labels for word in piece.words), default=0)


def _joins(group: Sequence[CellLine], line: CellLine, table: _Table) -> bool:
    """Return whether a line goes on with the row of the lines before it."""
    step = line.row.y - group[-1].row.y
    if step > CLEAR_SPACE * table.leading:
        return False
    taken = {piece.column for before in group for piece in before.pieces if piece.figure}
    values = {piece.column for piece in line.pieces if piece.figure and piece.column in table.figures}
    if values & taken:
        return False
    if step < 0.75 * table.leading:
        return True  # figures set a little higher or lower than their label
    label, has_values = line.at(0), bool(taken & table.figures)
    before = next((piece for each in reversed(group) if (piece := each.at(0)) is not None), None)
    if label is None:
        return not (values and has_values)
    if before is None:
        return has_values and not values and label.text[0].islower()
    if len(line.pieces) > 1 and has_values:
        return False
    tight = table.steps and step < 1.06 * table.leading
    return (tight or _wraps(before, label, table)) and (not has_values or tight or _goes_on(label.text))


def _wraps(before: Piece, label: Piece, table: _Table) -> bool:
    """Return whether a label was broken because its next word does not fit, or goes on with a small letter."""
    if before.words[0].bold != label.words[0].bold or label.text.lower().startswith(_PART):
        return False
    end = max(word.x1 for word in before.words)
    first = label.words[0]
    fits = end + first.size // 4 + first.x1 - first.x0 <= table.label_end
    return not fits or before.text.endswith("-") or (label.text[0].islower() and len(before.text) > 3)


def _goes_on(text: str) -> bool:
    """Return whether a text begins as the rest of a sentence does."""
    return text[0].islower() or text[0] in "(/&"


def make_grid_row(lines: Sequence[CellLine], width: int, *, header: bool = False) -> GridRow:
    """Return the row of some lines: for each column the texts in it from top to bottom, empty where there is none."""
    texts: dict[int, list[str]] = {}
    spans: dict[int, int] = {}
    for line in lines:
        for piece in line.pieces:
            column = next((c for c in texts if c <= piece.column < c + spans[c]), piece.column)
            texts.setdefault(column, []).append(piece.text)
            spans[column] = max(spans.get(column, 1), piece.column + piece.columns - column)
    cells: list[GridCell] = []
    column = 0
    while column < width:
        span = spans.get(column, 1)
        later = min((c for c in texts if c > column), default=width)
        span = min(span, later - column, width - column)
        cells.append(GridCell(tuple(texts.get(column, ())), column, span))
        column += span
    return GridRow(tuple(cells), len(lines), header)


def split_header(lines: Sequence[CellLine], rules: Sequence[int]) -> list[list[CellLine]]:
    """Return the lines of each row of headings: a heading over several columns, or a drawn line, parts two of them."""
    rows: list[list[CellLine]] = []
    for line in lines:
        above = rows[-1] if rows else None
        wide = above is not None and any(piece.columns > 1 and piece.column for each in above for piece in each.pieces)
        ruled = above is not None and any(above[-1].row.y < y < line.row.y for y in rules)
        spans = any(piece.columns > 1 and piece.column for piece in line.pieces)
        if above is None or wide or ruled or (spans and above):
            rows.append([line])
        else:
            above.append(line)
    return rows


def make_rows(bands: Sequence[Sequence[CellLine]], figures: frozenset[int], width: int, count: int) -> list[GridRow]:
    """Return the rows of a table from its lines between drawn lines, the first `count` of which are of headings."""
    lines = [line for band in bands for line in band]
    levels = [band[0].row.y - band[0].row.size for band in bands[1:]]
    rest: list[Sequence[CellLine]] = []
    done = 0
    for band in bands:
        if kept := band[max(0, count - done) :]:
            rest.append(kept)
        done += len(band)
    return [
        *(make_grid_row(group, width, header=True) for group in split_header(lines[:count], levels)),
        *(make_grid_row(group, width) for group in split_rows(rest, figures)),
    ]


def count_header(bands: Sequence[Sequence[CellLine]], figures: frozenset[int]) -> int:
    """Return how many lines at the top are of headings: those down to the last with words or years above figures.

    The first figure that is no year ends them. Lines with nothing but a label, right above it, are groups; above the
    first drawn line all lines are of headings.
    """
    lines = [line for band in bands for line in band]
    first = next((i for i, line in enumerate(lines) if _has_amount(line, figures)), 0)
    headed = [i for i in range(first) if any(piece.column in figures for piece in lines[i].pieces)]
    count = headed[-1] + 1 if headed else 0
    return max(count, len(bands[0])) if count and len(bands[0]) <= first else count


def _has_amount(line: CellLine, figures: frozenset[int]) -> bool:
    """Return whether a line has a figure other than a year in a column of figures."""
    return any(
        is_number(word.text) and word.text not in _PERIODS
        for piece in line.pieces
        if piece.column in figures and piece.columns == 1
        for word in piece.words
        if not word.raised
    )
