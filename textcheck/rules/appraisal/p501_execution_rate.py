"""P501: the execution rate of a budget."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.appraisal.model import HUNDRED, Claimed, Entry, Execution, Summary, hundredth, share
from textcheck.fact.appraisal.numbers import plain
from textcheck.quantity.quantity import Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class ExecutionRate(Rule):
    """执行率与预算数、执行数不符。

    为什么：执行率是自评得分的起点，算错了，后面的得分、总分都跟着错。
    算法：执行率＝执行数（B）÷预算数（A）×100%，预算数是调整后的全年预算数；自评表、自评综述（“完成预算的百分之几”）、
    自评说明（“执行率百分之几”）都这样核对。印几位小数就按几位核对，四舍五入算对：933.96÷947.53＝98.568%，写 98.6%、
    98.57% 都对，写 98.60% 不对。预算数为 0 时不核对。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）所附项目支出绩效自评表“执行率（B/A）”。

    错误示例::

        1. 书香进村项目绩效自评综述：项目全年预算数为80.00万元，执行数为60.00万元，完成预算的76%。

    正确示例::

        1. 书香进村项目绩效自评综述：项目全年预算数为80.00万元，执行数为60.00万元，完成预算的75%。
    """

    code = "P501"
    name = "execution-rate"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every printed rate: in sheets, in summaries, in prose under a project's heading."""
        appraisal = facts.appraisal
        for sheet in appraisal.sheets:
            if sheet.execution is not None:
                yield from self._printed(f"{sheet.name}自评表", sheet.execution)
                for _, source in sheet.execution.sources:
                    if source.rate is not None and source.rate.value:
                        yield from self._printed(f"{sheet.name}自评表“{source.label.text}”", source)
        for summary in appraisal.summaries:
            yield from self._printed(f"{summary.name.text}自评综述", summary)
        for claimed in appraisal.claimed:
            basis = appraisal.executed(claimed.project) if claimed.bound else claimed
            subject = f"{claimed.project or '部门整体支出'}自评说明" if claimed.bound else "预算执行说明"
            if basis is not None and claimed.rate is not None:
                yield from self._printed(subject, basis, claimed.rate)

    def _printed(self, subject: str, basis: Execution | Summary | Claimed, rate: Entry | None = None) -> Iterator[Assertion]:
        rate = rate or basis.rate
        if rate is None or basis.spent is None or basis.budget is None:
            return
        terms = (rate.term(), basis.spent.term(), basis.budget.term())
        exact = share(basis.spent.quantity, basis.budget.quantity)
        if exact is None:
            yield self.unknown("completion", subject, "预算数为 0，执行率无从核对", *terms)
            return
        printed = rate.quantity.interval
        fits = hundredth(printed).overlaps(exact)
        if rate.quantity.dimension is Dimension.RATIO:
            fits = fits or printed.overlaps(exact)
        if fits:
            yield self.holds("completion", subject, *terms)
        else:
            yield self._wrong(subject, rate, basis.spent, basis.budget, terms)

    def _wrong(self, subject: str, rate: Entry, spent: Entry, budget: Entry, terms: tuple[Term, ...]) -> Assertion:
        exact = spent.value / budget.value * HUNDRED
        due = exact.quantize(rate.quantity.step, ROUND_HALF_UP)
        cut = exact.quantize(rate.quantity.step, ROUND_DOWN)
        formula = f"{spent.text} ÷ {budget.text} = {exact.quantize(Decimal('0.0001'), ROUND_HALF_UP)}%"
        message = f"{subject}：执行率写作 {rate.text}%，按执行数、预算数计算应为 {due}%"
        level = None
        if rate.value == cut:
            message += "（像是截去尾数，没有四舍五入）"
            level = Level.WARNING
        elif shorter := _shorter(rate, exact):
            message += f"（少印几位写作 {shorter}% 才对）"
        return self.broken(
            "completion", subject, message, *terms, actual=f"{rate.text}%", expected=f"{due}%", formula=formula, level=level
        )


def _shorter(rate: Entry, exact: Decimal) -> str:
    """Return the rate without closing noughts if that is the exact rate rightly rounded, else nothing."""
    brief = plain(rate.value)
    if brief == rate.text:
        return ""
    return brief if exact.quantize(Decimal(brief), ROUND_HALF_UP) == rate.value else ""
