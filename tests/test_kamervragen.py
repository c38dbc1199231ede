import json
from pathlib import Path

import pytest

from evaluation.gold import GoldError, fold_documents, fold_text, resolve_places
from evaluation.judge import FULL
from evaluation.kamervragen import (
    COLLECTION,
    COLLECTION_WITH_BUDGET,
    PASSAGES_FILE,
    find_leaks,
    judge_questions,
    judge_questions_with_budget,
    load_passages,
)
from ingest.chunk import Chunk
from ingest.corpus import read_corpus
from ingest.document import Document, Metadata, Question, Span

ROOT = Path(__file__).parent.parent
LIST = "vragen-en-antwoorden-jaarverslag-2024-asiel-en-migratie"

ANSWER = "Vanwege de lagere bezetting bij de opvang."
PASSAGE = "De bezetting wordt lager geraamd dan vorig jaar."


def make_document(name: str, text: str, questions: tuple[Question, ...] = ()) -> Document:
    return Document(name, f"{name}.txt", "00", Metadata(), text, (0,), (), (), (), questions)


def make_list(numbers: str = "1") -> Document:
    """Return a document in which each of `numbers` is a question with the same words and its own answer."""
    text, questions = "", []
    for number in numbers:
        start = len(text)
        text += "Waarom is er minder uitgegeven dan er begroot was? "
        middle = len(text)
        text += f"{ANSWER} "
        questions.append(Question(number, Span(start, len(text)), Span(start, middle), Span(middle, len(text)), ()))
    return make_document("lijst", text, tuple(questions))


def make_budget() -> Document:
    return make_document("begroting", PASSAGE)


def make_chunks(*documents: Document) -> list[Chunk]:
    """Return a chunk for each answer of a list and one for the whole text of another document."""
    chunks = []
    for document in documents:
        spans = [question.answer for question in document.questions if question.answer is not None]
        for position, span in enumerate(spans or [Span(0, len(document.text))]):
            text = document.slice(span)
            chunks.append(Chunk(f"{document.id}-{position}", document.id, "paragraaf", span, (1,), (), text, text))
    return chunks


def write_passages(folder: Path, *records: object) -> Path:
    path = folder / "passages.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    return path


def make_record(**changes: object) -> dict[str, object]:
    gold = [{"document": "begroting", "quote": "De bezetting wordt lager geraamd", "grade": 1}]
    return {"document": "lijst", "number": "1", "gold": gold} | changes


def test_the_passages_know_every_question_of_the_list() -> None:
    (document,) = [document for document in read_corpus(ROOT / "corpus").documents if document.id == LIST]
    passages = load_passages(PASSAGES_FILE)
    assert [found.number for found in passages.values()] == [question.number for question in document.questions]
    assert {found.document for found in passages.values()} == {LIST}


def test_every_passage_points_at_one_place_outside_the_questions_own_answer() -> None:
    documents = {document.id: document for document in read_corpus(ROOT / "corpus").documents}
    passages = load_passages(PASSAGES_FILE)
    folded = fold_documents((place for found in passages.values() for place in found.gold), documents)
    questions = {question.number: question for question in documents[LIST].questions}
    for topic, found in passages.items():
        for place in resolve_places(found.gold, folded, topic):
            own = place.document == LIST and questions[found.number].span.overlaps(place.span)
            asked = place.document == LIST and any(place.span.overlaps(other.question) for other in questions.values())
            assert not own and not asked, topic


def test_an_occurrence_is_given_only_where_the_quote_is_repeated() -> None:
    documents = {document.id: document for document in read_corpus(ROOT / "corpus").documents}
    gold = [place for found in load_passages(PASSAGES_FILE).values() for place in found.gold]
    folded = fold_documents(gold, documents)
    for place in gold:
        repeated = folded[place.document].text.count(fold_text(place.quote).text) > 1
        assert (place.occurrence is not None) == repeated, place.quote


def test_passages_are_targets_beside_the_answer(tmp_path: Path) -> None:
    documents = [make_list(), make_budget()]
    (topic,) = judge_questions_with_budget(documents, make_chunks(*documents), write_passages(tmp_path, make_record()))
    assert (topic.collection, topic.id) == (COLLECTION_WITH_BUDGET, "lijst:1")
    assert [target.chunks for target in topic.targets] == [{"lijst-0": FULL}, {"begroting-0": 1}]


def test_the_first_collection_wants_the_answer_only() -> None:
    documents = [make_list(), make_budget()]
    (topic,) = judge_questions(documents, make_chunks(*documents))
    assert (topic.collection, topic.id) == (COLLECTION, "lijst:1")
    assert [target.chunks for target in topic.targets] == [{"lijst-0": FULL}]


def test_a_question_that_the_file_does_not_know_has_its_answer_only(tmp_path: Path) -> None:
    documents = [make_list("12"), make_budget()]
    path = write_passages(tmp_path, make_record())
    _, second = judge_questions_with_budget(documents, make_chunks(*documents), path)
    assert [target.chunks for target in second.targets] == [{"lijst-1": FULL}]


def test_a_passage_in_a_document_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    documents = [make_list()]
    path = write_passages(tmp_path, make_record())
    (topic,) = judge_questions_with_budget(documents, make_chunks(*documents), path)
    assert [target.chunks for target in topic.targets] == [{"lijst-0": FULL}]


def test_a_file_about_other_documents_is_no_error(tmp_path: Path) -> None:
    documents = [make_list(), make_budget()]
    path = write_passages(tmp_path, make_record(document="anders", number="9"))
    (topic,) = judge_questions_with_budget(documents, make_chunks(*documents), path)
    assert len(topic.targets) == 1


def test_a_number_that_comes_back_has_an_id_and_passages_of_its_own(tmp_path: Path) -> None:
    documents = [make_list("112"), make_budget()]
    chunks = make_chunks(*documents)
    path = write_passages(tmp_path, make_record(number="1 (2)"))
    topics = judge_questions_with_budget(documents, chunks, path)
    assert [topic.id for topic in topics] == ["lijst:1", "lijst:1 (2)", "lijst:2"]
    assert [topic.id for topic in judge_questions(documents, chunks)] == [topic.id for topic in topics]
    assert [len(topic.targets) for topic in topics] == [1, 2, 1]
    leaking = Chunk("lek", "lijst", "paragraaf", Span(0, 9), (1,), (), "", documents[0].text)
    assert find_leaks(documents, [leaking]) == ("lijst:1", "lijst:1 (2)", "lijst:2")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (make_record(number="7"), "noemt vraag lijst:7"),
        (make_record(number=1), "«number» is leeg of geen tekst"),
        (make_record(kind="vraag"), "precies de velden document, gold, number"),
        (make_record(gold="citaat"), "«gold» is geen lijst"),
        (make_record(gold=[{"document": "begroting", "quote": "Nidos", "grade": 2}]), "Vraag lijst:1: citaat «Nidos»"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, record: object, message: str) -> None:
    documents = [make_list(), make_budget()]
    path = write_passages(tmp_path, record)
    with pytest.raises(GoldError) as caught:
        judge_questions_with_budget(documents, make_chunks(*documents), path)
    assert message in str(caught.value)


def test_a_question_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="vraag lijst:1 komt al eerder voor"):
        load_passages(write_passages(tmp_path, make_record(), make_record()))
