"""P518: the share of the points that was earned."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.fact.appraisal.model import HUNDRED
from textcheck.fact.appraisal.numbers import count, percent
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.factbase import FactBase

_N = r"(\d+(?:\.\d+)?)"
_CLAIM = re.compile(rf"分值为?{_N}分，(?:实际)?得分为?{_N}分，得分率为?{_N}%")
_WORD = "得分率"


class EarnedShare(Rule):
    """得分率不等于得分除以分值。

    为什么：“该指标分值20分，得分17.90分，得分率89.50%”，三个数读者可以验算。
    算法：得分率＝得分÷分值×100%，按印出的位数四舍五入；得分不能超过分值。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）。

    错误示例::

        项目立项规范，但目标编制不够细化。该指标分值20分，得分17.90分，得分率98.50%。

    正确示例::

        项目立项规范，但目标编制不够细化。该指标分值20分，得分17.90分，得分率89.50%。
    """

    code = "P518"
    name = "earned-share"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every share of points in prose."""
        for paragraph in facts.document.body:
            if _WORD in paragraph.text:
                for match in _CLAIM.finditer(paragraph.text):
                    yield self._share(paragraph, match)

    def _share(self, paragraph: Paragraph, match: re.Match[str]) -> Assertion:
        span = paragraph.reading.span
        weight = count("分值", match.group(1), span(*match.span(1)), "分")
        score = count("得分", match.group(2), span(*match.span(2)), "分")
        told = percent(_WORD, match.group(3), span(match.start(3), match.end()))
        terms = (told.term(), score.term(), weight.term())
        if not weight.value:
            return self.unknown("share", _WORD, "分值为 0", *terms)
        # Points are exact as printed; only the share is rounded.
        due = score.value / weight.value * HUNDRED
        if told.quantity.interval.holds(due):
            return self.holds("share", _WORD, *terms)
        expected = f"{due.quantize(told.quantity.step, ROUND_HALF_UP)}%"
        message = f"得分率写作 {told.text}%，按得分 {score.text}、分值 {weight.text} 计算应为 {expected}"
        formula = f"{score.text} ÷ {weight.text} = {expected}"
        return self.broken("share", _WORD, message, *terms, actual=f"{told.text}%", expected=expected, formula=formula)
