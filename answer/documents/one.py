"""What the screen Documenten shows of one document: what is known of it, and all that a person should look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from answer.cite import link_publication
from answer.documents.ledger import read_ledger
from answer.documents.present import describe_format, describe_verdicts
from answer.permalink import make_permalink
from answer.show.contents import count_things, format_count
from answer.terminal.ledger import STATE_WORDS
from answer.terminal.pages import describe_pages
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.dates import show_date
from ingest.document import Document, Finding, Span, Table
from ingest.ledger import TABLE_STATES, LedgerEntry, Remark, TableEntry, TableState

_Link = Callable[[Span], str]
"""Returns the address of what stands at a span; empty where it is in no passage."""


@dataclass(frozen=True, slots=True)
class RemarkView:
    """Something to look at: what it is, with its pages, and the address of where it stands; empty without one."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class LedgerTableView:
    """A table: what it is called, how large it is and on which pages, its address, and what does not add up."""

    title: str
    size: str
    address: str
    findings: tuple[RemarkView, ...]


@dataclass(frozen=True, slots=True)
class TableGroup:
    """The tables of one state: `Klopt niet (3)`, what that means, and the tables."""

    state: TableState
    heading: str
    meaning: str
    tables: tuple[LedgerTableView, ...]


@dataclass(frozen=True, slots=True)
class RemarkGroup:
    """Remarks of one kind under their heading; `folded` where they are many and nothing is the matter."""

    heading: str
    remarks: tuple[RemarkView, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One document: its title, what is known of it by name, its tables by their state, and what to look at.

    `link` is the address of the official publication, None where that is not known.
    """

    title: str
    file: str
    facts: tuple[tuple[str, str], ...]
    link: str | None
    groups: tuple[TableGroup, ...]
    remarks: tuple[RemarkGroup, ...]


_MEANINGS: dict[TableState, str] = {
    "klopt niet": "Een gedrukt totaal wijkt af van de som van zijn rijen. Zo staat het in de bron.",
    "niet te controleren": "Er is geen totaal dat kan worden nagerekend.",
    "als tekst": "De rijen en kolommen zijn niet herkend; de tabel wordt als tekst doorzocht en getoond.",
    "klopt": "De gedrukte totalen zijn de som van hun rijen.",
}
_ORDER: tuple[TableState, ...] = ("klopt niet", "als tekst", "niet te controleren", "klopt")
"""What a person should look at comes first."""

assert set(_ORDER) == set(TABLE_STATES)


def present_document(name: str, searcher: Searcher) -> DocumentPage | None:
    """Return what is shown of the document with this id; None where it is not in the index."""
    document = searcher.documents.get(name)
    if document is None:
        return None
    ledger = read_ledger(searcher)
    entry = ledger.entries[name]
    chunks = [chunk for chunk in searcher.chunks if chunk.document == name]
    link = _make_linker(document, chunks)
    return DocumentPage(
        title=" ".join((entry.title or entry.file).split()),
        file=entry.file,
        facts=tuple((label, value) for label, value in _list_facts(document, entry, ledger.passages[name]) if value),
        link=link_publication(document),
        groups=tuple(_group_tables(document, entry, link)),
        remarks=tuple(group for group in _list_remarks(document, entry, link) if group.remarks),
    )


def _list_facts(document: Document, entry: LedgerEntry, passages: int) -> Iterator[tuple[str, str]]:
    """Yield what is known of a document: its label and its value, which may be empty."""
    known = document.metadata
    yield "Soort", known.kind or ""
    yield "Ministerie", known.ministry or ""
    yield "Begrotingsjaar", str(known.budget_year or "")
    yield "Datum", show_date(known.date or "")
    yield "Vergaderjaar", known.session or ""
    yield "Kamerstuk", known.kamerstuk or ""
    yield "Omvang", ", ".join(_list_counts(document, entry, passages))
    without = f", waarvan {format_count(len(entry.unanswered))} zonder antwoord" if entry.unanswered else ""
    yield "Vragen", f"{format_count(entry.questions)}{without}" if entry.questions else ""
    verdicts = ", ".join(describe_verdicts(entry))
    yield "Tabellen", f"{format_count(len(entry.tables))}: {verdicts}" if entry.tables else ""
    undetermined = f", waarvan {format_count(entry.undetermined)} in een onbepaalde kolom" if entry.undetermined else ""
    yield "Cellen", f"{format_count(entry.cells)}{undetermined}" if entry.cells else ""
    yield "Bestand", f"{entry.file} ({describe_format(entry.file)})"
    yield "SHA-256", entry.sha256


def _list_counts(document: Document, entry: LedgerEntry, passages: int) -> Iterator[str]:
    """Yield how much of each thing a document has."""
    paragraphs = sum(block.kind in {"paragraph", "list_item"} for block in document.blocks)
    yield count_things(entry.pages, "bladzijde", "bladzijden") if entry.pages else "zonder bladzijden"
    yield count_things(entry.sections, "kop", "koppen")
    yield count_things(paragraphs, "alinea", "alinea's")
    if entry.notes:
        yield count_things(entry.notes, "noot", "noten")
    yield count_things(passages, "passage", "passages")
    yield f"{format_count(entry.characters)} tekens"


def _make_linker(document: Document, chunks: list[Chunk]) -> _Link:
    """Return what gives the address of a span: of the first passage that holds it, or else of one that it touches."""

    def link(span: Span) -> str:
        touching = [chunk for chunk in chunks if chunk.span.overlaps(span)]
        holding = [chunk for chunk in touching if chunk.span.contains(span)] or touching
        if not holding:
            return ""
        return f"./{make_permalink(document, holding[0], span=span)}"

    return link


def _group_tables(document: Document, entry: LedgerEntry, link: _Link) -> Iterator[TableGroup]:
    """Yield the tables by their state, what a person should look at first."""
    pairs = list(zip(entry.tables, document.tables, strict=True))
    for state in _ORDER:
        found = tuple(_present_table(each, table, link) for each, table in pairs if each.state == state)
        if found:
            words = STATE_WORDS[state][len(found) > 1]
            heading = f"{count_things(len(found), 'tabel', 'tabellen')} {words}"
            yield TableGroup(state, heading, _MEANINGS[state], found)


def _present_table(entry: TableEntry, table: Table, link: _Link) -> LedgerTableView:
    """Return what is shown of one table."""
    size = [describe_pages(entry.pages).strip(" ()")]
    if entry.rows:
        size += [count_things(entry.rows, "rij", "rijen"), count_things(entry.cells, "cel", "cellen")]
    if entry.undetermined:
        size.append(f"{format_count(entry.undetermined)} onbepaald")
    return LedgerTableView(
        title=" ".join(f"{entry.name} {entry.caption}".split()) or "Tabel zonder naam",
        size=" · ".join(part for part in size if part),
        address=link(table.span),
        findings=_link_findings(entry.findings, table.findings, link),
    )


def _list_remarks(document: Document, entry: LedgerEntry, link: _Link) -> Iterator[RemarkGroup]:
    """Yield what a person should look at in a document, by kind, and at last its abbreviations."""
    yield RemarkGroup("Spreekt zichzelf tegen", _link_findings(entry.findings, document.findings, link))
    open_questions = [each for each in document.questions if each.answer is None]
    unanswered = tuple(
        RemarkView(_describe(remark), link(question.span))
        for remark, question in zip(entry.unanswered, open_questions, strict=True)
    )
    yield RemarkGroup("Vragen zonder antwoord", unanswered)
    empty = [Remark("zonder tekst", entry.empty_pages)] if entry.empty_pages else []
    lost = [Remark(f"{len(entry.lost_lines)} regels in geen blok", ())] if entry.lost_lines else []
    loose = [Remark(f"{entry.loose_notes} noten zonder plaats in de tekst", ())] if entry.loose_notes else []
    unreadable = chain(empty, entry.unreadable, lost, loose)
    yield RemarkGroup("Niet goed te lezen", tuple(RemarkView(_describe(remark)) for remark in unreadable))
    short = tuple(RemarkView(f"{each.short}: {each.meaning}", link(each.span)) for each in document.abbreviations)
    yield RemarkGroup("Afkortingen die het document verklaart", short, folded=True)


def _link_findings(remarks: tuple[Remark, ...], findings: tuple[Finding, ...], link: _Link) -> tuple[RemarkView, ...]:
    """Return findings as the ledger words them, each with the address of where it stands."""
    pairs = zip(remarks, findings, strict=True)
    return tuple(RemarkView(_describe(remark), link(finding.span)) for remark, finding in pairs)


def _describe(remark: Remark) -> str:
    """Return a remark with its pages."""
    return f"{remark.text}{describe_pages(remark.pages)}"
