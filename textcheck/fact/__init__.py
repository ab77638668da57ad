"""What the figures of a report mean."""
