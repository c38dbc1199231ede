"""How well the search does: the Kamervragen and a gold set of short queries, measured for each half and the hybrid."""

from evaluation.report import print_report, write_result
from evaluation.run import Evaluation, evaluate_corpus, measure_bench

__all__ = ["Evaluation", "evaluate_corpus", "measure_bench", "print_report", "write_result"]
