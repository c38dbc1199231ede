"""Prints what a query on a loaded index takes, and how much of that is the model's own forward pass.

Run it as `python tests/benchmarks/bench_query.py`. It uses the default corpus, model and index, and makes the index
first where there is none. Milliseconds depend on the machine and its load; the ratios do so much less.
"""

import statistics
import time
from collections.abc import Callable

from rich.console import Console

from answer import answer_question
from index import Searcher, load_encoder
from index.locations import default_corpus, default_index
from index.open import open_index

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

QUERIES = (
    "waarom onderuitputting COA",
    "hoeveel krijgt het COA in 2026",
    "wat betekent AMV",
    "kosten opvang statushouders azc 2024",
    "recept voor appeltaart",
    "doorlooptijden asielaanvragen IND eerste kwartaal 2025",
    "Hoeveel statushouders zitten er in de doorstroomlocaties en wat kost dat per persoon per jaar?",
    "Welke maatregelen neemt het kabinet om de instroom van asielzoekers te beperken en wanneer gaan die in?",
    "spreidingswet",
    "terugkeer vreemdelingen DT&V aantal 2023",
)
ROUNDS = 15


def main() -> None:
    """Print the medians over all queries and rounds."""
    corpus = default_corpus()
    opened = open_index(corpus, default_index(corpus), load_encoder(None), notify=_tell)
    searcher = opened.searcher
    for query in QUERIES:
        _answer(query, searcher)
    encoding = _median(lambda query: searcher.encoder.encode_query(query))
    total = _median(lambda query: _answer(query, searcher))
    # The vector is remembered from the call before, so that this is all but the forward pass.
    rest = _median(lambda query: answer_question(query, searcher))
    search = _median(lambda query: searcher.search(query))
    out.print(f"{len(searcher.chunks)} passages, {len(QUERIES)} queries, {ROUNDS} rounds, medians")
    out.print(f"whole query        {total:7.2f} ms  {total / encoding:5.2f} x the forward pass")
    out.print(f"forward pass       {encoding:7.2f} ms   1.00 x")
    out.print(f"all but the pass   {rest:7.2f} ms  {rest / encoding:5.2f} x")
    out.print(f"of which search    {search:7.2f} ms  {search / encoding:5.2f} x")


def _answer(query: str, searcher: Searcher) -> None:
    """Answer a query as if it were asked for the first time: its vector is forgotten beforehand."""
    searcher._query_vectors.clear()
    answer_question(query, searcher)


def _median(call: Callable[[str], object]) -> float:
    """Return the median over all queries and rounds of what a call takes, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        for query in QUERIES:
            started = time.perf_counter()
            call(query)
            taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def _tell(line: str) -> None:
    """Print a line of the opening beside the figures."""
    err.print(line)


if __name__ == "__main__":
    main()
