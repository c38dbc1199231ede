"""How many passages each value of a filter would leave: counts for what can be chosen beside the query.

A filter does not count for its own values: with `jaar` 2025 chosen the other years still tell what they have.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.analyze import GRAM_MARK, analyze_tokens
from index.filters import NO_FILTERS, Filters, fold_words
from index.lexical import LexicalIndex
from index.query import Query
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import CHUNK_KINDS


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a filter, as it stands in an address, and how many passages it would leave."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values of each filter with their counts, those without any passage too, and how many all filters leave.

    `kinds` are in their fixed order, `years` from the last, `documents` and `ministries` by name.
    """

    documents: tuple[FacetCount, ...]
    kinds: tuple[FacetCount, ...]
    years: tuple[FacetCount, ...]
    ministries: tuple[FacetCount, ...]
    total: int


class _Column(NamedTuple):
    """One filter over all chunks: its values, and for each chunk the place of its own, -1 where it has none."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    def admit(self, wanted: Sequence[str]) -> NDArray[np.bool_]:
        """Return which chunks have one of the wanted values, in any spelling; all of them where none is wanted."""
        if not wanted:
            return np.ones(len(self.codes), dtype=np.bool_)
        folded = {fold_words(value) for value in wanted}
        # One more place than there are values, since -1 is the last one.
        passing = np.array([*(fold_words(value) in folded for value in self.values), False], dtype=np.bool_)
        admitted: NDArray[np.bool_] = passing[self.codes]
        return admitted

    def tally(self, counted: NDArray[np.bool_]) -> tuple[FacetCount, ...]:
        """Return how many of the counted chunks have each value."""
        codes = self.codes[counted]
        sums = np.bincount(codes[codes >= 0], minlength=len(self.values))
        return tuple(FacetCount(value, int(count)) for value, count in zip(self.values, sums, strict=True))


_COLUMNS = ("documents", "kinds", "years", "ministries")

# Weakly by searcher, so that nothing outlives its index.
_remembered: WeakKeyDictionary[Searcher, Mapping[str, _Column]] = WeakKeyDictionary()


def count_facets(query: Query | None, filters: Filters, searcher: Searcher) -> Facets:
    """Return how many passages each value of each filter would leave beside the other `filters`.

    With a query those count that have at least one of its words, as it is, in another form, within a compound or as a
    reading of it, and that its operators let pass; without one all passages do.
    """
    columns = _read_columns(searcher)
    counted = np.ones(len(searcher.chunks), dtype=np.bool_)
    if query is not None:
        counted = _find_words(searcher.read_query(query.text), searcher.lexical)
        counted &= searcher.allow(replace(query, filters=NO_FILTERS))
        for name, wanted in _list_wanted(query.filters).items():
            counted &= columns[name].admit(wanted)
    admitted = {name: columns[name].admit(wanted) for name, wanted in _list_wanted(filters).items()}
    counts = {
        name: column.tally(np.logical_and.reduce([counted, *(admitted[other] for other in _COLUMNS if other != name)]))
        for name, column in columns.items()
    }
    total = int(np.logical_and.reduce([counted, *admitted.values()]).sum())
    return Facets(**counts, total=total)


def _list_wanted(filters: Filters) -> dict[str, tuple[str, ...]]:
    """Return the values of each filter as texts."""
    return {
        "documents": filters.documents,
        "kinds": filters.kinds,
        "years": tuple(map(str, filters.years)),
        "ministries": filters.ministries,
    }


def _read_columns(searcher: Searcher) -> Mapping[str, _Column]:
    """Return the values that the chunks have; they are read once."""
    columns = _remembered.get(searcher)
    if columns is None:
        known = {name: document.metadata for name, document in searcher.documents.items()}
        years = sorted({each.budget_year for each in known.values() if each.budget_year is not None}, reverse=True)
        ministries = sorted({each.ministry for each in known.values() if each.ministry is not None})
        owners = [chunk.document for chunk in searcher.chunks]
        columns = _remembered[searcher] = {
            "documents": _make_column(sorted(known), owners),
            "kinds": _make_column(CHUNK_KINDS, [chunk.kind for chunk in searcher.chunks]),
            "years": _make_column(years, [known[owner].budget_year for owner in owners]),
            "ministries": _make_column(ministries, [known[owner].ministry for owner in owners]),
        }
    return columns


def _make_column(values: Sequence[Hashable], own: Iterable[Hashable]) -> _Column:
    """Return a filter by its values and the one that each chunk has."""
    places = {value: place for place, value in enumerate(values)}
    codes = np.fromiter((places.get(value, -1) for value in own), dtype=np.int32)
    return _Column(tuple(map(str, values)), codes)


def _find_words(words: QueryWords, lexical: LexicalIndex) -> NDArray[np.bool_]:
    """Return which chunks have a word of a query, shape (chunks,).

    A 5-gram alone is in many words that have nothing to do with each other: a word is within another one where all of
    its 5-grams are there. Of a reading of several words all must be there; a part of a compound will do.
    """
    found = np.zeros(lexical.matrix.shape[1], dtype=np.bool_)
    for terms in analyze_tokens(words.tokens):
        for term in terms:
            if not term.startswith(GRAM_MARK):
                found[lexical.positions(term)] = True
        found |= _have_all([term for term in terms if term.startswith(GRAM_MARK)], lexical)
    for reading in words.readings:
        terms = tuple(term for term in reading.terms if not term.startswith(GRAM_MARK))
        is_split = reading.kind == "samenstelling" and reading.end - reading.start == 1
        for group in ([term] for term in terms) if is_split else (list(terms),):
            found |= _have_all(group, lexical)
    return found


def _have_all(terms: Sequence[str], lexical: LexicalIndex) -> NDArray[np.bool_]:
    """Return which chunks have all of some terms; none where there are no terms."""
    wanted = dict.fromkeys(terms)
    counts = np.zeros(lexical.matrix.shape[1], dtype=np.int32)
    for term in wanted:
        counts[lexical.positions(term)] += 1
    have: NDArray[np.bool_] = (counts == len(wanted)) & (counts > 0)
    return have
