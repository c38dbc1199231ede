"""What a user typed, taken apart: words to search for, phrases that must stand there, words that may not, filters."""

from dataclasses import dataclass

from index.filters import NO_FILTERS, Filters
from ingest.errors import QueryError


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query as it was understood.

    `text` is what is searched for by words and meaning: the typed text without operators, filters and excluded words;
    the words of phrases and alternatives stay in it. A passage must have each of `phrases` word for word, none of
    `excluded`, and of each of `alternatives` at least one.
    """

    typed: str
    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    filters: Filters = NO_FILTERS


def parse_query(typed: str) -> Query:
    """Interim."""
    text = " ".join(typed.split())
    if not text:
        raise QueryError("De zoekvraag is leeg. Typ een of meer woorden, bijvoorbeeld: waarom onderuitputting COA")
    if not any(character.isalnum() for character in text):
        raise QueryError(f"De zoekvraag '{text[:40]}' bevat geen letters of cijfers. Typ een of meer woorden.")
    return Query(typed, text)


def merge_filters(typed: Filters, given: Filters) -> Filters:
    """Interim."""
    return given
