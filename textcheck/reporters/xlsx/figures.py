"""The sheet 底账, a row a figure, and the sheet 表格, the tables as they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.report import Status
from textcheck.reporters.words import CHINESE
from textcheck.reporters.xlsx.book import MOST_COLUMNS, MOST_ROWS, Column, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.reporters.xlsx.book import Book, Page
    from textcheck.reporters.xlsx.part import Block, Cell, Part

STATUSES = {
    Status.VERIFIED: "#E3F1E1",
    Status.ROUNDING: "#D8EDF0",
    Status.CONTRADICTED: "#F6C6C6",
    Status.UNASSESSABLE: "#FBEFD5",
    Status.UNBOUND: "#ECECEC",
}
_COLUMNS = (
    *(Column("报告", 5), Column("文件", 16), Column("部分", 26), Column("位置", 12), Column("原文", 14)),
    *(Column("数值", 13), Column("单位", 6), Column("说的是什么", 34), Column("角色", 14), Column("状态", 14)),
    *(Column("核对次数", 8), Column("原因", 34)),
)
_TABLE_COLUMNS = 15
_FIRST, _OTHER = 32, 16


def write_ledger(book: Book, parts: Sequence[Part]) -> None:
    """Write the sheet 底账."""
    page = book.page("底账")
    page.head(0, _COLUMNS)
    rows, cut = fitting([(number, part, figure) for number, part in enumerate(parts, 1) for figure in part.figures], 1)
    plain = book.plain
    looks = {status: book.format(bg_color=color) for status, color in STATUSES.items()}
    for line, (report, part, figure) in enumerate(rows, 1):
        page.number(line, 0, report, plain)
        unit = figure.number.unit if figure.number else ""
        words = (part.path, figure.section, figure.place, figure.text, None, unit, figure.subject, figure.role)
        for column, word in enumerate(words, 1):
            if word:
                page.text(line, column, word, plain)
        if figure.number is not None:
            page.number(line, 5, figure.number.value, book.number_format(figure.number))
        page.text(line, 9, CHINESE.statuses[figure.status], looks[figure.status])
        page.number(line, 10, figure.checks, plain)
        if figure.reason:
            page.text(line, 11, figure.reason, plain)
    page.sheet.autofilter(0, 0, max(len(rows), 1), len(_COLUMNS) - 1)
    if cut:
        page.text(len(rows) + 1, 4, f"工作表放不下，还有 {cut} 个数没有列出。", book.format(bold=True))


class _Looks(NamedTuple):
    """The looks of a table: what stands above it, around it, in it."""

    place: dict[str, object]
    title: dict[str, object]
    cell: dict[str, object]


_LOOKS = _Looks(
    {"font_color": "#627D98", "italic": True}, {"bold": True}, {"border": 1, "border_color": "#BCCCDC", "text_wrap": True}
)


def write_tables(book: Book, parts: Sequence[Part]) -> None:
    """Write the sheet 表格: a block for each table, coloured by what the ledger says of its figures."""
    page = book.page("表格")
    sheet = page.sheet
    sheet.set_column(0, 0, _FIRST)
    sheet.set_column(1, _TABLE_COLUMNS, _OTHER)
    page.text(0, 0, "底色：", book.format(bold=True))
    for column, status in enumerate(Status, 1):
        page.text(0, column, CHINESE.statuses[status], book.format(bg_color=STATUSES[status], align="center"))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    line, left = 2, 0
    for part in parts:
        for block in part.blocks:
            rows = max((cell.row for cell in block.cells), default=0) + 4 + len(block.titles) + len(block.notes)
            if left or line + rows >= MOST_ROWS - 1:
                left += 1
                continue
            line = _block(page, line, part, block)
    if left:
        page.text(line, 0, f"工作表放不下，还有 {left} 个表格没有列出。", book.format(bold=True))


def _block(page: Page, line: int, part: Part, block: Block) -> int:
    """Write one table and return the row where the next begins."""
    book = page.book
    page.text(line, 0, f"{part.department or part.path} {block.place}", book.format(**_LOOKS.place))
    line += 1
    for title in block.titles:
        page.text(line, 0, title, book.format(**_LOOKS.title))
        line += 1
    cut = 0
    rows: dict[int, list[tuple[str, float]]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append((cell.text, _OTHER if cell.column else _FIRST))
        if cell.column < MOST_COLUMNS:
            _cell(page, line + cell.row, cell)
        else:
            cut += 1
    for row, words in rows.items():
        page.height(line + row, words)
    line += max(rows, default=-1) + 1
    for note in (*block.notes, *([f"工作表放不下，还有 {cut} 格没有列出。"] if cut else [])):
        page.text(line, 0, note, book.format())
        line += 1
    return line + 1


def _cell(page: Page, line: int, cell: Cell) -> None:
    book = page.book
    colour = {"bg_color": STATUSES[cell.status]} if cell.status else {}
    if cell.number is not None:
        page.number(line, cell.column, cell.number.value, book.number_format(cell.number, unit=True, **colour, **_LOOKS.cell))
    else:
        page.text(line, cell.column, cell.text, book.format(**colour, **_LOOKS.cell))
