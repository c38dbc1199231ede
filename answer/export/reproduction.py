"""How to have the same answers again, as lines that a reader understands and as data."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from answer.export.record import Reproduction
from index.settings import IndexSettings

ADVICE = "Met dezelfde documenten, instellingen en hetzelfde taalmodel geeft dezelfde vraag hetzelfde antwoord."
"""What the block is for, in words."""


def describe_reproduction(made: Reproduction) -> tuple[tuple[str, str], ...]:
    """Return the label and the value of each thing that it takes, in Dutch."""
    several = len(made.queries) > 1
    queries = [
        fact
        for number, (query, asked) in enumerate(made.queries, start=1)
        for fact in _describe_query(f" {number}" if several else "", query, asked)
    ]
    chosen = "alle" if made.chosen is None else f"gekozen: {', '.join(made.chosen) or 'geen'}"
    return (
        ("Gemaakt met", f"Vraagbaak {made.version}".strip()),
        *queries,
        ("Filters", "; ".join(_describe_filters(made)) or "geen"),
        ("Passages", chosen),
        ("Taalmodel", made.model),
        ("Vingerafdruk van het taalmodel", made.fingerprint),
        ("Gewichten van de rangschikking, geleerd op", made.ranking),
        *([("Herschikt door", made.reranker)] if made.reranker else []),
        ("Instellingen", "; ".join(f"{name} = {value}" for name, value in flatten_settings(made.settings))),
        ("Hash van de index", made.index),
        *((f"Sha256 van {document}", sha256) for document, sha256 in made.documents.items()),
    )


def reproduction_to_json(made: Reproduction) -> dict[str, Any]:
    """Return all that it takes to have the same answers again as plain data."""
    return {
        "version": made.version,
        "queries": [{"query": query, "asked": asked} for query, asked in made.queries],
        "filters": dict(_name_filters(made)),
        "chosen": None if made.chosen is None else list(made.chosen),
        "model": made.model,
        "fingerprint": made.fingerprint,
        "ranking": made.ranking,
        "reranker": made.reranker or None,
        "settings": asdict(made.settings),
        "index": made.index,
        "documents": dict(made.documents),
    }


def _describe_query(number: str, query: str, asked: str) -> Iterator[tuple[str, str]]:
    """Yield a query as typed, and what was searched for where that is something else."""
    yield f"Vraag{number}", query
    if asked.split() != query.split():
        yield f"Gezocht naar{number}", asked


def _name_filters(made: Reproduction) -> Iterator[tuple[str, list[Any]]]:
    """Yield the filters that were chosen by the names that they are typed with."""
    yield "document", list(made.filters.documents)
    yield "soort", list(made.filters.kinds)
    yield "jaar", list(made.filters.years)
    yield "ministerie", list(made.filters.ministries)


def _describe_filters(made: Reproduction) -> Iterator[str]:
    """Yield the filters that have a value."""
    yield from (f"{name}: {' of '.join(map(str, values))}" for name, values in _name_filters(made) if values)


def flatten_settings(settings: IndexSettings) -> Iterator[tuple[str, str]]:
    """Yield the settings and their values, those within others behind their name: `chunks.max_tokens`, `300`."""
    yield from _flatten(asdict(settings))


def _flatten(settings: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the names and values of a tree of settings."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)
