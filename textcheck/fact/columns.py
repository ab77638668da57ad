"""What the columns of a table are, judged by its data: codes, labels, row numbers, values, in lanes.

Two- and three-lane tables put a label and its values side by side several times in a row; a lane begins where a
code or label follows a value.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from textcheck.fact.header import CODED_NAME, Leaf, Row, numbered_columns, says
from textcheck.lexicon.accounts import economic_accounts, functional_accounts
from textcheck.lexicon.headers import headers

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_FARTHEST = 3
_LIKE_NUMBER = re.compile(r"-?\d[\d,，.]*%?$")


class Lane(NamedTuple):
    """One label and what belongs to it: code columns, label columns, value columns."""

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]


def find_lanes(rows: Sequence[Row], header: Sequence[Row], beside: Container[int] = (), *, matrix: bool = False) -> list[Lane]:
    """Return the lanes of a table from left to right; a matrix has no labels, all of its columns are values.

    ``beside`` are the columns that belong to no lane: they say whose a row is.
    """
    width = max(len(row) for row in rows)
    if matrix:
        return [Lane((), (), tuple(column for column in range(width) if column not in beside))]
    kinds = _kinds(rows, header, width)
    lanes: list[Lane] = []
    codes: list[int] = []
    labels: list[int] = []
    values: list[int] = []
    pending: list[int] = []
    for column, kind in enumerate(kinds):
        if column in beside:
            continue
        if kind in "CT":
            if values and any(kinds[v] == "N" or kinds[v] == "B" for v in values):
                lanes.append(Lane(tuple(codes), tuple(labels), tuple(values)))
                codes, labels, values = [], [], []
            pending = []
            (codes if kind == "C" and not labels else labels).append(column)
        elif kind == "R":
            continue
        elif labels or (kind == "N" and not codes) or (values and not codes) or (codes and kind == "N"):
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
            if says(cell.text):
                columns[cell.column].append(cell.text)
    counted = {cell.column for row in header for cell in row if cell.text == headers().row_number}
    kinds: list[str] = []
    for column, texts in enumerate(columns):
        kinds.append(_kind(texts, counted=column in counted, after_code=kinds[-1:] == ["C"]))
    return kinds


def _kind(texts: Sequence[str], *, counted: bool, after_code: bool) -> str:
    if not texts:
        return "B"
    numbers = [text for text in texts if _LIKE_NUMBER.match(text)]
    if len(numbers) * 2 < len(texts):
        return "T"
    whole = [text for text in numbers if text.isdigit()]
    if len(whole) == len(numbers):
        if counted or _counts_up(whole):
            return "R"
        if (after_code and all(len(text) == 2 for text in whole)) or sum(map(_is_account, whole)) * 2 > len(whole):
            return "C"
    return "N"


def _is_account(text: str) -> bool:
    return len(text) in (3, 5, 7) and (text in functional_accounts() or text in economic_accounts())


def _counts_up(whole: Sequence[str]) -> bool:
    values = [int(text) for text in whole]
    return len(values) > 4 and all(b == a + 1 for a, b in pairwise(values))


def match_columns(leaves: Sequence[Leaf], lanes: Sequence[Lane], header: Sequence[Row], rows: Sequence[Row]) -> dict[int, Leaf]:
    """Give each value column its leaf; where more than one way is open, nothing is bound.

    The row that counts the columns (栏次) says where they are; without one, the head stands over the columns, or the
    whole of it a few columns off. Only where all names are one (决算数, 决算数) is their order enough.
    """
    values = [column for lane in lanes for column in lane.values]
    filled = {cell.column for row in rows for cell in row if says(cell.text)}
    head = _Head(leaves, filled, values, max(map(len, (*header, *rows))), _is_matrix(lanes))
    numbered = [column for row in header for column in numbered_columns(row)]
    if head.fits(numbered):
        return dict(zip(numbered, leaves, strict=True))
    damaged = bool(numbered) and len(numbered) != len(leaves)
    room = min((cell.column for row in header for cell in row if cell.text), default=0)  # to the left of the head
    shifts = range(-min(room, _FARTHEST), _FARTHEST + 1) if not (head.matrix or damaged) else (0,)
    open_ways = [places for shift in shifts if head.fits(places := [leaf.column + shift for leaf in leaves])]
    if len(open_ways) > 1 and _in_place(lanes, header):
        open_ways = [places for places in open_ways if places == [leaf.column for leaf in leaves]]
    if not open_ways and head.alike:  # blank columns may have come in between
        open_ways = [places for places in (values, sorted(head.used)) if head.fits(places)][:1]
    if not open_ways and not damaged and _stands_over(leaves, lanes, header) and {leaf.column for leaf in leaves} == head.used:
        open_ways = [[leaf.column for leaf in leaves]]
    return dict(zip(open_ways[0], leaves, strict=True)) if len(open_ways) == 1 else {}


def _in_place(lanes: Sequence[Lane], header: Sequence[Row]) -> bool:
    """Tell whether the names of the label columns stand over them, so that the head is not moved."""
    labels = [column for lane in lanes for column in (*lane.codes[:1], *lane.labels)]
    named = {cell.column for row in header for cell in row if cell.text in headers().labels}
    return bool(labels) and named.issuperset(labels)


def _stands_over(leaves: Sequence[Leaf], lanes: Sequence[Lane], header: Sequence[Row]) -> bool:
    """Tell whether a head without a total (项目, 预算数, 决算数) is in its place: one lane, its label over the labels."""
    if len(lanes) != 1 or len(header) != 1 or not lanes[0].labels or not leaves:
        return False
    first = next((cell for cell in header[0] if says(cell.text)), None)
    return first is not None and first.text in headers().labels and first.column == lanes[0].labels[0]


class _Head:
    """The names of the value columns, and where numbers and other cells stand below them.

    ``anchored``: a total, or one name for all, tells where the names begin; a head that has lost it tells nothing.
    """

    def __init__(self, leaves: Sequence[Leaf], filled: set[int], values: Sequence[int], width: int, matrix: bool) -> None:  # noqa: FBT001
        self.leaves, self.filled, self.width, self.matrix = leaves, filled, width, matrix
        self.used = filled.intersection(values)
        self.alike = len({leaf.path[-1] for leaf in leaves}) == 1
        self.anchored = matrix or self.alike or any(leaf.is_total for leaf in leaves)

    def fits(self, places: Sequence[int]) -> bool:
        """Tell whether the leaves can stand there: over every used column, over no label, in the table, no total over a blank."""
        if not self.anchored or len(places) != len(self.leaves) or not self.used.issubset(places):
            return False
        if any(not 0 <= place < self.width or (place in self.filled and place not in self.used) for place in places):
            return False
        if self.matrix:
            return True
        totals = [(leaf, place in self.used) for leaf, place in zip(self.leaves, places, strict=True) if leaf.is_total]
        return (any(used for _, used in totals) and all(used or len(leaf.path) > 1 for leaf, used in totals)) or not totals


def _is_matrix(lanes: Sequence[Lane]) -> bool:
    return not any(lane.labels or lane.codes for lane in lanes)


def label_of(row: Row, lane: Lane) -> tuple[str, str]:
    """Return the account code and the label that a row shows in a lane; either may be empty."""
    size = len(row)
    code = "".join(row[c].text for c in lane.codes if c < size and row[c].text.isdigit())
    words = headers().labels
    texts = [row[c].text for c in (*lane.codes, *lane.labels) if c < size]
    label = next((text for text in reversed(texts) if says(text) and not text.isdigit() and text not in words), "")
    if not code and label:
        match = CODED_NAME.match(label)
        if match:
            return match.group(1), label[match.end() :]
    return code, label
