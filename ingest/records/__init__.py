"""Tables of text: from lines to records."""
