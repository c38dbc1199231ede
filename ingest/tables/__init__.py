"""Tables: where they begin and end, and the grid of those of figures and of those whose cells the format told."""
