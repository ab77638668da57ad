"""P516: what a project is said to have achieved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.fact.appraisal.listed import project_lists
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Label
    from textcheck.fact.factbase import FactBase

_PUNCTUATION = re.compile(r"[，,。;、\s]")


class EffectText(Rule):
    """项目的成效写成了另一个项目的。

    为什么：第三部分列举项目支出时写的“主要成效”，复制粘贴时错一行，就成了另一个项目的成效。
    算法：成效与整体自评表里另一个项目的年度绩效目标一字不差、与本项目的目标却不同的，报出；成效另行改写、与任何目标都不相
    同的，不报。
    依据：《中华人民共和国预算法》第七十五条（决算数额准确、内容完整）；《地方预决算公开操作规程》（财预〔2016〕143号）。

    错误示例::

        项目支出主要用于水渠清淤40.00万元，主要成效：为各村送戏二十场；送戏下乡20.00万元，主要成效：为各村送戏二十场；图书采购5.00万元，主要成效：采购图书两千册。

        1. 水渠清淤项目绩效自评综述：项目全年预算数为40.00万元，执行数为40.00万元，完成预算的100%。

        2. 送戏下乡项目绩效自评综述：项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。

        3. 图书采购项目绩效自评综述：项目全年预算数为5.00万元，执行数为5.00万元，完成预算的100%。

        部门整体绩效自评表

        部门整体支出总额	预算数(A)	执行数(B)	执行率(B/A)	得分
        年度绩效目标1（80分）	清理水渠五公里
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥5公里	5公里	80
        年度绩效目标2（80分）	为各村送戏二十场
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	送戏场次	≥20场	20场	80

        水渠清淤项目绩效自评表

        项目名称	水渠清淤
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥5公里	5公里	80

        送戏下乡项目绩效自评表

        项目名称	送戏下乡
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	送戏场次	≥20场	20场	80

    正确示例::

        项目支出主要用于水渠清淤40.00万元，主要成效：清理水渠五公里；送戏下乡20.00万元，主要成效：为各村送戏二十场。
    """

    code = "P516"
    name = "effect-text"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every effect that is the goal of its own project, or of another."""
        appraisal = facts.appraisal
        goals = {name: goal.text for name, goal in appraisal.goal_of.items() if goal.text is not None}
        if not goals:
            return
        plain = {name: _plain(goal) for name, goal in goals.items()}
        for listed in project_lists(appraisal):
            for name, project in listed.items():
                if project.effect is not None and name in goals:
                    yield from self._effect(name, project.effect, goals, plain)

    def _effect(self, name: str, effect: Label, goals: dict[str, Label], plain: dict[str, str]) -> Iterator[Assertion]:
        told = _plain(effect)
        if told in plain[name] or plain[name] in told:
            yield self.holds("text", f"{name}成效", effect.term("主要成效"), goals[name].term("年度绩效目标"))
            return
        other = next((project for project, goal in plain.items() if goal == told), None)
        if other is not None:
            message = f"{name}的成效与“{other}”的年度绩效目标一字不差，与本项目的目标“{goals[name].text}”不同"
            terms = (effect.term("主要成效"), goals[name].term("年度绩效目标"), goals[other].term(f"{other}的年度绩效目标"))
            yield self.broken("text", f"{name}成效", message, *terms, actual=effect.text, expected=goals[name].text)


def _plain(label: Label) -> str:
    return _PUNCTUATION.sub("", label.text)
