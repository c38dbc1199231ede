"""The screen Documenten: what is in the index, what is not, and what may be added to it or taken away."""
