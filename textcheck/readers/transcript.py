"""What a reader writes down as it goes through a file: lines and rows, each with its place.

Every format ends as the text that a careful person would type from it: a paragraph is a line, a row of a table is a line
with a tab between cells, a blank line parts what does not belong together. A tab stands nowhere else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Anchor, Mark, Place, Remark, Source
from textcheck.document.span import Span
from textcheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


class Piece(NamedTuple):
    """A stretch of a paragraph or the text of a cell, where it stands, and the number kept behind it if there is one."""

    text: str
    place: Place = Place()
    stored: Decimal | None = None


class Transcript:
    """Collects the text of a report with its anchors; ``source`` hands it over."""

    def __init__(self, form: str) -> None:
        """Begin the transcript of a file of the format ``form``."""
        self.format = form
        self.remarks: list[Remark] = []
        self._parts: list[str] = []
        self._length = 0
        self._anchors: list[Anchor] = []
        self._tables: set[int] = set()
        self._partial: set[int] = set()
        self._unread: set[int] = set()
        self._stored: dict[int, Decimal] = {}
        self._marks: list[Mark] = []
        self._filled = False

    def paragraph(self, pieces: Iterable[Piece]) -> None:
        """Write a line of prose; white space that would end the line or part cells becomes a blank."""
        for piece in pieces:
            self._piece(piece)
        self._write("\n")

    def blank(self) -> None:
        """Write an empty line."""
        self._write("\n")

    def table(self, *, partial: bool = False) -> None:
        """Say that the next row is the first of a table; ``partial`` if figures of it are hidden and left out."""
        self._tables.add(self._length)
        if partial:
            self._partial.add(self._length)

    def unread(self) -> None:
        """Say that the next row is of a table that may have been misread; what is wrong with it is for a remark to say."""
        self._unread.add(self._length)

    def row(self, cells: Iterable[Piece]) -> None:
        """Write a row of a table; a row has a tab even if it has but one cell."""
        at = -1
        for at, cell in enumerate(cells):
            if at:
                self._write("\t")
            self._piece(cell, strip=True)
        self._write("\n" if at > 0 else "\t\n")

    def remark(self, code: str, message: str, place: Place = Place()) -> None:  # noqa: B008 (a constant)
        """Note what is to be said of the file itself."""
        self.remarks.append(Remark(code, message, place))

    def mark(self, text: str) -> None:
        """Note what a comment on the line or row that is written next says to textcheck, such as ``ignore N301 原因``."""
        self._marks.append(Mark(Span(self._length, self._length), text))

    def source(self, path: str, encoding: str = "", data: bytes = b"") -> Source:
        """Return the report as written down; raise InputError if there is nothing in it."""
        if not self._filled:
            raise InputError("文件里没有文字，没有可检查的内容。")
        return Source(
            path,
            "".join(self._parts),
            encoding,
            tuple(self._marks),
            format=self.format,
            anchors=tuple(self._anchors),
            tables=frozenset(self._tables),
            partial=frozenset(self._partial),
            unread=frozenset(self._unread),
            stored=self._stored,
            remarks=tuple(self.remarks),
            data=data,
        )

    def _piece(self, piece: Piece, *, strip: bool = False) -> None:
        text = piece.text
        if not text.isprintable():  # few are not, and asking is quicker than looking for what breaks or controls
            text = _CONTROLS.sub("", _BREAKS.sub(" ", text))
        if strip:
            text = text.strip()
        if not self._anchors or self._anchors[-1].place != piece.place:
            self._anchors.append(Anchor(self._length, piece.place))
        if piece.stored is not None:
            self._stored[self._length] = piece.stored
        self._filled = self._filled or bool(text.strip())
        self._write(text)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
