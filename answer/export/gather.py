"""From answers to the record of what is exported."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from answer.answer import Answer, Passage
from answer.cite import cite, link_publication
from answer.export.record import (
    Export,
    ExportedAnswer,
    ExportedCell,
    ExportedFound,
    ExportedPassage,
    Origin,
    Reproduction,
)
from answer.found import Found
from answer.show.present import FoundView, present_answer, present_passages
from answer.understood import describe_query
from index.filters import NO_FILTERS, Filters
from index.identity import hash_index
from index.search import Searcher
from ingest.dates import show_date
from ingest.document import Document, Table
from ingest.errors import QueryError

MOST_ANSWERS = 200
"""More queries, each with its sub-questions, are not put in one file: nobody would read it."""

MOST_PASSAGES = 2_000
"""More passages are not put in one file: as a Word document these are some 500 pages."""

MOST_ROWS = 200
"""Of a longer table in a passage so many rows are given; the passage itself holds fewer, unless a row is very short."""


def gather_export(
    answers: Sequence[Answer], searcher: Searcher, chosen: Sequence[str] | None, filters: Filters = NO_FILTERS
) -> Export:
    """Return all that goes into one file.

    Raises:
        QueryError: a chosen passage is in none of the answers, or there is too much for one file.
    """
    kept = _choose_passages(answers, chosen)
    exported = tuple(_export_answer(number, answer, searcher, filters) for number, answer in _number_answers(kept))
    cited = dict.fromkeys(origin.document for answer in exported for origin in list_origins(answer))
    queries = tuple((answer.query, answer.asked or answer.query) for answer in answers)
    made = describe_making(searcher, queries, tuple(cited), filters)
    return Export(exported, replace(made, chosen=None if chosen is None else tuple(dict.fromkeys(chosen))))


def describe_making(
    searcher: Searcher, queries: tuple[tuple[str, str], ...], cited: Sequence[str], filters: Filters = NO_FILTERS
) -> Reproduction:
    """Return all that it takes to have the same again: of `queries`, as typed and as searched for, citing documents."""
    reranker = searcher.options.reranker
    return Reproduction(
        version=find_version(),
        queries=queries,
        filters=filters,
        chosen=None,
        model=hide_folder(searcher.encoder.name),
        fingerprint=searcher.encoder.fingerprint,
        ranking=searcher.options.fusion.training,
        reranker="" if reranker is None else hide_folder(reranker.name),
        settings=searcher.settings,
        index=hash_index(searcher),
        documents={document: searcher.documents[document].sha256 for document in cited},
    )


def _choose_passages(answers: Sequence[Answer], chosen: Sequence[str] | None) -> tuple[Answer, ...]:
    """Return the answers with the chosen passages only; what answers stays as it is."""
    passages = [passage.hit.chunk.id for answer in _walk_answers(answers) for passage in answer.passages]
    if chosen is not None:
        for unknown in (each for each in chosen if each not in set(passages)):
            raise QueryError(f"De passage '{unknown[:80]}' hoort niet bij dit antwoord. Kies uit de getoonde passages.")
        passages = [each for each in passages if each in set(chosen)]
    count = sum(1 for _ in _walk_answers(answers))
    if count > MOST_ANSWERS or len(passages) > MOST_PASSAGES:
        raise QueryError(
            f"Dit is te veel voor één bestand ({count} vragen, {len(passages)} passages; hoogstens {MOST_ANSWERS} en "
            f"{MOST_PASSAGES}). Verdeel het over meer bestanden of kies minder passages."
        )
    return tuple(answers if chosen is None else (_keep_passages(answer, frozenset(chosen)) for answer in answers))


def _keep_passages(answer: Answer, chosen: frozenset[str]) -> Answer:
    """Return an answer, and those to its sub-questions, with the chosen passages only."""
    passages = tuple(passage for passage in answer.passages if passage.hit.chunk.id in chosen)
    return replace(answer, passages=passages, parts=tuple(_keep_passages(part, chosen) for part in answer.parts))


def _walk_answers(answers: Sequence[Answer]) -> Iterator[Answer]:
    """Yield the answers, each before those to its sub-questions."""
    for answer in answers:
        yield answer
        yield from _walk_answers(answer.parts)


def _number_answers(answers: Sequence[Answer], before: str = "") -> Iterator[tuple[str, Answer]]:
    """Yield the answers with their numbers, each before those to its sub-questions: `1`, `2`, `2.1`."""
    for place, answer in enumerate(answers, start=1):
        yield f"{before}{place}", answer
        yield from _number_answers(answer.parts, f"{before}{place}.")


def _export_answer(number: str, answer: Answer, searcher: Searcher, filters: Filters) -> ExportedAnswer:
    """Return one answer as it is exported."""
    card = present_answer(answer, searcher, filtered=filters != NO_FILTERS)
    found = [
        _export_found(role, each, view, searcher.documents[each.chunk.document])
        for role, group, views in (
            ("Antwoord", answer.answers, card.items),
            ("Ander cijfer", answer.differing, card.differing),
        )
        for each, view in zip(group, views, strict=True)
    ]
    passages = tuple(
        ExportedPassage(
            passage,
            view,
            describe_origin(searcher.documents[passage.hit.chunk.document]),
            tuple(_list_cells(passage, searcher)),
        )
        for passage, view in zip(answer.passages, present_passages(answer, searcher), strict=True)
    )
    understood = describe_query(answer.understood, answer.words) if not answer.parts else ""
    return ExportedAnswer(number, answer, understood, card, tuple(found), passages)


def _export_found(role: str, found: Found, view: FoundView, document: Document) -> ExportedFound:
    """Return one thing that answers as it is exported."""
    number = found.chunk.table
    table = "" if number is None else name_table(document.tables[number])
    return ExportedFound(role, table, found, view, describe_origin(document))


def _list_cells(passage: Passage, searcher: Searcher) -> Iterator[ExportedCell]:
    """Yield the cells of a passage that is a table or a row, in the order of the table."""
    chunk = passage.hit.chunk
    document = searcher.documents[chunk.document]
    if chunk.table is None:
        return
    table = document.tables[chunk.table]
    inside = [number for number, row in enumerate(table.rows) if row.span.overlaps(chunk.span)]
    origin, name = describe_origin(document), name_table(table)
    for number in [chunk.row] if chunk.row is not None else inside[:MOST_ROWS]:
        row = table.rows[number]
        # The citation of a cell would look through all cells of the document, for each cell.
        citation = cite(document, replace(chunk, kind="rij", row=number, span=row.span, pages=document.pages(row.span)))
        for cell in row.cells:
            yield ExportedCell(name, (*row.groups, row.label), cell, citation, origin)


def name_table(table: Table) -> str:
    """Return the name and caption of a table on one line."""
    return " ".join(f"{table.name} {table.caption}".split())


def describe_origin(document: Document) -> Origin:
    """Return what is known of a document, on single lines."""
    known = document.metadata
    texts = (known.title, known.kind, known.ministry, show_date(known.date or ""))
    title, kind, ministry, date = (" ".join((text or "").split()) for text in texts)
    return Origin(document.id, title, kind, ministry, date, link_publication(document))


def list_origins(answer: ExportedAnswer) -> Iterator[Origin]:
    """Yield the documents that an answer cites."""
    yield from (found.origin for found in answer.found)
    yield from (passage.origin for passage in answer.passages)


def hide_folder(name: str) -> str:
    """Return the name of a model; of one in a folder the last part: whose machine it is says nothing."""
    path = PurePath(name)
    return path.name if path.is_absolute() else name


def find_version() -> str:
    """Return which Vraagbaak this is, empty where it was not installed."""
    try:
        return version("vraagbaak")
    except PackageNotFoundError:
        return ""
