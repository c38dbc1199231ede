"""What the screen Vergelijken shows: the lines to choose from, and of the chosen ones charts, tables and sources."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from answer.asked import place_address
from answer.cite import Citation, cite
from answer.compare.address import MOST_CHOSEN, Compared, compared_address, toggle_line
from answer.compare.columns import UNTOLD, say_document_kind
from answer.compare.find import choose_lines, find_lines, list_examples
from answer.compare.lines import Figure, Line, index_lines
from answer.compare.series import Group, Series, group_figures, list_loose
from answer.compare.units import COUNT, EURO, PERCENT, UNSAID
from answer.figures.arithmetic import compute
from answer.present_source import Source, present_source
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Document
from ingest.tables.numbers import plain_amount

Named = TypeVar("Named", Line, str)

MOST_SERIES = 8
"""So many series are told apart in one chart; the table has all of them."""

LONGEST_BESIDE = 60
"""A longer text in a row is not shown where lines are chosen."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line to choose: its label, where it stands, its documents and years, and whether it is shown.

    `only` is the address that shows it alone, `toggled` the one that adds it to what is shown, or takes it away; empty
    where no more can be added.
    """

    label: str
    path: str
    about: str
    shown: bool
    only: str
    toggled: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a year: as printed with its unit, in plain euros where it is money, and its places in documents."""

    printed: str
    unit: str
    plain: str
    number: Decimal
    places: tuple[tuple[str, str], ...]

    @property
    def citations(self) -> str:
        """Return the citations of all places on one line."""
        return "; ".join(citation for citation, _ in self.places)


@dataclass(frozen=True, slots=True)
class YearView:
    """What a series has for a year: nothing, a value, or several that differ; and the change since the year before."""

    year: int
    values: tuple[ValueView, ...]
    difference: str = ""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series: its name, of which document and kind it is, its years in order, and the rows that it is taken from."""

    name: str
    line: str
    document: str
    kind: str
    years: tuple[YearView, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A chart with its table: what it shows in which unit, its years and series, and what must be said with it."""

    title: str
    unit: str
    years: tuple[int, ...]
    series: tuple[SeriesView, ...]
    notes: tuple[str, ...]

    @property
    def has_chart(self) -> bool:
        """Return whether there are years to compare."""
        return sum(any(series.years[place].values for series in self.series) for place in range(len(self.years))) > 1


@dataclass(frozen=True, slots=True)
class LooseView:
    """A cell that stands in no chart: its row and column, what is printed, why, and where it stands."""

    line: str
    column: str
    text: str
    reason: str
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the screen shows for an address: `found` are lines for the words, else `nearest`, else `examples`.

    `shown` are the lines that are compared. `documents` are the label, the address and the mark of each document that
    it can be kept to. `missing` tells that a line of the address is in no document.
    """

    compared: Compared
    found: tuple[LineView, ...] = ()
    nearest: tuple[LineView, ...] = ()
    examples: tuple[LineView, ...] = ()
    shown: tuple[LineView, ...] = ()
    groups: tuple[GroupView, ...] = ()
    loose: tuple[LooseView, ...] = ()
    documents: tuple[tuple[str, str, bool], ...] = ()
    missing: bool = False


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
    names = _name_documents([searcher.documents[name] for name in known])
    labels = _name_lines(lines)
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


def _name_lines(lines: Sequence[Line]) -> dict[Line, str]:
    """Return a name for each line: its label, with what it stands under where another has the same."""
    tables = {line: line.first.row.table for line in lines}
    return _tell_apart(
        {line: line.label for line in lines},
        {line: next(iter((*reversed(line.path), *reversed(tables[line].headings))), "") for line in lines},
        {line: line.first.row.document.metadata.ministry or "" for line in lines},
        {line: tables[line].name for line in lines},
        {line: line.first.id for line in lines},
    )


def _name_documents(documents: Sequence[Document]) -> dict[str, str]:
    """Return a short name for each document: `Begroting 2025`, with its ministry or id where another has the same."""
    names: dict[str, str] = {}
    for document in documents:
        known = document.metadata
        kind = say_document_kind(document)
        kind = (known.kind or document.id).capitalize() if kind == UNTOLD else kind
        names[document.id] = " ".join(filter(None, (kind, str(known.budget_year or "") or (known.date or "")[:4])))
    ministries = {document.id: document.metadata.ministry or "" for document in documents}
    return _tell_apart(names, ministries, {document.id: document.id for document in documents})


def _tell_apart(names: dict[Named, str], *further: dict[Named, str]) -> dict[Named, str]:
    """Return names of which each is another: what has the same gets more of `further`, only as far as that is needed."""
    told = dict(names)
    for more in further:
        taken = Counter(told.values())
        told = {key: f"{name} ({more[key]})" if taken[name] > 1 and more[key] else name for key, name in told.items()}
    return told


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
    return GroupView(title, group.unit, years, views, tuple(_list_notes(group, views)))


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


def _list_notes(group: Group, views: Sequence[SeriesView]) -> Iterator[str]:
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
