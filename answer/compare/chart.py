"""A chart of a line of the budget; the one module that knows the library that draws.

Texts of documents go into it as data: as values under fixed names, never as a name of a field or an expression.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast

import altair as alt

from answer.compare.units import EURO, UNSAID
from answer.compare.views import MOST_SERIES, GroupView, SeriesView, ValueView, YearView

COLOURS = ("#154273", "#b24000", "#0f6b4f", "#8a1f6a", "#5b5b5b", "#0077a8", "#7a5c00", "#c2255c")
"""One for each series; each has a contrast of at least 4.5 with white, and neighbours also differ in lightness or hue
to who sees no red or green. Shape and dashes tell the series apart without any colour."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (10, 4), (4, 4), (12, 3, 3, 3), (1, 3))

_SCALES = ((Decimal(10**9), "€ mld."), (Decimal(10**6), "€ mln."), (Decimal(10**3), "€ × 1.000"), (Decimal(1), "€"))
_INK, _LINE = "#1c1b19", "#dcd7cb"
_LONGEST_NAME = 90
"""A longer name of a series is cut in the legend; the table has it whole."""

_DUTCH = alt.Locale(number=alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["€ ", ""]))


def make_chart(view: GroupView) -> alt.LayerChart:
    """Return the chart of a group: a line with points for each series over the years, from nought.

    A line is broken where a year has no figure or several that differ; those stand there as points. Of more than
    `MOST_SERIES` series the first are drawn.
    """
    series = view.series[:MOST_SERIES]
    divisor, unit = choose_scale(view)
    names = list(_name_series(series))
    values = [record for name, each in zip(names, series, strict=True) for record in _list_records(name, each, divisor)]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X(
            "jaar:O", title="Jaar", axis=alt.Axis(labelAngle=0), scale=alt.Scale(domain=list(map(str, view.years)))
        ),
        y=alt.Y("waarde:Q", title=unit, scale=alt.Scale(zero=True), axis=alt.Axis(format=",~f", tickCount=6)),
        color=alt.Color("reeks:N", scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])), legend=_legend()),
        tooltip=[
            alt.Tooltip("reeks:N", title="Reeks"),
            alt.Tooltip("jaar:N", title="Jaar"),
            alt.Tooltip("gedrukt:N", title="Zoals gedrukt"),
            alt.Tooltip("eenheid:N", title="Eenheid"),
            alt.Tooltip("leesbaar:N", title="In euro’s" if view.unit == EURO else "Waarde"),
            alt.Tooltip("bron:N", title="Bron"),
        ],
    )
    lines = (
        base.transform_filter("datum.deel >= 0")
        .mark_line(strokeWidth=2.5, aria=False)
        .encode(
            strokeDash=alt.StrokeDash(
                "reeks:N",
                scale=alt.Scale(domain=names, range=list(map(list, DASHES[: len(names)]))),
                legend=None,
            ),
            detail="deel:N",  # a line for each stretch of years
        )
    )
    points = base.mark_point(filled=True, size=90, opacity=1, aria=False).encode(
        shape=alt.Shape("reeks:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=_legend())
    )
    chart = alt.layer(lines, points).properties(
        width="container",
        height=340,
        description=describe_chart(view),
        title=alt.Title(_cut(view.title), anchor="start"),
    )
    return _style(cast("alt.LayerChart", chart))


def choose_scale(view: GroupView) -> tuple[Decimal, str]:
    """Return what the values are divided by on the axis, and its title: `€ mln.` from a million euros on."""
    most = max((abs(value.number) for value in _list_values(view)), default=Decimal(0))
    if view.unit == EURO:
        return next(((scale, title) for scale, title in _SCALES if most >= scale), _SCALES[-1])
    return Decimal(1), "Zonder eenheid" if view.unit == UNSAID else view.unit[:1].upper() + view.unit[1:]


def describe_chart(view: GroupView) -> str:
    """Return in words what the chart shows, for who does not see it: the range of each series, and where all stands."""
    said = []
    for series in view.series[:MOST_SERIES]:
        stated = [(year.year, value) for year in series.years for value in year.values]
        if not stated:
            continue
        (first, begin), (last, end) = stated[0], stated[-1]
        shown = f"{first} {_say(begin.plain, begin.printed)}"
        shown += f", {last} {_say(end.plain, end.printed)}" if last != first else ""
        said.append(f"{series.name}: {shown}")
    return f"Lijngrafiek {view.title}. {'; '.join(said).rstrip('.')}. Alle cijfers staan in de tabel onder de grafiek."


def _list_values(view: GroupView) -> Iterator[ValueView]:
    """Yield all values of a group."""
    yield from (value for series in view.series for year in series.years for value in year.values)


def _name_series(series: tuple[SeriesView, ...]) -> Iterator[str]:
    """Yield the names of series, cut where they are too long, and each another."""
    seen: set[str] = set()
    for number, each in enumerate(series, start=1):
        name = _cut(each.name)
        name = f"{name} ({number})" if name in seen else name
        seen.add(name)
        yield name


def _list_records(name: str, series: SeriesView, divisor: Decimal) -> Iterator[dict[str, Any]]:
    """Yield a record for each value; `deel` numbers the stretch of years in a row that it belongs to, -1 for none."""
    part = 0
    before: YearView | None = None
    for year in series.years:
        if before is not None and len(before.values) != 1:
            part += 1
        before = year
        for value in year.values:
            yield {
                "jaar": str(year.year),
                "waarde": float(value.number / divisor),
                "reeks": name,
                "deel": part if len(year.values) == 1 else -1,
                "gedrukt": value.printed,
                "eenheid": value.unit,
                "leesbaar": value.plain or value.printed,
                "bron": value.citations,
            }


def _legend() -> alt.Legend:
    """Return the legend, which is the same for colour and shape, so that they are drawn as one."""
    return alt.Legend(title=None, orient="bottom", columns=1, labelLimit=620, symbolStrokeWidth=2)


def _cut(text: str) -> str:
    """Return a text, cut where it is too long for a line of the chart."""
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def _say(plain: str, printed: str) -> str:
    """Return a value as it is read out."""
    return plain or printed


def _style(chart: alt.LayerChart) -> alt.LayerChart:
    """Return a chart in the colours and letters of the page, with Dutch numbers, and no menu of its own."""
    font = "Source Sans, Source Sans 3, sans-serif"
    styled = (
        chart.configure(font=font, background="#ffffff", padding=10, locale=_DUTCH)
        .configure_axis(labelColor=_INK, titleColor=_INK, gridColor=_LINE, labelFontSize=13, titleFontSize=13)
        .configure_legend(labelColor=_INK, labelFontSize=13)
        .configure_title(color=_INK, fontSize=15)
        .configure_view(strokeWidth=0)
    )
    return cast("alt.LayerChart", styled)
