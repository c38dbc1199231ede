"""What the screen Documenten shows of all documents: what is in the index, what is not yet, and what cannot be read."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from answer.documents.folder import FolderView, Waiting
from answer.documents.ledger import Ledger, read_ledger
from answer.show.addresses import make_address
from answer.show.contents import count_things, describe_moment, format_count
from answer.terminal.ledger import STATE_WORDS
from index.search import Searcher
from ingest.bin import BIN_FOLDER, Removed
from ingest.dates import show_date
from ingest.document import Document
from ingest.ledger import LedgerEntry

PAGE = "documenten"

_CHANGES = {
    "nieuw": "nieuw",
    "gewijzigd": "gewijzigd sinds de index werd gemaakt",
    "andere gegevens": "andere gegevens in metadata.toml",
    "verwijderd": "niet meer in de map; wordt nog wel doorzocht",
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the table: its title and page, the facts known of it, and its counts as they are shown.

    `tables` are how many there are; `verdicts` what is known of them, one line each.
    """

    title: str
    address: str
    remove: str
    facts: tuple[str, ...]
    pages: str
    questions: str
    tables: str
    verdicts: tuple[str, ...]
    passages: str


@dataclass(frozen=True, slots=True)
class LibraryView:
    """All documents of the index, with a line about it, and its hash."""

    summary: str
    hash: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A document that waits for a new index: what it is called, what differs, and its page where it can have one."""

    name: str
    change: str
    address: str


@dataclass(frozen=True, slots=True)
class RemovedView:
    """A document in the bin: its slot, its title and file name, and when it was put there."""

    slot: str
    title: str
    name: str
    moment: str


def present_library(searcher: Searcher, made: float | None, folder: FolderView, *, fixed: bool = False) -> LibraryView:
    """Return what is in the index, made at `made`; the folder tells since when each file is there.

    Of a folder that is `fixed` nothing can be removed.
    """
    ledger = read_ledger(searcher)
    counts = (
        count_things(len(ledger.entries), "document", "documenten"),
        count_things(len(searcher.chunks), "passage", "passages"),
    )
    summary = f"{', '.join(counts)}. Index van {describe_moment(made or time.time())}."
    rows = (_present_row(searcher.documents[name], ledger, folder) for name in ledger.entries)
    return LibraryView(summary, ledger.hash, tuple(replace(row, remove="") if fixed else row for row in rows))


def describe_verdicts(entry: LedgerEntry) -> tuple[str, ...]:
    """Return how many tables of a document there are of each state: `12 kloppen`, `1 klopt niet`."""
    return tuple(
        f"{format_count(count)} {STATE_WORDS[state][count > 1]}" for state, count in entry.table_states.items() if count
    )


def describe_format(name: str) -> str:
    """Return the format of a file by its suffix: `PDF`, `TXT`."""
    return PurePosixPath(name).suffix.lstrip(".").upper()


def document_address(name: str, act: str = "") -> str:
    """Return the address of a document's page, by its id or file name; `act` is what is to be confirmed there."""
    return make_address(PAGE, {"document": name, "doe": act})


def describe_since(path: Path) -> str:
    """Return since when a file is as it is, as a date; empty where it is gone."""
    try:
        moment = path.stat().st_mtime
    except OSError:
        return ""
    return show_date(time.strftime("%Y-%m-%d", time.localtime(moment)))


def present_waiting(folder: FolderView, problems: Iterable[str]) -> tuple[WaitingView, ...]:
    """Return what waits for a new index, but for what is told of among the `problems` with the reason."""
    told = tuple(problems)
    return tuple(
        _present_waiting(each)
        for each in folder.waiting
        if not any(problem.startswith(f"{each.name}: ") for problem in told)
    )


def present_removed(removed: Iterable[Removed]) -> tuple[RemovedView, ...]:
    """Return what lies in the bin."""
    return tuple(
        RemovedView(each.slot, each.title or each.name, each.name, describe_moment(each.moment)) for each in removed
    )


def describe_bin(corpus: Path) -> str:
    """Return where what was removed is kept, and how it goes for good."""
    return (
        f"Wat hier staat wordt niet doorzocht. Het ligt in de map '{corpus / BIN_FOLDER}'; "
        "voorgoed verwijderen kan alleen daar."
    )


def _present_row(document: Document, ledger: Ledger, folder: FolderView) -> DocumentRow:
    """Return a document as a row of the table."""
    source = folder.sources.get(document.id)
    entry, known = ledger.entries[document.id], document.metadata
    since = describe_since(source.path) if source is not None else ""
    facts = (
        known.kind,
        known.ministry,
        str(known.budget_year) if known.budget_year else None,
        show_date(known.date or ""),
        known.kamerstuk,
        describe_format(document.path),
        f"in de map sinds {since}" if since else None,
        "niet meer in de map" if source is None and not folder.error else None,
    )
    return DocumentRow(
        title=" ".join((entry.title or entry.file).split()),
        address=document_address(document.id),
        remove=document_address(document.id, "verwijderen") if source is not None else "",
        facts=tuple(fact for fact in facts if fact),
        pages=format_count(entry.pages) if entry.pages else "–",
        questions=format_count(entry.questions),
        tables=format_count(len(entry.tables)),
        verdicts=describe_verdicts(entry),
        passages=format_count(ledger.passages[document.id]),
    )


def _present_waiting(waiting: Waiting) -> WaitingView:
    """Return a document that waits for a new index."""
    address = document_address(waiting.id) if waiting.change != "verwijderd" else ""
    return WaitingView(waiting.name, _CHANGES[waiting.change], address)
