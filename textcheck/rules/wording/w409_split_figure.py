"""W409: blanks inside figures and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_BLANK = re.compile(r"\.[ \u3000]+(?=\d)")
_DATE = re.compile(r"(?<!\d)20\d\d\.(?:[ \u3000]*\d{1,2}\.[ \u3000]*)\d{1,2}(?!\d)")
_FIGURE = re.compile(r"(?<=[\t|：:]|[^\W\d_])[ \u3000]?\d{1,7}\.[ \u3000]+\d{2}(?![\d.])")
_REACH = 12


class SplitFigure(Rule):
    """数字或日期中间有空格。

    为什么：“12. 00”“2025. 4. 21”会被读成两段，程序也会读成两个数。
    算法：数字的小数点、日期的点前后有空格，而空格两边连起来是一个数或日期的，报出。
    依据：《出版物上数字用法》（GB/T 15835—2011）：一个用阿拉伯数字书写的数值不应断开。

    错误示例::

        填报日期：2025. 4. 21

    正确示例::

        填报日期：2025.4.21
    """

    code = "W409"
    name = "split-figure"
    level = Level.INFO

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Gather the dates and the figures, each into one finding."""
        text = facts.document.source.text
        found: dict[str, list[Term]] = {"日期": [], "数字": []}
        last = 0
        for blank in _BLANK.finditer(text):
            for kind, pattern in (("日期", _DATE), ("数字", _FIGURE)):
                match = pattern.search(text, max(last, blank.start() - _REACH), blank.end() + _REACH)
                if match and match.start() <= blank.start() < match.end():
                    shown = match[0].lstrip()
                    found[kind].append(Term(shown, Span(match.end() - len(shown), match.end())))
                    last = match.end()
                    break
        for kind, terms in found.items():
            if terms:
                expected = re.sub(r"\s", "", terms[0].label)
                message = f"{kind}中间有空格，共{len(terms)}处，如“{terms[0].label}”应为“{expected}”。"
                yield self.broken("text", f"{kind}书写", message, *terms, actual=terms[0].label, expected=expected)
