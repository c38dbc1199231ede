"""Everyday words for the terms of budgets and policy, and where a query uses them.

The words stand in `everyday.toml`, which says how to add a line. Its entries are not taken from another list: the
makers of Vraagbaak wrote them, from what people type for the terms of the whole Rijksbegroting, and their licence is
that of the project (EUPL-1.2).
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.analyze import is_stopword, stem
from index.tokens import Token, tokenize
from ingest.errors import VraagbaakError

STRONG, WEAK = 1.0, 0.4
"""Weights of everyday words that nearly always mean the term, and of those that often do."""

SIBLING = 0.6
"""Weight of a term for another that is nearly the same: who types a term mostly means that one."""

IN_COMPOUND = 0.5
"""What remains of a weight where an everyday word is the last part of a longer word."""

SHORTEST_FIRST_PART, SHORTEST_LAST_PART = 4, 6
"""Shorter last parts are too often no word (`pot` in `despot`), shorter first parts too often a particle."""

_FILE = "everyday.toml"
_WEAK_MARK = "~"

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
class Wording:
    """A term or everyday word as the file has it, and its weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file: the terms as documents write them, and the everyday words for them.

    Without everyday words the line says that its terms are nearly the same.
    """

    terms: tuple[Wording, ...]
    words: tuple[Wording, ...]


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
        for words in homes.values():
            _refuse_contradiction(tuple(words.values()))
        self._by_first: dict[str, list[_Key]] = {}
        for key, terms in self._terms.items():
            if terms:
                self._by_first.setdefault(key[0], []).append(key)

    def find(self, tokens: Sequence[Token]) -> tuple[EverydayMatch, ...]:
        """Return the everyday words among `tokens` in reading order, with the terms of each, the surest first.

        Compared are stems, so that `spaarpotten` is `spaarpot`. The words of a phrase must follow each other, with
        nothing but stopwords between them. Of matches that overlap the longest counts: in `op straat staan` there is
        no `straat`. One place has two matches where its words mean some terms more often than others.

        Who types a compound means a kind of what its last part means, so that `asielspaarpot` is a `spaarpot`, at
        half the weight. A first part says what it is about, which may be anything, so that it does not count.
        """
        content = tuple(place for place, token in enumerate(tokens) if not is_stopword(token.text))
        whole = [span for place in content for span in self._find_phrases(tokens, content, place)]
        whole.sort(key=lambda span: (span.first - span.last, span.start))
        taken: list[_Span] = []
        for span in whole:
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
        lasts = (span for place in content for span in self._find_last_part(tokens, place))
        taken += [span for span in lasts if not any(span.overlaps(other) for other in taken)]
        taken.sort(key=lambda span: (span.start, span.end))
        return tuple(match for span in taken for match in self._matches(span))

    def _add(self, key: _Key, weight: float, terms: Iterable[Wording]) -> None:
        """Remember what `key` means, without what it says itself; a weak term stays weak, the highest weight counts."""
        known = self._terms.setdefault(key, {})
        for term in terms:
            if key not in _read_keys(term.text):
                known[term.text] = max(min(weight, term.weight), known.get(term.text, 0.0))

    def _find_phrases(self, tokens: Sequence[Token], content: Sequence[int], start: int) -> Iterator[_Span]:
        """Yield the words and phrases that begin at the token `start`."""
        for key in self._by_first.get(stem(tokens[start].text), ()):
            place: int | None = start
            for wanted in key[1:]:
                place = _follow(tokens, content, place, wanted) if place is not None else None
            if place is not None:
                yield _Span(start, place + 1, tokens[start].start, tokens[place].end, key)

    def _find_last_part(self, tokens: Sequence[Token], place: int) -> Iterator[_Span]:
        """Yield the longest everyday word that a token ends in."""
        token = tokens[place]
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
    return Everyday(parse_entries(_read_file()))


@lru_cache(maxsize=1)
def everyday_fingerprint() -> str:
    """Return 64 hexadecimal digits that change when the words that come with Vraagbaak do."""
    return hashlib.sha256(_read_file().encode()).hexdigest()


def parse_entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of a file of everyday words, in its order.

    `[wonen]` and below it `"huurtoeslag; ~huurbijdrage" = "hulp bij huur; ~huursubsidie"` give one entry of two terms
    and two wordings.

    Raises:
        VraagbaakError: It is not TOML, or a line has no words.
    """
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VraagbaakError(f"{_FILE} is geen geldige TOML: {error}. Herstel de regel die hier is genoemd.") from error
    entries: list[Entry] = []
    for section, lines in sections.items():
        if not isinstance(lines, dict):
            raise VraagbaakError(f"{_FILE}: '{section}' staat niet onder een kop. Zet er een regel als [wonen] boven.")
        for terms, words in lines.items():
            if not isinstance(words, str):
                raise VraagbaakError(
                    f"{_FILE}: wat bij '{terms}' staat is geen tekst. Zet het tussen aanhalingstekens."
                )
            entries.append(Entry(_parse_wordings(terms, terms), _parse_wordings(words, terms) if words else ()))
    return tuple(entries)


def _read_file() -> str:
    """Return the file's text, with the same ends of lines on every system."""
    return files("index").joinpath(_FILE).read_text(encoding="utf-8")


def _parse_wordings(text: str, line: str) -> tuple[Wording, ...]:
    """Return what stands between semicolons; `~` before it makes it weak."""
    wordings = []
    for part in text.split(";"):
        weak = part.strip().startswith(_WEAK_MARK)
        wording = Wording(part.strip().removeprefix(_WEAK_MARK).strip(), WEAK if weak else STRONG)
        if not wording.text:
            raise VraagbaakError(f"{_FILE}: bij '{line}' staat niets tussen twee puntkomma's. Haal er een weg.")
        wordings.append(wording)
    return tuple(wordings)


@lru_cache(maxsize=8192)
def _read_keys(wording: str) -> tuple[_Key, ...]:
    """Return the stems of a word or phrase; twice where it has a hyphen, as one word and as two.

    A phrase of which all but one word are stopwords has no key: `hoeveel geld` must not make a key of `geld`.
    """
    tokens = tokenize(wording)
    wholes = [token for token in tokens if not any(_holds(other, token) for other in tokens)]
    parts = [token for token in tokens if not any(_holds(token, other) for other in tokens)]
    keys = dict.fromkeys(
        tuple(stem(token.text) for token in reading if not is_stopword(token.text)) for reading in (wholes, parts)
    )
    return tuple(key for key in keys if len(key) > 1 or (key and len(wholes) == 1))


def _holds(token: Token, other: Token) -> bool:
    """Return whether `other` is a part of the hyphenated `token`."""
    return token.start <= other.start and other.end <= token.end and token is not other


def _refuse_empty(word: Wording, keys: Sequence[_Key]) -> None:
    """Raise where nothing is left of a wording that could be found."""
    if not keys:
        raise VraagbaakError(
            f"{_FILE}: van '{word.text}' blijft zonder stopwoorden te weinig over. Schrijf het met meer inhoud."
        )


def _refuse_contradiction(words: Sequence[Wording]) -> None:
    """Raise where a wording stands on several lines and nearly always means what one of them says."""
    if len(words) > 1 and any(word.weight == STRONG for word in words):
        raise VraagbaakError(
            f"{_FILE}: '{words[-1].text}' staat op meer regels en heeft niet overal een {_WEAK_MARK}. "
            f"Zet er overal een {_WEAK_MARK} voor, of laat het op een regel staan."
        )


def _follow(tokens: Sequence[Token], content: Sequence[int], place: int, wanted: str) -> int | None:
    """Return the content token right after `place` whose stem is `wanted`, or None.

    Parts of a hyphenated compound do not come after the whole, which they overlap.
    """
    after = [each for each in content if tokens[each].start >= tokens[place].end]
    nearest = (each for each in after if tokens[each].start == tokens[after[0]].start)
    return next((each for each in nearest if stem(tokens[each].text) == wanted), None)


@lru_cache(maxsize=4096)
def _stem_part(letters: str) -> str:
    """Return the stem of what may be a word; pieces of words must not push words out of the stemmer's own memory."""
    return stem.__wrapped__(letters)
