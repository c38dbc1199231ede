"""From documents and chunks to a searcher: every text embedded once, every term counted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.amounts import passage_amounts
from index.analyze import analyze
from index.dense import build_dense
from index.encoder import Encoder
from index.late import LateIndex, build_late
from index.lexical import LexicalIndex, fit_lexical
from index.search import Indexes, Searcher
from index.sentences import SentenceIndex, find_sentences, sentence_text
from index.settings import DEFAULT_SETTINGS, IndexSettings
from index.short_forms import ShortForms
from index.vocabulary import Vocabulary, count_words
from ingest.chunk import Chunk, ChunkSettings, chunk_document
from ingest.cut import MAX_CONTEXT_SHARE
from ingest.document import Document

__all__ = ["IndexSettings", "Progress", "build_index", "chunk_documents"]

Progress = Callable[[int, int], None]
"""Called with how many texts are embedded and how many there are."""


def chunk_documents(documents: Sequence[Document], encoder: Encoder, settings: ChunkSettings) -> tuple[Chunk, ...]:
    """Return the chunks of all `documents`, cut so that `encoder` reads each of them whole.

    A model that reads less than `settings` allow, its context included, gets shorter chunks.
    """
    most = int(encoder.max_tokens / (1 + MAX_CONTEXT_SHARE)) - 1  # one for the line end between context and text
    fitting = replace(settings, max_tokens=min(settings.max_tokens, most))
    return tuple(chunk for document in documents for chunk in chunk_document(document, encoder.count_tokens, fitting))


def build_index(
    documents: Sequence[Document],
    chunks: Sequence[Chunk],
    encoder: Encoder,
    settings: IndexSettings = DEFAULT_SETTINGS,
    progress: Progress | None = None,
) -> Searcher:
    """Return a searcher over `chunks`, which must be of `documents` and have unique ids.

    Embedding is nearly all of the work: the chunks' indexed texts, in one pass with their tokens, and the sentences of
    running text, texts that are the same only once.

    Raises:
        ValueError: two chunks have the same id, or one is of a document that is not there.
    """
    by_id = {document.id: document for document in documents}
    unknown = {chunk.document for chunk in chunks} - set(by_id)
    if unknown:
        raise ValueError(f"chunks of documents that are not there: {sorted(unknown)}")
    spans = tuple(find_sentences(chunk, by_id[chunk.document]) for chunk in chunks)
    sentences = [
        sentence_text(by_id[chunk.document], span) for chunk, found in zip(chunks, spans, strict=True) for span in found
    ]
    passages = [chunk.indexed for chunk in chunks]
    report = _count_texts({*passages, *sentences}, progress)
    dense, late = _embed_passages(passages, encoder, report)
    sentence_vectors = _embed_sentences(sentences, dict(zip(passages, dense, strict=True)), encoder, report)
    vocabulary = count_words(chunk.indexed for chunk in chunks)
    indexes = Indexes(
        lexical=_count_terms(by_id, chunks, vocabulary, settings),
        vocabulary=vocabulary,
        dense=build_dense(dense),
        sentences=SentenceIndex(spans, sentence_vectors.astype(np.float16)),
        late=late,
    )
    return Searcher(documents, chunks, settings, encoder, indexes)


def _count_terms(
    documents: Mapping[str, Document], chunks: Sequence[Chunk], vocabulary: Vocabulary, settings: IndexSettings
) -> LexicalIndex:
    """Return the index of what each chunk says: its terms, the short forms of what it has in full, its amounts."""
    abbreviations = (short for document in documents.values() for short in document.abbreviations)
    forms = ShortForms(abbreviations, vocabulary)
    return fit_lexical(
        [(*analyze(chunk.indexed), *forms.terms_of(chunk.indexed)) for chunk in chunks],
        settings.k1,
        settings.b,
        marks=[passage_amounts(chunk, documents[chunk.document]) for chunk in chunks],
    )


def _embed_passages(
    passages: Sequence[str], encoder: Encoder, report: Callable[[int], None]
) -> tuple[NDArray[np.float32], LateIndex]:
    """Return the vectors of the chunks, shape (chunks, dimension), and their tokens."""
    projection = encoder.fit_projection()
    if not passages:
        return np.empty((0, encoder.dimension), dtype=np.float32), build_late((), projection)
    rows = {text: row for row, text in enumerate(dict.fromkeys(passages))}
    vectors, codes = encoder.encode_passages_with_tokens(list(rows), projection, report)
    places = [rows[text] for text in passages]
    return vectors[places], build_late([codes[place] for place in places], projection)


def _embed_sentences(
    sentences: Sequence[str],
    known: Mapping[str, NDArray[np.float32]],
    encoder: Encoder,
    report: Callable[[int], None],
) -> NDArray[np.float32]:
    """Return the vectors of `sentences`, shape (sentences, dimension); one that is a whole chunk is `known`."""
    fresh = [text for text in dict.fromkeys(sentences) if text not in known]
    vectors = dict(known)
    if fresh:
        vectors.update(zip(fresh, encoder.encode_passages(fresh, report), strict=True))
    return np.array([vectors[text] for text in sentences], dtype=np.float32).reshape(-1, encoder.dimension)


def _count_texts(texts: Collection[str], progress: Progress | None) -> Callable[[int], None]:
    """Return what an encoder calls with how many texts it did since the last call."""
    done = 0

    def report(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, len(texts))

    return report
