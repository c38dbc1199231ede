"""Where something stands, as it is shown: the citation, the forms in which it can be copied, and where it leads."""

from dataclasses import dataclass

from answer.citation_formats import CITATION_FORMATS, format_citation
from answer.cite import Citation
from answer.show.asked import NOTHING_ASKED, Asked, place_address
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: the citation, the forms in which it can be copied, and where it leads.

    `link` is the address of the official publication, if that is known, `permalink` that of the place in its document,
    and `opened` the same with what was asked, so that its hits can be walked through; `forms` are labels and texts to
    copy.
    """

    citation: str
    link: str | None
    permalink: str = ""
    opened: str = ""
    forms: tuple[tuple[str, str], ...] = ()


def web_address(citation: Citation) -> str | None:
    """Return the address of the official publication, None unless it is one of a web page: links are clicked."""
    url = citation.url
    return url if url and url.startswith(("https://", "http://")) else None


def present_source(citation: Citation, document: Document, asked: Asked = NOTHING_ASKED) -> Source:
    """Return a citation of `document` with its forms and where it leads; only links to web pages are kept."""
    forms = tuple((label, format_citation(citation, document, form)) for form, label in CITATION_FORMATS.items())
    return Source(
        citation.text,
        web_address(citation),
        place_address(citation.permalink),
        place_address(citation.permalink, asked),
        forms,
    )
