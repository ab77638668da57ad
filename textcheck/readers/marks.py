"""Marks for textcheck in the comments of a report: read, and blanked out, so that no place in the text moves."""

from __future__ import annotations

import re

from textcheck.document.source import Mark
from textcheck.document.span import Span

_MARK = re.compile(r"<!--\s*textcheck\s*[:：](.*?)-->", re.DOTALL)
_PRINTED = re.compile(r"[^\r\n]")


def take_marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Return ``text`` with blanks for every comment that is a mark, and the marks."""
    if "textcheck" not in text:
        return text, ()
    marks = tuple(Mark(Span(*match.span()), match.group(1).strip()) for match in _MARK.finditer(text))
    return _MARK.sub(lambda match: _PRINTED.sub(" ", match.group()), text), marks
