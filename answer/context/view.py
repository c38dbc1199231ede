"""A document opened at a place, as plain records: the text around it, the outline, the hits, and where it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.cite import cite, show_pages
from answer.context.hits import Walk, WalkView, present_walk
from answer.context.outline import Entry, EntryView, list_entries, open_outline
from answer.context.parts import Excerpt, Part, choose_parts, split_document
from answer.highlight import find_words
from answer.permalink import Place, make_permalink
from answer.place_names import name_question
from answer.show.asked import place_address
from answer.show.contents import KIND_LABELS, describe_facts
from answer.show.grid import TableView, view_chosen
from answer.show.present_source import Source, present_source
from answer.show.prose import Paragraph, mark_span, split_block
from index.search import Searcher
from ingest.chunk import Chunk, ChunkKind
from ingest.document import Document, Span

_LINE = 80
"""Of what comes before and after so many characters are enough to lead there."""

_LOWEST = 6


@dataclass(frozen=True, slots=True)
class BlockView:
    """A part as it is shown: a heading of `level`, paragraphs or a table; `page` where a page begins with it.

    `marked` tells that it is the place that was opened, or part of it.
    """

    heading: str = ""
    level: int = 0
    paragraphs: tuple[Paragraph, ...] = ()
    table: TableView | None = None
    page: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ContextView:
    """A document opened at a place.

    `title`, `facts`, `kind`, `path` and `source` tell what it is and where it stands; `walk` is the place among the
    hits. `blocks` are what is shown of the document, and `before` and `after` lead to what comes before and after.
    """

    title: str
    facts: tuple[str, ...]
    kind: str
    path: tuple[str, ...]
    source: Source
    walk: WalkView | None
    outline: tuple[EntryView, ...]
    blocks: tuple[BlockView, ...]
    before: str = ""
    after: str = ""


def present_context(place: Place, walk: Walk, searcher: Searcher) -> ContextView:
    """Return a document opened at a place, with the hits of what was asked."""
    document = place.document
    parts = split_document(document)
    chunk = place.chunks[0] if place.chunks else _make_chunk(document, place.span, "paragraaf")
    citation = cite(document, chunk, place.cell, None if place.cell else place.span)
    excerpt = choose_parts(parts, place.span)

    def link(entry: Entry) -> str:
        return place_address(make_permalink(document, _make_chunk(document, entry.span, entry.kind)), walk.asked)

    return ContextView(
        title=document.metadata.title or document.path,
        facts=describe_facts(document),
        kind="Cel" if place.cell else KIND_LABELS[chunk.kind],
        path=_find_headings(parts, place.span),
        source=replace(present_source(citation, document, walk.asked), opened=""),
        walk=present_walk(walk, place),
        outline=open_outline(list_entries(document, parts), place.span, link),
        blocks=_BlockPresenter(place, walk, searcher, excerpt).present(),
        before=link(_lead_to(document, excerpt.before)) if excerpt.before else "",
        after=link(_lead_to(document, excerpt.after)) if excerpt.after else "",
    )


def _make_chunk(document: Document, span: Span, kind: ChunkKind) -> Chunk:
    """Return a passage that is none of the index: a heading, or where another part begins."""
    text = document.slice(span)
    return Chunk("", document.id, kind, span, document.pages(span), (), text, "")


def _find_headings(parts: Sequence[Part], place: Span) -> tuple[str, ...]:
    """Return the headings above a place, without those in capitals, which name a part and say nothing about it."""
    found = next((part.headings for part in reversed(parts) if part.span.start <= place.start), ())
    return tuple(heading for heading in found if not heading.isupper())


def _lead_to(document: Document, part: Part) -> Entry:
    """Return what leads to a part: its first words."""
    end = min(part.span.end, part.span.start + _LINE)
    cut = document.text.find("\n", part.span.start + 1, end)
    return Entry("", 0, Span(part.span.start, cut if cut > 0 else end), "paragraaf")


@dataclass(frozen=True, slots=True)
class _BlockPresenter:
    """Presents what is shown of a document around a place."""

    place: Place
    walk: Walk
    searcher: Searcher
    excerpt: Excerpt

    @property
    def document(self) -> Document:
        """Return the document."""
        return self.place.document

    def present(self) -> tuple[BlockView, ...]:
        """Return the blocks, each with what is marked in it."""
        parts = [piece for part in self.excerpt.parts for piece in self._cut(part)]
        words = self._find_words()
        marked = [span for stop in self.walk.stops if stop.chunk.document == self.document.id for span in stop.marked]
        if self.place.cell is None and not self._is_passage():
            marked.append(self.place.span)
        # A sentence is marked within its paragraph; one that is the whole of it is marked as the place alone.
        sentences = [span for span in marked if not any(part.span == span for part in parts)]
        views: list[BlockView] = []
        level, page = 2, 0
        for part in parts:
            found = self.document.pages(Span(part.span.start, part.span.start + 1))
            view = self._present_part(part, sentences, _within(words, part.span))
            if part.kind == "heading":
                level = min(len(part.headings) + 2, level + 1, _LOWEST)
                view = replace(view, level=max(3, level))
            elif view.heading:
                view = replace(view, level=min(level + 1, _LOWEST))
            if found and found[0] != page:
                page = found[0]
                view = replace(
                    view, page=show_pages((page + (self.document.metadata.page_offset or 0),), self.document)
                )
            views.append(view)
        return tuple(views)

    def _is_passage(self) -> bool:
        """Return whether the place is a passage as it was found, and not a sentence in it."""
        return any(chunk.span == self.place.span for chunk in self.place.chunks)

    def _cut(self, part: Part) -> Iterator[Part]:
        """Yield a part of text, cut where a passage that is the place begins or ends in it."""
        if part.kind in ("heading", "table") or not self._is_passage():
            yield part
            return
        edges = {part.span.start, part.span.end, self.place.span.start, self.place.span.end}
        cuts = sorted(edge for edge in edges if part.span.start <= edge <= part.span.end)
        for start, end in zip(cuts, cuts[1:], strict=False):
            if self.document.text[start:end].strip():
                yield replace(part, span=Span(start, end), begins=part.begins and start == part.span.start)

    def _find_words(self) -> list[Span]:
        """Return where the words of the query stand in what is shown, in order; none begins within another."""
        if not self.excerpt.parts:
            return []
        shown = Span(self.excerpt.parts[0].span.start, self.excerpt.parts[-1].span.end)
        found = {
            span
            for chunk in self.searcher.chunks
            if chunk.document == self.document.id and chunk.kind != "rij" and chunk.span.overlaps(shown)
            for words in self.walk.words
            for span in find_words(words, chunk)
        }
        kept: list[Span] = []
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return kept

    def _present_part(self, part: Part, sentences: Sequence[Span], words: Sequence[Span]) -> BlockView:
        """Return one part."""
        marked = part.span.overlaps(self.place.span)
        inside = [span for span in sentences if span.overlaps(part.span)]
        if part.kind == "heading":
            return BlockView(" ".join(self.document.slice(part.span).split()), marked=marked)
        if part.kind == "table" and part.table is not None:
            return self._present_table(part, part.table, inside, words)
        if part.kind == "question":
            return self._present_question(part, inside, words)
        span, name = part.span, ""
        if part.kind == "answer":
            span, name = self._find_answer(part)
        role = {"note": "voetnoot", "answer": name}.get(part.kind, "tekst")
        paragraphs = split_block(self.document, span, role, inside, words)  # type: ignore[arg-type]
        return BlockView(paragraphs=paragraphs, marked=marked)

    def _find_answer(self, part: Part) -> tuple[Span, str]:
        """Return the words of an answer without the word that opens it, and whether they are its first."""
        starts = {question.answer.start for question in self.document.questions if question.answer}
        start = next((start for start in starts if part.span.start <= start < part.span.end), None)
        return (Span(start, part.span.end), "antwoord") if start is not None and part.begins else (part.span, "tekst")

    def _present_question(self, part: Part, sentences: Sequence[Span], words: Sequence[Span]) -> BlockView:
        """Return a question under its number."""
        marked = part.span.overlaps(self.place.span)
        if part.question is None or not part.begins:
            return BlockView(paragraphs=split_block(self.document, part.span, "vraag", sentences, words), marked=marked)
        question = self.document.questions[part.question].question
        asked = Span(max(part.span.start, question.start), min(part.span.end, question.end))
        name = name_question(self.document, part.question)
        heading = name[:1].upper() + name[1:]
        return BlockView(
            heading, paragraphs=split_block(self.document, asked, "vraag", sentences, words), marked=marked
        )

    def _present_table(self, part: Part, number: int, sentences: Sequence[Span], words: Sequence[Span]) -> BlockView:
        """Return the rows of a table that are in a part; the row or cell that is the place is marked in it."""
        table = self.document.tables[number]
        marked = part.span.overlaps(self.place.span)
        if part.rows[0] == part.rows[1]:
            segments = mark_span(self.document, part.span, (), words, keep_lines=True)
            return BlockView(paragraphs=(Paragraph("vast", segments),), marked=marked)
        span = self.place.span
        of_rows = self.place.cell is not None or any(chunk.row is not None for chunk in self.place.chunks[:1])
        rows = range(*part.rows)
        found = [row for row in rows if of_rows and table.rows[row].span.overlaps(span)]
        cells = [*sentences, *((self.place.cell.span,) if self.place.cell else ())]
        view = view_chosen(table, rows, found, cells, words)
        caption = view.caption if part.begins else f"{view.caption} (vervolg)"
        return BlockView(table=replace(view, caption=caption, omitted=0), marked=marked)


def _within(spans: Sequence[Span], outer: Span) -> Sequence[Span]:
    """Return those of ordered spans that lie in `outer`."""
    first = bisect_left(spans, outer.start, key=lambda span: span.start)
    return spans[first : bisect_right(spans, outer.end, key=lambda span: span.end)]
