"""From a passage to its citation, in the one fixed form that Dutch parliamentary papers use.

`Kamerstukken II 2024/25, 36 740 VI, nr. 15, vraag 20, p. 10` for a question, and for a cell
`Kamerstukken II 2024/25, 36 600 XX, nr. 2, tabel 4, rij COA, kolom 2026 (x € 1.000), p. 12 van het bestand`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.hits import Hit
from ingest.chunk import Chunk
from ingest.document import Cell, Document

PUBLICATIONS = "https://zoek.officielebekendmakingen.nl/"

_APPENDIX = re.compile(r"Aanhangsel, nr\. (\d+)")
"""Answered questions of members are no Kamerstuk: the appendix to the proceedings numbers them by session."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage stands: the citation as text, the document, the place in it, its pages and a link.

    `pages` are the publication's where its numbering is known, and otherwise those of the file; the text says which.
    There are none where the format of the file has no pages: the place is then all that a reader can go by.
    """

    text: str
    document: str
    label: str
    pages: tuple[int, ...]
    url: str | None


def cite_also(hit: Hit, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return the citations of the other places that say the same as a hit, each once."""
    own = cite(documents[hit.chunk.document], hit.chunk).text
    found = (cite(documents[chunk.document], chunk).text for chunk in hit.also)
    return tuple(text for text in dict.fromkeys(found) if text != own)


def cite(document: Document, chunk: Chunk, cell: Cell | None = None) -> Citation:
    """Return the citation of a chunk of `document`, or of one cell of the row that it is."""
    label = describe_place(document, chunk)
    if cell is not None:
        unit = f" ({cell.unit})" if cell.unit and cell.unit not in cell.text else ""
        label = f"{label}, kolom {cell.column}{unit}"
    offset = document.metadata.page_offset
    pages = tuple(page + (offset or 0) for page in chunk.pages)
    parts = [describe_source(document), label[:1].lower() + label[1:] if chunk.kind != "paragraaf" else label]
    if pages:
        parts.append(_describe_pages(pages) + (" van het bestand" if offset is None else ""))
    return Citation(", ".join(part for part in parts if part), document.id, label, pages, link_publication(document))


def describe_source(document: Document) -> str:
    """Return how a document is cited: by its Kamerstuk number, else by its title and date, else by its file name."""
    known = document.metadata
    if known.kamerstuk:
        session = f" {known.session}" if known.session else ""
        if _APPENDIX.fullmatch(known.kamerstuk):
            return known.kamerstuk.replace("Aanhangsel", f"Aanhangsel Handelingen II{session}")
        return f"Kamerstukken II{session}, {known.kamerstuk}"
    return ", ".join(part for part in (known.title or document.path, known.date) if part)


def describe_place(document: Document, chunk: Chunk) -> str:
    """Return the place of a chunk in its document: `Vraag 20`, `Tabel 4, rij COA`, or the path of its headings."""
    if chunk.question is not None:
        return f"Vraag {document.questions[chunk.question].number}"
    if chunk.table is not None:
        table = document.tables[chunk.table]
        return table.name if chunk.row is None else f"{table.name}, rij {table.rows[chunk.row].label}"
    # The title of a part in capitals says nothing about the place: `B. ARTIKELSGEWIJZE TOELICHTING …`.
    headings = [heading for heading in chunk.headings if not heading.isupper()] or list(chunk.headings)
    return " > ".join(headings)


def link_publication(document: Document) -> str | None:
    """Return the address of the official publication: as given, or made of the Kamerstuk number; None without one."""
    known = document.metadata
    # A link is clicked: whatever a metadata file gives besides a web address is left out.
    if known.url and re.match(r"https?://", known.url):
        return known.url
    appendix = _APPENDIX.fullmatch(known.kamerstuk or "")
    session = re.fullmatch(r"(\d{4})/\d{2}", known.session or "")
    if appendix and session:
        return f"{PUBLICATIONS}ah-tk-{session[1]}{int(session[1]) + 1}-{appendix[1]}.html"
    match = re.fullmatch(r"(\d{2}) (\d{3})(?: ([IVX]+[A-Z]?|[A-Z]))?, nr\. (\w+)", known.kamerstuk or "")
    if match is None:
        return None
    chapter = f"-{match[3]}" if match[3] else ""
    return f"{PUBLICATIONS}kst-{match[1]}{match[2]}{chapter}-{match[4]}.html"


def _describe_pages(pages: tuple[int, ...]) -> str:
    """Return pages as they are cited: `p. 12`, `p. 12-13`."""
    return f"p. {pages[0]}" if len(pages) == 1 else f"p. {pages[0]}-{pages[-1]}"
