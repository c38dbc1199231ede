"""Names for lines and documents, each another."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from answer.compare.columns import UNTOLD, say_document_kind
from answer.compare.lines import Line
from ingest.document import Document

_Named = TypeVar("_Named", Line, str)


def name_lines(lines: Sequence[Line]) -> dict[Line, str]:
    """Return a name for each line: its label, with what it stands under where another has the same."""
    tables = {line: line.first.row.table for line in lines}
    return _tell_apart(
        {line: line.label for line in lines},
        {line: next(iter((*reversed(line.path), *reversed(tables[line].headings))), "") for line in lines},
        {line: line.first.row.document.metadata.ministry or "" for line in lines},
        {line: tables[line].name for line in lines},
        {line: line.first.id for line in lines},
    )


def name_documents(documents: Sequence[Document]) -> dict[str, str]:
    """Return a short name for each document: `Begroting 2025`, with its ministry or id where another has the same."""
    names: dict[str, str] = {}
    for document in documents:
        known = document.metadata
        kind = say_document_kind(document)
        kind = (known.kind or document.id).capitalize() if kind == UNTOLD else kind
        names[document.id] = " ".join(filter(None, (kind, str(known.budget_year or "") or (known.date or "")[:4])))
    ministries = {document.id: document.metadata.ministry or "" for document in documents}
    return _tell_apart(names, ministries, {document.id: document.id for document in documents})


def _tell_apart(names: dict[_Named, str], *further: dict[_Named, str]) -> dict[_Named, str]:
    """Return names of which each is another: to what has the same more of `further` is added, as far as needed."""
    told = dict(names)
    for more in further:
        taken = Counter(told.values())
        told = {key: f"{name} ({more[key]})" if taken[name] > 1 and more[key] else name for key, name in told.items()}
    return told
