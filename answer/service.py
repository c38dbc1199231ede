"""One searcher for all who use the page: opened in the background, and opened again when its index was replaced."""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from answer.compare.lines import index_lines
from answer.figures.rows import index_rows
from answer.folder_watch import FolderWatch
from answer.offers.complete import completions_of
from answer.offers.examples import choose_examples
from index.build import Progress
from index.encoder import Encoder, load_encoder
from index.locations import default_corpus, default_index
from index.open import Notify, OpenedIndex, add_reranker, open_index
from index.search import Searcher
from ingest.errors import EmptyCorpusError, VraagbaakError

Opener = Callable[[Notify, Progress], OpenedIndex]
"""Opens the index, telling in lines for the user what it does, and how many texts are done of how many."""

UNEXPECTED = "Er ging onverwacht iets mis. Probeer het opnieuw; de details staan waar Vraagbaak is gestart."

_LOG = logging.getLogger("vraagbaak")
_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ServiceState:
    """What there is: a searcher, or how far its making is, or why there is none; `made` is when the index was written.

    `lines` and `problems` are for the user, in Dutch; `seconds` is how long the opening takes so far. `warm` tells that
    the model has answered its first query, which takes seconds; until then only words can be looked for. `rebuilding`
    tells that another index is being opened or made while the old one serves, and `outdated` what has changed among
    the documents since the index was opened. `examples` are queries to try; they are the last to come, and `prepared`
    tells that nothing more comes. `error` beside a searcher is why the other index could not be had.
    """

    searcher: Searcher | None = None
    made: float | None = None
    problems: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    error: str | None = None
    warm: bool = False
    rebuilding: bool = False
    outdated: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    prepared: bool = False

    @property
    def pending(self) -> bool:
        """Return whether there is nothing to search with yet, and it is still being made."""
        return self.searcher is None and self.error is None


@dataclass(slots=True)
class SearchService:
    """Keeps one searcher open. Threads may share it; who asks for the state never waits for the opening."""

    open_searcher: Opener
    manifest: Path
    corpus: Path | None = None
    _state: ServiceState = field(default_factory=ServiceState, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)
    _seen: _Stamp | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _loading: bool = field(default=False, init=False)
    _again: bool = field(default=False, init=False)
    _documents: FolderWatch | None = field(default=None, init=False)

    def refresh(self) -> ServiceState:
        """Return the state; opening starts where nothing is open yet or another process has replaced the index.

        As long as a replaced index is being opened, and if that fails, the searcher of the old one stays.
        """
        with self._lock:
            if not self._is_opening() and self._is_due():
                self._start()
            return self._current()

    def retry(self) -> None:
        """Forget an error, so that the next `refresh` opens the index again."""
        with self._lock:
            self._state = replace(self._state, error=None)

    def reopen(self) -> None:
        """Open the index again, which makes it anew where the documents were changed; the old one serves meanwhile."""
        with self._lock:
            self._state = replace(self._state, error=None)
            if self._is_opening():
                self._again = True
            else:
                self._start()

    def wait(self, seconds: float) -> ServiceState:
        """Return the state when there is a searcher or an error, or after so many seconds."""
        return self._wait_until(lambda state: not state.pending, seconds)

    def wait_warm(self, seconds: float) -> ServiceState:
        """Return the state when the model can answer or there is an error, or after so many seconds."""
        return self._wait_until(lambda state: state.warm or state.error is not None, seconds)

    def _wait_until(self, is_done: Callable[[ServiceState], bool], seconds: float) -> ServiceState:
        """Return the first state that will do, or the one after so many seconds."""
        deadline = time.monotonic() + seconds
        while True:
            state = self.refresh()
            left = deadline - time.monotonic()
            if is_done(state) or left <= 0:
                return state
            time.sleep(min(0.05, left))

    def _is_opening(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _is_due(self) -> bool:
        """Return whether there is something to open: a first index, another one than was opened, or on request."""
        if self._again:
            return True
        if self._state.searcher is None:
            return self._state.error is None
        stamp = self._read_stamp()
        return stamp is not None and stamp != self._seen

    def _current(self) -> ServiceState:
        opening = self._is_opening() and self._loading
        seconds = time.monotonic() - self._started if opening else 0.0
        outdated = self._documents.changes() if self._documents is not None and not opening else ()
        # What was asked for while the model still loads begins right after it.
        rebuilding = (opening or self._again) and self._state.searcher is not None
        return replace(self._state, seconds=seconds, rebuilding=rebuilding, outdated=outdated)

    def _start(self) -> None:
        self._started = time.monotonic()
        self._again = False
        self._loading = True
        self._state = replace(self._state, lines=(), done=0, total=0)
        self._thread = threading.Thread(target=self._open, name="vraagbaak-index", daemon=True)
        self._thread.start()

    def _open(self) -> None:
        """Open the index and put its searcher in place; runs in a thread of its own."""
        before = self._read_stamp()
        # An index that fails is not tried again and again: only when it was replaced once more.
        self._seen = before
        documents = FolderWatch(self.corpus) if self.corpus is not None else None
        try:
            opened = self.open_searcher(self._add_line, self._set_progress)
        except Exception as error:  # whoever looks at the page is told
            self._fail(error)
            return
        # An index made just now has another stamp than before; one that was loaded may have been replaced since.
        stamp = self._read_stamp() if opened.seconds else before
        with self._lock:
            self._seen = stamp
            made = stamp[0] / 1e9 if stamp else time.time()
            self._state = ServiceState(opened.searcher, made, opened.problems)
            self._documents = documents
            self._loading = False
        try:
            opened.searcher.query_vector("begroting")
            index_rows(opened.searcher)
            index_lines(opened.searcher)
        except Exception:  # the first query meets the same error and tells the user
            _LOG.exception("Het taalmodel kon niet vooraf worden geladen")
        with self._lock:
            self._state = replace(self._state, warm=True)
        examples: tuple[str, ...] = ()
        try:
            completions_of(opened.searcher)
            examples = choose_examples(opened.searcher)
        except Exception:  # a page without examples is still a page
            _LOG.exception("De voorbeelden konden niet worden gekozen")
        with self._lock:
            self._state = replace(self._state, examples=examples, prepared=True)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, VraagbaakError):
            _LOG.error("Onverwachte fout bij het openen van de index", exc_info=error)
        with self._lock:
            message = str(error) if isinstance(error, VraagbaakError) else UNEXPECTED
            # What was removed must not be found any more, also where nothing is left to make an index of.
            searcher = None if isinstance(error, EmptyCorpusError) else self._state.searcher
            self._state = replace(self._state, searcher=searcher, error=message)
            self._loading = False

    def _add_line(self, line: str) -> None:
        with self._lock:
            self._state = replace(self._state, lines=(*self._state.lines, line))

    def _set_progress(self, done: int, total: int) -> None:
        with self._lock:
            self._state = replace(self._state, done=done, total=total)

    def _read_stamp(self) -> _Stamp | None:
        """Return what changes when the index is replaced; None where it is not there, as in the moment of replacing."""
        try:
            found = self.manifest.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino


def configured_places() -> tuple[Path, Path, str | None]:
    """Return the corpus, the index folder and the model that the environment names, or the defaults."""
    model = os.environ.get("VRAAGBAAK_MODEL") or None
    corpus = Path(os.environ.get("VRAAGBAAK_CORPUS") or default_corpus())
    return corpus, Path(os.environ.get("VRAAGBAAK_INDEX") or default_index(corpus, model)), model


def open_configured(notify: Notify, progress: Progress) -> OpenedIndex:
    """Return the index that the environment names, opened."""
    corpus, index, model = configured_places()
    opened = open_index(corpus, index, shared_encoder(model), notify=notify, progress=progress)
    return replace(opened, searcher=add_reranker(opened.searcher, os.environ.get("VRAAGBAAK_HERSCHIKKER")))


@cache
def shared_encoder(model: str | None) -> Encoder:
    """Return the encoder for a model; one for the whole process, since its weights take seconds to load."""
    return load_encoder(model)
