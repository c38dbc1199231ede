"""Prints cells of the tables of the corpus, drawn at random by a seed, to be checked by hand against the source.

`python tests/draw_cells.py SEED COUNT` draws from every table that has rows at least four cells (or all it has), and
the rest in proportion to the cells that each table has; a cell without a column takes part like any other. What it
prints is what the parser made of the source.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest import load_sources, read_document
from ingest.document import Cell, Document, Row, Span, Table

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LEAST = 4
"""How many cells are drawn of a table at least."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell and where it stands."""

    document: Document
    table: Table
    row: Row
    cell: Cell


def list_cells(documents: tuple[Document, ...]) -> list[list[Drawn]]:
    """Return the cells of each table that has any, in the order of the source."""
    strata = [
        [Drawn(document, table, row, cell) for row in table.rows for cell in row.cells]
        for document in documents
        for table in document.tables
    ]
    return [stratum for stratum in strata if stratum]


def share_count(sizes: list[int], count: int) -> list[int]:
    """Return how many cells to draw of each table: at least `LEAST`, the rest in proportion, by largest remainder."""
    shares = [min(LEAST, size) for size in sizes]
    left = [size - share for size, share in zip(sizes, shares, strict=True)]
    rest = min(max(0, count - sum(shares)), sum(left))
    if rest == 0:
        return shares
    exact = [rest * size / sum(left) for size in left]
    shares = [share + int(part) for share, part in zip(shares, exact, strict=True)]
    by_remainder = sorted(range(len(sizes)), key=lambda place: (int(exact[place]) - exact[place], place))
    for place in by_remainder[: rest - sum(int(part) for part in exact)]:
        shares[place] += 1
    return shares


def draw_cells(documents: tuple[Document, ...], seed: int, count: int) -> list[Drawn]:
    """Return `count` cells (more where the least of each table asks for it), in the order of the source."""
    chance = random.Random(seed)
    strata = list_cells(documents)
    drawn: list[Drawn] = []
    for stratum, share in zip(strata, share_count([len(stratum) for stratum in strata], count), strict=True):
        drawn += [stratum[place] for place in sorted(chance.sample(range(len(stratum)), share))]
    return drawn


def find_source_lines(document: Document, span: Span) -> tuple[int, ...]:
    """Return the numbers, from 1, of the source lines of which the text lies at least in part in `span`."""
    return tuple(number for number, line in enumerate(document.line_spans, start=1) if line.overlaps(span))


def describe_cell(drawn: Drawn) -> Iterator[str]:
    """Yield the lines that show one drawn cell."""
    document, row, cell = drawn.document, drawn.row, drawn.cell
    pages = ", ".join(str(page) for page in document.pages(cell.span)) or "-"
    lines = ", ".join(str(number) for number in find_source_lines(document, cell.span))
    yield f"{document.id} | {drawn.table.name} | blz. {pages} | regel {lines}"
    yield f"  rij    {' > '.join((*row.groups, row.label))}"
    yield f"  kolom  {cell.column}"
    yield f"  tekst  {cell.text!r}  getal {cell.number}  eenheid {cell.unit!r}"


def main(arguments: list[str]) -> int:
    """Return 0 after printing the drawn cells, 2 where the arguments are not two whole numbers."""
    if len(arguments) != 2 or not all(argument.isdecimal() for argument in arguments):
        sys.stderr.write("Gebruik: python tests/draw_cells.py SEED COUNT\n")
        return 2
    seed, count = (int(argument) for argument in arguments)
    documents = tuple(read_document(source) for source in load_sources(CORPUS))
    for number, drawn in enumerate(draw_cells(documents, seed, count), start=1):
        sys.stdout.write(f"{number}. " + "\n".join(describe_cell(drawn)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
