"""PDF: glyphs and ruled lines of a page become lines of prose and rows of tables, each with its box."""
