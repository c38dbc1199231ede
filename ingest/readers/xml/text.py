"""The text within lines of a publication in XML: phrases, marks of notes, and the notes, which stand in the text."""

from dataclasses import dataclass

from ingest.readers.flow import Flow
from ingest.readers.markup_tree import Element
from ingest.readers.pieces import BOLD, BREAK, ITALIC, SUPERSCRIPT, mark, wrap

NOTES = frozenset({"noot", "voetnoot", "eindnoot"})
NOTE_REFERENCES = frozenset({"nootref", "voetref", "eindref"})
PHRASES = NOTES | NOTE_REFERENCES | {"nadruk", "sup", "inf", "br", "extref", "intref", "extref-groep", "intref-groep"}
DROPPED = frozenset({"metadata", "meta", "meta-data", "colspec", "spanspec"})
"""What says something of the publication and is not printed in it."""

_EMPHASES = {"vet": BOLD, "halfvet": BOLD, "vetcur": BOLD, "cur": ITALIC}


def number_notes(root: Element) -> dict[str, str]:
    """Return the number of each note by its id: a second mark of a note only names that."""
    notes = (element for element in root.descendants() if element.tag in NOTES and element.get("id"))
    return {note.get("id"): _write_number(_find_number(note)) for note in notes}


@dataclass(slots=True)
class TextReader:
    """Reads the text of elements; the notes in it go to `flow`. `numbers` are those of notes by their id."""

    numbers: dict[str, str]
    flow: Flow
    notes: int = 0

    def join(self, element: Element, skipped: Element | None = None) -> str:
        """Return the text in an element on one line; two elements with nothing between them are apart.

        `35 470` and `XIV` make `35 470 XIV`; phrases are part of a word: `2` and a raised `e` make `2e`.
        """
        line = ""
        before: Element | None = None
        for text, child in element.parts():
            line += text
            if child is not None and child is not skipped:
                line += part_words(before, text, child) + self.read_phrase(child)
            before = child
        return line

    def read_note(self, note: Element) -> str:
        """Read a note, and return its mark."""
        self.notes += 1
        printed = _find_number(note)
        number = _write_number(printed) or str(self.notes)
        self.flow.add_note(number, self.join(note, skipped=printed))
        return mark(number)

    def read_phrase(self, element: Element) -> str:
        """Return the text of an element that stands within a line."""
        if element.tag in DROPPED:
            return ""
        if element.tag in NOTES:
            return self.read_note(element)
        if element.tag in NOTE_REFERENCES:
            return mark(self.numbers.get(element.get("refid"), "") or element.words())
        if element.tag == "br":
            return BREAK
        text = self.join(element)
        if element.tag == "nadruk" and element.get("type") in _EMPHASES:
            return wrap(text, _EMPHASES[element.get("type")])
        return wrap(text, SUPERSCRIPT) if element.tag == "sup" else text


def part_words(before: Element | None, between: str, after: Element) -> str:
    """Return the space that parts an element from the one before it: none where text does, or phrases make a word."""
    return "" if before is None or between or {before.tag, after.tag} <= PHRASES else " "


def _find_number(note: Element) -> Element | None:
    """Return the element of a note that holds its number, None where it has none."""
    first = note.children[0] if note.children else None
    return first if first is not None and first.tag in {"noot.nr", "nootnummer", "nr"} else None


def _write_number(printed: Element | None) -> str:
    """Return the number of a note as its mark is printed: without the parenthesis or full stop behind it."""
    return printed.words().strip("(). ") if printed is not None else ""
