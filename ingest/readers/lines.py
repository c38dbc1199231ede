"""From the pieces of a document without pages to its one page of lines, once all of them are known.

What a piece is can depend on the others: a superscript number is the mark of a note where a paragraph begins with the
same number, a bold line is a heading where the format has no better ones, a paragraph above a table is its caption.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.document import Line, LineRole, Page
from ingest.errors import DocumentError
from ingest.readers.flow import find_label
from ingest.readers.pieces import EMPHASIZED_DEPTH, SUPERSCRIPT, Piece, mark

_OPEN, _CLOSE = SUPERSCRIPT
_SUPERSCRIPT = re.compile(f" ?{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_NOTE = re.compile(f"^{_OPEN}\\(?(\\d{{1,3}}|[a-z]|\\*{{1,3}})[.)]?{_CLOSE}[.)]? ?(?=\\S)")
_UNIT = re.compile(r"(?:^|[\d\s(/])[cdkm]?m$")
"""What a superscript makes an area or a volume of: `m2`, `km2`."""

TABLE_TITLE = re.compile(r"^(?:Tabel|Overzicht|Staat)(?: (?:vraag )?(?:\d[\w.]*|[A-Z])[.:]?|:)(?=$|\s(?![a-zà-ÿ]))")
"""`Tabel 4 Uitgaven`, `Tabel 4`; not `Tabel 4 laat zien dat …`, which is a sentence."""

_BARE_NAME = re.compile(r"^(?:Tabel|Overzicht|Staat) (?:vraag )?[\w.]+?[.:]?$")
_UNIT_IN_TITLE = re.compile(
    r"\((?:[^()]* )?(?:[x×*]|in) ?(?:€|EUR\b|euro\b|%|duizend|mln\b|mld\b|miljoen|miljard)[^()]*\)"
)
_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)\.?\s")
_NO_TITLE = re.compile(
    r"^(?:Nr\. ?\d|\d{2} ?\d{3}\b|Vergaderjaar\b|Bron(?:nen)?\b ?:|Figuur\b|Grafiek\b"
    r"|(?:Datum|Betreft|Onderwerp|(?:Ons |Uw )?[Kk]enmerk|Contactpersoon|Bijlage\(n\)|Aan|Van)$)"
)
"""Lines in front of a paper or a letter, below a table or with a figure, which are often bold and head nothing."""

LONGEST_CAPTION = 300
LONGEST_TITLE = 14
LONGEST_SLANTED_TITLE = 8
"""Words; a longer paragraph in bold, or in italics, is set so for its weight or as a quotation."""

_LIST_BULLET = re.compile(r"^(?:•|[–—-] )\s?\S")


def make_page(pieces: tuple[Piece, ...], *, told: bool = True) -> Page:
    """Return the one page of lines that the pieces are, with a blank line between blocks.

    `told` is whether the format's own headings are all there are; where it is not and none is found, the lines get no
    role, so that their shape can tell.

    Raises:
        DocumentError: there is no text in them.
    """
    pieces = _find_captions(_find_headings(_read_superscripts(pieces)))
    if not any(any(character.isalnum() for character in piece.text) or piece.cells for piece in pieces):
        raise DocumentError("Het document bevat geen tekst. Haal het uit de map of zet het document er opnieuw in.")
    shaped = not told and not any(piece.kind == "heading" for piece in pieces)
    lines: list[Line] = []
    for piece, level in zip(pieces, _find_levels(pieces), strict=True):
        if lines and not piece.joined:
            lines.append(Line("", (len(lines) + 1,)))
        role = _role_of(piece, shaped=shaped)
        lines.append(Line(piece.text, (len(lines) + 1,), role=role, level=level, cells=piece.cells))
    return Page(0, tuple(lines))


def _role_of(piece: Piece, *, shaped: bool) -> LineRole:
    """Return the role of the line that a piece makes."""
    if piece.kind == "more" or (piece.kind == "text" and shaped):
        return ""
    if piece.kind == "text" and _LIST_BULLET.match(piece.text):
        return "item"  # typed by hand, and set as any paragraph
    return piece.kind


def _read_superscripts(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with what is superscript read: as marks of notes, the notes themselves, or mere text (`2e`)."""
    raised = (number for piece in pieces for text in _texts(piece) for number in _SUPERSCRIPT.findall(text[1:]))
    shown = {_bare(number) for number in raised}
    notes = {match[1] for piece in pieces for text in _texts(piece) if (match := _NOTE.match(text))} & shown
    closing = _find_closing_rows(pieces)
    read: list[Piece] = []
    for i, piece in enumerate(pieces):
        match = _NOTE.match(_texts(piece)[0]) if piece.kind in {"text", "more"} or i in closing else None
        if match and match[1] in notes:
            read.append(Piece("note", f"{match[1]} {_resolve(match.string[match.end() :], notes)}"))
            continue
        cells = tuple(replace(cell, text=_resolve(cell.text, notes)) for cell in piece.cells)
        text = " ".join(cell.text for cell in cells if cell.text) if cells else _resolve(piece.text, notes)
        if text:
            read.append(replace(piece, text=text, cells=cells))
    return tuple(read)


def _texts(piece: Piece) -> list[str]:
    """Return the texts of a piece: its own, or those of its filled cells."""
    return [cell.text for cell in piece.cells if cell.text] if piece.cells else [piece.text]


def _find_closing_rows(pieces: tuple[Piece, ...]) -> set[int]:
    """Return the rows with one filled cell at the ends of tables: the notes below a table are set so."""
    found: set[int] = set()
    for i in range(len(pieces) - 1, -1, -1):
        last = i + 1 == len(pieces) or pieces[i + 1].kind != "row" or i + 1 in found
        if pieces[i].kind == "row" and last and len(_texts(pieces[i])) == 1:
            found.add(i)
    return found


def _resolve(text: str, notes: set[str]) -> str:
    """Return a text with its superscripts read."""

    def read(match: re.Match[str]) -> str:
        number = _bare(match[1])
        if number in notes and not _UNIT.search(match.string[: match.start()]):
            return mark(number)
        return match[0].replace(_OPEN, "").replace(_CLOSE, "")

    return _SUPERSCRIPT.sub(read, text)


def _bare(number: str) -> str:
    """Return the number of a note without what may stand around it: `1)`, `(1)`."""
    return number.strip("(). ")


def _find_headings(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with the emphasized lines that head what follows made headings.

    In front of the first heading that the format tells stand titles, names and dates, often in bold too.
    """
    first = next((i for i, piece in enumerate(pieces) if piece.kind == "heading"), 0)
    found: list[Piece] = []
    i = 0
    while i < len(pieces):
        title, end = _join_emphasized(pieces, i)
        if pieces[i].kind == "more" and found and found[-1].kind == "heading":
            found.append(replace(pieces[i], kind="text"))
        elif i < first or not _can_head(title) or not _heads(title, pieces[end : end + 1]):
            found.append(pieces[i])
        elif label := find_label(title.text):
            found.append(replace(title, kind=label))
            i = end - 1
        else:
            rank = 1 if title.emphasis == "italic" else 0
            found.append(replace(title, kind="heading", depth=EMPHASIZED_DEPTH + rank))
            i = end - 1
        i += 1
    return tuple(found)


def _join_emphasized(pieces: tuple[Piece, ...], i: int) -> tuple[Piece, int]:
    """Return piece `i` with its further lines that are emphasized in the same way, and where these end."""
    end = i + 1
    while pieces[i].emphasis and end < min(len(pieces), i + LONGEST_TITLE) and pieces[end].kind == "more":
        if pieces[end].emphasis != pieces[i].emphasis:
            break
        end += 1
    if end == i + 1:
        return pieces[i], end
    return replace(pieces[i], text=" ".join(piece.text for piece in pieces[i:end])), end


def _can_head(piece: Piece) -> bool:
    """Return whether a paragraph that is all bold or italic reads like a heading."""
    text = piece.text
    longest = LONGEST_SLANTED_TITLE if piece.emphasis == "italic" else LONGEST_TITLE
    if (
        piece.kind != "text"
        or not piece.emphasis
        or len(text.split()) > longest
        or text.endswith((".", ",", ";", ":", "!", "?"))
    ):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "‘«“'\"") or _NO_TITLE.match(text):
        return False
    return any(character.isalpha() for character in text)


def _heads(title: Piece, below: tuple[Piece, ...]) -> bool:
    """Return whether what stands right below a title can be headed by it: text, and no heading or note."""
    if TABLE_TITLE.match(title.text):
        return False
    return bool(below) and below[0].kind not in {"note", "heading"}


def _find_captions(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with the title right above a table made its caption, and captions of no table made text."""
    found: list[Piece] = []
    for i, piece in enumerate(pieces):
        if piece.kind in {"row", "header"} and found and not found[-1].cells:
            above, count = _join_above(found)
            if _titles_table(above):
                found[-count:] = [replace(above, kind="caption", joined=False)]
                piece = replace(piece, joined=True)
        elif piece.kind == "caption" and not (i + 1 < len(pieces) and pieces[i + 1].cells):
            piece = replace(piece, kind="text")
        found.append(piece)
    return tuple(found)


def _join_above(found: list[Piece]) -> tuple[Piece, int]:
    """Return the last piece with those before it that it goes on with, and how many they are.

    The name of a table, its title and its unit may be lines or paragraphs of their own: `Tabel 4` / `Uitgaven` /
    `(x € 1.000)`.
    """
    count = next((n for n in range(1, len(found) + 1) if found[-n].kind != "more"), 1)
    joined = " ".join(piece.text for piece in found[-count:])
    before = found[-count - 1] if len(found) > count else None
    if before is not None and before.kind in {"text", "heading"} and TABLE_TITLE.match(before.text):
        bare = _BARE_NAME.match(before.text) is not None
        unit = re.sub(r"^[^(].*$", r"(\g<0>)", joined)
        if (bare and found[-count].kind == "caption") or re.fullmatch(_UNIT_IN_TITLE, unit):
            return replace(before, text=f"{before.text} {joined}"), count + 1
        if bare and _titles_table(replace(found[-count], text=joined)):
            return replace(before, text=f"{before.text} {joined}"), count + 1
    return replace(found[-count], text=joined), count


def _titles_table(piece: Piece) -> bool:
    """Return whether a piece right above a table is its title: it says so, has that style, or names a unit."""
    if len(piece.text) > LONGEST_CAPTION:
        return False
    if piece.kind == "caption" or (piece.kind in {"text", "heading"} and TABLE_TITLE.match(piece.text)):
        return True
    loose = piece.kind == "text" or (piece.kind == "heading" and piece.depth >= EMPHASIZED_DEPTH)
    return loose and bool(_UNIT_IN_TITLE.search(piece.text)) and not piece.text.endswith((":", ".", ";"))


def _find_levels(pieces: Iterable[Piece]) -> list[int]:
    """Return the level of each piece: of headings how many they stand under and one more, so that none is left out.

    Some publications set `2.1` beside `2`; the number then tells that it stands below.
    """
    levels: list[int] = []
    path: list[tuple[float, str]] = []
    for piece in pieces:
        if piece.kind != "heading":
            levels.append(int(piece.depth) if piece.kind == "item" else 0)
            continue
        match = _NUMBER.match(piece.text)
        number = match[1] if match else ""
        above = next((depth for depth, other in reversed(path) if other and other == number.rpartition(".")[0]), None)
        depth = piece.depth if above is None else max(piece.depth, above + 0.5)
        while path and path[-1][0] >= depth:
            path.pop()
        path.append((depth, number))
        levels.append(len(path))
    return levels
