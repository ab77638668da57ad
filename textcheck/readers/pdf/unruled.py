"""Tables without lines: rows whose figures stand under one another, with nothing between the columns.

Only what is sure becomes a table: at least three rows of amounts under a head, each column apart from the next in every row,
its figures at one edge. All else stays prose, where no figure is bound to a row or a column.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from textcheck.readers.pdf.prose import Line
from textcheck.readers.pdf.shapes import around
from textcheck.readers.pdf.table import Block
from textcheck.readers.pdf.words import is_figure, spaced
from textcheck.readers.transcript import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.readers.pdf.shapes import Box, Glyph
    from textcheck.readers.pdf.words import At

_AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d$|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_FEWEST = 3
_HEADS = 4
_COLUMNS = 3
_STRAY = 2  # edges of figures that differ by less than a glyph's height over this stand under one another
_SPREAD = 5  # rows stand apart by up to so many halves of the usual distance
_CLOSE = 6  # a line nearer than so many sevenths of the usual distance goes on with the one above
_SHARE = 4  # a head belongs to every column that has more than one part in so many of it
_NO_HEAD = "没有框线，看不出表头"
_NO_END = "没有框线，看不出到哪里为止"


class _Chunk(NamedTuple):
    """What stands on a line with no wide gap in it."""

    left: int
    right: int
    text: str
    glyphs: Sequence[Glyph]


class _Row(NamedTuple):
    """A line: its top and bottom and its chunks from left to right."""

    top: int
    bottom: int
    chunks: list[_Chunk]

    @property
    def size(self) -> int:
        """Return how high it is."""
        return self.bottom - self.top

    @property
    def figures(self) -> list[_Chunk]:
        """Return what is a figure by itself."""
        return [chunk for chunk in self.chunks if is_figure(chunk.text)]

    @property
    def is_data(self) -> bool:
        """Tell whether it has an amount, and something beside it."""
        return len(self.chunks) > 1 and any(_AMOUNT.match(chunk.text) for chunk in self.figures)


def unruled(lines: Sequence[list[Glyph]], at: At) -> tuple[list[Block], list[list[Glyph]]]:
    """Return the tables among the lines of a page, which come from the top down, and the other lines."""
    if sum(map(_has_gap, lines)) < _FEWEST:
        return [], list(lines)
    rows = [_row(line) for line in lines]
    blocks: list[Block] = []
    taken: set[int] = set()
    start = 0
    while start < len(rows):
        end = _end(rows, start)
        table = _table(rows, start, end, at) if end - start >= _FEWEST else None
        if table is None:
            start = max(end, start + 1)
            continue
        first, block = table
        if end < len(rows) and _has_gap(lines[end]):
            block = block._replace(doubt=block.doubt or _NO_END)
        blocks.append(block)
        taken.update(range(first, end))
        start = end
    return blocks, [line for index, line in enumerate(lines) if index not in taken]


def carried(before: Block, first: Block | Line) -> tuple[Block, Block | Line]:
    """Return a table without lines that ends a page, and what the next page begins with, as they look side by side.

    Rows in the same columns go on with it; other rows leave both unsure.
    """
    if isinstance(first, Block) and not first.ruled:
        narrow = min(right - left for xs in (before.xs, first.xs) for left, right in pairwise(xs))
        if len(first.xs) == len(before.xs) and all(
            abs(left - right) * 2 < narrow for left, right in zip(before.xs, first.xs, strict=True)
        ):
            return before, first._replace(xs=before.xs, doubt="" if first.doubt == _NO_HEAD else first.doubt)
        return before._replace(doubt=before.doubt or _NO_END), first._replace(doubt=first.doubt or _NO_HEAD)
    if isinstance(first, Line) and first.parted and first.text[-1:].isdigit():
        return before._replace(doubt=before.doubt or _NO_END), first
    return before, first


def _has_gap(line: Sequence[Glyph]) -> bool:
    """Tell whether something stands apart from the digit or letter before it, and the line has a digit at its end."""
    return line[-1][4].isdigit() and any(right[0] - left[2] > right[3] - right[1] for left, right in pairwise(line))


def _row(line: Sequence[Glyph]) -> _Row:
    box = around(line)
    cuts = [0, *(n for n, (left, right) in enumerate(pairwise(line), 1) if right[0] - left[2] > right[3] - right[1]), len(line)]
    parts = [line[first:last] for first, last in pairwise(cuts)]
    return _Row(box[1], box[3], [_Chunk(p[0][0], max(g[2] for g in p), "".join(spaced(p)).strip(), p) for p in parts])


def _end(rows: Sequence[_Row], start: int) -> int:
    """Return where the run of rows ends that begins with a row of amounts: it ends with such a row too."""
    if not rows[start].is_data:
        return start
    end = start + 1
    gaps: list[int] = []
    for index in range(start + 1, len(rows)):
        gap = rows[index].top - rows[index - 1].top
        if gap > (_SPREAD * median_low(gaps) // 2 if gaps else 4 * rows[start].size):
            break
        if rows[index].is_data:
            end = index + 1
        elif index - end >= _FEWEST or (len(rows[index].chunks) > 2 and not rows[index].figures):
            break
        gaps.append(gap)
    return end


def _table(rows: Sequence[_Row], start: int, end: int, at: At) -> tuple[int, Block] | None:
    """Return the table whose rows of amounts begin and end there, with the line at which its head begins; None if not sure."""
    body = rows[start:end]
    data = [row for row in body if row.is_data]
    columns = _columns(data)
    if columns is None or len(data) < _FEWEST:
        return None
    xs = [columns[0][0], *((left[1] + right[0]) // 2 for left, right in pairwise(columns)), columns[-1][1]]
    usual = median_low([after.top - row.top for row, after in pairwise(body)])
    cells: list[list[list[_Chunk]]] = []
    for index, row in enumerate(body):
        placed = [_under(xs, chunk) for chunk in row.chunks]
        if any(len(under) != 1 for under in placed):
            return None
        near = index > 0 and (row.top - body[index - 1].top) * (_CLOSE + 1) < usual * _CLOSE
        if not near:
            cells.append([[] for _ in columns])
        elif row.is_data:
            return None
        for chunk, under in zip(row.chunks, placed, strict=True):
            cells[-1][under[0]].append(chunk)
    if any(not _is_column([chunk for row in cells for chunk in row[n]], data[0].size) for n in range(len(columns))):
        return None
    first, head = _head(rows, start, xs, usual)
    lines = [[_piece(found, (xs[n], body[0].top, xs[n + 1], body[0].bottom), at) for n, found in enumerate(row)] for row in cells]
    box = (xs[0], rows[first].top, xs[-1], body[-1].bottom)
    heads = [
        [_piece(row.get(n, []), (xs[n], rows[first].top, xs[n + 1], rows[first].bottom), at) for n in range(len(columns))]
        for row in head
    ]
    return first, Block(at(box).page, box, xs, [*heads, *lines], "" if head else _NO_HEAD, ruled=False)


def _columns(data: Sequence[_Row]) -> list[tuple[int, int]] | None:
    """Return from where to where each column goes, the gaps between them free in every row; None if they are not sure."""
    chunks = sorted((chunk for row in data for chunk in row.chunks), key=lambda chunk: chunk.left)
    found: list[list[_Chunk]] = []
    right = 0
    for chunk in chunks:
        if found and chunk.left < right:
            found[-1].append(chunk)
            right = max(right, chunk.right)
        else:
            found.append([chunk])
            right = chunk.right
    amounts = sum(any(_AMOUNT.match(chunk.text) for chunk in column) for column in found)
    if len(found) < _COLUMNS or not amounts or any(not _is_column(column, data[0].size) for column in found):
        return None
    spans = [(column[0].left, max(chunk.right for chunk in column)) for column in found]
    per_row = [[sum(left <= chunk.left < end for chunk in row.chunks) for left, end in spans] for row in data]
    return spans if all(count <= 1 for counts in per_row for count in counts) else None


def _is_column(chunks: Sequence[_Chunk], size: int) -> bool:
    """Tell whether chunks are the names of a column, or its figures, all at one edge or around one middle."""
    figures = [chunk for chunk in chunks if is_figure(chunk.text)]
    if not any(_AMOUNT.match(chunk.text) for chunk in figures):
        return True
    if len(figures) < len(chunks):
        return False
    sides = ([c.left * 2 for c in figures], [c.right * 2 for c in figures], [c.left + c.right for c in figures])
    return any((max(side) - min(side)) * _STRAY < 2 * size for side in sides)


def _under(xs: Sequence[int], chunk: _Chunk) -> list[int]:
    """Return the columns over which a chunk stands, leaving out those that have little of it."""
    wide = chunk.right - chunk.left
    found: list[int] = []
    for column, (left, right) in enumerate(pairwise(xs)):
        begin = chunk.left if column == 0 else max(left, chunk.left)
        end = chunk.right if column == len(xs) - 2 else min(right, chunk.right)
        if (end - begin) * _SHARE > wide:
            found.append(column)
    return found


def _head(rows: Sequence[_Row], start: int, xs: Sequence[int], usual: int) -> tuple[int, list[dict[int, list[_Chunk]]]]:
    """Return where the head begins, and its lines by column: words over the columns, as close as the rows are."""
    found: list[tuple[int, dict[int, list[_Chunk]], bool]] = []
    for index in range(start - 1, max(start - 1 - _HEADS, -1), -1):
        row = rows[index]
        if rows[index + 1].top - row.top > _SPREAD * usual // 2 or len(row.chunks) < 2:
            break
        placed = [(chunk, _under(xs, chunk)) for chunk in row.chunks]
        if any(not under or is_figure(chunk.text) or ":" in chunk.text or "：" in chunk.text for chunk, under in placed):
            break
        line: dict[int, list[_Chunk]] = {}
        for chunk, under in placed:
            line.setdefault(under[0], []).append(chunk)
        found.append((index, line, all(len(under) == 1 for _, under in placed)))
    if not found or len(found[0][1]) < 2:
        return start, []
    return found[-1][0], _joined(found[::-1], rows, usual)


def _joined(
    lines: Sequence[tuple[int, dict[int, list[_Chunk]], bool]], rows: Sequence[_Row], usual: int
) -> list[dict[int, list[_Chunk]]]:
    """Return the lines of a head, those of words that only wrap taken together."""
    out: list[dict[int, list[_Chunk]]] = []
    before: tuple[int, bool] | None = None
    for index, line, single in lines:
        if before and before[1] and single and (rows[index].top - rows[before[0]].top) * (_CLOSE + 1) < usual * _CLOSE:
            for column, chunks in line.items():
                out[-1].setdefault(column, []).extend(chunks)
        else:
            out.append({column: list(chunks) for column, chunks in line.items()})
        before = index, single
    return out


def _piece(chunks: Sequence[_Chunk], blank: Box, at: At) -> Piece:
    if not chunks:
        return Piece("", at(blank))
    return Piece("".join(chunk.text for chunk in chunks), at(around([glyph for chunk in chunks for glyph in chunk.glyphs])))
