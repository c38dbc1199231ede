"""What a document says of itself on its first page, for what the metadata file leaves open."""

import datetime
import re
from dataclasses import fields, replace

from ingest.document import Metadata
from ingest.layout import Layout

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
_DOSSIER = re.compile(r"^(?P<dossier>\d{2} ?\d{3}(?:[ -]?[IVX]+[A-Z]?)?) (?P<title>[A-Z‘“].*)$")
_NUMBER = re.compile(r"^Nr\. ?(?P<number>\d+[a-z]?)\b ?(?P<kind>.*)$", re.IGNORECASE)
_NAME = r"[A-Z][a-zë]+(?:-[A-Z]?[a-zë]+)*"
_MINISTRY = re.compile(rf"\b[Mm]inisterie van ({_NAME}(?:(?:, ?\n?| en[ \n]| )(?:en )?{_NAME})*)")
_BUDGET_YEAR = re.compile(
    r"\b(?:jaarverslag|begroting(?:sstaten|sstaat)?|jaar|slotwet|verantwoordingsonderzoek)\b[^.]{0,120}?\b(20\d\d)\b",
    re.IGNORECASE,
)
_SESSION = re.compile(r"vergaderjaar (\d{4})[–-](?:20)?(\d{2})", re.IGNORECASE)
_SALUTATION = re.compile(r"^Geachte (?:heer|mevrouw|voorzitter|dames|leden)\b", re.IGNORECASE)
_SUBJECT = frozenset(["betreft", "onderwerp"])
_DATED = ("vastgesteld", "ontvangen", "datum", "denhaag,", "’s-gravenhage,", "'s-gravenhage,")
"""Labels before a date, without spaces: some letters print them in spaced capitals (`D A T U M`)."""

LONGEST_SUBJECT = 4
"""A subject of more lines than this is none: what follows it has run on."""

_KINDS = (
    "lijst van vragen en antwoorden", "memorie van toelichting", "nota van wijziging", "voorstel van wet",
    "jaarverslag", "slotwet", "verslag houdende een lijst van vragen en antwoorden", "brief van de minister",
)  # fmt: skip


def complete_metadata(given: Metadata, layout: Layout) -> Metadata:
    """Return the metadata with what was not given filled in from the document's first page, where it stands there."""
    read = _read_front(layout)
    return replace(
        given,
        **{field.name: getattr(read, field.name) for field in fields(Metadata) if getattr(given, field.name) is None},
    )


def parliamentary_session(date: datetime.date) -> str:
    """Return the parliamentary year of a date: `2024/25` began on the third Tuesday of September 2024 (Prinsjesdag)."""
    first = datetime.date(date.year, 9, 1)
    opening = first + datetime.timedelta(days=(1 - first.weekday()) % 7 + 14)
    start = date.year if date >= opening else date.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _read_front(layout: Layout) -> Metadata:
    """Return what the first page says; a date only where the page says that the document was adopted or sent then."""
    lines = [line.text for line in layout.lines if line.page == 1]
    front = "\n".join(lines)
    dossier, title = _read_title(layout)
    number = next((match for line in lines if (match := _NUMBER.match(line))), None)
    date = _read_date(lines)
    session = _SESSION.search(layout.text)
    ministry = _MINISTRY.search(title or "") or _MINISTRY.search(front)
    year = _BUDGET_YEAR.search(title or "") or _BUDGET_YEAR.search(front)
    printed = (number["kind"] if number else "").lower()
    kind = next((kind for kind in _KINDS if kind in printed), None) or next(
        (kind for kind in _KINDS if re.search(rf"\b{kind.upper()}\b", front)), None
    )
    if kind is None and any(_SALUTATION.match(line) for line in lines):
        kind = "brief"
    return Metadata(
        title=title or _read_subject(layout),
        kind=kind,
        ministry=" ".join(ministry[1].split()) if ministry else None,
        budget_year=int(year[1]) if year else None,
        date=date.isoformat() if date else None,
        session=f"{session[1]}/{session[2]}" if session else parliamentary_session(date) if date else None,
        kamerstuk=f"{dossier}, nr. {number['number']}" if dossier and number else None,
    )


def _read_title(layout: Layout) -> tuple[str | None, str | None]:
    """Return the dossier number and the title beside it, which may run over several lines."""
    for i, line in enumerate(layout.lines):
        if line.page != 1:
            break
        match = _DOSSIER.match(line.text)
        if match is None:
            continue
        parts = [match["title"]]
        for below in layout.lines[i + 1 :]:
            if below.gap or below.opens_page or _NUMBER.match(below.text):
                break
            parts.append(below.text)
        dossier = re.sub(r"^(\d{2}) ?(\d{3})[ -]?", r"\1 \2 ", match["dossier"]).strip()
        return dossier, " ".join(parts)
    return None, None


def _read_subject(layout: Layout) -> str | None:
    """Return the subject of a letter, which may run over several lines: what stands behind or below `Betreft`."""
    lines = [line for line in layout.lines if line.page == 1]
    for i, line in enumerate(lines):
        label, _, rest = line.text.partition(":")
        if label.replace(" ", "").lower() not in _SUBJECT:
            continue
        parts = [rest.strip()] if rest.strip() else []
        for below in lines[i + 1 :]:
            if parts and (below.gap or len(parts) == LONGEST_SUBJECT):
                break
            parts.append(below.text)
        return " ".join(parts) or None
    return None


def _read_date(lines: list[str]) -> datetime.date | None:
    """Return the date on which the document was adopted or sent, or None where the first page does not say it."""
    for i, line in enumerate(lines):
        marked = line.replace(" ", "").lower().startswith(_DATED)
        nearby = f"{line} {lines[i + 1] if i + 1 < len(lines) else ''}" if marked else ""
        match = _DATE.search(nearby)
        if match:
            try:
                return datetime.date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
            except ValueError:
                continue  # `31 februari`: a slip in the source is no date
    return None
