"""What a passage has to show beside its words: years, kinds of figure, what it counts, and what stands above it."""

from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from answer.measures import Measure, asks_count, has_count, list_measures, measure_cell
from index.analyze import content_tokens, stem
from index.search import Searcher
from index.tokens import find_years
from ingest.chunk import Chunk
from ingest.document import Document
from ingest.questions.records import read_question
from ingest.sentence import split_sentences


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a passage has to show.

    `years` are those that it is about. `around` are the stems of its headings, its table's caption and columns, and its
    document's ministry. `measures` are the kinds of figure and statement in it. `counts` are, for each of its sentences
    with a count, the sentence's words and stems; `counts_all` tells that its figures are counts by themselves: those of
    a table's row, or of an answer to a question how many there are.
    """

    years: frozenset[str]
    around: frozenset[str]
    measures: frozenset[Measure]
    counts: tuple[frozenset[str], ...]
    counts_all: bool


# By chunk: a search looks at the same ones again and again. Weakly by searcher, so that nothing outlives its index.
_remembered: WeakKeyDictionary[Searcher, dict[str, Evidence]] = WeakKeyDictionary()


def gather_evidence(chunk: Chunk, searcher: Searcher) -> Evidence:
    """Return what a passage has to show; each passage of a searcher is read once."""
    known = _remembered.setdefault(searcher, {})
    if chunk.id not in known:
        known[chunk.id] = _read_passage(searcher.documents[chunk.document], chunk)
    return known[chunk.id]


def _read_passage(document: Document, chunk: Chunk) -> Evidence:
    """Return what a passage of `document` has to show."""
    sentences = [chunk.text[span.start : span.end] for span in split_sentences(chunk.text)]
    return Evidence(
        years=_find_years(document, chunk),
        around=_stems_around(document, chunk),
        measures=list_measures(document, chunk),
        counts=tuple(_words(sentence) for sentence in sentences if has_count(sentence)),
        counts_all=_counts_all(document, chunk),
    )


def _find_years(document: Document, chunk: Chunk) -> frozenset[str]:
    """Return the years that a passage is about.

    Those of a table are its columns' and those of the row's label and the caption; without any, and for a passage of
    text beside those that it and its headings name, the ones of its document: that of the budget and that of the paper.
    """
    known = document.metadata
    own = frozenset(str(year) for year in (known.budget_year,) if year)
    if chunk.table is None:
        return find_years(" ".join((*chunk.headings, chunk.indexed))) | own | find_years((known.date or "")[:4])
    table = document.tables[chunk.table]
    label = "" if chunk.row is None else table.rows[chunk.row].label
    return find_years(" ".join((*table.columns, table.label_column, label, table.caption))) or own


def _stems_around(document: Document, chunk: Chunk) -> frozenset[str]:
    """Return the stems of what stands above a passage and is not, or not whole, in its indexed text."""
    place = [*chunk.headings, document.metadata.ministry or ""]
    if chunk.table is not None:
        table = document.tables[chunk.table]
        place += [table.caption, table.label_column, *table.columns]
    return frozenset().union(*map(_stems, place))


def _counts_all(document: Document, chunk: Chunk) -> bool:
    """Return whether the figures of a passage count something by themselves."""
    if chunk.question is not None:
        return asks_count(" ".join(read_question(document, document.questions[chunk.question]).split()))
    if chunk.table is None:
        return False
    table = document.tables[chunk.table]
    rows = table.rows if chunk.row is None else table.rows[chunk.row : chunk.row + 1]
    return any(
        cell.number is not None and "aantal" in measure_cell(table, row, cell) for row in rows for cell in row.cells
    )


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text; the same headings stand above many passages."""
    return frozenset(stem(token.text) for token in content_tokens(text))


def _words(sentence: str) -> frozenset[str]:
    """Return the content words of a sentence and their stems."""
    words = [token.text for token in content_tokens(sentence)]
    return frozenset((*words, *map(stem, words)))
