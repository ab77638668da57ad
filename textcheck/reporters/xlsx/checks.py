"""The sheet 验算: every recomputation with its figures in cells and the arithmetic as a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Outcome
from textcheck.reporters.xlsx.book import A3, MOST_ROWS, Column, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.reporters.xlsx.book import Book, Page
    from textcheck.reporters.xlsx.part import Check, Operand, Part

_COLUMNS = (
    *(Column("报告", 5), Column("序号", 6), Column("文件", 13), Column("代码", 7), Column("规则", 24), Column("对象", 24)),
    *(Column("项目", 38), Column("位置", 10), Column("运算", 9), Column("数值", 12), Column("单位", 6)),
    *(Column("关系", 5), Column("重算", 12), Column("差额", 11), Column("可解释的下限", 13), Column("可解释的上限", 13)),
    *(Column("结果", 8), Column("程序的结论", 15)),
)
_VALUE, _SIGN, _RESULT, _DIFFERENCE, _LOW, _HIGH, _VERDICT = 9, 11, 12, 13, 14, 15, 16
AGREES, ROUNDING, DIFFERS = "相符", "尾差", "不符"
_OUTCOMES = {Outcome.SATISFIED: "相符", Outcome.ROUNDING: "四舍五入可解释", Outcome.VIOLATED: "不符"}
_FIRST = (Outcome.VIOLATED, Outcome.ROUNDING, Outcome.SATISFIED)
_COLORS = {AGREES: "#E3F1E1", ROUNDING: "#D8EDF0", DIFFERS: "#F6C6C6"}
_FEW = 6


class _About(NamedTuple):
    """A check with the number of its report, its own number and the report's path."""

    report: int
    serial: int
    path: str
    check: Check


def write_checks(book: Book, parts: Sequence[Part]) -> None:
    """Write the sheet 验算, a row for the claim and below it, folded away unless it fails, one for each other figure."""
    page = book.page("验算", A3)
    page.head(0, _COLUMNS)
    page.sheet.outline_settings(visible=True, symbols_below=False)
    checks = [
        (number, part, check)
        for number, part in enumerate(parts, 1)
        for check in sorted(part.checks, key=lambda check: _FIRST.index(check.outcome))
    ]
    line = 1
    for serial, (report, part, check) in enumerate(checks, 1):
        if line + len(check.operands) >= MOST_ROWS - 1:
            page.text(line, 6, f"工作表放不下，还有 {len(checks) - serial + 1} 条验算没有列出。", book.format(bold=True))
            break
        line = _check(page, line, _About(report, serial, part.path, check))
    page.sheet.autofilter(0, 0, max(line - 1, 1), len(_COLUMNS) - 1)


def _check(page: Page, line: int, about: _About) -> int:
    """Write one check and return the row below it."""
    book, check = page.book, about.check
    said = verdict(check)
    shown = said == DIFFERS or check.outcome is Outcome.VIOLATED
    _figure(page, line, about, check.claim)
    for column, word in enumerate((about.path, check.code, check.name, check.subject), 2):
        page.text(line, column, word, book.plain)
    page.text(line, _SIGN, check.sign, book.centred)
    claim, result, places = check.claim.number, check.result, max(check.places, check.claim.number.places)
    row = line + 1
    look = book.format(num_format=pattern(check.places), align="right", bold=True)
    page.formula(line, _RESULT, f"={arithmetic(check, row + 1)}", result, look)
    difference = claim.value - result
    look = book.format(num_format=pattern(places), align="right")
    page.formula(line, _DIFFERENCE, f"=ROUND(J{row}-M{row},{places})", difference, look)
    for column, limit in ((_LOW, check.low), (_HIGH, check.high)):
        if limit is not None:
            page.number(line, column, limit, book.format(num_format=pattern(places + 2), align="right", font_color="#829AB1"))
    page.formula(line, _VERDICT, f"={_verdict_formula(check, row)}", said, book.format(bg_color=_COLORS[said], align="center"))
    page.text(line, _VERDICT + 1, _OUTCOMES[check.outcome], book.plain)
    page.sheet.set_row(line, None, None, {"collapsed": not shown})
    for below, operand in enumerate(check.operands, line + 1):
        _figure(page, below, about, operand, _sign_of(check, operand))
        page.sheet.set_row(below, None, None, {"level": 1, "hidden": not shown})
    return line + 1 + len(check.operands)


def _figure(page: Page, line: int, about: _About, figure: Operand, sign: str = "") -> None:
    book = page.book
    page.number(line, 0, about.report, book.plain)
    page.number(line, 1, about.serial, book.plain)
    page.text(line, 6, figure.label, book.format(indent=1) if sign else book.bold)
    page.text(line, 7, figure.place, book.plain)
    if sign:
        page.text(line, 8, sign, book.centred)
    page.number(line, _VALUE, figure.number.value, book.number_format(figure.number))
    if figure.number.unit:
        page.text(line, 10, figure.number.unit, book.plain)


def verdict(check: Check) -> str:
    """Return what the formula of the result comes to."""
    claim = check.claim.number.value
    exact = {"=": claim == check.result, "≤": claim <= check.result, "≥": claim >= check.result}
    strict = {">": claim > check.result, "<": claim < check.result}
    if {**exact, **strict}[check.sign]:
        return AGREES
    if check.low is None and check.high is None:
        return DIFFERS
    explained = (check.low is None or claim >= check.low) and (check.high is None or claim <= check.high)
    return ROUNDING if explained else DIFFERS


def _verdict_formula(check: Check, row: int) -> str:
    claim = f"ROUND(J{row},8)"
    operator = {"≤": "<=", "≥": ">="}.get(check.sign, check.sign)
    limits = [f"{claim}>=O{row}"] * (check.low is not None) + [f"{claim}<=P{row}"] * (check.high is not None)
    otherwise = f'IF(AND({",".join(limits)}),"{ROUNDING}","{DIFFERS}")' if limits else f'"{DIFFERS}"'
    return f'IF(N{row}{operator}0,"{AGREES}",{otherwise})'


def _sign_of(check: Check, operand: Operand) -> str:
    """Return in a sign or two how a figure takes part."""
    if check.rate:
        top, bottom = operand.top, operand.bottom
        return {(1, 0): "分子", (-1, 0): "减自分子", (0, 1): "分母", (0, -1): "减自分母"}.get((top, bottom), "分子分母")
    factor = -operand.top * (1 if check.claim.top > 0 else -1)
    sign = "+" if factor > 0 else "−"
    return sign if abs(factor) == 1 else f"{sign} ×{abs(factor)}"


def arithmetic(check: Check, first: int) -> str:
    """Return the formula of the claim over its operands, the first of which stands in row ``first``."""
    cells = [f"J{first + number}" for number in range(len(check.operands))]
    if check.rate:
        above = linear([operand.top for operand in check.operands], cells)
        below = linear([operand.bottom for operand in check.operands], cells)
        return f"ROUND(ABS({above})/ABS({below})*100,{check.places})"
    direction = -1 if check.claim.top > 0 else 1
    total = linear([direction * operand.top for operand in check.operands], cells)
    divisor = abs(check.claim.top)
    return f"ROUND({total},{check.places})" if divisor == 1 else f"ROUND(({total})/{divisor},{check.places})"


def linear(factors: Sequence[int], cells: Sequence[str]) -> str:
    """Return a sum of cells; many neighbours in a row are one SUM."""
    parts: list[str] = []
    start = 0
    while start < len(cells):
        end = start
        while end < len(cells) and factors[end] == factors[start]:
            end += 1
        factor, run = factors[start], cells[start:end]
        sign = "-" if factor < 0 else "+"
        times = "" if abs(factor) == 1 else f"{abs(factor)}*"
        if factor and len(run) > _FEW:
            parts.append(f"{sign}{times}SUM({run[0]}:{run[-1]})")
        elif factor:
            parts += [f"{sign}{times}{cell}" for cell in run]
        start = end
    return "".join(parts).removeprefix("+") or "0"
