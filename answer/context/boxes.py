"""Where on the picture of a page a stretch of a document's text stands: a box around each line of it."""

from collections.abc import Sequence

from answer.context.align import align_words, list_runs
from ingest.document import Document, Span
from ingest.readers.pdf.picture import Box, PagePicture

_BETWEEN = 0.5
"""Lines with at most so much of their height between them touch."""

_SKIPPED = 3
"""Up to so many words on a line may be missing between two of a passage: the mark of a note, which is no part of it."""

_AIR = 0.18
"""A box leaves so much of the height of a line free around the letters."""


def find_boxes(document: Document, span: Span, page: int, picture: PagePicture) -> tuple[Box, ...]:
    """Return the boxes around what of `span` stands on a page, from 1, from top to bottom of the text.

    There are none where nothing of it is found there.
    """
    inside = page_span(document, page)
    start, end = max(span.start, inside.start), min(span.end, inside.end)
    if start >= end:
        return ()
    words = [word.text for word in picture.words]
    found = align_words(words, document.slice(inside))
    runs = list_runs(found[start - inside.start : end - inside.start])
    lines = _join_lines([(number, picture.words[number].box) for number in runs])
    return tuple(_give_air(box, picture) for box in _join_blocks(lines))


def page_span(document: Document, page: int) -> Span:
    """Return the part of a document's text that stands on a page, from 1."""
    starts = (*document.page_starts, len(document.text))
    return Span(starts[page - 1], starts[page])


def _join_lines(words: Sequence[tuple[int, Box]]) -> list[Box]:
    """Return a box for each run of words that follow each other on one line."""
    lines: list[Box] = []
    before = None
    for number, box in words:
        if before is not None and 0 <= number - before <= _SKIPPED and _on_line(lines[-1], box):
            lines[-1] = lines[-1].join(box)
        elif box not in lines:
            lines.append(box)
        before = number
    return lines


def _on_line(line: Box, box: Box) -> bool:
    """Return whether a box stands on a line, or in the same column where the page is turned."""
    down = min(line.bottom, box.bottom) - max(line.top, box.top)
    across = min(line.right, box.right) - max(line.left, box.left)
    upright = 2 * down > min(line.bottom - line.top, box.bottom - box.top)
    turned = box.bottom - box.top > box.right - box.left and 2 * across > box.right - box.left
    return upright or turned


def _join_blocks(lines: Sequence[Box]) -> list[Box]:
    """Return the boxes with lines that touch as one: the lines of a paragraph."""
    blocks: list[Box] = []
    for line in lines:
        if blocks and _touch(blocks[-1], line):
            blocks[-1] = blocks[-1].join(line)
        else:
            blocks.append(line)
    return blocks


def _touch(block: Box, line: Box) -> bool:
    """Return whether a line goes on below a block, or where the page is turned beside it, with but air between."""
    air = _BETWEEN * min(line.bottom - line.top, line.right - line.left)
    across = min(block.right, line.right) - max(block.left, line.left)
    down = min(block.bottom, line.bottom) - max(block.top, line.top)
    return max(across, down) > 0 and min(across, down) > -air


def _give_air(box: Box, picture: PagePicture) -> Box:
    """Return a box a little larger than the letters, within the picture."""
    air = _AIR * min(box.bottom - box.top, box.right - box.left, 40)
    return Box(
        max(0, box.left - air),
        max(0, box.top - air),
        min(picture.width, box.right + air),
        min(picture.height, box.bottom + air),
    )
