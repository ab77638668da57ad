"""A small invented report, and a rule and a recogniser simple enough to foretell what is printed about it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Level, Term
from textcheck.document.source import Anchor, Place, Source
from textcheck.document.span import Span
from textcheck.finding import Evidence, Finding
from textcheck.quantity.quantity import Dimension, Quantity
from textcheck.readers.outline import build_document
from textcheck.report import Notice, Report
from textcheck.reporters.base import Totals
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.assertion import Assertion
    from textcheck.fact.factbase import FactBase

REPORT = """青岚县图书馆2024年度部门决算公开

第一部分 单位概况

本馆是公益一类事业单位。

2024年度支出决算表
公开03表
部门：青岚县图书馆\t\t单位：万元
项目\t合计\t基本支出\t项目支出
合计\t120.00\t80.00\t40.00
文化旅游体育与传媒支出\t100.00\t70.00\t30.00
住房保障支出\t20.00\t10.00\t10.00

第二部分 部门决算情况说明

一、支出决算情况说明

本馆坚持过紧日子，压减一般性支出，保障阅览室夜间开放、少儿阅读推广和乡镇流动书车的正常运行；２０２４年度支出合计 120.00 万元，其中：基本支出 85.00
万元，项目支出 40.00 万元。接待读者 3600 人次。
"""

AMOUNT = Decimal(10000)
_FIGURE = re.compile(r"(?P<number>\d+\.\d\d)(?:\s*万元)?|(?P<count>\d+) 人次")


class StubFigure(NamedTuple):
    span: Span
    text: str
    quantity: Quantity | None
    kind: str
    subject: str
    role: str
    period: str
    reason: str


def stub_figures(facts: FactBase) -> list[StubFigure]:
    """Return two-decimal amounts in 万元, bound, and counts of visits, not bound."""
    source = facts.document.source
    found: list[StubFigure] = []
    for match in _FIGURE.finditer(source.text):
        span = Span(*match.span())
        if match["count"]:
            visits = Quantity(Decimal(match["count"]), Decimal(1), Dimension.COUNT, "人次")
            found.append(StubFigure(span, match.group(), visits, "count", "", "", "", "不知道数的是什么"))
        else:
            amount = Quantity(Decimal(match["number"]) * AMOUNT, Decimal(100), Dimension.AMOUNT, "元")
            found.append(StubFigure(span, match.group(), amount, "amount", "支出", "决算", "2024", ""))
    return found


class StubRule(Rule):
    """正文数与表中数不符。

    错误示例::

        基本支出 85.00 万元。
    """

    code = "N901"
    name = "stub"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        figures = {re.sub(r"[\r\n]", "", figure.text): figure for figure in stub_figures(facts)}

        def term(text: str, label: str) -> Term:
            return Term(label, figures[text].span, figures[text].quantity)

        if "85.00万元" not in figures:
            return
        table = (term("80.00", "支出决算表 合计·基本支出"), term("120.00", "支出决算表 合计·合计"))
        yield self.holds("equality", "支出", term("120.00 万元", "支出合计"), table[1], formula="120.00 = 120.00")
        yield self.broken(
            "equality",
            "基本支出",
            "正文的基本支出与支出决算表不符",
            term("85.00万元", "基本支出"),
            *table,
            term("40.00 万元", "项目支出"),
            actual="85.00万元",
            expected="80.00万元",
            formula="120.00 − 40.00 = 80.00",
        )
        yield self.unknown("equality", "项目支出", "上年没有可比的数", term("40.00", "项目支出"))
        parts = [term(text, "支出决算表 分项") for text in ("100.00", "20.00")]
        yield self.broken("summation", "分项", "两处各差 0.01，可由四舍五入解释", *parts, level=Level.INFO)


def page_report(message: str = "合计不符", path: str = "决算.pdf") -> Report:
    """Return a report whose text stands on pages and in cells, with one finding and one notice."""
    text = "一、支出情况\n合计\t12.00\n"
    anchors = (Anchor(0, Place(page=3, box=(1, 2, 3, 4))), Anchor(7, Place(sheet="收入表", row=12, column=4)))
    document = build_document(Source(path, text, format="PDF", anchors=anchors))
    finding = Finding(
        *("T201", "table-sum", Level.ERROR, message, Span(10, 15), "合计\t12.00", "12.00", "13.00", "6 + 7 = 13"),
        (Evidence(Span(0, 6), "一、支出情况", "标题"),),
        "00ff00ff00ff00ff",
    )
    notice = Notice("U910", Level.WARNING, "第 5 页没有文字层。", path, 0, Place(page=5))
    return Report(path, document, "x", (finding,), notices=(notice,))


TOTALS = Totals(1, 0, {Level.ERROR: 1})
