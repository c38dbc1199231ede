"""Many at once: each gets the own answer, and an index that is replaced meanwhile is seen whole or not at all."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from answer import answer_question
from answer.export.export import export_answer
from answer.service import SearchService
from answer.show.markup import passages_html
from answer.show.markup_answer import answer_html
from answer.show.present import present_answer, present_passages
from index.encoder import Encoder
from index.facets import count_facets
from index.filters import NO_FILTERS
from index.manifest import MANIFEST_FILE
from index.open import open_index
from index.query import parse_query
from index.search import Searcher
from index.store import load_index

QUERIES = (
    "waarom onderuitputting COA", "hoeveel krijgt het COA in 2026", "wat betekent AMV", "kosten opvang statushouders",
    "hoeveel krijgt Nidos in 2027", "recept voor appeltaart", "IND 2025 en 2026", "instroom Oekraïne",
    "doorstroomlocaties", "bijdrage COA en Nidos 2025", "terugkeer vreemdelingen", "wat is de spreidingswet",
    "apparaatsuitgaven 2025", "gemiddelde bezetting opvang", "dwangsommen IND", "crisisnoodopvang",
    "subsidies 2025", "welke maatregelen asiel", "ontvangsten artikel 37", "hoeveel asielaanvragen 2024",
)  # fmt: skip


def show(query: str, searcher: Searcher) -> str:
    """Return all that the page shows for a query, and one file of it."""
    answer = answer_question(query, searcher, count=8)
    counts = count_facets(parse_query(query), NO_FILTERS, searcher)
    card = answer_html(present_answer(answer, searcher))
    listed = passages_html(present_passages(answer, searcher), answered=answer.answer is not None)
    kept = export_answer(answer, searcher, "md").decode()
    return "\n".join([query, answer.asked, str(counts), card, listed, kept])


def test_twenty_queries_at_once_get_the_answers_that_they_get_alone(page_index: Path, stub_encoder: Encoder) -> None:
    alone = load_index(page_index, stub_encoder)
    expected = {query: show(query, alone) for query in QUERIES}
    # A searcher that nobody has used yet makes its lookups while all twenty ask for them.
    fresh = load_index(page_index, stub_encoder)
    start = threading.Barrier(len(QUERIES))

    def ask(query: str) -> str:
        start.wait(60)
        return show(query, fresh)

    with ThreadPoolExecutor(len(QUERIES)) as pool:
        found = dict(zip(QUERIES, pool.map(ask, QUERIES), strict=True))
    assert found == expected


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder, "vogels")
    return folder


def write(corpus: Path, animals: str) -> None:
    text = f"Begroting\n\n1. Inleiding\n\nDe opvang van {animals} kost geld. Er zijn genoeg {animals}.\n"
    (corpus / "een.txt").write_text(text, encoding="utf-8")


def rebuild_by_reopening(service: SearchService, corpus: Path, index: Path, encoder: Encoder) -> None:
    service.reopen()


def rebuild_elsewhere(service: SearchService, corpus: Path, index: Path, encoder: Encoder) -> None:
    open_index(corpus, index, encoder)


@pytest.mark.parametrize("rebuild", [rebuild_by_reopening, rebuild_elsewhere])
def test_an_index_replaced_while_others_search_is_seen_whole(
    rebuild: Callable[[SearchService, Path, Path, Encoder], None], corpus: Path, stub_encoder: Encoder
) -> None:
    index = corpus.parent / "index"
    service = SearchService(
        lambda notify, progress: open_index(corpus, index, stub_encoder), index / MANIFEST_FILE, corpus
    )
    assert service.wait(60).searcher is not None
    done, seen, errors = threading.Event(), set(), []

    def keep_asking() -> None:
        while not done.is_set():
            try:
                searcher = service.refresh().searcher
                assert searcher is not None
                answer = answer_question("wat kost de opvang", searcher, count=3)
                seen.add("\n".join(passage.hit.chunk.text for passage in answer.passages))
            except Exception as error:  # a thread's error would be lost otherwise
                errors.append(error)
                return

    visitors = [threading.Thread(target=keep_asking) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    try:
        for animals in ("vissen", "muizen"):
            write(corpus, animals)
            rebuild(service, corpus, index, stub_encoder)
            wait_until(lambda animals=animals: any(animals in text for text in seen) or errors)  # type: ignore[misc]
    finally:
        done.set()
        for visitor in visitors:
            visitor.join(60)
    assert errors == []
    assert all(sum(animals in text for animals in ("vogels", "vissen", "muizen")) == 1 for text in seen)


def wait_until(is_so: Callable[[], object]) -> None:
    waiting = threading.Event()
    for _ in range(6000):
        if is_so():
            return
        waiting.wait(0.01)
    raise AssertionError("it never came")
