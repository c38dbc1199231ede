"""The further finds of a search, by document: where each stands, and one line of what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.answer import Answer, Passage
from answer.cite import show_pages
from answer.query_words import find_query_words
from answer.show.asked import NOTHING_ASKED, Asked, place_address, search_address
from answer.show.contents import KIND_LABELS, describe_facts
from answer.show.grid import table_of
from answer.show.present import SHOWN_WHOLE, name_place
from answer.show.prose import Segment, quote_span
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import Chunk, describe_row
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


def group_finds(answer: Answer, searcher: Searcher, asked: Asked = NOTHING_ASKED) -> tuple[FindGroup, ...]:
    """Return the passages of an answer that are not shown whole by document, the one with the best of them first."""
    by_document: dict[str, list[Passage]] = {}
    for passage in answer.passages[SHOWN_WHOLE:]:
        by_document.setdefault(passage.hit.chunk.document, []).append(passage)
    groups = []
    for name, passages in by_document.items():
        document = searcher.documents[name]
        alone = tuple(asked.get("document", ())) == (name,) or len(searcher.documents) == 1
        groups.append(
            FindGroup(
                describe_facts(document),
                document.metadata.title or document.path,
                tuple(_present_find(passage, document, answer.words, asked) for passage in passages),
                "" if alone or not asked.get("vraag") else search_address({**asked, "document": [name]}),
            )
        )
    return tuple(groups)


def _present_find(passage: Passage, document: Document, words: QueryWords, asked: Asked) -> FindView:
    """Return one find in a line."""
    chunk = passage.hit.chunk
    title, _ = name_place(chunk, document, passage.citation.label)
    return FindView(
        title,
        KIND_LABELS[chunk.kind],
        show_pages(passage.citation.pages, document),
        _cut(_write_line(passage, document, words)),
        place_address(passage.citation.permalink, asked),
    )


def _write_line(passage: Passage, document: Document, words: QueryWords) -> tuple[Segment, ...]:
    """Return what a find says: of a row its values, of a table the rows with a word of the query, else a sentence."""
    chunk = passage.hit.chunk
    table = table_of(chunk, document)
    if table is None:
        return quote_span(document, _choose_sentence(passage), passage.words)
    if chunk.row is not None:
        return _mark_words(describe_row(table, table.rows[chunk.row]), chunk, words)
    matched = [row.label for row in table.rows if any(row.span.overlaps(word) for word in passage.words)]
    labels = dict.fromkeys(filter(None, matched or [row.label for row in table.rows]))
    return _mark_words(f"Rijen: {'; '.join(labels)}", chunk, words) if labels else ()


def _mark_words(text: str, chunk: Chunk, words: QueryWords) -> tuple[Segment, ...]:
    """Return a line that stands so in no document with the query's words marked in it."""
    line = replace(chunk, text=text, span=Span(0, len(text)))
    segments, position = [], 0
    for span, _ in find_query_words(words, line):
        if span.start >= position:
            segments += [Segment(text[position : span.start]), Segment(text[span.start : span.end], word=True)]
            position = span.end
    return tuple(segment for segment in (*segments, Segment(text[position:])) if segment.text)


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
