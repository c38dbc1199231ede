"""From the columns of a page to what stands in them: lines of text, headings, notes, captions and rows of tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import LineRole
from ingest.readers.pdf.grid import Grid, GridRow
from ingest.readers.pdf.measures import Column, Measures, PageColumns, place_of
from ingest.readers.pdf.order import split_segments
from ingest.readers.pdf.words import Row
from ingest.shapes import CAPTION, LIST_ITEM
from ingest.tables.numbers import find_unit

LARGE = 1.12
"""From so many times the size of the body on, letters are those of a heading."""

SMALL = 0.93
"""Up to so many times the size of the body, letters at the foot of a page are those of notes."""

GAP = 1.25
"""From so many times the leading on, the distance between two lines is that of a blank line."""

MOST_HEADING_ROWS, LONGEST_HEADING = 3, 200
"""A heading is set over so many lines, and has so many characters, at most; what is longer is a paragraph in bold."""

CAPTION_GAP = 2.5
"""A caption stands at most so many times the font size above its table."""

_QUESTION = re.compile(r"^(?:Vra(?:ag|gen)|Antwoord(?:en)?)\b")
_NOTE = re.compile(r"^(?:\d{1,3}|\*{1,3})\)? [^\W\d_a-z‘“«(\[]|^\d{1,3} https?:")
_BROKEN = re.compile(r"\w[-\u00ad]$")
_MARKER = re.compile(r"^(?:[•–*◦■□▪‣\uf000-\uf0ff-]|o(?= )|(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]|\([a-z\d]{1,3}\))(?= |$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to be: the rows on the page that make it up, or the row of a table, and what it is.

    `gap` tells that blank space stands before it, `follows` that it can go on from the entry before it. `right` is
    where the lines of its column end at most.
    """

    rows: tuple[Row, ...] = ()
    row: GridRow | None = None
    role: LineRole = ""
    gap: bool = False
    follows: bool = False
    right: int = 0


def read_entries(page: PageColumns, measures: Measures) -> list[Entry]:
    """Return what stands on a page in reading order: its columns, then its margins."""
    entries: list[Entry] = []
    for column in page.columns:
        found = _read_column(column, measures)
        if column.aside:
            found = [entry if entry.role in {"note", "furniture"} else _as_text(entry) for entry in found]
        entries.extend(found)
    return entries


def _as_text(entry: Entry) -> Entry:
    """Return an entry in the margin as text of its own, into which nothing goes on."""
    return replace(entry, role="text", follows=False)


def _read_column(column: Column, measures: Measures) -> list[Entry]:
    """Return what stands in one column."""
    entries: list[Entry] = []
    notes = _find_notes(column, measures)
    right = measures.right(column.left)
    for i, item in enumerate(column.items):
        if isinstance(item, Grid):
            entries.extend(_read_grid(item, entries, measures))
            continue
        before = column.items[i - 1] if i else None
        gap = before is None or _is_gap(before, item, measures)
        role: LineRole = ""
        if place_of(item) in measures.running:
            role = "furniture"
        elif i in notes:
            role, gap = "note", gap or notes[i]
        entries.append(Entry((item,), role=role, gap=gap, follows=not gap, right=right))
    return _find_headings(entries, measures)


def _is_gap(before: Row | Grid, row: Row, measures: Measures) -> bool:
    """Return whether clearly more than the leading lies between a row and what stands above it."""
    if isinstance(before, Grid):
        return True
    # The distance is that of the lower line's leading; larger letters above it reach further down.
    leading = measures.leading(row.size) + max(0, before.size - row.size) // 4
    return not 0 < row.y - before.y <= GAP * leading


def _find_notes(column: Column, measures: Measures) -> dict[int, bool]:
    """Return which items of a column are lines of notes, and whether each begins one.

    A note begins with a raised mark, or with a number, in small letters, at the foot of the column. It goes on in the
    lines right below it in letters of the same size. Small letters above the first note at the foot are the rest of
    one that began on the page before.
    """
    found: dict[int, bool] = {}
    foot = _find_foot(column, measures)
    for i, item in enumerate(column.items):
        if not isinstance(item, Row) or place_of(item) in measures.running:
            continue
        before = column.items[i - 1] if i else None
        if item.opens_note or (i >= foot and item.size <= SMALL * measures.size and _NOTE.match(item.text)):
            found[i] = True
        elif isinstance(before, Row) and i - 1 in found and _continues(before, item, measures):
            found[i] = False
        elif i >= foot:
            found[i] = i == foot
    return found


def _find_foot(column: Column, measures: Measures) -> int:
    """Return the first of the small lines at the foot of a column, if a note begins among them; else past its end."""
    end = len(column.items)
    first = end
    for i in reversed(range(end)):
        item = column.items[i]
        if isinstance(item, Grid) or (place_of(item) not in measures.running and item.size > SMALL * measures.size):
            break
        first = i if place_of(item) not in measures.running else first
    opening = next((i for i in range(first, end) if _opens_note(column.items[i], measures)), end)
    gaps = [i for i in range(first + 1, opening + 1) if i < end and _has_gap(column.items, i, measures)]
    return max(gaps, default=first) if opening < end else end


def _opens_note(item: Row | Grid, measures: Measures) -> bool:
    """Return whether a small line at the foot of a column begins a note."""
    if isinstance(item, Grid) or place_of(item) in measures.running:
        return False
    return item.opens_note or _NOTE.match(item.text) is not None


def _has_gap(items: Sequence[Row | Grid], i: int, measures: Measures) -> bool:
    """Return whether clearly more than the leading lies above item `i`."""
    item = items[i]
    return isinstance(item, Row) and _is_gap(items[i - 1], item, measures)


def _continues(before: Row, row: Row, measures: Measures) -> bool:
    """Return whether a row of a note goes on in the next one."""
    return abs(before.size - row.size) <= 0.05 * row.size and not _is_gap(before, row, measures)


def _find_headings(entries: Sequence[Entry], measures: Measures) -> list[Entry]:
    """Return the entries with headings told by their letters, those over several lines as one entry."""
    found: list[Entry] = []
    i = 0
    while i < len(entries):
        end = i + 1
        if _is_emphasized(entries[i], measures) and _is_set_apart(entries[i], found):
            while end < len(entries) and _is_emphasized(entries[end], measures) and _is_one(entries[end - 1 : end + 1]):
                end += 1
            rows = tuple(row for entry in entries[i:end] for row in entry.rows)
            text = " ".join(row.text for row in rows)
            if len(rows) <= MOST_HEADING_ROWS and _reads_as_heading(text):
                gap = entries[i].gap or not found or found[-1].role != "heading"
                found.append(replace(entries[i], rows=rows, role="heading", gap=gap, follows=False))
                i = end
                continue
        found.extend(entries[i:end])
        i = end
    return found


def _is_set_apart(entry: Entry, before: Sequence[Entry]) -> bool:
    """Return whether blank space, another heading or the size of its letters sets a line apart from what is above."""
    if not entry.follows or not before or before[-1].role == "heading" or not before[-1].rows:
        return True
    return entry.rows[0].size >= LARGE * before[-1].rows[-1].size


def _is_one(pair: Sequence[Entry]) -> bool:
    """Return whether two entries side by side are two lines of one heading."""
    first, second = pair[0].rows[-1], pair[1].rows[0]
    same = abs(first.size - second.size) <= 0.03 * first.size and first.bold == second.bold
    return pair[1].follows and same and wraps_into(first, second, pair[0].right)


def _is_emphasized(entry: Entry, measures: Measures) -> bool:
    """Return whether a line is in larger or bolder letters than the body, in one piece but for a number before it."""
    if entry.role or len(entry.rows) != 1:
        return False
    row = entry.rows[0]
    pieces = split_segments(row)
    numbered = len(pieces) == 2 and not any(word.text.isalpha() and len(word.text) > 4 for word in pieces[0])
    bolder = row.bold and not measures.bold and row.size >= SMALL * measures.size
    return (bolder or row.size >= LARGE * measures.size) and (len(pieces) == 1 or numbered)


def _reads_as_heading(text: str) -> bool:
    """Return whether a text can be a heading by its words: no sentence, caption, question or mere number."""
    numbered = re.match(r"^\d{1,2}(?:\.\d{1,2})*\.? [^\W\d_]", text) and len(text) <= LONGEST_HEADING // 2
    if len(text) > LONGEST_HEADING or text.endswith((",", ";", ":", "?", "!") if numbered else tuple(".,;:?!")):
        return False
    if CAPTION.match(text) or _QUESTION.match(text) or (LIST_ITEM.match(text) and not text[0].isdigit()):
        return False
    return sum(character.isalpha() for character in text) > 2


def _read_grid(grid: Grid, above: list[Entry], measures: Measures) -> Iterator[Entry]:
    """Yield the rows of a table; a caption that stands right above it, taken off `above`, comes first."""
    rows = grid.rows
    first = [cell for cell in rows[0].cells if cell.lines]
    if len(first) == 1 and first[0].column == 0 and CAPTION.match(" ".join(first[0].lines)):
        yield Entry(row=rows[0], role="caption", gap=True)
        rows, joined = rows[1:], True
    else:
        caption = _take_caption(grid, above, measures)
        joined = caption is not None
        if caption is not None:
            yield caption
    for i, row in enumerate(rows):
        yield Entry(row=row, role="header" if row.header else "row", gap=not (joined or i))


def _take_caption(grid: Grid, above: list[Entry], measures: Measures) -> Entry | None:
    """Return the caption right above a table, taken off the entries `above` it; None where none stands there.

    It begins with the name of a table, ends with the unit of its amounts between parentheses, or begins in bold.
    """
    first = len(above)
    bottom = grid.top
    while first and len(above) - first < MOST_HEADING_ROWS:
        entry = above[first - 1]
        if not entry.rows or entry.role not in {"", "heading"}:
            return None
        if bottom - entry.rows[-1].bottom > CAPTION_GAP * entry.rows[-1].size:
            return None
        first -= 1
        text = " ".join(row.text for entry in above[first:] for row in entry.rows)
        titled = (text.endswith(")") and find_unit(text) != "") or _is_title(above[first:])
        if CAPTION.match(text) or (titled and not above[first].follows):
            rows = tuple(row for entry in above[first:] for row in entry.rows)
            gap = above[first].gap
            del above[first:]
            return Entry(rows, role="caption", gap=gap)
        bottom = entry.rows[0].top
    return None


def _is_title(entries: Sequence[Entry]) -> bool:
    """Return whether lines right above a table begin in bold and go on in other letters, without ending a sentence."""
    words = [word for entry in entries for row in entry.rows for word in row.words]
    plain = all(entry.role == "" for entry in entries)
    return plain and words[0].bold and not words[-1].bold and words[-1].text[-1] not in ".:;?!"


def wraps_into(row: Row, below: Row, right: int) -> bool:
    """Return whether a paragraph goes on from one row in the next, below it or at the top of the next column.

    A line was broken because its next word does not fit before `right`. One with room for it ends a paragraph, unless
    its sentence goes on in a small letter.
    """
    if _MARKER.match(below.text) or abs(row.size - below.size) > 0.08 * row.size:
        return False
    if _BROKEN.search(row.text):
        return False  # the halves of a word are joined where the whole document is known
    if row.bold != below.bold and (row.bold or below.bold) and not row.text[-1].isalnum():
        return False
    lefts = {row.x0, *(piece[0].x0 for piece in split_segments(row))}
    if row.opens_note or (_MARKER.match(row.text) and len(row.words) > 1):
        lefts.add(row.words[1].x0)
    indented = below.x0 > max(lefts) + row.size // 2 or not any(below.x0 <= left + row.size // 2 for left in lefts)
    if indented:
        return False
    first = below.words[0]
    room = right - row.x1 - row.size // 4
    ended = row.text.endswith((".", ":", "?", "!", ";"))
    if first.x1 - first.x0 > room:
        return True
    return not ended and (below.text[0].islower() or room < 0.1 * (right - row.x0))
