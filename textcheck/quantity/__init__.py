"""Exact values that remember how precisely they were printed."""
