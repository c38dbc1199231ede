"""An export as rows under fixed headings, for the forms that are computed with: figures apart from their units.

One kind of row each for what answers and the passages, and for the cells of tables; CSV has both below each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from answer.cite import Citation
from answer.export.harmless import clean_link
from answer.export.record import Export, ExportedAnswer, ExportedCell, ExportedFound, ExportedPassage, Origin
from answer.found import Computed
from answer.show.present_source import web_address
from answer.terminal.text import unwrap
from ingest.tables.numbers import plain_amount, unit_scale

COLUMNS = (
    "Nummer", "Vraag", "Status", "Soort", "Gevraagd", "Waarde zoals gedrukt", "Getal", "Eenheid", "In euro", "Leesbaar",
    "Tabel", "Rij", "Kolom", "Tekst", "Berekening", "Titel", "Soort document", "Ministerie", "Datum", "Bladzijden",
    "Koppen", "Bron", "Link", "Plaats in Vraagbaak", "Kenmerk",
)  # fmt: skip
"""The headings of all rows. `Getal` is in `Eenheid`; `In euro` is an amount of money in euros, exactly."""

NUMBERS = frozenset({"Getal", "In euro"})
"""The headings under which figures stand, and no text."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its texts and its figures by their headings; what it lacks is empty."""

    texts: dict[str, str]
    numbers: dict[str, Decimal]


def list_answers(export: Export) -> tuple[SheetRow, ...]:
    """Return a row for each thing that answers, was computed or differs; one that says so where nothing was found."""
    return tuple(row for answer in export.answers for row in _list_answer(answer))


def list_passages(export: Export) -> tuple[SheetRow, ...]:
    """Return a row for each passage of each answer."""
    return tuple(_row_of_passage(answer, passage) for answer in export.answers for passage in answer.passages)


def list_cells(export: Export) -> tuple[SheetRow, ...]:
    """Return a row for each cell of the passages, once where several passages have it."""
    rows: dict[tuple[str, int, int, str], SheetRow] = {}
    for answer in export.answers:
        for each in (cell for passage in answer.passages for cell in passage.cells):
            span = each.cell.span
            place = (each.origin.document, span.start, span.end, each.cell.column)
            rows.setdefault(place, _row_of_cell(answer, each))
    return tuple(rows.values())


def _list_answer(exported: ExportedAnswer) -> Iterator[SheetRow]:
    """Yield the rows of what answers one query."""
    if exported.card.computed:
        yield _row_of_computed(exported, exported.card.computed)
    yield from (_row_of_found(exported, found) for found in exported.found)
    if not exported.found and not exported.answer.parts:
        notes = " ".join((*exported.card.notes, exported.card.scope)).strip()
        yield _make_row(exported, "Geen antwoord", {"Tekst": notes})


def _row_of_computed(exported: ExportedAnswer, computed: Computed) -> SheetRow:
    """Return what was computed, with how, and the citations of the figures that it was computed of."""
    cited = "; ".join(found.found.citation.text for found in exported.found if found.role == "Antwoord")
    texts = {
        "Eenheid": computed.unit,
        "Leesbaar": computed.plain or "",
        "Tekst": computed.text,
        "Berekening": computed.formula,
        "Bron": cited,
    }
    numbers = {"Getal": computed.number}
    if computed.plain is not None:
        numbers["In euro"] = computed.number * unit_scale(computed.unit)
    return _make_row(exported, "Berekend", texts, numbers)


def _row_of_found(exported: ExportedAnswer, each: ExportedFound) -> SheetRow:
    """Return a figure, row or sentence that answers."""
    found, view = each.found, each.view
    texts = {
        "Gevraagd": found.asked,
        "Waarde zoals gedrukt": found.value or view.value or "",
        "Eenheid": found.unit or "",
        "Leesbaar": found.plain or "",
        "Tabel": each.table,
        "Rij": " > ".join(view.path),
        "Kolom": found.column or "",
        "Tekst": unwrap(found.text),
        "Koppen": " > ".join(found.chunk.headings),
        "Kenmerk": found.chunk.id,
        **describe_place(found.citation, each.origin),
    }
    numbers = {} if found.number is None else {"Getal": found.number}
    # Only an amount of money has a plain form; of another figure the scale says nothing of euros.
    if found.number is not None and found.plain is not None:
        numbers["In euro"] = found.number * found.scale
    return _make_row(exported, each.role, texts, numbers)


def _row_of_passage(exported: ExportedAnswer, each: ExportedPassage) -> SheetRow:
    """Return a passage with its text."""
    chunk = each.passage.hit.chunk
    texts = {
        "Tabel": each.cells[0].table if each.cells else "",
        "Rij": " > ".join(each.cells[0].path) if each.cells and chunk.row is not None else "",
        "Tekst": unwrap(chunk.text),
        "Koppen": " > ".join(chunk.headings),
        "Kenmerk": chunk.id,
        **describe_place(each.passage.citation, each.origin),
    }
    return _make_row(exported, f"Passage {each.view.rank} ({each.view.kind.lower()})", texts)


def _row_of_cell(exported: ExportedAnswer, each: ExportedCell) -> SheetRow:
    """Return a cell of a table."""
    cell = each.cell
    plain = plain_amount(cell.number, cell.unit) if cell.number is not None else None
    texts = {
        "Waarde zoals gedrukt": cell.text,
        "Eenheid": cell.unit,
        "Leesbaar": plain or "",
        "Tabel": each.table,
        "Rij": " > ".join(each.path),
        "Kolom": cell.column,
        **describe_place(each.citation, each.origin),
    }
    numbers = {} if cell.number is None else {"Getal": cell.number}
    if cell.number is not None and plain is not None:
        numbers["In euro"] = cell.number * cell.scale
    return _make_row(exported, "Cel", texts, numbers)


def describe_place(citation: Citation, origin: Origin) -> dict[str, str]:
    """Return the columns on where something stands."""
    return {
        "Titel": origin.title,
        "Soort document": origin.kind,
        "Ministerie": origin.ministry,
        "Datum": origin.date,
        "Bladzijden": ", ".join(map(str, citation.pages)),
        "Bron": citation.text,
        "Link": clean_link(web_address(citation)) or "",
        "Plaats in Vraagbaak": citation.permalink,
    }


def _make_row(
    exported: ExportedAnswer, kind: str, texts: dict[str, str], numbers: dict[str, Decimal] | None = None
) -> SheetRow:
    """Return a row with the query that it belongs to."""
    query = {
        "Nummer": exported.number,
        "Vraag": exported.answer.query,
        "Status": exported.answer.status,
        "Soort": kind,
    }
    return SheetRow({**query, **texts}, numbers or {})


def show_number(number: Decimal) -> str:
    """Return a figure as a Dutch spreadsheet reads it, exact, without points and closing zeros: `-467554`, `12,5`."""
    whole, _, decimals = f"{number:f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals}" if decimals else whole


def used_columns(rows: Sequence[SheetRow]) -> tuple[str, ...]:
    """Return the headings under which any of the rows has something."""
    return tuple(name for name in COLUMNS if any(row.texts.get(name) or name in row.numbers for row in rows))
