"""Prints what the page takes in a real browser: from a cold start, to its first paint, and from Enter to the answer.

Run it as `python tests/benchmarks/bench_page.py`, with Chromium on the machine. It uses the default corpus, model and
index, and makes the index first where there is none. Milliseconds depend on the machine and its load; beside the answer
stands what the server's own steps take in the same minute.
"""

import math
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote_plus

from bench_query import QUERIES
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console

from answer import answer_question
from answer.page.results import FOUND
from answer.show.contents import list_options
from answer.show.facet_list import present_facets
from answer.show.markup import passages_html
from answer.show.markup_answer import answer_html
from answer.show.present import SHOWN_WHOLE, present_answer, present_passages
from index import Searcher, load_encoder
from index.facets import count_facets
from index.filters import NO_FILTERS
from index.locations import default_corpus, default_index
from index.open import open_index
from index.query import parse_query

ROUNDS = 3
PATIENCE = 120_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
BOX_READY = "document.getElementById('vb-vraag') && performance.now()"
# From the key to the answer in the page, on the browser's own clock.
ASK = """(query) => new Promise((resolve) => {
  const box = document.getElementById("vb-vraag");
  box.focus();
  box.value = query;
  // A short query may be taken for a follow-up, so that what is asked is not what was typed: it is another, at least.
  const before = document.querySelector(".vb-said")?.dataset.asked;
  setTimeout(() => resolve(NaN), 20000);
  const started = performance.now();
  const look = new MutationObserver(() => {
    const said = document.querySelector(".vb-said");
    if (!said || said.dataset.asked === before || !document.querySelector(".vb-answer, .vb-pasted")) return;
    look.disconnect();
    resolve(performance.now() - started);
  });
  look.observe(document.body, { childList: true, subtree: true, attributes: true });
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
})"""

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def main() -> None:
    """Print the figures of a cold start, of first paints, and of answers with the server's part in them."""
    corpus = default_corpus()
    searcher = open_index(corpus, default_index(corpus), load_encoder(None), notify=_tell).searcher
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        err.print("Chromium was not found: apt-get install chromium")
        return
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    script = Path(__file__).parents[2] / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    started = time.monotonic()
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=script.parent)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            _bench_start(browser, f"http://localhost:{port}", started)
            _bench_paint(browser, f"http://localhost:{port}")
            _bench_answers(browser, f"http://localhost:{port}")
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
    _bench_server(searcher)


def _bench_start(browser: Browser, url: str, started: float) -> None:
    """Print how long after the command there is a server, passages with the words, and an answer."""
    while not _answers(f"{url}/_stcore/health"):
        time.sleep(0.02)
    out.print("cold start, after the command")
    _line("server", [1000 * (time.monotonic() - started)])
    page = browser.new_page()
    page.goto(f"{url}/?vraag={quote_plus(QUERIES[0])}")
    page.wait_for_selector(".vb-passages", timeout=PATIENCE)
    _line("passages by words", [1000 * (time.monotonic() - started)])
    page.wait_for_selector(".vb-answer", timeout=PATIENCE)
    _line("answer", [1000 * (time.monotonic() - started)])
    page.close()


def _bench_paint(browser: Browser, url: str) -> None:
    """Print when a new visitor of a warm server sees something, and can type."""
    painted, ready = [], []
    for _ in range(5):
        page = browser.new_page()
        page.goto(url)
        ready.append(float(page.wait_for_function(BOX_READY, timeout=PATIENCE).json_value()))
        painted.append(float(page.wait_for_function(PAINTED, timeout=PATIENCE).json_value()))
        page.close()
    out.print("a new visitor on a warm server")
    _line("first paint", painted)
    _line("box to type in", ready)


def _bench_answers(browser: Browser, url: str) -> None:
    """Print how long an answer takes from Enter, on queries that were not asked just before."""
    page = browser.new_page()
    page.goto(url)
    page.wait_for_selector("#vb-vraag", timeout=PATIENCE)
    asked = [_ask(page, f"{query} {'?' * turn}") for turn in range(ROUNDS) for query in QUERIES]
    taken = [each for each in asked if not math.isnan(each)]
    out.print(f"from Enter to the answer, {len(taken)} of {len(asked)} times")
    _line("answer in the page", taken)
    _line("nine of ten within", [sorted(taken)[int(0.9 * len(taken))]])
    page.close()


def _ask(page: Page, query: str) -> float:
    """Return the milliseconds from Enter to the answer."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=PATIENCE)
    return float(page.evaluate(ASK, " ".join(query.split())))


def _bench_server(searcher: Searcher) -> None:
    """Print what the steps of an answer take on the server, without the browser and the way to it."""
    searcher.query_vector("begroting")
    steps: dict[str, list[float]] = {}

    def time_step(name: str, call: Callable[[], object]) -> object:
        started = time.perf_counter()
        made = call()
        steps.setdefault(name, []).append(1000 * (time.perf_counter() - started))
        return made

    for turn in range(ROUNDS + 1):
        for query in QUERIES:
            searcher._queries.clear()
            time_step("search", lambda query=query: searcher.search(query))  # type: ignore[misc]
            answer = answer_question(query, searcher, count=FOUND)
            time_step("search and answer", lambda query=query: answer_question(query, searcher, count=FOUND))  # type: ignore[misc]
            time_step("counts of filters", lambda query=query: _count(query, searcher))  # type: ignore[misc]
            card = present_answer(answer, searcher)
            time_step("present", lambda answer=answer: present_passages(answer, searcher, {}, SHOWN_WHOLE))  # type: ignore[misc]
            shown = present_passages(answer, searcher, {}, SHOWN_WHOLE)
            time_step("markup", lambda card=card, shown=shown: (answer_html(card), passages_html(shown, answered=True)))  # type: ignore[misc]
        if turn == 0:
            steps.clear()
    out.print("of which on the server")
    for name, taken in steps.items():
        _line(name, taken)


def _count(query: str, searcher: Searcher) -> object:
    """Return the filters with their counts for a query."""
    facets = count_facets(parse_query(query), NO_FILTERS, searcher)
    return present_facets(facets, list_options(searcher), {"vraag": [query]})


def _line(name: str, taken: Sequence[float]) -> None:
    """Print the median of some milliseconds."""
    out.print(f"  {name:<20}{statistics.median(taken):8.0f} ms")


def _answers(url: str) -> bool:
    """Return whether a server answers."""
    try:
        with urllib.request.urlopen(url, timeout=1):
            return True
    except OSError:
        return False


def _tell(line: str) -> None:
    """Print a line of the opening beside the figures."""
    err.print(line)


if __name__ == "__main__":
    main()
