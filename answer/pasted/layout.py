"""Where the sub-questions of a pasted Kamervraag begin and end: by their numbers, letters or bullets, or by sentences.

What a number alone says is little, so a run of marks counts only where most of what it marks is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Span
from ingest.questions.marks import NUMBERS
from ingest.sentence import BULLETS, split_sentences

MarkKind = Literal["vraag", "nummer", "letter", "streepje"]
"""How a sub-question is marked: `Vraag 1`, `1.`, `a)`, or a bullet."""

_PARAGRAPH = r"(?:[^{close}\n]|\n(?!\s*\n)){{1,400}}"
_QUOTED = re.compile(
    "|".join(
        f"{before}{opening}{_PARAGRAPH.format(close=closing)}[{closing}]{after}"
        for before, opening, closing, after in (
            ("", "«", "»", ""),
            ("", "[“„]", "”“", ""),
            ("", "‘", "’", r"(?!\w)"),
            (r"(?<!\w)", '"', '"', r"(?!\w)"),
            (r"(?<!\w)", "'", "'", r"(?!\w)"),
        )
    )
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s)\]>»”\"]*[^\s)\]>»”\".,;:?!]")
_NOTE_MARK = re.compile(r"\[\d{1,3}\]|(?<=[^\W\d_][.?!])\d{1,2}(?=\s|$)|(?<=[»”’)][.?!])\d{1,2}(?=\s|$)|[¹²³⁴-⁹⁰]+")
_BLANKS = re.compile(r"(\s{20})(\s{40,})(\s{20})")
_MARKS = re.compile(r"([.?!…:;,]{20})([.?!…:;,]{40,})([.?!…:;,]{20})")
_FILL = "\u2060"
"""Stands for the middle of a long stretch of white space or of stops, over which patterns would go again and again."""

_STOPS = re.compile(r"[.?!…:]")

_NUMBER = r"\d{1,3}[a-z]?"
_FIRST = r"(?=\s*[^\W\d_]|\s*[«“„‘\"'(])"
_LABEL = rf"(?:Vraag|VRAAG|vraag|Vragen)[ \t]*(?:nr\.?[ \t]*)?\(?(?P<vraag>{NUMBERS})\)?[ \t]*[:.)–-]?(?=[*_]*(?:\s|$))"
_LINE_MARK = re.compile(
    rf"^[ \t\u00a0>#*_]*(?:{_LABEL}"
    rf"|\(?(?P<nummer>{_NUMBER})(?:[.):]{_FIRST}|[.):]?[ \t]*$|[ \t]+(?=[^\W\d_a-z]))"
    rf"|\(?(?P<letter>[a-z])[.)](?=\s+\S)"
    rf"|(?P<streepje>[{re.escape(BULLETS)}])(?=[ \t\u00a0]+\S))[*_]*",
    re.MULTILINE,
)
_INNER_MARK = re.compile(
    rf"(?<=[?:;.)])[ \t]+(?:{_LABEL}|\(?(?P<nummer>\d{{1,2}})[.)](?=\s+[^\W\d_a-z]|\s+[«“])|"
    rf"\(?(?P<letter>[a-z])\)(?=\s+\S))"
)
_ANSWER = re.compile(r"^[ \t]*Antwoord(?:en)?\b[^.?!\n]{0,40}(?:$|:)", re.MULTILINE)
_ASKS = re.compile(
    r"\W*(?:en |of )?(?:in |op |aan |van |voor |met |door |uit |bij |over |onder |tot |per )?(?:hoe\w*|wat|welke?|wie|"
    r"wanneer|waar\w*|kun(?:t|nen)|kan|bent|ben|is|zijn|klopt|deelt|erkent|herkent|onderschrijft|vindt|wilt|heeft|hebt|"
    r"gaat|zal|zult|worden?|graag|geef|beschrijf|licht|noem)\b",
    re.IGNORECASE,
)
_CLOSING_LINE = re.compile(
    r"[ \t]*(?:\)+|\d{1,2}[.)]?\s|[¹²³⁴-⁹⁰*]+|https?://|www\.|(?:Bron(?:nen)?|Zie|Voetnoot|Noot)\b)[^\n]*"
)

_MOST_STARTS = 20
"""From so many marks a run is tried; the right one begins with one of the first."""

_LARGEST_GAP = 3
"""The next number may be so much higher: some share a label (`Vraag 3, 4 en 5`), and who copies a list loses one."""


_LEAST_KEPT = 4
"""With fewer words beside it, what is quoted is what the text is about."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sub-question in a pasted text: its number as printed (empty for a bullet or a sentence), and where it stands.

    `span` begins behind the mark. `stem` is what stands above the items of a list within a question and goes with each.
    """

    number: str
    span: Span
    stem: Span | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark of an item: its kind, its number as printed, its place in the count, and its range in the text."""

    kind: MarkKind
    number: str
    place: int
    start: int
    end: int


def mask_text(text: str) -> str:
    """Return `text` with the stops in quotes, links and marks of notes hidden; all else stays at its place.

    `Klopt «Is de opvang vol?»? Zo ja` keeps only the second question mark: what someone else asked is not asked here.
    """
    masked = text.replace("\r", " ")
    for pattern in (_BLANKS, _MARKS):
        masked = pattern.sub(lambda match: f"{match[1]}{_FILL * len(match[2])}{match[3]}", masked)
    masked = _LINK.sub(lambda match: "x" * len(match[0]), masked)
    for match in _QUOTED.finditer(masked):
        if match[0] != masked.strip():
            hidden = _STOPS.sub(",", match[0])
            # A quote that was a sentence ends one, unless its source in brackets follows.
            if match[0][-2] in ".?!" and not re.match(r"\s*\(", masked[match.end() :]):
                hidden = f"{hidden[:-2]}.{hidden[-1]}"
            masked = f"{masked[: match.start()]}{hidden}{masked[match.end() :]}"
    return _NOTE_MARK.sub(lambda match: ")" * len(match[0]), masked)


def hide_asides(text: str) -> str:
    """Return a text without what it quotes and has in brackets; as it is where little else is left."""
    kept = re.sub(r"\([^()]*\)", " ", _QUOTED.sub(" ", text))
    return kept if len(kept.split()) >= _LEAST_KEPT else text


def find_items(masked: str, start: int) -> tuple[Item, ...]:
    """Return the sub-questions of a text of which the stops in quotes were hidden, from `start` on, in their order."""
    run = _choose_run(masked, _find_marks(masked, start))
    items = _items_of(masked, run, len(masked)) if run else _read_sentences(masked, start)
    items = tuple(found for item in items for found in _split_letters(masked, item))
    return tuple(item for item in items if any(letter.isalnum() for letter in masked[item.span.start : item.span.end]))


def asks(masked: str) -> bool:
    """Return whether something is asked in a text, by a question mark or by how it begins."""
    return "?" in masked or _ASKS.match(masked) is not None


def trim_span(text: str, start: int, end: int) -> Span:
    """Return the range without white space at its ends."""
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return Span(first, max(first, end - len(part) + len(part.rstrip())))


def _find_marks(masked: str, start: int) -> tuple[_Mark, ...]:
    """Return everything that looks like the mark of an item, in the order of the text."""
    found: dict[int, _Mark] = {}
    for pattern in (_LINE_MARK, _INNER_MARK):
        for match in pattern.finditer(masked, start):
            mark = _read_mark(match)
            found.setdefault(mark.end, mark)
    return tuple(found[end] for end in sorted(found))


def _read_mark(match: re.Match[str]) -> _Mark:
    """Return the mark that a match is."""
    named = {name: text for name, text in match.groupdict().items() if text is not None}
    label, nummer, letter = named.get("vraag"), named.get("nummer"), named.get("letter")
    start, end = match.span()
    if label is not None:
        return _Mark("vraag", label, int(re.findall(r"\d+", label)[-1]), start, end)
    if nummer is not None:
        return _Mark("nummer", nummer, int(re.sub(r"\D", "", nummer)), start, end)
    if letter is not None:
        return _Mark("letter", letter, ord(letter) - ord("a") + 1, start, end)
    return _Mark("streepje", "", 0, start, end)


def _choose_run(masked: str, marks: Sequence[_Mark]) -> tuple[_Mark, ...]:
    """Return the run of marks of which most are asked; none where the marks are of something else.

    Of equals a label counts before a number, a number before a letter, and that before a bullet.
    """
    best: tuple[_Mark, ...] = ()
    most = 0
    for kind in ("vraag", "nummer", "letter", "streepje"):
        own = [mark for mark in marks if mark.kind == kind]
        runs = [tuple(own)] if kind == "streepje" else [_count_up(own[i:]) for i in range(min(len(own), _MOST_STARTS))]
        for run in runs:
            asked = sum(asks(_segment(masked, run, i)) for i in range(len(run)))
            if asked > most and 2 * asked >= len(run) and (kind != "streepje" or asked > 1):
                best, most = run, asked
    return best


def _count_up(marks: Sequence[_Mark]) -> tuple[_Mark, ...]:
    """Return the marks that count up from the first."""
    run = [marks[0]]
    for mark in marks[1:]:
        if 0 <= mark.place - run[-1].place <= _LARGEST_GAP and mark.number != run[-1].number:
            run.append(mark)
    return tuple(run)


def _segment(masked: str, run: Sequence[_Mark], place: int) -> str:
    """Return the first paragraph of one item of a run: below the last one all else may follow."""
    end = run[place + 1].start if place + 1 < len(run) else len(masked)
    return re.split(r"\n\s*\n", masked[run[place].end : end].strip())[0]


def _items_of(masked: str, run: Sequence[_Mark], end: int) -> tuple[Item, ...]:
    """Return the items that a run of marks begins, without what closes them."""
    ends = [*(mark.start for mark in run[1:]), end]
    return tuple(
        Item(mark.number, trim_span(masked, mark.end, _cut_closing(masked, mark.end, until)))
        for mark, until in zip(run, ends, strict=True)
    )


def _cut_closing(masked: str, start: int, end: int) -> int:
    """Return where an item ends: before an answer, or the notes, links and thanks below what is asked."""
    answer = _ANSWER.search(masked, start, end)
    end = answer.start() if answer else end
    asked = masked.rfind("?", start, end)
    if asked < 0:
        blank = re.compile(r"\n\s*\n(?=\s*(?:\)|\d{1,2}[.)]?\s|x{8}))").search(masked, start, end)
        return blank.start() if blank else end
    blank = re.compile(r"\n[^\S\n]*\r?\n").search(masked, asked, end)
    end = blank.start() if blank else end
    line = masked.find("\n", asked, end)
    while line >= 0:
        if _CLOSING_LINE.match(masked, line + 1, end) or masked.startswith("xxxxxxxx", line + 1):
            return line
        line = masked.find("\n", line + 1, end)
    return end


def _split_letters(masked: str, item: Item) -> Iterator[Item]:
    """Yield the items that a question is a list of (`2. … a) … ? b) … ?`), or the question itself where it is none."""
    start, end = item.span.start, item.span.end
    marks = [mark for mark in _find_marks(masked[:end], start) if mark.kind == "letter"]
    run = _count_up(marks) if item.number.isdigit() and marks else ()
    if len(run) < 2 or 2 * sum("?" in _segment(masked[:end], run, i) for i in range(len(run))) < len(run):
        yield item
        return
    stem = trim_span(masked, start, run[0].start)
    for inner in _items_of(masked, run, end):
        yield Item(f"{item.number}{inner.number}", inner.span, stem if stem.end > stem.start else None)


def _read_sentences(masked: str, start: int) -> tuple[Item, ...]:
    """Return a sub-question for each sentence that asks, with the statements between it and the one before.

    `Zo ja, waarom?` belongs to the question before it, and so does whatever is too short to be one.
    """
    items: list[Item] = []
    begin: int | None = None
    for span in split_sentences(masked[start:]):
        first, last = start + span.start, start + span.end
        sentence = masked[first:last]
        if "?" not in sentence:
            begin = first if begin is None and items else begin
        elif items and begin is None and _continues(sentence):
            items[-1] = Item("", Span(items[-1].span.start, last))
        else:
            items.append(Item("", Span(first if begin is None else begin, last)))
            begin = None
    return tuple(items)


def _continues(sentence: str) -> bool:
    """Return whether a question is part of the one before it: `Zo nee, waarom niet?`, `Waarom?`."""
    if re.match(r"\W*(?:zo (?:ja|nee|niet)|indien (?:ja|nee|niet)|waarom (?:wel|niet))\b", sentence, re.IGNORECASE):
        return True
    return len(sentence.split()) == 1
