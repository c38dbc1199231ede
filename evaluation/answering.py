"""How good the answers are: whether the first answer is the cell, figure or sentence that the gold asks for.

A figure is right where document, table, row, column, value and unit are those of one of the gold's places, or where
that place is one of its further citations. A sentence is right where it shares at least half of the shorter one with a
gold sentence, and a figure in it where it has that value too. A figure is given wrongly where an answer has a value
that no place of the gold has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Literal

from answer.answer import Answer, Passage, answer_question
from answer.cite import Citation
from answer.found import Found
from evaluation.answer_gold import (
    SHOWN_CHARACTERS,
    AnswerQuery,
    CellPlace,
    Wanted,
    describe_wanted,
    list_documents,
    load_answer_queries,
)
from evaluation.gold import UNANSWERABLE, fold_text
from index.search import Searcher
from ingest.document import Document, Span

ANSWERS_FILE = Path(__file__).parent / "answers.jsonl"

PASSAGES = 3
"""Of a pasted question the passage for each sub-question has to be among so many."""

SHARE = 0.5
"""A sentence is the gold's where they share so much of the shorter one."""

Verdict = Literal["goed", "geweigerd", "fout"]

FIGURES = ("tabelcijfer", "cellen", "berekend", "vervolg", "tekstcijfer")
PASTED = "kamervraag"

Ask = Callable[[str, str], Answer]
"""Called with a query and the query before it, which may be empty."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one query, or of one sub-question of a pasted one.

    `right` is whether it was answered rightly, or refused where nothing answers it; `wrong_figure` whether a figure was
    given that is none of the gold's. `said` is what was answered and `wanted` what was to be, for a reader. `asked` is
    what was typed, which of a sub-question is the whole that was pasted, and `previous` the query before it, if any.
    """

    id: str
    kind: str
    part: str
    query: str
    verdict: Verdict
    wrong_figure: bool
    status: str
    said: str
    wanted: tuple[str, ...] = ()
    asked: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """The outcomes of one kind in one part, counted: right, refused although there is an answer, and wrong figures."""

    part: str
    kind: str
    queries: int
    right: int
    refused: int
    wrong_figures: int


@dataclass(frozen=True, slots=True)
class Answering:
    """How good the answers are: the counts by part and kind, and each query that was not answered rightly."""

    scores: tuple[AnswerScore, ...]
    misses: tuple[Outcome, ...]


def measure_answers(
    searcher: Searcher, path: Path = ANSWERS_FILE, progress: Callable[[int, int], None] | None = None
) -> Answering:
    """Return how good the answers to the queries of a gold file are; nothing where their documents are not there.

    Raises:
        GoldError: the gold does not fit the documents.
    """
    documents = dict(searcher.documents)
    if not list_documents(path) <= documents.keys():
        return Answering((), ())
    queries = load_answer_queries(path, documents)

    def ask(query: str, previous: str) -> Answer:
        return answer_question(query, searcher, previous=previous)

    outcomes = judge_answers(queries, documents, ask, progress)
    missed = tuple(outcome for outcome in outcomes if outcome.verdict != "goed" or outcome.wrong_figure)
    return Answering(count_outcomes(outcomes), missed)


def judge_answers(
    queries: Sequence[AnswerQuery],
    documents: dict[str, Document],
    ask: Ask,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Outcome, ...]:
    """Return what became of each query, a pasted one by its sub-questions, in the order of the queries."""
    outcomes: list[Outcome] = []
    for done, query in enumerate(queries, start=1):
        answer = ask(query.text, query.previous)
        if query.kind == PASTED:
            outcomes += _judge_pasted(query, answer, documents)
        else:
            outcomes.append(_judge(query, answer, documents))
        if progress is not None:
            progress(done, len(queries))
    return tuple(outcomes)


def count_outcomes(outcomes: Sequence[Outcome]) -> tuple[AnswerScore, ...]:
    """Return the outcomes counted by part and kind, and for each part those of all kinds together as `alle`."""
    scores = []
    for part in sorted({outcome.part for outcome in outcomes}):
        chosen = [outcome for outcome in outcomes if outcome.part == part]
        for kind in (*dict.fromkeys(outcome.kind for outcome in chosen), "alle"):
            group = [outcome for outcome in chosen if kind in ("alle", outcome.kind)]
            scores.append(
                AnswerScore(
                    part,
                    kind,
                    len(group),
                    sum(outcome.verdict == "goed" for outcome in group),
                    sum(outcome.verdict == "geweigerd" for outcome in group),
                    sum(outcome.wrong_figure for outcome in group),
                )
            )
    return tuple(scores)


def is_wanted(found: Found, places: Sequence[Wanted], documents: dict[str, Document]) -> bool:
    """Return whether what was found is one of the places that state what was asked."""
    return any(_is_place(found, wanted, documents[found.chunk.document]) for wanted in places)


def _judge(query: AnswerQuery, answer: Answer, documents: dict[str, Document]) -> Outcome:
    """Return what became of a query."""
    verdict: Verdict
    if query.kind == UNANSWERABLE:
        verdict = "fout" if answer.answers else "goed"
    elif query.kind == "berekend":
        verdict = _judge_computed(query, answer, documents)
    elif not answer.answers:
        verdict = "geweigerd"
    else:
        given = answer.answers if query.kind == "cellen" else answer.answers[:1]
        pairs = zip(given, query.answers, strict=False)
        right = len(given) == len(query.answers) and all(is_wanted(each, places, documents) for each, places in pairs)
        verdict = "goed" if right else "fout"
    outcome = _make_outcome(query, query.text, verdict, answer, _gives_wrong_figure(query, answer, documents))
    return replace(outcome, wanted=describe_wanted(query, query.answers, documents))


def _judge_computed(query: AnswerQuery, answer: Answer, documents: dict[str, Document]) -> Verdict:
    """Return what became of a query that asks for a computed figure; a place that prints it is as good."""
    computed = answer.computed
    if computed is not None:
        cells = all(any(is_wanted(found, places, documents) for places in query.answers) for found in answer.answers)
        right = computed.operation == query.operation and _is_result(computed.number, query.result)
        return "goed" if right and cells else "fout"
    if any(found.number is not None and _is_result(abs(found.number), query.result) for found in answer.answers):
        return "goed"
    # A figure of a year by itself, where the difference was asked for, misleads.
    return "fout" if len(answer.answers) == 1 and answer.answers[0].value is not None else "geweigerd"


def _is_result(number: Decimal, wanted: Decimal | None) -> bool:
    """Return whether a computed number is the one wanted, at the precision in which that is given."""
    return wanted is not None and number.quantize(wanted, rounding=ROUND_HALF_UP) == wanted


def _gives_wrong_figure(query: AnswerQuery, answer: Answer, documents: dict[str, Document]) -> bool:
    """Return whether an answer gives a figure, in a cell or named in a sentence, that the gold does not have.

    `4.200` of `€ 4.200` is the same figure.
    """
    if query.kind == "berekend":
        return _judge_computed(query, answer, documents) == "fout"
    if query.kind not in FIGURES and query.kind != UNANSWERABLE:
        return False
    known = [_fold(place.value) for places in query.answers for place in places if place.value]
    given = [_fold(found.value) for found in answer.answers if found.value is not None]
    return any(not any(value in each or each in value for each in known) for value in given)


def _judge_pasted(query: AnswerQuery, answer: Answer, documents: dict[str, Document]) -> list[Outcome]:
    """Return what became of the sub-questions of a pasted question; each is known by its place in the order."""
    outcomes = []
    for number, part in enumerate(query.parts):
        own = answer.parts[number] if len(answer.parts) == len(query.parts) else None
        if not part.answers:
            continue
        places = [place for places in part.answers for place in places]
        passages = own.passages[:PASSAGES] if own is not None else ()
        right = any(_reaches(passage, place, documents) for passage in passages for place in places)
        outcome = _make_outcome(query, part.question, "goed" if right else "fout", own or answer, wrong=False)
        outcomes.append(replace(outcome, wanted=describe_wanted(query, part.answers, documents)))
    return outcomes


def _make_outcome(query: AnswerQuery, text: str, verdict: Verdict, answer: Answer, wrong: bool) -> Outcome:
    """Return the outcome of a query with what was said."""
    said = [f"berekend: {answer.computed.text}"] if answer.computed else []
    said += [f"{found.value or ' '.join(found.text.split())} [{found.citation.text}]" for found in answer.answers]
    return Outcome(
        query.id,
        query.kind,
        query.part,
        text,
        verdict,
        wrong,
        answer.status,
        "; ".join(said)[:SHOWN_CHARACTERS],
        asked=query.text,
        previous=query.previous,
    )


def _is_place(found: Found, wanted: Wanted, document: Document) -> bool:
    """Return whether what was found is a place of the gold."""
    if wanted.span is not None:
        if found.chunk.document != wanted.document:
            return False
        has_value = not wanted.value or _fold(wanted.value) in _fold(found.text)
        return has_value and _shares(found.span, wanted.span)
    cell = wanted.cell
    if cell is None:
        return False
    if found.kind == "afkorting":
        # What a short form stands for may be said in more places than one.
        return _fold(cell.value) in _fold(found.text)
    places = (found.citation, *found.also)
    same = _fold(found.value or found.text) == _fold(cell.value) and (found.unit or "") == cell.unit
    return _is_cell(found, cell, document) or (same and any(_cites(each, wanted) for each in places))


def _is_cell(found: Found, cell: CellPlace, document: Document) -> bool:
    """Return whether what was found is a cell of the gold."""
    chunk = found.chunk
    if chunk.table is None or chunk.row is None:
        return False
    table = document.tables[chunk.table]
    row = table.rows[chunk.row]
    in_group = not cell.group or row.groups[-1:] == (cell.group,)
    if (table.name, row.label) != (cell.table, cell.row) or not in_group:
        return False
    return (found.column, found.value or found.text, found.unit or "") == (cell.column, cell.value, cell.unit)


def _cites(citation: Citation, wanted: Wanted) -> bool:
    """Return whether a citation is of the row and column of a cell: a figure in two places has two citations."""
    cell = wanted.cell
    if cell is None or citation.document != wanted.document:
        return False
    return all(part.casefold() in citation.label.casefold() for part in (cell.table, cell.row, f"kolom {cell.column}"))


def _reaches(passage: Passage, wanted: Wanted, documents: dict[str, Document]) -> bool:
    """Return whether a passage shows a place of the gold."""
    chunk = passage.hit.chunk
    if chunk.document != wanted.document:
        return False
    if wanted.span is not None:
        return _shares(chunk.span, wanted.span)
    document, cell = documents[chunk.document], wanted.cell
    if chunk.table is None or cell is None or document.tables[chunk.table].name != cell.table:
        return False
    return chunk.row is None or document.tables[chunk.table].rows[chunk.row].label == cell.row


def _shares(one: Span, other: Span) -> bool:
    """Return whether two spans share at least half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= SHARE * min(one.end - one.start, other.end - other.start)


def _fold(text: str) -> str:
    """Return a text as values are compared: without white space, in one case."""
    return fold_text(text).text.casefold()
