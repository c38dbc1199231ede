"""The front of answered written questions of members, as the appendix to the proceedings prints them.

`1178` / `Vragen van het lid Sneller (D66) aan de Staatssecretaris … over quantumproof encryptie (ingezonden 16 januari
2024).` / `Antwoord van Staatssecretaris Van Huffelen (Binnenlandse Zaken en Koninkrijksrelaties) (ontvangen 7 maart
2024).`
"""

import datetime
import re

from ingest.dates import find_date
from ingest.document import Metadata

KIND = "schriftelijke vragen"
NUMBER_PREFIX = "Aanhangsel, nr. "
"""What the number of an appendix to the proceedings begins with in `Metadata.kamerstuk`: it belongs to no dossier."""

LONGEST_TITLE = 1500
"""Characters; members, ministers and subject are named in fewer."""

_ASKED = re.compile(
    rf"\b(?P<title>Vragen van (?:het lid|de leden) [^\n].{{1,{LONGEST_TITLE}}}?)\s*\((?P<sent>ingezonden\s[^()]*)\)",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERED = re.compile(
    r"\bAntwoord(?:en)? van (?:de )?(?:(?:minister|staatssecretaris)(?:sen|s)?)\b[^()]*\((?P<ministry>[^()]*)\)"
    r"(?P<rest>.{0,400})",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESSED = re.compile(
    r"\baan de (?:minister|staatssecretaris) (?:van|voor) (?P<ministry>(?:(?! en de | over ).)+) over ", re.IGNORECASE
)
_RECEIVED = re.compile(r"\(ontvangen\s([^()]*)\)", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:Nr\.? ?)?(?P<number>\d{1,4})$")
_APPENDIX = re.compile(r"\bAanhangsel (?:van de|tot het Verslag van de|der) Handelingen", re.IGNORECASE)


def read_written_questions(front: list[str], dated: datetime.date | None) -> Metadata | None:
    """Return what the first lines say of written questions, or None where they are of something else.

    The date is that on which the answer came, else that of the letter (`dated`), else that of the questions.
    """
    text = "\n".join(front)
    asked = _ASKED.search(text)
    if asked is None:
        return None
    answered = _ANSWERED.search(text, asked.end())
    received = _RECEIVED.search(answered["rest"]) if answered else None
    date = (find_date(received[1]) if received else None) or dated or find_date(asked["sent"])
    before = text[: asked.start()].split("\n")
    numbers = [match["number"] for line in before if (match := _NUMBER.match(line))]
    title = " ".join(asked["title"].split())
    ministry = answered or _ADDRESSED.search(title)
    return Metadata(
        title=title,
        kind=KIND,
        ministry=" ".join(ministry["ministry"].split()) if ministry else None,
        date=date.isoformat() if date else None,
        kamerstuk=f"{NUMBER_PREFIX}{numbers[-1]}" if numbers and _APPENDIX.search(text) else None,
    )
