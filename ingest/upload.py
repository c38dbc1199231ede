"""From what a browser sends to a document that may stand among the others: its name made safe, its content read.

Nothing is written where the documents are: the file is read in a folder that is gone afterwards, by the readers and
within the bounds that hold for every document.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.corpus import try_document
from ingest.document import Metadata
from ingest.files import Problem, show_name
from ingest.ledger import LedgerEntry, ledger_entry
from ingest.readers import MAX_BYTES, READERS
from ingest.source import Source

MOST_NAME_BYTES = 150
"""File systems allow 255, some that encrypt 143 and a bit; the rest is for what is put before and behind it."""

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Characters of these categories steer a terminal, turn the direction of a name or cannot be seen."""

_FORBIDDEN = re.compile(r'[<>:"|?*/\\]')
"""What the file systems that documents are copied to do not allow in a name."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|readme|metadata)", re.IGNORECASE)
"""Names of devices on Windows, and of files in the folder that are no documents."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that can be read: its safe name, its bytes with their hash, and what was understood of it.

    `read` is what the document says of itself.
    """

    name: str
    content: bytes
    sha256: str
    entry: LedgerEntry
    read: Metadata


def check_upload(given: str, content: bytes) -> Upload | Problem:
    """Return a file that was sent under the name `given`, read; or why it cannot be among the documents."""
    name = safe_name(given)
    shown = show_name(given)
    suffix = Path(name).suffix.lower()
    if suffix not in READERS:
        kind = f"met '{suffix}'" if suffix else "zonder achtervoegsel"
        return Problem(shown, f"bestanden {kind} worden niet gelezen, wel {', '.join(READERS)}.")
    if len(content) > MAX_BYTES:
        return Problem(shown, f"groter dan {MAX_BYTES // 10**6} MB. Deel het document op.")
    sha256 = hashlib.sha256(content).hexdigest()
    with TemporaryDirectory(prefix="vraagbaak-") as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_bytes(content)
        document = try_document(Source(Path(name).stem, path, name, sha256, Metadata()))
    if isinstance(document, Problem):
        return Problem(shown, _drop_folder(document.reason))
    if not any(map(str.isalnum, document.text)):
        return Problem(shown, "er is geen tekst in gevonden. Is het een scan? Maak er dan eerst tekst van (OCR).")
    return Upload(name, content, sha256, ledger_entry(document), document.metadata)


def safe_name(given: str) -> str:
    r"""Return a name for a file in the folder of documents, from whatever a browser sends.

    `../../x.txt` becomes `x.txt`, `C:\stukken\brief.docx` `brief.docx`, `.env.txt` `env.txt`, `CON.txt` `CON_.txt`.
    """
    last = re.split(r"[/\\]", given)[-1]
    plain = "".join(each for each in unicodedata.normalize("NFC", last) if unicodedata.category(each) not in _INVISIBLE)
    plain = " ".join(_FORBIDDEN.sub("-", plain).split()).rstrip(". ")
    stem, point, suffix = plain.rpartition(".")
    if not point:
        stem, suffix = plain, ""
    stem = stem.lstrip(".~$ ").rstrip(". ") or "document"
    # Windows takes what comes before the first point for the device.
    if _RESERVED.fullmatch(stem.partition(".")[0]):
        stem = f"{stem.partition('.')[0]}_{stem.partition('.')[1]}{stem.partition('.')[2]}"
    suffix = f"{point}{suffix}".encode()[:20].decode(errors="ignore")
    room = MOST_NAME_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + suffix


def _drop_folder(reason: str) -> str:
    """Return why a file cannot be read, without what to do in the folder of documents, where this one is not yet."""
    sentences = re.split(r"(?<=[.?!]) (?=[A-Z])", reason)
    return " ".join(sentence for sentence in sentences if "de map" not in sentence) or reason
