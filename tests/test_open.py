"""Opening an index: loaded where it fits, made where it does not, and the user told why."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.locations import default_corpus, default_index
from index.manifest import MANIFEST_FILE
from index.open import OpenedIndex, open_index
from index.projection import Projection
from index.settings import DEFAULT_SETTINGS
from index.store import FILES
from ingest.errors import CorpusError, IndexFolderError

NOT_READ = "niet gelezen bij het maken van de index. Bekijk waarom met: vraagbaak indexeer"


@dataclass
class CountingEncoder:
    """An encoder that counts how many texts it was given; another `fingerprint` is another model."""

    inner: Any
    texts: int = 0
    loaded: threading.Event = field(default_factory=threading.Event)
    name: str = "counting"
    fingerprint: str = "c0"
    dimension: int = 256
    max_tokens: int = 512

    def load(self) -> None:
        self.loaded.set()

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.texts += len(texts)
        vectors: NDArray[np.float32] = self.inner.encode_passages(texts, progress)
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.inner.encode_query(text)
        return vector

    def fit_projection(self) -> Projection:
        projection: Projection = self.inner.fit_projection()
        return projection

    def encode_passages_with_tokens(
        self,
        texts: Sequence[str],
        projection: Projection,
        progress: Any = None,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        self.texts += len(texts)
        return self.inner.encode_passages_with_tokens(texts, projection, progress)

    def encode_query_with_tokens(self, text: str) -> Any:  # noqa: ANN401
        return self.inner.encode_query_with_tokens(text)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


@dataclass
class Place:
    """A corpus, the folder for its index, and what was said at the last opening."""

    corpus: Path
    folder: Path
    encoder: CountingEncoder
    lines: list[str] = field(default_factory=list)

    def open(self, **changed: Any) -> OpenedIndex:  # noqa: ANN401 - whatever open_index takes
        self.lines.clear()
        self.encoder.texts = 0
        arguments: dict[str, Any] = {"encoder": self.encoder, "notify": self.lines.append}
        return open_index(self.corpus, self.folder, **(arguments | changed))


@pytest.fixture
def place(tmp_path: Path, stub_encoder: Any) -> Place:  # noqa: ANN401 - the record of conftest.py
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "haven.txt").write_text("De haven is diep. De kade is lang.\n", encoding="utf-8")
    (corpus / "sluis.txt").write_text("De sluis is breed.\n", encoding="utf-8")
    return Place(corpus, tmp_path / "index", CountingEncoder(stub_encoder))


def test_without_an_index_it_is_made_and_said(place: Place) -> None:
    seen: list[tuple[int, int]] = []
    opened = place.open(progress=lambda done, total: seen.append((done, total)))
    assert place.lines[0] == "Er is nog geen index; die wordt nu gemaakt."
    assert place.lines[1].startswith("2 documenten, 2 fragmenten. Dit duurt minder dan een minuut ")
    assert opened.seconds > 0
    assert opened.reasons
    assert set(opened.searcher.documents) == {"haven", "sluis"}
    assert seen[-1][0] == seen[-1][1] == place.encoder.texts > 0


def test_a_current_index_is_loaded_without_embedding_anything(place: Place) -> None:
    made = place.open()
    opened = place.open()
    assert (place.encoder.texts, place.lines) == (0, [])
    assert (opened.seconds, opened.reasons, opened.problems) == (0, (), ())
    assert opened.searcher.chunks == made.searcher.chunks
    assert opened.searcher.search("haven") == made.searcher.search("haven")


def test_the_model_is_loaded_beside_the_index(place: Place) -> None:
    place.open()
    assert not place.encoder.loaded.is_set()
    place.open()
    assert place.encoder.loaded.wait(10)


def test_a_model_that_does_not_load_is_not_told_here(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread that loads ahead fails silently; whoever uses the model gets the error."""

    def fail(self: CountingEncoder) -> None:
        raise OSError("kapot")

    place.open()
    monkeypatch.setattr(CountingEncoder, "load", fail)
    assert place.open().seconds == 0


def add(corpus: Path) -> None:
    (corpus / "brug.txt").write_text("De brug is open.", encoding="utf-8")


def change(corpus: Path) -> None:
    (corpus / "haven.txt").write_text("De haven is ondiep.", encoding="utf-8")


def remove(corpus: Path) -> None:
    (corpus / "sluis.txt").unlink()


def describe(corpus: Path) -> None:
    (corpus / "metadata.toml").write_text('["haven.txt"]\nbudget_year = 2025\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("action", "reason", "documents"),
    [
        (add, "nieuw: brug", {"brug", "haven", "sluis"}),
        (change, "gewijzigd: haven", {"haven", "sluis"}),
        (remove, "verwijderd: sluis", {"haven"}),
        (describe, "metagegevens gewijzigd: haven", {"haven", "sluis"}),
    ],
)
def test_other_documents_make_a_new_index(
    place: Place, action: Callable[[Path], None], reason: str, documents: set[str]
) -> None:
    place.open()
    action(place.corpus)
    opened = place.open()
    assert place.lines[0] == f"De index wordt opnieuw gemaakt: {reason}."
    assert opened.reasons == (reason,)
    assert set(opened.searcher.documents) == documents
    assert place.open().seconds == 0


@pytest.mark.parametrize("name", [*FILES, MANIFEST_FILE])
def test_a_missing_or_damaged_file_makes_a_new_index(place: Place, name: str) -> None:
    made = place.open()
    path = place.folder / name
    for damage in (lambda: path.unlink(), lambda: path.write_bytes(b""), lambda: flip_byte(path)):
        damage()
        opened = place.open()
        assert opened.seconds > 0
        assert place.lines[0].startswith(("De index wordt opnieuw gemaakt: ", "Er is nog geen index"))
        # The reason was once the whole error, with the advice to do what is being done.
        assert "Maak de index opnieuw" not in place.lines[0]
        assert name in place.lines[0] or name == MANIFEST_FILE
        assert opened.searcher.chunks == made.searcher.chunks


def flip_byte(path: Path) -> None:
    """Change a file without changing its size."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def test_another_model_makes_a_new_index(place: Place) -> None:
    place.open()
    opened = place.open(encoder=replace(place.encoder, fingerprint="c1"))
    assert opened.reasons == ("een ander taalmodel (de index is gemaakt met 'counting')",)


def test_other_settings_make_a_new_index(place: Place) -> None:
    place.open()
    opened = place.open(settings=replace(DEFAULT_SETTINGS, k1=1.2))
    assert opened.reasons == ("andere instellingen: k1",)


def test_a_new_index_at_request(place: Place) -> None:
    assert place.open(rebuild=True).reasons == (f"er is nog geen index in '{place.folder}'",)
    opened = place.open(rebuild=True)
    assert (opened.reasons, place.lines[0]) == (("op verzoek",), "De index wordt opnieuw gemaakt: op verzoek.")
    assert place.encoder.texts > 0


def test_what_is_not_read_is_named_at_every_opening_and_nothing_is_made_again(place: Place) -> None:
    (place.corpus / "kaart.xlsx").write_bytes(b"PK")
    (place.corpus / "leeg.txt").write_bytes(b"")
    (place.corpus / "beeld.txt").write_bytes(bytes(range(256)) * 20)
    made = place.open()
    assert [problem.split(":")[0].rsplit("/", 1)[-1] for problem in made.problems] == [
        *("kaart.xlsx", "beeld.txt", "leeg.txt")
    ]
    assert [line for line in place.lines if line.startswith("Let op: ")] == [f"Let op: {p}" for p in made.problems]
    for _ in range(2):
        opened = place.open()
        assert (opened.seconds, place.encoder.texts) == (0, 0)
        assert opened.problems == (
            made.problems[0],
            f"beeld.txt: {NOT_READ}",
            f"leeg.txt: {NOT_READ}",
        )


def test_a_folder_that_is_not_there(place: Place, tmp_path: Path) -> None:
    place.corpus = tmp_path / "nergens"
    with pytest.raises(CorpusError, match="nergens' bestaat niet"):
        place.open()
    assert not place.folder.exists()


def test_a_corpus_without_any_document(place: Place, tmp_path: Path) -> None:
    place.corpus = tmp_path / "leeg"
    place.corpus.mkdir()
    with pytest.raises(CorpusError, match="geen document dat gelezen kan worden"):
        place.open()
    assert not place.folder.exists()


def test_a_folder_of_someone_else_is_left_alone(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "brief.docx").write_bytes(b"x")
    with pytest.raises(IndexFolderError, match=r"brief\.docx"):
        place.open()
    assert place.encoder.texts == 0
    assert [path.name for path in place.folder.iterdir()] == ["brief.docx"]


def test_the_corpus_where_the_user_is_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = default_corpus()
    assert (shipped / "metadata.toml").is_file()
    (tmp_path / "corpus").mkdir()
    assert default_corpus() == tmp_path / "corpus" != shipped


def test_each_corpus_and_model_has_an_index_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    one, other = tmp_path / "een" / "corpus", tmp_path / "twee" / "corpus"
    places = {default_index(one), default_index(other), default_index(one, "ander/model")}
    assert len(places) == 3
    assert default_index(one) in places
    digest = hashlib.sha256(f"{one.resolve()}\0".encode()).hexdigest()[:12]
    assert default_index(one).name == f"corpus-{digest}"


def test_only_what_is_new_is_embedded(place: Place) -> None:
    place.open()
    (place.corpus / "brug.txt").write_text("De brug is hoog.\n", encoding="utf-8")
    opened = place.open()
    assert place.encoder.texts == 2  # the new chunk and its sentence
    assert "3 fragmenten, 1 ervan nieuw" in place.lines[1]
    fresh = open_index(place.corpus, place.folder.with_name("other"), place.encoder).searcher
    query = "hoe hoog is de brug"
    assert [hit.chunk.id for hit in opened.searcher.search(query)] == [hit.chunk.id for hit in fresh.search(query)]


def test_vectors_of_another_model_are_not_used_again(place: Place) -> None:
    place.open()
    everything = place.encoder.texts
    other = replace(place.encoder, fingerprint="c1", texts=0)
    place.open(encoder=other)
    assert other.texts == everything > 0


def test_without_warming_the_model_is_not_loaded(place: Place) -> None:
    place.open()
    place.encoder.loaded.clear()
    place.open(warm=False)
    assert not place.encoder.loaded.wait(0.2)


def test_a_model_that_reads_little_gets_short_chunks(place: Place) -> None:
    words = " ".join(f"woord{number}" for number in range(400))
    (place.corpus / "lang.txt").write_text(f"{words}.\n", encoding="utf-8")
    place.encoder.max_tokens = 60
    searcher = place.open().searcher
    assert all(place.encoder.count_tokens(chunk.indexed) <= 60 for chunk in searcher.chunks)
    assert sum(chunk.text.count("woord") for chunk in searcher.chunks) == 400
