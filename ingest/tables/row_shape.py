"""Which columns of a table whose cells the format told are what: labels, groups, codes and figures; and their names."""

import re
from collections import Counter
from dataclasses import dataclass

from ingest.tables.heading_words import find_column_unit
from ingest.tables.numbers import PERIOD
from ingest.tables.row_cells import CellRow, count_columns, has_letters
from ingest.tables.row_headings import BARE_UNIT, Headings, is_figures, read_headings

_CODE = re.compile(r"^[A-Z]{0,3}\d+[a-z]?(?:[.-]\d+)*[a-z]?\.?$")
_CODE_HEADING = re.compile(
    r"^(?:art|nr|code|blz|pagina|paragraaf)\b|artikel(?:en|\(en\))?$|(?:nummers?|\bnrs?)\.?$", re.IGNORECASE
)


MOST_LEADING = 3
"""Columns of codes and names that stand before figures; more are the columns of a record, which its first one names."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns of a table are what: labels, groups or codes left of them, figures; and what they are called.

    `groups` and `code` are None where there is no such column; `codes` are all columns of numbers that name something.
    """

    headings: Headings
    names: tuple[str, ...]
    width: int
    label: int
    groups: int | None
    code: int | None
    figures: frozenset[int]
    codes: frozenset[int]
    unit: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns other than that of the labels and groups."""
        return tuple(name for place, name in enumerate(self.names) if place not in {self.label, self.groups})


def find_shape(rows: tuple[CellRow, ...], unit: str) -> Shape:
    """Return which columns are labels, groups, codes and figures."""
    width = count_columns(rows)
    headings = read_headings(rows)
    body = tuple(row for row in rows[headings.count :] if len(row.cells) > 1)
    codes = frozenset(column for column in range(width) if _CODE_HEADING.search(headings.names[column]))
    figures = frozenset(column for column in range(1, width) if column not in codes and is_figures(body, column))
    label, groups, code = 0, None, None
    leading = min(figures, default=0)
    if leading > 1 and has_letters(_texts_at(body, leading - 1)):
        if leading <= MOST_LEADING and _is_code_column(body, headings.names[0]):
            label, code = leading - 1, 0
        elif leading == 2 and _is_group_column(body):
            label, groups = 1, 0
    above_labels = headings.names[label] if width else ""
    if not unit:
        told = find_column_unit(above_labels) if BARE_UNIT.match(above_labels) else None
        unit = headings.unit or told or _find_printed_unit(body, figures)
    names = _tell_apart(headings.names, {label, groups, code})
    return Shape(headings, names, width, label, groups, code, figures - {label}, codes - {label}, unit)


def _find_printed_unit(rows: tuple[CellRow, ...], figures: frozenset[int]) -> str:
    """Return `€` where most figures print it themselves, so that one without it is in euros too."""
    texts = [text for column in figures for text in _texts_at(rows, column)]
    return "€" if 2 * sum("€" in text for text in texts) > len(texts) else ""


def _tell_apart(names: tuple[str, ...], heads: set[int | None]) -> tuple[str, ...]:
    """Return the names of the columns, with their place where the table prints the same one twice, or none.

    `heads` are the columns of labels, groups and codes; those of values count on from there.
    """
    values = [place for place in range(len(names)) if place not in heads]
    counts = Counter(names[place] for place in values)
    told = list(names)
    for number, place in enumerate(values, start=2):
        if not names[place]:
            told[place] = f"kolom {number}"
        elif counts[names[place]] > 1:
            told[place] = f"{names[place]} (kolom {number})"
    return tuple(name or "kolom 1" for name in told)


def _texts_at(rows: tuple[CellRow, ...], column: int) -> list[str]:
    """Return the texts in a column."""
    return [found.text for row in rows if (found := row.at(column)) and found.columns == 1]


def _is_code_column(rows: tuple[CellRow, ...], heading: str) -> bool:
    """Return whether the first column holds codes of what the second one names: `37`, `37.2`, `A15`."""
    texts = _texts_at(rows, 0)
    codes = sum(bool(_CODE.match(text)) and not PERIOD.match(text) for text in texts)
    if not codes:
        return False
    return codes >= 0.6 * len(texts) or bool(_CODE_HEADING.search(heading) and max(map(len, texts)) <= 15)


def _is_group_column(rows: tuple[CellRow, ...]) -> bool:
    """Return whether the first column names groups: it spans rows, or is empty beside the labels of the second."""
    first = [row.at(0) for row in rows if (cell := row.at(1)) and cell.column == 1]
    return any(cell is None or cell.rows > 1 for cell in first) and any(cell is not None for cell in first)
