"""Figures under one heading, as they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from answer.show.grid import CellView, RowView, TableView
from evaluation.reliability import Reliability
from evaluation.selection import Choices

NOT_MEASURED = "Op deze documenten niet gemeten: de vragen horen bij andere stukken."


@dataclass(frozen=True, slots=True)
class Section:
    """Figures under one heading: what they mean, a choice that goes with them, tables, and a reliability diagram.

    `name` tells it from the others. What was not measured has no tables; the text then says why.
    """

    name: str
    heading: str
    text: tuple[str, ...]
    tables: tuple[TableView, ...] = ()
    choices: Choices | None = None
    drawn: Reliability | None = None


def make_row(label: str, figures: Iterable[str], *, marked: bool = False, depth: int = 0) -> RowView:
    """Return a row of figures."""
    return RowView(label, depth, tuple(CellView(text, numeric=True) for text in figures), marked)


def capitalise(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
