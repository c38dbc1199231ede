"""The words of a query, and how the documents may write what they mean: another spelling, a compound, an abbreviation.

A query's words are its content tokens. A `Reading` stands for one or more of them that follow each other.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, Protocol, get_args

from index.amounts import find_amounts, query_terms
from index.analyze import analyze, content_tokens
from index.compounds import Compounds
from index.short_forms import ShortFormMatch, ShortForms
from index.spelling import SAME_SOUND, Correction, Speller
from index.stem import stem
from index.tokens import Token, fold
from index.vocabulary import Vocabulary
from ingest.document import Abbreviation

ReadingKind = Literal["spelling", "samenstelling", "afkorting", "omschrijving", "bedrag"]
"""Why a reading is one: a slip mended, a compound split or joined, a short form or its meaning, an everyday word for a
term, an amount written in other units."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to write the query's words `start` to `end` (positions among its content tokens, half-open).

    `text` is how the documents write it, for the reader; `terms` is what the lexical index counts of it; `weight`,
    0..1, is how much finding it counts beside finding the word itself.
    """

    start: int
    end: int
    text: str
    terms: tuple[str, ...]
    weight: float
    kind: ReadingKind


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The content tokens of a query, and the readings of some of them, in the order of their places and kinds."""

    tokens: tuple[Token, ...]
    readings: tuple[Reading, ...] = ()


# How much a reading counts, by how it was found.
SPLIT_UNKNOWN, SPLIT_KNOWN = 0.9, 0.5  # a compound that the texts do not have, and one that they have too
# `opvang capaciteit`, `capaciteit van de opvang`, `kosten opvang`.
JOINED, JOINED_OVER, JOINED_BACKWARDS = 0.9, 0.8, 0.5
FIRST_PART_SHARE = 0.75  # `asielopvang` for `opvang van asielzoekers`
SHORT_FORM = 0.9
AMOUNT = 0.9
COST_SHARE = 0.4  # of what a slip costs
SETTLED = 2
"""A compound is a word of its own, not to be split, where its parts are not at least so many times as frequent."""

_OVER = re.compile(
    r"\s+(?:van|voor|aan|in|op|bij|over|tegen|uit|naar|tot)(?:\s+(?:de|het|een|deze|dit))?\s+", re.IGNORECASE
)


class EverydayMatch(Protocol):
    """Everyday words that stand among a query's tokens: from `start` to `end`, and the terms that may be meant."""

    @property
    def start(self) -> int:
        """Return the first token's position."""

    @property
    def end(self) -> int:
        """Return the position behind the last token."""

    @property
    def terms(self) -> Sequence[str]:
        """Return what the documents may call it, the likeliest first."""

    @property
    def weight(self) -> float:
        """Return how sure that is, 0..1."""


class EverydayWords(Protocol):
    """What finds everyday words for terms of budget and policy."""

    def find(self, tokens: Sequence[Token]) -> Iterable[EverydayMatch]:
        """Return what stands among `tokens`."""


class QueryReader:
    """Finds how else the indexed texts may write what a query says. Reading a query changes nothing in it."""

    def __init__(
        self, vocabulary: Vocabulary, abbreviations: Iterable[Abbreviation], everyday: EverydayWords | None = None
    ) -> None:
        """Bind the words of the indexed texts, the abbreviations of all documents, and everyday words."""
        self._vocabulary = vocabulary
        self._short_forms = ShortForms(abbreviations, vocabulary)
        self._compounds = Compounds(vocabulary, self._short_forms.keys)
        self._speller = Speller(vocabulary)
        self._everyday = everyday

    def read(self, text: str) -> QueryWords:
        """Return the content tokens of a query with their readings, each once.

        Slips are mended first, so that `begrotings resreve` is joined and a meaning with a slip in it has a short form.
        """
        tokens = content_tokens(text)
        everyday = tuple(self._read_everyday(tokens))
        explaining = (*everyday, *self._read_abbreviations(text, tokens))
        explained = {place for reading in explaining for place in range(reading.start, reading.end)}
        slips = {slip.start: slip for slip in self._read_slips(text, tokens, explained)}
        meant = tuple(
            replace(token, text=slips[place].text) if place in slips and slips[place].text.isalpha() else token
            for place, token in enumerate(tokens)
        )
        shortened = tuple(self._read_abbreviations(text, meant))
        # The words of a name stand for the name: `Dienst Terugkeer en Vertrek` is not about leaving.
        named = {place for each in shortened if each.end - each.start > 1 for place in range(each.start, each.end)}
        loose = (*everyday, *self._read_neighbours(text, meant), *self._read_parts(meant))
        found = (
            *slips.values(),
            *shortened,
            *self._read_amounts(text, tokens),
            *(each for each in loose if named.isdisjoint(range(each.start, each.end))),
        )
        return QueryWords(tokens, _in_order(found))

    def _read_abbreviations(self, text: str, tokens: Sequence[Token]) -> Iterator[Reading]:
        """Yield the meanings of short forms, and the short forms of meanings."""
        for match in self._short_forms.find(text, tokens):
            yield _read_meaning(match) if match.is_short else _read_short(match)

    def _read_everyday(self, tokens: Sequence[Token]) -> Iterator[Reading]:
        """Yield the terms of everyday words that the texts have."""
        for match in self._everyday.find(tokens) if self._everyday is not None else ():
            typed = {stem(token.text) for token in tokens[match.start : match.end]}
            for term in match.terms:
                stems = {stem(token.text) for token in content_tokens(term)}
                if stems and not stems <= typed and all(self._occurs(root) for root in stems):
                    yield Reading(match.start, match.end, term, analyze(term), match.weight, "omschrijving")

    def _read_amounts(self, text: str, tokens: Sequence[Token]) -> Iterator[Reading]:
        """Yield the amounts of money in their canonical form."""
        for amount in find_amounts(text, typed=True):
            covered = [
                place for place, token in enumerate(tokens) if token.start < amount.end and amount.start < token.end
            ]
            if covered:
                terms = query_terms(amount.value)
                yield Reading(covered[0], covered[-1] + 1, write_amount(amount.value), terms, AMOUNT, "bedrag")

    def _read_neighbours(self, text: str, tokens: Sequence[Token]) -> Iterator[Reading]:
        """Yield the compounds of the texts for two words that follow each other, also over `van de` and the like."""
        for place, (one, other) in enumerate(zip(tokens, tokens[1:], strict=False)):
            between = text[one.end : other.start]
            if one.kind != "word" or other.kind != "word" or not between:
                continue
            if between.isspace():
                yield from self._join(place, one.text, other.text, JOINED)
                yield from self._join(place, other.text, one.text, JOINED_BACKWARDS)
            elif _OVER.fullmatch(between):
                for number, modifier in enumerate(self._compounds.modifiers(other.text)):
                    yield from self._join(place, modifier, one.text, JOINED_OVER * FIRST_PART_SHARE**number)

    def _join(self, place: int, modifier: str, head: str, weight: float) -> Iterator[Reading]:
        """Yield the compound of two words as a reading of the tokens at `place` and behind it, where there is one."""
        compound = self._compounds.join(modifier, head)
        if compound:
            yield Reading(place, place + 2, compound, analyze(compound), weight, "samenstelling")

    def _read_parts(self, tokens: Sequence[Token]) -> Iterator[Reading]:
        """Yield the compounds as their parts."""
        for place, token in enumerate(tokens):
            parts = () if _has_parts(tokens, place) else self._compounds.split(token.text)
            weight = self._split_weight(token.text, parts) if parts else 0.0
            if weight:
                yield Reading(place, place + 1, " ".join(parts), analyze(" ".join(parts)), weight, "samenstelling")

    def _read_slips(self, text: str, tokens: Sequence[Token], explained: Collection[int]) -> Iterator[Reading]:
        """Yield what the words were meant to be that neither the texts nor we know."""
        for place, token in enumerate(tokens):
            if token.kind != "word" or place in explained or _has_parts(tokens, place):
                continue
            correction = self._correct(token.text, is_name=_is_name(text, tokens, place))
            if correction is not None:
                weight = 1 - correction.cost * COST_SHARE
                yield Reading(place, place + 1, correction.word, analyze(correction.word), weight, "spelling")

    def _correct(self, word: str, *, is_name: bool) -> Correction | None:
        """Return what a word was meant to be; None where it is one of the texts, also as a part or made of parts."""
        if self._vocabulary.with_stem(stem(word)) or self._vocabulary.has_part(word):
            return None
        correction = self._speller.correct(word, is_name=is_name)
        # Parts can be found by chance in a slip (`alle` and `staande` in `allestaande`): what sounds the same is surer.
        if correction is not None and correction.cost <= SAME_SOUND:
            return correction
        if self._compounds.is_known(word):
            return None
        return correction or self._compounds.correct_part(word, self._speller)

    def _split_weight(self, word: str, parts: Sequence[str]) -> float:
        """Return how much the parts of a compound count beside it; nothing where it is a word of its own."""
        roots = self._vocabulary.with_stem(stem(word))
        if not roots:
            return SPLIT_UNKNOWN
        whole = self._vocabulary.frequency(roots[0])
        rarest = min(self._vocabulary.frequency(self._vocabulary.with_stem(stem(part))[0]) for part in parts)
        return SPLIT_KNOWN if rarest >= SETTLED * whole else 0.0

    def _occurs(self, root: str) -> bool:
        """Return whether the texts have a stem; figures are taken to be there."""
        return not root.isalpha() or bool(self._vocabulary.with_stem(root))


def write_amount(value: Decimal) -> str:
    """Return an amount as a reader writes it: `€ 4.422.334.000`, `€ 12,50`."""
    whole, _, cents = f"{value:,f}".partition(".")
    cents = cents.rstrip("0")
    return f"€ {whole.replace(',', '.')}" + (f",{cents:0<2}" if cents else "")


def _read_meaning(match: ShortFormMatch) -> Reading:
    """Return the reading of a short form as its meaning.

    It counts as the short form: a passage with the whole meaning has that as a term too, and a part of it (`opvang`,
    `asielzoekers`) must not count for a name (`COA`).
    """
    return Reading(match.start, match.end, match.form.meaning, (stem(match.form.key),), SHORT_FORM, "afkorting")


def _read_short(match: ShortFormMatch) -> Reading:
    """Return the reading of a meaning as its short form, which counts as often as the words that it stands for."""
    terms = (stem(match.form.key),) * (match.end - match.start)
    return Reading(match.start, match.end, match.form.short, terms, SHORT_FORM, "afkorting")


def _has_parts(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the token is a hyphenated compound whose parts follow it."""
    return place + 1 < len(tokens) and tokens[place + 1].start < tokens[place].end


def _is_name(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Return whether a word was typed as a name: a capital that neither the place nor the user's habit explains."""
    return place > 0 and text[tokens[place].start].isupper() and not text.isupper()


def _in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return readings by place, kind and weight; of two that say the same the first."""
    kinds = get_args(ReadingKind)
    ordered = sorted(readings, key=lambda each: (each.start, each.end, kinds.index(each.kind), -each.weight, each.text))
    return tuple({(each.start, each.end, fold(each.text)): each for each in reversed(ordered)}.values())[::-1]
