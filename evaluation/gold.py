"""The gold set: short queries as users type them, each with the places in the documents that answer it.

One JSON object a line: `id`, `kind`, `query`, `part` (`afstemmen` to tune on, `rapporteren` to report on), `gold`, and
`distance` (`ver` or `dichtbij`, of an unanswerable query), `unmet` (of a `dichtbij` one: which demand of the query the
documents do not meet) or `note`. A gold place quotes its document verbatim, and `occurrence` (from 1) tells which one
is meant when the quote occurs more than once. Places of one query with the same `fact` state the same thing. A place
that is a figure in a table has a `cell`: `value` as printed, `unit` as the table gives it, and its `row` and `column`.

Of a query of kind `onbekend` the answer is the document's own statement that it does not know.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from evaluation.judge import FULL, Place
from ingest.document import Document, Span
from ingest.errors import VraagbaakError

Kind = Literal[
    "trefwoord",
    "vraag",
    "waarom",
    "bedrag",
    "afkorting",
    "synoniem",
    "samenstelling",
    "typefout",
    "onbekend",
    "onbeantwoordbaar",
]
Part = Literal["afstemmen", "rapporteren"]

KINDS: tuple[Kind, ...] = get_args(Kind)
PARTS: tuple[Part, ...] = get_args(Part)
UNANSWERABLE: Kind = "onbeantwoordbaar"
NEAR = "dichtbij"
DISTANCES = ("ver", NEAR)
UNMET = ("plaats", "organisatie", "groep", "jaar", "maat")
"""What a near query can ask for that is not there while its subject is: that place, that organisation, that group of
people, that year, or that measure of it (a number of people where only an amount is given)."""

_QUERY_KEYS = {"id", "kind", "query", "part", "gold", "note", "distance", "unmet"}
_GOLD_KEYS = {"document", "quote", "grade", "occurrence", "fact", "cell"}
_CELL_KEYS = {"value", "unit", "row", "column"}


class GoldError(VraagbaakError):
    """The gold set cannot be used: a line is not well-formed, or a quote does not point at one place."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a table: its value as printed, its unit as the table gives it, its row's own label and its column.

    `unit` is empty where the source gives none, `column` where the table has one column of values without a heading.
    """

    value: str
    unit: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that answers a query, by a verbatim quote; `occurrence` is None where the quote must be unique.

    `cell` is the figure that was asked for, where the place is a row of a table.
    """

    document: str
    quote: str
    grade: int
    occurrence: int | None = None
    fact: str = ""
    cell: Figure | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the gold set; an unanswerable one has no `gold`, an answerable one no `distance` and no `unmet`."""

    id: str
    kind: Kind
    text: str
    part: Part
    gold: tuple[Gold, ...]
    distance: str = ""
    note: str = ""
    unmet: str = ""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text without white space and in NFKD form, and for each of its characters where it came from."""

    text: str
    origins: tuple[int, ...]


def load_queries(path: Path) -> tuple[Query, ...]:
    """Return the queries of a gold file in its order.

    Raises:
        GoldError: the file cannot be read, or a line is not well-formed; the message names line and query.
    """
    queries: dict[str, Query] = {}
    for where, record in read_records(path):
        query = _read_query(record, where)
        if query.id in queries:
            raise GoldError(f"{where}: vraag {query.id} komt al eerder voor. Geef elke een eigen id.")
        queries[query.id] = query
    return tuple(queries.values())


def read_records(path: Path) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return the JSON objects of a file with one a line, each with its place in the file for messages; blank lines go.

    Raises:
        GoldError: the file cannot be read or is empty, or a line is not a JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"Het vragenbestand {path} is niet te lezen: geef een bestand in UTF-8.") from error
    records = tuple(
        (f"{path.name}, regel {number}", _parse_record(line, f"{path.name}, regel {number}"))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    if not records:
        raise GoldError(f"{path.name} bevat geen vragen: zet er één JSON-object per regel in.")
    return records


def read_gold(entries: object, where: str) -> tuple[Gold, ...]:
    """Return the gold places that a record's `gold` lists; `where` is the record, for messages.

    Raises:
        GoldError: it is not a list of well-formed places.
    """
    if not isinstance(entries, list):
        raise GoldError(f"{where}: «gold» is geen lijst.")
    return tuple(_read_place(entry, where) for entry in entries)


def fold_text(text: str) -> FoldedText:
    """Return `text` as quotes are compared: `de bĳ drage`, over two lines or on one, folds to `debijdrage`.

    White space goes altogether, so that a word that the source breaks over a line end and its repaired form are the
    same. Folding goes character by character, which keeps the way back to the offsets.
    """
    letters: list[str] = []
    origins: list[int] = []
    for position, letter in enumerate(text):
        if letter.isspace():
            continue
        folded = letter if letter.isascii() else unicodedata.normalize("NFKD", letter)
        kept = [part for part in folded if not part.isspace() and unicodedata.category(part) != "Cf"]
        letters.extend(kept)
        origins.extend([position] * len(kept))
    return FoldedText("".join(letters), tuple(origins))


def locate_quote(gold: Gold, folded: FoldedText) -> Span:
    """Return where the quote stands in the text that was folded, as a span of that text before folding.

    Raises:
        GoldError: the quote is not there, not as often as `occurrence` says, or more than once without it.
    """
    quote = fold_text(gold.quote).text
    found = []
    start = folded.text.find(quote)
    while quote and start >= 0:
        found.append(start)
        start = folded.text.find(quote, start + 1)
    wanted = gold.occurrence or 1
    if len(found) < wanted:
        raise GoldError(
            f"citaat «{gold.quote}» staat {len(found)} keer in {gold.document}, gevraagd is nummer {wanted}"
        )
    if gold.occurrence is None and len(found) > 1:
        raise GoldError(f"citaat «{gold.quote}» staat {len(found)} keer in {gold.document}: geef «occurrence» op")
    first = found[wanted - 1]
    return Span(folded.origins[first], folded.origins[first + len(quote) - 1] + 1)


def resolve_queries(queries: Sequence[Query], documents: Mapping[str, Document]) -> dict[str, tuple[Place, ...]]:
    """Return the gold places of each query by its id, as spans of `Document.text`; none for an unanswerable one.

    Raises:
        GoldError: a quote does not point at one place; the message names the query.
    """
    folded = fold_documents((gold for query in queries for gold in query.gold), documents)
    return {query.id: resolve_places(query.gold, folded, f"{query.id} («{query.text}»)") for query in queries}


def fold_documents(gold: Iterable[Gold], documents: Mapping[str, Document]) -> dict[str, FoldedText]:
    """Return the folded texts of the documents that `gold` quotes, of those that are there."""
    return {
        name: fold_text(documents[name].text) for name in sorted({place.document for place in gold} & documents.keys())
    }


def resolve_places(gold: Sequence[Gold], folded: Mapping[str, FoldedText], query: str) -> tuple[Place, ...]:
    """Return the gold places of one query as spans of the texts that were folded; messages name it by `query`.

    Raises:
        GoldError: a document is not in `folded`, or a quote does not point at one place.
    """
    places = []
    for place in gold:
        if place.document not in folded:
            raise GoldError(f"Vraag {query} wijst naar {place.document}, dat niet in het corpus staat.")
        try:
            span = locate_quote(place, folded[place.document])
        except GoldError as error:
            raise GoldError(f"Vraag {query}: {error}.") from error
        places.append(Place(place.document, span, place.grade, place.fact))
    return tuple(places)


def _parse_record(line: str, where: str) -> dict[str, Any]:
    """Return the JSON object that one line holds."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: dit is geen JSON-object ({error.msg}).") from error
    if not isinstance(record, dict):
        raise GoldError(f"{where}: hier hoort één JSON-object te staan.")
    return record


def _read_query(record: dict[str, Any], where: str) -> Query:
    """Return the query that one record holds."""
    where = f"{where}, vraag {record.get('id', 'zonder id')}"
    _check(record.keys() <= _QUERY_KEYS, where, f"onbekend veld {', '.join(sorted(record.keys() - _QUERY_KEYS))}")
    for key in ("id", "query"):
        _check(isinstance(record.get(key), str) and record[key].strip() != "", where, f"«{key}» ontbreekt of is leeg")
    for key in ("note", "distance", "unmet"):
        _check(isinstance(record.get(key, ""), str), where, f"«{key}» is geen tekst")
    kind: Any = record.get("kind")
    part: Any = record.get("part")
    _check(kind in KINDS, where, f"«kind» is niet een van {', '.join(KINDS)}")
    _check(part in PARTS, where, f"«part» is niet een van {', '.join(PARTS)}")
    gold = read_gold(record.get("gold"), where)
    distance, unmet = record.get("distance", ""), record.get("unmet", "")
    if kind == UNANSWERABLE:
        _check(not gold, where, "een onbeantwoordbare vraag heeft geen «gold»")
        _check(distance in DISTANCES, where, f"«distance» is niet een van {', '.join(DISTANCES)}")
    else:
        _check(any(place.grade == FULL for place in gold), where, f"geen enkele plek met «grade» {FULL}")
        _check(distance == "", where, "«distance» hoort alleen bij een onbeantwoordbare vraag")
    _check(not unmet or distance == NEAR, where, f"«unmet» hoort alleen bij een vraag met «distance» {NEAR}")
    _check(not unmet or unmet in UNMET, where, f"«unmet» is niet een van {', '.join(UNMET)}")
    return Query(record["id"], kind, record["query"], part, gold, distance, record.get("note", ""), unmet)


def _read_place(entry: object, where: str) -> Gold:
    """Return one gold place."""
    if not isinstance(entry, dict):
        raise GoldError(f"{where}: een plek in «gold» is geen JSON-object.")
    _check(entry.keys() <= _GOLD_KEYS, where, f"onbekend veld {', '.join(sorted(entry.keys() - _GOLD_KEYS))}")
    for key in ("document", "quote"):
        _check(isinstance(entry.get(key), str) and entry[key].strip() != "", where, f"«{key}» ontbreekt of is leeg")
    _check(entry.get("grade") in (1, FULL), where, f"«grade» is niet 1 of {FULL}")
    occurrence = entry.get("occurrence")
    _check(occurrence is None or (isinstance(occurrence, int) and occurrence > 0), where, "«occurrence» telt vanaf 1")
    _check(isinstance(entry.get("fact", ""), str), where, "«fact» is geen tekst")
    cell = _read_cell(entry["cell"], where) if "cell" in entry else None
    return Gold(entry["document"], entry["quote"], entry["grade"], occurrence, entry.get("fact", ""), cell)


def _read_cell(entry: object, where: str) -> Figure:
    """Return the figure of one gold place."""
    if not isinstance(entry, dict) or entry.keys() != _CELL_KEYS:
        raise GoldError(f"{where}: «cell» hoort een object te zijn met {', '.join(sorted(_CELL_KEYS))}.")
    _check(all(isinstance(value, str) for value in entry.values()), where, "een veld van «cell» is geen tekst")
    _check(all(entry[key].strip() for key in ("value", "row")), where, "«value» of «row» van «cell» is leeg")
    return Figure(entry["value"], entry["unit"], entry["row"], entry["column"])


def _check(holds: bool, where: str, problem: str) -> None:
    """Raise a `GoldError` that names the place unless `holds`."""
    if not holds:
        raise GoldError(f"{where}: {problem}.")
