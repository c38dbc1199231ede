"""From the bytes of XML and HTML to a tree of plain elements, safely: the one module that knows the parser.

Nothing is fetched, no document type is loaded, no entity is filled in, and both the number of tags and their nesting
are bounded before anything walks the tree. What walks it needs no parser: an element is its tag in lower case without
its namespace, its attributes, and the text and elements in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.entities import html5
from typing import TYPE_CHECKING

from ingest.errors import DocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_TAGS = 2_000_000
"""More tags than this are refused: a budget of 300 pages has a tenth of it, and each costs memory."""

MOST_NESTED = 200
"""Deeper than this no document is nested; the parser gives up at 256, and would then cut HTML off in silence."""

_DECLARED = re.compile(rb"""<(?:\?xml[^>]*?encoding|meta[^>]*?charset)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_XHTML = re.compile(rb"^\s*<\?xml|<!DOCTYPE[^>]*XHTML|<html[^>]*www\.w3\.org/1999/xhtml", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

# Characters that Unicode keeps free; inside the program they stand for marks of notes and the like.
_PRIVATE = re.compile("[\ufdd0-\ufdef]")

_TOO_DEEP = f"De inhoud is dieper genest dan {MOST_NESTED} elementen. Sla het document opnieuw op in een gewone opmaak."
_OWN_ENTITY = "De XML gebruikt een eigen entiteit ({}), en die wordt niet ingevuld. Vervang hem door de tekst zelf."
_EMPTY = "Het bestand is leeg. Haal het uit de map of zet het document er opnieuw in."


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element: its tag, attributes and children, and the texts before, between and after these: one more.

    Tags and names of attributes are in lower case and without namespace. Comments and instructions are left out; the
    texts around them are joined. Two elements are the same where they stand at the same place, not where they say the
    same.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple["Element", ...] = ()
    texts: tuple[str, ...] = ("",)

    def get(self, name: str) -> str:
        """Return the value of an attribute, empty where it has none."""
        return self.attributes.get(name, "")

    def find(self, *tags: str) -> "Element | None":
        """Return the first child with one of these tags, None where there is none."""
        return next((child for child in self.children if child.tag in tags), None)

    @property
    def has_text(self) -> bool:
        """Return whether there is text right in the element, beside its children."""
        return any(text.strip() for text in self.texts)

    def parts(self) -> Iterator[tuple[str, "Element | None"]]:
        """Yield each text with the child that comes after it; the last one with None."""
        yield from zip(self.texts, (*self.children, None), strict=True)

    def descendants(self) -> Iterator["Element"]:
        """Yield the element itself and all that is in it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def words(self) -> str:
        """Return all text in the element, with single spaces."""
        return " ".join("".join(self._all_texts()).split())

    def opening(self, length: int) -> str:
        """Return the first `length` characters of the text in the element, or somewhat more, or all there is."""
        found = ""
        for text in self._all_texts():
            found = f"{found}{text}".lstrip()
            if len(found) >= length:
                break
        return found

    def _all_texts(self) -> Iterator[str]:
        for text, child in self.parts():
            yield text
            if child is not None:
                yield from child._all_texts()


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML document.

    Raises:
        DocumentError: the file is empty, damaged, too large or too deeply nested, or uses entities of its own.
    """
    from lxml import etree

    _check_size(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise DocumentError(_TOO_DEEP) from error
        if "entity amplification" in str(error):
            raise DocumentError(_OWN_ENTITY.format("met heel veel tekst")) from error
        line = f" op regel {error.lineno}" if error.lineno else ""
        raise DocumentError(f"De XML is beschadigd{line}. Haal het document opnieuw op.") from error
    except ValueError as error:
        raise DocumentError("De XML is niet te lezen. Haal het document opnieuw op.") from error
    return _convert(root)


def parse_html(data: bytes) -> Element:
    """Return the root of an HTML or XHTML page, whatever is wrong with its tags.

    Its encoding is that of its byte order mark, else what it declares, else UTF-8, else Windows-1252.

    Raises:
        DocumentError: the file is empty, is no page at all, or is too large or too deeply nested.
    """
    _check_size(data)
    if _XHTML.search(data[:2000]):
        # An HTML parser takes `<a id="x"/>` for a link that is never closed; well-formed XHTML is the XML that it is.
        try:
            root = parse_xml(data)
        except DocumentError:
            pass
        else:
            if root.tag == "html":
                return root
    return _parse_page(_decode(data))


def _parse_page(text: str) -> Element:
    """Return the root of the text of a page."""
    from lxml import etree

    if "\x00" in text:
        raise DocumentError("Het bestand bevat geen leesbare tekst. Sla het document opnieuw op als webpagina (HTML).")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_XML_DECLARATION.sub("", text).encode(errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("Het bestand bevat geen webpagina. Sla het document opnieuw op als HTML.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError(_TOO_DEEP)
    return _convert(root)


def _check_size(data: bytes) -> None:
    """Raise an error where there is nothing to parse, or more than should be."""
    if not data.strip():
        raise DocumentError(_EMPTY)
    if data.count(b"<") > MOST_TAGS:
        raise DocumentError(f"Het bestand heeft meer dan {MOST_TAGS // 10**6} miljoen tags. Deel het document op.")


def _decode(data: bytes) -> str:
    """Return the text of a page in the encoding that it says it has, or seems to have."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    declared = _DECLARED.search(data[:4000])
    for encoding in ([declared[1].decode("ascii", "replace").lower()] if declared else []) + ["utf-8"]:
        try:
            # What calls itself Latin-1 is Windows-1252 on the web: quotes and the euro sign are where they differ.
            return data.decode("cp1252" if encoding in {"iso-8859-1", "latin1", "us-ascii"} else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


@dataclass(slots=True)
class _Open:
    """An element whose children are still being converted, those that are left in reverse order."""

    tag: str
    attributes: dict[str, str]
    left: list["_Element"]
    texts: list[str]
    children: list[Element]

    def close(self) -> Element:
        return Element(self.tag, self.attributes, tuple(self.children), tuple(self.texts))


def _convert(root: "_Element") -> Element:
    """Return a parsed tree as elements of our own; without a call for each level, however deep it is."""
    waiting = [_open(root)]
    tails = [""]
    while True:
        current = waiting[-1]
        if current.left:
            node = current.left.pop()
            if not isinstance(node.tag, str):
                # A comment or an instruction is no text and stands in no one's way: `UZI-server<?x?>certificaten`.
                current.texts[-1] += _read_entity(node) + _clean(node.tail)
            elif len(waiting) >= MOST_NESTED:
                raise DocumentError(_TOO_DEEP)
            else:
                waiting.append(_open(node))
                tails.append(_clean(node.tail))
            continue
        closed, tail = waiting.pop().close(), tails.pop()
        if not waiting:
            return closed
        waiting[-1].children.append(closed)
        waiting[-1].texts.append(tail)


def _open(node: "_Element") -> _Open:
    """Return an element of the parser with its children still to be converted."""
    attributes = {_local(str(name)): str(value) for name, value in node.attrib.items()}
    return _Open(_local(str(node.tag)), attributes, list(node)[::-1], [_clean(node.text)], [])


@lru_cache(maxsize=1000)
def _local(name: str) -> str:
    """Return a name in lower case without its namespace; older and newer schemas differ in both."""
    return name.rpartition("}")[2].lower()


def _clean(text: str | None) -> str:
    if not text:
        return ""
    return text if text.isascii() else _PRIVATE.sub("", text)


def _read_entity(node: "_Element") -> str:
    """Return the character that an entity stands for, which the parser left as it was; empty for a comment.

    Only the names that HTML gives are known: what a file defines itself may stand for anything, a file on this machine
    or a billion characters.
    """
    from lxml import etree

    if not isinstance(node, etree._Entity):
        return ""
    name = str(node.text)
    if name[1:] in html5:
        return html5[name[1:]]
    raise DocumentError(_OWN_ENTITY.format(name))
