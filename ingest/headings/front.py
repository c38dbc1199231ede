"""What stands before the text of a publication and looks like headings: title page, address, table of contents."""

import re
from collections import Counter

from ingest.layout import Layout

_PUBLICATION = re.compile(
    r"^\d{2} ?\d{3}(?:[ -]?[IVX]+[A-Z]?)? [A-Z‘“]|^Vergaderjaar \d{4}|^(?:Tweede|Eerste) Kamer der Staten-Generaal"
)
_CLOSES_TITLE = re.compile(
    r"^(?:Nr\. ?\w+\b|Aan de Voorzitter"
    r"|(?:Ontvangen|Vastgesteld|Voorgesteld|Aangeboden|Den Haag,|’s-Gravenhage,) ?.*\d{4}$)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(r"^Geachte (?:heer|mevrouw|voorzitter|dames|leden)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:Inhouds?opgave|Inhoud)$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]+)\.? [^\W\d_]|^Bijlage \w")
_ENTRY = re.compile(r"^(?P<title>\S.*?)[ .…]*(?: |\.{2,}|…)(?P<page>\d{1,3})$")

LONGEST_ENTRY = 300
"""An entry of a table of contents has no more characters, with the dots before its page number."""

LAST_FRONT_PAGE = 2
"""A title page, or an address with a long heading, runs no further than this page."""

MOST_TABLES = 3
"""A document has a table of contents, or one for each of its parts; `Inhoud` may head a section too."""

LEAST_ENTRIES = 3
"""Fewer lines that end in a number are prose."""

MOST_ASTRAY = 2
"""So many lines of a table of contents may look like none of its entries: the rest of a long title."""


def find_front(layout: Layout) -> int:
    """Return the index of the first line of the text: after a publication's title page, or a letter's salutation."""
    front = [i for i, line in enumerate(layout.lines) if line.page <= LAST_FRONT_PAGE]
    last = next((i for i in front if _SALUTATION.match(layout.lines[i].text)), None)
    if last is not None:
        return last + 1
    if not any(_PUBLICATION.match(layout.lines[i].text) for i in front if layout.lines[i].page <= 1):
        return 0
    closing = [i for i in front[:60] if layout.lines[i].page <= 1 and _CLOSES_TITLE.match(layout.lines[i].text)]
    if not closing:
        return 0
    end = closing[-1] + 1
    while end < len(layout.lines) and not (layout.lines[end].gap or layout.lines[end].opens_page):
        end += 1
    return end


def find_contents(layout: Layout) -> frozenset[int]:
    """Return the lines of tables of contents: each entry ends in a page number, or comes back as a line of the text.

    Where the line `Inhoudsopgave` is missing, both must hold, and the entries have numbers.
    """
    starts = [i for i, line in enumerate(layout.lines) if _CONTENTS.match(line.text) and not line.cells]
    found = {i for start in starts[:MOST_TABLES] for i in _read_contents(layout, start + 1)}
    titles = {_squeeze(line.text) for line in layout.lines}
    run: list[int] = []
    for i, line in enumerate(layout.lines):
        entry = _match_entry(line.text)
        if entry and not line.cells and _NUMBER.match(line.text) and _squeeze(entry["title"]) in titles:
            run = [*run, i] if run and i - run[-1] <= MOST_ASTRAY + 1 else [i]
            found.update(run if len(run) == LEAST_ENTRIES else run[-1:] if len(run) > LEAST_ENTRIES else ())
    return frozenset(found)


def _read_contents(layout: Layout, first: int) -> range:
    """Return the lines of the table of contents that begins on line `first`, up to where its first entry comes back."""
    count = Counter(_squeeze(line.text) for line in layout.lines[first:])
    entries: list[str] = []
    last, page, astray = first, 0, 0
    for i in range(first, len(layout.lines)):
        text = layout.lines[i].text
        entry = _match_entry(text)
        title = _squeeze(entry["title"] if entry else text)
        if title in entries or astray > MOST_ASTRAY:
            break
        if (entry and int(entry["page"]) >= page) or count[title] > 1:
            entries.append(title)
            last, astray = i + 1, 0
            page = int(entry["page"]) if entry else page
        else:
            astray += 1
    return range(first, last if len(entries) >= LEAST_ENTRIES else first)


def _match_entry(text: str) -> re.Match[str] | None:
    """Return the title and page number in a line of a table of contents; a long line is none of one."""
    return _ENTRY.match(text) if len(text) <= LONGEST_ENTRY else None


def _squeeze(text: str) -> str:
    """Return a text as it is compared: without case, spaces and full stops."""
    return re.sub(r"[\s.…]+", "", text).lower()
