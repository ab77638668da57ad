"""What the columns of a table are, judged by its data: codes, labels, row numbers, values, in lanes.

Two- and three-lane tables put a label and its values side by side several times in a row; a lane begins where a
code or label follows a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textcheck.fact.header import CODED_NAME, NUMBER, Leaf, Row
from textcheck.lexicon.headers import headers


class Lane(NamedTuple):
    """One label and what belongs to it: code columns, label columns, value columns."""

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]


def find_lanes(rows: Sequence[Row], header: Sequence[Row], *, matrix: bool = False) -> list[Lane]:
    """Return the lanes of a table from left to right; a matrix has no labels, all of its columns are values."""
    width = max(len(row) for row in rows)
    if matrix:
        return [Lane((), (), tuple(range(width)))]
    kinds = _kinds(rows, header, width)
    lanes: list[Lane] = []
    codes: list[int] = []
    labels: list[int] = []
    values: list[int] = []
    pending: list[int] = []
    for column, kind in enumerate(kinds):
        if kind in "CT":
            if values and any(kinds[v] == "N" or kinds[v] == "B" for v in values):
                lanes.append(Lane(tuple(codes), tuple(labels), tuple(values)))
                codes, labels, values = [], [], []
            pending = []
            (codes if kind == "C" and not labels else labels).append(column)
        elif kind == "R":
            continue
        elif labels or (kind == "N" and not codes) or (values and not codes):
            values.append(column)
        elif codes and kind == "N":
            values.append(column)
        else:
            pending.append(column)
    lanes.append(Lane(tuple(codes), tuple(labels), tuple(values)))
    return [lane for lane in lanes if lane.values or lane.labels]


def _kinds(rows: Sequence[Row], header: Sequence[Row], width: int) -> list[str]:
    """Return one letter a column: Code, Text, Row number, Number, Blank."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for cell in row:
            if cell.text:
                columns[cell.column].append(cell.text)
    counted = {cell.column for row in header for cell in row if cell.text == headers().row_number}
    return [_kind(texts, column in counted) for column, texts in enumerate(columns)]


def _kind(texts: Sequence[str], counted: bool) -> str:  # noqa: FBT001
    if not texts:
        return "B"
    numbers = [text for text in texts if NUMBER.match(text)]
    if len(numbers) * 2 < len(texts):
        dashes = sum(1 for text in texts if not any(c.isalnum() for c in text))
        return "B" if dashes == len(texts) else "T"
    whole = [text for text in numbers if text.isdigit()]
    if len(whole) == len(numbers):
        if counted or _counts_up(whole):
            return "R"
        if all(len(text) in (2, 3, 5, 7) for text in whole) and (len(whole) > 1 or len(whole[0]) > 2):
            return "C" if len({len(t) for t in whole}) > 1 or all(t[0] in "23" for t in whole) or len(whole[0]) == 2 else "N"
    return "N"


def _counts_up(whole: Sequence[str]) -> bool:
    values = [int(text) for text in whole]
    return len(values) > 4 and all(b == a + 1 for a, b in zip(values, values[1:], strict=False))


def match_columns(leaves: Sequence[Leaf], lanes: Sequence[Lane], rows: Sequence[Row]) -> dict[int, Leaf]:
    """Give each value column its leaf, by order; where their numbers differ, nothing is bound."""
    columns = [column for lane in lanes for column in lane.values]
    if len(columns) > len(leaves):
        named = {leaf.column for leaf in leaves}
        used = {cell.column for row in rows for cell in row if cell.text}
        columns = [column for column in columns if column in used or column in named]
    if len(columns) != len(leaves):
        return {}
    return dict(zip(columns, leaves, strict=True))


def label_of(row: Row, lane: Lane) -> tuple[str, str]:
    """Return the account code and the label that a row shows in a lane; either may be empty."""
    size = len(row)
    code = "".join(row[c].text for c in lane.codes if c < size and row[c].text.isdigit())
    words = headers().labels
    texts = [row[c].text for c in (*lane.codes, *lane.labels) if c < size]
    label = next((text for text in reversed(texts) if text and not text.isdigit() and text not in words), "")
    if not code and label:
        match = CODED_NAME.match(label)
        if match:
            return match.group(1), label[match.end() :]
    return code, label
