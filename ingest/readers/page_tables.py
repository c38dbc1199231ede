"""The tables of a page that are drawn with lines: a grid of level and upright ones, or level ones between the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.page_cells import (
    CellLine,
    Grid,
    GridCell,
    GridRow,
    count_header,
    make_grid_row,
    make_rows,
    place_row,
    repeats_figure,
)
from ingest.readers.page_order import is_prose
from ingest.readers.page_rules import SAME, TOUCH, Rule, Rules, find_grids, find_stacks
from ingest.readers.page_values import find_strips, is_number
from ingest.readers.page_words import Row, Word, make_row
from ingest.shapes import CAPTION

GUTTER = 0.5
"""Columns of text have at least this part of the font size between them, in nearly all lines."""

MOST_CROSSING = 0.1
"""So many of the lines may run across a gutter: headings of groups do."""

LEAST_FILLED = 0.6
"""In so many of the rows between drawn lines at least two columns are filled; else the lines are no table's."""

MOST_ABOVE = 8
"""Headings above the first line of a table take up at most so many times the font size."""

LONG_BAND = 15
"""Between two drawn lines so many lines of prose side by side are columns of a page, not cells."""

_BULLETS = frozenset("•–-‒*o▪●◦·")


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


def _band(rows: Sequence[Row], edges: Sequence[int], levels: Sequence[int]) -> list[list[CellLine]]:
    """Return the rows, with their pieces in columns, between each two of the lines at `levels`; empty bands too."""
    bands: list[list[CellLine]] = [[] for _ in range(len(levels) + 1)]
    for row in rows:
        bands[sum(level < row.y - row.size // 4 for level in levels)].append(place_row(row, edges))
    return bands


def _find_figures(lines: Sequence[CellLine], width: int) -> frozenset[int]:
    """Return the columns that hold figures for the most part; never the first one, of the labels."""
    found = set()
    for column in range(1, width):
        pieces = [piece for line in lines for piece in line.pieces if piece.column == column]
        amounts = [piece for piece in pieces if is_number(piece.words[-1 if not piece.words[-1].raised else 0].text)]
        if amounts and 2 * len(amounts) >= len(pieces) - 1:
            found.add(column)
    return frozenset(found)


def _read_grid(rows: Sequence[Row], lines: Rules) -> tuple[Grid | None, list[Row]]:
    """Return the table of a grid of lines, and the rows in it; None where the lines are a frame around something."""
    xs = _cluster([*(r.at for r in lines.upright), *(x for r in lines.level for x in (r.start, r.end))])
    ys = _cluster([*(r.at for r in lines.level), *(y for r in lines.upright for y in (r.start, r.end))])
    inside = _rows_inside(rows, xs[0], ys[0], xs[-1], ys[-1])
    if len(xs) < 3 or len(ys) < 2 or len(inside) < 2:
        return None, []
    edges = _add_edges(inside, xs)
    bands = _band(inside, edges, ys[1:-1])
    placed = [line for band in bands for line in band]
    filled = [column for column in range(len(edges) - 1) if sum(line.at(column) is not None for line in placed) > 1]
    if len(filled) < 2:
        return None, []
    figures = _find_figures(placed, len(edges) - 1)
    if len(ys) > 3 and edges == xs and not any(repeats_figure(band, figures) for band in bands):
        made = _read_spans(bands, xs, ys, lines)
    else:
        made = _make_rows([band for band in bands if band], figures, len(edges) - 1)
    return _make_grid(made, inside), inside


def _make_grid(rows: Sequence[GridRow], inside: Sequence[Row]) -> Grid:
    """Return the table of `rows`, which stands where the rows of the page `inside` it do."""
    return Grid(
        tuple(rows),
        min(row.x0 for row in inside),
        min(row.top for row in inside),
        max(row.x1 for row in inside),
        max(row.bottom for row in inside),
        max(row.size for row in inside),
    )


def _add_edges(rows: Sequence[Row], edges: Sequence[int]) -> list[int]:
    """Return the edges with one before each column of figures that has none: not all columns are parted by lines."""
    strips = find_strips(rows, max(2, len(rows) // 3))
    added = list(edges)
    for before, strip in zip((None, *strips), strips, strict=False):
        start = before.x1 if before else strip.x0 - strip.x1
        if not any(start - SAME <= edge <= strip.x0 + SAME for edge in edges):
            added.append((before.x1 + strip.x0) // 2 if before else strip.x0 - max(row.size for row in rows) // 2)
    return sorted(added)


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
            texts = [
                piece.text
                for each in bands[i : i + rows]
                for line in each
                for piece in line.pieces
                if column <= piece.column < column + columns
            ]
            cells.append(GridCell(tuple(texts), column, columns, rows))
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


def _make_rows(bands: Sequence[Sequence[CellLine]], figures: frozenset[int], width: int) -> list[GridRow]:
    """Return the rows of a table from its lines between drawn lines, those of headings first."""
    count = (count_header(bands, figures) if figures else 0) or _count_words_header(bands, width)
    return make_rows(bands, figures, width, count)


def _count_words_header(bands: Sequence[Sequence[CellLine]], width: int) -> int:
    """Return how many lines of the first band are the headings of a table of words.

    It is one of headings where it fills all columns but one at most, briefly, and without sentences.
    """
    first = bands[0]
    cells = make_grid_row(first, width).cells
    texts = [" ".join(cell.lines) for cell in cells if cell.lines]
    brief = all(len(text) <= 60 and not text.endswith(".") for text in texts)
    return len(first) if len(bands) > 1 and len(texts) >= max(2, width - 1) and brief else 0


def _split_stack(rows: Sequence[Row], stack: Sequence[Rule]) -> list[list[Rule]]:
    """Return the parts of a stack of level lines between which text stands as in a table, not as prose."""
    parts: list[list[Rule]] = [[stack[0]]]
    for above, below in pairwise(stack):
        between = _rows_inside(rows, above.start, above.at, above.end, below.at)
        wide = [row for row in between if row.x1 - row.x0 >= 0.7 * (above.end - above.start)]
        whole = [row for row in wide if not _gaps(row)]
        prose = len(between) >= 3 and len(whole) >= 0.7 * len(between)
        if prose or any(CAPTION.match(row.text) for row in between):
            parts.append([])
        parts[-1].append(below)
    return [part for part in parts if len(part) >= 3]


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
    edges = max((find_edges(each, start, end) for each in (inside, body)), key=len)
    if len(edges) < 3:
        return None, []
    above = _find_above(rows, edges, stack[0])
    edges = add_heading_edges(edges, above or [row for row in inside if row.y <= levels[0]], body)
    width = len(edges) - 1
    inside, levels = [*above, *inside], [*(stack[0].at for _ in above[:1]), *levels]
    bands = [band for band in _band(inside, edges, levels) if band]
    filled = [sum(any(line.at(column) for line in band) for column in range(width)) for band in bands]
    least = max(2, LEAST_FILLED * len(bands))
    if len(inside) < 3 or sum(count > 1 for count in filled) < least or _holds_columns(bands, width):
        return None, []
    figures = _find_figures([line for band in bands for line in band], width)
    return _make_grid(_make_rows(bands, figures, width), inside), inside


def _find_above(rows: Sequence[Row], edges: Sequence[int], top: Rule) -> list[Row]:
    """Return the rows of headings that stand right above the first line of a table, as its first line has none above.

    They stand in its columns, which a caption or a sentence does not.
    """
    near = _rows_inside(rows, edges[0], top.at - MOST_ABOVE * max(row.size for row in rows), edges[-1], top.at)
    found: list[Row] = []
    waiting: list[Row] = []
    bottom = top.at
    for row in reversed(near):
        pieces = place_row(row, edges).pieces
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


def find_edges(rows: Sequence[Row], start: int, end: int) -> list[int]:
    """Return the edges of the columns that rows stand in, from `start` to `end`: gutters that (nearly) none crosses."""
    if not rows:
        return [start, end]
    size = max(row.size for row in rows)
    crossing = int(MOST_CROSSING * len(rows)) if len(rows) > 5 else 0
    events = sorted((x, step) for row in rows for word in row.words for x, step in ((word.x0, 1), (word.x1, -1)))
    edges = [start]
    depth, free = 0, None
    for x, step in events:
        if depth + step > crossing >= depth and free is not None and x - free >= GUTTER * size:
            edges.append((free + x) // 2)
        elif depth + step <= crossing < depth:
            free = x
        depth += step
    kept = [edge for edge in edges[1:] if _parts_text(rows, edge)]
    return _add_edges(rows, [start, *kept, end])


def add_heading_edges(edges: Sequence[int], headings: Sequence[Row], body: Sequence[Row]) -> list[int]:
    """Return the edges with one between two headings that stand apart in one column: one of them has nothing below it.

    The edge is where no word of the body stands.
    """
    added = list(edges)
    for row in headings:
        for before, word in pairwise(row.words):
            if word.x0 - before.x1 <= GUTTER * word.size or any(before.x1 <= edge <= word.x0 for edge in added):
                continue
            free = _find_free([each for line in body for each in line.words], before.x1, word.x0)
            if free is not None and free[1] - free[0] > GUTTER * word.size / 2:
                added.append((free[0] + free[1]) // 2)
    return sorted(added)


def _find_free(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """Return the widest stretch between `start` and `end` over which no word stands."""
    taken = sorted((word.x0, word.x1) for word in words if word.x0 < end and word.x1 > start)
    ends = [start]
    for _, x1 in taken:
        ends.append(max(ends[-1], x1))
    free = [(a, b) for a, b in zip(ends, [*(x0 for x0, _ in taken), end], strict=True) if b > a]
    return max(free, key=lambda each: each[1] - each[0], default=None)


def _parts_text(rows: Sequence[Row], edge: int) -> bool:
    """Return whether text stands on both sides of a gutter in at least two rows, and more than bullets on the left."""
    both = [row for row in rows if row.x0 < edge < row.x1]
    before = [[word for word in row.words if word.x1 <= edge] for row in both]
    bullets = [words for words in before if len(words) == 1 and _is_bullet(words[0].text)]
    return len(both) > 1 and 2 * len(bullets) <= len(both)


def _is_bullet(text: str) -> bool:
    """Return whether a word opens an item of a list."""
    return text in _BULLETS or (len(text) <= 3 and text.endswith((".", ")")) and text[:-1].isalnum())
