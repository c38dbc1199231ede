"""Prints what a query on a loaded index takes, and how much of that is the model's own forward pass.

Run it as `python tests/benchmarks/bench_query.py`. It uses the default corpus, model and index, and makes the index
first where there is none. Milliseconds depend on the machine and its load; the ratios do so much less.
"""

import statistics
import time
from collections.abc import Callable, Mapping

import numpy as np
from rich.console import Console

from answer import answer_question
from index import Searcher, load_encoder
from index.locations import default_corpus, default_index
from index.open import open_index
from index.search import SECOND_STAGE_DEPTH

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
ROUNDS = 14


def main() -> None:
    """Print the medians over all queries and rounds."""
    corpus = default_corpus()
    opened = open_index(corpus, default_index(corpus), load_encoder(None), notify=_tell)
    searcher = opened.searcher
    encoder, late, dense = searcher.encoder, searcher.indexes.late, searcher.indexes.dense
    everything = np.ones(dense.size, dtype=np.bool_)
    firsts = {query: dense.search(searcher.query_vector(query), SECOND_STAGE_DEPTH, everything) for query in QUERIES}
    calls: dict[str, Callable[[str], object]] = {
        "forward pass": encoder.encode_query,
        "the same with tokens": encoder.encode_query_with_tokens,
        "whole search": lambda query: _forget(searcher).search(query),
        "whole answer": lambda query: answer_question(query, _forget(searcher)),
        # The query is remembered, so that these are all but the forward pass.
        "search without pass": searcher.search,
        "second stage alone": lambda query: late.scores(searcher.encode_query(query).tokens, firsts[query]),
        "answer without pass": lambda query: answer_question(query, searcher),
    }
    taken = _measure(calls, searcher)
    out.print(f"{len(searcher.chunks)} passages, {len(QUERIES)} queries, {ROUNDS} rounds, medians")
    for name, milliseconds in taken.items():
        out.print(f"{name:<22}{milliseconds:8.2f} ms  {milliseconds / taken['forward pass']:5.2f} x the forward pass")


def _forget(searcher: Searcher) -> Searcher:
    """Return the searcher, which no longer knows the vectors of any query."""
    searcher._queries.clear()
    return searcher


def _measure(calls: Mapping[str, Callable[[str], object]], searcher: Searcher) -> dict[str, float]:
    """Return the median over all queries and rounds of what each call takes, in milliseconds.

    The calls take turns, so that a machine that is busy for a while is so for all of them, and another one is first
    every time, since what was in the processor's cache depends on the one before.
    """
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(ROUNDS + 1):
        for query in QUERIES:
            for place in range(len(calls)):
                name = tuple(calls)[(turn + place) % len(calls)]
                searcher.query_vector(query)  # remembered from here on, except by a call that forgets it
                started = time.perf_counter()
                calls[name](query)
                taken[name].append(1000 * (time.perf_counter() - started))
    warm = {name: times[len(QUERIES) :] for name, times in taken.items()}
    return {name: statistics.median(times) for name, times in warm.items()}


def _tell(line: str) -> None:
    """Print a line of the opening beside the figures."""
    err.print(line)


if __name__ == "__main__":
    main()
