"""Every check, one rule a module."""
