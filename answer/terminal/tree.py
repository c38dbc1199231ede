"""A parsed document as text: what was understood of it, to be held beside its source, page by page."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from answer.terminal.pages import describe_pages
from answer.terminal.tree_table import describe_table
from ingest.document import BlockKind, Document, Metadata, Note, Question, Span

FIRST_WORDS, LAST_WORDS = 8, 5
"""What is shown of a text: how it begins and how it ends, so that a part that was cut off or added is seen."""

WORDS_BEFORE_MARK = 3
"""So many words before the mark of a note tell where in the text it stands."""

_METADATA: dict[str, str] = {
    "title": "titel",
    "kind": "soort",
    "ministry": "ministerie",
    "budget_year": "begrotingsjaar",
    "date": "datum",
    "session": "vergaderjaar",
    "kamerstuk": "kamerstuk",
    "url": "adres",
    "page_offset": "verschil met de bladzijden van de publicatie",
}
_BLOCKS: dict[BlockKind, str] = {
    "paragraph": "alinea",
    "list_item": "punt",
    "footnote": "noot",
    "question": "vraag",
    "answer": "antwoord",
}


def describe_tree(document: Document) -> str:
    """Return a document as text: its metadata, headings, contents in reading order, questions, notes and the rest.

    Pages are those of the file. Of running text the first and last words are given, tables are given in full.
    """
    sections = (
        ("Koppen", _list_headings(document)),
        ("Inhoud", _list_contents(document)),
        ("Vragen", _list_questions(document)),
        ("Noten", _list_notes(document)),
        ("Afkortingen", _list_abbreviations(document)),
        ("Tegenspraken", _list_findings(document)),
        ("Kop- en voetregels", _list_furniture(document)),
    )
    parts = [_describe_head(document)]
    for title, lines in sections:
        listed = "\n".join(lines).strip()
        if listed:
            parts.append(f"== {title} ==\n\n{listed}")
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(parts)) + "\n"


def _describe_head(document: Document) -> str:
    """Return the id of a document and what is known about it; what is not known is left out."""
    known = {field.name: getattr(document.metadata, field.name) for field in fields(Metadata)}
    lines = [f"{label}: {known[name]}" for name, label in _METADATA.items() if known[name] is not None]
    pages = str(len(document.page_starts)) if document.page_starts else "geen"
    return "\n".join([f"== {document.id} ==", "", f"bestand: {document.path}", *lines, f"bladzijden: {pages}"])


def _list_headings(document: Document) -> Iterator[str]:
    """Yield each heading, indented by its depth, with the page it stands on."""
    for block in document.blocks:
        if block.kind == "heading":
            indent = "  " * (len(block.headings) - 1)
            yield f"{indent}{block.headings[-1]}{_on_page(document, block.span)}"


def _list_contents(document: Document) -> Iterator[str]:
    """Yield what the document consists of, in reading order, under the number of each page."""
    tables = {table.span: table for table in document.tables}
    page = 0
    for block in sorted(document.blocks, key=lambda block: block.span):
        if block.kind == "furniture":
            continue
        for turned in range(page + 1, _first_page(document, block.span) + 1):
            page = turned
            yield f"\n-- bladzijde {page} --"
        if block.kind == "heading":
            yield f"{'#' * len(block.headings)} {block.headings[-1]}"
        elif block.span in tables:
            yield from ("", *describe_table(document, tables[block.span]), "")
        else:
            yield f"{_BLOCKS.get(block.kind, block.kind)}: {_clip(document.slice(block.span))}"


def _list_questions(document: Document) -> Iterator[str]:
    """Yield each question with its answer and what belongs to it."""
    for question in document.questions:
        yield f"vraag {question.number}{_on_page(document, question.question)}"
        yield f"  vraag: {_clip(document.slice(question.question))}"
        if question.answer is None:
            yield "  antwoord: geen"
        else:
            yield f"  antwoord: {_clip(document.slice(question.answer))}{_on_page(document, question.answer)}"
        yield from _list_belongings(document, question)


def _list_belongings(document: Document, question: Question) -> Iterator[str]:
    """Yield the tables, source lines, reference dates and references of a question."""
    if question.tables:
        yield f"  tabellen: {'; '.join(question.tables)}"
    for label, spans in (("bron", question.sources), ("peildatum", question.reference_dates)):
        for span in spans:
            yield f"  {label}: {_one_line(document.slice(span))}"
    if question.references:
        targets = [f"vraag {each.target}" if each.kind == "vraag" else each.target for each in question.references]
        yield f"  verwijst naar: {'; '.join(targets)}"


def _list_notes(document: Document) -> Iterator[str]:
    """Yield each note, its page, and the words that its mark stands behind."""
    for note in document.notes:
        yield f"{note.mark}{_on_page(document, note.span)} bij {_describe_anchor(document, note)}"
        yield f"  {_clip(document.slice(note.span))}"


def _describe_anchor(document: Document, note: Note) -> str:
    """Return the words before the mark of a note, or that no mark points to it."""
    if note.anchor is None:
        return "geen plaats in de tekst"
    words = document.slice(Span(max(0, note.anchor - 100), note.anchor)).split()[-WORDS_BEFORE_MARK:]
    return f"«{' '.join(words)}»{_on_page(document, Span(note.anchor, note.anchor))}"


def _list_abbreviations(document: Document) -> Iterator[str]:
    """Yield each abbreviation and what it stands for."""
    for each in document.abbreviations:
        yield f"{each.short} = {_one_line(each.meaning)}{_on_page(document, each.span)}"


def _list_findings(document: Document) -> Iterator[str]:
    """Yield where the document contradicts itself outside its tables."""
    for finding in document.findings:
        yield f"{_one_line(finding.text)}{_on_page(document, finding.span)}"


def _list_furniture(document: Document) -> Iterator[str]:
    """Yield the running headers and footers that were taken out of the text, and how often each occurs."""
    counts: Counter[str] = Counter()
    for block in document.blocks:
        if block.kind == "furniture":
            counts[re.sub(r"\d+", "#", _one_line(document.slice(block.span)))] += 1
    for shape, count in counts.items():
        yield f"{count} keer: {shape}"


def _clip(text: str) -> str:
    """Return a text on one line: its first and last words, and of how many, or all of it where it is short."""
    words = text.split()
    if len(words) <= FIRST_WORDS + LAST_WORDS:
        return " ".join(words)
    return f"{' '.join(words[:FIRST_WORDS])} … {' '.join(words[-LAST_WORDS:])} [{len(words)} woorden]"


def _one_line(text: str) -> str:
    """Return a text with its line ends as spaces."""
    return " ".join(text.split())


def _on_page(document: Document, span: Span) -> str:
    """Return on which pages a span stands; nothing where the format has none."""
    return describe_pages(document.pages(span))


def _first_page(document: Document, span: Span) -> int:
    """Return the page on which a span begins, 0 where the format has none."""
    return next(iter(document.pages(span)), 0)
