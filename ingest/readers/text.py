"""Text that a PDF extractor wrote: from bytes to pages.

Extractors mark the start of a page in different ways, and the mark is all that is left of it. Four are known: a form
feed; a page number out of a total (`3/8`) at the start of a line; a line that begins with one space and then text
(where other lines never begin with a space); and a fixed run of six blank lines, two of which hold one space.
"""

import re

from ingest.document import Line, Page
from ingest.errors import DocumentError

BLANK_RUN = ("", "", " ", "", " ", "")
"""The lines that one extractor writes at each page break."""

MOST_CONTROL_CHARACTERS = 0.01
"""Above this share of control characters a file is not text; real ones hold none, or a stray form feed a page."""

LONG_LINE = 2000
"""A longer line is no line of a page: the line ends were lost, and what is left of them is two spaces or more."""

_REPLACEMENT = "\ufffd"
_LOST_LINE_END = re.compile(r" {2,}")
_PAGE_OF_TOTAL = re.compile(r"^(\d{1,3})/(\d{1,3})(?= |$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SPACES = " \u00a0\u2007\u202f"


def read_text_pages(data: bytes) -> tuple[Page, ...]:
    """Return the pages of a text file, one `Line` to each of its lines, without the spaces around it.

    Raises:
        DocumentError: the file is empty or is not text.
    """
    lines = _unfold_lines(_decode(data).split("\n"))
    while lines[-1] in {"", "\f"}:
        lines.pop()  # a form feed at the end of the file begins no page
    starts = _find_page_starts(lines)
    if _find_page_numbers(lines):
        lines = [re.sub(r"^\d{1,3}/\d{1,3} (?=\S)", "", line) if i in starts else line for i, line in enumerate(lines)]
    bounds = [*starts, len(lines)]
    return tuple(
        Page(number, tuple(_make_line(lines[i], i + 1) for i in range(bounds[number - 1], bounds[number])))
        for number in range(1, len(bounds))
    )


def _decode(data: bytes) -> str:
    """Return the text in `data`: UTF-8, or Windows-1252 as older tools still write it."""
    if not data.strip():
        raise DocumentError("Het bestand is leeg. Haal het uit de map of zet het document er opnieuw in.")
    text = data.decode("utf-8-sig", errors="replace")
    damaged = text.count(_REPLACEMENT)
    # A damaged byte or two leaves the other letters of UTF-8 whole; text of the older kind has next to none.
    if damaged > data.count(_REPLACEMENT.encode()) and damaged > sum(c > "\x7f" for c in text) - damaged:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text or len(_CONTROL.findall(text)) > MOST_CONTROL_CHARACTERS * len(text):
        raise DocumentError("Het bestand bevat geen leesbare tekst. Sla het document op als tekst (UTF-8).")
    if not any(character.isalnum() for character in text):
        raise DocumentError("Het bestand bevat geen tekst. Haal het uit de map of zet het document er opnieuw in.")
    # A form feed begins a page, and so a line: without a line end before it two words would run together.
    return re.sub(r"(?<=[^\n])\f", "\n\f", text.replace("\r\n", "\n").replace("\r", "\n"))


def _unfold_lines(lines: list[str]) -> list[str]:
    """Return the lines with those that were run together on one taken apart; each part counts as a line of the source.

    The space that closed a line and the one that took the place of its end are two: `van de  vraag` was two lines, and
    four spaces or more are a blank line.
    """
    unfolded: list[str] = []
    for line in lines:
        if len(line) <= LONG_LINE or not _LOST_LINE_END.search(line):
            unfolded.append(line)
            continue
        end = 0
        for gap in _LOST_LINE_END.finditer(line):
            unfolded.append(line[end : gap.start()])
            if len(gap[0]) >= 4:  # twice a line end
                unfolded.append("")
            end = gap.end()
        unfolded.append(line[end:])
    return unfolded


def _find_page_starts(lines: list[str]) -> list[int]:
    """Return the indexes of the lines with which pages start, the first one always 0."""
    return [0, *(start for start in _marked_starts(lines) if start > 0)]


def _marked_starts(lines: list[str]) -> list[int]:
    """Return where pages start by the one kind of mark that this file has; the surest kind is tried first."""
    form_feeds = [i for i, line in enumerate(lines) if "\f" in line]
    if form_feeds:
        return form_feeds
    numbered = _find_page_numbers(lines)
    if numbered:
        return numbered
    indented = [i for i, line in enumerate(lines) if re.match(r" [^ ]", line)]
    deeper = sum(re.match(r"\s{2,}\S", line) is not None for line in lines)
    filled = sum(bool(line.strip()) for line in lines)
    # Where text is indented for its own sake the space is no page mark: then it is common, or comes with deeper ones.
    if indented and deeper == 0 and len(indented) < filled / 10:
        return indented
    size = len(BLANK_RUN)
    return [i + size for i in range(len(lines) - size) if tuple(lines[i : i + size]) == BLANK_RUN]


def _find_page_numbers(lines: list[str]) -> list[int]:
    """Return the lines that open with a page number out of a total, where these count up: `2/8`, `3/8`, …."""
    marks = [(i, int(match[1]), int(match[2])) for i, line in enumerate(lines) if (match := _PAGE_OF_TOTAL.match(line))]
    pages = [page for _, page, _ in marks]
    total = marks[0][2] if marks else 0
    counting = len(marks) > 1 and all(b == a + 1 for a, b in zip(pages, pages[1:], strict=False))
    same = all(mark[2] == total for mark in marks) and max(pages, default=0) == total
    return [i for i, page, _ in marks if page > 1] if counting and same else []


def _make_line(raw: str, number: int) -> Line:
    """Return line `number` of the file; its closing space, which may mean that the text goes on, becomes a flag."""
    stripped = raw.replace("\f", "").strip(_SPACES + "\t")
    return Line(stripped, (number,), wraps=bool(stripped) and raw[-1] in _SPACES)
