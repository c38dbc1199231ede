"""What narrows a search, as chips that can be taken away one by one: chosen filters, and operators typed in the box."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from answer.show.asked import Asked, search_address, toggle_filter
from answer.show.contents import FILTERS
from answer.understood import quote
from index.filters import Filters
from index.query import Query, Term, drop_operators, parse_query, read_literal
from ingest.errors import QueryError

MOST_CHIPS = 20
"""So many operators, and so many filters, are shown as chips: a query of ten thousand characters may have thousands."""


@dataclass(frozen=True, slots=True)
class ChipView:
    """Something that narrows a search: what it says, what taking it away does, and the address without it.

    `label` is part of `act`, since who speaks to the page says what is seen.
    """

    act: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class ChipsView:
    """The chips of a search, the operators first, and the address where all of them are gone."""

    chips: tuple[ChipView, ...]
    clear: str


def present_chips(asked: Asked, options: Mapping[str, Mapping[str, str]], *, operators: bool = True) -> ChipsView:
    """Return the chips of what is asked; `options` are the filters' values with their labels (`list_options`).

    `operators` says that those in the query count, which they do not in a pasted Kamervraag. A query that cannot be
    understood has none.
    """
    typed = _parse(asked) if operators else None
    chips = [*(_operator_chips(typed, asked) if typed is not None else ()), *_filter_chips(asked, options)]
    plain = typed.text if typed is not None else " ".join(asked.get("vraag", ()))
    return ChipsView(tuple(chips), search_address({"vraag": [plain], "vorige": asked.get("vorige", ())}))


def _parse(asked: Asked) -> Query | None:
    """Return the query that is asked as it is understood, or None where it cannot be."""
    try:
        return parse_query(" ".join(asked.get("vraag", ())))
    except QueryError:
        return None


def _operator_chips(query: Query, asked: Asked) -> list[ChipView]:
    """Return the chips of the operators in a query."""
    chips = []
    for operator, rest in islice(drop_operators(query), MOST_CHIPS):
        address = search_address({**asked, "vraag": [rest]})
        if isinstance(operator, Filters):
            label = _describe_filter(operator)
            chips.append(ChipView(f"Verwijder uit de vraag: {label}", label, address))
        else:
            label = _describe_term(operator)
            says = "Verwijder uit de vraag" if operator.kind == "zonder" else "Verwijder, en laat de woorden staan"
            chips.append(ChipView(f"{says}: {label}", label, address))
    return chips


def _describe_filter(filters: Filters) -> str:
    """Return the one value of a filter that was typed."""
    known = {
        "jaar": filters.years,
        "soort": filters.kinds,
        "document": filters.documents,
        "ministerie": filters.ministries,
    }
    return next(f"{name}:{values[0]}" for name, values in known.items() if values)


def _describe_term(term: Term) -> str:
    """Return an operator as a reader says it: `letterlijk «menselijke maat»`, `zonder Oekraïne`, `COA of IND`."""
    shown = [text if (literal := read_literal(text)) is None else quote(literal) for text in term.texts]
    if term.kind == "letterlijk":
        return f"letterlijk {quote(term.texts[0])}"
    return f"zonder {shown[0]}" if term.kind == "zonder" else " of ".join(shown)


def _filter_chips(asked: Asked, options: Mapping[str, Mapping[str, str]]) -> list[ChipView]:
    """Return the chips of the chosen filters; a value that is not known is shown as it stands in the address."""
    return [
        ChipView(
            f"Verwijder filter {name} {(label := options[name].get(value, value))}",
            f"{name} {label}",
            toggle_filter(asked, name, value),
        )
        for name in FILTERS
        for value in islice(dict.fromkeys(asked.get(name, ())), MOST_CHIPS)
    ]
