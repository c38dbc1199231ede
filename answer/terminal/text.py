"""Answers for the terminal, as lines of text."""

from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from answer.answer import Answer, Passage
from answer.cite import cite_also
from answer.found import Computed, Found
from answer.show.contents import describe_scope
from answer.show.present_pasted import SHOWN_PASSAGES, count_found, describe_found
from answer.understood import NOTHING_FITS, describe_query, describe_unmet
from answer.why import describe_why, explain_hit
from index.search import Searcher
from ingest.chunk import describe_document
from ingest.document import Document, Row, Span, Table

SHOWN_CHARACTERS = 700
"""A passage longer than this is shown by its relevant sentences; all of it is in the JSON and on the page."""

_MARK = "» "
_STATUS = {
    "beantwoord": "",
    "onzeker": "Onzeker of dit de vraag beantwoordt. Controleer de passage.",
    "niet gevonden": "Niet gevonden: de documenten beantwoorden deze vraag niet.",
}


def print_answer(
    answer: Answer, searcher: Searcher, console: Console, *, with_answer: bool = True, summary: Sequence[str] = ()
) -> None:
    """Print an answer with its passages; without `with_answer` the passages only, with all of their text.

    `summary` are the lines of a summary, above the passages.
    """
    console.print(Text(" ".join(answer.query.split()), style="bold"), soft_wrap=True)
    understood = describe_query(answer.understood, answer.words) or (
        answer.asked if answer.asked != " ".join(answer.query.split()) else ""
    )
    if understood:
        console.print(Text(f"Gezocht naar: {understood}", style="dim"), soft_wrap=True)
    if with_answer:
        _print_status(answer, console)
        if answer.status == "niet gevonden":
            _print_refusal(answer, searcher, console)
        _print_earlier(answer, console)
        _print_answers(answer, searcher, console)
    elif answer.status == "niet gevonden":
        _print_status(answer, console)
    for line in summary:
        console.print(Text(line), soft_wrap=True)
    if not answer.passages:
        console.print(NOTHING_FITS)
    if answer.passages and (answer.status == "niet gevonden" or not with_answer):
        console.print("Dichtstbijzijnde passages:" if answer.status == "niet gevonden" else "")
    for passage in answer.passages:
        _print_passage(passage, searcher, console, whole=not with_answer)
        if not with_answer:
            why = describe_why(explain_hit(passage.hit, answer.understood, answer.words, searcher))
            console.print(Padding(Text(f"Waarom gevonden: {why}", style="dim"), (0, 0, 0, 4)))
        console.print()


def print_pasted(answer: Answer, searcher: Searcher, console: Console) -> None:
    """Print a pasted Kamervraag: how many sub-questions were answered, and each with its answer and first passages."""
    console.print(Text(describe_found(count_found(answer), len(answer.parts)), style="bold"), soft_wrap=True)
    for part in answer.parts:
        console.print(Rule(style="dim"))
        print_answer(replace(part, passages=part.passages[:SHOWN_PASSAGES]), searcher, console)


def describe_corpus(searcher: Searcher) -> str:
    """Return what is in the index, a line for each document."""
    lines = []
    for document in searcher.documents.values():
        chunks = sum(chunk.document == document.id for chunk in searcher.chunks)
        parts = [f"{len(document.page_starts)} bladzijden"] if document.page_starts else []
        parts.append(f"{len(document.tables)} tabellen")
        if document.questions:
            parts.append(f"{len(document.questions)} vragen")
        lines.append(f"  {document.id}: {', '.join(parts)}, {chunks} fragmenten")
    return "\n".join(lines)


def unwrap(text: str) -> str:
    """Return a text with the line ends within its paragraphs as spaces; every character keeps its place."""
    return text.replace("\n\n", "\0\0").replace("\n", " ").replace("\0\0", "\n\n")


def _print_status(answer: Answer, console: Console) -> None:
    """Print what the status means, and the words that occur nowhere."""
    if _STATUS[answer.status]:
        console.print(Text(_STATUS[answer.status], style="yellow"), soft_wrap=True)
    for line in describe_unmet(answer):
        console.print(escape(line), soft_wrap=True)


def _print_refusal(answer: Answer, searcher: Searcher, console: Console) -> None:
    """Print what is in the index, and a query that would work where one is close."""
    console.print(Text(describe_scope(searcher), style="dim"), soft_wrap=True)
    if answer.suggestion is not None:
        console.print(Text.assemble("Bedoelde u: ", (answer.suggestion, "bold")), soft_wrap=True)


def _print_earlier(answer: Answer, console: Console) -> None:
    """Print the earlier questions that are nearly the same, with their answers whole."""
    for found in answer.earlier:
        question = " ".join(found.question.split())
        console.print(Text.assemble("\nEerder zo beantwoord: ", (question, "bold")), soft_wrap=True)
        console.print(Padding(Text(unwrap(found.answer)), (0, 0, 0, 4)))
        console.print(Text(f"— {found.citation.text}", style="dim"), soft_wrap=True)


def _print_answers(answer: Answer, searcher: Searcher, console: Console) -> None:
    """Print what answers, what was computed of it, and the figures elsewhere that differ."""
    if answer.computed is not None:
        _print_computed(answer.computed, console)
    for found in answer.answers:
        _print_found(found, console, name=found.asked if len(answer.answers) > 1 else "")
    if answer.differing:
        console.print(Text("Elders staat een ander cijfer, het recentste voorop:", style="yellow"), soft_wrap=True)
        for found in answer.differing:
            _print_found(found, console, name=describe_document(searcher.documents[found.chunk.document]))


def _print_computed(computed: Computed, console: Console) -> None:
    """Print what was computed, and how."""
    plain = f", dat is {computed.plain}" if computed.plain else ""
    console.print(Text.assemble("\n", (computed.text, "bold green"), plain), soft_wrap=True)
    console.print(Text(f"Berekend: {computed.formula}", style="dim"), soft_wrap=True)


def _print_found(found: Found, console: Console, *, name: str = "") -> None:
    """Print what answers: the value of a cell with its unit, or the sentence, and where it stands."""
    before = f"{name}: " if name else ""
    if found.kind == "cel" and found.value is not None:
        unit = f" ({found.unit})" if found.unit and found.unit not in found.value else ""
        plain = f", dat is {found.plain}" if found.plain else ""
        console.print(Text.assemble("\n", before, (f"{found.value}{unit}", "bold green"), plain), soft_wrap=True)
    else:
        console.print(Text.assemble("\n", before, (" ".join(found.text.split()), "bold green")), soft_wrap=True)
    console.print(Text(f"— {found.citation.text}", style="dim"), soft_wrap=True)
    for citation in found.also:
        console.print(Text(f"Staat ook in: {citation.text}", style="dim"), soft_wrap=True)
    console.print()


def _print_passage(passage: Passage, searcher: Searcher, console: Console, *, whole: bool) -> None:
    """Print a passage: its citation, its headings, and its text with the relevant sentences marked."""
    chunk = passage.hit.chunk
    document = searcher.documents[chunk.document]
    console.print(Text.assemble((f"{passage.hit.rank:>2}. ", "bold"), (passage.citation.text, "bold")), soft_wrap=True)
    about = " · ".join((describe_document(document), f"score {passage.hit.score:.2f}".replace(".", ",")))
    console.print(Padding(Text(about, style="dim"), (0, 0, 0, 4)), soft_wrap=True)
    for place in cite_also(passage.hit, searcher.documents):
        console.print(Padding(Text(f"Staat ook in: {place}", style="dim"), (0, 0, 0, 4)), soft_wrap=True)
    if chunk.table is not None and chunk.row is not None:
        table = document.tables[chunk.table]
        console.print(Padding(_row_lines(table, table.rows[chunk.row]), (0, 0, 0, 4)))
        return
    if whole or len(chunk.text) <= SHOWN_CHARACTERS:
        console.print(Padding(_marked_text(passage, document), (0, 0, 0, 4)))
        return
    for span in sorted(passage.sentences):
        console.print(Padding(_styled(passage, document, span), (0, 0, 0, 4)))


def _marked_text(passage: Passage, document: Document) -> Text:
    """Return the whole text of a passage, its relevant sentences on lines of their own behind a mark."""
    chunk = passage.hit.chunk
    text = Text()
    position = chunk.span.start
    for span in sorted(passage.sentences):
        before = document.slice(Span(position, span.start)).strip()
        if before:
            text.append_text(_words(passage, document, Span(position, span.start)))
        text.append_text(_styled(passage, document, span))
        text.append("\n")
        position = span.end
    if document.slice(Span(position, chunk.span.end)).strip():
        text.append_text(_words(passage, document, Span(position, chunk.span.end)))
    text.rstrip()
    return text


def _styled(passage: Passage, document: Document, span: Span) -> Text:
    """Return a relevant sentence behind its mark."""
    sentence = _words(passage, document, span)
    sentence.rstrip()
    sentence.stylize("underline")
    return Text.assemble((_MARK, "bold green"), sentence)


def _words(passage: Passage, document: Document, span: Span) -> Text:
    """Return the text of `span` on one line a paragraph, the words of the query bold."""
    raw = unwrap(document.slice(span))
    text = Text(raw)
    for word in passage.words:
        if span.contains(word):
            text.stylize("bold", word.start - span.start, word.end - span.start)
    trimmed = text[len(raw) - len(raw.lstrip()) :]
    trimmed.rstrip()
    trimmed.append("\n")
    return trimmed


def _row_lines(table: Table, row: Row) -> Text:
    """Return a row as its table, its path and its values, each behind its column's heading; nothing is cut off."""
    cells = "   ".join(f"{cell.column}: {cell.text}".replace(" ", "\u00a0") for cell in row.cells)
    path = " > ".join((*row.groups, row.label))
    return Text.assemble(f"{table.name} {table.caption}\n", (path, "underline"), "\n", cells)
