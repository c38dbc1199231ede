"""What a user says of a document that the document does not say itself: which is asked, and what is made of it."""

import datetime
import re
import unicodedata
from collections.abc import Mapping

from ingest.document import Metadata
from ingest.errors import DocumentError

ASKED = {
    "title": "Titel",
    "kind": "Soort document",
    "ministry": "Ministerie",
    "budget_year": "Begrotingsjaar",
    "date": "Datum",
    "kamerstuk": "Kamerstuknummer",
}
"""The fields that are asked, with their labels."""

EXAMPLES = {
    "title": "Begroting Defensie 2026",
    "kind": "memorie van toelichting",
    "ministry": "Defensie",
    "budget_year": "2026",
    "date": "16-9-2025",
    "kamerstuk": "36 800 X, nr. 2",
}
"""How each is written."""

LONGEST = 300
"""More characters than this are no title."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_DUTCH_DATE = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})")


def list_unsaid(read: Metadata) -> dict[str, str]:
    """Return the fields that a document leaves open, with their labels; `read` is what it says of itself."""
    return {field: label for field, label in ASKED.items() if getattr(read, field) is None}


def read_given(given: Mapping[str, str]) -> Metadata:
    """Return what was typed in the fields; an empty field is not known.

    Raises:
        DocumentError: a year or a date is none.
    """
    typed = {field: _clean(given.get(field, "")) or None for field in ASKED}
    return Metadata(
        title=typed["title"],
        kind=typed["kind"],
        ministry=typed["ministry"],
        budget_year=_read_year(typed["budget_year"]),
        date=_read_date(typed["date"]),
        kamerstuk=typed["kamerstuk"],
    )


def _clean(text: str) -> str:
    """Return a text on one line, without characters that cannot be seen, and not too long."""
    seen = "".join(" " if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} else each for each in text)
    return " ".join(seen.split())[:LONGEST].rstrip()


def _read_year(text: str | None) -> int | None:
    """Return a year as a number."""
    if text is not None and not _YEAR.fullmatch(text):
        raise DocumentError(f"Begrotingsjaar '{text}' is geen jaar. Typ vier cijfers, zoals 2026.")
    return int(text) if text else None


def _read_date(text: str | None) -> str | None:
    """Return a date as ISO writes it: `16-9-2025` is `2025-09-16`."""
    if text is None:
        return None
    match = _DUTCH_DATE.fullmatch(text)
    try:
        if match:
            return datetime.date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise DocumentError(f"Datum '{text}' is geen datum. Typ hem als 16-9-2025.") from error
