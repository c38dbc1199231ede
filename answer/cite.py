"""From a passage to its citation, in the one fixed form that Dutch parliamentary papers use.

`Kamerstukken II 2024/25, 36 740 VI, nr. 15, vraag 20, p. 10` for a question, and for a cell
`Kamerstukken II 2024/25, 36 600 XX, nr. 2, tabel 4, rij COA, kolom 2026 (x € 1.000), p. 12 van het bestand`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from answer.permalink import make_permalink
from answer.place_names import name_column, name_headings, name_question, name_row, name_table
from answer.publication import read_publication
from index.hits import Hit
from ingest.chunk import Chunk
from ingest.dates import show_date
from ingest.document import Cell, Document, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage stands: the citation as text, the document, the place in it, its pages and a link.

    `pages` are the publication's where its numbering is known, and otherwise those of the file; the text says which.
    There are none where the format of the file has no pages: the place is then all that a reader can go by.

    `text` is `source` (`Kamerstukken II 2024/25, 36 740 VI, nr. 15`) and `locator` (`vraag 20, p. 10`). `url` is the
    official publication's, `permalink` the address of the place within Vraagbaak, which outlasts an index.
    """

    text: str
    document: str
    label: str
    pages: tuple[int, ...]
    url: str | None
    source: str = ""
    locator: str = ""
    permalink: str = ""


def cite_also(hit: Hit, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return the citations of the other places that say the same as a hit, each once."""
    own = cite(documents[hit.chunk.document], hit.chunk).text
    found = (cite(documents[chunk.document], chunk).text for chunk in hit.also)
    return tuple(text for text in dict.fromkeys(found) if text != own)


def cite(document: Document, chunk: Chunk, cell: Cell | None = None, span: Span | None = None) -> Citation:
    """Return the citation of a chunk of `document`, of one cell of the row that it is, or of what stands at `span`.

    The pages are those of the cell or span that is quoted, not of the whole chunk: an answer may run over three.
    """
    quoted = span or (cell.span if cell is not None else chunk.span)
    offset = document.metadata.page_offset
    found = chunk.pages if quoted == chunk.span else document.pages(quoted)
    pages = tuple(page + (offset or 0) for page in found)
    source, label = describe_source(document), describe_place(document, chunk, cell)
    places = [label if chunk.kind == "paragraaf" else label[:1].lower() + label[1:]]
    places.append(show_pages(pages, document))
    locator = ", ".join(filter(None, places))
    return Citation(
        text=", ".join(filter(None, (source, locator))),
        document=document.id,
        label=label,
        pages=pages,
        url=link_publication(document),
        source=source,
        locator=locator,
        permalink=make_permalink(document, chunk, cell, span),
    )


def describe_source(document: Document) -> str:
    """Return how a document is cited: by its Kamerstuk number, else by its title and date, else by its file name."""
    known = document.metadata
    publication = read_publication(known)
    if publication is not None:
        return publication.text
    title = " ".join((known.title or "").split()) or document.path
    return ", ".join(filter(None, (title, show_date(known.date or ""))))


def describe_place(document: Document, chunk: Chunk, cell: Cell | None = None) -> str:
    """Return the place of a chunk in its document: `Vraag 20`, `Tabel 4, rij COA`, or the path of its headings."""
    if chunk.question is not None:
        return _capitalise(name_question(document, chunk.question))
    if chunk.table is None:
        return name_headings(chunk.headings)
    table = document.tables[chunk.table]
    places = [name_table(document, chunk.table)]
    if chunk.row is not None:
        places.append(name_row(table, chunk.row))
        if cell is not None:
            places.append(name_column(table, table.rows[chunk.row], cell))
    return _capitalise(", ".join(places))


def link_publication(document: Document) -> str | None:
    """Return the address of the official publication: as given, or made of the Kamerstuk number; None without one."""
    known = document.metadata
    # A link is clicked: whatever a metadata file gives besides a web address is left out.
    if known.url and re.match(r"https?://", known.url):
        return known.url
    publication = read_publication(known)
    return publication.url if publication is not None else None


def _capitalise(name: str) -> str:
    """Return a name with a capital at its beginning."""
    return name[:1].upper() + name[1:]


def show_pages(pages: tuple[int, ...], document: Document) -> str:
    """Return the pages of a citation as they are cited: `p. 12`, `p. 12-13`, `p. 3 van het bestand`; or nothing."""
    if not pages:
        return ""
    shown = f"p. {pages[0]}" if len(pages) == 1 else f"p. {pages[0]}-{pages[-1]}"
    return shown if document.metadata.page_offset is not None else f"{shown} van het bestand"
