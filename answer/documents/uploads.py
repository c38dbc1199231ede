"""What the screen Documenten shows of a file that is sent: what was understood of it, and what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass

from answer.documents.ledger import read_ledger
from answer.documents.present import describe_verdicts, document_address
from answer.show.contents import count_things
from index.search import Searcher
from ingest.dates import show_date
from ingest.document import Document, Metadata
from ingest.ledger import LedgerEntry
from ingest.library import Clash
from ingest.upload import Upload


@dataclass(frozen=True, slots=True)
class UploadView:
    """A file that can be read: its name, its title, what is known of it, and what was found in it.

    `notice` is what stands in the way or is done differently, empty where nothing is.
    """

    name: str
    title: str
    known: str
    found: str
    notice: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A document that was added and is now searched: its title, its address, and what was found in it."""

    title: str
    address: str
    found: str


@dataclass(frozen=True, slots=True)
class Added:
    """A document that was added: the name of its file, and the hash that tells when it is in the index."""

    name: str
    sha256: str


def present_upload(upload: Upload, clash: Clash) -> UploadView:
    """Return what is shown of a file before it is added."""
    return UploadView(
        name=upload.name,
        title=" ".join((upload.entry.title or "").split()),
        known=describe_known(upload.read),
        found=describe_found(upload.entry),
        notice=_describe_clash(upload, clash),
    )


def describe_known(known: Metadata) -> str:
    """Return what a document is, on one line; empty where nothing is known."""
    year = str(known.budget_year) if known.budget_year else None
    facts = (known.kind, known.ministry, year, show_date(known.date or ""), known.kamerstuk)
    return " · ".join(fact for fact in facts if fact)


def describe_found(entry: LedgerEntry) -> str:
    """Return what was found in a document: `12 bladzijden, 3 tabellen (2 kloppen, 1 klopt niet), 4 vragen`."""
    parts = [
        count_things(entry.pages, "bladzijde", "bladzijden") if entry.pages else "zonder bladzijden",
        count_things(entry.sections, "kop", "koppen"),
    ]
    if entry.tables:
        verdicts = ", ".join(describe_verdicts(entry))
        parts.append(f"{count_things(len(entry.tables), 'tabel', 'tabellen')} ({verdicts})")
    if entry.questions:
        parts.append(count_things(entry.questions, "vraag", "vragen"))
    return ", ".join(parts)


def find_receipts(added: Iterable[Added], searcher: Searcher | None) -> tuple[ReceiptView, ...]:
    """Return the receipts of what was added and is in the index by now."""
    if searcher is None:
        return ()
    indexed = {(document.path, document.sha256): document for document in searcher.documents.values()}
    found = (indexed.get((each.name, each.sha256)) for each in added)
    return tuple(_present_receipt(document, searcher) for document in found if document is not None)


def _present_receipt(document: Document, searcher: Searcher) -> ReceiptView:
    """Return the receipt of a document."""
    ledger = read_ledger(searcher)
    entry = ledger.entries[document.id]
    passages = count_things(ledger.passages[document.id], "passage", "passages")
    title = " ".join((entry.title or entry.file).split())
    return ReceiptView(title, document_address(document.id), f"{describe_found(entry)}, {passages}")


def _describe_clash(upload: Upload, clash: Clash) -> str:
    """Return what stands in the way of a file, or how its name will differ."""
    if clash.same_content:
        return f"Dit document staat er al, als '{clash.same_content}'. Het wordt niet nog eens toegevoegd."
    if clash.same_name:
        return f"Er staat al een ander document met de naam '{clash.same_name}'."
    return f"Het wordt bewaard als '{clash.name}'." if clash.name != upload.name else ""
