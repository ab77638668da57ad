"""P525: a project's money in the text against the tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.fact.arithmetic import agree, show
from textcheck.fact.itemsums import item_rows
from textcheck.fact.projects import plain_project
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class ProjectText(Rule):
    """逐项说明里一个项目的金额与项目表不一致。

    为什么：“1.基础测绘50.00万元”与项目支出表里这个项目是同一笔钱，改了表没有改文字，两处就不一致。
    算法：带序号的一段以一个项目的名称和金额开头，项目支出表（没有的，看重点项目清单）里有同名项目的，金额应当相同；重点项
    目清单与项目支出表也应当相同。几个单位各有一个同名项目的，与其中一个相同即可；名称不完全相同的不核对。
    依据：财预〔2016〕143号：部门预算公开说明与报表一致；中发〔2018〕34号：重点项目绩效目标随预算公开。

    错误示例::

        2026年部门预算公开
        （五）项目支出70.00万元，具体包括：
        1.基础测绘52.00万元，主要用于控制网维护。
        2.地图编制20.00万元，主要用于出版地图。

        项目支出总表
        单位：万元
        项目名称	总计	一般公共预算	其他资金
        基础测绘	50.00	40.00	10.00
        地图编制	20.00	20.00	0.00

    正确示例::

        2026年部门预算公开
        （五）项目支出70.00万元，具体包括：
        1.基础测绘50.00万元，主要用于控制网维护。
        2.地图编制20.00万元，主要用于出版地图。

        项目支出总表
        单位：万元
        项目名称	总计	一般公共预算	其他资金
        基础测绘	50.00	40.00	10.00
        地图编制	20.00	20.00	0.00
    """

    code = "P525"
    name = "project-text"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every project that begins a numbered paragraph, or that a list of key projects names, and stands in a table."""
        rows, listed = _rows(facts), _listed(facts)
        for name, terms in listed.items():
            yield from (self._same(name, term, rows[name], "项目清单里是") for term in terms if name in rows)
        last = -1
        for mention in facts.mentions if rows or listed else ():
            begins, last = mention.place.paragraph != last, mention.place.paragraph
            if begins and mention.role == "value" and mention.paragraph.marker is not None and not mention.keys:
                name = plain_project(mention.subject)
                found = rows.get(name) or listed.get(name)
                if found:
                    yield self._same(name, Term(mention.subject, mention.span, mention.quantity), found, "文中写")

    def _same(self, name: str, said: Term, found: list[Term], where: str) -> Assertion:
        assert said.quantity is not None
        for term in found:
            if term.quantity is not None and agree(said.quantity, term.quantity) is not Outcome.VIOLATED:
                return self.holds("duplicate", name, said, term)
        amounts = "、".join(dict.fromkeys(show(term.quantity) for term in found if term.quantity is not None))
        return self.broken(
            "duplicate", name, f"项目“{name}”{where} {show(said.quantity)}，项目表里是 {amounts}",
            said, found[0], actual=show(said.quantity), expected=amounts, formula=f"{show(said.quantity)} ≠ {amounts}",
        )  # fmt: skip


def _listed(facts: FactBase) -> dict[str, list[Term]]:
    """Return the amounts of the lists of key projects by name."""
    listed: dict[str, list[Term]] = defaultdict(list)
    for project in facts.projects:
        if project.term is not None and not project.sheet:
            listed[plain_project(project.name)].append(project.term)
    return listed


def _rows(facts: FactBase) -> dict[str, list[Term]]:
    """Return the amounts of the project tables by name; a unit that heads its projects is none."""
    rows: dict[str, list[Term]] = defaultdict(list)
    units = {fact.key.unit for table in facts.tables for fact in table.facts}
    for table in facts.tables:
        for row in item_rows(table) if table.kind.aspects.nature == facts.profile.project else ():
            if row.label not in units:
                rows[plain_project(row.label)].append(row.amounts[min(row.amounts)])
    return rows
