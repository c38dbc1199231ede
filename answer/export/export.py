"""Answers as the bytes of a file to keep, in the form that is asked for.

Nothing in a file depends on when or where it was made: the same answers give the same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from answer.answer import Answer
from answer.export.as_csv import write_csv
from answer.export.as_docx import write_docx
from answer.export.as_json import write_json
from answer.export.as_markdown import write_markdown
from answer.export.as_xlsx import write_xlsx
from answer.export.gather import gather_export
from answer.export.record import Export
from index.filters import NO_FILTERS, Filters
from index.search import Searcher
from ingest.errors import QueryError


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form of file: its name, what users know it as, the end of a file's name, and its media type."""

    name: str
    label: str
    suffix: str
    mime: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

EXPORT_FORMS: Mapping[str, ExportForm] = MappingProxyType(
    {
        form.name: form
        for form in (
            ExportForm("docx", "Word", ".docx", f"{_OFFICE}.wordprocessingml.document"),
            ExportForm("xlsx", "Excel", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
            ExportForm("md", "Markdown", ".md", "text/markdown; charset=utf-8"),
            ExportForm("csv", "CSV", ".csv", "text/csv; charset=utf-8"),
            ExportForm("json", "JSON", ".json", "application/json"),
        )
    }
)
"""The forms by their names, in the order in which they are offered."""

_WRITERS: Mapping[str, Callable[[Export, Searcher], bytes]] = {
    "docx": lambda export, _: write_docx(export),
    "xlsx": lambda export, _: write_xlsx(export),
    "md": lambda export, _: write_markdown(export),
    "csv": lambda export, _: write_csv(export),
    "json": write_json,
}


def export_answer(
    answer: Answer,
    searcher: Searcher,
    form: str,
    chosen: Sequence[str] | None = None,
    *,
    filters: Filters = NO_FILTERS,
) -> bytes:
    """Return one answer as the bytes of a file: what was asked and answered, the passages, and how to have it again.

    `form` is a name in `EXPORT_FORMS`; `chosen` are the ids of the passages (`passage.hit.chunk.id`) to give, None for
    all; `filters` those that the answer was made with.

    Raises:
        QueryError: the form is not known, a chosen passage is not in the answer, or there is too much for one file.
    """
    return export_answers((answer,), searcher, form, chosen, filters=filters)


def export_answers(
    answers: Sequence[Answer],
    searcher: Searcher,
    form: str,
    chosen: Sequence[str] | None = None,
    *,
    filters: Filters = NO_FILTERS,
) -> bytes:
    """Return several answers, made with the same filters, as the bytes of one file: a dossier.

    Raises:
        QueryError: as `export_answer`.
    """
    if form not in _WRITERS:
        raise QueryError(f"Onbekende vorm '{form[:20]}'. Kies uit: {', '.join(EXPORT_FORMS)}.")
    return _WRITERS[form](gather_export(answers, searcher, chosen, filters), searcher)


def find_form(name: str) -> ExportForm:
    """Return the form that the name of a file asks for: `antwoord.docx` is Word.

    Raises:
        QueryError: it ends in no form that is known.
    """
    suffix = PurePath(name).suffix.lower()
    for form in EXPORT_FORMS.values():
        if form.suffix == suffix:
            return form
    known = ", ".join(form.suffix for form in EXPORT_FORMS.values())
    raise QueryError(f"Aan de naam '{name[:80]}' is niet te zien welk soort bestand het wordt. Gebruik {known}.")
