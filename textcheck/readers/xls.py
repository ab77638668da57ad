"""Workbooks of Excel 97 to 2003 and of WPS: .xls, and .et where it is one."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from decimal import Decimal
from typing import TYPE_CHECKING

from textcheck.document.source import Place
from textcheck.errors import InputError
from textcheck.readers.builtinformat import GENERAL
from textcheck.readers.limits import Clock
from textcheck.readers.numberformat import NumberFormat, parse_format
from textcheck.readers.sheet import Merge, Sheet, Shown
from textcheck.readers.sheetlayout import write_sheet
from textcheck.readers.transcript import Transcript

if TYPE_CHECKING:
    import xlrd

    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the tables of a workbook as text; raise InputError with one sentence if it cannot be read."""
    return _Workbook(data, limits).read(path)


class _Workbook:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits, self.clock = limits, Clock(limits.seconds)
        self.out = Transcript("xls")
        self.book = _opened(data)
        self.cells = self.characters = 0

    def read(self, path: str) -> Source:
        book = self.book
        for number, name in enumerate(book.sheet_names()):
            self.clock.check()
            name = " ".join(name.split())  # noqa: PLW2901
            place = Place(sheet=name)
            if book._sheet_visibility[number]:  # noqa: SLF001 (known before a sheet is read)
                self.out.remark("U911", f"工作表“{name}”是隐藏的，没有检查；公开以前请确认它不是忘了删的旧稿。", place)
                continue
            try:
                sheet = self._sheet(number, name)
            except InputError:
                raise
            except Exception:  # noqa: BLE001 (a broken sheet raises anything: IndexError, AssertionError, struct.error …)
                self.out.remark("U910", f"工作表“{name}”已经损坏，读不出来，没有检查。", place)
                continue
            write_sheet(sheet, self.out, self.limits)
        return self.out.source(path)

    def _sheet(self, number: int, name: str) -> Sheet:
        with redirect_stdout(io.StringIO()):  # the library prints what it finds odd
            found = self.book.sheet_by_index(number)
        sheet = Sheet(name)
        sheet.merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in found.merged_cells]
        sheet.hidden_rows = {row + 1 for row, info in found.rowinfo_map.items() if info.hidden}
        sheet.hidden_columns = [(c + 1, c + 1) for c, info in found.colinfo_map.items() if info.hidden or not info.width]
        zeros = bool(getattr(found, "show_zero_values", 1))
        for row in range(found.nrows):
            if not row % 256:
                self.clock.check()
            cells: dict[int, Shown] = {}
            for column, cell in enumerate(found.row(row)):
                shown = self._cell(cell, (row + 1, column + 1), sheet, zeros=zeros)
                if shown is not None:
                    cells[column + 1] = shown
                    self._count(len(shown.text))
            if cells:
                sheet.rows[row + 1] = cells
        self.book.unload_sheet(number)
        return sheet

    def _count(self, characters: int) -> None:
        self.cells += 1
        self.characters += characters
        if self.cells > self.limits.cells or self.characters > self.limits.text:
            raise InputError("工作簿里的内容过多，不像一份报告，没有检查。")

    def _cell(self, cell: xlrd.sheet.Cell, at: tuple[int, int], sheet: Sheet, *, zeros: bool) -> Shown | None:
        """Return what a cell shows; None if it is blank."""
        kind, value = cell.ctype, cell.value
        if kind == 1:
            return Shown(self._format(cell).show_text(value)) if value else None
        if kind in {2, 3}:
            if not value and not zeros:
                return None
            number = Decimal(repr(value))
            if not number.is_finite():
                return None
            form = self._format(cell)
            text = form.show(number, date1904=bool(self.book.datemode))
            if number and not text.strip():
                sheet.unseen.append(at)
            return Shown(text, form.stored(number))
        if kind == 4:
            return Shown("TRUE" if value else "FALSE")
        if kind == 5:
            from xlrd import error_text_from_code

            sheet.wrong.append(at)
            return Shown(error_text_from_code.get(value, "#N/A"))
        return None

    def _format(self, cell: xlrd.sheet.Cell) -> NumberFormat:
        styles = self.book.xf_list
        index = cell.xf_index
        style = styles[index] if index is not None and 0 <= index < len(styles) else None
        form = self.book.format_map.get(style.format_key) if style is not None else None
        return parse_format(form.format_str if form is not None else GENERAL)


def _opened(data: bytes) -> xlrd.Book:
    """Open a workbook; whatever the library stumbles over in a broken file ends as one sentence."""
    import xlrd

    try:
        with redirect_stdout(io.StringIO()):
            return xlrd.open_workbook(
                file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
            )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise InputError("工作簿加了密码，请用 Excel 或 WPS 解除密码后再检查。") from None
        raise InputError("文件已经损坏，或不是 Excel 工作簿，打不开。") from None
    except Exception:  # noqa: BLE001 (a broken file raises anything: IndexError, struct.error, AssertionError …)
        raise InputError("文件已经损坏，打不开。") from None
