"""What the page says of itself: what is in the index, as of when, how far its making is, what can be chosen."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from answer.cite import describe_source
from index.filters import Filters
from index.search import Searcher
from index.tokens import find_years
from ingest.chunk import ChunkKind, describe_document
from ingest.dates import show_date
from ingest.document import Document
from ingest.errors import QueryError

KIND_LABELS: dict[ChunkKind, str] = {"vraag": "Vraag", "paragraaf": "Paragraaf", "tabel": "Tabel", "rij": "Rij"}

FILTERS = {"soort": "Soort passage", "jaar": "Begrotingsjaar", "ministerie": "Ministerie", "document": "Document"}
"""The filters by their names in an address, with their labels."""

SHOWN_DOCUMENTS = 4
"""So many documents are named where the index is told in a sentence; all of them stand in the ledger."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the index: its title, how it is cited, and what of it is indexed."""

    title: str
    source: str
    contents: str


def present_documents(searcher: Searcher) -> tuple[DocumentView, ...]:
    """Return what is in the index, document by document."""
    views = []
    for document in searcher.documents.values():
        counts = (
            count_things(len(document.page_starts), "bladzijde", "bladzijden"),
            count_things(len(document.questions), "vraag", "vragen"),
            count_things(len(document.tables), "tabel", "tabellen"),
            count_things(sum(chunk.document == document.id for chunk in searcher.chunks), "passage", "passages"),
        )
        contents = ", ".join(count for count in counts if not count.startswith("0 "))
        views.append(DocumentView(document.metadata.title or document.path, describe_source(document), contents))
    return tuple(views)


def describe_scope(searcher: Searcher) -> str:
    """Return in a line what is in the index: the documents, the first few by name, and the years of their figures.

    `In de index: jaarverslag, Defensie, 2024 en nog 1 document. Cijfers over 2022 tot en met 2029.`
    """
    names = list(dict.fromkeys(describe_document(document) for document in searcher.documents.values()))
    more = len(searcher.documents) - len(names[:SHOWN_DOCUMENTS])
    shown = "; ".join(names[:SHOWN_DOCUMENTS])
    rest = f" en nog {count_things(more, 'document', 'documenten')}" if more > 0 else ""
    tables = (table for document in searcher.documents.values() for table in document.tables)
    years = sorted(find_years(" ".join(column for table in tables for column in table.columns)))
    about = f". Cijfers over {years[0]} tot en met {years[-1]}" if len(years) > 1 else ""
    return f"In de index: {shown}{rest}{about}."


def describe_facts(document: Document) -> tuple[str, ...]:
    """Return what is known of a document, one thing each: kind, budget year, ministry, date; else its title."""
    known = document.metadata
    year = str(known.budget_year) if known.budget_year else None
    facts = tuple(fact for fact in (known.kind, year, known.ministry, show_date(known.date or "")) if fact)
    return facts or (known.title or document.id,)


def list_options(searcher: Searcher) -> dict[str, dict[str, str]]:
    """Return for each of `FILTERS` the values that it can have, as in an address, with their labels."""
    metadata = [document.metadata for document in searcher.documents.values()]
    years = sorted({found.budget_year for found in metadata if found.budget_year}, reverse=True)
    return {
        "soort": {kind: label for kind, label in KIND_LABELS.items()},
        "jaar": {str(year): str(year) for year in years},
        "ministerie": {name: name for name in sorted({found.ministry for found in metadata if found.ministry})},
        "document": _name_documents(searcher),
    }


def _name_documents(searcher: Searcher) -> dict[str, str]:
    """Return the documents by what they are, and where several are the same, by how they are cited as well."""
    named = {document.id: describe_document(document) for document in searcher.documents.values()}
    alike = Counter(named.values())
    return {
        name: label if alike[label] == 1 else f"{label}: {describe_source(searcher.documents[name])}"
        for name, label in named.items()
    }


def make_filters(chosen: Mapping[str, Sequence[str]]) -> Filters:
    """Return the filters of an address; whether their values are known is for the search to say.

    Raises:
        QueryError: a year is not a number.
    """
    years = chosen.get("jaar", ())
    unknown = [year for year in years if not re.fullmatch(r"[0-9]{1,4}", year)]
    if unknown:
        raise QueryError(f"Onbekend filter jaar '{unknown[0]}'. Kies een jaar bij Filters.")
    return Filters(
        documents=tuple(chosen.get("document", ())),
        kinds=tuple(chosen.get("soort", ())),
        years=tuple(int(year) for year in years),
        ministries=tuple(chosen.get("ministerie", ())),
    )


def describe_progress(done: int, total: int, seconds: float) -> str:
    """Return how far the making of an index is, and how long it still takes, as it went so far."""
    if not total:
        return "De documenten worden gelezen."
    counted = f"{format_count(done)} van {format_count(total)} teksten"
    if done < total / 20 or seconds < 1:
        return f"{counted}."
    left = seconds / done * (total - done)
    remaining = f"{round(left / 60)} minuten" if left >= 100 else f"{max(10, round(left, -1)):.0f} seconden"
    return f"{counted}, nog ongeveer {remaining}."


def describe_moment(seconds: float) -> str:
    """Return a moment, in seconds since 1970, as local date and time: `22 november 2026, 19:38`."""
    moment = datetime.fromtimestamp(seconds)
    return f"{show_date(moment.date().isoformat())}, {moment:%H:%M}"


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, for labels that are read as Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def format_count(number: int) -> str:
    """Return a whole number with points between its thousands: `12.345`."""
    return f"{number:,}".replace(",", ".")


def count_things(number: int, one: str, more: str) -> str:
    """Return a number of things in words: `1 tabel`, `29 tabellen`."""
    return f"{format_count(number)} {one if number == 1 else more}"
