"""From files to chunks: reading, cleaning, parsing and chunking of budget documents and lists of questions."""

from ingest.chunk import Chunk, ChunkSettings, chunk_document
from ingest.clean import clean_pages
from ingest.corpus import Corpus, read_corpus, read_document
from ingest.document import Document, Metadata, Span
from ingest.parse import parse_document
from ingest.readers import read_pages
from ingest.source import Source, load_sources

__all__ = [
    "Chunk",
    "ChunkSettings",
    "Corpus",
    "Document",
    "Metadata",
    "Source",
    "Span",
    "chunk_document",
    "clean_pages",
    "load_sources",
    "parse_document",
    "read_corpus",
    "read_document",
    "read_pages",
]
