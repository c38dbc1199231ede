"""Why a passage was found: what each word of the query met in it, and how much the meaning contributed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from answer.query_words import find_core
from index.analyze import Token, content_tokens, stem, tokenize
from index.hits import Hit
from index.query import Query
from index.readings import QueryWords, Reading, ReadingKind
from index.search import Searcher

How = Literal["letterlijk", "stam"] | ReadingKind
"""How a word was met: as it is, in another form of the word, or in what a reading says that it may stand for."""

MEANING = frozenset({"betekenis", "zinnen", "woordbetekenis"})
"""The signals that compare meaning; the others compare words."""

_LABELS: dict[How, str] = {
    "stam": "andere vorm",
    "omschrijving": "ander woord",
    "bedrag": "zelfde bedrag",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the query, as typed, and what it met: how, in what form, and whether only above the passage.

    Above it are its headings, its table's caption, groups and columns, and whose document it is.
    """

    word: str
    how: How
    form: str
    above: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """What the words of a query met in a passage, the words that met nothing, and the share of meaning in the score.

    `meaning` is 0..1, or None where it is not known how the score was made.
    """

    matches: tuple[Match, ...]
    missing: tuple[str, ...]
    meaning: float | None


def explain_hit(hit: Hit, query: Query, words: QueryWords, searcher: Searcher) -> Why:
    """Return why `hit` was found for `query`, of which `words` are the words and their readings."""
    return Why(*_Explainer(hit, query, words, searcher).explain(), _share_of_meaning(hit))


def describe_why(why: Why) -> str:
    """Return in a line why a passage was found: `letterlijk COA; bezetting als «bezettingsgraad» (samenstelling); …`.

    The share of meaning is said in words, since a percentage of a score alone tells a reader nothing.
    """
    parts = []
    for above, name in ((False, "letterlijk"), (True, "in de kop")):
        literal = [match.word for match in why.matches if match.how == "letterlijk" and match.above == above]
        if literal:
            parts.append(f"{name} {', '.join(literal)}")
    for match in why.matches:
        if match.how != "letterlijk":
            place = ", in de kop" if match.above else ""
            parts.append(f"{match.word} als «{match.form}» ({_LABELS.get(match.how, match.how)}{place})")
    if why.missing:
        parts.append(f"niet: {', '.join(why.missing)}")
    if why.meaning is not None:
        parts.append(f"betekenis {why.meaning * 100:.0f}% van de score")
    return "; ".join(parts)


class _Explainer:
    """Finds the words of a query in one passage, and where they are not there, above it."""

    def __init__(self, hit: Hit, query: Query, words: QueryWords, searcher: Searcher) -> None:
        """Read the passage."""
        self._chunk = hit.chunk
        self._query = query
        self._words = words
        self._searcher = searcher
        # What is chosen between need not all be there.
        options = (text for texts in query.alternatives for text in texts)
        self._optional = frozenset(token.text for text in options for token in content_tokens(text))
        self._text = _Passage(hit.chunk.text)
        self._above = _Passage(hit.chunk.indexed)

    def explain(self) -> tuple[tuple[Match, ...], tuple[str, ...]]:
        """Return what the words met, and those that met nothing, in the order of the query and each once."""
        matches: list[Match] = []
        missing: list[str] = []
        covered: set[int] = set()
        for position in self._positions():
            if position in covered:
                continue
            found = self._match(position, self._text, above=False) or self._match(position, self._above, above=True)
            if found is None:
                if self._words.tokens[position].text in self._optional:
                    continue
                words = self._missing(position)
                missing.append(self._typed(words.start, words.stop))
                covered.update(words)
            else:
                matches.append(found[0])
                covered.update(found[1])
        return tuple(dict.fromkeys(matches)), tuple(dict.fromkeys(missing))

    def _positions(self) -> Iterator[int]:
        """Yield the positions of the words to explain: of a compound with a hyphen the whole, or else its parts."""
        tokens = self._words.tokens
        end = 0
        for position, token in enumerate(tokens):
            has_parts = position + 1 < len(tokens) and tokens[position + 1].start < token.end
            if token.start < end or (has_parts and not self._text.find(token)):
                continue
            end = token.end if has_parts else end
            yield position

    def _match(self, position: int, passage: "_Passage", *, above: bool) -> tuple[Match, range] | None:
        """Return what a word met in the passage or above it, and which words of the query that explains."""
        token = self._words.tokens[position]
        found = passage.find(token)
        if found is not None:
            return Match(self._typed(position, position + 1), *found, above), range(position, position + 1)
        for reading in self._words.readings:
            if reading.start <= position < reading.end:
                form = self._find_reading(reading, passage, above=above)
                if form:
                    covered = range(reading.start, reading.end)
                    return Match(self._typed(reading.start, reading.end), reading.kind, form, above), covered
        part = passage.find_part(token)
        if part:
            return Match(self._typed(position, position + 1), "samenstelling", part, above), range(
                position, position + 1
            )
        return None

    def _missing(self, position: int) -> range:
        """Return which words go with one that is not there: those of the same amount of money."""
        amounts = (each for each in self._words.readings if each.kind == "bedrag" and each.start == position)
        amount = next(amounts, None)
        return range(position, amount.end if amount else position + 1)

    def _find_reading(self, reading: Reading, passage: "_Passage", *, above: bool) -> str:
        """Return what of a reading stands in a passage, or nothing; of a compound that was split a part will do."""
        if reading.kind == "bedrag":
            has = not above and any(self._searcher.occurs(term, self._chunk) for term in reading.terms)
            return reading.text if has else ""
        forms = [passage.find(token) for token in content_tokens(reading.text)]
        met = [found[1] for found in forms if found is not None]
        if met and len(met) == len(forms):
            return met[0] if len(met) == 1 else reading.text
        is_split = reading.kind == "samenstelling" and reading.end - reading.start == 1
        return ", ".join(met) if is_split else ""

    def _typed(self, start: int, end: int) -> str:
        """Return the words of the query between two positions as they were typed."""
        tokens = self._words.tokens[start:end]
        return self._query.text[tokens[0].start : max(token.end for token in tokens)]


class _Passage:
    """The words of a text as they stand there, by themselves and by their stems."""

    def __init__(self, text: str) -> None:
        """Read the words."""
        self._forms: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        for token in tokenize(text):
            printed = " ".join(text[token.start : token.end].split())
            self._forms.setdefault(token.text, printed)
            if token.kind == "word":
                self._stems.setdefault(stem(token.text), printed)

    def find(self, token: Token) -> tuple[Literal["letterlijk", "stam"], str] | None:
        """Return how a word stands here and in what form; None where it does not."""
        if token.text in self._forms:
            return "letterlijk", self._forms[token.text]
        root = stem(token.text) if token.kind == "word" else ""
        return ("stam", self._stems[root]) if root in self._stems else None

    def find_part(self, token: Token) -> str:
        """Return the first longer word that a word is part of, or nothing."""
        core = find_core(token)
        return next((printed for form, printed in self._forms.items() if core in form), "") if core else ""


def _share_of_meaning(hit: Hit) -> float | None:
    """Return which part of a hit's score is from the signals of meaning, 0..1."""
    total = sum(value for _, value in hit.parts)
    return sum(value for name, value in hit.parts if name in MEANING) / total if total > 0 else None
