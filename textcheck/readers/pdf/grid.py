"""Rules that cross make a grid; where no rule parts two fields of it, they are one cell."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.readers.pdf.shapes import Box, Rule

Owners = list[list[tuple[int, int]]]

_NEAR = 200
_SPAN = 350


class Grid(NamedTuple):
    """A ruled table: the edges of its columns and rows, and for each field the field that its cell begins at.

    ``torn`` are the fields at which cells begin that have a line along a part of an edge only.
    """

    xs: list[int]
    ys: list[int]
    owner: list[list[tuple[int, int]]]
    torn: frozenset[tuple[int, int]] = frozenset()

    @property
    def box(self) -> Box:
        """The box around the table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def field(self, x: int, y: int) -> tuple[int, int]:
        """Return row and column of the cell that a point of the table lies in."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.owner[row][column]

    def end(self, row: int, column: int) -> int:
        """Return the index of the edge at which the cell that begins at a field ends."""
        owners = self.owner[row]
        last = column + 1
        while last < len(owners) and owners[last] == (row, column):
            last += 1
        return last


def grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """Return the ruled tables of a page from the top down; a frame round one field is none."""
    found: list[Grid] = []
    for rows, columns in _connected(across, down):
        xs = _edges([rule.at for rule in columns], rows)
        ys = _edges([rule.at for rule in rows], columns)
        if len(xs) < 2 or len(ys) < 2:
            continue
        grid = Grid(xs, ys, *_owners(xs, ys, rows, columns))
        if len({field for row in grid.owner for field in row}) > 1:
            found.append(grid)
    found.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return [grid for grid in found if not any(other is not grid and _within(grid.box, other.box) for other in found)]


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the rules in sets that hang together by crossing or touching."""
    parent = list(range(len(across) + len(down)))

    def top(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, (y, left, right) in enumerate(across):
        for j, (x, upper, lower) in enumerate(down, len(across)):
            if left - _NEAR <= x <= right + _NEAR and upper - _NEAR <= y <= lower + _NEAR:
                parent[top(i)] = top(j)
    sets: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        sets.setdefault(top(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down, len(across)):
        sets.setdefault(top(j), ([], []))[1].append(rule)
    return [pair for pair in sets.values() if pair[0] and pair[1]]


def _edges(places: list[int], others: Sequence[Rule]) -> list[int]:
    """Return where rules part the table; the ends of the crossing rules bound a table that is open at a side."""
    edges: list[int] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    first, last = min(rule.start for rule in others), max(rule.end for rule in others)
    if first < edges[0] - _SPAN:
        edges.insert(0, first)
    if last > edges[-1] + _SPAN:
        edges.append(last)
    return edges


def _owners(
    xs: list[int], ys: list[int], across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[Owners, frozenset[tuple[int, int]]]:
    """Return for each field the first field of the cell it belongs to; cells are rectangles. Then the torn ones."""
    high, wide = len(ys) - 1, len(xs) - 1
    walls = [[False] * (wide + 1) for _ in range(high)]
    floors = [[False] * wide for _ in range(high + 1)]
    for x, start, end in down:
        column = _nearest(xs, x)
        for row in range(high):
            middle = (ys[row] + ys[row + 1]) // 2
            if start <= middle <= end:
                walls[row][column] = True
    for y, start, end in across:
        row = _nearest(ys, y)
        for column in range(wide):
            middle = (xs[column] + xs[column + 1]) // 2
            if start <= middle <= end:
                floors[row][column] = True
    owner: Owners = [[(-1, -1)] * wide for _ in range(high)]
    torn: list[tuple[int, int]] = []
    for row in range(high):
        for column in range(wide):
            if owner[row][column] == (-1, -1):
                right, lower = _fill(owner, walls, floors, row, column)
                ground, side = floors[lower][column:right], [walls[at][right] for at in range(row, lower)]
                if any(ground) != all(ground) or any(side) != all(side):
                    torn.append((row, column))
    return owner, frozenset(torn)


def _fill(owner: Owners, walls: list[list[bool]], floors: list[list[bool]], row: int, column: int) -> tuple[int, int]:
    """Give the cell that begins at a field its fields: as far right as no wall stands, then as far down as no floor lies.

    Return where it ends to the right and below.
    """
    high, wide = len(owner), len(owner[0])
    right = column + 1
    while right < wide and not walls[row][right] and owner[row][right] == (-1, -1):
        right += 1
    lower = row + 1
    while (
        lower < high
        and not any(floors[lower][at] for at in range(column, right))
        and not any(walls[lower][at] for at in range(column + 1, right))
        and all(owner[lower][at] == (-1, -1) for at in range(column, right))
    ):
        lower += 1
    for y in range(row, lower):
        owner[y][column:right] = [(row, column)] * (right - column)
    return right, lower


def _nearest(edges: list[int], place: int) -> int:
    at = bisect_right(edges, place)
    if at == 0:
        return 0
    if at == len(edges):
        return at - 1
    return at if edges[at] - place < place - edges[at - 1] else at - 1


def _within(box: Box, other: Box) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3] and box != other
