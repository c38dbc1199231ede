"""What was found for a query, as a walk through the documents: from one hit to the next, document by document."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.answer import Answer, Passage, answer_question
from answer.cite import Citation
from answer.found import Found
from answer.keywords import find_keyword_passages
from answer.permalink import Place
from answer.show.asked import NOTHING_ASKED, Asked, place_address, search_address
from answer.show.contents import make_filters
from answer.show.marks import choose_sentences
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Span


@dataclass(frozen=True, slots=True)
class Stop:
    """A hit: the passage, its permalink, and the sentences and figures in it that answer."""

    chunk: Chunk
    permalink: str
    marked: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """The hits of a query, by document and there in order, and its words with what else they may stand for."""

    asked: Asked
    stops: tuple[Stop, ...]
    words: tuple[QueryWords, ...]


@dataclass(frozen=True, slots=True)
class WalkView:
    """Where a reader stands among the hits: in words, and the addresses of the hits beside it and of the results."""

    query: str
    place: str
    previous: str
    following: str
    results: str


NO_WALK = Walk(NOTHING_ASKED, (), ())


def find_walk(asked: Asked, searcher: Searcher, count: int, *, warm: bool = True) -> Walk:
    """Return the hits of what is asked, at most `count` for each question in it.

    Before the model is `warm` they are those that have most of its words.

    Raises:
        QueryError: the query or a filter cannot be understood.
    """
    query = " ".join(asked.get("vraag", ()))
    if not query:
        return NO_WALK
    filters = make_filters(asked)
    if not warm:
        passages = find_keyword_passages(query, searcher, filters, count)
        return Walk(asked, _order([_passage_stop(passage, ()) for passage in passages]), (searcher.read_query(query),))
    answer = answer_question(query, searcher, filters, count, previous="".join(asked.get("vorige", ())))
    stops: list[Stop] = []
    for part in answer.parts or (answer,):
        stops.extend(_list_stops(part))
    return Walk(asked, _order(stops), tuple(part.words for part in answer.parts or (answer,)))


def _list_stops(answer: Answer) -> list[Stop]:
    """Return the passages of an answer, and what answers where it stands in none of them."""
    stops = [_passage_stop(passage, answer.answers) for passage in answer.passages]
    known = {stop.chunk.id for stop in stops}
    stops += [
        Stop(found.chunk, found.citation.permalink, (found.value_span or found.span,))
        for found in answer.answers
        if found.chunk.id not in known
    ]
    return stops


def _passage_stop(passage: Passage, answers: Sequence[Found]) -> Stop:
    """Return the hit that a passage is, with what of it answers."""
    chunk = passage.hit.chunk
    figures = [
        found.value_span or found.span for found in answers if found.chunk.id == chunk.id and found.kind == "cel"
    ]
    citation: Citation = passage.citation
    return Stop(chunk, citation.permalink, (*choose_sentences(passage, answers), *figures))


def _order(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Return the hits by document, the one with the best first, and there as they are read; each passage once."""
    once = {stop.chunk.id: stop for stop in reversed(stops)}
    documents = {document: rank for rank, document in enumerate(dict.fromkeys(stop.chunk.document for stop in stops))}
    return tuple(
        sorted(
            once.values(),
            key=lambda stop: (
                documents[stop.chunk.document],
                stop.chunk.span.start,
                -stop.chunk.span.end,
                stop.chunk.id,
            ),
        )
    )


def present_walk(walk: Walk, place: Place) -> WalkView | None:
    """Return where a place stands among the hits; None where nothing was asked."""
    query = " ".join(walk.asked.get("vraag", ()))
    if not query:
        return None
    at = _find_stop(walk.stops, place)
    if at is None:
        before = _count_before(walk.stops, place)
        beside = (before - 1, before)
        told = f"Deze plaats is geen treffer; er zijn er {len(walk.stops)}" if walk.stops else "Geen treffers"
    else:
        beside = (at - 1, at + 1)
        own = [stop for stop in walk.stops if stop.chunk.document == place.document.id]
        told = f"Treffer {at + 1} van {len(walk.stops)}"
        if len(own) < len(walk.stops):
            told += f"; {own.index(walk.stops[at]) + 1} van {len(own)} in dit document"
    previous, following = (
        place_address(walk.stops[number].permalink, walk.asked) if 0 <= number < len(walk.stops) else ""
        for number in beside
    )
    return WalkView(query, told, previous, following, search_address(walk.asked))


def _find_stop(stops: Sequence[Stop], place: Place) -> int | None:
    """Return which hit a place is: the one that it names, else the shortest that holds it; None where it is none."""
    named = {chunk.id for chunk in place.chunks[:1]}
    holding = [
        (stop.chunk.id not in named, stop.chunk.span.end - stop.chunk.span.start, number)
        for number, stop in enumerate(stops)
        if stop.chunk.document == place.document.id and stop.chunk.span.contains(place.span)
    ]
    return min(holding)[2] if holding else None


def _count_before(stops: Sequence[Stop], place: Place) -> int:
    """Return after how many hits a place comes that is none; all of them where it is in a document without hits."""
    own = [number for number, stop in enumerate(stops) if stop.chunk.document == place.document.id]
    if not own:
        return 0
    return own[0] + sum(stops[number].chunk.span.start <= place.span.start for number in own)
