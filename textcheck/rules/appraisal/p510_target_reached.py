"""P510: full points for a target that was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.fact.appraisal.scores import group_full, labels_whole
from textcheck.fact.appraisal.targets import read_target, short_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Indicator
    from textcheck.fact.factbase import FactBase


class TargetReached(Rule):
    """指标没有完成却得了满分。

    为什么：实际完成值没有达到目标值的指标应当扣分；“≥350篇”完成 335 篇却得满分，自评就不真实。
    算法：目标值带“≥、≤、不少于、不超过”等方向、两边都是数字且单位相同，实际值没有达到，而得分看得出是满分（表中印有该
    指标的分值，或这一类指标的得分加起来正好是该类的分值）的，报出。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）第十四条：定量指标完成值达到指标值的记满分，未达到的按比例记分。

    错误示例::

        项目名称	水渠清淤
        绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
                产出指标	数量指标	清淤长度	≥5公里	4公里	20	20

    正确示例::

        项目名称	水渠清淤
        绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
                产出指标	数量指标	清淤长度	≥5公里	4公里	20	16
    """

    code = "P510"
    name = "target-reached"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every numeric target with its achievement."""
        for sheet in facts.appraisal.sheets:
            for goal in sheet.goals:
                for group in goal.groups:
                    full = group_full(group) and labels_whole(sheet, goal)
                    for row in group.indicators:
                        yield from self._row(sheet.name, row, full=full)

    def _row(self, project: str, row: Indicator, *, full: bool) -> Iterator[Assertion]:
        if row.target is None or row.achieved is None:
            return
        target, achieved = read_target(row.target.text), read_target(row.achieved.text)
        if row.target.text == row.achieved.text:
            if target is not None:
                same = (row.achieved.term("实际完成值", achieved), row.target.term("目标值", target))
                yield self.holds("at_least", f"{project}“{row.name.text}”", *same)
            return
        short = short_of(target, achieved) if target and achieved else None
        if short is None:
            return
        terms = (
            row.achieved.term("实际完成值", achieved),
            row.target.term("目标值", target),
            *[entry.term() for entry in (row.score, row.weight) if entry],
        )
        subject = f"{project}“{row.name.text}”"
        if not short:
            yield self.holds("at_least", subject, *terms)
        elif row.score and (full or (row.weight and row.score.value == row.weight.value)):
            message = f"{subject}：目标值“{row.target.text}”，实际完成“{row.achieved.text}”，没有达到，却得满分 {row.score.text}"
            yield self.broken("at_least", subject, message, *terms, actual=row.achieved.text, expected=row.target.text)
