"""The screen Vergelijken as HTML: every text from a document or a user is escaped here."""

from collections.abc import Sequence
from html import escape

from answer.compare.views import (
    MOST_SERIES,
    Comparison,
    GroupView,
    LineView,
    LooseView,
    SeriesView,
    ValueView,
    YearView,
)
from answer.show.markup import source_html, status_html
from answer.show.present_source import Source

INTRODUCTION = (
    "Typ een regel uit een begroting, bijvoorbeeld een organisatie, een regeling of een soort uitgaven. U ziet wat "
    "alle documenten er per jaar voor noemen, als grafiek en als tabel met bronnen."
)

_SCROLLED = (
    '<div class="vb-wide"><div class="vb-scroll" role="group" tabindex="0" aria-label="Tabel, opzij te schuiven">'
)


def lines_html(view: Comparison) -> str:
    """Return the lines that can be chosen, with what is shown marked; or that there are none, and which come near."""
    missing = status_html("Een gekozen regel staat niet (meer) in de documenten.") if view.missing else ""
    if not view.compared.words and not view.shown:
        return f'<p class="vb-scope">{escape(INTRODUCTION)}</p>{missing}{_choices_html("Bijvoorbeeld", view.examples)}'
    if view.found:
        return missing + _choices_html("Regels bij uw woorden", view.found)
    if not view.compared.words:
        return missing
    if view.nearest:
        said = status_html("Geen regel heeft al uw woorden. Deze komen er het dichtst bij.")
        return missing + said + _choices_html("Dichtstbijzijnde regels", view.nearest)
    return missing + status_html("Geen regel gevonden. Probeer minder of andere woorden, zoals ze in een tabel staan.")


def chosen_html(view: Comparison) -> str:
    """Return the lines that are compared, each to be taken away, and the documents that they can be kept to."""
    if not view.shown:
        return ""
    chips = "".join(
        f'<li><a class="vb-chip" href="{escape(line.toggled)}" data-go target="_self">'
        f'<span class="vb-hidden">Haal weg: </span>{escape(line.label)} '
        '<span class="vb-cross" aria-hidden="true">×</span></a></li>'
        for line in view.shown
        if len(view.shown) > 1
    )
    compared = f'<p class="vb-label">Vergeleken</p><ul class="vb-chips">{chips}</ul>' if chips else ""
    documents = "".join(
        f'<li><a href="{escape(address)}" data-go target="_self"{_current(chosen)}>{escape(name)}</a></li>'
        for name, address, chosen in view.documents
    )
    kept = f'<p class="vb-label">Documenten</p><ul class="vb-kept">{documents}</ul>' if documents else ""
    return f'<div class="vb-compared">{compared}{kept}</div>' if compared or kept else ""


def heading_html(view: GroupView, number: int) -> str:
    """Return the heading of a chart, with what must be said of it before it is read."""
    notes = "".join(f'<p class="vb-note">{escape(note)}</p>' for note in view.notes)
    left = len(view.series) - MOST_SERIES
    if view.has_chart and left > 0:
        notes += f'<p class="vb-note">De grafiek toont de eerste {MOST_SERIES} reeksen; de tabel heeft alle.</p>'
    return f'<div class="vb-compare"><h2 id="vb-vergelijking-{number}">{escape(view.title)}</h2>{notes}</div>'


def table_html(view: GroupView, number: int) -> str:
    """Return the table under a chart: a row for each series, a column for each year, and the rows' sources."""
    heads = "".join(f'<th scope="col" class="vb-number">{year}</th>' for year in view.years)
    rows = "".join(_series_html(series) for series in view.series)
    sources = _sources_html(view.series)
    computed = any(year.difference for series in view.series for year in series.years)
    note = '<p class="vb-omitted">Het verschil met het jaar ervoor staat niet in de bron: het is berekend.</p>'
    return (
        f'<figure class="vb-table vb-comparison"><figcaption>Cijfers bij {escape(view.title)}</figcaption>'
        f"{_SCROLLED}"
        f'<table aria-labelledby="vb-vergelijking-{number}"><thead><tr><th scope="col">Reeks</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        '<p class="vb-more" aria-hidden="true">Schuif opzij voor meer jaren</p></div>'
        f"{note if computed else ''}</figure>"
        f'<section class="vb-origins" aria-label="Bronnen"><h3>Bronnen</h3>{sources}</section>'
    )


def loose_html(cells: Sequence[LooseView]) -> str:
    """Return the cells that stand in no chart, each with the reason."""
    if not cells:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(cell.line)}</th><td>{escape(cell.column)}</td>'
        f'<td class="vb-number">{_link_html(cell.address, cell.text, cell.citation)}</td>'
        f"<td>{escape(cell.reason[:1].upper() + cell.reason[1:])}</td></tr>"
        for cell in cells
    )
    return (
        '<section class="vb-loose" aria-labelledby="vb-los"><h2 id="vb-los">Niet in de grafiek</h2>'
        f"{_SCROLLED}"
        '<table aria-labelledby="vb-los"><thead><tr><th scope="col">Regel</th><th scope="col">Kolom</th>'
        '<th scope="col" class="vb-number">Zoals gedrukt</th><th scope="col">Waarom</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></div></section>"
    )


def _choices_html(heading: str, lines: Sequence[LineView]) -> str:
    """Return lines to choose under a heading."""
    if not lines:
        return ""
    items = "".join(_choice_html(line) for line in lines)
    return (
        f'<section class="vb-lines" aria-labelledby="vb-regels"><h2 id="vb-regels">{escape(heading)}</h2>'
        f"<ul>{items}</ul></section>"
    )


def _choice_html(line: LineView) -> str:
    """Return a line to choose: a link that shows it alone, and one that adds it to what is shown."""
    added = ""
    if line.toggled and not line.shown and line.toggled != line.only:
        name = f'<span class="vb-hidden">: {escape(line.label)}</span>'
        added = f' <a class="vb-add" href="{escape(line.toggled)}" data-go target="_self">Zet erbij{name}</a>'
    shown = ' <span class="vb-shown">getoond</span>' if line.shown else ""
    return (
        f'<li><a href="{escape(line.only)}" data-go target="_self"{_current(line.shown)}>{escape(line.label)}</a>'
        f'{shown}{added}<span class="vb-path">{escape(line.path)}</span>'
        f'<span class="vb-path">{escape(line.about)}</span></li>'
    )


def _series_html(series: SeriesView) -> str:
    """Return the row of a series."""
    cells = "".join(_year_html(year) for year in series.years)
    return f'<tr><th scope="row">{escape(series.name)}</th>{cells}</tr>'


def _year_html(year: YearView) -> str:
    """Return what a series has for a year: each value as printed, with plain euros and the difference."""
    if not year.values:
        return '<td class="vb-number"><span class="vb-hidden">geen cijfer</span></td>'
    values = "".join(_value_html(value) for value in year.values)
    differing = '<span class="vb-differs">verschillend</span>' if len(year.values) > 1 else ""
    change = f'<span class="vb-change">{escape(year.difference)}</span>' if year.difference else ""
    return f'<td class="vb-number">{values}{differing}{change}</td>'


def _value_html(value: ValueView) -> str:
    """Return a value as a link to its place, with its unit and in plain euros."""
    citation, address = value.places[0]
    further = "".join(
        _link_html(other, f"ook {number}", said) for number, (said, other) in enumerate(value.places[1:], start=2)
    )
    unit = f'<span class="vb-in">{escape(value.unit)}</span>' if value.unit and value.unit not in value.printed else ""
    plain = f'<span class="vb-in">{escape(value.plain)}</span>' if value.plain else ""
    negative = " vb-negative" if value.number < 0 else ""
    return (
        f'<span class="vb-figure{negative}">{_link_html(address, value.printed, citation)}{further}{unit}{plain}</span>'
    )


def _link_html(address: str, text: str, citation: str) -> str:
    """Return a link to a place in its document, named by where that is."""
    hidden = f'<span class="vb-hidden"> (open: {escape(citation)})</span>'
    return f'<a href="{escape(address)}" data-go target="_self" title="{escape(citation)}">{escape(text)}{hidden}</a>'


def _sources_html(several: Sequence[SeriesView]) -> str:
    """Return the sources of some series, each once, under the names of those that are taken from it."""
    named: dict[tuple[Source, ...], list[str]] = {}
    for series in several:
        named.setdefault(series.sources, []).append(series.name)
    return "".join(
        f"<h4>{'<br>'.join(map(escape, names))}</h4>{''.join(map(source_html, sources))}"
        for sources, names in named.items()
    )


def _current(chosen: bool) -> str:
    """Return the attribute that marks what is chosen, or nothing."""
    return ' aria-current="true"' if chosen else ""
