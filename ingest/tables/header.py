"""The heading rows of a table in text: what its columns are called, and which line is its first row.

Columns are periods (`2023 2024`), words (`Productgroep bedrag %`) or both, over one line or several. Where the headings
do not come out at the number of the columns, there is no header, and so no grid.
"""

from collections import Counter
from dataclasses import dataclass

from ingest.headings.blocks import is_row, is_unit_line, read_unit
from ingest.layout import Layout
from ingest.tables.heading_words import is_numbering, strip_numbering
from ingest.tables.period_headings import names_periods, read_periods
from ingest.tables.word_headings import read_words

MOST_LINES = 24
"""So many lines at most stand above the first row: seven headings of three lines each, and a group's label."""


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


def read_header(layout: Layout, start: int, stop: int) -> Header | None:
    """Return the heading rows of the table whose body begins on line `start`, or None where they are not understood."""
    limit = min(stop, start + MOST_LINES)
    first = next((i for i in range(start, limit) if is_row(layout.lines[i].text)), limit)
    line = next((i for i in range(start, first) if names_periods(layout.lines[i].text, opening=i == start)), None)
    unit = next(
        (read_unit(layout.lines[i].text) for i in range(start, first) if is_unit_line(layout.lines[i].text)), ""
    )
    if line is not None:
        named = read_periods(layout, start, line, first, stop)
    elif first == limit:
        return None
    else:
        named = read_words(layout, start, first, stop)
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


def _tell_apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns with their place added where the source gives the same name twice, or none."""
    counts = Counter(columns)
    return tuple(
        column if column and counts[column] == 1 else f"{column} (kolom {place})" if column else f"kolom {place}"
        for place, column in enumerate(columns, start=2)
    )
