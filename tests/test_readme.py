"""What the README promises: its commands exist, its output is the real one, its Python runs."""

import re
from pathlib import Path

import pytest

from cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_both_commands_stand_on_the_first_screen() -> None:
    first_screen = README[:1500]
    ask, test = blocks("sh")[:2]
    assert ask in first_screen
    assert test in first_screen
    assert ask.count("\n") == test.count("\n") == 1


def test_the_line_that_ci_takes_from_the_readme_is_the_one_for_the_tests() -> None:
    marked = "pip install -e '.[test]'"
    assert marked in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [line for line in README.splitlines() if marked in line] == [blocks("sh")[1].strip()]
    assert blocks("sh")[1].strip().endswith("&& .venv/bin/pytest")


def test_every_command_that_is_named_exists() -> None:
    known = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    named = set(re.findall(r"vraagbaak (\w+)", README))
    assert named == known == {"vraag", "zoek", "indexeer", "documenten", "evalueer", "leer", "app"}


def test_every_module_that_is_named_exists() -> None:
    for name in re.findall(r"`((?:ingest|index|answer|evaluation|tests)/[\w/]*(?:\.py)?)`", README):
        assert (ROOT / name).exists(), name
    for package in ("ingest", "index", "answer"):
        for module in (ROOT / package).glob("[!_]*.py"):
            assert f"{module.name}`" in README, module
        for folder in (ROOT / package).rglob("__init__.py"):
            assert f"`{folder.parent.relative_to(ROOT).as_posix()}/`" in README or folder.parent.name == package, folder


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_no_path_of_a_machine(name: str) -> None:
    assert not re.search(r"/(?:root|home|tmp|work)/\w", (ROOT / name).read_text(encoding="utf-8"))
