"""Rows that stand in one row of a grid, no line drawn between them: their figures stand one under the other in each cell."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from textcheck.readers.pdf.words import is_figure, is_numeric

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textcheck.readers.pdf.shapes import Glyph

    Lines = Sequence[Sequence[Glyph]]

_NEAR = 4  # lines of two cells are one if their middles are nearer than a glyph's height over this
_EVEN = 1.3


def is_stack(text: str) -> bool:
    """Tell whether the text of a cell is nothing but figures, and more than one."""
    words = text.split()
    return len(words) > 1 and all(len(word) > 1 and is_figure(word) for word in words)


def split(cells: Mapping[int, tuple[Lines, int]]) -> list[dict[int, list[Glyph]]] | None:
    """Return the rows that stand in a row of cells, each cell given as its lines and where it ends; None if not sure.

    They are sure if the lines of all cells stand at the same heights, evenly and a line apart; if none but the last line of
    a text could go on in the next; and if figures have a text beside them.
    """
    found = [(_middle(line), column, line) for column, (lines, _) in cells.items() for line in lines]
    found.sort(key=lambda each: each[0])
    levels: list[tuple[int, dict[int, list[Glyph]]]] = []
    for middle, column, line in found:
        size = line[0].bottom - line[0].top
        if levels and (middle - levels[-1][0]) * _NEAR < size:
            if column in levels[-1][1]:
                return None
            levels[-1][1][column] = list(line)
        else:
            levels.append((middle, {column: list(line)}))
    gaps = [below[0] - above[0] for above, below in pairwise(levels)]
    size = max([line[0].bottom - line[0].top for _, _, line in found])
    if (
        not gaps
        or min(gaps) < size
        or max(gaps) > _EVEN * min(gaps)
        or any(_may_go_on(lines, end) for lines, end in cells.values())
    ):
        return None
    rows = [row for _, row in levels]
    return rows if all(_is_row(row) for row in rows) else None


def _middle(line: Sequence[Glyph]) -> int:
    return (line[0].top + line[0].bottom) // 2


def _may_go_on(lines: Lines, end: int) -> bool:
    """Tell whether a line of a text leaves no room for what begins the next: they may be one text."""
    return any(
        end - line[-1].right < 2 * (after[0].right - after[0].left)
        for line, after in pairwise(lines)
        if not is_numeric("".join(glyph.text for glyph in line))
    )


def _is_row(row: Mapping[int, Sequence[Glyph]]) -> bool:
    """Tell whether the texts of one height make a row: a text, and whole figures if there are any."""
    texts = ["".join(glyph.text for glyph in line) for line in row.values()]
    figures = [text for text in texts if is_numeric(text)]
    return all(map(is_figure, figures)) and len(texts) > len(figures)
