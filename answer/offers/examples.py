"""Queries to try: made of what the documents of an index have, and only those that are answered without reserve."""

from collections import Counter
from collections.abc import Iterable, Iterator

from answer.answer import answer_question
from answer.question_kind import recognize_kind
from index.search import Searcher
from index.tokens import find_years, fold
from ingest.errors import QueryError

TRIED = 8
"""So many queries of each sort are tried until one is answered."""

_LONGEST_LABEL = 40
_LONGEST_QUESTION = 90
_GENERAL = frozenset(
    ["totaal", "waarvan", "subtotaal", "saldo", "overig", "overige", "uitgaven", "ontvangsten", "verplichtingen"]
)
"""Labels that most tables have, and that say nothing of these."""


def choose_examples(searcher: Searcher) -> tuple[str, ...]:
    """Return queries that the documents answer: for a figure, an abbreviation, a reason and a number, where there are.

    Each takes some queries to find, so this is for a moment when nobody waits.
    """
    sorts = (_ask_figures(searcher), _ask_abbreviations(searcher), *_ask_questions(searcher))
    found = (_first_answered(queries, searcher) for queries in sorts)
    return tuple(dict.fromkeys(query for query in found if query))


def _first_answered(queries: Iterable[str], searcher: Searcher) -> str:
    """Return the first of some queries that is answered without reserve, or nothing."""
    for _, query in zip(range(TRIED), queries, strict=False):
        try:
            if answer_question(query, searcher).status == "beantwoord":
                return query
        except QueryError:
            continue
    return ""


def _ask_figures(searcher: Searcher) -> Iterator[str]:
    """Yield labels of rows with a year that they have a figure for, those of most tables first."""
    tables: Counter[str] = Counter()
    years: dict[str, str] = {}
    for document in searcher.documents.values():
        for table in document.tables:
            for label in dict.fromkeys(row.label for row in table.rows):
                tables[label] += 1
            for row in table.rows:
                dated = (sorted(find_years(cell.column)) for cell in row.cells if cell.number)
                year = max((found[0] for found in dated if len(found) == 1), default=None)
                if year is not None:
                    years.setdefault(row.label, str(document.metadata.budget_year or year))
    plain = (label for label in years if _is_plain(label))
    for label in sorted(plain, key=lambda label: (-tables[label], len(label), label)):
        yield f"{label} {years[label]}"


def _is_plain(label: str) -> bool:
    """Return whether a label is words that someone would type."""
    letters = label.replace(" ", "").replace("-", "")
    return 3 <= len(label) <= _LONGEST_LABEL and letters.isalpha() and not _GENERAL & {*fold(label).split()[:1]}


def _ask_abbreviations(searcher: Searcher) -> Iterator[str]:
    """Yield questions for the meaning of abbreviations, those that most passages have first."""
    vocabulary = searcher.indexes.vocabulary
    shorts = {short.short for document in searcher.documents.values() for short in document.abbreviations}
    for short in sorted(shorts, key=lambda short: (-vocabulary.frequency(fold(short)), short)):
        yield f"wat betekent {short}"


def _ask_questions(searcher: Searcher) -> tuple[list[str], list[str]]:
    """Return questions of the documents themselves, those for a reason and those for a number, the shortest first."""
    asked = [
        " ".join(document.slice(question.question).split())
        for document in searcher.documents.values()
        for question in document.questions
    ]
    short = sorted((text for text in asked if len(text) <= _LONGEST_QUESTION), key=lambda text: (len(text), text))
    why = [text for text in short if recognize_kind(text) == "waarom"]
    return why, [text for text in short if fold(text).startswith("hoeveel")]
