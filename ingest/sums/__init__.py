"""Sums as proof: whether the printed totals of a table are the sums of its rows."""
