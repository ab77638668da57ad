"""The canonical text of one report, and where each stretch of it stands in its file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal


class Position(NamedTuple):
    """A place as people count: 1-based line and column, columns in characters."""

    line: int
    column: int


class Place(NamedTuple):
    """Where a stretch of the text stands in its file, as people find it there; what a format has not is 0 or empty.

    Everything counts from 1. ``file`` is a part of a report in several files, ``row`` and ``column`` are those of the
    ``sheet`` or of the ``table``, ``box`` is left, top, right and bottom on the page, from its top left as it is shown, in
    hundredths of a point.

    In a Word file nothing inside ``mc:Fallback`` counts. ``paragraph`` counts the ``w:p`` of ``word/document.xml`` outside
    every ``w:tbl`` in document order, empty ones and those in text boxes and content controls included. In a table it is 0:
    ``table`` counts the outermost ``w:tbl``, ``row`` all ``w:tr`` of the table, and ``column`` is the column of the grid in
    which the cell begins (``w:gridBefore`` and ``w:gridSpan`` counted); a table or text box in a cell has the place of that
    cell, a footnote that of its reference.
    """

    file: str = ""
    line: int = 0
    page: int = 0
    paragraph: int = 0
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    box: tuple[int, int, int, int] | None = None

    @property
    def cell(self) -> str:
        """The name of a cell of a sheet, such as ``D12``; empty outside sheets."""
        if not self.sheet or not self.column:
            return ""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


class Anchor(NamedTuple):
    """A stretch of the text begins here and goes on to the next anchor: where it stands in the file."""

    start: int
    place: Place


class Remark(NamedTuple):
    """What a reader has to say of the file: something hidden in it, or a part of it that could not be read."""

    code: str
    message: str
    place: Place = Place()


class Mark(NamedTuple):
    """What a comment in the report says to textcheck, and where the comment stood."""

    span: Span
    text: str


@dataclass(frozen=True)
class Source:
    """The text of a report: of a text file as decoded, marks blanked out of it; of any other as its reader wrote it down.

    ``anchors``, in order, tell where the text stands in a file that is no plain text. ``tables`` are the offsets at which
    the file says that a table begins, ``partial`` those of them of which figures are hidden and left out, ``unread`` those
    of rows whose table may have been misread. ``stored`` holds,
    by the offset of a cell's text, the number that a sheet keeps behind what it shows. ``data`` is the file itself where a marked copy of it can be made.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    marks: tuple[Mark, ...] = ()
    format: str = "text"
    anchors: tuple[Anchor, ...] = ()
    tables: Collection[int] = frozenset()
    partial: Collection[int] = frozenset()
    unread: Collection[int] = frozenset()
    stored: Mapping[int, Decimal] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    data: bytes = field(default=b"", repr=False)
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

    def place(self, offset: int) -> Place:
        """Return where the character at ``offset`` stands in its file; in plain text that is its line."""
        found = bisect_right(self.anchors, offset, key=_start) - 1
        return self.anchors[found].place if found >= 0 else Place(line=self.position(offset).line)

    def places(self, span: Span) -> list[Place]:
        """Return every place that ``span`` touches, in order; a passage over two pages has at least two."""
        first = max(bisect_right(self.anchors, span.start, key=_start) - 1, 0)
        stop = bisect_left(self.anchors, max(span.end, span.start + 1), key=_start)
        return [anchor.place for anchor in self.anchors[first:stop]] or [self.place(span.start)]

    def stretch(self, offset: int) -> tuple[int, int, Place]:
        """Return from where to where the text around ``offset`` stands at one place, and that place."""
        found = bisect_right(self.anchors, offset, key=_start)
        begin = self.anchors[found - 1].start if found else 0
        end = self.anchors[found].start if found < len(self.anchors) else len(self.text)
        return begin, end, self.place(offset)

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


def _start(anchor: Anchor) -> int:
    return anchor.start
