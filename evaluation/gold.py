"""The gold set: short queries as users type them, each with the places in the documents that answer it.

One JSON object a line: `id`, `kind`, `query`, `part` (`afstemmen` to tune on, `rapporteren` to report on), `gold`, and
`distance` (`ver` or `dichtbij`, of an unanswerable query) or `note`. A gold place quotes its document verbatim, and
`occurrence` (from 1) tells which one is meant when the quote occurs more than once. Places of one query with the same
`fact` state the same thing.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from evaluation.judge import FULL, Place
from ingest.document import Document, Span
from ingest.errors import VraagbaakError

Kind = Literal["trefwoord", "vraag", "bedrag", "afkorting", "synoniem", "typefout", "onbeantwoordbaar"]
Part = Literal["afstemmen", "rapporteren"]

KINDS: tuple[Kind, ...] = get_args(Kind)
PARTS: tuple[Part, ...] = get_args(Part)
UNANSWERABLE: Kind = "onbeantwoordbaar"
DISTANCES = ("ver", "dichtbij")

_QUERY_KEYS = {"id", "kind", "query", "part", "gold", "note", "distance"}
_GOLD_KEYS = {"document", "quote", "grade", "occurrence", "fact"}


class GoldError(VraagbaakError):
    """The gold set cannot be used: a line is not well-formed, or a quote does not point at one place."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that answers a query, by a verbatim quote; `occurrence` is None where the quote must be unique."""

    document: str
    quote: str
    grade: int
    occurrence: int | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the gold set; `gold` is empty for an unanswerable one, `distance` for an answerable one."""

    id: str
    kind: Kind
    text: str
    part: Part
    gold: tuple[Gold, ...]
    distance: str = ""
    note: str = ""


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
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"Het vragenbestand {path} is niet te lezen: geef een bestand in UTF-8.") from error
    queries: dict[str, Query] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        query = _read_query(line, f"{path.name}, regel {number}")
        if query.id in queries:
            raise GoldError(
                f"{path.name}, regel {number}: vraag {query.id} komt al eerder voor. Geef elke een eigen id."
            )
        queries[query.id] = query
    if not queries:
        raise GoldError(f"{path.name} bevat geen vragen: zet er één JSON-object per regel in.")
    return tuple(queries.values())


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
    names = {gold.document for query in queries for gold in query.gold}
    folded = {name: fold_text(documents[name].text) for name in sorted(names & documents.keys())}
    places = {}
    for query in queries:
        resolved = []
        for gold in query.gold:
            if gold.document not in folded:
                raise GoldError(f"Vraag {query.id} wijst naar {gold.document}, dat niet in het corpus staat.")
            try:
                span = locate_quote(gold, folded[gold.document])
            except GoldError as error:
                raise GoldError(f"Vraag {query.id} («{query.text}»): {error}.") from error
            resolved.append(Place(gold.document, span, gold.grade, gold.fact))
        places[query.id] = tuple(resolved)
    return places


def _read_query(line: str, where: str) -> Query:
    """Return the query that one line holds."""
    record: Any
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: dit is geen JSON-object ({error.msg}).") from error
    if not isinstance(record, dict):
        raise GoldError(f"{where}: hier hoort één JSON-object te staan.")
    where = f"{where}, vraag {record.get('id', 'zonder id')}"
    _check(record.keys() <= _QUERY_KEYS, where, f"onbekend veld {', '.join(sorted(record.keys() - _QUERY_KEYS))}")
    for key in ("id", "query"):
        _check(isinstance(record.get(key), str) and record[key].strip() != "", where, f"«{key}» ontbreekt of is leeg")
    for key in ("note", "distance"):
        _check(isinstance(record.get(key, ""), str), where, f"«{key}» is geen tekst")
    kind: Any = record.get("kind")
    part: Any = record.get("part")
    entries: Any = record.get("gold")
    _check(kind in KINDS, where, f"«kind» is niet een van {', '.join(KINDS)}")
    _check(part in PARTS, where, f"«part» is niet een van {', '.join(PARTS)}")
    if not isinstance(entries, list):
        raise GoldError(f"{where}: «gold» is geen lijst.")
    gold = tuple(_read_gold(entry, where) for entry in entries)
    distance = record.get("distance", "")
    if kind == UNANSWERABLE:
        _check(not gold, where, "een onbeantwoordbare vraag heeft geen «gold»")
        _check(distance in DISTANCES, where, f"«distance» is niet een van {', '.join(DISTANCES)}")
    else:
        _check(any(place.grade == FULL for place in gold), where, f"geen enkele plek met «grade» {FULL}")
        _check(distance == "", where, "«distance» hoort alleen bij een onbeantwoordbare vraag")
    return Query(record["id"], kind, record["query"], part, gold, distance, record.get("note", ""))


def _read_gold(entry: object, where: str) -> Gold:
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
    return Gold(entry["document"], entry["quote"], entry["grade"], occurrence, entry.get("fact", ""))


def _check(holds: bool, where: str, problem: str) -> None:
    """Raise a `GoldError` that names the place unless `holds`."""
    if not holds:
        raise GoldError(f"{where}: {problem}.")
