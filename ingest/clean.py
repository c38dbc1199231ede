"""From pages as read to clean pages: characters, page furniture and broken words put right.

Nothing here drops a line: a line may change, or be joined with the next one when a word runs over both, and it then
carries the numbers of all source lines that it came from.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.document import Line, Page
from ingest.hyphens import SOFT_HYPHEN, Hyphenation, join_hyphenated, read_hyphenation
from ingest.notes.marks import take_off_marks

BULLET = "•"

_LIGATURES = str.maketrans(
    {
        "ĳ": "ij", "Ĳ": "IJ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    }
)  # fmt: skip
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
# What is left of a list bullet: a character that the extractor could not read, or one from a symbol font.
_LOST_BULLET = re.compile(r"^(?:[\ufffd\uf000-\uf0ff\u2022\u25aa\u25cf\u25e6\u2219\u00b7]|o(?= [A-Z]))(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_FIRST_WORD = re.compile(r"^([^\W\d_]+)")
_DAMAGED_WORD = re.compile(r"\b([^\W\d_]+)[?\ufffd]([^\W\d_]+)\b")

_PARLIAMENT_FOOTER = re.compile(
    r"^\d{0,4} ?(?:Tweede|Eerste) Kamer, vergaderjaar \d{4}[–-]\d{4}, "
    r"(?:\d{2} ?\d{3}.*nr\. ?\w+|Aanhangsel|Handelingen) ?\d{0,4}$"
)
_ISSN = re.compile(r"^ISSN \d{4} ?[-–] ?\d{3}[\dX]$")
_COLOPHON = re.compile(
    r"^(?:[a-z]{1,4}(?:-[\w.]+){2,}|[A-Z]{2,4}\d{4,}|\d{4}tk\w[\w-]*|Sdu Uitgevers|[’']s-Gravenhage \d{4})$"
)
"""What stands around the ISSN at the foot of the first page: the name of the file, the printer, the year."""

_PAGE_NUMBER = re.compile(
    r"^(?:[-–] ?)?(?:(?:pagina|blad(?:zijde)?|blz\.|p\.) ?)?(?P<number>\d{1,4})"
    r"(?: ?(?:van|uit|/) ?(?P<total>\d{1,4}))?(?: ?[-–])?$",
    re.IGNORECASE,
)

_MARK = re.compile(r"^(?:Vra(?:ag|gen)|Antwoord(?:en)?|Tabel)(?: vraag)? ?(?:\(?\d|:|$)")
"""What opens a question, an answer or a table: never furniture, even where each page begins with one."""

FULL_LINE = 0.6
"""From this part of the body's width on a line counts as prose that was broken for its length."""


@dataclass(frozen=True, slots=True)
class _Prose:
    """What the whole document tells of its words and lines: how often each word occurs, and how lines end.

    `words` are those that occur, sorted; `width` is that of the body; `cue` tells whether a closing space means that
    the text goes on; `hyphens` what is known of broken words.
    """

    counts: Counter[str]
    words: tuple[str, ...]
    width: int
    cue: bool
    hyphens: Hyphenation

    def has(self, word: str) -> bool:
        """Return whether the word occurs, whatever its case."""
        return word.lower() in self.counts

    def has_beginning(self, part: str) -> bool:
        """Return whether a word occurs that begins with `part`, or is it."""
        i = bisect_left(self.words, part)
        return i < len(self.words) and self.words[i].startswith(part)


def clean_pages(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Return the pages with characters folded, bullets and damaged words mended and broken words whole again.

    `begro` / `tingsartikelen` becomes `begrotingsartikelen` on one line, `niet-` / `beleidsartikelen` becomes
    `niet-beleidsartikelen`, while `in-` / `en uitstroom` stays two words and `Migratie` / `verplichtingen`, two cells
    of a table, two lines.
    """
    folded = tuple(replace(page, lines=tuple(_clean_line(line) for line in page.lines)) for page in pages)
    counts = _count_words(folded)
    hyphens = read_hyphenation([line.text for page in folded for line in page.lines], counts)
    prose = _Prose(counts, tuple(sorted(counts)), measure_width(folded), has_wrap_cue(folded), hyphens)
    return take_off_marks(tuple(replace(page, lines=_mend_lines(page.lines, prose)) for page in folded))


def _clean_line(line: Line) -> Line:
    """Return the line with its characters clean; the text of a row is put together again from its clean cells."""
    if not line.cells:
        return replace(line, text=clean_characters(line.text))
    cells = tuple(replace(cell, text=clean_characters(cell.text)) for cell in line.cells)
    return replace(line, text=" ".join(cell.text for cell in cells if cell.text), cells=cells)


def clean_characters(text: str) -> str:
    """Return one line with ligatures, spaces and bullets written as a reader expects: `bĳdrage` as `bijdrage`."""
    text = _INVISIBLE.sub("", text.translate(_LIGATURES))
    text = _SPACES.sub(" ", text).strip()
    return _LOST_BULLET.sub(BULLET, text)


def find_furniture(pages: tuple[Page, ...]) -> frozenset[int]:
    """Return the source line numbers of running headers, footers and page numbers.

    A line is one when it is the footer of a parliamentary paper, when its place told the reader so, or when it stands
    at the edge of a page, the same but for its digits, on more than half of the pages and on at least three. A page
    number out of a total (`3/8`), or that is the page's own, and the ISSN with what stands around it are ones too.
    """
    edges: Counter[str] = Counter()
    candidates: list[tuple[str, Line]] = []
    found: set[tuple[int, ...]] = set()
    for page in pages:
        filled = [line for line in page.lines if line.text]
        told = [line for line in filled if line.role == "furniture" and _is_no_mark(line)]
        printed = [line for line in filled if _PARLIAMENT_FOOTER.match(line.text)]
        known = {line.sources for line in (*told, *printed, *_find_colophon(filled))}
        found.update(known)
        filled = [line for line in filled if line.sources not in known]
        found.update(
            line.sources for line in (*filled[:1], *filled[-1:]) if _is_page_number(line.text, page, len(pages))
        )
        top = takewhile(_is_no_mark, filled[:2])
        foot = takewhile(_is_no_mark, filled[:-3:-1])
        for line in {line.sources: line for line in (*top, *foot)}.values():
            shape = re.sub(r"\d+", "#", line.text)
            edges[shape] += 1
            candidates.append((shape, line))
    often = max(3, len(pages) // 2 + 1)
    found.update(line.sources for shape, line in candidates if edges[shape] >= often)
    return frozenset(number for sources in found for number in sources)


def _is_page_number(text: str, page: Page, pages: int) -> bool:
    """Return whether a line at the edge of a page is its number: out of the total, or in a file of several pages."""
    match = _PAGE_NUMBER.match(text)
    if match is None:
        return False
    if match["total"]:
        return int(match["number"]) <= int(match["total"])
    return pages > 1 and int(match["number"]) == page.number


def _find_colophon(filled: list[Line]) -> list[Line]:
    """Return the line with the ISSN, and those right around it that are of the printer."""
    found: list[Line] = []
    for i, line in enumerate(filled):
        if not _ISSN.match(line.text):
            continue
        above = takewhile(lambda each: _COLOPHON.match(each.text), reversed(filled[max(0, i - 3) : i]))
        below = takewhile(lambda each: _COLOPHON.match(each.text), filled[i + 1 : i + 4])
        found.extend((*above, line, *below))
    return found


def _is_no_mark(line: Line) -> bool:
    """Return whether the line opens no question, answer or table, behind which nothing is furniture."""
    return _MARK.match(line.text) is None


def measure_width(pages: tuple[Page, ...]) -> int:
    """Return the width of the body in characters: what nine in ten of the filled lines stay below.

    A row of a table, a caption or a heading that the reader put together from several lines is none of these.
    """
    filled = (line for page in pages for line in page.lines if line.text)
    lengths = sorted(len(line.text) for line in filled if not (line.role and len(line.sources) > 1))
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def has_wrap_cue(pages: tuple[Page, ...]) -> bool:
    """Return whether a closing space tells lines that go on from lines that end; not where all have one, or none."""
    filled = [line for page in pages for line in page.lines if line.text and not line.cells]
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


def _mend_lines(lines: tuple[Line, ...], prose: _Prose) -> tuple[Line, ...]:
    """Return the lines of one page with damaged words mended and each broken word on one line."""
    whole = [line if line.cells else replace(line, text=_mend_word(line.text, prose)) for line in lines]
    mended: list[Line] = []
    i = 0
    while i < len(whole):
        line, i = whole[i], i + 1
        while (joined := _join_broken(line, whole[i : i + 2], prose)) is not None:
            line, used = joined
            i += used
        mended.append(line)
    return tuple(mended)


def _mend_word(text: str, prose: _Prose) -> str:
    """Return the line with a lost `ĳ` put back where the document itself shows the word: `z?n` is `zijn`."""

    def restore(match: re.Match[str]) -> str:
        whole = f"{match[1]}ij{match[2]}"
        return whole if prose.has(whole) else match[0]

    return _DAMAGED_WORD.sub(restore, text)


def _join_broken(line: Line, rest: list[Line], prose: _Prose) -> tuple[Line, int] | None:
    """Return the line with the broken word at its end made whole, and how many following lines that used up.

    None where its last word is whole. At most one blank line may stand between the halves, as in list items.
    """
    gap = 1 if rest and not rest[0].text else 0
    if len(rest) <= gap or not rest[gap].text or not line.text or line.cells or rest[gap].cells:
        return None
    following = rest[gap]
    if following.role != line.role:
        return None
    first = _FIRST_WORD.match(following.text)
    if first is None:
        return None
    if prose.cue and line.text.endswith("/") and not (line.wraps or gap):
        # What a stroke joins is one word: `GL/` / `PvdA`. A line that ends between words has the closing space.
        return replace(
            line, text=line.text + following.text, sources=line.sources + following.sources, wraps=following.wraps
        ), 1
    hyphen = line.text.endswith(("-", SOFT_HYPHEN))
    last = _LAST_WORD.search(line.text.rstrip("-" + SOFT_HYPHEN))
    if last is None:
        return None
    if hyphen:
        join = None if gap or line.wraps else join_hyphenated(line.text, following.text, prose.hyphens)
    else:
        join = _join_unmarked(line, following, last[1], first[1], gap=bool(gap), prose=prose) if prose.cue else None
    if join is None:
        return None
    return replace(line, text=join, sources=line.sources + following.sources, wraps=following.wraps), gap + 1


def _join_unmarked(line: Line, following: Line, last: str, first: str, *, gap: bool, prose: _Prose) -> str | None:
    """Return the two lines joined where the extractor dropped the hyphen; None where the word is whole.

    The cue is that the first line ends without the space that others end in. It is trusted in a full line of prose;
    in a short one (a cell of a table), and across a blank line, the document must show the word elsewhere, or show
    that the first half is no word.
    """
    if line.wraps or not first[0].islower():
        return None
    whole = (last + first).lower()
    known = prose.has(whole)
    halves = prose.has(last) and prose.has(first)
    full = len(line.text) >= FULL_LINE * prose.width
    if (known and full) or (not halves and (known or full)):
        return line.text + following.text
    if not gap and not prose.has(last) and prose.has_beginning(whole):
        return line.text + following.text
    return None
