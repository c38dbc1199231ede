"""Labels without values in a table of figures: the rest of a label, an empty row, or a group of the rows below.

Extractors break a label over lines, with its values on the first, on the last, or below. What a line of words is
follows from how it is written, and from how the other labels of its table are.
"""

import re
from dataclasses import replace

from ingest.document import Span
from ingest.layout import Layout
from ingest.shapes import LIST_ITEM
from ingest.tables.draft import Draft, Part, Reading
from ingest.tables.hierarchy import is_kind, is_part, is_total
from ingest.tables.numbers import find_unit

NEARBY = 60
"""So many rows above a label tell how labels of its table are written."""

LEAST_STEMS = 2
"""So many labels that begin alike tell that the beginning alone is no label."""

_OPEN = re.compile(
    r"(?:[-–/,+&(]|\b(?:de|het|een|van|in|op|en|of|aan|voor|met|per|door|tot|bij|naar|uit|ten|ter|over|om|te|onder|tussen"
    r"|inclusief|exclusief|waaronder|binnen|buiten|incl\.|excl\.|t\.b\.v\.|i\.v\.m\.|t\.o\.v\.|artikel|art\.|hoofdstuk))$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\d{1,2}[.)]? \D")


def lengthen(row: Draft, text: str, span: Span) -> Draft:
    """Return the row with the rest of its label."""
    return replace(row, label=f"{row.label} {text}", span=Span(row.span.start, span.end))


def belongs_together(layout: Layout, state: Reading, i: int, label: str) -> bool:
    """Return whether the label on line `i` goes on with the one that waits on the line before."""
    line, part = layout.lines[i], state.waiting[-1]
    if part.last != i - 1:
        return False
    if layout.lines[part.last].wraps:
        return True
    if line.gap or line.opens_page:
        return False
    if state.spread or part.text.isdigit():
        return True
    if is_part(label) or part.text.endswith(":"):
        return False
    # `Instroom` begins a label that is broken, where the rows above it are `Instroom Visa` and `Instroom Asiel`.
    return is_open(part.text) or label[:1].islower() or _share_stem(state.rows, part.text)


def is_open(label: str) -> bool:
    """Return whether a label cannot end where it does: at `van`, at a hyphen, within brackets."""
    return _OPEN.search(label) is not None or label.count("(") > label.count(")")


def place_waiting(layout: Layout, state: Reading, label: str) -> None:
    """Turn the labels that wait before the row `label` into what they are: rest of a label, empty rows, or groups."""
    waiting, state.waiting = state.waiting, []
    if waiting and state.rows and ends_row_above(layout, state, waiting):
        rest = waiting.pop(0)
        state.rows[-1] = lengthen(state.rows[-1], rest.text, layout.lines[rest.last].span)
    if _closes(state, label):
        for part in waiting:
            span = Span(layout.lines[part.first].span.start, layout.lines[part.last].span.end)
            state.rows.append(Draft(part.text, state.groups, span))
        state.groups = ()
    elif waiting:
        state.groups = tuple(part.text.rstrip(":") for part in waiting)
    elif is_kind(label) and state.kinds is not None:
        state.groups = state.kinds
    elif _ends_numbered(state, label):
        state.groups = ()


def _closes(state: Reading, label: str) -> bool:
    """Return whether a row is the total of the rows above it, and so ends their group; it must count the same.

    `Totale omzet (x € 1.000)` below `Kostprijs per product (x € 1)` is an indicator beside it.
    """
    return is_total(label) and (not state.rows or find_unit(label) == find_unit(state.rows[-1].label))


def ends_row_above(layout: Layout, state: Reading, waiting: list[Part]) -> bool:
    """Return whether the first label that waits is the rest of the label of the row above, whose values came first."""
    above, rest = state.rows[-1], waiting[0]
    if above.span.end != layout.lines[rest.first - 1].span.end or is_part(rest.text) or rest.text.endswith("."):
        return False
    if is_open(above.label):
        return True
    lowercase = any(row.label[:1].islower() and not is_part(row.label) for row in state.rows[-NEARBY:])
    if rest.text[0].islower() and not lowercase and not LIST_ITEM.match(rest.text):
        return True
    return len(waiting) > 1 and _share_stem(state.rows[:-1], above.label)


def _share_stem(rows: list[Draft], label: str) -> bool:
    """Return whether rows begin with a label that is all of another one: it is cut off there."""
    return sum(row.label.startswith(label + " ") for row in rows[-NEARBY:]) >= LEAST_STEMS


def _ends_numbered(state: Reading, label: str) -> bool:
    """Return whether a row without a number comes after the numbered rows of a group: it stands outside of it."""
    inside = [row for row in state.rows[-NEARBY:] if row.groups == state.groups and not is_part(row.label)]
    if not state.groups or is_part(label) or _NUMBERED.match(label):
        return False
    return len(inside) > 1 and all(_NUMBERED.match(row.label) for row in inside)
