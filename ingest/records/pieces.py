"""From the lines of a table of text to pieces: the smallest parts that its cells can be made up of."""

from dataclasses import dataclass
from math import inf

from ingest.document import Span
from ingest.layout import Layout
from ingest.records.columns import Column
from ingest.records.heading_row import BodyLine
from ingest.records.runs import Run, find_runs, measure_lines, place_in, widest_room
from ingest.records.seams import Seam, find_openings, seam_between, seams_inside, seams_of_lines


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell: its text with line ends as spaces, where it stands, and the seam before it.

    `gap` tells that blank lines stand before it, `opens_page` that it is the first of a page, `inside` that it begins
    inside a line. `cut_off` tells that its last line goes on, but perhaps only on the next page, after the other cells
    of the row. `lines` are its lines' lengths, each with the most characters that its column has room for; a length of
    0 tells nothing.
    """

    text: str
    span: Span
    seam: Seam
    gap: bool
    opens_page: bool
    inside: bool
    cut_off: bool
    lines: tuple[tuple[int, float], ...]


def cut_pieces(layout: Layout, lines: tuple[BodyLine, ...], columns: tuple[Column, ...]) -> tuple[Piece, ...]:
    """Return the pieces of the lines of a table with these columns."""
    runs = find_runs(layout, lines)
    openings = find_openings(runs)
    kinds = frozenset(column.kind for column in columns)
    names = sum(column.kind == "group" for column in columns) > 1
    widest = widest_room(runs)
    pieces: list[Piece] = []
    before = None
    for run in runs:
        seams = {
            **seams_inside(run, openings, kinds, widest, names=names),
            **seams_of_lines(run, cue=layout.cue),
            0: seam_between(before, run, kinds, cue=layout.cue),
        }
        pieces.extend(_cut_run(run, seams, cue=layout.cue))
        before = run
    return tuple(pieces)


def join_texts(pieces: tuple[Piece, ...]) -> str:
    """Return the text of a cell that is made up of the pieces."""
    return " ".join(piece.text for piece in pieces)


def join_lines(pieces: tuple[Piece, ...]) -> list[tuple[int, float]]:
    """Return how long the lines of a cell are that is made up of the pieces, each with the room that it had at most."""
    lines: list[tuple[int, float]] = []
    for piece in pieces:
        (length, room), *others = piece.lines
        if piece.inside and lines:
            before, _ = lines.pop()
            length, room = (before + 1 + length, before + 1 + room) if before and length else (0, inf)
        lines.extend(((length, room), *others))
    return lines


def _cut_run(run: Run, seams: dict[int, Seam], *, cue: bool) -> list[Piece]:
    """Return the pieces into which the seams cut a run; without the cue, no line tells that it goes on."""
    cuts = sorted(seams)
    begins = {line.offset: line for line in run.lines}
    pieces = []
    for begin, after in zip(cuts, (*cuts[1:], len(run.text) + 1), strict=True):
        end = after - 1
        first = begins.get(begin)
        pieces.append(
            Piece(
                text=run.text[begin:end],
                span=Span(place_in(run, begin), place_in(run, end - 1) + 1),
                seam=seams[begin],
                gap=first is not None and first.gap,
                opens_page=first is not None and first.opens_page,
                inside=first is None,
                cut_off=cue and after in begins,
                lines=tuple((line.length, line.room) for line in measure_lines(run, begin, end)),
            )
        )
    return pieces
