"""From the lines of a table of which each record is a list of named entries to its rows: grants, one row each.

The overview of specific grants in a budget gives for each grant its number in the single audit (`A15`), a line of
amounts, and below one another its entries: `Naam …`, `Korte duiding …`, `Juridische grondslag …`. The names of the
entries come again in every record, which is how they are found; they become the columns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.document import UNDETERMINED, Cell, Row, Span
from ingest.layout import Layout
from ingest.records.heading_row import Body, Heading
from ingest.tables.grid import Grid
from ingest.tables.numbers import Value, parse_number, split_values, unit_scale

_NAMES = (
    "Naam",
    "Korte duiding",
    "Juridische grondslag",
    "Maatschappelijke effecten",
    "Ontvangende partijen",
    "Artikel",
)
"""The entries that the model for the overview of specific grants has, in every ministry's budget."""

_CODE = r"(?:[A-Z]{1,2}\d{1,3}[A-Z]?|V|[Nn]\.?v\.?t\.?|[Nn]\.?n\.?b\.?|[-‒–])"
"""The number of a grant in the single audit; a `V` for one that is only intended."""

_LEAST_RECORDS = 3
"""From so many records on, what comes again in each of them is taken to be the name of an entry."""

_LEAST_ENTRIES = 3
_MOST_WORDS = 3


@dataclass(slots=True)
class _Record:
    """A grant as it is read: its number, the stretches of text of its entries by name, its amounts, its lines."""

    code: str
    span: Span
    entries: dict[str, list[Span]] = field(default_factory=dict)
    amounts: list[tuple[Value, Span]] = field(default_factory=list)


def parse_entries(layout: Layout, heading: Heading, body: Body, unit: str) -> Grid | None:
    """Return the grid of a table's body, the amounts of which are in `unit`; None where it is no list of entries."""
    indexes = [line.at for line in body.lines]
    names = _find_names(layout, indexes)
    records = _read_records(layout, indexes, names, len(heading.years))
    if not records or any(len(record.entries) < _LEAST_ENTRIES for record in records):
        return None
    found = dict.fromkeys(name for record in records for name in record.entries)
    columns = (*(name for name in names if name in found), *heading.years)
    rows = tuple(_make_row(layout, record, columns, heading.years, unit) for record in records)
    return Grid(columns, rows, body.end, heading.columns[0].title)


def _find_names(layout: Layout, indexes: list[int]) -> tuple[str, ...]:
    """Return the names of the entries, in the order in which records have them, the one that opens a record first."""
    texts = [layout.lines[i].text for i in _beginnings(layout, indexes)]
    opened = [at for at, text in enumerate(texts) if re.match(rf"{_CODE} {_NAMES[0]}\b", text)]
    records = [texts[first:end] for first, end in pairwise((*opened, len(texts)))]
    learned = _recurring(records) if len(records) >= _LEAST_RECORDS else ()
    names = list(_NAMES)
    for name in learned:
        if not any(name.startswith(known) or known.startswith(name) for known in names):
            names.append(name)
    return tuple(names)


def _beginnings(layout: Layout, indexes: list[int]) -> Iterator[int]:
    """Yield the lines at which something begins: not the rest of a text that goes on, where the source tells."""
    before = None
    for i in indexes:
        if before is None or not layout.lines[before].wraps:
            yield i
        before = i


def _recurring(records: list[list[str]]) -> tuple[str, ...]:
    """Return the words with which one line of every record begins, as many of them as all records share.

    What comes after a name differs: a line that is the same in all records is the text of an entry (`Gemeenten`).
    """
    names = []
    for text in records[0][1:]:
        words = text.split()[:_MOST_WORDS]
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            if re.search(r"\d", name) or not name[0].isupper():
                continue
            found = [[line for line in record if line == name or line.startswith(f"{name} ")] for record in records]
            if all(len(lines) == 1 for lines in found) and len({line for [line] in found}) > 1:
                names.append(name)
                break
    return tuple(names)


def _read_records(layout: Layout, indexes: list[int], names: tuple[str, ...], years: int) -> list[_Record]:
    """Return the records of the lines; none where a line belongs to no entry of one."""
    records: list[_Record] = []
    name = ""
    skip = 0  # so many characters of the line belong to the name of an entry that began on the line before
    for at, i in enumerate(indexes):
        line = layout.lines[i]
        text, start = line.text, line.span.start
        goes_on = at > 0 and layout.lines[indexes[at - 1]].wraps
        opening = re.match(rf"(?P<code>{_CODE}) (?={names[0]}\b)", text)
        if opening and not goes_on:
            records.append(_Record(opening["code"], line.span))
            name, skip = "", opening.end()
        if not records:
            return []
        record = records[-1]
        record.span = Span(record.span.start, line.span.end)
        label, values = split_values(text, years)
        if len(values) != years and label:
            label, values = text, ()
        record.amounts.extend((value, Span(start + value.start, start + value.end)) for value in values)
        following = layout.lines[indexes[at + 1]].text if at + 1 < len(indexes) else ""
        if not goes_on or opening:
            entry, used, rest = _entry_at(label[skip:], following, [key for key in names if key not in record.entries])
            if entry:
                name, record.entries[entry] = entry, []
                skip += used
                _add_stretch(record, name, label, skip, start)
                skip = rest
                continue
        if not name:
            return []
        _add_stretch(record, name, label, skip, start)
        skip = 0
    return records


def _entry_at(text: str, following: str, names: list[str]) -> tuple[str, int, int]:
    """Return the name of the entry that begins a line, its length there, and its length on the following line."""
    for name in names:
        if text == name or text.startswith(f"{name} "):
            return name, min(len(text), len(name) + 1), 0
        rest = name[len(text) + 1 :]
        if text and name.startswith(f"{text} ") and (following == rest or following.startswith(f"{rest} ")):
            return name, len(text), min(len(following), len(rest) + 1)
    return "", 0, 0


def _add_stretch(record: _Record, name: str, label: str, begin: int, start: int) -> None:
    """Add what stands on a line after `begin` to the entry; `start` is where the line begins."""
    if label[begin:].strip():
        record.entries[name].append(Span(start + begin, start + len(label)))


def _make_row(layout: Layout, record: _Record, columns: tuple[str, ...], years: tuple[str, ...], unit: str) -> Row:
    """Return the row of a record; its amounts have no year where there are not as many as years."""
    cells = [_make_cell(layout, name, record.entries[name]) for name in columns if record.entries.get(name)]
    known = len(record.amounts) == len(years)
    for at, (value, span) in enumerate(record.amounts):
        cells.append(
            Cell(
                column=years[at] if known else UNDETERMINED,
                text=value.text,
                span=span,
                number=parse_number(value.text),
                unit=unit,
                scale=unit_scale(unit),
            )
        )
    return Row(record.code, (), tuple(cells), record.span)


def _make_cell(layout: Layout, name: str, parts: list[Span]) -> Cell:
    """Return the cell of an entry; its span ends where the amounts of the record stand in between."""
    text = " ".join(layout.text[part.start : part.end] for part in parts)
    end = parts[0].end
    for part in parts[1:]:
        if layout.text[end : part.start].strip():
            break
        end = part.end
    return Cell(name, text, Span(parts[0].start, end))
