"""What can be measured on a set of documents, and why the rest cannot, before it is measured."""

from collections.abc import Mapping

from answer.show.contents import count_things
from evaluation.answer_gold import list_documents
from evaluation.answering import ANSWERS_FILE
from evaluation.bench import QUERIES_FILE
from evaluation.gold import load_queries
from evaluation.kamervragen import select_questions
from ingest.document import Document


def list_measurable(documents: Mapping[str, Document]) -> tuple[tuple[str, str], ...]:
    """Return each part of the measurement by its name, with what there is to measure or why there is nothing."""
    questions = sum(len(select_questions(document)) for document in documents.values())
    queries = load_queries(QUERIES_FILE)
    searched = {gold.document for query in queries for gold in query.gold}
    return (
        (
            "Kamervragen",
            f"{count_things(questions, 'vraag', 'vragen')} met antwoord" if questions else f"geen: {_NO_QUESTIONS}",
        ),
        ("Korte vragen, weigeren en zekerheid", _describe(searched, documents)),
        ("Antwoorden", _describe(set(list_documents(ANSWERS_FILE)), documents)),
        ("Antwoorden op verzonnen stukken", "ja: die komen met Vraagbaak mee"),
    )


def can_measure(documents: Mapping[str, Document]) -> bool:
    """Return whether there is anything to measure the search on: Kamervragen, or the documents of the short queries."""
    if any(select_questions(document) for document in documents.values()):
        return True
    return {gold.document for query in load_queries(QUERIES_FILE) for gold in query.gold} <= documents.keys()


def _describe(wanted: set[str], documents: Mapping[str, Document]) -> str:
    """Return whether the documents that queries were written for are there, and which are missing."""
    missing = sorted(wanted - documents.keys())
    return f"niet: de vragen horen bij {', '.join(missing)}, en dat staat hier niet" if missing else "ja"


_NO_QUESTIONS = "in deze documenten staan geen vragen met antwoorden; voeg een lijst van vragen en antwoorden toe"
