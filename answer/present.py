"""What is shown of an answer, as plain records: marked text, tables, labels in Dutch.

Nothing here knows how it is shown. A page or a terminal turns these records into markup and escapes the text itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.answer import Answer, Passage, Status
from answer.cite import Citation, cite_also
from answer.found import Found
from answer.grid import TableView, table_of, view_around, view_rows
from answer.prose import Paragraph, Segment, quote_span, split_text
from answer.understood import NOTHING_FITS, describe_unmet
from answer.why import describe_why, explain_hit
from index.search import Searcher
from ingest.chunk import Chunk, ChunkKind, describe_document
from ingest.document import Document

KIND_LABELS: dict[ChunkKind, str] = {"vraag": "Vraag", "paragraaf": "Paragraaf", "tabel": "Tabel", "rij": "Rij"}
_HEADINGS: dict[Status, str] = {"beantwoord": "Antwoord", "onzeker": "Onzeker", "niet gevonden": "Niet gevonden"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: the citation to copy, and the address of the official publication, if it is known."""

    citation: str
    link: str | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The card on top: what it is called, what must be said beforehand, and the answer itself with its source.

    For a figure `value`, `unit`, `plain`, `path` (its row) and `column` are set and `table` holds its surroundings; for
    a sentence `quote`. All are empty where nothing was found.
    """

    status: Status
    heading: str
    notes: tuple[str, ...] = ()
    quote: tuple[Segment, ...] = ()
    value: str | None = None
    unit: str | None = None
    plain: str | None = None
    path: tuple[str, ...] = ()
    column: str | None = None
    table: TableView | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage as it is listed: `title` is its place, `path` the headings above it, `about` whose document it is.

    `also` are the citations of other places that say the same, and `reason` is why it was found.
    """

    rank: int
    kind: str
    title: str
    path: tuple[str, ...]
    about: str
    paragraphs: tuple[Paragraph, ...]
    table: TableView | None
    source: Source
    also: tuple[str, ...]
    reason: str


def present_answer(answer: Answer, searcher: Searcher, *, filtered: bool = False) -> AnswerView:
    """Return the card for an answer; `filtered` says that not all passages were searched."""
    found = answer.answer
    notes = _describe_status(answer, filtered=filtered)
    heading = _HEADINGS[answer.status]
    if found is None:
        return AnswerView(answer.status, heading, notes)
    source = present_source(found.citation)
    passage = find_passage(found, answer.passages)
    document = searcher.documents[found.citation.document]
    table = table_of(passage.hit.chunk, document) if passage else None
    if passage is None or table is None or passage.hit.chunk.row is None:
        words = passage.words if passage else ()
        return AnswerView(answer.status, heading, notes, quote=quote_span(document, found.span, words), source=source)
    row = table.rows[passage.hit.chunk.row]
    value = found.value or (None if found.kind == "rij" else found.text)
    shows_unit = found.unit is not None and found.unit not in (found.value or "")
    return AnswerView(
        answer.status,
        heading,
        notes,
        value=value,
        unit=found.unit if shows_unit else None,
        plain=found.plain,
        path=(*row.groups, row.label),
        column=found.column,
        table=view_around(table, passage.hit.chunk.row, found),
        source=source,
    )


def present_passage(passage: Passage, searcher: Searcher, found: Found | None = None, reason: str = "") -> PassageView:
    """Return a passage as it is listed; the cell that is `found` is marked where it stands in this passage."""
    hit = passage.hit
    document = searcher.documents[hit.chunk.document]
    title, path = _name_place(hit.chunk, document, passage.citation.label)
    return PassageView(
        rank=hit.rank,
        kind=KIND_LABELS[hit.chunk.kind],
        title=title,
        path=path,
        about=describe_document(document),
        paragraphs=split_text(passage, document),
        table=_passage_table(passage, document, found),
        source=present_source(passage.citation),
        also=cite_also(hit, searcher.documents),
        reason=reason,
    )


def present_passages(answer: Answer, searcher: Searcher) -> tuple[PassageView, ...]:
    """Return the passages of an answer; where nothing was found, no sentence in them is marked as if it answered."""
    passages = answer.passages
    if answer.answer is None:
        passages = tuple(replace(passage, sentences=()) for passage in passages)
    views = []
    for passage in passages:
        why = explain_hit(passage.hit, answer.understood, answer.words, searcher)
        views.append(present_passage(passage, searcher, answer.answer, describe_why(why)))
    return tuple(views)


def present_source(citation: Citation) -> Source:
    """Return a citation with its link, which is left out unless it is one to a web page."""
    url = citation.url
    return Source(citation.text, url if url and url.startswith(("https://", "http://")) else None)


def find_passage(found: Found, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage that an answer stands in: the one whose citation it has, rows of a table first."""
    holding = [
        passage
        for passage in passages
        if passage.hit.chunk.document == found.citation.document and passage.hit.chunk.span.contains(found.span)
    ]
    rows = (passage for passage in holding if passage.hit.chunk.row is not None and found.kind != "zin")
    return next(rows, holding[0] if holding else None)


def _describe_status(answer: Answer, *, filtered: bool) -> tuple[str, ...]:
    """Return what the status means to the user, and the words that occur nowhere."""
    scope = " met de gekozen filters" if filtered else ""
    notes: list[str] = []
    if answer.status == "niet gevonden":
        notes.append(f"De documenten beantwoorden deze vraag{scope} niet.")
    elif answer.status == "onzeker":
        notes.append("Onzeker: dit komt het dichtst bij uw vraag, maar beantwoordt haar misschien niet. Lees het na.")
    notes.extend(describe_unmet(answer))
    if not answer.passages:
        notes.append(NOTHING_FITS if filtered or answer.understood.has_operators else "Er is geen passage gevonden.")
    return tuple(notes)


def _name_place(chunk: Chunk, document: Document, label: str) -> tuple[str, tuple[str, ...]]:
    """Return the title of a passage and the headings above it."""
    if chunk.table is not None:
        table = document.tables[chunk.table]
        label = f"{label}. {table.caption}" if chunk.row is None and table.caption else label
    elif chunk.question is None and chunk.headings:
        return chunk.headings[-1], _shorten_path(chunk.headings[:-1])
    return label or describe_document(document), _shorten_path(chunk.headings)


def _shorten_path(headings: tuple[str, ...]) -> tuple[str, ...]:
    """Return headings without those in capitals, which name a part and say nothing about the place."""
    return tuple(heading for heading in headings if not heading.isupper())


def _passage_table(passage: Passage, document: Document, found: Found | None) -> TableView | None:
    """Return a passage that is a table, or a row of one, as a table."""
    chunk = passage.hit.chunk
    table = table_of(chunk, document)
    if table is None:
        return None
    if chunk.row is None:
        return view_rows(table, chunk.span, passage.words)
    # The card above has the rows around the answer already.
    answers = found is not None and found.kind != "zin" and chunk.span.contains(found.span)
    return view_around(table, chunk.row, found if answers else None, neighbours=0 if answers else 1)
