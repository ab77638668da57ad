"""Reports to text: one module a format."""
