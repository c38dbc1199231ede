"""How a query may go on: headings, labels of rows, abbreviations and words of the documents."""

import heapq
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from index.search import Searcher
from index.tokens import fold
from index.vocabulary import Vocabulary
from ingest.document import Document

LEAST = 2
"""Fewer letters than these begin too many words to say anything."""

LONGEST = 80
"""A longer heading or label is no query."""

_LOOKED_AT = 5000
"""Of so many places with the same beginning the best are taken: a bound on the time of one key."""

_LONG_WORD = 7
"""A shorter word is typed as soon as it is chosen."""

_NUMBER = re.compile(
    r"^(?:(?:(?:artikel|bijlage|tabel|hoofdstuk) )?[\dIVX]+(?:[.\-]\d+)*[.:)]?\s+|[A-Z][.)]\s+)+", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Completion:
    """A way a query may go on: the whole of it, what kind of thing completes it, and for an abbreviation its meaning.

    With `ask` it is a query to be asked at once.
    """

    text: str
    kind: str
    hint: str = ""
    ask: bool = False


class _Entry(NamedTuple):
    """Something that can complete a query: its text, kind and meaning, and in how many documents it stands."""

    text: str
    kind: str
    hint: str
    documents: int


@dataclass(frozen=True, slots=True)
class Completions:
    """All that can complete a query, and where each of its words begins, in alphabetical order.

    `keys[i]` is the folded text of entry `places[i][0]` from a word on; `places[i][1]` tells which word, from 0.
    """

    entries: tuple[_Entry, ...]
    keys: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


# Weakly by searcher, so that nothing outlives its index.
_remembered: WeakKeyDictionary[Searcher, Completions] = WeakKeyDictionary()


def completions_of(searcher: Searcher) -> Completions:
    """Return what the documents of an index have to complete a query with; it is gathered once."""
    found = _remembered.get(searcher)
    if found is None:
        words = list_words(searcher.indexes.vocabulary)
        found = _remembered[searcher] = build_completions(tuple(searcher.documents.values()), words)
    return found


def list_words(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words that are long enough to be spared typing, and that more than one passage has."""
    known = zip(vocabulary.words, vocabulary.chunks, vocabulary.small, strict=True)
    return tuple(word for word, chunks, small in known if len(word) >= _LONG_WORD and chunks > 1 and small)


def build_completions(documents: Sequence[Document], words: Sequence[str] = ()) -> Completions:
    """Return what the headings, labels of rows and abbreviations of documents complete, and beside them `words`."""
    first: dict[tuple[str, str], tuple[str, str, str]] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for document in documents:
        own = {(kind, _same(text)): (text, kind, hint) for text, kind, hint in _list_options(document)}
        counted.update(own.keys())
        for key, option in own.items():
            first.setdefault(key, option)
    entries = (
        *(_Entry(*first[key], counted[key]) for key in sorted(first)),
        *(_Entry(word, "Woord", "", 0) for word in words),
    )
    starts = sorted(
        (folded[match.start() :], (place, number))
        for place, entry in enumerate(entries)
        for folded in (_same(entry.text),)
        for number, match in enumerate(_WORD.finditer(folded))
    )
    return Completions(entries, tuple(key for key, _ in starts), tuple(place for _, place in starts))


def complete(typed: str, completions: Completions, count: int = 8) -> tuple[Completion, ...]:
    """Return the (at most) `count` best ways in which what is `typed` may go on, each as the whole query.

    The longest end of it that begins a word of an entry is completed: `waarom onderuit` gives `waarom onderuitputting`.
    What stands in more documents comes first, then what begins with it, then what is shorter.
    """
    if "\n" in typed:
        return ()
    for start in (match.start() for match in _WORD.finditer(typed)):
        ending = _same(typed[start:])
        if len(ending.strip()) < LEAST:
            break
        found = _find(ending, completions, count)
        if found:
            return tuple(_continue(typed[:start], entry) for entry in found)
    return ()


def _find(ending: str, completions: Completions, count: int) -> list[_Entry]:
    """Return the best entries with a word from which on they read as `ending`, those that are it left out."""
    low = bisect_left(completions.keys, ending)
    best: dict[int, int] = {}
    for at in range(low, min(len(completions.keys), low + _LOOKED_AT)):
        if not completions.keys[at].startswith(ending):
            break
        place, number = completions.places[at]
        best[place] = min(number, best.get(place, number))
    entries = completions.entries

    def rank(place: int) -> tuple[int, bool, int, str]:
        text = entries[place].text
        return -entries[place].documents, best[place] > 0, len(text), text

    # What is typed already needs no completing, but of an abbreviation the meaning is worth telling.
    chosen = (place for place in best if entries[place].hint or _same(entries[place].text) != ending.strip())
    found = (entries[place] for place in heapq.nsmallest(2 * count, chosen, key=rank))
    once: dict[str, _Entry] = {}
    for entry in found:
        once.setdefault(_same(entry.text), entry)  # a row is often called as a heading is
    return list(once.values())[:count]


def _continue(before: str, entry: _Entry) -> Completion:
    """Return an entry as the whole query; within a query a word that is no name begins with a small letter."""
    text = entry.text
    if before and len(text) > 1 and text[0].isupper() and text[1].islower() and entry.kind != "Afkorting":
        text = text[0].lower() + text[1:]
    return Completion(f"{before}{text}", entry.kind, entry.hint)


def _same(text: str) -> str:
    """Return a text as texts are compared: folded, with one kind of apostrophe."""
    return fold(text).replace("’", "'")


def _list_options(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield what a document has to complete a query with: an abbreviation with its meaning."""
    for block in document.blocks:
        if block.kind == "heading" and (text := _clean(document.slice(block.span))):
            yield text, "Kop", ""
    for table in document.tables:
        for row in table.rows:
            for label in (*row.groups, row.label):
                if text := _clean(label):
                    yield text, "Rij", ""
    for short in document.abbreviations:
        yield short.short, "Afkorting", " ".join(short.meaning.split())


def _clean(text: str) -> str:
    """Return a heading or label as it may be typed: without its number; nothing where it is no words or too long."""
    cleaned = _NUMBER.sub("", " ".join(text.split())).rstrip(" .:;*")
    return cleaned if sum(map(str.isalpha, cleaned)) > LEAST and len(cleaned) <= LONGEST else ""
