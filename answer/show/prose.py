"""The text of a passage as it is shown: paragraphs of marked segments, a question apart from its answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from answer.answer import Passage
from answer.show.grid import table_of
from ingest.document import Document, Span
from ingest.sentence import BULLETS, split_sentences

Role = Literal["vraag", "antwoord", "vervolg", "tekst", "punt", "voetnoot", "vast"]
"""What a stretch of text is: `vervolg` is a later part of an answer, `vast` keeps its lines as they are."""

_ITEM = re.compile(rf"(?m)^[^\S\n]*[{re.escape(BULLETS)}][^\S\n]")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


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


def split_text(passage: Passage, document: Document) -> tuple[Paragraph, ...]:
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
        # A later part of a long answer says little without its question.
        parts = [("vraag", question.question)]
        answered = _intersect(question.answer, chunk.span) if question.answer else None
        if question.answer and answered:
            parts.append(("antwoord" if answered.start == question.answer.start else "vervolg", answered))
    return tuple(
        Paragraph(_role_of(document, span, role), mark_span(document, span, *marks))
        for role, part in parts
        for span in _split_paragraphs(document, part)
    )


def split_span(document: Document, span: Span) -> tuple[Paragraph, ...]:
    """Return a stretch of a document in paragraphs, with nothing marked in it."""
    return tuple(
        Paragraph(_role_of(document, part, "tekst"), mark_span(document, part, (), ()))
        for part in _split_paragraphs(document, span)
    )


def split_block(
    document: Document, span: Span, role: Role, sentences: Sequence[Span] = (), words: Sequence[Span] = ()
) -> tuple[Paragraph, ...]:
    """Return a stretch that lies within one block in paragraphs, the sentences and words of the query in it marked."""
    return tuple(
        Paragraph(
            "punt" if role in ("tekst", "antwoord") and _ITEM.match(document.slice(part)) else role,
            mark_span(document, part, sentences, words),
        )
        for part in _cut_paragraphs(document, span, set())
    )


def _split_paragraphs(document: Document, span: Span) -> Iterator[Span]:
    """Yield the paragraphs and list items in `span`."""
    starts = {block.span.start for block in document.blocks if block.span.overlaps(span)}
    return _cut_paragraphs(document, span, starts)


def _cut_paragraphs(document: Document, span: Span, starts: set[int]) -> Iterator[Span]:
    """Yield the paragraphs and list items in `span`, which is cut at `starts` as well."""
    text = document.slice(span)
    starts |= {span.start + match.end() for match in _BREAK.finditer(text)} & _sentence_starts(text, span.start)
    starts |= {span.start + match.start() for match in _ITEM.finditer(text)}
    edges = sorted({span.start, span.end, *(start for start in starts if span.start < start < span.end)})
    for start, end in zip(edges, edges[1:], strict=False):
        part = document.slice(Span(start, end))
        inner = Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
        if inner.start < inner.end:
            yield inner


def _sentence_starts(text: str, start: int) -> set[int]:
    """Return where sentences begin: a page that ends in mid-sentence leaves a blank line that divides nothing."""
    return {start + sentence.start for sentence in split_sentences(text)}


def _role_of(document: Document, span: Span, role: Role) -> Role:
    """Return what a paragraph is: an item of a list, a footnote, or what its surroundings are."""
    if any(block.kind == "footnote" and block.span.overlaps(span) for block in document.blocks):
        return "voetnoot"
    return "punt" if _ITEM.match(document.slice(span)) and role != "vraag" else role


def _intersect(first: Span, second: Span) -> Span | None:
    """Return what two spans share, or None."""
    shared = Span(max(first.start, second.start), min(first.end, second.end))
    return shared if shared.start < shared.end else None


def quote_span(
    document: Document, span: Span, words: Sequence[Span], marked: Sequence[Span] = ()
) -> tuple[Segment, ...]:
    """Return the text of `span` on one line, without the bullet before it; what is `marked` as sentences are."""
    bullet = _ITEM.match(document.slice(span))
    return mark_span(document, Span(span.start + (bullet.end() if bullet else 0), span.end), marked, words)


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
