"""N307: counts and the counts they consist of."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.equation import Equation
from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Bound, Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_OPENS = re.compile(r"\(?[，,;]?\(?其中")
_REST = "其他"


class CountBreakdown(Rule):
    """总数与“其中”各项的数量不符。

    为什么：“共有车辆9辆，其中，机要通信用车1辆、……”，各类加起来不是总数，读者不知道哪个对。
    算法：总数＝其中各类之和；“其中”只举一项的，不能大于总数。没有列全（没有“其他”收尾）而相加小于总数的，不算错。
    依据：财政部部门决算公开模板国有资产占用情况、“三公”经费说明。

    错误示例::

        十二、国有资产占用情况说明
        本单位共有车辆5辆，其中，机要通信用车1辆、应急保障用车2辆、其他用车1辆。

    正确示例::

        十二、国有资产占用情况说明
        本单位共有车辆4辆，其中，机要通信用车1辆、应急保障用车2辆、其他用车1辆。
    """

    code = "N307"
    name = "count-breakdown"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every count that is followed by 其中 and counts of the same unit."""
        mentions = facts.mentions
        for at, total in enumerate(mentions):
            if total.quantity.dimension is Dimension.COUNT and _OPENS.match(total.paragraph.text, total.figure.end):
                parts = _parts(mentions, at)
                if parts:
                    yield self._counts(total, parts)

    def _counts(self, total: Mention, parts: list[Mention]) -> Assertion:
        terms = (_term(total), *[_term(part) for part in parts])
        made = sum((part.quantity.value for part in parts), ZERO)
        value = total.quantity.value
        exact = all(m.quantity.bound is Bound.EXACT for m in (total, *parts))
        unit = total.quantity.unit
        if made == value or (made < value and (not exact or not parts[-1].subject.startswith(_REST))):
            equation = None if made == value else Equation((-1, *(1,) * len(parts)), at_most=True)
            return self.holds("count" if equation is None else "at_most", total.subject, *terms, equation=equation)
        if not exact or (made > value and len(parts) > 1 and not parts[-1].subject.startswith(_REST)):
            return self.unknown("count", total.subject, "各项可能交叉，或数是约数", *terms)
        formula = " + ".join(f"{part.quantity.value:f}" for part in parts) + f" = {made:f} ≠ {value:f}"
        return self.broken(
            "count", total.subject, f"“{total.subject}”{value:f}{unit}，其中各项相加是 {made:f}{unit}",
            *terms, actual=total.text, expected=f"{made:f}{unit}", formula=formula,
        )  # fmt: skip


def _parts(mentions: Sequence[Mention], at: int) -> list[Mention]:
    """Return the counts of the same unit that follow in the sentence; another 其中 or another unit ends them."""
    total = mentions[at]
    parts: list[Mention] = []
    for other in islice(mentions, at + 1, None):
        if other.place != total.place or other.quantity.unit != total.quantity.unit:
            break
        between = total.paragraph.text[(parts[-1] if parts else total).figure.end : other.figure.start]
        if parts and other.quantity.bound is not Bound.EXACT:
            break
        if parts and ("其中" in between or "。" in between or "共" in between):
            break
        parts.append(other)
        if _OPENS.match(other.paragraph.text, other.figure.end):
            return []
    return parts


def _term(mention: Mention) -> Term:
    return Term(mention.subject, mention.span, mention.quantity)
