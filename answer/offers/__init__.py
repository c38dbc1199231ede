"""What the box offers: how a query may go on, what was asked in this visit, and queries to try."""
