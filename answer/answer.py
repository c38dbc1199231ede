"""From a query to an answer: passages with citations, the sentence or cell that answers, or an honest refusal."""

from dataclasses import dataclass, replace
from typing import Literal

from answer.calibration import load_calibration
from answer.choose import LOOKED_AT, Chosen, choose_answers
from answer.cite import Citation, cite
from answer.confidence import CANDIDATES, estimate_confidence, find_missing
from answer.demands import Demand, check_demands, find_demands
from answer.earlier import EarlierQuestion, find_earlier
from answer.follow_up import complete_query
from answer.found import Computed, Found
from answer.highlight import find_highlights
from answer.pasted.split import Pasted, split_pasted
from answer.question_kind import QuestionKind, recognize_kind
from answer.suggest import suggest_queries
from index.filters import NO_FILTERS, Filters
from index.hits import Hit
from index.query import Query
from index.readings import QueryWords
from index.search import Searcher
from ingest.document import Span

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
    `suggestion` is a query close to a refused one that the documents do answer, and `earlier` are Kamervragen that are
    nearly the same, with their answer whole.

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
    kind: QuestionKind = "overig"
    computed: Computed | None = None
    differing: tuple[Found, ...] = ()
    suggestion: str | None = None
    earlier: tuple[EarlierQuestion, ...] = ()
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

    On the budget of Asylum and Migration for 2025:

    | query                                          | `status`      | first of `answers`                              |
    |------------------------------------------------|---------------|-------------------------------------------------|
    | `hoeveel krijgt het COA in 2026`               | beantwoord    | value `4.422.334`, unit `x € 1.000`, plain      |
    |                                                |               | `€ 4,42 mld.`                                   |
    | `hoeveel minder krijgt het COA in 2027 dan in  | beantwoord    | both cells; `computed.text` is                  |
    | 2026`                                          |               | `3.515.879 (x € 1.000)`                         |
    | `wat betekent AMV`                             | beantwoord    | text `Alleenstaande Minderjarige Vreemdelingen` |
    | `hoeveel krijgt het COA in 2036`               | niet gevonden | none; `missing` is `("2036",)`                  |

    Raises:
        QueryError: the query is empty, a pasted one is too long, or a filter has an unknown value.
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
        replace(
            # The words that were added from above the question say nothing about what is asked.
            _answer_one(question.query, searcher, filters, count, recognize_kind(question.text)),
            query=question.text,
        )
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


def _answer_one(
    query: str, searcher: Searcher, filters: Filters, count: int, kind: QuestionKind | None = None
) -> Answer:
    """Return the answer to one question, of the `kind` that it is by itself where none is given."""
    # Never fewer than are looked at: the answer must not depend on how many passages are asked for.
    results = searcher.search(query, filters, max(count, LOOKED_AT))
    hits, text = results.hits, results.query.text
    kind = kind or recognize_kind(text)
    chosen = choose_answers(results, searcher, filters, kind)
    confidence = estimate_confidence(text, hits, chosen, searcher)
    status = _judge_status(chosen, confidence)
    given = Chosen() if status == "niet gevonden" else chosen
    return Answer(
        query,
        status,
        confidence,
        given.answers,
        tuple(_make_passage(text, hit, results.words, searcher) for hit in hits[:count]),
        find_missing(text, searcher),
        check_demands(find_demands(text, searcher), hits[:CANDIDATES], searcher),
        results.query,
        results.words,
        asked=query,
        kind=kind,
        computed=given.computed,
        differing=given.differing,
        earlier=find_earlier(text, searcher, searcher.allow(results.query, filters)),
    )


def _judge_status(chosen: Chosen, confidence: float) -> Status:
    """Return how sure an answer is; what every word of the query points at is given whatever else speaks against it.

    A sentence without the figure that was asked for, or about another year, is near the answer at most.
    """
    calibration = load_calibration()
    if not chosen.answers or not (chosen.certain or confidence >= calibration.refused):
        return "niet gevonden"
    fits = not chosen.lacks_figure and chosen.fits_year and confidence >= calibration.sure
    return "beantwoord" if chosen.certain or fits else "onzeker"


def _make_passage(query: str, hit: Hit, words: QueryWords, searcher: Searcher) -> Passage:
    """Return a hit with its citation and highlights."""
    marks = find_highlights(query, hit.chunk, searcher, words)
    return Passage(hit, cite(searcher.documents[hit.chunk.document], hit.chunk), marks.sentences, marks.words)
