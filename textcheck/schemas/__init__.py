"""The JSON Schema of what ``lint --format json`` writes; it ships with the package."""

from __future__ import annotations

import os


def read_schema() -> str:
    """Return the schema of ``textcheck/1`` as it is printed."""
    with open(os.path.join(os.path.dirname(__file__), "textcheck-1.schema.json"), encoding="utf-8") as file:
        return file.read()
