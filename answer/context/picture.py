"""A page of a PDF as a picture with a box around a place, where the file is still as it was when it was read."""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import BoundedSemaphore

from answer.cite import show_pages
from answer.context.boxes import find_boxes
from answer.permalink import PARAMETER, Place
from answer.show.addresses import make_address
from answer.show.asked import Asked, read_asked
from ingest.document import Document
from ingest.errors import DocumentError
from ingest.readers import MAX_BYTES
from ingest.readers.pdf.picture import MOST_WIDTH, Box, PagePicture, draw_pdf_page

PAGE, LOOK, LARGE = "bladzijde", "beeld", "groot"
"""In an address: the page of the file that is shown, and that it is shown large."""

WIDTH = 1_200
"""Pixels of a picture that is shown as wide as the text: twice as many as it takes up, for screens as fine as that."""

_QUOTED = 160
_AT_ONCE = BoundedSemaphore(2)
"""A page takes up to a gigabyte while it is drawn; who comes third waits."""

_GONE = "Het bestand staat niet meer in de map, dus de bladzijde is niet te tonen. Zet het bestand terug."
_CHANGED = (
    "Het bestand is veranderd sinds het is gelezen, dus de bladzijde is niet te tonen. "
    "Vernieuw de index om de nieuwe versie te doorzoeken."
)
_UNREADABLE = "De bladzijde is niet te tonen: het bestand is niet te lezen. Controleer de rechten op het bestand."


@dataclass(frozen=True, slots=True)
class PictureView:
    """A page as it is shown: a PNG as an address of data, its size, what it shows in words, and the boxes on it.

    `boxes` are in hundredths of its width and height. `previous`, `following`, `sized` and `back` are addresses: of the
    pages beside it, of the same page larger or smaller, and of the page with the place, where this is another. `error`
    is why there is no picture.
    """

    name: str
    image: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""
    boxes: tuple[Box, ...] = ()
    note: str = ""
    previous: str = ""
    following: str = ""
    sized: str = ""
    back: str = ""
    large: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What of the file is looked at: a page, 0 for the one where the place begins, and whether it is shown large."""

    page: int = 0
    large: bool = False


def has_pictures(document: Document) -> bool:
    """Return whether a document has pages that can be shown."""
    return PurePosixPath(document.path).suffix.lower() == ".pdf" and bool(document.page_starts)


def read_look(page: str, look: str) -> Look:
    """Return what an address says of the page that is looked at; what is no number counts as none."""
    return Look(int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0, look == LARGE)


def present_picture(place: Place, corpus: Path, look: Look, address: str, asked: Asked) -> PictureView:
    """Return a page of the place's document, with boxes around what of the place stands on it.

    `address` is the value of `plaats`, and `asked` what the addresses beside it keep.
    """
    document = place.document
    pages = document.pages(place.span)
    last = len(document.page_starts)
    page = min(look.page or pages[0], last)

    def link(page: int, *, large: bool) -> str:
        chosen = {PAGE: "" if page == pages[0] else str(page), LOOK: LARGE if large else ""}
        return make_address("", {PARAMETER: address, **read_asked(asked), **chosen})

    name = _name_page(document, page)
    view = PictureView(
        name=name,
        previous=link(page - 1, large=look.large) if page > 1 else "",
        following=link(page + 1, large=look.large) if page < last else "",
        sized=link(page, large=not look.large),
        back=link(pages[0], large=look.large) if page not in pages else "",
        large=look.large,
    )
    try:
        picture = _draw(_find_file(document, corpus), document.sha256, page, MOST_WIDTH if look.large else WIDTH)
    except DocumentError as error:
        return _with_error(view, str(error))
    except FileNotFoundError:
        return _with_error(view, _GONE)
    except OSError:
        return _with_error(view, _UNREADABLE)
    return _with_picture(view, picture, place, page)


def _with_error(view: PictureView, error: str) -> PictureView:
    """Return a page that cannot be shown: there is nothing to make larger."""
    return PictureView(view.name, previous=view.previous, following=view.following, back=view.back, error=error)


def _with_picture(view: PictureView, picture: PagePicture, place: Place, page: int) -> PictureView:
    """Return a page with its picture and the boxes on it."""
    document = place.document
    on_page = page in document.pages(place.span)
    boxes = find_boxes(document, place.span, page, picture) if on_page else ()
    text = " ".join((place.cell.text if place.cell else document.slice(place.span)).split())
    quoted = text if len(text) <= _QUOTED else f"{text[:_QUOTED].rpartition(' ')[0]} …"
    return PictureView(
        name=view.name,
        image=f"data:image/png;base64,{base64.b64encode(picture.png).decode('ascii')}",
        width=picture.width,
        height=picture.height,
        alt=f"{view.name}, met een kader om: {quoted}" if boxes else f"{view.name}.",
        boxes=tuple(
            Box(
                100 * box.left / picture.width,
                100 * box.top / picture.height,
                100 * box.right / picture.width,
                100 * box.bottom / picture.height,
            )
            for box in boxes
        ),
        note="" if boxes or not on_page else "De plaats is op deze bladzijde niet met een kader aan te wijzen.",
        previous=view.previous,
        following=view.following,
        sized=view.sized,
        back=view.back,
        large=view.large,
    )


def _name_page(document: Document, page: int) -> str:
    """Return what a page is called: `Bladzijde 3 van 12 van het bestand (p. 5)`, the latter as it is cited."""
    offset = document.metadata.page_offset
    printed = f" ({show_pages((page + offset,), document)})" if offset else ""
    return f"Bladzijde {page} van {len(document.page_starts)} van het bestand{printed}"


def _find_file(document: Document, corpus: Path) -> Path:
    """Return where the file of a document is.

    Raises:
        FileNotFoundError: it would be outside the folder, where nothing is looked for.
    """
    name = PurePosixPath(document.path)
    if name.is_absolute() or ".." in name.parts:
        raise FileNotFoundError(document.path)
    path = corpus / name
    path.stat()
    return path


@lru_cache(maxsize=16)
def _draw(path: Path, sha256: str, page: int, width: int) -> PagePicture:
    """Return a page of a file with this hash; kept, since it is drawn anew at each step that a reader takes.

    Raises:
        DocumentError: the file is not the one that was read, or the page cannot be drawn.
    """
    if path.stat().st_size > MAX_BYTES:
        raise DocumentError(_CHANGED)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DocumentError(_CHANGED)
    with _AT_ONCE:
        return draw_pdf_page(data, page, width)
