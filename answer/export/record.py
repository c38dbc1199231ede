"""What is exported, the same for every form of file: answers, their figures and passages, and how to have them again.

The records hold what the page shows (`answer/show/present.py`) beside what it was made of: a form for people writes the
one, a form for programs the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from answer.answer import Answer, Passage
from answer.cite import Citation
from answer.found import Found
from answer.show.present import AnswerView, FoundView, PassageView
from index.filters import Filters
from index.settings import IndexSettings
from ingest.document import Cell


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that something stands in: its id, title, kind, ministry and date in Dutch, empty where not known.

    `url` is the address of the official publication, None where it is not known.
    """

    document: str
    title: str
    kind: str
    ministry: str
    date: str
    url: str | None

    @property
    def line(self) -> str:
        """Return what is known on one line: `Begroting 2025 · memorie van toelichting · … · 17 september 2024`."""
        return " · ".join(filter(None, (self.title, self.kind, self.ministry, self.date))) or self.document


@dataclass(frozen=True, slots=True)
class ExportedFound:
    """A figure, row or sentence that answers: its `role` (`Antwoord`, `Ander cijfer`), and its document.

    `table` is the name and caption of the table that it stands in, empty where it stands in none.
    """

    role: str
    table: str
    found: Found
    view: FoundView
    origin: Origin


@dataclass(frozen=True, slots=True)
class ExportedCell:
    """A cell of a passage that is a table or a row: the groups and label of its row, and the citation of that row."""

    table: str
    path: tuple[str, ...]
    cell: Cell
    citation: Citation
    origin: Origin


@dataclass(frozen=True, slots=True)
class ExportedPassage:
    """A passage, the document it stands in, and its cells where it is a table or a row."""

    passage: Passage
    view: PassageView
    origin: Origin
    cells: tuple[ExportedCell, ...]


@dataclass(frozen=True, slots=True)
class ExportedAnswer:
    """An answer with its number in the file: `1`, or `1.2` for a sub-question of a pasted Kamervraag.

    `understood` is a line on how the query was understood, empty where that is as it was typed.
    """

    number: str
    answer: Answer
    understood: str
    card: AnswerView
    found: tuple[ExportedFound, ...]
    passages: tuple[ExportedPassage, ...]


@dataclass(frozen=True, slots=True)
class Reproduction:
    """All that it takes to have the same answers again, and to see whether a later index is the same.

    `queries` are as typed, each with what was searched for; `chosen` the ids of the passages that were selected, None
    where all are in the file; `documents` the hash of each document that is cited, by its id. `ranking` is the hash of
    what the weights of the ranking were learned on, `reranker` the model that put the first hits in order, if any.
    """

    version: str
    queries: tuple[tuple[str, str], ...]
    filters: Filters
    chosen: tuple[str, ...] | None
    model: str
    fingerprint: str
    ranking: str
    reranker: str
    settings: IndexSettings
    index: str
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Export:
    """All that goes into one file."""

    answers: tuple[ExportedAnswer, ...]
    reproduction: Reproduction
