"""Which part and kind of the queries are looked at: read from an address, and written into the links of the page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from answer.show.addresses import make_address
from evaluation.answering import Answering, AnswerScore
from evaluation.measure import METRICS
from evaluation.names import name_kind, name_part
from evaluation.run import Evaluation
from evaluation.summary import ALL, MAIN_METRIC

PAGE = "evaluatie"


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the gold, a kind of query (`alle` is all of them), and the metric that kinds are compared by."""

    part: str = ALL
    kind: str = ALL
    metric: str = MAIN_METRIC

    def includes(self, part: str, kind: str) -> bool:
        """Return whether a query of a part and kind is looked at."""
        return self.part in (ALL, part) and self.kind in (ALL, kind)

    @property
    def address(self) -> str:
        """Return the link that shows it; what is as it is without being asked is left out."""
        given = {"deel": self.part, "soort": self.kind, "maat": self.metric}
        usual = {"deel": ALL, "soort": ALL, "maat": MAIN_METRIC}
        return make_address(PAGE, {name: value for name, value in given.items() if value != usual[name]})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to look at: its label, how many misses it has, its link, and whether it is looked at."""

    label: str
    misses: int | None
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Things of which one is looked at, with what they are called together."""

    name: str
    choices: tuple[Choice, ...]


def read_selection(parameters: Mapping[str, str], evaluation: Evaluation) -> Selection:
    """Return what an address asks for; what was not measured counts as not asked."""
    part, kind, metric = (parameters.get(name, "") for name in ("deel", "soort", "maat"))
    return Selection(
        part if part in list_parts(evaluation) else ALL,
        kind if kind in list_kinds(evaluation) else ALL,
        metric if metric in METRICS else MAIN_METRIC,
    )


def list_parts(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the parts that were measured, `alle` first."""
    found = {group.part for group in evaluation.groups} | {score.part for score in _scores(evaluation)}
    return (ALL, *sorted(found - {ALL, ""}))


def list_kinds(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the kinds that were measured, `alle` first, those of the search before those of the answers."""
    found = [group.kind for group in evaluation.groups] + [score.kind for score in _scores(evaluation)]
    found += [kind for _, kind in _misses(evaluation)]
    return tuple(dict.fromkeys((ALL, *found)))


def list_choices(selection: Selection, evaluation: Evaluation) -> tuple[Choices, ...]:
    """Return what else can be looked at: the parts, and the kinds with their numbers of misses in this part."""
    counts = Counter(kind for part, kind in _misses(evaluation) if selection.part in (ALL, part))
    parts = tuple(
        Choice(name_part(part), None, replace(selection, part=part).address, part == selection.part)
        for part in list_parts(evaluation)
    )
    kinds = tuple(
        Choice(
            "alle soorten" if kind == ALL else name_kind(kind),
            counts.total() if kind == ALL else counts[kind],
            replace(selection, kind=kind).address,
            kind == selection.kind,
        )
        for kind in list_kinds(evaluation)
    )
    return (Choices("Deel", parts), Choices("Soort vraag, met het aantal missers", kinds))


def list_metrics(selection: Selection) -> Choices:
    """Return the metrics that kinds can be compared by."""
    return Choices(
        "Maat",
        tuple(
            Choice(metric, None, replace(selection, metric=metric).address, metric == selection.metric)
            for metric in METRICS
        ),
    )


def _misses(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return the part and kind of each miss."""
    missed = [(miss.part, miss.kind) for miss in evaluation.misses]
    return missed + [(miss.part, miss.kind) for found in _answerings(evaluation) for miss in found.misses]


def _answerings(evaluation: Evaluation) -> tuple[Answering, Answering]:
    """Return how good the answers are, on the documents themselves and on the invented ones."""
    return evaluation.answering, evaluation.invented


def _scores(evaluation: Evaluation) -> list[AnswerScore]:
    """Return the scores of all answers."""
    return [score for found in _answerings(evaluation) for score in found.scores]
