"""The sheet 问题, a row a finding, and the sheet 已消失 with the notes on findings that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.assertion import Level
from textcheck.reporters.words import CHINESE
from textcheck.reporters.xlsx.book import A3, Column, fitting
from textcheck.reporters.xlsx.kept import GONE, ISSUES, MARKS, NOTES
from textcheck.reporters.xlsx.number import Number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.reporters.xlsx.book import Book, Page
    from textcheck.reporters.xlsx.kept import Note
    from textcheck.reporters.xlsx.part import Issue, Part

COLUMNS = (
    *(Column("报告", 5), Column("部门", 12), Column("年度", 6), Column("文件", 13), Column("级别", 7)),
    *(Column("部分", 17), Column("位置", 10), Column("问题", 30), Column("原文", 30)),
    *(Column("印的数", 12), Column("应为", 12), Column("差额", 9), Column("验算", 22), Column("建议", 22), Column("连带", 22)),
    *(Column("依据", 22), Column("代码", 7), Column("规则", 16)),
    *(Column("是否采纳", 9), Column("说明", 20), Column("复核人", 9), Column(MARKS, 20, hidden=True)),
)
PLACES = {column.title: number for number, column in enumerate(COLUMNS)}
ANSWERS = ("采纳", "不采纳", "待定")
FAILED = "未能检查完"
LEVELS = {Level.ERROR: "#F8D7DA", Level.WARNING: "#FFF3CD", Level.INFO: "#E2ECF5", None: "#E6DDF2"}
_GONE = (
    *(Column("部门", 14), Column("年度", 6), Column("文件", 16), Column("级别", 7), Column("位置", 14), Column("问题", 38)),
    *(Column("印的数", 12), Column("应为", 12), Column("代码", 7)),
    *(Column("是否采纳", 9), Column("说明", 30), Column("复核人", 9), Column(MARKS, 20, hidden=True)),
)
_LINED: dict[str, Any] = {"bottom": 1, "bottom_color": "#D3DCE6"}
_NOTE_COLOR = "#F3FAF0"


class Row(NamedTuple):
    """An issue of one of the reports, which count from 1."""

    report: int
    part: Part
    issue: Issue


def rows_of(parts: Sequence[Part]) -> tuple[Sequence[Row], int]:
    """Return the issues of all reports as far as a sheet holds them, and how many it does not."""
    return fitting([Row(number, part, issue) for number, part in enumerate(parts, 1) for issue in part.issues], 1)


def write_issues(book: Book, rows: Sequence[Row], cut: int, notes: Sequence[Note | None]) -> None:
    """Write the sheet 问题, with the notes of the reviewer where the finding had them."""
    page = book.page(ISSUES, A3)
    page.head(0, COLUMNS)
    for line, (row, note) in enumerate(zip(rows, notes, strict=True), 1):
        _write(page, line, row, note)
    last = max(len(rows), 1)
    page.sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    page.sheet.freeze_panes(1, PLACES["部分"])
    answer = PLACES["是否采纳"]
    page.sheet.data_validation(
        1,
        answer,
        last,
        answer,
        {"validate": "list", "source": list(ANSWERS), "error_title": "是否采纳", "error_message": "请从列表里选。"},
    )
    if not rows:
        page.text(1, PLACES["问题"], "没有发现问题。", book.format())
    if cut:
        page.text(len(rows) + 1, PLACES["问题"], f"工作表放不下，还有 {cut} 个问题没有列出。", book.format(bold=True))


def _write(page: Page, line: int, row: Row, note: Note | None) -> None:
    report, part, issue = row
    book = page.book
    plain, wrapped = book.format(**_LINED), book.format(text_wrap=True, **_LINED)
    page.number(line, 0, report, plain)
    page.text(line, 1, part.department, wrapped)
    if part.year:
        page.number(line, 2, part.year, plain)
    page.text(line, 3, part.path, wrapped)
    level = CHINESE.levels[issue.level] if issue.level else FAILED
    page.text(line, 4, level, book.format(bg_color=LEVELS[issue.level], align="center", **_LINED))
    words = (
        *(issue.section, issue.place, issue.message, issue.excerpt, issue.actual, issue.expected, "", issue.formula),
        *(issue.advice, issue.consequences, issue.authority, issue.code, issue.name),
    )
    for column, word in enumerate(words, PLACES["部分"]):
        if isinstance(word, Number):
            page.number(line, column, word.value, book.number_format(word, unit=True, **_LINED))
        elif word:
            page.text(line, column, word, wrapped)
    if isinstance(issue.actual, Number) and isinstance(issue.expected, Number):
        _difference(page, line, issue.actual, issue.expected)
    look = book.format(text_wrap=True, bg_color=_NOTE_COLOR, border=1, border_color="#C5D5BC")
    for column, word in enumerate(note.words if note else ("",) * len(NOTES), PLACES[NOTES[0]]):
        page.text(line, column, word, look)
    page.text(line, PLACES[MARKS], " ".join(issue.marks), plain)
    texts = [part.department, "", part.path, "", *(word if isinstance(word, str) else "" for word in words)]
    texts += note.words if note else ()
    page.height(line, zip(texts, [column.width for column in COLUMNS[1:]], strict=False), plain)


def _difference(page: Page, line: int, actual: Number, expected: Number) -> None:
    """Write what is printed less what it should be, as a formula over both cells."""
    difference = actual.minus(expected)
    cells = [f"{chr(ord('A') + PLACES[title])}{line + 1}" for title in ("印的数", "应为")]
    formula = f"=ROUND({cells[0]}-{cells[1]},{difference.places})"
    page.formula(line, PLACES["差额"], formula, difference.value, page.book.number_format(difference, **_LINED))


def write_gone(book: Book, gone: Sequence[Note]) -> None:
    """Write the sheet 已消失; there is none if nothing is gone."""
    if not gone:
        return
    page = book.page(GONE)
    page.head(0, _GONE)
    look = book.format(text_wrap=True)
    for line, note in enumerate(gone, 1):
        for column, each in enumerate(_GONE):
            page.text(line, column, note.told.get(each.title, ""), look)
        page.height(line, [(note.told.get(each.title, ""), each.width) for each in _GONE if not each.hidden])
    page.sheet.autofilter(0, 0, len(gone), len(_GONE) - 1)
