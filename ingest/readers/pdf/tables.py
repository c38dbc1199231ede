"""The tables of a page that are drawn with lines: a grid of level and upright ones, or level ones between the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.edges import GUTTER, add_figure_edges, add_heading_edges, find_edges
from ingest.readers.pdf.grid import CellLine, Grid, GridCell, GridRow, band_rows, place_row
from ingest.readers.pdf.order import is_prose
from ingest.readers.pdf.rows import find_figures, make_grid, place_grid, read_bands, repeats_figure
from ingest.readers.pdf.rules import SAME, TOUCH, Rule, Rules, find_grids, find_stacks
from ingest.readers.pdf.values import is_number
from ingest.readers.pdf.words import Row, make_row
from ingest.shapes import CAPTION

LEAST_FILLED = 0.6
"""In so many of the rows between drawn lines at least two columns are filled; else the lines are no table's."""

MOST_ABOVE = 8
"""Headings above the first line of a table take up at most so many times the font size."""

MOST_CELLS = 10_000
"""A grid of more cells than this on a page is squared paper."""

LARGER = 1.1
"""Letters so many times as large as those of a table's rows are of what stands below it."""

MOST_PADDING = 1.6
"""Below a drawn line the first row of a table is at most so many times the font size away; below its last, more."""

LONG_BAND = 15
"""Between two drawn lines so many lines of prose side by side are columns of a page, not cells."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a page that are drawn with lines, and the rows that are left outside them."""

    grids: tuple[Grid, ...]
    rows: tuple[Row, ...]


def read_tables(rows: Sequence[Row], rules: Rules) -> Tables:
    """Return the tables that the lines drawn on a page tell, and the rows without what stands in them."""
    left = list(rows)
    grids: list[Grid] = []
    used: set[Rule] = set()
    for lines in find_grids(rules):
        grid, inside = _read_grid(left, lines)
        if grid is not None:
            left = _take_out(left, inside)
            grids.append(grid)
            used.update(lines.level)
    for stack in find_stacks(Rules(tuple(rule for rule in rules.level if rule not in used))):
        for part in _split_stack(left, stack):
            grid, inside = _read_stack(left, part)
            if grid is not None:
                left = _take_out(left, inside)
                grids.append(grid)
    return Tables(tuple(grids), tuple(left))


def _take_out(rows: Sequence[Row], inside: Sequence[Row]) -> list[Row]:
    """Return the rows without the words of the rows `inside` a table."""
    gone = {word for row in inside for word in row.words}
    kept = ([word for word in row.words if word not in gone] for row in rows)
    return [make_row(words) for words in kept if words]


def _rows_inside(rows: Sequence[Row], x0: int, top: int, x1: int, bottom: int) -> list[Row]:
    """Return the parts of rows that lie in a rectangle."""
    inside = []
    for row in rows:
        if top <= row.y - row.size // 4 <= bottom:
            words = [word for word in row.words if x0 - SAME <= (word.x0 + word.x1) // 2 <= x1 + SAME]
            if words:
                inside.append(make_row(words))
    return inside


def _cluster(places: Sequence[int]) -> list[int]:
    """Return the places with those that are the same taken as one."""
    clustered: list[int] = []
    for place in sorted(places):
        if not clustered or place - clustered[-1] > TOUCH:
            clustered.append(place)
    return clustered


def _read_grid(rows: Sequence[Row], lines: Rules) -> tuple[Grid | None, list[Row]]:
    """Return the table of a grid of lines, and the rows in it; None where the lines are a frame around something."""
    xs = _cluster([*(r.at for r in lines.upright), *(x for r in lines.level for x in (r.start, r.end))])
    ys = _cluster([*(r.at for r in lines.level), *(y for r in lines.upright for y in (r.start, r.end))])
    if len(xs) * len(ys) > MOST_CELLS:
        return None, []
    inside = _rows_inside(rows, xs[0], ys[0], xs[-1], ys[-1])
    if len(xs) < 3 or len(ys) < 2 or len(inside) < 2:
        return None, []
    edges = add_figure_edges(inside, xs)
    bands = band_rows(inside, edges, ys[1:-1])
    placed = [line for band in bands for line in band]
    filled = [column for column in range(len(edges) - 1) if sum(line.at(column) is not None for line in placed) > 1]
    if len(filled) < 2:
        return None, []
    figures = find_figures(placed, len(edges) - 1)
    if len(ys) > 3 and edges == xs and not any(repeats_figure(band, figures) for band in bands):
        made = _read_spans(bands, xs, ys, lines)
    else:
        made = read_bands([band for band in bands if band], len(edges) - 1)
    return place_grid(made, edges, inside), inside


def _read_spans(bands: Sequence[Sequence[CellLine]], xs: list[int], ys: list[int], lines: Rules) -> list[GridRow]:
    """Return the rows of a grid in which every cell is drawn: where a line is missing, a cell spans columns or rows."""
    made: list[GridRow] = []
    covered: dict[int, int] = {}  # the columns that a cell from above still takes up, and the last band it does so in
    for i, band in enumerate(bands):
        cells: list[GridCell] = []
        column = 0
        while column < len(xs) - 1:
            if covered.get(column, -1) >= i:
                column += 1
                continue
            columns = _count_columns(bands, i, column, xs, ys, lines)
            rows = _count_rows(bands, i, column, columns, xs, ys, lines)
            covered.update(dict.fromkeys(range(column, column + columns), i + rows - 1))
            pieces = [
                piece
                for each in bands[i : i + rows]
                for line in each
                for piece in line.pieces
                if column <= piece.column < column + columns
            ]
            texts = tuple(piece.text for piece in pieces)
            words = tuple(word for piece in pieces for word in piece.words)
            cells.append(GridCell(texts, column, columns, rows, words))
            column += columns
        made.append(GridRow(tuple(cells), len(band)))
    kept = [row for row in made if any(cell.lines for cell in row.cells)]
    return [_as_header(kept), *kept[1:]] if kept else []


def _as_header(rows: Sequence[GridRow]) -> GridRow:
    """Return the first row, as one of headings where it has several filled cells and no figures but years."""
    first = rows[0]
    texts = [cell.lines for cell in first.cells if cell.lines]
    words = [word for lines in texts for line in lines for word in line.split()]
    plain = not any(is_number(word) and not (len(word) == 4 and word.isdigit()) for word in words)
    short = all(len(" ".join(lines)) <= 60 for lines in texts)
    header = len(rows) > 2 and len(texts) > 1 and plain and short and len(texts) >= len(first.cells) - 1
    return GridRow(first.cells, first.lines, header)


def _is_drawn(rules: Sequence[Rule], at: int, place: int) -> bool:
    """Return whether a line is drawn at `at` along its axis, past `place` on the other."""
    return any(abs(rule.at - at) <= TOUCH and rule.start <= place <= rule.end for rule in rules)


def _count_columns(
    bands: Sequence[Sequence[CellLine]], i: int, column: int, xs: list[int], ys: list[int], lines: Rules
) -> int:
    """Return how many columns the cell at `column` of band `i` spans: up to the next upright line, or as its text."""
    middle = (ys[i] + ys[i + 1]) // 2
    end = column + 1
    while end < len(xs) - 1 and not _is_drawn(lines.upright, xs[end], middle):
        end += 1
    pieces = [piece for line in bands[i] for piece in line.pieces if column <= piece.column < end]
    starts = {piece.column for piece in pieces}
    if len(starts) > 1:  # no line is drawn, but the texts stand in columns all the same
        end = min(start for start in starts if start > min(starts)) if column in starts else min(starts)
    return end - column


def _count_rows(
    bands: Sequence[Sequence[CellLine]], i: int, column: int, columns: int, xs: list[int], ys: list[int], lines: Rules
) -> int:
    """Return how many bands the cell at `column` of band `i` spans: down to the next level line below it.

    A column without any line between its cells is one in which lines are left out, not one cell.
    """
    middles = [(xs[c] + xs[c + 1]) // 2 for c in range(column, column + columns)]
    drawn = [any(_is_drawn(lines.level, y, middle) for middle in middles) for y in ys[1:-1]]
    end = i + 1
    while end < len(bands) and not drawn[end - 1]:
        end += 1
    if end - i >= max(4, len(bands) - 1) or (end - i > 1 and not any(drawn)):
        return 1
    return end - i


def _split_stack(rows: Sequence[Row], stack: Sequence[Rule]) -> list[list[Rule]]:
    """Return the parts of a stack of level lines between which text stands as in a table, not as prose."""
    parts: list[list[Rule]] = [[stack[0]]]
    size = 0
    for above, below in pairwise(stack):
        between = _rows_inside(rows, above.start, above.at, above.end, below.at)
        wide = [row for row in between if row.x1 - row.x0 >= 0.7 * (above.end - above.start)]
        whole = [row for row in wide if not _gaps(row)]
        prose = len(between) >= 3 and len(whole) >= 0.7 * len(between)
        if prose or (between and _is_below(between[0], above, size)) or any(CAPTION.match(row.text) for row in between):
            parts.append([])
        parts[-1].append(below)
        size = between[-1].size if between else size
    return [part for part in parts if len(part) >= 3]


def _is_below(row: Row, rule: Rule, size: int) -> bool:
    """Return whether the first row below a drawn line is past the table: far below it, or in larger letters."""
    return row.top - rule.at > MOST_PADDING * row.size or 0 < LARGER * size < row.size


def _gaps(row: Row) -> list[tuple[int, int]]:
    """Return the gaps in a row that are wider than those between words."""
    return [(a.x1, b.x0) for a, b in pairwise(row.words) if b.x0 - a.x1 > GUTTER * max(a.size, b.size)]


def _read_stack(rows: Sequence[Row], stack: Sequence[Rule]) -> tuple[Grid | None, list[Row]]:
    """Return the table between level lines, and the rows in it; None where the text there stands in no columns."""
    start, end = min(rule.start for rule in stack), max(rule.end for rule in stack)
    inside = _rows_inside(rows, start, stack[0].at, end, stack[-1].at)
    levels = [rule.at for rule in stack[1:-1]]
    # A heading over several columns stands in the first band, and hides the gutters below it.
    body = [row for row in inside if row.y > levels[0]]
    nearest = [row for row in _near_above(rows, stack[0])[-1:] if _gaps(row)]
    edges = max((find_edges(each, start, end) for each in ([*nearest, *inside], body)), key=len)
    if len(edges) < 3:
        return None, []
    above = _find_above(rows, edges, stack[0])
    headings = above or [row for row in inside if row.y <= levels[0]]
    edges = max((find_edges(each, start, end, headings) for each in ([*above, *inside], body)), key=len)
    edges = add_heading_edges(edges, headings, body)
    width = len(edges) - 1
    inside, levels = [*above, *inside], [*(stack[0].at for _ in above[:1]), *levels]
    bands = [band for band in band_rows(inside, edges, levels) if band]
    filled = [sum(any(line.at(column) for line in band) for column in range(width)) for band in bands]
    least = max(2, LEAST_FILLED * len(bands))
    if len(inside) < 2 or sum(count > 1 for count in filled) < least or _holds_columns(bands, width):
        return None, []
    return make_grid(inside, edges, levels), inside


def _near_above(rows: Sequence[Row], top: Rule) -> list[Row]:
    """Return the rows that stand not far above a drawn line, from top to bottom."""
    return [row for row in rows if top.at - MOST_ABOVE * row.size <= row.y - row.size // 4 <= top.at]


def _find_above(rows: Sequence[Row], edges: Sequence[int], top: Rule) -> list[Row]:
    """Return the rows of headings that stand right above the first line of a table, as its first line has none above.

    They stand in its columns, which a caption or a sentence does not.
    """
    near = _near_above(rows, top)
    found: list[Row] = []
    waiting: list[Row] = []
    bottom = top.at
    for row in reversed(near):
        pieces = place_row(row, edges).pieces
        if row.x0 < edges[0] - SAME or row.x1 > edges[-1] + SAME:
            break
        if bottom - row.y > 1.6 * row.size or CAPTION.match(row.text) or any(p.columns > 2 for p in pieces):
            break
        waiting.insert(0, row)
        bottom = row.y
        if len(pieces) > 1 or pieces[0].column > 0:
            found, waiting = [*waiting, *found], []
    return found


def _holds_columns(bands: Sequence[Sequence[CellLine]], width: int) -> bool:
    """Return whether a long band holds columns of prose: the page's own, between the lines at its head and foot."""
    for band in bands:
        if len(band) < LONG_BAND:
            continue
        columns = ([make_row(piece.words) for line in band if (piece := line.at(c)) is not None] for c in range(width))
        if all(is_prose(column) for column in columns):
            return True
    return False
