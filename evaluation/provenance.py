"""What a measurement was done on, whether it still holds, and how to have another one, in Dutch."""

import shlex
from pathlib import Path

from answer.export.reproduction import flatten_settings
from answer.show.contents import describe_moment, format_count
from evaluation.record import Record, compare_record, locate_record
from index.identity import hash_index
from index.locations import default_corpus, default_index
from index.search import Searcher

SHORT = 12
"""So many digits of a hash tell one from another for a reader."""


def describe_record(record: Record, searcher: Searcher, index: Path) -> tuple[tuple[str, str], ...]:
    """Return the label and the value of each thing that tells what was measured, when, and where it is kept."""
    measured = record.evaluation
    minutes = max(1, round(record.seconds / 60))
    return (
        ("Gemeten", f"{describe_moment(record.measured.timestamp())}, in ongeveer {minutes} min."),
        ("Index die is gemeten", record.index),
        ("Index die nu open is", hash_index(searcher)),
        ("Passages", format_count(measured.chunks)),
        ("Taalmodel", measured.model),
        ("Vingerafdruk van het taalmodel", measured.fingerprint),
        ("Instellingen", "; ".join(f"{name} = {value}" for name, value in flatten_settings(measured.settings))),
        *((f"Sha256 van {name}", sha256) for name, sha256 in measured.documents.items()),
        ("Bewaard in", str(locate_record(index))),
    )


def summarise_record(record: Record) -> str:
    """Return in a line when and on what was measured: `Gemeten op 22 november 2026, 19:38, op index 4f0e21c55ab0`."""
    moment = describe_moment(record.measured.timestamp())
    return f"Gemeten op {moment}, op index {record.index[:SHORT]}, met {record.evaluation.model}."


def describe_difference(record: Record, searcher: Searcher, command: str) -> str:
    """Return that a measurement is not of the index that is open, why, and how to measure again; empty where it is."""
    reasons = compare_record(record, searcher)
    if not reasons:
        return ""
    what = "op een andere index" if record.index != hash_index(searcher) else "met een andere versie van Vraagbaak"
    why = f" ({'; '.join(reasons)})" if record.index != hash_index(searcher) else ""
    return f"Let op: gemeten {what}{why}. Deze cijfers gelden niet zonder meer. Meet opnieuw met: {command}"


def name_command(corpus: Path, index: Path, model: str | None) -> str:
    """Return the command that measures an index: `vraagbaak evalueer`, with the options that it takes."""
    words = ["vraagbaak", "evalueer"]
    if corpus.resolve() != default_corpus().resolve():
        words += ["--corpus", str(corpus)]
    if index.resolve() != default_index(corpus, model).resolve():
        words += ["--index", str(index)]
    if model:
        words += ["--model", model]
    return shlex.join(words)
