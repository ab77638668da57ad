"""The sheet 统计: findings by rule, and the reports in the order of what is wrong with them."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Level
from textcheck.report import Status
from textcheck.reporters.words import CHINESE
from textcheck.reporters.xlsx.book import Column
from textcheck.reporters.xlsx.issues import ANSWERS, FAILED, PLACES
from textcheck.reporters.xlsx.kept import ISSUES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textcheck.reporters.xlsx.book import Book, Page
    from textcheck.reporters.xlsx.issues import Row
    from textcheck.reporters.xlsx.kept import Note
    from textcheck.reporters.xlsx.part import Part

_REPORTS = (
    *(Column("名次", 7), Column("部门", 30), Column("年度", 8), Column("文件", 26)),
    *(Column(name, 8) for name in ("报告", "错误", "警告", "提示", FAILED, "数字")),
    *(Column(CHINESE.statuses[status], 10) for status in Status),
    Column("覆盖率", 9),
)
_RULES = ("代码", "规则", "级别", "依据", "个数", "报告数", *ANSWERS, "未复核")
_CHECKED = (Status.VERIFIED, Status.ROUNDING, Status.CONTRADICTED)
_HEAD = {"bold": True, "text_wrap": True, "bg_color": "#D9E2EC", "border": 1, "border_color": "#9AA5B1"}


def write_statistics(book: Book, parts: Sequence[Part], rows: Sequence[Row], notes: Sequence[Note | None]) -> None:
    """Write the sheet 统计; ``notes`` are those of the reviewer on each row."""
    page = book.page("统计")
    page.text(
        0, 0, "各部门的报告（错误、警告、有矛盾的数合计多的部门在前，同一部门的排在一起）", book.format(bold=True, font_size=12)
    )
    page.head(1, _REPORTS)
    page.sheet.repeat_rows(1)
    counts = Counter((row.report, row.issue.level) for row in rows)
    last = len(rows) + 1
    for line, (place, number, part) in enumerate(_ranked(parts, counts), 2):
        page.number(line, 0, place, book.format())
        _report(page, line, number, part)
        for column, level in enumerate((*Level, None), 5):
            told = CHINESE.levels[level] if level else FAILED
            formula = f'=COUNTIFS({_range("报告", last)},$E{line + 1},{_range("级别", last)},"{told}")'
            page.formula(line, column, formula, counts.get((number, level), 0), book.format())
    line = len(parts) + 2
    if len(parts) > 1:
        _sums(page, line, parts, counts)
        line += 1
    _by_rule(page, line + 1, rows, notes, last)


def _ranked(parts: Sequence[Part], counts: Mapping[tuple[int, Level | None], int]) -> list[tuple[int, int, Part]]:
    """Return place, number and part of every report: departments by what is wrong in all of theirs, and so within each.

    A report that does not name its department stands for itself.
    """
    groups: dict[str, list[tuple[tuple[int, ...], int, Part]]] = {}
    for number, part in enumerate(parts, 1):
        found = [counts.get((number, level), 0) for level in (Level.ERROR, Level.WARNING)]
        groups.setdefault(part.department or f"\0{number}", []).append(
            ((*found, part.counts.get(Status.CONTRADICTED, 0), -number), number, part)
        )
    whole = {name: tuple(map(sum, zip(*(score[:3] for score, _, _ in group), strict=True))) for name, group in groups.items()}
    order = sorted(groups, key=lambda name: (*whole[name], -groups[name][0][1]), reverse=True)
    return [
        (place, number, part)
        for place, name in enumerate(order, 1)
        for _, number, part in sorted(groups[name], key=lambda report: report[0], reverse=True)
    ]


def _report(page: Page, line: int, number: int, part: Part) -> None:
    plain = page.book.format()
    page.text(line, 1, part.department, plain)
    if part.year:
        page.number(line, 2, part.year, plain)
    page.text(line, 3, part.path, plain)
    page.number(line, 4, number, plain)
    for column, status in enumerate(Status, 10):
        page.number(line, column, part.counts.get(status, 0), plain)
    _coverage(page, line, [part])


def _sums(page: Page, line: int, parts: Sequence[Part], counts: Mapping[tuple[int, Level | None], int]) -> None:
    bold = page.book.format(bold=True, top=1)
    for column in range(9):
        page.text(line, column, "合计" if column == 1 else "", bold)
    for column, level in enumerate((*Level, None), 5):
        total = sum(count for (_, of), count in counts.items() if of is level)
        page.formula(line, column, _total(column, line), total, bold)
    for column, status in enumerate(Status, 10):
        page.formula(line, column, _total(column, line), sum(part.counts.get(status, 0) for part in parts), bold)
    _coverage(page, line, parts)


def _total(column: int, line: int) -> str:
    letter = chr(ord("A") + column)
    return f"=SUM({letter}3:{letter}{line})"


def _coverage(page: Page, line: int, parts: Sequence[Part]) -> None:
    """Write how many figures there are and how many of them were checked, as formulas over the counts beside."""
    figures = sum(sum(part.counts.values()) for part in parts)
    checked = sum(part.counts.get(status, 0) for part in parts for status in _CHECKED)
    row = line + 1
    page.formula(line, 9, f"=SUM(K{row}:O{row})", figures, page.book.format())
    share = (Decimal(checked) / figures).quantize(Decimal("0.0001"), ROUND_HALF_UP) if figures else Decimal(0)
    page.formula(line, 15, f"=IF(J{row}=0,0,ROUND(SUM(K{row}:M{row})/J{row},4))", share, page.book.format(num_format="0.0%"))


def _by_rule(page: Page, line: int, rows: Sequence[Row], notes: Sequence[Note | None], last: int) -> None:
    book = page.book
    page.text(line, 0, "各条规则（个数多的在前）", book.format(bold=True, font_size=12))
    for column, name in enumerate(_RULES):
        page.text(line + 1, column, name, book.format(**_HEAD))
    found: Counter[tuple[str, str, Level]] = Counter()
    authorities = {row.issue.code: row.issue.authority for row in rows}
    reports: dict[tuple[str, str, Level], set[int]] = {}
    answered: Counter[tuple[tuple[str, str, Level], str]] = Counter()
    for row, note in zip(rows, notes, strict=True):
        if row.issue.level is None:
            continue
        key = (row.issue.code, row.issue.name, row.issue.level)
        found[key] += 1
        reports.setdefault(key, set()).add(row.report)
        answered[key, note.words[0] if note else ""] += 1
    plain = book.format()
    for below, (key, count) in enumerate(sorted(found.items(), key=lambda each: (-each[1], each[0][0])), line + 2):
        code, name, level = key
        for column, word in enumerate((code, name, CHINESE.levels[level], authorities[code])):
            page.text(below, column, word, plain)
        both = f"{_range('代码', last)},$A{below + 1},{_range('级别', last)},$C{below + 1}"
        page.formula(below, 4, f"=COUNTIFS({both})", count, plain)
        page.number(below, 5, len(reports[key]), plain)
        for column, answer in enumerate((*ANSWERS, ""), 6):
            formula = f'=COUNTIFS({both},{_range("是否采纳", last)},"{answer}")'
            page.formula(below, column, formula, answered[key, answer], plain)


def _range(title: str, last: int) -> str:
    letter = chr(ord("A") + PLACES[title])
    return f"{ISSUES}!${letter}$2:${letter}${max(last, 2)}"
