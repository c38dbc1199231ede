"""From a query to ranked hits: what was typed is understood, candidates are found, compared, fused and folded."""

import math
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analyze import analyze
from index.dense import DenseIndex
from index.duplicates import group_duplicates
from index.encoder import Encoder
from index.everyday import load_everyday
from index.filters import NO_FILTERS, Filters, allow_chunks
from index.fuse import SECOND_STAGE, Fusion, load_fusion, min_max, top_positions
from index.hits import Hit, Results
from index.kinds import KindIndex
from index.labels import LabelIndex
from index.late import LateIndex
from index.lexical import LexicalIndex
from index.literal import LiteralIndex
from index.query import Query, merge_filters, parse_query
from index.rank import Compared, Ranked, SecondStage, rank_candidates
from index.readings import QueryReader, QueryWords, ReadingKind
from index.rerank import RERANKED, Reranker, rerank_hits
from index.rewrite import rewrite_query
from index.sentences import SentenceIndex
from index.settings import IndexSettings
from index.signals import WordScores, combine
from index.vocabulary import Vocabulary
from ingest.chunk import Chunk
from ingest.document import Document, Span
from ingest.errors import QueryError

__all__ = ["Filters", "Hit", "Indexes", "Mode", "Results", "SearchOptions", "Searcher"]

Mode = Literal["hybrid", "lexical", "dense"]

# A query is encoded once for search, answer and highlights, and again when a page is drawn anew.
_REMEMBERED_QUERIES = 256

SECOND_STAGE_DEPTH = 50
"""So many of the first candidates are compared word by word; more cost time and change nothing among the first ten."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How candidates are compared; nothing of it stands in an index, and each part can be left out to measure it.

    With a `reranker` the first hits are put in its order.
    """

    fusion: Fusion = field(default_factory=load_fusion)
    without_readings: frozenset[ReadingKind] = frozenset()
    fold_duplicates: bool = True
    reranker: Reranker | None = None


class EncodedQuery(NamedTuple):
    """The vectors of a query: of the whole, shape (dimension,), and of its words' tokens, shape (tokens, dimension)."""

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]


class Indexes(NamedTuple):
    """What a search looks in; the chunks stand in the same order in each."""

    lexical: LexicalIndex
    vocabulary: Vocabulary
    dense: DenseIndex
    sentences: SentenceIndex
    late: LateIndex


class Searcher:
    """The chunks of some documents, and how to find them. Safe to use from several threads."""

    def __init__(
        self,
        documents: Sequence[Document],
        chunks: Sequence[Chunk],
        settings: IndexSettings,
        encoder: Encoder,
        indexes: Indexes,
        options: SearchOptions | None = None,
    ) -> None:
        """Bind what was built or loaded.

        Raises:
            ValueError: the parts do not belong together.
        """
        self.documents: Mapping[str, Document] = {document.id: document for document in documents}
        self.chunks = tuple(chunks)
        self.settings = settings
        self.options = options or SearchOptions()
        self.encoder = encoder
        self.indexes = indexes
        self.lexical, self.dense = indexes.lexical, indexes.dense
        self.labels = LabelIndex(self.documents, self.chunks, self.lexical)
        self._kinds = KindIndex(self.documents, self.chunks)
        self._positions = {chunk.id: position for position, chunk in enumerate(self.chunks)}
        self._check_parts()
        self._reader = QueryReader(
            indexes.vocabulary,
            [short for document in documents for short in document.abbreviations],
            load_everyday(),
        )
        self._literal = LiteralIndex(self.documents, self.chunks)
        self._queries: OrderedDict[str, EncodedQuery] = OrderedDict()
        self._query_lock = threading.Lock()

    def search(self, query: str, filters: Filters = NO_FILTERS, count: int = 10, mode: Mode = "hybrid") -> Results:
        """Return the (at most) `count` best chunks that pass `filters`, ordered by score and then by chunk id.

        Operators and filters in the query (`"letterlijk"`, `-woord`, `OF`, `jaar:2025`) count as well: of
        `opvang -Oekraïne jaar:2025` no hit has the word, and all are of documents of that year.
        `lexical` finds only chunks that share a term with the query; `dense` and `hybrid` rank every chunk.

        Raises:
            QueryError: the query has no letter or figure in it, a filter has an unknown value, or `count` is below 1.
        """
        if count < 1:
            raise QueryError(f"Het aantal resultaten moet minstens 1 zijn, niet {count}.")
        understood = parse_query(query)
        allowed = self.allow(understood, filters)
        words = self.read_query(understood.text)
        rank = {"hybrid": self._search_both, "lexical": self._search_words, "dense": self._search_meaning}[mode]
        return Results(understood, words, rank(understood.text, words, allowed, count))

    def allow(self, query: Query, filters: Filters = NO_FILTERS) -> NDArray[np.bool_]:
        """Return which chunks pass the filters and the operators of a query, shape (chunks,).

        Raises:
            QueryError: a filter has an unknown value.
        """
        allowed = allow_chunks(merge_filters(query.filters, filters), self.documents, self.chunks)
        return allowed & self._literal.allow(query)

    def read_query(self, text: str) -> QueryWords:
        """Return the content words of a query's text with what the documents may write for them."""
        words = self._reader.read(text)
        left_out = self.options.without_readings
        return replace(words, readings=tuple(found for found in words.readings if found.kind not in left_out))

    def encode_query(self, text: str) -> EncodedQuery:
        """Return the vectors of a query's text; the last few hundred are remembered.

        Raises:
            QueryError: the query has no letter or figure in it.
        """
        text = parse_query(text).text
        # One at a time: a tokenizer is not safe to share, and two at a time are no faster on the same cores.
        with self._query_lock:
            encoded = self._queries.get(text)
            if encoded is None:
                encoded = self._queries[text] = self._encode(text)
                if len(self._queries) > _REMEMBERED_QUERIES:
                    self._queries.popitem(last=False)
            self._queries.move_to_end(text)
            return encoded

    def _encode(self, text: str) -> EncodedQuery:
        """Return the vectors of a query that is not remembered."""
        written = rewrite_query(text, self.read_query(text))
        return EncodedQuery(*map(_freeze, self.encoder.encode_query_with_tokens(written)))

    def query_vector(self, query: str) -> NDArray[np.float32]:
        """Return the unit vector of `query`, shape (dimension,), read-only.

        Raises:
            QueryError: the query has no letter or figure in it.
        """
        return self.encode_query(query).vector

    def sentences(self, chunk: Chunk) -> tuple[Span, ...]:
        """Return the sentences of `chunk` that can be highlighted, as spans in `Document.text`; none for tables."""
        return self.indexes.sentences.spans[self._positions[chunk.id]]

    def sentence_vectors(self, chunk: Chunk) -> NDArray[np.float32]:
        """Return the unit vectors of `sentences(chunk)`, shape (sentences, dimension)."""
        return self.indexes.sentences.vectors_of(self._positions[chunk.id])

    def occurs(self, term: str, chunk: Chunk) -> bool:
        """Return whether `chunk` has a term of `analyze`: a stem, a figure, or a marked 5-gram."""
        return self.lexical.occurs(term, self._positions[chunk.id])

    def mean_cosine(self, query: str) -> float:
        """Return the mean cosine of `query` with all chunks, which tells high from near."""
        return float(np.dot(self.dense.mean, self.query_vector(query)))

    def cosine_spread(self, query: str) -> float:
        """Return the standard deviation of the cosines of `query` with all chunks; 0 where they are all the same."""
        vector = self.query_vector(query).astype(np.float64)
        squares = float(np.einsum("i,ij,j->", vector, self.dense.moments, vector))
        return math.sqrt(max(0.0, squares - self.mean_cosine(query) ** 2))

    def with_encoder(self, encoder: Encoder) -> "Searcher":
        """Return a searcher over the same index that encodes queries by `encoder`, which must give the same vectors."""
        return Searcher(tuple(self.documents.values()), self.chunks, self.settings, encoder, self.indexes, self.options)

    def with_options(self, options: SearchOptions) -> "Searcher":
        """Return a searcher over the same index that compares candidates otherwise."""
        return Searcher(tuple(self.documents.values()), self.chunks, self.settings, self.encoder, self.indexes, options)

    def measure_signals(self, query: str) -> tuple[NDArray[np.int64], Mapping[str, NDArray[np.float64]]]:
        """Return the positions of the candidates of an unfiltered search and all their signals, to learn weights on."""
        text = parse_query(query).text
        allowed = np.ones(len(self.chunks), dtype=np.bool_)
        compared = self._compare(text, self.read_query(text), allowed)
        return compared.positions, compared.signals

    @cached_property
    def _duplicates(self) -> tuple[int, ...]:
        """Return for each chunk the position of the first one that says the same."""
        return group_duplicates(self.documents, self.chunks)

    @cached_property
    def _id_order(self) -> NDArray[np.int64]:
        """Return for each chunk the place of its id among all ids, which settles equal scores."""
        places = np.empty(len(self.chunks), dtype=np.int64)
        places[sorted(range(len(self.chunks)), key=lambda position: self.chunks[position].id)] = np.arange(len(places))
        return places

    def _search_words(self, text: str, words: QueryWords, allowed: NDArray[np.bool_], count: int) -> tuple[Hit, ...]:
        """Return the chunks that share a term with the query, by BM25 alone."""
        scores = self.lexical.scores(analyze(text))
        positions = np.flatnonzero(allowed).astype(np.int64)
        stretched = min_max(scores[positions])
        matched = scores[positions] > 0
        compared = Compared(positions[matched], {"woorden": stretched[matched]}, scores[positions[matched]])
        return self._rank(compared, {"woorden": 1.0}, count)

    def _search_meaning(self, text: str, words: QueryWords, allowed: NDArray[np.bool_], count: int) -> tuple[Hit, ...]:
        """Return the chunks that are nearest to the query, by the dense index alone."""
        vector = self.query_vector(text)
        positions = np.sort(self.dense.search(vector, max(self.settings.depth, count), allowed))
        dense = self.dense.scores(vector, positions)
        return self._rank(Compared(positions, {"betekenis": min_max(dense)}, dense=dense), {"betekenis": 1.0}, count)

    def _search_both(self, text: str, words: QueryWords, allowed: NDArray[np.bool_], count: int) -> tuple[Hit, ...]:
        """Return the best chunks by all signals, the first of them in a reranker's order where there is one."""
        reranker = self.options.reranker
        wanted = count if reranker is None else max(count, RERANKED)
        hits = self._rank(self._compare(text, words, allowed), dict(self.options.fusion.weights), wanted)
        return hits if reranker is None else rerank_hits(text, hits, reranker)[:count]

    def _compare(self, text: str, words: QueryWords, allowed: NDArray[np.bool_]) -> Compared:
        """Return the candidates with their signals: the first ones of each retriever, which may be all there are."""
        encoded = self.encode_query(text)
        by_word = WordScores(words, self.lexical)
        depth = self.settings.depth
        nearest = self.dense.search(encoded.vector, depth, allowed)
        positions = np.union1d(nearest, top_positions(by_word.whole + by_word.parts, depth, allowed))
        dense = self.dense.scores(encoded.vector, positions)
        suited = self._kinds.scores(text)[positions]
        signals = {
            "betekenis": min_max(dense),
            "zinnen": min_max(np.maximum(dense, self.indexes.sentences.best_scores(encoded.vector, positions))),
            "woorden": by_word.stretch(positions, parts=False),
            "woorddelen": by_word.stretch(positions, parts=True),
            # A row of a kind that is not asked for is not meant, whatever its label.
            "rij": self.labels.scores(words, text)[positions] * suited,
            "soort": suited,
        }
        first = combine(signals, dict(self.options.fusion.weights))
        chosen = np.lexsort((self._id_order[positions], -first))[:SECOND_STAGE_DEPTH]
        late = self.indexes.late.scores(encoded.tokens, positions[chosen])
        signals[SECOND_STAGE] = np.zeros(len(positions))
        signals[SECOND_STAGE][chosen] = min_max(late)
        lexical = (by_word.whole + by_word.parts)[positions]
        return Compared(positions, signals, lexical, dense, SecondStage(chosen, late))

    def _rank(self, compared: Compared, weights: Mapping[str, float], count: int) -> tuple[Hit, ...]:
        """Return the best of the candidates as hits, those that say the same as one."""
        leaders = self._duplicates if self.options.fold_duplicates else tuple(range(len(self.chunks)))
        return rank_candidates(compared, weights, Ranked(self.chunks, self._id_order, leaders), count)

    def _check_parts(self) -> None:
        """Raise ValueError where the parts cannot have been made together."""
        counted = (
            self.lexical.matrix.shape[1],
            self.dense.size,
            len(self.indexes.sentences.spans),
            self.indexes.late.size,
        )
        sizes = {len(self.chunks), *counted}
        if len(sizes) > 1:
            raise ValueError(f"the parts of the index have different numbers of chunks: {sorted(sizes)}")
        if len(self._positions) < len(self.chunks):
            raise ValueError("two chunks have the same id")
        if {self.dense.dimension, self.indexes.sentences.vectors.shape[1]} != {self.encoder.dimension}:
            raise ValueError(f"the vectors are not of the encoder's dimension {self.encoder.dimension}")
        unknown = {chunk.document for chunk in self.chunks} - set(self.documents)
        if unknown:
            raise ValueError(f"chunks of documents that are not there: {sorted(unknown)}")


def _freeze(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a copy that cannot be changed, since several callers get the same one."""
    copied = np.array(vectors, dtype=np.float32)
    copied.flags.writeable = False
    return copied
