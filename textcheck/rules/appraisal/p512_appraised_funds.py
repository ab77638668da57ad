"""P512: the money of all appraised projects together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show, total_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Appraisal, Entry
    from textcheck.fact.factbase import FactBase


class AppraisedFunds(Rule):
    """自评项目资金总额与各项目之和不一致。

    为什么：写明对所有项目全面开展自评、“共涉及项目几个，资金××万元”，这笔资金就是各项目资金的合计。
    算法：逐条列出的自评综述正好是这么多条时，资金总额＝各项目执行数之和（也可以是全年预算数之和，或自评表的年初预算数之和）。
    三种都对不上的作提醒，取最接近的一种来说；列出的综述不是全部项目的不核对。
    依据：财政部部门决算公开模板“预算绩效管理工作开展情况”。

    错误示例::

        我部门对2024年度项目支出全面开展绩效自评，共涉及项目2个，资金85.00万元。

        1. 水渠清淤项目绩效自评综述：项目全年预算数为50.00万元，执行数为40.00万元，完成预算的80%。

        2. 送戏下乡项目绩效自评综述：项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。

    正确示例::

        我部门对2024年度项目支出全面开展绩效自评，共涉及项目2个，资金60.00万元。

        1. 水渠清淤项目绩效自评综述：项目全年预算数为50.00万元，执行数为40.00万元，完成预算的80%。

        2. 送戏下乡项目绩效自评综述：项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。
    """

    code = "P512"
    name = "appraised-funds"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the money of all projects against the sum over their summaries."""
        appraisal = facts.appraisal
        for statement in appraisal.statements:
            number, told = statement.number, statement.amount
            every = statement.kind in ("projects", "scope") and statement.whole
            if every and told and number and number.value == len(appraisal.summaries):
                yield from self._sum(appraisal, told)

    def _sum(self, appraisal: Appraisal, told: Entry) -> Iterator[Assertion]:
        spent = [s.spent for s in appraisal.summaries if s.spent]
        budget = [s.budget for s in appraisal.summaries if s.budget]
        sheets = appraisal.project_sheets.values()
        initial = [s.execution.initial for s in sheets if s.execution and s.execution.initial]
        sums = [parts for parts in (spent, budget, initial) if len(parts) == len(appraisal.summaries)]
        if not sums:
            return
        for parts in sums:
            outcome, _ = compare_sum(told.quantity, [part.quantity for part in parts])
            if outcome is not Outcome.VIOLATED:
                terms = (told.term("自评项目资金"), *[part.term() for part in parts])
                formula = " + ".join(part.text for part in parts) + f" = {told.text}"
                yield Assertion(self.code, "summation", "自评项目资金", outcome, terms, formula)
                return
        parts = min(sums, key=lambda parts: abs(compare_sum(told.quantity, [part.quantity for part in parts])[1]))
        terms = (told.term("自评项目资金"), *[part.term() for part in parts])
        made = show(total_of([part.quantity for part in parts]))
        message = f"自评项目资金写作 {told.text}，列出的 {len(parts)} 个项目{parts[0].label}之和是 {made}"
        formula = " + ".join(part.text for part in parts) + f" = {made} ≠ {told.text}"
        yield self.broken("summation", "自评项目资金", message, *terms, actual=told.text, expected=made, formula=formula)
