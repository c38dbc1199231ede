"""From a document's text and tables to its abbreviations: what each short form stands for in this document."""

import re
from collections.abc import Collection, Iterator

from ingest.document import Abbreviation, Block, Span, Table
from ingest.initials import fold_letters, match_initials
from ingest.layout import Layout

_LIST = re.compile(r"\bafkorting", re.IGNORECASE)
_ENTRY = re.compile(r"^(?:[•–*-] ?)?(?P<short>[^\W\d_][\w&'’./-]{0,14})(?P<sign> ?[:=]| [–-])? (?P<long>[^\W_].*)$")
_BRACKETS = re.compile(r"\(([^()]{2,160})\)")
_INTRODUCED = re.compile(
    r"^(?:hierna(?: te noemen)?|afgekort(?: als| tot)?|verder|kortweg|ook wel):?\s+(?:de\s+|het\s+)?"
)
_SHORT = re.compile(r"[^\W\d_][^\W\d_&]*(?:&[^\W\d_]+)*")
_PLURAL = re.compile(r"(?:['’]s|(?<=[A-Z])s|(?<=[A-Z])['’-]?(?:en|ers))$")
_LAST_WORD = re.compile(r"(?<![\w-])([^\W\d_][\w&'’]*)(?:-[^\W\d_]+)?[»”’]?\s$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"[.!?;:()•]\s|[()•]|\n[^\S\n]*\n")
_MEMBER = re.compile(
    r"\b(?:[Kk]amer)?(?:lid|leden|heer|mevrouw|motie)\s+(?:(?:van|der|den|de|ter|ten|het|lid)\s+){0,3}[A-Z][^.;:]{0,60}$"
)
"""The name of a member, behind which their party stands in brackets."""
_MINISTRY = re.compile(r"\b[Mm]inisterie(?:s)?\s+(?:van|voor)\s+$")
_NOTE = re.compile(r"^\d{1,3} (?P<short>\S+?)(?: staat voor)?: (?P<long>[^\W_][^.]*)")

LONGEST = 10
"""A short form has at most as many letters."""

MOST_WORDS = 3
"""Words before a short form that may be its long form, for each of its letters: small words give none."""


def find_abbreviations(
    layout: Layout, blocks: tuple[Block, ...], tables: tuple[Table, ...]
) -> tuple[Abbreviation, ...]:
    """Return the abbreviations of a document, sorted by short form: from its own list, else from its running text.

    The first place that tells what a short form stands for counts.
    """
    found: dict[str, Abbreviation] = {}
    for abbreviation in _read_tables(tables):
        found.setdefault(abbreviation.short, abbreviation)
    for abbreviation in _read_lists(layout, blocks):
        found.setdefault(abbreviation.short, abbreviation)
    body = layout.text[: max((block.span.end for block in blocks if block.kind != "furniture"), default=0)]
    known = {fold_letters(word) for word in _WORD.findall(body)}
    told = (*_read_text(body, known), *_read_notes(layout, known))
    for abbreviation in sorted(told, key=lambda each: each.span):
        found.setdefault(abbreviation.short, abbreviation)
    return tuple(sorted(found.values(), key=lambda each: (each.short.casefold(), each.short)))


def _read_tables(tables: tuple[Table, ...]) -> Iterator[Abbreviation]:
    """Yield the rows of the tables that are lists of abbreviations."""
    for table in tables:
        titles = (table.caption, *table.headings[-1:], table.label_column)
        if not any(_LIST.search(title) for title in titles):
            continue
        for row in table.rows:
            if row.label and row.cells and not _LIST.match(row.label):
                yield Abbreviation(row.label, " ".join(row.cells[0].text.split()), row.span)


def _read_lists(layout: Layout, blocks: tuple[Block, ...]) -> Iterator[Abbreviation]:
    """Yield the entries of a list without a table: short form and meaning on one line, below a heading that says so."""
    spans = [
        block.span
        for block in blocks
        if block.kind in {"paragraph", "list_item"} and block.headings and _LIST.search(block.headings[-1])
    ]
    entry: Abbreviation | None = None
    for line in layout.lines:
        if not any(span.contains(line.span) for span in spans):
            continue
        match = _ENTRY.match(line.text)
        if match and (match["sign"] or _is_short(match["short"].rstrip("."))):
            if entry is not None:
                yield entry
            entry = Abbreviation(match["short"], match["long"], line.span)
        elif entry is not None and not line.gap:
            # A long meaning goes on in the next line.
            whole = Span(entry.span.start, line.span.end)
            entry = Abbreviation(entry.short, f"{entry.meaning} {line.text}", whole)
    if entry is not None:
        yield entry


def _read_text(text: str, known: Collection[str]) -> Iterator[Abbreviation]:
    """Yield what the text says in brackets: the short form behind the long one, or the long one behind the short."""
    for match in _BRACKETS.finditer(text):
        found = _read_short(text, match, known) or _read_long(text, match, known)
        if found is not None:
            yield found


def _read_short(text: str, brackets: re.Match[str], known: Collection[str]) -> Abbreviation | None:
    """Return the abbreviation of `Centraal Orgaan opvang asielzoekers (COA)`, or None."""
    inner = _INTRODUCED.sub("", brackets[1].strip(" '\"‘’“”«»\n"))
    short = _PLURAL.sub("", re.split(r"[,;]\s", inner)[0])
    if not _is_short(short):
        return None
    before = text[max(0, brackets.start() - 400) : brackets.start()]
    breaks = [stop.end() for stop in _BREAK.finditer(before)]
    start = brackets.start() - len(before) + (breaks[-1] if breaks else 0)
    passage = text[start : brackets.start()]
    if _MEMBER.search(passage) and not re.search(r"\b(?:partij|Partij)\b", passage):
        return None  # the party of a member
    words = list(_WORD.finditer(passage))[-MOST_WORDS * len(short) - 3 :]
    first = match_initials(short, [word[0] for word in words], known, whole=False)
    if first is None or (_is_numeral(short) and len(words) - first < len(short)):
        return None
    if re.search(r"\w-$", passage[: words[first].start()]):
        return None  # the half of a word: `energie-efficiëntie`
    ministry = _MINISTRY.search(passage, 0, words[first].start())
    long = ministry.start() if ministry else words[first].start()
    meaning = " ".join(passage[long:].split()).rstrip(" '\"‘’“”«»,")
    return Abbreviation(short, meaning, Span(start + long, brackets.end()))


def _read_long(text: str, brackets: re.Match[str], known: Collection[str]) -> Abbreviation | None:
    """Return the abbreviation of `het COA (Centraal Orgaan opvang asielzoekers)`, or None."""
    before = _LAST_WORD.search(text[max(0, brackets.start() - 40) : brackets.start()])
    short = _PLURAL.sub("", before[1]) if before else ""
    if before is None or not _is_short(short) or sum(letter.isupper() for letter in short) < 2:
        return None
    inner = brackets[1].strip()
    words = list(_WORD.finditer(re.sub(r"^(?:[Mm]inisterie (?:van|voor)|de|het) ", lambda m: " " * len(m[0]), inner)))
    if len(words) < 2 or match_initials(short, [word[0] for word in words], known, whole=True) is None:
        return None
    return Abbreviation(short, " ".join(inner.split()), Span(brackets.start() - len(before[0]), brackets.end()))


def _read_notes(layout: Layout, known: Collection[str]) -> Iterator[Abbreviation]:
    """Yield what notes say that do nothing else: `1 R&D: Research and Development`."""
    for line in layout.lines:
        match = _NOTE.match(line.text)
        if match is None or not _is_short(match["short"]):
            continue
        words = _WORD.findall(match["long"])
        if words and match_initials(match["short"], words, known, whole=True) is not None:
            start, end = (line.span.start + place for place in (match.start("short"), match.end("long")))
            yield Abbreviation(match["short"], match["long"], Span(start, end))


def _is_short(text: str) -> bool:
    """Return whether a word is written like a short form: `COA`, `DTenV`, `DT&V`, `Woo`, `azc`; not `Volt`, `2024`."""
    if not 2 <= len(text) <= LONGEST or not _SHORT.fullmatch(text):
        return False
    capitals = sum(letter.isupper() for letter in text)
    return capitals >= 2 or len(text) <= (4 if capitals and text[0].isupper() else 4)


def _is_numeral(text: str) -> bool:
    """Return whether a short form may be a Roman number: the chapter of a budget stands in brackets too (`(VI)`)."""
    return re.fullmatch(r"[IVX]+", text) is not None
