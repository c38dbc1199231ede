"""A comparison as the bytes of a file to keep, with all it takes to have it again."""

from collections.abc import Iterator

from answer.cite import Citation
from answer.compare.address import Compared
from answer.compare.find import choose_lines
from answer.compare.lines import Figure, Line
from answer.compare.present import cite_figure
from answer.compare.series import group_figures, list_loose
from answer.compare.units import EURO
from answer.export.as_csv import write_rows
from answer.export.as_xlsx import write_sheets
from answer.export.gather import describe_making, describe_origin, name_table
from answer.export.sheet_rows import SheetRow, describe_place
from index.filters import Filters
from index.search import Searcher
from ingest.errors import QueryError
from ingest.tables.numbers import plain_amount

COLUMNS = (
    "Soort", "Regel", "Jaar", "Soort cijfer", "Waarde zoals gedrukt", "Getal", "Eenheid", "In euro", "Leesbaar",
    "Opmerking", "Tabel", "Rij", "Kolom", "Titel", "Soort document", "Ministerie", "Datum", "Bladzijden", "Bron",
    "Link", "Plaats in Vraagbaak", "Gevraagd", "Tekst",
)  # fmt: skip
"""The headings: a row for each cell, and then how to have the same again under the last two."""

FORMS = ("csv", "xlsx")


def export_comparison(compared: Compared, searcher: Searcher, form: str) -> bytes:
    """Return what an address compares as the bytes of a file, `csv` or `xlsx`: a row for each cell.

    Raises:
        QueryError: the form is not known, or there is nothing to compare.
    """
    lines = choose_lines(compared, searcher)
    rows = tuple(_list_rows(compared, lines, searcher))
    if form not in FORMS or not rows:
        raise QueryError("Er is niets om te bewaren. Kies eerst een regel, en dan CSV of Excel.")
    cited = tuple(name for line in lines for name in line.documents)
    kept = tuple(dict.fromkeys(name for name in cited if not compared.documents or name in compared.documents))
    asked = compared.words or lines[0].label
    searched = "; ".join(f"{line.label} [{line.first.id}]" for line in lines)
    made = describe_making(searcher, ((asked, searched),), kept, Filters(documents=compared.documents))
    if form == "csv":
        return write_rows(COLUMNS, rows, made)
    used = tuple(name for name in COLUMNS if any(row.texts.get(name) or name in row.numbers for row in rows))
    return write_sheets([("Vergelijking", used, rows)], made)


def _list_rows(compared: Compared, lines: tuple[Line, ...], searcher: Searcher) -> Iterator[SheetRow]:
    """Yield a row for each cell: those of the charts in their order, then the others."""
    for group in group_figures(lines, compared.documents):
        for series in group.series:
            for values in series.values.values():
                note = "verschillende cijfers voor dit jaar" if len(values) > 1 else ""
                for figure in (figure for value in values for figure in value.places):
                    yield _make_row(series.line, figure, note, cite_figure(figure, searcher))
    for line, figure in list_loose(lines, compared.documents):
        reason = figure.column.reason or "dit is geen getal"
        yield _make_row(line, figure, f"niet in de grafiek: {reason}", cite_figure(figure, searcher))


def _make_row(line: Line, figure: Figure, note: str, citation: Citation) -> SheetRow:
    """Return the row of a cell."""
    cell, row = figure.cell, figure.row
    is_money = figure.amount is not None and figure.amount.unit == EURO
    texts = {
        "Soort": "Cel",
        "Regel": line.label,
        "Jaar": "" if figure.column.year is None else str(figure.column.year),
        "Soort cijfer": figure.column.kind,
        "Waarde zoals gedrukt": cell.text,
        "Eenheid": cell.unit,
        "Leesbaar": "" if cell.number is None else plain_amount(cell.number, cell.unit) or "",
        "Opmerking": note,
        "Tabel": name_table(row.table),
        "Rij": " > ".join((*row.row.groups, row.row.label)),
        "Kolom": cell.column,
        **describe_place(citation, describe_origin(row.document)),
    }
    numbers = {} if cell.number is None else {"Getal": cell.number}
    if figure.amount is not None and is_money:
        numbers["In euro"] = figure.amount.number
    return SheetRow(texts, numbers)
