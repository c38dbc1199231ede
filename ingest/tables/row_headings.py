"""The heading rows of a table whose cells the format told: how many there are, and what they call each column."""

import re
from dataclasses import dataclass

from ingest.tables.heading_words import find_column_unit, is_numbering, strip_numbering
from ingest.tables.numbers import PERIOD
from ingest.tables.row_cells import CellRow, RowCell, count_columns, is_value

_MOST_HEADING_ROWS = 4
"""Headings of more rows than this do not occur; what looks like more is a table of words."""

_LONGEST_HEADING = 80
"""Characters; a longer text in a first row is a cell."""

_HEADING_WORD = re.compile(
    r"^(?:aandeel|aantal(?:len)?|afkorting(?:en)?|afronding|artikel(?:en)?|bedrag(?:en)?|begroting|beschrijving|betekenis"
    r"|bron|categorie|datum|doelgroep|einde?|fase|indicator(?:en)?|indiener|instrument|jaar|kenmerk|land|looptijd"
    r"|maatregel(?:en)?|ministerie|motie|naam|nr|nummer|omschrijving|onderdeel|onderwerp|onderzoek|organisatie|periode"
    r"|planning|post|programma|raming|realisatie|regeling|resultaat|soort|stand|start|status|subthema|thema|titel"
    r"|toelichting|toezegging|type|uitgaven|uitkomst|vindplaats|verschil|volgnummer|voortgang|wetsvoorstel)(?=\W|$)",
    re.IGNORECASE,
)
"""What columns of Dutch papers are called; these at the top of a table of words tell that it has headings."""

BARE_UNIT = re.compile(
    r"^(?:[x×*€%().,\s\d]|in\b|bedrag(?:en)?\b|euro(?:'s)?\b|EUR\b|(?:duizend|miljoen|miljard)(?:en)?\b|ml[nd]\b)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headings:
    """What the heading rows say: how many they are, the name and unit of each column, and the unit that a title names.

    A unit is None where the heading names none, and empty above counts. `rows` are the texts of the heading rows, by
    which a repetition on a further page is known.
    """

    count: int
    names: tuple[str, ...]
    units: tuple[str | None, ...]
    unit: str
    rows: frozenset[tuple[tuple[int, str], ...]]


def read_headings(rows: tuple[CellRow, ...]) -> Headings:
    """Return what the heading rows at the top of the table say.

    The format tells them, or they are the first rows without figures, or with years only, above the first row of
    figures. A heading that spans columns is put before those below it: `Begroting` above `2024` and `2025` makes
    `Begroting 2024` and `Begroting 2025`. One that spans the whole table is its title, and names no column.
    """
    width = count_columns(rows)
    count = _count_heading_rows(rows, width)
    titles = [row for row in rows[:count] if is_title(row, width)]
    named = [row for row in rows[:count] if not is_title(row, width)]
    names = tuple(_join_names(named, column) for column in range(width))
    units = tuple(_find_unit_above(named, column, names[column]) for column in range(width))
    unit = next((unit for row in titles if (unit := find_column_unit(row.cells[0].text))), "")
    return Headings(count, names, units, unit, frozenset(row.texts for row in rows[:count]))


def is_title(row: CellRow, width: int) -> bool:
    """Return whether one cell spans the whole row."""
    return len(row.cells) == 1 and width > 1 and row.cells[0].columns == width


def _count_heading_rows(rows: tuple[CellRow, ...], width: int) -> int:
    """Return how many rows at the top are headings."""
    told = next((i for i, row in enumerate(rows) if not row.header), 0)
    if not any(is_figures(rows[told:], column, headings=int(not told)) for column in range(1, width)):
        # A table of words, of which the first row is a heading or already a record.
        return told or int(width > 1 and len(rows) > 1 and _heads_words(rows, width))
    i = told
    while i < min(len(rows), told + _MOST_HEADING_ROWS) and _is_heading(rows, i, told, width):
        i += 1
    return i if i < len(rows) else told


def is_figures(rows: tuple[CellRow, ...], column: int, headings: int = 0) -> bool:
    """Return whether most of what stands in a column are figures; years say when, not how much.

    So many `headings` may still stand above them.
    """
    texts = [found.text for row in rows if (found := row.at(column)) and found.columns == 1]
    values = sum(is_value(text) and not PERIOD.match(text) for text in texts)
    return values > 0 and 2 * values >= len(texts) - headings and any(re.search(r"\d", text) for text in texts)


def _is_heading(rows: tuple[CellRow, ...], i: int, told: int, width: int) -> bool:
    """Return whether row `i` is a heading although the format does not tell it: words or years, and where they fit.

    Below other headings a row is one only where it has no label, or divides a heading above it or fills a gap.
    """
    row = rows[i]
    if is_title(row, width):
        return i == 0 and len(row.cells[0].text.split()) > 1
    above = [cell for cell in row.cells if cell.end > 1]
    if not above:
        # A few words of their own above the headings, in the column of the labels.
        return i == told == 0 and len(rows) > 1 and rows[1].cells[0].column > 0 and _is_heading(rows, 1, told, width)
    if any(len(cell.text) > _LONGEST_HEADING for cell in row.cells):
        return False
    periods = all(PERIOD.match(cell.text) for cell in above)
    if not periods and (told or any(is_value(cell.text) and not PERIOD.match(cell.text) for cell in above)):
        return False
    before = [row for row in rows[:i] if not is_title(row, width)]
    if not before or row.cells[0].column > 0:
        return True
    named = {cell.column for row in before for cell in row.cells if cell.columns == 1}
    return not any(cell.column in named for cell in above)


def _heads_words(rows: tuple[CellRow, ...], width: int) -> bool:
    """Return whether the first row of a table of words is one of headings.

    It is where it names all columns briefly and either uses words that columns are called by (two, or one by itself),
    or is unlike what stands below it: sentences, dates and codes.
    """
    first, body = rows[0], rows[1:]
    if sum(cell.column > 0 for cell in first.cells) < width - 1:
        return False
    if any(len(cell.text) > _LONGEST_HEADING // 2 or re.search(r"\d|\.$", cell.text) for cell in first.cells):
        return False
    words = [match for cell in first.cells if (match := _HEADING_WORD.match(cell.text))]
    if len(words) > 1 or any(match.end() == len(match.string.rstrip(".")) for match in words):
        return True
    columns = ([found.text for row in body if (found := row.at(column))] for column in range(1, width))
    unlike = re.compile(r"\d|(?:\S+\s+){8}")
    return any(2 * sum(bool(unlike.search(text)) for text in texts) > len(texts) for texts in columns)


def _join_names(rows: list[CellRow], column: int) -> str:
    """Return the headings above a column, from the top down.

    A unit that spans more columns names none of them, and neither does a number in a row that only numbers columns.
    """
    parts: list[str] = []
    for row in rows:
        cell = row.at(column)
        if cell is not None and cell.text not in parts[-1:] and not _is_spanning_unit(cell) and not _numbers(row):
            parts.append(strip_numbering(cell.text))
    return " ".join(parts)


def _numbers(row: CellRow) -> bool:
    """Return whether a row only numbers the columns: `(1)`, `(2)`, `(3)=(2)-(1)`."""
    return is_numbering(" ".join(cell.text for cell in row.cells)) > 0


def _find_unit_above(rows: list[CellRow], column: int, name: str) -> str | None:
    """Return the unit of a column: of its name, or of a heading above it that names only a unit."""
    spanning = (cell.text for row in rows if (cell := row.at(column)) and _is_spanning_unit(cell))
    found = (find_column_unit(text) for text in (name, *spanning))
    return next((unit for unit in found if unit is not None), None)


def _is_spanning_unit(cell: RowCell) -> bool:
    """Return whether a heading stands above more columns and says only in what unit these are."""
    return cell.columns > 1 and BARE_UNIT.match(cell.text) is not None
