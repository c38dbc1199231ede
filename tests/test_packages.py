"""The shop windows of the packages, and which module may import what."""

import ast
from pathlib import Path

import pytest

import answer
import evaluation
import index
import ingest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "index", "answer", "evaluation")
SHOWN = {
    ingest: "Chunk ChunkSettings Corpus Document Metadata Source Span chunk_document clean_pages load_sources "
    "parse_document read_corpus read_document read_pages",
    index: "Encoder Filters Hit IndexSettings OpenedIndex Results Searcher build_index load_encoder load_index "
    "open_index save_index",
    answer: "Answer Citation Computed Found Passage answer_question cite",
    evaluation: "Evaluation evaluate_corpus measure_bench print_report write_result",
}
# A third-party engine is imported in one place only, so that it can be replaced there.
ENGINES = {
    "faiss": {"index/dense.py"},
    "rank_bm25": {"index/lexical.py"},
    "sentence_transformers": {"index/engine.py"},
    "langchain_text_splitters": {"ingest/cut.py"},
    # The screens are its one place, and the one of the evaluation, which stands right of them.
    "streamlit": {
        "app.py",
        "evaluation/page.py",
        *(f"answer/page/{name}.py" for name in ("about", "box", "compare", "context", "documents")),
        *(f"answer/page/{name}.py" for name in ("exports", "frame", "links", "results", "search", "uploads")),
    },
    "altair": {"answer/compare/chart.py"},
    "filelock": {"ingest/lock.py"},
    "Stemmer": {"index/stem.py"},
    "rapidfuzz": {"index/spelling.py"},
    "ir_measures": {"evaluation/measure.py"},
    "typer": {"cli.py"},
    "pypdfium2": {"ingest/readers/pdf/process.py"},
    "lxml": {"ingest/readers/markup_tree.py"},
    # One module reads Word documents, one writes them.
    "docx": {"ingest/readers/docx/docx.py", "answer/export/as_docx.py"},
    "openpyxl": {"answer/export/as_xlsx.py"},
}
ALLOWED = {
    "ingest": {"ingest"},
    "index": {"ingest", "index"},
    "answer": {"ingest", "index", "answer"},
    "evaluation": {"ingest", "index", "answer", "evaluation"},
}


def modules() -> list[Path]:
    return [
        ROOT / "app.py",
        ROOT / "cli.py",
        *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))),
    ]


def imports(path: Path) -> set[str]:
    """Return the names of the packages and modules that a file imports, at the top or within a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", SHOWN, ids=lambda package: package.__name__)
def test_a_package_shows_what_it_should(package: object) -> None:
    shown = SHOWN[package]  # type: ignore[index]
    assert sorted(package.__all__) == shown.split()  # type: ignore[attr-defined]
    assert all(hasattr(package, name) for name in shown.split())


@pytest.mark.parametrize("package", PACKAGES)
def test_a_shop_window_is_small(package: str) -> None:
    assert (ROOT / package / "__init__.py").read_text(encoding="utf-8").count("\n") <= 35


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_imported_in_one_place(engine: str) -> None:
    found = {path.relative_to(ROOT).as_posix() for path in modules() if engine in imports(path)}
    assert found == ENGINES[engine]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_left(package: str) -> None:
    for path in sorted((ROOT / package).rglob("*.py")):
        assert imports(path) & set(PACKAGES) <= ALLOWED[package], path


def test_nothing_is_pickled() -> None:
    assert not [path for path in modules() if {"pickle", "dill", "joblib", "shelve"} & imports(path)]
