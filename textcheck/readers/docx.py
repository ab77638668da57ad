"""Word files (.docx)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.readers.docx_body import transcribe

if TYPE_CHECKING:
    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the report that a .docx file holds, all changes accepted; raise InputError with one sentence if it holds none."""
    return transcribe(data, "Word", limits).source(path, data=data)
