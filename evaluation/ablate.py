"""What each part of the search is worth: the figures without it, beside those with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from evaluation.bench import TUNING, Bench, Collection
from evaluation.learn import Example, collect_examples, learn_weights, make_fusion
from evaluation.measure import DEPTH, Interval, Ranking, estimate_interval, score_rankings
from index.fuse import SIGNALS
from index.readings import ReadingKind
from index.search import SearchOptions

METRIC = "nDCG@10"

SIGNAL_NAMES = {
    "betekenis": "betekenis van de passage",
    "zinnen": "betekenis van de beste zin",
    "woordbetekenis": "tweede ronde, woord voor woord",
    "woorden": "hele woorden (BM25)",
    "woorddelen": "delen van woorden (BM25)",
    "rij": "label van de rij",
    "soort": "soort passage",
}
READING_NAMES: dict[ReadingKind, str] = {
    "spelling": "herstelde spelling",
    "samenstelling": "samenstellingen",
    "afkorting": "afkortingen",
    "omschrijving": "alledaagse woorden",
    "bedrag": "bedragen in andere eenheden",
}


@dataclass(frozen=True, slots=True)
class Ablation:
    """What is lost without one part: by collection and part of the gold, how much nDCG@10 the whole is better.

    `left_out` is empty for the whole itself, whose `figures` are its means and not differences.
    """

    left_out: str
    figures: tuple[tuple[str, Interval], ...]


def ablate(bench: Bench, progress: Callable[[str, int, int], None] | None = None) -> tuple[Ablation, ...]:
    """Return the figures of the whole search, and what each part adds to them, paired by query, with 95% intervals.

    Without a signal the weights of the others are learned anew, on the tuning part, as they would have been without it.
    """
    variants = list(_make_variants(bench))
    whole: dict[str, list[float]] = {}
    ablations = []
    for done, (name, options) in enumerate(variants, start=1):
        values = {label: found for collection in bench.collections for label, found in _measure(collection, options)}
        if not whole:
            whole = values
            figures = tuple((label, estimate_interval(found)) for label, found in values.items())
        else:
            figures = tuple(
                (label, estimate_interval([one - other for one, other in zip(whole[label], found, strict=True)]))
                for label, found in values.items()
            )
        ablations.append(Ablation(name, figures))
        if progress is not None:
            progress("weglaten", done, len(variants))
    return tuple(ablations)


def _make_variants(bench: Bench) -> list[tuple[str, SearchOptions]]:
    """Return the whole search and each one without a part, by the name of the part."""
    topics = bench.tuning_topics()
    searcher = bench.collections[0].searcher
    whole = searcher.options
    variants = [("", whole)]
    examples: tuple[Example, ...] = collect_examples(searcher, topics) if topics else ()
    for signal in SIGNALS:
        if examples:
            weights = learn_weights(examples, [name for name in SIGNALS if name != signal])
            variants.append((SIGNAL_NAMES[signal], replace(whole, fusion=make_fusion(weights, ""))))
    for kind in get_args(ReadingKind):
        variants.append((READING_NAMES[kind], replace(whole, without_readings=frozenset({kind}))))
    variants.append(("dubbele passages samengenomen", replace(whole, fold_duplicates=False)))
    return variants


def _measure(collection: Collection, options: SearchOptions) -> list[tuple[str, list[float]]]:
    """Return the metric of each topic, by collection and part."""
    searcher = collection.searcher.with_options(options)
    rankings = [
        Ranking(topic, tuple(hit.chunk.id for hit in searcher.search(topic.query, count=DEPTH)))
        for topic in collection.topics
    ]
    scores = score_rankings(rankings)
    parts: Sequence[str] = sorted({score.topic.part for score in scores}, key=lambda part: (part != TUNING, part))
    return [
        (
            f"{collection.name}, {part}" if part else collection.name,
            [score.metrics[METRIC] for score in scores if score.topic.part == part],
        )
        for part in parts
    ]
