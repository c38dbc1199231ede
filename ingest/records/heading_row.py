"""From the lines under the caption of a table of text to its heading row, and to the lines below that.

The heading row tells that a table is one of text and which columns it has; it comes again on every page that the table
runs over. What stands behind the last row, a source or running text, is none of its cells.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ingest.layout import Layout
from ingest.records.columns import Column, kind_of_title, split_titles
from ingest.shapes import CAPTION, SOURCE_NOTE

_AMOUNT = re.compile(
    r"bedrag|budget|aantal|totaal|raming|uitgaven|ontvangsten|saldo|kosten|omzet|percentage|[€%]", re.I
)
_MOST_LINES = 6
_MOST_COLUMNS = 9
_MOST_BROKEN = 3

_FULL = 0.85
"""From this part of the body's width on, a line is as long as one of running text that was broken for its length."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row: its columns, the years after them, its lines as printed, and the first line after it."""

    columns: tuple[Column, ...]
    years: tuple[str, ...]
    lines: tuple[str, ...]
    end: int


class BodyLine(NamedTuple):
    """A line below the heading row: its index, and whether a page begins with it."""

    at: int
    opens_page: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a table's rows, without heading rows and notes, and the first line after the table."""

    lines: tuple[BodyLine, ...]
    end: int


def read_heading_row(layout: Layout, start: int, stop: int) -> Heading | None:
    """Return the heading row that begins on line `start`, or None where no titles of columns stand there.

    It goes on over the lines that hold nothing but titles the lexicon knows, or the rest of one. Most titles must be
    known; a line in which one comes twice is one of values, and a table with a column of amounts is one of figures.
    """
    if start >= stop:
        return None
    end, text = start + 1, layout.lines[start].text
    while end < min(stop, start + _MOST_LINES):
        if size := _broken_title(layout, end, stop):
            text = f"{text} {''.join(line.text for line in layout.lines[end : end + size])}"
            end += size
            continue
        joined = f"{text} {layout.lines[end].text}"
        if not (layout.lines[end - 1].wraps or _only_titles(layout.lines[end].text) or _completes(text, joined)):
            break
        end, text = end + 1, joined
    columns, years = split_titles(text)
    known = sum(column.known for column in columns)
    if not 2 <= len(columns) <= _MOST_COLUMNS or 2 * known < len(columns):
        return None
    if len({column.title for column in columns}) < len(columns) or any(
        _AMOUNT.search(column.title) for column in columns if not column.known
    ):
        return None
    return Heading(columns, years, tuple(layout.lines[i].text for i in range(start, end)), end)


def find_body(layout: Layout, heading: Heading, stop: int) -> Body:
    """Return the body of the table that ends before line `stop`, or before the running text at its end.

    The heading row, and the caption above it, may be repeated at the top of a page.
    """
    found: list[BodyLine] = []
    i, opens = heading.end, False
    while i < stop:
        opens = opens or layout.lines[i].opens_page
        if layout.lines[i].opens_page and CAPTION.match(layout.lines[i].text):
            i += 1
            continue
        size = len(heading.lines)
        if tuple(line.text for line in layout.lines[i : i + size]) == heading.lines:
            i, opens = i + size, True
            continue
        found.append(BodyLine(i, opens))
        i, opens = i + 1, False
    return _without_tail(layout, tuple(found), stop)


def _only_titles(text: str) -> bool:
    """Return whether a line holds nothing but titles of the lexicon, and years."""
    columns, years = split_titles(text)
    return bool(columns or years) and all(kind_of_title(column.title) is not None for column in columns)


def _broken_title(layout: Layout, i: int, stop: int) -> int:
    """Return over how many lines from `i` on a title is broken inside its words: `Begro` / `tingsar` / `tikel(en)`."""
    for size in range(2, _MOST_BROKEN + 1):
        if i + size <= stop and kind_of_title("".join(line.text for line in layout.lines[i : i + size])) is not None:
            return size
    return 0


def _completes(text: str, joined: str) -> bool:
    """Return whether a further line is the rest of a title: `Stand van` / `zaken`, `Begrotings` / `artikel(en)`."""
    if not joined[len(text) + 1].islower():
        return False
    before, after = split_titles(text)[0], split_titles(joined)[0]
    return len(after) == len(before) and bool(after) and not before[-1].known and after[-1].known


def _without_tail(layout: Layout, lines: tuple[BodyLine, ...], stop: int) -> Body:
    """Return the body without the notes at its end (`Bron: …`, `* …`), which are part of the table, and running text.

    Running text is told by its lines: they are as long as those of the body, and no cell of the table has such.
    """
    end = stop
    while len(lines) > 1:
        first = _last_paragraph(layout, lines)
        opening = layout.lines[lines[first].at].text
        if not (SOURCE_NOTE.match(opening) or opening.startswith("* ")):
            if not _is_running_text(layout, lines, first):
                break
            end = lines[first].at
        lines = lines[:first]
    return Body(lines, end)


def _last_paragraph(layout: Layout, lines: tuple[BodyLine, ...]) -> int:
    """Return where among the lines the last paragraph begins: after a gap, and a line that does not go on."""
    at = len(lines) - 1
    while at:
        line, before = layout.lines[lines[at].at], layout.lines[lines[at - 1].at]
        if (line.gap or lines[at].opens_page) and not before.wraps:
            break
        at -= 1
    return at


def _is_running_text(layout: Layout, lines: tuple[BodyLine, ...], first: int) -> bool:
    """Return whether the lines from `first` on are a paragraph with lines longer than any cell before them has."""
    full = [len(layout.lines[line.at].text) >= _FULL * layout.width for line in lines]
    if len(lines) - first < 2 or not all(full[first:-1]):
        return False
    in_cells = any(one and other for one, other in zip(full[:first], full[1:first], strict=False))
    return not in_cells and layout.lines[lines[-1].at].text.endswith((".", ":"))
