"""W431: thousands separators at the wrong place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*,\d[\d,]*\.\d{1,6}(?![\d.,])")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+")


class Thousands(Rule):
    """金额的千分位逗号位置不对。

    为什么：千分位逗号的位置不对，多半是漏了或多了一位数字，读者无法知道是多少。
    算法：带逗号和小数的金额，从小数点起每三位应有一个逗号；全篇另有分节办法的不报。
    依据：《会计基础工作规范》（财政部令第98号修改）：阿拉伯数字应当一个一个地写，数字书写清楚、规范。

    错误示例::

        本年收入合计3,48.49万元。

    正确示例::

        本年收入合计3,484.49万元。
    """

    code = "W431"
    name = "thousands"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look at every amount with a comma and decimals, where the report groups by three throughout."""
        text = facts.document.source.text
        found = list(_AMOUNT.finditer(text)) if "," in text else []
        wrong = [match for match in found if not _GROUPED.fullmatch(match[0])]
        if len(wrong) * 3 > len(found) + 3:  # another way of grouping, or lists of numbers
            return
        for match in wrong:
            term = Term(match[0], Span(*match.span()))
            message = f"“{match[0]}”的千分位逗号位置不对，可能漏了或多了一位数字。"
            yield self.broken("text", match[0], message, term, actual=match[0], expected="每三位一个逗号")
