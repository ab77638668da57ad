"""P515: a target copied into the column of achievements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.fact.appraisal.targets import read_target
from textcheck.quantity.quantity import Bound
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class CopiedTarget(Rule):
    """实际完成值照抄目标值，没有填实际数。

    为什么：“实际完成值”应填实际完成的数，如 15 人、97.5%；写成“≥12”“不超过500元”只是把目标值又抄了一遍，看不出完成
    了多少。
    算法：目标值与实际完成值两栏文字完全相同、且带有“≥、≤、不少于、不超过”一类字样的才报；一份报告合并为一条，逐处列出。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：自评应如实填报各项指标的实际完成值。

    错误示例::

        项目名称	水渠清淤
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥5公里	≥5公里	80

    正确示例::

        项目名称	水渠清淤
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥5公里	5公里	80
    """

    code = "P515"
    name = "copied-target"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield one assertion for all achievements that are bounds, word for word those of the target."""
        copied = [
            (row.name.text, row.achieved)
            for sheet in facts.appraisal.sheets
            for goal in sheet.goals
            for row in goal.indicators
            if row.achieved is not None and row.target is not None and row.achieved.text == row.target.text
            if (value := read_target(row.achieved.text)) is not None and value.bound not in (Bound.EXACT, Bound.ABOUT)
        ]
        if copied:
            first = copied[0][1].text
            message = f"实际完成值照抄目标值“{first}”，应填实际完成数" + (
                f"（同样的共 {len(copied)} 处）" if len(copied) > 1 else ""
            )
            subject = "、".join(name for name, _ in copied)  # all of them, so that one more is another finding
            yield self.broken("text", subject, message, *[label.term("实际完成值") for _, label in copied], actual=first)
