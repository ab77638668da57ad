"""Web pages, as saved from the site of a government."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.readers.html_page import read_page

if TYPE_CHECKING:
    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the report on the page ``data``; raise InputError with one sentence if there is none."""
    return read_page(data, path, limits, "HTML")
