"""T206: functional and economic accounts that usually agree."""

from __future__ import annotations

from collections.abc import Iterator

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum
from textcheck.fact.factbase import FactBase
from textcheck.fact.relate import pairs
from textcheck.rules.base import Rule


class Counterpart(Rule):
    """功能科目与经济科目的对应数。

    “机关事业单位基本养老保险缴费支出”（2080505）的基本支出通常等于经济分类的
    “机关事业单位基本养老保险缴费”（30108），住房公积金等亦同。这只是通行做法：
    同一科目有项目资金、或由别的科目列支时可以不等，所以相等时记为已核对，不等时不作判断。

    依据：单一部门基本支出的通行列支做法，不是勾稽关系。

    错误示例::

        本规则不提示错误。

    正确示例::

        本规则不提示错误。
    """

    code = "T206"
    name = "account-counterpart"
    level = Level.INFO
    advisory = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the counterparts that agree, and those that do not as not assessable."""
        for pair in facts.profile.pairs:
            if pair.kind != "equality":
                continue
            for left, right in pairs(pair, facts):
                if not (left.printed and right.printed):
                    continue
                terms = (left.term(), right.term())
                outcome, _ = compare_sum(left.quantity, [right.quantity])
                if outcome is Outcome.VIOLATED:
                    yield self.unknown("counterpart", pair.id, "功能科目与经济科目通常相等，但可以不等，不作判断", *terms)
                else:
                    yield Assertion(self.code, "counterpart", pair.id, outcome, terms)
