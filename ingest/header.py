"""The heading rows of a table in text: what its columns are called, and which line is its first row.

Columns are periods (`2023 2024`), words (`Productgroep bedrag %`) or both, over one line or several. How many there are
is told by periods, by a row of numbers (`(1) (2) (3)=(2)-(1)`), or by the rows of figures below. Where the headings
do not come out at that number, there is no header, and so no grid.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.figures import uses_brackets
from ingest.heading_words import (
    is_column_heading,
    is_label_heading,
    is_numbering,
    is_one_heading,
    is_time,
    split_headings,
    split_words,
    strip_numbering,
)
from ingest.layout import Layout
from ingest.numbers import PERIOD, find_unit, find_values, join_signs
from ingest.shapes import is_prose

MOST_LINES = 24
"""So many lines at most stand above the first row: seven headings of three lines each, and the group of the first rows."""

SAMPLE = 40
"""So many lines tell how many values a row has."""

LEAST_ROWS = 0.6
"""This part of the lines must end in figures for a table of one column; text ends in one here and there."""

_UNIT_LINE = re.compile(
    r"^\(?(?:alle )?(?:bedrag(?:en)?|in|[x×*]|€|afgerond)(?!\w)[^.:;\d]{0,40}?(?:€|euro|EUR|1[. ]000|miljoen|mln|%)"
    r"(?: ?1(?:[. ]?000)*(?![\d.]))?[^:;\d]{0,25}\)?\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns of values, the headings left of them, the unit they tell, and the first line after.

    `texts` are the lines of the heading rows, which a further page repeats.
    """

    columns: tuple[str, ...]
    before: tuple[str, ...]
    unit: str
    end: int
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Block:
    """Words that stand together above the rows: a heading, a line of headings, or the label of a group."""

    text: str
    end: int


def read_header(layout: Layout, start: int, stop: int) -> Header | None:
    """Return the heading rows of the table whose body begins on line `start`, or None where they are not understood."""
    limit = min(stop, start + MOST_LINES)
    first = next((i for i in range(start, limit) if _is_row(layout.lines[i].text)), limit)
    line = next((i for i in range(start, first) if _names_periods(layout.lines[i].text, opening=i == start)), None)
    unit = next((read_unit(layout.lines[i].text) for i in range(start, first) if is_unit_line(layout.lines[i].text)), "")
    if line is not None:
        named = _read_periods(layout, start, line, first, stop)
    elif first == limit:
        return None
    else:
        named = _read_words(layout, start, first, stop)
    if named is None:
        return None
    columns, before, end = named
    while end < first and (is_unit_line(layout.lines[end].text) or is_numbering(layout.lines[end].text)):
        end += 1
    before = tuple(strip_numbering(heading) for heading in before)
    heading = " ".join(before)
    if is_unit_line(heading):
        unit, before = unit or read_unit(heading), ()
    return Header(_tell_apart(columns), before, unit, end, frozenset(line.text for line in layout.lines[start:end]))


def read_unit(text: str) -> str:
    """Return the unit that a line of its own tells: `x € 1.000` for `Bedragen x € 1.000`."""
    return find_unit(text) or find_unit(f"({text.strip('().')})")


def is_unit_line(text: str) -> bool:
    """Return whether a line says no more than what the amounts are counted in: `(bedragen in miljoenen euro)`."""
    return bool(_UNIT_LINE.match(text) and read_unit(text))


def _is_row(text: str) -> bool:
    """Return whether a line has values that are no years: a heading or a group's label may end in a year."""
    values = find_values(text)
    figures = any(not PERIOD.match(value.text) for value in values) or uses_brackets((text,))
    return figures and not (is_numbering(text) or is_unit_line(text))


def _names_periods(text: str, *, opening: bool) -> bool:
    """Return whether a line names columns by periods: `Artikel 2025 2026`, `2023 2024 Verschil`."""
    words = split_words(text)
    times = [is_time(word) for word in words]
    if opening and times[-1]:
        return len(words) < 3 * sum(times) + 6
    runs = sum(a and b for a, b in pairwise(times))
    after = words[len(words) - times[::-1].index(True) :] if runs else words
    return runs > 0 and len(after) <= 6


# --- columns that are periods -------------------------------------------------------------------------------------

_Named = tuple[tuple[str, ...], tuple[str, ...], int]
"""The names of the columns, the headings left of them, and the first line after them."""


def _read_periods(layout: Layout, start: int, line: int, first: int, stop: int) -> _Named | None:
    """Return what the periods on `line` and the headings around it call the columns."""
    words = split_words(layout.lines[line].text)
    times = [is_time(word) for word in words]
    opening = times.index(True)
    columns, before = tuple(words[opening:]), tuple(split_headings(" ".join(words[:opening])))
    over = bool(before) and is_column_heading(before[-1])
    if not all(times[opening:]):
        count, _ = _count_values(layout, first, stop)
        # A word between years is the name of a column, or the beginning of one: `Begroting 2025 Realisatie 2024`.
        head = before[-1:] if over else ()
        ways = [way for way in (tuple(split_headings(" ".join((*head, *columns)))), columns) if len(way) == count]
        if not ways:
            return None
        columns = next((way for way in ways if _all_columns(way)), ways[0])
    before = before[:-1] if over else before
    above = [block.text for block in _read_blocks(layout, start, line)]
    while above and is_label_heading(above[0]):
        before = (above.pop(0), *before)
    if len(set(columns)) == len(columns):
        # Headings over the years add nothing where the years differ; others belong to what stands left of them.
        before = (*(text for text in above if not is_column_heading(text)), *before)
        return columns, before, line + 1
    ways_above = [above, [heading for text in above for heading in split_headings(text)]]
    for headings in ways_above:
        spread = _spread_headings(headings, columns)
        if spread is not None:
            return spread, before, line + 1
    below = _read_below(layout, line + 1, first, len(columns))
    if below is not None:
        names = tuple(f"{column} {name}" for column, name in zip(columns, below[0], strict=True))
        return names, before, below[1]
    return columns, before, line + 1


def _spread_headings(headings: Sequence[str], columns: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the columns with the headings above them, where only one way of spreading these tells all columns apart.

    `Realisatie`, `Vastgestelde begroting` and `Verschil` above `2021 2022 2023 2023 2023`: three columns are 2023, so
    that the first heading stands over the first three.
    """
    ways = _cut(columns, len(headings), 0) if headings else iter(())
    way, other = next(ways, None), next(ways, None)
    if way is None or other is not None:
        return None
    return tuple(f"{strip_numbering(headings[part])} {column}" for part, column in zip(way, columns, strict=True))


def _cut(columns: tuple[str, ...], parts: int, part: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to cut the columns into runs without a repetition: the number of the run for each column."""
    if parts == 1:
        if columns and len(set(columns)) == len(columns):
            yield (part,) * len(columns)
        return
    for size in range(1, len(columns) - parts + 2):
        if len(set(columns[:size])) < size:
            return
        for rest in _cut(columns[size:], parts - 1, part + 1):
            yield (part,) * size + rest


def _read_below(layout: Layout, start: int, first: int, count: int) -> tuple[tuple[str, ...], int] | None:
    """Return the headings on the lines below the periods, one for each, and the line after them; None without."""
    headings: list[str] = []
    for block in _read_blocks(layout, start, first):
        headings.extend(split_headings(block.text))
        if len(headings) >= count:
            return (tuple(headings), block.end) if len(headings) == count and _all_columns(headings) else None
    return None


# --- columns that are words ---------------------------------------------------------------------------------------


def _read_words(layout: Layout, start: int, first: int, stop: int) -> _Named | None:
    """Return what the words between `start` and the first row of figures call the columns."""
    numbered = next((i for i in range(start, first) if is_numbering(layout.lines[i].text)), None)
    numbers = split_words(layout.lines[numbered].text) if numbered is not None else []
    usual, most = _count_values(layout, first, stop)
    count = max(usual, len(numbers))
    blocks = _read_blocks(layout, start, first)
    if not count:
        return None
    if not blocks or (not numbers and layout.lines[first - 1].text.endswith((".", ":"))):
        # No heading at all, or only a sentence that leads up to the rows.
        values = join_signs(find_values(layout.lines[first].text))
        return (("",) * count, (), first) if values and len(values) - (not values[0].start) == count else None
    # Most rows may have an empty cell: then headings of amounts tell that there are as many columns as in a longer row.
    for size in dict.fromkeys((count, most)):
        found = _name_columns(blocks, size, loose=size == count)
        if found is not None:
            return found
    return (tuple(numbers), (), numbered + 1) if numbered is not None and len(numbers) == count else None


def _name_columns(blocks: Sequence[_Block], count: int, *, loose: bool) -> _Named | None:
    """Return what the blocks of words call `count` columns; `loose` allows headings that are not known as ones of amounts."""
    for ways in (_by_repetition(blocks, count), list(_by_blocks(blocks, count)), _by_words(blocks, count)):
        fitting = [way for way in ways if not (_has_columns(way[1]) or is_label_heading(way[0][0]))]
        for way in fitting:
            if _all_columns(way[0]):
                return way
        # What is no known heading of labels may as well be the first word of a heading of two: `Eigen Personeel`.
        named = [way for way in fitting if all(is_label_heading(text) for text in way[1])]
        if loose and len(named) == 1:
            return named[0]
    return None


def _by_repetition(blocks: Sequence[_Block], count: int) -> list[_Named]:
    """Return the way in which a line of headings that repeat stands below others, which tell them apart.

    `Verplichtingen Uitgaven Ontvangsten Verplichtingen …` below `Vastgestelde begroting` and `Realisatie`.
    """
    for i, block in enumerate(blocks):
        names = tuple(split_headings(block.text))
        before: tuple[str, ...] = ()
        while len(names) > count and is_label_heading(names[0]):
            before, names = (*before, names[0]), names[1:]
        if len(names) != count or len(set(names)) == count:
            continue
        above = [heading for other in blocks[:i] for heading in split_headings(other.text)]
        while above and is_label_heading(above[0]):
            before = (*before, above.pop(0))
        spread = _spread_headings(above, names)
        return [(spread, before, block.end)] if spread is not None else []
    return []


def _by_blocks(blocks: Sequence[_Block], count: int) -> Iterator[_Named]:
    """Yield the ways in which the first blocks are the headings of `count` columns, each block one heading or several.

    One heading more is that above the labels, or several where they are such; the blocks after are labels of groups.
    """
    for last in range(1, len(blocks) + 1):
        left, first = _split_labels(blocks[0].text)
        texts = (*left, *([first] if first else []), *(block.text for block in blocks[1:last]))
        apart = tuple(heading for block in blocks[:last] for heading in split_headings(block.text))
        for headings in dict.fromkeys((texts, apart)):
            extra = len(headings) - count
            if extra in {0, 1} or (extra == 2 and is_label_heading(headings[0]) and is_label_heading(headings[1])):
                names = tuple(strip_numbering(heading) for heading in headings)
                yield names[extra:], names[:extra], blocks[last - 1].end


def _split_labels(text: str) -> tuple[tuple[str, ...], str]:
    """Return the headings of labels and codes that a line begins with, and the rest of it."""
    headings = split_headings(text)
    count = next((i for i, heading in enumerate(headings) if not is_label_heading(heading)), len(headings))
    return tuple(headings[:count]), " ".join(headings[count:])


def _by_words(blocks: Sequence[_Block], count: int) -> list[_Named]:
    """Return the way in which each word of the first line is a heading: `jan feb mrt`."""
    words = split_words(blocks[0].text)
    extra = len(words) - count
    if extra not in {0, 1} or any("(" in word for word in words):
        return []
    return [(tuple(words[extra:]), tuple(words[:extra]), blocks[0].end)]


def _count_values(layout: Layout, first: int, stop: int) -> tuple[int, int]:
    """Return how many values the rows from line `first` on have, and the most that one has; 0 where they are no rows.

    A third of the rows with more of them tell that the others have empty cells. Where rows have nothing but values, the
    first of these is the label: `2019 1.234`.
    """
    sample = range(first, min(stop, first + SAMPLE))
    sample = range(first, next((i for i in sample if is_prose(layout, i)), sample.stop))
    texts = [layout.lines[i].text for i in sample]
    brackets = uses_brackets(texts)
    rows = [join_signs(find_values(text, brackets=brackets)) for text in texts]
    counts = Counter(map(len, rows))
    filled = len(sample) - counts.pop(0, 0)
    if not counts:
        return 0, 0
    count = max(counts, key=lambda values: (counts[values], values))
    count = max(count, max(values for values, times in counts.items() if 3 * times >= filled))
    if filled < LEAST_ROWS * len(sample) and (count == 1 or 3 * filled < len(sample)):
        return 0, 0
    bare = sum(len(values) == count > 1 and not values[0].start for values in rows)
    label = 5 * bare > 4 * counts[count]
    return count - label, max(counts) - label


def _has_time(headings: Sequence[str]) -> bool:
    """Return whether a year or date stands among the headings."""
    return any(is_time(word) for heading in headings for word in split_words(heading))


def _has_columns(headings: Sequence[str]) -> bool:
    """Return whether one of the headings is one of amounts."""
    return any(is_column_heading(heading) for heading in headings)


def _all_columns(headings: Sequence[str]) -> bool:
    """Return whether all headings are ones of amounts."""
    return all(is_column_heading(heading) for heading in headings)


def _read_blocks(layout: Layout, start: int, end: int) -> list[_Block]:
    """Return the words on the lines from `start` to before `end` in blocks; what numbers columns or is a unit is none."""
    blocks: list[_Block] = []
    apart = True
    for i in range(start, end):
        text = layout.lines[i].text
        if is_numbering(text) or is_unit_line(text):
            apart = True
            continue
        if apart or not _goes_on(layout, i):
            blocks.append(_Block(text, i + 1))
        else:
            above = blocks[-1].text
            broken = _is_broken(layout, i, above)
            above = above.replace(" ", "") if broken and not layout.cue else above
            blocks[-1] = _Block(f"{above}{'' if broken else ' '}{text}", i + 1)
        apart = False
    return blocks


def _goes_on(layout: Layout, i: int) -> bool:
    """Return whether line `i` goes on with the heading on the line before it."""
    line, before = layout.lines[i], layout.lines[i - 1]
    return before.wraps or not (line.gap or line.opens_page or line.text[0].isupper())


def _is_broken(layout: Layout, i: int, heading: str) -> bool:
    """Return whether a word runs over from `heading`, which ends on the line before line `i`: `Begrotings` / `nummers`.

    Without the cue of the closing space, it does where the halves make up the name of a column.
    """
    text = layout.lines[i].text
    if layout.lines[i - 1].wraps or not (text[0].islower() and heading[-1].isalpha()):
        return False
    return layout.cue or is_one_heading(heading.replace(" ", "") + text)


def _tell_apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns with their place added where the source gives the same name twice, or none."""
    counts = Counter(columns)
    return tuple(
        column if column and counts[column] == 1 else f"{column} (kolom {place})" if column else f"kolom {place}"
        for place, column in enumerate(columns, start=2)
    )
