"""T201: totals in and across tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show, sum_formula, total_of
from textcheck.fact.relate import instances
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.profile import Relation


class TableSum(Rule):
    """表中合计不等于各分项之和。

    为什么：合计栏、合计行是它的各个组成部分加起来的；加不拢，必有一个数抄错或者漏了一行。
    算法：合计＝各分项之和，例如“本年支出合计＝基本支出＋项目支出＋……”“总计＝本年收入合计＋使用非财政拨款结余＋年初结
    转和结余”。按各数印出的位数计算，四舍五入能够解释的差额（通常是 0.01）只作尾差提示。空白单元格按 0 计算。
    依据：财政部部门决算报表的表内勾稽关系；《中华人民共和国预算法》第七十五条（决算数额准确、内容完整）。

    错误示例::

        支出决算表
        单位：万元
        项目		本年支出合计	基本支出	项目支出
        科目编码	科目名称
        合计		130.00	100.00	20.00

    正确示例::

        支出决算表
        单位：万元
        项目		本年支出合计	基本支出	项目支出
        科目编码	科目名称
        合计		120.00	100.00	20.00
    """

    code = "T201"
    name = "table-sum"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every summation of the profile, wherever its figures stand."""
        for relation in facts.profile.relations:
            if relation.kind == "summation" and relation.scope != "narrative":
                found = [(total, parts) for total, parts, _ in instances(relation, facts)]
                checked = [self.unless_unread(self._sum(relation, *each), facts, each[0]) for each in found]
                yield from self.unless_misread(checked)

    def _sum(self, relation: Relation, total: Fact, parts: list[Fact]) -> Assertion:
        terms = (total.term(), *[part.term() for part in parts])
        outcome, _ = compare_sum(total.quantity, [part.quantity for part in parts])
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", relation.id, outcome, terms)
        expected = show(total_of([part.quantity for part in parts]))
        message = f"{total.place}：“{total.label}”{_printed(total)}，各分项之和是 {expected}（{relation.name}）"
        return self.broken(
            "summation",
            relation.id,
            message,
            *terms,
            actual=_printed(total),
            expected=expected,
            formula=sum_formula(terms[0], terms[1:]),
        )


def _printed(fact: Fact) -> str:
    return show(fact.quantity) if fact.printed else "空白"
