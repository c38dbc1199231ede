"""The Kamervragen as a gold set: each question is a query, and its own answer is what has to be found.

No one has to write this set: a document with questions and answers brings it along. It is searched in an index from
which the questions' own text was left out, otherwise every question would find itself.

What else bears on a question has to be written: a file with one JSON object a line names a question by `document` and
`number` and lists in `gold` the passages of the budget, and of other questions' answers, that bear on it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.gold import Gold, GoldError, fold_documents, fold_text, read_gold, read_records, resolve_places
from evaluation.judge import FULL, Place, Target, Topic, judge_chunks
from ingest.chunk import Chunk
from ingest.document import Document, Question

COLLECTION = "kamervragen"
COLLECTION_WITH_BUDGET = "kamervragen met begroting"
KIND = "kamervraag"

PASSAGES_FILE = Path(__file__).parent / "kamervragen.jsonl"

LEAST_LEAK = 40
"""A question shorter than this, white space left out, may stand elsewhere by chance."""

OWN_ANSWER = "antwoord"
"""The fact that a question's own answer and its tables state."""

_KEYS = {"document", "number", "gold"}


@dataclass(frozen=True, slots=True)
class Passages:
    """What bears on a question besides its own answer; `number` is that of the question in its document.

    Of a number that comes back in one document, `3` is the first and `3 (2)` the second.
    """

    document: str
    number: str
    gold: tuple[Gold, ...]


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
        for topic, question in _name_questions(document):
            targets = judge_chunks(_find_places(document, question), own)
            topics.append(_make_topic(topic, document, question, targets))
    return tuple(topics)


def judge_questions_with_budget(
    documents: Sequence[Document], chunks: Sequence[Chunk], path: Path = PASSAGES_FILE
) -> tuple[Topic, ...]:
    """Return a topic for each question: to be found are its own answer, as ever, and the passages that bear on it.

    A passage is a target of its own, with the grade that the file gives it: 2 where it answers (part of) the question
    by itself, 1 where it supports the answer. A question that the file does not know, or knows no passage for, has its
    own answer only; a passage in a document that is not among `documents` cannot be found and is left out.

    Raises:
        GoldError: the file cannot be read, a passage does not point at one place, or a question that it names is not
            in a document that is there.
    """
    passages = load_passages(path)
    present = {document.id: document for document in documents}
    asked = {topic for document in documents for topic, _ in _name_questions(document)}
    for topic, found in passages.items():
        if found.document in present and topic not in asked:
            raise GoldError(f"{path.name} noemt vraag {topic}, maar {found.document} heeft die vraag niet.")
    folded = fold_documents((place for found in passages.values() for place in found.gold), present)
    topics = []
    for document in documents:
        for topic, question in _name_questions(document):
            gold = passages[topic].gold if topic in passages else ()
            there = [place for place in gold if place.document in present]
            places = (*_find_places(document, question), *resolve_places(there, folded, topic))
            made = _make_topic(topic, document, question, judge_chunks(places, chunks))
            wanted = (*made.wanted, *(place.quote for place in there if place.grade == FULL))
            topics.append(replace(made, collection=COLLECTION_WITH_BUDGET, wanted=wanted))
    return tuple(topics)


def load_passages(path: Path) -> dict[str, Passages]:
    """Return what a file says bears on each question, by the id of the question's topic, in the file's order.

    Raises:
        GoldError: the file cannot be read, a line is not well-formed, or a question comes twice.
    """
    passages: dict[str, Passages] = {}
    for where, record in read_records(path):
        if record.keys() != _KEYS:
            raise GoldError(f"{where}: hier horen precies de velden {', '.join(sorted(_KEYS))}.")
        for key in ("document", "number"):
            if not isinstance(record[key], str) or not record[key].strip():
                raise GoldError(f"{where}: «{key}» is leeg of geen tekst.")
        topic = f"{record['document']}:{record['number']}"
        if topic in passages:
            raise GoldError(f"{where}: vraag {topic} komt al eerder voor. Geef elke vraag één regel.")
        passages[topic] = Passages(record["document"], record["number"], read_gold(record["gold"], where))
    return passages


def find_leaks(documents: Sequence[Document], chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """Return the topic ids of questions whose own text still stands in what is indexed; there should be none."""
    leaks = []
    for document in documents:
        indexed = [fold_text(chunk.indexed).text for chunk in chunks if chunk.document == document.id]
        for topic, question in _name_questions(document):
            text = fold_text(document.slice(question.question)).text
            if len(text) >= LEAST_LEAK and any(text in body for body in indexed):
                leaks.append(topic)
    return tuple(leaks)


def _name_questions(document: Document) -> Iterator[tuple[str, Question]]:
    """Yield the questions that can be asked, each with the id of its topic: `document:number`.

    Where several members' questions stand in one document, numbers come back: `document:3 (2)` is the second 3.
    """
    seen: Counter[str] = Counter()
    for question in select_questions(document):
        seen[question.number] += 1
        again = f" ({seen[question.number]})" if seen[question.number] > 1 else ""
        yield f"{document.id}:{question.number}{again}", question


def _make_topic(topic: str, document: Document, question: Question, targets: tuple[Target, ...]) -> Topic:
    """Return the topic of one question, which is asked in its own words."""
    return Topic(
        collection=COLLECTION,
        id=topic,
        kind=KIND,
        part="",
        query=" ".join(document.slice(question.question).split()),
        targets=targets,
        wanted=(f"antwoord op vraag {question.number}", *question.tables),
    )


def _find_places(document: Document, question: Question) -> tuple[Place, ...]:
    """Return the places that answer a question: the answer and the tables that belong to it, all the same fact."""
    spans = [question.answer] if question.answer is not None else []
    spans += [table.span for table in document.tables if table.name in question.tables]
    return tuple(Place(document.id, span, FULL, fact=OWN_ANSWER) for span in spans)
