"""Other queries for one that the documents do not answer: with a year that they have, or without what they lack."""

import re
from collections.abc import Iterator, Sequence

from answer.demands import Demand
from answer.evidence import gather_evidence
from index.analyze import content_tokens
from index.hits import Hit
from index.query import Query
from index.readings import QueryWords
from index.search import Searcher
from index.tokens import is_year

MOST_SUGGESTIONS = 4
"""So many are tried: each is a search of its own, and a reader waits for them."""

LEAST_SHARE = 0.5
"""A suggestion keeps at least this share of the query's words: with fewer it is another question."""

_BEFORE = (
    r"(?:\b(?:in|van|voor|bij|aan|uit|naar|door|met|over|op|per|tot|sinds|vanaf|tussen|tegen|onder|en|of)\s+)?"
    r"(?:\b(?:de|het|een)\s+)?"
)
_LOOSE_END = re.compile(r"\s+(?:in|van|voor|bij|aan|uit|naar|door|met|over|op|per|tot|en|of|de|het|een)(?=\s*[?.!]?$)")


def suggest_queries(
    understood: Query, words: QueryWords, unmet: Sequence[Demand], hits: Sequence[Hit], searcher: Searcher
) -> tuple[str, ...]:
    """Return queries close to one that was refused, the closest first; whether they work is for the caller to try.

    `unmet` are the demands that the documents do not meet, `hits` the passages that come nearest. A year that is
    lacking is replaced by the nearest one that those passages have; other things that are lacking are left out. A query
    that kept less than half of its words is none.
    """
    text = understood.text
    found = [
        *_mend_slips(text, words),
        *_replace_years(text, unmet, hits, searcher),
        *_leave_out(text, unmet),
    ]
    if understood.has_operators:
        found.append(text)
    least = LEAST_SHARE * len(words.tokens)
    kept = (each for each in dict.fromkeys(found) if each != understood.typed and len(content_tokens(each)) >= least)
    return tuple(kept)[:MOST_SUGGESTIONS]


def _mend_slips(text: str, words: QueryWords) -> Iterator[str]:
    """Yield the query with its slips mended, the last one first so that the places of the others stay."""
    slips = [reading for reading in words.readings if reading.kind == "spelling"]
    mended = text
    for slip in sorted(slips, key=lambda reading: -reading.start):
        start, end = words.tokens[slip.start].start, words.tokens[slip.end - 1].end
        mended = f"{mended[:start]}{slip.text}{mended[end:]}"
    if slips:
        yield mended


def _replace_years(text: str, unmet: Sequence[Demand], hits: Sequence[Hit], searcher: Searcher) -> Iterator[str]:
    """Yield the query with a year that is lacking replaced by the nearest one that the passages are about."""
    known = {year for hit in hits for year in gather_evidence(hit.chunk, searcher).years if is_year(year)}
    for demand in unmet:
        if demand.kind == "jaar" and known:
            nearest = min(known, key=lambda year: (abs(int(year) - int(demand.text)), year))
            if nearest not in text:
                yield re.sub(rf"\b{re.escape(demand.text)}\b", nearest, text)


def _leave_out(text: str, unmet: Sequence[Demand]) -> Iterator[str]:
    """Yield the query without all that is lacking, and without each thing by itself."""
    lacking = [demand.text for demand in unmet if demand.measure is None][:MOST_SUGGESTIONS]
    without_all = text
    for word in lacking:
        without_all = _remove(without_all, word)
    if lacking:
        yield without_all
    if len(lacking) > 1:
        yield from (_remove(text, word) for word in lacking)


def _remove(text: str, word: str) -> str:
    """Return a query without a word and the preposition before it: `opvang in Zwitserland` is `opvang`."""
    without = re.sub(rf"{_BEFORE}(?<!\w){re.escape(word)}(?!\w)", " ", text, flags=re.IGNORECASE)
    tidy = re.sub(r"\s+([?.!,])", r"\1", " ".join(without.split())).strip(" ,")
    return _LOOSE_END.sub("", tidy)
