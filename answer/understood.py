"""How a query was understood, for people and for programs: what is searched for, and what the words may stand for."""

from typing import Any

from answer.answer import Answer
from answer.demands import Demand
from index.query import Query, read_literal
from index.readings import QueryWords, Reading, ReadingKind

NOTHING_FITS = "Geen enkele passage voldoet aan alle voorwaarden van de zoekvraag en de filters. Laat er een weg."

MOST_READINGS = 2
"""So many readings of the same words are named; more would drown the line."""

SURE = 0.5
"""An everyday word that means a term less surely is looked for and not named."""

_NAMED: dict[ReadingKind, str] = {"spelling": "spelling: {text}", "afkorting": "{word} = {text}"}
_ALSO = "{word} = {text}"
# That a compound is looked for in parts and an amount in other units, a reader takes for granted.
_SHOWN: tuple[ReadingKind, ...] = ("spelling", "afkorting", "omschrijving")


def describe_query(query: Query, words: QueryWords) -> str:
    """Return in a line how a query was understood, or nothing where that is as it was typed.

    `opvang COA · letterlijk «menselijke maat» · zonder Oekraïne · jaar 2025 · COA = Centraal Orgaan …`
    """
    parts = [
        *(f"letterlijk {quote(phrase)}" for phrase in query.phrases),
        *(" of ".join(_show(option) for option in options) for options in query.alternatives),
        *(f"zonder {_show(text)}" for text in query.excluded),
        *_describe_filters(query),
        *_describe_readings(query, words),
    ]
    return " · ".join((query.text, *parts)) if parts else ""


def query_to_json(query: Query, words: QueryWords) -> dict[str, Any]:
    """Return how a query was understood as plain data."""
    return {
        "text": query.text,
        "phrases": list(query.phrases),
        "excluded": list(query.excluded),
        "alternatives": [list(options) for options in query.alternatives],
        "filters": {
            "document": list(query.filters.documents),
            "soort": list(query.filters.kinds),
            "jaar": list(query.filters.years),
            "ministerie": list(query.filters.ministries),
        },
        "readings": [
            {"words": typed_words(query, words, reading), "text": reading.text, "kind": reading.kind}
            for reading in words.readings
        ],
    }


def typed_words(query: Query, words: QueryWords, reading: Reading) -> str:
    """Return the words of a query that a reading stands for, as they were typed."""
    tokens = words.tokens[reading.start : reading.end]
    return query.text[tokens[0].start : max(token.end for token in tokens)]


def quote(text: str) -> str:
    """Return a text between Dutch quotes that no query is typed with by accident."""
    return f"«{text}»"


def _show(text: str) -> str:
    """Return an excluded or alternative text as it is shown."""
    literal = read_literal(text)
    return text if literal is None else quote(literal)


def _describe_filters(query: Query) -> list[str]:
    """Return the filters that were typed, each field with its values."""
    filters = query.filters
    fields = {
        "jaar": filters.years,
        "soort": filters.kinds,
        "document": filters.documents,
        "ministerie": filters.ministries,
    }
    return [f"{name} {' of '.join(map(str, values))}" for name, values in fields.items() if values]


def _describe_readings(query: Query, words: QueryWords) -> list[str]:
    """Return what the words may stand for, the first readings of the same words, each once."""
    shown: dict[str, list[str]] = {}
    for reading in sorted(words.readings, key=lambda reading: (reading.start, -reading.weight)):
        if reading.kind in _SHOWN and reading.weight >= SURE:
            word = typed_words(query, words, reading)
            line = _NAMED.get(reading.kind, _ALSO).format(word=word, text=reading.text)
            shown.setdefault(word, []).append(line)
    return list(dict.fromkeys(line for lines in shown.values() for line in lines[:MOST_READINGS]))


def describe_unmet(answer: Answer) -> tuple[str, ...]:
    """Return what keeps the documents from answering, a line each: words that they lack, demands that are not met.

    None where they answer: what is lacking then does no harm.
    """
    if answer.status == "beantwoord":
        return ()
    lines = [f"Komt in de documenten niet voor: {', '.join(answer.missing)}."] if answer.missing else []
    absent = {word.casefold() for word in answer.missing}
    unmet = [_name_demand(demand) for demand in answer.unmet if demand.text.casefold() not in absent]
    return (*lines, *([f"Ontbreekt bij wat is gevonden: {', '.join(dict.fromkeys(unmet))}."] if unmet else ()))


def _name_demand(demand: Demand) -> str:
    """Return a demand as a reader knows it: `het jaar 2031`, `de plaats Zwitserland`, `een aantal`, `«marokko»`."""
    if demand.measure is not None:
        return f"een {demand.measure}"
    if demand.kind == "jaar":
        return f"het jaar {demand.text}"
    return f"«{demand.text}»"
