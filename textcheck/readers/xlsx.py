"""Workbooks of the Office Open XML kind: .xlsx, .xlsm, and .et where it is one.

Read from the XML itself: the number that stands in the file is needed to its last digit, and a workbook with eight
tables is read several times as fast as through a library that builds a model of it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Place
from textcheck.errors import InputError
from textcheck.readers.builtinformat import GENERAL, built_in
from textcheck.readers.limits import Clock
from textcheck.readers.numberformat import NumberFormat, parse_format
from textcheck.readers.package import Parts, forget, relation_id
from textcheck.readers.sheet import UNKNOWN, Merge, Sheet, Shown
from textcheck.readers.sheetlayout import write_sheet
from textcheck.readers.transcript import Transcript

if TYPE_CHECKING:
    from lxml import etree

    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits

_WORKBOOK = "xl/workbook.xml"
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_LONGEST_NUMBER = 40


class _Entry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    kind: str
    part: str
    hidden: bool


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the tables of a workbook as text; raise InputError with one sentence if it cannot be read."""
    return _Workbook(data, limits).read(path)


class _Workbook:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits, self.clock = limits, Clock(limits.seconds)
        self.package = Parts(data, limits, self.clock)
        self.out = Transcript("xlsx")
        self.cells = self.characters = 0
        self.date1904 = False

    def read(self, path: str) -> Source:
        entries = self._entries()
        relations = dict(self.package.relations(_WORKBOOK).values())
        self.strings = self._strings(relations.get("sharedStrings", ""))
        self.formats = self._formats(relations.get("styles", ""))
        for entry in entries:
            place = Place(sheet=entry.name)
            if entry.kind != "worksheet":
                if not entry.hidden:
                    self.out.remark("U910", f"工作表“{entry.name}”是图表或宏表，不是表格，没有检查。", place)
            elif entry.hidden:
                self.out.remark("U911", f"工作表“{entry.name}”是隐藏的，没有检查；公开以前请确认它不是忘了删的旧稿。", place)
            elif entry.part not in self.package:
                self.out.remark("U910", f"工作表“{entry.name}”在文件里找不到，没有检查。", place)
            else:
                write_sheet(self._sheet(entry), self.out, self.limits)
        return self.out.source(path)

    def _entries(self) -> list[_Entry]:
        """Return the sheets in the order of their tabs."""
        relations = self.package.relations(_WORKBOOK)
        entries: list[_Entry] = []
        for element in self.package.tree(_WORKBOOK).iter("{*}workbookPr", "{*}sheet"):
            if element.tag.endswith("}workbookPr"):
                self.date1904 = element.get("date1904") in _TRUE
                continue
            kind, part = relations.get(relation_id(element), ("worksheet", ""))
            hidden = element.get("state", "visible") != "visible"
            entries.append(_Entry(_one_line(element.get("name") or f"{len(entries) + 1}"), kind, part, hidden))
        return entries

    def _strings(self, part: str) -> list[str]:
        """Return the texts that cells refer to by number, without the readings of their characters."""
        strings: list[str] = []
        if part not in self.package:
            return strings
        size = 0
        for element in self.package.elements(part, "si"):
            text = _text(element)
            size += len(text)
            if len(strings) >= self.limits.cells or size > self.limits.text:
                raise InputError("工作簿里的内容过多，不像一份报告，没有检查。")
            strings.append(text)
            forget(element)
        return strings

    def _formats(self, part: str) -> list[NumberFormat]:
        """Return the number format of every cell style."""
        if part not in self.package:
            return []
        root = self.package.tree(part)
        codes = {each.get("numFmtId"): each.get("formatCode") or GENERAL for each in root.iterfind("{*}numFmts/{*}numFmt")}
        styles = root.iterfind("{*}cellXfs/{*}xf")
        numbers = [style.get("numFmtId") or "0" for style in styles]
        return [parse_format(codes.get(n) or built_in(int(n) if n.isdecimal() and len(n) < 6 else 0)) for n in numbers]

    def _sheet(self, entry: _Entry) -> Sheet:
        """Read the cells of a sheet; its claim of how large it is (dimension) counts for nothing."""
        sheet = Sheet(entry.name)
        self.zeros = True
        number = 0
        for element in self.package.elements(entry.part, "row", "col", "mergeCell", "sheetView"):
            tag = element.tag.rpartition("}")[2]
            if tag == "row":
                number = self._row(element, number, sheet)
                forget(element)
            elif tag == "col":
                self._column(element, sheet)
            elif tag == "mergeCell":
                self._merge(element.get("ref") or "", sheet)
            elif tag == "sheetView":
                self.zeros = element.get("showZeros", "1") in _TRUE
        return sheet

    def _column(self, element: etree._Element, sheet: Sheet) -> None:
        hidden = element.get("hidden") in _TRUE or (element.get("width") == "0" and element.get("customWidth") in _TRUE)
        first, last = _whole(element.get("min")), _whole(element.get("max"))
        if hidden and 0 < first <= last and len(sheet.hidden_columns) < _MOST_COLUMNS:
            sheet.hidden_columns.append((first, min(last, _MOST_COLUMNS)))

    def _merge(self, reference: str, sheet: Sheet) -> None:
        match = _RANGE.match(reference)
        if match is None:
            return
        if len(sheet.merges) >= self.limits.cells // 10:
            raise InputError(f"工作表“{sheet.name}”的合并单元格过多，不像一份报告，没有检查。")
        sheet.merges.append(Merge(int(match[2]), _column_number(match[1]), int(match[4]), _column_number(match[3])))

    def _row(self, element: etree._Element, before: int, sheet: Sheet) -> int:
        """Read one row; return its number, which a file may leave out."""
        number = _whole(element.get("r")) or before + 1
        if number > _MOST_ROWS:
            raise InputError(f"工作表“{sheet.name}”的行号超出 Excel 的范围，文件可能已经损坏。")
        if element.get("hidden") in _TRUE or (element.get("ht") == "0" and element.get("customHeight") in _TRUE):
            sheet.hidden_rows.add(number)
        cells = sheet.rows.setdefault(number, {})
        column = 0
        for cell in element:
            match = _CELL.match(cell.get("r") or "")
            column = _column_number(match[1]) if match else column + 1
            if not len(cell):
                continue
            shown = self._cell(cell, (number, column), sheet)
            if shown is not None and column <= _MOST_COLUMNS:
                cells[column] = shown
                self._count(len(shown.text))
        return number

    def _count(self, characters: int) -> None:
        self.cells += 1
        self.characters += characters
        if self.cells > self.limits.cells or self.characters > self.limits.text:
            raise InputError("工作簿里的内容过多，不像一份报告，没有检查。")

    def _cell(self, cell: etree._Element, at: tuple[int, int], sheet: Sheet) -> Shown | None:
        """Return what a cell shows; None if it is blank."""
        kind = cell.get("t", "n")
        value, formula = "", False
        for child in cell:
            tag = child.tag.rpartition("}")[2]
            if tag == "v":
                value = child.text or ""
            elif tag == "is":
                return self._text(cell, _text(child))
            formula = formula or tag == "f"
        if kind == "s":
            place = _whole(value)
            return self._text(cell, self.strings[place]) if value and place < len(self.strings) else None
        if kind == "str":
            return self._text(cell, _plain(value))
        if not value:
            if not formula:
                return None
            sheet.uncomputed.append(at)
            return Shown(UNKNOWN)
        if kind == "e":
            sheet.wrong.append(at)
            return Shown(_plain(value))
        if kind == "b":
            return Shown("TRUE" if value == "1" else "FALSE")
        return self._number(cell, value, at, sheet) if kind == "n" else Shown(_plain(value))

    def _text(self, cell: etree._Element, text: str) -> Shown:
        return Shown(self._format(cell).show_text(text))

    def _number(self, cell: etree._Element, value: str, at: tuple[int, int], sheet: Sheet) -> Shown:
        try:
            number = Decimal(value.strip()) if len(value) <= _LONGEST_NUMBER else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or abs(number.adjusted()) > 308:
            return Shown(_plain(value))
        if not number and not self.zeros:
            return Shown("")
        form = self._format(cell)
        text = form.show(number, date1904=self.date1904)
        if number and not text.strip():
            sheet.unseen.append(at)
        return Shown(text, form.stored(number))

    def _format(self, cell: etree._Element) -> NumberFormat:
        style = _whole(cell.get("s"))
        return self.formats[style] if style < len(self.formats) else parse_format(GENERAL)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _text(element: etree._Element) -> str:
    """Return the text of a string of runs."""
    parts = [
        child.text or ""
        for child in element.iter("{*}t")
        if (parent := child.getparent()) is not None and not parent.tag.endswith("}rPh")
    ]
    return _plain("".join(parts))


def _plain(text: str) -> str:
    """Return a text with the characters that XML cannot hold written plainly: _x000D_ is a line end."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _one_line(name: str) -> str:
    return " ".join(name.split())
