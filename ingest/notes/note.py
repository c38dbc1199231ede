"""The notes of a document: their lines, and which mark belongs to which note.

The reader, or cleaning where the format does not tell, gives the lines of notes the role `note`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from ingest.document import Block, Note, Span
from ingest.layout import Layout
from ingest.notes.glued_marks import SUPERSCRIPTS

_MARK = re.compile(
    r"^(?:\[\d{1,3}\]|\d{1,3}\)?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡]{1,4}|(?:[a-z]|[ivx]{1,4})\))(?=\s|$|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]))"
)
"""The mark with which a note begins: `2`, `2)`, `[2]`, `²`, `*`, `a)`."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A note as printed: its mark, where it stands, its page (0: none)."""

    mark: str
    span: Span
    page: int


def find_note_lines(layout: Layout) -> frozenset[int]:
    """Return the lines of notes."""
    return frozenset(i for i, line in enumerate(layout.lines) if line.role == "note")


def end_of_note(layout: Layout, first: int) -> int:
    """Return the index of the line after the note that begins on line `first`.

    It goes on to the next line that begins with a mark: below a blank line any mark, within the lines of a note the
    next number. What a further page says of it stands there.
    """
    number = read_mark(layout.lines[first].text)
    i = first + 1
    while i < len(layout.lines) and layout.lines[i].role == "note" and not layout.lines[i].opens_page:
        line = layout.lines[i]
        mark = read_mark(line.text)
        counts = number.isdigit() and mark.isdigit()
        if mark and (line.gap or not counts or int(mark) == int(number) + 1):
            break
        i += 1
    return i


def read_mark(text: str) -> str:
    """Return the mark with which a note begins, as its words are marked (`2` of `[2]` and `²`); empty without one."""
    match = _MARK.match(text)
    return _plain(match[0]) if match else ""


def link_notes(layout: Layout, blocks: tuple[Block, ...]) -> tuple[Note, ...]:
    """Return the notes of the document in reading order, each with the place of its mark.

    Numbers may begin again on each page: a note belongs to a mark of its own page, where there is one. Else notes and
    marks with the same number are paired in their order. A second mark of the same note, and the rest of a note on a
    further page, have a record of their own.
    """
    marks = [(place, _plain(mark)) for line in layout.lines for place, mark in line.marks]
    notes = _read_notes(layout, blocks, frozenset((_page_of(layout, place), mark) for place, mark in marks))
    anchors = _pair_on_pages(layout, notes, marks)
    _pair_in_order(notes, marks, anchors)
    used = {place for places in anchors.values() for place in places}
    for place, mark in marks:
        again = _find_repeated(layout, notes, place, mark) if place not in used else None
        if again is not None:
            anchors[again].append(place)
    linked: list[Note] = []
    for i, note in enumerate(notes):
        if note.mark or not i or note.page != notes[i - 1].page + 1:
            places: list[int | None] = [*sorted(anchors[i])]
            linked.extend(Note(note.mark, place, note.span) for place in places or [None])
        else:
            linked.append(Note(linked[-1].mark, linked[-1].anchor, note.span))
    return tuple(linked)


def _plain(mark: str) -> str:
    """Return a mark without what only its print adds: `2` of `[2]`, `2)` and `²`."""
    return mark.strip("[]()").translate(SUPERSCRIPTS)


def _read_notes(layout: Layout, blocks: tuple[Block, ...], marks: frozenset[tuple[int, str]]) -> list[_Printed]:
    """Return the notes as printed, in reading order; `marks` are those on each page.

    An extractor may put a note behind the one before it on the same line: it begins at a number that has a mark on the
    page, and no line of its own.
    """
    notes: list[_Printed] = []
    begun = []
    for span in (block.span for block in blocks if block.kind == "footnote"):
        mark = read_mark(layout.text[span.start : span.end])
        begun.append(_Printed(mark, span, _page_of(layout, span.start)))
    wanted = marks - {(note.page, note.mark) for note in begun}
    for note in begun:
        while note.mark.isdigit() and (note.page, following := str(int(note.mark) + 1)) in wanted:
            match = re.search(rf"(?<=\S)\s{following}\s(?=\S)", layout.text[note.span.start : note.span.end])
            if match is None:
                break
            middle = note.span.start + match.start() + 1
            notes.append(_Printed(note.mark, Span(note.span.start, middle - 1), note.page))
            note = _Printed(following, Span(middle, note.span.end), note.page)
        notes.append(note)
    return notes


def _page_of(layout: Layout, place: int) -> int:
    """Return the page on which a character stands, 0 in a format without pages."""
    return bisect_right(layout.page_starts, place)


def _pair_on_pages(layout: Layout, notes: list[_Printed], marks: list[tuple[int, str]]) -> dict[int, list[int]]:
    """Return for each note, by its index, the place of its mark on its own page; none in a format without pages."""
    anchors: dict[int, list[int]] = defaultdict(list)
    if not layout.page_starts:
        return anchors
    on_page: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, mark in marks:
        on_page[_page_of(layout, place), mark].append(place)
    for i, note in enumerate(notes):
        places = on_page[note.page, note.mark]
        if note.mark and places:
            anchors[i].append(places.pop(0))
    return anchors


def _pair_in_order(notes: list[_Printed], marks: list[tuple[int, str]], anchors: dict[int, list[int]]) -> None:
    """Add to `anchors` the marks of the notes that have none yet.

    As many notes as marks with one number are paired one by one; where some lack, each with the nearest mark above it.
    """
    used = {place for places in anchors.values() for place in places}
    places: dict[str, list[int]] = defaultdict(list)
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, mark in marks:
        if place not in used:
            places[mark].append(place)
    for i, note in enumerate(notes):
        if note.mark and not anchors.get(i):
            waiting[note.mark].append(i)
    for mark, indexes in waiting.items():
        free = places[mark]
        one_by_one = len(free) == len(indexes)
        for i in indexes:
            above = [place for place in free if one_by_one or place < notes[i].span.start]
            if above:
                nearest = above[0] if one_by_one else above[-1]
                anchors[i].append(nearest)
                free = [place for place in free if place > nearest]


def _find_repeated(layout: Layout, notes: list[_Printed], place: int, mark: str) -> int | None:
    """Return the note that a further mark of the same number points to: on its page, or the only one there is."""
    same = [i for i, note in enumerate(notes) if note.mark == mark]
    near = [i for i in same if notes[i].page == _page_of(layout, place)] if layout.page_starts else []
    return near[0] if near else same[0] if len(same) == 1 else None
