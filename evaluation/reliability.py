"""Whether a confidence is a probability: what was predicted against what happened, and how well it tells queries apart.

The figures are those of a reliability diagram (Murphy and Winkler, 1977) with the expected calibration error (Naeini et
al., 2015): the mean distance between predicted and observed, weighed by how many queries each bin has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table

from evaluation.gold import NEAR, UNANSWERABLE
from evaluation.measure import measure_separation
from evaluation.refusal import REFUSED, Reply

ALL = "alle"
BINS = 5
"""With a few hundred queries more bins would hold too few each to say anything."""

FALSE_REFUSALS = 0.02


@dataclass(frozen=True, slots=True)
class Bin:
    """The queries whose confidence lies in `low` (included) to `high`: how many, what was predicted and observed.

    `predicted` is their mean confidence, `observed` the share that is answerable.
    """

    low: float
    high: float
    count: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How good the confidence is on the queries of one part.

    `error` is the expected calibration error. `auroc` is over all, `auroc_near` over answerable ones and near misses;
    None without either. `refused` and `false_refusals` are the shares of unanswerable and answerable queries of which
    the product said that there is no answer; `refusable` is the share of unanswerable ones below the threshold that
    refuses at most 2% of the answerable ones of this part.
    """

    part: str
    queries: int
    bins: tuple[Bin, ...]
    error: float
    auroc: float | None
    auroc_near: float | None
    refused: float | None
    false_refusals: float | None
    refusable: float | None


def measure_reliability(replies: Sequence[Reply]) -> tuple[Reliability, ...]:
    """Return the reliability over all queries and in each part, in alphabetical order."""
    parts = (ALL, *sorted({reply.query.part for reply in replies}))
    return tuple(
        _describe(part, [reply for reply in replies if part in (ALL, reply.query.part)]) for part in parts if replies
    )


def make_bins(outcomes: Sequence[tuple[float, bool]], count: int = BINS) -> tuple[Bin, ...]:
    """Return equally wide bins of (confidence, answerable) over 0..1, without the empty ones."""
    bins = []
    for number in range(count):
        low, high = number / count, (number + 1) / count
        # 1 itself belongs to the last bin.
        inside = [(sure, right) for sure, right in outcomes if min(int(sure * count), count - 1) == number]
        if inside:
            predicted = sum(sure for sure, _ in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), predicted, sum(right for _, right in inside) / len(inside)))
    return tuple(bins)


def share_refusable(
    positives: Sequence[float], negatives: Sequence[float], allowed: float = FALSE_REFUSALS
) -> float | None:
    """Return the share of `negatives` below the highest threshold that has at most `allowed` of `positives` below it.

    None when either set is empty.
    """
    if not positives or not negatives:
        return None
    threshold = sorted(positives)[int(allowed * len(positives))]
    return sum(value < threshold for value in negatives) / len(negatives)


def tabulate_reliability(reliabilities: Sequence[Reliability]) -> tuple[Table, Table]:
    """Return two tables: how well queries are told apart in each part, and the bins of predicted and observed."""
    told = _new_table("Vertrouwen: hoe goed het weet wat het niet weet")
    for heading in ("Deel", "N", "AUROC", "AUROC dichtbij", "ECE", "Geweigerd", "Vals geweigerd", "Bij 2% vals"):
        told.add_column(heading)
    drawn = _new_table("Vertrouwen: voorspeld en waargenomen aandeel met antwoord")
    for heading in ("Deel", "Vertrouwen", "N", "Voorspeld", "Waargenomen"):
        drawn.add_column(heading)
    for one in reliabilities:
        shares = (one.auroc, one.auroc_near, one.error, one.refused, one.false_refusals, one.refusable)
        told.add_row(one.part, str(one.queries), *map(format_share, shares))
        for place, each in enumerate(one.bins):
            drawn.add_row(
                one.part if place == 0 else "",
                f"{format_share(each.low)}–{format_share(each.high)}",
                str(each.count),
                format_share(each.predicted),
                format_share(each.observed),
                end_section=each is one.bins[-1],
            )
    return told, drawn


def format_share(share: float | None) -> str:
    """Return a share with a comma and two decimals, `0,85`; empty where there is none."""
    return "" if share is None else f"{share:.2f}".replace(".", ",")


def _describe(part: str, replies: Sequence[Reply]) -> Reliability:
    """Return the reliability of the confidence of some replies, at least one."""
    outcomes = [(reply.confidence, reply.query.kind != UNANSWERABLE) for reply in replies]
    positives = [sure for sure, answerable in outcomes if answerable]
    negatives = [sure for sure, answerable in outcomes if not answerable]
    near = [reply.confidence for reply in replies if reply.query.distance == NEAR]
    bins = make_bins(outcomes)
    return Reliability(
        part=part,
        queries=len(replies),
        bins=bins,
        error=sum(each.count * abs(each.predicted - each.observed) for each in bins) / len(replies),
        auroc=measure_separation(positives, negatives),
        auroc_near=measure_separation(positives, near),
        refused=_share_not_found([reply for reply in replies if reply.query.kind == UNANSWERABLE]),
        false_refusals=_share_not_found([reply for reply in replies if reply.query.kind != UNANSWERABLE]),
        refusable=share_refusable(positives, negatives),
    )


def _share_not_found(replies: Sequence[Reply]) -> float | None:
    """Return the share of replies that say that there is no answer; None where there are no replies."""
    return sum(reply.status == REFUSED[0] for reply in replies) / len(replies) if replies else None


def _new_table(title: str) -> Table:
    """Return an empty table that keeps its figures whole on a terminal of 80 columns."""
    return Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
