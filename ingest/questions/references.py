"""From text to what it refers to: papers of parliament and other questions of the same document.

A paper is printed in many ways (`Kamerstukken II 2024/25, 36 740 VI, nr. 15`, `Kamerstuk 36740-VI, nr. 1`, `36 333, nr.
67`); its target is always dossier, chapter and number: `36 740 VI, nr. 15`. White space in a pattern may be a line end.
"""

import re
from collections.abc import Iterator
from typing import Literal

from ingest.document import Reference, Span
from ingest.questions.marks import NUMBERS, split_number

_YEAR = r"(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)"
_SESSION = rf"(?:,?\s+(?:vergaderjaar\s+)?(?P<session>{_YEAR}))?"
_CHAPTER = (
    r"(?:(?:\s?-\s?|\s?(?P<open>\()?)(?P<chapter>[IVX]{1,5}[A-Z]?|[A-Z])(?(open)\)|(?![\w’']))"
    r"|-(?P<part>\d\d)(?=,?\s+[Nn]r|-\d))?"
)
_DOSSIER = rf"(?P<dossier>\d{{2}}[\s.]?\d{{3}}){_CHAPTER}(?:\s\(R\s?\d{{3,4}}\))?"
_NUMBER = r"\d{1,4}(?![ .,]?\d)[a-z]?"
_JOIN = r"(?:\s?,\s?|,?\s+en\s+|\s?&\s?|\s+t/m\s+|\s+tot\s+en\s+met\s+|\s?–\s?)(?:[Nn]r\.?\s?)?"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:{_JOIN}{_NUMBER})*)"
_NR = r"(?i:nrs?)\.?\s?"

_NAMED = re.compile(
    r"\b(?:(?i:kamerstuk(?:ken|nummers?)?)|Kst\.?|TK|EK)(?:\s+(?:I|II)\b)?"
    rf"{_SESSION},?\s+(?:dossier\s+)?{_DOSSIER}(?:\s?,?\s+{_NR}{_NUMBERS}|-(?P<last>\d{{1,4}})\b|,\s+(?P<letter>[A-Z]{{1,2}})\b)?"
)
_BARE = re.compile(rf"(?<![\d.,€])(?<!€\s)\b{_DOSSIER},?\s+{_NR}{_NUMBERS}")
_APPENDIX = re.compile(
    r"\bAanhangsel(?:\s+(?:van\s+de|der))?\s+Handelingen(?:\s+(?P<chamber>II?)\b)?"
    + rf"{_SESSION},\s+(?:{_NR})?{_NUMBERS}"
)
_PROCEEDINGS = re.compile(
    rf"\bHandelingen\s+(?P<chamber>II?)\b{_SESSION}(?:,\s+nr\.\s?(?P<number>\d{{1,3}}))?(?:,\s+item\s+(?P<item>\d{{1,3}}))?"
)
_QUESTION = re.compile(
    rf"\b(?i:vra(?:ag|gen)|antwoord(?:en)?)\s*(?:{_NR})?\(?(?P<numbers>{NUMBERS.replace(' ', chr(92) + 's')})\)?"
    r"(?![\w%]|[.,]\d|\s+(?:miljoen|miljard|mln|mld|procent|euro|jaar|vragen)\b)"  # a number of something else
    r"(?!\)?,?\s+(?:van|uit|in|bij)\s+(?:de|het|uw|mijn)\s+(?:\w+\s+){0,3}?"  # a question of another document
    r"(?:lijst|set|vragen|Kamervragen|brief|begroting|slotwet|jaarverslag|Aanhangsel|verslag))"
)
_OTHER_DOCUMENT = re.compile(r"(?:slotwet|begroting|jaarverslag|Aanhangsel|Kamerstuk\S*|nr\.\s?\d+|20\d\d),\s*$")
"""Before `vraag 5` this tells that the question is one of the document just named."""

_EACH = re.compile(r"\d{1,4}[a-z]?(?:\s?(?:t/m|tot\s+en\s+met|–)\s?\d{1,4})?")


def find_references(text: str, span: Span) -> tuple[Reference, ...]:
    """Return what `span` of a document's text refers to, in order: one reference for each paper and each question."""
    found: list[Reference] = []
    for pattern in (_APPENDIX, _NAMED, _BARE, _PROCEEDINGS):
        for match in pattern.finditer(text, span.start, span.end):
            if not any(Span(*match.span()).overlaps(other.span) for other in found):
                found.extend(_read_paper(match))
    for match in _QUESTION.finditer(text, span.start, span.end):
        if not _OTHER_DOCUMENT.search(text[max(span.start, match.start() - 40) : match.start()]):
            found.extend(_read_numbers(match, "vraag", "{}"))
    return tuple(sorted(found, key=lambda reference: reference.span))


def _read_paper(match: re.Match[str]) -> Iterator[Reference]:
    """Yield a reference for each paper that a match names; none where it names no paper but a whole session."""
    named = match.groupdict()
    if "dossier" in named:
        digits = re.sub(r"\D", "", named["dossier"])
        part = f"-{named['part']}" if named["part"] else f" {named['chapter']}" if named["chapter"] else ""
        dossier = f"{digits[:2]} {digits[2:]}{part}"
        if named["numbers"]:
            yield from _read_numbers(match, "kamerstuk", f"{dossier}, nr. {{}}")
            return
        number = named.get("last") or named.get("letter")
        yield Reference("kamerstuk", f"{dossier}, nr. {number}" if number else dossier, Span(*match.span()))
        return
    session = f" {_write_session(named['session'])}" if named["session"] else ""
    series = f"Handelingen {named['chamber'] or 'II'}{session}"
    if "item" not in named:
        yield from _read_numbers(match, "kamerstuk", f"Aanhangsel {series}, nr. {{}}")
    elif named["number"] or named["item"]:
        number = f", nr. {named['number']}" if named["number"] else ""
        item = f", item {named['item']}" if named["item"] else ""
        yield Reference("kamerstuk", f"{series}{number}{item}", Span(*match.span()))


def _write_session(printed: str) -> str:
    """Return a parliamentary year as it is cited: `2023–2024` as `2023/24`."""
    return f"{printed[:4]}/{printed[-2:]}"


def _read_numbers(match: re.Match[str], kind: Literal["kamerstuk", "vraag"], target: str) -> Iterator[Reference]:
    """Yield a reference for each number of a match; the first one's span has the words before it, the others' do not.

    The numbers of a range (`3 t/m 5`) share its span.
    """
    start = match.start()
    for each in _EACH.finditer(match["numbers"]):
        place, end = match.start("numbers") + each.start(), match.start("numbers") + each.end()
        for number in split_number(" ".join(each[0].split())):
            yield Reference(kind, target.format(number), Span(min(start, place), end))
        start = place + len(match[0])  # further numbers stand alone
