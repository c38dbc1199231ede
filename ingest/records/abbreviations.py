"""From the lines of a list of abbreviations to its rows: the short form, and what it stands for."""

import re

from ingest.document import Cell, Row, Span
from ingest.layout import Layout
from ingest.tables.region import Region

MEANING = "Betekenis"
"""The column of what an abbreviation stands for; such a list has hardly ever a heading row that names it."""

_SHORT = r"(?=\S*[^\W\d_])[\w&'’/.+-]{1,14}"
_ROW = re.compile(rf"^(?P<short>{_SHORT}) (?P<long>\S.*)$")
_BEGINS_SHORT = re.compile(r"^(?:(?=(?:\S*[A-Z]){2})\S{2,14}|\S{1,13}\.|\S{1,4}) \S")
_SHORT_ALONE = re.compile(rf"^(?=(?:\S*[A-Z]){{2}}|\S*\.$){_SHORT}$")
_HEADING = re.compile(r"^(?:Gebruikte )?Afkorting(?:en)?\b", re.IGNORECASE)


def end_of_list(layout: Layout, region: Region) -> int:
    """Return the first line after a list of abbreviations: rows look like headings, but begin with a short form."""
    stop = region.last
    while stop > region.stop and not _BEGINS_SHORT.match(layout.lines[stop - 1].text):
        if stop - 2 >= region.stop and _SHORT_ALONE.match(layout.lines[stop - 2].text):
            break
        stop -= 1
    return stop


def read_abbreviations(layout: Layout, start: int, stop: int) -> tuple[Row, ...]:
    """Return a row for each abbreviation of the lines: the short form as its label, its meaning as its one cell.

    A meaning may go on over further lines, and a short form stand on a line of its own before it. A page may repeat the
    heading row, or the first row of a list that has none.
    """
    rows: list[Row] = []
    waiting: Span | None = None
    for i in range(start, stop):
        line = layout.lines[i]
        if rows and not waiting and _goes_on(layout, i, start):
            rows[-1] = _lengthen(layout, rows[-1], line.span)
        elif _HEADING.match(line.text):
            continue
        elif waiting is not None:
            _add(layout, rows, waiting, line.span)
            waiting = None
        elif match := _ROW.match(line.text):
            at = line.span.start
            _add(layout, rows, Span(at, at + match.end("short")), Span(at + match.start("long"), line.span.end))
        elif _SHORT_ALONE.match(line.text):
            waiting = line.span
    return tuple(rows)


def _goes_on(layout: Layout, i: int, start: int) -> bool:
    """Return whether line `i` is the rest of the meaning on the line before it.

    Without the cue of the closing space, that is one that begins with two small words right below another line.
    """
    if i == start:
        return False
    if layout.cue:
        return layout.lines[i - 1].wraps
    line = layout.lines[i]
    return not (line.gap or line.opens_page) and re.match(r"^[a-zà-ÿ]+(?: [a-zà-ÿ]|$)", line.text) is not None


def _add(layout: Layout, rows: list[Row], short: Span, meaning: Span) -> None:
    """Add the row of an abbreviation, unless a page repeats one that is there."""
    cell = Cell(MEANING, layout.text[meaning.start : meaning.end], meaning)
    row = Row(layout.text[short.start : short.end], (), (cell,), Span(short.start, meaning.end))
    if not any((known.label, known.cells[0].text) == (row.label, cell.text) for known in rows):
        rows.append(row)


def _lengthen(layout: Layout, row: Row, more: Span) -> Row:
    """Return the row with a further line of its meaning."""
    span = Span(row.cells[0].span.start, more.end)
    text = " ".join(layout.text[span.start : span.end].split())
    return Row(row.label, row.groups, (Cell(MEANING, text, span),), Span(row.span.start, more.end))
