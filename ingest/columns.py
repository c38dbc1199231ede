"""From the heading row of a table of text to its columns: their titles, and what kind of values each holds.

An extractor writes the titles of a row one after another (`Indiener(s) Kamerstuknr Omschrijving/ onderwerp`). The
annexes of a budget use the same few titles in every ministry: the Rijksbegrotingsvoorschriften prescribe them, or the
systems do from which motions and commitments are drawn. That is what the lexicon below holds; a title that it does not
know begins at a capital.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.layout import Layout
from ingest.shapes import CAPTION, SOURCE_NOTE

ColumnKind = Literal[
    "text", "group", "person", "paper", "place", "period", "date", "status", "study", "article", "phase", "code"
]
"""What the values of a column look like; `group` is a theme under which the records below it stand."""

_MOST_HEADING_LINES = 6
_MOST_COLUMNS = 9
_LONGEST_TITLE = 5
"""So many words a title of the lexicon has at most: `Omschrijving van de toezegging`, one more to be safe."""

# Model 1.32d, 1.44, 3.21a and 3.45 of the Rijksbegrotingsvoorschriften: themes, studies, when they end, their articles.
_KINDS_OF_TITLES: tuple[tuple[ColumnKind, str], ...] = (
    ("group", r"(?:beleids|hoofd|sub|deel|sea-?)?thema(?:['’]s)?|beleidsterrein|cluster"),
    ("study", r"(?:type|soort) (?:evaluatie|onderzoek|evaluatieonderzoek)"),
    (
        "period",
        r"(?:jaar van |verwachte |geplande )?afronding|jaar|jaartal|looptijd|einddatum|startdatum|planning|oplevering",
    ),
    ("status", r"status"),
    (
        "article",
        r"(?:begrotings|beleids)?artikel(?:en|\(en\)|nummer|nr\.?|\(onderdeel\)|onderdeel)?|art\.",
    ),
    # The motions that parliament accepted and the commitments of ministers (model 3.42).
    ("person", r"(?:eerste )?indieners?|indiener\(s\)|(?:kamer)?(?:lid|leden)|ingediend door|woordvoerder"),
    (
        "paper",
        r"kamerstuk(?:ken)?(?: ?nr\.?| ?nummers?| ?nummer\(s\))?|(?:dossier|motie|stuk|onder)(?: ?nr\.?|nummer)|dossier",
    ),
    ("place", r"vindplaats(?:en)?(?: van de (?:motie|toezegging))?|bron|herkomst|overleg|debat|vergadering"),
    ("date", r"datum(?: (?:motie|toezegging|debat|overleg|brief))?"),
    # The ministry's programme of bills; specific grants by their number in the single audit (SiSa).
    ("phase", r"(?:huidige )?fase"),
    ("code", r"nr\.?|nummer|volgnr\.?|volgnummer|id|sisa[ -]?(?:nr\.?|nummer|code)|toezeggingsn(?:ummer|r\.?)|kenmerk"),
    (
        "text",
        r"(?:korte )?(?:omschrijving|beschrijving)(?: van de)?(?: ?/ ?onderwerp| (?:motie|toezegging))?|onderwerp"
        r"|titel(?: ?/ ?onderwerp| wetsvoorstel| onderzoek)?|wetsvoorstel|voortgangsinformatie(?: parlement)?|voortgang"
        r"|stand van zaken(?: ?/ ?planning)?|toelichting(?: onderzoek)?|onderdeel|motie|toezegging|naam|betreft|actie"
        r"|(?:wijze van |verwachte )?afdoening|reactie|conclusies? ?/ ?aanbevelingen\*?|maatregel|opmerkingen?|resultaat"
        r"|bewindspersoon|ministerie|doel",
    ),
)
_TITLES = tuple((kind, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)) for kind, pattern in _KINDS_OF_TITLES)
_PERIOD = re.compile(r"^(?:19|20)\d\d$")


_FULL = 0.85
"""From this part of the body's width on, a line is as long as one of running text that was broken for its length."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title as printed, the kind of its values, and whether the lexicon knows the title."""

    title: str
    kind: ColumnKind
    known: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row: its columns, the years after them, its lines as printed, and the first line after it."""

    columns: tuple[Column, ...]
    years: tuple[str, ...]
    lines: tuple[str, ...]
    end: int


def read_heading_row(layout: Layout, start: int, stop: int) -> Heading | None:
    """Return the heading row that begins on line `start`, or None where no titles of columns stand there.

    It goes on over the lines that hold nothing but titles the lexicon knows, or the rest of one.
    """
    if start >= stop:
        return None
    end, text = start + 1, layout.lines[start].text
    while end < min(stop, start + _MOST_HEADING_LINES):
        joined = f"{text} {layout.lines[end].text}"
        if not (layout.lines[end - 1].wraps or _only_titles(layout.lines[end].text) or _completes(text, joined)):
            break
        end, text = end + 1, joined
    columns, years = split_titles(text)
    known = sum(column.known for column in columns)
    if not 2 <= len(columns) <= _MOST_COLUMNS or 2 * known < len(columns) or _is_repeated(columns):
        return None
    return Heading(columns, years, tuple(layout.lines[i].text for i in range(start, end)), end)


def split_titles(text: str) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Return the columns whose titles stand in `text`, and the years at its end.

    A title of the lexicon is taken as long as it can be; any other begins at a capital and goes on to the next.
    """
    words = text.split()
    years = []
    while words and _PERIOD.match(words[-1]):
        years.append(words.pop())
    columns: list[Column] = []
    i = 0
    while i < len(words):
        for length in range(min(_LONGEST_TITLE, len(words) - i), 0, -1):
            title = " ".join(words[i : i + length])
            kind = _kind_of(title)
            if kind is not None and title[0].isupper():
                columns.append(Column(title, kind, known=True))
                i += length
                break
        else:
            _add_word(columns, words[i])
            i += 1
    return tuple(columns), tuple(reversed(years))


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a table below its heading row, and the first line after the table.

    Each line is given as its index and whether a page begins with it. Repeated heading rows and notes are left out.
    """

    lines: tuple[tuple[int, bool], ...]
    end: int


def find_body(layout: Layout, heading: Heading, stop: int) -> Body:
    """Return the body of the table that ends before line `stop`, or before the running text at its end.

    The heading row, and the caption above it, may be repeated at the top of a page.
    """
    found: list[tuple[int, bool]] = []
    i, opens = heading.end, False
    while i < stop:
        opens = opens or layout.lines[i].opens_page
        if layout.lines[i].opens_page and CAPTION.match(layout.lines[i].text):
            i += 1
            continue
        size = len(heading.lines)
        if tuple(line.text for line in layout.lines[i : i + size]) == heading.lines:
            i, opens = i + size, True
            continue
        found.append((i, opens))
        i, opens = i + 1, False
    return _without_tail(layout, found, stop)


def _without_tail(layout: Layout, lines: list[tuple[int, bool]], stop: int) -> Body:
    """Return the body without the notes at its end (`Bron: …`, `* …`) and the running text behind it.

    Running text is told by its lines: they are as long as those of the body, and no cell of the table has such.
    """
    end = stop
    while len(lines) > 1:
        first = _last_paragraph(layout, lines)
        paragraph = [layout.lines[i].text for i, _ in lines[first:]]
        if not first or not (SOURCE_NOTE.match(paragraph[0]) or paragraph[0].startswith("* ")):
            is_text = _is_full(layout, paragraph) and paragraph[-1].endswith((".", ":"))
            if not is_text or any(
                _is_full(layout, [layout.lines[i].text for i in pair]) for pair in _pairs(lines[:first])
            ):
                break
            end = lines[first][0]
        lines = lines[:first]
    return Body(tuple(lines), end)


def _last_paragraph(layout: Layout, lines: list[tuple[int, bool]]) -> int:
    """Return where among the lines the last paragraph begins: after a gap, with a line before it that does not go on."""
    at = len(lines) - 1
    while at and (layout.lines[lines[at - 1][0]].wraps or not (layout.lines[lines[at][0]].gap or lines[at][1])):
        at -= 1
    return at


def _is_full(layout: Layout, texts: list[str]) -> bool:
    """Return whether all but the last of two lines or more are as long as those of running text."""
    return len(texts) > 1 and all(len(text) >= _FULL * layout.width for text in texts[:-1])


def _pairs(lines: list[tuple[int, bool]]) -> Iterator[tuple[int, int, int]]:
    """Yield the indexes of every three lines on end."""
    indexes = [i for i, _ in lines]
    return zip(indexes, indexes[1:], indexes[2:], strict=False)


def _add_word(columns: list[Column], word: str) -> None:
    """Add a word that the lexicon does not know: it begins a title, or goes on with the last one."""
    if not columns or word[0].isupper():
        columns.append(Column(word, "text", known=False))
        return
    last = columns.pop()
    columns.append(Column(f"{last.title} {word}", last.kind, last.known))


def _kind_of(title: str) -> ColumnKind | None:
    """Return the kind of the values under a title that the lexicon knows, None where it does not."""
    return next((kind for kind, pattern in _TITLES if pattern.match(title)), None)


def _only_titles(text: str) -> bool:
    """Return whether a line holds nothing but titles of the lexicon, and years."""
    columns, years = split_titles(text)
    return bool(columns or years) and all(_kind_of(column.title) is not None for column in columns)


def _completes(text: str, joined: str) -> bool:
    """Return whether a further line is the rest of a title: `Stand van` / `zaken`, `Begrotings` / `artikel(en)`."""
    if not joined[len(text) + 1].islower():
        return False
    before, after = split_titles(text)[0], split_titles(joined)[0]
    return len(after) == len(before) and bool(after) and not before[-1].known and after[-1].known


def _is_repeated(columns: tuple[Column, ...]) -> bool:
    """Return whether a title occurs twice: such a line is one of values."""
    return len({column.title for column in columns}) < len(columns)
