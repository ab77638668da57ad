"""T211: rows by unit against their total."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show, sum_formula, total_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact, Key
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.table import BoundTable


class UnitRows(Rule):
    """分单位列示的表，合计不等于各单位之和。

    为什么：分单位列示的表，合计就是各单位之和；不等说明漏了一个单位，或者有一个数抄错。
    算法：合计行的每一栏＝各单位同一栏之和；有单位编码的，主管部门（如 101）＝其下各单位（101001、101002）之和；一张表先后
    列出几个单位的科目而不写单位名称的，合计＝全部明细之和。四舍五入能够解释的差额只作尾差提示。
    依据：财预〔2016〕143号：部门预算包括本级预算和所属单位预算；部门预算公开表 收入总表、支出总表。

    错误示例::

        2026年部门预算公开
        收入总表
        单位：万元
        单位编码	单位名称	合计	一般公共预算	其他收入
        合计		300.00	280.00	20.00
        101001	某局（本级）	180.00	180.00
        101002	某局信息中心	110.00	90.00	20.00

    正确示例::

        2026年部门预算公开
        收入总表
        单位：万元
        单位编码	单位名称	合计	一般公共预算	其他收入
        合计		300.00	280.00	20.00
        101001	某局（本级）	190.00	190.00
        101002	某局信息中心	110.00	90.00	20.00
    """

    code = "T211"
    name = "unit-rows"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every total of a table that lists units, column by column."""
        for table in facts.tables:
            if any(fact.key.unit for fact in table.facts):
                checked = [self.unless_unread(each, facts, total) for each, total in self._table(table)]
                yield from self.unless_misread(checked)

    def _table(self, table: BoundTable) -> Iterator[tuple[Assertion, Fact]]:
        by_unit: dict[Key, dict[str, Fact]] = defaultdict(dict)
        lists: dict[int, list[Fact]] = defaultdict(list)  # by column
        for fact in table.facts:
            if not fact.alias:
                by_unit[fact.key._replace(unit="")].setdefault(fact.key.unit, fact)
                if fact.key.unit and fact.key.concept.isdigit() and fact.cell is not None:
                    lists[fact.cell.column].append(fact)
        for key, rows in by_unit.items():
            if key.concept.isdigit():
                continue
            found = list(_sums(rows))
            whole = rows.get("")
            if not found and whole is not None and whole.cell is not None and lists[whole.cell.column]:
                found = _details(whole, lists[whole.cell.column])
            for total, parts in found:
                if total.printed or any(part.printed for part in parts):
                    yield self._sum(total, parts), total

    def _sum(self, total: Fact, parts: list[Fact]) -> Assertion:
        terms = (total.term(), *[part.term() for part in parts])
        kind = "listing" if parts[0].key.concept.isdigit() else "summation"  # of a list a row may be missing: none is to blame
        outcome, _ = compare_sum(total.quantity, [part.quantity for part in parts])
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, kind, "units", outcome, terms)
        expected = show(total_of([part.quantity for part in parts]))
        printed = show(total.quantity) if total.printed else "空白"
        return self.broken(
            kind, "units", f"{total.place}：“{total.label}”是 {printed}，所列 {len(parts)} 行之和是 {expected}",
            *terms, actual=printed, expected=expected, formula=sum_formula(terms[0], terms[1:]),
        )  # fmt: skip


def _sums(rows: dict[str, Fact]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Yield a total with the units right below it: those whose code goes on from its own, or all that lie under none."""
    above = {unit: _above(unit, rows) for unit in rows if unit}
    for unit, total in rows.items():
        parts = [rows[below] for below, parent in above.items() if parent == unit]
        if parts:
            yield total, parts


def _above(unit: str, rows: dict[str, Fact]) -> str:
    codes = [other for other in rows if other.isdigit() and unit.isdigit() and len(other) < len(unit) and unit.startswith(other)]
    return max(codes, key=len, default="")


def _details(total: Fact, listed: list[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Return a total with the accounts of all units; where some lie under others, only what lies under none counts."""
    seen = {(fact.key.unit, fact.key.concept) for fact in listed}
    tops = [
        f for f in listed if not any((f.key.unit, f.key.concept[:size]) in seen for size in (3, 5) if size < len(f.key.concept))
    ]
    ways = [way for way in (tops, listed) if compare_sum(total.quantity, [f.quantity for f in way])[0] is not Outcome.VIOLATED]
    if ways or len(tops) == len(listed):
        return [(total, ways[0] if ways else tops)]
    return []
