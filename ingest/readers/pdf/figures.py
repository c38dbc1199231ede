"""The tables of a page that only their figures tell: rows with figures at their ends, in columns below each other."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.edges import add_heading_edges, find_edges, find_free
from ingest.readers.pdf.grid import Grid
from ingest.readers.pdf.order import split_segments
from ingest.readers.pdf.rows import make_grid
from ingest.readers.pdf.rules import Rule
from ingest.readers.pdf.values import APART, Strip, find_strips, gap_between, is_number, trailing_values
from ingest.readers.pdf.words import Row, make_row
from ingest.shapes import CAPTION, SOURCE_NOTE
from ingest.tables.numbers import find_unit

LEAST_ROWS = 3
"""Figures below each other in so many rows make a table; in fewer only where its lines or its caption tell it."""

MOST_BETWEEN = 6
"""So many lines without figures may stand between two rows of a table: labels over several lines, and groups."""

FAR = 3.6
"""Rows further apart than so many times the font size are of two tables."""

MOST_HEADER = 8
"""Lines of headings above the first row of figures."""

_LEADERS = re.compile(r"(?:\.{4,}|(?: ?\. ){4,}|…{2,}|_{4,})")


def read_figures(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Row | Grid]:
    """Return the rows of a column of text, in order, with those that make up tables of figures put together as such."""
    items: list[Row | Grid] = []
    done = 0
    for first, last in _find_runs(rows):
        if first < done:
            continue
        found = _read_run(rows, max(first, done), last, done, rules)
        if found is not None:
            grid, start, end = found
            items.extend(rows[done:start])
            items.append(grid)
            done = end
    items.extend(rows[done:])
    return items


def _is_figure_row(row: Row) -> bool:
    """Return whether a row ends in figures that stand apart from the words before them."""
    values = trailing_values(row)
    if not values or _LEADERS.search(row.text) or CAPTION.match(row.text):
        return False
    before = [word.x1 for word in row.words if word.x1 <= values[0].x0]
    return len(values) > 1 or not before or values[0].x0 - max(before) >= APART * row.size


def _find_runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the first and last of the rows of figures that belong together, of which each is close to the next."""
    figures = [i for i, row in enumerate(rows) if row.words[0].text and _is_figure_row(row)]
    runs: list[tuple[int, int]] = []
    for i in figures:
        if runs and _are_linked(rows, runs[-1][1], i):
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _are_linked(rows: Sequence[Row], a: int, b: int) -> bool:
    """Return whether two rows of figures are of one table: figures below each other, and no prose between them."""
    if b - a - 1 > MOST_BETWEEN or any(y.y - x.y > FAR * max(x.size, y.size) for x, y in pairwise(rows[a : b + 1])):
        return False
    first, second = trailing_values(rows[a]), trailing_values(rows[b])
    shared = any(x.x0 < y.x1 and y.x0 < x.x1 for x in first for y in second)
    wide = [row for row in rows[a + 1 : b] if _is_wide(row, first[0].x0)]
    return shared and len(wide) <= 1 and not any(CAPTION.match(row.text) for row in rows[a + 1 : b])


def _is_wide(row: Row, edge: int) -> bool:
    """Return whether a row of words runs on far past where the figures begin, or stands for something else."""
    return not row.words[0].text or (row.x0 < edge and row.x1 > edge + 4 * row.size and len(split_segments(row)) == 1)


def _read_run(
    rows: Sequence[Row], first: int, last: int, done: int, rules: Sequence[Rule]
) -> tuple[Grid, int, int] | None:
    """Return the table of a run of rows of figures, with its first line and the one after it; None where it is none.

    Headings above it, down from line `done`, and the rest of its last label belong to it.
    """
    figures = [row for row in rows[first : last + 1] if _is_figure_row(row)]
    strips = find_strips(figures, 2)
    start = _find_header(rows, first, done, strips)
    if not strips or not _is_table(rows, start, last, figures, strips, rules):
        return None
    body = next((i for i in range(first, last + 1) if _has_amount(rows[i])), first)
    headings = rows[start:body]
    edges = _find_columns([row for row in figures if row.y >= rows[body].y], headings, strips, rows[start : last + 1])
    edges = add_heading_edges(edges, headings, rows[body : last + 1])
    end = _find_end(rows, last, edges)
    levels = [rule.at for rule in rules if rule.start <= strips[-1].x1 and rule.end >= strips[0].x0]
    return make_grid(rows[start:end], edges, [y for y in levels if rows[start].y < y < rows[end - 1].y]), start, end


def _has_amount(row: Row) -> bool:
    """Return whether a row ends in figures of which one is no year."""
    words = [word.text for value in trailing_values(row) for word in value.words if is_number(word.text)]
    return any(not (len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}) for word in words)


def _is_table(
    rows: Sequence[Row], start: int, last: int, figures: Sequence[Row], strips: Sequence[Strip], rules: Sequence[Rule]
) -> bool:
    """Return whether rows of figures are a table: enough of them, in columns, or told by lines or a caption."""
    aligned = [strip for strip in strips if strip.aligned]
    if 2 * len(aligned) < len(strips) or gap_between(strips) <= 0:
        return False
    told = _has_caption(rows, start) or _has_lines(rows, start, last, rules)
    if len(aligned) > 1:
        return len(figures) >= LEAST_ROWS or (told and len(figures) > 1)
    return told and len(figures) >= LEAST_ROWS


def _has_caption(rows: Sequence[Row], start: int) -> bool:
    """Return whether a caption, or a unit between parentheses, stands right above a table."""
    for above in reversed(rows[max(0, start - 3) : start]):
        if rows[start].y - above.y > 3 * FAR * above.size:
            return False
        if CAPTION.match(above.text) or (above.text.endswith(")") and find_unit(above.text)):
            return True
    return False


def _has_lines(rows: Sequence[Row], start: int, last: int, rules: Sequence[Rule]) -> bool:
    """Return whether level lines are drawn across a table: at least two, from above its first row to below its last."""
    left, right = min(row.x0 for row in rows[start : last + 1]), max(row.x1 for row in rows[start : last + 1])
    size = rows[start].size
    across = [
        rule
        for rule in rules
        if rows[start].top - size <= rule.at <= rows[last].bottom + size
        and min(rule.end, right) - max(rule.start, left) > 0.8 * (right - left)
    ]
    return len(across) > 1


def _find_header(rows: Sequence[Row], first: int, done: int, strips: Sequence[Strip]) -> int:
    """Return the first of the lines above a run of figures that are its headings: words above the columns of figures.

    Lines with nothing above the figures belong to them where more headings stand above; a caption never does.
    """
    if not strips:
        return first
    start = first
    for i in range(first - 1, max(done, first - MOST_HEADER) - 1, -1):
        row, below = rows[i], rows[i + 1]
        if below.y - row.y > FAR * max(row.size, below.size) or not row.words[0].text:
            break
        if CAPTION.match(row.text) or (row.text.endswith(")") and find_unit(row.text) and row.x0 < strips[0].x0):
            break
        pieces = split_segments(row)
        over = [piece for piece in pieces if piece[-1].x1 > strips[0].x0]
        if any(piece[0].x0 < strips[0].x0 - 6 * row.size for piece in over):
            break  # it runs from the labels across the figures: a sentence
        if over:
            start = i
    return start


def _find_end(rows: Sequence[Row], last: int, edges: Sequence[int]) -> int:
    """Return the index after the lines with the rest of the last row's label: without figures, in a small letter."""
    end = last + 1
    while end < len(rows) and end - last <= MOST_BETWEEN:
        row, before = rows[end], rows[end - 1]
        close = row.y - before.y <= 1.4 * max(row.size, before.size) and row.size == before.size
        if not close or not row.text or not row.text[0].islower() or row.x1 > edges[-2] or SOURCE_NOTE.match(row.text):
            break
        end += 1
    return end


def _find_columns(
    figures: Sequence[Row], headings: Sequence[Row], strips: Sequence[Strip], rows: Sequence[Row]
) -> list[int]:
    """Return the edges of all columns: those of the labels and codes before the figures, and those of the figures.

    They are where no figure stands, and no word of a heading if there is such a place.
    """
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    words = [word for row in figures for word in row.words]
    above = [*words, *(word for row in headings for word in row.words)]
    labels = max((_label_end(row, left) for row in figures), default=left)
    if labels > strips[0].x0:  # the longest labels reach in among the figures
        labels = strips[0].x0 - figures[0].size
    ends = [labels, *(strip.x1 for strip in strips)]
    inner = []
    for end, strip in zip(ends, strips, strict=False):
        free = find_free(above, end, strip.x0) or find_free(words, end, strip.x0) or (end, strip.x0)
        # The figures of other rows may be longer than these, and so may the labels, which have more room.
        inner.append((max(free[0], free[1] - 2 * figures[0].size) + free[1]) // 2)
    before = ([word for word in row.words if word.x1 <= strips[0].x0] for row in figures)
    parts = [make_row(each) for each in before if each]
    codes = find_edges(parts, left, inner[0])[1:-1] if len(parts) >= LEAST_ROWS else []
    return sorted({left, *codes, *(edge for edge in inner if edge > left), right + 1})


def _label_end(row: Row, left: int) -> int:
    """Return where the words before the figures of a row end; the left edge of the table where there are none."""
    values = trailing_values(row)
    return max((word.x1 for word in row.words if values and word.x0 < values[0].x0), default=left)
