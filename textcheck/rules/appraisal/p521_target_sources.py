"""P521: a target sheet's money against its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show, sum_formula, total_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.projects import Project


class TargetSources(Rule):
    """绩效目标表的资金总额不等于财政拨款与其他资金之和。

    为什么：资金总额是按来源加出来的，改了一处、忘了另一处，目标表就对不上预算。
    算法：项目支出绩效目标表里，资金总额＝其下所列的财政拨款、其他资金之和；只列了一种来源的不核对。
    依据：财预〔2015〕88号《中央部门预算绩效目标管理办法》项目支出绩效目标表。

    错误示例::

        2026年部门预算公开
        管网检测项目绩效目标表
        项目名称	管网检测
        资金情况（万元）	资金总额	120.00
                财政拨款	100.00
                其他资金	10.00
        一级指标	二级指标	三级指标	指标值

    正确示例::

        2026年部门预算公开
        管网检测项目绩效目标表
        项目名称	管网检测
        资金情况（万元）	资金总额	110.00
                财政拨款	100.00
                其他资金	10.00
        一级指标	二级指标	三级指标	指标值
    """

    code = "P521"
    name = "target-sources"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every target sheet that breaks its money down."""
        for project in facts.projects:
            if project.sheet and project.term is not None and len(project.sources) > 1:
                yield self._sum(project)

    def _sum(self, project: Project) -> Assertion:
        assert project.term is not None
        assert project.term.quantity is not None
        parts = [term.quantity for term in project.sources if term.quantity is not None]
        terms = (project.term, *project.sources)
        outcome, _ = compare_sum(project.term.quantity, parts)
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", project.name, outcome, terms)
        expected, printed = show(total_of(parts)), show(project.term.quantity)
        return self.broken(
            "summation", project.name, f"“{project.name}”绩效目标表的资金总额是 {printed}，各项资金之和是 {expected}",
            *terms, actual=printed, expected=expected, formula=sum_formula(project.term, project.sources),
        )  # fmt: skip
