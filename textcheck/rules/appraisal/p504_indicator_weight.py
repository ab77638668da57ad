"""P504: points of indicators, groups and goals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.equation import Equation
from textcheck.fact.appraisal.model import HUNDRED, Entry, Goal, Group, Sheet
from textcheck.fact.appraisal.numbers import plain
from textcheck.fact.appraisal.scores import ZERO, labels_whole, scored
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from textcheck.fact.factbase import FactBase


class IndicatorWeight(Rule):
    """指标得分、分值与所属类别的分值不符。

    为什么：每类指标有多少分是定好的，如“产出指标（20分）”；得分或分值超过它，总分就虚高。
    算法：一类各指标得分之和≤该类分值，各指标分值之和＝该类分值；各类分值之和＝“年度绩效目标（80分）”；预算执行的分值＋
    指标的分值＝100；单个指标得分≤自己的分值。得分低于分值是正常扣分，不报；表格缺行使合计偏小时也不报。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：自评满分 100 分，得分最高不能超过该指标分值上限。

    错误示例::

        项目名称	水渠清淤
        绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
                产出指标（30分）	数量指标	清淤长度	≥3公里	4公里	20	25
                        质量指标	验收合格率	100%	100%	10	10
        总分	100	35

    正确示例::

        项目名称	水渠清淤
        绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
                产出指标（30分）	数量指标	清淤长度	≥3公里	4公里	20	18
                        质量指标	验收合格率	100%	100%	10	10
        总分	100	28
    """

    code = "P504"
    name = "indicator-weight"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the points of every group, goal and sheet."""
        for sheet in facts.appraisal.sheets:
            for goal in sheet.goals:
                place = f"{sheet.name}“{goal.label.text}”" if len(sheet.goals) > 1 else sheet.name
                for group in goal.groups:
                    yield from self._group(place, group, partial(labels_whole, sheet, goal))
                yield from self._goal(place, goal)
            yield from self._sheet(sheet)

    def _group(self, place: str, group: Group, sure: Callable[[], bool]) -> Iterator[Assertion]:
        for row in group.indicators:
            if row.weight and row.score and row.score.value > row.weight.value:
                message = f"{place}：指标“{row.name.text}”得分 {row.score.text} 超过分值 {row.weight.text}"
                terms = (row.score.term(), row.weight.term())
                yield self.broken(
                    "at_most", row.name.text, message, *terms, actual=row.score.text, expected=f"≤{row.weight.text}"
                )
        if group.label is None or group.weight is None:
            return
        subject = f"{place}：{group.label.text}"
        weights = [row.weight for row in group.indicators]
        if any(weights):
            yield from self._within(f"{subject}各指标分值", group.weight, weights, sure)
        else:
            yield from self._within(f"{subject}各指标得分", group.weight, [row.score for row in group.indicators], sure)

    def _goal(self, place: str, goal: Goal) -> Iterator[Assertion]:
        if goal.weight is None:
            return
        if goal.scores is not None:
            yield from self._within(f"{place}全部指标得分", goal.weight, goal.scores)
        groups = [group.weight for group in goal.groups]
        if all(groups):
            yield from self._within(f"{place}各类指标分值", goal.weight, groups)

    def _sheet(self, sheet: Sheet) -> Iterator[Assertion]:
        """Yield the points of execution and indicators together."""
        execution = sheet.execution.weight if sheet.execution else None
        rows = [row.weight for goal in sheet.goals for row in goal.indicators]
        if sheet.total_weight is not None and rows and all(rows):
            parts = [*([execution] if execution else []), *rows]
            parts_made = sum((part.value for part in parts if part), ZERO)
            if parts_made < sheet.total_weight.value and sheet.total is not None and scored(sheet).value == sheet.total.value:
                yield self._short(sheet.name, sheet.total_weight, parts_made)
            else:
                yield from self._within(f"{sheet.name}各项分值", sheet.total_weight, parts)
        elif execution is not None:
            for goal in sheet.goals:
                if goal.weight is not None and execution.value + goal.weight.value == HUNDRED:
                    formula = f"{execution.text} + {goal.weight.text} = 100"
                    yield self.holds("score", f"{sheet.name}分值", execution.term(), goal.weight.term(), formula=formula)

    def _short(self, name: str, total: Entry, made: Decimal) -> Assertion:
        """Report a total of points above what the rows make, where the scores prove that no row is missing."""
        message = f"{name}各项分值合计 {plain(made)}，总分值写作 {total.text}"
        return self.broken("summation", f"{name}各项分值", message, total.term(), actual=total.text, expected=plain(made))

    def _within(
        self, subject: str, limit: Entry, parts: Sequence[Entry | None], sure: Callable[[], bool] | None = None
    ) -> Iterator[Assertion]:
        """Yield whether the parts make up the limit or go beyond it; less may be points lost, or rows."""
        known = [part for part in parts if part is not None]
        made = sum((part.value for part in known), ZERO)
        terms = (limit.term(), *[part.term() for part in known])
        if made > limit.value and sure is not None and not sure():
            yield self.unknown("at_most", subject, "有一类指标的名称可能没有读到", *terms)
        elif made > limit.value:
            formula = " + ".join(part.text for part in known) + f" = {plain(made)} > {limit.text}"
            message = f"{subject}合计 {plain(made)}，超过 {limit.text}"
            equation = Equation((-1, *(1,) * len(known)), at_most=True)
            yield self.broken(
                "at_most",
                subject,
                message,
                *terms,
                actual=plain(made),
                expected=f"≤{limit.text}",
                formula=formula,
                equation=equation,
            )
        elif made == limit.value and len(known) == len(parts):
            yield self.holds("summation", subject, *terms)
