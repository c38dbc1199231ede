"""How well the product knows what it does not know: refusals of unanswerable and of answerable queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from evaluation.gold import UNANSWERABLE, UNMET, Query
from evaluation.measure import Interval, estimate_interval, measure_separation

REFUSED = ("niet gevonden", "onzeker")
"""The statuses that tell a reader not to rely on an answer; the first says that there is none."""

STATUSES = ("beantwoord", "onzeker", "niet gevonden")


class Named(Protocol):
    """A demand by its kind."""

    @property
    def kind(self) -> str:
        """One of the kinds of demand."""


class Answered(Protocol):
    """What is needed of an answer."""

    @property
    def status(self) -> str:
        """One of `STATUSES`."""

    @property
    def confidence(self) -> float:
        """The probability that the documents answer the query, 0..1."""

    @property
    def unmet(self) -> Sequence[Named]:
        """What the query demands and was not met."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the product said to a query; `unmet` are the kinds of demand that it named as not met."""

    query: Query
    status: str
    confidence: float
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a group of queries was received: how many got each status, and the share that was refused.

    `refused` counts both statuses of `REFUSED`, `not_found` only the firm one. For the group of answerable queries a
    refusal is false. `auroc` is how often an answerable query of the same part has more confidence than one of this
    group, ties half; None for answerable queries.
    """

    part: str
    group: str
    queries: int
    statuses: dict[str, int]
    refused: Interval
    not_found: Interval
    auroc: float | None


@dataclass(frozen=True, slots=True)
class Naming:
    """Near queries that lack a demand of one kind: how many, how many got no plain answer, how many were told why."""

    unmet: str
    queries: int
    refused: int
    named: int


def ask_queries(queries: Sequence[Query], ask: Callable[[str], Answered]) -> tuple[Reply, ...]:
    """Return what `ask` says to each query."""
    replies = []
    for query in queries:
        answer = ask(query.text)
        replies.append(Reply(query, answer.status, answer.confidence, tuple(demand.kind for demand in answer.unmet)))
    return tuple(replies)


def measure_refusals(replies: Sequence[Reply]) -> tuple[Refusal, ...]:
    """Return the refusals over all queries and in each part: of the answerable, all unanswerable, far and near ones."""
    parts = sorted({reply.query.part for reply in replies})
    refusals = []
    for part in ("alle", *parts):
        chosen = [reply for reply in replies if part in ("alle", reply.query.part)]
        answerable = [reply for reply in chosen if reply.query.kind != UNANSWERABLE]
        unanswerable = [reply for reply in chosen if reply.query.kind == UNANSWERABLE]
        refusals.append(_describe(part, "beantwoordbaar", answerable, ()))
        refusals.append(_describe(part, UNANSWERABLE, unanswerable, answerable))
        for distance in sorted({reply.query.distance for reply in unanswerable}, reverse=True):
            group = [reply for reply in unanswerable if reply.query.distance == distance]
            refusals.append(_describe(part, f"{UNANSWERABLE}, {distance}", group, answerable))
    return tuple(refusal for refusal in refusals if refusal is not None)


def measure_naming(replies: Sequence[Reply]) -> tuple[Naming, ...]:
    """Return for each kind of demand, in the order of the gold set's, whether refusals name what was not met.

    A people may be named by its country: `afghanen` is a group of people to the gold set and a place to the product.
    """
    namings = []
    for kind in UNMET:
        group = [reply for reply in replies if reply.query.unmet == kind]
        refused = [reply for reply in group if reply.status in REFUSED]
        accepted = {kind, "plaats"} if kind == "groep" else {kind}
        named = [reply for reply in refused if not accepted.isdisjoint(reply.unmet)]
        if group:
            namings.append(Naming(kind, len(group), len(refused), len(named)))
    return tuple(namings)


def _describe(part: str, group: str, replies: Sequence[Reply], answerable: Sequence[Reply]) -> Refusal | None:
    """Return how `replies` were received, compared with those to `answerable` queries; None where there are none."""
    if not replies:
        return None
    return Refusal(
        part=part,
        group=group,
        queries=len(replies),
        statuses={status: sum(reply.status == status for reply in replies) for status in STATUSES},
        refused=estimate_interval([float(reply.status in REFUSED) for reply in replies]),
        not_found=estimate_interval([float(reply.status == REFUSED[0]) for reply in replies]),
        auroc=measure_separation([reply.confidence for reply in answerable], [reply.confidence for reply in replies]),
    )
