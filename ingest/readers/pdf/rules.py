"""The lines that are drawn on a page: those of tables put together from their parts, underlines left out.

Programs draw a table's lines cell by cell, twice, or as thin rectangles. All lengths are in hundredths of a point.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.words import Row

THIN = 300
"""A filled rectangle that is no wider than this is a line."""

STRAIGHT = 50
"""A stroke that strays no further than this runs along an edge of the page."""

SAME = 150
"""Lines so close together are one."""

JOIN = 1500
"""Level lines with no more than this between their ends are one: some tables underline each column apart."""

TOUCH = 300
"""A level and an upright line with no more than this between them touch."""

MOST_RULES = 3_000
"""A page with more lines than this, cells put together, holds a drawing."""

_SHORTEST = 500
_UNDERLINE_REACH = 0.35  # part of the font size below the baseline


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line: where it stands on the other axis, and where it begins and ends along its own."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The level and the upright lines of a page, from top to bottom and from left to right."""

    level: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()


def read_rules(drawn: Iterable[Sequence[int]], rows: Sequence[Row]) -> Rules:
    """Return the lines of a page from what was drawn, without those that underline words.

    That is a list of points `[x, y, x, y, …]` for each, after a 1 where it is filled: a line may be a thin rectangle.
    """
    level, upright = [], []
    for filled, *places in drawn:
        points = list(zip(places[::2], places[1::2], strict=True))
        for (x0, y0), (x1, y1) in _boxes(points, filled=bool(filled)):
            if x1 - x0 >= y1 - y0:
                level.append(Rule((y0 + y1) // 2, x0, x1))
            else:
                upright.append(Rule((x0 + x1) // 2, y0, y1))
    parts = _merge(level, SAME)
    if len(parts) + len(upright) > MOST_RULES:
        return Rules()
    words = {rule for row in rows for rule in _underlines(row, parts)}
    return Rules(_merge([rule for rule in parts if rule not in words], JOIN), _merge(upright, TOUCH))


def _boxes(points: Sequence[tuple[int, int]], *, filled: bool) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the corners, top left and bottom right, of what can be lines of a table: strokes along the page's edges."""
    parts = [points] if filled else list(pairwise(points))
    for part in parts:
        xs, ys = [x for x, _ in part], [y for _, y in part]
        narrow = min(max(xs) - min(xs), max(ys) - min(ys))
        if narrow <= (THIN if filled and len(points) >= 4 else STRAIGHT):
            yield (min(xs), min(ys)), (max(xs), max(ys))


def _merge(rules: Iterable[Rule], apart: int) -> tuple[Rule, ...]:
    """Return the rules with those put together that lie in one line, at most `apart` from each other."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.start)):
        if rows and rule.at - rows[-1][0].at <= SAME:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    merged: list[Rule] = []
    for row in rows:
        first = len(merged)
        for rule in sorted(row, key=lambda rule: (rule.start, rule.end)):
            if len(merged) > first and rule.start - merged[-1].end <= apart:
                merged[-1] = Rule(merged[-1].at, merged[-1].start, max(merged[-1].end, rule.end))
            else:
                merged.append(rule)
    return tuple(rule for rule in merged if rule.end - rule.start >= _SHORTEST)


def _underlines(row: Row, level: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the level lines right below words of a row that are as long as these are."""
    first = bisect_left(level, row.y, key=lambda rule: rule.at)
    last = bisect_right(level, row.y + int(_UNDERLINE_REACH * row.size), key=lambda rule: rule.at)
    for rule in level[first:last]:
        words = [word for word in row.words if word.x0 < rule.end and word.x1 > rule.start]
        if words and rule.start >= words[0].x0 - SAME and rule.end <= words[-1].x1 + SAME:
            yield rule


def find_grids(rules: Rules) -> tuple[Rules, ...]:
    """Return the sets of lines that touch each other, level ones and upright ones: each the grid of a table."""
    lines = [*((rule, True) for rule in rules.level), *((rule, False) for rule in rules.upright)]
    parents = list(range(len(lines)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    split = len(rules.level)
    for i in range(split):
        for j in range(split, len(lines)):
            if _touch(lines[i][0], lines[j][0]):
                parents[root(j)] = root(i)
    groups: dict[int, list[int]] = {}
    for i in range(len(lines)):
        groups.setdefault(root(i), []).append(i)
    return tuple(
        Rules(tuple(lines[i][0] for i in group if lines[i][1]), tuple(lines[i][0] for i in group if not lines[i][1]))
        for group in groups.values()
        if any(lines[i][1] for i in group) and any(not lines[i][1] for i in group)
    )


def _touch(level: Rule, upright: Rule) -> bool:
    """Return whether a level and an upright line touch or cross."""
    beside = level.start - TOUCH <= upright.at <= level.end + TOUCH
    return beside and upright.start - TOUCH <= level.at <= upright.end + TOUCH


def find_stacks(rules: Rules) -> tuple[tuple[Rule, ...], ...]:
    """Return the sets of level lines that begin and end at the same places, from top to bottom."""
    stacks: list[list[Rule]] = []
    for rule in rules.level:
        for stack in stacks:
            if abs(stack[0].start - rule.start) <= 3 * SAME and abs(stack[0].end - rule.end) <= 3 * SAME:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return tuple(tuple(stack) for stack in stacks)
