"""T290: the differences that rounding explains, in one note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Problem, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.fact.factbase import FactBase


class RoundingNote(Rule):
    """四舍五入造成的尾差。

    为什么：各数都四舍五入印到分或百元，分项之和可以与合计差 0.01 或更多一点；这不是错误，但读者会问，所以提示一次。
    算法：每个印出的数代表一个区间，上下各半个末位单位；区间能相交，真实的数就可能相等。同一份报告的尾差合并成一条提示，列
    出全部位置；报告自己注明“可能存在尾数误差”的，不必处理。
    依据：XBRL Calculations 1.1 的区间算法；GB/T 8170—2008《数值修约规则与极限数值的表示和判定》。

    错误示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.01	60.00	40.00

    正确示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	60.00	40.00
    """

    code = "T290"
    name = "rounding-note"
    level = Level.INFO

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield nothing: what is rounding shows only in the others' assertions."""
        del facts
        yield from ()

    def review(self, facts: FactBase, assertions: Sequence[Assertion]) -> Iterator[Assertion]:
        """Yield one note for all relations that only rounding reconciles."""
        del facts
        places: dict[int, Term] = {}
        accused = {assertion.problem.span for assertion in assertions if assertion.problem is not None}
        for assertion in assertions:
            if assertion.terms and assertion.terms[0].span in accused:
                continue
            if assertion.outcome is Outcome.ROUNDING and assertion.problem is None and assertion.terms[0].quantity is not None:
                places.setdefault(assertion.terms[0].span.start, assertion.terms[0])
        if places:
            terms = tuple(places[start] for start in sorted(places))
            message = f"有 {len(terms)} 处合计、比率与各数相差在四舍五入的尾差之内，不必处理"
            yield Assertion(
                self.code, "rounding", "尾差", Outcome.ROUNDING, terms, problem=Problem(message, terms[0].span, level=Level.INFO)
            )
