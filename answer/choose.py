"""From what a search found to what answers: the cells that are asked for, or else the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.cite import Citation, cite
from answer.figures import CellPlace, Figures, find_figures
from answer.figures.places import read_cell
from answer.found import Computed, Found
from answer.question_kind import QuestionKind, asks_figure, recognize_kind
from answer.statements import Statement, find_statements
from index.filters import NO_FILTERS, Filters
from index.hits import Results
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.tables.numbers import plain_amount

LOOKED_AT = 50
"""So many of the first hits are looked at for what answers, however many are asked for."""

MOST_WORDS = 60
"""Who asks for a figure needs fewer words; each is compared with every row."""

_NEVER_A_CELL: frozenset[QuestionKind] = frozenset({"waarom", "wie", "afkorting", "is het zo"})
"""What is asked so is answered in words."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What answers a query, one for each thing asked, and what speaks for it and against it.

    `certain` tells that every word of the query points at the cells given. Of a sentence `lacking`, 0..1, is which part
    of the query, by weight, neither it nor what stands around it accounts for, `fits_year` whether it is about a year
    asked for, and `lacks_figure` that a figure was asked for and none is surely in it.
    """

    answers: tuple[Found, ...] = ()
    computed: Computed | None = None
    differing: tuple[Found, ...] = ()
    certain: bool = False
    lacking: float = 0.0
    fits_year: bool = True
    lacks_figure: bool = False


def choose_answers(
    results: Results, searcher: Searcher, filters: Filters = NO_FILTERS, kind: QuestionKind | None = None
) -> Chosen:
    """Return what answers a query: the cells of tables that it asks for, where that is certain, else the best sentence.

    `filters` are those of the search that gave `results`, which must be at least `LOOKED_AT`, or all there are. `kind`
    is what is asked, where the query does not tell it by itself.
    """
    if not results.hits:
        return Chosen()
    query, hits = results.query.text, results.hits[:LOOKED_AT]
    kind = kind or recognize_kind(query)
    if kind not in _NEVER_A_CELL and len(results.words.tokens) <= MOST_WORDS:
        figures = find_figures(query, hits, searcher, searcher.allow(results.query, filters))
        if figures.cells:
            return _give_cells(figures, searcher)
        if figures.row is not None:
            return Chosen((_make_row(figures.row.chunk, searcher),), lacks_figure=asks_figure(kind))
    statements = find_statements(query, kind, hits, results.words, searcher)
    if not statements:
        return Chosen()
    # A table whole is shown below as a passage; as an answer it says too much.
    best = next((each for each in statements if each.chunk.table is None or each.chunk.row is not None), statements[0])
    lacks_figure = asks_figure(kind) and best.figure is None and best.kind != "geen cijfer"
    return Chosen(
        (_make_sentence(best, searcher),),
        lacking=best.lacking,
        fits_year=best.fits_year,
        lacks_figure=lacks_figure,
    )


def _give_cells(figures: Figures, searcher: Searcher) -> Chosen:
    """Return the cells that were found, and what was computed of them."""
    answers = [_make_cell(cell, others, searcher) for cell, others in zip(figures.cells, figures.same, strict=True)]
    differing = tuple(_make_cell(cell, (), searcher) for cell in figures.differing)
    return Chosen(tuple(answers), figures.computed, differing, certain=True)


def _make_cell(place: CellPlace, others: Sequence[CellPlace], searcher: Searcher) -> Found:
    """Return a cell as an answer, with the other places that state the same."""
    _, _, cell = read_cell(place, searcher.documents)
    return Found(
        "cel",
        place.chunk.text,
        place.chunk.span,
        _cite_cell(place, searcher),
        place.chunk,
        asked=place.asked,
        column=cell.column,
        value=cell.text,
        value_span=cell.span,
        unit=cell.unit or None,
        plain=plain_amount(cell.number, cell.unit) if cell.number is not None else None,
        number=cell.number,
        scale=cell.scale,
        also=tuple(_cite_cell(other, searcher) for other in others),
    )


def _cite_cell(place: CellPlace, searcher: Searcher) -> Citation:
    """Return the citation of a cell."""
    return cite(searcher.documents[place.document], place.chunk, read_cell(place, searcher.documents)[2])


def _make_row(chunk: Chunk, searcher: Searcher) -> Found:
    """Return a row whole as an answer."""
    return Found("rij", chunk.text, chunk.span, cite(searcher.documents[chunk.document], chunk), chunk)


def _make_sentence(statement: Statement, searcher: Searcher) -> Found:
    """Return a sentence as an answer, with the figure in it that was asked for; of a table a row whole."""
    chunk, figure = statement.chunk, statement.figure
    if chunk.row is not None and statement.span == chunk.span:
        return _make_row(chunk, searcher)
    document = searcher.documents[chunk.document]
    citation = cite(document, chunk, span=statement.span)
    text = document.slice(statement.span)
    if figure is None:
        return Found(statement.kind, text, statement.span, citation, chunk)
    return Found(
        statement.kind,
        text,
        statement.span,
        citation,
        chunk,
        value=figure.text,
        value_span=figure.span,
        unit=figure.unit or None,
        plain=figure.plain,
        number=figure.number,
        scale=figure.scale,
    )
