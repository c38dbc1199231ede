"""A measurement made by hand, with markup in the text of its queries, for the tests of the page that shows it."""

from collections.abc import Mapping

from evaluation.ablate import Ablation
from evaluation.answering import Answering, AnswerScore, Outcome
from evaluation.measure import METRICS, Interval
from evaluation.refusal import Refusal
from evaluation.reliability import Bin, Reliability
from evaluation.run import SYSTEMS, Evaluation, Miss
from evaluation.summary import Comparison, Group
from index.search import Searcher

HOSTILE = '<script>window.kwaad = 1</script> [x](javascript:alert(1)) **vet** =HYPERLINK("x") 🙂'
PARTS = ("alle", "afstemmen", "rapporteren")
WHOLE = "Vragen van het lid De Vries\n\n1. Hoeveel krijgt het COA in 2026?\n2. Wat betekent AMV?"


def make_evaluation(searcher: Searcher) -> Evaluation:
    """Return a measurement of the documents of `searcher`."""
    return Evaluation(
        settings=searcher.settings,
        model=searcher.encoder.name,
        fingerprint=searcher.encoder.fingerprint,
        index="00",
        documents={name: document.sha256 for name, document in searcher.documents.items()},
        chunks=len(searcher.chunks),
        groups=make_groups(),
        comparisons=(Comparison("korte vragen", "alle", "waarom", 4, "dense", Interval(-0.1, -0.2, 0.05)),),
        refusals=tuple(make_refusal(part) for part in PARTS),
        reliabilities=tuple(make_reliability(part) for part in PARTS),
        ablations=(
            Ablation("", (("korte vragen, afstemmen", Interval(0.8, 0.7, 0.9)),)),
            Ablation("label van de rij", (("korte vragen, afstemmen", Interval(0.02, -0.01, 0.05)),)),
        ),
        misses=make_misses(),
        answering=make_answering(),
        invented=Answering(
            (AnswerScore("afstemmen", "waarom", 3, 3, 0, 0), AnswerScore("afstemmen", "alle", 3, 3, 0, 0)),
            (make_outcome("v1", "waarom", "verzonnen vraag", verdict="geweigerd"),),
        ),
        notes=("Let op: <b>een opmerking</b>.",),
    )


def make_groups() -> tuple[Group, ...]:
    """Return the figures of two collections, one of which is not divided in parts."""
    groups = [
        Group("korte vragen", part, kind, system, 8 if kind == "alle" else 4, make_metrics(number))
        for part in PARTS
        for kind in ("alle", "waarom", "synoniem")
        for number, system in enumerate(SYSTEMS)
    ]
    groups += [Group("kamervragen", "alle", "alle", system, 3, make_metrics(2)) for system in SYSTEMS]
    return tuple(groups)


def make_metrics(number: int) -> Mapping[str, Interval]:
    """Return figures that differ from metric to metric."""
    return {metric: Interval(0.5 + number / 10 + place / 100, 0.4, 0.9) for place, metric in enumerate(METRICS)}


def make_refusal(part: str) -> Refusal:
    """Return how queries without an answer were received."""
    statuses = {"beantwoord": 1, "onzeker": 2, "niet gevonden": 5}
    return Refusal(part, "onbeantwoordbaar", 8, statuses, Interval(0.88, 0.6, 1.0), Interval(0.6, 0.3, 0.9), 0.91)


def make_reliability(part: str) -> Reliability:
    """Return two bins, one with most of the queries."""
    bins = (Bin(0.0, 0.2, 4, 0.1, 0.25), Bin(0.8, 1.0, 16, 0.9, 1.0))
    return Reliability(part, 20, bins, 0.11, 0.93, 0.9, 0.7, 0.05, None)


def make_misses() -> tuple[Miss, ...]:
    """Return misses of the search: one found late, one not found, and one of markup."""
    return (
        Miss("korte vragen", "k1", "waarom", "afstemmen", "waarom minder", ("de bezetting",), "stuk: iets anders", 4),
        Miss("korte vragen", "k2", "synoniem", "rapporteren", HOSTILE, (HOSTILE,), HOSTILE, None),
        Miss("kamervragen", "k3", "kamervraag", "", "Hoeveel\nlocaties zijn er?", ("twaalf",), "", 2),
    )


def make_answering() -> Answering:
    """Return answers to queries of two kinds in both parts."""
    scores = (
        AnswerScore("afstemmen", "waarom", 4, 3, 1, 0),
        AnswerScore("afstemmen", "tabelcijfer", 6, 5, 0, 1),
        AnswerScore("afstemmen", "alle", 10, 8, 1, 1),
        AnswerScore("rapporteren", "waarom", 2, 2, 0, 0),
        AnswerScore("rapporteren", "alle", 2, 2, 0, 0),
    )
    misses = (
        make_outcome("a1", "waarom", "waarom is dat", verdict="geweigerd"),
        make_outcome("a2", "vervolg", "en in 2027?", previous="hoeveel krijgt het COA in 2026"),
        make_outcome("a3", "kamervraag", "Wat betekent AMV?", asked=WHOLE),
        make_outcome("a4", "tabelcijfer", HOSTILE, wrong=True, said=HOSTILE),
        make_outcome("a5", "onbeantwoordbaar", "recept voor appeltaart", said="een zin", wanted=()),
    )
    return Answering(scores, misses)


def make_outcome(
    name: str,
    kind: str,
    query: str,
    *,
    verdict: str = "fout",
    wrong: bool = False,
    said: str = "",
    wanted: tuple[str, ...] = ("20 (x € 1.000)",),
    asked: str = "",
    previous: str = "",
) -> Outcome:
    """Return what became of a query of the tuning part."""
    status = "beantwoord" if said else "niet gevonden"
    return Outcome(name, kind, "afstemmen", query, verdict, wrong, status, said, wanted, asked or query, previous)  # type: ignore[arg-type]
