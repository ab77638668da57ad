"""What of a sheet is read: not what merged cells cover, and of hidden rows and columns all but drafts and side sums.

Rows and columns are hidden to make a table shorter or narrower: accounts without amounts, the columns of the codes. The
table is whole only with them, so they are read; but whether a total counts them nobody can tell, so a table with hidden
figures is ``partial``: its sums may be confirmed, never called wrong. Left out are hidden stretches that have a title of
their own (an old draft) and hidden columns without any words (a sum on the side).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Place
from textcheck.errors import InputError
from textcheck.readers.sheet import MOST_NAMED, cell_names, column_letters, is_title, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textcheck.readers.limits import Limits
    from textcheck.readers.sheet import Sheet, Shown
    from textcheck.readers.transcript import Transcript

_PARTIAL = "其中有金额，所以这张表的合计只证实、不报错"
_WORK_A_CELL = 4


class View(NamedTuple):
    """The cells that are read, by row and column, and whether figures among them are hidden."""

    rows: dict[int, dict[int, Shown]]
    partial: bool


def view(sheet: Sheet, transcript: Transcript, limits: Limits) -> View:
    """Return what of a sheet is read; remark what is hidden, was not computed, or failed."""
    covered = _covered(sheet, limits)
    filled = {
        number: kept
        for number in sorted(sheet.rows)
        if (kept := {c: v for c, v in sorted(sheet.rows[number].items()) if v.text.strip() and (number, c) not in covered})
    }
    hidden = [number for number in filled if number in sheet.hidden_rows]
    drafts = _drafts(filled, hidden)
    columns = _hidden_columns(sheet, filled)
    aside = {c for c in columns if all(row[c].stored is not None for row in filled.values() if c in row)}
    rows = {number: kept for number, row in filled.items() if number not in drafts and (kept := _without(row, aside))}
    read_rows = [number for number in hidden if number not in drafts]
    read_columns = sorted(columns - aside)
    row_figures = any(_is_amount(cell) for number in read_rows for cell in rows.get(number, {}).values())
    column_figures = any(_is_amount(row[c]) for row in rows.values() for c in read_columns if c in row)
    _remark_hidden(sheet, transcript, (read_rows, row_figures), (read_columns, column_figures), (sorted(drafts), sorted(aside)))
    _remark_cells(sheet, transcript)
    return View(rows, row_figures or column_figures or bool(sheet.unseen))


def _covered(sheet: Sheet, limits: Limits) -> set[tuple[int, int]]:
    """Return the filled cells that merged cells cover; regions may be as large as they like, the work is bounded."""
    covered: set[tuple[int, int]] = set()
    numbers = sorted(sheet.rows)
    work = 0
    for top, left, bottom, right in sheet.merges:
        for number in numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]:
            cells = sheet.rows[number]
            within: Iterable[int] = range(left, right + 1) if right - left < len(cells) else list(cells)
            work += 1 + min(right - left + 1, len(cells))
            if work > _WORK_A_CELL * limits.cells:
                raise InputError(f"工作表“{sheet.name}”的合并单元格过多，不像一份报告，没有检查。")
            covered.update((number, c) for c in within if c in cells and left <= c <= right and (number, c) != (top, left))
    return covered


def _drafts(rows: dict[int, dict[int, Shown]], hidden: list[int]) -> set[int]:
    """Return the hidden rows that belong to a stretch with a title of its own."""
    drafts: set[int] = set()
    stretch: list[int] = []
    order = {number: at for at, number in enumerate(rows)}
    for number in [*hidden, 0]:
        if stretch and (not number or order[number] != order[stretch[-1]] + 1):
            if any(is_title(cell.text) for each in stretch for cell in rows[each].values()):
                drafts.update(stretch)
            stretch = []
        stretch.append(number)
    return drafts


def _hidden_columns(sheet: Sheet, rows: dict[int, dict[int, Shown]]) -> set[int]:
    """Return the hidden columns in which anything stands."""
    if not sheet.hidden_columns:
        return set()
    filled = sorted({column for row in rows.values() for column in row})
    found: set[int] = set()
    for first, last in sheet.hidden_columns:
        found.update(filled[bisect_left(filled, first) : bisect_right(filled, last)])
    return found


def _without(row: dict[int, Shown], columns: set[int]) -> dict[int, Shown]:
    return {column: cell for column, cell in row.items() if column not in columns} if columns else row


def _is_amount(cell: Shown) -> bool:
    return cell.stored is not None and cell.stored != 0


def _remark_hidden(
    sheet: Sheet,
    transcript: Transcript,
    rows: tuple[list[int], bool],
    columns: tuple[list[int], bool],
    left_out: tuple[list[int], list[int]],
) -> None:
    """Say which hidden rows and columns were read, whether with amounts, and which rows and columns were left out."""
    drafts, aside = left_out
    name = sheet.name
    said = [
        (f"第 {stretches(rows[0])} 行", rows[0], "已一并读入；" + (_PARTIAL if rows[1] else "其中没有金额")),
        (f"第 {_letters(columns[0])} 列", columns[0], "已一并读入；" + (_PARTIAL if columns[1] else "其中没有金额")),
        (f"第 {stretches(drafts)} 行", drafts, "像是另一张表，没有检查；公开以前请确认不是忘了删的旧稿"),
        (f"第 {_letters(aside)} 列", aside, "只有数字、没有栏名，没有检查"),
    ]
    for what, numbers, judged in said:
        if numbers:
            row = numbers[0] if what.endswith("行") else 0
            transcript.remark("U911", f"工作表“{name}”隐藏了{what}，{judged}。", Place(sheet=name, row=row))


def _letters(columns: list[int]) -> str:
    return "、".join(map(column_letters, columns[:MOST_NAMED])) + (" 等" if len(columns) > MOST_NAMED else "")


def _remark_cells(sheet: Sheet, transcript: Transcript) -> None:
    for code, cells, text in (
        ("U912", sheet.uncomputed, "是公式，文件里没有保存计算结果，不参加核对；请用 Excel 或 WPS 打开，保存后再检查"),
        ("U912", sheet.wrong, "的公式出错（如 #REF!），不参加核对"),
        ("U911", sheet.unseen, "有数，但单元格格式不让它显示，按空白处理；这张表的合计只证实、不报错"),
    ):
        if cells:
            row, column = cells[0]
            place = Place(sheet=sheet.name, row=row, column=column)
            transcript.remark(code, f"工作表“{sheet.name}”的 {cell_names(cells)} {text}。", place)
