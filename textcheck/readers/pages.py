"""Where a table ends and another begins, and when a table on the next page goes on with the one before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.document.blocks import Table
from textcheck.document.span import Span
from textcheck.lexicon.headers import headers
from textcheck.readers.grid import read_row

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from textcheck.document.blocks import Cell, Paragraph
    from textcheck.readers.lines import Line

_TITLE = re.compile(
    r"^(?=.*(?:公开|预算|附)?(?:表\d{1,2}|\d{1,2}表)).{2,60}$|.{2,60}(?:总|情况|明细|支出|预算|目标)表(?:\([^()]*\))?(?:[^，。]{0,4}(?:单位|部门)(?:名称)?[:：].*)?$"
)
_TORN = re.compile(r"^\[?\d{3}(?:\d\d){0,2}\]?\s+[^\d\s]\S*(?:\s+-?[\d,]+\.\d\d)+")
_AMOUNT = re.compile(r"-?[\d,]+\.\d+$|-?\d{1,3}(?:,\d{3})+$")
_MOST = 4


def opens_table(source: str, lines: Sequence[Line], header: tuple[str, ...]) -> bool:
    """Tell whether rows after a gap head another table: by a title in a row of its own, or by other column names."""
    for line in lines[:_MOST]:
        if line.kind != "row":
            return False
        cells = [cell.text for cell in read_row(source, line, 0)]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and _TITLE.match(filled[0]):
            return True
        if filled:
            names = headers().labels
            words = any(c.isdigit() for cell in filled for c in cell)
            return tuple(cells) != header and len(filled) > 1 and filled[0] in names and not words
    return False


def is_torn_row(line: Line) -> bool:
    """Tell whether a line after a page's end is a row whose cells have run together: code, name, amounts."""
    return line.kind in ("text", "title") and bool(_TORN.match(line.text))


def goes_on(
    before: Table, titles: Sequence[Paragraph], rows: Sequence[tuple[Cell, ...]], paragraphs: Sequence[Paragraph]
) -> bool:
    """Tell whether a table is the one before on its next page: the same title lines and the same head, nothing between."""
    if not titles or before.notes or [p.text for p in before.titles] != [p.text for p in titles]:
        return False
    between = [p for p in paragraphs[-len(titles) - 1 :] if p.span.start >= before.span.end]
    if between != list(titles):
        return False
    return list(filter(None, _texts(before.rows[0]))) == list(filter(None, _texts(rows[0])))


def joined(before: Table, rows: Sequence[tuple[Cell, ...]], doubtful: Container[int]) -> Table:
    """Return the table with the rows of its next page; their head comes again and is told by its words."""
    size = len(before.rows)
    if _texts(before.rows[0]) != _texts(rows[0]):  # the columns of this page stand elsewhere
        doubtful = _amounts(rows, 0)
    more = tuple(tuple(cell._replace(row=cell.row + size) for cell in row) for row in rows)
    unsure = before.doubtful | {row[0].row for row in more if row[0].row - size in doubtful}
    return Table(before.rows + more, before.section, before.titles, before.notes, unsure)


def fit(rows: list[tuple[Cell, ...]], start: int) -> frozenset[int]:
    """Bring the rows from ``start`` on, which follow a page break, under the columns before it; return those in doubt.

    A page that lost blank columns at its left is moved by as many. Rows of another width, with no head of their own, may
    stand anywhere.
    """
    before, after = rows[:start], rows[start:]
    if not before or not after or _texts(before[0]) == _texts(after[0]):
        return frozenset()
    width, narrow = (max(map(len, part)) for part in (before, after))
    move = min(map(_lead, before)) - min(map(_lead, after))
    if narrow < width and 0 < move <= width - narrow:
        rows[start:] = [_moved(row, move) for row in after]
        narrow += move
        return frozenset() if narrow + move >= width else _amounts(rows, start)
    return frozenset() if narrow == width else _amounts(rows, start)


def _amounts(rows: Sequence[tuple[Cell, ...]], start: int) -> frozenset[int]:
    """Return the rows that print an amount; where none is printed, it does not matter which column is which."""
    return frozenset(at for at in range(start, len(rows)) if any(_AMOUNT.match(cell.text) for cell in rows[at]))


def _lead(row: tuple[Cell, ...]) -> int:
    return next((cell.column for cell in row if cell.text), len(row))


def _moved(row: tuple[Cell, ...], by: int) -> tuple[Cell, ...]:
    first = row[0]
    blank = Span(first.span.start, first.span.start)
    lead = tuple(first._replace(text="", span=blank, column=column) for column in range(by))
    return lead + tuple(cell._replace(column=cell.column + by) for cell in row)


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [cell.text for cell in row]
