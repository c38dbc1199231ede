"""Answers for programs, as plain data."""

from typing import Any

from answer.answer import Answer, Passage
from answer.cite import Citation, cite_also
from answer.earlier import EarlierQuestion
from answer.found import Computed, Found
from answer.understood import query_to_json
from answer.why import Why, explain_hit
from index.search import Searcher


def answer_to_json(answer: Answer, searcher: Searcher, *, with_answer: bool = True) -> dict[str, Any]:
    """Return an answer as plain data: `query`, `understood`, `status`, `confidence`, `answer` (or None) and `hits`.

    `missing` are the words that occur nowhere, `unmet` what the query demands and the best passage does not have.
    `sentences` of a hit are its relevant sentences, best first, verbatim like its `text`; `also` the other places that
    say the same, and `why` what the words of the query met in it.
    """
    answers = [_found_to_json(found, searcher) for found in answer.answers] if with_answer else []
    return {
        "query": answer.query,
        "asked": answer.asked,
        "kind": answer.kind,
        "understood": query_to_json(answer.understood, answer.words),
        "status": answer.status,
        "confidence": round(answer.confidence, 3),
        "missing": list(answer.missing),
        "unmet": [{"kind": demand.kind, "text": demand.text} for demand in answer.unmet],
        "answer": answers[0] if answers else None,
        "answers": answers,
        "computed": _computed_to_json(answer.computed) if answer.computed is not None and with_answer else None,
        "differing": [_found_to_json(found, searcher) for found in answer.differing] if with_answer else [],
        "suggestion": answer.suggestion,
        "earlier": [_earlier_to_json(found) for found in answer.earlier] if with_answer else [],
        "parts": [answer_to_json(part, searcher, with_answer=with_answer) for part in answer.parts],
        "hits": [_passage_to_json(passage, answer, searcher) for passage in answer.passages],
    }


def _found_to_json(found: Found, searcher: Searcher) -> dict[str, Any]:
    """Return what answers as plain data; `number` is a decimal figure as text, so that none of it is lost."""
    return {
        "kind": found.kind,
        "asked": found.asked,
        "text": found.text,
        "value": found.value,
        "unit": found.unit,
        "plain": found.plain,
        "number": None if found.number is None else f"{found.number:f}",
        "column": found.column,
        "path": _row_path(found, searcher),
        **_citation_to_json(found.citation),
        "also": [citation.text for citation in found.also],
    }


def _citation_to_json(citation: Citation) -> dict[str, Any]:
    """Return a citation as plain data: its text, the pages, the official publication, and the place in Vraagbaak."""
    return {
        "citation": citation.text,
        "pages": list(citation.pages),
        "url": citation.url,
        "permalink": citation.permalink,
    }


def _row_path(found: Found, searcher: Searcher) -> list[str]:
    """Return the groups and the label of the row that an answer is of; none for a sentence."""
    chunk = found.chunk
    if chunk.table is None or chunk.row is None:
        return []
    row = searcher.documents[chunk.document].tables[chunk.table].rows[chunk.row]
    return [*row.groups, row.label]


def _earlier_to_json(found: EarlierQuestion) -> dict[str, Any]:
    """Return an earlier question as plain data."""
    return {
        "question": found.question,
        "answer": found.answer,
        "similarity": round(found.similarity, 3),
        "date": found.date,
        **_citation_to_json(found.citation),
    }


def _computed_to_json(computed: Computed) -> dict[str, Any]:
    """Return what was computed as plain data."""
    return {
        "operation": computed.operation,
        "number": f"{computed.number:f}",
        "unit": computed.unit,
        "text": computed.text,
        "plain": computed.plain,
        "formula": computed.formula,
    }


def _passage_to_json(passage: Passage, answer: Answer, searcher: Searcher) -> dict[str, Any]:
    """Return one passage as plain data."""
    hit = passage.hit
    document = searcher.documents[hit.chunk.document]
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "id": hit.chunk.id,
        "document": hit.chunk.document,
        "kind": hit.chunk.kind,
        "headings": list(hit.chunk.headings),
        "text": hit.chunk.text,
        **_citation_to_json(passage.citation),
        "also": list(cite_also(hit, searcher.documents)),
        "sentences": [document.slice(span) for span in passage.sentences],
        "why": _why_to_json(explain_hit(hit, answer.understood, answer.words, searcher)),
    }


def _why_to_json(why: Why) -> dict[str, Any]:
    """Return why a passage was found as plain data; the share of meaning in the score is 0..1, or None."""
    return {
        "words": [
            {"word": match.word, "how": match.how, "form": match.form, "above": match.above} for match in why.matches
        ],
        "missing": list(why.missing),
        "meaning": None if why.meaning is None else round(why.meaning, 3),
    }
