"""P503: the total score of a sheet."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.appraisal.model import HUNDRED, Appraisal, Entry, Sheet
from textcheck.fact.appraisal.numbers import plain
from textcheck.fact.appraisal.scores import ZERO, amended, pieced, scored
from textcheck.fact.appraisal.suspects import suspects
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_CENT = Decimal("0.01")


class TotalScore(Rule):
    """自评总分与各项得分不符。

    为什么：总分是自评的结论，也用来定等级；加错了，结论就站不住。
    算法：总分＝预算执行得分＋各指标得分之和，最高 100 分。整体支出自评表有几个年度目标、每个目标都按满分打分的，指标部分
    取各目标的平均分。预算执行得分本身算错时，总分跟着错，作连带提醒。自评综述里的“自评得分”应与该项目自评表的总分一致。
    表格残缺、不能确定指标是否齐全的不核对。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）所附项目支出绩效自评表，总分 100 分。

    错误示例::

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分（20分*执行率）
        年度财政资金总额	50.00	40.00	80%	16
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥3公里	4公里	80
        总分	98

    正确示例::

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分（20分*执行率）
        年度财政资金总额	50.00	40.00	80%	16
        年度绩效目标（80分）	一级指标	二级指标	三级指标	年初目标值(A)	实际完成值(B)	得分
                产出指标（80分）	数量指标	清淤长度	≥3公里	4公里	80
        总分	96
    """

    code = "P503"
    name = "total-score"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the total of every sheet against its parts, and the score of every summary against its sheet."""
        appraisal = facts.appraisal
        for sheet in appraisal.sheets:
            if sheet.total is not None:
                yield self._at_most(sheet, sheet.total)
                yield from self._sum(appraisal, sheet, sheet.total)
        for name, summary in appraisal.by_summary.items():
            named = appraisal.project_sheets.get(name)
            if summary.score is not None and named is not None and named.total is not None:
                yield self._summary(summary.name.text, summary.score, named.total)

    def _at_most(self, sheet: Sheet, total: Entry) -> Assertion:
        subject = f"{sheet.name}总分"
        if total.value <= HUNDRED:
            return self.holds("at_most", subject, total.term())
        return self.broken(
            "at_most", subject, f"{subject} {total.text} 超过 100 分", total.term(), actual=total.text, expected="≤100"
        )

    def _sum(self, appraisal: Appraisal, sheet: Sheet, total: Entry) -> Iterator[Assertion]:
        parts = pieced(appraisal, sheet) or scored(sheet)
        subject = f"{sheet.name}总分"
        terms = (total.term(), *[entry.term() for entry in parts.entries])
        if parts.value is None:
            yield self.unknown("summation", subject, parts.reason, *terms)
            return
        plainly = sum((entry.value for entry in parts.entries), ZERO) == parts.value
        kind = "summation" if plainly else "weighted"  # averaged, or weighed by a rate: not what the entries add up to
        printed, right = total.quantity.interval, amended(sheet, parts)
        if printed.holds(parts.value):
            yield self.holds(kind, subject, *terms, formula=f"{parts.formula} = {total.text}")
            if right is not None and sheet.execution is not None and sheet.execution.score is not None:
                yield self._consequence(subject, total, sheet.execution.score, right, terms)
        elif right is not None and printed.holds(right):
            yield self.unknown("summation", subject, "总分与更正后的预算执行得分相符", *terms)
        elif ZERO < total.value - parts.value <= parts.missing:
            yield self.unknown("summation", subject, "表格可能缺行，指标不一定齐全", *terms)
        else:
            due = plain(parts.value.quantize(_CENT, ROUND_HALF_UP))
            message = f"{subject}写作 {total.text}，各项得分合计为 {due}"
            formula = f"{parts.formula} = {due} ≠ {total.text}"
            yield self.broken(kind, subject, message, *terms, actual=total.text, expected=due, formula=formula)
            if plainly:
                for hint, equation in suspects(sheet, total.value - parts.value):
                    reason = "总分与各项得分之和不符，这里像是写错的一项"
                    yield self.unknown("hint", subject, reason, *[entry.term() for entry in hint])._replace(equation=equation)

    def _consequence(self, subject: str, total: Entry, score: Entry, right: Decimal, terms: tuple[Term, ...]) -> Assertion:
        """Warn of a total that adds up, but from an execution score that is wrong."""
        exact = plain(right.quantize(_CENT, ROUND_HALF_UP))
        brief = plain(right.quantize(total.quantity.step, ROUND_HALF_UP))
        expected = exact if exact == brief or len(brief) > len(exact) else f"{exact} 或 {brief}"
        message = (
            f"{subject} {total.text} 与表中各项得分相加一致，但其中预算执行得分 {score.text} 有误，更正后总分应为 {expected}"
        )
        return self.broken("consequence", subject, message, *terms, actual=total.text, expected=expected, level=Level.WARNING)

    def _summary(self, name: str, score: Entry, total: Entry) -> Assertion:
        subject = f"{name}自评得分"
        terms = (score.term(), total.term())
        if score.quantity.interval.overlaps(total.quantity.interval):
            return self.holds("equality", subject, *terms)
        message = f"{name}自评综述写自评得分 {score.text} 分，自评表总分是 {total.text}"
        return self.broken("equality", subject, message, *terms, actual=score.text, expected=total.text)
