"""From the rows of a page to its reading order: columns one after the other, and what stands in the margin apart.

A gutter, a strip that no text crosses, does not tell how to read. Between columns of prose it parts two texts; between
labels and what they stand for (`Besluit:  Voor kennisgeving aannemen`) it parts nothing, and is read across. Two things
tell them apart: prose fills its column line after line; and labels share the baselines of what stands beside them,
where a text in the margin, with lines of its own height, does not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.words import SAME_LINE, Row, Word, make_row

CELL_GAP = 0.9
"""From this part of the font size on a gap is wider than any space of running text."""

LEAST_STARTS = 3
"""So many pieces of text that begin at the same place make an edge of a column."""

MOST_EDGES = 8
"""So many of the clearest edges of a page are tried; tables have more, and are not read by columns."""

LEAST_PROSE, PROSE_LETTERS, FULL, FULL_SHARE = 5, 18, 0.85, 0.5
"""A column of prose has so many lines, so many letters to a line, and this share of lines that fill so much of it."""

DENSE, WIDEST_SPACE = 0.65, 2.5
"""Of a line of prose this part is words, and no space in it is wider than so many times the font size."""

MARGIN_SHARE = 0.5
"""A text in the margin is at most so large a part of what stands beside it."""

MOST_ALIGNED = 0.5
"""At most so many of the lines of a text in the margin share a baseline with the text beside it, by chance."""

SAME_SIZE = 0.06
"""Sizes of letters that differ by no more than this part are the same."""

_EDGE = 150  # hundredths of a point within which edges are the same
_MAX_DEPTH = 4  # columns within columns


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows that are read one after the other; `aside` where they stand in the margin, beside the text."""

    rows: tuple[Row, ...]
    aside: bool = False


def split_segments(row: Row) -> list[tuple[Word, ...]]:
    """Return the pieces of a row that stand further apart than words do."""
    pieces: list[list[Word]] = [[row.words[0]]]
    for before, word in pairwise(row.words):
        if word.x0 - before.x1 > CELL_GAP * max(before.size, word.size):
            pieces.append([])
        pieces[-1].append(word)
    return [tuple(piece) for piece in pieces]


def order_rows(rows: Sequence[Row]) -> tuple[Flow, ...]:
    """Return the rows of a page in reading order: its columns, and after them what stands in its margins."""
    flows: list[Flow] = []
    asides: list[Flow] = []
    for column in _order_columns(sorted(rows, key=lambda row: (row.y, row.x0)), _MAX_DEPTH):
        kept, beside = _take_margins(column)
        flows.append(Flow(tuple(kept)))
        asides.extend(Flow(tuple(aside), aside=True) for aside in beside)
    return (*flows, *asides)


def _find_edges(rows: Iterable[Row]) -> list[int]:
    """Return where pieces of text often begin, other than at the left of all, the most frequent place first."""
    starts = Counter(round(piece[0].x0 / 100) for row in rows for piece in split_segments(row))
    if not starts:
        return []
    leftmost = min(starts)
    edges: list[int] = []
    for start, _ in sorted(starts.items(), key=lambda item: (-item[1], item[0])):
        count = sum(starts[near] for near in (start - 1, start, start + 1))
        known = any(abs(100 * start - edge) <= 2 * _EDGE for edge in edges)
        if count >= LEAST_STARTS and start > leftmost + 1 and not known:
            edges.append(100 * start)
    return edges[:MOST_EDGES]


def _split_row(row: Row, edge: int) -> tuple[Row | None, Row | None] | None:
    """Return the parts of a row on the left and the right of an edge; None where it runs across."""
    left = [word for word in row.words if word.x0 < edge - _EDGE]
    right = row.words[len(left) :]
    if left and max(word.x1 for word in left) > edge - CELL_GAP * row.size:
        return None
    return (make_row(left) if left else None), (make_row(right) if right else None)


def _find_runs(rows: Sequence[Row], edge: int) -> list[tuple[int, int]]:
    """Return the stretches of rows, from and to before, none of which runs across an edge."""
    runs: list[tuple[int, int]] = []
    start = 0
    for i, row in enumerate(rows):
        if _split_row(row, edge) is None:
            runs.append((start, i))
            start = i + 1
    runs.append((start, len(rows)))
    return [(start, end) for start, end in runs if end - start > 1]


def _sides(rows: Sequence[Row], edge: int) -> tuple[list[Row], list[Row]]:
    """Return the parts of rows on the left and on the right of an edge that none of them crosses."""
    parts = [part for row in rows if (part := _split_row(row, edge)) is not None]
    return [left for left, _ in parts if left is not None], [right for _, right in parts if right is not None]


def _order_columns(rows: Sequence[Row], depth: int) -> list[list[Row]]:
    """Return the rows as one column, or as those above, in, and below columns of prose side by side."""
    for edge in _find_edges(rows) if depth else ():
        for start, end in _find_runs(rows, edge):
            left, right = _sides(rows[start:end], edge)
            if not (is_prose(left) and is_prose(right) and _overlap(left, right)):
                continue
            columns = [*_order_columns(left, depth - 1), *_order_columns(right, depth - 1)]
            above = _order_columns(rows[:start], depth - 1) if start else []
            return [*above, *columns, *(_order_columns(rows[end:], depth - 1) if end < len(rows) else [])]
    return [list(rows)]


def is_prose(rows: Sequence[Row]) -> bool:
    """Return whether rows fill a column as prose does."""
    whole = [row for row in rows if _is_dense(row)]
    if len(whole) < max(LEAST_PROSE, 0.8 * len(rows)):
        return False
    left, right = min(row.x0 for row in whole), max(row.x1 for row in whole)
    full = [row for row in whole if row.x1 - left >= FULL * (right - left)]
    letters = sorted(len(row.text) for row in whole)
    return len(full) >= FULL_SHARE * len(whole) and letters[len(letters) // 2] >= PROSE_LETTERS


def _is_dense(row: Row) -> bool:
    """Return whether most of a row is words, with no gap in it that a line set to full width would not have."""
    inked = sum(word.x1 - word.x0 for word in row.words)
    widest = max((b.x0 - a.x1 for a, b in pairwise(row.words)), default=0)
    return inked >= DENSE * (row.x1 - row.x0) and widest <= WIDEST_SPACE * row.size


def _overlap(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Return whether two columns stand beside each other for most of the shorter one."""
    top = max(left[0].top, right[0].top)
    bottom = min(left[-1].bottom, right[-1].bottom)
    shorter = min(left[-1].bottom - left[0].top, right[-1].bottom - right[0].top)
    return 2 * (bottom - top) > shorter


def _take_margins(rows: Sequence[Row]) -> tuple[list[Row], list[list[Row]]]:
    """Return the rows without what stands in a margin beside them, and the texts in the margins from top to bottom."""
    kept = list(rows)
    asides: list[list[Row]] = []
    for edge in _find_edges(rows):
        for start, end in reversed(_find_runs(kept, edge)):
            left, right = _sides(kept[start:end], edge)
            if not left or not right:
                continue
            letters = [sum(len(row.text) for row in side) for side in (left, right)]
            small, large = (left, right) if letters[0] <= letters[1] else (right, left)
            if min(letters) > MARGIN_SHARE * max(letters) or len(large) < LEAST_PROSE:
                continue
            groups = _group_by_gaps(small)
            sizes = {group[0].size for group in groups if _stands_apart(group, large)}
            # What stands in the same margin in the same letters belongs with it.
            found = [group for group in groups if group[0].size in sizes]
            if found:
                gone = {word for group in found for row in group for word in row.words}
                left_over = ([word for word in row.words if word not in gone] for row in kept[start:end])
                kept[start:end] = [make_row(words) for words in left_over if words]
                asides.extend(found)
    return kept, sorted(asides, key=lambda aside: (aside[0].y, aside[0].x0))


def _group_by_gaps(rows: Sequence[Row]) -> list[list[Row]]:
    """Return rows in groups with clear space between them."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and row.y - groups[-1][-1].y <= 2 * row.size:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _stands_apart(group: Sequence[Row], beside: Sequence[Row]) -> bool:
    """Return whether a text in the margin has lines of its own: few share a baseline with the text beside them.

    A label, or a cell of a table, over more lines than what stands beside it does so with its first one; it is in
    letters of the same size.
    """
    near = [other for other in beside if other.top <= group[-1].bottom and group[0].top <= other.bottom]
    aligned = [any(abs(row.y - other.y) <= SAME_LINE * row.size for other in near) for row in group]
    same = any(abs(group[0].size - other.size) <= SAME_SIZE * group[0].size for other in near)
    if not near or (aligned[0] and (same or len(group) <= 2)):
        return False
    return sum(aligned) <= MOST_ALIGNED * len(group)
