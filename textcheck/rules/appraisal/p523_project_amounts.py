"""P523: one project's money in several tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import agree, show
from textcheck.fact.projects import projects_named
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.projects import Project


class ProjectAmounts(Rule):
    """同一个项目在不同表里的金额不一致。

    为什么：项目支出表、重点项目清单和绩效目标表常由不同的人填写，同一个项目会印出两个金额。
    算法：同一个项目在各张表里的金额应当一致。一张表分资金来源列几栏的，与其中任何一栏相同即可；同名项目不止一个（例如几个
    单位各有一个）的，不核对。
    依据：财预〔2015〕88号《中央部门预算绩效目标管理办法》：绩效目标应与预算支出的内容、金额相匹配。

    错误示例::

        2026年部门预算公开
        项目支出表
        单位：万元
        项目名称	合计	财政拨款	其他资金
        管网检测	120.00	120.00

        项目支出绩效目标表
        单位：万元
        项目名称	项目总额	财政资金	一级指标	指标值
        管网检测	102.00	102.00	产出指标	10

    正确示例::

        2026年部门预算公开
        项目支出表
        单位：万元
        项目名称	合计	财政拨款	其他资金
        管网检测	120.00	120.00

        项目支出绩效目标表
        单位：万元
        项目名称	项目总额	财政资金	一级指标	指标值
        管网检测	120.00	120.00	产出指标	10
    """

    code = "P523"
    name = "project-amounts"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every project that two tables give once each."""
        units = {fact.key.unit for table in facts.tables for fact in table.facts}
        for found in projects_named(facts.projects):
            tables = [project.table for project in found]
            sheets = sum(project.sheet for project in found)
            if len(set(tables)) == len(tables) and sheets < 2 and found[0].name not in units:
                first = found[0]
                yield from (self._same(first, other) for other in found[1:] if first.term and other.term)

    def _same(self, one: Project, other: Project) -> Assertion:
        assert one.term is not None
        assert other.term is not None
        left, right = one.term.quantity, other.term.quantity
        assert left is not None
        assert right is not None
        terms = (other.term, one.term)
        outcome = agree(right, left)
        beside = any(t.quantity is not None and agree(right, t.quantity) is not Outcome.VIOLATED for t in one.others)
        beside = beside or any(t.quantity is not None and agree(left, t.quantity) is not Outcome.VIOLATED for t in other.others)
        if outcome is not Outcome.VIOLATED or beside:
            return self.holds("duplicate", other.name, *terms)
        return self.broken(
            "duplicate", other.name, f"项目“{other.name}”这里是 {show(right)}，另一张表是 {show(left)}，应当一致",
            *terms, actual=show(right), expected=show(left), formula=f"{show(right)} ≠ {show(left)}",
        )  # fmt: skip
