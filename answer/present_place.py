"""The passage that a permalink leads to, as it is shown."""

from answer.answer import Passage
from answer.cite import cite
from answer.permalink import resolve_permalink
from answer.present import PassageView, present_passage
from index.hits import Hit
from index.search import Searcher

NOT_THERE = "Deze plaats staat niet (meer) in de documenten. Zoek opnieuw."


def present_place(address: str, searcher: Searcher) -> PassageView | None:
    """Return the passage of a permalink with what it cites marked, or None where the documents no longer have it."""
    place = resolve_permalink(address, searcher)
    if place is None or not place.chunks:
        return None
    chunk = place.chunks[0]
    document = searcher.documents[chunk.document]
    citation = cite(document, chunk, place.cell, None if place.cell else place.span)
    passage = Passage(Hit(1, chunk, 1.0, None, None), citation, (place.span,), ())
    return present_passage(passage, searcher, marked=(place.cell.span,) if place.cell else ())
