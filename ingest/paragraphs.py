"""Where paragraphs and the items of lists begin and end.

Blank lines tell it, where the source has them; a list has none between its items. There an item begins at its mark, and
the text after the list is told from the last item by the end of a line that was not broken for its length.
"""

import re

from ingest.clean import FULL_LINE
from ingest.document import BlockKind
from ingest.layout import Layout, TextLine
from ingest.notes.note import end_of_note
from ingest.shapes import LIST_ITEM, starts_anew

_BARE_BULLET = re.compile(r"^[•–*‣◦■□▪➢✓-]$")
_COUNTER = re.compile(r"^\(?(?P<number>[a-z]|\d{1,2}|[ivx]{1,4})[.)] ")
_FIRST = frozenset(["1", "a", "i"])
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def kind_of_line(layout: Layout, i: int) -> BlockKind:
    """Return what the block is that begins on line `i`, where it is neither a heading nor a table."""
    line = layout.lines[i]
    if line.role == "note":
        return "footnote"
    if line.role == "item":
        return "list_item"
    is_item = not line.role and (LIST_ITEM.match(line.text) or _is_bare_bullet(layout, i))
    return "list_item" if is_item else "paragraph"


def end_of_block(layout: Layout, first: int) -> int:
    """Return the index of the line after the paragraph, list item or note that begins on line `first`."""
    if layout.lines[first].role == "note":
        return end_of_note(layout, first)
    is_item = kind_of_line(layout, first) == "list_item"
    i = first + 1
    if is_item and _is_bare_bullet(layout, first):
        i += 1
    while i < len(layout.lines):
        if is_item and _goes_on(layout, i):
            i += 1
            continue
        if starts_anew(layout, i) or layout.lines[i].role or layout.lines[i].cells or _begins_item(layout, first, i):
            break
        if is_item and _ends_item(layout, i - 1, layout.lines[i]):
            break
        i += 1
    return i


def _is_bare_bullet(layout: Layout, i: int) -> bool:
    """Return whether line `i` is the mark of an item whose text an extractor put on the next line."""
    lines = layout.lines
    if not _BARE_BULLET.match(lines[i].text) or i + 1 == len(lines):
        return False
    below = lines[i + 1]
    return not (below.role or below.cells or below.opens_page or LIST_ITEM.match(below.text))


def _begins_item(layout: Layout, first: int, i: int) -> bool:
    """Return whether line `i`, inside the block from line `first` on, begins an item of a list.

    A wrapped line may begin with a dash or a number too: it is an item where the line before it has ended, or where its
    number is the next one of the list.
    """
    text = layout.lines[i].text
    if not (LIST_ITEM.match(text) or _is_bare_bullet(layout, i)):
        return False
    before = layout.lines[i - 1]
    if layout.cue:
        return not before.wraps
    counter = _COUNTER.match(text)
    if counter is None:
        return text[0] not in "-–" or before.text.endswith((":", ";", ".", ",", "?")) or _is_item(layout, first)
    above = _COUNTER.match(layout.lines[first].text)
    if above is not None and _follows(above["number"], counter["number"]):
        return True
    return counter["number"] in _FIRST and before.text.endswith(":")


def _goes_on(layout: Layout, i: int) -> bool:
    """Return whether line `i` goes on with the sentence of an item, though a blank line may stand before it.

    Some extractors leave one below the first line of each item.
    """
    line, before = layout.lines[i], layout.lines[i - 1]
    if line.role or line.cells or LIST_ITEM.match(line.text) or not line.text[0].islower():
        return False
    return not before.text.endswith((".", ";", ":", "?", "!"))


def _is_item(layout: Layout, i: int) -> bool:
    """Return whether line `i` begins with the mark of an item."""
    return LIST_ITEM.match(layout.lines[i].text) is not None


def _follows(number: str, following: str) -> bool:
    """Return whether one counter of a list comes right after another: `2` after `1`, `b` after `a`, `ii` after `i`."""
    if number.isdigit() and following.isdigit():
        return int(following) == int(number) + 1
    if number in _ROMANS and following in _ROMANS and _ROMANS.index(following) == _ROMANS.index(number) + 1:
        return True
    return len(number) == len(following) == 1 and ord(following) == ord(number) + 1


def _ends_item(layout: Layout, i: int, below: TextLine) -> bool:
    """Return whether line `i` is the last of an item, though the text of the line `below` stands right under it.

    A line that the source ends there is, where a sentence begins below it. Where nothing tells how lines end, one that
    closes a sentence well before the margin is.
    """
    text = layout.lines[i].text
    if not (below.text[0].isupper() or below.text[0] in "‘«“'"):
        return False
    if layout.cue:
        return not layout.lines[i].wraps and not text.endswith(("-", "/", "–", ","))
    return text.endswith((".", ";", "?")) and len(text) < FULL_LINE * layout.width
