"""Headings with a number, a letter, or a word that counts (`Artikel 37`), and the numbering that they follow."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.headings.titles import Title, has_initial, is_name, read_title, stands_alone
from ingest.layout import Layout
from ingest.shapes import (
    APPENDIX,
    ARTICLE,
    LETTERED,
    LIST_ITEM,
    NUMBERED,
    ROMAN,
    SUBNUMBERED,
    is_prose,
    trailing_values,
)

HeadingKind = Literal[
    "given", "part", "chapter", "appendix", "section", "article", "letter", "article_part", "local", "loose"
]
"""`local` is one of those numbered 1, 2, 3 in a section or an appendix, `given` one whose depth the format tells."""

_CHAPTER_WORD = re.compile(r"^(?:Hoofdstuk|HOOFDSTUK) (?P<number>\d{1,2})(?: ?[:.–-] ?\S.*| [A-ZÀ-Ý].*)?$")
_PART_WORD = re.compile(r"^(?:Deel|DEEL) (?:[A-Z]|\d{1,2}|[IVX]+)(?: ?[:.–-] ?\S.*| [A-ZÀ-Ý].*)?$")
_SECTION_WORD = re.compile(
    r"^(?:Paragraaf|PARAGRAAF|§) ?(?P<number>\d{1,2}(?:\.\d{1,2})*)(?: ?[:.–-] ?\S.*| [A-ZÀ-Ý].*)?$"
)
_AGENDA_POINT = re.compile(r"^(?P<number>\d{1,3})\. Agendapunt: ?\S")
"""A point of the agenda in the decisions of a committee, whatever stands below it."""
_FIELD_OF_POINT = re.compile(r"^(?:Zaak|Besluit|Noot|Volgcommissie(?:\(s\)|s)?|Voortouwcommissie|Document) ?:")

_APPENDICES = re.compile(r"^(?:De )?(?:[Bb]ijlagen|BIJLAGEN)$")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")

MOST_WIDTHS = 2.5
"""A title is no longer than so many lines."""

MOST_CHAPTERS = 20
"""A document whose first pages are missing may begin at any chapter up to this one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text, its kind, the index of the first line after it, its number or letter as printed.

    `level` is the depth that the format tells, from 1. `run_in` tells that text follows without a blank line,
    `after_heading` that nothing stands between it and the heading before it, `opens_page` that a page begins with it,
    `ends_page` that its text begins on the next, so that a blank line could not be seen.
    """

    title: str
    kind: HeadingKind
    end: int
    number: str = ""
    level: int = 0
    run_in: bool = False
    after_heading: bool = False
    opens_page: bool = False
    ends_page: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """What has been counted so far: the last chapter, the last of a local numbering, the article and letter at hand.

    `part` is the last letter of a part, `roman` the last Roman number. `restarts` tells that chapters may count from 1
    again, `appended` that the text of an appendix is at hand, `worded` that chapters are called `Hoofdstuk 2`.
    """

    chapter: int = 0
    local: int = 0
    article: str = ""
    letter: str = ""
    part: str = ""
    roman: int = 0
    restarts: bool = True
    appended: bool = False
    worded: bool = False


def read_numbered(layout: Layout, i: int, numbering: Numbering) -> Heading | None:
    """Return the heading with a number, a letter or a counting word that begins on line `i`, or None."""
    if point := _AGENDA_POINT.match(layout.lines[i].text):
        text, end = _read_point(layout, i)
        return Heading(text, "local", end, number=point["number"])
    title = read_title(layout, i)
    if title is None or trailing_values(title.text) >= 2 or len(title.text) > MOST_WIDTHS * layout.width:
        return None
    text, told = title.text, layout.lines[i].role == "heading"
    run_in = not stands_alone(layout, title.end) and not _is_title_of_next(layout, title.end)
    asks = text.endswith("?") and NUMBERED.match(text)  # one of a list of questions; `2.1 Wat is bereikt?` is none
    if (asks or text.endswith((",", ";"))) and not told:
        return None
    heading = Heading(text, "loose", title.end, run_in=run_in)
    if numbered := NUMBERED.match(text):
        return _read_number(layout, i, title, numbering, replace(heading, number=numbered["number"]))
    if (LETTERED.match(text) or ROMAN.match(text)) and not is_name(layout, i):
        return _read_letter(heading, numbering, told=told)
    return None if text.endswith(".") else _read_counted(heading, numbering)


def _read_point(layout: Layout, i: int) -> tuple[str, int]:
    """Return the title of a point of the agenda, up to a blank line or to what is said of it, and the line after it."""
    end = i + 1
    while end < len(layout.lines):
        line, before = layout.lines[end], layout.lines[end - 1].text
        if _FIELD_OF_POINT.match(line.text) or ((line.gap or line.opens_page) and not before.endswith("-")):
            break
        end += 1
    return " ".join(layout.lines[j].text for j in range(i, end)), end


def _read_counted(heading: Heading, numbering: Numbering) -> Heading | None:
    """Return a heading with a number like 2.3, or with a word that counts before its number, or None."""
    text = heading.title
    if APPENDIX.match(text) or _APPENDICES.match(text):
        return replace(heading, kind="chapter" if _APPENDICES.match(text) else "appendix")
    if article := ARTICLE.match(text):
        return replace(heading, kind="article", number=article["number"])
    if _PART_WORD.match(text) and not heading.run_in:
        return replace(heading, kind="part")
    if (word := _CHAPTER_WORD.match(text)) and (numbering.worded or not numbering.chapter):
        return replace(heading, kind="chapter", number=word["number"])
    if (word := _SECTION_WORD.match(text)) and not heading.run_in:
        return replace(heading, kind="section", number=word["number"])
    if sub := SUBNUMBERED.match(text):
        kind = _kind_of_subnumber(sub["number"], sub["title"], numbering)
        return replace(heading, kind=kind, number=sub["number"])
    return None


def count_heading(numbering: Numbering, heading: Heading) -> Numbering:
    """Return the numbering after `heading`."""
    after = numbering if heading.kind in {"local", "loose", "given"} else replace(numbering, local=0)
    match heading.kind:
        case "part":
            letter = LETTERED.match(heading.title)
            roman = ROMAN.match(heading.title)
            if letter and not _is_roman(heading.title, numbering):
                after = replace(after, part=letter["letter"])
            elif roman and roman["number"] in _ROMANS:
                after = replace(after, roman=_ROMANS.index(roman["number"]) + 1)
            return replace(after, restarts=True, appended=False, article="", letter="")
        case "chapter":
            number = int(heading.number) if heading.number else after.chapter
            worded = _CHAPTER_WORD.match(heading.title) is not None
            return replace(after, chapter=number, restarts=False, appended=False, article="", letter="", worded=worded)
        case "appendix":
            return replace(after, appended=True, article="", letter="")
        case "section":
            inner = re.search(r"\b(?:[Bb]eleidsa|A)rtikel (\d{1,3})\b", heading.title)
            return replace(after, article=inner[1] if inner else "", letter="")
        case "article":
            return replace(after, article=heading.number, letter="")
        case "letter":
            return replace(after, letter=heading.title[0])
        case "local":
            return replace(after, local=int(heading.number or 0))
        case _:
            return after


def _is_title_of_next(layout: Layout, following: int) -> bool:
    """Return whether the `following` line, right below a heading, is a heading with a number itself."""
    text = layout.lines[following].text
    return bool(SUBNUMBERED.match(text) or ARTICLE.match(text)) and not layout.lines[following].wraps


def _is_roman(text: str, numbering: Numbering) -> bool:
    """Return whether a title begins with a Roman number: `II. …`, or a letter that is the next such number."""
    match = ROMAN.match(text)
    if match is None or match["number"] not in _ROMANS:
        return False
    follows = _ROMANS.index(match["number"]) == numbering.roman
    before = chr(ord(match["number"][0]) - 1)
    return follows and (len(match["number"]) > 1 or before not in {numbering.letter, numbering.part})


def _read_letter(heading: Heading, numbering: Numbering, *, told: bool) -> Heading | None:
    """Return a heading `A. …` or `II. …`: a part of the document, or one of the letters of an article.

    A letter goes on with the letters at hand; the first of them is a part where no chapter or article is at hand yet.
    """
    text = heading.title
    if _is_roman(text, numbering):
        return None if heading.run_in and not text.isupper() else replace(heading, kind="part")
    lettered = LETTERED.match(text)
    if lettered is None:
        return None
    letter, title = lettered["letter"], lettered["title"]
    if text.isupper() and len(title) > 3:
        return replace(heading, kind="part", number=letter)
    if (heading.run_in or text.endswith(".")) and not told:
        return None
    before = chr(ord(letter) - 1)
    goes_on = letter == "A" or before in {numbering.letter, numbering.part}
    if has_initial(text) and not goes_on:
        return None
    nothing_above = not (numbering.chapter or numbering.article)
    is_part = nothing_above if letter == "A" else numbering.letter != before and numbering.part == before
    return replace(heading, kind="part" if is_part else "letter", number=letter)


def _kind_of_subnumber(number: str, title: str, numbering: Numbering) -> HeadingKind:
    """Return whether a heading with a number like 2.3 is a section of chapter 2 or a part of article 37."""
    first = number.split(".")[0]
    if ARTICLE.match(title):
        return "section"
    if first == numbering.article and (first != str(numbering.chapter) or numbering.letter):
        return "article_part"
    expected = {numbering.chapter, numbering.chapter + 1}
    if int(first) in expected or (not numbering.chapter and not numbering.article):
        return "section"
    return "article_part" if int(first) > numbering.chapter else "section"


def _read_number(layout: Layout, i: int, title: Title, numbering: Numbering, heading: Heading) -> Heading | None:
    """Return a heading `N. Title`: the next chapter, an article, one of a local numbering, or an item above its text.

    None where it is an item of a list, or no heading at all.
    """
    number, told = int(heading.number), layout.lines[i].role == "heading"
    dotted = re.match(r"^\d+\.", title.text) is not None
    if (heading.run_in or title.text.endswith(".")) and not told:
        return replace(heading, kind="local") if dotted and _heads_text(layout, title) else None
    if not told and _is_in_list(layout, i, title.end, number, numbering):
        return None
    opens_section = _begins_with(layout, title.end, f"{number}.1 ")
    starts = number == 1 and numbering.restarts and not numbering.appended
    follows = number in {numbering.chapter + 1, numbering.chapter + 2} and number != 1
    clear = dotted or opens_section or numbering.part or layout.lines[i].opens_page
    lost = not numbering.chapter and number <= MOST_CHAPTERS and bool(clear)
    opens = opens_section or (layout.lines[i].opens_page and not heading.run_in)
    if numbering.local and number == numbering.local + 1 and not (follows and opens):
        return replace(heading, kind="local")
    if starts or ((follows or lost) and not numbering.appended):
        return replace(heading, kind="chapter")
    if number == 1 and dotted:
        return replace(heading, kind="local")
    if follows:
        return replace(heading, kind="chapter")
    return replace(heading, kind="article") if dotted and number > numbering.chapter else None


def _begins_with(layout: Layout, i: int, start: str) -> bool:
    """Return whether there is a line `i` and it begins with `start`."""
    return i < len(layout.lines) and layout.lines[i].text.startswith(start)


def _is_in_list(layout: Layout, i: int, end: int, number: int, numbering: Numbering) -> bool:
    """Return whether line `i` is one of a list: the numbers beside it stand right above or below, with no text between.

    Chapters may stand so where their text is lost, but they go on with those before them.
    """
    first = number
    while i and _has_number(layout, i - 1, first - 1):
        i, first = i - 1, first - 1
    if first == number and not _has_number(layout, end, number + 1):
        return False
    return not 1 < first <= numbering.chapter + 1


def _has_number(layout: Layout, i: int, number: int) -> bool:
    """Return whether there is a line `i` and it begins with this number."""
    match = NUMBERED.match(layout.lines[i].text) if i < len(layout.lines) else None
    return match is not None and int(match["number"]) == number


def _heads_text(layout: Layout, title: Title) -> bool:
    """Return whether text stands right below a short title, as below `1. Verduurzaming Rijksvastgoed`."""
    if title.end >= len(layout.lines) or len(title.text) >= 0.8 * layout.width:
        return False
    below = layout.lines[title.end]
    return (below.wraps or is_prose(layout, title.end)) and not LIST_ITEM.match(below.text)
