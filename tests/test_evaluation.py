import hashlib
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from rich.console import Console

from evaluation.measure import Interval
from evaluation.report import format_interval, print_report, write_result
from evaluation.run import Evaluation, evaluate_corpus
from index.projection import Projection, fit_projection
from index.remember import RememberingEncoder
from ingest.corpus import read_corpus
from ingest.document import Document
from ingest.errors import VraagbaakError

QUESTIONS = {
    "Waarom is er bij het COA minder uitgegeven dan begroot?": "De gemiddelde bezetting bleef achter bij de raming.",
    "Hoeveel reguliere locaties zijn er in het jaar geopend?": "Er zijn twaalf reguliere locaties geopend.",
    "Wanneer wordt het rapport over de grenzen verwacht?": "Het onderzoek naar de grenzen volgt eind 2026.",
}


class WordEncoder:
    """Vectors that are a function of the words alone, and a count of the passages that were asked for."""

    name = "woorden"
    fingerprint = "00"
    dimension = 64
    max_tokens = 512

    def __init__(self) -> None:
        self.passages: list[str] = []

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.passages.extend(texts)
        if progress is not None:
            progress(len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimension, 0.01, dtype=np.float32)
        for word in text.lower().split():
            vector[hashlib.sha256(word.encode()).digest()[0] % self.dimension] += 1
        return vector / np.linalg.norm(vector)

    def fit_projection(self) -> Projection:
        return fit_projection([np.eye(2, dtype=np.float32)])

    def encode_passages_with_tokens(
        self, texts: Sequence[str], projection: Projection, progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.int8], ...]]:
        return self.encode_passages(texts, progress), (np.empty((0, 2), dtype=np.int8),) * len(texts)

    def encode_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return self.encode_query(text), np.empty((0, 2), dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Document, ...]:
    lines = [
        f"Vraag ({number}):\n{question}\n\nAntwoord:\n{answer}\n"
        for number, (question, answer) in enumerate(QUESTIONS.items(), start=1)
    ]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "lijst.txt").write_text("\n".join(lines), encoding="utf-8")
    return read_corpus(corpus).documents


@pytest.fixture
def evaluation(documents: tuple[Document, ...]) -> Evaluation:
    return evaluate_corpus(documents, WordEncoder())


def test_the_questions_of_any_corpus_are_measured(evaluation: Evaluation) -> None:
    found = {group.system: group for group in evaluation.groups}
    assert set(found) == {"lexical", "dense", "hybrid"}
    assert all(group.queries == len(QUESTIONS) for group in found.values())
    assert 0 < found["hybrid"].metrics["RR@10"].mean <= 1
    assert len(evaluation.misses) == round(3 * (1 - found["hybrid"].metrics["Success@1"].mean))


def test_the_questions_own_text_is_not_searched(evaluation: Evaluation) -> None:
    assert not [note for note in evaluation.notes if "eigen tekst" in note]


def test_short_queries_of_other_documents_are_left_out_with_a_note(evaluation: Evaluation) -> None:
    assert {group.collection for group in evaluation.groups} == {"kamervragen"}
    assert evaluation.refusals == ()
    assert [note for note in evaluation.notes if "overgeslagen" in note]


def test_a_corpus_without_questions_has_nothing_to_measure(tmp_path: Path) -> None:
    corpus = tmp_path / "los"
    corpus.mkdir()
    (corpus / "tekst.txt").write_text("Een tekst zonder vragen.\n", encoding="utf-8")
    with pytest.raises(VraagbaakError, match="niets om op te meten"):
        evaluate_corpus(read_corpus(corpus).documents, WordEncoder())


def test_short_queries_are_measured_with_refusals(documents: tuple[Document, ...], tmp_path: Path) -> None:
    gold = [{"document": "lijst", "quote": "twaalf reguliere locaties", "grade": 2}]
    records = [
        {"id": "a", "kind": "vraag", "query": "hoeveel locaties geopend", "part": "afstemmen", "gold": gold},
        {
            "id": "b",
            "kind": "onbeantwoordbaar",
            "query": "recept voor appeltaart",
            "part": "afstemmen",
            "gold": [],
            "distance": "ver",
        },
    ]
    path = tmp_path / "vragen.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    encoder = WordEncoder()
    steps: list[str] = []
    found = evaluate_corpus(documents, encoder, queries_path=path, progress=lambda step, *_: steps.append(step))
    assert {group.collection for group in found.groups} == {"korte vragen", "kamervragen"}
    assert {(refusal.part, refusal.queries) for refusal in found.refusals} == {("alle", 1), ("afstemmen", 1)}
    assert len(encoder.passages) == len(set(encoder.passages))
    assert {"index voor korte vragen", "zoeken: kamervragen", "antwoorden"} <= set(steps)


def test_the_result_is_the_same_every_time(documents: tuple[Document, ...], tmp_path: Path) -> None:
    written = []
    for name in ("een.json", "twee.json"):
        write_result(evaluate_corpus(documents, WordEncoder()), tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    result = json.loads(written[0])
    assert result["model"] == "woorden"
    assert result["settings"]["chunks"]["with_question_text"] is True
    assert set(result["groups"][0]["metrics"]["nDCG@10"]) == {"mean", "low", "high"}


def test_a_result_that_cannot_be_written_is_an_error(evaluation: Evaluation, tmp_path: Path) -> None:
    (tmp_path / "map").write_text("geen map")
    with pytest.raises(VraagbaakError, match="kan niet worden geschreven"):
        write_result(evaluation, tmp_path / "map" / "uitslag.json")


def test_the_report_is_in_dutch(evaluation: Evaluation) -> None:
    console = Console(file=io.StringIO(), width=160)
    print_report(evaluation, console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    for word in ("Kamervragen", "hybride", "nDCG@10", "Success@1", "beste helft", "overgeslagen", "Model: woorden"):
        assert word in shown


def test_intervals_are_written_with_a_comma() -> None:
    assert format_interval(Interval(0.854, 0.7, 1.0)) == "0,85 [0,70–1,00]"


def test_a_passage_is_encoded_once() -> None:
    behind = WordEncoder()
    encoder = RememberingEncoder(behind)
    done: list[int] = []
    first = encoder.encode_passages(["een", "twee", "een"], done.append)
    second = encoder.encode_passages(["twee", "drie"], done.append)
    assert behind.passages == ["een", "twee", "drie"]
    assert np.array_equal(first[1], second[0])
    assert sum(done) == 5
    assert encoder.encode_passages([]).shape == (0, 64)
