"""Answers on documents that were invented: budgets and reports of other ministries, in the form of the real ones.

They stand beside this module as web pages, with the queries that were written with them. What was learned or set on the
real documents has never seen their tables, columns and words; all their figures are made up.
"""

from collections.abc import Callable
from pathlib import Path

from evaluation.answering import Answering, measure_answers
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.settings import DEFAULT_SETTINGS, IndexSettings
from ingest.corpus import read_corpus

FOLDER = Path(__file__).parent / "invented"


def measure_invented(
    encoder: Encoder,
    settings: IndexSettings = DEFAULT_SETTINGS,
    progress: Callable[[int, int], None] | None = None,
) -> Answering:
    """Return how good the answers on the invented documents are; their index is made for it.

    Raises:
        GoldError: the gold does not fit the documents.
    """
    documents = read_corpus(FOLDER).documents
    chunks = chunk_documents(documents, encoder, settings.chunks)
    searcher = build_index(documents, chunks, encoder, settings)
    return measure_answers(searcher, FOLDER / "answers.jsonl", progress)
