"""Figures in prose and the words around them."""
