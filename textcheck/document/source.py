"""The canonical text of one report, and how positions in it are shown."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from textcheck.document.span import Span


class Position(NamedTuple):
    """A place as people count: 1-based line and column, columns in characters."""

    line: int
    column: int


class Mark(NamedTuple):
    """What a comment in the report says to textcheck, and where the comment stood."""

    span: Span
    text: str


@dataclass(frozen=True)
class Source:
    """Text as decoded (offsets into the file as read), with its name and encoding, and the marks blanked out of it."""

    path: str
    text: str
    encoding: str = "utf-8"
    marks: tuple[Mark, ...] = ()
    _line_starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def line_starts(self) -> list[int]:
        """Offset of the first character of every line, computed on first use."""
        starts = self._line_starts
        if not starts:
            starts.append(0)
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Return the line and column of the character at ``offset``."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Return the span of a 1-based line without its line end."""
        starts = self.line_starts
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        start = starts[line - 1]
        if end > start and self.text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def slice(self, span: Span) -> str:
        """Return the raw characters of ``span``."""
        return self.text[span.start : span.end]
