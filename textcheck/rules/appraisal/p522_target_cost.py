"""P522: a target sheet's cost indicators against its money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import agree, exceeds, show
from textcheck.fact.projects import plain_project
from textcheck.lexicon.projects import project_words
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.projects import Cost, Project


class TargetCost(Rule):
    """绩效目标表的成本指标与项目资金不符。

    为什么：成本指标常从申报时的方案照抄，预算批复后项目资金变了，指标没有跟着改。
    算法：写“项目总成本≤306万元”的，306 万元应等于这个项目的资金总额；其他以万元计的成本指标说的是项目的一部分，不能大于
    资金总额。单价、标准、比率等不按总额计的指标不核对；几个项目列在一张表里的，只核对写明是项目总成本的。
    依据：财预〔2015〕88号《中央部门预算绩效目标管理办法》：绩效目标应与预算支出的内容、金额相匹配。

    错误示例::

        2026年部门预算公开
        管网检测项目绩效目标表
        项目名称	管网检测
        资金情况（万元）	资金总额	306.00
        一级指标	二级指标	三级指标	指标值
        成本指标	经济成本指标	项目总成本	≤360万元

    正确示例::

        2026年部门预算公开
        管网检测项目绩效目标表
        项目名称	管网检测
        资金情况（万元）	资金总额	306.00
        一级指标	二级指标	三级指标	指标值
        成本指标	经济成本指标	项目总成本	≤306万元
    """

    code = "P522"
    name = "target-cost"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every cost indicator in 万元 of a target sheet whose money is known."""
        words = project_words()
        for project in facts.projects:
            if project.term is None or project.term.quantity is None or project.term.quantity.is_zero:
                continue
            own = {plain_project(project.name) + tail for tail in words.tails} | words.whole
            for cost in project.costs:
                if cost.sign in ("≥", ">=", ">") or any(word in cost.name for word in words.apiece):
                    continue
                if cost.name in own or project.form:
                    yield self._cost(project, cost, whole=cost.name in own)

    def _cost(self, project: Project, cost: Cost, *, whole: bool) -> Assertion:
        assert project.term is not None
        money, limit = project.term.quantity, cost.term.quantity
        assert money is not None
        assert limit is not None
        outcome = agree(limit, money) if whole else exceeds(limit, money)[0]
        if outcome is not Outcome.VIOLATED:
            return self.holds("duplicate" if whole else "at_most", cost.name, cost.term, project.term)
        relation = "应与项目资金相等" if whole else "大于项目资金"
        return self.broken(
            "duplicate" if whole else "at_most", cost.name,
            f"“{project.name}”的成本指标“{cost.name}”是 {show(limit)}，项目资金是 {show(money)}，{relation}",
            cost.term, project.term, actual=show(limit), expected=show(money),
        )  # fmt: skip
