"""P508: the same indicator in the department's sheet and in the project's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.fact.appraisal.targets import comparable, read_target
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Goal, Indicator, Label, Sheet
    from textcheck.fact.factbase import FactBase


class IndicatorMatch(Rule):
    """同一指标在整体自评表和项目自评表里的数值不同。

    为什么：部门整体支出自评表按项目分列年度目标时，每个目标下的指标就是该项目自评表里的指标，两张表应当填得一样。
    算法：名称相同的指标，年初目标值、实际完成值应当相同；所属类别分值也相同的，得分应当相同。文字性的目标值（如“有所提高”）
    措辞不同不报；对不上项目的目标不核对。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：自评内容应真实、准确，整体自评以项目自评为基础。

    错误示例::

        部门整体绩效自评表

        部门整体支出总额	预算数(A)	执行数(B)	执行率(B/A)	得分
        年度绩效目标1（80分）	清理水渠
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥3公里	4公里	80

        水渠清淤项目绩效自评表

        项目名称	水渠清淤
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥5公里	4公里	80

    正确示例::

        部门整体绩效自评表

        部门整体支出总额	预算数(A)	执行数(B)	执行率(B/A)	得分
        年度绩效目标1（80分）	清理水渠
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥3公里	4公里	80

        水渠清淤项目绩效自评表

        项目名称	水渠清淤
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥3公里	4公里	80
    """

    code = "P508"
    name = "indicator-match"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every goal whose project has a sheet, as one assertion where all rows agree."""
        appraisal = facts.appraisal
        for name, goal in appraisal.goal_of.items():
            sheet = appraisal.project_sheets.get(name)
            if sheet is not None:
                yield from self._goal(sheet, goal)

    def _goal(self, sheet: Sheet, goal: Goal) -> Iterator[Assertion]:
        rows = {
            (row.name.text, row.kind): (group.weight, row) for g in sheet.goals for group in g.groups for row in group.indicators
        }
        by_name = {name: found for (name, _), found in rows.items()}
        pairs = [
            (row, by_name[row.name.text][1], group.weight, by_name[row.name.text][0])
            for group in goal.groups
            for row in group.indicators
            if row.name.text in by_name
        ]
        clean = True
        for row, other, weight, other_weight in pairs:
            scored = weight is not None and other_weight is not None and weight.value == other_weight.value
            for problem in self._row(sheet.name, row, other, scored=scored):
                clean = False
                yield problem
        if clean and pairs:
            terms = [row.name.term(row.name.text) for a, b, _, _ in pairs for row in (a, b)]
            terms += [
                label.term(row.name.text, read_target(label.text))
                for a, b, _, _ in pairs
                for row in (a, b)
                for label in (row.target, row.achieved)
                if label is not None
            ]
            yield self.holds("equality", f"{sheet.name}各指标（整体自评表与项目自评表）", *terms)

    def _row(self, project: str, row: Indicator, other: Indicator, *, scored: bool) -> Iterator[Assertion]:
        """Yield the numbers in which one indicator differs between the two sheets."""
        subject = f"{project}“{row.name.text}”"
        for word, one, two in (("目标值", row.target, other.target), ("完成值", row.achieved, other.achieved)):
            if one is not None and two is not None and _differ(one, two):
                message = f"{subject}的{word}：整体自评表是“{one.text}”，项目自评表是“{two.text}”"
                terms = (one.term(f"整体自评表{word}"), two.term(f"项目自评表{word}"))
                yield self.broken("equality", f"{subject}{word}", message, *terms, actual=one.text, expected=two.text)
        if scored and row.score and other.score and row.score.value != other.score.value:
            message = f"{subject}的得分：整体自评表是 {row.score.text}，项目自评表是 {other.score.text}"
            terms = (row.score.term("整体自评表得分"), other.score.term("项目自评表得分"))
            yield self.broken("equality", f"{subject}得分", message, *terms, actual=row.score.text, expected=other.score.text)


def _differ(one: Label, two: Label) -> bool:
    """Tell whether two texts are clearly different numbers of the same kind."""
    if one.text == two.text:
        return False
    first, second = read_target(one.text), read_target(two.text)
    return first is not None and second is not None and comparable(first, second) and first.value != second.value
