"""Codes in a column of their own beside the labels of a table in text: `31` of `31 Politie`, `37` of `Opvang 37`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.draft import Draft
from ingest.tables.heading_words import is_code_heading
from ingest.tables.numbers import Value

_CODE = re.compile(r"^(?P<code>[A-Z]{0,3}\d+[a-z]?(?:[.-]\d+)*[a-z]?\.?) (?=\S)")
_CODES = r"\d{1,3}(?:\.\d{1,2})?"
_CODE_AFTER = re.compile(
    rf"^(?P<label>.*?(?:[^\d\s,]|\b(?:19|20)\d\d)) "
    rf"(?P<code>{_CODES}(?:(?:, ?|/| en ){_CODES})*|[Dd]iv(?:ers(?:en)?|\.)?)$"
)


def split_codes(
    text: str, drafts: Sequence[Draft], before: tuple[str, ...]
) -> tuple[tuple[Draft, ...], tuple[str, ...], str]:
    """Return the rows with the codes taken off their labels, the column of the codes, and the heading of the labels.

    `before` are the headings left of the values. Codes stand before the labels (`Art.` and `Omschrijving`), or between
    them and the values where theirs is the only heading: `Artikel` above `Beperken asielinstroom 37`. In the model of
    budgets it is printed before the first label itself: `Art. Verplichtingen`.
    """
    if not before or not is_code_heading(before[0]):
        return tuple(_strip_heading(draft) for draft in drafts), (), " ".join(before)
    if len(before) == 2:
        return tuple(_split_code(draft, before[0], text) for draft in drafts), before[:1], before[1]
    after = sum(bool(draft.values and _CODE_AFTER.match(draft.label)) for draft in drafts)
    opening = sum(bool(_CODE.match(draft.label)) for draft in drafts)
    if not after and opening:
        return tuple(drafts), (), before[0]
    return tuple(_split_code_after(draft, before[0], text) for draft in drafts), before, ""


def _strip_heading(draft: Draft) -> Draft:
    """Return the row without the heading of the column of codes that is printed before the first label."""
    return replace(draft, label=re.sub(r"^Art\. (?=[A-Z])", "", draft.label))


def _split_code(draft: Draft, column: str, text: str) -> Draft:
    """Return the row with the code that its label opens with as a cell."""
    found = _CODE.match(draft.label)
    start = draft.span.start
    if found is None or not text.startswith(found["code"], start):
        return draft
    code = Value(start, start + len(found["code"]), found["code"])
    return replace(draft, label=draft.label[found.end() :], texts=((column, code),))


def _split_code_after(draft: Draft, column: str, text: str) -> Draft:
    """Return the row with the code between its label and its values as a cell."""
    found = _CODE_AFTER.match(draft.label)
    if found is None or not draft.values:
        return draft
    end = len(text[draft.span.start : draft.values[0].start].rstrip()) + draft.span.start
    start = end - len(found["code"])
    if text[start:end] != found["code"]:
        return draft
    return replace(draft, label=found["label"], texts=((column, Value(start, end, found["code"])),))
