"""T234: the unit of money in the head of a table."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.table import BoundTable

_UNIT = re.compile(r"单位:(?:人民币)?(亿元|万元|千元|元)")
_LONG = 6
_FEW_LONG = 2
"""How many figures of so many signs stand in tables of both units only if one of the units is wrong."""
_FEWEST = 3


class TableUnit(Rule):
    """一张表的金额单位与其他表不一致。

    为什么：单位写错一个字，全表的数就差一万倍。
    算法：各表表头“单位：万元”应当相同；唯独一张表写了另一个单位，而表里的数照样在别的表里一字不差地印着的，是单位写错；表里没有数的，
    也提示统一。有几张表另用单位的，是有意为之，不报；预算表有的地方“三公”经费另用万元，要有两个以上的长
    数两处都印着才报。
    依据：财政部部门决算报表、部门预算表各表的表式（金额单位栏）。

    错误示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	100.00

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		100.00	100.00

        支出决算表
        单位：元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00

    正确示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	100.00

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		100.00	100.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00
    """

    code = "T234"
    name = "table-unit"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare the units that the heads of the bound tables print; in budgets, which may mix them, by long figures alone."""
        said = [
            (match[1], table, Term(f"单位：{match[1]}", title.reading.span(*match.span())))
            for table in facts.tables
            for title in table.table.titles
            if (match := _UNIT.search(title.text))
        ]
        units = Counter(unit for unit, _, _ in said)
        if len(units) == 1 and len(said) > 1:
            yield self.holds("text", "各表金额单位一致", *(term for _, _, term in said))
        if len(units) != 2:
            return
        (usual, often), (odd, times) = units.most_common(2)
        if often < _FEWEST or times != 1:
            return
        table, term = next((table, term) for unit, table, term in said if unit == odd)
        other = next(term for unit, _, term in said if unit == usual)
        others = {text for unit, each, _ in said if unit == usual for text in _texts(each)}
        figures = _texts(table)
        shared = figures & others
        proven = len({text for text in shared if len(text) >= _LONG}) >= _FEW_LONG
        if (figures and not shared) or (facts.identity.kind == "budget" and not proven):
            yield self.unknown("text", "各表金额单位一致", "这张表的数别的表里没有，看不出单位是否写错", term, other)
            return
        level = None if figures else Level.WARNING
        message = f"{table.kind.name}的单位写“{odd}”，其他{often}张表都是“{usual}”。"
        yield self.broken("unit", "各表金额单位一致", message, term, other, actual=odd, expected=usual, level=level)


def _texts(table: BoundTable) -> set[str]:
    """Return the amounts of a table as they are printed, noughts left out."""
    return {fact.cell.text for fact in table.facts if fact.cell and fact.printed and not fact.quantity.is_zero}
