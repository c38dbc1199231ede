"""The main job on the real model and the real corpus, from nothing to cited answers, with every socket blocked."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evaluation import Evaluation, measure_bench
from evaluation.bench import Bench
from index import load_encoder
from index.build import chunk_documents
from ingest import ChunkSettings, read_corpus

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
QUERIES = (
    "waarom onderuitputting COA",
    "hoeveel krijgt het COA in 2026",
    "wat betekent AMV",
    "kosten opvang statushouders azc 2024",
    "recept voor appeltaart",
)
# Runs the command line with every connection refused, so that nothing can leave the machine unseen.
WITHOUT_NETWORK = """
import socket, sys
def refuse(*arguments, **options):
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
sys.argv = ["vraagbaak", *sys.argv[1:]]
import cli
cli.main()
"""


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("main") / "index"


@pytest.fixture(scope="session")
def first_run(index_folder: Path) -> subprocess.CompletedProcess[str]:
    """The first run: it makes the index and answers all queries."""
    return run("vraag", "--json", "--invoer", "-", "--index", str(index_folder), typed="\n".join(QUERIES))


@pytest.fixture(scope="session")
def answers(first_run: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    assert first_run.returncode == 0, first_run.stderr
    return {answer["query"]: answer for answer in map(json.loads, first_run.stdout.splitlines())}


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=900,
        check=False,
    )


def test_first_run_says_that_it_makes_an_index_and_how_long_it_took(
    first_run: subprocess.CompletedProcess[str],
) -> None:
    assert "Er is nog geen index" in first_run.stderr
    assert "Index gemaakt in" in first_run.stderr
    assert "Traceback" not in first_run.stderr


def test_why_question_finds_both_questions_and_marks_the_reason(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["waarom onderuitputting COA"]
    citations = [hit["citation"] for hit in answer["hits"][:3]]
    assert any("vraag 20, p. 10" in citation for citation in citations)
    assert any("vraag 13, p. " in citation for citation in citations)
    assert all(citation.startswith("Kamerstukken II 2024/25, 36 740 VI, nr. 15") for citation in citations)
    first = next(hit for hit in answer["hits"] if "vraag 20" in hit["citation"])
    assert any("lagere gemiddelde" in sentence and "bezetting" in sentence for sentence in first["sentences"])


def test_figure_question_finds_the_cell(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["hoeveel krijgt het COA in 2026"]
    assert answer["status"] == "beantwoord"
    assert answer["answer"]["value"] == "4.422.334"
    assert answer["answer"]["unit"] == "x € 1.000"
    assert answer["answer"]["citation"] == (
        "Kamerstukken II 2024/25, 36 600 XX, nr. 2, tabel 4, rij COA, kolom 2026 (x € 1.000), p. 12 van het bestand"
    )
    assert "tabel 4, rij COA" in answer["hits"][0]["citation"]


def test_abbreviation_is_spelled_out(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["wat betekent AMV"]["answer"]["text"] == "Alleenstaande Minderjarige Vreemdelingen"


def test_costs_question_finds_the_amount(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["kosten opvang statushouders azc 2024"]
    first = answer["hits"][0]
    assert "vraag 37" in first["citation"]
    assert any("643,2 miljoen" in sentence for sentence in first["sentences"])


def test_what_the_documents_do_not_answer_is_refused(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["recept voor appeltaart"]
    assert answer["status"] == "niet gevonden"
    assert answer["answer"] is None


def test_what_is_shown_stands_in_the_documents(answers: dict[str, dict[str, Any]]) -> None:
    documents = {document.id: document for document in read_corpus(ROOT / "corpus").documents}
    for answer in answers.values():
        for hit in answer["hits"]:
            assert hit["text"] in documents[hit["document"]].text
            assert all(sentence in documents[hit["document"]].text for sentence in hit["sentences"])


def test_second_run_uses_the_index_and_gives_the_same_bytes(
    first_run: subprocess.CompletedProcess[str], index_folder: Path
) -> None:
    again = run("vraag", "--json", "--invoer", "-", "--index", str(index_folder), typed="\n".join(QUERIES))
    assert again.stderr == ""
    assert again.stdout == first_run.stdout


@pytest.fixture(scope="session")
def evaluation(bench: Bench) -> Evaluation:
    searcher = bench.collections[0].searcher
    return measure_bench(bench, tuple(searcher.documents.values()), searcher.encoder)


def test_kamervragen_are_answered_as_well_as_promised(evaluation: Evaluation) -> None:
    group = next(
        group
        for group in evaluation.groups
        if (group.collection, group.part, group.kind, group.system) == ("kamervragen", "alle", "alle", "hybrid")
    )
    assert group.queries == 37
    assert group.metrics["Success@1"].mean >= 0.70
    assert group.metrics["Success@5"].mean >= 0.94
    assert group.metrics["nDCG@10"].mean >= 0.85


def test_hybrid_is_on_no_kind_of_query_worse_than_its_better_half(evaluation: Evaluation) -> None:
    for comparison in evaluation.comparisons:
        if comparison.part == "alle":
            assert comparison.difference.mean >= -0.02, comparison


def test_the_readme_shows_what_the_command_prints(
    first_run: subprocess.CompletedProcess[str], index_folder: Path
) -> None:
    assert first_run.returncode == 0
    environment = {**os.environ, "COLUMNS": "90", "NO_COLOR": "1"}
    query = "waarom onderuitputting COA"
    printed = subprocess.run(
        [sys.executable, "-m", "cli", "vraag", query, "--index", str(index_folder)],
        capture_output=True, text=True, cwd=ROOT, env=environment, timeout=300, check=True,
    ).stdout  # fmt: skip
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```text\n")[1].split("```")[0]
    beginning, _, rest = shown.rpartition("…\n")
    assert rest == ""
    assert "\n".join(line.rstrip() for line in printed.splitlines()).startswith(beginning)


def test_the_python_in_the_readme_runs(first_run: subprocess.CompletedProcess[str], index_folder: Path) -> None:
    assert first_run.returncode == 0
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = readme.split("```python\n")[1].split("```")[0].replace('"my-index"', repr(str(index_folder)))
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=300, check=True
    ).stdout.splitlines()
    promised = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    assert printed[: len(promised)] == promised
    assert "tabel 4, rij COA" in printed[len(promised)]


def test_nothing_is_cut_off_by_the_model() -> None:
    encoder = load_encoder()
    documents = read_corpus(ROOT / "corpus").documents
    chunks = chunk_documents(documents, encoder, ChunkSettings())
    assert max(encoder.count_tokens(chunk.indexed) for chunk in chunks) <= encoder.max_tokens
