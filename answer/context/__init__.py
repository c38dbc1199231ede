"""A document opened at a passage: its text around it, its outline, the hits in it, and the page as it looks."""
