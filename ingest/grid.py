"""From the lines under a table's caption to its columns and rows, where the lines are rows of figures.

Extractors write such a table row by row: a label, then one value for each column. Labels may be broken over lines, with
the values on a line of their own after or before the rest of the label; groups are labels without values. A table whose
lines do not follow that is not guessed at: there is no grid then, and its text stays verbatim.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ingest.document import UNDETERMINED, Cell, Row, Span
from ingest.hierarchy import group_by_sums, is_total
from ingest.layout import Layout
from ingest.numbers import Value, find_unit, parse_number, split_values
from ingest.shapes import CAPTION, SOURCE_NOTE, is_major_heading, is_prose, strip_continuation, trailing_values

PERIOD = re.compile(
    r"^(?:(?:19|20)\d\d(?:[-/]?[QK][1-4])?|[QK][1-4](?:-?(?:19|20)\d\d)?|t[-+]\d|(?:19|20)\d\d[-/]\d\d)$"
)
_COUNT = re.compile(r"\b(?:aantal|fte|fte's)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:Art\.?|Artikel)$")
_GROUP_LOOKAHEAD = 5
LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of a table, the index of the first line after it, and the heading above the rows' labels."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    end: int
    label_column: str = ""


@dataclass(frozen=True, slots=True)
class _Header:
    """The heading row: the names of the value columns, the words before them, and the first line after it."""

    columns: tuple[str, ...]
    before: str
    end: int


@dataclass(frozen=True, slots=True)
class _Label:
    """A label without values, over one line or several."""

    text: str
    first: int
    last: int


@dataclass(slots=True)
class _State:
    """What has been read of a table: its rows, the labels that wait for values, the groups that are open."""

    rows: list[Row] = field(default_factory=list)
    waiting: list[_Label] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    complete: int = 0
    labels: int = 0


def parse_grid(layout: Layout, first: int, start: int, stop: int, unit: str) -> Grid | None:
    """Return the grid of the lines from `start` to at most `stop`, or None where they are no rows of figures.

    `unit` is what the caption says of the amounts, which begins on line `first`.
    """
    header = _read_header(layout, start, stop)
    if header is None:
        return None
    types = _column_types(layout, header, stop)
    # A further page may begin with the caption and the heading row again.
    repeated = frozenset(layout.lines[j].text for j in range(first, header.end))
    state = _State()
    i = header.end
    while i < stop:
        line = layout.lines[i]
        if strip_continuation(line.text) in repeated:
            i += 1
            continue
        if CAPTION.match(line.text) or is_major_heading(layout, i) or SOURCE_NOTE.match(line.text):
            break
        label, values = _read_values(layout, i, stop, header, types, opens=not state.waiting)
        if values:
            _add_row(layout, state, i, label, values, header, types, unit)
            i += 1
            continue
        if not _group_continues(layout, i, stop, len(header.columns)):
            break
        i = _read_label(layout, state, i, stop)
    end = _read_notes(layout, i, stop)
    if state.waiting:
        end = state.waiting[0].first
    if state.complete < 1 or 2 * state.complete < len(state.rows):
        return None
    rows = tuple(state.rows)
    if "€" in unit:
        rows = group_by_sums(rows)
    articles = (header.before,) if any(len(row.cells) > len(header.columns) for row in rows) else ()
    return Grid((*articles, *header.columns), rows, end)


def _read_values(
    layout: Layout, i: int, stop: int, header: _Header, types: tuple[str, ...], *, opens: bool
) -> tuple[str, tuple[Value, ...]]:
    """Return the label and the values of line `i`; all is label where its figures are no values of the row.

    `opens` tells that no label waits for values.
    """
    text = layout.lines[i].text
    label, values = split_values(text, len(header.columns), signed="%" in types)
    if len(values) == len(header.columns):
        return label, values
    # A number can open a label (`5` above `Rekening courant …`), or be a part of one whose values come next.
    if (opens and not label) or _continues_label(layout, i, stop, header):
        return text, ()
    return label, values


def _read_header(layout: Layout, start: int, stop: int) -> _Header | None:
    """Return the heading row at `start`: periods (`2023 2024`), or words; the rows tell how many are columns."""
    if start >= stop:
        return None
    words = layout.lines[start].text.split()
    periods = [word for word in words if PERIOD.match(word)]
    if periods and words[-len(periods) :] == periods:
        return _Header(tuple(periods), " ".join(words[: -len(periods)]), start + 1)
    if periods and words[-1] == periods[-1] and len(periods) > 1:
        return _split_at_periods(words, len(periods), start)
    if trailing_values(layout.lines[start].text) and not re.search(r"%$", words[-1]):
        return None
    sample = range(start + 1, min(stop, start + 12))
    sample = range(start + 1, next((i for i in sample if is_prose(layout, i)), sample.stop))
    counts = Counter(trailing_values(layout.lines[i].text) for i in sample)
    filled = len(sample) - counts.pop(0, 0)
    if not counts or filled < 0.6 * len(sample):
        return None
    columns = max(counts, key=lambda count: (counts[count], count))
    columns = max(columns, max(count for count, times in counts.items() if 3 * times >= filled))
    if len(words) < columns or layout.lines[start].wraps:
        return None
    return _Header(tuple(words[len(words) - columns :]), " ".join(words[: len(words) - columns]), start + 1)


def _split_at_periods(words: list[str], count: int, start: int) -> _Header:
    """Return a header of columns that each end in a period: `Begroting 2025 Realisatie 2024`."""
    columns: list[str] = []
    current: list[str] = []
    for word in words:
        current.append(word)
        if PERIOD.match(word):
            columns.append(" ".join(current))
            current = []
    return _Header(tuple(columns[-count:]), "", start + 1)


def _column_types(layout: Layout, header: _Header, stop: int) -> tuple[str, ...]:
    """Return for each column whether its values are percentages (`%`), numbers (`n`) or both (empty), by full rows."""
    seen: list[set[str]] = [set() for _ in header.columns]
    for i in range(header.end, stop):
        _, values = split_values(layout.lines[i].text, len(seen), signed=True)
        if len(values) == len(seen):
            for column, value in zip(seen, values, strict=True):
                column.add("%" if value.text.endswith("%") else "n")
    types = [column.pop() if len(column) == 1 else "" for column in seen]
    return tuple(types) if len(set(types)) > 1 else ("",) * len(types)


def _continues_label(layout: Layout, i: int, stop: int, header: _Header) -> bool:
    """Return whether the figures at the end of line `i` are part of its label: the next line has all the values."""
    if i + 1 >= stop:
        return False
    label, values = split_values(layout.lines[i + 1].text, len(header.columns))
    return not label and len(values) == len(header.columns)


def _group_continues(layout: Layout, i: int, stop: int, columns: int) -> bool:
    """Return whether a line without values at `i` belongs to the table: rows follow before anything else does."""
    for labels, j in enumerate(range(i, stop), start=1):
        line = layout.lines[j]
        if CAPTION.match(line.text) or SOURCE_NOTE.match(line.text) or is_major_heading(layout, j):
            return False
        label, values = split_values(line.text, columns)
        if values and (len(values) == columns or label) and len(label) <= LONGEST_LABEL:
            return True
        if is_prose(layout, j) or line.text.endswith("."):
            return False
        if labels > _GROUP_LOOKAHEAD:
            return False
    return False


def _read_label(layout: Layout, state: _State, i: int, stop: int) -> int:
    """Add the label at `i`, with the lines it wraps over, to those waiting; return the next line's index."""
    last = i
    while last + 1 < stop and layout.lines[last].wraps and not trailing_values(layout.lines[last + 1].text):
        last += 1
    text = " ".join(layout.lines[j].text for j in range(i, last + 1))
    state.waiting.append(_Label(text, i, last))
    return last + 1


def _add_row(
    layout: Layout,
    state: _State,
    i: int,
    label: str,
    values: tuple[Value, ...],
    header: _Header,
    types: tuple[str, ...],
    unit: str,
) -> None:
    """Add the row whose values stand on line `i`; labels that wait become part of its label, or groups."""
    first = i
    if state.waiting and (not label or layout.lines[state.waiting[-1].last].wraps):
        part = state.waiting.pop()
        label, first = f"{part.text} {label}".strip(), part.first
        while not values[0].start and state.waiting and not layout.lines[part.first].gap:
            part = state.waiting.pop()
            label, first = f"{part.text} {label}", part.first
    _place_waiting(layout, state, label)
    article, label = _split_article(label, header)
    line = layout.lines[i]
    columns = _place_values(values, header.columns, types)
    row_unit = find_unit(label) or find_unit(" ".join(state.groups[-1:])) or ("" if _COUNT.search(label) else unit)
    cells = tuple(
        Cell(
            column=column,
            text=value.text,
            span=Span(line.span.start + value.start, line.span.start + value.end),
            number=parse_number(value.text),
            unit="%" if value.text.endswith("%") else row_unit,
        )
        for column, value in zip(columns, values, strict=True)
    )
    if article:
        start = layout.lines[first].span.start + layout.lines[first].text.rindex(article, 0, values[0].start)
        cells = (Cell(header.before, article, Span(start, start + len(article)), parse_number(article)), *cells)
    state.rows.append(Row(label, state.groups, cells, Span(layout.lines[first].span.start, line.span.end)))
    state.labels += len(label)
    state.complete += len(values) == len(header.columns)


def _place_waiting(layout: Layout, state: _State, label: str) -> None:
    """Turn the labels that wait before the row `label` into what they are: rest of a label, empty rows, or groups."""
    waiting, state.waiting = state.waiting, []
    if len(waiting) > 1 and _is_cut_off(state.rows):
        # The values of the row above came before the rest of its label.
        above, rest = state.rows[-1], waiting.pop(0)
        span = Span(above.span.start, layout.lines[rest.last].span.end)
        state.rows[-1] = replace(above, label=f"{above.label} {rest.text}", span=span)
    if is_total(label):
        for part in waiting:
            span = Span(layout.lines[part.first].span.start, layout.lines[part.last].span.end)
            state.rows.append(Row(part.text, state.groups, (), span))
        state.groups = ()
    elif waiting:
        state.groups = tuple(part.text.rstrip(":") for part in waiting)


def _is_cut_off(rows: list[Row]) -> bool:
    """Return whether the last row's label is only the beginning that it shares with rows above it: `Instroom`."""
    if not rows:
        return False
    stem = rows[-1].label + " "
    return sum(row.label.startswith(stem) for row in rows[:-1]) >= 2


def _split_article(label: str, header: _Header) -> tuple[str, str]:
    """Return the article number that stands in a column of its own after the label, and the label without it.

    Where that column stands before the labels, its heading is printed before the first one: `Art. Verplichtingen`.
    """
    if not _ARTICLE.match(header.before):
        return "", re.sub(r"^Art\. (?=\S)", "", label)
    match = re.match(r"^(.*\D) (\d{1,2}(?:\.\d{1,2})?)$", label)
    return (match[2], match[1]) if match else ("", label)


def _place_values(values: tuple[Value, ...], columns: tuple[str, ...], types: tuple[str, ...]) -> tuple[str, ...]:
    """Return the column of each value; by its type where there are too few, undetermined where that tells nothing."""
    if len(values) == len(columns):
        return columns
    placed = []
    for value in values:
        kind = "%" if value.text.endswith("%") else "n"
        fitting = [column for column, type_ in zip(columns, types, strict=True) if type_ == kind]
        placed.append(fitting[0] if len(fitting) == 1 else UNDETERMINED)
    return tuple(placed)


def _read_notes(layout: Layout, i: int, stop: int) -> int:
    """Return the index after the source note that may close a table (`Bron: …`)."""
    if i < stop and SOURCE_NOTE.match(layout.lines[i].text):
        i += 1
        while i < stop and (layout.lines[i - 1].wraps or not (layout.lines[i].gap or layout.lines[i].opens_page)):
            i += 1
    return i
