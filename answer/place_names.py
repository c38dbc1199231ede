"""What a place in a document is called in a citation, so that the name lands on one place and can still be quoted.

A name that another place has too is told from it: a row by its groups, a table by its caption, and what is left by its
number among those of the same name (`2e rij Overig`). A long name is cut between words.
"""

import re
from collections.abc import Sequence

from ingest.document import Cell, Document, Row, Table

LONGEST_NAME = 80
"""A label of more characters is cut: some rows of records have a whole paragraph as their label."""

LONGEST_PATH = 120
"""A path of headings of more characters loses the outermost: the last ones say most, and the page says the rest."""

_COLUMN_NUMBER = re.compile(r" \(kolom \d+\)$")
_UNNAMED = re.compile(r"^kolom (?=\d+$)")
_CAPTION = re.compile(r"^Tabel\b:? *|(?: *\([^()]*€[^()]*\))?\.?$")
"""What of a caption names no table: the word itself, and at its end the unit of the amounts."""


def name_question(document: Document, position: int) -> str:
    """Return the name of a question: `Vraag 20`, `2e vraag 5` where a document numbers its questions twice."""
    return _name_among("vraag", [question.number for question in document.questions], position)


def name_table(document: Document, position: int) -> str:
    """Return the name of a table: `Tabel 4`, `Tabel ‘Meldingen in 2023’`, or `3e tabel` where it has neither.

    A table whose name others have, since each answer numbers its own from 1, is named with the question it belongs to.
    """
    names = [table.name for table in document.tables]
    table = document.tables[position]
    if re.search(r"\d", table.name):
        if names.count(table.name) == 1:
            return table.name
        answers = [_name_answer(document, other) for other in document.tables]
        if not answers[position]:
            return _name_among("", names, position)
        alike = [name if answer == answers[position] else "" for name, answer in zip(names, answers, strict=True)]
        return f"{answers[position]}, {_lower(_name_among('', alike, position))}"
    captions = [_shorten(_CAPTION.sub("", other.caption)) for other in document.tables]
    if captions[position] and captions.count(captions[position]) == 1:
        return f"{table.name or 'Tabel'} ‘{captions[position]}’"
    return f"{position + 1}e tabel"


def name_row(table: Table, position: int) -> str:
    """Return the name of a row: `rij COA`, with as many of its groups as it takes to land on one row.

    `rij Subsidies > Overig` where another group has a row `Overig` as well; `2e rij Overig` where the groups are the
    same too.
    """
    paths = [_row_path(row) for row in table.rows]
    path = paths[position]
    if not any(path):
        return f"{position + 1}e rij"
    alike = {length: [other[-length:] == path[-length:] for other in paths] for length in range(1, len(path) + 1)}
    length = min(alike, key=lambda length: (not any(path[-length:]), sum(alike[length]), length))
    shown = " > ".join(filter(None, path[-length:]))
    return _name_among("rij", [shown if same else "" for same in alike[length]], position)


def name_column(table: Table, row: Row, cell: Cell) -> str:
    """Return the name of the column of a cell: `kolom 2026`, with its unit: `kolom 2026 (x € 1.000)`.

    The unit is left out where it is printed with the value, with the row or in the heading of the column itself.
    """
    # `2025 (kolom 2)` is what parsing makes of the first of two columns `2025`.
    printed = [_COLUMN_NUMBER.sub("", column) for column in table.columns]
    headings = [own if printed.count(own) > 1 else column for own, column in zip(printed, table.columns, strict=True)]
    if table.columns.count(cell.column) == 1:
        position = table.columns.index(cell.column)
    else:
        headings = [other.column for other in row.cells]
        position = [(other.column, other.span) for other in row.cells].index((cell.column, cell.span))
    # A column without a heading is called `kolom 2` already.
    name = _name_among("kolom", [_UNNAMED.sub("", _shorten(heading)) for heading in headings], position)
    # `x € 1` is not printed in `x € 1.000`.
    unit = re.compile(rf"(?<!\w){re.escape(cell.unit)}(?![.,]?\w)")
    told = cell.unit in cell.text or any(map(unit.search, (cell.column, row.label)))
    return name if told else f"{name} ({cell.unit})"


def name_headings(headings: Sequence[str]) -> str:
    """Return a path of headings: `2. Beleidsagenda > 2.1 Inleiding`, short enough to be quoted.

    The title of a part in capitals says nothing about the place: `B. ARTIKELSGEWIJZE TOELICHTING …`.
    """
    path = [_shorten(heading) for heading in headings if not heading.isupper()] or [*map(_shorten, headings)]
    shown = " > ".join(path)
    while len(path) > 1 and len(shown) > LONGEST_PATH:
        path.pop(0)
        shown = " > ".join(("…", *path))
    return shown


def _name_answer(document: Document, table: Table) -> str:
    """Return the name of the question that a table stands in the answer to, or nothing where it stands in none."""
    for position, question in enumerate(document.questions):
        if question.span.contains(table.span) or (question.answer and question.answer.contains(table.span)):
            return name_question(document, position)
    return ""


def _row_path(row: Row) -> tuple[str, ...]:
    """Return the groups and the label of a row as they are shown."""
    return tuple(_shorten(part) for part in (*row.groups, row.label))


def _name_among(kind: str, names: Sequence[str], position: int) -> str:
    """Return a kind of place with its name, and its number before it where more places have that name."""
    name = f"{kind} {names[position]}".strip()
    if names.count(names[position]) == 1:
        return name
    number = names[: position + 1].count(names[position])
    return f"{number}e {_lower(name)}"


def _lower(name: str) -> str:
    """Return a name with a small letter at its beginning."""
    return name[:1].lower() + name[1:]


def _shorten(text: str) -> str:
    """Return a text on one line, and the words of it that fit."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_NAME:
        return line
    head = line[: LONGEST_NAME - 1]
    return f"{head.rpartition(' ')[0] or head}…"
