"""P524: how many projects have targets, and their money."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.fact.arithmetic import agree, compare_sum, show, total_of
from textcheck.fact.cells import parse_cell
from textcheck.lexicon.measures import Aspects
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.projects import Project

_MYRIAD = Decimal(10000)
_STATED = (
    re.compile(r"绩效目标的项目共?(?P<count>\d+)个，涉及(?:项目)?(?:预算)?资金(?P<sum>[\d,.]+)万元"),
    re.compile(r"涉及预算资金(?P<sum>[\d,.]+)万元，设置并编报(?P<count>\d+)个项目绩效目标"),
    re.compile(r"共(?P<count>\d+)个项目(?:支出)?纳入绩效目标管理，涉及(?:财政性)?资金(?:合计)?(?P<sum>[\d,.]+)万元"),
)
_ALL = re.compile(r"(?:所有|全部)项目支出")
_FEWEST = 2


class ProjectTotals(Rule):
    """编报绩效目标的项目个数、资金与所列项目不符。

    为什么：“编报绩效目标的项目共4个，涉及预算资金1,313.80万元”是数出来、加出来的，项目增减以后常忘了改。
    算法：个数＝所列的项目数，金额＝所列项目之和。两样里有一样相符，就可以断定列的正是这些项目，另一样不符就是错误；两样都
    不符的，列的可能只是重点项目，不作判断。说“所有项目支出”都编报了目标的，金额还应等于支出总表的项目支出；已经
    相等的，不再与清单比较。
    依据：中发〔2018〕34号《关于全面实施预算绩效管理的意见》：绩效目标覆盖所有项目并随预算公开。

    错误示例::

        2026年部门预算公开
        一、预算绩效情况
        2026年度，本单位编报绩效目标的项目共2个，涉及项目预算资金260.00万元。

        一级项目名称	预算数（万元）	绩效目标
        基础测绘	200.00	完成测绘任务。
        地图编制	50.00	出版地图。

    正确示例::

        2026年部门预算公开
        一、预算绩效情况
        2026年度，本单位编报绩效目标的项目共2个，涉及项目预算资金250.00万元。

        一级项目名称	预算数（万元）	绩效目标
        基础测绘	200.00	完成测绘任务。
        地图编制	50.00	出版地图。
    """

    code = "P524"
    name = "project-totals"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every statement of how many projects have targets and what they cost."""
        lists = _lists(facts.projects)
        for paragraph in facts.document.body:
            if "绩效目标" in paragraph.text:
                for pattern in _STATED:
                    for match in pattern.finditer(paragraph.text):
                        yield from self._said(match, paragraph, lists, facts)

    def _said(self, match: re.Match[str], at: Paragraph, lists: list[list[Term]], facts: FactBase) -> Iterator[Assertion]:
        money = parse_cell(match["sum"], _MYRIAD)
        if money is None:
            return
        count = int(match["count"])
        said = Term("编报绩效目标的项目资金", at.reading.span(*match.span("sum")), money)
        number = Term("编报绩效目标的项目个数", at.reading.span(*match.span("count")))
        whole = list(self._whole(match, said, facts))
        proven = any(each.outcome is Outcome.SATISFIED for each in whole)
        yield from whole
        for listed in lists:
            amounts = [term.quantity for term in listed if term.quantity is not None]
            right = compare_sum(money, amounts)[0] is not Outcome.VIOLATED
            if right and count == len(listed):
                yield self.holds("count", "项目", number, *listed)
            elif right:
                yield self.broken(
                    "count", "项目", f"文中说编报绩效目标的项目 {count} 个，金额正是所列 {len(listed)} 个项目之和",
                    number, *listed, actual=str(count), expected=str(len(listed)),
                )  # fmt: skip
            elif count == len(listed) and not proven:
                expected = show(total_of(amounts))
                yield self.broken(
                    "summation", "项目资金", f"文中说 {count} 个项目涉及资金 {show(money)}，所列 {count} 个项目之和是 {expected}",
                    said, *listed, actual=show(money), expected=expected,
                )  # fmt: skip

    def _whole(self, match: re.Match[str], said: Term, facts: FactBase) -> Iterator[Assertion]:
        """Yield the comparison with the project expenditure of all money, where all projects are said to have targets."""
        profile = facts.profile
        key = facts.key(Aspects(flow=profile.item_flow, fund=profile.all_money, nature=profile.project))
        fact = facts.find(key)
        if fact is None or said.quantity is None or not fact.printed:
            return
        if agree(said.quantity, fact.quantity) is not Outcome.VIOLATED:
            yield self.holds("duplicate", "项目支出", said, fact.term())
        elif _ALL.search(match.string, match.string.rfind("。", 0, match.start()) + 1, match.start()):
            yield self.broken(
                "duplicate", "项目支出", f"文中说所有项目支出涉及资金 {show(said.quantity)}，{fact.place}“{fact.label}”是 {show(fact.quantity)}",
                said, fact.term(), actual=show(said.quantity), expected=show(fact.quantity),
            )  # fmt: skip


def _lists(projects: tuple[Project, ...]) -> list[list[Term]]:
    """Return the projects that each list names, and those of all own sheets together."""
    by_table: dict[int, list[Term]] = {}
    for project in projects:
        if project.term is not None:
            by_table.setdefault(-1 if project.form else project.table, []).append(project.term)
    return [listed for listed in by_table.values() if len(listed) >= _FEWEST]
