"""Where a table in text ends: what may be part of it, from its caption on, and what cannot be any more."""

import re
from dataclasses import dataclass

from ingest.layout import Layout
from ingest.records.column_values import has_shape, is_value
from ingest.records.columns import ColumnKind
from ingest.records.heading_row import Heading, read_heading_row
from ingest.shapes import (
    CAPTION,
    is_loose_heading,
    is_major_heading,
    is_prose,
    starts_anew,
    strip_continuation,
    trailing_values,
)

_NEAR = 3

LEAST_PROSE_LINES = 3
"""So many wide lines on end are a paragraph after the table; cells of text are narrower, or shorter."""

LEAST_PROSE_SHARE = 0.6
"""A paragraph ends a table only where prose makes up this part of what follows: a cell may be long, its row goes on."""


@dataclass(frozen=True, slots=True)
class Region:
    """The lines below a caption that may be the table's: to before `stop`, or to before `last`.

    Between the two stand lines that look like headings of what follows; they may be cells after all.
    """

    stop: int
    last: int


def is_caption(rest: str) -> bool:
    """Return whether what follows `Tabel 4` is a caption and not a sentence: `Tabel 4 laat zien dat …`."""
    return not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "(«‘“'"


def find_region(layout: Layout, first: int, body: int, limit: int) -> Region:
    """Return where the table ends of which the caption begins on line `first` and the body on line `body`.

    That is before the next caption or major heading, or a paragraph of prose, with the headings right before it. What
    a further page repeats at its top, the caption or the heading row, shows that the table goes on until there.
    """
    heading = read_heading_row(layout, body, limit)
    kinds = frozenset(column.kind for column in heading.columns) if heading else frozenset()
    caption = next((i for i in range(body, limit) if _is_other_caption(layout, first, i)), limit)
    repeats = _repeats(layout, heading, caption) if heading else ()
    ends = (i for i in range(body, caption) if _is_hard_end(layout, i, kinds))
    hard = next((i for i in ends if not _goes_on_below(i, repeats)), caption)
    headers = {layout.lines[i].text for i in range(body, min(body + 2, hard))}
    i = max((i for i in range(body + 2, hard) if layout.lines[i].text in headers), default=body)
    while i < hard:
        run = _prose_run(layout, i, hard)
        if run and not _is_row(layout, i, body, hard, kinds) and _prose_share(layout, i, hard) >= LEAST_PROSE_SHARE:
            return Region(_before_headings(layout, i, body), i)
        i += max(run, 1)
    return Region(_before_headings(layout, hard, body) if hard < limit else hard, hard)


def _is_other_caption(layout: Layout, first: int, i: int) -> bool:
    """Return whether another table's caption begins on line `i`: a page may repeat the one on line `first`."""
    line = layout.lines[i]
    match = CAPTION.match(line.text)
    if not (match and starts_anew(layout, i) and is_caption(match["caption"] or "")):
        return False
    return not (line.opens_page and strip_continuation(line.text) == layout.lines[first].text)


def _repeats(layout: Layout, heading: Heading, stop: int) -> tuple[int, ...]:
    """Return the lines before `stop` on which the heading row begins again."""
    size = len(heading.lines)
    return tuple(
        i for i in range(heading.end, stop) if tuple(line.text for line in layout.lines[i : i + size]) == heading.lines
    )


def _goes_on_below(i: int, repeats: tuple[int, ...]) -> bool:
    """Return whether the table goes on below line `i`, which looks like a heading: its heading row comes again there.

    Right below a heading it is that of another table.
    """
    following = next((repeat for repeat in repeats if repeat > i), i)
    return following - i > _NEAR


def _is_hard_end(layout: Layout, i: int, kinds: frozenset[ColumnKind]) -> bool:
    """Return whether line `i` ends any table: a chapter, an appendix, a page that opens with an article.

    The phase of a bill is numbered like a chapter: a line that is a value of a column of the table ends nothing.
    """
    line = layout.lines[i]
    if line.opens_page and re.match(r"^Artikel \d+[a-z]?$", line.text):
        return True
    if not line.opens_page and any(is_value(kind, line.text) for kind in kinds):
        return False
    return is_major_heading(layout, i) and not re.match(r"^\d+(?:\.\d+)+ ", line.text)


def _prose_run(layout: Layout, i: int, stop: int) -> int:
    """Return the number of lines of the paragraph of prose that begins at line `i`; 0 where none begins there."""
    under_heading = i > 0 and is_loose_heading(layout, i - 1)
    if not (starts_anew(layout, i) or under_heading):
        return 0
    j = i
    while j < stop and is_prose(layout, j) and (j == i or layout.lines[j - 1].wraps or not layout.lines[j].gap):
        j += 1
    ended = j < stop and j > i and not layout.lines[j].gap and layout.lines[j].text.endswith((".", ":", "?"))
    run = j - i + ended
    closed = layout.lines[i + run - 1].text.endswith((".", ":", "?")) if run else False
    return run if run >= LEAST_PROSE_LINES and closed else 0


def _is_row(layout: Layout, i: int, body: int, stop: int, kinds: frozenset[ColumnKind]) -> bool:
    """Return whether the paragraph at line `i` is a row of the table after all.

    It is when it begins like rows before it (`Korte duiding …`), or when rows of figures still come after it, or
    values of the kinds that the table's columns have.
    """
    opening = layout.lines[i].text.split()[:2]
    if any(layout.lines[j].text.split()[:2] == opening for j in range(body, i)):
        return True
    shapes = [kind for kind in kinds if has_shape(kind)]
    after = [layout.lines[j].text for j in range(i, stop)]
    return any(trailing_values(text) >= 2 or any(is_value(kind, text) for kind in shapes) for text in after)


def _prose_share(layout: Layout, i: int, stop: int) -> float:
    """Return the part of the characters from line `i` to `stop` that stand in wide lines."""
    lengths = [(len(layout.lines[j].text), is_prose(layout, j)) for j in range(i, stop)]
    return sum(length for length, wide in lengths if wide) / max(1, sum(length for length, _ in lengths))


def _before_headings(layout: Layout, i: int, body: int) -> int:
    """Return the index of the first of the headings that stand right before line `i`: they belong to what follows."""
    while i - 1 > body and is_loose_heading(layout, i - 1) and (layout.lines[i].gap or layout.lines[i].opens_page):
        if any(layout.lines[j].text == layout.lines[i - 1].text for j in range(body, i - 1)):
            break  # a line that the table has before is one of its cells
        i -= 1
    return i
