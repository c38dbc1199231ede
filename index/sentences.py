"""The sentences of running text and their vectors, made at index time so that highlighting needs no model."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.sentence import BULLETS, split_sentences

SPANS_FILE = "sentences.jsonl"
VECTORS_FILE = "sentences.npy"


@dataclass(frozen=True)
class SentenceIndex:
    """The sentences of each chunk, in `Document.text`, and one vector for each, shape (sentences, dimension).

    The vectors of a chunk stand together, in the order of the chunks. Half precision moves a cosine by some 0.0001.
    """

    spans: tuple[tuple[Span, ...], ...]
    vectors: NDArray[np.float16]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(spans) for spans in self.spans), initial=0))

    def vectors_of(self, position: int) -> NDArray[np.float32]:
        """Return the vectors of the sentences of the chunk at `position`, shape (its sentences, dimension)."""
        return self.vectors[self._starts[position] : self._starts[position + 1]].astype(np.float32)

    def best_scores(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the highest cosine of `query` with a sentence of each chunk at `positions`; -1 where it has none."""
        starts = np.asarray(self._starts, dtype=np.int64)
        counts = starts[positions + 1] - starts[positions]
        best = np.full(len(positions), -1.0, dtype=np.float32)
        filled = counts > 0
        if not filled.any():
            return best
        firsts = np.cumsum(counts[filled]) - counts[filled]
        rows = np.repeat(starts[positions[filled]] - firsts, counts[filled]) + np.arange(counts.sum())
        # einsum adds up every row in the same order; a matrix product does not, and would part equal texts.
        cosines = np.einsum("ij,j->i", self.vectors[rows].astype(np.float32), query.astype(np.float32))
        best[filled] = np.maximum.reduceat(cosines, firsts)
        return best

    def save(self, folder: Path, chunks: Sequence[Chunk]) -> None:
        """Write the vectors as one matrix, and a line for each chunk: its id and where its sentences begin and end."""
        np.save(folder / VECTORS_FILE, self.vectors, allow_pickle=False)
        with (folder / SPANS_FILE).open("w", encoding="utf-8", newline="\n") as file:
            for chunk, spans in zip(chunks, self.spans, strict=True):
                record = {"chunk": chunk.id, "sentences": [[span.start, span.end] for span in spans]}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


def load_sentences(folder: Path) -> SentenceIndex:
    """Return the sentences that `SentenceIndex.save` wrote.

    Raises:
        ValueError: the files do not belong together or are not what they should be.
        OSError: a file cannot be read.
    """
    with (folder / SPANS_FILE).open(encoding="utf-8") as file:
        records = [json.loads(line)["sentences"] for line in file]
    spans = tuple(tuple(Span(start, end) for start, end in record) for record in records)
    vectors = np.load(folder / VECTORS_FILE, allow_pickle=False)
    if vectors.shape[0] != sum(map(len, spans)):
        raise ValueError(f"{VECTORS_FILE} has {vectors.shape[0]} vectors, {SPANS_FILE} has {sum(map(len, spans))}")
    return SentenceIndex(spans, vectors)


def find_sentences(chunk: Chunk, document: Document) -> tuple[Span, ...]:
    """Return the sentences of `chunk` that can be highlighted, as spans in the text of its document.

    Rows and tables have none. Of a question only its answer counts: a sentence that echoes the question is always like
    the query and never answers it.
    """
    if chunk.kind not in ("paragraaf", "vraag"):
        return ()
    start, end = chunk.span.start, chunk.span.end
    if chunk.kind == "vraag" and chunk.question is not None:
        answer = document.questions[chunk.question].answer
        if answer is None:
            return ()
        start, end = max(start, answer.start), min(end, answer.end)
    spans = split_sentences(document.text[start:end])
    moved = (Span(start + span.start, start + span.end) for span in spans)
    return tuple(span for span in moved if sentence_text(document, span))


def sentence_text(document: Document, span: Span) -> str:
    """Return a sentence as it is embedded: on one line, without the bullet in front; empty for a lone bullet."""
    return " ".join(document.slice(span).split()).lstrip(f"{BULLETS} ")
