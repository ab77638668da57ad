"""Tables of a Word file: rows with merged cells, cells that hold tables, columns that exist only on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Place
from textcheck.readers.docx_xml import TBL, TC, TCPR, TR, TRPR, VAL, W, number, on, value
from textcheck.readers.transcript import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from textcheck.readers.transcript import Transcript

WIDEST = 63  # columns that Word allows in a table
_EITHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TRANSPARENT = frozenset(
    (
        *(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")),
        _EITHER + "AlternateContent",
        _EITHER + "Choice",
    )
)
_SPAN = W + "gridSpan"
_MERGED = (W + "vMerge", W + "hMerge")
_CHANGED = (W + "ins", W + "moveTo")
_REMOVED = (W + "del", W + "moveFrom")


class Slot(NamedTuple):
    """A cell of a row: its element, the column of the grid in which it begins, how many it covers, and whether it is covered."""

    element: Element
    column: int
    span: int
    covered: bool


class Grid:
    """The rows of a table until it is written; of a table in a cell all is at the place of that cell.

    A row is kept as the columns in which its cells begin, and their texts.
    """

    def __init__(self, number: int, inside: Place | None = None) -> None:
        """Begin the table of that number."""
        self.at = 0
        self._number = number
        self._inside = inside
        self._rows: list[tuple[int, list[tuple[int, str]], list[str]]] = []

    def place(self, column: int) -> Place:
        """Return the place of a cell of the current row."""
        return self._inside or Place(table=self._number, row=self.at, column=column)

    def add(self, cells: list[tuple[int, str]], marks: list[str]) -> None:
        """Add the current row, and what comments in it say to textcheck."""
        self._rows.append((self.at, cells, marks))

    def write(self, transcript: Transcript, before: int) -> int:
        """Write the rows and forget them; return how many columns they have.

        Columns of the grid in which no cell begins are left out. Directly after a table of ``before`` columns, one of as
        many may go on with it: whether it does is left to whoever reads the text.
        """
        kept, self._rows = self._rows, []
        columns = sorted({column for _, cells, _ in kept for column, _ in cells})
        end = self.at
        if kept and len(columns) not in (1, before):
            transcript.table()
        for self.at, cells, marks in kept:
            for mark in marks:
                transcript.mark(mark)
            if len(columns) > 1:
                texts = dict(cells)
                transcript.row([Piece(texts.get(column, ""), self.place(column)) for column in columns])
            else:  # a frame around prose
                for column, text in cells:
                    for line in text.split("\n"):
                        transcript.paragraph([Piece(line, self.place(column))])
        if kept:
            transcript.blank()
        self.at = end
        return len(columns)


def children(parent: Element, *tags: str) -> Iterator[Element]:
    """Yield the elements of ``tags`` in ``parent``, those in content controls and the like included."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from children(child, *tags)


def rows(table: Element) -> Iterator[Element]:
    """Yield every row of a table."""
    return children(table, TR)


def slots(row: Element) -> list[Slot]:
    """Return the cells of a row; columns count from 1."""
    column = 1 + number(value(row.find(TRPR), W + "gridBefore"), most=WIDEST)
    found: list[Slot] = []
    for cell in children(row, TC):
        span, covered = 1, False
        for each in cell.iterchildren(TCPR):
            for stated in each.iterchildren(_SPAN, *_MERGED):
                said = stated.get(VAL, "")
                if stated.tag == _SPAN:
                    span = max(number(said, 1, WIDEST), 1)
                elif said != "restart":  # the cell is covered by the one above or before it
                    covered = True
        found.append(Slot(cell, column, span, covered))
        column += span
    return found


def is_gone(row: Element) -> bool:
    """Tell whether a row is gone once changes are accepted."""
    properties = row.find(TRPR)
    return properties is not None and any(properties.find(name) is not None for name in _REMOVED)


def is_new(row: Element) -> bool:
    """Tell whether a row is an addition that is not accepted yet."""
    properties = row.find(TRPR)
    return properties is not None and any(properties.find(name) is not None for name in _CHANGED)


def is_hidden(row: Element) -> bool:
    """Tell whether a row is hidden."""
    return on(row.find(TRPR), W + "hidden")


def is_layout(row: Element) -> bool:
    """Tell whether a row is one cell around a table: it lays out the page and holds no row of figures itself."""
    cells = list(children(row, TC))
    return len(cells) == 1 and next(children(cells[0], TBL), None) is not None
