"""From the glyphs of a page to its words and rows: what stands on one baseline, with the marks of notes put in place.

All lengths are in hundredths of a point; x grows to the right and y down the page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from ingest.document import MARK_CLOSE, MARK_OPEN

SAME_LINE = 0.15
"""Baselines that differ by less than this part of the font size are one: programs round."""

SPACE, WIDE_SPACE = 0.15, 0.25
"""Parts of the font size above which a gap is a space: in a row without glyphs for spaces, and in one that has them."""

SMALL = 0.8
"""Up to this part of the size of the text beside it, a raised or lowered word is a superscript or subscript."""

MOST_LINES, MOST_NEAR = 3_000, 40
"""A page with more lines is no page of text, and its superscripts are not looked for; nor further than so many away."""

_RAISED, _HIGHEST, _LOWEST = 0.15, 0.8, 0.3
_MARK = re.compile(r"^(?:\d{1,3}|\*{1,3}|[†‡])\)?$")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile(r"(?<=[^\s\d])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![^\s.,;:?!)»”’])")
_UNIT_WORD = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|ha)$")
_SPACES = " \u00a0\u2007\u202f\t"


@dataclass(frozen=True, slots=True)
class Layer:
    """The glyphs of a page that run in one direction, and for each where it begins and ends, its baseline and style."""

    text: str
    x0: Sequence[int]
    x1: Sequence[int]
    y: Sequence[int]
    style: Sequence[int]


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its text, where it begins and ends, its baseline, its font size, and whether it is bold.

    `spaced` tells that a glyph for a space stands before it; `raised` that it is a superscript.
    """

    text: str
    x0: int
    x1: int
    y: int
    size: int
    bold: bool
    spaced: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The words on one baseline, from left to right, and as one text; `y` and `size` are those of most of its letters.

    In the text the marks of notes stand between `MARK_OPEN` and `MARK_CLOSE`.
    """

    words: tuple[Word, ...]
    y: int
    size: int
    text: str

    @property
    def x0(self) -> int:
        """Return where the row begins."""
        return self.words[0].x0

    @property
    def x1(self) -> int:
        """Return where the row ends."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> int:
        """Return about how high its letters reach."""
        return self.y - self.size * 3 // 4

    @property
    def bottom(self) -> int:
        """Return about how low its letters reach."""
        return self.y + self.size // 4

    @property
    def bold(self) -> bool:
        """Return whether all of its letters are bold."""
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)) and not word.raised)

    @property
    def opens_note(self) -> bool:
        """Return whether it begins with a raised mark, as the text of a note does."""
        return self.words[0].raised and _MARK.match(self.words[0].text) is not None and len(self.words) > 1


def make_row(words: Sequence[Word]) -> Row:
    """Return the row of `words`, which stand on about one baseline."""
    letters: dict[tuple[int, int], int] = {}
    for word in words:
        letters[word.y, word.size] = letters.get((word.y, word.size), 0) + len(word.text) * (1 if word.raised else 9)
    y, size = max(letters, key=lambda style: (letters[style], style))
    ordered = tuple(sorted(words, key=lambda word: word.x0))
    return Row(ordered, y, size, join_words(ordered))


def read_rows(layer: Layer, styles: Sequence[tuple[int, bool]]) -> tuple[Row, ...]:
    """Return the rows of a layer from top to bottom, each with its superscripts and subscripts."""
    lines = [_split_words(layer, styles, line) for line in _group_by_baseline(layer, styles)]
    return tuple(
        sorted((make_row(words) for words in _attach_scripts(lines) if words), key=lambda row: (row.y, row.x0))
    )


def join_words(words: Sequence[Word]) -> str:
    """Return the words with a space between those that stand apart."""
    parts: list[str] = []
    for i, word in enumerate(words):
        before, text = words[i - 1] if i else None, word.text
        if not text.isascii():
            text = _SUPERSCRIPT.sub(_mark_superscript, text)
        if before is not None and _stands_apart(before, word):
            parts.append(" ")
        if word.raised and before is not None and _MARK.match(text):
            if _UNIT_WORD.search("".join(parts)) and text in {"2", "3"}:
                parts.append(text)  # a square or cubic metre
            else:
                parts.append(f"{MARK_OPEN}{text.rstrip(')')}{MARK_CLOSE}")
        else:
            parts.append(text)
            if word.raised and before is None and _MARK.match(text):
                parts.append(" ")  # the mark of a note before its text
    return "".join(parts).replace("  ", " ")


def _mark_superscript(match: re.Match[str]) -> str:
    """Return a mark that is written with superscript characters as one between its signs; exponents as digits."""
    digits = match[0].translate(_SUPERSCRIPTS)
    exponent = digits in {"2", "3"} and _UNIT_WORD.search(match.string[: match.start()])
    return digits if exponent else f"{MARK_OPEN}{digits}{MARK_CLOSE}"


def _stands_apart(before: Word, word: Word) -> bool:
    """Return whether a space stands between two words that follow each other."""
    if word.spaced:
        return not (word.raised and _MARK.match(word.text))
    size = before.size if word.raised else word.size
    return word.x0 - before.x1 > (WIDE_SPACE if word.raised or before.raised else SPACE) * size


def _group_by_baseline(layer: Layer, styles: Sequence[tuple[int, bool]]) -> Iterator[list[int]]:
    """Yield the glyphs of each baseline, from left to right."""
    order = sorted(range(len(layer.text)), key=layer.y.__getitem__)
    line: list[int] = []
    for i in order:
        if line and layer.y[i] - layer.y[line[0]] > SAME_LINE * min(
            styles[layer.style[i]][0], styles[layer.style[line[0]]][0]
        ):
            yield sorted(line, key=lambda i: (layer.x0[i], i))
            line = []
        line.append(i)
    if line:
        yield sorted(line, key=lambda i: (layer.x0[i], i))


def _split_words(layer: Layer, styles: Sequence[tuple[int, bool]], line: list[int]) -> list[Word]:
    """Return the words among glyphs on one baseline."""
    inked = [i for i in line if layer.text[i] not in _SPACES]
    if not inked:
        return []
    spaced = len(inked) < len(line)
    size = median_low([styles[layer.style[i]][0] for i in inked])
    # Letters that are spaced out stand further apart than others, and their words further still.
    between = sorted(layer.x0[b] - layer.x1[a] for a, b in pairwise(line) if _is_inked(layer, a, b))
    usual = max(0, between[len(between) // 4]) if len(between) >= 8 else 0
    usual = usual if usual < size else 0
    apart = (WIDE_SPACE if spaced else SPACE) * size + usual
    words: list[Word] = []
    current: list[int] = []
    space = space_before = False
    for i in line:
        if layer.text[i] in _SPACES:
            space = True
            continue
        if current and (
            space or layer.x0[i] - layer.x1[current[-1]] > apart or _differs(layer, styles, current[-1], i)
        ):
            words.append(_make_word(layer, styles, current, spaced=space_before))
            current = []
        if not current:
            space_before = space
        space = False
        current.append(i)
    words.append(_make_word(layer, styles, current, spaced=space_before))
    return words


def _is_inked(layer: Layer, a: int, b: int) -> bool:
    """Return whether two glyphs side by side both show something: no space."""
    return layer.text[a] not in _SPACES and layer.text[b] not in _SPACES


def _differs(layer: Layer, styles: Sequence[tuple[int, bool]], a: int, b: int) -> bool:
    """Return whether two glyphs side by side are of clearly different sizes, as in text beside a larger number."""
    first, second = styles[layer.style[a]][0], styles[layer.style[b]][0]
    return min(first, second) < SMALL * max(first, second)


def _make_word(layer: Layer, styles: Sequence[tuple[int, bool]], glyphs: list[int], *, spaced: bool) -> Word:
    """Return the word of some glyphs."""
    text = "".join(layer.text[i] for i in glyphs)
    size = max(styles[layer.style[i]][0] for i in glyphs)
    bold = 2 * sum(styles[layer.style[i]][1] for i in glyphs) > len(glyphs)
    x1 = max(layer.x1[i] for i in glyphs)
    return Word(text, layer.x0[glyphs[0]], x1, layer.y[glyphs[0]], size, bold, spaced)


def _attach_scripts(lines: list[list[Word]]) -> list[list[Word]]:
    """Return the lines with small raised or lowered words moved to the line of the text that they stand beside."""
    attached = [list(words) for words in lines]
    if len(lines) > MOST_LINES:
        return attached
    largest = [max((word.size for word in words), default=0) for words in lines]
    for i, words in enumerate(lines):
        for word in words:
            for j in _near(lines, i, word):
                place = _script_place(word, attached[j]) if word.size <= SMALL * largest[j] else None
                if place is not None:
                    attached[i].remove(word)
                    attached[j].append(replace(word, raised=place))
                    attached[j].sort(key=lambda each: each.x0)
                    break
    return attached


def _near(lines: list[list[Word]], i: int, word: Word) -> Iterator[int]:
    """Yield the lines below and above line `i` on whose text `word` could be a superscript or subscript."""
    reach = 4 * word.size
    for j in range(i + 1, min(len(lines), i + MOST_NEAR)):
        if lines[j] and lines[j][0].y - word.y >= reach:
            break
        yield j
    for j in range(i - 1, max(-1, i - MOST_NEAR), -1):
        if lines[j] and word.y - lines[j][0].y >= reach:
            break
        yield j


def _script_place(word: Word, line: list[Word]) -> bool | None:
    """Return whether `word` is raised beside a larger word of `line` (False: lowered); None where it stands by none."""
    for other in line:
        up = other.y - word.y
        if word.size > SMALL * other.size or not -_LOWEST * other.size <= up <= _HIGHEST * other.size:
            continue
        after = -0.2 * other.size <= word.x0 - other.x1 <= 0.35 * other.size
        before = -0.1 * other.size <= other.x0 - word.x1 <= 1.6 * other.size and other is line[0]
        if (after or before) and abs(up) > SAME_LINE * word.size:
            return up > _RAISED * other.size
    return None
