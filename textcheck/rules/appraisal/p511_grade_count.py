"""P511: projects by grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.fact.appraisal.numbers import plain
from textcheck.fact.appraisal.scores import ZERO
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class GradeCount(Rule):
    """各评级的项目个数之和不等于自评项目个数。

    为什么：评为优、良、中、差的项目加起来就是全部自评项目，不等就是漏了或者重了。
    算法：各等级的项目个数之和＝自评项目总个数。至少列出三个等级才核对；各等级之和少于总数而等级没有列全的不报。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）第十七条：评价结果分为优、良、中、差四级。

    错误示例::

        绩效自评的2024年度项目5个，平均得分95.2分（其中，评级为“优”的项目3个；评级为“良”的项目1个；评级为“合格”的项目0个；评级为“不合格”的项目0个）。

    正确示例::

        绩效自评的2024年度项目5个，平均得分95.2分（其中，评级为“优”的项目3个；评级为“良”的项目2个；评级为“合格”的项目0个；评级为“不合格”的项目0个）。
    """

    code = "P511"
    name = "grade-count"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every division of projects by grade."""
        for statement in facts.appraisal.statements:
            total = statement.number
            if statement.kind != "grades" or total is None:
                continue
            terms = (total.term(), *[grade.term() for grade in statement.listed])
            made = sum((grade.value for grade in statement.listed), ZERO)
            formula = " + ".join(grade.text for grade in statement.listed) + f" = {plain(made)}"
            if made == total.value:
                yield self.holds("summation", "各评级项目个数", *terms, formula=formula)
            elif made > total.value or len(statement.listed) > 3:
                message = f"各评级的项目共 {plain(made)} 个，自评项目写作 {total.text} 个"
                yield self.broken(
                    "summation", "各评级项目个数", message, *terms, actual=total.text, expected=plain(made), formula=formula
                )
            else:
                yield self.unknown("summation", "各评级项目个数", "等级可能没有列全", *terms)
