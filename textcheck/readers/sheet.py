"""What the readers of workbooks fill in: the cells of a sheet as they show, and how cells, rows and columns are named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

UNKNOWN = "#未计算"
"""What a formula without a stored result is written as: a blank would count as nought."""

_TITLE = re.compile(r"^[^\s\d,.][^，。；]{1,58}表\s*(?:[(（][^()（）]*[)）])?$|^20\d\d.{0,56}表\s*(?:[(（][^()（）]*[)）])?$")
MOST_NAMED = 8


class Shown(NamedTuple):
    """What a cell shows, and the number kept behind it in the unit that is shown."""

    text: str
    stored: Decimal | None = None


BLANK = Shown("")


class Merge(NamedTuple):
    """A merged region; rows and columns count from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """The filled cells of a sheet by row and column (from 1), merged regions, hidden rows and columns."""

    name: str
    rows: dict[int, dict[int, Shown]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    wrong: list[tuple[int, int]] = field(default_factory=list)
    unseen: list[tuple[int, int]] = field(default_factory=list)


def is_title(text: str) -> bool:
    """Tell whether a cell holds the title of a table: 2024年度支出决算表."""
    return bool(_TITLE.match(text.strip()))


def cell_names(cells: Sequence[tuple[int, int]]) -> str:
    """Return cells as people name them: D12、D13 等 9 格."""
    names = "、".join(Place(sheet="-", row=row, column=column).cell for row, column in cells[:MOST_NAMED])
    return f"{names} 等 {len(cells)} 格" if len(cells) > MOST_NAMED else names


def column_letters(column: int) -> str:
    """Return the name of a column: D."""
    return Place(sheet="-", column=column).cell.rstrip("0")


def stretches(numbers: Iterable[int]) -> str:
    """Return whole numbers as people list them: 3–5、8."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = "、".join(str(a) if a == b else f"{a}–{b}" for a, b in runs[:MOST_NAMED])
    return shown + (" 等" if len(runs) > MOST_NAMED else "")
