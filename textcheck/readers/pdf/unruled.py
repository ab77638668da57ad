"""Tables without lines: rows whose figures stand under one another, with nothing between the columns.

Only what is sure becomes a table: at least three rows of amounts under a head, each column apart from the next in every row,
its figures at one edge. All else stays prose, where no figure is bound to a row or a column.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from textcheck.lexicon.headers import headers
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
_NUMBER = re.compile(r"\d{1,2}$")
_FEWEST = 3
_HEADS = 4
_COLUMNS = 3
_STRAY = 2  # edges of figures that differ by less than a glyph's height over this stand under one another
_SPREAD = 5  # rows stand apart by up to so many halves of the usual distance
_CLOSE = 6  # a line nearer than so many sevenths of the usual distance goes on with the one above
_SHARE = 4  # a head belongs to every column that has more than one part in so many of it
_NO_HEAD = "没有框线，看不出表头"
_NO_NAMES = "没有框线，分不清哪些数是哪一行的"
_NO_END = "没有框线，看不出到哪里为止"


class _Chunk(NamedTuple):
    """What stands on a line with no wide gap in it."""

    left: int
    right: int
    text: str
    glyphs: Sequence[Glyph]


_Cells = dict[int, list[_Chunk]]


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
    """Tell whether something on a line stands apart from what is before it, and the line ends with a digit."""
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
    words = 0
    gaps: list[int] = []
    for index in range(start + 1, len(rows)):
        row = rows[index]
        gap = row.top - rows[index - 1].top
        if gap > (_SPREAD * median_low(gaps) // 2 if gaps else 4 * rows[start].size):
            break
        words = 0 if row.figures else words + 1
        if words == _FEWEST or (words and len(row.chunks) > 2):
            break
        if row.is_data:
            end = index + 1
        gaps.append(gap)
    return end


def _table(rows: Sequence[_Row], start: int, end: int, at: At) -> tuple[int, Block] | None:
    """Return the table whose rows of amounts begin and end there, with the line at which its head begins; None if there is none."""
    body = rows[start:end]
    data = [row for row in body if row.is_data]
    columns = _columns(data)
    if columns is None or len(data) < _FEWEST:
        return None
    xs = [columns[0][0], *((left[1] + right[0]) // 2 for left, right in pairwise(columns)), columns[-1][1]]
    placed = [[_under(xs, chunk) for chunk in row.chunks] for row in body]
    if any(len(under) != 1 for row in placed for under in row):
        return None
    found = _cells(body, [[under[0] for under in row] for row in placed])
    if any(not _is_column([chunk for row in found for chunk in row.get(n, ())], data[0].size) for n in range(len(columns))):
        return None
    first, head = _head(rows, start, xs, _usual(body))
    doubt = "" if head else _NO_HEAD
    if _is_unsure(body, found):
        doubt = _NO_NAMES
    lines = [[_piece(row.get(n, ()), (xs[n], body[0].top, xs[n + 1], body[0].bottom), at) for n in range(len(columns))]
             for row in [*head, *found]]  # fmt: skip
    box = (xs[0], rows[first].top, xs[-1], body[-1].bottom)
    return first, Block(at(box).page, box, xs, lines, doubt, ruled=False)


def _usual(rows: Sequence[_Row]) -> int:
    """Return how far apart rows of amounts stand that have nothing between them."""
    gaps = [after.top - row.top for row, after in pairwise(rows) if row.is_data and after.is_data]
    return min(gaps) if gaps else 2 * rows[0].size


def _cells(body: Sequence[_Row], columns: Sequence[Sequence[int]]) -> list[_Cells]:
    """Return the rows of a table by column; a line that stands closer to the one above than rows do goes on with it."""
    usual = _usual(body)
    found: list[_Cells] = []
    for index, (row, under) in enumerate(zip(body, columns, strict=True)):
        near = index > 0 and (row.top - body[index - 1].top) * (_CLOSE + 1) < usual * _CLOSE
        if not near or row.figures:
            found.append({})
        for chunk, column in zip(row.chunks, under, strict=True):
            found[-1].setdefault(column, []).append(chunk)
    return found


def _is_unsure(body: Sequence[_Row], found: Sequence[_Cells]) -> bool:
    """Tell whether it is not sure which name belongs to which figures.

    Amounts have no name beside them; or a name stands alone below one that has no room for another character.
    """
    if any(not any(chunk for chunk in row.chunks if chunk not in row.figures) for row in body if row.is_data):
        return True
    ends: dict[int, int] = {}
    for row in found:
        for column, chunks in row.items():
            ends[column] = max(ends.get(column, 0), *(chunk.right for chunk in chunks))
    for above, row in pairwise(found):
        if len(row) == 1:
            ((column, chunks),) = row.items()
            last = above.get(column, [])
            size = chunks[0].glyphs[0].right - chunks[0].glyphs[0].left
            if not last or is_figure(chunks[0].text) or ends[column] - last[-1].right < 2 * size:
                return True
    return False


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


def _head(rows: Sequence[_Row], start: int, xs: Sequence[int], usual: int) -> tuple[int, list[_Cells]]:
    """Return where the head begins, and its lines by column: words over the columns, as close as the rows are."""
    found: list[tuple[int, _Cells, bool]] = []
    for index in range(start - 1, max(start - 1 - _HEADS, -1), -1):
        row = rows[index]
        if rows[index + 1].top - row.top > _SPREAD * usual // 2 or len(row.chunks) < 2:
            break
        placed = [(chunk, _under(xs, chunk)) for chunk in row.chunks]
        if any(not under or ":" in chunk.text or "：" in chunk.text for chunk, under in placed):
            break
        if row.figures and not all(chunk.text in headers().labels or _NUMBER.match(chunk.text) for chunk in row.chunks):
            break
        line: _Cells = {}
        for chunk, under in placed:
            line.setdefault(under[0], []).append(chunk)
        found.append((index, line, all(len(under) == 1 for _, under in placed)))
    if not found or len(found[0][1]) < 2:
        return start, []
    return found[-1][0], _joined(found[::-1], rows, usual)


def _joined(lines: Sequence[tuple[int, _Cells, bool]], rows: Sequence[_Row], usual: int) -> list[_Cells]:
    """Return the lines of a head, those of words that only wrap taken together."""
    out: list[_Cells] = []
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
