"""T206: rows and columns of lists of projects and of things bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import show, sum_formula, total_of
from textcheck.fact.itemsums import ItemSum, item_sums, outcome_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class ItemSums(Rule):
    """项目、采购明细表的一行或一栏加不拢。

    为什么：项目支出表、政府采购表一行一个项目，总计栏是各项资金来源之和，合计行是各个项目之和；抄错一格，行和列就对不上。
    算法：这些表各地表式不一，按表自己的样子核对：绝大多数行里第一栏（或最后一栏）都等于其余各栏之和的，其余的行也应当如
    此，其中有“小计”一栏的分两层加；合计行（或部门自己的一行）在两栏以上等于其余各行之和的，别的栏也应当如此。看不出规律
    的表不核对；四舍五入能够解释的差额只作尾差提示。
    依据：部门预算公开表 项目支出总表、政府采购支出表的表内勾稽关系。

    错误示例::

        2026年部门预算公开
        项目支出总表
        单位：万元
        项目名称	总计	一般公共预算	其他资金
        合计	100.00	80.00	20.00
        道路清扫	30.00	20.00	10.00
        管网检测	25.00	20.00	5.00
        站房维修	25.00	15.00	5.00
        设备更新	25.00	25.00	0.00

    正确示例::

        2026年部门预算公开
        项目支出总表
        单位：万元
        项目名称	总计	一般公共预算	其他资金
        合计	100.00	80.00	20.00
        道路清扫	30.00	20.00	10.00
        管网检测	25.00	20.00	5.00
        站房维修	20.00	15.00	5.00
        设备更新	25.00	25.00	0.00
    """

    code = "T206"
    name = "item-sum"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every sum across a row and down a column of every list of items."""
        for table in facts.tables:
            yield from self.unless_misread([self._sum(found, table.kind.name) for found in item_sums(table)])

    def _sum(self, found: ItemSum, place: str) -> Assertion:
        terms, outcome = (found.total, *found.parts), outcome_of(found)
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", "items", outcome, terms)
        expected = show(total_of([part.quantity for part in found.parts if part.quantity is not None]))
        printed = show(found.total.quantity) if found.total.quantity is not None else ""
        return self.broken(
            "summation", "items", f"{place}：“{found.total.label}”是 {printed}，各数之和是 {expected}",
            *terms, actual=printed, expected=expected, formula=sum_formula(found.total, found.parts),
        )  # fmt: skip
