"""The names of columns that are periods (`2023 2024`), and what headings above or below them add."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.headings.blocks import Named, count_values, read_blocks
from ingest.layout import Layout
from ingest.tables.heading_words import (
    are_columns,
    is_column_heading,
    is_label_heading,
    is_time,
    split_headings,
    split_words,
    strip_numbering,
)

LONGEST_HEADING = 40
"""Characters; what is longer and ends like a sentence is one."""


def names_periods(text: str, *, opening: bool) -> bool:
    """Return whether a line names columns by periods: `Artikel 2025 2026`, `2023 2024 Verschil`."""
    words = split_words(text)
    times = [is_time(word) for word in words]
    if opening and times[-1]:
        return len(words) < 3 * sum(times) + 6
    runs = sum(a and b for a, b in pairwise(times))
    after = words[len(words) - times[::-1].index(True) :] if runs else words
    return runs > 0 and len(after) <= 6


def read_periods(layout: Layout, start: int, line: int, first: int, stop: int) -> Named | None:
    """Return what the periods on `line` and the headings around it call the columns.

    The body begins on line `start`, the first row of figures stands on line `first`.
    """
    told = _read_line(layout, line, first, stop)
    if told is None:
        return None
    columns, left = told
    above = [block.text for block in read_blocks(layout, start, line) if not _is_sentence(block.text)]
    count = next((i for i, text in enumerate(above) if not is_label_heading(text)), len(above))
    labels, above = above[:count], above[count:]
    apart = [heading for text in above for heading in split_headings(text)]
    for headings in (above, apart):
        repeated = len(set(columns)) < len(columns)
        spread = spread_headings(headings, columns) if repeated or are_columns(headings) else None
        if spread is not None:
            return spread, (*labels, *left), line + 1
    below = _read_below(layout, line + 1, first, len(columns))
    if len(set(columns)) < len(columns) and below is not None:
        names = tuple(f"{column} {name}" for column, name in zip(columns, below[0], strict=True))
        return names, (*labels, *left), below[1]
    # Headings over the columns that tell nothing apart are left out; others belong to what stands left of these.
    return columns, (*labels, *(text for text in above if not is_column_heading(text)), *left), line + 1


def _read_line(layout: Layout, line: int, first: int, stop: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the columns that a line of periods names, and the headings left of them; None where it is not clear.

    A word between years is the name of a column, or the beginning of one: `Begroting 2025 Realisatie 2024`.
    """
    words = split_words(layout.lines[line].text)
    times = [is_time(word) for word in words]
    opening = times.index(True)
    columns, left = tuple(words[opening:]), tuple(split_headings(" ".join(words[:opening])))
    head = left[-1:] if left and is_column_heading(left[-1]) else ()
    left = left[: len(left) - len(head)]
    if all(times[opening:]):
        return columns, left
    count, _ = count_values(layout, first, stop)
    ways = [way for way in (tuple(split_headings(" ".join((*head, *columns)))), columns) if len(way) == count]
    return next(((way, left) for way in ways if are_columns(way)), (ways[0], left) if ways else None)


def _is_sentence(text: str) -> bool:
    """Return whether words above the periods lead up to the table, and name none of its columns."""
    return text.endswith((".", ":")) and len(text) > LONGEST_HEADING


def spread_headings(headings: Sequence[str], columns: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the columns with the headings above them, where there is only one way to spread these over the columns.

    `Realisatie`, `Vastgestelde begroting` and `Verschil` above `2021 2022 2023 2023 2023`: three columns are 2023, so
    that the first heading stands over the first three.
    """
    if len(headings) < 2:
        return None  # one heading may stand over some of the columns only
    ways = _cut(columns, len(headings), 0)
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
    for block in read_blocks(layout, start, first):
        headings.extend(split_headings(block.text))
        if len(headings) >= count:
            return (tuple(headings), block.end) if len(headings) == count and are_columns(headings) else None
    return None
