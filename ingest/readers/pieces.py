"""What a document without pages is made of before it has lines: headings, paragraphs, items, rows, notes.

A reader writes the text of a piece with a few characters in it that Unicode keeps free for use inside a program: they
tell what is superscript, bold or italic and where a line is broken, until it is known what that means.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.document import MARK_CLOSE, MARK_OPEN, LineCell

SUPERSCRIPT = ("\ufdd2", "\ufdd3")
BOLD = ("\ufdd5", "\ufdd6")
ITALIC = ("\ufdd7", "\ufdd8")
BREAK = "\ufdd4"

PieceKind = Literal["heading", "text", "more", "item", "note", "caption", "header", "row", "question", "answer"]
"""`more` is a further line of the paragraph or item before it."""

Emphasis = Literal["", "bold", "italic"]

STYLED_DEPTH = 20
"""The depth of headings that the format ranks by how they look, below all that it nests."""

EMPHASIZED_DEPTH = 50
"""The depth of paragraphs that are headings only because they look like one, below all others."""

_CLOSING_OF = dict((BOLD, ITALIC))
_CLOSING = frozenset(_CLOSING_OF.values())
_EMPHASIS_MARKS = re.compile(f"[{''.join(BOLD + ITALIC)}]")
_NOTE_MARK = re.compile(f"{MARK_OPEN}[^{MARK_CLOSE}]*{MARK_CLOSE}")
_BRACKETED_MARK = re.compile(f"[\\[(]({_NOTE_MARK.pattern})[\\])]")
_LOOSE_MARK = re.compile(f"(?<=\\S) (?={MARK_OPEN})|(?<={MARK_CLOSE}), ?(?={MARK_OPEN})")
_RAISED = re.compile(f"{SUPERSCRIPT[0]}[^{SUPERSCRIPT[1]}]*{SUPERSCRIPT[1]}")
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document: what it is, its text, and how it stands to the piece before it.

    `depth` ranks headings (more is deeper, without a fixed step) and is the level of items. `joined` tells that no
    blank line stands before it, `emphasis` that all of its text is bold or italic. Rows have `cells`.
    """

    kind: PieceKind
    text: str
    depth: float = 0
    joined: bool = False
    emphasis: Emphasis = ""
    cells: tuple[LineCell, ...] = ()


def mark(text: str) -> str:
    """Return the mark of a note as it stands in a text."""
    return f"{MARK_OPEN}{text}{MARK_CLOSE}" if text else ""


def wrap(text: str, marks: tuple[str, str]) -> str:
    """Return `text` between two of the characters that tell what it is; an empty one as it is."""
    return f"{marks[0]}{text}{marks[1]}" if text.strip() else text


def tidy(text: str) -> str:
    """Return one line of text with single spaces, marks of notes right behind their word, and nothing of emphasis."""
    text = _EMPHASIS_MARKS.sub("", text.replace("\u00ad", "").replace(BREAK, " "))
    text = _SPACES.sub(" ", text).strip(" ")
    return _LOOSE_MARK.sub("", _BRACKETED_MARK.sub(r"\1", text))


def has_words(text: str) -> bool:
    """Return whether anything stands in a text beside the marks of notes."""
    return bool(text) and not text.isspace() and tidy(_NOTE_MARK.sub("", text)) != ""


def split_lines(text: str) -> list[list[str]]:
    """Return the lines of a text that have words, by paragraph: two breaks on end part paragraphs.

    What is bold or italic over a break is so on both lines.
    """
    paragraphs: list[list[str]] = [[]]
    opened: list[str] = []
    for line in text.split(BREAK):
        begun = "".join(opened) + line
        for character in _EMPHASIS_MARKS.findall(line):
            if character in _CLOSING:
                opened = opened[:-1]
            else:
                opened.append(character)
        if has_words(line):
            paragraphs[-1].append(begun + "".join(_CLOSING_OF[character] for character in reversed(opened)))
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def find_emphasis(text: str) -> Emphasis:
    """Return how all of the text is emphasized, empty where a part of it is not."""
    if _is_within(text, BOLD):
        return "bold"
    return "italic" if _is_within(text, ITALIC) else ""


def _is_within(text: str, marks: tuple[str, str]) -> bool:
    """Return whether all letters and digits of the text stand between the two marks."""
    if marks[0] not in text:
        return False
    depth = 0
    inside = False
    for character in _RAISED.sub("", _NOTE_MARK.sub("", text)):
        if character in marks:
            depth += 1 if character == marks[0] else -1
        elif character.isalnum():
            if depth == 0:
                return False
            inside = True
    return inside
