"""Which rows of a table are parts of a row above them: told by words, dashes and groups, or by the sums alone."""

from typing import Literal

from ingest.sums.evidence import (
    EVIDENCE,
    EVIDENCE_OF_ERROR,
    EVIDENCE_OF_KIND,
    Sum,
    add_up,
    holds_by_itself,
    nearly_holds,
)
from ingest.sums.figures import Addends, Entry, Sheet
from ingest.sums.labels import is_commitments, is_dashed, is_part, is_result, is_standalone

Told = Literal["words", "dash", "group", "sum"]
Parents = dict[int, tuple[int, Told]]
"""For each row that is part of another which row that is, both as places among the entries, and what tells it."""

MOST_PARTS = 60
"""Rows that a row above them is taken to add up at most."""


def find_attached(sheet: Sheet, *, groups: bool, dashes: bool) -> Parents:
    """Return the rows that are parts by their words (`waarvan`), and with `groups` or `dashes` also by those."""
    parents: Parents = {}
    paths: dict[tuple[str, ...], list[int]] = {}
    plain = undashed = -1
    for i, entry in enumerate(sheet.entries):
        part = is_part(entry.label) or any(is_part(group) for group in entry.groups)
        dashed = is_dashed(entry.label)
        if part and plain >= 0:
            parents[i] = plain, "words"
        elif dashes and dashed and undashed >= 0:
            parents[i] = undashed, "dash"
        elif groups and entry.groups in paths:
            parents[i] = _find_above(sheet, entry, paths[entry.groups]), "group"
        if not part:
            plain = i
            undashed = undashed if dashed else i
        paths.setdefault((*entry.groups, entry.label), []).append(i)
    return parents


def _find_above(sheet: Sheet, entry: Entry, places: list[int]) -> int:
    """Return which of the rows with the label of a group is the one above a row: the last with figures in its columns.

    A table that converts one budget into another has each label twice, in the columns of the old and of the new one.
    """
    alike = (place for place in reversed(places) if sheet.entries[place].figures.keys() & entry.figures.keys())
    return next(alike, places[-1])


def add_attached(sheet: Sheet, parents: Parents) -> list[tuple[Told, Sum]]:
    """Return the sums of rows with the parts attached to them, each with what tells of these parts."""
    families: dict[tuple[int, Told], list[int]] = {}
    for child, family in parents.items():
        families.setdefault(family, []).append(child)
    return [
        (told, add_up(sheet, sheet.entries[parent], [(sheet.entries[child], 1) for child in children], below=True))
        for (parent, told), children in families.items()
    ]


def weigh_attached(attached: list[tuple[Told, Sum]]) -> tuple[list[Sum], list[Entry]]:
    """Return the sums of rows with their parts that count, and the rows of which it stays open whether they do.

    `Waarvan` may name some parts only: that is a sum where it is one in most columns, and else says nothing, unless
    the parts are more than the whole. Groups and dashes name all of them.
    """
    sums: list[Sum] = []
    doubtful: list[Entry] = []
    for told, one in attached:
        off = one.comparison.off
        certain = told == "group" and bool(off)
        if one.comparison.holds or certain or nearly_holds(one, least=2, evidence=0):
            sums.append(one)
        elif told == "dash" or any(abs(difference.added) > abs(difference.printed) for difference in off):
            doubtful.append(one.total)
    return sums, doubtful


def search_parents(sheet: Sheet, parents: Parents) -> list[Sum]:
    """Return the sums of rows with the rows right below them, found by the sums alone; the parts join `parents`."""
    found: list[Sum] = []
    for i in range(len(sheet.entries) - 1, -1, -1):
        entry = sheet.entries[i]
        if i in parents or is_result(entry.label) or is_commitments(entry.label):
            continue
        below = [j for j in range(i + 1, min(len(sheet.entries), i + 4 * MOST_PARTS)) if j not in parents]
        one = _find_parts(sheet, entry, [sheet.entries[j] for j in below[:MOST_PARTS]])
        if one is not None:
            found.append(one)
            parts = {part.index for part, _ in one.addends}
            parents.update((j, (i, "sum")) for j in below if sheet.entries[j].index in parts)
    return found


def _find_parts(sheet: Sheet, entry: Entry, below: list[Entry]) -> Sum | None:
    """Return the sum of `entry` with the fewest rows below it that add up to it, or nearly do; None where none do."""
    near: Sum | None = None
    left = {column: figure.number for column, figure in entry.figures.items() if figure.number}
    addends: Addends = []
    for part in below:
        if is_result(part.label) or is_standalone(part.label) or part.groups[: len(entry.groups)] != entry.groups:
            break
        addends.append((part, 1))
        for column in left.keys() & part.figures.keys():
            left[column] -= part.figures[column].number
        # Comparing is dear: it is worth it where some column is about used up.
        slack = (len(addends) + 1) * 10**sheet.scale
        if not any(abs(number) < slack for number in left.values()):
            continue
        one = add_up(sheet, entry, addends, below=True)
        if holds_by_itself(one, EVIDENCE_OF_KIND if is_standalone(entry.label) else EVIDENCE):
            return one
        if near is None and nearly_holds(one, least=2, evidence=EVIDENCE_OF_ERROR):
            near = one
    return near
