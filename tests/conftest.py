"""What several tests share: an encoder without a model, and two small documents made by hand."""

import hashlib
import shutil
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray

from evaluation.bench import Bench, prepare_bench
from index.analyze import content_tokens, fold, tokenize
from index.encoder import load_encoder
from index.open import open_index
from index.projection import Projection, fit_projection
from index.search import Searcher
from index.store import load_index
from ingest.chunk import Chunk, ChunkKind
from ingest.corpus import read_corpus
from ingest.document import Block, Document, Metadata, Question, Span

pytest_plugins = ["browsing"]

# The same documents are made at random in every run, and a busy machine is no reason to fail.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

HOSTILE_TEXT = """Kwaadaardige begroting

1. Inleiding

De zwendelaar schrijft <script>window.kwaad = 1</script> en <img src=x onerror="window.kwaad = 1"> in zijn begroting.
Daarbij **vet**, _schuin_, $x^2$, :red[rood], [klik](javascript:alert(1)) en =HYPERLINK("http://kwaad.example/").
"""

HOSTILE_METADATA = """
["kwaad.txt"]
title = "<b>Titel</b> **vet** [klik](javascript:alert(1))"
kind = "<i>soort</i> :red[rood] **vet**"
ministry = "<u>Kwaad</u> $x$ [klik](javascript:alert(1))"
budget_year = 2023
kamerstuk = "<script>window.kwaad = 1</script>"
url = "javascript:alert(1)"
"""


@dataclass(frozen=True, slots=True)
class StubEncoder:
    """An encoder that is a pure function of the text: its character 3-grams, hashed to 256 places, at unit length.

    Its tokens are the words, hashed likewise to 64 places, whatever stands beside them.
    """

    name: str = "stub"
    fingerprint: str = "57ab"
    dimension: int = 256
    max_tokens: int = 512

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        if progress is not None and texts:
            progress(len(texts))
        return np.array([self.encode_query(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return _hash_grams(" ".join(fold(text).split()), self.dimension)

    def fit_projection(self) -> Projection:
        return fit_projection([np.eye(64, dtype=np.float32)])

    def encode_passages_with_tokens(
        self, texts: Sequence[str], projection: Projection, progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.int8], ...]]:
        codes = tuple(projection.encode(_hash_words(text)) for text in texts)
        return self.encode_passages(texts, progress), codes

    def encode_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return self.encode_query(text), _hash_words(text)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents and their chunks."""

    documents: tuple[Document, ...]
    chunks: tuple[Chunk, ...]


@pytest.fixture(scope="session")
def bench() -> Bench:
    """What is measured on, with the real model: the indexes of the corpus, which take a minute to make."""
    return prepare_bench(read_corpus(Path(__file__).parent.parent / "corpus").documents, load_encoder())


@pytest.fixture(scope="session")
def stub_encoder() -> StubEncoder:
    return StubEncoder()


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """A budget of 2025 with paragraphs, a table and its rows, and a list of two questions from another ministry."""
    budget, budget_chunks = _make_document(
        "begroting",
        Metadata(title="Begroting 2025", ministry="Asiel en Migratie", budget_year=2025),
        [
            (
                "paragraaf",
                "De bĳdrage aan het COA daalt. De bezetting is lager,\no.a. door de uitstroom. Dat scheelt.",
            ),
            ("paragraaf", "De IND beslist op aanvragen. De doorlooptijden lopen op t.o.v. 2023."),
            ("paragraaf", "Voor alleenstaande minderjarige vreemdelingen (AMV's) is er opvang door Nidos."),
            ("tabel", "Tabel 4 Uitgaven (x € 1.000)\nCOA 4.422.334 3.100.000\nIND 540.000 530.100"),
            ("rij", "COA 4.422.334 3.100.000"),
            ("rij", "IND 540.000 530.100"),
        ],
    )
    asked, answered = "Waarom is er onderuitputting bij het COA?", "De gemiddelde bezetting was lager. Zie de slotwet."
    questions, question_chunks = _make_document(
        "vragen",
        Metadata(title="Lijst van vragen", ministry="Justitie en Veiligheid", budget_year=2024),
        [
            ("vraag", f"Vraag (1):\n{asked}\nAntwoord:\n{answered}"),
            ("vraag", "Vraag (2):\nWat kost de opvang van statushouders?\nAntwoord:\nDat is € 643,2 miljoen."),
        ],
    )
    return Corpus((budget, questions), (*budget_chunks, *question_chunks))


@pytest.fixture(scope="session")
def page_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real documents and one whose text and metadata are all markup."""
    folder = tmp_path_factory.mktemp("page") / "corpus"
    shutil.copytree(Path(__file__).parent.parent / "corpus", folder)
    (folder / "kwaad.txt").write_text(HOSTILE_TEXT, encoding="utf-8")
    with (folder / "metadata.toml").open("a", encoding="utf-8") as file:
        file.write(HOSTILE_METADATA)
    return folder


@pytest.fixture(scope="session")
def page_index(page_corpus: Path, stub_encoder: StubEncoder) -> Path:
    """The folder of an index of `page_corpus`, made by the stub encoder."""
    folder = page_corpus.parent / "index"
    open_index(page_corpus, folder, stub_encoder)
    return folder


@pytest.fixture(scope="session")
def page_searcher(page_index: Path, stub_encoder: StubEncoder) -> Searcher:
    return load_index(page_index, stub_encoder)


def _hash_grams(text: str, places: int) -> NDArray[np.float32]:
    """Return how often each of a folded text's 3-grams occurs, hashed to so many places, at unit length."""
    padded = f"  {text}  "
    vector = np.zeros(places, dtype=np.float32)
    for start in range(len(padded) - 2):
        vector[zlib.crc32(padded[start : start + 3].encode()) % places] += 1
    unit: NDArray[np.float32] = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


def _hash_words(text: str) -> NDArray[np.float32]:
    """Return a vector for each content word of `text`, or of all words where it has none, shape (words, 64)."""
    words = [token.text for token in content_tokens(text) or tokenize(text)]
    return np.array([_hash_grams(word, 64) for word in words], dtype=np.float32).reshape(-1, 64)


def _make_document(
    name: str, metadata: Metadata, passages: Sequence[tuple[ChunkKind, str]]
) -> tuple[Document, tuple[Chunk, ...]]:
    """Return a document of which each passage is one block and one chunk."""
    text = "\n\n".join(passage for _, passage in passages)
    chunks: list[Chunk] = []
    questions: list[Question] = []
    start = 0
    for kind, passage in passages:
        span = Span(start, start + len(passage))
        if kind == "vraag":
            answer = start + passage.index("Antwoord:\n") + len("Antwoord:\n")
            asked = Span(start + passage.index("\n") + 1, start + passage.index("\nAntwoord"))
            questions.append(Question(str(len(questions) + 1), span, asked, Span(answer, span.end), ()))
        chunks.append(
            Chunk(
                id=f"{name}:{kind}:{hashlib.sha256(passage.encode()).hexdigest()[:12]}",
                document=name,
                kind=kind,
                span=span,
                pages=(1,),
                headings=(),
                text=passage,
                indexed=f"{metadata.title}\n{passage}",
                question=len(questions) - 1 if kind == "vraag" else None,
            )
        )
        start = span.end + 2
    document = Document(
        id=name,
        path=f"{name}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        metadata=metadata,
        text=text,
        page_starts=(0,),
        line_spans=(),
        blocks=tuple(Block("paragraph", chunk.span, ()) for chunk in chunks),
        tables=(),
        questions=tuple(questions),
    )
    return document, tuple(chunks)
