"""What a document says of itself on its first page, for what the metadata file leaves open."""

import datetime
import re
from dataclasses import fields, replace

from ingest.dates import find_date
from ingest.document import Metadata
from ingest.layout import Layout, TextLine
from ingest.questions.written import read_written_questions

_DOSSIER = re.compile(
    r"^(?P<dossier>\d{2} ?\d{3}(?:[ -]?(?:[IVX]+[A-Z]?|[A-Z]))?)(?: \(R ?\d{3,4}\))?(?: (?P<title>[A-Z‘“«].*))?$"
)
_NUMBER = re.compile(r"^Nr\. ?(?P<number>\d+[a-z]?)\b ?(?P<kind>.*)$", re.IGNORECASE)
_NAME = r"[A-Z][a-zë]+(?:-[A-Z]?[a-zë]+)*"
_MINISTRY = re.compile(rf"\b[Mm]inisterie van ({_NAME}(?:(?:, ?\n?| en[ \n]| )(?:en )?{_NAME})*)")
_BUDGET_YEAR = re.compile(
    r"\b(?:jaarverslag|begroting(?:sstaten|sstaat)?|jaar|slotwet|verantwoordingsonderzoek)\b[^.]{0,120}?\b(20\d\d)\b",
    re.IGNORECASE,
)
_MINISTER = re.compile(
    rf"voorgelegd aan de [Mm]inister (?:van|voor) ({_NAME}(?:(?:, ?\n?| en[ \n]| )(?:en )?{_NAME})*)"
)
_SESSION = re.compile(r"\bvergaderjaar (\d{4}) ?[–-] ?(?:\d\d)?(\d{2})", re.IGNORECASE)
_SALUTATION = re.compile(r"^Geachte (?:heer|mevrouw|voorzitter|dames|leden)\b", re.IGNORECASE)
_SUBJECT = frozenset(["betreft", "onderwerp", "document"])
_LABELLED = re.compile(r"^(?:Betreft|Onderwerp) +(?P<subject>[A-Z‘“«].*)$")
_COMMITTEE = re.compile(r"^Voortouwcommissie *: *(?P<committee>.*)$")
_DATED = ("vastgesteld", "ontvangen", "datum", "denhaag,", "’s-gravenhage,", "'s-gravenhage,")
"""Labels before a date, without spaces: some letters print them in spaced capitals (`D A T U M`)."""

LONGEST_SUBJECT = 4
"""A subject of more lines than this is none: what follows it has run on."""

LONGEST_FRONT = 40
"""So many lines may be the front of a text without pages: a letter's addressee, date and subject."""

LONGEST_PAGE = 100
"""More lines than this are no page: the marks of the pages were lost."""

_KINDS = (
    "lijst van vragen en antwoorden", "memorie van toelichting", "nota van wijziging", "voorstel van wet",
    "jaarverslag", "slotwet", "lijst van vragen", "nota naar aanleiding van het verslag",
    "verslag van een schriftelijk overleg", "memorie van antwoord", "brief van de minister",
    "brief van de staatssecretaris", "brief van de algemene rekenkamer", "besluitenlijst",
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
    front = _front_lines(layout)
    lines = [line.text for line in front]
    text = "\n".join(lines)
    date = _read_date(lines)
    asked = read_written_questions(lines, date)
    if asked is not None:
        met = datetime.date.fromisoformat(asked.date) if asked.date else None
        return replace(asked, session=_read_session(layout, lines) or (parliamentary_session(met) if met else None))
    dossier, title = _read_title(front)
    title = title or _read_subject(front) or _read_heading(front)
    number = next((match for line in lines if (match := _NUMBER.match(line))), None)
    ministry = _MINISTRY.search(title or "") or _MINISTRY.search(text) or _MINISTER.search(text)
    year = _BUDGET_YEAR.search(title or "") or _BUDGET_YEAR.search(text)
    return Metadata(
        title=title,
        kind=_read_kind(lines, title, (number["kind"] if number else "").lower()),
        ministry=" ".join(ministry[1].split()) if ministry else None,
        budget_year=int(year[1]) if year else None,
        date=date.isoformat() if date else None,
        session=_read_session(layout, lines) or (parliamentary_session(date) if date else None),
        kamerstuk=f"{dossier}, nr. {number['number']}" if dossier and number else None,
    )


def _front_lines(layout: Layout) -> tuple[TextLine, ...]:
    """Return the lines of the first page; of a text without pages those before its first heading or question.

    A heading before the title is the title's.
    """
    if layout.page_starts:
        return tuple(line for line in layout.lines[:LONGEST_PAGE] if line.page == 1)
    front = layout.lines[:LONGEST_FRONT]
    ends = (i for i, line in enumerate(front) if line.role == "question" or (line.role == "heading" and line.level))
    return front[: next((i for i in ends if i), len(front))]


def _read_kind(lines: list[str], title: str | None, printed: str) -> str | None:
    """Return the kind of document: as `printed` beside its number, in capitals, or a letter by its salutation."""
    front = "\n".join(lines)
    kind = next((kind for kind in _KINDS if kind in printed), None) or next(
        (kind for kind in _KINDS if re.search(rf"\b{kind.upper()}\b", front)), None
    )
    if kind is None and (title or "").startswith("Besluitenlijst"):
        return "besluitenlijst"
    return "brief" if kind is None and any(_SALUTATION.match(line) for line in lines) else kind


def _read_session(layout: Layout, lines: list[str]) -> str | None:
    """Return the parliamentary year that the front or the running headers print; a text may name that of others."""
    running = (layout.text[span.start : span.end] for span in layout.furniture)
    own = (line for line in lines if re.match(r"(?:Tweede Kamer.*, )?vergaderjaar\b", line, re.IGNORECASE))
    match = next((match for line in (*own, *running) if (match := _SESSION.search(line))), None)
    return f"{match[1]}/{match[2]}" if match else None


def _read_title(front: tuple[TextLine, ...]) -> tuple[str | None, str | None]:
    """Return the dossier number and the title beside or below it, which may run over several lines."""
    for i, line in enumerate(front):
        match = _DOSSIER.match(line.text)
        # A number alone on its line is a dossier's only where the number of a paper comes below it.
        if match is None or not (match["title"] or any(_NUMBER.match(below.text) for below in front[i + 1 :])):
            continue
        parts = [match["title"]] if match["title"] else []
        for below in front[i + 1 :]:
            if (parts and (below.gap or below.opens_page)) or _NUMBER.match(below.text):
                break
            parts.append(below.text)
        dossier = re.sub(r"^(\d{2}) ?(\d{3})[ -]?", r"\1 \2 ", match["dossier"]).strip()
        return dossier, " ".join(parts) or None
    return None, None


def _read_heading(front: tuple[TextLine, ...]) -> str | None:
    """Return the heading that a text opens with where its format tells that it is one, and the highest."""
    opens = bool(front) and front[0].role == "heading" and front[0].level == 1
    return front[0].text if opens else None


def _read_subject(front: tuple[TextLine, ...]) -> str | None:
    """Return the subject of a letter, which may run over several lines: what stands behind or below `Betreft`.

    The list of decisions of a committee has its name behind its title: of itself it says only when it met.
    """
    for i, line in enumerate(front):
        label, colon, rest = line.text.partition(":")
        labelled = _LABELLED.match(line.text)
        if labelled:
            rest = labelled["subject"]
        elif label.replace(" ", "").lower() not in _SUBJECT or (label == "Document" and not colon):
            continue
        parts = [rest.strip()] if rest.strip() else []
        for below in front[i + 1 :]:
            if parts and (below.gap or len(parts) == LONGEST_SUBJECT):
                break
            parts.append(below.text)
        subject = " ".join(parts)
        committee = next((match["committee"] for other in front if (match := _COMMITTEE.match(other.text))), "")
        return f"{subject}, {committee}" if committee and subject else subject or None
    return None


def _read_date(lines: list[str]) -> datetime.date | None:
    """Return the date on which the document was adopted or sent, or None where the first page does not say it."""
    for i, line in enumerate(lines):
        if line.replace(" ", "").lower().startswith(_DATED):
            date = find_date(f"{line} {lines[i + 1] if i + 1 < len(lines) else ''}")
            if date is not None:
                return date
    return None
