"""What the screen Vergelijken shows: the lines to choose from, and of the chosen ones charts, tables and sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from answer.cite import Citation, cite
from answer.compare.address import MOST_CHOSEN, Compared, compared_address, toggle_line
from answer.compare.find import choose_lines, find_lines, list_examples
from answer.compare.lines import Figure, Line, index_lines
from answer.compare.names import name_documents, name_lines
from answer.compare.notes import list_notes
from answer.compare.series import Group, Series, group_figures, list_loose
from answer.compare.units import COUNT, EURO, PERCENT, UNSAID
from answer.compare.views import Comparison, GroupView, LineView, LooseView, SeriesView, ValueView, YearView
from answer.figures.arithmetic import compute
from answer.show.asked import place_address
from answer.show.present_source import present_source
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.tables.numbers import plain_amount

LONGEST_BESIDE = 60
"""A longer text in a row is not shown where lines are chosen."""


def compare_lines(compared: Compared, searcher: Searcher) -> Comparison:
    """Return what an address compares: the chosen lines, or else the one that fits the words best.

    Raises:
        QueryError: there is nothing to look for in the words.
    """
    index = index_lines(searcher)
    missing = any(name not in index.by_id for name in compared.lines)
    lines = choose_lines(compared, searcher)
    if not compared.words and not lines:
        examples = tuple(_view_line(line, Compared(line.label), ()) for line in list_examples(searcher))
        return Comparison(compared, examples=examples, missing=missing)
    found = find_lines(compared.words, searcher) if compared.words else None
    views = [
        tuple(_view_line(line, compared, lines) for line in each)
        for each in ((found.lines, found.nearest) if found else ((), ()))
    ]
    known = tuple(dict.fromkeys(name for line in lines for name in line.documents))
    kept = tuple(name for name in compared.documents if name in known)
    names = name_documents([searcher.documents[name] for name in known])
    labels = name_lines(lines)
    return Comparison(
        compared,
        found=views[0],
        nearest=views[1],
        shown=tuple(_view_line(line, compared, lines) for line in lines),
        groups=tuple(_view_group(group, labels, names, searcher) for group in group_figures(lines, kept)),
        loose=tuple(_view_loose(labels[line], figure, searcher) for line, figure in list_loose(lines, kept)),
        documents=tuple(_view_documents(compared, names, kept)) if len(known) > 1 else (),
        missing=missing,
    )


def _view_line(line: Line, compared: Compared, shown: Sequence[Line]) -> LineView:
    """Return a line to choose."""
    years = line.years
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    count = len(line.documents)
    table = line.first.row.table
    # What else stands in the row tells it from others of its name: `02`, `Asiel en Migratie`.
    beside = (
        cell.text for cell in line.first.row.row.cells if cell.number is None and len(cell.text) <= LONGEST_BESIDE
    )
    texts = dict.fromkeys(" ".join(text.split()) for text in beside if any(map(str.isalpha, text)))
    places = (*line.path, " ".join(f"{table.name} {table.caption}".split()), *texts)
    about = f"{span} · {'1 document' if count == 1 else f'{count} documenten'}"
    full = line not in shown and len(shown) >= MOST_CHOSEN
    return LineView(
        label=line.label,
        path=" › ".join(filter(None, places)),
        about=" · ".join(filter(None, (line.first.row.document.metadata.ministry, about))),
        shown=line in shown,
        only=compared_address(replace(compared, lines=(line.first.id,), documents=())),
        toggled="" if full else toggle_line(compared, shown, line),
    )


def _view_documents(compared: Compared, names: dict[str, str], kept: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the documents that the comparison can be kept to, after all of them together."""
    yield "Alle documenten", compared_address(replace(compared, documents=())), not kept
    for document, name in names.items():
        yield name, compared_address(replace(compared, documents=(document,))), document in kept


def _view_group(group: Group, labels: dict[Line, str], names: dict[str, str], searcher: Searcher) -> GroupView:
    """Return a chart with its table."""
    first, last = group.years[0], group.years[-1]
    years = tuple(range(first, last + 1))
    several = len({series.line for series in group.series}) > 1
    views = tuple(
        _view_series(series, years, labels[series.line] if several else "", names[series.document.id], group, searcher)
        for series in group.series
    )
    named = ", ".join(dict.fromkeys(labels[series.line] for series in group.series))
    what = "mutaties" if group.change else ""
    title = " · ".join(filter(None, (named, what, describe_unit(group.unit))))
    return GroupView(title, group.unit, years, views, tuple(list_notes(group, views)))


def describe_unit(unit: str) -> str:
    """Return a unit as it stands in a title: `in euro's`, `in %`, `in maanden`."""
    if unit == EURO:
        return "in euro’s"
    if unit == COUNT:
        return "aantallen"
    return unit if unit == UNSAID or unit.startswith("x ") else f"in {unit}"


def _view_series(
    series: Series, years: Sequence[int], line: str, document: str, group: Group, searcher: Searcher
) -> SeriesView:
    """Return a series with its years in order."""
    kind = series.kind if series.told or series.kind == "Mutatie" else ""
    name = ": ".join(filter(None, (" – ".join(filter(None, (line, document))), kind)))
    rows = {
        (figure.row.table_position, figure.row.row_position): figure
        for values in series.values.values()
        for value in values
        for figure in value.places
    }
    sources = tuple(
        present_source(cite(figure.row.document, find_chunk(figure, searcher)), figure.row.document)
        for figure in rows.values()
    )
    views = tuple(_view_year(series, year, group, searcher) for year in years)
    return SeriesView(name, line, document, kind or series.kind, views, sources)


def _view_year(series: Series, year: int, group: Group, searcher: Searcher) -> YearView:
    """Return what a series has for a year."""
    values = tuple(
        ValueView(
            " ".join(value.places[0].cell.text.split()),
            value.places[0].cell.unit,
            _say_plain(value.number, group.unit),
            value.number,
            tuple(_view_place(figure, searcher) for figure in value.places),
        )
        for value in series.values.get(year, ())
    )
    return YearView(year, values, "" if group.change else _say_difference(series, year, group.unit))


def _say_plain(number: Decimal, unit: str) -> str:
    """Return an amount of money in words that need no unit; nothing for any other figure."""
    return plain_amount(number, "€") or "" if unit == EURO else ""


def _say_difference(series: Series, year: int, unit: str) -> str:
    """Return by how much a figure differs from the year before, and in percent; nothing where that is not sure."""
    pair = [series.values.get(each, ()) for each in (year, year - 1)]
    if any(len(values) != 1 for values in pair):
        return ""
    new, old = (values[0].places[0].cell for values in pair)
    difference = compute("verschil", new, old)
    if difference is None:
        return ""
    shown = _sign(difference.number, _say_plain(pair[0][0].number - pair[1][0].number, unit) or _bare(difference.text))
    change = compute("procent", new, old) if unit != PERCENT else None
    return f"{shown} ({_sign(change.number, change.text)})" if change is not None else shown


def _bare(text: str) -> str:
    """Return a computed figure without the unit in brackets that its table has above it."""
    return text.partition(" (")[0]


def _sign(number: Decimal, text: str) -> str:
    """Return a figure with a plus where it is one: a minus it has already."""
    return f"+ {text}" if number > 0 else text


def _view_place(figure: Figure, searcher: Searcher) -> tuple[str, str]:
    """Return the citation of a cell, and the address of its place in the document."""
    citation = cite_figure(figure, searcher)
    return citation.text, place_address(citation.permalink)


def cite_figure(figure: Figure, searcher: Searcher) -> Citation:
    """Return the citation of a cell."""
    return cite(figure.row.document, find_chunk(figure, searcher), figure.cell)


def find_chunk(figure: Figure, searcher: Searcher) -> Chunk:
    """Return the passage that a figure's row is, or the part of it that has the figure."""
    chunks = [searcher.chunks[position] for position in figure.row.chunks]
    return next((chunk for chunk in chunks if chunk.span.contains(figure.cell.span)), chunks[0])


def _view_loose(line: str, figure: Figure, searcher: Searcher) -> LooseView:
    """Return a cell that stands in no chart."""
    citation, address = _view_place(figure, searcher)
    reason = figure.column.reason or "dit is geen getal"
    text = " ".join(f"{figure.cell.text} {f'({figure.cell.unit})' if figure.cell.unit else ''}".split())
    return LooseView(line, " ".join(figure.cell.column.split()), text, reason, citation, address)
