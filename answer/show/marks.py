"""Which sentences of a passage are marked as those that answer."""

from collections.abc import Sequence

from answer.answer import Passage
from answer.found import Found
from ingest.chunk import Chunk
from ingest.document import Span
from ingest.sentence import BULLETS


def choose_sentences(passage: Passage, answers: Sequence[Found]) -> tuple[Span, ...]:
    """Return the sentences of a passage to mark, none where nothing was found.

    The one that answers comes first. Another than the best that has no word of the query and does not go on from it
    is only the least far off: an item of a list, for instance.
    """
    if not answers:
        return ()
    answering = [found.span for found in answers if found.kind == "zin" and found.chunk.id == passage.hit.chunk.id]
    found = dict.fromkeys((*answering, *passage.sentences))
    best = next(iter(found), passage.hit.chunk.span)
    return tuple(
        span
        for span in found
        if span in (best, *answering)
        or any(span.contains(word) for word in passage.words)
        or _follow(best, span, passage.hit.chunk)
    )


def _follow(first: Span, second: Span, chunk: Chunk) -> bool:
    """Return whether one of two sentences of a chunk goes on from the other: white space between, and no new item."""
    start, end = min(first.end, second.end), max(first.start, second.start)
    between, later = (chunk.text[max(0, at - chunk.span.start) :] for at in (start, end))
    return not between[: end - start].strip() and later[:1] not in BULLETS
