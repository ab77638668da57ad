"""W412: full-width digits, points and percent signs in figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_WIDE = re.compile("[０-９．％﹪]")
_FIGURE = re.compile(
    r"(?<![0-9０-９.．,，])(?:[0-9０-９]+(?=[年月日人次辆台项])|[0-9０-９]+(?:[.．][0-9０-９]+)?"
    r"(?:(?P<percent>[%％﹪])|(?=[百千]?[万亿]?元|个?百分点|[万亿]|[ \u3000]*(?:[\t|]|$))))",
    re.MULTILINE,
)
_NARROW_PERCENT = re.compile(r"[0-9]%")


class FigureWidth(Rule):
    """数字、小数点或百分号写作全角。

    为什么：同一份报告里全角、半角混用，版面参差，复制到表格里还会变成文字，不能计算。
    算法：带单位的数、日期和单独占一格的数里有全角数字或全角小数点的，报出；百分号全角、半角两种都用了的，报出全角的。
    条目编号（如“5．2024年”）不算。
    依据：《出版物上数字用法》（GB/T 15835—2011）：阿拉伯数字应使用正体二分字身，即占半个汉字位置。

    错误示例::

        ２０２４年度支出合计１２．５０万元。

    正确示例::

        2024年度支出合计12.50万元。
    """

    code = "W412"
    name = "figure-width"
    level = Level.INFO

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Gather every figure into one finding."""
        text = facts.document.source.text
        if not _WIDE.search(text):
            return
        mixed = _NARROW_PERCENT.search(text) is not None
        terms: list[Term] = []
        for match in _FIGURE.finditer(text):
            end = match.end() if mixed or not match["percent"] else match.start("percent")
            printed = text[match.start() : end]
            if _WIDE.search(printed) and not _numbers_a_line(text, match):
                terms.append(Term(printed, Span(match.start(), end)))
        if terms:
            message = f"数字、小数点、百分号应用半角，共{len(terms)}处，如“{terms[0].label}”。"
            yield self.broken("text", "全角数字", message, *terms, actual=terms[0].label)


def _numbers_a_line(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number stands alone on its line, or at its end, and not in a cell: then it may be a mark or a page."""
    if match["percent"] or text[match.end() : match.end() + 1].strip(" \u3000\t|\r\n"):
        return False
    line = text[text.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]
    return "\t" not in line and "|" not in line
