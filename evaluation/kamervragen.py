"""The Kamervragen as a gold set: each question is a query, and its own answer is what has to be found.

No one has to write this set: a document with questions and answers brings it along. It is searched in an index from
which the questions' own text was left out, otherwise every question would find itself.
"""

from collections.abc import Sequence

from evaluation.gold import fold_text
from evaluation.judge import FULL, Place, Topic, judge_chunks
from ingest.chunk import Chunk
from ingest.document import Document, Question

COLLECTION = "kamervragen"
KIND = "kamervraag"

LEAST_LEAK = 40
"""A question shorter than this, white space left out, may stand elsewhere by chance."""


def select_questions(document: Document) -> tuple[Question, ...]:
    """Return the questions of a document that can be asked and have an answer."""
    return tuple(
        question
        for question in document.questions
        if question.answer is not None and any(letter.isalnum() for letter in document.slice(question.question))
    )


def judge_questions(documents: Sequence[Document], chunks: Sequence[Chunk]) -> tuple[Topic, ...]:
    """Return a topic for each question: to be found is a chunk of its own answer or of a table that belongs to it.

    Answer and tables are one target: who finds either has found the answer, and a long answer that was cut into
    several chunks is no harder to find than a short one.
    """
    topics = []
    for document in documents:
        own = [chunk for chunk in chunks if chunk.document == document.id]
        for question in select_questions(document):
            topics.append(
                Topic(
                    collection=COLLECTION,
                    id=f"{document.id}:{question.number}",
                    kind=KIND,
                    part="",
                    query=" ".join(document.slice(question.question).split()),
                    targets=judge_chunks(_find_places(document, question), own),
                    wanted=(f"antwoord op vraag {question.number}", *question.tables),
                )
            )
    return tuple(topics)


def find_leaks(documents: Sequence[Document], chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """Return the topic ids of questions whose own text still stands in what is indexed; there should be none."""
    leaks = []
    for document in documents:
        indexed = [fold_text(chunk.indexed).text for chunk in chunks if chunk.document == document.id]
        for question in select_questions(document):
            text = fold_text(document.slice(question.question)).text
            if len(text) >= LEAST_LEAK and any(text in body for body in indexed):
                leaks.append(f"{document.id}:{question.number}")
    return tuple(leaks)


def _find_places(document: Document, question: Question) -> tuple[Place, ...]:
    """Return the places that answer a question: the answer and the tables that belong to it, all the same fact."""
    spans = [question.answer] if question.answer is not None else []
    spans += [table.span for table in document.tables if table.name in question.tables]
    return tuple(Place(document.id, span, FULL, fact="antwoord") for span in spans)
