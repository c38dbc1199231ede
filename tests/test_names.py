"""The lists of names: each line is well-formed and found by itself, and says what kind of name it is."""

from importlib.resources import files

import pytest

from answer.names import find_names
from index.analyze import content_tokens

LISTS = {"places.txt": "plaats", "organisations.txt": "organisatie", "groups.txt": "groep"}


def read_names(file: str) -> list[list[str]]:
    text = files("answer").joinpath(file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "["))]
    return [[name.strip() for name in line.replace(":", ";").split(";")] for line in lines]


@pytest.mark.parametrize("file", LISTS)
def test_every_name_is_found(file: str) -> None:
    for names in read_names(file):
        for name in names:
            assert name, names
            bare = name.removeprefix("~")
            # In small letters a common word is no name; behind another word, with a capital, it is one.
            typed = f"over {bare[0].upper()}{bare[1:]}"
            found = find_names(typed, content_tokens(typed))
            assert len(found) == 1, name
            assert found[0].name.kind == LISTS[file], name
            if name.startswith("~"):
                assert find_names(bare.lower(), content_tokens(bare.lower())) == (), name


@pytest.mark.parametrize("file", LISTS)
def test_no_name_heads_two_lines(file: str) -> None:
    firsts = [names[0].removeprefix("~") for names in read_names(file)]
    assert len(firsts) == len(set(firsts))


def test_the_lists_are_whole() -> None:
    """All members of the United Nations but the Netherlands, and the municipalities of 2025."""
    text = files("answer").joinpath("places.txt").read_text(encoding="utf-8")
    sections = {part.split("]")[0]: part.split("]")[1].split("\n") for part in text.split("\n[")[1:]}
    sizes = {heading: sum(bool(line.strip()) for line in lines) for heading, lines in sections.items()}
    assert sizes["land"] >= 192
    assert sizes["gemeente"] >= 335
