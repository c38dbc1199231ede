"""Figures in tables: which cell a query asks for, where else it stands, and what is computed of two of them."""

from answer.figures.find import Figures, find_figures
from answer.figures.places import CellPlace, RowPlace, read_cell

__all__ = ["CellPlace", "Figures", "RowPlace", "find_figures", "read_cell"]
