"""The figures of a measurement as they are shown: sections with what they mean, and tables of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.contents import format_count
from answer.grid import CellView, RowView, TableView
from evaluation.ablate import METRIC as ABLATION_METRIC
from evaluation.ablate import Ablation
from evaluation.answering import Answering, AnswerScore
from evaluation.measure import METRICS, Interval, estimate_share
from evaluation.names import METRIC_MEANINGS, PART_MEANINGS, SYSTEM_MEANINGS, name_kind, name_part
from evaluation.refusal import REFUSED, STATUSES, Refusal
from evaluation.reliability import Reliability, format_share
from evaluation.report import GROUP_NAMES, SYSTEM_NAMES, format_difference, format_interval
from evaluation.run import Evaluation
from evaluation.selection import Choices, Selection, list_metrics
from evaluation.summary import ALL, HYBRID, MAIN_METRIC, Group

NOT_MEASURED = "Op deze documenten niet gemeten: de vragen horen bij andere stukken."
ABLATE = "vraagbaak evalueer --ablatie"


@dataclass(frozen=True, slots=True)
class Section:
    """Figures under one heading: what they mean, a choice that goes with them, tables, and a reliability diagram.

    `name` tells it from the others. What was not measured has no tables; the text then says why.
    """

    name: str
    heading: str
    text: tuple[str, ...]
    tables: tuple[TableView, ...] = ()
    choices: Choices | None = None
    drawn: Reliability | None = None


def present_sections(evaluation: Evaluation, selection: Selection) -> tuple[Section, ...]:
    """Return the sections with the figures of what is looked at; some are not divided by kind, and shown for all."""
    sections = [_present_search(evaluation, selection), _present_answers(evaluation, selection)]
    if selection.kind == ALL:
        sections += [
            _present_refusals(evaluation.refusals, selection.part),
            _present_reliability(evaluation.reliabilities, selection.part),
            _present_ablations(evaluation.ablations),
        ]
    return tuple(sections)


def summarise_sections(evaluation: Evaluation, selection: Selection) -> tuple[str, ...]:
    """Return in a few sentences how good it is on what is looked at."""
    lines = []
    for group in evaluation.groups:
        if (group.system, group.part, group.kind) == (HYBRID, *_group_of(group, selection)):
            first, five = group.metrics["Success@1"], group.metrics["Success@5"]
            lines.append(
                f"{_capitalise(group.collection)}: bij {_percent(first)} van de {format_count(group.queries)} vragen "
                f"is de eerste passage het antwoord, bij {_percent(five)} een van de eerste vijf."
            )
    for name, answering in (("Antwoorden", evaluation.answering), ("Op verzonnen stukken", evaluation.invented)):
        score = next((one for one in _add_up(answering.scores, selection) if one.kind == selection.kind), None)
        if score is not None:
            others = score.queries - score.right - score.refused
            lines.append(
                f"{name}: {_percent(estimate_share(score.right, score.queries))} van de {format_count(score.queries)} "
                f"vragen is goed beantwoord; {format_count(score.refused)} keer kwam er ten onrechte geen antwoord, "
                f"{format_count(others)} keer een ander dan gewenst. In {format_count(score.wrong_figures)} antwoorden "
                "stond een fout cijfer."
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
    if not tables:
        text = ("Van deze vragen wordt alleen het antwoord gemeten, niet het zoeken.",)
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
        _row(
            SYSTEM_NAMES.get(group.system, group.system),
            (format_interval(group.metrics[metric]) for metric in METRICS if metric in group.metrics),
            marked=group.system == HYBRID,
        )
        for group in groups
    )
    caption = f"{_capitalise(collection)}, {name_part(first.part)}{kind}: {format_count(first.queries)} vragen"
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
        rows.append(_row(name_kind(kind), (count, *figures, *([differences[kind]] if kind in differences else []))))
    columns = ("Vragen", *(SYSTEM_NAMES.get(system, system) for system in systems))
    columns += ("hybride min beste helft",) if differences else ()
    caption = f"{_capitalise(collection)}, {name_part(selection.part)}: {selection.metric} per soort"
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
        _row(
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


def _present_refusals(refusals: Sequence[Refusal], part: str) -> Section:
    """Return what was said to queries with and without an answer in the documents."""
    own = [refusal for refusal in refusals if refusal.part == part]
    text = (
        "Zegt Vraagbaak het als de documenten geen antwoord geven? Een vraag dichtbij gaat over het onderwerp, maar "
        "net over iets dat er niet staat; een vraag ver weg gaat over iets anders.",
        f"Geweigerd telt «{REFUSED[0]}» en «{REFUSED[1]}» samen. AUROC: hoe vaak een vraag met antwoord meer zekerheid "
        "krijgt dan een vraag zonder; 1 is altijd, 0,5 is gokken.",
    )
    if not own:
        return Section("weigeren", "Weigeren", (NOT_MEASURED,))
    rows = tuple(
        _row(
            GROUP_NAMES.get(refusal.group, refusal.group).removeprefix("- "),
            (
                format_count(refusal.queries),
                *(format_count(refusal.statuses.get(status, 0)) for status in STATUSES),
                format_interval(refusal.refused),
                format_share(refusal.auroc),
            ),
            depth=int("," in refusal.group),
        )
        for refusal in own
    )
    columns = ("Vragen", *map(_capitalise, STATUSES), "Aandeel geweigerd", "AUROC")
    caption = f"Wat er gezegd werd, {name_part(part)}"
    return Section("weigeren", "Weigeren", text, (TableView(caption, columns, rows, label_column="Vraag"),))


def _present_reliability(reliabilities: Sequence[Reliability], part: str) -> Section:
    """Return whether the confidence is a probability, as figures and to be drawn."""
    heading = "Klopt de zekerheid?"
    own = next((one for one in reliabilities if one.part == part), None)
    if own is None:
        return Section("zekerheid", heading, (NOT_MEASURED,))
    text = (
        "Bij elke vraag schat Vraagbaak hoe waarschijnlijk het is dat de documenten antwoord geven. Van alle vragen "
        "met een zekerheid rond 0,7 hoort 70% echt een antwoord te hebben: dan liggen de punten op de stippellijn. "
        "Boven de lijn is Vraagbaak te voorzichtig, eronder te zeker. Bij elk punt staat het aantal vragen.",
        "ECE is de gemiddelde afstand tot die lijn: hoe kleiner, hoe beter.",
    )
    bins = tuple(
        _row(
            f"{format_share(each.low)} tot {format_share(each.high)}",
            (format_count(each.count), format_share(each.predicted), format_share(each.observed)),
        )
        for each in own.bins
    )
    drawn = TableView(
        f"Voorspeld en waargenomen, {name_part(part)}",
        ("Vragen", "Voorspeld", "Waargenomen"),
        bins,
        label_column="Zekerheid",
    )
    figures = {
        "ECE": own.error,
        "AUROC": own.auroc,
        "AUROC bij vragen dichtbij": own.auroc_near,
        "Terecht niet gevonden": own.refused,
        "Ten onrechte niet gevonden": own.false_refusals,
    }
    told = TableView(
        f"Hoe goed de zekerheid is, {name_part(part)}: {format_count(own.queries)} vragen",
        ("Waarde",),
        tuple(_row(name, (format_share(value),)) for name, value in figures.items() if value is not None),
        label_column="Maat",
    )
    return Section("zekerheid", heading, text, (drawn, told), drawn=own)


def _present_ablations(ablations: Sequence[Ablation]) -> Section:
    """Return what each part of the search adds, where that was measured."""
    heading = "Wat elk onderdeel bijdraagt"
    if not ablations:
        return Section("weglaten", heading, (f"Niet gemeten. Dat duurt langer en kan met: {ABLATE}",))
    text = (
        f"Zonder een onderdeel wordt {ABLATION_METRIC} zoveel lager; een getal onder 0 zegt dat het zonder beter ging. "
        "Ligt 0 in het interval tussen haken, dan kan het verschil toeval zijn.",
    )
    whole, *parts = ablations
    rows = [_row("niets weggelaten", (format_interval(found) for _, found in whole.figures), marked=True)]
    rows += [_row(part.left_out, (format_difference(found) for _, found in part.figures)) for part in parts]
    columns = tuple(label for label, _ in whole.figures)
    table = TableView(f"Bijdrage aan {ABLATION_METRIC}", columns, tuple(rows), label_column="Zonder")
    return Section("weglaten", heading, text, (table,))


def describe_parts(selection: Selection) -> str:
    """Return what the part that is looked at is; empty where it is all of them."""
    return PART_MEANINGS.get(selection.part, "")


def _row(label: str, figures: Iterable[str], *, marked: bool = False, depth: int = 0) -> RowView:
    """Return a row of figures."""
    return RowView(label, depth, tuple(CellView(text, numeric=True) for text in figures), marked)


def _percent(share: Interval) -> str:
    """Return a share in whole percents with its interval: `77% [70–83]`."""
    mean, low, high = (f"{100 * value:.0f}" for value in (share.mean, share.low, share.high))
    return f"{mean}% [{low}–{high}]"


def _capitalise(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
