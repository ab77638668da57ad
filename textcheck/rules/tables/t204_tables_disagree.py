"""T204: one figure in several tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase


class TablesDisagree(Rule):
    """同一个数在两张表里不一致。

    为什么：收入支出决算总表的“本年支出合计”与支出决算表的合计是同一个数，印在两张表里应当一样。
    算法：按科目、流向、资金、性质、决算或预算、年度六个口径，口径全都相同的格是同一个数，两两比较；只差最后一位（0.01）的，
    作尾差提示。空白单元格与零视为相同。
    依据：财政部部门决算报表的表间勾稽关系；《中华人民共和国预算法》第七十五条（决算数额准确、内容完整）。

    错误示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	100.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		110.00	110.00

    正确示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	100.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
    """

    code = "T204"
    name = "tables-disagree"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every pair of cells in different tables that mean the same."""
        seen = _occurrences(facts)
        checked = [assertion for found in facts.by_key.values() if len(found) > 1 for assertion in self._same(found, seen)]
        yield from self.unless_misread(checked)

    def _same(self, found: list[Fact], seen: Counter[tuple[str, str, Decimal]]) -> Iterator[Assertion]:
        printed = [fact for fact in found if fact.printed]
        if not printed:
            return
        votes = Counter(fact.quantity.value for fact in printed)
        right = max(printed, key=lambda f: (votes[f.quantity.value], seen[f.key.concept, f.key.flow, f.quantity.value]))
        for fact in found:
            if fact is right or fact.place == right.place:
                continue
            outcome, _ = compare_sum(fact.quantity, [right.quantity])
            terms = (fact.term(), right.term())
            subject = fact.key.concept + fact.key.flow
            if outcome is not Outcome.VIOLATED:
                yield Assertion(self.code, "duplicate", subject, outcome, terms)
                continue
            actual = show(fact.quantity) if fact.printed else "空白"
            expected = show(right.quantity)
            yield self.broken(
                "duplicate",
                subject,
                f"{fact.place}“{fact.label}”是 {actual}，{right.place}“{right.label}”是 {expected}，同一个数应当一致",
                *terms,
                actual=actual,
                expected=expected,
                formula=f"{actual} ≠ {expected}",
            )


def _occurrences(facts: FactBase) -> Counter[tuple[str, str, Decimal]]:
    """Count how often each amount of an account is printed for any money: the side that others repeat is likelier."""
    return Counter((f.key.concept, f.key.flow, f.quantity.value) for table in facts.tables for f in table.facts if f.printed)
