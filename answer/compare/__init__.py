"""One line of a budget over years and documents: which lines there are, what they amount to, a chart and a table."""

from answer.compare.address import Compared, compare_address, read_compared
from answer.compare.export import export_comparison
from answer.compare.present import compare_lines
from answer.compare.views import Comparison

__all__ = ["Compared", "Comparison", "compare_address", "compare_lines", "export_comparison", "read_compared"]
