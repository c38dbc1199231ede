"""Headings: which lines are one, what kind of heading it is, and its number.

The kinds are those of Dutch budget papers: a part in capitals (`B. ARTIKELSGEWIJZE TOELICHTING`), chapters
(`2. Beleidsagenda`), sections (`2.3 …`), articles (`Artikel 37`), letters (`E. Toelichting …`), parts of an article
(`37.2 …`), and headings without a number: on a line of their own, or right above the text (`run-in`). How deep each
stands follows from all of them together (`ingest/headings/outline.py`).
"""

import re
from dataclasses import dataclass, replace

from ingest.headings.loose import read_loose
from ingest.headings.numbered import Heading, Numbering, count_heading, read_numbered
from ingest.layout import Layout
from ingest.shapes import CAPTION, is_prose, starts_anew

_QUESTION_MARK = re.compile(r"^(?:Vraag|Vragen|Antwoord(?:en)?)\b ?(?:op vra|\(?\d|:|$)")

LEAST_HINTS = 3
"""From so many headings that the print shows, a document shows them all: no other line is one without a number."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the headings so far tell of those to come.

    `hinted` tells that the print shows which lines are headings, `after_heading` that the line before was one.
    """

    numbering: Numbering = Numbering()
    hinted: bool = False
    after_heading: bool = False


def start_outline(layout: Layout) -> Outline:
    """Return the outline before the first heading."""
    hints = sum(line.role == "heading" and not line.level for line in layout.lines)
    return Outline(hinted=hints >= LEAST_HINTS)


def read_heading(layout: Layout, i: int, outline: Outline, *, loose: bool = True) -> Heading | None:
    """Return the heading that begins on line `i`, or None where none does.

    Without `loose`, only one with a number: names and addresses at the front of a document look like the others.
    """
    line = layout.lines[i]
    if line.role not in {"", "heading"} or CAPTION.match(line.text) or _QUESTION_MARK.match(line.text):
        return None
    if line.role == "heading" and line.level:
        return _complete(layout, i, outline, Heading(line.text, "given", i + 1, level=line.level))
    if not (starts_anew(layout, i) or outline.after_heading or line.role == "heading"):
        return None
    heading = read_numbered(layout, i, outline.numbering)
    if heading is None and loose and (line.role == "heading" or not outline.hinted):
        heading = read_loose(layout, i, outline.numbering, after_heading=outline.after_heading)
    return None if heading is None else _complete(layout, i, outline, heading)


def open_heading(outline: Outline, heading: Heading) -> Outline:
    """Return the outline after `heading`."""
    return replace(outline, numbering=count_heading(outline.numbering, heading), after_heading=True)


def close_heading(outline: Outline) -> Outline:
    """Return the outline after a line that is no heading."""
    return replace(outline, after_heading=False) if outline.after_heading else outline


def _complete(layout: Layout, i: int, outline: Outline, heading: Heading) -> Heading:
    """Return the heading on line `i` with where it stands: right below another, at the top or foot of a page."""
    below = layout.lines[heading.end] if heading.end < len(layout.lines) else None
    ends_page = below is not None and below.opens_page and is_prose(layout, heading.end)
    opens_page = layout.lines[i].opens_page
    return replace(heading, after_heading=outline.after_heading, opens_page=opens_page, ends_page=ends_page)
