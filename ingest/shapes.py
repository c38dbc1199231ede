"""What single lines look like: captions, numbered headings, prose. Shared by the steps that tell blocks apart."""

import re

from ingest.layout import Layout
from ingest.tables.numbers import split_values

CAPTION = re.compile(
    r"^(?P<name>(?:Tabel|Overzicht|Staat) (?:(?:bij )?(?:vraag|antwoord) )?\d+(?:\.\d+)*[a-z]?)\b[.:]?"
    r"(?:\s+(?P<caption>.*))?$"
)
NUMBERED = re.compile(r"^(?P<number>\d{1,2})(?P<dot>\.?) (?P<title>[A-ZÀ-Ý«‘“(].*)$")
SUBNUMBERED = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,2}){1,3})\.? (?P<title>[A-ZÀ-Ý«‘“(].*)$")
LETTERED = re.compile(r"^(?P<letter>[A-Z])\. (?P<title>[^\W\d_].*)$")
ROMAN = re.compile(r"^(?P<number>[IVX]{1,5})(?:\. ?| (?=[A-ZÀ-Ý]{2}))(?P<title>[^\W\d_].*)$")
ARTICLE = re.compile(
    r"^(?:(?:Niet-b|B)eleidsartikel(?:en)?|Wetsartikel(?:en)?|Artikel(?:en)?|ARTIKEL(?:EN)?)"
    r" (?P<number>\d{1,3}[a-z]?|[IVX]+)(?: (?:en|tot en met|t/m) (?:\d{1,3}|[IVX]+))?"
    r"(?:, onderde(?:el|len) [A-Z].*| ?[:.–-] ?[^\W\d_a-zà-ÿ].*| [A-ZÀ-Ý«‘“(].*)?$"
)
"""An article of the budget (`Artikel 37 Migratie`, `Beleidsartikel 37`) or of the law (`Wetsartikelen 1 en 2`)."""

APPENDIX = re.compile(
    r"^(?:Bijlagen?|BIJLAGEN?)(?: (?:\d+|[A-Z]|[IVX]+)\b)?(?: ?[:.–-] ?\S.*|(?<=[ \d][\dA-Z])| (?<=\d )[A-ZÀ-Ý].*)$"
)
LIST_ITEM = re.compile(
    r"^(?:[•–*‣◦■□▪➢✓]|-(?!/)) ?\S|^(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)] \S|^\((?:[a-z]|\d{1,2}|[ivx]{1,4})\) \S"
)
SOURCE_NOTE = re.compile(r"^Bron(?:nen)?\s?:")

_UNIT = re.compile(
    r"^(?:(?:Wets|Beleids|Niet-beleids)?artikel|Hoofdstuk|Paragraaf|Deel|Thema|Doel(?:stelling)?|Bijlage) \d+[a-z]?$",
    re.IGNORECASE,
)
"""What is counted in headings: the number at the end of these is no value."""

_DATED = re.compile(r"(?<!\d )\b[^\W\d_]{3,} (?:19|20)\d\d$")
"""Words before a year, which is no value there: `Hoofdlijnen van de begroting 2025`; a date is none: `1 mei 2025`."""

_FIELD = re.compile(r"^[^\W\d_]+(?:\([a-z]+\))? ?: ?\S")
"""One word and what it names, as at the front of a letter or below a table: `Bron: CBS`, `Griffier: Van Toor`."""

_REMARK = re.compile(
    r"^(?:(?:Figuur|Grafiek|Diagram|Kaart|Foto|Afbeelding) |Peildat|Noot\b|Bedragen (?:in|x|×|\*) )|\bafgerond\b",
    re.IGNORECASE,
)
"""What stands above or below a table or picture: its caption, its unit, the date of its figures and their rounding."""

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
    j = i - 1
    while j and line.opens_page and layout.lines[j].role == "note" != line.role:
        j -= 1  # notes at the foot of a page stand between the halves of a paragraph
    before = layout.lines[j]
    goes_on = line.text[0].islower()
    if before.wraps and (goes_on or not (line.gap and before.text.endswith((".", "?", "!")))):
        return False
    # Where nothing else tells, a sentence that has not ended goes on at the top of the next page.
    if line.opens_page and not layout.cue and goes_on and not before.text.endswith((".", "?", "!", ":", ";")):
        return bool(line.role or line.cells or before.cells)
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
    if line.wraps or not (after_heading or starts_anew(layout, i)):
        return False
    return is_title(line.text, layout.width) and not (
        line.text.endswith("?") or (trailing_values(line.text) and not _UNIT.match(line.text))
    )


def is_title(text: str, width: int, lines: int = 1) -> bool:
    """Return whether a text is written like a heading without a number: short, with a capital, and no sentence.

    `width` is that of the body, `lines` over how many it runs. A question can be one, `Wat hebben we bereikt?`, and so
    can words before a year.
    """
    if len(text) > (0.2 + lines) * width or len(text.split()) > 14 * lines or len(text) < 3:
        return False
    if not (text[0].isupper() or text[0] in "‘«“'") or text.endswith((".", ",", ";", ":", "!")):
        return False
    if trailing_values(text) > bool(_DATED.search(text) or _UNIT.match(text)):
        return False
    if CAPTION.match(text) or _FIELD.match(text) or _REMARK.search(text):
        return False
    return any(character.isalpha() for character in text)
