"""The golden files are what the parser makes of the corpus, and nothing but their own command writes them."""

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
COMMAND = "python tests/golden/regenerate.py"
LONGEST_DIFF = 20_000


@pytest.fixture(scope="module")
def compare() -> Callable[..., str]:
    """The one function that compares golden files, or writes them."""
    spec = importlib.util.spec_from_file_location("regenerate", GOLDEN / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., str] = module.compare_golden
    return found


def test_documents_are_understood_as_their_golden_files_say(compare: Callable[..., str]) -> None:
    difference = compare(ROOT / "corpus", GOLDEN)
    assert not difference, f"Read the change, and if it is right: {COMMAND}\n{difference[:LONGEST_DIFF]}"


def test_comparing_writes_nothing_and_regenerating_makes_it_equal(compare: Callable[..., str], tmp_path: Path) -> None:
    corpus, golden = tmp_path / "corpus", tmp_path / "golden"
    shutil.copytree(Path(__file__).parent / "water", corpus)
    golden.mkdir()
    (golden / "weg.txt").write_text("Dit document is er niet meer.\n", encoding="utf-8")
    difference = compare(corpus, golden)
    assert "--- golden/weg.txt\n+++ nu/weg.txt\n" in difference
    assert "+Tabel 1 " in difference
    assert [path.name for path in golden.iterdir()] == ["weg.txt"]

    assert compare(corpus, golden, regenerate=True) == difference
    assert sorted(path.name for path in golden.iterdir()) == ["begroting.txt", "vragen.txt"]
    assert compare(corpus, golden) == ""

    path = corpus / "begroting.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("5.000", "5.001"), encoding="utf-8")
    before = (golden / "begroting.txt").read_bytes()
    changed = [line for line in compare(corpus, golden).splitlines() if line[0] in "+-"]
    assert changed[:2] == ["--- golden/begroting.txt", "+++ nu/begroting.txt"]
    assert any("=5.001 " in line for line in changed if line.startswith("+"))
    assert (golden / "begroting.txt").read_bytes() == before


def test_readme_tells_how_to_regenerate() -> None:
    assert f"`{COMMAND}`" in (ROOT / "README.md").read_text(encoding="utf-8")
