"""PDF: from where letters and lines stand on a page to lines, headings, notes and rows of tables."""
