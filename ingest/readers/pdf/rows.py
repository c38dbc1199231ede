"""From the lines of a table on a page, in columns, to its rows: wrapped labels and headings whole.

Where no line is drawn between them, three things tell the rows of a table apart from the lines of one row: a figure
can stand in a column of a row once; a label is broken only where its next word does not fit; and between rows there
may be more space than within them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.grid import CellLine, Grid, GridRow, Piece, band_rows, make_grid_row
from ingest.readers.pdf.values import is_number
from ingest.readers.pdf.words import Row

CLEAR_SPACE = 1.3
"""So many times the table's leading between two lines part two rows."""

TIGHT = 1.12
"""Where rows stand further apart than their lines, lines at most so many times the leading apart are of one row."""

MOST_LEADING = 1.35
"""The leading within a row is at most so many times the font size; what is more is the distance between rows."""

MOST_REPEATING = 0.2
"""Where so few of the stretches between drawn lines hold more rows than one, the others hold one."""

BRIEF = 60
"""Characters of a heading at most."""

_PERIODS = frozenset(str(year) for year in range(1900, 2100))
_PART = ("waarvan", "w.v.", "wv.", "wv ")  # labels that begin with a small letter and are rows of their own


@dataclass(frozen=True, slots=True)
class _Table:
    """What telling rows apart needs to know of a table: its leading, where its labels end, its columns of figures.

    `steps` tells that there is more space between rows than within them.
    """

    leading: float
    label_end: int
    figures: frozenset[int]
    steps: bool


def make_grid(rows: Sequence[Row], edges: Sequence[int], levels: Sequence[int]) -> Grid:
    """Return the table that rows of the page make up in the columns between `edges`, with lines drawn at `levels`."""
    bands = [band for band in band_rows(rows, edges, levels) if band]
    return place_grid(read_bands(bands, len(edges) - 1), edges, rows)


def place_grid(made: Sequence[GridRow], edges: Sequence[int], rows: Sequence[Row]) -> Grid:
    """Return the table of the rows `made`, which stands where the `rows` of the page do."""
    return Grid(
        tuple(made),
        tuple(edges),
        min(row.x0 for row in rows),
        min(row.top for row in rows),
        max(row.x1 for row in rows),
        max(row.bottom for row in rows),
        max(row.size for row in rows),
    )


def read_bands(bands: Sequence[Sequence[CellLine]], width: int) -> list[GridRow]:
    """Return the rows of a table of `width` columns from its lines between drawn lines, those of headings first."""
    lines = [line for band in bands for line in band]
    figures = find_figures(lines, width)
    count = (_count_header(bands, figures) if figures else 0) or _count_words_header(bands, width)
    levels = [band[0].row.y - band[0].row.size for band in bands[1:]]
    rest: list[Sequence[CellLine]] = []
    done = 0
    for band in bands:
        if kept := band[max(0, count - done) :]:
            rest.append(kept)
        done += len(band)
    return [
        *(make_grid_row(group, width, header=True) for group in _split_header(lines[:count], levels)),
        *(make_grid_row(group, width) for group in _split_rows(rest, figures)),
    ]


def find_figures(lines: Sequence[CellLine], width: int) -> frozenset[int]:
    """Return the columns that hold figures for the most part; never the first one, of the labels."""
    found = set()
    for column in range(1, width):
        pieces = [piece for line in lines for piece in line.pieces if piece.column == column]
        amounts = [piece for piece in pieces if piece.figure]
        if amounts and 2 * len(amounts) >= len(pieces) - 1:
            found.add(column)
    return frozenset(found)


def _split_rows(bands: Sequence[Sequence[CellLine]], figures: frozenset[int]) -> list[list[CellLine]]:
    """Return the lines of each row. `bands` are the lines between drawn lines, `figures` the columns of figures."""
    lines = [line for band in bands for line in band]
    if not lines:
        return []
    table = _Table(_find_leading(lines), _find_label_end(lines), figures, _has_steps(lines, figures))
    # Where drawn lines part (nearly) all rows, what stands between two of them is one row.
    repeating = [repeats_figure(band, figures) for band in bands]
    ruled = len(bands) > 1 and sum(repeating) <= MOST_REPEATING * len(bands)
    if len(bands) == 2 and any(b.row.y - a.row.y > CLEAR_SPACE * table.leading for a, b in _pairs(bands)):
        ruled = False  # one line is drawn, below the headings or above the total
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


def _pairs(bands: Sequence[Sequence[CellLine]]) -> Iterator[tuple[CellLine, CellLine]]:
    """Yield the lines between the same drawn lines, each with the next one."""
    for band in bands:
        yield from pairwise(band)


def repeats_figure(band: Sequence[CellLine], figures: frozenset[int]) -> bool:
    """Return whether a column has figures on two lines of a band, so that it holds more rows than one."""
    columns = [piece.column for line in band for piece in line.pieces if piece.figure and piece.column in figures]
    return len(columns) > len(set(columns))


def _find_leading(lines: Sequence[CellLine]) -> float:
    """Return the usual distance between lines that belong together: the smallest common one."""
    steps = sorted(b.row.y - a.row.y for a, b in pairwise(lines) if b.row.y - a.row.y >= 0.9 * b.row.size)
    size = max(line.row.size for line in lines)
    return min(steps[len(steps) // 10] if steps else 1e9, MOST_LEADING * size)


def _has_steps(lines: Sequence[CellLine], figures: frozenset[int]) -> bool:
    """Return whether there is more space between rows than within them.

    Among rows of figures it must be so often: there is more space around groups and totals too.
    """
    steps = sorted(b.row.y - a.row.y for a, b in pairwise(lines) if b.row.y - a.row.y >= 0.9 * b.row.size)
    if not figures:
        return len(steps) > 1 and steps[-1] > CLEAR_SPACE * steps[0]
    return len(steps) > 3 and steps[len(steps) * 3 // 4] > 1.2 * steps[len(steps) // 10]


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
    if table.steps and (has_values or not values or label is None):
        return step < TIGHT * table.leading
    if label is None:
        return not (values and has_values)
    if before is None:
        return has_values and not values and label.text[0].islower()
    if len(line.pieces) > 1 and has_values:
        return False
    return _wraps(before, label, table) and (not has_values or _goes_on(label.text))


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


def _split_header(lines: Sequence[CellLine], rules: Sequence[int]) -> list[list[CellLine]]:
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


def _count_header(bands: Sequence[Sequence[CellLine]], figures: frozenset[int]) -> int:
    """Return how many lines at the top are of headings: those down to the last with words or years above figures.

    The first figure that is no year ends them. Lines with nothing but a label, right above it, are groups; above the
    first drawn line all lines are of headings.
    """
    lines = [line for band in bands for line in band]
    first = next((i for i, line in enumerate(lines) if _has_amount(line, figures)), 0)
    headed = [i for i in range(first) if any(figures & set(piece.covered) for piece in lines[i].pieces)]
    count = headed[-1] + 1 if headed else 0
    leading = _find_leading(lines)
    while 0 < count < first and lines[count].at(0) is None and _step(lines, count) < TIGHT * leading:
        count += 1  # the rest of a heading over more lines than those beside it
    return max(count, len(bands[0])) if count and len(bands[0]) <= first else count


def _step(lines: Sequence[CellLine], i: int) -> int:
    """Return the distance of line `i` to the one before it."""
    return lines[i].row.y - lines[i - 1].row.y


def _has_amount(line: CellLine, figures: frozenset[int]) -> bool:
    """Return whether a line has a figure other than a year in a column of figures."""
    return any(
        is_number(word.text) and word.text not in _PERIODS
        for piece in line.pieces
        if piece.column in figures and piece.columns == 1
        for word in piece.words
        if not word.raised
    )


def _count_words_header(bands: Sequence[Sequence[CellLine]], width: int) -> int:
    """Return how many lines of the first band are the headings of a table of words.

    It is one of headings where it fills all columns but one at most, briefly, and without sentences.
    """
    first = bands[0]
    cells = make_grid_row(first, width).cells
    texts = [" ".join(cell.lines) for cell in cells if cell.lines]
    brief = all(len(text) <= BRIEF and not text.endswith(".") for text in texts)
    if any(_has_amount(line, frozenset(range(width))) for line in first):
        return 0
    return len(first) if len(bands) > 1 and len(texts) >= max(2, width - 1) and brief else 0
