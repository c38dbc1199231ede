"""Measure the search on the Kamervragen of a corpus of your own: `python examples/measure_search.py MAP`."""

import sys
from pathlib import Path

from rich.console import Console

from evaluation import evaluate_corpus, print_report
from index import load_encoder
from ingest import read_corpus

corpus = read_corpus(Path(sys.argv[1] if len(sys.argv) > 1 else "corpus"))
print_report(evaluate_corpus(corpus.documents, load_encoder()), Console())
