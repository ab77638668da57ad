"""P507: the money of the department as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum
from textcheck.fact.fact import THIS_YEAR, TOTAL
from textcheck.lexicon.appraisal import appraisal_words
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Appraisal, Entry, Execution, Sheet
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase


class OverallAmount(Rule):
    """部门整体支出自评的资金与整体支出自评表不一致。

    为什么：“对几个部门（单位）开展整体支出绩效自评，资金××万元”里的资金是部门整体支出，常见的错误是照抄了上一段的项目
    支出资金。
    算法：这笔资金＝整体支出自评表的执行数（或预算数）；自评表内，基本支出总额＋项目支出总额＝整体支出的执行数（或预算数），
    支出决算表还有经营支出等的，加上这些。
    依据：《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）：部门和单位预算收支全面纳入绩效管理。

    错误示例::

        我部门组织对2个部门（单位）开展整体支出绩效自评，资金70.00万元，总体较好。

        部门整体绩效自评表

        基本支出总额	30.00万元	项目支出总额	70.00万元
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分
        部门整体支出总额	110.00	100.00	90.91%	18.18

    正确示例::

        我部门组织对2个部门（单位）开展整体支出绩效自评，资金100.00万元，总体较好。

        部门整体绩效自评表

        基本支出总额	30.00万元	项目支出总额	70.00万元
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分
        部门整体支出总额	110.00	100.00	90.91%	18.18
    """

    code = "P507"
    name = "overall-amount"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield what is said of the whole department against its sheet, its projects and the tables."""
        appraisal = facts.appraisal
        sheet = appraisal.overall
        if sheet is None or sheet.execution is None or sheet.execution.spent is None or sheet.execution.budget is None:
            return
        for statement in appraisal.statements:
            if statement.kind == "overall" and statement.amount is not None:
                yield self._stated(statement.amount, sheet.execution.spent, sheet.execution.budget)
        yield from self._parts(facts, sheet, sheet.execution.spent, sheet.execution.budget)
        yield from self._projects(appraisal, sheet, sheet.execution)
        yield from self._tables(facts, sheet, sheet.execution.spent)

    def _stated(self, told: Entry, spent: Entry, budget: Entry) -> Assertion:
        terms = (told.term("整体支出自评资金"), spent.term("整体支出执行数"), budget.term("整体支出预算数"))
        if any(told.quantity.interval.overlaps(entry.quantity.interval) for entry in (spent, budget)):
            return self.holds("equality", "整体支出自评资金", *terms)
        equation = Equation((1, -1, 0))
        message = f"整体支出绩效自评的资金写作 {told.text}，整体支出自评表的执行数是 {spent.text}、预算数是 {budget.text}"
        expected = f"{spent.text}（执行数）或 {budget.text}（预算数）"
        return self.broken(
            "equality", "整体支出自评资金", message, *terms, actual=told.text, expected=expected, equation=equation
        )

    def _parts(self, facts: FactBase, sheet: Sheet, spent: Entry, budget: Entry) -> Iterator[Assertion]:
        """Yield 基本支出总额 + 项目支出总额 against what was spent, or planned; 经营支出 and the like may stand beside them."""
        if sheet.basic is None or sheet.projects is None:
            return
        parts = (sheet.basic, sheet.projects)
        outcomes = [(compare_sum(total.quantity, [part.quantity for part in parts])[0], total) for total in (spent, budget)]
        outcome, total = next((o for o in outcomes if o[0] is not Outcome.VIOLATED), (Outcome.VIOLATED, spent))
        terms = (total.term("部门整体支出总额"), *[part.term() for part in parts])
        formula = f"{sheet.basic.text} + {sheet.projects.text}"
        if outcome is Outcome.VIOLATED and (beside := _beside(facts)):
            amounts = [*(part.quantity for part in parts), *(fact.quantity for fact in beside)]
            whole, _ = compare_sum(spent.quantity, amounts)
            if whole is not Outcome.VIOLATED:
                outcome, total = whole, spent
                terms = (spent.term("部门整体支出总额"), *terms[1:], *[fact.term() for fact in beside])
                formula = " + ".join([formula, *[fact.label for fact in beside]])
        if outcome is not Outcome.VIOLATED:
            yield Assertion(self.code, "summation", "部门整体支出总额", outcome, terms, f"{formula} = {total.text}")
            return
        message = f"基本支出总额与项目支出总额之和（{formula}）既不是执行数 {spent.text}，也不是预算数 {budget.text}"
        yield self.broken(
            "summation", "部门整体支出总额", message, *terms, actual=total.text, expected=formula, level=Level.WARNING
        )

    def _projects(self, appraisal: Appraisal, sheet: Sheet, whole: Execution) -> Iterator[Assertion]:
        """Yield the projects' budgets with the basic expenditure, and what all did not spend; a gap proves nothing."""
        projects = [(s.budget, s.spent) for s in appraisal.summaries if s.budget and s.spent]
        if whole.budget is None or whole.spent is None or sheet.basic is None or len(projects) < len(appraisal.summaries):
            return
        parts = [sheet.basic, *[budget for budget, _ in projects if budget]]
        if projects and compare_sum(whole.budget.quantity, [part.quantity for part in parts])[0] is Outcome.SATISFIED:
            yield self.holds("summation", "部门整体预算数", whole.budget.term(), *[part.term() for part in parts])
        gap = whole.budget.value - whole.spent.value
        unspent = [(budget, spent) for budget, spent in projects if budget and spent and budget.value != spent.value]
        if unspent and gap == sum(budget.value - spent.value for budget, spent in unspent):
            terms = [entry.term() for pair in unspent for entry in pair]
            yield self.holds("difference", "部门整体未执行数", whole.budget.term(), whole.spent.term(), *terms)

    def _tables(self, facts: FactBase, sheet: Sheet, spent: Entry) -> Iterator[Assertion]:
        """Yield the totals of the expenditure tables that are the sheet's figures; others are other rules' business."""
        figures = {"spent": spent, "projects": sheet.projects}
        for role, flow, nature in appraisal_words().totals:
            entry = figures.get(role)
            if entry is None:
                continue
            same = [
                fact
                for key, found in facts.by_key.items()
                if (key.concept, key.flow, key.nature) == (TOTAL, flow, nature)
                for fact in found
                if fact.printed and fact.quantity.interval.overlaps(entry.quantity.interval)
            ]
            if same:
                yield self.holds("equality", f"整体自评表{entry.label}", entry.term(), *[fact.term() for fact in same])


def _beside(facts: FactBase) -> list[Fact]:
    """Return what the tables say was spent besides basic expenditure and projects."""
    natures = appraisal_words().beside
    return [
        fact
        for key, fact in facts.chosen.items()
        if key.concept == TOTAL
        and (key.flow, key.nature) in natures
        and key.fund == facts.profile.all_money
        and key.measure == facts.profile.measure
        and key.period == THIS_YEAR
        and fact.printed
        and not fact.quantity.is_zero
    ]
