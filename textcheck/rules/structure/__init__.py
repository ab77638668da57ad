"""S1xx: chapters, contents, numbering, and what stands around tables."""
