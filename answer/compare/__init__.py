"""One line of a budget over years and documents: which lines there are, what they amount to, a chart and a table."""
