"""The rows of all tables by the words of their place: label, groups, columns, caption, headings, document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from weakref import WeakKeyDictionary

from answer.figures.headings import HeadingKind, find_sides
from answer.figures.terms import label_words, list_initials, list_joined, list_terms, spell_terms
from answer.names import find_names
from index.analyze import content_tokens
from index.search import Searcher
from index.tokens import find_years
from ingest.chunk import Chunk, describe_document
from ingest.document import UNDETERMINED, Document, Row, Table

LABEL, GROUP, TEXT, TABLE, HEADING, ABOVE, DOCUMENT = 1.0, 0.97, 0.93, 0.92, 0.88, 0.82, 0.75
"""How surely a word of the query is meant by where it stands: the row's label, its groups, its other cells, what the
table is called, the heading and the other headings and the question above it, the document."""


@dataclass(frozen=True, slots=True)
class TableWords:
    """What a table's rows share: the terms above them, each with how much it counts, and the years that they say.

    `years` are those of the caption, or where it has none those of the headings right above, or the document's own.
    `others` are the organisations, other than that of the document, that the heading is about below which it stands;
    `ministry` are the words of the document's ministry, which stand in many labels and tell none of them from another.
    """

    terms: Mapping[str, float]
    years: frozenset[str]
    caption: frozenset[str]
    heading: frozenset[str]
    organisations: frozenset[str]
    others: frozenset[str]
    ministry: frozenset[str]


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row by its words: `label` and `group` (its last one) as stems, `terms` of all that tells what the row is."""

    document: Document
    table_position: int
    row_position: int
    table: Table
    row: Row
    chunks: tuple[int, ...]
    label: tuple[str, ...]
    noted: frozenset[str]
    groups: frozenset[str]
    own: Mapping[str, float]
    above: TableWords
    label_years: frozenset[str]
    own_years: frozenset[str]
    changes: bool
    sides: frozenset[HeadingKind]

    def credit(self, term: str) -> float:
        """Return how much a term counts by where it stands around the row; 0 where it does not."""
        return max(self.own.get(term, 0.0), self.above.terms.get(term, 0.0))


@dataclass(frozen=True, slots=True)
class RowIndex:
    """All rows with figures, by the terms of their labels and groups; `vocabulary` are all terms around rows."""

    rows: tuple[RowWords, ...]
    by_term: Mapping[str, tuple[int, ...]]
    by_chunk: Mapping[str, int]
    vocabulary: tuple[str, ...]
    spelled: Mapping[str, str]
    joined: frozenset[tuple[str, str]]
    initials: Mapping[str, tuple[tuple[str, ...], ...]]
    longer: dict[str, tuple[str, ...]] = field(default_factory=dict)


_CODE = re.compile(r"[A-Z]{1,3}\d{1,4}[a-z]?")
_CHANGES = re.compile(r"mutaties?\b", re.IGNORECASE)

# Weakly by searcher, so that nothing outlives its index.
_remembered: WeakKeyDictionary[Searcher, RowIndex] = WeakKeyDictionary()


def index_rows(searcher: Searcher) -> RowIndex:
    """Return the rows of a searcher's tables; they are read once."""
    known = _remembered.get(searcher)
    if known is None:
        known = _remembered[searcher] = _read_rows(searcher)
    return known


def _read_rows(searcher: Searcher) -> RowIndex:
    """Return the rows of all tables, by their words."""
    chunks: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for position, chunk in enumerate(searcher.chunks):
        if chunk.table is not None and chunk.row is not None:
            chunks[chunk.document, chunk.table, chunk.row].append(position)
    rows: list[RowWords] = []
    above: dict[tuple[str, int], TableWords] = {}
    by_term: dict[str, list[int]] = defaultdict(list)
    vocabulary: dict[str, None] = {}
    by_chunk: dict[str, int] = {}
    for (name, number, place), positions in chunks.items():
        document = searcher.documents[name]
        table = document.tables[number]
        if not any(_is_figure(cell.column, cell.text) for cell in table.rows[place].cells):
            continue
        if (name, number) not in above:
            above[name, number] = _read_table(document, table, searcher.chunks[positions[0]])
            vocabulary.update(dict.fromkeys(above[name, number].terms))
        words = _read_row(document, number, place, tuple(positions), above[name, number])
        for term in words.own:
            by_term[term].append(len(rows))
        vocabulary.update(dict.fromkeys(words.own))
        by_chunk.update((searcher.chunks[position].id, len(rows)) for position in positions)
        rows.append(words)
    fixed = {term: tuple(found) for term, found in by_term.items()}
    texts = {text for words in rows for text in (words.row.label, *words.row.groups, words.table.caption)}
    labels = {text for words in rows for text in (words.row.label, *words.row.groups)}
    joined = frozenset(pair for text in labels for pair in list_joined(text))
    return RowIndex(tuple(rows), fixed, by_chunk, tuple(vocabulary), spell_terms(texts), joined, list_initials(texts))


def _is_figure(column: str, text: str) -> bool:
    """Return whether a cell can be given as an answer: its column is known, and it has a digit."""
    return column != UNDETERMINED and any(character.isdigit() for character in text)


def _read_row(document: Document, number: int, place: int, chunks: tuple[int, ...], above: TableWords) -> RowWords:
    """Return a row by its words."""
    table = document.tables[number]
    row = table.rows[place]
    texts = [cell.text for cell in row.cells if cell.number is None]
    outside = row.label.replace("(", " ( ").split(" ( ")[0]
    own: dict[str, float] = {}
    for credit, words in (
        (LABEL, list_terms(row.label)),
        (GROUP, _join(row.groups)),
        (TEXT, _join(texts)),
        (TEXT, list_terms(" ".join(cell.unit for cell in row.cells[:1]))),
    ):
        for term in words:
            own.setdefault(term, credit)
    # A code says nothing by itself: what it stands for is in the cells beside it.
    label = () if _CODE.fullmatch(row.label.strip()) else label_words(row.label)
    return RowWords(
        document=document,
        table_position=number,
        row_position=place,
        table=table,
        row=row,
        chunks=chunks,
        label=label,
        noted=frozenset(label) - frozenset(label_words(outside)),
        groups=frozenset(word for group in row.groups[-1:] for word in label_words(group)),
        own=own,
        above=above,
        label_years=find_years(" ".join((row.label, *row.groups))),
        own_years=find_years(row.label),
        sides=find_sides(" ".join((row.label, *row.groups, table.caption))),
        changes=_CHANGES.search(" ".join((table.caption, *row.groups))) is not None,
    )


def _read_table(document: Document, table: Table, chunk: Chunk) -> TableWords:
    """Return what stands above the rows of a table."""
    known = document.metadata
    terms: dict[str, float] = {}
    described = (known.kind or "", known.ministry or "", known.title or "", document.id.replace("-", " "))
    above = chunk.indexed.split("\n")[0].removeprefix(describe_document(document))
    for credit, texts in (
        (TABLE, (table.name, table.caption, table.label_column)),
        (HEADING, table.headings[-1:]),
        (ABOVE, (*table.headings, above)),
        (DOCUMENT, described),
    ):
        for term in _join(texts):
            # A heading's own number numbers no article: `6. Bijlagen`.
            if not (credit in (HEADING, ABOVE) and (term.startswith("#") or term.isdecimal())):
                terms.setdefault(term, credit)
    years = (
        find_years(table.caption)
        or find_years(" ".join(table.headings[-1:]))
        or frozenset(str(year) for year in (known.budget_year,) if year)
    )
    heading = frozenset(label_words(" ".join(table.headings[-1:])))
    organisations = find_organisations(" ".join((*table.headings[-2:], table.caption)))
    ministry = frozenset(label_words(known.ministry or ""))
    about = (find_organisations(text) for text in (table.caption, *reversed(table.headings)))
    nearest = next(filter(None, about), frozenset())
    others = frozenset(name for name in nearest if not ministry.issuperset(label_words(name)))
    caption = frozenset(label_words(table.caption))
    return TableWords(terms, years, caption, heading, organisations, others, ministry)


@lru_cache(maxsize=4096)
def find_organisations(text: str) -> frozenset[str]:
    """Return the organisations that a text names, by one name each."""
    return frozenset(
        match.name.text for match in find_names(text, content_tokens(text)) if match.name.kind == "organisatie"
    )


def _join(texts: Iterable[str]) -> list[str]:
    """Return the terms of several texts, each by itself."""
    return [term for text in texts for term in list_terms(text)]
