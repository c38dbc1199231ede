"""What users would expect of a search over the corpus, one line each in `behaviour.jsonl`: add one and it is tested."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation.bench import Bench
from evaluation.gold import fold_text
from index.hits import Results
from index.search import Searcher
from ingest.chunk import Chunk

pytestmark = pytest.mark.model

LINES = [
    json.loads(line)
    for line in (Path(__file__).parent / "behaviour.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]
SHOWN = 10


@pytest.fixture(scope="session")
def searcher(bench: Bench) -> Searcher:
    return bench.collections[0].searcher


def fold(text: str) -> str:
    return fold_text(text).text.casefold()


def places(results: Results) -> list[list[Chunk]]:
    """Return the chunks of each hit: its own and those that were folded into it."""
    return [[hit.chunk, *hit.also] for hit in results.hits]


def says(chunks: list[Chunk], quote: str) -> bool:
    """Return whether one of some chunks has a quote, or enough of one that is cut in two."""
    return any(fold(quote) in fold(chunk.text) for chunk in chunks)


def is_list(chunk: Chunk, kind: str) -> bool:
    """Return whether a chunk is of a table of contents or of a list of abbreviations."""
    names = {"inhoudsopgave": ("inhoudsopgave",), "afkortingenlijst": ("gebruikte afkortingen", "afkortingenlijst")}
    return any(name in f"{' '.join(chunk.headings)} {chunk.indexed}".casefold() for name in names[kind])


def test_there_are_enough_expectations() -> None:
    assert len(LINES) >= 80
    assert len({json.dumps(line, sort_keys=True) for line in LINES}) == len(LINES)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["query"])
def test_the_search_does_what_users_expect(line: dict[str, Any], searcher: Searcher) -> None:
    results = searcher.search(line["query"], count=SHOWN)
    found = places(results)
    years = {document.id: document.metadata.budget_year for document in searcher.documents.values()}
    checks: dict[str, Callable[[], object]] = {
        "finds": lambda: any(says(chunks, line["finds"]) for chunks in found[: line["within"]]),
        "finds_not_first": lambda: not says(found[0][:1], line["finds_not_first"]),
        "never": lambda: not any(says(chunks[:1], line["never"]) for chunks in found[: line["within"]]),
        "same_as": lambda: shared(results, searcher.search(line["same_as"], count=SHOWN)) >= line["shared"],
        "first_kind_not": lambda: not any(is_list(found[0][0], kind) for kind in line["first_kind_not"]),
        "all_contain": lambda: found and all(says(chunks, line["all_contain"]) for chunks in found),
        "none_contain": lambda: found and not any(says(chunks[:1], line["none_contain"]) for chunks in found),
        "all_contain_any": lambda: (
            found and all(any(says(chunks, word) for word in line["all_contain_any"]) for chunks in found)
        ),
        "kinds": lambda: {hit.chunk.kind for hit in results.hits} <= set(line["kinds"]),
        "documents": lambda: {hit.chunk.document for hit in results.hits} == set(line["documents"]),
        "years": lambda: {years[hit.chunk.document] for hit in results.hits} == set(line["years"]),
    }
    asked = [name for name in checks if name in line]
    assert asked
    for name in asked:
        assert checks[name](), (name, line, [" ".join(chunks[0].text.split())[:80] for chunks in found])


def shared(results: Results, others: Results) -> int:
    """Return how many hits two searches have in common."""
    ids = [{hit.chunk.id for hit in found.hits} for found in (results, others)]
    return len(ids[0] & ids[1])
