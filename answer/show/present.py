"""What is shown of an answer, as plain records: marked text, tables, labels in Dutch.

Nothing here knows how it is shown. A page or a terminal turns these records into markup and escapes the text itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.answer import Answer, Passage, Status
from answer.cite import cite_also, show_pages
from answer.found import Computed, Found
from answer.show.asked import NOTHING_ASKED, Asked
from answer.show.contents import KIND_LABELS, describe_facts, describe_scope
from answer.show.grid import TableView, table_of, view_around, view_rows
from answer.show.marks import choose_sentences
from answer.show.present_source import Source, present_source
from answer.show.prose import Paragraph, Segment, quote_span, split_span, split_text
from answer.understood import NOTHING_FITS, describe_unmet
from answer.why import describe_why, explain_hit
from index.search import Searcher
from ingest.chunk import Chunk, describe_document
from ingest.document import Document, Row, Span

SHOWN_WHOLE = 5
"""So many passages are shown whole; the others are listed by document, a line each."""

_IN_WORDS = re.compile(r"m(?:iljoen|iljard|ln|ld)", re.IGNORECASE)
HEADINGS: dict[Status, str] = {"beantwoord": "Antwoord", "onzeker": "Onzeker", "niet gevonden": "Niet gevonden"}


@dataclass(frozen=True, slots=True)
class FoundView:
    """One thing that answers, with its source.

    A figure of a table has `value`, `unit`, `plain`, `path` (its row) and `column`, and `table` holds its surroundings,
    once for all figures of the same table; `compare` is the address where its row is compared over years, if there is
    one (`add_comparisons`). A sentence has `quote`, in which a figure that was asked for is marked as a relevant
    stretch, and `plain` says it in words. `asked` tells which of several things it answers, and `also` where else the
    same stands.
    """

    source: Source
    asked: str = ""
    quote: tuple[Segment, ...] = ()
    value: str | None = None
    unit: str | None = None
    plain: str | None = None
    path: tuple[str, ...] = ()
    column: str | None = None
    table: TableView | None = None
    also: tuple[str, ...] = ()
    about: str = ""
    compare: str = ""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The card on top: what it is called, what must be said beforehand, and what answers, each with its source.

    `computed` is what was computed of the first two, and how. `differing` are figures for the same that differ, the
    most recent document first. `scope` is what is in the index and `suggestion` a query that would work, where nothing
    was found.
    """

    status: Status
    heading: str
    notes: tuple[str, ...] = ()
    items: tuple[FoundView, ...] = ()
    computed: Computed | None = None
    differing: tuple[FoundView, ...] = ()
    scope: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierView:
    """A Kamervraag that is nearly the same as the query: the question, its whole answer, whose it is, and where."""

    question: str
    answer: tuple[Paragraph, ...]
    about: str
    source: Source


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage as it is listed: `title` is its place, `path` the headings above it, `about` whose document it is.

    `facts` say the same one by one, with the document's date, and `pages` where it stands there. `also` are the
    citations of other places that say the same, and `reason` is why it was found.
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
    facts: tuple[str, ...] = ()
    pages: str = ""


def present_answer(
    answer: Answer, searcher: Searcher, asked: Asked = NOTHING_ASKED, *, filtered: bool = False
) -> AnswerView:
    """Return the card for an answer to what was asked; `filtered` says that not all passages were searched."""
    present = _FoundPresenter(answer.passages, searcher, asked)
    return AnswerView(
        answer.status,
        HEADINGS[answer.status],
        _describe_status(answer, filtered=filtered),
        present.present_all(answer.answers),
        answer.computed,
        present.present_all(answer.differing),
        "" if answer.answers else describe_scope(searcher),
        answer.suggestion,
    )


@dataclass(frozen=True, slots=True)
class _FoundPresenter:
    """Presents what answers, among the passages and for what was asked."""

    passages: Sequence[Passage]
    searcher: Searcher
    asked: Asked

    def present_all(self, answers: Sequence[Found]) -> tuple[FoundView, ...]:
        """Return what answers as it is shown; figures of the same table have it once, below the last of them."""
        views = []
        for number, found in enumerate(answers):
            document = self.searcher.documents[found.chunk.document]
            table = table_of(found.chunk, document)
            if table is None or found.chunk.row is None:
                views.append(self._present_sentence(found, document))
                continue
            same = [each for each in answers if _table_place(each) == _table_place(found)]
            around = None
            if not any(_table_place(each) == _table_place(found) for each in answers[number + 1 :]):
                marked = [each.value_span or each.span for each in same]
                around = view_around(table, [each.chunk.row for each in same if each.chunk.row is not None], marked)
            views.append(self._present_cell(found, table.rows[found.chunk.row], around, document))
        return tuple(views)

    def _present_cell(self, found: Found, row: Row, around: TableView | None, document: Document) -> FoundView:
        """Return a cell as it is shown, or a row whole."""
        value = found.value or (None if found.kind == "rij" else found.text)
        shows_unit = found.unit is not None and found.unit not in (found.value or "")
        return FoundView(
            source=present_source(found.citation, document, self.asked),
            asked=found.asked,
            value=value,
            unit=found.unit if shows_unit else None,
            plain=found.plain,
            path=(*row.groups, row.label),
            column=found.column,
            table=around,
            also=tuple(citation.text for citation in found.also),
            about=describe_document(document),
        )

    def _present_sentence(self, found: Found, document: Document) -> FoundView:
        """Return a sentence as it is shown: the query's words in it, and the figure that was asked for, marked."""
        passage = next((passage for passage in self.passages if passage.hit.chunk.id == found.chunk.id), None)
        figures = (found.value_span,) if found.value_span else ()
        return FoundView(
            source=present_source(found.citation, document, self.asked),
            asked=found.asked,
            quote=quote_span(document, found.span, passage.words if passage else (), figures),
            # `€ 7,9 miljoen` is as plain as `€ 7,9 mln.`
            plain=None if _IN_WORDS.search(found.value or "") else found.plain,
            also=tuple(citation.text for citation in found.also),
            about=describe_document(document),
        )


def _table_place(found: Found) -> tuple[str, int | None]:
    """Return which table a figure is of."""
    return found.chunk.document, found.chunk.table


def present_passage(
    passage: Passage, searcher: Searcher, asked: Asked = NOTHING_ASKED, marked: Sequence[Span] = (), reason: str = ""
) -> PassageView:
    """Return a passage as it is listed; the cells at `marked` are marked where they stand in this passage."""
    hit = passage.hit
    document = searcher.documents[hit.chunk.document]
    title, path = name_place(hit.chunk, document, passage.citation.label)
    return PassageView(
        rank=hit.rank,
        kind=KIND_LABELS[hit.chunk.kind],
        title=title,
        path=path,
        about=describe_document(document),
        paragraphs=split_text(passage, document),
        table=_passage_table(passage, document, marked),
        source=present_source(passage.citation, document, asked),
        also=cite_also(hit, searcher.documents),
        reason=reason,
        facts=describe_facts(document),
        pages=show_pages(passage.citation.pages, document),
    )


def present_passages(
    answer: Answer, searcher: Searcher, asked: Asked = NOTHING_ASKED, count: int | None = None
) -> tuple[PassageView, ...]:
    """Return the passages of an answer, at most `count`; where nothing was found, no sentence is marked in them."""
    passages = [
        replace(passage, sentences=choose_sentences(passage, answer.answers)) for passage in answer.passages[:count]
    ]
    marked = [found.value_span or found.span for found in answer.answers if found.kind != "zin"]
    views = []
    for passage in passages:
        why = explain_hit(passage.hit, answer.understood, answer.words, searcher)
        views.append(present_passage(passage, searcher, asked, marked, describe_why(why)))
    return tuple(views)


def present_earlier(answer: Answer, searcher: Searcher, asked: Asked = NOTHING_ASKED) -> tuple[EarlierView, ...]:
    """Return the earlier questions that are nearly the same, with their answers whole."""
    views = []
    for found in answer.earlier:
        document = searcher.documents[found.document]
        views.append(
            EarlierView(
                " ".join(found.question.split()),
                split_span(document, found.answer_span),
                describe_document(document),
                present_source(found.citation, document, asked),
            )
        )
    return tuple(views)


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


def name_place(chunk: Chunk, document: Document, label: str) -> tuple[str, tuple[str, ...]]:
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


def _passage_table(passage: Passage, document: Document, marked: Sequence[Span]) -> TableView | None:
    """Return a passage that is a table, or a row of one, as a table."""
    chunk = passage.hit.chunk
    table = table_of(chunk, document)
    if table is None:
        return None
    if chunk.row is None:
        return view_rows(table, chunk.span, passage.words)
    # The card above has the rows around the answer already.
    answers = any(chunk.span.contains(span) for span in marked)
    return view_around(table, (chunk.row,), marked, neighbours=0 if answers else 1)
