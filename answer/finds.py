"""The further finds of a search, by document: where each stands, and one line of what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.answer import Passage
from answer.asked import NOTHING_ASKED, Asked, place_address, search_address
from answer.cite import show_pages
from answer.contents import KIND_LABELS, describe_facts
from answer.grid import table_of
from answer.present import name_place
from answer.prose import Segment, quote_span
from index.search import Searcher
from ingest.chunk import describe_row
from ingest.document import Document, Span

LINE = 180
"""A line of a find has at most so many characters: two lines on a desktop, four on a phone."""

_BEFORE = 50
"""So much of a long sentence is shown before the first word that was looked for."""


@dataclass(frozen=True, slots=True)
class FindView:
    """A find in a line: its place and kind, its pages, what it says with the query's words marked, and its address."""

    title: str
    kind: str
    pages: str
    line: tuple[Segment, ...]
    opened: str


@dataclass(frozen=True, slots=True)
class FindGroup:
    """The finds in one document, the best first: its facts, its title, and the address of the search in it alone."""

    facts: tuple[str, ...]
    title: str
    finds: tuple[FindView, ...]
    narrowed: str


def group_finds(passages: Sequence[Passage], searcher: Searcher, asked: Asked = NOTHING_ASKED) -> tuple[FindGroup, ...]:
    """Return passages by document, the document with the best of them first."""
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.hit.chunk.document, []).append(passage)
    return tuple(
        _present_group(searcher.documents[name], found, searcher, asked) for name, found in by_document.items()
    )


def _present_group(document: Document, passages: Sequence[Passage], searcher: Searcher, asked: Asked) -> FindGroup:
    """Return the finds in a document."""
    alone = tuple(asked.get("document", ())) == (document.id,) or len(searcher.documents) == 1
    return FindGroup(
        describe_facts(document),
        document.metadata.title or document.path,
        tuple(_present_find(passage, document, asked) for passage in passages),
        "" if alone or not asked.get("vraag") else search_address({**asked, "document": [document.id]}),
    )


def _present_find(passage: Passage, document: Document, asked: Asked) -> FindView:
    """Return one find in a line."""
    chunk = passage.hit.chunk
    title, _ = name_place(chunk, document, passage.citation.label)
    return FindView(
        title,
        KIND_LABELS[chunk.kind],
        show_pages(passage.citation.pages, document),
        _write_line(passage, document),
        place_address(passage.citation.permalink, asked),
    )


def _write_line(passage: Passage, document: Document) -> tuple[Segment, ...]:
    """Return what a find says: of a row its values, of a table the rows with a word of the query, else a sentence."""
    chunk = passage.hit.chunk
    table = table_of(chunk, document)
    if table is None:
        return _cut(quote_span(document, _choose_sentence(passage), passage.words))
    if chunk.row is None:
        matched = [row.label for row in table.rows if any(row.span.overlaps(word) for word in passage.words)]
        shown = matched or [row.label for row in table.rows]
        return _cut((Segment("Rijen: "), Segment(", ".join(dict.fromkeys(shown)), word=bool(matched))))
    row = table.rows[chunk.row]
    said, path = describe_row(table, row), " > ".join((*row.groups, row.label))
    return _cut((Segment(path, word=bool(passage.words)), Segment(said.removeprefix(path))))


def _choose_sentence(passage: Passage) -> Span:
    """Return the relevant sentence to show, best one with a word of the query; all of the text where there is none."""
    chosen = [span for span in passage.sentences if any(span.contains(word) for word in passage.words)]
    return next(iter((*chosen, *passage.sentences)), passage.hit.chunk.span)


def _cut(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return text of at most `LINE` characters around the first marked word, cut between words."""
    text = "".join(segment.text for segment in segments)
    if len(text) <= LINE:
        return tuple(segments)
    first = _find_mark(segments)
    start = 0 if first < LINE - _BEFORE else text.rfind(" ", 0, first - _BEFORE) + 1
    end = text.rfind(" ", start, start + LINE)
    end = start + LINE if end <= max(start, first) else end
    kept: list[Segment] = [Segment("… ")] if start else []
    position = 0
    for segment in segments:
        inside = segment.text[max(0, start - position) : max(0, end - position)]
        position += len(segment.text)
        kept.extend([replace(segment, text=inside)] if inside else [])
    return (*kept, Segment(" …")) if end < len(text) else tuple(kept)


def _find_mark(segments: Sequence[Segment]) -> int:
    """Return where the first marked word begins, 0 where none is marked."""
    position = 0
    for segment in segments:
        if segment.word:
            return position
        position += len(segment.text)
    return 0
