"""Tables of which each row begins with a code, and has names in columns of words before its values.

A conversion table is one: `20.37.2.1.20` / `Asiel en Migratie` / `IND` / 866.372 …. Its cells are broken over lines and
blank lines, so that a code is all that tells where a row begins. The label of a row is the last of its names; the
code, and the name between them, are cells. A row is below the row of which its code is the beginning.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Span
from ingest.layout import Layout
from ingest.shapes import CAPTION, SOURCE_NOTE, strip_continuation
from ingest.tables.draft import Draft
from ingest.tables.figures import Style, read_figures
from ingest.tables.header import Header
from ingest.tables.numbers import Value
from ingest.tables.place import Placed, place_in

LEAST_REPEATED = 3
"""A name that so many rows begin with, whatever comes after it, stands in a column of its own."""

_CODE = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)(?= |$)")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class _Record:
    """A row in the making: its code, the words after it, its values, all placed in the document, and its last line."""

    code: Value
    groups: tuple[str, ...]
    last: int
    words: list[Value] = field(default_factory=list)
    values: tuple[Value, ...] = ()
    apart: tuple[Value, ...] = ()

    @property
    def family(self) -> str:
        """Return the first part of the code: the chapter of the budget."""
        return self.code.text.split(".")[0]

    @property
    def part(self) -> str:
        """Return the rest of the code: what it is about, whatever the chapter."""
        return self.code.text.partition(".")[2]


def read_coded(layout: Layout, header: Header, stop: int, style: Style) -> tuple[tuple[Draft, ...], int] | None:
    """Return the rows between the header and line `stop` at most, and the first line after them.

    None where the lines do not begin with codes.
    """
    families = _find_families(layout, header.end, stop)
    records: list[_Record] = []
    groups: tuple[str, ...] = ()
    for i in range(header.end, stop):
        line = layout.lines[i]
        if CAPTION.match(line.text) or SOURCE_NOTE.match(line.text):
            break
        if strip_continuation(line.text) in header.texts:
            continue
        code = _read_code(layout, i, stop)
        complete = _is_complete(records)
        apart = line.gap or line.opens_page or complete or code.count(".") > 1
        if code.split(".")[0] in families and apart:
            start = line.span.start
            records.append(_Record(Value(start, start + len(code), code), groups, i))
            _read_on(records[-1], layout, i, style, len(code))
        elif not records or (complete and read_figures(line.text, style).label):
            wrapped = bool(groups) and layout.lines[i - 1].wraps
            groups = (f"{groups[0]} {line.text}" if wrapped else line.text.rstrip(":"),)
        else:
            _read_on(records[-1], layout, i, style)
    if len(records) < LEAST_REPEATED:
        return None
    repeated = _count_repeated(records)
    return _nest([_make_draft(layout, record, header, repeated) for record in records]), records[-1].last + 1


def place_families(drafts: Sequence[Draft], count: int, caption: str) -> list[tuple[Placed, ...] | None]:
    """Return the values of each row with their columns, or None for a row of which the code does not tell these.

    Where the rows of one chapter fill some of the columns, those of another the rest, and the caption says that the
    one passes into the other (`Hoofdstuk VI naar Hoofdstuk XX`), the first has the first years and the other the last.
    """
    families = [_code_of(draft).split(".")[0] for draft in drafts]
    sizes: dict[str, Counter[int]] = defaultdict(Counter)
    for draft, family in zip(drafts, families, strict=True):
        if draft.values:
            sizes[family][len(draft.apart)] += 1
    usual = {family: found.most_common(1)[0][0] for family, found in sizes.items()}
    chapters = sorted((_find_chapter(family, caption), family) for family in usual)
    told = len(chapters) == 2 and sum(usual.values()) == count and chapters[0][0] >= 0
    if not told or " naar " not in caption[chapters[0][0] : chapters[1][0]]:
        return [None] * len(drafts)
    first = usual[chapters[0][1]]
    columns = {chapters[0][1]: range(first), chapters[1][1]: range(first, count)}
    return [place_in(draft, columns[family]) for draft, family in zip(drafts, families, strict=True)]


def _find_families(layout: Layout, start: int, stop: int) -> frozenset[str]:
    """Return the first parts of the codes that rows begin with: `6` and `20` of `6.37.2` and `20.37.2`."""
    found = Counter(_read_code(layout, i, stop).split(".")[0] for i in range(start, stop))
    return frozenset(family for family, times in found.items() if family and times >= LEAST_REPEATED)


def _read_code(layout: Layout, i: int, stop: int) -> str:
    """Return the code that line `i` begins with, or an empty text; words come after it, and not values."""
    text = layout.lines[i].text
    code = _CODE.match(text)
    following = text[code.end() :].strip() if code else ""
    if code and not following and i + 1 < stop:
        following = layout.lines[i + 1].text
    return code[1] if code and following[:1].isalpha() else ""


def _is_complete(records: Sequence[_Record]) -> bool:
    """Return whether words below the last row are none of its own: it has its values, or the whole name of its twin.

    A row without values has one in the other chapter, of which the code goes on alike: `6.37.2.3` and `20.37.2.3`.
    """
    if not records or records[-1].values:
        return True
    last = records[-1]
    twin = next((record for record in records[-2::-1] if record.part == last.part), None)
    return (
        twin is not None and bool(last.words) and twin.words[-1:] != [] and last.words[-1].text == twin.words[-1].text
    )


def _read_on(record: _Record, layout: Layout, i: int, style: Style, skip: int = 0) -> None:
    """Add the words and values of line `i` to a row, without its first `skip` characters."""
    line = layout.lines[i]
    figures = read_figures(line.text[skip:], style)
    start = line.span.start + skip
    for word in re.finditer(r"\S+", figures.label):
        record.words.append(Value(start + word.start(), start + word.end(), word[0]))
    record.values += tuple(value.move(start) for value in figures.values)
    record.apart += tuple(value.move(start) for value in figures.apart)
    record.last = i


def _make_draft(layout: Layout, record: _Record, header: Header, repeated: dict[tuple[str, str], int]) -> Draft:
    """Return the row that a record is, with its code and the name that repeats as cells."""
    words = record.words
    texts = [(header.before[0], record.code)]
    length = repeated.get((record.family, words[0].text), 0) if words else 0
    if length:
        name = " ".join(word.text for word in words[:length])
        texts.append((header.before[1], Value(words[0].start, words[length - 1].end, name)))
    label = " ".join(word.text for word in words[length:])
    span = Span(record.code.start, layout.lines[record.last].span.end)
    return Draft(label, record.groups, span, record.values, record.apart, texts=tuple(texts))


def _count_repeated(records: Sequence[_Record]) -> dict[tuple[str, str], int]:
    """Return of how many words a name is that the rows of a chapter begin with, by the chapter and its first word.

    `Asiel en Migratie IND` and `Asiel en Migratie COA` begin with the same three words, and go on differently.
    """
    alike: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for record in records:
        if record.words:
            alike[record.family, record.words[0].text].append([word.text for word in record.words])
    repeated = {}
    for key, rows in alike.items():
        length = 0
        while all(len(words) > length + 1 for words in rows) and len({words[length] for words in rows}) == 1:
            length += 1
        if len(rows) >= LEAST_REPEATED:
            repeated[key] = length
    return repeated


def _nest(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the rows with the labels of the rows whose codes theirs begin with as groups: `6.37` of `6.37.2`."""
    nested: list[Draft] = []
    open_rows: dict[tuple[str, ...], Draft] = {}
    groups: tuple[str, ...] = ()
    for draft in drafts:
        if draft.groups != groups:
            open_rows, groups = {}, draft.groups
        code = tuple(_code_of(draft).split("."))
        above = (open_rows.get(code[:length]) for length in range(len(code) - 1, 0, -1))
        parent = next((row for row in above if row is not None), None)
        row = replace(draft, groups=(*parent.groups, parent.label)) if parent else draft
        open_rows[code] = row
        nested.append(row)
    return tuple(nested)


def _code_of(draft: Draft) -> str:
    """Return the code that a row begins with."""
    return draft.texts[0][1].text


def _find_chapter(code: str, caption: str) -> int:
    """Return where the caption names a chapter, by its number or in Roman figures; -1 where it does not."""
    roman, rest = "", int(code)
    for value, sign in _ROMAN:
        while rest >= value:
            roman, rest = roman + sign, rest - value
    found = re.search(rf"\b(?:{roman}|{code})\b", caption)
    return found.start() if found else -1
