"""The tables of a page that neither lines nor figures tell: below a caption, or going on from the page before.

A caption says that a table follows. Its rows then stand in columns with a gutter between them, which the first line
of prose after it runs across. A table that goes on repeats its headings, and keeps its columns.
"""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.edges import GUTTER, find_edges, find_free
from ingest.readers.pdf.figures import FAR
from ingest.readers.pdf.grid import Grid
from ingest.readers.pdf.order import split_segments
from ingest.readers.pdf.rows import make_grid
from ingest.readers.pdf.rules import SAME, Rule
from ingest.readers.pdf.words import Row
from ingest.shapes import CAPTION, SOURCE_NOTE

MOST_CAPTION = 4
"""A caption has at most so many lines, or its table's headings begin within so many below it."""

LARGER = 1.1
"""Letters so many times as large as those of a table's first row are of a heading below it."""

TRAILING = 1.25
"""Below a table, a line further away than so many times its usual step is no row of it."""


def read_told(items: Sequence[Row | Grid], rules: Sequence[Rule], before: Grid | None) -> list[Row | Grid]:
    """Return what stands in a column with the tables below captions, and those that go on, put together as such.

    `before` is the table that the page before ends with.
    """
    read: list[Row | Grid] = []
    i = 0
    while i < len(items):
        item = items[i]
        found = None
        if isinstance(item, Row) and before is not None and before.heading == item.text:
            found = _read_rest(items, i, rules, before)
        elif isinstance(item, Row) and CAPTION.match(item.text):
            found = _read_captioned(items, i, rules)
        if found is None:
            read.append(item)
            i += 1
            continue
        grid, start, end = found
        read.extend([*items[i:start], grid])
        i = end
    return read


def _take_rows(items: Sequence[Row | Grid], start: int) -> list[Row]:
    """Return the rows from `start` on that may be of one table: close to each other, up to a caption or a table."""
    rows: list[Row] = []
    for item in items[start:]:
        if isinstance(item, Grid) or not item.words[0].text or CAPTION.match(item.text) or SOURCE_NOTE.match(item.text):
            break
        if rows and not 0 <= item.y - rows[-1].y <= FAR * max(item.size, rows[-1].size):
            break
        rows.append(item)
    return rows


def _read_rest(
    items: Sequence[Row | Grid], i: int, rules: Sequence[Rule], before: Grid
) -> tuple[Grid, int, int] | None:
    """Return what goes on of the table `before` from the repeated headings at `i`, and the items that it takes up."""
    gutters = [(edge - before.size // 4, edge + before.size // 4) for edge in before.edges[1:-1]]
    rows = _trim(_grow(_take_rows(items, i), gutters))
    if len(rows) < 2:
        return None
    return make_grid(rows, before.edges, _levels(rules, rows)), i, i + len(rows)


def _read_captioned(items: Sequence[Row | Grid], i: int, rules: Sequence[Rule]) -> tuple[Grid, int, int] | None:
    """Return the table below the caption at `i`, with the items that it takes up; None where no columns are there."""
    below = _take_rows(items, i + 1)
    first = next((j for j, row in enumerate(below[:MOST_CAPTION]) if _gutters(row)), None)
    if first is None:
        return None
    start = _end_of_caption(items, i, first)
    rows = _trim(_grow(below[start - i - 1 :], _gutters(below[first])))
    levels = _levels(rules, rows) if rows else []
    edges = find_edges(rows, min(row.x0 for row in rows), max(row.x1 for row in rows) + 1) if rows else []
    second = _gutters(below[first])[0][1]
    parted = [row for row in rows if _gutters(row) or abs(row.x0 - second) <= SAME]
    # Lines that are drawn above and below a single row tell as much as a second row does.
    if len(parted) < (1 if len(levels) > 1 else 2):
        return None
    if len(edges) < 3:
        edges = [edges[0], *((a + b) // 2 for a, b in _shrink(_gutters(below[first]), rows)), edges[-1]]
    return make_grid(rows, edges, levels), start, start + len(rows)


def _end_of_caption(items: Sequence[Row | Grid], i: int, first: int) -> int:
    """Return the item after the caption at `i`: lines like it, before the first row in columns, go on with it."""
    caption = items[i]
    assert isinstance(caption, Row)
    end = i + 1
    while end < i + 1 + first:
        row = items[end]
        assert isinstance(row, Row)
        if row.bold != caption.bold or row.size != caption.size or abs(row.x0 - caption.x0) > row.size:
            break
        if row.y - items[end - 1].bottom > row.size:
            break
        end += 1
    return end


def _gutters(row: Row) -> list[tuple[int, int]]:
    """Return the gaps in a row between pieces that stand apart."""
    pieces = split_segments(row)
    return [(max(word.x1 for word in a), b[0].x0) for a, b in pairwise(pieces)]


def _shrink(gutters: Sequence[tuple[int, int]], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return what the rows leave free of each gutter; nothing of one that a row runs across."""
    words = [word for row in rows for word in row.words]
    size = max(row.size for row in rows)
    left = (find_free(words, start, end) for start, end in gutters)
    return [free for free in left if free is not None and free[1] - free[0] >= GUTTER * size / 2]


def _grow(rows: Sequence[Row], gutters: Sequence[tuple[int, int]]) -> list[Row]:
    """Return the rows up to the first that runs across a gutter, as prose below a table does."""
    free = list(gutters)
    for i, row in enumerate(rows):
        shrunk = _shrink(free, [row])
        if len(shrunk) < len(free) or row.size > LARGER * rows[0].size:
            return list(rows[:i])
        free = shrunk
    return list(rows)


def _trim(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without those at the end that stand further below the others and in one piece: headings."""
    kept = list(rows)
    steps = sorted(b.y - a.y for a, b in pairwise(kept))
    usual = steps[len(steps) // 2] if steps else 0
    while len(kept) > 2 and not _gutters(kept[-1]) and kept[-1].y - kept[-2].y > TRAILING * usual:
        kept.pop()
    return kept


def _levels(rules: Sequence[Rule], rows: Sequence[Row]) -> list[int]:
    """Return where lines are drawn across most of the rows, from the first of them to below the last."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    return [
        rule.at
        for rule in rules
        if rows[0].top - rows[0].size < rule.at < rows[-1].bottom + rows[-1].size
        and min(rule.end, right) - max(rule.start, left) > 0.6 * (right - left)
    ]
