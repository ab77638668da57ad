"""N312: totals in the appraisal appendix against the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import agree, show
from textcheck.lexicon.measures import Aspects
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Entry
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase


class AppendixAmount(Rule):
    """附件整体自评表里的基本支出、项目支出、整体支出与决算表不一致。

    为什么：附件整体支出绩效自评表里的“基本支出总额”“项目支出总额”和执行数，通常就是支出决算表的数；两处不同，读者无从
    取舍。
    算法：与支出决算表、一般公共预算财政拨款支出决算表的数比较。只差末位、而各表都印着另一个数的，是同一个数的两种印法，提
    示统一；相差较大的可能口径不同（含其他资金），不作判断。
    依据：部门整体支出绩效自评表的填报口径；《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）。

    错误示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	60.00	40.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	60.00	40.00

        第六部分 附件
        2024年度云岭区示例局部门整体绩效自评表
        单位名称	云岭区示例局
        基本支出总额	60.01万元	项目支出总额	40.00万元
        预算执行情况（万元）（20分）		预算数(A)	执行数(B)	执行率(B/A)	得分(20分*执行率)
                部门整体支出总额	100.00	100.00	100%	20

    正确示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	60.00	40.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	60.00	40.00

        第六部分 附件
        2024年度云岭区示例局部门整体绩效自评表
        单位名称	云岭区示例局
        基本支出总额	60.00万元	项目支出总额	40.00万元
        预算执行情况（万元）（20分）		预算数(A)	执行数(B)	执行率(B/A)	得分(20分*执行率)
                部门整体支出总额	100.00	100.00	100%	20
    """

    code = "N312"
    name = "appendix-amount"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the amounts of the overall sheets that the expenditure tables print as well."""
        profile = facts.profile
        sheet = facts.appraisal.overall
        if sheet is None:
            return
        spent = sheet.execution.spent if sheet.execution is not None else None
        for entry, nature in ((sheet.basic, profile.basic), (sheet.projects, profile.project), (spent, "")):
            if entry is not None:
                yield from self._amount(entry, nature, facts)

    def _amount(self, entry: Entry, nature: str, facts: FactBase) -> Iterator[Assertion]:
        profile = facts.profile
        found: list[Fact] = []
        for fund in (profile.all_money, profile.item_fund):
            key = facts.key(Aspects(flow=profile.item_flow, fund=fund, nature=nature))
            found += [fact for fact in facts.by_key.get(key, ()) if fact.printed]
        if not found:
            return
        term = entry.term()
        outcomes = [(agree(entry.quantity, fact.quantity), fact) for fact in found]
        same = next((fact for outcome, fact in outcomes if outcome is Outcome.SATISFIED), None)
        if same is not None:
            yield self.holds("duplicate", entry.label, term, same.term())
            return
        near = [fact for outcome, fact in outcomes if outcome is Outcome.ROUNDING]
        if len(near) < 2:
            yield self.unknown(
                "duplicate", entry.label, "与决算表不同，可能口径不同（含其他资金），不作判断", term, found[0].term()
            )
            return
        printed, other = show(entry.quantity), show(near[0].quantity)
        yield self.broken(
            "duplicate",
            entry.label,
            f"自评表“{entry.label}”写作 {printed}，{near[0].place}等 {len(near)} 处印的是 {other}，同一个数应当统一",
            term,
            *[fact.term() for fact in near],
            actual=printed,
            expected=other,
            formula=f"{printed} ≠ {other}",
        )
