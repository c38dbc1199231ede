"""The gold of answers: queries with the very cell, figure or sentence that answers, written before the code existed.

One JSON object a line: `id`, `kind`, `part` (`afstemmen` or `rapporteren`), `query`, and `answers`, with one list for
each thing asked, of the places that state it. A place is a cell (`document`, `table`, `row`, `column`, `value`, `unit`,
and `group` where a table has the row twice) or a sentence (`document`, a verbatim `quote` of it, and the `value` that
was asked for). What is to be computed has an `operation` and its `result`, a follow-up the query before (`previous`),
and a pasted question of parliament `parts`, each with its `question` and `answers`. None of it is tuned on but the part
that says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, get_args

from evaluation.gold import PARTS, Gold, GoldError, Part, fold_text, locate_quote, read_records
from ingest.document import Document, Span

AnswerKind = Literal[
    "tabelcijfer",
    "cellen",
    "berekend",
    "vervolg",
    "tekstcijfer",
    "waarom",
    "watis",
    "afkorting",
    "onbekend",
    "ja-nee",
    "lijst",
    "kamervraag",
    "onbeantwoordbaar",
]
ANSWER_KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)

SHOWN_CHARACTERS = 300
"""Of what was wanted and of what was said a reader is shown so much."""

_CELL = ("table", "row", "column", "value", "unit")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell by its table's name, its row's label with the last group above it where that is needed, and its column."""

    table: str
    row: str
    column: str
    value: str
    unit: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place that answers: a cell, or the sentence in `span` with the `value` that was asked for, as printed."""

    document: str
    cell: CellPlace | None = None
    span: Span | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """A question within a pasted one, and for each thing that it asks the places that answer; none where none does."""

    question: str
    answers: tuple[tuple[Wanted, ...], ...]


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    """A query with what answers it: for each thing asked the places that state it.

    `result` is what is to be computed, in the unit of the cells or in percent; `previous` the query that a follow-up
    goes on from.
    """

    id: str
    kind: AnswerKind
    part: Part
    text: str
    answers: tuple[tuple[Wanted, ...], ...]
    previous: str = ""
    operation: str = ""
    result: Decimal | None = None
    parts: tuple[SubQuestion, ...] = ()


def load_answer_queries(path: Path, documents: Mapping[str, Document]) -> tuple[AnswerQuery, ...]:
    """Return the queries of a gold file in its order, their places looked up in `documents`.

    Raises:
        GoldError: the file cannot be read, a line is not well-formed, or a place is not in the documents.
    """
    reader = _PlaceReader(documents)
    return tuple(_read_query(record, where, reader) for where, record in read_records(path))


def list_documents(path: Path) -> frozenset[str]:
    """Return the ids of the documents that a gold file is about.

    Raises:
        GoldError: the file cannot be read.
    """
    records = [record for _, record in read_records(path)]
    entries = [record.get("answers", []) for record in records]
    entries += [part.get("answers", []) for record in records for part in record.get("parts", [])]
    return frozenset(place["document"] for answers in entries for places in answers for place in places)


def describe_wanted(
    query: AnswerQuery, answers: Sequence[Sequence[Wanted]], documents: Mapping[str, Document]
) -> tuple[str, ...]:
    """Return for each thing asked the first place that states it, and what is to be computed of them."""
    result = [f"{query.operation}: {query.result}".replace(".", ",")] if query.result is not None else []
    return (*(_describe_place(places[0], documents) for places in answers if places), *result)


class _PlaceReader:
    """Reads places, and remembers the folded texts of the documents that they are in."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Bind the documents."""
        self._documents = documents
        self._folded = {name: fold_text(document.text) for name, document in documents.items()}

    def read_all(self, entries: object, where: str) -> tuple[tuple[Wanted, ...], ...]:
        """Return for each thing asked the places that state it."""
        if not isinstance(entries, list) or not all(isinstance(places, list) for places in entries):
            raise GoldError(f"{where}: «answers» is geen lijst van lijsten.")
        return tuple(tuple(self._read(place, where) for place in places) for places in entries)

    def _read(self, place: dict[str, Any], where: str) -> Wanted:
        """Return one place."""
        name = place.get("document", "")
        if name not in self._documents:
            raise GoldError(f"{where}: document {name} staat niet in het corpus.")
        if "quote" in place:
            gold = Gold(name, place["quote"], 2, place.get("occurrence"))
            try:
                span = locate_quote(gold, self._folded[name])
            except GoldError as error:
                raise GoldError(f"{where}: {error}.") from error
            return Wanted(name, span=span, value=place.get("value", ""))
        cell = CellPlace(**{key: place[key] for key in _CELL}, group=place.get("group", ""))
        if not any(_is_cell(self._documents[name], cell)):
            raise GoldError(f"{where}: {cell.table}, rij {cell.row}, kolom {cell.column} staat niet in {name}.")
        return Wanted(name, cell, value=cell.value)


def _is_cell(document: Document, wanted: CellPlace) -> list[bool]:
    """Return a True for each cell of a document that is the one wanted."""
    return [
        True
        for table in document.tables
        if table.name == wanted.table
        for row in table.rows
        if row.label == wanted.row and (not wanted.group or row.groups[-1:] == (wanted.group,))
        for cell in row.cells
        if (cell.column, cell.text) == (wanted.column, wanted.value)
    ]


def _read_query(record: dict[str, Any], where: str, reader: _PlaceReader) -> AnswerQuery:
    """Return the query that one record holds."""
    where = f"{where}, vraag {record.get('id', 'zonder id')}"
    kind, part = record.get("kind"), record.get("part")
    if kind not in ANSWER_KINDS or part not in PARTS or not record.get("query") or not record.get("id"):
        raise GoldError(f"{where}: «id», «kind», «part» of «query» ontbreekt of is onbekend.")
    parts = tuple(
        SubQuestion(each["question"], reader.read_all(each["answers"], where)) for each in record.get("parts", [])
    )
    return AnswerQuery(
        id=record["id"],
        kind=kind,
        part=part,
        text=record["query"],
        answers=reader.read_all(record.get("answers", []), where),
        previous=record.get("previous", ""),
        operation=record.get("operation", ""),
        result=_read_number(record.get("result"), where),
        parts=parts,
    )


def _read_number(text: object, where: str) -> Decimal | None:
    """Return a number written with a decimal point, or None where there is none."""
    if text is None:
        return None
    try:
        return Decimal(str(text))
    except InvalidOperation as error:
        raise GoldError(f"{where}: «result» is geen getal.") from error


def count_parts(queries: Sequence[AnswerQuery]) -> int:
    """Return how many sub-questions with an answer the pasted questions have."""
    return sum(bool(part.answers) for query in queries for part in query.parts)


def _describe_place(wanted: Wanted, documents: Mapping[str, Document]) -> str:
    """Return a place of the gold for a reader: `20 (x € 1.000) [Tabel 1, rij COA, kolom 2026]`, or its sentence."""
    if wanted.span is not None:
        return " ".join(documents[wanted.document].slice(wanted.span).split())[:SHOWN_CHARACTERS]
    cell = wanted.cell
    if cell is None:
        return wanted.value
    unit = f" ({cell.unit})" if cell.unit else ""
    return f"{cell.value}{unit} [{cell.table}, rij {cell.row}, kolom {cell.column}]"
