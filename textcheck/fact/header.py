"""The head of a table: which rows it takes, and the names of its value columns in order.

Header cells in real files stand a column off, are merged or lost. A cell that has other header cells below it,
within the stretch up to its next neighbour, is a group; what remains are the leaves. Leaves are matched with value
columns by their order, so a shift does no harm; where the numbers of leaves and columns differ, nothing is guessed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.blocks import Cell
from textcheck.lexicon.headers import headers

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

CODE = re.compile(r"\d{3}(?:\d\d){0,2}$")
CODED_NAME = re.compile(r"[\[(]?(\d{3}(?:\d\d){0,2})[\])]?[-—\s]*(?=[^\d\s.,)-])")
NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_DECIMAL = re.compile(r"-?[\d,]+\.\d+$")
_INTEGER = re.compile(r"\d{1,2}$")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}、")
_MOST_HEADER_ROWS = 8

Row = tuple[Cell, ...]


class Leaf(NamedTuple):
    """A bottom header cell with the texts of the groups above it, outermost first."""

    column: int
    path: tuple[str, ...]
    depth: int = 0

    @property
    def is_total(self) -> bool:
        """Tell whether the column adds up others: 合计, 小计."""
        return self.path[-1].endswith("计")


def says(text: str) -> bool:
    """Tell whether a cell says anything; a dash is a blank."""
    return bool(text) and (text[0].isalnum() or any(map(str.isalnum, text)))


def count_header_rows(rows: Sequence[Row], is_label: Container[str]) -> int:
    """Return how many rows stand before the first row of data."""
    for index, row in enumerate(rows[:_MOST_HEADER_ROWS]):
        if is_data(row, is_label):
            return index
    return min(len(rows), _MOST_HEADER_ROWS)


def is_data(row: Row, is_label: Container[str]) -> bool:
    """Tell whether a row holds an amount, an account code or a known row label."""
    texts = [cell.text for cell in row if cell.text]
    if not texts or is_column_numbers(texts):
        return False
    first = texts[0]
    if CODE.match(first) and len(texts) > 1:
        return True
    if _ORDINAL.match(first) or CODED_NAME.match(first):
        return True
    if any(_DECIMAL.match(text) for text in texts):
        return True
    if first not in headers().labels and any(text in is_label for text in texts):
        return all(text.endswith("计") for text in texts) or any(NUMBER.match(text) for text in texts)
    return False


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Tell whether a row only counts the columns: 栏次 1 2 3 …"""
    words = headers()
    numbers = [text for text in texts if text not in words.labels]
    if not numbers:
        return words.column_number in texts
    if not all(_INTEGER.match(text) for text in numbers):
        return False
    values = [int(text) for text in numbers]
    steps = [b - a for a, b in pairwise(values)]
    return all(step == 1 for step in steps) and values[0] <= 2 and (len(values) > 1 or words.column_number in texts)


def numbered_columns(row: Row) -> list[int]:
    """Return where a row that counts the columns has its numbers, else nothing."""
    if not is_column_numbers([cell.text for cell in row if cell.text]):
        return []
    return [cell.column for cell in row if _INTEGER.match(cell.text)]


def find_leaves(rows: Sequence[Row]) -> list[Leaf]:
    """Return the bottom cells of the header rows in column order, labels and column numbers left out."""
    words = headers()
    grid = [
        [(cell.column, cell.text) for cell in row if says(cell.text) and not _INTEGER.match(cell.text)]
        for row in rows
        if not is_column_numbers([cell.text for cell in row if cell.text])
    ]
    leaves: list[Leaf] = []
    for depth, line in enumerate(grid):
        for at, (column, text) in enumerate(line):
            until = line[at + 1][0] if at + 1 < len(line) else 10_000
            if any(column <= below < until for lower in grid[depth + 1 :] for below, _ in lower):
                continue
            if text in words.labels:
                continue
            leaves.append(Leaf(column, (*_groups(grid[:depth], column), text), depth))
    if any(leaf.path[-1] in words.amounts for leaf in leaves):
        leaves = [leaf for leaf in leaves if leaf.path[-1] not in words.groups]
    return sorted(leaves)


def _groups(above: Sequence[Sequence[tuple[int, str]]], column: int) -> tuple[str, ...]:
    """Return the texts above a leaf; a group reaches right up to the next cell of its own row or of any row above."""
    path: list[str] = []
    boundary = 0
    for line in above:
        left = [(at, text) for at, text in line if boundary <= at <= column]
        if left:
            boundary = left[-1][0]
            path.append(left[-1][1])
    return tuple(path)
