"""T221: accounts with money in a table of some money that the table of all money does not list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.arithmetic import money
from textcheck.fact.fact import THIS_YEAR, TOTAL
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.table import BoundTable

_CLASS = 3
_FEW = 2  # more rows than these do not slip: the end of a table was cut off


class AccountRow(Rule):
    """财政拨款表里有金额的科目，支出决算表里没有这一行。

    为什么：支出决算表包含全部资金，各资金的表里有支出的科目，它却没有这一行，多半是漏列或两张表的编码不一致。
    算法：一般公共预算、政府性基金、国有资本经营预算各表里有金额的科目，在支出决算表里应有同一编码的一行；支出决算表没有列到
    这一级的、缺三行以上（可能没有读全）的，不作判断。
    依据：部门决算报表的口径（支出决算表含全部资金）；《中华人民共和国预算法实施条例》第六条（支出按功能分类公开到项）。

    错误示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00
        2012950	事业运行	40.00	40.00

    正确示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00
        2012950	事业运行	40.00	40.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00
        2012950	事业运行	40.00	40.00
    """

    code = "T221"
    name = "account-row"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for every account of the tables of some money in the table of all money."""
        profile = facts.profile
        tables = [t for t in facts.tables if t.codes and t.kind.accounts == "functional" and _flow(t) == profile.item_flow]
        whole = next((t for t in tables if t.kind.aspects.fund == profile.all_money and not t.torn), None)
        if whole is None:
            return
        for table in tables:
            if table.kind.aspects.fund != profile.all_money:
                yield from self._rows(table, whole)

    def _rows(self, table: BoundTable, whole: BoundTable) -> Iterator[Assertion]:
        levels = {len(code) for code in whole.codes}
        parents = {code[:-2] for code in whole.codes if len(code) > _CLASS}
        amounts = [
            f
            for f in table.facts
            if f.printed and f.key.nature == TOTAL and f.key.concept in table.codes and f.key.period == THIS_YEAR
        ]
        spent = [f for f in amounts if not f.quantity.is_zero and f.key.flow == whole.kind.aspects.flow]
        missing = [f for f in spent if f.key.concept not in whole.codes and len(f.key.concept) in levels]
        if spent and not missing:
            yield self.holds("text", f"{table.kind.name}的科目都在{whole.kind.name}里", *[f.term() for f in spent])
        for fact in missing:
            listed = len(fact.key.concept) == _CLASS or fact.key.concept[:-2] in parents
            yield self._missing(fact, whole, certain=listed and len(missing) <= _FEW)

    def _missing(self, fact: Fact, whole: BoundTable, *, certain: bool) -> Assertion:
        code = fact.key.concept
        name = fact.label.split("·")[0]
        if not certain:
            return self.unknown("text", code, f"{whole.kind.name}缺少多行，或没有列到这一级", fact.term())
        title = next((p.span for p in whole.table.titles if p.kind == "title"), whole.table.span)
        message = f"{fact.place}里{code}“{name}”有 {money(fact.quantity)}，{whole.kind.name}里没有这个科目。"
        return self.broken(
            "text", code, message, fact.term(), Term(whole.kind.name, title), actual="没有这一行", expected=f"{code}{name}"
        )


def _flow(table: BoundTable) -> str:
    return "" if table.kind.lanes else table.kind.aspects.flow
