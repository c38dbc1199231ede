"""From gold places in a document to the chunks that answer a query, whatever the chunks look like.

Gold points at places, not at chunks, so that other chunks keep it valid. Three rules turn places into targets:

1. A chunk reaches a place when they share at least half of the shorter one. A sentence that a chunk boundary cuts in
   two is thus reached by one of the halves, a part of a long answer reaches that answer, and a chunk that only grazes
   a place is not credited.
2. Of a table's row the row's own chunk is wanted. The chunk of the whole table also shows it, but the reader has to
   find the row and the column: it gets grade 1 at most, and so does that of another table that states the same fact.
   Where no row with the fact has a chunk of its own, the whole table gets the full grade.
3. Places that state the same fact (given by the gold) and places that one chunk reaches together are one target.
   A target is credited once, so neither near-duplicate chunks nor a figure that is printed in four tables put the
   ideal ranking out of reach, and a system that shows one of several duplicates loses nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.chunk import Chunk
from ingest.document import Span

FULL = 2
"""The grade of a place that answers the query by itself; 1 is one that answers in part or supports the answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document that answers a query: its span in `Document.text`, its grade, and the fact it states.

    Places with the same `fact` are alternatives; an empty `fact` is one of its own.
    """

    document: str
    span: Span
    grade: int = FULL
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a ranking has to find: the best grade it can give, and the grade that each chunk gives.

    `chunks` is empty when no chunk reaches it: it then stays a miss in every ranking and is never left out.
    """

    grade: int
    chunks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Topic:
    """A query of a collection with the targets it has to find; `wanted` tells a reader what they are."""

    collection: str
    id: str
    kind: str
    part: str
    query: str
    targets: tuple[Target, ...]
    wanted: tuple[str, ...] = ()


def judge_chunks(places: Sequence[Place], chunks: Sequence[Chunk]) -> tuple[Target, ...]:
    """Return the targets that `places` come down to for these chunks, in the order of their first place."""
    reached = [tuple(chunk for chunk in chunks if _reaches(chunk, place)) for place in places]
    stand_ins = _find_stand_ins(places, reached)
    targets = []
    for group in _group_places(places, reached, stand_ins):
        best: dict[str, int] = {}
        for position in group:
            for chunk in reached[position]:
                grade = min(places[position].grade, 1) if chunk.id in stand_ins[position] else places[position].grade
                best[chunk.id] = max(grade, best.get(chunk.id, 0))
        targets.append(Target(grade=max(places[position].grade for position in group), chunks=best))
    return tuple(targets)


def _reaches(chunk: Chunk, place: Place) -> bool:
    """Return whether chunk and place share at least half of the shorter of the two."""
    shorter = min(_length(chunk.span), _length(place.span))
    return chunk.document == place.document and 2 * _count_shared(chunk, place) >= shorter > 0


def _length(span: Span) -> int:
    """Return the number of characters of a span."""
    return span.end - span.start


def _count_shared(chunk: Chunk, place: Place) -> int:
    """Return how many characters the spans of chunk and place share."""
    return max(0, min(chunk.span.end, place.span.end) - max(chunk.span.start, place.span.start))


def _find_stand_ins(places: Sequence[Place], reached: Sequence[Sequence[Chunk]]) -> list[frozenset[str]]:
    """Return for each place the ids of the whole tables that reach it, where a row's own chunk states its fact."""
    by_row = [
        any(chunk.kind == "rij" and 2 * _count_shared(chunk, place) >= _length(place.span) for chunk in found)
        for place, found in zip(places, reached, strict=True)
    ]
    facts = {place.fact for place, row in zip(places, by_row, strict=True) if row and place.fact}
    return [
        frozenset(chunk.id for chunk in found if chunk.kind == "tabel" and (row or place.fact in facts))
        for place, found, row in zip(places, reached, by_row, strict=True)
    ]


def _group_places(
    places: Sequence[Place], reached: Sequence[Sequence[Chunk]], stand_ins: Sequence[frozenset[str]]
) -> list[list[int]]:
    """Return the positions of the places that are one target: they state one fact, or one chunk reaches them together.

    A whole table that stands in for two of its rows does not make them one: each row has a chunk of its own.
    """
    leader = list(range(len(places)))

    def find(position: int) -> int:
        while leader[position] != position:
            position = leader[position]
        return position

    seen: dict[tuple[str, str], int] = {}
    for position, place in enumerate(places):
        marks = [("chunk", chunk.id) for chunk in reached[position] if chunk.id not in stand_ins[position]]
        marks += [("fact", place.fact)] if place.fact else []
        for mark in marks:
            other, own = find(seen.setdefault(mark, position)), find(position)
            leader[max(own, other)] = min(own, other)
    groups: dict[int, list[int]] = {}
    for position in range(len(places)):
        groups.setdefault(find(position), []).append(position)
    return list(groups.values())
