"""T205: a part is not larger than its whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import exceeds, show
from textcheck.fact.relate import instances, pairs
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase


class PartExceedsWhole(Rule):
    """部分大于整体。

    为什么：财政拨款支出不可能大于同一科目的全部支出；基本支出明细表里的公务接待费不可能大于“三公”经费表里的公务接待费。
    算法：部分≤整体。两者可以相等，也可以更小（差额是其他资金或项目支出）。
    依据：部门决算报表的口径：支出决算表含全部资金，“三公”经费含基本支出与项目支出。

    错误示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		110.00	110.00

    正确示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		90.00	90.00
    """

    code = "T205"
    name = "part-exceeds-whole"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every part and whole that the profile names."""
        for relation in facts.profile.relations:
            if relation.kind == "at_most" and relation.scope != "narrative":
                found = [(total, parts[0]) for total, parts, _ in instances(relation, facts) if parts and total.printed]
                yield from self.unless_misread([self._part(relation.id, relation.name, *pair) for pair in found])
        for pair in facts.profile.pairs:
            if pair.kind == "at_most":
                yield from (self._part(pair.id, pair.name, part, whole) for part, whole in pairs(pair, facts) if part.printed)

    def _part(self, subject: str, name: str, part: Fact, whole: Fact) -> Assertion:
        outcome, _ = exceeds(part.quantity, whole.quantity)
        terms = (part.term(), whole.term())
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "at_most", subject, outcome, terms)
        actual = show(part.quantity)
        expected = show(whole.quantity) if whole.printed else "空白"
        return self.broken(
            "at_most",
            subject,
            f"{part.place}“{part.label}”{actual}，大于{whole.place}“{whole.label}”的 {expected}（{name}）",
            *terms,
            actual=actual,
            expected=f"不大于 {expected}",
            formula=f"{actual} > {expected}",
        )
