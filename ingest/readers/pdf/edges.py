"""Where the columns of a table begin and end: at the gutters between its words, its figures and its headings."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from ingest.readers.pdf.rules import SAME
from ingest.readers.pdf.values import find_strips
from ingest.readers.pdf.words import Row, Word

GUTTER = 0.5
"""Columns of text have at least this part of the font size between them, in nearly all lines."""

MOST_CROSSING = 0.1
"""So many of the lines may run across a gutter: headings of groups do."""

_BULLETS = frozenset("•–-‒*o▪●◦·")


def find_edges(rows: Sequence[Row], start: int, end: int, headings: Sequence[Row] = ()) -> list[int]:
    """Return the edges of the columns that rows stand in, from `start` to `end`: gutters that (nearly) none crosses.

    An edge stands where no word of the headings does, if there is such a place in its gutter.
    """
    if not rows:
        return [start, end]
    size = max(row.size for row in rows)
    crossing = int(MOST_CROSSING * len(rows)) if len(rows) > 5 else 0
    events = sorted((x, step) for row in rows for word in row.words for x, step in ((word.x0, 1), (word.x1, -1)))
    edges = [start]
    depth, free = 0, None
    for x, step in events:
        if depth + step > crossing >= depth and free is not None and x - free >= GUTTER * size:
            a, b = find_free([word for row in headings for word in row.words], free, x) or (free, x)
            edges.append((a + b) // 2)
        elif depth + step <= crossing < depth:
            free = x
        depth += step
    kept = [edge for edge in edges[1:] if _parts_text(rows, edge)]
    return add_figure_edges(rows, [start, *kept, end])


def add_figure_edges(rows: Sequence[Row], edges: Sequence[int]) -> list[int]:
    """Return the edges with one before each column of figures that has none: not all columns are parted by lines."""
    strips = find_strips(rows, max(2, len(rows) // 3))
    added = list(edges)
    for i, strip in enumerate(strips):
        # Most labels end before the figures begin; the longest may reach in among them.
        labels = [max((w.x1 for w in row.words if w.x0 < strip.x0), default=edges[0]) for row in rows]
        start = strips[i - 1].x1 if i else min(median_low(labels), strip.x0)
        if not any(start - SAME <= edge <= strip.x0 + SAME for edge in edges):
            added.append(max((start + strip.x0) // 2, strip.x0 - max(row.size for row in rows) // 2))
    return sorted(added)


def add_heading_edges(edges: Sequence[int], headings: Sequence[Row], body: Sequence[Row]) -> list[int]:
    """Return the edges with one between two headings that stand apart in one column: one of them has nothing below it.

    The edge is where no word of the body stands.
    """
    added = list(edges)
    words = [word for row in body for word in row.words]
    for row in headings:
        for i, word in enumerate(row.words):
            start = row.words[i - 1].x1 if i else edges[0]
            if word.x0 - start <= GUTTER * word.size or any(start < edge <= word.x0 for edge in added):
                continue
            beside = [each for each in words if start < each.x1 and each.x0 < word.x0]
            free = find_free(words, start, word.x0)
            apart = i > 0 or (beside and not any(each.x1 > word.x0 - word.size for each in beside))
            if apart and free is not None and free[1] - free[0] > GUTTER * word.size / 2:
                added.append((free[0] + free[1]) // 2)
    return sorted(added)


def find_free(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """Return the widest stretch between `start` and `end` over which no word stands."""
    taken = sorted((word.x0, word.x1) for word in words if word.x0 < end and word.x1 > start)
    ends = [start]
    for _, x1 in taken:
        ends.append(max(ends[-1], x1))
    free = [(a, b) for a, b in zip(ends, [*(x0 for x0, _ in taken), end], strict=True) if b > a]
    return max(free, key=lambda each: each[1] - each[0], default=None)


def _parts_text(rows: Sequence[Row], edge: int) -> bool:
    """Return whether text stands on both sides of a gutter in at least two rows, and more than bullets on the left."""
    both = [(a, b) for row in rows for a, b in pairwise(row.words) if a.x1 <= edge <= b.x0]
    apart = [a for a, b in both if b.x0 - a.x1 >= GUTTER * b.size]
    bullets = [word for word in apart if _is_bullet(word.text)]
    return len(apart) > 1 and 2 * len(bullets) <= len(apart)


def _is_bullet(text: str) -> bool:
    """Return whether a word opens an item of a list."""
    return text in _BULLETS or (len(text) <= 3 and text.endswith((".", ")")) and text[:-1].isalnum())
