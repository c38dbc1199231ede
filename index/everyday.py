"""Everyday words for the terms of budgets and policy, and where a query uses them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analyze import is_stopword, stem
from index.everyday_file import (
    EVERYDAY_FILE,
    STRONG,
    WEAK,
    WEAK_MARK,
    Entry,
    Wording,
    everyday_fingerprint,
    parse_entries,
    read_everyday_file,
)
from index.tokens import Token, tokenize
from ingest.errors import VraagbaakError

__all__ = ["STRONG", "WEAK", "Entry", "Everyday", "EverydayMatch", "everyday_fingerprint", "load_everyday"]

SIBLING = 0.6
"""Weight of a term for another that is nearly the same: who types a term mostly means that one."""

IN_COMPOUND = 0.5
"""What remains of a weight where an everyday word is the last part of a longer word."""

LONGEST_COMPOUND = 100
"""No Dutch word has so many letters; whatever has, would be tried at each of them."""

SHORTEST_FIRST_PART, SHORTEST_LAST_PART = 4, 6
"""Shorter last parts are too often no word (`pot` in `despot`), shorter first parts too often a particle."""

# What these say is said of the word that follows: `kind zonder ouders` is not `ouders zonder kind`.
_ORDERED = frozenset(map(stem, ("geen", "meer", "minder", "niet", "veel", "weinig", "zonder")))

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EverydayMatch:
    """Everyday words in a query: the tokens `start` to `end`, half-open, and the `terms` that documents write for them.

    `weight` is 1 for words that nearly always mean the terms, and less for others.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Span:
    """Words of a query that are a key: tokens `start` to `end` and characters `first` to `last`, half-open."""

    start: int
    end: int
    first: int
    last: int
    key: _Key
    factor: float = 1.0

    def overlaps(self, other: "_Span") -> bool:
        """Return whether a character belongs to both."""
        return self.first < other.last and other.first < self.last


class Everyday:
    """The everyday words of all entries, found by the stems of their words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Collect the words of `entries`, and the terms of one line for each other.

        Raises:
            VraagbaakError: A phrase has one word but for its stopwords, a word none; or a word that nearly always means
                one thing means another thing too.
        """
        self.entries = tuple(entries)
        self._terms: dict[_Key, dict[str, float]] = {}
        homes: dict[_Key, dict[Entry, Wording]] = {}
        for entry in self.entries:
            for word in entry.words:
                keys = _read_keys(word.text)
                _refuse_empty(word, keys)
                for key in keys:
                    homes.setdefault(key, {})[entry] = word
                    self._add(key, word.weight, entry.terms)
            for term in entry.terms if not entry.words else ():
                for key in _read_keys(term.text):
                    self._add(key, min(term.weight, SIBLING), entry.terms)
        for lines in homes.values():
            _refuse_contradiction(lines)
        self._longest = max(map(len, self._terms), default=0)

    def find(self, tokens: Sequence[Token]) -> tuple[EverydayMatch, ...]:
        """Return the everyday words among `tokens` in reading order, with the terms of each, the surest first.

        Compared are stems, so that `spaarpotten` is `spaarpot`. The words of a phrase must stand together, with
        nothing but stopwords between them; in any order, as a Dutch verb moves within its sentence (`staan op
        straat`), but not beside words like `niet` and `zonder`. Of matches that overlap the longest counts: in `op
        straat staan` there is no `straat`. One place has two matches where its words mean some terms more often than
        others.

        Who types a compound means a kind of what its last part means, so that `asielspaarpot` is a `spaarpot`, at
        half the weight. A first part says what it is about, which may be anything, so that it does not count.
        """
        whole = sorted(set(self._find_phrases(tokens)), key=lambda span: (span.first - span.last, span.start, span.key))
        taken: list[_Span] = []
        for span in whole:
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
        lasts = (span for place in range(len(tokens)) for span in self._find_last_part(tokens, place))
        taken += [span for span in lasts if not any(span.overlaps(other) for other in taken)]
        taken.sort(key=lambda span: (span.start, span.end))
        return tuple(match for span in taken for match in self._matches(span))

    def _add(self, key: _Key, weight: float, terms: Iterable[Wording]) -> None:
        """Remember what `key` means, without what it says itself; a weak term stays weak, the highest weight counts."""
        known = self._terms.setdefault(key, {})
        for term in terms:
            if key not in _read_keys(term.text):
                known[term.text] = max(min(weight, term.weight), known.get(term.text, 0.0))

    def _find_phrases(self, tokens: Sequence[Token]) -> Iterator[_Span]:
        """Yield the words and phrases among `tokens`, those that overlap too."""
        for places in _readings(tokens):
            stems = [stem(tokens[place].text) for place in places]
            for start in range(len(places)):
                for end in range(start + 1, min(start + self._longest, len(places)) + 1):
                    key = _order(stems[start:end])
                    if self._terms.get(key):
                        first, last = places[start], places[end - 1]
                        yield _Span(first, last + 1, tokens[first].start, tokens[last].end, key)

    def _find_last_part(self, tokens: Sequence[Token], place: int) -> Iterator[_Span]:
        """Yield the longest everyday word that a token ends in."""
        token = tokens[place]
        if len(token.text) > LONGEST_COMPOUND:
            return
        for cut in range(SHORTEST_FIRST_PART, len(token.text) - SHORTEST_LAST_PART + 1):
            key = (_stem_part(token.text[cut:]),)
            if max(self._terms.get(key, {}).values(), default=0.0) >= STRONG:
                yield _Span(place, place + 1, token.start, token.end, key, IN_COMPOUND)
                return

    def _matches(self, span: _Span) -> Iterator[EverydayMatch]:
        """Yield a match for each weight that the terms of a span have."""
        terms = self._terms[span.key]
        for weight in sorted(set(terms.values()), reverse=True):
            meant = tuple(term for term, each in terms.items() if each == weight)
            yield EverydayMatch(span.start, span.end, meant, weight * span.factor)


@lru_cache(maxsize=1)
def load_everyday() -> Everyday:
    """Return the everyday words that come with Vraagbaak, read once.

    Raises:
        VraagbaakError: The file is not as its own first lines say.
    """
    return Everyday(parse_entries(read_everyday_file()))


@lru_cache(maxsize=8192)
def _read_keys(wording: str) -> tuple[_Key, ...]:
    """Return the stems of a word or phrase; twice where it has a hyphen, as one word and as two.

    A phrase of which all but one word are stopwords has no key: `hoeveel geld` must not make a key of `geld`.
    """
    tokens = tokenize(wording)
    single = not any(each.isspace() for each in wording)
    keys = dict.fromkeys(_order([stem(tokens[place].text) for place in places]) for places in _readings(tokens))
    return tuple(key for key in keys if len(key) > 1 or (key and single))


def _readings(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    """Return the places of the content tokens, twice where there are hyphens: with the wholes and with the parts."""
    wholes: list[int] = []
    parts: list[int] = []
    reached = 0
    for place, token in enumerate(tokens):
        # The parts of a hyphenated compound follow the whole, which they overlap.
        has_parts = place + 1 < len(tokens) and tokens[place + 1].start < token.end
        if not is_stopword(token.text):
            if token.start >= reached:
                wholes.append(place)
            if not has_parts:
                parts.append(place)
        reached = max(reached, token.end)
    return (tuple(wholes),) if wholes == parts else (tuple(wholes), tuple(parts))


def _order(stems: Sequence[str]) -> _Key:
    """Return stems as a key: sorted, so that their order does not matter, unless one of them binds it."""
    return tuple(stems) if any(each in _ORDERED for each in stems) else tuple(sorted(stems))


def _refuse_empty(word: Wording, keys: Sequence[_Key]) -> None:
    """Raise where nothing is left of a wording that could be found."""
    if not keys:
        raise VraagbaakError(
            f"{EVERYDAY_FILE}: van '{word.text}' blijft zonder stopwoorden te weinig over. Schrijf het met meer inhoud."
        )


def _refuse_contradiction(homes: Mapping[Entry, Wording]) -> None:
    """Raise where a wording stands on several lines and nearly always means what one of them says."""
    if len(homes) > 1 and any(word.weight == STRONG for word in homes.values()):
        lines = " en ".join(f"'{entry.terms[0].text}'" for entry in homes)
        raise VraagbaakError(
            f"{EVERYDAY_FILE}: '{[*homes.values()][-1].text}' staat bij {lines} en heeft niet overal een "
            f"{WEAK_MARK}. Zet er overal een {WEAK_MARK} voor, of laat het op een regel staan."
        )


@lru_cache(maxsize=4096)
def _stem_part(letters: str) -> str:
    """Return the stem of what may be a word; pieces of words must not push words out of the stemmer's own memory."""
    return stem.__wrapped__(letters)
