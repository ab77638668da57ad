"""P513: indicators told in prose."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.fact.appraisal.clauses import Clause, clauses_of
from textcheck.fact.appraisal.targets import comparable, likeness, opposed, read_target
from textcheck.quantity.quantity import Bound, Quantity
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Appraisal, Indicator
    from textcheck.fact.factbase import FactBase

_ALIKE = Decimal("0.45")


class IndicatorText(Rule):
    """项目自评说明里的指标数值与自评表不符。

    为什么：自评表前的文字说明（“培训人数100人以上”）复述的是自评表里的数，两处不同，读者不知道该信哪个。
    算法：指标名称一字不差、句中只有一个数，而这个数与目标值、实际完成值都不同的才报：带有“以上、不超过”等字样的与目标值
    比，不带的与实际完成值比。名称只是相近的，数字相同算核对上，不同则不下结论。
    依据：财政部部门决算公开模板附件“项目绩效自评表/结果（摘要版）”：摘要应与自评表一致。

    错误示例::

        1. 水渠清淤

        数量指标：清淤长度6公里以上。

        2024年度水渠清淤项目绩效自评表

        项目名称	水渠清淤
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥5公里	5公里	80

    正确示例::

        1. 水渠清淤

        数量指标：清淤长度5公里以上。

        2024年度水渠清淤项目绩效自评表

        项目名称	水渠清淤
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥5公里	5公里	80
    """

    code = "P513"
    name = "indicator-text"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every number of a project's prose that one of its indicators stands for."""
        appraisal = facts.appraisal
        if not appraisal.sheets:
            return
        for name, clauses in clauses_of(appraisal).items():
            rows = _rows(appraisal, name)
            for clause in clauses if rows else ():
                alike, _, _, best = max(_fit(known, value, clause) for known, (value, _) in rows.items())
                if alike >= _ALIKE:
                    yield from self._told(name, clause, rows[best][1], exact=alike == 1)

    def _told(self, project: str, clause: Clause, rows: list[Indicator], *, exact: bool) -> Iterator[Assertion]:
        subject = f"{project}“{rows[0].name.text}”"
        told = clause.quantity
        known = [
            (label, value) for row in rows for label in (row.target, row.achieved) if label and (value := read_target(label.text))
        ]
        fitting = [
            label for label, value in known if comparable(told, value) and told.value == value.value and not opposed(told, value)
        ]
        if fitting:
            terms = {label.span: label.term("目标值") for label in fitting}
            yield self.holds("equality", subject, clause.term(subject), *terms.values())
            return
        plainly = clause.lead.endswith(rows[0].name.text) if clause.summary else exact and clause.alone
        if plainly:
            # A number with 以上 or 不超过 restates the target, one without tells what was achieved.
            bounded = told.bound not in (Bound.EXACT, Bound.ABOUT)
            word, label = ("目标值", rows[0].target) if bounded else ("实际完成值", rows[0].achieved)
            value = read_target(label.text) if label else None
            if label and value and comparable(told, value) and (bounded or value.bound is told.bound):
                against = "方向相反" if told.value == value.value else "不同"
                message = f"{subject}：说明里的数与自评表的{word}“{label.text}”{against}"
                yield self.broken("equality", subject, message, clause.term(subject), label.term(word), expected=label.text)


def _rows(appraisal: Appraisal, project: str) -> dict[str, tuple[Quantity, list[Indicator]]]:
    """Return the project's indicators with a number for target by name, of its own sheet first, then of the goal."""
    found: dict[str, tuple[Quantity, list[Indicator]]] = {}
    sheet, goal = appraisal.project_sheets.get(project), appraisal.goal_of.get(project)
    own = [row for g in sheet.goals for row in g.indicators] if sheet else []
    for row in (*own, *(goal.indicators if goal else ())):
        value = read_target(row.target.text) if row.target is not None else None
        if value is not None and row.name.text:
            found.setdefault(row.name.text, (value, []))[1].append(row)
    return found


def _fit(name: str, value: Quantity, clause: Clause) -> tuple[Decimal, bool, int, str]:
    """Rank an indicator for a clause: how much of its name stands there, then an equal number, then the longer name."""
    return likeness(name, clause.text), value.value == clause.quantity.value, len(name), name
