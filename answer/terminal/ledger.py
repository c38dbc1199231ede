"""The ledger for the terminal and for programs: a short list of each document, all of one, and as JSON."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from answer.show.contents import count_things, format_count
from answer.terminal.pages import describe_pages
from answer.terminal.tree import describe_tree
from ingest.corpus import describe_empty
from ingest.document import Document
from ingest.errors import CorpusError
from ingest.files import Problem
from ingest.ledger import LedgerEntry, Remark, TableEntry, TableState, ledger_entry

Form = Literal["lijst", "alles", "json", "boom"]
"""A few lines for each document, all that is known of it, one JSON object, or what it was understood to be."""

SHOWN_REMARKS = 3
"""The list of all documents shows so many remarks of each; the rest is in what is shown of one document."""

STATE_WORDS: dict[TableState, tuple[str, str]] = {
    "klopt": ("klopt", "kloppen"),
    "klopt niet": ("klopt niet", "kloppen niet"),
    "niet te controleren": ("niet te controleren", "niet te controleren"),
    "als tekst": ("als tekst", "als tekst"),
}
"""What is said of one table, and of more."""

_STATE_STYLES: dict[TableState, str] = {
    "klopt": "green",
    "klopt niet": "bold yellow",
    "niet te controleren": "",
    "als tekst": "dim",
}


def print_documents(
    read: Iterable[Document | Problem], folder: Path, form: Form, console: Console, hide: Callable[[], None]
) -> None:
    """Print each document of a folder as it is read, and what could not be read; `hide` is called before each print.

    Raises:
        CorpusError: the folder holds no document that can be read; what is the matter is printed then.
    """
    problems: list[Problem] = []
    documents = 0
    for each in read:
        hide()
        if isinstance(each, Document):
            documents += 1
            _print_document(each, form, console)
        elif form == "json":
            _print_json({"file": each.name, "problem": each.reason}, console)
        else:
            problems.append(each)
    hide()
    if form == "lijst":
        unread = f", {count_things(len(problems), 'bestand', 'bestanden')} niet" if problems else ""
        console.print(f"{count_things(documents, 'document', 'documenten')} gelezen{unread}.")
    for problem in problems:
        console.print(Text(f"Niet gelezen: {problem}", style="yellow"), soft_wrap=True)
    if not documents:
        raise CorpusError(describe_empty(folder))


def entry_to_json(entry: LedgerEntry) -> dict[str, Any]:
    """Return what the ledger says of a document as plain data, with its sums over the tables."""
    counts = {"table_states": entry.table_states, "cells": entry.cells, "undetermined": entry.undetermined}
    return {**asdict(entry), **counts}


def _print_document(document: Document, form: Form, console: Console) -> None:
    """Print one document in one of the forms."""
    if form == "boom":
        console.out(describe_tree(document), highlight=False)
        return
    entry = ledger_entry(document)
    if form == "json":
        _print_json(entry_to_json(entry), console)
        return
    _print_summary(entry, console, SHOWN_REMARKS if form == "lijst" else None)
    if form == "alles":
        for table in entry.tables:
            _print_table(table, console)


def _print_json(record: dict[str, Any], console: Console) -> None:
    """Print one object on one line."""
    console.out(json.dumps(record, ensure_ascii=False), highlight=False)


def _print_summary(entry: LedgerEntry, console: Console, shown: int | None) -> None:
    """Print what was found in a document, with at most `shown` remarks of a kind."""
    console.print(Text(entry.id, style="bold"), soft_wrap=True)
    for line in (entry.title, _describe_source(entry)):
        if line:
            console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in _summarize(entry, shown):
        grid.add_row(label, value)
    console.print(Padding(grid, (0, 0, 0, 2), expand=False))
    console.print()


def _describe_source(entry: LedgerEntry) -> str:
    """Return what kind of document it is, whose, its number and its date."""
    return " · ".join(part for part in (entry.kind, entry.ministry, entry.kamerstuk, entry.date) if part)


def _summarize(entry: LedgerEntry, shown: int | None) -> Iterator[tuple[str, Text]]:
    """Yield each line about a document: its label and its value; what a document has none of is left out."""
    pages = count_things(entry.pages, "bladzijde", "bladzijden") if entry.pages else "zonder bladzijden"
    sections = count_things(entry.sections, "kop", "koppen")
    yield "Omvang", Text(f"{pages}, {sections}, {format_count(entry.characters)} tekens")
    lost = Text(f"{len(entry.lost_lines)} in geen blok", style="bold red" if entry.lost_lines else "")
    numbers = f": {', '.join(map(str, entry.lost_lines[:shown]))}" if entry.lost_lines else ""
    yield "Regels", Text.assemble(f"{format_count(entry.lines)}, waarvan ", lost, numbers)
    if entry.tables:
        yield "Tabellen", _describe_states(entry)
    if entry.cells:
        yield "Cellen", Text(f"{format_count(entry.cells)}, waarvan {format_count(entry.undetermined)} onbepaald")
    if entry.questions:
        without = f"waarvan {len(entry.unanswered)} zonder antwoord" if entry.unanswered else "alle met antwoord"
        yield "Vragen", Text(f"{format_count(entry.questions)}, {without}")
    if entry.notes:
        loose = f", waarvan {entry.loose_notes} zonder plaats in de tekst" if entry.loose_notes else ""
        yield "Noten", Text(f"{format_count(entry.notes)}{loose}")
    if entry.abbreviations:
        yield "Afkortingen", Text(format_count(entry.abbreviations))
    yield from _list_remarks("Zonder antwoord", entry.unanswered, shown)
    yield from _list_remarks("Let op", entry.findings if shown is None else _name_findings(entry), shown)
    empty = [Remark("zonder tekst", entry.empty_pages)] if entry.empty_pages else []
    yield from _list_remarks("Onleesbaar", [*empty, *entry.unreadable], shown)
    yield "Bestand", Text(entry.file)
    yield "Sha256", Text(entry.sha256)


def _name_findings(entry: LedgerEntry) -> list[Remark]:
    """Return where a document contradicts itself, with the names of the tables that do not add up.

    What is off by rounding only stands with its table, where all of one document is shown.
    """
    named = (
        Remark(f"{table.name}: {finding.text}", finding.pages)
        for table in entry.tables
        if table.state == "klopt niet"
        for finding in table.findings
    )
    return [*entry.findings, *named]


def _describe_states(entry: LedgerEntry) -> Text:
    """Return how many tables there are, and how many of each state."""
    parts = [
        Text(f"{format_count(count)} {STATE_WORDS[state][count > 1]}", style=_STATE_STYLES[state])
        for state, count in entry.table_states.items()
        if count
    ]
    return Text.assemble(f"{format_count(len(entry.tables))}: ", Text(", ").join(parts))


def _list_remarks(label: str, remarks: Iterable[Remark], shown: int | None) -> Iterator[tuple[str, Text]]:
    """Yield a line for each remark, the first with the label, and one for how many more there are."""
    remarks = list(remarks)
    for i, remark in enumerate(remarks[:shown]):
        yield label if i == 0 else "", Text(f"{remark.text}{describe_pages(remark.pages)}", style="yellow")
    more = len(remarks[:shown])
    if more < len(remarks):
        yield "", Text(f"en nog {format_count(len(remarks) - more)}", style="dim")


def _print_table(table: TableEntry, console: Console) -> None:
    """Print what the ledger says of one table: how it is called, how large it is, its verdict and its findings."""
    console.print(Padding(Text.assemble((table.name, "bold"), f" {table.caption}"), (0, 0, 0, 2), expand=False))
    pages = describe_pages(table.pages).strip(" ()")
    undetermined = f", waarvan {format_count(table.undetermined)} onbepaald" if table.undetermined else ""
    counts = (count_things(table.rows, "rij", "rijen"), f"{count_things(table.cells, 'cel', 'cellen')}{undetermined}")
    about = " · ".join(part for part in (pages, *(counts if table.rows else ())) if part)
    line = Text.assemble((f"{about} · " if about else "", "dim"), (table.state, _STATE_STYLES[table.state]))
    for finding in table.findings:
        line.append(f"\n{finding.text}{describe_pages(finding.pages)}", style="yellow")
    console.print(Padding(line, (0, 0, 0, 4), expand=False))
