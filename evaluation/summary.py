"""From scores per query to figures per group: by collection, part of the set, kind of query and system."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.judge import Topic
from evaluation.measure import METRICS, Interval, Score, estimate_interval

ALL = "alle"
HYBRID = "hybrid"
MAIN_METRIC = "nDCG@10"


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one system on one group of queries; `part` and `kind` are `alle` where they are not divided."""

    collection: str
    part: str
    kind: str
    system: str
    queries: int
    metrics: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The hybrid against the better of its halves on one group: the paired difference in nDCG@10, above 0 a gain."""

    collection: str
    part: str
    kind: str
    queries: int
    better_half: str
    difference: Interval


@dataclass(frozen=True, slots=True)
class _Selection:
    """A group of queries and the positions of its scores."""

    collection: str
    part: str
    kind: str
    positions: tuple[int, ...]


def summarise_scores(scores: Mapping[str, Sequence[Score]]) -> tuple[Group, ...]:
    """Return the figures of each system on each group; the systems' scores are of the same topics in the same order."""
    return tuple(
        Group(
            collection=selection.collection,
            part=selection.part,
            kind=selection.kind,
            system=system,
            queries=len(selection.positions),
            metrics={metric: estimate_interval(_take(found, selection, metric)) for metric in METRICS},
        )
        for selection in _select_groups(scores)
        for system, found in scores.items()
    )


def compare_halves(scores: Mapping[str, Sequence[Score]]) -> tuple[Comparison, ...]:
    """Return for each group how the hybrid does against its better half there."""
    comparisons = []
    for selection in _select_groups(scores):
        values = {system: _take(found, selection, MAIN_METRIC) for system, found in scores.items()}
        halves = [system for system in values if system != HYBRID]
        better = max(halves, key=lambda system: (sum(values[system]), system))
        difference = [hybrid - half for hybrid, half in zip(values[HYBRID], values[better], strict=True)]
        comparisons.append(
            Comparison(
                selection.collection,
                selection.part,
                selection.kind,
                len(difference),
                better,
                estimate_interval(difference),
            )
        )
    return tuple(comparisons)


def _select_groups(scores: Mapping[str, Sequence[Score]]) -> Iterator[_Selection]:
    """Yield the groups: for each collection all and each part, and in each of those all kinds and each kind."""
    topics = [score.topic for score in scores[HYBRID]]
    for collection in _values(topics, lambda topic: topic.collection):
        own = [topic for topic in topics if topic.collection == collection]
        for part in (ALL, *_values(own, lambda topic: topic.part)):
            kinds = _values(own, lambda topic: topic.kind)
            for kind in (ALL, *(kinds if len(kinds) > 1 else ())):
                positions = tuple(
                    position
                    for position, topic in enumerate(topics)
                    if topic.collection == collection and part in (ALL, topic.part) and kind in (ALL, topic.kind)
                )
                if positions:
                    yield _Selection(collection, part, kind, positions)


def _values(topics: Sequence[Topic], read: Callable[[Topic], str]) -> tuple[str, ...]:
    """Return the different values of a field, empty ones left out, in the order in which they come."""
    return tuple(value for value in dict.fromkeys(read(topic) for topic in topics) if value)


def _take(scores: Sequence[Score], selection: _Selection, metric: str) -> list[float]:
    """Return one metric of the scores in a group."""
    return [scores[position].metrics[metric] for position in selection.positions]
