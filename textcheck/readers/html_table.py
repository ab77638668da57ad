"""The tables of a page: what is one, and its cells in the grid that a browser would draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.errors import InputError
from textcheck.readers.html_dom import size, text_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_PARTS = frozenset(("thead", "tbody", "tfoot"))
_WIDEST = 1000
_LONG = 2000
_PROSE = 4


class GridCell(NamedTuple):
    """The text of a cell that begins here, and over how many columns it reaches."""

    text: str
    row: int
    column: int
    width: int


class GridRow(NamedTuple):
    """A row: its element and the cells that begin in it."""

    element: _Element
    cells: tuple[GridCell, ...]


def rows_of(table: _Element) -> list[_Element]:
    """Return the rows of a table as a browser shows them: the head first, the foot last."""
    groups: dict[str, list[_Element]] = {"thead": [], "": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            groups[""].append(child)
        elif child.tag in _PARTS:
            groups[child.tag if child.tag in groups else ""] += [row for row in child if row.tag == "tr"]
    return groups["thead"] + groups[""] + groups["tfoot"]


def is_layout(table: _Element, rows: list[_Element]) -> bool:
    """Tell whether a table only arranges the page: it holds other tables, or whole passages of prose, or a single cell."""
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    if table.get("role") in ("presentation", "none") or len(cells) <= 1:
        return True
    inner = [each for each in table.iter("table") if each is not table]
    if inner and 2 * sum(size(each) for each in inner if _outermost(each, table)) > size(table):
        return True
    return any(size(cell) > _LONG or _is_prose(cell) for cell in cells)


def grid(rows: list[_Element], text_of: Callable[[_Element], str], left: int) -> Iterator[GridRow]:
    """Yield the rows with every cell in its column; raise InputError when there are more than ``left`` cells.

    A cell over several rows or columns has its text in the first of them, the others are not yielded.
    """
    covered: dict[int, int] = {}
    total = 0
    for number, row in enumerate(rows):
        cells: list[GridCell] = []
        column = 0
        now = covered
        covered = {at: rest - 1 for at, rest in covered.items() if rest > 1}
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while column in now:
                column += 1
            width = min(_span(cell, "colspan"), _WIDEST)
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            width = max(width, 1)
            cells.append(GridCell(text_of(cell), number, column, width))
            if height > 1:
                covered.update(dict.fromkeys(range(column, column + width), height - 1))
            column += width
            total += width
            if total > left:
                raise InputError(f"网页里的表格超过 {left} 格，不像一份报告，没有检查。")
        yield GridRow(row, tuple(cells))


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdecimal() and len(value) < 6 else 1


def _is_prose(cell: _Element) -> bool:
    ends = 0
    for each in cell:
        if each.tag in ("p", "div") and text_in(each).rstrip().endswith("。"):
            ends += 1
    return ends >= _PROSE


def _outermost(inner: _Element, table: _Element) -> bool:
    above = next(inner.iterancestors("table"), None)
    return above is table
