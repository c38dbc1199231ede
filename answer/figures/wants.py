"""What a query wants of the row and the column that answer it: a want for each of its words, with how it may be met."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from answer.figures.headings import Heading, HeadingKind, kind_of_word
from answer.figures.rows import TEXT, RowIndex, RowWords
from answer.figures.spelled import find_longer, list_spellings
from answer.figures.terms import label_words, term_of, write_alike
from answer.figures.weigh import LIGHT, weigh_query_word
from answer.names import find_names
from index.analyze import Token, fold, stem
from index.readings import QueryWords, Reading
from index.search import Searcher
from index.tokens import is_year

WantKind = Literal["jaar", "naam", "getal", "woord"]

PART = 0.85
"""What a term counts for that only stands inside a longer one, or the longer one around it."""

_STRICT = re.compile(r"(?:ge)?realis|vastgesteld|oorspronkelijk", re.IGNORECASE)
_VERB_ENDINGS = ("t", "te", "de", "ten", "den")
_ASKS = re.compile(r"\W*(?:hoe|wat|welke?|waar|wanneer|met|op|voor|in hoeverre)", re.IGNORECASE)
_SUBJECT = re.compile(r"\s+(?:(?:het|de|er|men|een|ons|onze)\b|[A-Z])")
_PER = re.compile(r"\bper\s+$", re.IGNORECASE)
_PER_WORD = re.compile(r"\bper\s+(\w+)", re.IGNORECASE)
_SPREAD = re.compile(
    r"jaar|kwartaal|artikel|ministerie|departement|land|soort|\w*groep|categorie|instrument|onderdeel|post|saldo"
)
"""Figures `per jaar` and `per artikel` are those of each; all else behind `per` divides them."""

NAMED_PART = 0.6
"""What of a label's word is named by a part of it: `instroom` may mean another than the `Asielinstroom`."""

MET = 0.5
"""From this credit on a want counts as met."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to meet a want: all `terms` stand around the row; `worth`, 0..1, is how surely it then means the same."""

    terms: tuple[str, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Want:
    """A word, figure or name of the query: what it is, how much it tells, 0..1, and the ways to meet it.

    What is `hard` must be met: a year, a name, what something is the number of. `heading` is the kind of column that
    the word asks for (`gerealiseerd`).
    """

    text: str
    kind: WantKind
    weight: float
    ways: tuple[Way, ...]
    hard: bool = False
    heading: HeadingKind | None = None


@dataclass(frozen=True, slots=True)
class Wants:
    """What a query wants, and for each term of its ways the terms around rows that it may stand in.

    `opvang` stands in `asielopvang`.
    """

    text: str
    wants: tuple[Want, ...]
    within: Mapping[str, tuple[str, ...]]

    @property
    def years(self) -> frozenset[str]:
        """Return the years that the query names."""
        return frozenset(want.text for want in self.wants if want.kind == "jaar")

    @property
    def headings(self) -> frozenset[HeadingKind]:
        """Return the kinds of column that the query asks for."""
        return frozenset(want.heading for want in self.wants if want.heading is not None)

    @property
    def strict_headings(self) -> frozenset[HeadingKind]:
        """Return the kinds of column that the query asks for by a word that means nothing else: `vastgestelde`."""
        return frozenset(
            want.heading
            for want in self.wants
            if want.heading in ("realisatie", "begroot") and _STRICT.match(want.text)
        )

    def credit(self, want: Want, row: RowWords, column: Mapping[str, float], floor: float = 0.0) -> float:
        """Return how well a want is met by a row and the heading of a column, 0..1.

        What counts less than `floor` by where it stands does not count: what is above the table, or the table's own.
        """
        return max((way.worth * self._credit_way(way, row, column, floor) for way in want.ways), default=0.0)

    def is_named_by(self, row: RowWords, heading: Heading | None) -> bool:
        """Return whether the row itself (label, groups, cells) and the column meet all wants that tell.

        Where none tells, all have to be met.
        """
        terms, kinds = (heading.terms, heading.kinds) if heading is not None else ({}, frozenset())
        worded = [want for want in self.wants if want.kind != "jaar"]
        telling = [want for want in worded if want.weight > LIGHT] or worded
        return all(want.heading in kinds or self.credit(want, row, terms, TEXT) >= MET for want in telling)

    def asks_only(self, words: Collection[str]) -> bool:
        """Return whether some words, those of a ministry, are all that tells of the query: `uitgaven OCW 2025`."""
        telling = [want for want in self.wants if want.kind != "jaar" and want.weight > LIGHT]
        return bool(telling) and all(
            any(way.worth > PART and set(way.terms) <= set(words) for way in want.ways) for want in telling
        )

    def name_words(self, words: Collection[str]) -> dict[str, float]:
        """Return which of some words the query names, by ways that they have whole, and how surely it means them."""
        found: dict[str, float] = {}
        own = frozenset(words)
        ways = (way for want in self.wants for way in want.ways if want.weight > LIGHT or way.worth == 1)
        for way in dict.fromkeys(ways):
            named = [{term, *self.within.get(term, ())} & own for term in way.terms]
            if named and all(named):
                for word in set().union(*named):
                    whole = 1.0 if word in way.terms else NAMED_PART
                    found[word] = max(found.get(word, 0.0), way.worth * whole)
        return found

    def _credit_way(self, way: Way, row: RowWords, column: Mapping[str, float], floor: float) -> float:
        """Return how well all terms of a way are met: as its least."""
        return min((self._credit_term(term, row, column, floor) for term in way.terms), default=0.0)

    def _credit_term(self, term: str, row: RowWords, column: Mapping[str, float], floor: float) -> float:
        """Return how well one term is met: by itself, or within a longer word; nothing below `floor`."""
        whole = max(row.credit(term), column.get(term, 0.0))
        if whole >= floor and whole:
            return whole
        parts = [max(row.credit(longer), column.get(longer, 0.0)) for longer in self.within.get(term, ())]
        part = max(parts, default=0.0)
        return PART * part if part >= floor else 0.0


def find_divisors(text: str) -> tuple[str, ...]:
    """Return the folded words behind `per` that figures are divided by: of `per plek` and `per jaar` the first."""
    found = (fold(match.group(1)) for match in _PER_WORD.finditer(text))
    return tuple(word for word in found if not _SPREAD.fullmatch(word))


def find_wants(text: str, searcher: Searcher, index: RowIndex) -> Wants:
    """Return what a query's text wants."""
    alike = write_alike(text)
    words = searcher.read_query(alike)
    wants = tuple(_list_wants(alike, words, searcher, index))
    terms = {term for want in wants if want.weight > LIGHT for way in want.ways for term in way.terms}
    return Wants(alike, wants, {term: find_longer(term, index) for term in sorted(terms)})


def _list_wants(text: str, words: QueryWords, searcher: Searcher, index: RowIndex) -> Iterator[Want]:
    """Yield a want for each word, figure and name; the parts of a hyphenated compound are part of it."""
    named = {match.start: match for match in find_names(text, words.tokens)}
    shorts = {reading.start: reading.end for reading in words.readings if reading.kind == "afkorting"}
    done = 0
    for place, token in enumerate(words.tokens):
        if place < done:
            continue
        match = named.get(place)
        end = match.end if match else max(place + 1, shorts.get(place, 0))
        while end < len(words.tokens) and words.tokens[end].start < words.tokens[end - 1].end:
            end += 1
        done = end
        if token.kind == "number":
            yield _want_number(text[token.start : token.end], words.tokens, place)
            done = place + 1
            continue
        spelled = [Way(*spelling) for spelling in list_spellings(token.text, index)]
        ways = [*_own_ways(words.tokens[place:end]), *_reading_ways(words, place, end), *spelled]
        if match is not None:
            ways += [Way(key, 1.0) for key in match.name.ways]
        printed = text[token.start : max(each.end for each in words.tokens[place:end])]
        is_name = (match is not None and match.name.kind in ("plaats", "organisatie")) or place in shorts
        heading = kind_of_word(token.text)
        divides = _PER.search(text[: token.start]) is not None and not _SPREAD.fullmatch(token.text)
        weight = (
            1.0
            if is_name
            else LIGHT
            if _is_verb(text, token)
            else weigh_query_word(token.text, ways[0].terms, searcher)
        )
        yield Want(
            printed,
            "naam" if is_name else "woord",
            weight,
            tuple(dict.fromkeys(ways)),
            hard=is_name
            or divides
            or (token.text[0] == "q" and token.text[1:].isdigit())
            or (token.text.endswith("suppletoire") and token.text != "suppletoire"),
            heading=heading,
        )


def _is_verb(text: str, token: Token) -> bool:
    """Return whether a word is the verb of a question: `voegt OCW`, `telt het`."""
    return (
        token.text.endswith(_VERB_ENDINGS)
        and text[token.start : token.end].islower()
        and _ASKS.match(text) is not None
        and _SUBJECT.match(text, token.end) is not None
    )


def _want_number(printed: str, tokens: Sequence[Token], place: int) -> Want:
    """Return the want of a figure: a year, the number of an article or table, or a number that must stand there."""
    if is_year(printed):
        return Want(printed, "jaar", 1.0, (), hard=True)
    own, *others = term_of(tokens, place)
    numbered = [term for term in others if any(character.isdigit() for character in term)]
    if numbered:
        return Want(
            printed, "getal", 1.0, (*(Way((term,), 1.0) for term in numbered), Way((f"#{own}",), 0.95)), hard=True
        )
    ways = (Way((own,), 1.0), *(Way((term,), 1.0) for term in others))
    return Want(printed, "getal", 0.6 if "." in own else 0.3, ways, hard="." in own)


def _own_ways(tokens: Sequence[Token]) -> Iterator[Way]:
    """Yield the words themselves: all of a name, or a compound as a whole and by its parts."""
    outer = [token for place, token in enumerate(tokens) if not place or token.start >= tokens[place - 1].end]
    parts = [token for place, token in enumerate(tokens) if not _has_parts(tokens, place)]
    for chosen in (outer, parts):
        yield Way(tuple(dict.fromkeys(stem(token.text) for token in chosen)), 1.0)


def _has_parts(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a token is a compound whose parts follow it."""
    return place + 1 < len(tokens) and tokens[place + 1].start < tokens[place].end


def _reading_ways(words: QueryWords, start: int, end: int) -> Iterator[Way]:
    """Yield how else the documents may write the words `start` to `end`.

    A reading that is another word of the query says nothing new: it stands for that word already.
    """
    others = {stem(token.text) for place, token in enumerate(words.tokens) if not start <= place < end}
    for reading in words.readings:
        if reading.kind == "bedrag" or not (reading.start < end and start < reading.end):
            continue
        terms = tuple(dict.fromkeys(label_words(reading.text)))
        if terms and not others.issuperset(terms):
            yield Way(terms, _worth(reading))
        if reading.kind == "afkorting":
            yield Way(tuple(dict.fromkeys(reading.terms)), _worth(reading))


def _worth(reading: Reading) -> float:
    """Return how surely a reading means the same: a short form does, an everyday word may mean something beside it."""
    if reading.kind == "afkorting":
        return max(reading.weight, 0.8)
    return min(reading.weight, 0.6) if reading.kind == "omschrijving" else reading.weight
