"""The text of paragraphs of a Word document: runs, fields, changes that were tracked, marks of notes, text boxes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.document import MARK_OPEN
from ingest.readers.flow import Flow
from ingest.readers.markup_tree import Element
from ingest.readers.numbering import write_number
from ingest.readers.pieces import BOLD, BREAK, ITALIC, SUPERSCRIPT, mark, wrap

_DROPPED = frozenset({"del", "movefrom", "rt", "ppr", "rpr", "sdtpr", "sdtendpr", "instrtext", "deltext"})
"""What was deleted, how things look, and the codes of fields, of which only the results are shown."""

_CHARACTERS = {"tab": " ", "ptab": " ", "nobreakhyphen": "-", "softhyphen": "", "cr": BREAK}
_OFF = frozenset({"0", "false", "off", "none"})
_FORMS = {"lowerletter": "a", "upperletter": "A", "lowerroman": "i", "upperroman": "I"}


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """How characters of a style look; None where the style leaves it open."""

    bold: bool | None = None
    italic: bool | None = None


def switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property is on, None where nothing is said of it: `<w:b/>` is on, `<w:b w:val="0"/>` is off."""
    found = properties.find(name) if properties is not None else None
    return None if found is None else found.get("val").lower() not in _OFF


def find_boxes(element: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes in a drawing; of one that is stored twice, for older programs, the first."""
    if element.tag == "txbxcontent":
        yield element
        return
    children = element.children
    if element.tag == "alternatecontent":
        children = children[:1]
    for child in children:
        yield from find_boxes(child)


@dataclass(slots=True)
class DocxText:
    """Reads the text of paragraphs. Notes are numbered as they come; footnotes go to `flow`, endnotes stay here.

    `looks` are the styles of characters by their id, `forms` how footnotes and endnotes are numbered, `boxes` the text
    boxes found since they were last taken.
    """

    flow: Flow
    looks: Mapping[str, CharacterLook]
    notes: Mapping[str, Mapping[str, Element]]
    forms: Mapping[str, str]
    boxes: list[Element] = field(default_factory=list)
    endnotes: list[tuple[str, str]] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _in_note: bool = False

    def join(self, paragraph: Element, look: CharacterLook) -> str:
        """Return the text of a paragraph whose style has this look."""
        return self._read(paragraph, look, _Fields())

    def take_boxes(self) -> list[Element]:
        """Return the text boxes found since the last time."""
        taken, self.boxes = self.boxes, []
        return taken

    def _read(self, element: Element, look: CharacterLook, fields: "_Fields") -> str:
        """Return the text of what is in a paragraph, of whatever wraps its runs."""
        text = ""
        for child in element.children:
            if child.tag in _DROPPED:
                continue
            text += self._read_run(child, look, fields) if child.tag == "r" else self._read(child, look, fields)
            if child.tag == "t":  # of a formula
                text += child.texts[0]
        return text

    def _read_run(self, run: Element, look: CharacterLook, fields: "_Fields") -> str:
        """Return the text of a run, with what tells how it looks."""
        properties = run.find("rpr")
        if switch(properties, "vanish"):
            return ""
        reference = run.find("footnotereference", "endnotereference")
        if reference is not None and reference.get("custommarkfollows").lower() in {"1", "true", "on"}:
            return self._read_note(reference, "".join(child.texts[0] for child in run.children if child.tag == "t"))
        text = "".join(self._read_character(child, fields) for child in run.children)
        style = properties.find("rstyle") if properties is not None else None
        own = self.looks.get(style.get("val"), CharacterLook()) if style is not None else CharacterLook()
        raised = properties.find("vertalign") if properties is not None else None
        if raised is not None and raised.get("val") == "superscript":
            text = text if MARK_OPEN in text else wrap(text, SUPERSCRIPT)
        if _first(switch(properties, "b"), own.bold, look.bold):
            text = wrap(text, BOLD)
        return wrap(text, ITALIC) if _first(switch(properties, "i"), own.italic, look.italic) else text

    def _read_character(self, element: Element, fields: "_Fields") -> str:
        """Return what one part of a run stands for."""
        tag = element.tag
        if tag == "fldchar":
            fields.read(element.get("fldchartype"))
            return ""
        if fields.in_code or tag in _DROPPED:
            return ""
        if tag == "t":
            return element.texts[0]
        if tag == "br":
            return "" if element.get("type") in {"page", "column"} else BREAK
        if tag == "sym":
            return _read_symbol(element)
        if tag in {"footnotereference", "endnotereference"}:
            return self._read_note(element, "")
        if tag in {"drawing", "pict", "object", "alternatecontent"}:
            self.boxes.extend(find_boxes(element))
            return ""
        return _CHARACTERS.get(tag, "")

    def _read_note(self, reference: Element, printed: str) -> str:
        """Return the mark of a note, and put the note itself where notes go; `printed` is a mark that is no number."""
        kind = reference.tag.removesuffix("reference")
        note = self.notes.get(kind, {}).get(reference.get("id"))
        if self._in_note or note is None:
            return ""  # a note in a note does not occur; one that holds itself would have no end
        if not printed.strip():
            self._counts[kind] = self._counts.get(kind, 0) + 1
            printed = write_number(self._counts[kind], _FORMS.get(self.forms.get(kind, ""), "1"))
        self._in_note = True
        text = " ".join(self.join(part, CharacterLook()) for part in note.descendants() if part.tag == "p")
        self._in_note = False
        if kind == "footnote":
            self.flow.add_note(printed.strip(), text)
        else:
            self.endnotes.append((printed.strip(), text))
        return mark(printed.strip())


@dataclass(slots=True)
class _Fields:
    """The fields that are open in a paragraph: whether what comes is the code of each, or its result."""

    codes: list[bool] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Return whether what comes is part of a code."""
        return any(self.codes)

    def read(self, kind: str) -> None:
        """Read the mark at which a field begins, its result begins, or it ends."""
        if kind == "begin":
            self.codes.append(True)
        elif self.codes and kind == "separate":
            self.codes[-1] = False
        elif self.codes and kind == "end":
            self.codes.pop()


def _first(*values: bool | None) -> bool:
    """Return the first value that is said."""
    return next((value for value in values if value is not None), False)


def _read_symbol(element: Element) -> str:
    """Return a character of a symbol font; what it shows is not told by its code there, so it is a bullet at most."""
    code = element.get("char")
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "•" if "\ue000" <= character <= "\uf8ff" else character
