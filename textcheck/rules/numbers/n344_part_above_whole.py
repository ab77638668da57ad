"""N344: what follows 其中 against the amount that it is said to be part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import exceeds, show
from textcheck.quantity.quantity import Bound, Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_FIRST = re.compile(r"[，,。；;(（]?其中[:：,，]?[^\d。；;]{0,40}")
_AT_MOST = Equation((1, -1), at_most=True)


class PartAboveWhole(Rule):
    """“其中”后面的数比它所属的总数还大。

    为什么：“公务接待费支出0.48万元。其中：国内公务接待支出4.80万元”，部分不可能大于整体，必有一个写错。
    算法：一个金额后面紧接“其中”的，“其中”以后的第一个金额不应大于它；增减额、预算数与决算数混说的、负数的不核对。
    依据：《会计基础工作规范》（财政部令第98号修改）：数字真实、计算准确；部分不大于整体。

    错误示例::

        七、“三公”经费支出情况说明
        公务接待费支出0.48万元。其中：国内公务接待支出4.80万元，共接待6批次。

    正确示例::

        七、“三公”经费支出情况说明
        公务接待费支出0.48万元。其中：国内公务接待支出0.48万元，共接待6批次。
    """

    code = "N344"
    name = "part-above-whole"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Hold the first amount behind 其中 against the amount before it; what is not above is no news."""
        for part in facts.mentions:
            whole = part.head
            if whole is None or whole.paragraph is not part.paragraph or not (_is_amount(part) and _is_amount(whole)):
                continue
            between = part.paragraph.text[whole.figure.end : part.figure.start]
            if not _FIRST.fullmatch(between) or exceeds(part.quantity, whole.quantity)[0] is not Outcome.VIOLATED:
                continue
            actual, limit = show(part.quantity), show(whole.quantity)
            message = f"“其中”的“{part.subject or part.text}”{actual}，大于“{whole.subject or whole.text}”的 {limit}。"
            terms = (Term(part.subject, part.span, part.quantity), Term(whole.subject, whole.span, whole.quantity))
            yield self.broken(
                "at_most", part.subject or part.text, message, *terms,
                actual=actual, expected=f"不大于 {limit}", formula=f"{actual} > {limit}", equation=_AT_MOST,
            )  # fmt: skip


def _is_amount(mention: Mention) -> bool:
    quantity = mention.quantity
    plain = quantity.dimension is Dimension.AMOUNT and quantity.bound is Bound.EXACT
    return plain and mention.role == "value" and quantity.value >= 0
