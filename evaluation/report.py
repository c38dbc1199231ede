"""An evaluation as tables on the terminal, in Dutch, and as JSON in a file."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evaluation.ablate import METRIC as ABLATION_METRIC
from evaluation.ablate import Ablation
from evaluation.answering import Answering
from evaluation.measure import METRICS, Interval
from evaluation.refusal import STATUSES
from evaluation.reliability import format_share, tabulate_reliability
from evaluation.run import Evaluation, Miss
from evaluation.summary import ALL, HYBRID, Comparison, Group
from ingest.errors import VraagbaakError

SYSTEM_NAMES = {"lexical": "BM25", "dense": "dense", "hybrid": "hybride"}
GROUP_NAMES = {
    "beantwoordbaar": "met antwoord",
    "onbeantwoordbaar": "zonder antwoord",
    "onbeantwoordbaar, ver": "- ver",
    "onbeantwoordbaar, dichtbij": "- dichtbij",
}
SHOWN_MISSES = 15
SHOWN_CHARACTERS = 80
TOLERANCE = 0.02
"""How much worse than its better half the hybrid may be before the table says so."""

FORMAT = 1


def print_report(evaluation: Evaluation, console: Console) -> None:
    """Print the figures: each collection by kind and system, the hybrid against its halves, refusals and misses."""
    for collection in dict.fromkeys(group.collection for group in evaluation.groups):
        groups = [group for group in evaluation.groups if group.collection == collection]
        console.print(_tabulate_groups(collection, groups))
    console.print(_tabulate_comparisons(evaluation.comparisons))
    if evaluation.refusals:
        console.print(_tabulate_refusals(evaluation))
        for table in tabulate_reliability(evaluation.reliabilities):
            console.print(table)
    if evaluation.ablations:
        console.print(_tabulate_ablations(evaluation.ablations))
    if evaluation.answering.scores:
        console.print(_tabulate_answers("Antwoorden: het juiste cijfer, de juiste zin", evaluation.answering))
    if evaluation.invented.scores:
        console.print(_tabulate_answers("Antwoorden op verzonnen stukken", evaluation.invented))
    console.print(_tabulate_misses(evaluation.misses))
    for note in evaluation.notes:
        console.print(escape(note))
    console.print(
        escape(f"Model: {evaluation.model} · fragmenten: {evaluation.chunks} · index: {evaluation.index[:12]}"),
        highlight=False,
    )


def write_result(evaluation: Evaluation, path: Path) -> None:
    """Write the evaluation as JSON, all figures and all misses; the same evaluation gives the same bytes.

    Raises:
        VraagbaakError: the file cannot be written.
    """
    written = json.dumps({"format": FORMAT, **_round(asdict(evaluation))}, ensure_ascii=False, indent=2, default=str)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written + "\n", encoding="utf-8")
    except OSError as error:
        raise VraagbaakError(f"Het resultaat kan niet worden geschreven naar {path}: {error.strerror}.") from error


def format_interval(interval: Interval) -> str:
    """Return an interval as Dutch readers write it: `0,85 [0,79–0,90]`."""
    return f"{interval.mean:.2f} [{interval.low:.2f}–{interval.high:.2f}]".replace(".", ",")


def format_difference(interval: Interval) -> str:
    """Return a difference with its sign and three decimals: `+0,012 [−0,003; +0,027]`."""
    mean, low, high = (
        f"{value:+.3f}".replace("-", "−").replace(".", ",") for value in (interval.mean, interval.low, interval.high)
    )
    return f"{mean} [{low}; {high}]"


def _tabulate_groups(collection: str, groups: Sequence[Group]) -> Table:
    """Return the table of one collection: by kind over all queries, then the parts as a whole."""
    table = _new_table(f"{collection.capitalize()} (gemiddelde met 95%-interval)")
    table.add_column("Soort")
    table.add_column("N", justify="right")
    table.add_column("Systeem")
    for metric in METRICS:
        table.add_column(metric)
    shown = [group for group in groups if group.part == ALL or group.kind == ALL]
    for position, group in enumerate(shown):
        name = group.kind if group.part == ALL else group.part
        ends = position + 1 == len(shown) or (shown[position + 1].part, shown[position + 1].kind) != (
            group.part,
            group.kind,
        )
        table.add_row(
            name,
            str(group.queries),
            SYSTEM_NAMES.get(group.system, group.system),
            *(format_interval(group.metrics[metric]) for metric in METRICS),
            style="bold" if group.system == HYBRID else None,
            end_section=ends,
        )
    return table


def _tabulate_comparisons(comparisons: Sequence[Comparison]) -> Table:
    """Return the table of the hybrid against the better of its halves, over all queries."""
    table = _new_table("Hybride tegen zijn beste helft (verschil in nDCG@10)")
    for heading in ("Verzameling", "Soort", "Beste helft", "Verschil", "Oordeel"):
        table.add_column(heading)
    for comparison in comparisons:
        if comparison.part == ALL:
            table.add_row(
                comparison.collection,
                comparison.kind,
                SYSTEM_NAMES.get(comparison.better_half, comparison.better_half),
                format_interval(comparison.difference),
                "goed" if comparison.difference.mean >= -TOLERANCE else "slechter",
            )
    return table


def _tabulate_refusals(evaluation: Evaluation) -> Table:
    """Return the table of what the product said to answerable and unanswerable queries."""
    table = _new_table("Weigeren: niet gevonden of onzeker")
    for heading in ("Deel", "Groep", "N", *STATUSES, "geweigerd", "AUROC"):
        table.add_column(heading)
    for refusal in evaluation.refusals:
        table.add_row(
            refusal.part,
            GROUP_NAMES.get(refusal.group, refusal.group),
            str(refusal.queries),
            *(str(refusal.statuses[status]) for status in STATUSES),
            format_share(refusal.refused.mean),
            format_share(refusal.auroc),
        )
    return table


def _tabulate_ablations(ablations: Sequence[Ablation]) -> Table:
    """Return the table of what each part of the search adds: positive where the search is worse without it."""
    table = _new_table(f"Weglaten: hoeveel {ABLATION_METRIC} elk deel bijdraagt (gemiddelde met 95%-interval)")
    whole, *parts = ablations
    table.add_column("Zonder")
    for label, _ in whole.figures:
        table.add_column(label)
    table.add_row("(niets weggelaten)", *(format_interval(found) for _, found in whole.figures), end_section=True)
    for ablation in parts:
        table.add_row(ablation.left_out, *(format_difference(found) for _, found in ablation.figures))
    return table


def _tabulate_answers(title: str, answering: Answering) -> Table:
    """Return the table of how many answers are right, refused, or a wrong figure, by part and kind of query."""
    table = _new_table(title)
    for heading in ("Deel", "Soort", "N", "goed", "aandeel", "geweigerd", "fout cijfer"):
        table.add_column(heading, justify="right" if heading not in ("Deel", "Soort") else "left")
    for position, score in enumerate(answering.scores):
        last = answering.scores[position + 1 : position + 2]
        table.add_row(
            score.part,
            score.kind,
            str(score.queries),
            str(score.right),
            format_share(score.right / score.queries),
            str(score.refused),
            str(score.wrong_figures),
            end_section=not last or last[0].part != score.part,
        )
    return table


def _tabulate_misses(misses: Sequence[Miss]) -> Table:
    """Return the table of queries whose first hit does not answer them, the worst ones first."""
    worst = sorted(misses, key=lambda miss: (-(miss.rank or 99), miss.collection, miss.id))
    more = f", de eerste {SHOWN_MISSES}" if len(misses) > SHOWN_MISSES else ""
    table = _new_table(f"Eerste treffer mis (hybride): {len(misses)}{more}")
    for heading in ("Vraag", "Gewenst", "Eerste treffer", "Plaats"):
        table.add_column(heading)
    for miss in worst[:SHOWN_MISSES]:
        table.add_row(
            escape(f"{miss.id.rpartition(':')[2]} {miss.query}"),
            escape(shorten("; ".join(miss.wanted), SHOWN_CHARACTERS, placeholder=" …")),
            escape(shorten(miss.first, SHOWN_CHARACTERS, placeholder=" …")),
            "geen" if miss.rank is None else str(miss.rank),
        )
    return table


def _new_table(title: str) -> Table:
    """Return an empty table that keeps its figures whole on a terminal of 80 columns."""
    return Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)


def _round(value: object) -> dict[str, object]:
    """Return a record with its numbers at six decimals: beyond that they differ from machine to machine."""
    rounded = json.loads(json.dumps(value, ensure_ascii=False), parse_float=lambda text: round(float(text), 6))
    assert isinstance(rounded, dict)
    return rounded
