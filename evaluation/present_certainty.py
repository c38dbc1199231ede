"""How well Vraagbaak knows what it does not know, and what each part of the search adds, as they are shown."""

from collections.abc import Sequence

from answer.show.contents import count_things, format_count
from answer.show.grid import TableView
from evaluation.ablate import METRIC as ABLATION_METRIC
from evaluation.ablate import Ablation
from evaluation.names import name_part
from evaluation.refusal import REFUSED, STATUSES, Refusal
from evaluation.reliability import Reliability, format_share
from evaluation.report import GROUP_NAMES, format_difference, format_interval
from evaluation.section import NOT_MEASURED, Section, capitalise, make_row

ABLATE = "vraagbaak evalueer --ablatie"


def present_refusals(refusals: Sequence[Refusal], part: str) -> Section:
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
        make_row(
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
    columns = ("Vragen", *map(capitalise, STATUSES), "Aandeel geweigerd", "AUROC")
    caption = f"Wat er gezegd werd, {name_part(part)}"
    return Section("weigeren", "Weigeren", text, (TableView(caption, columns, rows, label_column="Vraag"),))


def present_reliability(reliabilities: Sequence[Reliability], part: str) -> Section:
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
        make_row(
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
        f"Hoe goed de zekerheid is, {name_part(part)}: {count_things(own.queries, 'vraag', 'vragen')}",
        ("Waarde",),
        tuple(make_row(name, (format_share(value),)) for name, value in figures.items() if value is not None),
        label_column="Maat",
    )
    return Section("zekerheid", heading, text, (drawn, told), drawn=own)


def present_ablations(ablations: Sequence[Ablation]) -> Section:
    """Return what each part of the search adds, where that was measured."""
    heading = "Wat elk onderdeel bijdraagt"
    if not ablations:
        return Section("weglaten", heading, (f"Niet gemeten. Dat duurt langer en kan met: {ABLATE}",))
    text = (
        f"Zonder een onderdeel wordt {ABLATION_METRIC} zoveel lager; een getal onder 0 zegt dat het zonder beter ging. "
        "Ligt 0 in het interval tussen haken, dan kan het verschil toeval zijn.",
    )
    whole, *parts = ablations
    rows = [make_row("niets weggelaten", (format_interval(found) for _, found in whole.figures), marked=True)]
    rows += [make_row(part.left_out, (format_difference(found) for _, found in part.figures)) for part in parts]
    columns = tuple(label for label, _ in whole.figures)
    table = TableView(f"Bijdrage aan {ABLATION_METRIC}", columns, tuple(rows), label_column="Zonder")
    return Section("weglaten", heading, text, (table,))
