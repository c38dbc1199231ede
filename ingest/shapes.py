"""What single lines look like: captions, numbered headings, prose. Shared by the steps that tell blocks apart."""

import re

from ingest.layout import Layout
from ingest.numbers import split_values

CAPTION = re.compile(
    r"^(?P<name>(?:Tabel|Overzicht|Staat) (?:vraag )?\d+(?:\.\d+)*[a-z]?)\b[.:]?(?:\s+(?P<caption>.*))?$"
)
NUMBERED = re.compile(r"^(?P<number>\d{1,2})(?P<dot>\.?) (?P<title>[A-ZÀ-Ý«‘“(].*)$")
SUBNUMBERED = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})\.? (?P<title>[A-ZÀ-Ý«‘“(].*)$")
LETTERED = re.compile(r"^(?P<letter>[A-Z])\. (?P<title>[^\W\d_].*)$")
APPENDIX = re.compile(r"^Bijlagen?(?: (?:\d+|[A-Z]|[IVX]+)\b)?(?: ?[:.–-] ?\S.*|(?<=\d))$")
LIST_ITEM = re.compile(r"^(?:[•–*]|-(?!/)) ?\S|^(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)] \S")
SOURCE_NOTE = re.compile(r"^Bron(?:nen)?\s?:")

_UNIT_OF_LAW = re.compile(r"^(?:Wetsartikel|Artikel|Hoofdstuk|Paragraaf|Deel) \d+[a-z]?$")

PROSE_WIDTH = 0.75
"""From this part of the body's width on, a line is one of running text; labels and cells are shorter."""


def strip_continuation(text: str) -> str:
    """Return a caption without the words that tell that a further page goes on with its table: `(vervolg)`."""
    return re.sub(r" ?\(?vervolg\)?$", "", text, flags=re.IGNORECASE)


def starts_anew(layout: Layout, i: int) -> bool:
    """Return whether line `i` can begin a block: nothing before it goes on into it."""
    line = layout.lines[i]
    if i == 0:
        return True
    before = layout.lines[i - 1]
    if before.wraps and not (line.gap and before.text.endswith((".", "?", "!"))):
        return False
    return line.gap or line.opens_page


def is_prose(layout: Layout, i: int) -> bool:
    """Return whether line `i` looks like one of running text: wide, and going on or ending a sentence."""
    line = layout.lines[i]
    wide = len(line.text) >= PROSE_WIDTH * layout.width
    if trailing_values(line.text) >= 2:
        return False
    return wide and (line.wraps or not layout.cue or line.text.endswith((".", ":", ";", "?")))


def trailing_values(text: str) -> int:
    """Return how many printed values stand at the end of a line."""
    return len(split_values(text, 99)[1])


def is_major_heading(layout: Layout, i: int) -> bool:
    """Return whether line `i` is an appendix, a numbered or a lettered heading by its shape alone.

    Inside a table, where lines like `20.37 Asiel en Migratie` are cells, only this and the context decide.
    """
    line = layout.lines[i]
    if not starts_anew(layout, i) or line.text.endswith((".", ",", ";")) or trailing_values(line.text) >= 1:
        return False
    if line.wraps and not (LETTERED.match(line.text) and line.text.isupper()):
        return False
    if APPENDIX.match(line.text):
        return True
    numbered = NUMBERED.match(line.text)
    return bool((numbered and numbered["dot"]) or SUBNUMBERED.match(line.text) or LETTERED.match(line.text))


def is_loose_heading(layout: Layout, i: int, *, after_heading: bool = False) -> bool:
    """Return whether line `i` is short, begins a block and is written like a heading without a number.

    After another heading a line begins a block even where no blank line tells so.
    """
    line = layout.lines[i]
    text = line.text
    if line.wraps or not (after_heading or starts_anew(layout, i)):
        return False
    if len(text) > 1.2 * layout.width or len(text.split()) > 14 or len(text) < 3:
        return False
    if not (text[0].isupper() or text[0] in "‘«“'") or text.endswith((".", ",", ";", ":", "!", "?")):
        return False
    if trailing_values(text) and not _UNIT_OF_LAW.match(text):
        return False
    if CAPTION.match(text) or SOURCE_NOTE.match(text) or text.startswith("Figuur "):
        return False
    return any(character.isalpha() for character in text)
