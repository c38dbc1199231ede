"""From pages as read to clean pages: characters, page furniture and broken words put right.

Nothing here drops a line: a line may change, or be joined with the next one when a word runs over both, and it then
carries the numbers of all source lines that it came from.
"""

import re
from collections import Counter
from dataclasses import replace

from ingest.document import Line, Page

BULLET = "•"

_LIGATURES = str.maketrans(
    {
        "ĳ": "ij", "Ĳ": "IJ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    }
)  # fmt: skip
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_SOFT_HYPHEN = "\u00ad"
# What is left of a list bullet: a character that the extractor could not read, or one from a symbol font.
_LOST_BULLET = re.compile(r"^(?:[\ufffd\uf000-\uf0ff\u2022\u25aa\u25cf\u25e6\u2219\u00b7]|o(?= [A-Z]))(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_FIRST_WORD = re.compile(r"^([^\W\d_]+)")
_DAMAGED_WORD = re.compile(r"\b([^\W\d_]+)[?\ufffd]([^\W\d_]+)\b")
_ELLIPSIS_WORDS = {"en", "of", "tot", "dan", "als", "respectievelijk"}
"""Words before which a hyphen at a line end is an ellipsis: `in- en uitstroom`, `vracht- en verzendkosten`."""

_PARLIAMENT_FOOTER = re.compile(
    r"^\d{0,4} ?(?:Tweede|Eerste) Kamer, vergaderjaar \d{4}[–-]\d{4}, \d{2} ?\d{3}.*nr\. ?\w+ ?\d{0,4}$"
)

FULL_LINE = 0.6
"""From this part of the body's width on a line counts as prose that was broken for its length."""


def clean_pages(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Return the pages with characters folded, bullets and damaged words mended and broken words whole again.

    `begro` / `tingsartikelen` becomes `begrotingsartikelen` on one line, `niet-` / `beleidsartikelen` becomes
    `niet-beleidsartikelen`, while `in-` / `en uitstroom` stays two words and `Migratie` / `verplichtingen`, two cells
    of a table, two lines.
    """
    folded = tuple(
        replace(page, lines=tuple(replace(line, text=clean_characters(line.text)) for line in page.lines))
        for page in pages
    )
    vocabulary = _count_words(folded)
    width = measure_width(folded)
    cue = has_wrap_cue(folded)
    return tuple(
        replace(page, lines=_mend_lines(page.lines, vocabulary, width, cue)) for page in folded
    )


def clean_characters(text: str) -> str:
    """Return one line with ligatures, spaces and bullets written as a reader expects: `bĳdrage` as `bijdrage`."""
    text = _INVISIBLE.sub("", text.translate(_LIGATURES))
    text = _SPACES.sub(" ", text).strip()
    return _LOST_BULLET.sub(BULLET, text)


def find_furniture(pages: tuple[Page, ...]) -> frozenset[int]:
    """Return the source line numbers of running headers, footers and page numbers.

    A line is one when it is the footer of a parliamentary paper, or when it stands at the edge of a page, the same but
    for its digits, on more than half of the pages and on at least three. A page number out of a total (`3/8`) is one.
    """
    edges: Counter[str] = Counter()
    candidates: list[tuple[str, Line]] = []
    found = set()
    for page in pages:
        filled = [line for line in page.lines if line.text]
        found.update(line.sources for line in filled if _PARLIAMENT_FOOTER.match(line.text))
        found.update(line.sources for line in filled[:1] if re.match(r"^\d{1,3}/\d{1,3}$", line.text))
        for line in {line.sources: line for line in (*filled[:2], *filled[-2:])}.values():
            shape = re.sub(r"\d+", "#", line.text)
            edges[shape] += 1
            candidates.append((shape, line))
    often = max(3, len(pages) // 2 + 1)
    found.update(line.sources for shape, line in candidates if edges[shape] >= often)
    return frozenset(number for sources in found for number in sources)


def measure_width(pages: tuple[Page, ...]) -> int:
    """Return the width of the body in characters: what nine in ten of the filled lines stay below."""
    lengths = sorted(len(line.text) for page in pages for line in page.lines if line.text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def has_wrap_cue(pages: tuple[Page, ...]) -> bool:
    """Return whether a closing space tells lines that go on from lines that end; not where all have one, or none."""
    filled = [line for page in pages for line in page.lines if line.text]
    wrapping = sum(line.wraps for line in filled)
    return 0.2 * len(filled) < wrapping < 0.9 * len(filled)


def _count_words(pages: tuple[Page, ...]) -> Counter[str]:
    """Return how often each word occurs inside a line, where it cannot be a half of a broken one."""
    counts: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            words = [word.lower() for word in _WORD.findall(line.text)]
            counts.update(words[1:-1] if len(words) > 2 else ())
            if len(words) > 1:
                counts.update((words[0],) if line.text[:1].isupper() else ())
                counts.update((words[-1],) if line.wraps else ())
    return counts


def _mend_lines(lines: tuple[Line, ...], vocabulary: Counter[str], width: int, cue: bool) -> tuple[Line, ...]:
    """Return the lines of one page with damaged words mended and each broken word on one line."""
    mended: list[Line] = []
    rest = [replace(line, text=_mend_word(line.text, vocabulary)) for line in lines]
    while rest:
        line = rest.pop(0)
        while (joined := _join_broken(line, rest, vocabulary, width, cue)) is not None:
            line, used = joined
            del rest[:used]
        mended.append(line)
    return tuple(mended)


def _mend_word(text: str, vocabulary: Counter[str]) -> str:
    """Return the line with a lost `ĳ` put back where the document itself shows the word: `z?n` is `zijn`."""

    def restore(match: re.Match[str]) -> str:
        whole = f"{match[1]}ij{match[2]}"
        return whole if vocabulary[whole.lower()] else match[0]

    return _DAMAGED_WORD.sub(restore, text)


def _join_broken(
    line: Line, rest: list[Line], vocabulary: Counter[str], width: int, cue: bool
) -> tuple[Line, int] | None:
    """Return the line with the broken word at its end made whole, and how many following lines that used up.

    None where its last word is whole. At most one blank line may stand between the halves, as in list items.
    """
    gap = 1 if rest and not rest[0].text else 0
    if len(rest) <= gap or not rest[gap].text or not line.text:
        return None
    following = rest[gap]
    first = _FIRST_WORD.match(following.text)
    if first is None:
        return None
    hyphen = line.text.endswith(("-", _SOFT_HYPHEN))
    last = _LAST_WORD.search(line.text.rstrip("-" + _SOFT_HYPHEN))
    if last is None:
        return None
    whole = (last[1] + first[1]).lower()
    if hyphen:
        join = None if gap or line.wraps else _join_hyphenated(line, following, last[1], first[1], vocabulary)
    else:
        join = _join_unmarked(line, following, whole, bool(gap), vocabulary, width) if cue else None
    if join is None:
        return None
    return Line(join, line.sources + following.sources, following.wraps), gap + 1


def _join_hyphenated(line: Line, following: Line, last: str, first: str, vocabulary: Counter[str]) -> str | None:
    """Return the two lines joined at a hyphen that is printed at the line end; None where it is an ellipsis."""
    if first.lower() in _ELLIPSIS_WORDS:
        return None
    if line.text.endswith(_SOFT_HYPHEN):
        return line.text[:-1] + following.text
    if first[0].islower() and vocabulary[(last + first).lower()] and not vocabulary[first.lower()]:
        return line.text[:-1] + following.text
    return line.text + following.text


def _join_unmarked(
    line: Line, following: Line, whole: str, gap: bool, vocabulary: Counter[str], width: int
) -> str | None:
    """Return the two lines joined where the extractor dropped the hyphen; None where the word is whole.

    The cue is that the first line ends without the space that others end in. It is trusted in a full line of prose;
    in a short one (a cell of a table), and across a blank line, the document must show the word elsewhere, or show
    that the first half is no word.
    """
    first = _FIRST_WORD.match(following.text)
    last = _LAST_WORD.search(line.text)
    if line.wraps or first is None or last is None or not first[1][0].islower():
        return None
    known = vocabulary[whole] > 0
    halves = vocabulary[last[1].lower()] > 0 and vocabulary[first[1].lower()] > 0
    full = len(line.text) >= FULL_LINE * width
    if (known and full) or (not halves and (known or full)):
        return line.text + following.text
    if not gap and not vocabulary[last[1].lower()] and any(word.startswith(whole) for word in vocabulary):
        return line.text + following.text
    return None
