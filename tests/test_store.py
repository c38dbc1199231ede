"""The index folder: the same bytes every time, nothing half written, nothing used that does not fit."""

import ast
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import index.manifest
import index.store
from index.build import IndexSettings, build_index
from index.encoder import Encoder
from index.manifest import FORMAT, MANIFEST_FILE, document_key, document_keys, index_state, read_manifest
from index.search import Searcher
from index.store import FILES, check_folder, load_index, save_index
from ingest.chunk import ChunkSettings
from ingest.errors import IndexDamagedError, IndexFolderError, IndexMismatchError, IndexMissingError


@pytest.fixture(scope="module")
def searcher(corpus: Any, stub_encoder: Encoder) -> Searcher:  # noqa: ANN401 - the record of conftest.py
    return build_index(corpus.documents, corpus.chunks, stub_encoder)


@pytest.fixture
def folder(searcher: Searcher, tmp_path: Path) -> Path:
    saved = tmp_path / "index"
    save_index(searcher, saved)
    return saved


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def reasons(folder: Path, searcher: Searcher, **changed: Any) -> tuple[str, ...]:  # noqa: ANN401
    asked: dict[str, Any] = {
        "documents": document_keys(searcher.documents.values()),
        "fingerprint": searcher.encoder.fingerprint,
        "settings": searcher.settings,
    }
    return index_state(folder, **(asked | changed)).reasons


def test_what_is_loaded_is_what_was_saved(folder: Path, searcher: Searcher, stub_encoder: Encoder) -> None:
    loaded = load_index(folder, stub_encoder)
    assert loaded.documents == searcher.documents
    assert loaded.chunks == searcher.chunks
    assert loaded.settings == searcher.settings
    for query in ("waarom onderuitputting COA", "IND", "4.422.334"):
        assert loaded.search(query, count=50) == searcher.search(query, count=50)
    for chunk in searcher.chunks:
        assert loaded.sentences(chunk) == searcher.sentences(chunk)
        assert loaded.sentence_vectors(chunk).tobytes() == searcher.sentence_vectors(chunk).tobytes()


def test_two_builds_give_the_same_bytes(corpus: Any, stub_encoder: Encoder, tmp_path: Path) -> None:  # noqa: ANN401
    for name in ("one", "two"):
        save_index(build_index(corpus.documents, corpus.chunks, stub_encoder), tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert set(contents(tmp_path / "one")) == {*FILES, MANIFEST_FILE}


def test_saving_what_was_loaded_changes_nothing(folder: Path, stub_encoder: Encoder) -> None:
    before = contents(folder)
    save_index(load_index(folder, stub_encoder), folder)
    assert contents(folder) == before


def test_the_chunks_can_be_read_by_a_person(folder: Path) -> None:
    assert "De bĳdrage aan het COA daalt." in (folder / "chunks.jsonl").read_text(encoding="utf-8")


def test_an_empty_index_can_be_saved(stub_encoder: Encoder, tmp_path: Path) -> None:
    save_index(build_index((), (), stub_encoder), tmp_path / "index")
    assert load_index(tmp_path / "index", stub_encoder).search("COA").hits == ()


def test_a_new_index_takes_the_place_of_the_old(
    corpus: Any,  # noqa: ANN401
    folder: Path,
    stub_encoder: Encoder,
) -> None:
    save_index(build_index(corpus.documents, corpus.chunks[:2], stub_encoder), folder)
    assert len(load_index(folder, stub_encoder).chunks) == 2
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


@pytest.mark.parametrize("failing", ["write_manifest", "_take_place"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interruption_leaves_the_old_index(
    folder: Path,
    searcher: Searcher,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    error: type[BaseException],
) -> None:
    before = contents(folder)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(index.store, failing, fail)
    with pytest.raises((KeyboardInterrupt, IndexFolderError)):
        save_index(searcher, folder)
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


def test_the_old_index_is_back_when_the_new_one_cannot_take_its_place(
    folder: Path, searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    rename: Callable[[Path, Path], Path] = Path.rename

    def fail_for_new(path: Path, target: Path) -> Path:
        if path.suffix == ".nieuw":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_new)
    with pytest.raises(IndexFolderError, match="--index MAP"):
        save_index(searcher, folder)
    assert contents(folder) == before


@pytest.mark.parametrize("name", ["scriptie.docx", "chunks.jsonl"])
def test_a_folder_of_someone_else_is_refused_and_left_alone(searcher: Searcher, tmp_path: Path, name: str) -> None:
    own = tmp_path / "documenten"
    own.mkdir()
    (own / name).write_text("van mij", encoding="utf-8")
    with pytest.raises(IndexFolderError, match=name):
        save_index(searcher, own)
    assert contents(own) == {name: b"van mij"}


def test_an_index_with_a_file_of_someone_else_is_refused(folder: Path, searcher: Searcher) -> None:
    (folder / "notities.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(IndexFolderError, match=r"notities\.txt"):
        save_index(searcher, folder)
    assert (folder / "notities.txt").exists()


def test_a_file_is_no_folder(searcher: Searcher, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("van mij", encoding="utf-8")
    for target in (tmp_path / "index", tmp_path / "index" / "dieper"):
        with pytest.raises(IndexFolderError, match="index"):
            save_index(searcher, target)
    assert (tmp_path / "index").read_text(encoding="utf-8") == "van mij"


def test_an_empty_folder_and_a_missing_parent_will_do(searcher: Searcher, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    for target in (tmp_path / "leeg", tmp_path / "a" / "b" / "index"):
        check_folder(target)
        save_index(searcher, target)
        assert (target / MANIFEST_FILE).exists()


def test_a_link_to_a_folder_stays_a_link(searcher: Searcher, stub_encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "echt")
    save_index(searcher, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert load_index(tmp_path / "echt", stub_encoder).chunks == searcher.chunks


def test_no_index_is_said(stub_encoder: Encoder, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="vraagbaak indexeer"):
        load_index(tmp_path / "index", stub_encoder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["missing", "shorter", "altered", "folder"])
def test_a_damaged_file_is_named_and_can_be_replaced(
    folder: Path, searcher: Searcher, stub_encoder: Encoder, name: str, damage: str
) -> None:
    path = folder / name
    whole = path.read_bytes()
    path.unlink()
    if damage == "shorter":
        path.write_bytes(whole[:-1])
    elif damage == "altered":
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    elif damage == "folder":
        path.mkdir()
    with pytest.raises(IndexDamagedError, match=f"{name}.*vraagbaak indexeer"):
        load_index(folder, stub_encoder)
    if damage != "altered":
        assert any(name in reason for reason in reasons(folder, searcher))
    save_index(searcher, folder)
    assert load_index(folder, stub_encoder).chunks == searcher.chunks


@pytest.mark.parametrize(
    "written", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"kind": "vraagbaak-index", "format": %d}' % FORMAT]
)
def test_a_damaged_manifest_is_named(folder: Path, searcher: Searcher, stub_encoder: Encoder, written: bytes) -> None:
    (folder / MANIFEST_FILE).write_bytes(written)
    with pytest.raises(IndexDamagedError, match=MANIFEST_FILE):
        load_index(folder, stub_encoder)
    assert reasons(folder, searcher)
    save_index(searcher, folder)
    assert not reasons(folder, searcher)


@pytest.mark.parametrize("other", [FORMAT - 1, 99])
def test_an_index_of_another_format_is_refused(
    folder: Path, searcher: Searcher, stub_encoder: Encoder, other: int
) -> None:
    manifest = json.loads((folder / MANIFEST_FILE).read_bytes())
    (folder / MANIFEST_FILE).write_text(json.dumps(manifest | {"format": other}), encoding="utf-8")
    with pytest.raises(IndexMismatchError, match=str(other)):
        load_index(folder, stub_encoder)
    assert "andere versie" in reasons(folder, searcher)[0]


@pytest.mark.parametrize("key", ["analyzer", "projection", "program"])
def test_an_index_of_another_version_is_refused(folder: Path, stub_encoder: Encoder, key: str) -> None:
    manifest = json.loads((folder / MANIFEST_FILE).read_bytes())
    (folder / MANIFEST_FILE).write_text(json.dumps(manifest | {key: "PyStemmer 2"}), encoding="utf-8")
    with pytest.raises(IndexMismatchError, match="andere versie"):
        load_index(folder, stub_encoder)


def test_an_index_of_another_model_is_refused(folder: Path, stub_encoder: Any) -> None:  # noqa: ANN401
    with pytest.raises(IndexMismatchError, match="taalmodel.*'stub'.*vraagbaak indexeer"):
        load_index(folder, replace(stub_encoder, fingerprint="ff"))


def test_an_index_with_other_settings_is_refused(folder: Path, stub_encoder: Encoder) -> None:
    with pytest.raises(IndexMismatchError, match="instellingen: k1, chunks"):
        load_index(folder, stub_encoder, IndexSettings(k1=1.2, chunks=ChunkSettings(max_tokens=99)))


def test_a_state_is_current_or_says_why_not(folder: Path, searcher: Searcher, tmp_path: Path) -> None:
    keys = document_keys(searcher.documents.values())
    budget, questions = searcher.documents.values()
    described = document_key(budget.sha256, replace(budget.metadata, date="2025-01-01"))
    changed = document_key("0" * 64, questions.metadata)
    assert index_state(folder, keys, searcher.encoder.fingerprint, searcher.settings).current
    assert reasons(folder, searcher, documents=keys | {"extra": changed}) == ("nieuw: extra",)
    assert reasons(folder, searcher, documents={"vragen": keys["vragen"]}) == ("verwijderd: begroting",)
    assert reasons(folder, searcher, documents=keys | {"vragen": changed}) == ("gewijzigd: vragen",)
    assert reasons(folder, searcher, documents=keys | {"begroting": described}) == (
        "metagegevens gewijzigd: begroting",
    )
    assert "taalmodel" in reasons(folder, searcher, fingerprint="ff")[0]
    assert reasons(folder, searcher, settings=IndexSettings(b=0.5)) == ("andere instellingen: b",)
    missing = index_state(tmp_path / "elders", keys, "57ab", searcher.settings)
    assert not missing.exists
    assert not missing.current
    assert "nog geen index" in missing.reasons[0]


def test_a_reader_gets_the_new_index_when_it_is_put_in_place_meanwhile(
    corpus: Any,  # noqa: ANN401
    folder: Path,
    stub_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its manifest was of the old index and its files of the new one, and a sound index was called damaged."""
    newer = build_index(corpus.documents, corpus.chunks[:3], stub_encoder)
    calls: list[Path] = []

    def read_then_replace(where: Path) -> Any:  # noqa: ANN401
        manifest = read_manifest(where)
        calls.append(where)
        if len(calls) == 1:
            save_index(newer, folder)
        return manifest

    monkeypatch.setattr(index.store, "read_manifest", read_then_replace)
    assert len(load_index(folder, stub_encoder).chunks) == 3


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(IndexFolderError, match="geschreven"):
        check_folder(tmp_path / "index")


def test_the_program_of_an_index_is_all_that_decides_what_stands_in_it() -> None:
    """A stemmer's list of exceptions was changed once, and old indexes were taken for new ones: a query crashed."""
    # What these do is in the manifest by itself: the model, the settings; and what only searches.
    elsewhere = {"encoder", "search", "settings", "manifest"}
    root = Path(index.manifest.__file__).parent
    covered = {
        path.stem for pattern in index.manifest._PROGRAM for path in root.parent.glob(pattern) if path.parent == root
    }
    for name in sorted(covered):
        tree = ast.parse((root / f"{name}.py").read_text(encoding="utf-8"))
        used = {
            node.module.split(".")[1]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("index.")
        }
        assert used <= covered | elsewhere, name
