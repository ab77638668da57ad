"""Makers of real files from the text of a sample."""
