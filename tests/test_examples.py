"""The scripts in `examples/` run as they stand, and say what they are there to show."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small corpus in it, where the scripts keep their index."""
    made = tmp_path_factory.mktemp("examples")
    (made / "corpus").symlink_to(ROOT / "tests" / "water")
    return made


def run(name: str, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / name), *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_is_run_here() -> None:
    names = {path.name for path in (ROOT / "examples").glob("*.py")}
    assert names == {"ask_figures.py", "find_passages.py", "measure_search.py"}


def test_figures_are_asked_for(folder: Path) -> None:
    lines = run("ask_figures.py", folder).splitlines()
    assert lines[0].startswith("hoeveel krijgt het COA in 2026  [")
    assert sum("  [" in line for line in lines) == 3


def test_passages_are_found_with_their_signals(folder: Path) -> None:
    out = run("find_passages.py", folder)
    assert out.startswith("1. ") and "woorden: " in out


def test_the_search_is_measured(folder: Path) -> None:
    assert "nDCG@10" in run("measure_search.py", folder, str(folder / "corpus"))
