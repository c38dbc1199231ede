"""Tables in the CALS model, as publications in XML have them: rows whose entries name the columns that they span."""

from collections.abc import Callable, Iterator

from ingest.readers.flow import TableRow
from ingest.readers.markup_tree import Element
from ingest.readers.numbering import read_integer
from ingest.readers.table_spans import MOST_COLUMNS, ToldCell, ToldRow, find_loose, place_cells

_PARTS = {
    "tgroup": frozenset({"colspec", "spanspec", "thead", "tbody", "tfoot"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"row", "colspec"})),
    "row": frozenset({"entry", "entrytbl"}),
}

TITLES = frozenset({"title", "titel", "opschrift"})


def is_layout(table: Element) -> bool:
    """Return whether a table only places its text: a frame around one column, or around another table."""
    nested = any(child.tag in {"table", "entrytbl"} for child in table.descendants() if child is not table)
    groups = [group for group in table.children if group.tag == "tgroup"]
    narrow = all(len(list_entries(row)) <= 1 for group in groups for row in list_rows(group))
    return nested or (narrow and not any(child.tag in TITLES for child in table.children))


def read_group(group: Element, read_text: Callable[[Element], str]) -> tuple[TableRow, ...]:
    """Return the rows of a group (`tgroup`), those of its foot last; `read_text` gives the text of an entry."""
    columns = _name_columns(group)
    spans = _name_spans(group)
    told = [
        ToldRow(tuple(_read_entry(entry, columns, spans, read_text) for entry in list_entries(row)), header=header)
        for row, header in _headed_rows(group)
    ]
    width = read_integer(group.get("cols"), 0)
    return place_cells(told, width if width <= MOST_COLUMNS else 0)


def find_loose_text(group: Element) -> str:
    """Return the text in a group of rows that stands in none of its entries."""
    return " ".join(find_loose(group, _PARTS))


def list_rows(group: Element) -> list[Element]:
    """Return the rows of a group, without those of a table in it."""
    return [row for row, _ in _headed_rows(group)]


def list_entries(row: Element) -> list[Element]:
    """Return the entries of a row; one of them may be a table itself (`entrytbl`)."""
    return [entry for entry in row.children if entry.tag in {"entry", "entrytbl"}]


def _headed_rows(group: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a group in the order in which they are printed, and whether each is one of headings."""
    for tag in ("thead", "tbody", "tfoot"):
        for part in group.children:
            if part.tag == tag:
                yield from ((row, tag == "thead") for row in part.children if row.tag == "row")


def _name_columns(group: Element) -> dict[str, int]:
    """Return the column that each name stands for, from 0; those that give no number are counted on."""
    names: dict[str, int] = {}
    column = -1
    for spec in group.children:
        if spec.tag == "colspec":
            column = read_integer(spec.get("colnum"), column + 2) - 1
            names.setdefault(spec.get("colname"), column)
    return names


def _name_spans(group: Element) -> dict[str, tuple[str, str]]:
    """Return the first and last column of each span that has a name."""
    return {
        spec.get("spanname"): (spec.get("namest"), spec.get("nameend"))
        for spec in group.children
        if spec.tag == "spanspec"
    }


def _read_entry(
    entry: Element,
    columns: dict[str, int],
    spans: dict[str, tuple[str, str]],
    read_text: Callable[[Element], str],
) -> ToldCell:
    """Return an entry with the columns it names; one that names none stands in the next free one."""
    first, last = spans.get(entry.get("spanname"), (entry.get("namest"), entry.get("nameend")))
    start = columns.get(first or entry.get("colname"))
    end = columns.get(last)
    return ToldCell(
        text=read_text(entry),
        columns=end - start + 1 if start is not None and end is not None and end >= start else 1,
        rows=read_integer(entry.get("morerows"), 0) + 1,
        column=start,
    )
