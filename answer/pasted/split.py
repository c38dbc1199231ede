"""A whole Kamervraag that was pasted in: its heading, its introduction, and its sub-questions, each with its own query.

People paste what they have: numbered or with bullets, in one paragraph, copied from a PDF with line ends in sentences,
with notes and links below it. Nothing of it is an operator of a query, whatever signs it has.
"""

import re
from dataclasses import dataclass

from answer.pasted.layout import Item, asks, find_items, hide_asides, mask_text, trim_span
from answer.pasted.query import Context, tidy_text, write_query
from ingest.document import Span
from ingest.errors import QueryError
from ingest.sentence import split_sentences

MOST_CHARACTERS = 20_000
"""A longer text is no Kamervraag: sets of thirty questions have fewer, and each question is searched for by itself."""

MOST_QUESTIONS = 50
"""More sub-questions would keep a user waiting for half a minute, and a page with as many answers helps no one."""

_LEAST_STATEMENT = 4
"""So many words before a single question are an introduction; fewer are a greeting or a slip."""

_LONGEST_MARK = 40
_MARK_AT_END = re.compile(
    r"(?:^|(?<=\s))[ \t>#*_]*(?:Vra(?:ag|gen)\s*(?:nr\.?\s*)?)?"
    r"\(?(?:\d{1,3}[a-z]?(?:[, ]+(?:en )?\d{1,3})*|[a-z]|[^\w\s])?"
    r"\)?\s*[:.)–-]?[*_]*$",
    re.IGNORECASE,
)

_HEADING = re.compile(
    r"\s*(?:(?:\d{4}Z\d+|\((?:ingezonden|gesteld)[^()]*\))\s*)*[#*_]*(?:(?:schriftelijke|mondelinge|feitelijke|"
    r"nadere|aanvullende|vervolg|set|lijst|de|volgende|"
    r"inbreng|van) ?)*(?:kamer)?vra(?:ag|gen)\b(?! ?\(?\d)(?: \([^()\n]{1,60}\))?[^?]*?"
    r"(?P<end>\((?:ingezonden|gesteld|ontvangen)[^()]*\)\.?|:(?=\s)|\.(?=\s+(?-i:[^\W\d_a-z]))"
    r"|\r?\n(?=\s*\r?\n|[^\S\n]*(?:[-–•*]\s|\(?(?:\d{1,2}|[a-z])[.):]\s|vraag \(?\d))|$)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?i:(?!(?:geachte|beste|l\.?s|hallo|dag)\b))[^.?!:;\n]{3,150}\r?\n[^\S\n]*\r?\n")
_ABOUT = re.compile(
    r"\b(?:over|inzake|betreffende|met betrekking tot|naar aanleiding van)\b(?P<subject>.+)", re.DOTALL | re.IGNORECASE
)
_SAYS_SUBJECT = re.compile(r"\b(?:over|inzake|betreffende)\b|:", re.IGNORECASE)
_BELOW = 100
"""Within so many characters the next line of a heading begins: `mask_text` leaves no longer white space."""

_ANSWERED = re.compile(r"\s*Antwoord(?:en)? van (?:[^\n?]|\n(?!\s*\n|[ \t]*(?:Vraag|\(?\d{1,3}[.)]|[-•])))*(?=\n|$)")
"""Below the heading of an answered set stands who answered it, and when."""

_SENT = re.compile(r"\((?:ingezonden|gesteld|ontvangen)[^()]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """One question of several that were pasted together.

    `number` is as printed, with that of the question it is part of (`2`, `2a`); empty where it has none. `text` is the
    pasted text at `span`, verbatim, without the mark before it. `query` is what to search for, in which nothing is an
    operator: the question without its politeness, and `added`, the words of what stands above it that it needs.
    """

    number: str
    text: str
    span: Span
    query: str
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted Kamervraag; heading and introduction are verbatim pieces of the text, empty where it has none."""

    heading: str
    introduction: str
    questions: tuple[SubQuestion, ...]


def split_pasted(text: str) -> Pasted | None:
    """Return the parts of a pasted Kamervraag, or None where `text` is an ordinary query.

    It is a Kamervraag where it asks several things, or one thing below a heading or an introduction.

    Raises:
        QueryError: the text is longer, or asks more, than is answered at once.
    """
    if "?" not in text and "\n" not in text:
        return None
    if len(text) > MOST_CHARACTERS:
        raise QueryError(
            f"De tekst is te lang: {len(text)} tekens, en hoogstens {MOST_CHARACTERS} kan. Plak minder vragen tegelijk."
        )
    masked = mask_text(text)
    if "?" not in masked and "\n" not in masked:
        return None
    body = _end_heading(masked)
    items = find_items(masked, body)
    if not items:
        return None
    if len(items) > MOST_QUESTIONS:
        raise QueryError(
            f"De tekst heeft te veel vragen: {len(items)}, en hoogstens {MOST_QUESTIONS} kan. Plak minder vragen "
            f"tegelijk."
        )
    heading = text[:body].strip()
    introduction, items = _read_introduction(masked, body, items)
    if (
        len(items) == 1
        and not heading
        and len(masked[introduction.start : introduction.end].split()) < _LEAST_STATEMENT
    ):
        return None
    if not any("?" in masked[item.span.start : item.span.end] for item in items) and not heading:
        return None
    introduction = trim_span(text, introduction.start, introduction.end)
    told = text[introduction.start : introduction.end]
    above = _Above(_read_subject(heading), tidy_text(hide_asides(told)))
    return Pasted(heading, told, _make_questions(text, masked, items, above))


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above all sub-questions: the subject that the heading names, and the introduction, both tidy."""

    subject: str
    introduction: str


def _end_heading(masked: str) -> int:
    """Return where the heading ends: a line that says whose questions these are, or a title above a blank line."""
    first = len(masked) - len(masked.lstrip())
    match = _HEADING.match(masked, first)
    if match is None:
        title = _TITLE.match(masked, first)
        return title.end() if title is not None and not asks(title[0]) else 0
    answer = _ANSWERED.match(masked, match.end())
    if answer is not None:
        return answer.end()
    end = match.end()
    wrapped = _end_of_lines(masked, match.start(), end)
    return end if masked[match.start("end") : end].startswith("(") else wrapped


def _end_of_lines(masked: str, start: int, end: int) -> int:
    """Return where a heading of several lines ends: behind the line after which another sentence begins."""
    named = _SAYS_SUBJECT.search(masked, start, end)
    line = end if named is None else masked.find("\n", named.end(), end)
    while 0 <= line < end:
        if masked[line : min(end, line + _BELOW)].lstrip()[:1].isupper():
            return line + 1
        line = masked.find("\n", line + 1, end)
    return end


def _read_subject(heading: str) -> str:
    """Return what a heading says that the questions are about; of a title all of it."""
    about = _ABOUT.search(heading)
    return (
        tidy_text(_SENT.sub(" ", about["subject"])) if about else "" if _HEADING.match(heading) else tidy_text(heading)
    )


def _read_introduction(masked: str, body: int, items: tuple[Item, ...]) -> tuple[Span, tuple[Item, ...]]:
    """Return where the introduction stands, and the items without it.

    It is what stands above the first item, but for its mark. Without marks it is what is stated before the first
    question.
    """
    first = items[0]
    start, end = first.span.start, first.span.end
    above = masked[body : start if first.stem is None else first.stem.start]
    cut = _cut_mark(above.rstrip()) if above.strip() else ""
    introduction = trim_span(masked, body, body + len(cut))
    if not first.number and not above.strip():
        sentences = [Span(start + span.start, start + span.end) for span in split_sentences(masked[start:end])]
        asked = next((span for span in sentences if "?" in masked[span.start : span.end]), None)
        if asked is not None and asked.start > start:
            introduction = trim_span(masked, start, asked.start)
            items = (Item(first.number, Span(asked.start, end)), *items[1:])
    return introduction, items


def _cut_mark(above: str) -> str:
    """Return what stands above the first item without the mark of that item at its end."""
    start = max(0, len(above) - _LONGEST_MARK)
    return above[:start] + _MARK_AT_END.sub("", above[start:])


def _make_questions(text: str, masked: str, items: tuple[Item, ...], above: _Above) -> tuple[SubQuestion, ...]:
    """Return the sub-questions, each with its query."""
    questions: list[SubQuestion] = []
    before = ""
    for item in items:
        lead, asked = _split_lead(text, masked, item)
        context = Context(lead, before, above.introduction, above.subject)
        query, added = write_query(asked, context)
        span = trim_span(text, item.span.start, item.span.end)
        questions.append(SubQuestion(item.number, text[span.start : span.end], span, query, added))
        before = query
    return tuple(questions)


def _split_lead(text: str, masked: str, item: Item) -> tuple[str, str]:
    """Return what a sub-question states before it asks, and what it asks, both tidy."""
    start, end = item.span.start, item.span.end
    stem = tidy_text(text[item.stem.start : item.stem.end]) if item.stem is not None else ""
    spans = [Span(start + span.start, start + span.end) for span in split_sentences(masked[start:end])]
    first = next((span.start for span in spans if "?" in masked[span.start : span.end]), start)
    lead = tidy_text(text[start:first])
    asked = tidy_text(text[first:end])
    if not any(letter.isalnum() for letter in asked):
        return stem, tidy_text(text[start:end])
    return " ".join(part for part in (stem, lead) if part), asked
