"""Headings without a number: known by their shape, and by the text that they stand above."""

import re

from ingest.headings.numbered import Heading, Numbering
from ingest.headings.titles import is_name, is_sentence, read_title, stands_alone
from ingest.layout import Layout
from ingest.shapes import (
    ARTICLE,
    CAPTION,
    LIST_ITEM,
    SUBNUMBERED,
    is_loose_heading,
    is_major_heading,
    is_prose,
    is_title,
    starts_anew,
    trailing_values,
)

_COUNTED = re.compile(r"^[^\W\d_]+ \(?\d{1,3}\)?:?$")
"""A word and its number: `Vraag 1`, `Artikel 37`."""

MOST_FILLED = 0.85
"""Up to this part of the body's width a line had room for more, whatever the widths of its letters."""

MOST_HEADINGS = 4
"""So many headings without a number do not stand right below each other: text or a number comes between."""

LONGEST_ALONE = 0.8
"""Without the cue of the closing space, only a line below this part of the body's width is surely no sentence."""


def read_loose(layout: Layout, i: int, numbering: Numbering, *, after_heading: bool) -> Heading | None:
    """Return the heading without a number that begins on line `i`: short, with something under it that it can head."""
    title = read_title(layout, i)
    if title is None:
        return None
    told = layout.lines[i].role == "heading"
    alone = stands_alone(layout, title.end)
    heading = Heading(title.text, "loose", title.end, run_in=not alone)
    if told:
        return heading if any(character.isalpha() for character in title.text) else None
    lines = title.end - i
    if title.end >= len(layout.lines) or LIST_ITEM.match(title.text) or is_name(layout, i):
        return None
    if not (after_heading or starts_anew(layout, i)) or not is_title(title.text, layout.width, lines):
        return None
    if not _can_head(layout, title.end, numbering) or _is_among_figures(layout, i, title.end):
        return None
    if title.text.endswith("?") and not _can_ask(layout, i, title.end):
        return None
    if alone and _is_among_labels(layout, i, title.end):
        return None
    if alone:
        sure = layout.cue or lines > 1 or len(title.text) <= LONGEST_ALONE * layout.width
        return heading if sure and not (lines > 1 and is_sentence(title.text)) else None
    return heading if _stands_above_text(layout, title.text, title.end) else None


def find_theme(layout: Layout, first: int, least: int) -> int:
    """Return the index of the first of the headings that stand alone right before line `first`, above line `least`.

    A list of questions may have themes: what stands alone between an answer and the next question heads that one.
    """
    while first - 1 > least and _is_theme(layout, first - 1, first, least):
        first -= 1
    return first


def _is_theme(layout: Layout, i: int, following: int, least: int) -> bool:
    """Return whether line `i`, before the `following` one, is a heading by itself: the answer above it has ended.

    Line `least` is the label of that answer, below which a short line is the answer itself: `Nee`.
    """
    line, before = layout.lines[i], layout.lines[i - 1]
    if line.role == "heading":
        return True
    if line.role or line.cells or not (stands_alone(layout, i) and stands_alone(layout, following)):
        return False
    if not is_loose_heading(layout, i) or LIST_ITEM.match(line.text) or is_name(layout, i) or is_sentence(line.text):
        return False
    return i - 1 > least and (before.text.endswith((".", "!", ")", ";")) or before.role in {"heading", "note"})


def _can_head(layout: Layout, i: int, numbering: Numbering) -> bool:
    """Return whether a heading without a number can stand above line `i`.

    It does not above a heading that is higher than itself, as a name at the end of a part would be; only above the
    first of a numbering, an article or one of its parts.
    """
    text = layout.lines[i].text
    if text[0].islower() and not LIST_ITEM.match(text):
        return False
    if not is_major_heading(layout, i):
        return True
    sub = SUBNUMBERED.match(text)
    if sub and numbering.article:
        return sub["number"].split(".")[0] == numbering.article
    return bool(re.match(r"^(?:1|A|I)\. |^\d+\.1 ", text) or ARTICLE.match(text))


def _is_among_figures(layout: Layout, i: int, end: int) -> bool:
    """Return whether rows of figures stand above and below: the line is a row's label or a group of a table."""
    above = trailing_values(layout.lines[i - 1].text) if i else 0
    text = layout.lines[end].text
    below = 0 if CAPTION.match(text) or _COUNTED.match(text) else trailing_values(text)
    # A year at the end of a line may be the heading of a column.
    dated = trailing_values(layout.lines[end - 1].text) > 0
    return above + below > 0 if dated else above >= 2 and below >= 2


def _is_among_labels(layout: Layout, i: int, end: int) -> bool:
    """Return whether the line from `i` to `end` is one of many short ones by themselves: labels of a picture, names."""
    count = 1
    while i and count < MOST_HEADINGS and _is_label(layout, i - 1):
        i, count = i - 1, count + 1
    while end < len(layout.lines) and count < MOST_HEADINGS and _is_label(layout, end):
        end, count = end + 1, count + 1
    return count == MOST_HEADINGS


def _is_label(layout: Layout, i: int) -> bool:
    """Return whether line `i` stands by itself and could be a heading without a number."""
    return is_loose_heading(layout, i) and stands_alone(layout, i + 1) and not ARTICLE.match(layout.lines[i].text)


def _can_ask(layout: Layout, i: int, end: int) -> bool:
    """Return whether a question can be a heading: short, with an answer below it and no further question."""
    short = len(layout.lines[i].text) <= LONGEST_ALONE * layout.width
    return short and end == i + 1 and "?" not in layout.lines[end].text


def _stands_above_text(layout: Layout, text: str, end: int) -> bool:
    """Return whether text begins right below a line that is clearly short of the margin."""
    below = layout.lines[end]
    sentence = below.wraps or is_prose(layout, end) or below.text.endswith((".", ":")) or LIST_ITEM.match(below.text)
    # A line of running text is only broken where the next word does not fit.
    room = len(text) if layout.cue else (len(text) + 1 + len(below.text.split()[0])) / MOST_FILLED
    clear = room < layout.width
    counted = re.match(r"^\w{1,4}[.)] ", below.text) and not below.text.startswith(("De ", "Het "))
    return bool(sentence and clear) and not counted
