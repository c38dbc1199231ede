"""The figures of a measurement as they are shown: sections with what they mean, and tables of them."""

from collections.abc import Iterable, Sequence

from answer.show.contents import count_things, format_count
from answer.show.grid import TableView
from evaluation.answering import Answering, AnswerScore
from evaluation.measure import METRICS, Interval, estimate_share
from evaluation.names import METRIC_MEANINGS, PART_MEANINGS, SYSTEM_MEANINGS, name_kind, name_part
from evaluation.present_certainty import present_ablations, present_refusals, present_reliability
from evaluation.report import SYSTEM_NAMES, format_difference, format_interval
from evaluation.run import Evaluation
from evaluation.section import Section, capitalise, make_row
from evaluation.selection import Selection, list_metrics
from evaluation.summary import ALL, HYBRID, MAIN_METRIC, Group

NOT_DIVIDED = "De Kamervragen zijn niet in delen verdeeld: hun cijfers staan bij alle vragen."
ONLY_ANSWERED = "Van deze vragen wordt alleen het antwoord gemeten, niet het zoeken."


def present_sections(evaluation: Evaluation, selection: Selection) -> tuple[Section, ...]:
    """Return the sections with the figures of what is looked at; some are not divided by kind, and shown for all."""
    sections = [_present_search(evaluation, selection), _present_answers(evaluation, selection)]
    if selection.kind == ALL:
        sections += [
            present_refusals(evaluation.refusals, selection.part),
            present_reliability(evaluation.reliabilities, selection.part),
            present_ablations(evaluation.ablations),
        ]
    return tuple(sections)


def summarise_sections(evaluation: Evaluation, selection: Selection) -> tuple[str, ...]:
    """Return in a few sentences how good it is on what is looked at."""
    lines = []
    for group in evaluation.groups:
        if (group.system, group.part, group.kind) == (HYBRID, *_group_of(group, selection)):
            first, five = group.metrics["Success@1"], group.metrics["Success@5"]
            lines.append(
                f"{capitalise(group.collection)}: bij {_percent(first)} van de {format_count(group.queries)} vragen "
                f"is de eerste passage het antwoord, bij {_percent(five)} een van de eerste vijf."
            )
    for name, answering in (("Antwoorden", evaluation.answering), ("Op verzonnen stukken", evaluation.invented)):
        score = next((one for one in _add_up(answering.scores, selection) if one.kind == selection.kind), None)
        if score is not None:
            others = score.queries - score.right - score.refused
            lines.append(
                f"{name}: {_percent(estimate_share(score.right, score.queries))} van de {format_count(score.queries)} "
                f"vragen is goed beantwoord; {format_count(score.refused)} keer kwam er ten onrechte geen antwoord, "
                f"{format_count(others)} keer een ander dan gewenst. In "
                f"{count_things(score.wrong_figures, 'antwoord', 'antwoorden')} stond een fout cijfer."
            )
    return tuple(lines)


def _present_search(evaluation: Evaluation, selection: Selection) -> Section:
    """Return how well the search finds: each system by each metric, and the kinds of query by one metric."""
    systems = [f"{SYSTEM_NAMES[system]} {meaning}" for system, meaning in SYSTEM_MEANINGS.items()]
    text = (
        f"Staat de goede passage bovenaan? Drie manieren van zoeken worden vergeleken: {'; '.join(systems)}.",
        "Achter elk gemiddelde staat tussen haken het 95%-interval: met andere vragen van dezelfde soort ligt het "
        "gemiddelde daar naar verwachting tussen.",
        *(f"{metric}: {meaning}." for metric, meaning in METRIC_MEANINGS.items()),
    )
    tables: list[TableView] = []
    by_kind = False
    for collection in dict.fromkeys(group.collection for group in evaluation.groups):
        groups = [group for group in evaluation.groups if group.collection == collection]
        own = [group for group in groups if (group.part, group.kind) == _group_of(group, selection)]
        if own:
            tables.append(_tabulate_systems(collection, own))
        kinds = [group for group in groups if group.part == selection.part and group.kind != ALL]
        if kinds and selection.kind == ALL:
            by_kind = True
            tables.append(_tabulate_kinds(collection, kinds, selection, evaluation))
    divided = {group.collection for group in evaluation.groups if group.part not in (ALL, "")}
    if selection.part != ALL and {group.collection for group in evaluation.groups} - divided:
        text += (NOT_DIVIDED,)
    if not tables:
        text = (ONLY_ANSWERED if selection.kind != ALL else NOT_DIVIDED,)
    return Section("zoeken", "Zoeken", text, tuple(tables), list_metrics(selection) if by_kind else None)


def _group_of(group: Group, selection: Selection) -> tuple[str, str]:
    """Return the part and kind under which the selection stands in a collection; none where it is not in there.

    A collection of one kind is not divided by kind.
    """
    from_one_kind = group.collection.startswith("kamervragen") and selection.kind == "kamervraag"
    return selection.part, ALL if from_one_kind else selection.kind


def _tabulate_systems(collection: str, groups: Sequence[Group]) -> TableView:
    """Return a table of each system by each metric."""
    first = groups[0]
    kind = "" if first.kind == ALL else f", {name_kind(first.kind)}"
    rows = tuple(
        make_row(
            SYSTEM_NAMES.get(group.system, group.system),
            (format_interval(group.metrics[metric]) for metric in METRICS if metric in group.metrics),
            marked=group.system == HYBRID,
        )
        for group in groups
    )
    caption = (
        f"{capitalise(collection)}, {name_part(first.part)}{kind}: {count_things(first.queries, 'vraag', 'vragen')}"
    )
    return TableView(caption, METRICS, rows, label_column="Systeem")


def _tabulate_kinds(
    collection: str, groups: Sequence[Group], selection: Selection, evaluation: Evaluation
) -> TableView:
    """Return a table of the kinds of query by one metric; by the main one with what the hybrid adds."""
    differences = {
        one.kind: format_difference(one.difference)
        for one in evaluation.comparisons
        if (one.collection, one.part) == (collection, selection.part) and selection.metric == MAIN_METRIC
    }
    systems = tuple(dict.fromkeys(group.system for group in groups))
    rows = []
    for kind in dict.fromkeys(group.kind for group in groups):
        own = {group.system: group for group in groups if group.kind == kind}
        figures = [format_interval(own[system].metrics[selection.metric]) for system in systems]
        count = format_count(next(iter(own.values())).queries)
        rows.append(make_row(name_kind(kind), (count, *figures, *([differences.get(kind, "")] if differences else []))))
    columns = ("Vragen", *(SYSTEM_NAMES.get(system, system) for system in systems))
    columns += ("hybride min beste helft",) if differences else ()
    caption = f"{capitalise(collection)}, {name_part(selection.part)}: {selection.metric} per soort"
    return TableView(caption, columns, tuple(rows), label_column="Soort vraag")


def _present_answers(evaluation: Evaluation, selection: Selection) -> Section:
    """Return how many answers are right, refused, or a wrong figure, by kind."""
    text = (
        "Is het eerste antwoord precies de cel, het cijfer of de zin die is gevraagd? Geweigerd: er kwam geen "
        "antwoord, terwijl dat er is. Fout cijfer: er stond een cijfer dat op geen enkele goede plaats staat.",
    )
    sets = (("Eigen stukken", evaluation.answering), ("Verzonnen stukken van andere ministeries", evaluation.invented))
    tables = tuple(_tabulate_answers(name, found, selection) for name, found in sets)
    shown = tuple(table for table in tables if table.rows)
    if not shown:
        text = (
            "Van deze vragen wordt alleen het zoeken gemeten, niet het antwoord."
            if evaluation.answering.scores
            else "De vragen met een opgeschreven antwoord horen bij andere documenten dan deze: niet gemeten.",
        )
    return Section("antwoorden", "Antwoorden", text, shown)


def _tabulate_answers(name: str, answering: Answering, selection: Selection) -> TableView:
    """Return a table of the answers by kind, all kinds together last."""
    rows = tuple(
        make_row(
            "alle soorten" if score.kind == ALL else name_kind(score.kind),
            (
                format_count(score.queries),
                format_count(score.right),
                format_interval(estimate_share(score.right, score.queries)),
                format_count(score.refused),
                format_count(score.wrong_figures),
            ),
            marked=score.kind == ALL,
        )
        for score in _add_up(answering.scores, selection)
        if selection.kind in (ALL, score.kind)
    )
    columns = ("Vragen", "Goed", "Aandeel goed", "Geweigerd", "Fout cijfer")
    return TableView(f"{name}, {name_part(selection.part)}", columns, rows, label_column="Soort vraag")


def _add_up(scores: Iterable[AnswerScore], selection: Selection) -> tuple[AnswerScore, ...]:
    """Return the scores of a part, or of all parts added up by kind."""
    added: dict[str, AnswerScore] = {}
    for score in scores:
        if selection.part not in (ALL, score.part):
            continue
        before = added.pop(score.kind, AnswerScore(selection.part, score.kind, 0, 0, 0, 0))
        added[score.kind] = AnswerScore(
            selection.part,
            score.kind,
            before.queries + score.queries,
            before.right + score.right,
            before.refused + score.refused,
            before.wrong_figures + score.wrong_figures,
        )
    return tuple(added.values())


def describe_parts(selection: Selection) -> str:
    """Return what the part that is looked at is; empty where it is all of them."""
    return PART_MEANINGS.get(selection.part, "")


def _percent(share: Interval) -> str:
    """Return a share in whole percents with its interval: `77% [70–83]`."""
    mean, low, high = (f"{100 * value:.0f}" for value in (share.mean, share.low, share.high))
    return f"{mean}% [{low}–{high}]"
