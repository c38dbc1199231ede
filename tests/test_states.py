"""What the page says of its own state, each brought about for real: with the next step, and never a trace."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from answer.folder_watch import FolderWatch
from answer.keywords import find_keyword_passages
from answer.service import SearchService, ServiceState
from answer.show.states import describe_problems, describe_state
from index.encoder import Encoder, load_encoder
from index.manifest import MANIFEST_FILE
from index.open import MADE_ELSEWHERE, open_index
from index.search import Searcher
from ingest.lock import hold_lock

TEXT = "Begroting 2025\n\n1. Inleiding\n\nDe opvang van {} kost geld. De raming is hoger dan vorig jaar.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "een.txt").write_text(TEXT.format("vogels"), encoding="utf-8")
    return folder


@pytest.fixture
def service(corpus: Path, stub_encoder: Encoder) -> SearchService:
    index = corpus.parent / "index"
    return SearchService(
        lambda notify, progress: open_index(corpus, index, stub_encoder, notify=notify, progress=progress),
        index / MANIFEST_FILE,
        corpus,
    )


def wait_for(is_wanted: Callable[[ServiceState], bool], service: SearchService) -> ServiceState:
    deadline = time.monotonic() + 60
    while not is_wanted(state := service.refresh()):
        assert time.monotonic() < deadline, state
        time.sleep(0.01)
    return state


def settled(state: ServiceState) -> bool:
    return state.warm and not state.rebuilding


def look_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the folder be looked at on every call, and not every few seconds."""
    monkeypatch.setattr("answer.folder_watch.INTERVAL", 0.0)


def test_an_index_that_is_up_to_date_needs_no_word(service: SearchService) -> None:
    assert describe_state(wait_for(settled, service)) == ()


def test_documents_that_changed_are_named_and_the_index_can_be_made_anew(
    service: SearchService, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_again(monkeypatch)
    before = wait_for(settled, service)
    (corpus / "twee.txt").write_text(TEXT.format("vissen"), encoding="utf-8")
    (notice,) = describe_state(service.refresh())
    assert "nieuw: twee.txt" in notice.text and notice.act == "werk bij"
    service.reopen()
    after = wait_for(lambda state: settled(state) and state.searcher is not before.searcher, service)
    assert after.searcher is not None and set(after.searcher.documents) == {"een", "twee"}
    assert describe_state(service.refresh()) == ()


def test_what_is_changed_or_removed_is_told_apart(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look_again(monkeypatch)
    (corpus / "twee.txt").write_text("x", encoding="utf-8")
    watch = FolderWatch(corpus)
    assert watch.changes() == ()
    (corpus / "een.txt").write_text("anders", encoding="utf-8")
    (corpus / "twee.txt").unlink()
    assert watch.changes() == ("gewijzigd: een.txt", "verwijderd: twee.txt")


def test_a_new_index_that_fails_leaves_the_old_one_serving(service: SearchService, corpus: Path) -> None:
    before = wait_for(settled, service)
    shutil.rmtree(corpus)
    service.reopen()
    state = wait_for(lambda state: state.error is not None, service)
    assert state.searcher is before.searcher
    (notice,) = describe_state(state)
    assert notice.is_error and "bestaat niet" in notice.text and "vorige index" in notice.text
    corpus.mkdir()
    (corpus / "drie.txt").write_text(TEXT.format("muizen"), encoding="utf-8")
    service.reopen()
    after = wait_for(lambda state: state.error is None and state.searcher is not before.searcher, service)
    assert after.searcher is not None and set(after.searcher.documents) == {"drie"}


def test_a_folder_without_documents_is_an_error_with_the_next_step(service: SearchService, corpus: Path) -> None:
    (corpus / "een.txt").unlink()
    (notice,) = describe_state(wait_for(lambda state: state.error is not None, service))
    assert notice.is_error and "Zet er een document in" in notice.text and notice.act == "probeer opnieuw"


def test_an_index_that_cannot_be_written_is_an_error_that_names_it(corpus: Path, stub_encoder: Encoder) -> None:
    place = corpus.parent / "bestand"
    place.write_text("geen map", encoding="utf-8")
    service = SearchService(lambda notify, progress: open_index(corpus, place / "index", stub_encoder), place / "x")
    (notice,) = describe_state(wait_for(lambda state: state.error is not None, service))
    assert "bestand" in notice.text and "--index MAP" in notice.text


def test_a_model_that_is_missing_is_an_error_that_names_it(corpus: Path) -> None:
    folder = corpus.parent / "geen-model"
    service = SearchService(
        lambda notify, progress: open_index(corpus, corpus.parent / "index", load_encoder(str(folder))),
        corpus.parent / "index" / MANIFEST_FILE,
    )
    (notice,) = describe_state(wait_for(lambda state: state.error is not None, service))
    assert "geen-model" in notice.text and "Traceback" not in notice.text


def test_a_damaged_index_is_made_anew(service: SearchService, corpus: Path, stub_encoder: Encoder) -> None:
    wait_for(settled, service)
    index = corpus.parent / "index"
    (index / "chunks.jsonl").write_bytes(b"\x00" * (index / "chunks.jsonl").stat().st_size)
    opened = open_index(corpus, index, stub_encoder)
    assert "chunks.jsonl" in opened.reasons[0] and set(opened.searcher.documents) == {"een"}


def test_what_could_not_be_read_is_counted() -> None:
    assert describe_problems(ServiceState()) == ""
    assert describe_problems(ServiceState(problems=("a: x",))).startswith("1 bestand is niet gelezen")
    assert describe_problems(ServiceState(problems=("a: x", "b: y"))).startswith("2 bestanden zijn niet gelezen")


def test_an_index_is_made_by_one_process_and_loaded_by_the_other(corpus: Path, stub_encoder: Encoder) -> None:
    index = corpus.parent / "index"
    told: list[str] = []
    waiting, opened = threading.Event(), []

    def notify(line: str) -> None:
        told.append(line)
        waiting.set()

    other = threading.Thread(target=lambda: opened.append(open_index(corpus, index, stub_encoder, notify=notify)))
    with hold_lock(corpus.parent / ".index.slot"):
        other.start()
        assert waiting.wait(30)
        # The holder makes the index, past the lock that it has.
        made = corpus.parent / "gemaakt"
        open_index(corpus, made, stub_encoder)
        shutil.move(made, index)
    other.join(30)
    assert told == [MADE_ELSEWHERE]
    assert opened[0].seconds == 0, "it was loaded, not made once more"


def test_a_process_that_dies_lets_go_of_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "slot"
    root = str(Path(__file__).parent.parent)
    script = (
        "import sys, time; from pathlib import Path; from ingest.lock import hold_lock\n"
        f"with hold_lock(Path({str(path)!r})): print('vast', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"vast\n"
        with pytest.raises(TimeoutError), hold_lock(path, patience=0.1):
            pass
        holder.kill()
    with hold_lock(path, patience=10) as waited:
        assert not waited


class _Model:
    """An encoder whose model is never there: whoever needs it is told."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def __getattr__(self, name: str) -> object:
        if name.startswith("encode"):
            raise AssertionError("the model was asked, and is not there yet")
        return getattr(self.encoder, name)


def test_passages_with_the_words_are_found_without_the_model(page_searcher: Searcher, stub_encoder: Encoder) -> None:
    searcher = page_searcher.with_encoder(_Model(stub_encoder))  # type: ignore[arg-type]
    passages = find_keyword_passages("waarom onderuitputting COA", searcher, count=5)
    assert len(passages) == 5
    document = searcher.documents[passages[0].hit.chunk.document]
    marked = {document.slice(word).lower() for word in passages[0].words}
    assert {"onderuitputting", "coa"} <= marked
    assert all(passage.sentences == () for passage in passages)


def test_the_service_tells_when_the_model_can_answer(
    page_searcher: Searcher, stub_encoder: Encoder, tmp_path: Path
) -> None:
    from index.open import OpenedIndex

    go_on = threading.Event()

    class Slow(_Model):
        def encode_query_with_tokens(self, text: str) -> object:
            assert go_on.wait(60)
            return self.encoder.encode_query_with_tokens(text)

    searcher = page_searcher.with_encoder(Slow(stub_encoder))  # type: ignore[arg-type]
    service = SearchService(lambda notify, progress: OpenedIndex(searcher, (), (), 0.0), tmp_path / MANIFEST_FILE)
    state = service.wait(30)
    assert state.searcher is searcher and not state.warm
    assert find_keyword_passages("opvang", searcher)
    go_on.set()
    assert service.wait_warm(30).warm
    assert wait_for(lambda state: bool(state.examples), service).examples
