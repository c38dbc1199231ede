"""Holds each sentence of a summary against the passages that it cites; what does not stand there is struck out.

A sentence stands where every figure, quotation, name and address in it occurs in a passage that it cites, a figure of a
table with a year and row that the sentence names, and where at least half of its words occur there too. A sentence that
is one of the passage's own, word for word, stands as it is. This cannot tell whether words that occur are put together
rightly: the passages below the summary are what counts.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from answer.summary.figure_keys import KeyedFigure, list_keyed_figures
from answer.summary.quotations import find_quotations, stands_in
from answer.summary.sources import PassageSource, SourceCell, list_tokens, strip_sentence
from answer.summary.summary import SummarySentence
from answer.summary.unnamed import find_unnamed
from index.analyze import content_tokens, stem
from index.tokens import find_years, fold
from ingest.sentence import BULLETS, split_sentences

LEAST_SHARED = 0.5
"""Of a sentence that keeps to its passage more than half of the words stand there; of one about something else few."""

_CITATION = re.compile(r"\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]")
_FIRST_CITATIONS = re.compile(rf"(?:\s*{_CITATION.pattern})+[.\s]*")
_CLOSE_CITATION = re.compile(rf"(?<=[.!?…])(?={_CITATION.pattern})")
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL | re.IGNORECASE)
_LINE_MARK = re.compile(rf"^\s*(?:#+|[{re.escape(BULLETS)}+]|\d{{1,2}}[.)])\s+")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|(?<!\w)[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,}(?!\w)")
_DENIALS = frozenset({"niet", "geen", "nooit", "niemand", "niets", "nergens", "noch", "geenszins", "evenmin"})

_UNITS = frozenset({"miljoen", "miljard", "mln", "mld", "duizend", "euro", "eur", "procent", "procentpunt"})
"""Belong to figures, which are looked up as such."""


def check_summary(
    text: str, sources: Sequence[PassageSource], is_ordinary: Callable[[str], bool]
) -> tuple[SummarySentence, ...]:
    """Return the sentences of what a model wrote, each with what it cites and why it does not stand.

    `is_ordinary` tells of a word in small letters whether it is one, so that it is no name at the start of a sentence.
    """
    known = {source.number: source for source in sources}
    return tuple(_check_sentence(sentence, known, is_ordinary) for sentence in split_summary(text))


def split_summary(text: str) -> tuple[str, ...]:
    """Return the sentences of what a model wrote, without marks of lists and headings, each with its citations.

    A citation behind the stop belongs to the sentence before it: `Het daalt. [1] Het stijgt. [2]`
    """
    sentences: list[str] = []
    for line in _THOUGHT.sub("", text).splitlines():
        plain = re.sub(r"\*\*|__", "", _LINE_MARK.sub("", _drop_controls(line)))
        sentences.extend(_split_line(_CLOSE_CITATION.sub(" ", plain)))
    return tuple(sentence for sentence in sentences if re.search(r"\w", _CITATION.sub("", sentence)))


def _split_line(line: str) -> list[str]:
    """Return the sentences of one line, with the citations behind their stops."""
    sentences: list[str] = []
    for span in split_sentences(line):
        sentence = " ".join(line[span.start : span.end].split())
        late = _FIRST_CITATIONS.match(sentence) if sentences else None
        if late is not None:
            sentences[-1] = f"{sentences[-1]} {late[0].strip()}"
            sentence = sentence[late.end() :]
        sentences.append(sentence)
    return sentences


def _drop_controls(line: str) -> str:
    """Return a line without characters that cannot be seen: they hide a digit, or turn the reading direction."""
    shown = (" " if character.isspace() else character for character in line)
    return "".join(character for character in shown if unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs"})


def _check_sentence(
    sentence: str, known: dict[int, PassageSource], is_ordinary: Callable[[str], bool]
) -> SummarySentence:
    """Return a sentence with its citations and all reasons why it does not stand."""
    numbers = (int(number) for cited in _CITATION.findall(sentence) for number in re.findall(r"\d+", cited))
    citations = tuple(dict.fromkeys(numbers))
    unknown = [number for number in citations if number not in known]
    if unknown or not citations:
        reasons = [f"passage {number} is er niet" for number in unknown] or ["er staat geen passage bij"]
    else:
        said = " ".join(_CITATION.sub(" ", sentence).split())
        cited = [known[number] for number in citations]
        reasons = list(dict.fromkeys(_find_reasons(said, cited, is_ordinary)))
    return SummarySentence(sentence, citations, not reasons, tuple(reasons))


def _find_reasons(said: str, cited: Sequence[PassageSource], is_ordinary: Callable[[str], bool]) -> Iterator[str]:
    """Yield why a sentence without its citations does not stand in the passages that it cites."""
    # A sentence of the passage itself, whole, is borne out whatever stands in it.
    if any(strip_sentence(said) in source.sentences for source in cited):
        return
    places = f"niet in passage {' of '.join(str(source.number) for source in cited)}"
    quotations = find_quotations(said)
    if quotations is None:
        yield "een aanhalingsteken staat alleen"
    for quoted in quotations or ():
        if not any(stands_in(quoted, source.parts) for source in cited):
            yield f"het citaat ‘{quoted}’ staat {places}"
    for address in _ADDRESS.findall(said):
        if not any(stands_in(address, source.parts) for source in cited):
            yield f"{address} staat {places}"
    for figure in list_keyed_figures(said):
        yield from _check_figure(figure, said, cited, places)
    for name in find_unnamed(said, cited, is_ordinary):
        yield f"{name} staat {places}"
    yield from _check_words(said, cited, places)


def _check_figure(figure: KeyedFigure, said: str, cited: Sequence[PassageSource], places: str) -> Iterator[str]:
    """Yield why a figure does not stand: it occurs nowhere, or only in cells of other years or rows."""
    if any(figure.keys & source.figures for source in cited):
        return
    cells = [(source, cell) for source in cited for cell in source.cells if figure.keys & cell.keys]
    if not cells:
        yield f"{figure.text} staat {places}"
        return
    years, words = find_years(said), list_tokens(said)
    if not any(_is_about(cell, years, words) for _, cell in cells):
        source, cell = cells[0]
        column = f", {', '.join(sorted(cell.years))}" if cell.years else ""
        yield f"{figure.text} staat in passage {source.number} bij {cell.row}{column}"


def _is_about(cell: SourceCell, years: frozenset[str], words: frozenset[str]) -> bool:
    """Return whether a sentence with these years and words may be about a cell."""
    # `Stand ontwerpbegroting 2025` is the name of a row and tells no column.
    named = years - find_years(cell.row)
    return not (cell.years and named and not cell.years & named) and (not cell.words or bool(cell.words & words))


def _check_words(said: str, cited: Sequence[PassageSource], places: str) -> Iterator[str]:
    """Yield why the words of a sentence do not stand: it denies what no passage denies, or few of them occur there."""
    had = frozenset(token for source in cited for token in source.tokens)
    tokens = [token for token in content_tokens(said) if token.kind == "word"]
    denied = [token.text for token in tokens if token.text in _DENIALS]
    if denied and not had & _DENIALS:
        yield f"de ontkenning ‘{denied[0]}’ staat {places}"
    words = {fold(token.text) for token in tokens} - _UNITS
    shared = sum(word in had or stem(word) in had for word in words)
    if words and shared < LEAST_SHARED * len(words):
        yield f"te weinig van de woorden staat {places[5:]}"
