"""Questions and answers: where they begin and end, and what belongs to which."""
