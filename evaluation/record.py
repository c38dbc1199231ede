"""A measurement as it is kept: beside the index that it was done on, with what tells whether it still holds."""

import hashlib
import os
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from evaluation.run import Evaluation
from index.identity import hash_index
from index.manifest import DocumentKey, compare_documents
from index.search import Searcher
from ingest.errors import VraagbaakError

FORMAT = 1
"""Raise it when a record changes its meaning."""

_PACKAGES = ("ingest", "index", "answer", "evaluation")
_SUFFIXES = (".py", ".json", ".jsonl", ".toml", ".txt", ".html")


class RecordError(VraagbaakError):
    """A measurement that was kept cannot be used, or cannot be kept."""


@dataclass(frozen=True, slots=True)
class Record:
    """A measurement, when it was done and in how many seconds.

    `index` is the hash of the index beside which it is kept (the one of `evaluation` is of an index that was made for
    it), `program` that of the code, the weights and the queries that were measured with.
    """

    kind: Literal["vraagbaak-evaluatie"]
    format: int
    measured: datetime
    seconds: float
    program: str
    index: str
    evaluation: Evaluation


def locate_record(index: Path) -> Path:
    """Return the file of the measurement of the index in a folder: beside it, as `begroting.evaluatie.json`."""
    folder = index.resolve()
    return folder.with_name(f"{folder.name}.evaluatie.json")


def keep_result(evaluation: Evaluation, searcher: Searcher, index: Path, seconds: float = 0.0) -> Path:
    """Write what was measured with the documents of `searcher` beside its index; return the file.

    It takes the place of what was kept before, whole or not at all.

    Raises:
        RecordError: it cannot be written.
    """
    record = Record(
        kind="vraagbaak-evaluatie",
        format=FORMAT,
        measured=datetime.now(UTC).replace(microsecond=0),
        seconds=round(seconds, 1),
        program=hash_program(),
        index=hash_index(searcher),
        evaluation=evaluation,
    )
    path = locate_record(index)
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}.nieuw")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_RECORD.dump_json(record, indent=2) + b"\n")
        os.replace(fresh, path)
    except OSError as error:
        raise RecordError(
            f"De meting kan niet worden bewaard in {path} ({error.strerror}). Maak die map schrijfbaar en meet opnieuw."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return path


def read_record(index: Path) -> Record | None:
    """Return the measurement that is kept of the index in a folder; None where there is none.

    Raises:
        RecordError: it is damaged, or of another version.
    """
    path = locate_record(index)
    try:
        record = _RECORD.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecordError(f"De bewaarde meting in {path} kan niet worden gelezen ({error.strerror}).") from error
    except ValidationError as error:
        raise RecordError(
            f"De bewaarde meting in {path} is beschadigd of van een andere versie van Vraagbaak. Meet opnieuw."
        ) from error
    if record.format != FORMAT:
        raise RecordError(
            f"De bewaarde meting in {path} heeft indeling {record.format}; deze versie van Vraagbaak leest {FORMAT}. "
            "Meet opnieuw."
        )
    return record


def compare_record(record: Record, searcher: Searcher) -> tuple[str, ...]:
    """Return why a measurement is not of the index of `searcher` as it works now, as Dutch phrases; none where it is.

    `gewijzigd: begroting`, `een ander taalmodel`.
    """
    measured = record.evaluation
    reasons: list[str] = []
    if record.index != hash_index(searcher):
        before = {name: DocumentKey(sha256, "") for name, sha256 in measured.documents.items()}
        now = {name: DocumentKey(document.sha256, "") for name, document in searcher.documents.items()}
        reasons += compare_documents(before, now)
        if measured.fingerprint != searcher.encoder.fingerprint:
            reasons.append("een ander taalmodel")
        if measured.settings != searcher.settings:
            reasons.append("andere instellingen")
        reasons = reasons or ["de passages zijn anders gemaakt"]
    if record.program != hash_program():
        reasons.append("een andere versie van Vraagbaak")
    return tuple(reasons)


@cache
def hash_program() -> str:
    """Return 64 hexadecimal digits that change with what is measured and what it is measured with.

    Those are the code, the weights and lists beside it, and the gold; not the screens.
    """
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    paths = sorted(path for package in _PACKAGES for path in (root / package).rglob("*") if path.suffix in _SUFFIXES)
    for path in paths:
        if "page" not in path.relative_to(root).parts and path.name != "page.py":
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


_RECORD: TypeAdapter[Record] = TypeAdapter(Record)
