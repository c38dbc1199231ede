"""What an index is made with; saved in its manifest, so that an index made otherwise is not taken for it."""

from dataclasses import dataclass, field

from index.fuse import DENSE_WEIGHT, DEPTH, LABEL_WEIGHT, LEXICAL_WEIGHT
from ingest.chunk import ChunkSettings


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """BM25's two constants, the weights of the two retrievers, how deep both are compared, and how text is cut.

    `k1` and `b` are the usual ones: over the whole grid that was measured nothing beat them by more than noise.
    """

    k1: float = 1.5
    b: float = 0.75
    dense_weight: float = DENSE_WEIGHT
    lexical_weight: float = LEXICAL_WEIGHT
    label_weight: float = LABEL_WEIGHT
    depth: int = DEPTH
    chunks: ChunkSettings = field(default_factory=ChunkSettings)


DEFAULT_SETTINGS = IndexSettings()
