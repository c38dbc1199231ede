"""From a query to an answer: passages with citations, the sentence or cell that answers, or an honest refusal."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from answer.calibration import load_calibration
from answer.cite import Citation, cite
from answer.confidence import CANDIDATES, estimate_confidence, find_missing, measure_coverage
from answer.demands import Demand, check_demands, find_demands
from answer.figure import asks_year, choose_cell, lacks_year
from answer.follow_up import complete_query
from answer.found import Computed, Found, FoundKind
from answer.highlight import asks_amount, find_highlights
from answer.pasted import Pasted, split_pasted
from answer.suggest import suggest_queries
from index.analyze import tokenize
from index.filters import NO_FILTERS, Filters
from index.hits import Hit
from index.query import Query
from index.readings import QueryWords
from index.search import Searcher
from index.tokens import is_year
from ingest.document import Cell, Span, Table
from ingest.tables.numbers import plain_amount

Status = Literal["beantwoord", "onzeker", "niet gevonden"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A hit with its citation, and what to mark in it: `sentences`, best first, and `words`, in `Document.text`."""

    hit: Hit
    citation: Citation
    sentences: tuple[Span, ...]
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What Vraagbaak has to say to a query.

    `answers` has one entry for each thing that was asked, in that order; none where `status` is `niet gevonden`.
    `computed` is what was asked to be computed of two of them; `differing` are figures for the same that another place
    gives otherwise, the most recent document first. `confidence`, 0..1, is the probability that the documents answer
    the query. `unmet` is what the query demands and the best passage does not have; `missing` are its words that occur
    nowhere in the documents. `understood` is what was made of the query, and `words` are its words with what else they
    may stand for.

    `query` is as typed, `asked` what was searched for: the same, or a follow-up completed from the query before it.
    `suggestion` is a query close to a refused one that the documents do answer.

    A pasted Kamervraag has `parts`, an answer for each of its sub-questions, and the `heading` and `introduction` above
    them; it has no answers and passages itself. Its confidence is the share of sub-questions that the documents are
    expected to answer; it is `beantwoord` where all of them are, and `niet gevonden` where none is.
    """

    query: str
    status: Status
    confidence: float
    answers: tuple[Found, ...]
    passages: tuple[Passage, ...]
    missing: tuple[str, ...]
    unmet: tuple[Demand, ...]
    understood: Query
    words: QueryWords
    asked: str = ""
    computed: Computed | None = None
    differing: tuple[Found, ...] = ()
    suggestion: str | None = None
    heading: str = ""
    introduction: str = ""
    parts: tuple["Answer", ...] = ()

    @property
    def answer(self) -> Found | None:
        """Return what answers first, or None."""
        return self.answers[0] if self.answers else None


def answer_question(
    query: str, searcher: Searcher, filters: Filters = NO_FILTERS, count: int = 10, *, previous: str = ""
) -> Answer:
    """Return the answer to `query` with at most `count` passages.

    A follow-up (`en in 2027?`) goes on from `previous`, the `asked` of the answer before. A pasted Kamervraag gets an
    answer for each of its sub-questions.

    Raises:
        QueryError: the query is empty or too long, or a filter has an unknown value.
    """
    pasted = split_pasted(query)
    if pasted is not None:
        return _answer_pasted(query, pasted, searcher, filters, count)
    asked = complete_query(query, previous, searcher) if previous else query
    answer = _answer_one(asked, searcher, filters, count)
    suggestion = _find_suggestion(answer, searcher, filters) if answer.status == "niet gevonden" else None
    return replace(answer, query=query, suggestion=suggestion)


def _answer_pasted(query: str, pasted: Pasted, searcher: Searcher, filters: Filters, count: int) -> Answer:
    """Return a pasted Kamervraag with an answer for each of its sub-questions."""
    parts = tuple(
        replace(_answer_one(question.query, searcher, filters, count), query=question.text)
        for question in pasted.questions
    )
    statuses = {part.status for part in parts}
    status: Status = statuses.pop() if len(statuses) == 1 else "onzeker"
    confidence = sum(part.confidence for part in parts) / len(parts)
    understood = Query(query, " ".join(part.asked for part in parts))
    return Answer(
        query,
        status,
        confidence,
        (),
        (),
        (),
        (),
        understood,
        QueryWords(()),
        asked=understood.text,
        heading=pasted.heading,
        introduction=pasted.introduction,
        parts=parts,
    )


def _find_suggestion(answer: Answer, searcher: Searcher, filters: Filters) -> str | None:
    """Return a query close to a refused one that the documents answer without reserve, or None."""
    hits = [passage.hit for passage in answer.passages]
    for query in suggest_queries(answer.understood, answer.words, answer.unmet, hits, searcher):
        if _answer_one(query, searcher, filters, 1).status == "beantwoord":
            return query
    return None


def _answer_one(query: str, searcher: Searcher, filters: Filters, count: int) -> Answer:
    """Return the answer to one question."""
    # Never fewer than confidence looks at: the answer must not depend on how many passages are asked for.
    results = searcher.search(query, filters, max(count, CANDIDATES))
    hits, asked = results.hits, results.query.text
    confidence = estimate_confidence(asked, hits, searcher)
    passages = tuple(_make_passage(asked, hit, results.words, searcher) for hit in hits)
    calibration = load_calibration()
    found = _find_answer(asked, passages, searcher) if passages and confidence >= calibration.refused else None
    status: Status = "niet gevonden" if found is None else "onzeker" if confidence < calibration.sure else "beantwoord"
    missing = find_missing(asked, searcher)
    unmet = check_demands(find_demands(asked, searcher), hits[:CANDIDATES], searcher)
    other_year = any(map(is_year, missing)) or _answers_other_year(asked, found, passages, searcher)
    if status == "beantwoord" and other_year:
        status = "onzeker"
    answers = () if found is None else (found,)
    return Answer(
        query,
        status,
        confidence,
        answers,
        passages[:count],
        missing,
        unmet,
        results.query,
        results.words,
        asked=query,
    )


def _answers_other_year(query: str, found: Found | None, passages: tuple[Passage, ...], searcher: Searcher) -> bool:
    """Return whether a row is given whole since its table has columns for years, but none for the one asked for."""
    if found is None or found.kind != "rij":
        return False
    chunk = next(passage.hit.chunk for passage in passages if passage.hit.chunk.span == found.span)
    return lacks_year(query, searcher.documents[chunk.document], chunk)


def _make_passage(query: str, hit: Hit, words: QueryWords, searcher: Searcher) -> Passage:
    """Return a hit with its citation and highlights."""
    marks = find_highlights(query, hit.chunk, searcher, words)
    return Passage(hit, cite(searcher.documents[hit.chunk.document], hit.chunk), marks.sentences, marks.words)


def _find_answer(query: str, passages: tuple[Passage, ...], searcher: Searcher) -> Found:
    """Return what answers in the passages: the cell or row of a table that leads, else the best sentence."""
    leading = _leading_row(query, passages, searcher)
    if leading is None:
        return _find_sentence(passages[0], searcher)
    chunk = leading.hit.chunk
    document = searcher.documents[chunk.document]
    cell = choose_cell(query, document, chunk)
    if cell is None:
        return Found("rij", chunk.text, chunk.span, leading.citation, chunk)
    if cell.number is None and chunk.table is not None and not document.tables[chunk.table].unit:
        kind: FoundKind = "afkorting" if _explains_words(document.tables[chunk.table], cell) else "cel"
        return Found(kind, document.slice(cell.span), cell.span, leading.citation, chunk)
    plain = plain_amount(cell.number, cell.unit) if cell.number is not None else None
    citation = cite(document, chunk, cell)
    return Found(
        "cel",
        chunk.text,
        chunk.span,
        citation,
        chunk,
        column=cell.column,
        value=cell.text,
        value_span=cell.span,
        unit=cell.unit or None,
        plain=plain,
        number=cell.number,
        scale=cell.scale,
    )


def _explains_words(table: Table, cell: Cell) -> bool:
    """Return whether a cell says what an abbreviation stands for: it is in a list of abbreviations, or of meanings."""
    return re.search(r"afkorting|betekenis|begrip", f"{table.caption} {cell.column}", re.IGNORECASE) is not None


def _leading_row(query: str, passages: tuple[Passage, ...], searcher: Searcher) -> Passage | None:
    """Return the row that answers: the first passage, or where that is a table, a row of it among the next.

    That is the row that accounts for most of the query where a figure is asked for, and otherwise the one of which the
    query has the whole label.
    """
    first = passages[0].hit.chunk
    if first.row is not None:
        return passages[0]
    if first.kind != "tabel" or first.table is None:
        return None
    table = searcher.documents[first.document].tables[first.table]
    rows = [
        (passage, table.rows[chunk.row])
        for passage in passages
        if (chunk := passage.hit.chunk).row is not None
        and (chunk.document, chunk.table) == (first.document, first.table)
    ]
    if not (asks_amount(query) or asks_year(query)):
        asked = {token.text for token in tokenize(query)}
        rows = [(passage, row) for passage, row in rows if _is_named(row.label, asked)]
    # The first of equals, since they stand in the order of their ranks.
    return max((passage for passage, _ in rows), key=lambda found: _coverage(query, found, searcher), default=None)


def _coverage(query: str, passage: Passage, searcher: Searcher) -> float:
    """Return how much of the query one passage accounts for."""
    return measure_coverage(query, (passage.hit,), searcher)


def _is_named(label: str, asked: set[str]) -> bool:
    """Return whether all words of a row's label are among those of a query."""
    words = {token.text for token in tokenize(label)}
    return bool(words) and words <= asked


def _find_sentence(passage: Passage, searcher: Searcher) -> Found:
    """Return the best sentence of a passage."""
    chunk = passage.hit.chunk
    span = passage.sentences[0] if passage.sentences else chunk.span
    return Found("zin", searcher.documents[chunk.document].slice(span), span, passage.citation, chunk)
