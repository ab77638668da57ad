"""The fields of a grid to rows of cells, and the signs that a table was not read as it is meant."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from textcheck.readers.pdf.glyphs import UNREAD, bands
from textcheck.readers.pdf.shapes import around
from textcheck.readers.pdf.stacked import is_stack, split
from textcheck.readers.pdf.words import cell_text, is_figure, is_numeric
from textcheck.readers.transcript import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.readers.pdf.grid import Grid
    from textcheck.readers.pdf.shapes import Box, Glyph
    from textcheck.readers.pdf.words import At

Fields = dict[tuple[int, int], list["Glyph"]]

_UNKNOWN = "的字对不上字符"
_STACKED = "有一格印着几个数，分不清各是哪一行的"
_CUT = "有数压在列线上，分不清是哪一列的"
_OVER = "有数叠印在一起"
_TORN = "的框线不完整，有数不知属于哪一格"
_DIGITS = frozenset("0123456789,.")
_CUT_PARTS = 7  # a glyph is cut by a line that leaves more than one in so many parts of it on either side
_TOUCH_PARTS = 8


class Block(NamedTuple):
    """A table: its page and box, the edges of its columns, its rows; ``doubt`` says why it was not surely read, if so.

    Where it is not ``ruled`` its edges lie anywhere between its columns.
    """

    page: int
    box: Box
    xs: list[int]
    rows: list[list[Piece]]
    doubt: str = ""
    ruled: bool = True


def read_table(grid: Grid, fields: Fields, at: At) -> Block:
    """Return the rows of a table; a cell over several fields has its text in the first, the rest are blank."""
    rows: list[list[Piece]] = []
    doubt = ""
    for row in range(len(grid.ys) - 1):
        here = {column: fields[row, column] for column in range(len(grid.xs) - 1) if (row, column) in fields}
        if not here:
            continue
        cells = [_cell(grid, (row, column), here.get(column), at) for column in range(len(grid.xs) - 1)]
        parts = None
        if any(len(piece.text) > 1 and is_stack(piece.text) for piece in cells):
            parts = _split(grid, row, here)
            if parts is None:
                doubt = doubt or _STACKED
        for part in [here] if parts is None else parts:
            doubt = doubt or _doubt(grid, row, part)
        if parts is None:
            rows.append(cells)
        else:
            rows += [[_cell(grid, (row, column), part.get(column), at) for column in range(len(cells))] for part in parts]
    if any(UNREAD in piece.text for line in rows for piece in line):
        doubt = _UNKNOWN
    rows = [line for line in rows if any(piece.text for piece in line)]
    return Block(at(grid.box).page, grid.box, grid.xs, rows, doubt)


def _cell(grid: Grid, field: tuple[int, int], glyphs: Sequence[Glyph] | None, at: At) -> Piece:
    row, column = field
    if not glyphs:
        return Piece("", at((grid.xs[column], grid.ys[row], grid.xs[column + 1], grid.ys[row + 1])))
    return Piece(cell_text(glyphs, grid.xs[grid.end(row, column)] - grid.xs[column]), at(around(glyphs)))


def _split(grid: Grid, row: int, cells: dict[int, list[Glyph]]) -> list[dict[int, list[Glyph]]] | None:
    """Return the rows that stand in one row of the grid with no line between; None if they are not sure."""
    low = row + 1 < len(grid.owner)
    if any(grid.owner[row][column] != (row, column) for column in cells):
        return None
    if low and any(grid.owner[row + 1][column] == (row, column) for column in cells):
        return None
    return split({column: (bands(glyphs), grid.xs[grid.end(row, column)]) for column, glyphs in cells.items()})


def _doubt(grid: Grid, row: int, cells: dict[int, list[Glyph]]) -> str:
    """Return why the figures of a row are not surely those of their cells, nothing if they are."""
    last: tuple[int, Glyph, bool] | None = None
    for column in sorted(cells):
        glyphs = sorted(cells[column])
        left, right = grid.xs[column], grid.xs[grid.end(row, column)]
        first, end = glyphs[0], glyphs[-1]
        if _is_cut(first, left) or _is_cut(end, right):
            return _CUT
        text = "".join([glyph[4] for glyph in glyphs])
        whole, numeric = is_figure(text), is_numeric(text)
        if numeric and last and last[0] == left and not (whole and last[2]) and _touch(last[1], first):
            return _CUT
        last = (right, end, whole) if end[4] in _DIGITS else None
        if numeric:
            if any(_overlap(one, other) for one, other in pairwise(glyphs)):
                return _OVER
            if (row, column) in grid.torn:
                return _TORN
    return ""


def _is_cut(glyph: Glyph, wall: int) -> bool:
    """Tell whether a line goes through a digit."""
    if glyph.text not in _DIGITS:
        return False
    least = (glyph.right - glyph.left) / _CUT_PARTS
    return glyph.left + least < wall < glyph.right - least


def _overlap(glyph: Glyph, other: Glyph) -> bool:
    """Tell whether two different glyphs stand on the same place of a line: one of them hides the other."""
    narrow = min(glyph.right - glyph.left, other.right - other.left)
    level = abs(glyph.bottom - other.bottom) * 2 < glyph.bottom - glyph.top
    return level and glyph.text != other.text and 2 * (min(glyph.right, other.right) - other.left) > narrow > 0


def _touch(glyph: Glyph, other: Glyph) -> bool:
    """Tell whether a glyph stands right after another on the same line."""
    size = glyph.bottom - glyph.top
    return abs(glyph.bottom - other.bottom) * 2 < size and (other.left - glyph.right) * _TOUCH_PARTS < size
