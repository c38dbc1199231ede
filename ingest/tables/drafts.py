"""The rows of a table of figures, from its lines: labels whole, values with their label, groups opened and closed.

A label may be broken over lines, with its values on the first line, on the last, or below; a group is a label without
values above rows. Which column a value belongs to is settled afterwards, when all rows are known.
"""

import re
from dataclasses import replace

from ingest.document import Span
from ingest.headings.blocks import is_unit_line
from ingest.layout import Layout
from ingest.shapes import CAPTION, SOURCE_NOTE, SUBNUMBERED, is_major_heading, is_prose, strip_continuation
from ingest.tables.draft import Draft, Part, Reading
from ingest.tables.draft_labels import belongs_together, ends_row_above, lengthen, place_waiting
from ingest.tables.figures import Figures, Style, has_more, read_figures
from ingest.tables.header import Header
from ingest.tables.hierarchy import is_kind
from ingest.tables.numbers import DASHES, Value

LONGEST_LABEL = 120
"""Characters of a label on one line; a longer line is a sentence that ends in a figure."""

LONGEST_GROUP = 8
"""So many lines without values may stand on end in a table: a group or two, and a label broken over lines."""

LEAST_PROSE = 3
"""So many full lines on end are a paragraph, and the end of the table."""

_LABEL_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})?$")
"""A number or code that can stand alone before a label: `5`, `37.2`."""


def read_drafts(layout: Layout, header: Header, stop: int, style: Style) -> tuple[tuple[Draft, ...], int] | None:
    """Return the rows between the header and line `stop` at most, and the first line after them.

    None where values stand without a label, or above their labels: which belong together is not told then.
    """
    state = Reading(style, _is_spread(layout, header.end, stop, style))
    i = header.end
    while i < stop:
        line = layout.lines[i]
        if strip_continuation(line.text) in header.texts:
            i += 1
            continue
        if _ends_table(layout, i):
            break
        figures = _read_line(layout, i, stop, state)
        if figures.values:
            _add_row(layout, state, i, figures)
        else:
            followed = _is_followed(layout, i, stop, state)
            if _continues_row(layout, i, state, followed=followed):
                state.rows[-1] = lengthen(state.rows[-1], line.text, line.span)
            elif followed:
                _add_part(layout, state, i)
            else:
                break
        i += 1
    end = state.waiting[0].first if state.waiting else i
    return None if state.broken else (tuple(state.rows), end)


def _is_spread(layout: Layout, start: int, stop: int, style: Style) -> bool:
    """Return whether blank lines stand between the rows: lines without one between them are then one row."""
    rows = [layout.lines[i] for i in range(start, stop) if read_figures(layout.lines[i].text, style).values]
    return 2 * sum(line.gap or line.opens_page for line in rows[1:]) >= len(rows)


def _ends_table(layout: Layout, i: int) -> bool:
    """Return whether line `i` is none of the table by its own shape; `37.2 Toegang` may be a heading or a label."""
    text = layout.lines[i].text
    heading = is_major_heading(layout, i) and not SUBNUMBERED.match(text)
    return bool(CAPTION.match(text) or SOURCE_NOTE.match(text) or heading)


def _read_line(layout: Layout, i: int, stop: int, state: Reading) -> Figures:
    """Return the label and values of line `i`, where its figures are no part of a label."""
    style, text = state.style, layout.lines[i].text
    before = state.waiting[-1].text if state.waiting and state.waiting[-1].last == i - 1 else ""
    figures = read_figures(text, style, before)
    full = len(figures.values) == style.count
    bare = Figures(text)
    if is_unit_line(text):
        return bare
    if before and len(text) == 1 and text in DASHES:
        dash = (Value(0, 1, text),)
        return Figures("", dash, dash)
    if has_more(text, style):
        return replace(figures, open=True)
    following = read_figures(layout.lines[i + 1].text, style) if i + 1 < stop else bare
    if _LABEL_NUMBER.match(text) and _opens_label(layout, i, stop, following):
        return bare
    if full or not figures.values:
        return bare if full and len(figures.label) > LONGEST_LABEL else figures
    if len(following.values) == style.count and not following.label:
        return bare  # the values come next: these are figures of the label
    if not figures.label and not state.waiting:
        return figures if _completes(state, figures) else bare
    return bare if is_prose(layout, i) or len(figures.label) > LONGEST_LABEL else figures


def _opens_label(layout: Layout, i: int, stop: int, following: Figures) -> bool:
    """Return whether a number alone on line `i` opens a label that goes on below: `5` above `Rekening courant …`."""
    return i + 1 < stop and bool(following.label) and not (layout.lines[i + 1].gap or layout.lines[i + 1].opens_page)


def _completes(state: Reading, figures: Figures) -> bool:
    """Return whether values alone on a line are the rest of those of the row above; `1` alone opens a label."""
    above = state.rows[-1] if state.rows else None
    if above is None or state.waiting or _LABEL_NUMBER.match(figures.values[0].text):
        return False
    return len(above.values) + len(figures.values) == state.style.count


def _continues_row(layout: Layout, i: int, state: Reading, *, followed: bool) -> bool:
    """Return whether line `i` goes on with the label of the row right above it, beside which its values stand.

    Where no row comes after it, a heading may stand as close as the rest of a label: only its words tell.
    """
    line = layout.lines[i]
    if state.waiting or not state.rows:
        return False
    above = state.rows[-1]
    if above.span.end != layout.lines[i - 1].span.end:
        return False
    if not followed:
        return ends_row_above(layout, state, [Part(line.text, i, i)])
    return state.spread and not (line.gap or line.opens_page or above.ends_in_dash)


def _is_followed(layout: Layout, i: int, stop: int, state: Reading) -> bool:
    """Return whether a line without values at `i` belongs to the table: rows follow before anything else does."""
    prose = 0
    for j in range(i, min(stop, i + LONGEST_GROUP + 1)):
        text = layout.lines[j].text
        if _ends_table(layout, j):
            return False
        figures = Figures(text) if is_unit_line(text) else read_figures(text, state.style)
        if figures.values and len(figures.label) <= LONGEST_LABEL and not is_prose(layout, j):
            return True
        prose = prose + 1 if is_prose(layout, j) else 0
        if prose >= LEAST_PROSE or (text.endswith(".") and not re.search(r"\b\w{1,4}\.$", text)):
            return False
    return False


def _add_part(layout: Layout, state: Reading, i: int) -> None:
    """Add the label on line `i` to those waiting, or to the last of them where it goes on there."""
    text = layout.lines[i].text
    if state.waiting and belongs_together(layout, state, i, text):
        part = state.waiting[-1]
        state.waiting[-1] = Part(f"{part.text} {text}", part.first, i)
    else:
        state.waiting.append(Part(text, i, i))


def _add_row(layout: Layout, state: Reading, i: int, figures: Figures) -> None:
    """Add the row whose values stand on line `i`; labels that wait become part of its label, or groups."""
    label, line = figures.label, layout.lines[i]
    row = Draft(
        label=label,
        groups=(),
        span=line.span,
        values=_move(figures.values, line.span.start),
        apart=_move(figures.apart, line.span.start),
        open=figures.open,
        empty=figures.empty,
    )
    if not label and not state.waiting:
        _complete_row(state, figures, row)
        return
    if state.waiting and (not label or belongs_together(layout, state, i, label)):
        row = _join_part(layout, state.waiting.pop(), row)
    place_waiting(layout, state, row.label)
    if is_kind(row.label):
        state.kinds = state.groups
    state.rows.append(replace(row, groups=state.groups))


def _complete_row(state: Reading, figures: Figures, rest: Draft) -> None:
    """Add values on a line of their own to the row above, where they are those it lacks."""
    if not _completes(state, figures):
        state.broken = True
        return
    above = state.rows[-1]
    values, apart = (*above.values, *rest.values), (*above.apart, *rest.apart)
    span = Span(above.span.start, rest.span.end)
    state.rows[-1] = replace(above, span=span, values=values, apart=apart)


def _join_part(layout: Layout, part: Part, row: Draft) -> Draft:
    """Return the row with the label on the lines before it put in front of its own.

    The euro sign at the end of `Totaal €` belongs to the amount, which stands on a line of its own.
    """
    end = layout.lines[part.last].span.end
    span = Span(layout.lines[part.first].span.start, row.span.end)
    if row.label or not part.text.endswith(" €"):
        return replace(row, label=f"{part.text} {row.label}".strip(), span=span)
    values, apart = (
        (Value(end - 1, first.end, f"€ {first.text}"), *others) for first, *others in (row.values, row.apart)
    )
    return replace(row, label=part.text.removesuffix(" €"), span=span, values=values, apart=apart)


def _move(values: tuple[Value, ...], start: int) -> tuple[Value, ...]:
    """Return the values of a line that begins at character `start` as they stand in the document."""
    return tuple(value.move(start) for value in values)
