"""One line of a table of figures: which of its words are the label and which are values.

What one line leaves open, the others tell: where thousands have a dot, a bare `2024` is a year and belongs to the
label; where rows end in a number in brackets, that is a negative amount; where thousands have a space, figures are put
together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from ingest.layout import Layout
from ingest.tables.numbers import DASHES, Value, ends_in_brackets, find_values, join_signs

_SHORT_BRACKETS = re.compile(r"^\(\d{1,3}\)$")
_NUMBER = re.compile(r"(?:€|EUR)? ?\d")
_POINT = re.compile(r"\d\.\d{3}")
_GROUP = re.compile(r"^\d{3}(?:,\d+)?$")
_FIRST_GROUP = re.compile(r"^[-‒–−+]?(?:€ ?)?[1-9]\d{0,2}$")
_EXCESS = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2})?|(?:19|20)\d\d|\(\d{1,3}\))$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NUMBERED = re.compile(r"\b(?:artikel|art\.|hoofdstuk|nr\.|bijlage)$", re.IGNORECASE)
"""These words are no label without the number after them."""

_BEFORE_NUMBER = re.compile(
    r"(?<!\de )\b(?:art(?:ikel|\.)?|hoofdstuk|lid|nr\.?|nummer|tabel|bijlage|fase|tranche|deel|pijler|spoor"
    r"|categorie|klasse|groep|schaal|variant|doel|thema|ronde|week|kwartaal|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober"
    r"|november|december|per|tot|vanaf|t/m|in|begroting|stand|jaar|miljoenennota|voorjaarsnota|najaarsnota|slotwet|nota)$",
    re.IGNORECASE,
)
"""After these words a number is a part of the label: `Artikel 37`, `Stand ontwerpbegroting 2024`."""

MOST_GROUPS = 12
"""More words of digits than this are not put together: there would be too many ways."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a table prints its values: how many columns it has, and what tells figures from other words.

    `signed` tells that a dash is always a sign, `empty` that one before a number is an empty cell, `brackets` that
    numbers in brackets are values, `pointed` that thousands have a dot and `spaced` that they have a space.
    """

    count: int
    signed: bool = False
    empty: bool = False
    brackets: bool = False
    pointed: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """A line's label, its values, and the same values with each dash apart.

    `open` tells that the words fit in more ways, `empty` that dashes apart are empty cells unless sums say otherwise.
    """

    label: str
    values: tuple[Value, ...] = ()
    apart: tuple[Value, ...] = ()
    open: bool = False
    empty: bool = False


def find_style(layout: Layout, start: int, stop: int, count: int) -> Style:
    """Return how the table on the lines from `start` to before `stop` prints the values of its `count` columns."""
    texts = [layout.lines[i].text for i in range(start, stop)]
    brackets = any(map(ends_in_brackets, texts))
    apart = [find_values(text, brackets=brackets) for text in texts]
    rows = [join_signs(values) for values in apart]
    full = [values for values in rows if len(values) == count]
    negative = any(value.text[0] in DASHES and value.is_figure for values in full for value in values)
    # Where cells are left out, a dash before a number may be its sign, beside a cell that is not printed.
    missing = any(0 < len(values) < count for values in apart)
    dashes = any(_has_empty(values) for values in apart)
    empty = dashes and not (negative or missing)
    kinds = [{value.text.endswith("%") for value in column if value.is_figure} for column in zip(*full, strict=True)]
    signed = ({True} in kinds and {False} in kinds) or ((negative or missing) and not dashes)
    pointed = any(_POINT.search(value.text) for values in rows for value in values)
    long = [values for values in rows if len(values) > count]
    grouped = [values for values in long if next(_group(values, count), None)]
    spaced = not pointed and len(grouped) > len(full) and 2 * len(grouped) > len(long)
    return Style(count, signed, empty, brackets, pointed, spaced)


def _has_empty(values: tuple[Value, ...]) -> bool:
    """Return whether one of the values is a dash that is no sign, as no number comes after it."""
    last = values[-1:]
    return any(value.is_dash for value in last) or any(
        value.is_dash and not _NUMBER.match(after.text) for value, after in pairwise(values)
    )


def read_figures(text: str, style: Style, before: str = "") -> Figures:
    """Return what a line of the table says; all of it is label where it ends in no value.

    `before` is the label that the line may go on with: `Artikel` above `12 189 86.814`.
    """
    apart = find_values(text, brackets=style.brackets)
    if style.spaced:
        return _read_spaced(text, join_signs(apart), style.count)
    values = join_signs(apart)
    if len(values) < style.count and len(apart) == style.count and not style.signed:
        # `Leges ‒ 60 5` is an empty cell or a negative amount beside one: the row itself or the others tell.
        values = apart if _has_empty(apart) else values
    empty = style.empty and len(values) < len(apart) == style.count
    if len(values) <= style.count:
        values = _drop_label_numbers(text, values, style, before)
    values = values[max(0, len(values) - style.count) :]
    if not values:
        return Figures(text)
    apart = values if style.signed else tuple(value for value in apart if value.start >= values[0].start)
    label = _strip_label(text[: values[0].start])
    # `Beperken asielinstroom (37) 200 150`: a number in brackets behind the label may be a part of it.
    unclear = bool(label) and _SHORT_BRACKETS.match(values[0].text) is not None
    return Figures(label, values, apart, open=unclear, empty=empty and len(apart) == style.count)


def has_more(text: str, style: Style) -> bool:
    """Return whether a line has more values than the table has columns, other than numbers that a label can end in."""
    values = join_signs(find_values(text, brackets=style.brackets))
    excess = values[: max(0, len(values) - style.count)]
    return not style.spaced and any(value.is_figure and not _EXCESS.match(value.text) for value in excess)


def _strip_label(text: str) -> str:
    """Return a label without the euro sign of an amount that stands further on."""
    return re.sub(r"\s*(?:€|EUR)?\s*$", "", text)


def _drop_label_numbers(text: str, values: tuple[Value, ...], style: Style, before: str) -> tuple[Value, ...]:
    """Return the values of a row without the numbers that its label ends in.

    Where thousands have a dot, a year is no amount; another number is told by the word before it, in a row that has
    too few values.
    """
    while values and values[0].text.isdigit():
        label = f"{before} {text[: values[0].start]}".strip()
        year = style.pointed and label and _YEAR.match(values[0].text)
        full = len(values) == style.count
        if not (year or _NUMBERED.search(label) or (_BEFORE_NUMBER.search(label) and not full)):
            break
        values = values[1:]
    return values


def _read_spaced(text: str, values: tuple[Value, ...], count: int) -> Figures:
    """Return what a line says in a table whose thousands have a space: `1 234 567` is one figure."""
    if len(values) > count and _YEAR.match(values[0].text):
        values = values[1:]
    ways = _group(values, count)
    way, other = next(ways, None), next(ways, None)
    if way is None and len(values) < count:
        return Figures(text[: values[0].start].rstrip() if values else text, values, values)
    if way is not None and other is None:
        figures = tuple(Value(group[0].start, group[-1].end, text[group[0].start : group[-1].end]) for group in way)
        return Figures(text[: figures[0].start].rstrip(), figures, figures)
    whole = Value(values[0].start, values[-1].end, text[values[0].start : values[-1].end])
    return Figures(text[: whole.start].rstrip(), (whole,), (whole,), open=True)


def _group(values: tuple[Value, ...], count: int) -> Iterator[list[list[Value]]]:
    """Yield the ways to put the values together to `count` figures: three digits may go on with those before them."""
    if len(values) > MOST_GROUPS or len(values) < count:
        return
    following = [
        i
        for i in range(1, len(values))
        if _GROUP.match(values[i].text) and (_FIRST_GROUP.match(values[i - 1].text) or _GROUP.match(values[i - 1].text))
    ]
    for joined in combinations(following, len(values) - count):
        groups: list[list[Value]] = []
        for i, value in enumerate(values):
            if i in joined:
                groups[-1].append(value)
            else:
                groups.append([value])
        if all(len(group) == 1 or _FIRST_GROUP.match(group[0].text) for group in groups):
            yield groups
