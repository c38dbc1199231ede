"""From a corpus folder to its documents: the chain of the ingest steps, and what could not be read."""

import difflib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.clean import clean_pages
from ingest.document import Document
from ingest.errors import DocumentError, EmptyCorpusError
from ingest.files import Problem
from ingest.parse import parse_document
from ingest.readers import READERS, read_pages
from ingest.source import Source, find_unread, load_sources

Progress = Callable[[int, int], None]
"""Called with how many documents are read, and of how many."""

_LOG = logging.getLogger(__name__)

MOST_NAMES = 10
"""So many ids of documents are named to who asks for one that is not there."""


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
        CorpusError: the folder or its metadata file cannot be used.
        EmptyCorpusError: it holds no document that can be read.
    """
    documents: list[Document] = []
    problems: list[str] = []
    for read in iterate_documents(folder):
        if isinstance(read, Problem):
            problems.append(str(read))
        else:
            documents.append(read)
    if not documents:
        reasons = "".join(f"\n- {problem}" for problem in problems)
        raise EmptyCorpusError(f"{describe_empty(folder)}{reasons}")
    return Corpus(tuple(documents), tuple(problems))


def iterate_documents(folder: Path, progress: Progress | None = None) -> Iterator[Document | Problem]:
    """Yield what cannot be read of a folder, and each document as it is read, in the order of their names.

    Nothing is kept of a document once the next one is asked for, so that their number does not matter to the memory.

    Raises:
        CorpusError: the folder or its metadata file cannot be used.
    """
    sources = load_sources(folder)
    yield from find_unread(folder)
    for done, source in enumerate(sources):
        if progress is not None:
            progress(done, len(sources))
        yield try_document(source)


def read_named(folder: Path, name: str) -> Document:
    """Return the one document of a folder that has this id or file name.

    Raises:
        CorpusError: the folder or its metadata file cannot be used.
        DocumentError: there is no such document, or it cannot be read.
    """
    sources = load_sources(folder)
    source = next((source for source in sources if name in {source.id, source.name}), None)
    if source is not None:
        read = try_document(source)
        if isinstance(read, Problem):
            raise DocumentError(str(read))
        return read
    unread = next((problem for problem in find_unread(folder) if problem.name == name), None)
    if unread is not None:
        raise DocumentError(str(unread))
    ids = [source.id for source in sources]
    known = ids if len(ids) <= MOST_NAMES else difflib.get_close_matches(name, ids, MOST_NAMES, 0.0)
    raise DocumentError(
        f"In de map '{folder}' staat geen document '{name}'. "
        f"{'Bekend zijn' if known == ids else 'Het meest lijken erop'}: {', '.join(known) or 'geen'}."
    )


def describe_empty(folder: Path) -> str:
    """Return the line that says that no document of a folder can be read."""
    kinds = ", ".join(READERS)
    return f"In de map '{folder}' staat geen document dat gelezen kan worden. Zet er een document in ({kinds})."


def try_document(source: Source) -> Document | Problem:
    """Return the document of a source, or why it cannot be had.

    The net is as wide as `Exception`: a slip in the parser that one document brings to light, or one too deep or too
    large for it, must not cost the user all the others. What went wrong is logged with all that led to it.
    """
    try:
        return read_document(source)
    except DocumentError as error:
        reason = str(error).removeprefix(f"{source.path.name}: ")
    except MemoryError:
        _LOG.debug("%s", source.name, exc_info=True)
        reason = "te groot voor het geheugen. Deel het document op."
    except Exception as error:
        _LOG.debug("%s", source.name, exc_info=True)
        reason = (
            f"onverwachte fout bij het lezen ({type(error).__name__}). Haal het bestand uit de map, "
            "of draai met VRAAGBAAK_DEBUG=1 voor de details en meld het."
        )
    return Problem(source.name, " ".join(reason.split()))
