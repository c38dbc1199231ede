"""What parliament calls a document: the series that it stands in, its number there, and its address."""

import re
from dataclasses import dataclass

from ingest.document import Metadata

PUBLICATIONS = "https://zoek.officielebekendmakingen.nl/"

_APPENDIX = re.compile(r"Aanhangsel, nr\. (\d+)")
"""Answered questions of members are no Kamerstuk: the appendix to the proceedings numbers them by session."""

_PAPER = re.compile(
    r"(?P<first>\d{2}) ?(?P<last>\d{3})(?P<part>-\d{2})?(?:[ -](?P<chapter>[IVX]+[A-Z]?|[A-Z]))?(?: \(R ?\d{3,4}\))?"
    r"(?:, nr\.? ?| nr\.? ?|, )(?P<number>\d+[a-z]?|[A-Z]{1,2})"
)
_SESSION = re.compile(r"(\d{4}) ?[-–/] ?(?:\d\d)?(\d\d)")


@dataclass(frozen=True, slots=True)
class Publication:
    """A numbered document of parliament: `Kamerstukken II`, `2024/25`, `36 740 VI, nr. 15`, `kst-36740-VI-15`.

    `session` is empty where it is not known; `name` is what the official publication is called, None where its number
    does not tell.
    """

    series: str
    session: str
    number: str
    name: str | None

    @property
    def text(self) -> str:
        """Return how the document is cited: `Kamerstukken II 2024/25, 36 740 VI, nr. 15`."""
        return f"{self.series}{f' {self.session}' if self.session else ''}, {self.number}"

    @property
    def url(self) -> str | None:
        """Return the address of the official publication, or None where its name is not known."""
        return f"{PUBLICATIONS}{self.name}.html" if self.name else None


def read_publication(known: Metadata) -> Publication | None:
    """Return the publication that a document is by its Kamerstuk number, or None where it has none.

    The Senate numbers its papers with letters: `36 410, A` is `Kamerstukken I`.
    """
    if not known.kamerstuk:
        return None
    written = " ".join(known.kamerstuk.split())
    years = _SESSION.fullmatch((known.session or "").strip())
    session = _show_session(years[1], years[2]) if years else (known.session or "").strip()
    appendix = _APPENDIX.fullmatch(written)
    if appendix:
        name = f"ah-tk-{years[1]}{int(years[1]) + 1}-{appendix[1]}" if years else None
        return Publication("Aanhangsel Handelingen II", session, f"nr. {appendix[1]}", name)
    paper = _PAPER.fullmatch(written)
    if paper is None:
        return Publication("Kamerstukken II", session, written, None)
    part, chapter, number = paper["part"] or "", paper["chapter"], paper["number"]
    dossier = f"{paper['first']} {paper['last']}{part}{f' {chapter}' if chapter else ''}"
    name = "-".join(filter(None, (f"kst-{paper['first']}{paper['last']}{part}", chapter, number)))
    if number.isalpha():
        return Publication("Kamerstukken I", session, f"{dossier}, {number}", name)
    return Publication("Kamerstukken II", session, f"{dossier}, nr. {number}", name)


def _show_session(first: str, last: str) -> str:
    """Return a parliamentary year as it is written: `2024/25`, and at the turn of a century `1999/2000`."""
    return f"{first}/{int(first) + 1 if last == '00' else last}"
