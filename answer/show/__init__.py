"""What is shown of an answer and around it: plain records, and the same as HTML in which everything is escaped."""
