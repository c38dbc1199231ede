"""The one searcher behind the page: opened in the background, shared, replaced when its index is."""

import os
import threading
import time
from pathlib import Path

import pytest

from answer.service import UNEXPECTED, SearchService, ServiceState
from index.build import Progress
from index.open import Notify, OpenedIndex
from index.search import Searcher
from ingest.errors import CorpusError


def wait_until_warm(service: SearchService) -> ServiceState:
    """Return the state when nothing is being opened any more."""
    deadline = time.monotonic() + 10
    while not (state := service.refresh()).warm:
        assert time.monotonic() < deadline, "opening takes too long"
        time.sleep(0.01)
    return state


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.json"
    path.write_text("{}")
    return path


def test_the_opening_is_followed_while_it_goes_on(page_searcher: Searcher, manifest: Path) -> None:
    go_on = threading.Event()

    def open_searcher(notify: Notify, progress: Progress) -> OpenedIndex:
        notify("Er is nog geen index; die wordt nu gemaakt.")
        progress(3, 12)
        go_on.wait(10)
        return OpenedIndex(page_searcher, (), ("x.pdf: overgeslagen",), 2.0)

    service = SearchService(open_searcher, manifest)
    assert service.refresh().pending
    deadline = time.monotonic() + 60
    while (state := service.refresh()).total == 0:
        assert time.monotonic() < deadline
    assert (state.done, state.total, state.lines) == (3, 12, ("Er is nog geen index; die wordt nu gemaakt.",))
    go_on.set()
    state = service.wait(5)
    assert state.searcher is page_searcher and not state.pending
    assert state.problems == ("x.pdf: overgeslagen",) and state.made is not None
    wait_until_warm(service)


def test_an_index_is_opened_once_for_many_threads(page_searcher: Searcher, manifest: Path) -> None:
    calls = []

    def open_searcher(notify: Notify, progress: Progress) -> OpenedIndex:
        calls.append(1)
        return OpenedIndex(page_searcher, (), (), 0.0)

    service = SearchService(open_searcher, manifest)
    threads = [threading.Thread(target=service.wait, args=(5,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_until_warm(service)
    assert calls == [1]


def test_an_index_that_another_process_replaced_is_opened_again(page_searcher: Searcher, manifest: Path) -> None:
    opened = 0

    def open_searcher(notify: Notify, progress: Progress) -> OpenedIndex:
        nonlocal opened
        opened += 1
        if opened == 2:
            raise CorpusError("De map met documenten is weg.")
        return OpenedIndex(page_searcher, (), (), 0.0)

    service = SearchService(open_searcher, manifest)
    wait_until_warm(service)
    service.refresh()
    assert opened == 1
    # The second opening fails: the searcher of the first stays, the message is told, and nothing is tried in a loop.
    os.utime(manifest, ns=(1, 1))
    deadline = time.monotonic() + 60
    while (state := service.refresh()).error is None:
        assert time.monotonic() < deadline
        assert state.searcher is page_searcher
    assert state.searcher is page_searcher and state.error == "De map met documenten is weg."
    time.sleep(0.05)
    service.refresh()
    assert opened == 2
    os.utime(manifest, ns=(2, 2))
    while opened < 3 or service.refresh().error is not None:
        assert time.monotonic() < deadline
        service.refresh()
    wait_until_warm(service)
    # Between two folders there is no manifest for a moment: that is not a new index.
    manifest.unlink()
    service.refresh()
    assert opened == 3


def test_an_error_is_told_until_it_is_tried_again(page_searcher: Searcher, manifest: Path) -> None:
    attempts = 0

    def open_searcher(notify: Notify, progress: Progress) -> OpenedIndex:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise RuntimeError("internal detail")
        return OpenedIndex(page_searcher, (), (), 0.0)

    service = SearchService(open_searcher, manifest)
    assert service.wait(5).error == UNEXPECTED
    assert service.refresh().error == UNEXPECTED
    service.retry()
    assert service.wait(5).searcher is page_searcher
    wait_until_warm(service)
