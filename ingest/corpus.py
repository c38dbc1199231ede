"""From a corpus folder to its documents: the chain of the ingest steps, and what could not be read."""

from dataclasses import dataclass
from pathlib import Path

from ingest.clean import clean_pages
from ingest.document import Document
from ingest.errors import CorpusError, DocumentError
from ingest.parse import parse_document
from ingest.readers import READERS, read_pages
from ingest.source import Source, find_unread, load_sources


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder, and a line for each file that could not be read, in Dutch, for the user."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]


def read_document(source: Source) -> Document:
    """Return the parsed document of one source: read, cleaned, parsed."""
    return parse_document(source, clean_pages(read_pages(source.path)))


def read_corpus(folder: Path) -> Corpus:
    """Return all documents of a folder; one that cannot be read never stops the others.

    Raises:
        CorpusError: the folder or its metadata file cannot be used, or holds no document that can be read.
    """
    documents: list[Document] = []
    problems = [
        f"{path.name}: overgeslagen, want bestanden met '{path.suffix}' worden niet gelezen (wel {', '.join(READERS)})."
        for path in find_unread(folder)
    ]
    for source in load_sources(folder):
        try:
            documents.append(read_document(source))
        except DocumentError as error:
            problems.append(str(error))
    if not documents:
        reasons = "".join(f"\n- {problem}" for problem in problems)
        raise CorpusError(
            f"In de map '{folder}' staat geen document dat gelezen kan worden. Zet er een tekstbestand in.{reasons}"
        )
    return Corpus(tuple(documents), tuple(problems))
