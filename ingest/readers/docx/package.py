"""The package that a Word document is: a zip archive that may be damaged, locked, something else, or a bomb.

What the archive says of its own sizes is checked before anything is unpacked, and not believed while unpacking.
"""

import io
import zipfile
import zlib

from ingest.errors import DocumentError

MOST_ENTRIES = 5_000
"""More files than this in one document are refused; one with hundreds of pictures has a thousand."""

MOST_UNPACKED = 200_000_000
"""More bytes than this are not unpacked: forty times what the longest budgets need, without their pictures."""

MOST_RATIO = 250
"""Text packs to a twentieth, repetitive tables to a hundredth; an archive that unpacks to more than this is a bomb."""

SMALL = 10_000_000
"""Up to so many bytes the ratio does not matter: nothing is filled by them."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = "Het Word-document is beschadigd. Open het in Word en sla het opnieuw op als .docx."
_TOO_LARGE = "Het Word-document wordt uitgepakt te groot. Sla het op zonder afbeeldingen of deel het op."


def clean_package(data: bytes) -> bytes:
    """Return a package with the texts of the document and with its pictures empty, safe to be opened.

    Raises:
        DocumentError: it is empty, locked with a password, of an older kind, damaged, too large or no Word document.
    """
    if not data.strip():
        raise DocumentError("Het bestand is leeg. Haal het uit de map of zet het document er opnieuw in.")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise DocumentError("Het Word-document is met een wachtwoord beveiligd. Sla het op zonder wachtwoord.")
        raise DocumentError(
            "Dit is een Word-document van de oude soort (.doc). Open het in Word en sla het op als .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _copy_texts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise DocumentError(_DAMAGED) from error


def _copy_texts(archive: zipfile.ZipFile) -> bytes:
    """Return a new archive with the files that hold text as they are, and all others empty."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise DocumentError("Dit is geen Word-document. Sla het document op als .docx.")
    texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    unpacked = sum(entry.file_size for entry in texts)
    packed = sum(entry.compress_size for entry in texts)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise DocumentError(_TOO_LARGE)
    if unpacked > max(SMALL, MOST_RATIO * packed):
        raise DocumentError(_TOO_LARGE)
    out = io.BytesIO()
    left = MOST_UNPACKED
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as clean:
        for entry in {entry.filename: entry for entry in entries}.values():
            content = _read_bounded(archive, entry, left) if entry in texts else b""
            left -= len(content)
            clean.writestr(zipfile.ZipInfo(entry.filename), content)
    return out.getvalue()


def _read_bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Return the content of a file in the archive, unpacked in small parts so that a false size fills no memory."""
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while part := file.read(1 << 16):
            size += len(part)
            if size > left:
                raise DocumentError(_TOO_LARGE)
            parts.append(part)
    return b"".join(parts)
