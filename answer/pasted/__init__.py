"""A Kamervraag that was pasted in: its sub-questions, and what to search for on behalf of each."""
