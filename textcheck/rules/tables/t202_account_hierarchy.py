"""T202: 类, 款 and 项 add up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show, sum_formula, total_of
from textcheck.fact.fact import TOTAL, Fact
from textcheck.fact.proof import omitted
from textcheck.lexicon.structure import undisclosed
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.table import BoundTable


class AccountHierarchy(Rule):
    """科目上级金额不等于下级金额之和。

    为什么：按科目编码列示的表一级套一级，上级等于下级之和；不等就是漏了一行或者抄错一个数。
    算法：合计＝各“类”之和，“类”＝其下各“款”之和，“款”＝其下各“项”之和；经济分类的“类”＝其下各“款”之和。每一
    个金额栏分别核对。某一级没有列出下级的，不核对。四舍五入能够解释的差额只作尾差提示。外交、国防、公共
    安全支出可以因涉密不公开到项，所列各项合计不足的不核对。
    依据：《中华人民共和国预算法实施条例》第六条（支出按功能分类公开到项、基本支出按经济分类公开到款）；《政府收支分类科目》。

    错误示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00
        2012999	其他群众团体事务支出	30.00	30.00

    正确示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00
        2012999	其他群众团体事务支出	40.00	40.00
    """

    code = "T202"
    name = "account-hierarchy"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every parent with its children, column by column, in every coded table."""
        for table in facts.tables:
            if table.codes or table.classes:
                checked = [(self._hidden(each, total), total) for each, total in self._table(table, facts)]
                yield from self.unless_misread([self.unless_unread(each, facts, total) for each, total in checked])

    def _table(self, table: BoundTable, facts: FactBase) -> Iterator[tuple[Assertion, Fact]]:
        columns: dict[tuple[str, ...], dict[str, Fact]] = defaultdict(dict)
        for fact in table.facts:
            columns[fact.key[1:]].setdefault(fact.key.concept, fact)
        economic = table.kind.accounts == "economic"
        for column in columns.values():
            if not any(fact.printed for fact in column.values()):
                continue
            children = _children(column)
            for code, below in children.items():
                total = column.get(code)
                if total is not None and (total.printed or any(fact.printed for fact in below)):
                    yield self._level(total, below, facts), total
            total = column.get(TOTAL)
            if total is not None and not economic:
                leaves = [fact for code, fact in column.items() if len(code) == 7 and code.isdigit()]
                classes = children.get(TOTAL, [])
                if leaves and classes and total.printed and all(f.key.concept in children for f in classes):
                    bottom = self._level(total, leaves, facts)
                    if bottom.problem is None:  # else a level between is broken and says so itself
                        yield bottom, total

    def _hidden(self, assertion: Assertion, total: Fact) -> Assertion:
        """Accuse no account of hiding what it need not publish: less below it than it says."""
        if assertion.outcome is Outcome.VIOLATED and len(total.key.concept) == 5 and total.key.concept.startswith(undisclosed()):
            below = total_of([term.quantity for term in assertion.terms[1:] if term.quantity is not None])
            if below.value < total.quantity.value:
                return self.unknown("hierarchy", total.key.concept, "这一类有涉密科目，可以不公开到项", *assertion.terms)
        return assertion

    def _level(self, total: Fact, parts: list[Fact], facts: FactBase) -> Assertion:
        terms = (total.term(), *[part.term() for part in parts])
        outcome, _ = compare_sum(total.quantity, [part.quantity for part in parts])
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "hierarchy", total.key.concept, outcome, terms)
        made = show(total_of([part.quantity for part in parts]))
        printed = show(total.quantity) if total.printed else "空白"
        message, expected = f"{total.place}：“{total.label}”是 {printed}，下级 {len(parts)} 个科目之和是 {made}", made
        left_out = omitted(total, parts, facts)
        if left_out is not None:
            name = left_out.label.split("·")[0]
            message += f"；{left_out.place}里还有“{name}”{show(left_out.quantity)}，这里可能漏列了"
            expected = f"补列“{name}”{show(left_out.quantity)}"
        return self.broken(
            "hierarchy", total.key.concept, message,
            *terms, actual=printed, expected=expected, formula=sum_formula(terms[0], terms[1:]),
        )  # fmt: skip


def _children(column: dict[str, Fact]) -> dict[str, list[Fact]]:
    """Group the accounts of a column under the nearest account above them that has a row; 类 under the total."""
    children: dict[str, list[Fact]] = defaultdict(list)
    for code, fact in column.items():
        if not code.isdigit():
            continue
        if len(code) == 3:
            children[TOTAL].append(fact)
        elif code[:-2] in column:
            children[code[:-2]].append(fact)
        elif code[:3] in column:
            children[code[:3]].append(fact)
    return children
