"""A workbook into which text goes as text and numbers as numbers, whatever a report holds."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from textcheck.reporters.columns import printable, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from xlsxwriter.format import Format

    from textcheck.reporters.xlsx.number import Number

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
A4, A3 = 9, 8
_LONGEST = 32_767  # of a cell, in units of UTF-16
_LINE, _HIGHEST = 13, 400  # points
_SHOWN = ("%", "‰", "元", "千元", "万元", "百万元", "亿元")
_CUT = "……（过长，未列全）"
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "top"}


class Column(NamedTuple):
    """A column: its heading and its width in characters; a hidden one is for the program."""

    title: str
    width: float
    hidden: bool = False


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose formulas use no function that is newer than the format: they need not be searched for any."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        return formula.removeprefix("=")


class Book:
    """The workbook; the same parts give the same bytes."""

    def __init__(self, title: str, subject: str) -> None:
        """Begin a workbook with its properties; when it was made is told only by SOURCE_DATE_EPOCH."""
        self._file = io.BytesIO()
        self._book = Workbook(
            self._file,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._book.set_properties({"title": title, "subject": clean(subject), "created": _created()})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._number_formats: dict[tuple[Any, ...], Format] = {}
        self.plain = self.format()
        self.bold = self.format(bold=True)
        self.centred = self.format(align="center")

    def format(self, **properties: Any) -> Format:  # noqa: ANN401 (what a format has is the library's)
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = self._book.add_format({**_PLAIN, **properties})
        return found

    def number_format(self, number: Number, *, unit: bool = False, **properties: Any) -> Format:  # noqa: ANN401
        """Return the format that shows a number with its printed decimals, and with its ``unit`` if wanted."""
        key = (number.places, number.grouped, number.unit if unit else "", *properties.values())
        found = self._number_formats.get(key)
        if found is None:
            shown = pattern(number.places, grouped=number.grouped, sign=number.unit if unit else "")
            found = self._number_formats[key] = self.format(num_format=shown, align="right", **properties)
        return found

    def page(self, name: str, paper: int = A4) -> Page:
        """Add a sheet."""
        return Page(self, self._book.add_worksheet(name, _Sheet), paper)

    def close(self) -> bytes:
        """Return the file."""
        self._book.close()
        return self._file.getvalue()


class Page:
    """A sheet; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Worksheet, paper: int) -> None:
        """Set the page up for printing: landscape, as wide as the paper."""
        self.book = book
        self.sheet = sheet
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")

    def head(self, row: int, columns: Sequence[Column], **properties: Any) -> None:  # noqa: ANN401
        """Write the headings, freeze and repeat them."""
        look = self.book.format(bold=True, text_wrap=True, bg_color="#D9E2EC", border=1, border_color="#9AA5B1", **properties)
        for number, column in enumerate(columns):
            self.sheet.write_string(row, number, column.title, look)
            self.sheet.set_column(number, number, column.width, None, {"hidden": True} if column.hidden else {})
        self.sheet.freeze_panes(row + 1, 0)
        self.sheet.repeat_rows(0, row)

    def height(self, row: int, words: Iterable[tuple[str, float]], look: Format | None = None) -> None:
        """Make a row as high as its texts need in columns of these widths; not every program does so by itself."""
        lines = max((_lines(text, columns) for text, columns in words if text), default=1)
        if lines > 1 or look:
            self.sheet.set_row(row, min(lines * _LINE + 2, _HIGHEST), look)

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """Write a text, which stays a text whatever it looks like."""
        if text:
            self.sheet.write_string(row, column, clean(text), look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def number(self, row: int, column: int, value: Decimal | int, look: Format) -> None:
        """Write a number."""
        self.sheet.write_number(row, column, value, look)

    def formula(self, row: int, column: int, formula: str, value: Decimal | int | str, look: Format) -> None:
        """Write a formula of ours with what it comes to."""
        self.sheet.write_formula(row, column, formula, look, value)


def _lines(text: str, columns: float) -> int:
    room = max(columns, 2)
    return sum(max(1, ceil(width(line) / room)) for line in text[:_LONGEST].split("\n"))


def clean(text: str) -> str:
    """Return ``text`` as a cell can hold it: lines kept, other control characters marked, cut to Excel's limit."""
    if not text.isprintable():
        text = "\n".join(map(printable, text.split("\n")))
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if units <= _LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def pattern(places: int, *, grouped: bool = False, sign: str = "") -> str:
    """Return the number format of Excel for so many decimals; what is printed after a figure is shown, no part of the number."""
    whole = "#,##0" if grouped else "0"
    shown = f"{whole}.{'0' * places}" if places else whole
    return f'{shown}"{sign}"_ ' if sign in _SHOWN else f"{shown}_ "


def fitting(rows: Sequence[Any], taken: int) -> tuple[Sequence[Any], int]:
    """Return as many rows as fit below ``taken`` others, with room for a line that says what is cut, and how many are cut."""
    room = MOST_ROWS - taken - 1
    return rows[:room], max(0, len(rows) - room)


def _created(environment: Mapping[str, str] = os.environ) -> datetime:
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isascii() and epoch.isdigit() else _EPOCH
