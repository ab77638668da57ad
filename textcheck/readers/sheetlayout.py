"""A sheet to lines and tables: what stands alone above or below a grid is prose, the grid is rows.

Both readers of workbooks fill a ``Sheet`` with what its cells show; what of it is read tells sheetview.py.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from textcheck.document.source import Place
from textcheck.errors import InputError
from textcheck.readers.sheet import BLANK, is_title
from textcheck.readers.sheetview import view
from textcheck.readers.transcript import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.readers.limits import Limits
    from textcheck.readers.sheet import Sheet, Shown
    from textcheck.readers.transcript import Transcript

_FIELD = re.compile(
    r"^(?:编制|编报|填报|预算|决算|金额|货币)?(?:单位|部门)(?:名称)?\s*(?:[(（][^()（）]*[)）])?\s*[:：]"
    r"|^(?:填报|编制)?日期\s*[:：]|(?:金额|货币)?单位\s*[:：]\s*(?:人民币)?[亿万千]?元"
)
_NUMBER = re.compile(r"^[（(]?(?:(?:公开|预算|决算|附)\s*表?\s*\d{1,2}(?:-\d{1,2})?\s*表?|表\s*\d{1,2}|\d{1,2}\s*表)[)）]?$")
_NOTE = re.compile(r"^(?:注\s*\d?|说明|备注)\s*[:：.、]|^[（(]注|^\d{1,2}[.、．]\s*[^\d\s]")
_YEAR = re.compile(r"^20\d\d年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?$")
_ROW_NAME = re.compile(r"^(?:[\[(（]?\d{3,7}|[一二三四五六七八九十]{1,3}、[^，。]*支出|.{0,8}[总合小]?计$)")
_LONG = 30
_FAR = 10_000
_TOP = 6


def write_sheet(sheet: Sheet, transcript: Transcript, limits: Limits) -> None:
    """Write a sheet down, and remark what of it is hidden or was not computed."""
    _Writer(sheet, transcript, limits).write()


class _Writer:
    def __init__(self, sheet: Sheet, transcript: Transcript, limits: Limits) -> None:
        self.sheet, self.out, self.limits = sheet, transcript, limits
        self.wide = {(merge.top, merge.left) for merge in sheet.merges if merge.right - merge.left > 1}

    def write(self) -> None:
        rows, self.partial = view(self.sheet, self.out, self.limits)
        if not rows:
            return
        name = self.sheet.name
        if is_title(name) and not any(is_title(cell.text) for row in list(rows.values())[:_TOP] for cell in row.values()):
            self.out.paragraph([Piece(name, Place(sheet=name))])
        for side in _sides(rows):
            self._blocks(side)
            self.out.blank()

    def _blocks(self, rows: dict[int, dict[int, Shown]]) -> None:
        """Write the rows in order; rows of a grid go together until a line of prose comes."""
        grid: list[int] = []
        numbers = list(rows)
        last = 0
        for at, number in enumerate(numbers):
            below = self._grid_below(rows, numbers[at + 1] if at + 1 < len(numbers) else 0)
            inside = bool(grid) and (below or not self._parted(grid[-1], number) or not _is_alone(rows[number]))
            lines = self._lines(number, rows[number], grid=inside, below=below)
            if lines is None:
                if grid and self._parted(grid[-1], number) and _is_head(rows[number], rows[grid[0]]):
                    self._grid(rows, grid)
                    self.out.blank()
                    grid = []
                grid.append(number)
                continue
            self._grid(rows, grid)
            if last and self._parted(last, number):
                self.out.blank()
            for line in lines:
                self.out.paragraph(line)
            grid, last = [], number
        self._grid(rows, grid)

    def _parted(self, last: int, number: int) -> bool:
        """Tell whether a blank row is seen between two rows; long gaps are."""
        return number - last > _FAR or any(n not in self.sheet.hidden_rows for n in range(last + 1, number))

    def _grid_below(self, rows: dict[int, dict[int, Shown]], after: int) -> bool:
        """Tell whether the next row is one of a grid; there may be none (0)."""
        return bool(after) and len(rows[after]) > 1 and self._lines(after, rows[after], grid=False, below=True) is None

    def _lines(self, number: int, row: dict[int, Shown], *, grid: bool, below: bool) -> list[list[Piece]] | None:
        """Return a row as lines of prose, or None if it is a row of a grid."""
        texts = [cell.text.strip() for cell in row.values()]
        if len(texts) > 1:
            if len(texts) > _TOP or any(cell.stored is not None for cell in row.values()):
                return None
            heads = [bool(_FIELD.search(text) or _NUMBER.match(text) or is_title(text)) for text in texts]
            if not any(heads) or (grid and sum(heads) * 2 < len(texts)):
                return None
            return self._fields(number, row, heads)
        ((column, cell),) = row.items()
        text = texts[0]
        place = Place(sheet=self.sheet.name, row=number, column=column)
        lines = [[Piece(line.strip(), place)] for line in text.splitlines() if line.strip()]
        if is_title(text) or any(pattern.search(text) for pattern in (_FIELD, _NUMBER, _NOTE)):
            return lines
        if cell.stored is not None or _is_label(text):
            return None if grid or below else lines
        if not grid or ((number, column) in self.wide and len(text) > 6) or len(text) > _LONG or text.endswith(("。", "；")):
            return lines
        return None

    def _fields(self, number: int, row: dict[int, Shown], heads: Sequence[bool]) -> list[list[Piece]] | None:
        """Return a row of fields as lines; a value beside its name goes to the same line, anything else makes it no such row."""
        lines: list[list[Piece]] = []
        open_field = False
        for (column, cell), head in zip(row.items(), heads, strict=True):
            piece = self._piece(number, column, cell)
            if open_field and not head:
                lines[-1].append(piece)
            elif head or _YEAR.match(cell.text.strip()):
                lines.append([piece])
            else:
                return None
            open_field = cell.text.strip().endswith((":", "："))
        return lines

    def _piece(self, number: int, column: int, cell: Shown) -> Piece:
        return Piece(cell.text.strip(), Place(sheet=self.sheet.name, row=number, column=column))

    def _grid(self, rows: dict[int, dict[int, Shown]], numbers: Sequence[int]) -> None:
        """Write the rows of a grid; columns that are blank all the way down are left out, blank rows stay between."""
        if not numbers:
            return
        columns = sorted({column for number in numbers for column in rows[number]})
        if len(columns) * len(numbers) > self.limits.cells:
            raise InputError(f"工作表“{self.sheet.name}”的表格过大，不像一份报告，没有检查。")
        self.out.table(partial=self.partial)
        name = self.sheet.name
        last = numbers[0]
        for number in numbers:
            if number > last + 1 and self._parted(last, number):
                self.out.blank()
            last = number
            row = rows[number]
            cells = [row.get(column, BLANK) for column in columns]
            self.out.row(
                Piece(cell.text, Place(sheet=name, row=number, column=column), cell.stored)
                for column, cell in zip(columns, cells, strict=True)
            )


def _sides(rows: dict[int, dict[int, Shown]]) -> list[dict[int, dict[int, Shown]]]:
    """Return the tables that stand side by side, each with its own title and a blank column between; else all as one."""
    filled = {column for row in rows.values() for column in row}
    for row in list(rows.values())[:_TOP]:
        titles = [column for column, cell in row.items() if is_title(cell.text)]
        starts = [1]
        for left, right in pairwise(titles):
            gaps = [column for column in range(left + 1, right) if column not in filled]
            if gaps:
                starts.append(gaps[-1])
        if len(starts) > 1:
            ends = [*starts[1:], max(filled) + 1]
            return [
                {
                    number: within
                    for number, each in rows.items()
                    if (within := {c: v for c, v in each.items() if start <= c < end})
                }
                for start, end in zip(starts, ends, strict=True)
            ]
    return [rows]


def _is_head(row: dict[int, Shown], first: dict[int, Shown]) -> bool:
    """Tell whether a row after a blank one may begin another table: words alone, and not the head of this one again."""
    if row == first:
        return False
    return len(row) > 1 and all(cell.stored is None for cell in row.values()) and not any(_is_label(c.text) for c in row.values())


def _is_alone(row: dict[int, Shown]) -> bool:
    """Tell whether a row after a blank one is a single cell of words that name no total."""
    return len(row) == 1 and all(cell.stored is None and not cell.text.endswith("计") for cell in row.values())


def _is_label(text: str) -> bool:
    """Tell whether a text standing alone in its row may name a row or a column: 合计, 一、一般公共服务支出."""
    return len(text) <= _LONG and bool(_ROW_NAME.match(text))
