"""The names of columns that are words: `Productgroep bedrag %`, over one line or several.

How many there are is told by a row of numbers (`(1) (2) (3)=(2)-(1)`) or by the rows of figures below.
"""

from collections.abc import Iterator, Sequence

from ingest.headings.blocks import HeadingBlock, Named, count_values, read_blocks
from ingest.layout import Layout
from ingest.tables.heading_words import (
    are_columns,
    is_column_heading,
    is_label_heading,
    is_numbering,
    split_headings,
    split_words,
    strip_numbering,
)
from ingest.tables.numbers import find_values, join_signs
from ingest.tables.period_headings import spread_headings


def read_words(layout: Layout, start: int, first: int, stop: int) -> Named | None:
    """Return what the words between `start` and the first row of figures call the columns."""
    numbered = next((i for i in range(start, first) if is_numbering(layout.lines[i].text)), None)
    numbers = split_words(layout.lines[numbered].text) if numbered is not None else []
    usual, most = count_values(layout, first, stop)
    count = max(usual, len(numbers))
    blocks = read_blocks(layout, start, first)
    if not count:
        return None
    if not blocks or (not numbers and layout.lines[first - 1].text.endswith((".", ":"))):
        # No heading at all, or only a sentence that leads up to the rows.
        values = join_signs(find_values(layout.lines[first].text))
        return (("",) * count, (), first) if values and len(values) - (not values[0].start) == count else None
    # Most rows may have an empty cell: then headings of amounts tell that there are more columns, as a longer row has.
    for size in range(count, max(count, most) + 1):
        found = _name_columns(blocks, size, loose=size == count)
        if found is not None:
            return found
    return (tuple(numbers), (), numbered + 1) if numbered is not None and len(numbers) == count else None


def _name_columns(blocks: Sequence[HeadingBlock], count: int, *, loose: bool) -> Named | None:
    """Return what the blocks of words call `count` columns; with `loose` these need not be known headings."""
    for ways in (_by_repetition(blocks, count), list(_by_blocks(blocks, count)), _by_words(blocks, count)):
        fitting = [way for way in ways if not (any(map(is_column_heading, way[1])) or is_label_heading(way[0][0]))]
        for way in fitting:
            if are_columns(way[0]):
                return way
        # What is no known heading of labels may as well be the first word of a heading of two: `Eigen Personeel`.
        # The columns of a table of text are no columns of amounts, even where a number ends each row: `Kamerstuk`.
        named = [
            way for way in fitting if all(map(is_label_heading, way[1])) and not any(map(is_label_heading, way[0]))
        ]
        if loose and len(named) == 1:
            return named[0]
    return None


def _by_repetition(blocks: Sequence[HeadingBlock], count: int) -> list[Named]:
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
        spread = spread_headings(above, names)
        return [(spread, before, block.end)] if spread is not None else []
    return []


def _by_blocks(blocks: Sequence[HeadingBlock], count: int) -> Iterator[Named]:
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


def _by_words(blocks: Sequence[HeadingBlock], count: int) -> list[Named]:
    """Return the way in which each word of the first line is a heading: `jan feb mrt`."""
    words = split_words(blocks[0].text)
    extra = len(words) - count
    if extra not in {0, 1} or any("(" in word for word in words):
        return []
    return [(tuple(words[extra:]), tuple(words[:extra]), blocks[0].end)]
