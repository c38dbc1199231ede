"""From the lines of a table of text to pieces: the smallest parts of cells, and what it takes to cut or join them.

An extractor writes the cells of a row one after another. A line that goes on in its cell ends in a space, where the
source has that cue, and the last line of a cell does not; but the last line of one cell and the first of the next may
be on one line of the page, and then they are on one line of the text. So there are two kinds of places where cells may
end: between lines, and inside a line, where a value of a known shape, an opening that other cells of the table have
too, or a capital that nothing else explains shows the beginning of another cell. Whether they do end there is decided
for the table as a whole (alignment.py); a seam only says what speaks for and against it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from ingest.column_values import find_values, is_value
from ingest.columns import Column
from ingest.document import Span
from ingest.layout import Layout

_LEADING_WORDS = frozenset(
    ["aan", "bij", "binnen", "dat", "de", "deze", "die", "dit", "door", "een", "en", "gedurende", "het", "in", "inzake", "met", "na", "naar", "of", "om", "omdat", "onder", "op", "over", "per", "sinds", "te", "tegen", "ten", "ter", "tijdens", "tot", "tussen", "uit", "van", "vanaf", "vanuit", "vanwege", "via", "volgens", "voor", "wanneer", "zoals"]
)
"""Words that need another one after them: hardly any cell ends with one."""

_OPENING_WORDS = _LEADING_WORDS | frozenset(
    ["al", "alle", "als", "conform", "daarbij", "daarnaast", "er", "eerder", "hiermee", "hierbij", "hoe", "ik", "indien", "inmiddels", "is", "mits", "momenteel", "nadat", "niet", "nog", "ook", "voorts", "wat", "we", "wederom", "wij", "zal", "ze", "zij", "zodra", "zowel"]
)
"""Words that are written with a capital only where a sentence or a cell begins."""

_NAME_PARTICLES = frozenset({"Van", "Den", "Der", "Ter", "Ten", "Te"})
_ARTICLES = frozenset({"De", "Het", "Op", "In"})
_SENTENCE_END = re.compile(r"[.!?:;][)»”’'\"]*$")
_UNFINISHED = re.compile(r"[,(\[«‘“/–-]$")
_OPENING_SIZE = 2
_LEAST_OPENINGS = 3
"""So often an opening stands at the beginning of a cell before it tells where cells begin."""

_WIDER = 1.15
"""Letters differ in width: a line may have so many times the characters of another one in its column."""

_LONGEST_NAME = 60
"""A theme is named in fewer characters; further on in a line no theme begins."""


@dataclass(frozen=True, slots=True)
class Seam:
    """What it costs to end a cell here, and what it costs not to."""

    cut: float
    join: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell: its text with line ends as spaces, where it stands, and the seam before it.

    `gap` tells that blank lines stand before it, `opens_page` that it is the first of a page. `cut_off` tells that its last line goes on, but perhaps only
    on the next page, after the other cells of the row. `widths` are the lengths of its lines, each but the last with
    the length of the first word of the next line, for which there was no room; `inside` tells that it begins inside
    a line.
    """

    text: str
    span: Span
    seam: Seam
    gap: bool
    opens_page: bool
    cut_off: bool
    widths: tuple[tuple[int, int], ...]
    inside: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of which each goes on in the next: their joined text, and what is known of each."""

    text: str
    lines: tuple["RunLine", ...]


class RunLine(NamedTuple):
    """A line of a run: where it begins in the run's text and in the document, and what stands before it.

    `mended` tells that it was put together of two lines of the page, so that its length tells nothing.
    """

    offset: int
    start: int
    gap: bool
    opens_page: bool
    mended: bool


def cut_pieces(layout: Layout, lines: tuple[tuple[int, bool], ...], columns: tuple[Column, ...]) -> tuple[Piece, ...]:
    """Return the pieces of the lines, each given as its index and whether a page begins with it."""
    runs = find_runs(layout, lines)
    openings = _find_openings(runs)
    names = sum(column.kind == "group" for column in columns) > 1
    width = _widest(runs)
    pieces: list[Piece] = []
    for before, run in zip((None, *runs), runs, strict=False):
        seams = _line_seams(run, cue=layout.cue)
        for offset, seam in _inner_seams(run, openings, columns, width, names=names).items():
            seams.setdefault(offset, seam)
        seams[0] = _outer_seam(before, run, cue=layout.cue)
        if before is not None and (_is_value(before, columns) or _is_value(run, columns)):
            seams[0] = replace(seams[0], join=seams[0].join + 2)
        pieces.extend(_pieces_of(run, seams))
    return tuple(pieces)


def line_widths(pieces: tuple[Piece, ...]) -> list[tuple[int, int]]:
    """Return how long the lines of a cell are, each with the length of the word for which it had no room, or 0."""
    widths: list[tuple[int, int]] = []
    for piece in pieces:
        first, *others = piece.widths
        if piece.inside and widths:
            first = (widths.pop()[0] + 1 + first[0], first[1])
        widths.extend((first, *others))
    return widths


def opening_of(text: str) -> str:
    """Return the words that a cell opens with, digits as `#`: one that is nearly all digits, or the first two.

    `11-07-2024 De Kamer` gives `##-##-####`, `De Kamer wordt` gives `De Kamer`; a small letter opens nothing.
    """
    words = [re.sub(r"\d", "#", word) for word in text.split(" ", _OPENING_SIZE)[:_OPENING_SIZE]]
    if not words or not (words[0][:1].isupper() or words[0].startswith("#")):
        return ""
    if words[0].count("#") >= 6:
        return words[0]
    return " ".join(words) if len(words) == _OPENING_SIZE else ""


def find_runs(layout: Layout, lines: tuple[tuple[int, bool], ...]) -> tuple[Run, ...]:
    """Return the runs of lines: over the line ends that go on; without that cue, up to each gap."""
    often = Counter(span.start for span in layout.line_spans if span.start < span.end)
    runs: list[Run] = []
    text, parts = "", []
    for at, (i, opens) in enumerate(lines):
        line = layout.lines[i]
        goes_on = layout.lines[lines[at - 1][0]].wraps if layout.cue else not (line.gap or opens)
        if parts and not goes_on:
            runs.append(Run(text, tuple(parts)))
            text, parts = "", []
        offset = len(text) + 1 if parts else 0
        parts.append(RunLine(offset, line.span.start, line.gap or opens, opens, often[line.span.start] > 1))
        text = f"{text} {line.text}" if offset else line.text
    return (*runs, Run(text, tuple(parts))) if parts else tuple(runs)


def _find_openings(runs: tuple[Run, ...]) -> frozenset[str]:
    """Return the words with which several runs begin: where they stand inside one, another cell may begin."""
    counts = Counter(opening_of(run.text) for run in runs)
    return frozenset(opening for opening, count in counts.items() if opening and count >= _LEAST_OPENINGS)


def _outer_seam(before: Run | None, run: Run, *, cue: bool) -> Seam:
    """Return the seam between two runs: the cell ends, unless something in it is still open."""
    if before is None:
        return Seam(0, 0)
    gap = run.lines[0].gap
    if _UNFINISHED.search(before.text) or (_open_brackets(before.text) > 0 and _open_brackets(run.text) < 0):
        return Seam(3, 0.2)
    small = run.text[0].islower()
    if cue:
        return Seam(0.3 * small, 3 if gap else 2)
    return Seam(2, 0.3) if small else Seam(0, 1.5)


def _line_seams(run: Run, *, cue: bool) -> dict[int, Seam]:
    """Return the seams between the lines of one run.

    With the cue there is one only where a cell may have been cut off: where other cells of its row come before its
    rest on the next page. Without it a line may end a cell anywhere.
    """
    seams: dict[int, Seam] = {}
    for offset, _, gap, *_ in run.lines[1:]:
        before, first = run.text[: offset - 1], run.text[offset]
        if cue:
            if gap and not first.islower():
                seams[offset] = Seam(2.5, 0)
        elif first.islower() or _UNFINISHED.search(before) or before.rsplit(" ", 1)[-1].lower() in _LEADING_WORDS:
            seams[offset] = Seam(4, 0)
        else:
            seams[offset] = Seam(1, 0.5)
    return seams


def _inner_seams(
    run: Run, openings: frozenset[str], columns: tuple[Column, ...], width: float, *, names: bool
) -> dict[int, Seam]:
    """Return the places inside a run where another cell may begin; `names` tells that themes have sub-themes."""
    text = run.text
    values = _value_edges(text, columns)
    first_value = min(_LONGEST_NAME, *(at for at in values if at), _LONGEST_NAME)
    crowded = _crowded_stretches(run, width)
    seams: dict[int, Seam] = {}
    depth = 0
    for match in re.finditer(r"\S+", text):
        at, word = match.start(), match[0]
        before = text[:at].rstrip()
        if at and depth <= 0 and not _UNFINISHED.search(before):
            seam = _word_seam(text, at, before, openings, values, names=names and at < first_value)
            if seam is None and any(begin <= at < end for begin, end in crowded):
                seam = _capital_seam(before, word)
            if seam is not None:
                seams[at] = seam
        depth = max(0, depth + _open_brackets(word))
    return seams


def _word_seam(
    text: str, at: int, before: str, openings: frozenset[str], values: frozenset[int], *, names: bool
) -> Seam | None:
    """Return the seam before the word at `at`, or None where nothing shows that another cell may begin there."""
    word, last = text[at:].split(" ", 1)[0], before.rsplit(" ", 1)[-1]
    ended = _SENTENCE_END.search(before) is not None
    if opening_of(text[at:]) in openings:
        if last in _LEADING_WORDS:
            return Seam(1.5, 0.5)
        # A sentence inside a cell may begin so, too, but hardly one that begins with a name or a date.
        return Seam(2, 0) if ended and word.lower() in _OPENING_WORDS else Seam(0.3, 1.5)
    if last in _LEADING_WORDS:
        return None
    if at in values:
        return Seam(1.5, 0.2) if word[0].islower() else Seam(0.4, 0.6)
    if ended or not word[0].isupper():
        return None
    if text.startswith(f"{before} {before}") and at == len(before) + 1:
        return Seam(0.2, 3)  # a name printed twice in a row stands in two cells
    if _is_capital_by_place(word, last, text[at + len(word) + 1 :]):
        return Seam(0.6, 1)
    return Seam(1, 0.8) if names else None


def _is_capital_by_place(word: str, last: str, following: str) -> bool:
    """Return whether a word has a capital only because a cell begins with it: `In` after `samenhang`, or after `nr. 3`.

    `Van der Goot` and `De Hoop` are names, and a date goes on with a sentence.
    """
    if word.lower() not in _OPENING_WORDS or word in _NAME_PARTICLES:
        return False
    if word in _ARTICLES and following[:1].isupper():
        return False
    return last[-1].islower() or last[-1] in ")]" or (last[-1].isdigit() and sum(map(str.isdigit, last)) < 6)


def _capital_seam(before: str, word: str) -> Seam | None:
    """Return the seam before a word with a capital on a line that is longer than cells are; None before others."""
    if not (word[0].isupper() or word[0].isdigit()) or before.rsplit(" ", 1)[-1] in _LEADING_WORDS:
        return None
    return Seam(1.2, 0)


def _crowded_stretches(run: Run, width: float) -> list[tuple[int, int]]:
    """Return the lines of a run, from where to where in its text, that are too long for the cell of their neighbours.

    A cell's lines are broken where the next word finds no room; a line for which that does not hold has two cells.
    """
    begins = [line.offset for line in run.lines]
    ends = [*(begin - 1 for begin in begins[1:]), len(run.text)]
    rooms = [
        end - begin + 1 + len(run.text[end + 1 :].split(" ", 1)[0])
        for begin, end in zip(begins, ends[:-1], strict=False)
    ]
    crowded = []
    for at, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if run.lines[at].mended:
            continue
        near = [min(side) for side in (rooms[:at], rooms[at + 1 :]) if side]
        if end - begin > _WIDER * (max(near) if near else width):
            crowded.append((begin, end))
    return crowded


def _widest(runs: tuple[Run, ...]) -> float:
    """Return how many characters a line of the widest column has room for; endless where no line is broken."""
    rooms = []
    for run in runs:
        for line, following in zip(run.lines, run.lines[1:], strict=False):
            rooms.append(following.offset - line.offset + len(run.text[following.offset :].split(" ", 1)[0]))
    rooms.sort()
    return rooms[len(rooms) * 9 // 10] if rooms else inf


def _value_edges(text: str, columns: tuple[Column, ...]) -> frozenset[int]:
    """Return where values of a shape begin that a column has, and the words after them."""
    edges: set[int] = set()
    for kind in dict.fromkeys(column.kind for column in columns):
        for start, end in find_values(kind, text):
            before = text[:start].rstrip()
            begins = not before or not (_UNFINISHED.search(before) or before.rsplit(" ", 1)[-1] in _LEADING_WORDS)
            if begins and not text[start].islower() and any(character.isalnum() for character in text[start:end]):
                edges.update({start, end + 1})
    return frozenset(edges)


def _is_value(run: Run, columns: tuple[Column, ...]) -> bool:
    """Return whether a run is a value of a shape that a column has, and nothing else."""
    return any(is_value(column.kind, run.text) for column in columns)


def _open_brackets(text: str) -> int:
    """Return how many brackets a text opens and does not close."""
    return sum(text.count(character) for character in "([") - sum(text.count(character) for character in ")]")


def _pieces_of(run: Run, seams: dict[int, Seam]) -> list[Piece]:
    """Return the pieces into which `seams` cut a run."""
    cuts = sorted(seams)
    begins = {line.offset: line for line in run.lines}
    pieces = []
    for begin, end in zip(cuts, (*cuts[1:], len(run.text) + 1), strict=True):
        first = begins.get(begin)
        pieces.append(
            Piece(
                text=run.text[begin : end - 1],
                span=Span(place_in(run, begin), place_in(run, end - 2) + 1),
                seam=seams[begin],
                gap=first is not None and first.gap,
                opens_page=first is not None and first.opens_page,
                cut_off=end in begins,
                widths=tuple(_widths(run, begin, end - 1)),
                inside=first is None,
            )
        )
    return pieces


def _widths(run: Run, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield for each line of a stretch of the run its length, and that of the next word; 0 where that tells nothing."""
    stops = [*(line.offset - 1 for line in run.lines[1:]), len(run.text)]
    for line, stop in zip(run.lines, stops, strict=True):
        if line.offset >= end or stop <= begin:
            continue
        length = 0 if line.mended else min(stop, end) - max(line.offset, begin)
        word = run.text[stop + 1 : end].split(" ", 1)[0] if length else ""
        yield length, len(word)


def place_in(run: Run, offset: int) -> int:
    """Return where in the document the character of the run stands."""
    line = next(line for line in reversed(run.lines) if line.offset <= offset)
    return line.start + offset - line.offset
