"""N3xx: the figures of the narrative."""
