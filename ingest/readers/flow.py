"""The pieces of a document without pages, put together one after another while its markup is walked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.document import LineCell
from ingest.errors import DocumentError
from ingest.readers.pieces import Piece, PieceKind, find_emphasis, has_words, split_lines, tidy

MOST_PIECES = 200_000
"""More paragraphs and rows than this are refused; a budget of 300 pages has ten thousand."""

QUESTION_LABEL = re.compile(r"^Vra(?:ag|gen) ?(?:nr\.? ?)?\(?\d")
ANSWER_LABEL = re.compile(r"^Antwoord(?:en)?(?: (?:op|bij)\b.*\d.*| ?\(?\d.*)$|^Antwoord ?:?$")
"""What stands above a question and an answer, set as a heading or not."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, its cells in the columns that they stand in; `header` where the format says so."""

    cells: tuple[LineCell, ...]
    header: bool = False


@dataclass(slots=True)
class _Item:
    """An item of a list that is being read: its number or bullet, its level, and whether that has been written."""

    marker: str
    level: int
    begun: bool = False


@dataclass(slots=True)
class Flow:
    """The pieces found so far, and what is still to be put with one of them.

    `lead` is the text that opens the next paragraph (`Nr. 4`, before a title). Notes are put behind the block in which
    their marks stand: a list, a table, or a question with its answer, which they would otherwise cut in two.
    `begins` is what the next paragraph begins, where only the format tells that.
    """

    pieces: list[Piece] = field(default_factory=list)
    lead: str = ""
    begins: Literal["question", "answer"] | None = None
    _items: list[_Item] = field(default_factory=list)
    _read: list[Piece] = field(default_factory=list)
    _notes: list[Piece] = field(default_factory=list)
    _asked: bool = False

    @property
    def item_level(self) -> int:
        """Return the level of the item that is being read, 0 outside lists."""
        return self._items[-1].level if self._items else 0

    def add_heading(self, text: str, depth: float) -> None:
        """Add a heading; one that is the label of a question or an answer becomes that."""
        self.end_lead()
        title = tidy(text)
        label = find_label(title)
        if label:
            self.add_label(title, label)
        elif has_words(title):
            self._begin_block(asked=False)
            self._add(Piece("heading", title, depth))

    def add_label(self, text: str, kind: PieceKind) -> None:
        """Add the line with which a question or an answer begins."""
        self.end_lead()
        self._begin_block(asked=True, closes_notes=kind == "question")
        self._add(Piece(kind, tidy(text)))

    def add_paragraph(self, text: str) -> None:
        """Add a paragraph; its lines where it is broken, and further paragraphs where two breaks follow each other."""
        if not has_words(text):
            return
        text, self.lead = f"{self.lead} {text}", ""
        for paragraph in split_lines(text):
            for i, line in enumerate(paragraph):
                self._add_line(line, first=i == 0)

    def add_note(self, mark: str, text: str) -> None:
        """Add a note of the text that is being read; it comes behind the block of that text."""
        self._read.append(Piece("note", tidy(f"{mark} {text}")))

    def place_note(self, mark: str, text: str) -> None:
        """Add a note where the format has it, apart from its mark."""
        self._begin_block(asked=self._asked)
        self._add(Piece("note", tidy(f"{mark} {text}")))

    def add_table(self, caption: str, rows: Sequence[TableRow]) -> None:
        """Add a table: its caption, if it has one, and its rows."""
        self.end_lead()
        self._begin_block(asked=self._asked)
        title = tidy(caption) if has_words(caption) else ""
        if title:
            self._add(Piece("caption", title))
        for i, row in enumerate(rows):
            kind: PieceKind = "header" if row.header else "row"
            self._add(Piece(kind, "", joined=i > 0 or bool(title), cells=row.cells))

    def add_caption(self, text: str) -> None:
        """Add the title of a table that stands apart from it."""
        self.end_lead()
        if has_words(text):
            self._begin_block(asked=self._asked)
            self._add(Piece("caption", tidy(text)))

    def open_item(self, marker: str, level: int) -> None:
        """Begin an item of a list: its first paragraph gets the number or bullet."""
        self._items.append(_Item(marker, level))

    def close_item(self) -> None:
        """End the item; one in which nothing stood but its number stays a line."""
        self.end_lead()
        item = self._items.pop()
        if not item.begun and item.marker and any(character.isalnum() for character in item.marker):
            self._add(Piece("item", tidy(item.marker), item.level, joined=self._follows_item()))

    def end_lead(self) -> None:
        """Add what should have opened a paragraph, where none came."""
        lead, self.lead = self.lead, ""
        self.add_paragraph(lead)

    def close(self) -> tuple[Piece, ...]:
        """Return all pieces, the last notes with them."""
        self.end_lead()
        self.pieces.extend([*self._notes, *self._read])
        return tuple(self.pieces)

    def _add_line(self, line: str, *, first: bool) -> None:
        """Add a line of a paragraph or an item."""
        text, emphasis = tidy(line), find_emphasis(line)
        item = self._items[-1] if self._items else None
        if item is not None and first and not item.begun:
            item.begun = True
            follows = self._follows_item()
            if not follows:
                self._begin_block(asked=self._asked)
            self._add(Piece("item", tidy(f"{item.marker} {text}"), item.level, joined=follows))
        elif item is not None or not first:
            self._add(Piece("more", text, joined=True, emphasis=emphasis))
        else:
            begins, self.begins = self.begins, None
            label = find_label(text) or begins
            follows = bool(self.pieces) and self.pieces[-1].kind in {"question", "answer"}
            if not follows or begins:
                self._begin_block(asked=self._asked or label is not None, closes_notes=label == "question")
            self._add(Piece(begins or "text", text, joined=follows and not begins, emphasis=emphasis))

    def _follows_item(self) -> bool:
        """Return whether an item comes right after another, or after a further line of one."""
        last = next((piece for piece in reversed(self.pieces) if piece.kind != "more"), None)
        return last is not None and last.kind == "item"

    def _begin_block(self, *, asked: bool, closes_notes: bool = False) -> None:
        """Put the notes so far behind the block that ends here; those of a question behind its answer."""
        if not self._asked or not asked or closes_notes:
            self._flush_notes()
        self._asked = asked

    def _flush_notes(self) -> None:
        self.pieces.extend(self._notes)
        self._notes.clear()

    def _add(self, piece: Piece) -> None:
        if len(self.pieces) >= MOST_PIECES:
            raise DocumentError(f"Het document heeft meer dan {MOST_PIECES} alinea's en rijen. Deel het document op.")
        self.pieces.append(piece)
        self._notes.extend(self._read)
        self._read.clear()


def find_label(text: str) -> PieceKind | None:
    """Return whether a line is the label of a question or of an answer, None where it is neither."""
    if QUESTION_LABEL.match(text):
        return "question"
    return "answer" if ANSWER_LABEL.match(text) else None
