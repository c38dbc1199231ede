"""Where the cells of a table of text may end, and what speaks for it and against it.

An extractor writes the cells of a row one after another. A line that goes on in its cell ends in a space, where the
source has that cue, and the last line of a cell does not; but the last line of one cell and the first of the next may
be on one line of the page, and then they are on one line of the text. So there are two kinds of places where a cell may
end: between runs of lines, and inside one, where a value of a known shape, an opening that other cells of the table
have too, or a capital that nothing else explains shows the beginning of another cell. Whether it does end there is
decided for the table as a whole (alignment.py).
"""

import re
from collections import Counter
from typing import NamedTuple

from ingest.records.column_values import find_places, find_values, is_value
from ingest.records.columns import ColumnKind
from ingest.records.runs import Run, find_crowded

_LEADING_WORDS = frozenset(
    {
        "aan", "bij", "binnen", "dat", "de", "deze", "die", "dit", "door", "een", "en", "gedurende", "het", "in",
        "inzake", "met", "na", "naar", "of", "om", "omdat", "onder", "op", "over", "per", "sinds", "te", "tegen",
        "ten", "ter", "tijdens", "tot", "tussen", "uit", "van", "vanaf", "vanuit", "vanwege", "via", "volgens",
        "voor", "wanneer", "zoals",
    }
)  # fmt: skip
"""Words that need another one after them: hardly any cell ends with one."""

_OPENING_WORDS = _LEADING_WORDS | frozenset(
    {
        "al", "alle", "als", "conform", "daarbij", "daarnaast", "er", "eerder", "hiermee", "hierbij", "hoe", "ik",
        "indien", "inmiddels", "is", "mits", "momenteel", "nadat", "niet", "nog", "ook", "voorts", "wat", "we",
        "wederom", "wij", "zal", "ze", "zij", "zodra", "zowel",
    }
)  # fmt: skip
"""Words that are written with a capital only where a sentence or a cell begins."""

_NAME_PARTICLES = frozenset({"Van", "Den", "Der", "Ter", "Ten", "Te"})
_ARTICLES = frozenset({"De", "Het", "Op", "In"})
_OFFICES = frozenset({"Kamer", "Tweede", "Eerste", "Minister", "Staatssecretaris", "Minister-president", "MP"})
_SENTENCE_END = re.compile(r"[.!?:;][)»”’'\"]*$")
_UNFINISHED = re.compile(r"[,(\[«‘“/–-]$")
_OPENING_SIZE = 2
_DATE_DIGITS = 6
_LEAST_OPENINGS = 3
"""So often an opening stands at the beginning of a run before it tells where cells begin."""

_LONGEST_NAME = 60
"""A theme is named in fewer characters; further on in a run no theme begins."""


class Seam(NamedTuple):
    """What it costs to end a cell here, and what it costs not to."""

    cut: float
    join: float


WEAK = Seam(1.2, 0)
"""The seam before a capital on a line that is too long for one cell: some cell begins on that line, perhaps here."""

_NONE_BEFORE = Seam(0, 0)
_STILL_OPEN = Seam(3, 0.2)
_CUT_OFF = Seam(2.5, 0)
_OPENING = Seam(0.3, 1.5)
_OPENING_AFTER_LEADING_WORD = Seam(1.5, 0.5)
_OPENING_OF_SENTENCE = Seam(2, 0)
_VALUE = Seam(0.4, 0.6)
_AFTER_VALUE = Seam(1.5, 0.2)
_CAPITAL = Seam(0.6, 1)
_NAME_TWICE = Seam(0.2, 3)
_NAME = Seam(1, 0.8)
_LINE_END = Seam(1, 0.5)
"""Without the cue of the closing space, a line end tells little."""

_WHOLE_VALUE = 2


def opening_of(text: str) -> str:
    """Return the words that a cell opens with, digits as `#`: one that is nearly all digits, or the first two.

    `11-07-2024 De Kamer` gives `##-##-####`, `De Kamer wordt` gives `De Kamer`; a small letter opens nothing.
    """
    words = [re.sub(r"\d", "#", word) for word in text.split(" ", _OPENING_SIZE)[:_OPENING_SIZE]]
    if not words or not (words[0][:1].isupper() or words[0].startswith("#")):
        return ""
    if words[0].count("#") >= _DATE_DIGITS:
        return words[0]
    return " ".join(words) if len(words) == _OPENING_SIZE else ""


def find_openings(runs: tuple[Run, ...]) -> frozenset[str]:
    """Return the words with which several runs begin: where they stand inside one, another cell may begin."""
    counts = Counter(opening_of(run.text) for run in runs)
    return frozenset(opening for opening, count in counts.items() if opening and count >= _LEAST_OPENINGS)


def seam_between(before: Run | None, run: Run, kinds: frozenset[ColumnKind], *, cue: bool) -> Seam:
    """Return the seam between two runs: the cell ends, unless something in it is still open.

    `kinds` are those of the table's columns; a run that is a value of one, and nothing else, is a cell of its own.
    """
    if before is None:
        return _NONE_BEFORE
    if _UNFINISHED.search(before.text) or (_open_brackets(before.text) > 0 and _open_brackets(run.text) < 0):
        return _STILL_OPEN
    seam = _seam_by_letter(run, cue=cue)
    whole = any(is_value(kind, text) for kind in kinds for text in (before.text, run.text))
    return seam._replace(join=seam.join + _WHOLE_VALUE * whole)


def _seam_by_letter(run: Run, *, cue: bool) -> Seam:
    """Return the seam before a run by what it begins with: without the cue, a small letter goes on with a sentence."""
    small = run.text[0].islower()
    if cue:
        return Seam(0.3 * small, 3 if run.lines[0].gap else 2)
    return Seam(2, 0.3) if small else Seam(0, 1.5)


def seams_of_lines(run: Run, *, cue: bool) -> dict[int, Seam]:
    """Return the seams between the lines of one run, by where they are in its text.

    With the cue there is one only where a cell may have been cut off: where other cells of its row come before its
    rest on the next page. Without it a cell may end with any line, unless the next one goes on with its sentence.
    """
    seams: dict[int, Seam] = {}
    for line in run.lines[1:]:
        before, first = run.text[: line.offset - 1], run.text[line.offset]
        if first.islower() or (not cue and _leads_on(before)):
            continue
        if not cue:
            seams[line.offset] = _LINE_END
        elif line.gap:
            seams[line.offset] = _CUT_OFF
    return seams


def seams_inside(
    run: Run, openings: frozenset[str], kinds: frozenset[ColumnKind], widest: float, *, names: bool
) -> dict[int, Seam]:
    """Return the seams where another cell may begin inside the lines of a run, by where they are in its text.

    `names` tells that the table has themes with sub-themes: names may stand beside each other.
    """
    text = run.text
    values = _value_edges(text, kinds)
    last_name = min([_LONGEST_NAME, *(at for at in values if at)])
    crowded = find_crowded(run, widest)
    seams: dict[int, Seam] = {}
    depth = 0
    for match in re.finditer(r"\S+", text):
        at, before = match.start(), text[: match.start()].rstrip()
        if at and depth <= 0 and not _UNFINISHED.search(before):
            seam = _seam_before(text, at, before, openings, at in values)
            if seam is None and names and at < last_name:
                seam = _seam_before_name(text, at, before)
            if seam is None and any(line.begin <= at < line.end for line in crowded):
                seam = _seam_on_crowded_line(before, match[0])
            if seam is not None:
                seams[at] = seam
        depth = max(0, depth + _open_brackets(match[0]))
    return seams


def _seam_before(text: str, at: int, before: str, openings: frozenset[str], is_edge: bool) -> Seam | None:
    """Return the seam before the word at `at`, or None where nothing shows that another cell may begin there."""
    word, last = _first_word(text[at:]), _last_word(before)
    ended = _SENTENCE_END.search(before) is not None
    if opening_of(text[at:]) in openings:
        if last in _LEADING_WORDS:
            return _OPENING_AFTER_LEADING_WORD
        # A sentence inside a cell may begin so, too, but hardly one that begins with a name or a date.
        return _OPENING_OF_SENTENCE if ended and word.lower() in _OPENING_WORDS else _OPENING
    if last in _LEADING_WORDS:
        return None
    if is_edge:
        return _AFTER_VALUE if word[0].islower() else _VALUE
    return None if ended or not _has_telling_capital(word, last, text[at + len(word) + 1 :]) else _CAPITAL


def _has_telling_capital(word: str, last: str, following: str) -> bool:
    """Return whether a word has a capital only because a cell begins with it: `In` after `samenhang` or `nr. 3`.

    `Van der Goot` and `De Hoop` are names, `De Kamer` is none, and after a date the sentence goes on.
    """
    if word.lower() not in _OPENING_WORDS or not word[0].isupper() or word in _NAME_PARTICLES:
        return False
    if word in _ARTICLES and following[:1].isupper() and _first_word(following) not in _OFFICES:
        return False
    return last[-1].islower() or last[-1] in ")]" or (last[-1].isdigit() and sum(map(str.isdigit, last)) < _DATE_DIGITS)


def _seam_before_name(text: str, at: int, before: str) -> Seam | None:
    """Return the seam before a capital in what may be the names of a theme and its sub-theme."""
    if not text[at].isupper() or _last_word(before) in _LEADING_WORDS or _SENTENCE_END.search(before):
        return None
    # A name that is printed twice in a row stands in two cells.
    return _NAME_TWICE if text.startswith(f"{before} {before}") and at == len(before) + 1 else _NAME


def _seam_on_crowded_line(before: str, word: str) -> Seam | None:
    """Return the seam before a word on a line that is longer than cells are; None where no cell can begin."""
    return WEAK if (word[0].isupper() or word[0].isdigit()) and _last_word(before) not in _LEADING_WORDS else None


def _value_edges(text: str, kinds: frozenset[ColumnKind]) -> frozenset[int]:
    """Return where values of the kinds begin, and where the words after them do.

    A value does not begin with a small letter, and not after a word that leads to it: `Voor 2025`.
    """
    edges: set[int] = set()
    for kind in kinds:
        for start, end in find_values(kind, text):
            led_to = _leads_on(text[:start].rstrip())
            if not led_to and not text[start].islower() and any(map(str.isalnum, text[start:end])):
                edges.update({start, end + 1})
    if "place" in kinds:
        # Further on, such words are part of the place: `Parlementaire Agenda punt [26-03-2024] Tweeminutendebat`.
        edges.update(start for start in find_places(text)[:1] if not _leads_on(text[:start].rstrip()))
    return frozenset(edges)


def _leads_on(before: str) -> bool:
    """Return whether what comes after this text goes on with it."""
    return _UNFINISHED.search(before) is not None or _last_word(before) in _LEADING_WORDS


def _open_brackets(text: str) -> int:
    """Return how many brackets a text opens and does not close."""
    return text.count("(") + text.count("[") - text.count(")") - text.count("]")


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]


def _last_word(text: str) -> str:
    return text.rsplit(" ", 1)[-1]
