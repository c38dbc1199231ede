"""From a printed text to a cell of a table: the one place where its number, unit and scale are decided."""

import re

from ingest.document import Cell, Span
from ingest.tables.numbers import parse_number, unit_scale

_IN_WORDS = re.compile(
    r"^(?P<sign>[‒–−-] ?)?(?P<euro>€ ?|EUR ?)?(?P<digits>\d[\d.,]*) (?P<size>mln|mld|miljoen|miljard|duizend)\b\.?"
    r"(?P<word> euro)?$",
    re.IGNORECASE,
)
_EURO = re.compile(r"€|\bEUR\b")


def make_cell(column: str, text: str, span: Span, unit: str) -> Cell:
    """Return the cell that `text` makes under the heading `column`, where `unit` is what its table says of it.

    What the cell prints itself goes before that: `41,5%` is a percentage in a table of euros, `€ 1,3 mln.` is in
    millions, and `€ 12` is in euros where the table names no unit.
    """
    in_words = _IN_WORDS.match(text)
    if in_words:
        number = parse_number((in_words["sign"] or "") + in_words["digits"])
        money = in_words["euro"] or in_words["word"] or _EURO.search(unit)
        unit = f"€ {in_words['size']}" if money else in_words["size"]
    else:
        number = parse_number(text)
        if text.endswith("%"):
            unit = "%"
        elif not unit and number is not None and _EURO.search(text):
            unit = "€"
    return Cell(column=column, text=text, span=span, number=number, unit=unit, scale=unit_scale(unit))
