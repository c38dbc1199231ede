"""Titles: the lines that one takes up, and what tells it from a sentence or a name."""

import re
from dataclasses import dataclass

from ingest.clean import FULL_LINE
from ingest.layout import Layout

MOST_LINES = 3
"""A title runs over no more lines than this."""

_FINITE = frozenset(
    (
        "is", "zijn", "was", "waren", "wordt", "worden", "werd", "werden", "heeft", "hebben", "had", "hadden", "kan",
        "kunnen", "kon", "moet", "moeten", "zal", "zullen", "mag", "mogen", "gaat", "gaan", "blijft", "blijven",
        "staat", "staan", "geeft", "geven", "komt", "komen", "doet", "doen", "ligt", "liggen", "wil", "willen",
        "dient", "dienen", "bevat", "betreft", "leidt", "volgt",
    )
)  # fmt: skip
"""Verbs that make a sentence of a line of two or three: a title has none, unless it asks."""

_BINDING = frozenset(
    (
        "de", "het", "een", "van", "en", "of", "in", "op", "te", "aan", "bij", "met", "voor", "door", "tot", "om",
        "over", "naar", "uit", "onder", "per", "als", "inzake", "tussen",
    )
)  # fmt: skip
"""Words on which no title ends."""

_PARTICLES = r"(?:(?:van|de|der|den|ter|ten|te|’t|'t|von|el)\.? )*"
_INITIALS = re.compile(
    r"^(?:(?:drs|dr|mr|ir|ing|prof)\. ?)*(?P<initials>(?:[A-Z][a-z]?\. ?-?){1,6})(?:\([^)]*\) )?"
    rf"{_PARTICLES}[A-Z][\w’'-]+(?: (?:[–-] )?{_PARTICLES}[A-Z][\w’'-]+)*,?$"
)

_SIGNED = re.compile(
    r"^(?:De |Het )?(?:[Mm]inister|[Ss]taatssecretaris|(?:[Pp]laatsvervangend )?[Vv]oorzitter|(?:\w+-)?[Gg]riffier"
    r"|[Pp]resident|[Ss]ecretaris)\b[^.]*, [^\W\d_]"
)
"""Who signs, by function and name on one line: `Adjunct-griffier van de commissie, Nouse`."""

LONGEST_NAME = 6
"""A name has no more words than this."""


@dataclass(frozen=True, slots=True)
class Title:
    """The text of what may be a title, and the index of the line after it."""

    text: str
    end: int


def read_title(layout: Layout, i: int) -> Title | None:
    """Return what may be the title on line `i`, with the lines it runs over; None where that is running text.

    A title that runs on stands apart from what follows, and is no sentence.
    """
    line = layout.lines[i]
    end = i + 1
    while end < min(len(layout.lines), i + MOST_LINES) and _runs_on(layout, i, end):
        end += 1
    text = " ".join(layout.lines[j].text for j in range(i, end))
    if end == i + 1:
        return None if line.wraps and not is_cut_short(layout, i) else Title(text, end)
    if line.role == "heading" or text.isupper():
        return Title(text, end)
    closes = not layout.lines[end - 1].wraps and stands_alone(layout, end)
    if closes and not text.endswith((".", ",", ";", ":")) and not is_sentence(text):
        return Title(text, end)
    # Without the cue of the closing space the first line may still be one by itself.
    return None if line.wraps else Title(line.text, i + 1)


def stands_alone(layout: Layout, following: int) -> bool:
    """Return whether blank lines, or a page's end, stand between a line and the `following` one."""
    return following >= len(layout.lines) or layout.lines[following].gap or layout.lines[following].opens_page


def is_cut_short(layout: Layout, i: int) -> bool:
    """Return whether line `i` was not broken for its length, for all its closing space: `6. Opvang ontheemden `."""
    if i + 1 >= len(layout.lines):
        return True
    below = layout.lines[i + 1].text
    return below[0].isupper() and len(layout.lines[i].text) + len(below.split()[0]) < FULL_LINE * layout.width


def is_sentence(text: str) -> bool:
    """Return whether a text has a verb that makes it a sentence; a question may be a title all the same."""
    return not text.endswith("?") and any(word in _FINITE for word in re.findall(r"[^\W\d_]+", text))


def is_name(layout: Layout, i: int) -> bool:
    """Return whether line `i` is a name below a letter: with initials, or below the function of who signs it."""
    text = layout.lines[i].text
    match = _INITIALS.match(text)
    if (match and match["initials"].count(".") > 1) or _SIGNED.match(text):
        return True
    before = layout.lines[i - 1].text if i else ""
    signed = before.endswith(",") and not before.lower().startswith("geachte")
    return signed and (match is not None or len(text.split()) <= LONGEST_NAME)


def has_initial(text: str) -> bool:
    """Return whether a text has the form of a name behind one initial, as `A. Algemeen` has too."""
    return _INITIALS.match(text) is not None


def _runs_on(layout: Layout, first: int, end: int) -> bool:
    """Return whether the title that begins on line `first` may run on, from the line before `end`, into line `end`."""
    line, before = layout.lines[end], layout.lines[end - 1]
    if line.gap or line.opens_page or line.cells or line.role != layout.lines[first].role:
        return False
    if line.role == "heading":
        return line.level == 0 and (before.wraps or line.text[0].islower() or before.text.split()[-1] in _BINDING)
    if layout.lines[first].text.isupper():
        return (before.wraps or not layout.cue) and line.text.isupper()
    if layout.cue:
        return before.wraps and not is_cut_short(layout, end - 1)
    full = len(before.text) >= FULL_LINE * layout.width
    return full and (line.text[0].islower() or before.text.endswith(",") or before.text.split()[-1] in _BINDING)
