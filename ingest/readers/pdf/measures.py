"""What the pages of a document have in common: the size of its letters, its leading, its margins, its running lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ingest.readers.pdf.grid import Grid
from ingest.readers.pdf.words import Row

EDGE = 0.16
"""So much of the page at its head and foot may hold running lines."""

LEAST_SHARE = 0.25
"""Running lines stand on at least so many of the pages; those of even and odd pages may differ."""

USUAL_LEADING = 1.2
"""Leading as a part of the font size where the document does not tell it."""

_MARK = re.compile(r"^(?:Vra(?:ag|gen)|Antwoord(?:en)?|Tabel)\b")  # opens what may stand at the top of any page
_SAME_PLACE = 300  # hundredths of a point


@dataclass(frozen=True, slots=True)
class Column:
    """The rows and tables of one column of a page, in order; `aside` where they stand in the margin."""

    items: tuple[Row | Grid, ...]
    aside: bool = False

    @property
    def rows(self) -> list[Row]:
        """Return its rows that are in no table."""
        return [item for item in self.items if isinstance(item, Row)]

    @property
    def left(self) -> int:
        """Return where the column begins."""
        return min(item.x0 for item in self.items)


@dataclass(frozen=True, slots=True)
class PageColumns:
    """The columns of a page in reading order, and where the page begins and ends: from top to bottom."""

    number: int
    columns: tuple[Column, ...]
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a document.

    `size` is that of its body; `leadings` gives for a size of letters the distance between two lines of a paragraph;
    `rights` for a column's left edge, in steps, where its lines end at most; `bold` whether its body is bold.
    `running` are the places on its pages of running headers and footers, as `place_of` writes them.
    """

    size: int
    bold: bool
    leadings: dict[int, int]
    rights: dict[int, int]
    running: frozenset[tuple[str, int]]

    def leading(self, size: int) -> float:
        """Return the distance between two lines of a paragraph in letters of `size`.

        Of letters that paragraphs are not set in, as those of headings, it is in proportion at most.
        """
        usual = self.leadings.get(round(self.size, -1), USUAL_LEADING * self.size) * size / self.size
        return min(self.leadings.get(round(size, -1), usual), 1.1 * usual)

    def right(self, left: int) -> int:
        """Return where the lines of a column that begins at `left` end at most."""
        return self.rights[left // _SAME_PLACE]


def measure_pages(pages: Sequence[PageColumns]) -> Measures:
    """Return the measures of the document with these pages."""
    rows = [row for page in pages for column in page.columns for row in column.rows]
    sizes: Counter[tuple[int, bool]] = Counter()
    for row in rows:
        sizes[row.size, row.bold] += len(row.text)
    size, bold = max(sizes, key=lambda style: (sizes[style], style), default=(1000, False))
    return Measures(size, bold, _measure_leadings(pages), _measure_rights(pages), _find_running(pages))


def _measure_leadings(pages: Sequence[PageColumns]) -> dict[int, int]:
    """Return for each size of letters the most common distance between two lines of it."""
    steps: dict[int, Counter[int]] = {}
    for column in (column for page in pages for column in page.columns):
        for a, b in pairwise(column.items):
            if isinstance(a, Row) and isinstance(b, Row) and abs(a.size - b.size) < 0.03 * a.size:
                step = round(b.y - a.y, -1)
                if 0.9 * a.size < step < 2.2 * a.size:
                    steps.setdefault(round(b.size, -1), Counter())[step] += 1
    return {size: max(found, key=lambda step: (found[step], -step)) for size, found in steps.items()}


def _measure_rights(pages: Sequence[PageColumns]) -> dict[int, int]:
    """Return for each left edge of columns, in steps, where nearly all of their lines have ended."""
    ends: dict[int, list[int]] = {}
    for column in (column for page in pages for column in page.columns if column.items):
        ends.setdefault(column.left // _SAME_PLACE, []).extend(row.x1 for row in column.rows)
    return {left: sorted(found)[(len(found) - 1) * 49 // 50] if found else 0 for left, found in ends.items()}


def place_of(row: Row) -> tuple[str, int]:
    """Return what a running line is known by: its text but for its digits, and how high it stands."""
    return re.sub(r"\d+", "#", row.text), round(row.y / _SAME_PLACE)


def _find_running(pages: Sequence[PageColumns]) -> frozenset[tuple[str, int]]:
    """Return the places of lines that stand at the head, the foot or the margin of several pages, the same each time.

    Their numbers are the same too, or count with the pages; and nothing else stands between them and the edge.
    """
    found: dict[tuple[str, int], dict[int, list[int]]] = {}
    for page in pages:
        for row in _edge_rows(page):
            numbers = [int(number) for number in re.findall(r"\d{1,9}", row.text)]
            found.setdefault(place_of(row), {})[page.number] = numbers
    least = max(2, LEAST_SHARE * len(pages))
    places = {place for place, seen in found.items() if len(seen) >= least and _counts(seen)}
    outermost = Counter(place for page in pages for place in {*_outermost(page, places)})
    return frozenset(place for place, count in outermost.items() if count >= least)


def _edge_rows(page: PageColumns) -> list[Row]:
    """Return the rows at the head and the foot of a page, and in its margins, that may be running lines."""
    edge = EDGE * (page.bottom - page.top)
    return [
        row
        for column in page.columns
        for row in column.rows
        if column.aside or row.y < page.top + edge or row.y > page.bottom - edge
        if not _MARK.match(row.text)
    ]


def _outermost(page: PageColumns, places: set[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield those of the places of running lines that have nothing but such lines between them and the page's edge."""
    rows = sorted((row for column in page.columns if not column.aside for row in column.rows), key=lambda row: row.y)
    edge = EDGE * (page.bottom - page.top)
    head = [place_of(row) for row in rows if row.y < page.top + edge]
    foot = [place_of(row) for row in reversed(rows) if row.y > page.bottom - edge]
    yield from takewhile(places.__contains__, head)
    yield from takewhile(places.__contains__, foot)
    aside = (place_of(row) for column in page.columns if column.aside for row in column.rows)
    yield from (place for place in aside if place in places)


def _counts(seen: dict[int, list[int]]) -> bool:
    """Return whether each number of a line is the same on all of its pages, or as much more as the page is further."""
    numbers = list(seen.items())
    first_page, first = numbers[0]
    return all(
        len(each) == len(first) and all(b == a or b - a == page - first_page for a, b in zip(first, each, strict=True))
        for page, each in numbers
    )
