"""A measurement in the background, one at a time for all who look at the page; what comes of it is kept."""

import atexit
import logging
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from answer.service import UNEXPECTED
from evaluation.bench import Progress, prepare_bench
from evaluation.record import keep_result
from evaluation.run import Evaluation, measure_bench
from index.remember import RememberingEncoder
from index.search import Searcher
from index.store import load_vectors
from ingest.errors import VraagbaakError

_LOG = logging.getLogger("vraagbaak")

_BREATH = 0.002
"""After each query so many seconds are left to who searches meanwhile: Python runs one thread at a time."""


_PATIENCE = 5.0
"""So many seconds the end of the program waits for the query that is being measured: a thread that is cut off in the
midst of a library makes that abort, with a message that helps nobody."""


class _Ended(Exception):
    """The program ends, and the measurement with it."""


@dataclass(frozen=True, slots=True)
class MeasuringState:
    """Whether it is being measured, what is being done, how much of that, and for how many seconds it goes on.

    `error` is why the last measurement came to nothing, in Dutch.
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    error: str | None = None


@dataclass(slots=True)
class Measuring:
    """Measures the index in a folder. Threads may share it; nothing stops a measurement but the end of the program."""

    index: Path
    _state: MeasuringState = field(default_factory=MeasuringState, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _started: float = field(default=0.0, init=False)
    _ending: threading.Event = field(default_factory=threading.Event, init=False)
    _ended: threading.Event = field(default_factory=threading.Event, init=False)

    def state(self) -> MeasuringState:
        """Return how far it is."""
        with self._lock:
            seconds = time.monotonic() - self._started if self._state.running else 0.0
            return replace(self._state, seconds=seconds)

    def start(self, searcher: Searcher) -> bool:
        """Begin to measure in a thread of its own; return False where that is going on already."""
        with self._lock:
            if self._state.running:
                return False
            self._started = time.monotonic()
            self._state = MeasuringState(running=True)
        self._ended.clear()
        atexit.register(self._end)
        threading.Thread(target=self._run, args=(searcher,), name="vraagbaak-meting", daemon=True).start()
        return True

    def _run(self, searcher: Searcher) -> None:
        """Measure and keep the result; whoever looks at the page is told what went wrong."""
        error = None
        try:
            found = measure_searcher(searcher, self.index, self._set_progress)
            keep_result(found, searcher, self.index, time.monotonic() - self._started)
        except _Ended:
            pass
        except VraagbaakError as refused:
            error = str(refused)
        except Exception:
            _LOG.exception("Onverwachte fout bij het meten")
            error = UNEXPECTED
        with self._lock:
            self._state = MeasuringState(error=error)
        atexit.unregister(self._end)
        self._ended.set()

    def _end(self) -> None:
        """Stop at the next query and wait for that; called when the program ends."""
        self._ending.set()
        self._ended.wait(_PATIENCE)

    def _set_progress(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            self._state = replace(self._state, stage=stage, done=done, total=total)
        if self._ending.is_set():
            raise _Ended
        time.sleep(_BREATH)


def measure_searcher(searcher: Searcher, index: Path, progress: Progress | None = None) -> Evaluation:
    """Return what is measured on the documents of `searcher`, whose index stands in a folder.

    Indexes are made for it; what the one in the folder has embedded is not embedded again.

    Raises:
        VraagbaakError: there is nothing to measure on, or the gold does not fit the documents.
    """
    encoder = RememberingEncoder(searcher.encoder, load_vectors(index, searcher.encoder.fingerprint))
    documents = tuple(searcher.documents.values())
    bench = prepare_bench(documents, encoder, searcher.settings, progress=progress)
    return measure_bench(bench, documents, encoder, progress, with_invented=True)


def describe_measuring(state: MeasuringState) -> tuple[str, float, str]:
    """Return what is being done, in a line for who hears the page, which part of that, 0..1, and how far that is."""
    line = f"Bezig met meten: {state.stage or 'voorbereiden'}. Zoeken kan gewoon; de meting gaat door als u weggaat."
    share = min(1.0, state.done / state.total) if state.total else 0.0
    minutes, seconds = divmod(int(state.seconds), 60)
    counted = f"{state.done} van {state.total}, " if state.total else ""
    return line, share, f"{counted}{minutes} min. {seconds} sec. bezig"
