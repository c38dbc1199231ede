"""What an index is made with; saved in its manifest, so that an index made otherwise is not taken for it."""

from dataclasses import dataclass, field

from ingest.chunk import ChunkSettings


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """BM25's two constants, how deep the two retrievers are compared, and how text is cut.

    `k1` and `b` are the usual ones: over the whole grid that was measured nothing beat them by more than noise.
    Up to `depth` chunks all are compared; above it the union of each retriever's first ones is.
    """

    k1: float = 1.5
    b: float = 0.75
    depth: int = 1000
    chunks: ChunkSettings = field(default_factory=ChunkSettings)


DEFAULT_SETTINGS = IndexSettings()
