"""The queries of a command line asked one after another, and what was said printed or kept in a file."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from answer.answer import Answer, answer_question
from answer.citation_formats import CITATION_FORMATS, format_citation
from answer.terminal.text import print_answer, print_pasted
from answer.terminal.to_json import answer_to_json
from index.filters import NO_FILTERS, Filters, allow_chunks
from index.query import Query
from index.readings import QueryWords
from index.search import Searcher
from ingest.errors import QueryError, VraagbaakError

if TYPE_CHECKING:
    from answer.summary.settings import SummarySettings
    from answer.summary.summary import Summary

LONGEST_INPUT = 10_000_000
"""A file of queries larger than this many bytes is refused: it is some other file."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How queries are asked and what comes of it.

    `previous` is the query that the first one goes on from. `citation_form`, one of `CITATION_FORMATS`, prints only the
    citations of what answers; `export` is a file for all answers; `summariser` writes a summary above the passages.
    Without `with_answer` the passages alone are given.
    """

    count: int
    filters: Filters = NO_FILTERS
    as_json: bool = False
    with_answer: bool = True
    previous: str = ""
    citation_form: str | None = None
    export: Path | None = None
    summariser: "SummarySettings | None" = None


def ask_queries(
    queries: Sequence[str], searcher: Searcher, asking: Asking, console: Console, warn: Callable[[str], None]
) -> bool:
    """Print what is answered to each query, and return whether all could be asked; a bad one does not stop the others.

    Each query may go on from the one before it. `warn` is called with a line for each query that cannot be asked.

    Raises:
        QueryError: the only query cannot be asked, or a filter is not known.
        VraagbaakError: the file cannot be written.
    """
    # A filter that nothing has is one mistake and not one for each query.
    allow_chunks(asking.filters, searcher.documents, searcher.chunks)
    answers: list[Answer] = []
    previous, failed = asking.previous, False
    for text in queries:
        try:
            answer = answer_question(text, searcher, asking.filters, asking.count, previous=previous)
        except QueryError as error:
            if len(queries) == 1:
                raise
            failed = True
            warn(str(error))
            # An output line still pairs with its input line.
            answer = Answer(text, "niet gevonden", 0.0, (), (), (), (), Query(text, ""), QueryWords(()))
            if not asking.as_json:
                continue
        previous = answer.asked or previous
        answers.append(answer)
        _print(answer, searcher, asking, console)
    if asking.export is not None:
        _export(answers, searcher, asking, asking.export)
        warn(f"Bewaard in {asking.export}")
    return not failed


def read_queries(query: str | None, source: Path | None) -> list[str]:
    """Return the queries to answer: the one given, or the filled lines of a file (`-` is standard input).

    Raises:
        QueryError: there is none, or both are given, or the file cannot be read.
    """
    if (query is None) == (source is None):
        raise QueryError('Geef een vraag of een bestand met vragen: vraagbaak vraag "…" of --invoer BESTAND.')
    if query is not None:
        # What is not UTF-8 on the command line comes as half characters, which nothing can encode.
        return [os.fsencode(query).decode("utf-8", "replace")]
    assert source is not None
    try:
        if str(source) == "-":
            text = sys.stdin.read(LONGEST_INPUT)
        elif source.stat().st_size > LONGEST_INPUT:
            raise QueryError(f"{source} is te groot voor een bestand met vragen. Zet er een vraag per regel in.")
        else:
            text = source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(f"{source} is niet te lezen ({error.strerror}). Controleer de bestandsnaam.") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{source} is geen tekst (UTF-8). Geef een tekstbestand met een vraag per regel.") from error
    queries = [line.strip() for line in text.splitlines() if line.strip()]
    if not queries:
        raise QueryError(f"In {source} staat geen vraag. Zet er een vraag per regel in.")
    return queries


def check_forms(asking: Asking) -> None:
    """Raise QueryError where a form of citation or file is not known: before an index is opened."""
    if asking.citation_form is not None and asking.citation_form not in CITATION_FORMATS:
        known = ", ".join(CITATION_FORMATS)
        raise QueryError(f"Onbekende vorm '{asking.citation_form}' voor een bron. Kies uit: {known}.")
    if asking.export is not None:
        from answer.export import find_form  # Word and Excel are loaded only by who wants them

        find_form(asking.export.name)


def _print(answer: Answer, searcher: Searcher, asking: Asking, console: Console) -> None:
    """Print an answer: as JSON on a line, as its citations, or for a reader."""
    if asking.as_json:
        data = answer_to_json(answer, searcher, with_answer=asking.with_answer)
        if (summary := _summarise(answer, searcher, asking)) is not None:
            from answer.summary.show import summary_to_json

            data["summary"] = summary_to_json(summary)
        console.file.write(json.dumps(data, ensure_ascii=False) + "\n")
        console.file.flush()
    elif asking.citation_form is not None:
        for found in (found for each in (answer, *answer.parts) for found in each.answers):
            document = searcher.documents[found.chunk.document]
            console.file.write(format_citation(found.citation, document, asking.citation_form) + "\n")
    elif answer.parts:
        print_pasted(answer, searcher, console)
    else:
        lines: tuple[str, ...] = ()
        if (summary := _summarise(answer, searcher, asking)) is not None:
            from answer.summary.show import summary_lines

            lines = summary_lines(summary)
        print_answer(answer, searcher, console, with_answer=asking.with_answer, summary=lines)


def _summarise(answer: Answer, searcher: Searcher, asking: Asking) -> "Summary | None":
    """Return the summary of an answer by the model that the user chose; None without one."""
    if asking.summariser is None or not asking.with_answer:
        return None
    from answer.summary.summarise import summarise_answer  # the network's own module: only for who wants it

    return summarise_answer(answer, searcher, asking.summariser)


def _export(answers: Sequence[Answer], searcher: Searcher, asking: Asking, path: Path) -> None:
    """Write the answers to a file, whole or not at all."""
    from answer.export import export_answers, find_form

    data = export_answers(answers, searcher, find_form(path.name).name, filters=asking.filters)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise VraagbaakError(f"{path} kan niet worden geschreven ({error.strerror}). Kies een andere map.") from error
