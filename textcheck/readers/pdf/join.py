"""Tables that go on over pages: the edges of their columns tell, and bring rows of another page under the same columns."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from textcheck.readers.transcript import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.readers.pdf.table import Block

_NEAR = 300
_FIGURE = re.compile(r"-?[\d,]*\d{3}$|-?[\d,]+\.\d+$")
_NO_ROOM = 1500
_SLIVER = 1200
_PREAMBLE = 3
_CODE = re.compile(r"\d{3,7}$")
_BLANK = Piece("")


class Part(NamedTuple):
    """Rows of a table on one page under the columns of the whole; ``parted`` tells that a page begins with no known head.

    ``unread``: they may have been misread.
    """

    rows: list[list[Piece]]
    parted: bool
    unread: bool = False


def is_next(before: Block, block: Block) -> bool:
    """Tell whether one of two tables with nothing between may go on as the other: on the next page or close below.

    One with the same head in the same columns goes on however far below: another table would have a title.
    """
    if before.page != block.page or 0 <= block.box[1] - before.box[3] < _NO_ROOM:
        return True
    heads = [[piece.text for piece in table.rows[0]] if table.rows else [] for table in (before, block)]
    return before.xs == block.xs and heads[0] == heads[1] and sum(map(bool, heads[0])) > 1


def parts(blocks: Sequence[Block]) -> list[list[Part]]:
    """Return tables that follow each other with nothing between, each as its parts, columns brought together.

    Where the edges of neither have all edges of the other, nothing is moved: whether the second goes on with the first is
    then for its words to tell.
    """
    groups: list[tuple[list[int], list[Block]]] = []
    for block in blocks:
        union = _union(groups[-1][0], block.xs) if groups else None
        if union is None:
            groups.append((block.xs, [block]))
        else:
            groups[-1] = (union, [*groups[-1][1], block])
    return [_group(xs, found) for xs, found in groups]


def _group(xs: list[int], blocks: list[Block]) -> list[Part]:
    """Return the parts of one table; a head that is only repeated is left out."""
    first = _moved(blocks[0], xs)
    out = [Part(first, parted=False, unread=bool(blocks[0].doubt))]
    for before, block in itertools.pairwise(blocks):
        rows = _moved(block, xs)
        repeated = _repeated(rows, first)
        rest = rows[repeated:]
        if before.page != block.page and rest and out[-1].rows and _is_rest(out[-1].rows[-1], rest[0]):
            out[-1].rows[-1] = [_with(piece, more) for piece, more in zip(out[-1].rows[-1], rest[0], strict=True)]
            rest = rest[1:]
        out.append(Part(rest, parted=not repeated and before.page != block.page, unread=bool(block.doubt)))
    return out


def _repeated(rows: list[list[Piece]], first: list[list[Piece]]) -> int:
    """Return how many rows at the top of a page only repeat the head of the table.

    Above the head the first page may have rows of one cell, the table's title and its unit, inside the same frame.
    """
    texts = [[piece.text for piece in row] for row in first[: _PREAMBLE + len(rows)]]
    alone = list(itertools.takewhile(lambda row: sum(map(bool, row)) == 1, texts[:_PREAMBLE]))
    for skipped in range(len(alone) + 1):
        repeated = 0
        for row, head in zip(rows, texts[skipped:], strict=False):
            if [piece.text for piece in row] != head or any(map(_FIGURE.match, head)):
                break
            repeated += 1
        if repeated:
            return repeated
    return 0


def _is_rest(row: list[Piece], next_row: list[Piece]) -> bool:
    """Tell whether the first row of a page is the rest of the last one before it, whose name took more than one line.

    It has no code and no figure, and words only where the row of an account has words.
    """
    if not _CODE.match(row[0].text) or len(row) != len(next_row):
        return False
    filled = [(piece.text, more.text) for piece, more in zip(row, next_row, strict=True) if more.text]
    return bool(filled) and all(text and not any(c.isdigit() for c in text + more) for text, more in filled)


def _with(piece: Piece, more: Piece) -> Piece:
    return piece._replace(text=piece.text + more.text) if more.text else piece


def _union(xs: list[int], others: list[int]) -> list[int] | None:
    """Return the more of two sets of edges if it has all of the other, None if neither has.

    What the other lacks at a side may only be a sliver of a column, too narrow for anything to be printed in it.
    """
    if len(xs) < len(others):
        xs, others = others, xs
    left = others[0] - xs[0] <= _NEAR or (xs[1] - xs[0] < _SLIVER and others[0] - xs[1] <= _NEAR)
    right = xs[-1] - others[-1] <= _NEAR or (xs[-1] - xs[-2] < _SLIVER and xs[-2] - others[-1] <= _NEAR)
    if not left or not right:
        return None
    return xs if all(abs(xs[_nearest(xs, edge)] - edge) <= _NEAR for edge in others) else None


def _moved(block: Block, xs: list[int]) -> list[list[Piece]]:
    """Return the rows of a table under the edges ``xs``, of which its own are some."""
    if len(block.xs) == len(xs):
        return block.rows
    columns = [_nearest(xs, edge) for edge in block.xs[:-1]]
    rows: list[list[Piece]] = []
    for row in block.rows:
        wide = [_BLANK] * (len(xs) - 1)
        for column, piece in zip(columns, row, strict=True):
            wide[column] = piece
        rows.append([piece if piece is not _BLANK else Piece("", row[0].place) for piece in wide])
    return rows


def _nearest(xs: list[int], edge: int) -> int:
    at = bisect_left(xs, edge)
    if at == len(xs) or (at and edge - xs[at - 1] < xs[at] - edge):
        return at - 1
    return at
