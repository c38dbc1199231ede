"""The outline of a document: its headings, with the questions and tables under them, to walk through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.context.parts import Part
from ingest.chunk import ChunkKind
from ingest.document import Document, Span

ALL_SHOWN = 60
"""An outline of at most so many entries is shown whole; of a longer one the way to the place is open."""

NEIGHBOURS = 15
"""So many entries before and after the way to the place are shown of those that stand beside each other."""

_LONGEST = 90
"""Characters of an entry; the text itself has the rest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, question or table: what it is called, how deep it stands from 0, where, and what links to it."""

    title: str
    depth: int
    span: Span
    kind: ChunkKind


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as it is shown: `current` is where the reader is, `open` leads there; `more` says what is left out."""

    title: str
    depth: int
    address: str
    current: bool = False
    more: bool = False


def list_entries(document: Document, parts: Sequence[Part]) -> tuple[Entry, ...]:
    """Return all entries of a document in order."""
    entries: list[Entry] = []
    for part in parts:
        if not part.begins:
            continue
        depth = len(part.headings)
        if part.kind == "heading":
            entries.append(Entry(_shorten(document.slice(part.span)), max(0, depth - 1), part.span, "paragraaf"))
        elif part.question is not None:
            question = document.questions[part.question]
            title = f"Vraag {question.number}: {document.slice(question.question)}"
            entries.append(Entry(_shorten(title), depth, question.span, "vraag"))
        elif part.table is not None:
            table = document.tables[part.table]
            title = f"{table.name or 'Tabel'} {table.caption}"
            entries.append(Entry(_shorten(title), depth, table.span, "tabel"))
    return tuple(entries)


def open_outline(
    entries: Sequence[Entry], place: Span, link: Callable[[Entry], str], most: int = ALL_SHOWN
) -> tuple[EntryView, ...]:
    """Return the entries to show: all of a few, and of many those on the way to `place` and beside it.

    The last one that begins at or before the place is the current one.
    """
    parents = _find_parents(entries)
    current = max((number for number, entry in enumerate(entries) if entry.span.start <= place.start), default=-1)
    way = {-1}
    step = current
    while step >= 0:
        way.add(step)
        step = parents[step]
    levels = _level(entries, parents)
    views: list[EntryView] = []
    chosen, more = set(range(len(entries))), dict[int, str]()
    if len(entries) > most:
        chosen, more = _choose(parents, way)
    for number in sorted(chosen):
        view = EntryView(entries[number].title, levels[number], link(entries[number]), number == current)
        if number in more:
            view = EntryView(more[number], view.depth, view.address, more=True)
        views.append(view)
    return tuple(views)


def _find_parents(entries: Sequence[Entry]) -> list[int]:
    """Return for each entry the one that it stands under, -1 for those that stand under none."""
    parents: list[int] = []
    path: list[int] = []
    for number, entry in enumerate(entries):
        while path and entries[path[-1]].depth >= entry.depth:
            path.pop()
        parents.append(path[-1] if path else -1)
        path.append(number)
    return parents


def _level(entries: Sequence[Entry], parents: Sequence[int]) -> list[int]:
    """Return how many entries each stands under: a document may leave out a level."""
    levels: list[int] = []
    for number in range(len(entries)):
        levels.append(levels[parents[number]] + 1 if parents[number] >= 0 else 0)
    return levels


def _choose(parents: Sequence[int], way: set[int]) -> tuple[set[int], dict[int, str]]:
    """Return the entries beside the way to a place, and of those the ones that stand for more, with what they say."""
    chosen: set[int] = set()
    more: dict[int, str] = {}
    for parent in way:
        beside = [number for number, found in enumerate(parents) if found == parent]
        middle = next((place for place, number in enumerate(beside) if number in way), 0)
        first, last = max(0, middle - NEIGHBOURS), min(len(beside), middle + NEIGHBOURS + 1)
        chosen.update(beside[first:last])
        if first:
            chosen.add(beside[first - 1])
            more[beside[first - 1]] = f"… {first} eerder"
        if last < len(beside):
            chosen.add(beside[last])
            more[beside[last]] = f"… {len(beside) - last} verder"
    return chosen, more


def _shorten(text: str) -> str:
    """Return a text on one line, and the words of it that fit."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    return f"{line[:_LONGEST].rpartition(' ')[0] or line[:_LONGEST]} …"
