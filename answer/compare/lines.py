"""The lines of the budget: rows of tables that are about the same, in one document or in several.

Two rows are taken for one line only where label, ministry, article, group and unit all allow it: figures of different
things beside each other would mislead more than the same line twice.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from answer.compare.columns import Column, read_column
from answer.compare.units import Amount, read_amount
from answer.figures.rows import RowWords, index_rows
from answer.figures.shares import light_label
from answer.figures.terms import label_words
from index.analyze import fold
from index.search import Searcher
from ingest.document import Cell

_DIGITS = 12
_ARTICLE = "artikel"


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A cell of a row, of which year and kind it is, and what it amounts to (None where it is no number)."""

    row: RowWords
    cell: Cell
    column: Column
    amount: Amount | None

    @property
    def is_point(self) -> bool:
        """Return whether the figure can stand in a chart."""
        return self.column.year is not None and self.amount is not None


@dataclass(frozen=True, slots=True, eq=False)
class LineRow:
    """A row with figures over years: its lasting name, and what tells it from others with the same label."""

    id: str
    row: RowWords
    figures: tuple[Figure, ...]
    core: str
    telling: bool
    group: frozenset[str]
    caption: frozenset[str]
    articles: frozenset[str]
    sides: frozenset[str]
    apart: frozenset[str]
    units: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Rows that are about the same, those of the most recent document first."""

    rows: tuple[LineRow, ...]

    @property
    def first(self) -> LineRow:
        """Return the row that the line is named after."""
        return self.rows[0]

    @property
    def label(self) -> str:
        """Return the label of the line, on one line."""
        return " ".join(self.first.row.row.label.split())

    @property
    def path(self) -> tuple[str, ...]:
        """Return the groups that the line stands under, outermost first."""
        return tuple(" ".join(group.split()) for group in self.first.row.row.groups)

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the ids of the documents that have the line."""
        return tuple(dict.fromkeys(row.row.document.id for row in self.rows))

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that the line has figures for, in order."""
        found = {figure.column.year for row in self.rows for figure in row.figures if figure.is_point}
        return tuple(sorted(year for year in found if year is not None))


@dataclass(frozen=True, slots=True)
class LineIndex:
    """All lines; `by_id` and `by_row` give the line of a row, by its name and by its position in the rows' index."""

    lines: tuple[Line, ...]
    by_id: dict[str, Line]
    by_row: dict[int, Line]


# Weakly by searcher, so that nothing outlives its index.
_remembered: WeakKeyDictionary[Searcher, LineIndex] = WeakKeyDictionary()


def index_lines(searcher: Searcher) -> LineIndex:
    """Return the lines of a searcher's tables; they are read once."""
    known = _remembered.get(searcher)
    if known is None:
        known = _remembered[searcher] = _gather_lines(searcher)
    return known


def _gather_lines(searcher: Searcher) -> LineIndex:
    """Return all rows with figures over years as lines."""
    seen: dict[str, int] = defaultdict(int)
    read = [
        (place, found)
        for place, row in enumerate(index_rows(searcher).rows)
        if (found := _read_row(row, seen)) is not None
    ]
    positions = {found.id: place for place, found in read}
    buckets: dict[tuple[str, str], list[LineRow]] = defaultdict(list)
    for _, found in sorted(read, key=lambda each: _recency(each[1])):
        buckets[fold(found.row.document.metadata.ministry or ""), found.core].append(found)
    lines = tuple(Line(tuple(rows)) for bucket in buckets.values() for rows in _join_rows(bucket))
    by_id = {row.id: line for line in lines for row in line.rows}
    return LineIndex(lines, by_id, {positions[row.id]: line for line in lines for row in line.rows})


def _recency(found: LineRow) -> tuple[int, str, int, int]:
    """Return what orders rows: those of the most recent document first, then by their place."""
    known = found.row.document.metadata
    day = int("".join(filter(str.isdigit, known.date or "")) or (known.budget_year or 0) * 10_000)
    return (-day, found.row.document.id, found.row.table_position, found.row.row_position)


def _join_rows(bucket: Sequence[LineRow]) -> Iterator[list[LineRow]]:
    """Yield the rows of one label that are about the same; each must fit all others."""
    joined: list[list[LineRow]] = []
    for row in bucket:
        fitting = [rows for rows in joined if all(are_same(row, other) for other in rows)]
        if len(fitting) == 1:
            fitting[0].append(row)
        else:
            # Of two that it may be, it is neither for sure.
            joined.append([row])
    yield from joined


def are_same(one: LineRow, other: LineRow) -> bool:
    """Return whether two rows of the same label and ministry are about the same."""
    mine, others = one.row, other.row
    if mine.table is others.table or one.units.isdisjoint(other.units) or one.apart != other.apart:
        return False
    if (one.articles or other.articles) and one.articles.isdisjoint(other.articles):
        return False
    if one.sides and other.sides and one.sides.isdisjoint(other.sides):
        return False
    shared, agreeing = _count_shared(one, other)
    if mine.document is others.document:
        # Two tables of a document have the same line only where they state the same of it.
        return one.telling and 0 < agreeing == shared
    if agreeing and one.telling:
        return True
    if one.sides != other.sides:
        return False
    groups = one.group == other.group if not one.telling else _is_within(one.group, other.group)
    return groups and (bool(one.articles) or _is_within(one.caption, other.caption))


def _is_within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether one has all words of the other; what has none fits only what has none."""
    return one == other or (bool(one and other) and (one <= other or other <= one))


def _count_shared(one: LineRow, other: LineRow) -> tuple[int, int]:
    """Return for how many years and kinds both rows have a figure that is not nought, and in how many they agree."""
    mine, others = (
        {
            (figure.column.year, figure.column.kind, figure.amount.unit): figure.amount.number
            for figure in each.figures
            if figure.is_point and figure.amount is not None and figure.amount.number
        }
        for each in (one, other)
    )
    shared = mine.keys() & others.keys()
    return len(shared), sum(mine[key] == others[key] for key in shared)


def _read_row(row: RowWords, seen: dict[str, int]) -> LineRow | None:
    """Return a row as one of a line, or None where it has no figure of a year, or no name."""
    if not any(character.isalpha() for character in row.row.label):
        return None
    read = ((cell, read_column(row, cell)) for cell in row.row.cells)
    figures = tuple(Figure(row, cell, column, read_amount(row, cell)) for cell, column in read if not column.skipped)
    if not any(figure.is_point for figure in figures):
        return None
    telling = frozenset(word for word in row.label if word not in row.noted and not light_label(word))
    texts = [cell.text for cell in row.row.cells if cell.number is None and sum(map(str.isalpha, cell.text)) > 1]
    own = frozenset(term for term in row.above.terms if term.startswith(_ARTICLE) and term != _ARTICLE)
    caption = frozenset(word for word in row.above.caption if not light_label(word))
    return LineRow(
        id=_name_row(row, seen),
        row=row,
        figures=figures,
        core=" ".join(sorted(telling)) or fold(row.row.label),
        telling=bool(telling),
        group=frozenset(word for group in row.row.groups for word in label_words(group) if not light_label(word)),
        caption=caption,
        articles=own,
        sides=frozenset(row.sides),
        apart=frozenset((*row.above.others, *map(fold, texts))),
        units=frozenset(figure.amount.unit for figure in figures if figure.amount is not None and figure.is_point),
    )


def _name_row(row: RowWords, seen: dict[str, int]) -> str:
    """Return what names a row as long as its document says the same: of words that stand there, not of its place."""
    said = (row.document.id, row.table.name, row.table.caption, *row.row.groups, row.row.label)
    digest = hashlib.sha256("\0".join("".join(text.split()) for text in said).encode()).hexdigest()[:_DIGITS]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
