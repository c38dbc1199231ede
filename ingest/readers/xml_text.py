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
    return {note.get("id"): _split_note(note)[0] for note in notes}


@dataclass(slots=True)
class TextReader:
    """Reads the text of elements; the notes in it go to `flow`. `numbers` are those of notes by their id."""

    numbers: dict[str, str]
    flow: Flow
    notes: int = 0

    def join(self, element: Element) -> str:
        """Return the text in an element on one line; two elements with nothing between them are apart.

        `35 470` and `XIV` make `35 470 XIV`; phrases are part of a word: `2` and a raised `e` make `2e`.
        """
        line = element.texts[0]
        for i, child in enumerate(element.children):
            before = element.children[i - 1] if i else None
            apart = before is not None and not element.texts[i] and not {before.tag, child.tag} <= PHRASES
            line += (" " if apart else "") + self.read_phrase(child) + element.texts[i + 1]
        return line

    def read_note(self, note: Element) -> str:
        """Read a note, and return its mark."""
        self.notes += 1
        number, texts = _split_note(note)
        number = number or str(self.notes)
        text = " ".join(self.join(part) for part in texts) if texts else "".join(note.texts)
        self.flow.add_note(number, text)
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


def _split_note(note: Element) -> tuple[str, tuple[Element, ...]]:
    """Return the number of a note as it is printed, and the elements of its text."""
    first = note.children[0] if note.children else None
    if first is None or first.tag not in {"noot.nr", "nootnummer", "nr"}:
        return "", note.children
    return first.words().strip("(). "), note.children[1:]
