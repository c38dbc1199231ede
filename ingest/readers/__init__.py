"""Readers: one module a format, each with a function from a file's bytes to pages of lines."""

from collections.abc import Callable
from pathlib import Path

from ingest.document import Page
from ingest.errors import DocumentError
from ingest.readers.docx.docx import read_docx_pages
from ingest.readers.html.html import read_html_pages
from ingest.readers.pdf.pdf import read_pdf_pages
from ingest.readers.text import read_text_pages
from ingest.readers.xml.xml import read_xml_pages

READERS: dict[str, Callable[[bytes], tuple[Page, ...]]] = {
    ".txt": read_text_pages,
    ".xml": read_xml_pages,
    ".html": read_html_pages,
    ".htm": read_html_pages,
    ".docx": read_docx_pages,
    ".pdf": read_pdf_pages,
}
"""The reader for each suffix; the seam for further formats."""

MAX_BYTES = 50_000_000
"""A larger file is refused: a budget is a few megabytes of text, and a mistake should not fill the memory."""


def read_pages(path: Path) -> tuple[Page, ...]:
    """Return the pages of the file at `path`.

    Raises:
        DocumentError: the file cannot be read; the message names it.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(
            f"{path.name}: bestanden met '{path.suffix}' worden niet gelezen, wel {', '.join(READERS)}."
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(f"Het bestand is groter dan {MAX_BYTES // 10**6} MB. Deel het document op.")
        return reader(path.read_bytes())
    except FileNotFoundError as error:
        raise DocumentError(f"{path.name}: is er niet meer. Zet het bestand terug of lees de map opnieuw.") from error
    except OSError as error:
        raise DocumentError(
            f"{path.name}: niet te lezen ({error.strerror}). Controleer de rechten op het bestand."
        ) from error
    except DocumentError as error:
        raise DocumentError(f"{path.name}: {error}") from error
