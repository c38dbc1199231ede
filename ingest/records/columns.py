"""From the titles above a table of text to its columns, and what kind of values each of them holds.

An extractor writes the titles of a row one after another (`Indiener(s) Kamerstuknr Omschrijving/ onderwerp`). The
annexes of a budget use the same few titles in every ministry: the Rijksbegrotingsvoorschriften prescribe them, or the
systems do from which motions and commitments are drawn. That is what the lexicon below holds; a title that it does not
know begins at a capital.
"""

import re
from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal[
    "text", "group", "person", "paper", "place", "period", "date", "status", "study", "article", "phase", "code"
]
"""What the values of a column look like; `group` is a theme under which the records below it stand."""

_LONGEST_TITLE = 5
"""So many words a title of the lexicon has at most: `Omschrijving van de toezegging`, one more to be safe."""

# Model 1.32d, 1.44, 3.21a and 3.45 of the Rijksbegrotingsvoorschriften: themes, studies, when they end, their articles.
_KINDS_OF_TITLES: tuple[tuple[ColumnKind, str], ...] = (
    ("group", r"(?:beleids|hoofd|sub|deel|sea-?)?thema(?:['’]s)?|beleidsterrein|cluster"),
    ("study", r"(?:type|soort) (?:evaluatie|onderzoek|evaluatieonderzoek)"),
    (
        "period",
        r"(?:jaar van |verwachte |geplande )?afronding|jaar|jaartal|looptijd|einddatum|startdatum|planning|oplevering",
    ),
    ("status", r"status"),
    (
        "article",
        r"(?:begrotings|beleids)?artikel(?:en|\(en\)|nummer|nr\.?|\(onderdeel\)|onderdeel)?|art\.",
    ),
    # The motions that parliament accepted and the commitments of ministers (model 3.42).
    ("person", r"(?:eerste )?indieners?|indiener\(s\)|(?:kamer)?(?:lid|leden)|ingediend door|woordvoerder"),
    (
        "paper",
        r"kamerstuk(?:ken)?(?: ?nr\.?| ?nummers?| ?nummer\(s\))?|(?:dossier|motie|stuk|onder)(?: ?nr\.?|nummer)"
        r"|dossier",
    ),
    ("place", r"vindplaats(?:en)?(?: van de (?:motie|toezegging))?|bron|herkomst|overleg|debat|vergadering"),
    ("date", r"datum(?: (?:motie|toezegging|debat|overleg|brief))?"),
    # The ministry's programme of bills; specific grants by their number in the single audit (SiSa).
    ("phase", r"(?:huidige )?fase"),
    ("code", r"nr\.?|nummer|volgnr\.?|volgnummer|id|sisa[ -]?(?:nr\.?|nummer|code)|toezeggingsn(?:ummer|r\.?)|kenmerk"),
    (
        "text",
        r"(?:korte )?(?:omschrijving|beschrijving)(?: van de)?(?: ?/ ?onderwerp| (?:motie|toezegging))?|onderwerp"
        r"|titel(?: ?/ ?onderwerp| wetsvoorstel| onderzoek)?|wetsvoorstel|voortgangsinformatie(?: parlement)?|voortgang"
        r"|stand van zaken(?: ?/ ?planning)?|toelichting(?: onderzoek)?|onderdeel|motie|toezegging|naam|betreft|actie"
        r"|(?:wijze van |verwachte )?afdoening|reactie|conclusies? ?/ ?aanbevelingen\*?|maatregel|opmerkingen?"
        r"|resultaat|bewindspersoon|ministerie|doel",
    ),
)
_TITLES = tuple((kind, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)) for kind, pattern in _KINDS_OF_TITLES)
_PERIOD = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title as printed, the kind of its values, and whether the lexicon knows the title."""

    title: str
    kind: ColumnKind
    known: bool


def split_titles(text: str) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Return the columns whose titles stand in `text`, and the years at its end.

    A title of the lexicon is taken as long as it can be; any other begins at a capital and goes on to the next.
    """
    words = text.split()
    years = []
    while words and _PERIOD.match(words[-1]):
        years.append(words.pop())
    columns: list[Column] = []
    i = 0
    while i < len(words):
        for length in range(min(_LONGEST_TITLE, len(words) - i), 0, -1):
            title = " ".join(words[i : i + length])
            kind = kind_of_title(title)
            if kind is not None and title[0].isupper():
                columns.append(Column(title, kind, known=True))
                i += length
                break
        else:
            _add_word(columns, words[i])
            i += 1
    return tuple(columns), tuple(reversed(years))


def kind_of_title(title: str) -> ColumnKind | None:
    """Return the kind of the values under a title that the lexicon knows, None where it does not."""
    return next((kind for kind, pattern in _TITLES if pattern.match(title)), None)


def _add_word(columns: list[Column], word: str) -> None:
    """Add a word that the lexicon does not know: it begins a title, or goes on with the last one."""
    if not columns or word[0].isupper():
        columns.append(Column(word, "text", known=False))
        return
    last = columns.pop()
    columns.append(Column(f"{last.title} {word}", last.kind, last.known))
