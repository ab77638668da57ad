"""N321: the stated number of units against the units that the tables list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase

_STATED = re.compile(
    r"(?:编制范围|汇总预算|部门预算|纳入)[^。;；，]{0,20}(?:预算单位|基层单位|单位)(?:共计|共有|共|有|总计|为)?(?P<count>\d{1,3})(?:家|个)(?![^。]{0,6}(?:内设|处室|科室))"
)


class UnitCount(Rule):
    """文中说的预算单位数与表中列示的单位数不一致。

    为什么：单位撤并以后，概况里的单位数和表里列的单位常常只改了一处。
    算法：“汇总预算编制范围的预算单位共计8家”，分单位列示的收入总表就应当列出8个单位；有主管部门一行的，只数它下面的各单位。
    表没有分单位列示的，不核对。
    依据：财预〔2016〕143号：部门预算公开应说明部门预算单位构成；部门预算公开表 收入总表。

    错误示例::

        2026年部门预算公开
        一、部门概况
        纳入本部门2026年部门预算编制范围的预算单位共计3家。

        收入总表
        单位：万元
        单位名称	合计	一般公共预算
        合计	300.00	300.00
        某局（本级）	190.00	190.00
        某局信息中心	110.00	110.00

    正确示例::

        2026年部门预算公开
        一、部门概况
        纳入本部门2026年部门预算编制范围的预算单位共计2家。

        收入总表
        单位：万元
        单位名称	合计	一般公共预算
        合计	300.00	300.00
        某局（本级）	190.00	190.00
        某局信息中心	110.00	110.00
    """

    code = "N321"
    name = "unit-count"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every stated number of units, if a table lists them."""
        listed = _listed(facts)
        if not listed:
            return
        for paragraph in facts.document.body:
            for match in _STATED.finditer(paragraph.text):
                said = Term(f"预算单位{match['count']}个", paragraph.reading.span(*match.span("count")))
                rows = [fact.term() for fact in listed]
                if int(match["count"]) == len(listed):
                    yield self.holds("count", "预算单位", said, *rows)
                else:
                    yield self.broken(
                        "count", "预算单位", f"文中说预算单位 {match['count']} 个，{listed[0].place}列了 {len(listed)} 个",
                        said, *rows, actual=match["count"], expected=str(len(listed)),
                    )  # fmt: skip


def _listed(facts: FactBase) -> list[Fact]:
    """Return one row for each unit of the first table that lists them by name or code, superior departments left out."""
    for table in facts.tables:
        rows: dict[str, Fact] = {}
        for fact in table.facts:
            if fact.key.unit and not fact.key.unit.startswith(table.kind.name):
                rows.setdefault(fact.key.unit, fact)
        lowest = [u for u in rows if not any(o != u and o.isdigit() and u.isdigit() and o.startswith(u) for o in rows)]
        if len(lowest) > 1 and not table.torn:
            return [rows[unit] for unit in lowest]
    return []
