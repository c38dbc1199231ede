"""What adding up says of a table: whether its printed totals are the sums of its rows.

A total that holds proves that rows and columns were read as they were printed. One that does not is named, with what is
printed and what the rows add up to; the printed value stays as it is.
"""

from ingest.document import Finding, Row, Verdict
from ingest.sums.columns import prove_columns
from ingest.sums.evidence import Sum
from ingest.sums.figures import Comparison, Difference, Entry, Sheet, is_unreadable, read_sheet, turn_sheet
from ingest.sums.labels import is_total_alone
from ingest.sums.rows import Outcome, prove_rows

_LEAST_SHARES = 3
"""So many percentages that make a hundred together are shares of a whole; fewer could be chance."""


def check_sums(columns: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on a table, and a finding for each printed value that does not agree with the others.

    `klopt` where every total, over rows and over columns, is the sum of what it adds up, rounding allowed for; a
    difference that rounding explains is a finding all the same. `klopt niet` where one is not. `niet te controleren`
    where no total is printed, or where it stays open what one adds up.
    """
    sheet = read_sheet(columns, rows)
    turned = turn_sheet(sheet)
    by_row = prove_rows(sheet)
    by_column, is_open = prove_columns(turned)
    findings = [
        *_find_unreadable(rows),
        *(finding for one in by_row.wrong for finding in _tell_wrong(sheet, rows, one)),
        *(finding for entry, one in by_column for finding in _tell_wrong_column(turned, rows, entry, one)),
        *(_tell_rounded(sheet, rows, one) for one in by_row.proven if one.comparison.rounded),
        *_tell_open(sheet, rows, by_row),
    ]
    findings.sort(key=lambda finding: finding.span)
    proven = bool(by_row.proven or any(one.holds for _, one in by_column))
    if by_row.wrong or any(one.off for _, one in by_column):
        verdict: Verdict = "klopt niet"
    elif by_row.open or is_open:
        verdict = "niet te controleren"
    else:
        verdict = "klopt" if proven or _are_shares(sheet) else "niet te controleren"
    return verdict, tuple(findings)


def _are_shares(sheet: Sheet) -> bool:
    """Return whether all figures are percentages that make a hundred in each group and column."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in sheet.entries:
        groups.setdefault(entry.groups, []).append(entry)
    hundred = 100 * 10**sheet.scale
    for entries in groups.values():
        for column in {column for entry in entries for column in entry.figures}:
            figures = [entry.figures[column] for entry in entries if column in entry.figures]
            if len(figures) < _LEAST_SHARES or any(figure.kind != "%" or figure.number < 0 for figure in figures):
                return False
            if sum(figure.number for figure in figures) != hundred:
                return False
    return bool(groups) and all(not (entry.loose or entry.unreadable) for entry in sheet.entries)


def _find_unreadable(rows: tuple[Row, ...]) -> list[Finding]:
    """Return a finding for each cell that looks like a figure and is none."""
    return [
        Finding(f"{_name(row)}: {cell.text} is geen leesbaar getal; zo staat het in de bron", cell.span)
        for row in rows
        for cell in row.cells
        if is_unreadable(cell)
    ]


def _tell_wrong(sheet: Sheet, rows: tuple[Row, ...], one: Sum) -> list[Finding]:
    """Return a finding for each column in which a row is not the sum of its parts."""
    where = "de rijen daaronder" if one.below else "de rijen"
    return [
        Finding(
            f"{_name(rows[one.total.index])}, {sheet.columns[off.column]}: gedrukt {_print(off.printed, off, sheet)}, "
            f"{where} tellen op tot {_print(off.added, off, sheet)}",
            sheet.cells[one.total.index, off.column].span,
        )
        for off in one.comparison.off
    ]


def _tell_wrong_column(turned: Sheet, rows: tuple[Row, ...], total: Entry, one: Comparison) -> list[Finding]:
    """Return a finding for each row in which a column is not the sum of the columns that it follows from."""
    return [
        Finding(
            f"{_name(rows[off.column])}, {total.label}: gedrukt {_print(off.printed, off, turned)}, "
            f"de kolommen tellen op tot {_print(off.added, off, turned)}",
            turned.cells[total.index, off.column].span,
        )
        for off in one.off
    ]


def _tell_rounded(sheet: Sheet, rows: tuple[Row, ...], one: Sum) -> Finding:
    """Return the finding that a row is not exactly the sum of its parts, by no more than rounding explains."""
    row = rows[one.total.index]
    differences = ", ".join(
        f"{sheet.columns[off.column]} gedrukt {_print(off.printed, off, sheet)} "
        f"en opgeteld {_print(off.added, off, sheet)}"
        for off in one.comparison.rounded
    )
    return Finding(f"{_name(row)}: {differences}; het verschil valt binnen de afronding", row.span)


def _tell_open(sheet: Sheet, rows: tuple[Row, ...], outcome: Outcome) -> list[Finding]:
    """Return a finding for each printed total of which it stays open what it adds up."""
    loose = any(entry.loose for entry in sheet.entries)
    reason = "van een waarde staat de kolom niet vast" if loose else "uit de tabel blijkt niet wat hierin is opgeteld"
    return [
        Finding(f"{_name(rows[entry.index])}: niet te controleren, {reason}", rows[entry.index].span)
        for entry in outcome.open
        if is_total_alone(entry.label) and not entry.unreadable
    ]


def _name(row: Row) -> str:
    """Return how a finding calls a row."""
    return row.label or " > ".join(row.groups) or "Rij zonder naam"


def _print(number: int, difference: Difference, sheet: Sheet) -> str:
    """Return an amount as it would be printed: `1.234`, `62,4`, `‒ 467.554`."""
    decimals = min(difference.decimals, sheet.scale)
    whole, rest = divmod(abs(number) // 10 ** (sheet.scale - decimals), 10**decimals)
    text = f"{whole:,}".replace(",", ".") + (f",{rest:0{decimals}d}" if decimals else "")
    return f"‒ {text}" if number < 0 else text
