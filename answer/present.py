"""What is shown of an answer, as plain records: text in marked segments, tables as rows of cells, labels in Dutch.

Nothing here knows how it is shown. A page or a terminal turns these records into markup and escapes the text itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from answer.answer import Answer, Found, Passage, Status
from answer.cite import Citation, describe_source
from answer.grid import TableView, view_around, view_rows
from index.search import Searcher
from ingest.chunk import Chunk, ChunkKind, describe_document
from ingest.document import Document, Span, Table
from ingest.sentence import BULLETS

KIND_LABELS: dict[ChunkKind, str] = {"vraag": "Vraag", "paragraaf": "Paragraaf", "tabel": "Tabel", "rij": "Rij"}
Role = Literal["vraag", "antwoord", "tekst", "punt", "voetnoot", "vast"]
"""What a stretch of text is; `vast` keeps its lines as they are."""

SHOWN_WORDS = 6
"""So many of the words that were found are named in the line that says why a passage was found."""

_HEADINGS: dict[Status, str] = {"beantwoord": "Antwoord", "onzeker": "Onzeker", "niet gevonden": "Niet gevonden"}
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_ITEM = re.compile(rf"(?m)^[^\S\n]*[{re.escape(BULLETS)}][^\S\n]")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*(?![a-z])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with the same marks: part of a relevant sentence, a word of the query, both or neither."""

    text: str
    sentence: bool = False
    word: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a passage's text that stands on its own."""

    role: Role
    segments: tuple[Segment, ...]


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
    """A passage as it is listed: `title` is its place, `path` the headings above it, `about` whose document it is."""

    rank: int
    kind: str
    title: str
    path: tuple[str, ...]
    about: str
    paragraphs: tuple[Paragraph, ...]
    table: TableView | None
    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the index: its title, how it is cited, and what of it is indexed."""

    title: str
    source: str
    contents: str


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


def present_passage(passage: Passage, searcher: Searcher, found: Found | None = None) -> PassageView:
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
        paragraphs=_passage_text(passage, document),
        table=_passage_table(passage, document, found),
        source=present_source(passage.citation),
        reason=explain_hit(passage, document),
    )


def present_source(citation: Citation) -> Source:
    """Return a citation with its link, which is left out unless it is one to a web page."""
    url = citation.url
    return Source(citation.text, url if url and url.startswith(("https://", "http://")) else None)


def present_documents(searcher: Searcher) -> tuple[DocumentView, ...]:
    """Return what is in the index, document by document."""
    views = []
    for document in searcher.documents.values():
        counts = (
            _count(len(document.page_starts), "bladzijde", "bladzijden"),
            _count(len(document.questions), "vraag", "vragen"),
            _count(len(document.tables), "tabel", "tabellen"),
            _count(sum(chunk.document == document.id for chunk in searcher.chunks), "passage", "passages"),
        )
        contents = ", ".join(count for count in counts if not count.startswith("0 "))
        views.append(DocumentView(document.metadata.title or document.path, describe_source(document), contents))
    return tuple(views)


def explain_hit(passage: Passage, document: Document) -> str:
    """Return why a passage was found: `1e op woorden (COA, bezetting) · 3e op betekenis`."""
    hit = passage.hit
    words: dict[str, str] = {}
    for span in passage.words:
        word = document.slice(span)
        words.setdefault(word.casefold(), word)
    named = f" ({', '.join(list(words.values())[:SHOWN_WORDS])})" if words else ""
    lexical = f"{hit.lexical.rank}e op woorden{named}" if hit.lexical else "niet op woorden"
    return f"{lexical} · {hit.dense.rank}e op betekenis" if hit.dense else lexical


def find_passage(found: Found, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage that an answer stands in: the one whose citation it has, rows of a table first."""
    holding = [
        passage
        for passage in passages
        if passage.hit.chunk.document == found.citation.document and passage.hit.chunk.span.contains(found.span)
    ]
    rows = (passage for passage in holding if passage.hit.chunk.row is not None and found.kind != "zin")
    return next(rows, holding[0] if holding else None)


def table_of(chunk: Chunk, document: Document) -> Table | None:
    """Return the table that a chunk is of, where its rows were understood."""
    table = document.tables[chunk.table] if chunk.table is not None else None
    return table if table is not None and table.rows else None


def quote_span(document: Document, span: Span, words: Sequence[Span]) -> tuple[Segment, ...]:
    """Return the text of `span` on one line, without the bullet before it."""
    bullet = _ITEM.match(document.slice(span))
    return mark_span(document, Span(span.start + (bullet.end() if bullet else 0), span.end), (), words)


def mark_span(
    document: Document, span: Span, sentences: Sequence[Span], words: Sequence[Span], *, keep_lines: bool = False
) -> tuple[Segment, ...]:
    """Return the text of `span` in segments; joined they give it back, but for line ends, which become spaces."""
    marks = (*sentences, *words)
    edges = {span.start, span.end, *(edge for mark in marks for edge in (mark.start, mark.end))}
    cuts = sorted(edge for edge in edges if span.start <= edge <= span.end)
    segments = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = Span(start, end)
        text = document.slice(piece)
        segments.append(
            Segment(
                text if keep_lines else re.sub(r"\s*\n\s*", " ", text),
                sentence=any(sentence.contains(piece) for sentence in sentences),
                word=any(word.contains(piece) for word in words),
            )
        )
    return tuple(segments)


def describe_progress(done: int, total: int, seconds: float) -> str:
    """Return how far the making of an index is, and how long it still takes, as it went so far."""
    if not total:
        return "De documenten worden gelezen."
    counted = f"{format_count(done)} van {format_count(total)} teksten"
    if done < total / 20 or seconds < 1:
        return f"{counted}."
    left = seconds / done * (total - done)
    remaining = f"{round(left / 60)} minuten" if left >= 100 else f"{max(10, round(left, -1)):.0f} seconden"
    return f"{counted}, nog ongeveer {remaining}."


def describe_moment(seconds: float) -> str:
    """Return a moment, in seconds since 1970, as local date and time: `22 november 2026, 19:38`."""
    moment = datetime.fromtimestamp(seconds)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, for labels that are read as Markdown."""
    return re.sub(r"([^\w\s])", r"\\\1", " ".join(text.split()), flags=re.ASCII)


def format_count(number: int) -> str:
    """Return a whole number with points between its thousands: `12.345`."""
    return f"{number:,}".replace(",", ".")


def _describe_status(answer: Answer, *, filtered: bool) -> tuple[str, ...]:
    """Return what the status means to the user, and the words that occur nowhere."""
    scope = " met de gekozen filters" if filtered else ""
    notes: list[str] = []
    if answer.status == "niet gevonden":
        notes.append(f"De documenten beantwoorden deze vraag{scope} niet.")
    elif answer.status == "onzeker":
        notes.append("Onzeker: dit komt het dichtst bij uw vraag, maar beantwoordt haar misschien niet. Lees het na.")
    if answer.missing and answer.status != "beantwoord":
        notes.append(f"Komt in de documenten niet voor: {', '.join(answer.missing)}.")
    if not answer.passages:
        notes.append("Geen enkele passage voldoet aan de filters." if filtered else "Er is geen passage gevonden.")
    return tuple(notes)


def _name_place(chunk: Chunk, document: Document, label: str) -> tuple[str, tuple[str, ...]]:
    """Return the title of a passage and the headings above it."""
    if chunk.table is not None:
        table = document.tables[chunk.table]
        label = f"{label}. {table.caption}" if chunk.row is None and table.caption else label
    elif chunk.question is None and chunk.headings:
        return chunk.headings[-1], chunk.headings[:-1]
    return label or describe_document(document), chunk.headings


def _passage_table(passage: Passage, document: Document, found: Found | None) -> TableView | None:
    """Return a passage that is a table, or a row of one, as a table."""
    chunk = passage.hit.chunk
    table = table_of(chunk, document)
    if table is None:
        return None
    if chunk.row is None:
        return view_rows(table, chunk.span, passage.words)
    return view_around(table, chunk.row, found if found and chunk.span.contains(found.span) else None)


def _passage_text(passage: Passage, document: Document) -> tuple[Paragraph, ...]:
    """Return the text of a passage in paragraphs; a question apart from its answer; none where a table shows it."""
    chunk = passage.hit.chunk
    marks = (passage.sentences, passage.words)
    if chunk.table is not None:
        if table_of(chunk, document) is not None:
            return ()
        return (Paragraph("vast", mark_span(document, chunk.span, (), passage.words, keep_lines=True)),)
    parts: list[tuple[Role, Span]] = [("tekst", chunk.span)]
    if chunk.question is not None:
        question = document.questions[chunk.question]
        asked = _intersect(question.question, chunk.span)
        answered = _intersect(question.answer, chunk.span) if question.answer else None
        parts = [("vraag", asked)] if asked else []
        parts += [("antwoord", answered)] if answered else []
    return tuple(
        Paragraph(_role_of(document, span, role), mark_span(document, span, *marks))
        for role, part in parts
        for span in _split_paragraphs(document, part)
    )


def _split_paragraphs(document: Document, span: Span) -> Iterable[Span]:
    """Yield the paragraphs and list items in `span`, without what is no text, such as a page number."""
    text = document.slice(span)
    blocks = [block for block in document.blocks if block.span.overlaps(span)]
    starts = {block.span.start for block in blocks}
    starts |= {span.start + match.end() for match in _BREAK.finditer(text)}
    starts |= {span.start + match.start() for match in _ITEM.finditer(text)}
    edges = sorted({span.start, span.end, *(start for start in starts if span.start < start < span.end)})
    furniture = [block.span for block in blocks if block.kind == "furniture"]
    for start, end in zip(edges, edges[1:], strict=False):
        part = document.slice(Span(start, end))
        inner = Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
        if inner.start < inner.end and not any(other.contains(inner) for other in furniture):
            yield inner


def _role_of(document: Document, span: Span, role: Role) -> Role:
    """Return what a paragraph is: an item of a list, a footnote, or what its surroundings are."""
    if any(block.kind == "footnote" and block.span.overlaps(span) for block in document.blocks):
        return "voetnoot"
    return "punt" if _ITEM.match(document.slice(span)) and role != "vraag" else role


def _intersect(first: Span, second: Span) -> Span | None:
    """Return what two spans share, or None."""
    shared = Span(max(first.start, second.start), min(first.end, second.end))
    return shared if shared.start < shared.end else None


def _count(number: int, one: str, more: str) -> str:
    """Return a number of things in words: `1 tabel`, `29 tabellen`."""
    return f"{format_count(number)} {one if number == 1 else more}"
