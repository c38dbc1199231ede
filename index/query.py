"""What a user typed, taken apart: words to search for, phrases that must stand there, words that may not, filters."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, TypeVar

from index.filters import NO_FILTERS, Filters, fold_words
from index.operators import FIELDS, OR, Piece, disarm, is_blank, split_query
from ingest.errors import QueryError

_T = TypeVar("_T", bound=Hashable)

TermKind = Literal["woorden", "letterlijk", "zonder", "keuze"]


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query in its place: words, a phrase, what is excluded, or what may take each other's place."""

    kind: TermKind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query as it was understood; two that were understood alike are equal.

    `text` is what is searched for by words and meaning: the typed text without operators, filters and excluded words;
    the words of phrases and alternatives stay in it. It is its own text when it is parsed again. A passage must have
    each of `phrases` word for word, none of `excluded`, and of each of `alternatives` at least one. An excluded or
    alternative text in double quotes is meant word for word; else it is meant by its stem, and where it has several
    words all of them. `terms` are the same but for the filters, in the order in which they were typed.
    """

    typed: str = field(compare=False)
    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    filters: Filters = NO_FILTERS
    terms: tuple[Term, ...] = ()

    @property
    def has_operators(self) -> bool:
        """Return whether more was typed than words."""
        return any(term.kind != "woorden" for term in self.terms) or self.filters != NO_FILTERS


@lru_cache(maxsize=256)
def parse_query(typed: str) -> Query:
    """Return a typed query as it is understood.

    | typed                         | means                                                          |
    |-------------------------------|----------------------------------------------------------------|
    | `"menselijke maat"`           | word for word; „…”, “…” and «…» too                            |
    | `-woord`, `-"twee woorden"`   | passages without it                                            |
    | `COA OF IND`, `(a b) OF "c"`  | at least one of them                                           |
    | `jaar:2025 soort:vraag`       | filters, also `document:` and `ministerie:"Asiel en Migratie"` |

    An `OF` with nothing to choose between, and a field that is no filter (`foo:bar`), are words like others.

    Raises:
        QueryError: there is nothing to search for, or a year is not a number. Whether another value of a filter is
            known only the documents can tell: `allow_chunks` does.
    """
    whole = " ".join(typed.split())
    pieces = split_query(typed)
    filters = _read_filters(pieces)
    terms = _join_words(_read_terms(pieces))
    if all(term.kind == "woorden" for term in terms) and filters == NO_FILTERS:
        # Without operators nothing was meant by a sign, and the model reads what was typed.
        terms = (Term("woorden", (whole,)),)
    text = " ".join(_search_text(term) for term in terms if term.kind != "zonder")
    if is_blank(text):
        raise QueryError(_describe_blank(whole, terms, filters))
    return Query(
        typed=typed,
        text=text,
        phrases=tuple(term.texts[0] for term in terms if term.kind == "letterlijk"),
        excluded=tuple(term.texts[0] for term in terms if term.kind == "zonder"),
        alternatives=tuple(term.texts for term in terms if term.kind == "keuze"),
        filters=filters,
        terms=terms,
    )


def write_query(query: Query) -> str:
    """Return the text that is understood as `query`, in one spelling: `„a b” Jaar:2025` becomes `"a b" jaar:2025`.

    `parse_query` gives `query` back for it.
    """
    if not query.has_operators:
        return query.text
    return " ".join([*(_write_term(term) for term in query.terms), *_write_filters(query.filters)])


def drop_operators(query: Query) -> Iterator[tuple[Term | Filters, str]]:
    """Yield the operators of a query in their order, filters last, each with the text of the query without it.

    The words of a phrase or an alternative stay, as words like others, so that what is searched for stays the same and
    never is nothing: of `"menselijke maat" -x` are left `menselijke maat -x` and `"menselijke maat"`. A filter is one
    value of one field.
    """
    for place, term in enumerate(query.terms):
        if term.kind != "woorden":
            words = () if term.kind == "zonder" else (Term("woorden", (_search_text(term),)),)
            terms = _join_words((*query.terms[:place], *words, *query.terms[place + 1 :]))
            yield term, write_query(replace(query, terms=terms))
    for name, values in _list_values(query.filters).items():
        for value in values:
            left = tuple(other for other in values if other != value)
            rest = replace(query.filters, **{name: left})
            yield replace(NO_FILTERS, **{name: (value,)}), write_query(replace(query, filters=rest))


def _list_values(filters: Filters) -> dict[str, tuple[Any, ...]]:
    """Return the values of each filter, in the order in which filters are written."""
    return {
        "years": filters.years,
        "kinds": filters.kinds,
        "documents": filters.documents,
        "ministries": filters.ministries,
    }


def read_literal(text: str) -> str | None:
    """Return what an excluded or alternative text in quotes says, or None where it is not in quotes."""
    return text[1:-1] if text.startswith('"') else None


def merge_filters(typed: Filters, given: Filters) -> Filters:
    """Return filters that let pass what both let pass: what is typed in a query narrows what was chosen beside it.

    Raises:
        QueryError: they have no value in common. An empty list of passages would leave unsaid which of the two is
            in the way.
    """
    return Filters(
        documents=_intersect("document", typed.documents, given.documents),
        kinds=_intersect("soort", tuple(map(fold_words, typed.kinds)), tuple(map(fold_words, given.kinds))),
        years=_intersect("jaar", typed.years, given.years),
        ministries=_intersect(
            "ministerie", tuple(map(fold_words, typed.ministries)), tuple(map(fold_words, given.ministries))
        ),
    )


def _read_filters(pieces: Iterable[Piece]) -> Filters:
    """Return the filters among the pieces, those in groups too; each value once, in its order."""
    found: dict[str, dict[str, None]] = {name: {} for name in FIELDS}
    for piece in _flatten(pieces):
        if piece.kind == "filter":
            found[piece.field][piece.text] = None
    for year in found["jaar"]:
        if not re.fullmatch(r"[0-9]{1,4}", year):
            raise QueryError(f"Onbekend filter jaar '{year[:40]}'. Schrijf een jaartal, bijvoorbeeld: jaar:2025")
    return Filters(
        documents=tuple(found["document"]),
        kinds=tuple(found["soort"]),
        years=tuple(dict.fromkeys(int(year) for year in found["jaar"])),
        ministries=tuple(found["ministerie"]),
    )


def _flatten(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Yield pieces, and for a group the pieces in it."""
    for piece in pieces:
        yield from piece.inner if piece.kind == "groep" else (piece,)


def _read_terms(pieces: Sequence[Piece]) -> Iterable[Term]:
    """Yield the terms of pieces; an `OF` that binds nothing is left out."""
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        choice = list(_options(piece)) if piece.kind == "groep" or _chooses(pieces, place) else []
        while choice and _chooses(pieces, place) and (others := _options(pieces[place + 2])):
            choice.extend(others)
            place += 2
        place += 1
        if len(choice) > 1:
            yield Term("keuze", tuple(choice))
        elif piece.kind == "groep":
            if any(inner.kind != "woord" for inner in piece.inner):
                yield from _read_terms(piece.inner)
            else:
                yield Term("woorden", (" ".join(piece.text.split()),))
        elif piece.kind == "woord":
            yield Term("woorden", (piece.text,))
        elif piece.kind == "letterlijk":
            yield Term("letterlijk", (piece.text,))
        elif piece.kind in {"zonder", "zonder letterlijk"}:
            yield Term("zonder", (piece.text if piece.kind == "zonder" else f'"{piece.text}"',))


def _chooses(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether an `OF` and something else follow the piece at `place`."""
    return place + 2 < len(pieces) and pieces[place + 1].kind == "of"


def _options(piece: Piece) -> tuple[str, ...]:
    """Return what a piece brings to a choice: itself, or what a group chooses between; nothing where it cannot."""
    if piece.kind == "woord":
        word = piece.text.strip(",;.?!)")
        # What would be read otherwise without the signs around it keeps them.
        stable = [found.text for found in split_query(word) if found.kind == "woord"] == [word]
        return () if is_blank(word) else (word if stable else piece.text,)
    if piece.kind == "letterlijk":
        return (f'"{piece.text}"',)
    if piece.kind != "groep":
        return ()
    inner = piece.inner
    if inner and all(found.kind in {"woord", "letterlijk"} for found in inner):
        return _options(inner[0]) if len(inner) == 1 else _option_of_words(inner)
    options = [_options(found) for found in inner[::2]]
    is_choice = len(inner) % 2 == 1 and all(found.kind == "of" for found in inner[1::2]) and all(options)
    return tuple(option for found in options for option in found) if is_choice else ()


def _option_of_words(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Return the words of a group as one option."""
    words = " ".join(piece.text for piece in pieces)
    return () if is_blank(words) else (words,)


def _join_words(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return terms with neighbouring words as one."""
    joined: list[Term] = []
    for is_words, run in groupby(terms, key=lambda term: term.kind == "woorden"):
        found = list(run)
        joined.extend([Term("woorden", (" ".join(term.texts[0] for term in found),))] if is_words else found)
    return tuple(joined)


def _search_text(term: Term) -> str:
    """Return the words of a term that are searched for; nothing in them is an operator."""
    if term.kind == "woorden":
        return term.texts[0]
    return " ".join(disarm(read_literal(text) or text) for text in term.texts)


def _describe_blank(whole: str, terms: Sequence[Term], filters: Filters) -> str:
    """Return what to add to a query that has nothing to search for."""
    if not whole:
        return "De zoekvraag is leeg. Typ een of meer woorden, bijvoorbeeld: waarom onderuitputting COA"
    excluded = next((_write_term(term) for term in terms if term.kind == "zonder"), "")
    if excluded:
        return (
            f"De zoekvraag zegt alleen wat er niet in mag staan ({excluded[:40]}). Typ er woorden bij om op te zoeken, "
            f"bijvoorbeeld: opvang {excluded[:40]}"
        )
    if filters != NO_FILTERS:
        written = _write_filters(filters)[0][:40]
        return f"De zoekvraag is alleen een filter. Typ er woorden bij om op te zoeken, bijvoorbeeld: opvang {written}"
    return f"De zoekvraag '{whole[:40]}' bevat geen letters of cijfers. Typ een of meer woorden."


def _write_term(term: Term) -> str:
    """Return how a term is typed."""
    if term.kind == "letterlijk":
        return f'"{term.texts[0]}"'
    if term.kind == "zonder":
        return f"-{term.texts[0]}"
    if term.kind == "keuze":
        return f" {OR} ".join(f"({text})" if " " in text and text[0] != '"' else text for text in term.texts)
    return term.texts[0]


def _write_filters(filters: Filters) -> list[str]:
    """Return how filters are typed, each value by itself."""
    return [
        f"{name}:{value}" if re.fullmatch(r"[\w-]+", str(value)) else f'{name}:"{value}"'
        for name, values in zip(FIELDS, _list_values(filters).values(), strict=True)
        for value in values
    ]


def _intersect(name: str, typed: tuple[_T, ...], given: tuple[_T, ...]) -> tuple[_T, ...]:
    """Return the values that both have; where one has none, those of the other, since it lets all pass."""
    if not typed or not given:
        return typed or given
    shared = tuple(value for value in typed if value in given)
    if not shared:
        wanted, chosen = ", ".join(map(str, typed)), ", ".join(map(str, given))
        raise QueryError(
            f"De zoekvraag zegt {name}:{wanted}, maar het gekozen filter is {chosen}. Haal een van de twee weg."
        )
    return shared
