"""The answer, the ledger and a document as text on the terminal, and the answer as JSON."""
