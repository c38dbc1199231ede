"""Headings: which lines are one, and the tree they make."""
