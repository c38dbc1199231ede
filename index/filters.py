"""Which chunks a search may find: by document, kind of chunk, year and ministry."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from index.tokens import fold
from ingest.chunk import Chunk, ChunkKind
from ingest.document import Document
from ingest.errors import QueryError

_T = TypeVar("_T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Filters:
    """Values of which a chunk must have one, for each field that has any; an empty field lets all pass.

    `documents` are ids, `years` budget years; `kinds` and `ministries` may be written in any case.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    ministries: tuple[str, ...] = ()


NO_FILTERS = Filters()

_MOST_NAMED = 20


def allow_chunks(filters: Filters, documents: Mapping[str, Document], chunks: Sequence[Chunk]) -> NDArray[np.bool_]:
    """Return for each chunk whether it passes all `filters`, shape (chunks,).

    Raises:
        QueryError: a filter has a value that no document has; the message names those that they have.
    """
    if filters == NO_FILTERS:
        return np.ones(len(chunks), dtype=np.bool_)
    metadata = {document.id: document.metadata for document in documents.values()}
    years = {found.budget_year for found in metadata.values() if found.budget_year is not None}
    ministries = {found.ministry for found in metadata.values() if found.ministry is not None}
    wanted_documents = _check("document", filters.documents, documents)
    wanted_kinds = _check("soort", filters.kinds, get_args(ChunkKind), fold_words)
    wanted_years = _check("jaar", filters.years, years)
    wanted_ministries = _check("ministerie", filters.ministries, ministries, fold_words)
    passing = {
        document
        for document, found in metadata.items()
        if (not wanted_documents or document in wanted_documents)
        and (not wanted_years or found.budget_year in wanted_years)
        and (not wanted_ministries or fold_words(found.ministry or "") in wanted_ministries)
    }
    return np.fromiter(
        (chunk.document in passing and (not wanted_kinds or chunk.kind in wanted_kinds) for chunk in chunks),
        dtype=np.bool_,
        count=len(chunks),
    )


def _check(
    field: str, wanted: Iterable[_T], known: Iterable[_T], key: Callable[[_T], Hashable] = lambda value: value
) -> set[Hashable]:
    """Return the keys of the wanted values, or raise QueryError for one that is not known."""
    keys = {key(value) for value in known}
    for value in wanted:
        if key(value) not in keys:
            raise QueryError(f"Onbekend filter {field} '{str(value)[:60]}'. Bekend zijn: {_name_values(known)}.")
    return {key(value) for value in wanted}


def _name_values(known: Iterable[object]) -> str:
    """Return the values that can be chosen, or the first of them where there are too many to read."""
    names = sorted(map(str, known))
    more = f" en nog {len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more or "geen"


def fold_words(text: str) -> str:
    """Return `text` folded and with single spaces, so that spelling does not decide."""
    return " ".join(fold(text).split())
