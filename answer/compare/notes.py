"""What must be said with a chart: what its source leaves open, and where it contradicts itself or another."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from answer.compare.lines import Line
from answer.compare.series import Group
from answer.compare.units import UNSAID
from answer.compare.views import SeriesView


def list_notes(group: Group, views: Sequence[SeriesView]) -> Iterator[str]:
    """Yield what must be said with a chart, in Dutch."""
    if len(group.years) == 1:
        yield f"Er is maar één jaar met een cijfer ({group.years[0]}): er is geen verloop te tonen."
    if any(not series.told for series in group.series):
        yield (
            "Waar de kolommen alleen een jaar noemen, staat de soort van het document. Een begroting kan voor eerdere "
            "jaren ook gerealiseerde of vastgestelde cijfers geven."
        )
    if group.unit == UNSAID:
        yield "De bron noemt bij deze cijfers geen eenheid."
    figures = [
        figure
        for series in group.series
        for values in series.values.values()
        for value in values
        for figure in value.places
    ]
    if any(figure.column.assumed for figure in figures):
        yield "Waar de kolom geen jaar noemt, is het jaar dat van de titel van de tabel of van het document."
    for series, view in zip(group.series, views, strict=True):
        for year in series.differs:
            stated = " en ".join(value.printed for value in view.years[year - group.years[0]].values)
            yield f"{view.name} noemt voor {year} verschillende cijfers: {stated}. Ze staan alle in de tabel."
    yield from _list_disagreements(group, views)


def _list_disagreements(group: Group, views: Sequence[SeriesView]) -> Iterator[str]:
    """Yield where documents give different figures for the same year under the same name."""
    stated: dict[tuple[Line, str, int], list[tuple[Decimal, str]]] = {}
    for series, view in zip(group.series, views, strict=True):
        for year, values in series.values.items():
            if series.told and len(values) == 1:
                shown = f"{view.document}: {view.years[year - group.years[0]].values[0].printed}"
                stated.setdefault((series.line, series.kind.casefold(), year), []).append((values[0].number, shown))
    for (_, kind, year), found in stated.items():
        if len({number for number, _ in found}) > 1:
            yield f"Documenten verschillen over {kind} {year}: {'; '.join(shown for _, shown in found)}."
