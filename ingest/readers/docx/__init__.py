"""Word documents, read through the library for them."""
