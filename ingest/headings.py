"""From lines to a path of headings: which lines are headings, and how deep each stands.

Depth follows the usual build of Dutch budget papers: a part in capitals (`B. ARTIKELSGEWIJZE TOELICHTING`), chapters
(`2. Beleidsagenda`), sections (`2.3 …`), letters (`E. Toelichting …`), parts of an article (`37.2 …`), and headings
without a number below those: on a line of their own, or right above the text (`run-in`).
"""

import re
from dataclasses import dataclass, replace

from ingest.clean import FULL_LINE
from ingest.layout import Layout
from ingest.shapes import (
    APPENDIX,
    CAPTION,
    LETTERED,
    LIST_ITEM,
    NUMBERED,
    SUBNUMBERED,
    is_loose_heading,
    is_major_heading,
    is_prose,
    starts_anew,
    trailing_values,
)

_PART, _CHAPTER, _SECTION, _LETTER, _ARTICLE_PART, _LOOSE = range(6)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text, its depth (0 the highest), and the index of the first line after it.

    `loose` tells that it has no number; `run_in` that its text follows without a blank line.
    """

    title: str
    level: int
    end: int
    loose: bool = False
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings that are open at some line, outermost first, and what numbering has been seen so far.

    `chapter` is the last chapter's number; `standalone` the level of the last loose heading on a line of its own that
    has text under it; `after_heading` tells that the line before was a heading.
    """

    path: tuple[Heading, ...] = ()
    chapter: int = 0
    standalone: int = _LOOSE
    after_heading: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the titles of the open headings, outermost first."""
        return tuple(heading.title for heading in self.path)


def read_heading(layout: Layout, i: int, outline: Outline) -> Heading | None:
    """Return the heading that begins on line `i`, or None where none does."""
    line = layout.lines[i]
    if line.role == "heading" and line.level:
        return Heading(line.text, line.level - 1, i + 1)
    if (
        line.role not in {"", "heading"}
        or not (starts_anew(layout, i) or outline.after_heading)
        or CAPTION.match(line.text)
    ):
        return None
    return _read_numbered(layout, i, outline) or _read_loose(layout, i, outline)


def open_heading(outline: Outline, heading: Heading) -> Outline:
    """Return the outline with `heading` opened: what is as deep or deeper is closed."""
    kept = tuple(above for above in outline.path if above.level < heading.level)
    opened = replace(outline, path=(*kept, heading), after_heading=True)
    numbered = NUMBERED.match(heading.title)
    if heading.level == _PART:
        return replace(opened, chapter=0, standalone=_LOOSE)
    if heading.level == _CHAPTER and numbered:
        return replace(opened, chapter=int(numbered["number"]), standalone=_LOOSE)
    if not heading.loose:
        return replace(opened, standalone=_LOOSE)
    return replace(opened, standalone=opened.standalone if heading.run_in else heading.level)


def close_heading(outline: Outline) -> Outline:
    """Return the outline after a line that is no heading."""
    return replace(outline, after_heading=False) if outline.after_heading else outline


def _read_numbered(layout: Layout, i: int, outline: Outline) -> Heading | None:
    """Return a heading with a number, a letter or `Bijlage` before it."""
    line = layout.lines[i]
    text = line.text
    end = i + 1
    if line.wraps and not _is_short(layout, i):
        # Only a part's title in capitals runs over two lines.
        if not (LETTERED.match(text) and text.isupper() and end < len(layout.lines)):
            return None
        text, end = f"{text} {layout.lines[end].text}", end + 1
        if not text.isupper():
            return None
    if trailing_values(text) >= 2 or len(text) > 1.5 * layout.width or text.endswith((",", ";", "?")):
        return None
    run_in = end < len(layout.lines) and not _stands_alone(layout, end)
    if APPENDIX.match(text) and not text.endswith("."):
        under_appendices = any(heading.title.endswith("Bijlagen") for heading in outline.path)
        return Heading(text, _SECTION if under_appendices else _CHAPTER, end)
    if lettered := LETTERED.match(text):
        if text.isupper() and len(lettered["title"]) > 3:
            return Heading(text, _PART, end)
        return None if run_in or text.endswith(".") else Heading(text, _LETTER, end)
    if sub := SUBNUMBERED.match(text):
        return None if text.endswith(".") else Heading(text, _subnumbered_level(sub["number"], outline), end)
    if numbered := NUMBERED.match(text):
        return _place_numbered(layout, i, outline, Heading(text, _CHAPTER, end, run_in=run_in), int(numbered["number"]))
    return None


def _subnumbered_level(number: str, outline: Outline) -> int:
    """Return the depth of a heading with a number like 2.3: a section of chapter 2, or a part of article 37."""
    if outline.chapter and number.split(".")[0] != str(outline.chapter):
        return _ARTICLE_PART
    return _SECTION + number.count(".") - 1


def _is_short(layout: Layout, i: int) -> bool:
    """Return whether line `i` was not broken for its length, for all its closing space: `6. Opvang ontheemden `."""
    if i + 1 >= len(layout.lines):
        return True
    below = layout.lines[i + 1].text
    return below[0].isupper() and len(layout.lines[i].text) + len(below.split()[0]) < FULL_LINE * layout.width


def _place_numbered(layout: Layout, i: int, outline: Outline, heading: Heading, number: int) -> Heading | None:
    """Return a heading `N. Title` at its depth: the next chapter, a part of the chapter, or an item above its text.

    None where it is an item of a list, or no heading at all.
    """
    dotted = re.match(r"^\d+\.", heading.title) is not None
    follows = number in (outline.chapter + 1, outline.chapter + 2)
    if not heading.run_in and not heading.title.endswith("."):
        if follows:
            return heading
        return replace(heading, level=_LETTER) if dotted and number > outline.chapter else None
    text_below = heading.end < len(layout.lines) and (layout.lines[heading.end].wraps or is_prose(layout, heading.end))
    short = len(heading.title) < 0.8 * layout.width
    if heading.run_in and dotted and text_below and short and not LIST_ITEM.match(layout.lines[heading.end].text):
        return replace(heading, level=outline.standalone + 1, loose=True)
    return None


def _read_loose(layout: Layout, i: int, outline: Outline) -> Heading | None:
    """Return a heading without a number: short, alone on its line, with something under it that it can head."""
    if i + 1 >= len(layout.lines) or LIST_ITEM.match(layout.lines[i].text):
        return None
    if not is_loose_heading(layout, i, after_heading=outline.after_heading):
        return None
    below = layout.lines[i + 1]
    title = layout.lines[i].text
    if below.text[0].islower():
        return None
    if is_major_heading(layout, i + 1) and not re.match(r"^1\. ", below.text):
        return None  # nothing stands under it: a name below a letter, not a heading
    if not _stands_alone(layout, i + 1):
        sentence = below.wraps or is_prose(layout, i + 1) or below.text.endswith((".", ":"))
        clear = len(title) < (1.0 if layout.cue else 0.6) * layout.width
        if not (sentence and clear) or re.match(r"^\w{1,4}[.)] ", below.text):
            return None
        return Heading(title, outline.standalone + 1, i + 1, loose=True, run_in=True)
    if not layout.cue and len(title) > 0.8 * layout.width:
        return None
    if _heads_heading(layout, i + 1):
        nested = outline.after_heading and outline.path and outline.path[-1].loose
        level = outline.path[-1].level + 1 if nested else _LOOSE
    elif outline.after_heading and outline.path and outline.path[-1].loose:
        level = outline.path[-1].level + 1
    else:
        level = outline.standalone
    return Heading(title, level, i + 1, loose=True)


def _stands_alone(layout: Layout, following: int) -> bool:
    """Return whether blank lines, or a page's end, stand between a line and the `following` one."""
    return following >= len(layout.lines) or layout.lines[following].gap or layout.lines[following].opens_page


def _heads_heading(layout: Layout, i: int) -> bool:
    """Return whether line `i`, below a heading, looks like a heading itself."""
    if i + 1 >= len(layout.lines) or not is_loose_heading(layout, i) or LIST_ITEM.match(layout.lines[i].text):
        return False
    below = layout.lines[i + 1]
    return _stands_alone(layout, i + 1) or below.wraps or is_prose(layout, i + 1)
