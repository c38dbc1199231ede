"""From a query and its passages to the sentences that answer, best first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.question_kind import QuestionKind, asks_figure
from answer.statements.candidates import Candidate, list_candidates, make_whole, share_of, weigh_positions
from answer.statements.choose import choose_figure, fits_year, list_asked
from answer.statements.cues import counts_part, has_form, tells_unknown
from answer.statements.figures import Figure, list_figures
from answer.statements.score import Asked, make_asked, score_sentence
from answer.statements.short_forms import find_short_forms
from answer.statements.spans import extend_span
from answer.statements.statement import Statement
from index.hits import Hit
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Span

_ASKS_SHORT = re.compile(r"\W*wat (?:is|zijn|beteken(?:t|en)) (?:een |de |het )?\S+\W*$", re.IGNORECASE)

PASSAGES = 5
"""The sentences of so many of the first passages are compared."""

STATEMENTS = 5
"""So many of the best sentences are given."""

MOST_LACKING = 0.25
"""A figure is not given where more of the query than so much, by weight, is not accounted for."""

NEAR_WORTH, AROUND_WORTH = 0.8, 0.5
"""How much of a word is accounted for that stands in the sentence leaned on, and only further away."""

LEAST_LEAD = 0.35
"""Nor where the next sentence with another figure is so near."""


def find_statements(
    query: str, kind: QuestionKind, hits: Sequence[Hit], words: QueryWords, searcher: Searcher
) -> tuple[Statement, ...]:
    """Return the sentences that answer `query`, best first, of the first passages; none where these have none.

    A sentence of a later passage must be clearly better than one of the first. What a short form stands for comes first
    where that is asked.
    """
    asked = make_asked(query, kind, weigh_positions(words, searcher), searcher)
    # The cells of a table are looked for otherwise: of a figure that is not found there a row says no more.
    texts = [hit for hit in hits[:PASSAGES] if hit.chunk.table is None]
    chosen = texts if texts and asks_figure(kind) else hits[:PASSAGES]
    rated: list[tuple[float, Candidate, tuple[Candidate, ...]]] = []
    for hit in chosen:
        candidates = list_candidates(query, hit.chunk, words, searcher) or _whole_row(hit, words, searcher)
        found = hit.score / hits[0].score if hits[0].score else 1.0
        rated += [(score_sentence(asked, each, found, hit.rank), each, candidates) for each in candidates]
    rated.sort(key=lambda each: -each[0])  # stable: equals stay in the order of their passages
    statements = tuple(
        _make_statement(asked, rated, place, words, searcher) for place in range(min(STATEMENTS, len(rated)))
    )
    asks_meaning = kind == "afkorting" or (kind == "wat is" and _ASKS_SHORT.match(query))
    short = find_short_forms(query, hits, searcher) if asks_meaning else ()
    if statements and short and _tells_better(short[0], statements[0], searcher):
        return (*statements, *short)
    return (*short, *statements)


def _tells_better(short: Statement, sentence: Statement, searcher: Searcher) -> bool:
    """Return whether a sentence says what a short form stands for, where the other place is the label of a row."""
    text = searcher.documents[sentence.document].slice(sentence.sentence)
    is_label = short.chunk.row is not None and short.span.start == short.chunk.span.start
    return is_label and has_form("afkorting", "", text) > 0


def _whole_row(hit: Hit, words: QueryWords, searcher: Searcher) -> tuple[Candidate, ...]:
    """Return a row of a table as one statement; nothing for other passages."""
    if hit.chunk.row is None:
        return ()
    return (make_whole(hit.chunk, hit.dense.score if hit.dense else None, words, searcher),)


def rank_sentences(
    query: str, kind: QuestionKind, chunk: Chunk, words: QueryWords, searcher: Searcher
) -> tuple[Span, ...]:
    """Return the sentences of one passage, those that answer best first; a row of a table is one statement."""
    if chunk.row is not None:
        return (chunk.span,)
    asked = make_asked(query, kind, weigh_positions(words, searcher), searcher)
    candidates = list_candidates(query, chunk, words, searcher)
    ordered = sorted(candidates, key=lambda each: -score_sentence(asked, each))
    return tuple(each.span for each in ordered)


def _make_statement(
    asked: Asked,
    rated: Sequence[tuple[float, Candidate, tuple[Candidate, ...]]],
    place: int,
    words: QueryWords,
    searcher: Searcher,
) -> Statement:
    """Return the statement of the sentence at a place in the order, with its figure where that is sure."""
    score, candidate, others = rated[place]
    document = searcher.documents[candidate.chunk.document]
    span = extend_span(asked.kind, candidate, others)
    unknown = asks_figure(asked.kind) and tells_unknown(candidate.text) and not candidate.text.rstrip().endswith("?")
    lacking = _measure_lacking(asked, candidate)
    figure = choose_figure(asked, candidate, words) if asks_figure(asked.kind) else None
    fits = fits_year(asked, candidate, figure)
    lead = score - _next_score(asked, rated, place, figure)
    statement = Statement("geen cijfer" if unknown else "zin", candidate.chunk, span, candidate.span, score)
    statement = replace(statement, lacking=lacking, fits_year=fits, lead=lead)
    if asked.kind == "waarom":
        return replace(statement, figure=_find_explained(document.slice(span), span))
    sure = (
        fits
        and not counts_part(candidate.text)
        and not candidate.in_table
        and candidate.chunk.table is None
        and lacking <= MOST_LACKING
        and lead >= LEAST_LEAD
    )
    return replace(statement, figure=figure) if sure else statement


def _measure_lacking(asked: Asked, candidate: Candidate) -> float:
    """Return which part of a query neither a sentence nor what stands around it accounts for, 0..1.

    What only the question or an earlier sentence has, the sentence may be about or not: it counts for a part.
    """
    if not sum(asked.weights):
        return 0.0
    near = candidate.near - candidate.own
    around = (candidate.above | candidate.around) - candidate.own - near
    return 1 - sum(
        worth * share_of(found, asked.weights)
        for found, worth in ((candidate.own, 1.0), (near, NEAR_WORTH), (around, AROUND_WORTH))
    )


def _next_score(
    asked: Asked,
    rated: Sequence[tuple[float, Candidate, tuple[Candidate, ...]]],
    place: int,
    figure: Figure | None,
) -> float:
    """Return the score of the next sentence that would answer otherwise: with other figures of the kind asked for."""
    for score, other, _ in rated[place + 1 :]:
        if figure is None:
            return score
        values = {each.value for each in list_asked(asked, other)}
        if values and figure.value not in values:
            return score
    return 0.0


def _find_explained(text: str, span: Span) -> Figure | None:
    """Return the amount that a reason explains, None where there is none or more than one."""
    amounts = [figure for figure in list_figures(text, span.start) if figure.measure == "bedrag"]
    return amounts[0] if len({figure.value for figure in amounts}) == 1 else None
