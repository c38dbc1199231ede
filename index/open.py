"""From a corpus and an index folder to a searcher: the index is loaded where it fits, made where it does not."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.build import Progress, build_index, chunk_documents
from index.encoder import Encoder, load_encoder
from index.manifest import REBUILD, DocumentKey, IndexState
from index.remember import RememberingEncoder
from index.rerank import load_reranker
from index.search import Searcher
from index.settings import DEFAULT_SETTINGS, IndexSettings
from index.store import check_folder, document_key, index_state, load_index, load_vectors, save_index
from ingest.corpus import Corpus, read_corpus
from ingest.errors import IndexDamagedError, IndexFolderError, IndexMismatchError
from ingest.lock import hold_lock
from ingest.source import find_unread, load_sources

Notify = Callable[[str], None]
"""Called with a line for the user, in Dutch."""

MADE_ELSEWHERE = "De index wordt nu door een ander proces gemaakt; dit wacht daarop."

SECONDS_PER_TEXT = 0.05
"""What embedding a chunk or sentence takes on two cores, roughly; only for saying beforehand how long it will take."""

SENTENCES_PER_CHUNK = 2.5
"""How many texts are embedded for each chunk: its own and those of its sentences."""


@dataclass(frozen=True, slots=True)
class OpenedIndex:
    """A searcher; why and in how many seconds its index was made anew (else empty and 0); what was not read.

    `reasons` and `problems` are lines for the user, in Dutch.
    """

    searcher: Searcher
    reasons: tuple[str, ...]
    problems: tuple[str, ...]
    seconds: float


def open_index(
    corpus: Path,
    folder: Path,
    encoder: Encoder | None = None,
    settings: IndexSettings = DEFAULT_SETTINGS,
    *,
    rebuild: bool = False,
    warm: bool = True,
    notify: Notify | None = None,
    progress: Progress | None = None,
) -> OpenedIndex:
    """Return a searcher over the documents in `corpus`, from the index in `folder` when that is of just these.

    An index of other documents, another model or other settings is never used: it is made again, and `notify` is told
    why. What has not changed since is not embedded again, except with `rebuild`. Without an encoder the model is that
    which comes along. With `warm` it is loaded beside an index that is read, so that the first query need not wait.

    Raises:
        VraagbaakError: the corpus, the index folder or the model cannot be used.
    """
    tell = notify or (lambda line: None)
    wanted = _Wanted(corpus, folder, encoder or load_encoder(), settings)
    found = wanted.load(warm=warm) if not rebuild else None
    if isinstance(found, OpenedIndex):
        return found
    check_folder(folder)
    with _hold_folder(folder, tell) as waited:
        if waited and not rebuild:
            # The other process most likely made the very index that is wanted here.
            found = wanted.load(warm=warm)
            if isinstance(found, OpenedIndex):
                return found
        return _make_index(wanted, found or wanted.compare(), tell, progress, rebuild=rebuild)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The index that is wanted: of which documents, where, by which encoder and with which settings."""

    corpus: Path
    folder: Path
    encoder: Encoder
    settings: IndexSettings

    def keys(self) -> dict[str, DocumentKey]:
        """Return the keys of the documents that are there now."""
        return {source.id: document_key(source.sha256, source.metadata) for source in load_sources(self.corpus)}

    def compare(self) -> IndexState:
        """Return whether the index that is there is the wanted one, and what differs."""
        return index_state(self.folder, self.keys(), self.encoder.fingerprint, self.settings)

    def load(self, *, warm: bool) -> "OpenedIndex | IndexState":
        """Return the index where it is the wanted one; else what differs or is damaged."""
        sources = load_sources(self.corpus)
        keys = {source.id: document_key(source.sha256, source.metadata) for source in sources}
        state = index_state(self.folder, keys, self.encoder.fingerprint, self.settings)
        if not state.current:
            return state
        try:
            if warm:
                _load_beside(self.encoder)
            searcher = load_index(self.folder, self.encoder, self.settings)
        except (IndexDamagedError, IndexMismatchError) as error:
            return IndexState(state.exists, (str(error).removesuffix(REBUILD).rstrip(" ."),))
        unread = tuple(
            f"{source.name}: niet gelezen bij het maken van de index. Bekijk waarom met: vraagbaak indexeer"
            for source in sources
            if source.id not in searcher.documents
        )
        return OpenedIndex(searcher, (), (*map(str, find_unread(self.corpus)), *unread), 0.0)


@contextmanager
def _hold_folder(folder: Path, tell: Notify) -> Iterator[bool]:
    """Hold the lock on the making of the index in `folder`, and give whether another process had to be waited for.

    Raises:
        IndexFolderError: the lock cannot be made beside the folder.
    """
    folder = folder.resolve()
    with ExitStack() as stack:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            lock = hold_lock(folder.with_name(f".{folder.name}.slot"), lambda: tell(MADE_ELSEWHERE))
            waited = stack.enter_context(lock)
        except OSError as error:
            raise IndexFolderError(
                f"Naast '{folder}' kan niet worden geschreven ({error.strerror}). Wijs een andere aan met --index MAP."
            ) from error
        yield waited


def _make_index(
    wanted: _Wanted, state: IndexState, tell: Notify, progress: Progress | None, *, rebuild: bool
) -> OpenedIndex:
    """Return the wanted index, made anew and saved; with `rebuild` nothing that was embedded before is used."""
    started = time.monotonic()
    reasons = ("op verzoek",) if rebuild and state.exists else state.reasons
    sources = wanted.keys()
    documents = read_corpus(wanted.corpus)
    tell(_announce(IndexState(state.exists, reasons)))
    for problem in documents.problems:
        tell(f"Let op: {problem}")
    known = None if rebuild else load_vectors(wanted.folder, wanted.encoder.fingerprint)
    searcher = _build(documents, sources, wanted, RememberingEncoder(wanted.encoder, known), tell, progress)
    return OpenedIndex(searcher, reasons, documents.problems, time.monotonic() - started)


def add_reranker(searcher: Searcher, name: str | None) -> Searcher:
    """Return a searcher that reranks with the cross-encoder `name`, a folder or a name on the hub; None for without.

    Raises:
        ModelError: there is no such model, or it cannot be had.
    """
    if not name:
        return searcher
    return searcher.with_options(replace(searcher.options, reranker=load_reranker(name)))


def _load_beside(encoder: Encoder) -> None:
    """Begin to load a model's weights, which take seconds, in a thread of its own."""
    load = getattr(encoder, "load", None)
    if callable(load):
        threading.Thread(target=_load_quietly, args=(load,), daemon=True).start()


def _load_quietly(load: Callable[[], object]) -> None:
    """Load a model ahead of its use; what goes wrong shows, with its message, when the model is used."""
    try:
        load()
    except Exception:  # the same call fails again in the thread that can tell the user
        return


def _build(
    corpus: Corpus,
    keys: Mapping[str, DocumentKey],
    wanted: _Wanted,
    encoder: RememberingEncoder,
    tell: Notify,
    progress: Progress | None,
) -> Searcher:
    """Return the searcher of freshly read documents, saved; it encodes queries as the bare encoder does."""
    chunks = chunk_documents(corpus.documents, encoder, wanted.settings.chunks)
    fresh = sum(not encoder.knows(chunk.indexed) for chunk in chunks)
    of_which = f", {fresh} ervan nieuw" if fresh < len(chunks) else ""
    tell(
        f"{len(corpus.documents)} documenten, {len(chunks)} fragmenten{of_which}. "
        f"Dit duurt {_describe_duration(fresh)} en hoeft maar één keer."
    )
    searcher = build_index(corpus.documents, chunks, encoder, wanted.settings, progress)
    save_index(searcher, wanted.folder, keys)
    return searcher.with_encoder(encoder.behind)


def _describe_duration(fresh: int) -> str:
    """Return how long it takes to embed so many chunks with their sentences, in words."""
    minutes = round(SENTENCES_PER_CHUNK * fresh * SECONDS_PER_TEXT / 60)
    if minutes < 1:
        return "minder dan een minuut"
    return "ongeveer 1 minuut" if minutes == 1 else f"ongeveer {minutes} minuten"


def _announce(state: IndexState) -> str:
    """Return the line that says that an index is made, and why."""
    if not state.exists:
        return "Er is nog geen index; die wordt nu gemaakt."
    return f"De index wordt opnieuw gemaakt: {'; '.join(state.reasons)}."
