"""What stands above the first row of a table in text: blocks of words and units; and how many values its rows have."""

import re
from collections import Counter
from dataclasses import dataclass

from ingest.layout import Layout
from ingest.shapes import is_prose
from ingest.tables.heading_words import is_numbering, is_one_heading
from ingest.tables.numbers import PERIOD, ends_in_brackets, find_unit, find_values, join_signs

Named = tuple[tuple[str, ...], tuple[str, ...], int]
"""The names of the columns of values, the headings left of them, and the first line after them."""

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
class HeadingBlock:
    """Words that stand together above the rows: a heading, a line of headings, or the label of a group."""

    text: str
    end: int


def read_unit(text: str) -> str:
    """Return the unit that a line of its own tells: `x € 1.000` for `Bedragen x € 1.000`."""
    return find_unit(text) or find_unit(f"({text.strip('().')})")


def is_unit_line(text: str) -> bool:
    """Return whether a line says no more than what the amounts are counted in: `(bedragen in miljoenen euro)`."""
    return bool(_UNIT_LINE.match(text) and read_unit(text))


def is_row(text: str) -> bool:
    """Return whether a line has values that are no years: a heading or a group's label may end in a year."""
    values = find_values(text)
    figures = any(not PERIOD.match(value.text) for value in values) or ends_in_brackets(text)
    return figures and not (is_numbering(text) or is_unit_line(text))


def count_values(layout: Layout, first: int, stop: int) -> tuple[int, int]:
    """Return how many values the rows from line `first` on have, and the most that one has; 0 where they are no rows.

    A third of the rows with more of them tell that the others have empty cells. Where rows have nothing but values, the
    first of these is the label: `2019 1.234`.
    """
    sample = range(first, min(stop, first + SAMPLE))
    sample = range(first, next((i for i in sample if is_prose(layout, i)), sample.stop))
    texts = [layout.lines[i].text for i in sample]
    brackets = any(map(ends_in_brackets, texts))
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


def read_blocks(layout: Layout, start: int, end: int) -> list[HeadingBlock]:
    """Return the blocks of words on the lines from `start` to before `end`; numbers of columns and units are none."""
    blocks: list[HeadingBlock] = []
    apart = True
    for i in range(start, end):
        text = layout.lines[i].text
        if is_numbering(text) or is_unit_line(text):
            apart = True
            continue
        if apart or not _goes_on(layout, i):
            blocks.append(HeadingBlock(text, i + 1))
        else:
            above = blocks[-1].text
            broken = _is_broken(layout, i, above)
            above = above.replace(" ", "") if broken and not layout.cue else above
            blocks[-1] = HeadingBlock(f"{above}{'' if broken else ' '}{text}", i + 1)
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
