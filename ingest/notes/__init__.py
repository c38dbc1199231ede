"""Notes: their marks taken off the words, and which mark belongs to which note."""
