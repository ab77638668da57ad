"""All that the rules may ask about a report."""

from __future__ import annotations

from dataclasses import dataclass

from textcheck.document.blocks import Document


@dataclass(frozen=True, eq=False)
class FactBase:
    """The document and what was understood of it; duplicates are kept as lists."""

    document: Document
