"""The reliability of the confidence, counted by hand."""

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from evaluation.gold import Query
from evaluation.refusal import Naming, Reply, measure_naming
from evaluation.reliability import (
    Bin,
    make_bins,
    measure_reliability,
    share_refusable,
    tabulate_reliability,
)


def make_reply(confidence: float, status: str = "beantwoord", **asked: Any) -> Reply:  # noqa: ANN401
    fields = {"kind": "vraag", "text": "?", "part": "afstemmen", "gold": (), "distance": ""} | asked
    return Reply(Query(id="q", **fields), status, confidence)


def make_replies(part: str = "afstemmen") -> list[Reply]:
    unknown = {"kind": "onbeantwoordbaar", "part": part}
    return [
        make_reply(0.9, part=part),
        make_reply(0.95, part=part),
        make_reply(0.5, "onzeker", part=part),
        make_reply(0.3, "niet gevonden", part=part),
        make_reply(0.6, distance="dichtbij", **unknown),
        make_reply(0.1, "niet gevonden", distance="ver", **unknown),
    ]


def test_the_figures_by_hand() -> None:
    whole, part = measure_reliability(make_replies())
    assert (whole.part, part.part, whole.queries) == ("alle", "afstemmen", 6)
    # Of the eight pairs all are in order but two: .5 and .3 lie below .6.
    assert whole.auroc == pytest.approx(6 / 8)
    assert whole.auroc_near == pytest.approx(2 / 4)
    assert whole.refused == pytest.approx(1 / 2)
    assert whole.false_refusals == pytest.approx(1 / 4)
    # Below .3, the lowest of the four, none of which may be refused.
    assert whole.refusable == pytest.approx(1 / 2)
    # One query each at .1, .3, .5 and .6, two at .925: observed 0, 1, 1, 0 and 1.
    assert whole.error == pytest.approx((0.1 + 0.7 + 0.5 + 0.6 + 2 * 0.075) / 6)


def test_each_part_is_measured_by_itself() -> None:
    found = measure_reliability([*make_replies(), *make_replies("rapporteren")[:4]])
    assert [(one.part, one.queries) for one in found] == [("alle", 10), ("afstemmen", 6), ("rapporteren", 4)]
    assert (found[2].auroc, found[2].auroc_near, found[2].refused, found[2].refusable) == (None, None, None, None)
    assert measure_reliability([]) == ()


def test_bins_by_hand() -> None:
    bins = make_bins([(0.0, False), (0.1, True), (0.2, True), (1.0, True)], 5)
    assert bins == (Bin(0.0, 0.2, 2, 0.05, 0.5), Bin(0.2, 0.4, 1, 0.2, 1.0), Bin(0.8, 1.0, 1, 1.0, 1.0))


def test_what_is_perfectly_calibrated_has_no_error() -> None:
    replies = [make_reply(0.75) for _ in range(3)] + [make_reply(0.75, kind="onbeantwoordbaar", distance="ver")]
    assert measure_reliability(replies)[0].error == pytest.approx(0)


def test_at_most_two_percent_of_the_answerable_lie_below() -> None:
    positives = [number / 100 for number in range(100)]
    assert share_refusable(positives, [0.0, 0.015, 0.02, 0.5]) == pytest.approx(2 / 4)
    assert share_refusable([], [0.5]) is None


def test_the_tables_can_be_printed() -> None:
    console = Console(file=io.StringIO(), width=100)
    for table in tabulate_reliability(measure_reliability(make_replies())):
        console.print(table)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "0,75" in printed and "Voorspeld" in printed


def test_refusals_that_say_why_are_counted() -> None:
    def make(unmet: str, status: str, *named: str) -> Reply:
        reply = make_reply(0.1, status, kind="onbeantwoordbaar", distance="dichtbij", unmet=unmet)
        return replace(reply, unmet=named)

    replies = [
        make("jaar", "niet gevonden", "onderwerp", "jaar"),
        make("jaar", "niet gevonden", "onderwerp"),
        make("jaar", "beantwoord", "jaar"),
        make("groep", "onzeker", "plaats"),
        make_reply(0.9),
    ]
    assert measure_naming(replies) == (Naming("groep", 1, 1, 1), Naming("jaar", 3, 2, 1))
