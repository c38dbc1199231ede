"""A citation to be copied: as text, as Markdown with its link, and as BibTeX and CSL-JSON for reference managers."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from answer.cite import Citation
from answer.publication import Publication, read_publication
from ingest.document import Document
from ingest.errors import QueryError

CITATION_FORMATS: Mapping[str, str] = {
    "tekst": "Tekst",
    "markdown": "Markdown",
    "bibtex": "BibTeX",
    "csl-json": "CSL-JSON",
}
"""The forms that a citation can be copied in, with the labels that users see."""

_CHAMBERS = {"I": "Eerste Kamer der Staten-Generaal", "II": "Tweede Kamer der Staten-Generaal"}

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~#&$!{}]")
_LATEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "€": r"\texteuro{}", "…": r"\ldots{}", "‒": "--", "–": "--", "—": "---",
    # BibTeX counts braces even where a backslash stands before them.
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
}  # fmt: skip
_BIBTEX_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def format_citation(citation: Citation, document: Document, form: str) -> str:
    """Return a citation of `document` in one of `CITATION_FORMATS`, to be copied whole.

    Raises:
        QueryError: there is no such form; the message names those that there are.
    """
    if form == "tekst":
        return citation.text
    if form == "markdown":
        return _to_markdown(citation)
    if form == "bibtex":
        return _to_bibtex(citation, document)
    if form == "csl-json":
        return json.dumps([citation_to_csl(citation, document)], ensure_ascii=False, indent=2)
    raise QueryError(f"Onbekende vorm '{form[:40]}' voor een verwijzing. Kies uit: {', '.join(CITATION_FORMATS)}.")


def citation_to_csl(citation: Citation, document: Document) -> dict[str, Any]:
    """Return a citation as one item of CSL data (csl-data.json, version 1.0.2).

    A numbered paper of parliament is a `bill`, as in the styles of the Leidraad voor juridische auteurs: the series is
    its `container-title`, the session its `volume`. Zotero has no other type with a session and a legislative body.
    What has no number is a `report`. The place that is cited stands in `note`: the item is the whole document.
    """
    known = document.metadata
    publication = read_publication(known)
    item: dict[str, Any] = {
        "id": _make_key(citation, document),
        "type": "report" if publication is None else "bill",
        "title": _title(document),
    }
    if publication is not None:
        item |= {
            "container-title": publication.series,
            "volume": publication.session,
            "number": publication.number,
            "authority": _CHAMBERS[publication.series.rpartition(" ")[2]],
        }
    date = _DATE.fullmatch(known.date or "")
    item |= {
        "genre": known.kind,
        "issued": {"date-parts": [[int(part) for part in date.groups() if part]]} if date else None,
        "URL": citation.url,
        "language": "nl-NL",
        "note": citation.locator,
    }
    return {name: value for name, value in item.items() if value}


def _to_markdown(citation: Citation) -> str:
    """Return a citation as Markdown that shows its text and nothing else, with the link to the publication."""
    text = _MARKDOWN.sub(r"\\\g<0>", citation.text)
    # At the beginning of a line these would make a list.
    text = re.sub(r"^(\d+)(?=[.)])", r"\1\\", re.sub(r"^(?=[-+=])", r"\\", text))
    return f"[{text}]({_encode_url(citation.url)})" if citation.url else text


def _to_bibtex(citation: Citation, document: Document) -> str:
    """Return a citation as an entry of BibTeX: a `@misc` that is published as a paper of parliament."""
    publication = read_publication(document.metadata)
    date = _DATE.fullmatch(document.metadata.date or "")
    year, month = (date[1], date[2]) if date else (None, None)
    fields = {
        "title": f"{{{{{_to_latex(_title(document))}}}}}",
        "howpublished": _brace(publication.text if publication else document.metadata.kind),
        "year": _brace(year),
        "month": _BIBTEX_MONTHS[int(month) - 1] if month else "",
        "note": _brace(citation.locator),
        "url": f"{{{_encode_url(citation.url)}}}" if citation.url else "",
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{_make_key(citation, document)},", *lines, "}"))


def _make_key(citation: Citation, document: Document) -> str:
    """Return what names a cited place in a bibliography: the publication and the hash of the place.

    `kst-36600-XX-2-3f0c9a5b1d2e` stays the same as long as the place is there, and differs from place to place.
    """
    publication: Publication | None = read_publication(document.metadata)
    name = publication.name if publication is not None and publication.name else document.id
    place = re.search(r"-([0-9a-f]+(?:-\d+)?)$", citation.permalink)
    return re.sub(r"[^A-Za-z0-9]+", "-", f"{name}-{place[1]}" if place else name).strip("-") or "bron"


def _title(document: Document) -> str:
    """Return the title of a document on one line, or the name of its file."""
    return " ".join((document.metadata.title or "").split()) or document.path


def _brace(text: str | None) -> str:
    """Return a text as the value of a field, or nothing."""
    return f"{{{_to_latex(text)}}}" if text else ""


def _to_latex(text: str) -> str:
    r"""Return a text on one line as LaTeX prints it: `10% & meer` becomes `10\% \& meer`."""
    return "".join(_LATEX.get(character, character) for character in " ".join(text.split()))


def _encode_url(url: str) -> str:
    """Return an address without the characters that would end it in Markdown or BibTeX."""
    return quote(url, safe="/:?#[]@!$&'*+,;=%~-._")
