"""The addresses of the screen Vergelijken: `./vergelijken?regel=COA&lijn=3f0c9a5b1d2e&document=…`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answer.compare.lines import Line, index_lines
from answer.figures.rows import index_rows
from answer.show.addresses import make_address
from index.search import Searcher
from ingest.chunk import Chunk

PAGE = "vergelijken"
MOST_CHOSEN = 4
"""So many lines stand in one comparison at once; more could not be told apart."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What an address asks to compare: the words typed, the names of the chosen lines, the documents it is kept to."""

    words: str = ""
    lines: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def read_compared(parameters: Mapping[str, Sequence[str]]) -> Compared:
    """Return what an address asks to compare, without what is empty."""
    words = " ".join(" ".join(parameters.get("regel", ())).split())
    lines, documents = (tuple(dict.fromkeys(filter(None, parameters.get(name, ())))) for name in ("lijn", "document"))
    return Compared(words, lines[:MOST_CHOSEN], documents)


def compared_address(compared: Compared) -> str:
    """Return the address of a comparison, from any page."""
    given = {"regel": compared.words, "lijn": compared.lines, "document": compared.documents}
    return make_address(PAGE, given)


def toggle_line(compared: Compared, shown: Sequence[Line], line: Line) -> str:
    """Return the address where a line is added to those that are shown, or taken away from them."""
    names = [other.first.id for other in shown]
    name = line.first.id
    left = [other for other in names if other != name] if name in names else [*names, name]
    return compared_address(replace(compared, lines=tuple(left)))


def compare_address(chunk: Chunk, searcher: Searcher) -> str:
    """Return the address that compares the line of a row over years, for the passage that the row is.

    An empty text where the passage is no row, or one without figures of a year.
    """
    position = index_rows(searcher).by_chunk.get(chunk.id)
    line = index_lines(searcher).by_row.get(position) if position is not None else None
    if line is None:
        return ""
    return compared_address(Compared(line.label, (line.first.id,)))
